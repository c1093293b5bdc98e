"""Documents that the text cites: titles in 《》, laws by their full name, other names and numbers of the same document.

A title is one document wherever it is cited (data:cited/<title>); a general one (《整改方案》, 《实施意见》) is only this document's.
Constructions: docs/grammar-bodies.md, "Cited documents".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.namespaces import segment

from . import bodies
from .bodynames import scan
from .lexicon import occurrences
from .page import Basket, Findings, Page
from .quick import later, quick

if TYPE_CHECKING:
    from pyoxigraph import Store

TITLED, NESTED, ALIAS, NAMED_LAW, NAMED_REPORT, NAMED_AGAIN = (
    "citations.titled", "citations.nested", "citations.alias", "citations.law-by-name", "citations.report-by-name",
    "citations.named-again",
)
ISSUED = "citations.issuer"

_NUMBER = r"[\u4e00-\u9fffA-Za-z]{1,14}(?:[〔﹝\[【（(]\s*(?:19|20)\d\d\s*[〕﹞\]】）)]|(?:19|20)\d\d)第?\s*\d{1,5}\s*号"
# Right behind a title: （国办发〔2018〕9号，以下简称《通知》）
_BEHIND = re.compile(r"\s*[（(](?P<inside>[^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*)[)）]")
_NUMBERED = later(lambda: re.compile(_NUMBER))
_SHORT = re.compile(r"(?:以下)?(?:简称|称|下称)(?:为)?[：:]?\s*[《“‘\"]?(?P<short>[^》”’\"，。；）)]{2,20})")
_STANDARD = re.compile(r"(?:GB|AQ|GA|JT|YZ|HJ|DB|MT|SY|TSG|XF|JGJ|CJJ|DL|SL|TB|MH|LY|NY)\s*(?:/\s?[A-Z])?\s*\d[\d.\-—]*(?:-\d{4})?")
_LAW = re.compile(r"中华人民共和国(?!(?:国家|境|成立|领|公民|国务院|主席|政府|应急|交通|公安))[\u4e00-\u9fff]{2,16}?(?:法(?!律|规|院|定|人|治|官|制|庭|学|令)|条例)")
# A report of an inquiry is named by its exact title without 《》: 批复了X公司“3·21”爆炸事故调查报告.
_REPORT = re.compile(r"(?:通过|批复同意|批复|发布|公布|印发)了?(?P<title>(?![《之的后前将])[^，。；：、《》\n]{6,60}?(?:事故|灾害|火灾|爆炸)调查报告)")
# What stands between 《》 and is no document of the kind that binds anybody.
_WORK_BEFORE = re.compile(r"(?:电视剧|电影|纪录片|歌曲|小品|话剧|歌剧|舞剧|专题片|警示片|宣传片|节目|栏目|电视片|画报|杂志|报纸|小说|诗歌|新书|图书|专著|教材|诗|曲|歌)$")
_WORK = re.compile(r"(?:日报|晚报|时报|早报|周刊|新闻联播|焦点访谈|新闻|周报|农村报|之歌|杂志)$")
# Words before a title that has no known kind, and yet is something to act by.
_RESTS_ON = re.compile(r"(?:根据|按照|依据|依照|遵循|遵守|落实|执行|符合|印发|标准|贯彻|制定|修订|出台|宣读|签订|签署|下发|[、》])(?:了|好)?(?:以下简称)?$")
_LEVEL = re.compile(r"中央|省|市|州|县|区")
_GENERAL_SUBJECT = re.compile(r"^(?:(?:上述|该|本|此|相关|有关|具体|整体|总体|全面)?(?:整改|实施|工作|行动|指导|处置|应急|管理|暂行|试行|若干|贯彻|专项|落实|责任|任务|任务分工|调查|审计|督办|试点|建设|改革|目标|年度|考核|评价|监督|检查|督查)*)$")


@cache
def _known() -> re.Pattern[str]:
    """Laws and regulations that texts name without 《》 and without 中华人民共和国: 森林防火条例."""
    from pyoxigraph import Literal, NamedNode

    hidden = NamedNode("http://www.w3.org/2004/02/skos/core#hiddenLabel")
    titles = {quad.object.value for quad in _documents().quads_for_pattern(None, hidden, None) if isinstance(quad.object, Literal)}
    names = "|".join(sorted(map(re.escape, titles), key=lambda word: (-len(word), word)))
    return quick(rf"(?<!共和国)(?<![《〈])(?:{names})(?!实施|[律规治院定人制令》〉])")


@cache
def _documents() -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(path=str(Path(__file__).parent.parent / "ontology" / "documents.ttl"), format=RdfFormat.TURTLE)
    return store


@cache
def _kinds() -> tuple[re.Pattern[str], dict[str, str]]:
    """Endings of titles, longest first, and the kind of document that each means."""
    from pyoxigraph import Literal, NamedNode

    skos = "http://www.w3.org/2004/02/skos/core#"
    store = _documents()
    table: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, NamedNode(skos + "prefLabel"), None):
        if isinstance(quad.object, Literal) and (quad.object.language or "").startswith("zh"):
            table[quad.object.value] = quad.object.value
            for other in store.quads_for_pattern(quad.subject, NamedNode(skos + "altLabel"), None):
                if isinstance(other.object, Literal):
                    table[other.object.value] = quad.object.value
    table.pop("文种", None)
    endings = "|".join(sorted(map(re.escape, table), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{endings})$"), table


@dataclass(slots=True)
class _Cited:
    """One document while the text is read."""

    title: str
    kind: str
    general: bool
    alt: dict[str, None] = field(default_factory=dict)
    issuers: list[tuple[str, str, int, int]] = field(default_factory=list)  # name, class, begin, end
    places: list[tuple[int, int, str, float]] = field(default_factory=list)


def find(page: Page) -> Findings:
    """All cited documents with their kind, their issuers and the places where they are named."""
    clean = page.clean
    cited: dict[str, _Cited] = {}
    if "《" in clean:
        named = [one.body for one in scan(clean)]
        starts = [body.begin for body in named]
        for begin, end in _titles(clean):
            _titled(clean, begin, end, cited, named, starts)
    if "调查报告" in clean:
        for report in _REPORT.finditer(clean):
            known = cited.setdefault(report["title"], _Cited(report["title"], "报告", False))
            known.places.append((*report.span("title"), NAMED_REPORT, 0.75))
    if "法" in clean or "条例" in clean or "规定" in clean:
        _laws(clean, page, cited)
    if cited:
        _again(clean, cited)
    return _told(page, cited)


# What a title is called when it comes again without 《》: its subject and kind (安全生产领域改革发展实施意见), or its last four characters.
_SUBJECT = re.compile(r"(?:.*?关于)?(?:推进|加强|进一步加强|全面加强|做好|深化|开展|印发)?(?P<core>.{6,})$")
_CALLED = re.compile(r"(?:实施|整改|工作|行动|整治|分级|分工|管理|处置|考核)(?:方案|意见|指南|细则|办法|预案|计划)$")


def _again(clean: str, cited: dict[str, _Cited]) -> None:
    """Documents named once more without brackets, where only one of those cited can be meant."""
    names: dict[str, list[_Cited]] = {}
    for document in cited.values():
        if not document.places:
            continue
        bare = re.sub(r"[（(][^（()）]*[)）]$", "", document.title.split("《")[-1].rstrip("》"))
        found = {bare} if len(bare) >= 6 else set()
        subject = _SUBJECT.match(bare)
        if subject and subject["core"] != bare:
            found |= {subject["core"], re.sub(r"的(?=[\u4e00-\u9fff]{2,4}$)", "", subject["core"])}
        called = _CALLED.search(bare)
        if called:
            found.add(called.group())
        for name in found:
            names.setdefault(name, []).append(document)
    taken = {at for document in cited.values() for begin, end, *_ in document.places for at in range(begin, end)}
    for name, places in occurrences(clean, [name for name in sorted(names, key=lambda n: (-len(n), n)) if len(names[name]) == 1]):
        meant = names[name]
        first = min(place[0] for place in meant[0].places)
        for at in places:
            end = at + len(name)
            inside = not taken.isdisjoint(range(at, end))
            later = at > first
            if not inside and (later or len(name) > 4) and (len(name) > 4 or _REFERS.search(clean, max(0, at - 8), at)):
                taken.update(range(at, end))
                first = min(first, at)
                meant[0].alt[name] = None
                meant[0].places.append((at, end, NAMED_AGAIN, 0.75))


_REFERS = re.compile(r"(?:按照|根据|依据|对照|参考|参照|落实|执行|遵照|完善|通行试点|[省市县区州镇]|本)$")


_DEEPEST = 6  # titles within titles: an amending decision of an implementing rule of a law needs three


def _titles(clean: str) -> list[tuple[int, int]]:
    """The spans of titles with their outer brackets; 《…《…》…》 is one, and one that is not closed ends at its line."""
    spans: list[tuple[int, int]] = []
    at = clean.find("《")
    while at >= 0:
        depth, end = 0, -1
        for found in re.finditer(r"[《》\n]", clean[at : at + 240]):
            mark = found.group()
            if mark == "《":
                depth += 1
                if depth > _DEEPEST:
                    break
            elif mark == "》":
                depth -= 1
                if depth == 0:
                    end = at + found.end()
                    break
            elif clean.find("《", at + found.end(), at + 240) in range(at + found.end(), clean.find("》", at + found.end(), at + 240) + 1):
                break  # a new title begins on the next line before this one is closed
        if end > 0:
            spans.append((at, end))
            at = clean.find("《", end)
        else:
            at = clean.find("《", at + 1)
    return spans


def _plain(title: str) -> str:
    return re.sub(r"[\s《》]+", lambda found: "" if found.group().isspace() else "〈" if "《" in found.group() else "〉", title)


def _titled(clean: str, begin: int, end: int, cited: dict[str, _Cited], named: Sequence[bodies.Body], starts: Sequence[int]) -> None:
    inner = clean[begin + 1 : end - 1]
    title = re.sub(r"\s+", "", inner.replace("《", "〈").replace("》", "〉")).replace("<", "〈").replace(">", "〉")
    before = clean[max(0, begin - 60) : begin]
    if len(title) < 2 or _WORK.search(title) or _WORK_BEFORE.search(before):
        return
    pattern, kinds = _kinds()
    bare = re.sub(r"(?:[（(][^（()）]*[)）]|\d{4}年?版?)+$", "", title)
    ending = pattern.search(bare)
    kind = kinds[ending.group()] if ending else ""
    if not kind and not (_RESTS_ON.search(before) or _STANDARD.match(clean[end : end + 20].lstrip("（(")) or _STANDARD.search(before[-24:])):
        return  # a book, a programme, a film
    core = bare[: ending.start()] if ending else bare
    general = bool(ending) and (not core or bool(_GENERAL_SUBJECT.match(core)))
    known = _same(title, kind, general, before, cited)
    if known is None:
        owner = _owner(before) if general else ""
        level = _LEVEL.search(owner).group() if owner else ""  # type: ignore[union-attr]
        known = cited.setdefault(level + title, _Cited(f"{level}《{title}》" if level else title, kind, general))
        if owner:
            known.alt[title] = None
            known.alt[f"{owner}《{title}》"] = None
    rule, sure = (ALIAS, 0.85) if known.title != title else (TITLED, 0.97 if kind else 0.8)
    if known.title != title:
        known.alt[title] = None
    known.places.append((begin, end, rule, sure))
    if bare != title:
        known.alt[bare] = None
    number = re.search(_STANDARD.pattern + r"\s*$", before[-24:])
    if number:
        known.alt[number.group().strip()] = None
    _behind(clean, end, known)
    _issuers(clean, begin, end, named, starts, known)
    for found in re.finditer(r"〈([^〈〉]{3,80})〉", title):
        nested = found.group(1)
        mark = pattern.search(re.sub(r"[（(][^（()）]*[)）]$", "", nested))
        if nested not in cited and mark:
            cited[nested] = _Cited(nested, kinds[mark.group()], False, places=[(begin, end, NESTED, 0.6)])


def _same(title: str, kind: str, general: bool, before: str, cited: dict[str, _Cited]) -> _Cited | None:
    """The document that a title names again: itself, by another name already told, or (《意见》) the latest of its kind."""
    if title in cited:
        return cited[title]
    for document in cited.values():
        if title in document.alt:
            if general and (owner := _owner(before)) and owner not in document.title and not _central(before, document):
                continue
            return document
    if not general:
        return None
    owner = _owner(before)
    latest = [document for document in cited.values() if document.kind == kind and not document.general and document.title.endswith(title[-2:])]
    if owner and not _central(before, None):
        latest = [document for document in latest if owner[-1:] in document.title[:12] and not _central("", document)]
    if _central(before, None):
        latest = [document for document in latest if _central("", document)] or latest
    if len(title) > 4:
        latest = [document for document in latest if re.sub(r"[（(].*$", "", document.title).endswith(title)]
    return max(latest, key=lambda document: document.places[-1][0], default=None) if latest else None


_OWNER = re.compile(r"(?:省委[、和]?省政府|市委[、和]?市政府|州委[、和]?州政府|县委[、和]?县政府|区委[、和]?区政府|中央|全?[省市州县区])(?:的)?$")


def _owner(before: str) -> str:
    """Who is said to have issued a general title: 省 in 省《实施意见》."""
    found = _OWNER.search(before)
    return re.sub(r"的$|^全", "", found.group()) if found else ""


def _central(before: str, document: _Cited | None) -> bool:
    if document is not None:
        return any(name in ("党中央", "国务院", "中共中央") for name, *_ in document.issuers)
    return before.rstrip("的").endswith("中央")


def _behind(clean: str, end: int, known: _Cited) -> None:
    """Numbers and short names in the bracket behind a title."""
    bracket = _BEHIND.match(clean, end, end + 82)
    if not bracket or bracket.end() - end > 80:
        return
    inside = bracket["inside"]
    number = _NUMBERED.search(inside)
    if number:
        known.alt[re.sub(r"\s", "", number.group())] = None
    short = _SHORT.search(inside)
    if short:
        known.alt[short["short"].strip("《》“”")] = None
    standard = _STANDARD.search(inside)
    if standard:
        known.alt[standard.group()] = None


_ISSUING = re.compile(r"(?:联合|共同|正式|最新|近日|日前|今天|\s)*(?:印发|发布|下发|出台|制定|转发|公布|颁布|通过|审议通过|签署|编制|起草|报送|出具|上报)?(?:了|的)?$")
_MOST = 40  # bodies: so many issue nothing together
_BETWEEN = re.compile(r"[、和与及，,\s]*|等[^，。；]{0,8}")


def _issuers(clean: str, begin: int, end: int, named: Sequence[bodies.Body], starts: Sequence[int], known: _Cited) -> None:
    """Who issued it: the bodies right before (X、Y印发的《…》), and those at the begin of the title (X关于…的通知)."""
    if known.issuers:
        return
    low = max(clean.rfind("\n", max(0, begin - 16), begin) + 1, begin - 16, 0)
    verb = _ISSUING.search(clean, low, begin)
    at = bisect_left(starts, begin)
    found = _chain(clean, named, at - 1, verb.start() if verb else begin, "\n")
    if not found:
        inside = [body for body in named[at : bisect_left(starts, end)] if body.end < end]
        about = re.match(r".{2,60}?(?=关于|印发)", clean[begin + 1 : end], re.DOTALL)
        if about and inside:
            found = _chain(clean, inside, len(inside) - 1, begin + 1 + about.end(), "")
    known.issuers.extend((body.name, body.kind, body.begin, body.end) for body in found)


def _chain(clean: str, named: Sequence[bodies.Body], index: int, until: int, stop: str) -> list[bodies.Body]:
    """The bodies that stand side by side up to `until`, in text order, the mark `stop` nowhere among them."""
    found: list[bodies.Body] = []
    while index >= 0 and len(found) < _MOST and _BETWEEN.fullmatch(clean, named[index].end, max(until, named[index].end)):
        if stop and clean.find(stop, named[index].begin, until) >= 0:
            break
        found.append(named[index])
        until = named[index].begin
        index -= 1
    return found[::-1]


def _laws(clean: str, page: Page, cited: dict[str, _Cited]) -> None:
    """Laws by their full name without 《》; a text's own title is not cited by it."""
    for found in (*_LAW.finditer(clean), *_known().finditer(clean)):
        name = found.group()
        before = clean[found.start() - 1 : found.start()]
        if before in ("《", "〈") or name in page.title or clean.rfind("《", max(0, found.start() - 80), found.start()) > clean.rfind("》", max(0, found.start() - 80), found.start()):
            continue
        known = cited.setdefault(name, _Cited(name, "法" if name.endswith("法") else "条例", False))
        known.places.append((found.start(), found.end(), NAMED_LAW, 0.85))


def _told(page: Page, cited: dict[str, _Cited]) -> Findings:
    basket = Basket()
    for document in _merged(cited):
        scope = page.iri + "/cited/" if document.general or document.title.startswith(("本", "省《", "市《")) else "data:cited/"
        iri = scope + segment(document.title)
        basket.thing(iri, "zr:CitedDocument", document.title, document.alt)
        for begin, end, rule, sure in document.places:
            basket.mention(page.mention(begin, end, iri, rule, sure))
        begin, end, rule, sure = document.places[0]
        if document.kind:
            basket.state(page.statement(iri, "zr:documentType", document.kind, "zh-Hans", begin, end, rule, sure))
        for name, kind, low, high in document.issuers:
            issuer, label = bodies.identity(page, name, kind)
            basket.thing(issuer, kind, label, (name,))
            basket.state(page.statement(iri, "zr:issuer", issuer, "", low, high, ISSUED, 0.8))
    return basket.findings()


def _merged(cited: dict[str, _Cited]) -> list[_Cited]:
    """中华人民共和国安全生产法 and 安全生产法 are one; so are 州《实施意见》 and the one full title of that level which ends so."""
    for title in list(cited):
        full = "中华人民共和国" + title
        if full in cited and title in cited:
            _absorb(cited[full], cited.pop(title))
    for key, document in list(cited.items()):
        level = _LEVEL.match(document.title)
        if document.general and level and f"{level.group()}《" in document.title:
            kind = document.title.split("《")[1].rstrip("》")
            whole = [other for other in cited.values() if not other.general and other.title.endswith(kind) and any(level.group() in name for name, *_ in other.issuers)]
            if len(whole) == 1:
                _absorb(whole[0], cited.pop(key))
    return [document for document in cited.values() if document.places]


def _absorb(whole: _Cited, other: _Cited) -> None:
    whole.alt[other.title] = None
    whole.alt.update(other.alt)
    whole.places.extend(other.places)
    whole.issuers = whole.issuers or other.issuers
