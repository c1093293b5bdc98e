"""Plain text and Markdown: the text as it stands, with what its front matter says."""

from __future__ import annotations

import re

from extract.formats import Extracted

# Keys by which a front matter tells title, date and place; the last character of a Chinese key may be followed by a
# half-width or a full-width colon.
_KEYS = {
    "title": "title",
    "标题": "title",
    "標題": "title",
    "issued": "issued",
    "date": "issued",
    "published": "issued",
    "发布时间": "issued",
    "发布日期": "issued",
    "發布時間": "issued",
    "成文日期": "issued",
    "印发日期": "issued",
    "日期": "issued",
    "jurisdiction": "jurisdiction",
    "地区": "jurisdiction",
    "行政区": "jurisdiction",
    "行政区划": "jurisdiction",
}
_LINE = re.compile(r"[ \t]*([A-Za-z_-]{2,20}|[一-龥]{2,5})[ \t]*[:：][ \t]*(.*?)[ \t]*$")
_DATE = re.compile(r"((?:19|20)\d\d)(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?)?")


def iso_date(words: str) -> str | None:
    """The first date in `words` as YYYY-MM-DD, YYYY-MM or YYYY; None where there is none or it is no date."""
    found = _DATE.search(words)
    if found is None:
        return None
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def front_matter(text: str) -> dict[str, str]:
    """What the first lines say of title, issued and jurisdiction.

    Either a block between two lines `---`, or an unbroken run of `key: value` lines at the very top whose keys are known.
    """
    head = text[:4000].splitlines()
    block = bool(head) and head[0].strip() == "---"
    found: dict[str, str] = {}
    for line in head[1:] if block else head[:8]:
        if line.strip() == "---":
            break
        pair = _LINE.match(line)
        key = _KEYS.get(pair.group(1).lower()) if pair else None
        if pair is None or (key is None and not block):
            break
        value = pair.group(2).strip("\"'“”[] ")
        if key is not None and value:
            found.setdefault(key, value)
    return found


def read(text: str) -> Extracted:
    """The decoded file itself, untouched."""
    matter = front_matter(text)
    issued = matter.get("issued")
    return Extracted(text, matter.get("title"), iso_date(issued) if issued else None, matter.get("jurisdiction"))
