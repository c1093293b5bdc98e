"""What the members of a list share: a head from the right (公安、交通等部门), a modifier from the left (各级党委、政府).

A member takes only what it can bear: fields of work take an office's ending, crews take 队伍, the people of party and government go to both.
Constructions with examples: docs/grammar-bodies.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.bodies import body_words, place_names
from ontology.dictionary import per_lexicon

from .apart import outside_places
from .bodykinds import DETERMINER, LEVEL_WORD, VERBAL, classify, head, standing, unbracketed
from .quick import later


@dataclass(slots=True)
class Item:
    """A member under the hands of `expand`: its text without spaces, its place, what joined it to the member before."""

    text: str
    begin: int
    end: int
    joint: str
    whole: str = ""  # the name once shared parts are restored


_LEVEL = r"(?:国家|中央|省|自治区|直辖市|县级市|市|地|州|盟|县|区|旗|乡|镇|街道|村|社区|乡镇|县区|区县|市县|县市区|市州)"
_A_FIRM = re.compile(r"(?:公司|集团|银行|医院|学校|中学|小学|电厂)$")  # 各乡镇、县昆仑燃气公司: there is one
_TOWNS = re.compile(r"各?(?:(?:乡|镇|街道?|村|社区|苏木)、?)+(?:[（(](?:街道|乡镇)[）)])?")
_ABOVE_TOWNS = ("局", "委", "厅", "大队", "支队")  # a township has none of these: 各乡镇、县应急局 are those and this
_LEVELS = re.compile(rf"各?{_LEVEL}(?:[（(](?:{_LEVEL}|[、,，])+[)）])?")
# 省、市级某某部门; 设区的市、县级人民政府; 县级、市级某某部门: a level alone, and the member that says whose office it is.
_BARE_LEVEL = re.compile(r"各?(?:(?:设区的|不设区的|较大的)?(?:国家|省|自治区|直辖市|市|州|盟|县|区|旗|乡|镇)级?)")
_WITH_DISTRICTS = re.compile(r"(?:不?设区的|较大的)市")
_GRADED = later(lambda: re.compile(r"各?[\u4e00-\u9fff]{0,14}?(?:省|设区的市|市|州|县|区|旗|乡|镇)级(?P<rest>(?!以|市|行政区)[\u4e00-\u9fff]{2,}.*)"))
_DENG = re.compile(outside_places(r"(?<![高中初同平均对])等(?!级|候|待|额|价|同)(?:[\d一二三四五六七八九十两]+[个家])?(?=.)"))


def share(items: list[Item]) -> None:
    """Restore what the members of a list share: the head from the right, the modifier from the left."""
    words = body_words()
    _close(items)
    shared = ""  # the noun that the list shares: 部门, 队伍; an office's ending (局) goes to fields of work alone
    tail = ""  # what follows the level or place that this member begins with: 应急管理部门 of 县（区）应急管理部门
    graded = ""  # the same, behind a level that says so: 应急管理部门 of 市级应急管理部门
    following = ""
    closed = False  # by 等部门: the offices among the members keep their names and lend nothing (住建、应急办、铁路等部门)
    for item in reversed(items):
        text = item.text
        if item.whole:
            tail, following = "", item.whole
            shared = _lent(head(unbracketed(item.whole))[0]) or shared
            continue
        etc = _etcetera(text)
        if etc:
            shared = _lent(head(unbracketed(text[etc[1] :]))[0])
            closed = shared in ("部门", "单位")
            name = text[: etc[0]]
            item.whole = name + _takes(name, shared)
            tail, following = "", item.whole
            continue
        partner = _tail_of(text, following)
        if partner:
            item.whole = text + partner
        elif graded and _BARE_LEVEL.fullmatch(text):
            item.whole = text + ("" if text.endswith("级") or text == "国家" or graded.startswith("人民政府") else "级") + graded
        elif (_LEVELS.fullmatch(text) or _BARE_LEVEL.fullmatch(text)) and tail and not (_TOWNS.fullmatch(text) and tail.endswith(_ABOVE_TOWNS)) or tail and _place_of(following) and _place_of(text + "局") == text:
            item.whole = text + tail
        elif lent := _takes(text, shared):
            item.whole = text + lent
        else:
            item.whole = text
            own = head(unbracketed(text))[0]
            if own and not closed and not (own in _OF_THEIR_OWN or DETERMINER.sub("", text) == own and own in words.plural):
                shared = _lent(own)
            lead = _LEVELS.match(text) or _WITH_DISTRICTS.match(text)
            place = lead.group() if lead else _place_of(text)
            tail = text[len(place) :] if place and not _A_FIRM.search(text) else ""
            if not head(unbracketed(tail))[0] or tail.startswith(("级", "各", "有关", "相关", "直")):
                tail = ""
        following = item.whole
        if not _BARE_LEVEL.fullmatch(text):
            level = _GRADED.fullmatch(text)
            graded = level["rest"] if level and head(unbracketed(level["rest"]))[0] else ""
        if item.joint in ("，", ",", "；", ";"):
            shared, tail, graded, following, closed = "", "", "", "", False  # nothing is lent over a comma
    _share_left(items)


# Bodies that are whole in one word: among departments they neither lend an ending nor take one (公安、工会、监察机关).
_OF_THEIR_OWN = frozenset(("工会", "团委", "妇联", "残联", "工商联", "共青团", "武警", "民兵", "军区", "人武部", "编办", "文明办", "纪委", "监委", "供销社"))
# Nouns that a list lends to its members, and those of people, lent only to what names no people yet.
_NOUNS = ("部门", "单位", "机关", "机构", "队伍", "力量", "企业", "部队", "系统", "行业", "公司", "平台", "协会", "园区", "场所", "领域")
_PEOPLE = ("负责人", "责任人", "负责同志", "人员", "代表人", "领导", "干部", "班子成员", "管理者", "队员")
_OFFICE_HEADS = ("局", "厅", "委", "办", "站", "所", "处", "科", "大队", "支队", "总队", "队", "分局", "中心")


def _lent(ending: str) -> str:
    """What a head lends to the members before it: mostly its noun; "" when it lends nothing."""
    for noun in (*_NOUNS, *_PEOPLE):
        if ending.endswith(noun):
            return ending if noun in ("机关", "机构") else noun
    return ending if ending in _OFFICE_HEADS else ""


def _takes(text: str, shared: str) -> str:
    """What a member takes of the noun that the list lends: 公安 takes 部门, 民兵 takes 队伍, 县公安 takes 局; 工会 takes nothing ("")."""
    if not shared or text in standing():
        return ""
    if shared == "单位" and _field_of_work(text) and text not in body_words().generic:
        shared = "部门"  # 公安、交通等单位 are departments; 建设、安装等单位 are those who build and install
    ending = head(unbracketed(text))[0]
    field = _field_of_work(text)
    whole = bool(ending) and not (field and ending == "村")  # 农业农村 is no village
    if shared in ("队伍", "力量", "部队"):  # also 民兵, 武警
        return shared if not ending and _stemlike(text) or field and not whole or text in ("武警", "民兵") else ""
    if shared in ("企业", "单位") and text in ("矿山", "非煤矿山", "露天矿山"):
        return shared  # the places of work, in 矿山、建筑施工企业 as in 矿山企业
    if shared == "单位" and ending == "监理":
        return shared  # who watches a building site as a trade; elsewhere the word is a person's post
    if whole:
        return shared if field and shared == "部门" and ending in body_words().person else ""  # 武警、公安交警等部门
    if shared.endswith("机关"):
        return "机关" if text in _JUDICIAL else "部门" if field else ""
    if shared in _OFFICE_HEADS:
        return shared if field else ""  # never 县融媒体中心、消防大队 → 县融媒体中心大队
    if shared in ("单位", "企业", "机构") and _DOER_OF.search(text):
        return shared  # 依法取得许可的安装、改造单位
    if shared in ("场所", "平台", "园区") and len(text) > 2:
        return ""  # 旅游设施、娱乐场所
    if not field and shared != "部门" and _LEVEL_LEAD.match(text):
        return ""  # 县新华书店、县电影公司
    return shared if field or _stemlike(text) else ""


_DOER_OF = re.compile(r"的(?:生产|经营|储存|使用|运输|销售|安装|改造|修理|维修|维护保养|检验|检测|拆除|制造|设计|施工)$")
_JUDICIAL = frozenset(("公安", "司法", "检察", "审判", "监察", "纪检", "纪检监察", "税务", "国家安全", "国安", "行政", "党政", "海关"))


def _field_of_work(text: str) -> bool:
    """公安, 县公安, 省级农业农村: a known field of work, with or without its level."""
    stems = body_words().stems
    if text in stems:
        return True
    lead = LEVEL_WORD.match(text) or re.match(r"[省市县区州]", text)
    return bool(lead) and text[lead.end() :] in stems if lead else False


_TOGETHER = re.compile(r"(?P<last>.+?)(?:[两二三四五六七八九十]|\d{1,2})(?:方|家|个?(?P<noun>部门|单位|机关)|(?P<level>[省市州县区镇乡])(?P<rest>[^级]+)?)$")


def _close(items: list[Item]) -> None:
    """A number closes the list: 派出所、交警队、乡镇三方; 公安、应急两部门; 北川、平武两县应急管理局."""
    if len(items) < 2 or items[-1].whole:
        return
    if _field_of_work(items[-1].text) and all(_field_of_work(item.text) and item.joint not in ("，", ",") for item in items[1:]) and _field_of_work(items[0].text):
        items[-1].text += "等部门"  # 公安、交通、市场监管参加: the departments are left unsaid
        return
    found = _TOGETHER.fullmatch(items[-1].text)
    if not found:
        return
    if found["level"]:
        rest = found["rest"] or ""
        if _place_of(items[-1].text) == items[-1].text[: found.end("level")] and len(found["last"]) == 1:
            return  # 二七区 is one
        if rest and not head(unbracketed(rest))[0] or any(len(item.text) > 4 or item.text.endswith(found["level"]) for item in items[:-1]):
            return
        for item in items[:-1]:
            item.whole = item.text + found["level"] + rest
        items[-1].whole = found["last"] + found["level"] + rest
    elif found["noun"]:
        items[-1].text = found["last"] + "等部门"
    else:
        items[-1].text = found["last"]


def _etcetera(text: str) -> tuple[int, int] | None:
    """Where 等 closes a list: (its begin, the begin of the shared noun); None when it does not."""
    found = next(reversed(list(_DENG.finditer(text))), None)
    return (found.start(), found.end()) if found and found.start() and head(unbracketed(text))[0] else None


def _stemlike(text: str) -> bool:
    """A member without a head that may take the list's: a field of work, or a short noun."""
    words = body_words()
    core = DETERMINER.sub("", text, count=1) if DETERMINER.match(text) else text
    core = LEVEL_WORD.sub("", core, count=1)
    return core in words.stems or core[1:] in words.stems or (1 < len(core) <= 8 and not VERBAL.match(core) and not any(core.endswith(word) for word in words.abstract))


@per_lexicon()
def _field_prefixes() -> frozenset[str]:
    """Beginnings of fields of work, which sound like places: 城市 of 城市管理, 住房和城乡 of 住房和城乡建设."""
    words = body_words()
    return frozenset(word[:cut] for word in (*words.stems, *words.joined, *words.offices) for cut in range(1, len(word)))


# 郑州市, 万州区, 新乡市: a place's own name may end like one of another kind; but 南县市场监管局.
_PLACE_LEAD = later(lambda: re.compile(r"[\u4e00-\u9fffXx×*]{1,7}?(?:省|自治区|市|自治州|区|(?:州|盟|县|旗|镇|乡)(?!市(?![场政容域民委直监])|区(?![域划块])|县))(?=[\u4e00-\u9fff])"))


_KINDS = "省市区州盟县旗"
_LONGEST = 15  # characters of a place's name: 双江拉祜族佤族布朗族傣族自治县


def _place_of(text: str) -> str:
    """The place that a name begins with: 成都市 of 成都市应急管理局; "" for none."""
    known = next((text[:size] for size in range(min(_LONGEST, len(text) - 1), 1, -1) if text[size - 1] in _KINDS and text[:size] in place_names()), "")
    if len(known) > 2:
        return known  # 镇江市 is no 镇, 津市市 no 津市
    found = _PLACE_LEAD.match(text)
    if not found or DETERMINER.match(text) or found.group() in _field_prefixes() or _LEVELS.match(text):
        return ""
    return found.group()


# 县委、县政府领导班子成员; 市县党委和政府主要负责同志: the people of both.
_PARTY = re.compile(r"(?:党委|党组|党工委|党（工）委|政府|[省市州县区旗]委|人大|政协|纪委)$")
_PARTY_PEOPLE = re.compile(r".*?(?:党委|党组|党工委|政府|[省市州县区旗]委|人大|政协|纪委)((?:党政)?(?:主要|分管|有关|相关)?(?:负责同志|负责人|领导班子成员|领导班子|领导同志|领导|班子成员|一把手))")
_OFFICERS = re.compile(r".+(?P<kind>[局厅委办署])(?P<people>(?:党委|党组)?(?:主要|分管|有关|相关)(?:负责同志|负责人|领导)|负责同志|负责人)")
# 应急管理部门、矿山安全监察机构负责人: those of both
_OFFICES_END = ("部门", "机构", "机关", "局", "厅", "委")
_HEADS_OF = re.compile(r"(?P<office>.{4,}?)(?P<people>(?:主要|分管|有关|相关)?负责人)")
# Whose party committee it is, of the government that stands behind it without saying so.
_PARTY_OF = later(lambda: re.compile(r"(?P<whose>[\u4e00-\u9fff（）、]{0,13}?[省市州县区旗])委(?![\u4e00-\u9fff]{0,3}办)|(?P<level>[\u4e00-\u9fff]{1,6}(?:（[^）]{1,8}）)?)(?:党委|党工委)"))


_OFFICE_BEHIND = later(lambda: re.compile(r"([省市州县区旗镇乡]|[\u4e00-\u9fff]{2,6}[省市州县区旗])(?:人民)?政府((?:督查室|办公厅|办公室|研究室|政研室).*)$"))
_ZONE_BEHIND = later(lambda: re.compile(r"[\u4e00-\u9fff]*(?:园区|开发区|景区|功能区|新区|保税区)(管理部门|管委会|管理委员会|管理机构|负责人|企业)$"))
_CREW_BEHIND = re.compile(r"(?:村社|村组|村居|村|社区|街道|机关|乡镇|镇|县|市|区)(干部|人员|负责人|领导|职工)$")


def _tail_of(text: str, after: str) -> str:
    """The office that a member shares with the next: 州委、州政府督查室 → 督查室; 各工业园区、开发区管理部门 → 管理部门."""
    if not after:
        return ""
    office = _OFFICE_BEHIND.match(after)
    if office and re.fullmatch(r"[\u4e00-\u9fff]{0,6}[省市州县区旗]委", text):
        return office.group(2)
    zone = _ZONE_BEHIND.match(after)
    if zone and re.fullmatch(r"各?[\u4e00-\u9fff]*(?:园区|开发区|景区|功能区|新区|保税区)", text):
        return zone.group(1)
    officers = _OFFICERS.fullmatch(after)
    if officers and text.endswith(officers["kind"]) and len(text) > 2:
        return officers["people"]
    heads_of = _HEADS_OF.fullmatch(after)
    if heads_of and classify(heads_of["office"]) == ("zr:Department", True) and text.endswith(_OFFICES_END) and classify(text):
        return heads_of["people"]
    people = _PARTY_PEOPLE.fullmatch(after)
    if people and _PARTY.search(text):
        return people.group(1)
    crew = _CREW_BEHIND.match(after)
    if crew and re.fullmatch(r"(?:乡镇|镇|村|社区|街道|县|市|区|乡|机关|企业)", text):
        return crew.group(1)
    return ""


_SPREAD = re.compile(r"任何|一切|各级地方|各级|各有关|各相关|各类|其他有关|其他|全[省市县区州]各|各|有关|相关|所有|被[\u4e00-\u9fff]{2}")
_GRADE = re.compile(r"(?:国家|省|市|地市|州|盟|县|区|旗|乡|镇)级(?!市)|[上下]一级")
_LEVEL_LEAD = re.compile(r"[省市州县区旗镇乡](?!场|容|政|域|民)")
# 各县（市、区）应急管理局、住建局: all of these are many.
_SEVERAL = re.compile(r"各地(?=[^级区方]{2,16}部门$)|各(?:[省市州县区旗镇乡]|（[^）]{1,10}）|、(?=[省市州县区]))+(?=[^级]*(?:局|办公室|厅|委员会|委|大队|支队)$)")
_WITHIN = re.compile(r"(.*?(?:公安机关|公安局|管委会))(?!部门).+部门$")


# 种子生产者、经营者: whose both are; 从事营运的单位和个人: what both do
_TRADE = "生产|经营|使用|销售|管理|所有|储存|运输|建设|投资|批发|零售|维护保养|安装|改造|修理|制造|充装|检验|检测|装卸|拆除"
_DOER = re.compile(rf"(?P<of>(?!(?:{_TRADE}))[^的、]{{2,}}?)(?:{_TRADE})(?P<who>者|单位|企业)")
_BARE_DOER = re.compile(rf"(?:{_TRADE})(?P<who>者|单位|企业)")
_WHO_DO = re.compile(r"(?P<clause>(?:从事|负责|承担|制定|使用|持有|参与|参加|具有|取得|涉及|造成|发生|举办)[^的]{2,30}的)[^的]{2,}")


def _clause_of(before: str, name: str) -> str:
    """What a member takes of the words before the one in front of it: 种子 for 种子生产者、经营者; "" when it takes nothing."""
    doer = _DOER.fullmatch(before)
    bare = _BARE_DOER.fullmatch(name) if doer else None
    if doer and bare and doer["who"] == bare["who"]:
        return doer["of"]
    does = _WHO_DO.fullmatch(before)
    return does["clause"] if does and (name in ("个人", "单位", "部门", "地方", "机构", "企业", "人员", "组织")) else ""


def _share_left(items: list[Item]) -> None:
    """Give a member the modifier of the one before it: 各级党委、政府; 有关县区和部门; 省级甲部门、乙部门."""
    words = body_words()
    modifier, grade, within, whose, many, before, whole = "", "", "", "", "", "", ""
    for item in items:
        name = item.whole
        if item.joint in ("，", ",", "；", ";"):
            modifier, grade, within, whose, many = "", "", "", "", ""
        if whose and name.startswith(("政府", "人民政府", "人大", "政协")):
            item.whole = name = whose + name
        elif len(whose) > 1 and name.startswith(whose[-1]) and name.startswith(("政府", "人民政府", "人大", "政协"), 1):
            item.whole = name = whose[:-1] + name  # 河北省委和省政府
        if (clause := _clause_of(whole, name)) and item.joint not in ("，", ",", "；", ";"):
            item.whole = whole = clause + name
            last, before = before, item.text
            continue
        whole = name
        last, before = before, item.text
        party = _PARTY_OF.match(name)
        whose = (party["whose"] or party["level"]) if party else ""
        if many and not _LEVEL_LEAD.match(name) and not _place_of(name) and (many == "各地" or not name.endswith("部门")) and classify(name) == ("zr:Department", True) and name not in standing():
            item.whole = name = many + name
        several = None if many else _SEVERAL.match(name)
        many = several.group() if several else many
        own, level = _SPREAD.match(name), _GRADE.match(name)
        if modifier and not own and not level and (_plural(name) or modifier == "各" and (_levelled(name) or _LEVELS.fullmatch(last) and _LEVEL_LEAD.match(name) and not _A_FIRM.search(name) and not (_TOWNS.fullmatch(last) and name.endswith(_ABOVE_TOWNS)))):
            item.whole = modifier + name
            whose = ""
            continue
        if not own and not level and classify(name) == ("zr:Department", True) and name not in standing() and not _place_of(name):
            if within and item.joint == "和" and name not in words.offices:
                item.whole = name = within + name
            elif grade:
                item.whole = name = grade + name
        modifier = own.group() if own else ""
        grade = level.group() if level and "各" not in name else "" if own else grade
        inner = _WITHIN.match(name)
        within = inner.group(1) if inner else ""


def _plural(name: str) -> bool:
    """A bare noun for many: 政府, 单位, 乡镇（街道）."""
    return unbracketed(name) in body_words().plural


def _levelled(name: str) -> bool:
    """A level with its office, or a kind of zone with its: 县（市、区）人民政府, 开发区管理部门."""
    return bool(re.match(r"(?:县级市|[县市区州旗乡镇])(?:[（(]|(?:人民)?政府)|[\u4e00-\u9fff]*(?:开发区|园区|景区)(?:管理|管委)", name))
