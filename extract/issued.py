"""The document's own date: what every relative time in it is counted from."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter

from extract.festivals import CONGRESSES, festival
from extract.quick import later, quick

_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SAID = re.compile(r"(?:时间|日期)\s*[：:]\s*[\[【(（]?\s*((?:19|20)\d\d\s*[年\-./]\s*\d{1,2}(?:\s*[月\-./]\s*\d{1,2}\s*日?)?)")
# A date alone on its line, or behind the paper that printed it (某某日报 2019-05-06).
_ALONE = re.compile(r"^[ \t\u3000>|（(]*(?:[\u4e00-\u9fff]{2,10}[报网][ \u3000]+)?((?:19|20)\d\d\s?[年\-./]\s?\d{1,2}\s?[月\-./]\s?\d{1,2})\s?日?(?:[ \u3000T]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?(?:[ \u3000]*星期[一二三四五六日天])?(?:印发|发布)?[）)]?[ \t\u3000]*$", re.M)
_HAN_ALONE = re.compile(r"^[ \t\u3000]*([二一][〇○零Oo九][〇○零Oo一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日[ \t\u3000]*$", re.M)
_DATELINE = re.compile(r"(?:讯|电)\s?(?:[（(][^）)\n]{0,16}[）)])?\s?((?:19|20)\d\d年\d{1,2}月\d{1,2}日)")
# 做好2023年元旦春节期间…, 研究2023年经济工作 are written in the year before.
_TITLE_YEAR = re.compile(r"(?<!研究)(?<!部署)((?:199|20\d)\d)\s?年(?!版|元旦|以来|度?以前|[—\-至到])")
# Years of numbers, ranges and aims are not those in which a text is written.
_ANY_YEAR = quick(r"(?<!研究)(?<!部署)(?<!做好)(?<![\d〔﹝\[（(—\-到至])((?:19|20)\d\d)\s?年(?!以来|元旦|以?前|底|内|[—\-至到]|\d{1,2}月(?:\d{1,2}日|底)?(?:之|以)?前)")
# Under the title: （2019年10月**日）, （第31期　2021年7月20日）, 2018-04-19 09:30　来源：….
_IN_BRACKET = re.compile(r"[（(][^（()）\n]{0,12}?((?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?)[^（()）\n]{0,16}[）)]")
_WITH_HOUR = re.compile(r"((?:19|20)\d\d[年\-./]\d{1,2}[月\-./]\d{1,2})日?\s+\d{1,2}[:：]\d\d")
_WITH_MONTH = quick(r"(?<![\d〔﹝\[（(—\-到至])((?:19|20)\d\d)年\d{1,2}月(?!(?:\d{1,2}日|底)?(?:之|以)?前)")
_BESIDE_TITLE = 320
_CONGRESS = re.compile(r"党的(十六|十七|十八|十九|二十)大(?:即将|将要?|就要|马上)(?:胜利)?召开")
_BEFORE_SPRING = re.compile(r"春节前|节前|临近春节|春节(?:即|将|临)")
_AMENDED = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?=[^。\n]{0,60}(?:通过|修订|修正|公布|批准))")
_PUBLISHED = re.compile(r"((?:19|20)\d\d[-年.]\d{1,2}[-月.]\d{1,2})日?\s?发\s?布")


def number(written: str) -> int:
    """3, 三, 十五, 二十, 六十 as a number; 0 where it is none."""
    if written.isdigit():
        return int(written)
    tens, ten, units = written.partition("十")
    if not ten:
        return _NUMERALS.get(written, 0)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + _NUMERALS.get(units, 0)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def issued(clean: str, title: str | None = None) -> str | None:
    """The document's own date, by the first of: what it says of its publication, a line that is a date alone (at the head, or
    under a signature), a dateline, the title's year, an event that it awaits, the only year that it speaks of, the
    year of the months that it tells of.
    """
    head = clean[:2000]
    for found in (_SAID.search(head), _PUBLISHED.search(head), _ALONE.search(clean), _han_date(clean), _DATELINE.search(head[:200]), _IN_BRACKET.search(head[:_BESIDE_TITLE]), _WITH_HOUR.search(head[:_BESIDE_TITLE])):
        if isinstance(found, str):
            return found
        if found is not None:
            told = _iso(found.group(1))
            if told:
                return told
    enacted = [f"{int(y):04}-{int(m):02}-{int(d):02}" for y, m, d in _AMENDED.findall(clean[:900]) if is_day(int(y), int(m), int(d))]
    if enacted and re.match(r"[#\s]*[^\n。]{0,40}(?:法|条例|规定|办法)[）)]?\s*\n", clean):
        return max(enacted)
    return _by_title_year(clean, title or "") or _by_event(clean) or _by_own_number(clean) or _only_year(clean) or _year_of_events(clean) or _by_cited_numbers(clean)


def _iso(words: str) -> str | None:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if len(numbers) >= 3 and is_day(numbers[0], numbers[1], numbers[2]):
        return f"{numbers[0]:04}-{numbers[1]:02}-{numbers[2]:02}"
    return f"{numbers[0]:04}-{numbers[1]:02}" if len(numbers) >= 2 and 1 <= numbers[1] <= 12 else None


def _han_date(clean: str) -> str | None:
    """二〇二三年五月六日 on a line of its own."""
    found = _HAN_ALONE.search(clean)
    if found is None:
        return None
    year = "".join("0" if sign in "〇○零Oo" else str(_NUMERALS[sign]) for sign in found.group(1))
    month, day = number(found.group(2)), number(found.group(3))
    return f"{year}-{month:02}-{day:02}" if is_day(int(year), month, day) else None


def _by_title_year(clean: str, title: str) -> str | None:
    """The year in the title, or in the first lines where they hold no sentence; before the Spring Festival, its month too."""
    head: list[str] = []
    for line in clean.lstrip()[:_BESIDE_TITLE].split("\n"):
        if not line.strip() or re.search("[。；，]", line):
            break
        head.append(line)
    top = "\n".join((title, *head))
    years: list[str] = sorted(set(_TITLE_YEAR.findall(top)))
    if not years:
        return None
    year = years[-1]
    if _BEFORE_SPRING.search(top):
        days = festival("spring-festival", int(year))
        if days is not None and days[0].month == 1:
            return f"{year}-01"
    return year


def _by_event(clean: str) -> str | None:
    """A congress that the document awaits: 党的二十大即将召开 is said in 2022."""
    awaited = _CONGRESS.search(clean)
    return str(CONGRESSES[awaited.group(1)].year) if awaited else None


def _year_of_events(clean: str) -> str | None:
    """The one year in which the document sets months that are told of, not awaited (2020年8月以来)."""
    years = set(_WITH_MONTH.findall(re.sub(r"《[^》]{0,240}》", "", clean)))
    return years.pop() if len(years) == 1 else None


_OWN_NUMBER = later(lambda: re.compile(r"^[ \t\u3000（(]*[\u4e00-\u9fff]{2,12}[〔﹝\[（(]((?:19|20)\d\d)[〕﹞\]）)]\s?第?\s?\d{1,4}\s?号[）) \t\u3000]*$", re.M))
_NUMBER = later(lambda: re.compile(r"[\u4e00-\u9fff][〔﹝\[（(]((?:19|20)\d\d)[〕﹞\]）)]\s?第?\s?\d{1,4}\s?号"))


def _by_own_number(clean: str) -> str | None:
    """The year of the document's own number, on a line of its own near its head: 本安委发〔2006〕4号."""
    own = _OWN_NUMBER.search(clean[:600])
    return own.group(1) if own else None


def _by_cited_numbers(clean: str) -> str | None:
    """The one year in which all the documents were numbered that the text refers to."""
    years: set[str] = set(_NUMBER.findall(clean))
    if len(years) != 1 or any(year > min(years) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)年", clean)):
        return None  # what it speaks of is later: so is the document
    return years.pop()


def _only_year(clean: str) -> str | None:
    """The year, where the document speaks of one only and as of its own: often, or with what it has done or will do in it."""
    years = Counter(_ANY_YEAR.findall(re.sub(r"《[^》]{0,240}》", "", clean)))
    if len(years) != 1:
        return None
    year, count = next(iter(years.items()))
    own = count >= 3 or re.search(f"{year}年(?:度|全|以来|安全|工作|重点|第|是)", clean) is not None
    return str(year) if own and year >= "1990" else None
