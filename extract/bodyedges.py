"""The left edge of a body's name: marks and words that no name reaches over, and the level, place or nation that it begins with."""

from __future__ import annotations

import re
from functools import cache

from ontology import bodies as dictionary
from ontology.record import record

from .apart import apart, outside_places
from .phrases import Body
from .quick import later, quick


@record
class Named:
    """A specific body as the text names it; `rule` is the reading that found it."""

    body: Body
    rule: str
    confidence: float


@cache
def places_known() -> tuple[frozenset[str], int]:
    """Names of places, and the length of the longest."""
    names = dictionary.place_names()
    return names, max(map(len, names), default=0)


@cache
def _place_edges() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last two characters of the names: by them most places of a text are told from those where one begins or ends."""
    names = dictionary.place_names()
    return frozenset(name[:2] for name in names), frozenset(name[-2:] for name in names)


_MARKS = "。！？；;，,、：:\n\t 　|（(）)《〈【[>•·*/＊》〉.%"
_WINDOW = 48
# No name reaches over these …
STRICT = quick(outside_places(
    r"按照|根据|依照|遵照|——|的|了|由(?!甲)|在(?!建)|对(?!外|口|台)|向(?!阳|东|荣|上)|于|是|从(?!业)|为(?!民|农)|被|把|将(?!军)|等(?!级|离)|并|据(?!点)|经(?<!财经)(?!济|信|营|贸|委|开|侦|管|发|纬)|给|让|请(?!示)|受(?!理)|及|与|暨|和(?!平|谐|信)|或|以|要求|要(?!素)|应(?!急|用)|须|[省市国境县区]内|[0-9]+号|现(?!代|有|场)|第[一二三四五六七八九十]+届(?!人大|人民|全国|中央|常委|委员)|派(?!出|驻|克|尔)"
    r"|会同|期间|决定|成立|召开|套开|组建|设立|派出|派遣|印发|发布|批准|同意|要求|强调|指出|宣布|出席|参加|参与|牵头|授权|委托|该|某[省市州县区镇乡](?=[\u4e00-\u9fff]{2})|某(?!某)|每|各|全体|所有|有关|相关|其他|其它|[0-9一二三四五六七八九十两几多数]+(?:家" + apart("五家") + r"|[个名批支]|多家|余家)|(?<![省市县区州镇乡0-9])[0-9]+年|[0-9]+[月日时分]许?|今天|昨天|今日|昨日|日前|记者|同志|[一二三四]季度|研究(?!院|所|室|中心|会|生|员|总院|基金)|供(?=[省市县区州国]|各)|(?<![日晚时举通预汇申海简登年警情电播])报(?=[省市县区州国集镇乡]|街道|公司|总公司|$)|率(?![先真])|如|即|称|叫|也|都|又|还|再|就|已|均|曾|仅|只|不|没|使|致|于|其"
))
# … nor, unless a place or a level stands before them, over these.
SOFT = quick(outside_places(
    r"(?:扎实|做好|抓好|搞好|肯定|希望(?!小学|工程)|主动|履行|结合(?!部)|协同(?!发展|创新)|建议|设置|建立|督促|指导(?!组|中心|委|意见|小组)|协调(?!小组|组|机制|委|办|中心)|配合|支持|陪同|邀请|责成|联系|联合(?!会|公司|国|体|工作组|调查组|检查组|执法|指挥部)|根据|按照|依据|依托|通过|接受|发挥|报送|上报|报告|移交|移送|移至|来自|进入|走进|前往|赶赴|深入|位于|隶属|加强|推动|推进|鼓励|引导|现任|担任|时任|代表(?!大会|团)"
    r"|以来|获悉|下辖|辖区|所属|下属|直属|当中|其中|当地|本地|另有|共有|具有|拥有|组织|落实|贯彻|健全|遵守|违抗|阻挠|调整|充实|征求|征得|告知|通知|报请|直报|符合|召集|完成|(?<!风险)(?<!安全)评估|推广|维护|坚持|保护|鼓励|扶持|帮助|开办|占用|发展(?=[乡镇村])|书面|驶往|送往|汲取|吸取|围绕|提升|提高|完善|加快|开展|保障(?!中心|局|部门|厅|支队|大队)|搭建|建设(?!局|厅|委|部|主管|行政|集团|管理|银行|兵团|工程|投资|发展|开发|有限|股份|指挥)|培育|狠抓|确保|引领|促进(?!会|中心|局|委)|强化|严格|带领|率领|介绍|表示|认为|负责|承担|协助|公布|转发|制定|下发|起草|编制|修订|查明|认定|涉嫌|包括|服从|听取|审议|新(?=成立|组建)|截至|经过|随着|针对|派出|抽调|调集|组成|参照|造成|导致|发生|存在|属于|作为|成为|会上|会议)[好着]?出?"
    r"|有(?!限|色|责|机|线)|听|看|问|我(?=[省市县区州委局厅办])|本(?=[省市县区州])|全(?=[省市县区州国])|(?<![中高平草])原(?!油|料|子)|至(?!诚|善)|自(?!治|然|来)|后|前(?!进|线)|时|因|而|且|但|若|凡|当|需(?=要|求)|可(?=能|以)|能(?=够|不|否)|到"
))
LEVELS = "省市州县区旗盟镇乡"
_NOT_LEVEL = re.compile(r"(?:[城超股门夜早菜集闹上楼辖列]市|都市|[小社园地景辖山灾校库林牧护保疫渔矿片学战厂郊禁片特险工生军展片分]区|[村城]镇|[城下家故老回思]乡|[九神]州|开发区|新区)$")
_ZONE = re.compile(r"[\u4e00-\u9fff]{2,5}?(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|开发区|新区|高新区|经开区|保税区|自贸区|试验区|示范区|工业园区|工业园|产业园|街道|苏木)$")
_REDACTED = re.compile(r"(?:[Xx×*某]{1,4}[省市州县区旗盟镇乡])+$")
NATION = ("国务院", "国家", "中国", "全国", "中央", "中共中央", "中华", "国网", "国际", "联合国", "兵团")
# Whose organs are named after it in an enterprise's own papers: 集团党委, 公司安委会办公室.
_FIRM = ("集团公司", "总公司", "集团", "公司")


def floor_of(clean: str, at: int) -> int:
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


def last_end(pattern: re.Pattern[str], clean: str, low: int, at: int) -> int:
    """The end of the last match in [low, at), `low` when there is none."""
    for found in pattern.finditer(clean, low, at):
        low = found.end()
    return low


def place_before(clean: str, low: int, at: int) -> int:
    """Where the place or level that ends at `at` begins (成都市, 市, XX州, 云溪新区); `at` when there is none."""
    known, longest = places_known()
    for width in range(min(longest, at - low), 1, -1) if clean[max(at - 2, 0) : at] in _place_edges()[1] else ():
        if clean[at - width : at] in known:
            return at - width
    here = clean[max(low, at - 12) : at]
    if not here:
        return at
    if here[-1] in LEVELS:
        redacted = _REDACTED.search(here)
        if redacted:
            return at - len(redacted.group())
        if here.endswith("自治区"):
            return at - 3
        if not _NOT_LEVEL.search(here):
            return at - (1 if here[-1] in "省州盟" else _unknown(clean, low, at))
    zone = _ZONE.search(here) if here.endswith(("区", "园", "街道", "苏木")) else None
    return at - len(zone.group()) if zone else at


def no_level(clean: str, low: int, at: int) -> bool:
    """Whether the word that ends at `at` only ends like a place (城市, 灾区, 开发区); 诸城市, 石景山区 are places."""
    if _NOT_LEVEL.search(clean, max(low, at - 4), at) is None:
        return False
    known, longest = places_known()
    return not any(clean[at - width : at] in known for width in range(3, min(longest, at - low) + 1))


def _unknown(clean: str, low: int, at: int) -> int:
    """The width of a county, town or township that no gazetteer knows and that ends at `at`: 高砂镇 3; 1 for a level alone."""
    known, _ = places_known()
    edge = max(last_end(STRICT, clean, low, at - 1), last_end(SOFT, clean, low, at - 1))
    for width in (3, 4, 2):
        begin = at - width
        if begin < edge or not re.fullmatch(r"[\u4e00-\u9fff]+", clean[begin:at]) or clean[at - 2] in "全我本各该两三四五级省市县区州外现多":
            continue
        if clean[at - 1] == "市" and width == 2 or plain_word(clean[begin : at - 1]):
            continue
        if begin == edge or any(clean[begin - size : begin] in known for size in range(2, 9) if begin - size >= edge):
            return width
    return 1


_TIMES = later(lambda: re.compile(r"(?:今|去|昨|当|近|目|同|此|随|其|日|本|上|下|每|全|各|由|于|向|对|为|和|及|与|并|要|被|经|原|时|任|报|送|请|后|前|中|内|外|等|到|至|在|从|将|又|也|还|更|据|以|因|会|应|须).*|.*(?:日|天|前|后|时|间|年|月|周|期|中|内|下|上|外|及|由|省|市|县|区)"))


def plain_word(lead: str) -> bool:
    """Whether the characters before 市 are a word of the sentence (近日, 要求) and no name of a city that the gazetteer lacks."""
    from .verbs import open_verbs

    return bool(_TIMES.fullmatch(lead)) or lead in open_verbs() or lead[-2:] in open_verbs()


def with_place(clean: str, low: int, at: int) -> tuple[int, bool]:
    """Where a name that begins at `at` begins with its level, its place or its nation; whether it has one."""
    begin = at
    if clean[max(low, at - 3) : at] in ("国家级", "地市级", "乡镇级"):
        return at - 3, True
    if clean[max(low, at - 2) : at] in ("省级", "市级", "县级", "区级", "州级", "乡级", "镇级", "旗级"):
        return at - 2, True
    for _ in range(4):
        nation = next((word for word in NATION if clean.endswith(word, low, begin)), "") if clean.endswith(NATION, low, begin) else ""
        if nation:
            return begin - len(nation), True
        further = place_before(clean, low, begin)
        if further == begin:
            break
        begin = further
    if begin == at:
        firm = next((word for word in _FIRM if clean.endswith(word, low, at)), "")
        if firm and (at - len(firm) <= low or not "\u4e00" <= clean[at - len(firm) - 1] <= "\u9fff" or at - len(firm) == last_end(SOFT, clean, low, at - len(firm))):
            return at - len(firm), True
    if begin < at and begin - 2 >= low and clean[begin - 2 : begin] in ("中共", "武警"):
        begin -= 2
    return begin, begin < at


def anchor_at(clean: str, low: int, at: int) -> int:
    """The first place in [low, at) where a place, a level or a nation begins a name; -1 when there is none."""
    known, longest = places_known()
    heads, _ = _place_edges()
    low = max(low, at - 200)  # no name is longer
    open_ends = {found.end() for found in SOFT.finditer(clean, low, at)} | {low}
    for begin in range(low, at):
        if clean.startswith(NATION, begin):
            if not SOFT.search(clean, begin + 2, at):
                return begin
            continue
        for width in range(min(longest, at - begin), 1, -1) if clean[begin : begin + 2] in heads else ():
            if clean[begin : begin + width] in known:
                return begin
        if clean[begin] in "省市州县区" and (begin in open_ends or not ("\u4e00" <= clean[begin - 1] <= "\u9fff")) and not no_level(clean, low, begin + 1) and clean[begin + 1] not in "级场民政区容域长":
            return begin
    return -1
