"""Noun phrases that name bodies: how a subject is read into its members.

`expand` reads any noun phrase (公安、交通等部门; 各级党委、政府和相关部门) into `Body` records. The words stand in ontology/bodies.ttl,
the constructions, each with examples, in docs/grammar-bodies.md. Guidelines: a list with a shared head or modifier is
expanded, 各 goes with each member, collectives keep their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology.bodies import body_words
from ontology.dictionary import per_lexicon

COLLECTIVE = "zr:Collective"


@dataclass(frozen=True, slots=True)
class Body:
    """One member of a noun phrase: `clean[begin:end]` are the characters that say it; `specific` is false for a collective.

    `name` has the list's shared head and modifier restored: 公安 in 公安、交通等部门 gives 公安部门.
    """

    name: str
    begin: int
    end: int
    kind: str
    specific: bool


@dataclass(slots=True)
class _Item:
    """A member under the hands of `expand`: its text without spaces, its place, what joined it to the member before."""

    text: str
    begin: int
    end: int
    joint: str
    whole: str = ""  # the name once shared parts are restored


# --- words -----------------------------------------------------------------------------------------------------------

_DETERMINER = re.compile(
    r"(?:全[国省市州县区旗盟镇乡]|我[省市州县区旗盟镇乡]|本[省市州县区旗盟镇乡级]|[省市州县区旗镇乡村地厅]级)?"
    r"(?:各级各类|各级|各地|各类|各个|各有关|各相关|各|所有|任何|每个|每一|其他|其它|其余|有关|相关|部分|一些|多数|全体|广大|上述|以上|该|此|这些|那些|当地|事发地|不同|被[\u4e00-\u9fff]{2})+"
    r"(?:有关|相关)?"
)
_LEVEL = r"(?:国家|中央|省|自治区|直辖市|市|地|州|盟|县|区|旗|乡|镇|街道|村|社区|乡镇|县区|区县|市县|县市区|市州)"
_LEVELS = re.compile(rf"各?{_LEVEL}(?:[（(](?:{_LEVEL}|[、,，])+[)）])?")
_LEVEL_WORD = re.compile(r"(?:国家|省|市|地市|州|盟|县|区|旗|乡|镇|村|厅|局|处)级")
_FIXED = re.compile(  # one formula, never split
    r"各?省[、,]自治区[、,]直辖市|各?省[（(]自治区[、,]直辖市[)）]|各?省[（(]区[、,]市[)）]|各级[、,]各部门(?:[、,]各单位)?"
    r"|[省市州县区乡镇村组户]{1,2}(?:[、,][省市州县区乡镇村组户]{1,2})+[两二三四五六]级|党委政府(?=主要|负责|分管|班子|领导|一把手)"
)
_PRONOUN = re.compile(r"(?:我们|你们|他们|她们|它们|咱们|大家|自己|本人|谁|人人|我|你|他|您|其)$")
_OWN = re.compile(r"(?:我|本|贵)(?:省|市|州|县|区|旗|盟|镇|乡|村|局|厅|委|办|部|院|所|站|公司|集团|矿|厂|校|会|队)$")
_PLACE = re.compile(r"[\u4e00-\u9fffXx×*]{1,9}(?:省|自治区|特别行政区|市|自治州|州|盟|地区|县|自治县|区|旗|镇|乡|街道|村|社区)$")
_DENG = re.compile(r"(?<![高中初同平均对])等(?!级|候|待|额|价|同)(?:[\d一二三四五六七八九十两]+[个家])?(?=.)")
_SAYING = re.compile(r".*(?:要求|强调|指出|责成|督促|指导|希望|敦促|号召|授权|委托)(?=各|有关|相关|全[省市县区州])|.*(?:会同|移交|移送|送交|提请|报请|交由)(?=[\u4e00-\u9fff]{2})|.*(?:[前后时内]|及时|书面|直接|逐级|主动|汇总)报(?:送|告|请|经)?(?=[省市县区州])|(?:由|请|对于|对|特别是|尤其是|目前|当前|因此|为此|同时|此外|其中)(?=[\u4e00-\u9fff])")
_VERBAL = re.compile(  # a member that starts so tells an action, it names nobody
    r"(?:加强|强化|提高|推动|推进|落实|开展|建立|健全|完善|加大|加快|做好|抓好|抓紧|严格|严肃|坚持|坚决|切实|进一步|深入|全面|确保|确定|防止|防范|严防|遏制|组织|引导|实施|实行|制定|按照|根据|结合|围绕"
    r"|针对|通过|贯彻|学习|认真|压实|压紧|夯实|突出|狠抓|紧盯|聚焦|发挥|履行|不得|不能|不要|未|没有|如果|一旦|凡|当(?!地)|在(?!建)|从(?!业)|自(?!然|治)|为|以|将|把|被|因|于|据|经(?!济|信|营|贸|委|开))"
)
_CJK_SPACE = re.compile(r"[ \u3000\xa0\t\n\r]+")
_EDGE = " \u3000\xa0\t\n\r，,、；;：:。“”\"'"
_TWINS = re.compile(r"^(.*?)([一二三四五六七八九十\d])[（(]([一二三四五六七八九十\d、]+)[)）](.+)$")


@cache
def _longest_head() -> int:
    words = body_words()
    return max(len(word) for table in (words.heads, words.plural, words.person) for word in table)


@per_lexicon()
def standing() -> dict[str, tuple[str, str]]:
    """Every spelling of a standing body: (canonical label, class)."""
    return {name: (body.label, body.kind) for body in body_words().standing for name in (body.label, *body.alt)}


@cache
def _joined() -> re.Pattern[str]:
    """Names that hold 和, 与 or 、 inside, a fixed formula, or a bracket: the places that are never split."""
    names = "|".join(re.escape(name) for name in body_words().joined)
    return re.compile(rf"{names}|{_FIXED.pattern}|[（(][^（()）]*[)）]|《[^》]*》|“[^”]*”")


_ETC = re.compile(r"(?<![高中初同平均对])等(?!级|候|待|额|价|同)[^、，,；;]{0,20}?(?:部门|单位|机关|企业|机构|组织|人员|协会|公司)")
_JOINT = re.compile(r"[、，,；;/]|以及|及其|以至|或者|和|及|与|暨|或|(?<=[\u4e00-\u9fff）)])[ \u3000\xa0]+(?=[\u4e00-\u9fff])")


def _split(text: str, offset: int) -> list[_Item]:
    """The members between the joints, with their offsets; nothing is split inside a joined name or a bracket."""
    closed = sorted([found.span() for found in _joined().finditer(text)] + [found.span() for found in _ETC.finditer(text)])
    items: list[_Item] = []
    at, joint, guard = 0, "", 0
    for found in _JOINT.finditer(text):
        begin, end = found.span()
        while guard < len(closed) and closed[guard][1] <= begin:
            guard += 1
        if any(low <= begin < high for low, high in closed[guard : guard + 3]):
            continue
        _push(items, text, at, begin, offset, joint)
        at, joint = end, found.group().strip() or " "
    _push(items, text, at, len(text), offset, joint)
    return items


def _push(items: list[_Item], text: str, begin: int, end: int, offset: int, joint: str) -> None:
    while begin < end and text[begin] in _EDGE:
        begin += 1
    while end > begin and text[end - 1] in _EDGE:
        end -= 1
    lead = _SAYING.match(text, begin, end)
    if lead and lead.end() < end:
        begin = lead.end()
    if begin < end:
        items.append(_Item(_CJK_SPACE.sub("", text[begin:end]), offset + begin, offset + end, joint))


# --- what a name is --------------------------------------------------------------------------------------------------


def _bare(name: str) -> str:
    """A name without a closing bracket: 各乡镇（街道） → 各乡镇."""
    return re.sub(r"[（(][^（()）]*[)）]$", "", name)


def head(name: str) -> tuple[str, str]:
    """(ending, class) of the longest ending that makes a name a body; ("", "") when it names none."""
    words = body_words()
    for length in range(min(_longest_head(), len(name)), 0, -1):
        ending = name[-length:]
        if ending in words.person:
            return ending, COLLECTIVE
        if ending in words.blocked and ending not in words.plural:
            return "", ""
        if ending in words.heads:
            return ending, words.heads[ending]
        if ending in words.plural:
            return ending, COLLECTIVE
    return "", ""


def function_of(name: str) -> str:
    """The function (id of functions.ttl) of a department's name; "" when the dictionary knows none."""
    words = body_words()
    bare = _bare(name)
    if bare in words.offices:
        return words.offices[bare]
    for cut in range(1, min(len(bare) - 1, 16)):  # 省、市 and places stand before: the longest known ending
        if bare[cut:] in words.offices:
            return words.offices[bare[cut:]]
    ending, _ = head(bare)
    stem = bare.removesuffix(ending) if ending else bare
    for cut in range(max(len(stem) - 1, 0)):
        if words.stems.get(stem[cut:]):
            return words.stems[stem[cut:]]
    return ""


_OFFICES = frozenset(("局", "厅", "委", "办", "站", "所", "段", "室", "大队", "支队", "总队", "中队", "分局", "督查室"))


# Firms of a trade are many where no owner is told: 客运公司; a 供电公司 is the one of the place.
_COMMON_FIRM = re.compile(r"(?:旅游|运输|客运|货运|危货|物业|物业服务|保险|建筑|快递|房地产|劳务|中介|网约车|租赁|装修|监理|施工|道路运输|危险品运输|危货运输|商砼|渣土|外卖|家政)+")
# Without a word that says whose or for what they name nobody.
_WHOSE = frozenset("办公室 办公厅 值班室 总值班室 委员会 督导组 调查组 检查组 督查组 指导组 专家组 巡查组 考核组 巡视组 分局 管理处 管理科 管理站 服务中心 管理中心 分公司 子公司 集团公司 合作社".split())
_SENTENCE = re.compile(r"交办|移交|报告|通知|通报|反馈|告知|督促|书面|由")
# One formula for many at once: the departments of all provinces, of a level above, of wherever it happens.
_MANY = re.compile(r"(?:省市县?|市县|县市区?|县区|区县|县乡|市区县)(?:两级|三级)?(?=[\u4e00-\u9fff])(?!域|场|容)|省、自治区、直辖市|省[（(](?:自治)?区|[县市州盟乡镇村][（(][^（()）]{1,8}[)）]|(?:[省市州县区乡镇村组]、?)+[两二三四五]级|乡镇|街道|自治区、直辖市|直辖市|计划单列市|(?:本|同|上|下|上一|下一)级|[省市州县区]属|(?:县|市|省|乡|镇|设区的市)级?以上|人民政府|地方|沿海|有管辖权|所在|当地|辖区")


def classify(name: str) -> tuple[str, bool] | None:
    """(class, specific) of one member's full name; None when it names nobody.

    公安部门 → Department, specific; 各有关部门 → Collective; 安全责任 → None.
    """
    words = body_words()
    if not name or _PRONOUN.match(name):
        return None
    if name in standing():
        return standing()[name][1], True
    if _OWN.match(name):
        place = name[1:] in ("省", "市", "州", "县", "区", "旗", "盟", "镇", "乡", "村")
        return (COLLECTIVE, False) if place else ("zr:Organization", True)
    bare = _bare(name)
    ending, kind = head(bare)
    if not ending:
        if _PLACE.match(bare) and bare not in words.blocked:
            return COLLECTIVE, False
        return None
    if ending in words.person:
        return COLLECTIVE, False
    glossed = re.fullmatch(r"(.+)[（(](.+)[)）](部门|局)", name)
    if glossed and glossed[2] in words.stems and classify(glossed[1] + glossed[3]) == ("zr:Department", True):
        return "zr:Department", True  # 各级发改（物价）部门
    determiner = _DETERMINER.match(bare)
    rest = bare.removesuffix(ending)
    if "的" in bare and "目的" not in bare:
        return COLLECTIVE, False  # a relative clause: the words say who, no name does
    if determiner:
        core = bare[determiner.end() :]
        stem = core.removesuffix(ending)
        if kind == "zr:Department" and determiner.group().endswith(("各级", "有关", "相关")) and stem in words.stems and stem not in words.generic:
            return kind, True  # 各级公安部门: the department by function
        return COLLECTIVE, False
    if not rest:
        return (COLLECTIVE, False) if ending in words.plural or ending in words.sites or ending in _WHOSE or kind == COLLECTIVE or ending.endswith("部门") else (kind, len(ending) > 1)
    if kind == "zr:Enterprise" and ending == "公司" and _COMMON_FIRM.fullmatch(rest):
        return COLLECTIVE, False
    if kind == COLLECTIVE:
        return None if ending in ("属地", "各级", "各地", "当地") and head(rest)[0] == "" and _SENTENCE.search(rest) else (COLLECTIVE, False)
    if rest in ("集团", "集团公司", "公司", "总公司") and kind != "zr:Enterprise":
        return kind, True  # 集团党委: the enterprise whose papers these are
    plain = _LEVEL_WORD.sub("", rest)
    if ending in words.units and not _a_unit(rest, ending):
        return COLLECTIVE, False  # 客运站, 扑火队: places and crews; 农机监理站, 国土所 are bodies
    if not plain or _MANY.match(name) or (rest in words.generic or plain in words.generic) and ending not in _OFFICES:
        return COLLECTIVE, False
    if kind == "zr:Government" and re.search(r"以上|各级|级$|地方|当地|下级|上级|同级|本级|所在", rest):
        return COLLECTIVE, False
    if kind == "zr:Department" and ending.endswith("部门") and not _field(rest + ending.removesuffix("部门")):
        return COLLECTIVE, False  # 车辆运行所在城市政府部门
    return kind, True


def _a_unit(rest: str, ending: str) -> bool:
    """Whether what stands before 站, 所, 矿 makes a body of it: a field of work, a level or place, a mine's proper name."""
    words = body_words()
    if rest in words.generic or rest in ("各", "本", "该", "我", "全"):
        return False
    if ending in ("矿", "厂"):
        return 2 <= len(rest) <= 10 and not rest.endswith(("生产", "在建", "露天", "井工", "地下", "停产", "停建", "关闭", "非煤", "各", "化工", "危化", "小"))
    core = _UNIT_WORK.sub("", rest)
    return any(form[cut:] in words.stems for form in (rest, core) for cut in range(max(len(form) - 1, 0)))


# What a unit does in its field: 农机+监理, 公路+养护, 农业+综合服务.
_UNIT_WORK = re.compile(r"(?:监理|养护|综合服务|综合|服务|检测|监测|监督|管理|监管|推广|技术推广|执法|检验|检疫|应急|指挥|救援|保障|发展|值班|维护|治超|稽查|救护)+$")


def _field(words_before: str) -> bool:
    """Whether what stands before 部门 ends in a known field of work: 市应急管理, 建设行政主管."""
    stems = body_words().stems
    core = re.sub(r"(?:行政主管|行政管理|监督管理|主管|管理|监管|执法|行政)$", "", words_before)
    return any(form[cut:] in stems for form in (words_before, core) for cut in range(max(len(form) - 1, 0)))


# --- lists -----------------------------------------------------------------------------------------------------------


def expand(clean: str, begin: int, end: int) -> tuple[Body, ...]:
    """The members of the noun phrase `clean[begin:end]`, in text order; () when it names nobody.

    Words before the phrase (adverbials, a verb of saying) may stand in the span: members are read from the right, up to the
    first that is none.
    """
    text = clean[begin:end]
    items = _split(text, begin)
    if not items or len(text) > 400:
        return ()
    items = _juxtaposed(items)
    _share(items)
    found: list[Body] = []
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        bodies = _read(item)
        if not bodies:
            break
        found[:0] = bodies
    return tuple(found)


def _juxtaposed(items: list[_Item]) -> list[_Item]:
    """Members that stand side by side without a joint: 各县区各有关部门, 各级党委政府. 各级各部门 is one."""
    result: list[_Item] = []
    for item in items:
        cut = re.match(r"((?:全[省市州县区])?各(?:地区|地|区县|旗县|盟市|县区|县市区|县（市、区）|市州|市|县|区|乡镇|镇街|街道|乡镇（街道）|乡镇街道|镇|村|行业|系统|战线))(各.+)$", item.text)
        pair = re.match(r"([\u4e00-\u9fff]{0,6}?(?:[省市州县区旗镇乡]|各级|地方|街道|^))(党委)((?:人民)?政府)((?:及|和)?(?:有关|相关|各)*(?:部门|单位))?$", item.text)
        if cut and cut.group(2) != "各级":
            middle = item.begin + cut.end(1)
            result.append(_Item(cut.group(1), item.begin, middle, item.joint))
            result.append(_Item(cut.group(2), middle, item.end, ""))
        elif pair:
            at = item.begin
            for number, word in enumerate((pair.group(2), pair.group(3), pair.group(4))):
                if word:
                    width = len(word) + (len(pair.group(1)) if number == 0 else 0)
                    name = (pair.group(1) if number < 2 else "") + word.lstrip("及和")
                    result.append(_Item(name, at, min(at + width, item.end), item.joint if number == 0 else "", whole=name))
                    at += width
        else:
            result.append(item)
    return result


def _share(items: list[_Item]) -> None:
    """Restore what the members of a list share: the head from the right, the modifier from the left."""
    _close(items)
    shared = ""  # the noun that the list shares: 部门, 队伍; an office's ending (局) goes to fields of work alone
    tail = ""  # what follows the level or place that this member begins with: 应急管理部门 of 县（区）应急管理部门
    following = ""
    for item in reversed(items):
        text = item.text
        if item.whole:
            tail, following = "", item.whole
            shared = _lent(head(_bare(item.whole))[0]) or shared
            continue
        etc = _etcetera(text)
        if etc:
            shared = _lent(head(_bare(text[etc[1] :]))[0])
            name = text[: etc[0]]
            item.whole = name + _takes(name, shared)
            tail, following = "", item.whole
            continue
        partner = _tail_of(text, following)
        if partner:
            item.whole = text + partner
        elif _LEVELS.fullmatch(text) and tail or tail and _place_of(following) and _place_of(text + "局") == text:
            item.whole = text + tail
        elif lent := _takes(text, shared):
            item.whole = text + lent
        else:
            item.whole = text
            own = head(_bare(text))[0]
            if own and not (own in _OF_THEIR_OWN or text == own):
                shared = _lent(own)
            lead = _LEVELS.match(text)
            place = lead.group() if lead else _place_of(text)
            tail = text[len(place) :] if place else ""
            if not head(_bare(tail))[0] or tail.startswith(("级", "各", "有关", "相关", "直")):
                tail = ""
        following = item.whole
    _share_left(items)


# Bodies that are whole in one word: among departments they neither lend an ending nor take one (公安、工会、监察机关).
_OF_THEIR_OWN = frozenset(("工会", "团委", "妇联", "残联", "工商联", "共青团", "武警", "民兵", "军区", "人武部", "编办", "文明办", "纪委", "监委", "供销社"))
# Nouns that a list lends to its members, and those of people, lent only to what names no people yet.
_NOUNS = ("部门", "单位", "机关", "机构", "队伍", "力量", "企业", "部队", "系统", "行业", "公司", "平台", "协会", "园区", "场所", "领域")
_PEOPLE = ("负责人", "责任人", "负责同志", "人员", "代表人", "领导", "干部", "班子成员", "管理者", "队员")
_OFFICE_HEADS = ("局", "厅", "委", "办", "站", "所", "处", "科", "大队", "支队", "总队", "队", "分局", "中心")


def _lent(ending: str) -> str:
    """What a head lends to the members before it: 部门 for departments and units, the noun itself for the rest; "" when it lends nothing."""
    if ending.endswith(("部门", "单位")):
        return "部门"
    for noun in (*_NOUNS, *_PEOPLE):
        if ending.endswith(noun):
            return ending if noun in ("机关", "机构") else noun
    return ending if ending in _OFFICE_HEADS else ""


def _takes(text: str, shared: str) -> str:
    """What a member takes of the noun that the list lends: 公安 takes 部门, 民兵 takes 队伍, 县公安 takes 局; 工会 takes nothing ("")."""
    if not shared or text in standing():
        return ""
    ending = head(_bare(text))[0]
    field = _field_of_work(text)
    whole = bool(ending) and not (field and ending == "村")  # 农业农村 is no village
    if shared in ("队伍", "力量", "部队"):  # also 民兵, 武警
        return shared if not ending and _stemlike(text) or field and not whole or text in ("武警", "民兵") else ""
    if whole:
        return shared if field and shared == "部门" and ending in body_words().person else ""  # 武警、公安交警等部门
    if shared.endswith("机关"):
        return "机关" if text in _JUDICIAL else "部门" if field else ""
    if shared in _OFFICE_HEADS:
        return shared if field else ""  # never 县融媒体中心、消防大队 → 县融媒体中心大队
    return shared if field or _stemlike(text) else ""


_JUDICIAL = frozenset(("公安", "司法", "检察", "审判", "监察", "纪检", "纪检监察", "税务", "国家安全", "国安", "行政", "党政", "海关"))


def _field_of_work(text: str) -> bool:
    """公安, 县公安, 省级农业农村: a known field of work, with or without its level."""
    stems = body_words().stems
    if text in stems:
        return True
    lead = _LEVEL_WORD.match(text) or re.match(r"[省市县区州]", text)
    return bool(lead) and text[lead.end() :] in stems if lead else False


_TOGETHER = re.compile(r"(?P<last>.+?)(?:[两二三四五六七八九十]|\d{1,2})(?:方|家|个?(?P<noun>部门|单位|机关)|(?P<level>[省市州县区镇乡])(?P<rest>[^级]+)?)$")


def _close(items: list[_Item]) -> None:
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
        if rest and not head(_bare(rest))[0] or any(len(item.text) > 4 or item.text.endswith(found["level"]) for item in items[:-1]):
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
    return (found.start(), found.end()) if found and found.start() and head(_bare(text))[0] else None


def _stemlike(text: str) -> bool:
    """A member without a head that may take the list's: a field of work, or a short noun."""
    words = body_words()
    core = _DETERMINER.sub("", text, count=1) if _DETERMINER.match(text) else text
    core = _LEVEL_WORD.sub("", core, count=1)
    return core in words.stems or core[1:] in words.stems or (1 < len(core) <= 8 and not _VERBAL.match(core) and not any(core.endswith(word) for word in words.abstract))


@per_lexicon()
def _field_prefixes() -> frozenset[str]:
    """Beginnings of fields of work, which sound like places: 城市 of 城市管理, 住房和城乡 of 住房和城乡建设."""
    words = body_words()
    return frozenset(word[:cut] for word in (*words.stems, *words.joined, *words.offices) for cut in range(1, len(word)))


def _place_of(text: str) -> str:
    """The place that a name begins with: 成都市 of 成都市应急管理局; "" for none."""
    found = re.match(r"[\u4e00-\u9fffXx×*]{1,7}?(?:省|自治区|市|自治州|州|盟|县|区|旗|镇|乡)(?=[\u4e00-\u9fff])", text)
    if not found or _DETERMINER.match(text) or found.group() in _field_prefixes() or _LEVELS.match(text):
        return ""
    return found.group()


# 县委、县政府领导班子成员; 市县党委和政府主要负责同志: the people of both.
_PARTY = re.compile(r"(?:党委|党组|党工委|党（工）委|政府|[省市州县区旗]委|人大|政协|纪委)$")
_PARTY_PEOPLE = re.compile(r".*?(?:党委|党组|党工委|政府|[省市州县区旗]委|人大|政协|纪委)((?:党政)?(?:主要|分管|有关|相关)?(?:负责同志|负责人|领导班子成员|领导班子|领导同志|领导|班子成员|一把手))")
_OFFICERS = re.compile(r".+(?P<kind>[局厅委办署])(?P<people>(?:党委|党组)?(?:主要|分管|有关|相关)(?:负责同志|负责人|领导)|负责同志|负责人)")
# Whose party committee it is, of the government that stands behind it without saying so.
_PARTY_OF = re.compile(r"(?P<whose>[\u4e00-\u9fff（）、]{0,6}?[省市州县区旗])委(?![\u4e00-\u9fff]{0,3}办)|(?P<level>[\u4e00-\u9fff]{1,6}(?:（[^）]{1,8}）)?)(?:党委|党工委)")


def _tail_of(text: str, after: str) -> str:
    """The office that a member shares with the next: 州委、州政府督查室 → 督查室; 各工业园区、开发区管理部门 → 管理部门."""
    office = re.match(r"([省市州县区旗镇乡]|[\u4e00-\u9fff]{2,6}[省市州县区旗])(?:人民)?政府((?:督查室|办公厅|办公室|研究室|政研室).*)$", after)
    if office and re.fullmatch(r"[\u4e00-\u9fff]{0,6}[省市州县区旗]委", text):
        return office.group(2)
    zone = re.match(r"[\u4e00-\u9fff]*(?:园区|开发区|景区|功能区|新区|保税区)(管理部门|管委会|管理委员会|管理机构|负责人|企业)$", after)
    if zone and re.fullmatch(r"各?[\u4e00-\u9fff]*(?:园区|开发区|景区|功能区|新区|保税区)", text):
        return zone.group(1)
    officers = _OFFICERS.fullmatch(after)
    if officers and text.endswith(officers["kind"]) and len(text) > 2:
        return officers["people"]
    people = _PARTY_PEOPLE.fullmatch(after)
    if people and _PARTY.search(text):
        return people.group(1)
    crew = re.match(r"(?:村社|村组|村居|村|社区|街道|机关|乡镇|镇|县|市|区)(干部|人员|负责人|领导|职工)$", after)
    if crew and re.fullmatch(r"(?:乡镇|镇|村|社区|街道|县|市|区|乡|机关|企业)", text):
        return crew.group(1)
    return ""


_SPREAD = re.compile(r"各级地方|各级|各有关|各相关|各类|其他有关|其他|全[省市县区州]各|各|有关|相关|所有|被[\u4e00-\u9fff]{2}")
_GRADE = re.compile(r"(?:国家|省|市|地市|州|盟|县|区|旗|乡|镇)级")
_LEVEL_LEAD = re.compile(r"[省市州县区旗镇乡](?!场|容|政|域|民)")
# 各县（市、区）应急管理局、住建局: all of these are many.
_SEVERAL = re.compile(r"各(?:[省市州县区旗镇乡]|（[^）]{1,10}）|、(?=[省市州县区]))+(?=[^级]*(?:局|办公室|厅|委员会|委|大队|支队)$)")
_WITHIN = re.compile(r"(.*?(?:公安机关|公安局|管委会))(?!部门).+部门$")


def _share_left(items: list[_Item]) -> None:
    """Give a member the modifier of the one before it: 各级党委、政府; 有关县区和部门; 省级甲部门、乙部门."""
    words = body_words()
    modifier, grade, within, whose, many, before = "", "", "", "", "", ""
    for item in items:
        name = item.whole
        if item.joint in ("，", ",", "；", ";"):
            modifier, grade, within, whose, many = "", "", "", "", ""
        if whose and name.startswith(("政府", "人民政府", "人大", "政协")):
            item.whole = name = whose + name
        before = item.text
        party = _PARTY_OF.match(name)
        whose = (party["whose"] or party["level"]) if party else ""
        if many and not _LEVEL_LEAD.match(name) and not _place_of(name) and not name.endswith("部门") and classify(name) == ("zr:Department", True) and name not in standing():
            item.whole = name = many + name
        several = None if many else _SEVERAL.match(name)
        many = several.group() if several else many
        own, level = _SPREAD.match(name), _GRADE.match(name)
        if modifier and not own and not level and (_plural(name) or modifier == "各" and (_levelled(name) or _LEVELS.fullmatch(before) and _LEVEL_LEAD.match(name))):
            item.whole = modifier + name
            whose = ""
            before = item.text
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
    return _bare(name) in body_words().plural


def _levelled(name: str) -> bool:
    """A level with its office, or a kind of zone with its: 县（市、区）人民政府, 开发区管理部门."""
    return bool(re.match(r"[县市区州旗乡镇](?:[（(]|人民政府)|[\u4e00-\u9fff]*(?:开发区|园区|景区)(?:管理|管委)", name))


def _read(item: _Item) -> list[Body]:
    """The bodies of one member; [] when it names nobody."""
    name, begin = item.whole or item.text, item.begin
    kind = classify(name)
    told = "的" in name and len(name) <= 30  # 在林区作业的人员
    if kind is None or not kind[1] and _VERBAL.match(name) and not _DETERMINER.match(name) and not told:
        return []
    twins = _TWINS.match(name)
    if twins:
        numbers = [twins.group(2), *re.findall(r"[一二三四五六七八九十\d]+", twins.group(3))]
        return [Body(twins.group(1) + number + twins.group(4), begin, item.end, *kind) for number in numbers]
    inner = re.fullmatch(r"(.+?)[（(]([^（()）、]{3,})[)）]", name)
    if inner and kind[1]:
        other = classify(inner.group(2))
        if other and other[1]:
            return [Body(inner.group(1), begin, item.end, *kind), Body(inner.group(2), begin, item.end, *other)]
    if kind[1] and kind[0] == "zr:Department":
        name = re.sub(r"^(?:各级|有关|相关|各有关|各相关|各)+", "", name)
    return [Body(name, begin, item.end, *kind)]
