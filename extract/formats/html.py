"""HTML: the main content as lines of text, the title, and the date that the page's head gives.

The main content is found by resiliparse; navigation, footers and scripts give nothing. Table rows are lines, cells are
separated by tabs.
"""

from __future__ import annotations

import re

from extract.formats import Extracted
from extract.formats.plain import iso_date

# Names under which government sites put the article's own title and date into <meta>.
_TITLE_NAMES = ("articletitle", "title", "og:title")
_DATE_NAMES = ("pubdate", "publishdate", "article:published_time", "og:release_date", "createdate", "date")
# All of them bounded: a page of a hundred thousand headings that are never closed is read in the time of any other.
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HEADING = re.compile(r"<h1\b[^>]{0,500}>(.{0,1000}?)</h1>", re.I | re.S)
_TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,1000}?)</title>", re.I | re.S)
_TAG = re.compile(r"<[^<>]+>")
# What follows the article's own title in <title>: the site's name behind a dash or a bar.
_SITE = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]*(?:网|政府|门户|厅|局|委|办|部|中心|频道|平台)[^-_—|–]*$")


def _metas(html: str) -> dict[str, str]:
    from html import unescape

    found: dict[str, str] = {}
    for tag in _META.finditer(html[:60_000]):
        attributes = {name.lower(): unescape(a or b) for name, a, b in _ATTRIBUTE.findall(tag.group())}
        name = attributes.get("name") or attributes.get("property")
        if name and attributes.get("content", "").strip():
            found.setdefault(name.lower(), attributes["content"].strip())
    return found


_NESTING = re.compile(r"<(/?)(?:div|section|article|main|aside|center|blockquote|table|form)\b", re.I)
_DEEPEST = 400  # pages nest their blocks some thirty deep; finding the main content takes the square of the depth


def _too_deep(html: str) -> bool:
    depth = 0
    for tag in _NESTING.finditer(html):
        depth += -1 if tag.group(1) else 1
        if depth > _DEEPEST:
            return True
    return False


def _plain(fragment: str) -> str:
    from html import unescape

    return " ".join(unescape(_TAG.sub(" ", fragment)).split())


def _title(html: str, metas: dict[str, str]) -> str | None:
    if "articletitle" in metas:
        return metas["articletitle"]
    headings = [_plain(words) for words in _HEADING.findall(html)]
    page = _TITLE.search(html)
    whole = _plain(page.group(1))[:300] if page else ""
    for heading in headings:  # an <h1> that <title> repeats is the article's, not the site's
        if len(heading) >= 4 and (heading in whole or not whole):
            return heading
    for name in _TITLE_NAMES:
        if name in metas:
            return _SITE.sub("", metas[name]) or None
    return _SITE.sub("", whole) or None


def declared_encoding(data: bytes) -> str | None:
    """The charset that the first bytes of a page declare, as written there."""
    found = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def read(html: str) -> Extracted:
    """The main content of a page; where none can be told, all of its visible text."""
    from resiliparse.extract.html2text import extract_plain_text

    metas = _metas(html)
    title = _title(html, metas)
    text = ""
    for main in (False,) if _too_deep(html) else (True, False):
        text = extract_plain_text(
            html, main_content=main, preserve_formatting=True, alt_texts=False, links=False, form_fields=False, list_bullets=False
        )
        if len(text.strip()) >= 40:
            break
    text = re.sub(r"\t{2,}", "\t", text)
    if title and title not in "".join(text[:600].split("\n")):
        text = f"{title}\n\n{text}"  # a heading that stands outside the main content is still the document's
    issued = next((iso_date(metas[name]) for name in _DATE_NAMES if name in metas), None)
    return Extracted(text, title, issued)
