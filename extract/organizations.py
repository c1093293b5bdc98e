"""Specific bodies anywhere in the text: standing, relative (省安委会), departments by function, enterprises, groups.

One automaton finds the words with which a body's name ends; only there the name is read to the left (its level, its place, the
list that it closes) and given to `bodies.expand`. Collectives (各有关部门, 企业) and places alone are no bodies of their own.
Rules: organizations.standing, .office, .relative, .listed, .enterprise, .named, .titled — see docs/grammar-bodies.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology.bodies import body_words

from .bodies import COLLECTIVE, Body, canonical, classify, expand, function_of, identity
from .lexicon import Family, Hit
from .page import Basket, Findings, Page

STANDING, OFFICE, RELATIVE, LISTED = "organizations.standing", "organizations.office", "organizations.relative", "organizations.listed"
ENTERPRISE, NAMED = "organizations.enterprise", "organizations.named"


# --- the automaton ---------------------------------------------------------------------------------------------------


@cache
def _family() -> Family:
    """Endings of bodies' names, whole standing names, and words that only sound like one of them."""
    words = body_words()
    terms = {ending: kind for ending, kind in words.heads.items()}
    for word in ("部门", "单位"):
        terms[word] = "share"
    for body in words.standing:
        for name in (body.label, *body.alt):
            terms[name] = "standing"
    blocked = set(words.blocked) | set(words.sounds)
    for name in list(terms):
        if len(name) > 1 and name[-1] in words.follow:
            blocked |= {name + after for after in words.follow[name[-1]]}
        if name.endswith("部"):
            terms[name + "门"] = "share"
    return Family(terms, sorted(blocked - set(terms)))


# --- reading to the left ---------------------------------------------------------------------------------------------

_HARD = re.compile(r"[。！？；;，,、：:\n\t 　|（(《〈【\[>]")
_WINDOW = 48
# A name does not reach over these; the last of them in the window is its left edge.
_EDGE = re.compile(
    r"的|了|由(?!甲)|在(?!建)|对(?!外|口|台)|向(?!阳|东|荣|上)|于|是|从(?!业)|为(?!民|农)|被|把|将(?!军)|等(?!级|离)|并|据(?!点)|经(?!济|信|营|贸|委|开|侦|管|发|纬)|给|让|请(?!示)|受(?!理)|及其|及|与|和(?!平|谐|静|田|县|林|龙|硕|布|顺|政|信)|或|以及"
    r"|会同|召开|成立|组建|设立|设置|建立|要求|督促|指导(?!组|中心|委|意见|小组)|协调(?!小组|组|机制|委|办|中心)|配合|支持|参加|参与|出席|陪同|邀请|委托|责成|联系|联合(?!会|公司|国|体|工作组|调查组|检查组|执法|指挥部)|根据|按照|依据|依托|通过|接受|发挥|报送|上报|报告|移交|移送|移至|交由|来自|进入|走进|前往|赶赴|深入|到(?=[\u4e00-\u9fff]{2})|位于|隶属|加强|推动|推进(?=各)|鼓励|引导|授权|现任|担任|时任|代表(?!大会|团)|以来|获悉|下辖|辖区|所属|下属|其中|当地|本地|该|某(?!某)|每|各|全体|所有|有关|相关|其他|另有|还有|共有|具有|拥有|没有|组织(?=[省市县区])"
    r"|一[家个名批]|两[家个名]|[\d]+[家个名]|几[家个]|多[家个]|自|至(?!诚|善)|后|前(?!进|线|郭|锋)|时|日|月|年|今天|昨天|记者|同志|介绍|表示|指出|强调|认为|宣布|决定|批准|同意|负责|牵头|承担|协助|印发|发布|公布|转发|制定|下发|起草|编制|修订|查明|认定|涉嫌|原(?!州|阳|平|油|料|子)|包括|如|即|称|叫|有(?!限|色|责|机|线)|也|都|又|还|再|就|已|均|曾|仅|只"
)
_LEVEL_CHAR = "省市州县区旗盟镇乡"
_NOT_LEVEL = re.compile(r"(?:[城超股门夜早菜集闹上都楼]市|[小社园地景辖山灾校库林牧矿城片学战厂郊禁片特险工生军展]区|[村城乡集]镇|[城下家故老回思]乡|[九神]州)$")
_PLACE_BEFORE = re.compile(r"[\u4e00-\u9fffXx×*]*?(?:[\u4e00-\u9fff]{2,7}(?:自治区|特别行政区|自治州|自治县)|[\u4e00-\u9fff]{1,4}[省市州县区旗盟镇乡]|[Xx×*]{1,4}[省市州县区旗盟镇乡]|[\u4e00-\u9fff]{2,5}(?:地区|街道|开发区|新区|高新区|经开区))$")
_NATION = ("国务院", "国家", "中国", "全国", "中央", "中共中央", "中华", "中共", "国网", "世界", "国际", "联合国")


def _floor(clean: str, at: int) -> int:
    """The nearest place to the left where a name cannot begin before: a mark, a line's begin, a word that governs names."""
    low = max(0, at - _WINDOW)
    floor = low
    for found in _HARD.finditer(clean, low, at):
        floor = found.end()
    return floor


def _edge(clean: str, floor: int, at: int) -> int:
    """The end of the last edge word in [floor, at); a quotation that is not opened inside cuts as well."""
    edge = floor
    for found in _EDGE.finditer(clean, floor, at):
        edge = found.end()
    opened = clean.rfind("“", edge, at)
    if opened >= 0 and clean.find("”", opened, at) < 0:
        edge = opened + 1
    closed = clean.find("”", edge, at)
    if closed >= 0 and clean.find("“", edge, closed) < 0:
        edge = closed + 1
    return edge


def _with_place(clean: str, edge: int, at: int) -> tuple[int, bool]:
    """Where a name that begins at `at` begins with its level and its place; whether one of them was found."""
    begin = at
    found = False
    for _ in range(3):
        here = clean[edge:begin]
        nation = next((word for word in _NATION if here.endswith(word)), "")
        if nation:
            begin -= len(nation)
            return begin, True
        if here.endswith("级") and len(here) > 1 and here[-2] in _LEVEL_CHAR + "家":
            return begin - (3 if here[-3:-1] in ("国家", "地市") else 2), True
        if not here or here[-1] not in _LEVEL_CHAR + "区道" or _NOT_LEVEL.search(here):
            break
        width = _place_width(here)
        if not width:
            break
        begin -= width
        found = True
    if found and clean[max(edge, begin - 1) : begin] in ("全", "我", "本"):
        begin -= 1
    if found and clean.startswith("中共", begin - 2) and begin - 2 >= edge:
        begin -= 2
    return begin, found


def _place_width(here: str) -> int:
    """Characters at the end of `here` that are one place or one level: 成都市 3, 市 1; 0 for none."""
    if len(here) == 1 or here[-2] in "全我本各、及和":
        return 1
    place = re.search(r"(?:[\u4e00-\u9fff]{2,6}(?:自治区|特别行政区|自治州|自治县|开发区|新区|高新区|经开区|地区|街道)|[Xx×*某]{1,4}[省市州县区旗盟镇乡])$", here)
    if place:
        return len(place.group())
    above = max(here.rfind(mark, 0, len(here) - 1) for mark in "省市州盟县")
    inner = here[above + 1 :]
    if 2 <= len(inner) <= 5:
        return len(inner)
    if len(inner) > 5:
        return 3
    return 1


# --- the finder ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    body: Body
    rule: str
    confidence: float


def find(page: Page) -> Findings:
    """All specific bodies that the page names."""
    clean = page.clean
    found: list[_Found] = []
    for hit in _family().scan(clean):
        for more in _at(clean, hit, found):
            while found and more.body.begin <= found[-1].body.begin and found[-1].body.end <= more.body.end and found[-1].body.begin != found[-1].body.end and _inside_one(found[-1].body, more.body):
                found.pop()
            found.append(more)
    titles = _titles(clean)
    kept = [item for item in found if not _in_title(item.body, titles, clean)]
    return _told(page, kept)


def _inside_one(inner: Body, outer: Body) -> bool:
    """Whether one name is part of the other and not a member of the list that the other closes."""
    return inner.name != outer.name and inner.name in outer.name


def _at(clean: str, hit: Hit, before: list[_Found]) -> list[_Found]:
    """The bodies whose names end with this hit."""
    words = body_words()
    floor = _floor(clean, hit.begin)
    if hit.ref == "standing":
        return [_Found(Body(clean[hit.begin : hit.end], hit.begin, hit.end, classify(clean[hit.begin : hit.end])[0], True), STANDING, 0.97)]  # type: ignore[index]
    core = hit.begin
    stem = next((size for size in range(min(14, hit.begin - floor), 1, -1) if clean[hit.begin - size : hit.begin] in words.stems), 0)
    if hit.ref == "share" or hit.ref == "zr:Department" and stem:
        listed = _listed(clean, hit, stem)
        if listed is not None:
            return listed
        if not stem:
            return []
        core = hit.begin - stem
    if stem and hit.ref in ("zr:Department", "share"):
        edge = _edge(clean, floor, core)
        begin, _ = _with_place(clean, edge, core)
        return _office(clean, begin, core, hit, before)
    return _open(clean, hit, floor, before)


def _office(clean: str, begin: int, core: int, hit: Hit, before: list[_Found]) -> list[_Found]:
    """A department by its field of work: [市]应急管理局; with the body that it belongs to right before it."""
    owner = before[-1].body if before else None
    if owner is not None and owner.end == begin and begin == core and owner.specific and owner.kind != "zr:Enterprise":
        return [_Found(Body(clean[owner.begin : hit.end], owner.begin, hit.end, "zr:Department", True), OFFICE, 0.9)]
    name = clean[begin : hit.end]
    kind = classify(name)
    if kind is None or not kind[1]:
        return []
    return [_Found(Body(name, begin, hit.end, kind[0], True), OFFICE, 0.92)]


def _listed(clean: str, hit: Hit, stem: int) -> list[_Found] | None:
    """The members of a list that closes here: 公安、交通等部门; 市、县应急管理局. None when no list closes here."""
    words = body_words()
    floor = max(clean.rfind("\n", 0, hit.begin) + 1, hit.begin - 90)
    at = hit.begin - stem
    if not stem:
        etc = clean.rfind("等", max(floor, hit.begin - 18), hit.begin)
        if etc < 0 or re.search(r"[，。；、]", clean[etc : hit.begin]) or clean[etc - 1 : etc] in "高中平同":
            return None
        at = etc
        if not _item(clean, floor, at):
            return None
        at = _item(clean, floor, at)
    else:
        at, _ = _with_place(clean, _edge(clean, floor, at), at)
    first = at
    while at > floor + 1 and clean[at - 1] in "、和与及":
        joint = 2 if clean[at - 2 : at] == "以及" else 1
        begin = _item(clean, floor, at - joint)
        if not begin:
            break
        at = begin
    if at == first and stem:
        return None
    return [_Found(body, LISTED, 0.9) for body in expand(clean, at, hit.end) if body.specific and body.kind != COLLECTIVE and words]


_ITEM_MARK = "、，。；：,;:\n（( 　和与及“”"


def _item(clean: str, floor: int, end: int) -> int:
    """Where the list's member that ends at `end` begins: a field of work or a level, with its place; 0 when it is none."""
    words = body_words()
    begin = end
    while begin > floor and clean[begin - 1] not in _ITEM_MARK:
        begin -= 1
    for size in range(min(14, end - floor), 1, -1):  # 住房和城乡建设 holds a joint
        if clean[end - size : end] in words.stems:
            begin_place, _ = _with_place(clean, _edge(clean, floor, end - size), end - size)
            return begin_place
    text = clean[begin:end]
    if re.fullmatch(r"各?(?:国家|省|自治区|直辖市|市|地|州|盟|县|区|旗|乡|镇)(?:级)?(?:（[^（）]*）)?", text):
        return begin
    if 1 < len(text) <= 16 and (classify(text) or ("", False))[1]:
        return begin
    return 0


_BARE_OK = re.compile(r"安委会|安全生产委员会|安委办|编办|海关|检察院|法院|公安机关|司法机关|检察机关|监察机关|纪检监察机关|总工会|武警|防汛抗旱指挥部")
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十百\d]+|[两几多数某该此首])(?:[家个支名批]|$)")


def _open(clean: str, hit: Hit, floor: int, before: list[_Found]) -> list[_Found]:
    """A body whose name may be anything: read to the left up to the edge, kept when it is anchored or proper enough."""
    ending, kind = clean[hit.begin : hit.end], hit.ref
    owner = before[-1].body if before else None
    edge = _edge(clean, floor, hit.begin)
    if owner is not None and owner.end >= edge and owner.end <= hit.begin and owner.begin < hit.begin and not _HARD.search(clean, owner.end, hit.begin):
        middle = clean[owner.end : hit.begin]
        if len(middle) <= 14 and not re.match(r"[省市州县区旗盟镇乡]|[\u4e00-\u9fff]{1,3}[省市州县]", middle + ending) and not _EDGE.search(middle) and (kind != "zr:Enterprise" or owner.kind == "zr:Enterprise"):
            return [_Found(Body(clean[owner.begin : hit.end], owner.begin, hit.end, kind, True), NAMED, 0.85)]
    begin, placed = _with_place(clean, edge, hit.begin)
    if begin == hit.begin or not placed:
        # nothing of a place right before the ending: the whole stretch up to the edge is the name
        begin = edge
        stretch = clean[begin : hit.begin]
        for width in range(len(stretch), 1, -1):  # it may begin with a place or a nation
            if stretch[:width].endswith(tuple(_LEVEL_CHAR)) and not _NOT_LEVEL.search(stretch[:width]):
                placed = True
                break
        placed = placed or stretch.startswith(_NATION)
    name = clean[begin : hit.end]
    rest = name[: len(name) - len(ending)]
    if kind in ("zr:PartyBody", "zr:Government") or ending in ("人大", "政协", "人大常委会", "常委会"):
        if not placed and len(ending) == 2 and ending[0] in _LEVEL_CHAR and (begin == hit.begin or hit.begin == edge):
            return [_Found(Body(ending, hit.begin, hit.end, kind, True), RELATIVE, 0.9)]
        if not placed:
            return [_Found(Body(name, begin, hit.end, kind, True), RELATIVE, 0.7)] if _BARE_OK.fullmatch(name) else []
        return _kept(name, begin, hit, kind, RELATIVE, 0.92)
    if _NUMBER.match(rest) or len(name) > 40:
        return []
    if kind == "zr:Enterprise":
        if rest in body_words().generic or len(rest) < 2 or rest in body_words().stems:
            return []
        return _kept(name, begin, hit, kind, ENTERPRISE, 0.8)
    if placed or _BARE_OK.fullmatch(name):
        return _kept(name, begin, hit, kind, RELATIVE, 0.88)
    if kind == "zr:Committee" and len(rest) >= 4 and rest not in body_words().generic:
        return _kept(name, begin, hit, kind, NAMED, 0.65)
    return []


def _kept(name: str, begin: int, hit: Hit, kind: str, rule: str, confidence: float) -> list[_Found]:
    told = classify(name)
    if told is None or not told[1]:
        return []
    return [_Found(Body(name, begin, hit.end, told[0] if told[0] != COLLECTIVE else kind, True), rule, confidence)]


# --- titles ----------------------------------------------------------------------------------------------------------


def _titles(clean: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"《[^》]{1,160}》?", clean)] if "《" in clean else []


def _in_title(body: Body, titles: list[tuple[int, int]], clean: str) -> bool:
    """A body inside a title is what the title is about; only those that issue it, at its begin, are named for themselves."""
    for begin, end in titles:
        if begin < body.begin and body.end <= end:
            return body.begin != begin + 1 and not re.fullmatch(r"[《〈]?(?:[\u4e00-\u9fff]{2,20}(?:局|部|厅|委|办公室|政府|会) ?)+", clean[begin + 1 : body.begin])
    return False


# --- things ----------------------------------------------------------------------------------------------------------


def _told(page: Page, found: list[_Found]) -> Findings:
    basket = Basket()
    ids = [(identity(page, item.body.name, item.body.kind), item) for item in found]
    full = _full_names(label for (_, label), _ in ids)
    by_label = {label: iri for (iri, label), _ in ids}
    for (iri, label), item in ids:
        target = full.get(label)
        if target is not None:
            iri, label = by_label[target], target
        body = item.body
        basket.thing(iri, body.kind, label, (body.name,))
        basket.mention(page.mention(body.begin, body.end, iri, item.rule, item.confidence))
        function = function_of(body.name) if body.kind in ("zr:Department", "zr:PartyBody", "zr:Committee") else ""
        if function:
            basket.state(page.statement(iri, "zr:function", "zrf:" + function, "", body.begin, body.end, item.rule, item.confidence))
    return basket.findings()


def _full_names(labels: object) -> dict[str, str]:
    """Relative names for which the document has exactly one full one: 省安全生产委员会 → 四川省安全生产委员会."""
    names = sorted({str(label) for label in labels})  # type: ignore[attr-defined]
    full: dict[str, list[str]] = {}
    for name in names:
        if name[0] in _LEVEL_CHAR and len(name) > 2:
            full[name] = [other for other in names if other != name and other.endswith(name) and 2 <= len(other) - len(name) <= 8]
    return {name: others[0] for name, others in full.items() if len(others) == 1}
