"""Where a text names specific bodies, before anybody asks which individual is meant.

One automaton finds the words with which a body's name ends; only there the name is read to the left: its field of work, its level
and place, the list that it closes, the body that it belongs to. Readings (see docs/grammar-bodies.md for each):

  standing    a name that means one body in all of China                国务院安委会
  office      a field of work and the ending of an office, with place    云溪市应急管理局
  relative    a level and a body that every place has                    省委、区安委办
  listed      a list with a shared ending or modifier                    公安、统计等部门
  enterprise  a name that ends in 公司, 集团 …                           岚川宏远化工有限公司
  named       any other body, anchored by a place, a nation or its owner 云溪市防汛抗旱指挥部
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ontology.bodies import body_words
from ontology.dictionary import per_lexicon

from .apart import apart, outside_places
from .bodyedges import (
    LEVELS,
    NATION,
    SOFT,
    STRICT,
    Named,
    anchor_at,
    floor_of,
    last_end,
    no_level,
    place_before,
    places_known,
    plain_word,
    with_place,
)
from .lexicon import Family, Hit
from .named_works import UNIONS, begins_with_place, common_company, common_works, mine, street, union
from .phrases import COLLECTIVE, Body, classify, expand, head
from .quick import later
from .spans import Spans

RULE = "organizations."


@per_lexicon()
def _family() -> Family:
    """Endings of bodies' names, whole standing names, and words that only sound like one of them."""
    words = body_words()
    terms = dict(words.heads)
    terms |= {"部门": "share", "单位": "share"}
    terms |= {name: "standing" for body in words.standing for name in (body.label, *body.alt)}
    for office in words.offices:
        if office.endswith("委"):
            terms.setdefault(office, "zr:Department")
            terms.setdefault(office + "员会", "zr:Department")
    blocked = set(words.blocked) | set(words.sounds)
    for name in list(terms):
        if (len(name) > 1 or name in words.units) and name[-1] in words.follow:
            after = words.follow[name[-1]]
            blocked |= {name + c for c in after if c != "派" or terms[name] != "zr:PartyBody"}  # 市纪委监委派驻组
        if name.endswith("部"):
            terms[name + "门"] = "share"  # 应急管理部门 is no 应急管理部
    return Family(terms, sorted(blocked - set(terms)))


@per_lexicon(4)
def scan(clean: str) -> tuple[Named, ...]:
    """All specific bodies that a clean text names, in text order; a name inside a longer one is left out."""
    found: list[Named] = []
    for hit in _family().scan(clean):
        for more in _at(clean, hit, found):
            for back in range(len(found) - 1, max(len(found) - 7, -1), -1):
                if _swallows(more.body, found[back].body):
                    del found[back]
            found.append(more)
    short = short_forms(clean, tuple(found))
    if short:
        found = _with_short(clean, found, short)
    titles = [span.span() for span in re.finditer(r"《[^》]{1,160}》?", clean)] if "《" in clean else []
    if not titles:
        return tuple(found)
    begins = [begin for begin, _ in titles]
    return tuple(one for one in found if not _in_title(clean, one.body, titles[bisect_left(begins, one.body.begin) - 1]))


_SHORT = later(lambda: re.compile(r"[（(]以下(?:统一|均)?简称(?:为)?[：:]?\s*[“\"‘《]?([\u4e00-\u9fff]{2,12})[”\"’》]?[）)]"))


def short_forms(clean: str, found: tuple[Named, ...]) -> dict[str, str]:
    """The names that the document gives its bodies: 成立某县…工作领导小组（以下简称领导小组）→ 领导小组 and the full one."""
    if "简称" not in clean:
        return {}
    names: dict[str, str] = {}
    ends: dict[int, str] = {}
    for one in found:
        ends.setdefault(one.body.end, one.body.name)
    for given in _SHORT.finditer(clean):
        whole = ends.get(given.start(), "")
        if whole and head(given.group(1))[0] and whole != given.group(1):
            names.setdefault(given.group(1), whole)
    return names


def _with_short(clean: str, found: list[Named], short: dict[str, str]) -> list[Named]:
    """The bodies with those that stand under a short form of their own, and the offices of these (领导小组办公室)."""
    taken = Spans((one.body.begin, one.body.end) for one in found)
    more = list(found)
    for name in sorted(short):
        for hit in re.finditer(re.escape(name) + "(?:办公室)?", clean):
            if clean[max(0, hit.start() - 2) : hit.start()].endswith(("各", "简称", "“")) or taken.meet(*hit.span()):
                continue
            kind = head(hit.group())[1]
            more.append(Named(Body(hit.group(), *hit.span(), kind, True), "short", 0.85))
    return sorted(more, key=lambda one: (one.body.begin, one.body.end))


_LONGEST = 200  # characters of a name with those of all that it belongs to


def _swallows(outer: Body, inner: Body) -> bool:
    """Whether the earlier name is only a part of the later one, and no member of the list that it closes."""
    within = outer.begin <= inner.begin and inner.end <= outer.end and inner.name != outer.name and inner.name in outer.name
    return within and not (outer.name.endswith("组") and inner.specific and outer.name.startswith(inner.name))


def _at(clean: str, hit: Hit, before: list[Named]) -> list[Named]:
    """The bodies whose names end with this hit."""
    words = body_words()
    if hit.ref == "standing":
        name = clean[hit.begin : hit.end]
        if name in ("监察部", "环保部") and clean.endswith("安全", 0, hit.begin):  # a firm's own department
            return [Named(Body("安全" + name, hit.begin - 2, hit.end, "zr:Department", True), "office", 0.8)]
        told = classify(name)
        abroad = place_before(clean, floor_of(clean, hit.begin), hit.begin)
        if told and clean[abroad : hit.begin] in words.countries:  # 俄罗斯国防部
            return [Named(Body(clean[abroad : hit.end], abroad, hit.end, told[0], True), "office", 0.8)]
        return [Named(Body(name, hit.begin, hit.end, told[0], True), "standing", 0.97)] if told else []
    head = hit.end - 2 if clean.endswith("部门", hit.begin, hit.end) or hit.ref == "share" else hit.begin
    floor = floor_of(clean, head)
    owner = before[-1].body if before and before[-1].body.end <= head else None
    if owner is not None:
        floor = max(floor, owner.end)
        if hit.end - owner.begin > _LONGEST:
            owner = None
    if clean.endswith("委员会", head, hit.end) and head == hit.end - 3:  # 发展和改革委员会
        whole = next((size for size in range(min(14, hit.end - floor), 4, -1) if clean[hit.end - size : hit.end] in words.offices), 0)
        office = _office(clean, floor, hit.end - whole, hit.end, before, owner) if whole else []
        if office:
            return office
    if hit.ref in ("share", "zr:Department", "zr:PartyBody"):
        if hit.ref == "share" and clean[head - 1 : head] in ("）", ")"):
            return _glossed(clean, floor, head, hit.end)
        etc = clean.rfind("等", max(floor, head - 12), head)
        closes = etc > floor and _AFTER_ETC.fullmatch(clean, etc + 1, head) is not None  # 教育、农机等行业监管部门
        stem = 0 if closes else _stem(clean, floor, head)
        if not stem and not closes:  # 公路段, 执法局: the name is an office as a whole
            whole = next((size for size in range(min(14, hit.end - floor), 1, -1) if clean[hit.end - size : hit.end] in words.offices), 0)
            stem = max(whole - (hit.end - head), 0) or (-1 if whole else 0)
        if not stem and clean.endswith("机关", head, hit.end) and clean[head - 1 : head] in ("、", "和"):
            listed = _listed(clean, head, head, hit.end, before)  # 安监、公安、工会、检察机关
            if listed is not None:
                return listed
        if hit.ref == "share" or stem or closes:
            listed = _listed(clean, head - max(stem, 0) if stem else -1, head, hit.end, before)
            if listed is not None:
                return listed
            office = _office(clean, floor, head - max(stem, 0), hit.end, before, owner) if stem else []
            if office or not clean.endswith("中心", head, hit.end):
                return office
        squads = _squads(clean, floor, head, hit.end)
        if squads:
            return squads
    return _open(clean, hit, floor, before, owner)


_GRADES = ("行政主管", "行政管理", "监督管理", "主管", "管理", "监管", "行政", "执法")


def _stem(clean: str, floor: int, head: int) -> int:
    """Characters before `head` that are a field of work, with what makes an authority of it: 数据资源 + 主管."""
    stems = body_words().stems
    for grade in ("监察", "", *_GRADES):  # 煤矿安全监管监察部门 is no 监察部门
        if clean.endswith(grade, floor, head):
            at = head - len(grade)
            for size in range(min(14, at - floor), 1, -1):
                if clean[at - size : at] in stems:
                    return size + len(grade)
    return 0


def _office(clean: str, floor: int, core: int, end: int, before: list[Named], owner: Body | None) -> list[Named]:
    """A department by its field of work, with its level and place, or with the body that it belongs to right before it."""
    if owner is not None and owner.end == core and _many_before(clean, owner.begin):
        return []
    if owner is not None and owner.end == core and (owner.kind in ("zr:Department", "zr:Government", "zr:Committee", "zr:PartyBody") or clean.endswith("兵团", 0, core)) and not clean[owner.begin : owner.end].endswith(("部门", "单位")):
        both = _both(clean, end, clean[core:end], before)
        if both:
            return both
        return [Named(Body(clean[owner.begin : end], owner.begin, end, "zr:Department", True), "office", 0.88)]
    if clean[core - 2 : core] == "安全" and clean[core:end].endswith(("部", "处", "科")) and core - 2 >= floor:
        core -= 2  # 安全监察部
    begin, placed = with_place(clean, last_end(STRICT, clean, floor, core), core)
    if not placed and clean[core:end].endswith("中心"):
        return []
    if begin < core and (clean[max(0, begin - 1) : begin] == "各" or clean[max(0, begin - 2) : begin] in ("有关", "相关", "其他")):
        return []  # 各市应急管理局: many
    if _many_before(clean, begin):
        return []
    name = clean[begin:end]
    told = classify(name)
    if told is None or not told[1]:
        return []
    return [Named(Body(name, begin, end, told[0], True), "office", 0.92)]


_MANY_PLACES = later(lambda: re.compile(r"各(?:[\u4e00-\u9fff]{0,3}[省市州县区旗镇乡]、)+$"))


def _many_before(clean: str, begin: int) -> bool:
    """各省、自治区、直辖市及新疆生产建设兵团工业和信息化主管部门; 各自治县、区人民政府: many."""
    if clean[begin - 1 : begin] == "、" and _MANY_PLACES.search(clean, max(0, begin - 16), begin):
        return True
    return clean[max(0, begin - 5) : begin].rstrip("、及和").endswith(("直辖市", "单列市", "自治区"))


def _glossed(clean: str, floor: int, head: int, end: int) -> list[Named]:
    """各级发改（物价）部门: the bracket names the same department in other words."""
    opened = max(clean.rfind("（", max(0, head - 10), head), clean.rfind("(", max(0, head - 10), head))
    if opened < 0 or clean[opened + 1 : head - 1] not in body_words().stems:
        return []
    size = _stem(clean, floor_of(clean, opened), opened)
    if not size:
        return []
    begin, _ = with_place(clean, last_end(STRICT, clean, floor_of(clean, opened), opened - size), opened - size)
    return [Named(Body(clean[begin:end], begin, end, "zr:Department", True), "office", 0.85)]


def _both(clean: str, end: int, ending: str, before: list[Named]) -> list[Named]:
    """An office that the last two bodies share: 州委、州政府督查室; [] when they do not."""
    if len(before) < 2 or before[-2].body.end != before[-1].body.begin - 1 or not ending.endswith(("督查室", "办公厅", "办公室", "研究室", "政研室")):
        return []
    shared = [Named(body, "listed", 0.88) for body in expand(clean, before[-2].body.begin, end)]
    return shared if len(shared) == 2 and shared[0].body.name.endswith(ending) else []


_SQUAD = later(lambda: re.compile(r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?P<number>第?[一二三四五六七八九十\d]{1,3})(?:[（(][一二三四五六七八九十\d、]+[)）])?$"))


def _squads(clean: str, floor: int, head: int, end: int) -> list[Named]:
    """Numbered squads: 交警一（四）大队, 消防救援三大队."""
    if clean[head:end] not in ("大队", "中队", "支队"):
        return []
    low = max(0, head - 16)
    found = _SQUAD.search(clean[low:head])
    stems = body_words().stems
    if not found:
        return []
    width = next((size for size in range(len(found["name"]), 1, -1) if found["name"][-size:] in stems), 0)
    if not width:
        return []
    begin = low + found.end("name") - width
    begin, _ = with_place(clean, min(floor, begin), begin)
    return [Named(body, "office", 0.85) for body in expand(clean, begin, end) if body.specific]


# Between 等 and the noun of the list: 等有关部门, 等7个部门, 等与群众生活密切相关的服务部门.
_AFTER_ETC = re.compile(r"(?:行业|领域|有关|相关|职能|行政|主管|管理|监管|执法|服务|责任|成员|政府|多个?|各|级|[一二三四五六七八九十\d]+个?|与[^，。、]{2,14}(?:相关|有关)的|负有[^，。、]{2,24}职责的)*")
_ITEM_MARK = "、，。；：,;:\n（( 　和与及“”"
_THREE = later(lambda: re.compile(r"(?P<list>(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4})(?:[两二三四五六七八九十]|\d{1,2})个$"))


def _listed(clean: str, core: int, head: int, end: int, before: list[Named]) -> list[Named] | None:
    """The members of a list that closes here: 公安、统计等部门; 市、县应急管理局. None when no list closes here.

    `core` is where the last member's field of work begins, -1 when it names none before the shared `clean[head:end]`.
    """
    floor = max(clean.rfind("\n", max(0, head - 90), head) + 1, head - 90)
    at = core
    if core < 0:
        etc = clean.rfind("等", max(floor, head - 18), head)
        if etc <= floor or clean[etc - 1] in "高中平同" or not _AFTER_ETC.fullmatch(clean, etc + 1, head):
            return None
        first, known = _member(clean, floor, etc, before)
        if first < 0 or known and clean[first - 1 : first] not in ("、", "和", "与"):
            return None
        at, shared = first, not known
    else:
        several = _THREE.search(clean, floor, at)
        if several:
            ending = clean[at:end]
            start = last_end(STRICT, clean, several.start("list"), several.start("list") + several["list"].index("、") - 1)
            names = clean[start : several.end("list")].split("、")
            begins = [start + sum(len(name) + 1 for name in names[:number]) for number in range(len(names))]
            return [Named(Body(name + ending, begin, begin + len(name), "zr:Department", True), "listed", 0.8) for name, begin in zip(names, begins, strict=True)]
        at, _ = with_place(clean, last_end(STRICT, clean, floor_of(clean, at), at), at)
        first, shared = at, False
    while at > floor + 1 and clean[at - 1] in "、和与及":
        joint = 2 if clean[at - 2 : at] == "以及" else 1
        begin, known = _member(clean, floor, at - joint, before)
        if begin < 0:
            begin = _stranger(clean, floor, at - joint, before)
            if begin < 0:
                break
        at = begin
        shared = shared or not known or clean[at + 1 : at + 2] == "级" or clean[at : at + 4] == "公安机关"
    if _many_before(clean, at):
        return []
    if not shared:
        return None  # every member has its own ending and was read by itself
    return [Named(body, "listed", 0.9) for body in expand(clean, at, end) if body.specific]


_SHORT_NAME = later(lambda: re.compile(r"(?:^|[、，：])([\u4e00-\u9fff]{2,4})$"))


def _stranger(clean: str, floor: int, end: int, before: list[Named]) -> int:
    """Where an unknown field of work begins that stands between two known ones (交通、高路、交警等部门); -1 when it is none."""
    found = _SHORT_NAME.search(clean, max(floor, end - 5), end)
    if found is None or clean[found.start(1) - 1 : found.start(1)] != "、" or found.start(1) - 1 <= floor:
        return -1
    return found.start(1) if _member(clean, floor, found.start(1) - 1, before)[0] >= 0 else -1


def _member(clean: str, floor: int, end: int, before: list[Named]) -> tuple[int, bool]:
    """Where the list's member that ends at `end` begins, and whether it is a body already read; (-1, False) when it is none.

    A member is a body, a field of work (公安) or a level (县) with its place.
    """
    for one in reversed(before[-8:]):
        if one.body.end == end and one.body.begin >= floor:
            return one.body.begin, True
    stems = body_words().stems
    for size in range(min(14, end - floor), 1, -1):  # 住房和城乡建设 holds a joint
        if clean[end - size : end] in stems:
            return with_place(clean, last_end(STRICT, clean, floor_of(clean, end - size), end - size), end - size)[0], False
    begin = end
    while begin > floor and clean[begin - 1] not in _ITEM_MARK:
        begin -= 1
    place = place_before(clean, floor, end)
    if place < begin and clean[place:end] in places_known()[0]:  # 呼和浩特市 holds a joint
        begin = place
    elif clean[begin : begin + 1] != "各":
        edge = last_end(STRICT, clean, begin, end)
        begin = edge if edge < end else last_end(STRICT, clean, begin, end - 1)
    if place_before(clean, begin, end) == begin and end - begin > 2 and clean[begin - 1] != "各":
        return begin, False  # 山西省、陕西省能源局
    return (begin, False) if re.fullmatch(r"各?(?:国家|省|自治区|直辖市|市|地|州|盟|县|区|旗|乡|镇)级?", clean[begin:end]) else (-1, False)


_ALONE = frozenset(("安委会", "安委办", "编办", "海关", "检察院", "法院", "公安机关", "司法机关", "检察机关", "监察机关", "纪检监察机关", "总工会", "防汛抗旱指挥部", "防汛指挥部", "抗旱指挥部", "森林防火指挥部", "防火指挥部", "食安办", "食安委", "军分区", "安全生产委员会", "武警"))
_TOWN = re.compile(r"(?!全|我|本|各|该|有关)([\u4e00-\u9fff]{2,3})[市县区镇旗](?![级场容政域民委直属])")  # a place that the gazetteer lacks, at the edge
_TOWNS = later(lambda: re.compile(r"(?:[\u4e00-\u9fff]{2,6}、)+[\u4e00-\u9fff]{2,3}[两三四五六七八九十][省市县区州]$"))  # 嘉源、临浦两市
_PARTS = frozenset("科室股处司部站所队")  # offices that are named only with the body that they are a part of
_NUMBERED = re.compile(outside_places(r"这|那|(?:第?(?:[一二三四五六七八九十百]+|\d{1,2}(?!\d))|[两几多数某该此首])(?:家" + apart("五家") + r"|[个支名批]|$)", at_begin=True))
_SUBOFFICE = later(lambda: re.compile(r"[\u4e00-\u9fff“”·\d]{0,24}$"))


def _open(clean: str, hit: Hit, floor: int, before: list[Named], owner: Body | None) -> list[Named]:
    """A body whose name may be anything: read to the left, kept when it is anchored or proper enough."""
    ending, kind = clean[hit.begin : hit.end], hit.ref
    strict = last_end(STRICT, clean, floor, hit.begin)
    if owner is not None and owner.end == floor == strict and _belongs(clean[owner.end : hit.begin], ending, kind, owner):
        both = _both(clean, hit.end, ending, before)
        if both:
            return both
        begin = owner.begin
        while clean[begin - 1 : begin] == "驻":  # 省纪委监委驻省应急管理厅 + 纪检监察组
            whose = next((one.body for one in reversed(before[-4:]) if one.body.end == begin - 1), None)
            if whose is None:
                break
            begin = whose.begin
        if ending.endswith("组"):  # 国务院 + 某某公司“…”火灾事故 + 调查组
            for one in reversed(before[-4:]):
                begin = one.body.begin if one.body.end == begin else begin
        return [Named(Body(clean[begin : hit.end], begin, hit.end, kind, True), "named", 0.85)]
    if ending[0] in LEVELS and (len(ending) == 2 or ending in ("镇党委", "乡党委")):  # 省委: the level is part of the ending
        strict = last_end(STRICT, clean, floor, hit.begin + 1)  # with its level: 和 is none in 和田市
        begin, _ = with_place(clean, strict, hit.begin + 1)
        begin = min(begin, hit.begin)
        if no_level(clean, floor, hit.begin + 1) or clean[max(0, hit.begin - 1) : hit.begin] == "各":
            return []
        return _kept(clean, begin, hit, kind, "relative", 0.92)
    if kind == "zr:Government" and _many_before(clean, strict):
        return []
    if kind == "zr:Government" and (several := _several_places(clean, floor, hit.begin)):
        whole = clean[hit.begin : hit.end]
        return [Named(Body(clean[b:e] + whole, b, e if e < hit.begin else hit.end, kind, True), "listed", 0.85) for b, e in several]
    if kind == "zr:Government" and (towns := _TOWNS.search(clean, max(clean.rfind("\n", max(0, hit.begin - 40), hit.begin) + 1, hit.begin - 40, 0), hit.begin)):
        start = last_end(STRICT, clean, towns.start(), towns.start() + towns.group().index("、"))
        return [Named(body, "listed", 0.8) for body in expand(clean, start, hit.end) if body.specific]
    begin, placed = with_place(clean, strict, hit.begin)
    if not placed:
        soft = last_end(SOFT, clean, strict, hit.begin)
        anchor = anchor_at(clean, strict, hit.begin)
        if anchor >= 0 and (kind == "zr:Committee" or anchor >= soft or kind == "zr:Enterprise" and anchor == floor):
            begin, placed = anchor, True
        else:
            begin = soft
            town = _TOWN.match(clean, begin, hit.begin)
            placed = town is not None and not plain_word(town.group(1)) and not no_level(clean, begin, town.end())
    if clean[max(0, begin - 1) : begin] == "各" or clean[max(0, begin - 2) : begin] in ("有关", "相关", "其他", "各级") or _MANY_OF.search(clean, max(0, begin - 18), begin):
        return []
    if clean[begin] in "省市县区州" and begin and (clean[begin - 1] in "两三四五六七八九十数几" or clean[begin - 1] == "全" and kind in ("zr:Organization", "zr:Enterprise")):
        return []  # 约谈三省安委会; 全省幼儿园
    if kind == "zr:Enterprise" and clean[begin - 1 : begin] in ("）", ")") and begin == floor:
        opened = max(clean.rfind("（", max(0, begin - 10), begin), clean.rfind("(", max(0, begin - 10), begin))
        if opened > 0:  # 岚川宏远（云溪）化工有限公司
            left = floor_of(clean, opened)
            outer = max(last_end(STRICT, clean, left, opened), last_end(SOFT, clean, left, opened))
            if opened - outer >= 2:
                begin = outer
    name = clean[begin : hit.end]
    rest = name[: len(name) - len(ending)]
    if ending in ("矿", "厂"):
        return mine(clean, begin, hit, strict)
    if ending in UNIONS and not placed:
        return union(clean, hit, ending, kind, strict, floor)
    if ending == "街道办事处" and not placed:
        return street(clean, hit, max(strict, last_end(SOFT, clean, strict, hit.begin)))
    if ending in _PARTS or ending in ("办", "工会") and not (placed and len(rest) > 3):
        return []
    if ending in ("人大", "政协", "人大常委会", "常委会") and not re.fullmatch(r"[\u4e00-\u9fff]*[省市州县区国旗]", rest):
        return []
    if _NUMBERED.match(rest) or len(name) > 40 or "".join(re.findall(r"[“”]", name)) not in ("", "“”"):
        return []
    if kind == "zr:Enterprise":
        if clean[max(0, begin - 1) : begin] in ("*", "＊", "×"):
            return []  # 济南中*城市燃气有限公司: its name was struck out
        sites = ending in body_words().sites
        if len(rest) < 2 or rest in body_words().generic or rest in body_words().stems and not (ending == "集团" and rest.startswith(("国家", "中国"))) or sites and not (begins_with_place(clean, begin, hit.begin) or ending == "银行" and rest.startswith(("中国", "国家"))):
            return []
        if not placed and ending in ("公司", "集团") and common_company(rest):
            return []
        lead = clean[strict:begin]
        if placed and strict == floor and 0 < len(lead) <= (12 if len(ending) > 2 else 3) and not SOFT.search(lead) and re.fullmatch(r"[\u4e00-\u9fff]+", lead):
            begin = floor  # 人行合肥中心支行
        return _kept(clean, _own_place(clean, begin, hit.begin), hit, kind, "enterprise", 0.85 if placed or len(ending) > 2 else 0.65)
    if placed and not (kind == "zr:Organization" and rest in NATION):
        return _kept(clean, begin, hit, kind, "relative" if len(rest) < 4 else "named", 0.88)
    if name in _ALONE:
        return _kept(clean, begin, hit, kind, "relative", 0.75)
    if kind == "zr:Committee" and len(rest) >= 4 and rest not in body_words().generic and ending in ("领导小组", "指挥部", "总指挥部", "联席会议") and not rest.startswith(("工作", "现场")):
        return _kept(clean, begin, hit, kind, "named", 0.6)
    return []


def _own_place(clean: str, begin: int, end: int) -> int:
    """Where a firm's own name begins behind the place where it lies: 江西省宜春市｜宜春市明达商贸 names the city twice."""
    known, longest = places_known()
    seen: list[str] = []
    at = start = begin
    while True:
        size = next((size for size in range(min(longest, end - at), 1, -1) if clean[at : at + size] in known), 0)
        if not size:
            return start
        if clean[at : at + size] in seen:
            start = at
        seen.append(clean[at : at + size])
        at += size


_JOINED_PLACE = re.compile(r"[省市县区州旗盟镇乡][、和]")


def _several_places(clean: str, floor: int, at: int) -> list[tuple[int, int]]:
    """The places of one level whose governments share the noun at `at`: 青海省、甘肃省政府; [] when no list of them ends there."""
    if clean[at - 1] not in LEVELS or _JOINED_PLACE.search(clean, max(0, at - 12), at) is None:
        return []
    known, _ = places_known()
    found: list[tuple[int, int]] = []
    end = at
    while True:
        begin = place_before(clean, max(floor if end == at else 0, end - 15), end)
        if end - begin < 3 or clean[end - 1] != clean[at - 1] or clean[begin:end] not in known:
            break
        found.append((begin, end))
        if clean[begin - 1 : begin] not in ("、", "和"):
            break
        end = begin - 1
    return found[::-1] if len(found) > 1 else []


_MANY_OF = re.compile(r"各[\u4e00-\u9fff]{0,4}[（(][^（()）]{1,10}[)）]$")  # 各市（州）安委办
_WHO = re.compile(r"[部局厅市省县区州镇乡处科院校书]长|书记|主任|委员|率|带领")
_FORMS = re.compile(r"组成|组建|成立|派出|派驻(?!$)|抽调|设立|联合|会同|牵头|成员单位|和|与")


def _belongs(middle: str, ending: str, kind: str, owner: Body) -> bool:
    """Whether an ending right after a body names a part of that body: 国家能源局 + 煤炭司, 省政府 + 办公厅."""
    if len(ending) == 1 and len(middle) < 2 and not (ending == "办" and not middle and owner.kind == "zr:Government") or re.search(r"第\d|\d", middle) and "”" not in middle:
        return False
    if len(middle) > (40 if "”" in middle else 16) or middle and (middle[0] in LEVELS or re.search(r"[省市州县]", middle[:4])) or SOFT.search(middle) and kind != "zr:Committee":
        return False
    if _WHO.search(middle) and (middle, ending) != ("书记", "处"):
        return False  # 水利部副部长某某率工作组
    if owner.name.endswith(("部门", "单位")) and kind != "zr:Committee":
        return False  # 教育部门管住学校
    if ending in ("省委", "市委", "县委", "区委", "州委") or _FORMS.match(middle):
        return False
    if kind == "zr:Enterprise":
        return owner.kind == "zr:Enterprise" and not (ending in body_words().sites and (not middle or common_works(middle)))  # 某某公司露天煤矿
    if kind in ("zr:PartyBody", "zr:Government"):
        return ending in ("党委", "党组", "党支部", "纪委", "团委", "党校", "工委") or owner.kind == "zr:PartyBody" and ending in ("编办", "网信办", "政法委", "组织部", "宣传部", "统战部", "巡察办", "巡视办", "文明办", "机关工委", "信访局")
    return not (middle == "" and len(ending) > 3 and kind == "zr:Organization")


def _kept(clean: str, begin: int, hit: Hit, kind: str, rule: str, confidence: float) -> list[Named]:
    name = clean[begin : hit.end]
    told = classify(name)
    if told is None or not told[1]:
        return []
    return [Named(Body(name, begin, hit.end, kind if told[0] == COLLECTIVE else told[0], True), rule, confidence)]


_ISSUERS = later(lambda: re.compile(r"(?:[\u4e00-\u9fffX]{2,20}(?:局|部|厅|委|办公室|政府|会) ?)+"))


def _in_title(clean: str, body: Body, title: tuple[int, int]) -> bool:
    """A body inside a title is what the title is about; only those that issue it, at its begin, are named for themselves."""
    begin, end = title
    if begin < body.begin and body.end <= end:
        lead = clean[begin + 1 : body.begin]
        return bool(lead) and not _ISSUERS.fullmatch(lead)
    return False
