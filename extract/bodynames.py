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
from dataclasses import dataclass
from functools import cache

from ontology import bodies as dictionary
from ontology.bodies import body_words
from ontology.dictionary import per_lexicon

from .lexicon import Family, Hit
from .phrases import COLLECTIVE, Body, classify, expand, head

RULE = "organizations."


@dataclass(frozen=True, slots=True)
class Named:
    """A specific body as the text names it; `rule` is the reading that found it."""

    body: Body
    rule: str
    confidence: float


# --- endings -----------------------------------------------------------------------------------------------------------


@per_lexicon()
def _family() -> Family:
    """Endings of bodies' names, whole standing names, and words that only sound like one of them."""
    words = body_words()
    terms = dict(words.heads)
    terms |= {"部门": "share", "单位": "share"}
    terms |= {name: "standing" for body in words.standing for name in (body.label, *body.alt)}
    blocked = set(words.blocked) | set(words.sounds)
    for name in list(terms):
        if (len(name) > 1 or name in words.units) and name[-1] in words.follow:
            after = words.follow[name[-1]]
            blocked |= {name + c for c in after if c != "派" or terms[name] != "zr:PartyBody"}  # 市纪委监委派驻组
        if name.endswith("部"):
            terms[name + "门"] = "share"  # 应急管理部门 is no 应急管理部
    return Family(terms, sorted(blocked - set(terms)))


@cache
def _places() -> tuple[frozenset[str], int]:
    """Names of places, and the length of the longest."""
    names = dictionary.place_names()
    return names, max(map(len, names), default=0)


# --- reading to the left -------------------------------------------------------------------------------------------------

_MARKS = "。！？；;，,、：:\n\t 　|（(）)《〈【[>•·*/＊》〉.%"
_WINDOW = 48
# No name reaches over these …
_STRICT = re.compile(
    r"的|了|由(?!甲)|在(?!建)|对(?!外|口|台)|向(?!阳|东|荣|上)|于|是|从(?!业)|为(?!民|农)|被|把|将(?!军)|等(?!级|离)|并|据(?!点)|经(?!济|信|营|贸|委|开|侦|管|发|纬)|给|让|请(?!示)|受(?!理)|及|与|暨|和(?!平|谐|静|田|林|龙|硕|布|顺|政|信|(?<=[省市山]和)县)|或|以|要(?!素)|应(?!急|城|县|用)|须|[省市国境县区]内(?!蒙|江|黄|丘|乡)|\d+号|现(?!代|有|场)|第[一二三四五六七八九十]+届(?!人大|人民|全国|中央|常委|委员)|派(?!出|驻|克|尔)"
    r"|会同|期间|决定|成立|召开|组建|设立|派出|派遣|印发|发布|批准|同意|要求|强调|指出|宣布|出席|参加|参与|牵头|授权|委托|该|某[省市州县区镇乡](?=[\u4e00-\u9fff]{2})|某(?!某)|每|各|全体|所有|有关|相关|其他|其它|[\d一二三四五六七八九十两几多数]+(?:[家个名批支]|多家|余家)|[\d]+年|[\d]+[月日时分]许?|今天|昨天|今日|昨日|日前|记者|同志|[一二三四]季度|研究(?!院|所|室|中心|会|生|员|总院|基金)|供(?=[省市县区州国]|各)|报(?=[省市县区州国集])|如|即|称|叫|也|都|又|还|再|就|已|均|曾|仅|只|不|没|使|致|于|其"
)
# … nor, unless a place or a level stands before them, over these.
_SOFT = re.compile(
    r"(?:设置|建立|督促|指导(?!组|中心|委|意见|小组)|协调(?!小组|组|机制|委|办|中心)|配合|支持|陪同|邀请|责成|联系|联合(?!会|公司|国|体|工作组|调查组|检查组|执法|指挥部)|根据|按照|依据|依托|通过|接受|发挥|报送|上报|报告|移交|移送|移至|来自|进入|走进|前往|赶赴|深入|位于|隶属|加强|推动|推进|鼓励|引导|现任|担任|时任|代表(?!大会|团)"
    r"|以来|获悉|下辖|辖区|所属|下属|直属|当中|其中|当地|本地|另有|共有|具有|拥有|组织|落实|贯彻|健全|遵守|违抗|阻挠|调整|充实|征求|征得|告知|通知|报请|直报|符合|召集|完成|评估|推广|维护|坚持|保护|鼓励|扶持|帮助|开办|占用|发展(?=[乡镇村])|书面|驶往|送往|汲取|吸取|围绕|提升|提高|完善|加快|开展|保障(?!中心|局|部门|厅|支队|大队)|搭建|建设(?!局|厅|委|部|集团|管理|银行|兵团|工程|投资|发展|开发|有限|股份|指挥)|培育|狠抓|确保|引领|促进(?!会|中心|局|委)|强化|严格|带领|率领|介绍|表示|认为|负责|承担|协助|公布|转发|制定|下发|起草|编制|修订|查明|认定|涉嫌|包括|服从|听取|审议|新(?=成立|组建)|截至|经过|随着|针对|派出|抽调|调集|组成|参照|造成|导致|发生|存在|属于|作为|成为|会上|会议)[好了着至到出]?"
    r"|有(?!限|色|责|机|线)|听|看|问|我(?=[省市县区州委局厅办])|本(?=[省市县区州])|全(?=[省市县区州国])|原(?!州|阳|平|油|料|子)|至(?!诚|善)|自(?!治|然|贡|来)|后|前(?!进|线|郭|锋)|时|因|而|且|但|若|凡|当(?!涂|阳|雄)|需(?=要|求)|可(?=能|以)|能(?=够|不|否)|到"
)
_LEVEL = "省市州县区旗盟镇乡"
_NOT_LEVEL = re.compile(r"(?:[城超股门夜早菜集闹上都楼辖列]市|[小社园地景辖山灾校库林牧护保疫渔矿片学战厂郊禁片特险工生军展片分]区|[村城]镇|[城下家故老回思]乡|[九神]州|开发区|新区)$")
_ZONE = re.compile(r"[\u4e00-\u9fff]{2,5}?(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|开发区|新区|高新区|经开区|保税区|自贸区|试验区|示范区|工业园区|工业园|产业园|街道|苏木)$")
_REDACTED = re.compile(r"(?:[Xx×*某]{1,4}[省市州县区旗盟镇乡])+$")
_NATION = ("国务院", "国家", "中国", "全国", "中央", "中共中央", "中华", "国网", "国际", "联合国", "兵团")
# Whose organs are named after it in an enterprise's own papers: 集团党委, 公司安委会办公室.
_FIRM = ("集团公司", "总公司", "集团", "公司")


def _floor(clean: str, at: int) -> int:
    """The nearest place to the left that no name reaches over: a mark, or a quotation that is not closed."""
    low = max(0, at - _WINDOW)
    floor = at
    quoted = False
    while floor > low:
        mark = clean[floor - 1]
        if mark == "”":
            quoted = True
        elif mark == "“":
            if not quoted:
                break
            quoted = False
        elif mark in _MARKS and not quoted:
            break
        floor -= 1
    return floor


def _last(pattern: re.Pattern[str], clean: str, low: int, at: int) -> int:
    """The end of the last match in [low, at), `low` when there is none."""
    for found in pattern.finditer(clean, low, at):
        low = found.end()
    return low


def place_before(clean: str, low: int, at: int) -> int:
    """Where the place or level that ends at `at` begins (成都市, 市, XX州, 云溪新区); `at` when there is none."""
    known, longest = _places()
    for width in range(min(longest, at - low), 1, -1):
        if clean[at - width : at] in known:
            return at - width
    here = clean[max(low, at - 12) : at]
    redacted = _REDACTED.search(here)
    if redacted:
        return at - len(redacted.group())
    if not here:
        return at
    if here[-1] in _LEVEL and not _NOT_LEVEL.search(here):
        return at - (1 if here[-1] in "省州盟" else _unknown(clean, low, at))
    zone = _ZONE.search(here)
    return at - len(zone.group()) if zone else at


def _unknown(clean: str, low: int, at: int) -> int:
    """The width of a county, town or township that no gazetteer knows and that ends at `at`: 高砂镇 3; 1 for a level alone."""
    known, _ = _places()
    edge = max(_last(_STRICT, clean, low, at - 1), _last(_SOFT, clean, low, at - 1))
    for width in (3, 4, 2):
        begin = at - width
        if begin < edge or not re.fullmatch(r"[\u4e00-\u9fff]+", clean[begin:at]) or clean[at - 2] in "全我本各该两三四五级省市县区州外现多":
            continue
        if clean[at - 1] == "市" and (width == 2 or _plain(clean[begin : at - 1])):
            continue
        if begin == edge or any(clean[begin - size : begin] in known for size in range(2, 9) if begin - size >= edge):
            return width
    return 1


_TIMES = re.compile(r"(?:今|去|昨|当|近|目|同|此|随|其|日|本|上|下|每|全|各|由|于|向|对|为|和|及|与|并|要|被|经|原|时|任|报|送|请|后|前|中|内|外|等|到|至|在|从|将|又|也|还|更|据|以|因|会|应|须).*|.*(?:日|天|前|后|时|间|年|月|周|期|中|内|下|上|外|及|由|省|市|县|区)")


def _plain(lead: str) -> bool:
    """Whether the characters before 市 are a word of the sentence (近日, 要求) and no name of a city that the gazetteer lacks."""
    from .verbs import open_verbs

    return bool(_TIMES.fullmatch(lead)) or lead in open_verbs() or lead[-2:] in open_verbs()


def _with_place(clean: str, low: int, at: int) -> tuple[int, bool]:
    """Where a name that begins at `at` begins with its level, its place or its nation; whether it has one."""
    begin = at
    if clean[max(low, at - 3) : at] in ("国家级", "地市级", "乡镇级"):
        return at - 3, True
    if clean[max(low, at - 2) : at] in ("省级", "市级", "县级", "区级", "州级", "乡级", "镇级", "旗级"):
        return at - 2, True
    for _ in range(4):
        nation = next((word for word in _NATION if clean.startswith(word, begin - len(word)) and begin - len(word) >= low), "")
        if nation:
            return begin - len(nation), True
        further = place_before(clean, low, begin)
        if further == begin:
            break
        begin = further
    if begin == at:
        firm = next((word for word in _FIRM if clean.endswith(word, low, at)), "")
        if firm and (at - len(firm) <= low or not "\u4e00" <= clean[at - len(firm) - 1] <= "\u9fff" or at - len(firm) == _last(_SOFT, clean, low, at - len(firm))):
            return at - len(firm), True
    if begin < at and begin - 2 >= low and clean[begin - 2 : begin] in ("中共", "武警"):
        begin -= 2
    return begin, begin < at


def _anchor(clean: str, low: int, at: int) -> int:
    """The first place in [low, at) where a place, a level or a nation begins a name; -1 when there is none."""
    known, longest = _places()
    open_ends = {found.end() for found in _SOFT.finditer(clean, low, at)} | {low}
    for begin in range(low, at):
        if any(clean.startswith(word, begin) for word in _NATION):
            if not _SOFT.search(clean, begin + 2, at):
                return begin
            continue
        for width in range(min(longest, at - begin), 1, -1):
            if clean[begin : begin + width] in known:
                return begin
        if clean[begin] in "省市州县区" and (begin in open_ends or not ("\u4e00" <= clean[begin - 1] <= "\u9fff")) and not _NOT_LEVEL.search(clean, max(low, begin - 3), begin + 1) and clean[begin + 1] not in "级场民政区容域长":
            return begin
    return -1


# --- the scan ------------------------------------------------------------------------------------------------------------


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
    return tuple(one for one in found if not _in_title(clean, one.body, titles))


_SHORT = re.compile(r"[（(]以下(?:统一|均)?简称(?:为)?[：:]?\s*[“\"‘《]?([\u4e00-\u9fff]{2,12})[”\"’》]?[）)]")


def short_forms(clean: str, found: tuple[Named, ...]) -> dict[str, str]:
    """The names that the document gives its bodies: 成立某县…工作领导小组（以下简称领导小组）→ 领导小组 and the full one."""
    if "简称" not in clean:
        return {}
    names: dict[str, str] = {}
    for given in _SHORT.finditer(clean):
        whole = next((one.body.name for one in found if one.body.end == given.start()), "")
        if whole and head(given.group(1))[0] and whole != given.group(1):
            names.setdefault(given.group(1), whole)
    return names


def _with_short(clean: str, found: list[Named], short: dict[str, str]) -> list[Named]:
    """The bodies with those that stand under a short form of their own, and the offices of these (领导小组办公室)."""
    taken = sorted((one.body.begin, one.body.end) for one in found)
    more = list(found)
    for name in sorted(short):
        for hit in re.finditer(re.escape(name) + "(?:办公室)?", clean):
            if clean[max(0, hit.start() - 2) : hit.start()].endswith(("各", "简称", "“")) or any(b < hit.end() and hit.start() < e for b, e in taken if e > hit.start() - 1 and b < hit.end()):
                continue
            kind = head(hit.group())[1]
            more.append(Named(Body(hit.group(), *hit.span(), kind, True), "short", 0.85))
    return sorted(more, key=lambda one: (one.body.begin, one.body.end))


def _swallows(outer: Body, inner: Body) -> bool:
    """Whether the earlier name is only a part of the later one, and no member of the list that it closes."""
    within = outer.begin <= inner.begin and inner.end <= outer.end and inner.name != outer.name and inner.name in outer.name
    return within and not (outer.name.endswith("组") and inner.specific and outer.name.startswith(inner.name))


def _at(clean: str, hit: Hit, before: list[Named]) -> list[Named]:
    """The bodies whose names end with this hit."""
    words = body_words()
    if hit.ref == "standing":
        name = clean[hit.begin : hit.end]
        told = classify(name)
        abroad = place_before(clean, _floor(clean, hit.begin), hit.begin)
        if told and clean[abroad : hit.begin] in words.countries:  # 俄罗斯国防部
            return [Named(Body(clean[abroad : hit.end], abroad, hit.end, told[0], True), "office", 0.8)]
        return [Named(Body(name, hit.begin, hit.end, told[0], True), "standing", 0.97)] if told else []
    head = hit.end - 2 if clean.endswith("部门", hit.begin, hit.end) or hit.ref == "share" else hit.begin
    floor = _floor(clean, head)
    owner = before[-1].body if before and before[-1].body.end <= head else None
    if owner is not None:
        floor = max(floor, owner.end)
    if clean.endswith("委员会", head, hit.end) and head == hit.end - 3:  # 发展和改革委员会
        whole = next((size for size in range(min(14, hit.end - floor), 4, -1) if clean[hit.end - size : hit.end] in words.offices), 0)
        office = _office(clean, floor, hit.end - whole, hit.end, before, owner) if whole else []
        if office:
            return office
    if hit.ref in ("share", "zr:Department", "zr:PartyBody"):
        if hit.ref == "share" and clean[head - 1 : head] in ("）", ")"):
            return _glossed(clean, floor, head, hit.end)
        stem = _stem(clean, floor, head)
        if not stem:  # 公路段, 执法局: the name is an office as a whole
            whole = next((size for size in range(min(14, hit.end - floor), 1, -1) if clean[hit.end - size : hit.end] in words.offices), 0)
            stem = max(whole - (hit.end - head), 0) or (-1 if whole else 0)
        if not stem and clean.endswith("机关", head, hit.end) and clean[head - 1 : head] in ("、", "和"):
            listed = _listed(clean, head, head, hit.end, before)  # 安监、公安、工会、检察机关
            if listed is not None:
                return listed
        if hit.ref == "share" or stem:
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
    for grade in ("", *_GRADES):
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
    begin, placed = _with_place(clean, _last(_STRICT, clean, floor, core), core)
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


def _many_before(clean: str, begin: int) -> bool:
    """各省、自治区、直辖市及新疆生产建设兵团工业和信息化主管部门: many."""
    return clean[max(0, begin - 5) : begin].rstrip("、及和").endswith(("直辖市", "单列市", "自治区"))


def _glossed(clean: str, floor: int, head: int, end: int) -> list[Named]:
    """各级发改（物价）部门: the bracket names the same department in other words."""
    opened = max(clean.rfind("（", head - 10, head), clean.rfind("(", head - 10, head))
    if opened < 0 or clean[opened + 1 : head - 1] not in body_words().stems:
        return []
    size = _stem(clean, _floor(clean, opened), opened)
    if not size:
        return []
    begin, _ = _with_place(clean, _last(_STRICT, clean, _floor(clean, opened), opened - size), opened - size)
    return [Named(Body(clean[begin:end], begin, end, "zr:Department", True), "office", 0.85)]


def _both(clean: str, end: int, ending: str, before: list[Named]) -> list[Named]:
    """An office that the last two bodies share: 州委、州政府督查室; [] when they do not."""
    if len(before) < 2 or before[-2].body.end != before[-1].body.begin - 1 or not ending.endswith(("督查室", "办公厅", "办公室", "研究室", "政研室")):
        return []
    shared = [Named(body, "listed", 0.88) for body in expand(clean, before[-2].body.begin, end)]
    return shared if len(shared) == 2 and shared[0].body.name.endswith(ending) else []


_SQUAD = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?P<number>第?[一二三四五六七八九十\d]{1,3})(?:[（(][一二三四五六七八九十\d、]+[)）])?$")


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
    begin, _ = _with_place(clean, min(floor, begin), begin)
    return [Named(body, "office", 0.85) for body in expand(clean, begin, end) if body.specific]


# Between 等 and the noun of the list: 等有关部门, 等7个部门, 等与群众生活密切相关的服务部门.
_AFTER_ETC = re.compile(r"(?:有关|相关|职能|行政|主管|管理|监管|执法|服务|责任|成员|政府|多个?|各|级|[一二三四五六七八九十\d]+个?|与[^，。、]{2,14}(?:相关|有关)的|负有[^，。、]{2,24}职责的)*")
_ITEM_MARK = "、，。；：,;:\n（( 　和与及“”"
_THREE = re.compile(r"(?P<list>(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4})(?:[两二三四五六七八九十]|\d{1,2})个$")


def _listed(clean: str, core: int, head: int, end: int, before: list[Named]) -> list[Named] | None:
    """The members of a list that closes here: 公安、统计等部门; 市、县应急管理局. None when no list closes here.

    `core` is where the last member's field of work begins, -1 when it names none before the shared `clean[head:end]`.
    """
    floor = max(clean.rfind("\n", 0, head) + 1, head - 90)
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
            start = _last(_STRICT, clean, several.start("list"), several.start("list") + several["list"].index("、") - 1)
            names = clean[start : several.end("list")].split("、")
            begins = [start + sum(len(name) + 1 for name in names[:number]) for number in range(len(names))]
            return [Named(Body(name + ending, begin, begin + len(name), "zr:Department", True), "listed", 0.8) for name, begin in zip(names, begins, strict=True)]
        at, _ = _with_place(clean, _last(_STRICT, clean, _floor(clean, at), at), at)
        first, shared = at, False
    while at > floor + 1 and clean[at - 1] in "、和与及":
        joint = 2 if clean[at - 2 : at] == "以及" else 1
        begin, known = _member(clean, floor, at - joint, before)
        if begin < 0:
            break
        at = begin
        shared = shared or not known or clean[at + 1 : at + 2] == "级" or clean[at : at + 4] == "公安机关"
    if _many_before(clean, at):
        return []
    if not shared:
        return None  # every member has its own ending and was read by itself
    return [Named(body, "listed", 0.9) for body in expand(clean, at, end) if body.specific]


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
            return _with_place(clean, _last(_STRICT, clean, _floor(clean, end - size), end - size), end - size)[0], False
    begin = end
    while begin > floor and clean[begin - 1] not in _ITEM_MARK:
        begin -= 1
    if clean[begin : begin + 1] != "各":
        begin = _last(_STRICT, clean, begin, end - 1)
    if place_before(clean, begin, end) == begin and end - begin > 2 and clean[begin - 1] != "各":
        return begin, False  # 山西省、陕西省能源局
    return (begin, False) if re.fullmatch(r"各?(?:国家|省|自治区|直辖市|市|地|州|盟|县|区|旗|乡|镇)级?", clean[begin:end]) else (-1, False)


_ALONE = frozenset(("安委会", "安委办", "编办", "海关", "检察院", "法院", "公安机关", "司法机关", "检察机关", "监察机关", "纪检监察机关", "总工会", "防汛抗旱指挥部", "安全生产委员会", "武警"))
_TOWNS = re.compile(r"(?:[\u4e00-\u9fff]{2,6}、)+[\u4e00-\u9fff]{2,3}[两三四五六七八九十][省市县区州]$")  # 嘉源、临浦两市
_PARTS = frozenset("科室股处司部站所队")  # offices that are named only with the body that they are a part of
_NUMBERED = re.compile(r"这|那|(?:第?(?:[一二三四五六七八九十百]+|\d{1,2}(?!\d))|[两几多数某该此首])(?:[家个支名批]|$)")
_SUBOFFICE = re.compile(r"[\u4e00-\u9fff“”·\d]{0,24}$")


def _open(clean: str, hit: Hit, floor: int, before: list[Named], owner: Body | None) -> list[Named]:
    """A body whose name may be anything: read to the left, kept when it is anchored or proper enough."""
    ending, kind = clean[hit.begin : hit.end], hit.ref
    strict = _last(_STRICT, clean, floor, hit.begin)
    if owner is not None and owner.end == floor == strict and _belongs(clean[owner.end : hit.begin], ending, kind, owner):
        both = _both(clean, hit.end, ending, before)
        if both:
            return both
        begin = owner.begin
        while clean[begin - 1 : begin] == "驻":  # 省纪委监委驻省应急管理厅 + 纪检监察组
            outer = next((one.body for one in reversed(before[-4:]) if one.body.end == begin - 1), None)
            if outer is None:
                break
            begin = outer.begin
        if ending.endswith("组"):  # 国务院 + 某某公司“…”火灾事故 + 调查组
            for one in reversed(before[-4:]):
                begin = one.body.begin if one.body.end == begin else begin
        return [Named(Body(clean[begin : hit.end], begin, hit.end, kind, True), "named", 0.85)]
    if ending[0] in _LEVEL and (len(ending) == 2 or ending in ("镇党委", "乡党委")):  # 省委: the level is part of the ending
        begin, _ = _with_place(clean, strict, hit.begin + 1)
        begin = min(begin, hit.begin)
        if _NOT_LEVEL.search(clean[max(0, hit.begin - 3) : hit.begin + 1]) or clean[max(0, hit.begin - 1) : hit.begin] == "各":
            return []
        return _kept(clean, begin, hit, kind, "relative", 0.92)
    if kind == "zr:Government" and (towns := _TOWNS.search(clean, max(clean.rfind("\n", 0, hit.begin) + 1, hit.begin - 40), hit.begin)):
        start = _last(_STRICT, clean, towns.start(), towns.start() + towns.group().index("、"))
        return [Named(body, "listed", 0.8) for body in expand(clean, start, hit.end) if body.specific]
    begin, placed = _with_place(clean, strict, hit.begin)
    if not placed:
        soft = _last(_SOFT, clean, strict, hit.begin)
        anchor = _anchor(clean, strict, hit.begin)
        if anchor >= 0 and (kind == "zr:Committee" or anchor >= soft or kind == "zr:Enterprise" and anchor == floor):
            begin, placed = anchor, True
        else:
            begin = soft
    if clean[max(0, begin - 1) : begin] == "各" or clean[max(0, begin - 2) : begin] in ("有关", "相关", "其他", "各级") or _MANY_OF.search(clean, max(0, begin - 18), begin):
        return []
    if clean[begin] in "省市县区州" and begin and (clean[begin - 1] in "两三四五六七八九十数几" or clean[begin - 1] == "全" and kind in ("zr:Organization", "zr:Enterprise")):
        return []  # 约谈三省安委会; 全省幼儿园
    if kind == "zr:Enterprise" and clean[begin - 1 : begin] in ("）", ")") and begin == floor:
        opened = max(clean.rfind("（", begin - 10, begin), clean.rfind("(", begin - 10, begin))
        if opened > 0:  # 岚川宏远（云溪）化工有限公司
            left = _floor(clean, opened)
            outer = max(_last(_STRICT, clean, left, opened), _last(_SOFT, clean, left, opened))
            if opened - outer >= 2:
                begin = outer
    name = clean[begin : hit.end]
    rest = name[: len(name) - len(ending)]
    if ending in ("矿", "厂"):
        return _mine(clean, begin, hit, strict)
    if ending in _UNIONS and not placed:
        beside = clean[hit.begin - 1 : hit.begin] == "、" or clean[hit.end : hit.end + 1] == "、" or clean.startswith(("要", "负责", "牵头", "会同"), hit.end) or ending == "工会" and clean.startswith(("主席", "副主席"), hit.end)
        beside = beside or hit.begin == strict > floor and ending == "派出所"
        return [Named(Body(ending, hit.begin, hit.end, kind, True), "relative", 0.7)] if beside and (hit.begin == strict or not "\u4e00" <= clean[hit.begin - 1 : hit.begin] <= "\u9fff") and not clean.startswith(("主席", "书记"), hit.end + (0 if ending != "工会" else 9)) else []
    if ending == "街道办事处" and not placed:
        return _street(clean, hit, max(strict, _last(_SOFT, clean, strict, hit.begin)))
    if ending in _PARTS or ending in ("办", "工会") and not (placed and len(rest) > 3):
        return []
    if ending in ("人大", "政协", "人大常委会", "常委会") and not re.fullmatch(r"[\u4e00-\u9fff]*[省市州县区国旗]", rest):
        return []
    if _NUMBERED.match(rest) or len(name) > 40 or "".join(re.findall(r"[“”]", name)) not in ("", "“”"):
        return []
    if kind == "zr:Enterprise":
        sites = ending in body_words().sites
        if len(rest) < 2 or rest in body_words().generic or rest in body_words().stems or sites and not (_begins_with_place(clean, begin, hit.begin) or ending == "银行" and rest.startswith(("中国", "国家"))):
            return []
        if not placed and ending in ("公司", "集团") and _common_company(rest):
            return []
        lead = clean[strict:begin]
        if placed and strict == floor and 0 < len(lead) <= (12 if len(ending) > 2 else 3) and not _SOFT.search(lead) and re.fullmatch(r"[\u4e00-\u9fff]+", lead):
            begin = floor  # 人行合肥中心支行
        return _kept(clean, begin, hit, kind, "enterprise", 0.85 if placed or len(ending) > 2 else 0.65)
    if placed and not (kind == "zr:Organization" and rest in _NATION):
        return _kept(clean, begin, hit, kind, "relative" if len(rest) < 4 else "named", 0.88)
    if name in _ALONE:
        return _kept(clean, begin, hit, kind, "relative", 0.75)
    if kind == "zr:Committee" and len(rest) >= 4 and rest not in body_words().generic and ending in ("领导小组", "指挥部", "总指挥部", "联席会议") and not rest.startswith(("工作", "现场")):
        return _kept(clean, begin, hit, kind, "named", 0.6)
    return []


_MANY_OF = re.compile(r"各[\u4e00-\u9fff]{0,4}[（(][^（()）]{1,10}[)）]$")  # 各市（州）安委办
_UNIONS = frozenset(("工会", "妇联", "团委", "派出所"))
_TRADE_BEFORE = re.compile(r"(?:处理|加工|制造|化工|机械|酱菜|食品|造纸|屠宰|砖|水泥|玻璃|木业|家具|纺织|印刷|塑料|橡胶|铸造|五金|陶瓷|石材|饲料|肥料|制药|酿造|污水|矿泉水|炼钢|轧钢|钢铁|焦化|选矿|烟花|爆竹|鞭炮|采石|建材|电器|服装|制衣|皮革|皮鞋|玩具|包装|纸箱|机电|修理|修造|造船|制品|冷冻|肉联|自来水|垃圾发电|热电|发电)+")


def _mine(clean: str, begin: int, hit: Hit, strict: int) -> list[Named]:
    """A mine or works by its proper name: 鹤岭矿、三道沟矿要…; 某市星湖污水处理厂. 煤矿, 工厂 and what only is one are none."""
    low = max(strict, _last(_SOFT, clean, strict, hit.begin))
    lead = clean[low : hit.begin]
    trade = _TRADE_BEFORE.search(lead)
    if hit.end - hit.begin == 1 and clean[hit.begin] == "厂":
        if not trade or trade.end() != len(lead):
            return []
        proper = lead[: trade.start()]
        if not 2 <= len(proper) <= 8 or _common(proper):
            return []
        return [Named(Body(clean[low : hit.end], low, hit.end, "zr:Enterprise", True), "enterprise", 0.7)]
    edge = low == 0 or clean[low - 1] in "、，。；：:（(\n和及"
    after = clean[hit.end : hit.end + 1]
    if not edge or not (after in "、，。；：要应须和及与于" and after) or not 2 <= len(lead) <= 4 or _common(lead) or not re.fullmatch(r"[\u4e00-\u9fff]+", lead):
        return []
    return [Named(Body(clean[low : hit.end], low, hit.end, "zr:Enterprise", True), "enterprise", 0.7)]


_GOODS = frozenset("汽车 电子 化学 日用 木材 粮食 食用油 摩托车 自行车 电动车 家用 儿童 塑胶 合成 有机 无机 综合 联合 专业 配套 私营 个体 乡镇 集体 国有 民营 外资 合资 中央 地方 城市 农村".split())


def _common(proper: str) -> bool:
    """Whether the words before a works' noun are no proper name: 在建, 各生产, 露天."""
    words = body_words()
    return proper in words.generic or proper in words.stems or proper in ("生产", "在建", "露天", "地下", "井工", "停产", "停建", "非煤", "其他", "所有", "各类", "小型", "大型", "中型", "关闭", "整合", "资源", "本", "该") or proper[0] in "各全我本该此两每某一" or proper[-1] in "办采开探挖关建停" or proper in _GOODS or proper.endswith(("类", "型", "的", "级", "采", "个", "家", "座", "处"))


def _street(clean: str, hit: Hit, low: int) -> list[Named]:
    """城关街道办事处: a street's own name of two or three characters behind an edge."""
    name = clean[low : hit.begin]
    if not 2 <= len(name) <= 3 or not re.fullmatch(r"[\u4e00-\u9fff]+", name) or name[0] in "各全镇乡该由" or name in ("乡镇", "城市", "市辖", "有关", "所在", "辖区", "属地", "当地", "相关", "所属"):
        return []
    return [Named(Body(name + clean[hit.begin : hit.end], low, hit.end, "zr:Government", True), "named", 0.75)]


def _begins_with_place(clean: str, begin: int, end: int) -> bool:
    """Whether a known place stands at the begin, with something of a name behind it."""
    known, longest = _places()
    return any(clean[begin : begin + width] in known for width in range(2, min(longest, end - begin) + 1))


_TRADE = re.compile(r"(?:物流|教育|职教|职业|技工|监理|建筑|建设|保险|服务|航空|运输|铁路|快递|燃气|供热|供水|供电|电力|煤炭|化工|矿业|安装|装饰|咨询|检测|评价|旅游|客运|货运|贸易|商贸|科技|投资|发展|管理|工程|实业|能源|石油|烟草|通信|电信|租赁|配送)+$")


def _common_company(rest: str) -> bool:
    """Whether what stands before 公司 is only its trade: 商业保险 in 商业保险公司 names none, 海川物流 does."""
    proper = _TRADE.sub("", rest)
    return len(proper) < 2 or proper in body_words().generic or proper.endswith(("性", "型", "化", "级", "类"))


_FORMS = re.compile(r"组成|组建|成立|派出|派驻(?!$)|抽调|设立|联合|会同|牵头|成员单位|和|与")


def _belongs(middle: str, ending: str, kind: str, owner: Body) -> bool:
    """Whether an ending right after a body names a part of that body: 国家能源局 + 煤炭司, 省政府 + 办公厅."""
    if len(ending) == 1 and len(middle) < 2 or re.search(r"第\d|\d", middle) and "”" not in middle:
        return False
    if len(middle) > (40 if "”" in middle else 16) or middle and (middle[0] in _LEVEL or re.search(r"[省市州县]", middle[:4])) or _SOFT.search(middle) and kind != "zr:Committee":
        return False
    if ending in ("省委", "市委", "县委", "区委", "州委") or _FORMS.match(middle):
        return False
    if kind == "zr:Enterprise":
        return owner.kind == "zr:Enterprise"
    if kind in ("zr:PartyBody", "zr:Government"):
        return ending in ("党委", "党组", "党支部", "纪委", "团委", "党校", "工委") or owner.kind == "zr:PartyBody" and ending in ("编办", "网信办", "政法委", "组织部", "宣传部", "统战部", "巡察办", "巡视办", "文明办", "机关工委", "信访局")
    return not (middle == "" and len(ending) > 3 and kind == "zr:Organization")


def _kept(clean: str, begin: int, hit: Hit, kind: str, rule: str, confidence: float) -> list[Named]:
    name = clean[begin : hit.end]
    told = classify(name)
    if told is None or not told[1]:
        return []
    return [Named(Body(name, begin, hit.end, kind if told[0] == COLLECTIVE else told[0], True), rule, confidence)]


def _in_title(clean: str, body: Body, titles: list[tuple[int, int]]) -> bool:
    """A body inside a title is what the title is about; only those that issue it, at its begin, are named for themselves."""
    for begin, end in titles:
        if begin < body.begin and body.end <= end:
            lead = clean[begin + 1 : body.begin]
            return bool(lead) and not re.fullmatch(r"(?:[\u4e00-\u9fffX]{2,20}(?:局|部|厅|委|办公室|政府|会) ?)+", lead)
    return False
