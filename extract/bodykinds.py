"""What a name of a body is: its ending, its class, whether it says which one it is, its field of work.

The words stand in ontology/bodies.ttl and functions.ttl, the readings in docs/grammar-bodies.md.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.bodies import body_words
from ontology.dictionary import per_lexicon

from .apart import outside_places
from .quick import later, quick

COLLECTIVE = "zr:Collective"

VERBAL = later(lambda: quick(outside_places(  # a member that starts so tells an action, it names nobody
    r"(?:加强|强化|提高|推动|推进|落实|开展|建立|健全|完善|加大|加快|做好|抓好|抓紧|严格|严肃|坚持|坚决|切实|进一步|深入|全面|确保|确定|防止|防范|严防|遏制|组织|引导|实施|实行|制定|按照|根据|结合|围绕"
    r"|针对|通过|贯彻|学习|认真|压实|压紧|夯实|突出|狠抓|紧盯|聚焦|发挥|履行|不得|不能|不要|未|没有|如果|一旦|凡|当(?!地|事)|(?:约谈|整治|打击|查处|检查|排查|督查|抽查|巡查|走访|看望|慰问|清理|曝光|召开|举办)(?!组|队|人员|单位|部门|机构|员|者|站|办|对象)|鼓励|支持(?!单位|部门)|在(?!建)|从(?!业)|自(?!然|治)|为|以|将|把|被|因|于|据|经(?!济|信|营|贸|委|开))",
    at_begin=True,
)))
DETERMINER = re.compile(
    r"(?:全[国省市州县区旗盟镇乡]|我[省市州县区旗盟镇乡]|本[省市州县区旗盟镇乡级]|[省市州县区旗镇乡村地厅]级)?"
    r"(?:各级各类|各级|各地|各类|各个|各有关|各相关|各|所有|任何|每个|每一|其他|其它|其余|有关|相关|部分|一些|多数|全体|广大|上述|以上|该|此|这些|那些|当地|事发地|不同|被[\u4e00-\u9fff]{2})+"
    r"(?:有关|相关)?"
)
LEVEL_WORD = re.compile(r"(?:国家|省|市|地市|州|盟|县|区|旗|乡|镇|村|厅|局|处)级")
_PRONOUN = re.compile(r"(?:我们|你们|他们|她们|它们|咱们|大家|自己|本人|谁|人人|我|你|他|您|其)$")
_OWN = re.compile(r"(?:我|本|贵)(?:省|市|州|县|区|旗|盟|镇|乡|村|局|厅|委|办|部|院|所|站|公司|集团|矿|厂|校|会|队)$")
_PLACE = later(lambda: re.compile(r"[\u4e00-\u9fffXx×*]{1,9}(?:省|自治区|特别行政区|市|自治州|州|盟|地区|县|自治县|区|旗|镇|乡|街道|村|社区)$"))


@cache
def _longest_head() -> int:
    words = body_words()
    return max(len(word) for table in (words.heads, words.plural, words.person) for word in table)


@per_lexicon()
def standing() -> dict[str, tuple[str, str]]:
    """Every spelling of a standing body: (canonical label, class)."""
    return {name: (body.label, body.kind) for body in body_words().standing for name in (body.label, *body.alt)}


_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")


def unbracketed(name: str) -> str:
    """A name without a closing bracket: 各乡镇（街道） → 各乡镇."""
    return _BRACKET.sub("", name) if name.endswith((")", "）")) else name


@per_lexicon(8192)
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
    if name.endswith(_COMMISSION):  # in municipalities a 委 does what elsewhere a 局 does: 市城市管理委
        office = next((name[cut:] for cut in range(len(name) - 2) if name[cut:] in words.offices), "")
        if office:
            return office, "zr:Department"
    return "", ""


_COMMISSION = ("委", "委员会")


@per_lexicon(4096)
def function_of(name: str) -> str:
    """The function (id of functions.ttl) of a department's name; "" when the dictionary knows none."""
    words = body_words()
    bare = unbracketed(name)
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
_WHOSE = frozenset(["人大", "政协", "办公室", "办公厅", "值班室", "总值班室", "委员会", "督导组", "调查组", "评估组", "调查评估组", "检查组", "督查组", "指导组", "专家组", "巡查组", "考核组", "巡视组", "分局", "管理处", "管理科", "管理站", "服务中心", "管理中心", "分公司", "子公司", "集团公司", "合作社"])
# What stands before a noun for many and is a sentence, no modifier.
_CLAUSE = re.compile(r"可以|应当|必须|不得|委托(?!人|方|单位|代理)|落实(?!单位|部门|人员|责任)|履职|管住")
_WHO = re.compile(r"副[部局厅市省县区州镇乡书主][长记任]|率(?=[\u4e00-\u9fff]{0,2}$)")
_SENTENCE = re.compile(r"交办|移交|报告|通知|通报|反馈|告知|督促|书面|由")
# One formula for many at once: the departments of all provinces, of a level above, of wherever it happens.
_MANY = later(lambda: re.compile(r"(?:省市县?|市县|县市区?|县区|区县|县乡|市区县)(?:两级|三级)?(?=[\u4e00-\u9fff])(?!域|场|容)|省、自治区、直辖市|省[（(](?:自治)?区|[县市州盟乡镇村][（(][^（()）]{1,8}[)）]|(?:[省市州县区乡镇村组]、?)+[两二三四五]级|乡镇|街道|自治区、直辖市|直辖市|计划单列市|(?:本|同|上|下|上一|下一)级|[省市州县区]属|(?:县|市|省|乡|镇|设区的市)级?以上|人民政府|地方|沿海|有管辖权|所在|当地|辖区"))


_GLOSSED = re.compile(r"(.+)[（(](.+)[)）](部门|局)")
# 某县一学校, 某旗一露天煤矿: a place's, whichever; 市一中, 一汽集团 are names.
_SOME_ONE = later(lambda: re.compile(r"[省市州县区旗镇乡村街路]一(?![中小院汽建轻商机化运职幼拖重棉纺局处所司期带级线体])(?!.*(?:有限|集团))(?:家|座|名|处)?[\u4e00-\u9fff]{2,8}$"))
_WHOLE = re.compile(r"(?:全(?:集团|公司|矿|厂|系统|行业|校)|[省市州县区乡镇村组]{2,4}[两二三四五]级)$")  # all of it (市县两级), and no name


@per_lexicon(8192)
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
    if _WHOLE.match(name):
        return COLLECTIVE, False
    bare = unbracketed(name)
    ending, kind = head(bare)
    if not ending:
        if _PLACE.match(bare) and bare not in words.blocked:
            return COLLECTIVE, False
        return None
    if ending in words.person:
        return None if re.search(r"[\u4e00-\u9fff]{2}[兼担]?任(?!何|务|职)", bare.removesuffix(ending)) else (COLLECTIVE, False)
    glossed = _GLOSSED.fullmatch(name) if name.endswith(("部门", "局")) else None
    if glossed and glossed[2] in words.stems and classify(glossed[1] + glossed[3]) == ("zr:Department", True):
        return "zr:Department", True  # 各级发改（物价）部门
    if ending == "委员会" and bare.startswith("中共"):
        kind = "zr:PartyBody"
    determiner = DETERMINER.match(bare)
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
    if kind in ("zr:Enterprise", "zr:Organization") and _SOME_ONE.search(bare):
        return None
    if kind == COLLECTIVE and (_CLAUSE.search(rest) or ending == "系统" and not _field(rest)):
        return None  # 政务部门可以委托专业机构; 政务信息系统, but 住建系统
    if kind == COLLECTIVE:
        return None if ending in ("属地", "各级", "各地", "当地") and head(rest)[0] == "" and _SENTENCE.search(rest) else (COLLECTIVE, False)
    if rest in ("集团", "集团公司", "公司", "总公司") and kind != "zr:Enterprise":
        return kind, True  # 集团党委: the enterprise whose papers these are
    plain = LEVEL_WORD.sub("", rest)
    if ending in words.units and not _a_unit(rest, ending):
        return COLLECTIVE, False  # 客运站, 扑火队: places and crews; 农机监理站, 国土所 are bodies
    if _WHO.search(rest):
        return None  # 水利部副部长某某率工作组
    common = (rest in words.generic or plain in words.generic) and (plain, ending) != ("建设", "部门")  # 建设单位 build, 建设部门 watches them
    if not plain or _MANY.match(name) or common and ending not in _OFFICES:
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
