"""Sectors: which fields of activity the text names, and which of them a measure is about.

The words are the labels of the sector scheme; the longest word wins, and a longer word that names no sector hides the ones
inside it (zr:notLabel). A word that is part of a body's name (交通运输部门) or of a title names that body or
title first: the first does not count at all, the second counts for the document and not for a measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ontology import concepts
from ontology.dictionary import per_lexicon
from ontology.record import record

from .lexicon import Family, Hit
from .outline import ARTICLE, Segment
from .page import Basket, Findings, Page
from .quick import later, quick

NAMED = "sectors.named"
SURE = 0.95  # … and how sure it is
IN_TITLE = "sectors.named-in-title"
HEADING = "sectors.from-heading"

# What was learnt from the past counts for the document: 深刻汲取…事故教训, …以来发生的…事故.
_PAST_CAUSE = later(lambda: quick(r"(?:汲取|吸取|接受)[^，。；]{0,80}?(?:教训|案例)|(?:近期|先后|接连|连续|以来|去年|今年)[^，。；]{0,30}发生[^，。；]{0,30}事故(?!隐患|的?(?:风险|可能))"))
_TITLE = re.compile(r"《[^》]{1,120}》")


@record
class SectorHit:
    """A word that names a sector, in clean offsets; `counts` tells whether it may speak for a measure."""

    begin: int
    end: int
    sector: str
    counts: bool


@record
class Sectors:
    findings: Findings
    hits: tuple[SectorHit, ...]


@per_lexicon()
def _family() -> Family:
    terms: dict[str, str] = {}
    blocked: list[str] = []
    for concept in concepts.sectors():
        for label in concept.labels:
            terms.setdefault(label, concept.id)
        for label in concept.passing:
            terms.setdefault(label, _PASSING + concept.id)
        blocked.extend(concept.blocked)
    return Family(terms, blocked)


_PASSING = "passing:"
# Words too plain to name a sector alone do so in a list of sectors: 交通、旅游等重点行业, 消防、交通等领域.
_OF_SECTORS = later(lambda: re.compile(r"(?P<list>(?:[\u4e00-\u9fff]{2,10}、)+[\u4e00-\u9fff]{2,10}(?:和[\u4e00-\u9fff]{2,10})?)等[^，。；、]{0,8}?(?:行业|领域)"))
_CLOSES = re.compile(r"等[^，。；、]{0,8}?(?:行业|领域)")
_IN_LIST = {"交通": "transport", "运输": "transport", "医疗": "health", "住建": "construction"}
# In a document about fires in the woods, the plain words for fire mean those (防灭火, 火情, 用火).
_FIRE, _FOREST_FIRE = "fire", "forest-fire"
_PLAIN_FIRE = re.compile(r"防火|灭火|防灭火|火灾|火情|用火|野外用火|火源|扑火|失火|火警|火险|火灾防控|火灾隐患|违规用火")


def _about_woods(page: Page) -> bool:
    """Does the title name fires in the woods, and no other kind?"""
    named = {hit.ref for hit in _family().scan(page.title)}
    return _FOREST_FIRE in named and _FIRE not in named


def _scanned(clean: str) -> list[Hit]:
    """The words that name sectors, with the plain ones of lists, in text order."""
    hits = _family().scan(clean)
    more = [
        Hit(begin, begin + len(item), sector)
        for found in _lists(clean)
        for begin, item in _items(found["list"], found.start("list"))
        if (sector := _IN_LIST.get(item)) is not None
    ]
    return sorted([*hits, *more], key=lambda hit: (hit.begin, hit.end)) if more else hits


def _lists(clean: str) -> Iterator[re.Match[str]]:
    """The lists of sectors: looked for only before the words that close one, the pattern being slow to begin."""
    at = 0
    for closed in _CLOSES.finditer(clean):
        found = _OF_SECTORS.search(clean, max(at, closed.start() - 240), closed.end()) if closed.start() >= at else None
        if found is not None:
            at = found.end()
            yield found


def _items(words: str, at: int) -> list[tuple[int, str]]:
    """The items of a list between 、 and 和, with their places."""
    return [(at + found.start(1), found.group(1)) for found in re.finditer(r"(?:紧盯|盯紧|聚焦|突出|抓好|围绕|加强|强化|狠抓|针对|涉及)?([^、和]+)", words)]


def _inside(hit: Hit, spans: Sequence[tuple[int, int]], at: int) -> tuple[bool, int]:
    """Is the hit inside one of the ascending spans? Also the index from which the next hit should look."""
    while at < len(spans) and spans[at][1] <= hit.begin:
        at += 1
    return at < len(spans) and spans[at][0] <= hit.begin and hit.end <= spans[at][1], at


def find(page: Page, bodies: Sequence[tuple[int, int]]) -> Sectors:
    """All sectors that the page names; `bodies` are the ascending clean spans of bodies' names."""
    clean = page.clean
    titles = [found.span() for found in _TITLE.finditer(clean)] if "《" in clean else []
    past = [found.span() for found in _PAST_CAUSE.finditer(clean)] if "发生" in clean or "取" in clean else []
    basket = Basket()
    hits: list[SectorHit] = []
    stated: dict[str, float] = {}
    woods = _about_woods(page)
    in_body = in_title = in_past = 0
    for hit in _scanned(clean):
        hidden, in_body = _inside(hit, bodies, in_body)
        if hidden:
            continue
        ref = hit.ref
        in_passing = ref.startswith(_PASSING)
        if in_passing:
            ref = ref.removeprefix(_PASSING)
        elif woods and ref == _FIRE and _PLAIN_FIRE.fullmatch(clean, hit.begin, hit.end):
            ref = _FOREST_FIRE
        titled, in_title = _inside(hit, titles, in_title) if titles else (False, 0)
        passed, in_past = _inside(hit, past, in_past) if past else (False, 0)
        hits.append(SectorHit(hit.begin, hit.end, ref, not (titled or passed or in_passing)))
        sector = "zrs:" + ref
        rule, sure = (IN_TITLE, 0.85) if titled else (NAMED, SURE)
        basket.mention(page.mention(hit.begin, hit.end, sector, rule, sure))
        if sure > stated.get(sector, 0.0):  # the surest evidence counts, the first of it
            stated[sector] = sure
            basket.state(page.statement(page.iri, "zr:mentionsSector", sector, "", hit.begin, hit.end, rule, sure))
    return Sectors(basket.findings(), tuple(hits))


def within(
    hits: Sequence[SectorHit], begin: int, end: int, but: Sequence[tuple[int, int]] = ()
) -> list[SectorHit]:
    """The hits inside `[begin, end)` that may speak for a measure, none inside the spans `but`; `hits` ascend."""
    low, high = 0, len(hits)
    while low < high:
        middle = (low + high) // 2
        if hits[middle].begin < begin:
            low = middle + 1
        else:
            high = middle
    found: list[SectorHit] = []
    while low < len(hits) and hits[low].end <= end:
        hit = hits[low]
        if hit.counts and not any(b <= hit.begin and hit.end <= e for b, e in but):
            found.append(hit)
        low += 1
    return found


_MANY = 3  # a heading that lists more sectors than this is about none of them in particular


def of_measure(
    page: Page, hits: Sequence[SectorHit], segment: Segment, offices: Sequence[tuple[int, int]] = ()
) -> list[tuple[SectorHit, str]]:
    """The sectors that a measure is about, each once, with the rule: those it names, else those of its heading.

    `offices` are the spans of public bodies that bear it: 农业农村 in 公安、农业农村等部门 names an office and no sector.
    """
    own = within(hits, segment.begin, segment.end, offices)
    rule = NAMED
    if not own:
        for above in _above(page, segment):
            own = within(hits, above.begin, above.end)
            if own:
                if len({hit.sector for hit in own}) > _MANY:
                    return []
                rule = HEADING
                break
    seen: dict[str, SectorHit] = {}
    for hit in own:
        seen.setdefault(hit.sector, hit)
    return [(hit, rule) for hit in seen.values()]


_OPENING = 24  # characters: a longer sentence tells something of its own
_ARTICLE = 40  # … but that of an article says what the rest of the article is about


def _above(page: Page, segment: Segment) -> list[Segment]:
    """The headings over a segment, nearest first, and before them its paragraph's short opening sentence."""
    above = [one for one in page.outline.ancestors(segment) if one.heading or one.end - one.begin <= (_ARTICLE if one.rank == ARTICLE else _OPENING) and "：" not in page.outline.text(one)]
    segments = page.outline.segments
    opening = segment
    while opening.index and segments[opening.index - 1].line == segment.line:
        opening = segments[opening.index - 1]
    if opening is not segment and opening.end - opening.begin <= _OPENING and opening.stop == "。":
        return [opening, *above]
    return above
