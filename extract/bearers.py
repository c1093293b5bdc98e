"""Who must act: the bearers of a measure and the role of each.

The constructions, in the order in which they are tried (docs/grammar-measures.md lists them with examples):

1. assigned     由 X 牵头，Y、Z 配合 · X 牵头，Y 参加 · X 会同 Y · 在 X 监督下
2. subject      X 要 / 应 / 须 / 负责 …; X 加强 … (a body at the head of a clause, then a modal, an adverb, a preposition or a verb)
3. supervised   督促 / 指导 / 监督 X …: X must act (implement); who stands before it supervises
4. chief        X 是 / 为第一责任人
5. noted        （责任单位：X、Y） · 牵头单位：X — in brackets behind or on a line under the measures that it belongs to
6. carried      no bearer of its own, but an earlier segment of the same sentence names one

A pronoun (我们) bears nothing, those whom a bearer 组织 / 引导 / 动员 bear nothing by that, a body in 按照省政府要求 is a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ontology import concepts
from ontology.bodies import body_words, place_names
from ontology.dictionary import per_lexicon, taught
from ontology.record import record

from . import bodies
from .apart import outside_places
from .bodies import Body
from .clauses import clauses
from .cues import Cues
from .directives import MODAL, Verdict
from .notes import BODIES_AT_END, BRACKET, LABEL, OPEN, SAID_OUT, TIME_LABEL, label_within
from .notes import role as role_of
from .outline import Outline, Segment
from .phrases import piece
from .quick import begins, later, quick

LEAD, COOPERATE, SUPERVISE, IMPLEMENT = "zr:Lead", "zr:Cooperate", "zr:Supervise", "zr:Implement"
_NOTE_ROLES = {"lead": LEAD, "cooperate": COOPERATE, "supervise": SUPERVISE, "implement": IMPLEMENT}


@record
class Bearer:
    """`name` answers in `role`; clean[begin:end] names it."""

    name: str
    kind: str
    role: str
    begin: int
    end: int
    rule: str
    confidence: float
    carried: bool = False


_CONNECTS = outside_places(r"(?:春节|元旦|清明|五一|端午|中秋|国庆|两节|两会|节日|假期|汛期|开学|复工)(?:之?前|之?后|前后|期间)(?=各)|但是|但|因此|所以|为此|对此|同时|此外|另外|特别是|尤其是|尤其|其中|当前|目前|今年|近期|下一步|下步|即(?!日)|并|且|而|一方面|另一方面|首先|其次|最后|凡|从现在开始|希望|请|要求|强调|指出|还?要求|必须要?求|需要|由|责成|明确|同志们|[一二三四五六七八九]是|(?:今后|接下来|与此同时)(?:一段时期)?|在此期间|[会节汛][前后](?=各|[县市区镇乡])|复工前|其(?![他它余中])(?=[\u4e00-\u9fff]{2,6}(?:要|应|须)|[\u4e00-\u9fff]{0,6}(?:负责人|责任人|工作人员))|(?:期满|届满|事后|事发|灾后|竣工|验收合格|检验合格|整改完成|整改结束|处置完毕)后(?=[\u4e00-\u9fff]{2})|即日起(?:至[^，。]{2,14}?日)?|(?:年|月|季度|周|学期)(?:底|末|中)?(?:之?前|以前|内)|[一二三两四五六七]天之?内|每(?:半?[年月周日旬]|季度)|赶集日|赶场天|节假日", at_begin=True)
_CONNECTS_OPENS = begins(_CONNECTS)
_CONNECTIVE = later(lambda: re.compile(
    rf"(?:(?:[^，。按依照]{{0,6}})?(?<![按依照])规定了?(?!以外|之外|的)|{_CONNECTS}"
    r"|\d{1,4}[年月日时][\d年月日时底]{0,10}(?:之?前|以前|起|后)|\d+个?(?:工作)?(?:日|天|小时)之?内|(?![对在于从向])[\u4e00-\u9fff]{2,4}期间)[,，]?"
))
_STRESSED_MODAL = later(lambda: re.compile(rf"(?:一定|更加?|也|都|均|还|同样|尤其|首先|既)?(?:{MODAL.pattern})"))  # 企业，更要…: the modal behind the subject's comma
_ROLE_LEAD = re.compile(r"牵头|负总责|抓总|总牵头|主持(?!研究|召开|会议)")
_ROLE_COOPERATE = re.compile(r"^(?:要|应当?|须|等|按照?各自的?职责|依照各自的?职责|按职责(?:分工)?)*(?:积极|密切|主动|全力|大力|共同|各负其责|分工)*(?:做好|支持[、和]|支持并)?(?:配合|协助|参与|参加|协同)")
_SUPERVISES = re.compile(r"督促(?!检查|落实(?:到位)?$)|督导(?!检查|工作|组|队|室)|监督(?!检查|管理|执法|[局所站总]|部门|机构)|指导(?!意见)|检查督促")
_GUIDES = re.compile(r"(?:负责)?(?:指导(?:[和、]|并)?监督|监督(?:[和、]|并)?指导)(?!管理|检查|执法|[局所站总]|部门|机构)")
_MOVES = re.compile(r"督促(?!检查|落实(?:到位)?$)|督导(?!检查|工作|组|队|室)|监督(?!检查|检验|管理|执法|[局所站总]|部门|机构|单位)|指导(?!意见|部门|单位|小组|团队|机构|中心|组|员|委)|引导|推动(?!各项|形成)|部署(?=各[地级有单市县])|责令|责成")
_IF_ORDERED = re.compile(r"[^。；]{0,80}?的[，,](?:应|必须|要)")  # 责令企业停产的，应当复查: a case
_MANAGED = re.compile(r"(?:加强|强化)(?:对)?(?P<who>[^，。；]{2,20}?)的?(?:安全)?(?:管理|监管|监督)")
_PUBLIC = re.compile(r"政府|部门|乡镇|街道|县区|各[地县区市]|局|厅|委|办|队|镇|村|社区")
_WATCHES = later(lambda: quick(r"督促检查|对[^，。；]{2,40}进行(?:监督|考核|督查|督办|督导|考核验收|抽查|暗访|督促指导)(?=$|[，。；])|派[^，。]{0,8}暗访|负责[^，。]{0,6}(?:监督|督促|督导)|明[查察]暗访|全程(?:监督|跟踪)|督导[一二三两]次|(?:加强|实施|开展|履行|加大|组织|进行)[^，。；]{0,30}(?:监督检查|监督管理(?!责任|体系|部门|机构|能力|制度|机制|职能|职责)|督查|督导|暗访|督促检查|监督指导|业务指导|检查指导|督促指导|指导和(?:帮助|监督|服务))"))
# 商务局要加强对加油站、粮站的安全检查: an office looks after what others do; a works looks after its own.
_OFFICE = re.compile(r"(?:局|厅|委|办|部门|支队|大队|政府|街道|乡镇|安委会)(?:要|应|须|必须|等)?$")
_WORKS = re.compile(r"(?:企业|公司|集团|煤矿|厂|(?:经营|管理|建设|施工|使用|运行)单位|项目部|车间|班组)(?:要|应当?|须|必须)?$")
_INSPECTS = re.compile(r"(?:加强|强化|加大)(?:对)[^，。；]{2,60}?(?:检查|抽查|巡查)(?:力度)?(?=$|[，。；])")
_NO_SUBJECT = quick(outside_places(r"(?:统一|凝聚|转移|集中|落实|贯彻)到|和(?!平)|[于从是据向该与或《每]|使(?!用(?:单位|人|者|部门|管理|企业|机构))|报(?!告人|告单位|送单位|警人|社)|采[取用]|到(?![会场岗])|组织(?:专门)?(?:人员|力量)|多部门|自(?!然)|帮助|其(?![他它余])|不(?!同)|没有|有(?!关|条件的)|被(?!审)|鼓励|支持(?!单位|部门)|引导|推动|由于|会议|最大限度|联合(?![会体]|单位)|(?:主动|自觉)?接受(?!单位|机构|方)", at_begin=True))
_NO_SUBJECT_OPENS = begins(_NO_SUBJECT.pattern)
# These turn to somebody or say where and how: 对未整改的单位应当…, 在生产的企业应当….
_TURNS = re.compile(outside_places(r"该(?!场所|单位|企业|部门|机构|公司|矿|厂|校|店)|以(?!及)|[对向在按从为经就由将把给与和同被当如凡]|根据|依照|针对|关于|除|要求|责令|责成|督促|鼓励|支持|引导", at_begin=True))
# A body goes on behind these, or is no more than whose thing it is.
_GOES_ON = "的、和及或者等（(，"
_PEOPLE_OF = re.compile(r"(?:的)?(?:主要|分管|有关|相关|法定|直接|其他|现场|安全生产|安全)*(?:负责人|责任人|代表人|人员|管理者|领导|工作人员|办公室)|及其|以及|与[^，。]{2,16}(?:单位|企业|部门)(?!有|存)")
# 国务院决定设立的机构…: whose it is, before the body that acts.
_ESTABLISHED = re.compile(r"(?:决定|依法|联合|共同|批准|授权|委托)?(?:设立|成立|授权|委托|指定|批准|认定|认可|核准|任命|聘请|聘任|派出|派驻|规定)的")
# 矿山建设工程设计必须…: what is built there, not who builds. 地点、参加人员和考核结果应当…: the list goes on and ends in things.
_WORKS_OF = re.compile(r"(?:新建|改建|扩建)?建设(?:工程|项目|方案|规划|标准|管理|工作|资金|用地|期间|竣工|应|要(?!求)|必须|须)")
_LIST_GOES_ON = re.compile(r"[和、或]|以及|及(?!时|早)")
_PUNISHES = re.compile(r"(?:依法|依照[^，。]{2,20})?(?:予以|给予)?(?:责令|处以|处罚|给予|吊销|撤销|撤职|暂扣|追究|警告|取缔|关闭|从重|从严|承担|由)")
_CAUSES = later(lambda: re.compile(r"[^，]{0,6}(?:造成|导致)|涉及|变更|更换|需要|确需|发生|违反|属于|使用|拆除|新建|[\u4e00-\u9fff]{0,8}由"))  # 造成人员伤害的, 需要变更企业名称的
# Conduct, then its punishment, by nobody's order; but 执法人员发现…的，责令改正 tells who must.
_PUNISHED = re.compile(r"的[，,](?:[^，。；]{0,12}的[，,])?(?:由[^，。；]{2,40})?(?:并|可以)?(?:依法|依照[^，。；]{2,40}?|从[重严])?(?:予以|追究[^，。；]{0,8}责任|给予[^，。；]{0,12}(?:处分|处罚|警告)|处以?[^，。；理置]{0,40}罚款|承担[^，。；]{0,10}责任|责令|没收|吊销|暂扣|取缔)")
_OFFENDS = re.compile(r"违反|违规|违章|违法|未|不按|擅自|拒不|逾期|不符合|不具备|不履行|弄虚作假|滥用|玩忽|泄露|伪造|阻碍|构成犯罪|严重后果|损失的")
_OFFENCE = re.compile(r"违反|违规|违章|违法|拒不|滥用|玩忽|弄虚作假|构成犯罪|不履行|未(?:依法|按|履行|经|取得)")
_FINDS = re.compile(r"发现|应当|必须|检查|接到|收到|[，,；](?:凡|对)")
_AGENT_NOUN = re.compile(r"(?:单位|企业|公司|部门|机构|机关|人员|政府|负责人|责任人|个人|组织|人|者|主体|员|学校|医院)$")
# Behind an order, a bare verb makes a subject only of these.
_ANYWHERE = re.compile(r"各|任何|所有|每|有关|相关|其他|.*(?:负责人|责任人|领导|部门|政府|乡镇|街道|党委|队伍|指挥部|[局厅委办所站队室处科部院社]|[员委]会|中心|人员|干部|[民辅交特巡]警|同志|镇|乡|村|社区|[）)])$")
_DO = re.compile(r"做好|落实|抓好|整改|履行|开展|完成|加强")
_BY_THEN = re.compile(r"(?:力争)?到(?:\d{4}年|“?十[一二三四五]五”?)[底末]?[^，]{0,4}，[^，。]{2,20}?(?:基本|全部|全面|初步|总体|普遍)?(?:实现|达到|形成|建成|完成|提高|提升|下降)")
_WHEN = re.compile(r"当(?![阳涂雄地事前班场年月日天时今])[^，]{4,60}[时后的]$")
# The clause that a subject itself stands in; a note in brackets behind it (（市财政局牵头）) speaks for others.
_ELSEWHERE = re.compile(r"[，（(]")
# Words between a subject and its modal: X 一定要, X 都要, X 也应.
_EVEN = quick(r"(?:一定|不|别|都|也|均|还|更|尤其|特别|首先|真正|同时|同样|既|[，,])$")
_AGENT = quick(r"(?<![理自事缘案])由(?![于此来衷头])")
_MAKES_UP = re.compile(r"(?:共同)?(?:组成|构成|担任)")  # 由甲、乙组成的专班: its members
_AGENT_LEADS = ("牵头", "负总责", "主持", "主办", "抓总")
_WITH = re.compile(outside_places(r"会同|联合(?!整治|约谈|执法|检查|开展|惩戒|行动|督[查办导]|发文|印发|部署|调度|培训|演练|巡查|审批|会商|惩治|查处|抽查|排查)|(?<!工)商(?![务贸业店场户超铺品标会家洽粮])(?=[^，]{2,20}(?:部门|[局厅]))"))
_JOINED = quick(outside_places(r"(?:并)?(?:会同|联合|会商|商(?![务贸业店场户超铺品标会家洽粮]))(?=[^，]{2,40}(?:$|[，]|部门|局|委|办|队|单位))|与(?=[^，。]{2,30}(?:共同|一道|一起|联合))", at_begin=True))
_JOINED_OPENS = begins(_JOINED.pattern)
_UNDER = re.compile(r"在(?P<who>[^，。；]{2,60}?)(?:的)?(?:监督|指导|监管)下|接受(?P<watched>[^，。；]{2,40}?)(?:依法)?(?:实施|进行|开展)?的?(?:依法)?(?:监督|监管|督查)(?=$|[，。；、和检管])")
_ANYBODY = re.compile(r"(?:社会|公众|公民|群众|农民|村民|居民|人民|各界|媒体|家长|学生|业主|用户|消费者)$")  # whoever may watch: nobody's duty
_LED = re.compile(r"的(?:统一)?领导(?:和|、|以及)")  # 在县政府的领导和县水利局的监督下
_BANS = re.compile(r"严禁|禁止|不准|不许|严防(?!死守)|坚决防止")
_CHIEF = re.compile(r"(?:是|为)[^，。]{0,30}(?:第一责任人|责任主体|主要责任人|直接责任人|首要责任人|责任单位)")
_COOPERATING = re.compile(r"[，,](?P<who>[^，,。；]{2,300}?)(?:等(?:相关)?(?:方面|部门|单位)?)?(?:积极|密切|主动|全力)?(?P<verb>配合|协助|参与|参加|协同|分线负责|分工负责|各负其责|按职责(?:分工)?(?:负责)?)")

_OPENS = re.compile(f"[{OPEN}]")
_LONGEST = 4000  # characters; a "sentence" beyond that is damage, and reading all of it against all of it would not end
_PART = re.compile(r"[；;]")
_BY_WHOM = re.compile(r"[\u4e00-\u9fff]{0,8}(?<![理自事缘])由(?!于)")  # 按行业分别由甲、乙牵头
_NOTE_ENDS = later(lambda: quick(rf"{TIME_LABEL.pattern}|[。；;，,]\s*$"))
_NOTE_VERB = re.compile(r"(?P<who>[^，,；;。]{2,80}?)(?:按照?(?:各自)?职责(?:分工)?|分工|共同|分别|具体|积极|密切)?(?P<verb>牵头(?:负责)?|负责|配合|参与|参加|协助|督办)(?=$|[，,；;。、）)〕］\]】〗])")
_NOTE_SIGN = re.compile(r"牵头|负责|配合|参与|参加|协助|督办")  # the verbs of a note: most brackets have none

# Where the grammar leaves no doubt that an actor stands, any noun that can be one will do.
_ACTOR = later(lambda: re.compile(
    r"(?:[省市州县区乡镇村组、]{2,7}[两二三四五]级|各级[各有相关]{0,4}部门|[全省市州县区]{0,2}各[\u4e00-\u9fff]{0,10}(?:项目|工地))$|.*(?:站|社|员|矿|厂|长|师|医|民兵|武警|干部|志愿者|业主|大会|监护人|支书|书记|主任|经理|队伍?|[小班专督工考检]组|[^之用好身深各到]处|科|部|委|办|局|所|院|校|园|店|场|户|公司|集团|企业|单位|部门|主体|使用者|经营者|负责人|责任人|人员|力量|部队|板块|船只|船舶|渔船|客船|工地|场所|景点|景区|航班|门诊|基金|车辆|行人|群众|职工|方面|领域)$"
))
_LIKE_PLACES = ("地区", "地方", "各地", "省", "市", "县", "区", "省份", "城市")
_PARTING = re.compile(r"（[^（）]*）|、")  # 各省（区、市）: a mark in brackets parts nothing
_PARTED = re.compile(r"、|，|和|及|与|以及|或者?")
_NOUNLESS = later(lambda: re.compile(r"全部$|(?:允许|纵容|放任|容许|默许|包庇)|.*[*＊×].*负责|.*包[括含]|(?:责任|牵头|配合|主办|协办|参与|承办)(?:部门|单位|科室)$|.*落实|.*履职|.*(?<![于凡])是(?!否)|.*[^责]规定|.*(?:[的了着]|工作|责任|措施|隐患|情况|问题|安全|管理|制度)$|[把将对向在从于为因以按]|.{19,}"))
# 向党委、政府报告: the list began behind its preposition.
_TOWARDS = re.compile(r"(?:[向对给同与]|报[送请]?)[^，。；、]{1,14}$")


@per_lexicon()
def _leads() -> re.Pattern[str]:
    """The words of a lead, with those that an office taught."""
    return re.compile("|".join((_ROLE_LEAD.pattern, *map(re.escape, taught("cue", "lead")))))


@per_lexicon()
def _cooperates() -> re.Pattern[str]:
    return re.compile("|".join((_ROLE_COOPERATE.pattern, *map(re.escape, taught("cue", "cooperate")))))


@per_lexicon()
def _offices() -> frozenset[str]:
    """Names of functions that stand for their departments in a list (公安、交通、市场监管参加)."""
    return frozenset(label for one in concepts.functions() for label in one.labels)


@per_lexicon()
def _sounding() -> tuple[str, ...]:
    """Words that only sound like a body (布局, 专科)."""
    return tuple(sorted(body_words().blocked))


@per_lexicon()
def _abroad() -> re.Pattern[str]:
    """Whoever stands under another country's name (日本政府): what such do, a report tells, and no document here asks it of them."""
    names = sorted((name for name in body_words().countries if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!族)")  # 朝鲜族中学 is at home


def actors(clean: str, begin: int, end: int) -> tuple[Body, ...]:
    """The members of a noun phrase in a place where an actor must stand: what `bodies.expand` reads, else its plain items."""
    said = bodies.expand(clean, begin, end)
    if said:
        return said
    words = body_words()
    items: list[Body] = []
    doubtful = 0  # names of offices that no scheme knows, believed in the company of those that it does (外事、商务、卫健)
    at = begin
    for stop, after in (*((m.start(), m.end()) for m in _PARTED.finditer(clean, begin, end)), (end, end)):
        b, e = at, stop
        at = after
        while b < e and clean[b] in " 　“”":
            b += 1
        while e > b and clean[e - 1] in " 　“”":
            e -= 1
        if clean.endswith("等", b, e):
            e -= 1
        name = clean[b:e]
        if len(name) >= 2 and name in _offices() and not name.endswith(("部门", "局", "机关", "厅", "委", "所", "兵", "警", "站", "社", "业")):
            items.append(Body(name + "部门", b, e, "zr:Department", True))
        elif name in words.countries or name.endswith(_sounding()):
            return ()  # what other countries should do is nobody's duty here
        elif name in place_names() or len(name) >= 2 and _ACTOR.match(name) and not _NOUNLESS.match(name) and not piece(name):  # 天津、河北要…: those who govern there
            items.append(Body(name, b, e, "zr:Collective", False))
        elif 2 <= len(name) <= 5 and not _NOUNLESS.match(name):
            doubtful += 1
            items.append(Body(name + "部门", b, e, "zr:Department", True))
        else:
            return ()
    if any(one.name in place_names() for one in items) and not all(one.name in place_names() or one.name.endswith(_LIKE_PLACES) for one in items):
        return ()  # 泉州、厦门、漳州市沿海养殖人员: the places say whose people they are
    return tuple(items) if doubtful * 2 < len(items) else ()


def read_note(clean: str, begin: int, end: int) -> list[Bearer]:
    """The bearers that a note names: `责任单位：X、Y；配合单位：Z` or `X牵头，Y配合` or names alone, brackets already taken off."""
    found: list[Bearer] = []
    labels = list(LABEL.finditer(clean, begin, end))
    for i, label in enumerate(labels):
        until = labels[i + 1].start() if i + 1 < len(labels) else end
        stop = _NOTE_ENDS.search(clean, label.end(), until)
        found += _noted(clean, label.end(), until if stop is None else stop.start(), _NOTE_ROLES[role_of(label["label"])], 0.95)
    if labels:
        return found
    while begin < end and clean[begin] in "（(〔［[【〖":
        begin += 1
    return _noted(clean, begin, end, IMPLEMENT, 0.8)


def _noted(clean: str, begin: int, end: int, role: str, confidence: float) -> list[Bearer]:
    """What stands behind a label, or in a bracket without one: names have the role, and where a verb says what they do, that one's."""
    found: list[Bearer] = []
    at = begin
    for stop in (*(mark.start() for mark in _PART.finditer(clean, begin, end)), end):
        verbs = list(_NOTE_VERB.finditer(clean, at, stop))
        for part in verbs:
            verb = part["verb"]
            does = LEAD if verb.startswith("牵头") else COOPERATE if verb[:2] in ("配合", "参与", "参加", "协助") else SUPERVISE if verb == "督办" else IMPLEMENT
            b, e = part.span("who")
            b = by.end() if (by := _BY_WHOM.match(clean, b, e)) else b
            while b < e and clean[b] in "由、和 （(〔［[【〖":
                b += 1
            found += [Bearer(one.name, one.kind, does, one.begin, one.end, "bearers.noted", 0.9) for one in actors(clean, b, e - clean.endswith("等", b, e))]
        if not verbs:
            found += [Bearer(one.name, one.kind, role, one.begin, one.end, "bearers.noted", confidence) for one in _names(clean, at, _trim(clean, at, stop))]
        at = stop + 1
    return found


def _names(clean: str, begin: int, end: int) -> tuple[Body, ...]:
    """The names that a part begins with: 县水利局，6月底前完成."""
    while end > begin:
        said = actors(clean, begin, end)
        if said:
            return said
        end = clean.rfind("，", begin, end)
    return ()


def _trim(clean: str, begin: int, end: int) -> int:
    while end > begin and clean[end - 1] in " 　。；;，,、）)\t〕］]】〗":
        if clean[end - 1] in "）)" and clean.count("（", begin, end) + clean.count("(", begin, end) >= clean.count("）", begin, end) + clean.count(")", begin, end):
            break
        end -= 1
    return end


def bracket_notes(clean: str, begin: int, end: int) -> list[tuple[int, int, list[Bearer]]]:
    """Bracketed notes inside a stretch of text, with what they say; brackets that name nobody are passed over."""
    found: list[tuple[int, int, list[Bearer]]] = []
    if _OPENS.search(clean, begin, end) is None:
        return found
    for note in BRACKET.finditer(clean, begin, end):
        inside = note["inside"]
        if not (LABEL.search(inside) or _NOTE_SIGN.search(inside) and _NOTE_VERB.search(inside)):
            continue
        said = read_note(clean, note.start("inside"), note.end("inside"))
        if said:
            found.append((note.start(), note.end(), said))
    return found


def note_within(clean: str, begin: int, end: int, words: Cues) -> tuple[int, int, list[Bearer]]:
    """Who answers by a note in the task's own sentence (…——责任单位：县气象局, …（县城管局、县公安局）); where it begins and ends."""
    if (label := label_within(clean, begin, end)) is not None and clean.count("（", begin, label.start()) == clean.count("）", begin, label.start()):
        rest = _GOES_ON_ORDERING.search(clean, label.end(), end)  # …，各乡镇要配合
        stop = end if rest is None else rest.start()
        return label.start(), stop, read_note(clean, label.start(), stop)
    named = BODIES_AT_END.search(clean, begin + 4, end)
    if named is None or words.body_ends(clean, max(begin, named.start() - 8), named.start())[-1:] == [named.start()]:
        return end, end, []  # 报县安委办（县应急局、县消防大队）: who that is
    if _ABOUT_WHOM.search(clean, begin, named.start()) is not None:
        return end, end, []
    return named.start(), end, read_note(clean, named.start(), end)


_GOES_ON_ORDERING = re.compile(r"[，,](?=[^，；。：:]{2,24}(?:要(?!求)|应(?!急)|须|必须))")
_ABOUT_WHOM = re.compile(r"(?:[对向为报送给]|涉及|包括)[^，。；]{0,24}$")  # 加强对医院的检查（县人民医院、县中医院）: of whom it is said


HEADED = "bearers.headed"
_DUTIES_OF = re.compile(r"(?:的)?(?:安全生产|消防安全|安全)?(?:工作)?(?:主要|具体)?(?:工作)?(?:职责|责任|任务|职能)(?:分工|清单)?$")
_OF_LEVEL = re.compile(r"国家|国务院|中央|省|自治区|市|州|盟|县|区|旗|镇|乡|街道|团[省市县区]委")


def duty_lists(page_outline: Outline) -> dict[int, list[Bearer]]:
    """The numbered headings of a list of duties, one office after the other (一、县公安局 · 二、县教育局职责), by segment, with whose they are.

    One such heading alone may be about anything; two and more part the duties of several.
    """
    found = {
        segment.index: named
        for segment in page_outline.segments
        if segment.heading and segment.rank and segment.end - segment.begin <= _LONG_NAME and (named := _heads_list(page_outline.clean, segment))
    }
    return found if len(found) > 1 else {}


_LONG_NAME = 40  # characters


def _heads_list(clean: str, segment: Segment) -> list[Bearer]:
    """The offices that a heading consists of, but for a word for duties."""
    begin, end = segment.begin, segment.end
    while end > begin and clean[end - 1] in "：: 　":
        end -= 1
    if _OF_LEVEL.match(clean, begin) is None and place_names().isdisjoint(clean[begin : begin + size] for size in range(2, 9)):
        return []
    duties = _DUTIES_OF.search(clean, begin, end)
    if duties is not None and duties.start() > begin:
        end = duties.start()
    said = bodies.expand(clean, begin, end) if end - begin >= 3 else ()
    if not said or said[0].begin > begin or said[-1].end < end or not all(body.specific for body in said):
        return []
    return [Bearer(body.name, body.kind, IMPLEMENT, body.begin, body.end, HEADED, 0.8) for body in said]


class Reader:
    """Reads the bearers of one outline's directives."""

    def __init__(self, page_outline: Outline, words: Cues) -> None:
        self._outline = page_outline
        self._words = words

    def own(self, segment: Segment, verdict: Verdict, until: int | None = None) -> list[Bearer]:
        """The bearers that the segment itself names, up to the note at `until`, each (name, role) once, in text order."""
        clean = self._outline.clean
        found: list[Bearer] = []
        begin, end = verdict.core, min(segment.end if until is None else until, verdict.core + _LONGEST)
        found += self._assigned(clean, begin, end)
        if (guilty := _PUNISHED.search(clean, begin, end)) and _OFFENDS.search(clean, begin, guilty.end()) and not MODAL.search(clean, begin, guilty.start()) and not _FINDS.search(clean, begin, end):
            return _unique(found)  # 擅自拆除标志的，处以罚款: who is punished bears nothing by it
        if verdict.rule == "measures.target" or _BY_THEN.match(clean, begin) and not MODAL.search(clean, begin, end):
            return _unique(found)  # 食品企业抽检率100%, 到2030年，大型煤矿实现智能化: what the goal is about
        noted = self._said_out(clean, begin, end)
        parts = clauses(clean, begin, end)
        taken = {bearer.begin for bearer in found}
        assigned = bool(found)
        staged = 0  # so many clauses at the begin only set the scene
        for i, (b, e) in enumerate(parts):
            if assigned and ("由" in clean[b:e] or any(b <= at < e for at in taken)):
                continue
            while not found and staged < i and self._words.scene(clean, *parts[staged]):
                staged += 1
            first = not found and staged == i
            elsewhere = clean.find("会同", b + 1, e)
            if elsewhere > 0 and self._words.body_ends(clean, b, elsewhere)[-1:] != [elsewhere]:
                found += self._others(clean, elsewhere + 2, e, COOPERATE)
            if clean[b] in _JOINED_OPENS and (joined := _JOINED.match(clean, b, e)) is not None:
                role = COOPERATE if joined.group().endswith(("同", "合", "商")) else IMPLEMENT
                found += self._others(clean, joined.end(), e, role)
                continue
            here = self._subject(clean, b, e, parts[i + 1 :], first)
            if here and here[0].rule == "bearers.subject-modal" and i and clean.endswith(("的", "时"), *parts[i - 1]):
                found = [one for one in found if not (parts[i - 1][0] <= one.begin < b and one.rule == "bearers.subject-verb")]  # 维护单位变更的，使用单位应当…
            if here and i and (clean.startswith("各", b) or clean.startswith("以及", b) and here[0].rule == "bearers.subject-modal") and (above := self._whole(clean, *parts[i - 1], clean.startswith("以及", b))):
                here = [*(replace(here[0], name=one.name, kind=one.kind, begin=one.begin, end=one.end) for one in above), *here]
            found += here
            if here:
                found += self._beside(clean, b, e)
                if any(one.role == LEAD for one in here):
                    found += self._cooperating(clean, e, end)  # X 牵头，Y、Z 参加
        found += self._supervised(clean, begin, end)
        found += self._under(clean, begin, end)
        found += self._banned(clean, begin, end)
        if noted:  # 责任单位为X: neither the label nor who is named by it stands there as a subject
            places = [said.span() for said in SAID_OUT.finditer(clean, begin, end)]
            found = [*noted, *(one for one in found if not any(b <= one.begin < e for b, e in places))]
        return [one for one in _unique(found) if not _abroad().match(one.name)]

    @staticmethod
    def _whole(clean: str, begin: int, end: int, goes_on: bool = False) -> tuple[Body, ...]:
        """The bodies of a clause that is nothing but a list of them (各乡镇、街道，各有关部门要…; 矿山企业，以及…单位应当…)."""
        if not (goes_on or clean.startswith("各", begin)):
            return ()
        said = bodies.expand(clean, begin, end)
        return said if said and said[0].begin == begin and said[-1].end == end else ()

    def _assigned(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """由 X 牵头，Y 配合; X 牵头，Y 参加."""
        found: list[Bearer] = []
        if clean.find("由", begin, end) < 0:
            return found
        for word in _AGENT.finditer(clean, begin, end):
            comma = clean.find("，", word.end(), end)
            for place in self._words.body_ends(clean, word.end(), min(end if comma < 0 else comma, word.end() + 90)):
                if _MAKES_UP.match(clean, place) or _ESTABLISHED.match(clean, place) or not (self._words.predicate_at(clean, place, end) or clean.startswith(("牵头", "会同", "共同", "负总责"), place) or _WITH.match(clean, place)):
                    continue
                said = actors(clean, word.end(), place)
                if not said:
                    continue
                role = IMPLEMENT
                if clean.startswith((*_AGENT_LEADS, *taught("cue", "lead")), place):
                    role = LEAD
                elif _SUPERVISES.match(clean, place):
                    role = SUPERVISE
                found += [Bearer(b.name, b.kind, role, b.begin, b.end, "bearers.assigned", 0.92) for b in said]
                found += self._cooperating(clean, place, end)
                found += self._with(clean, place, end)
                break
        return found

    @staticmethod
    def _said_out(clean: str, begin: int, end: int) -> list[Bearer]:
        """责任单位为 X，配合单位为 Y: a note in a sentence's words."""
        return [
            Bearer(body.name, body.kind, _NOTE_ROLES[role_of(said["label"])], body.begin, body.end, "bearers.noted", 0.9)
            for said in (SAID_OUT.finditer(clean, begin, end) if "为" in clean[begin:end] or "是" in clean[begin:end] else ())
            for body in actors(clean, *said.span("who"))
        ]

    def _cooperating(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """The bodies behind a lead: …，Y、Z 配合 / 参加 / 分线负责."""
        found: list[Bearer] = []
        for part in _COOPERATING.finditer(clean, begin, end):
            role = COOPERATE if part["verb"][:2] in ("配合", "协助", "参与", "参加", "协同") else IMPLEMENT
            at = part.start("who")
            said = actors(clean, at, part.end("who"))
            found += [Bearer(b.name, b.kind, role, b.begin, b.end, "bearers.assigned", 0.9) for b in said]
        return found

    def _others(self, clean: str, begin: int, end: int, role: str) -> list[Bearer]:
        """The bodies right behind 会同 / 与: those whom a known bearer acts with."""
        for place in self._words.next_body_ends(clean, begin, end):
            if place == end or self._words.predicate_at(clean, place, end) or clean.startswith(("共同", "一道", "一起", "，"), place):
                said = actors(clean, begin, place)
                if said:
                    return [Bearer(b.name, b.kind, role, b.begin, b.end, "bearers.together", 0.85) for b in said]
        return []

    def _beside(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """县级领导包乡、村干部包户: behind a first subject and its verb, 、 may open another pair of the same kind."""
        found: list[Bearer] = []
        acted = False
        at = begin
        marks = [found.start() for found in _PARTING.finditer(clean, begin, end) if found.group() == "、"]
        for mark, stop in zip(marks, (*marks[1:], end)[: len(marks)], strict=True):
            acted = acted or any(self._words.acts_at(clean, place, mark) or MODAL.match(clean, place) is not None for place in self._words.body_ends(clean, at, mark))
            if acted and _TOWARDS.search(clean, at, mark) is None:
                for place in self._words.body_ends(clean, mark + 1, min(stop, mark + 18)):
                    if place < stop and (self._words.acts_at(clean, place, stop) or MODAL.match(clean, place)):
                        said = tuple(one for one in actors(clean, mark + 1, place) if len(one.name) > 2)  # no 人员 of 物资、人员和场地
                        role = COOPERATE if _cooperates().match(clean[place:stop]) else IMPLEMENT
                        found += [Bearer(b.name, b.kind, role, b.begin, b.end, "bearers.beside", 0.72) for b in said]
                        break
            at = mark + 1
        return found

    def _subject(self, clean: str, begin: int, end: int, after: list[tuple[int, int]], first: bool) -> list[Bearer]:
        """A body at the head of the clause, with what shows that it must act.

        `first` is true while only scene-setting clauses stand before: behind an order, a bare verb is not enough to make a
        common noun a subject (…，企业安全生产水平提升), so only 各… and named bodies count there.
        """
        at = _behind_connectives(clean, begin, end)
        if after and _WHEN.match(clean, at, end) and _STRESSED_MODAL.match(clean, *after[0]):
            at += 1  # 当值班人员接到报警后，应立即…
        if (clean[at : at + 1] in _NO_SUBJECT_OPENS and _NO_SUBJECT.match(clean, at) or self._words.opens_no_subject(clean, at, end)) and not self._told_who(clean, at, end, after):
            return []
        found = MODAL.search(clean, at, end)
        modal_of_things = found is not None and found.group() in ("一律", "禁止", "严禁", "不准")
        modal_of_things = modal_of_things or found is None and bool(after) and clean.startswith("一律", after[0][0]) and "的" in clean[at:end]
        if first and found is None and clean.endswith(("要求", "部署"), 0, begin):
            asked = self._asked(clean, at, end)
            if asked:
                return asked
        places = [(cut, how) for cut, how in self._predicates(clean, at, end, found, after[0] if after else None) if cut > at + 1]
        for read in (bodies.expand, actors):  # a body that the grammar of names knows goes before any noun that may act
            cut, shown, said = next(((c, how, who) for c, how in places if (who := read(clean, at, c))), (at, "", ()))
            if said:
                break
        else:
            if conditional := self._on_condition(clean, at, end, after):
                return conditional
            stop = clean.rfind("、", at, places[-1][0]) if places and places[-1][1] == "modal" else -1
            said = bodies.expand(clean, at, stop) if stop > 0 else ()  # 养殖人员、船上老幼必须上岸: those that can be read
            if not said or any(len(b.name) < 3 for b in said):
                return []
            cut, shown = stop, "modal"
        if modal_of_things and not (said[0].specific or _ANYWHERE.match(clean, at, cut)):
            return []  # 年产…以下的矿井一律不予复产: what stands before the ban is what it is about
        if said[0].begin > at and piece(clean[at : said[0].begin].rstrip("、和及与")):
            return []  # 满足本地区、本部门的需要
        timed = self._words.timed_at(clean, cut, end)
        if shown == "verb" and not first and not (said[0].specific or timed or _ANYWHERE.match(clean, at, cut)):
            return []
        if shown == "verb" and _OFFENCE.match(clean, cut):
            return []  # 工作人员违反规定的，由监察机关处理: who is punished
        role = self._role(clean, at, cut, end, after) if shown != "labelled" else self._labelled_role(clean, after)
        rule = "bearers.subject-" + shown
        sure = 0.93 if shown == "modal" else 0.85
        bearers = [Bearer(b.name, b.kind, role, b.begin, b.end, rule, sure) for b in said]
        return bearers + self._with(clean, cut, end)

    def _told_who(self, clean: str, begin: int, end: int, after: list[tuple[int, int]]) -> bool:
        """受理登记的部门应当…: the verb at the head only says who is meant, its 的 and the body stand right before the modal."""
        modal = MODAL.search(clean, begin, end)
        stop = modal.start() if modal else end if after and MODAL.match(clean, *after[0]) else -1
        if stop < 0 or _TURNS.match(clean, begin):
            return False
        told = clean.rfind("的", begin + 2, stop)
        return told > 0 and self._words.body_ends(clean, told + 1, stop)[-1:] == [stop]

    def _on_condition(self, clean: str, begin: int, end: int, after: list[tuple[int, int]]) -> list[Bearer]:
        """单位从业人员超过百人的，应当…: who is at the head of a condition must do what stands behind it."""
        modal = MODAL.match(clean, *after[0]) if after and clean.endswith(("的", "时", "后"), begin, end) else None
        if modal is None or _PUNISHES.match(clean, modal.end()):
            return []
        for place in self._words.next_body_ends(clean, begin, min(end, begin + 24)):
            if place - begin < 2 or clean[place] in _GOES_ON or _PEOPLE_OF.match(clean, place):
                continue
            said = bodies.expand(clean, begin, place)
            if not said or said[0].begin != begin or _CAUSES.match(clean, begin):
                continue
            if not (_AGENT_NOUN.search(clean, begin, place) or self._words.predicate_at(clean, place, end)):
                return []  # 煤矿建设工程设计未经审查的: the works are what it is about
            role = self._role(clean, *after[0], after[0][1], after[1:])
            return [Bearer(b.name, b.kind, role, b.begin, b.end, "bearers.subject-modal", 0.85) for b in said]
        return []

    def _asked(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """Whoever stands right behind 要求 (要求各村各单位履职担当): the first phrase that names somebody and does not go on, whatever verb follows."""
        for size in range(min(8, end - begin), 1, -1):  # 要求北京全力强化…
            if clean[begin : begin + size] in place_names() and self._words.predicate_at(clean, begin + size, end):
                return [Bearer(clean[begin : begin + size], "zr:Collective", IMPLEMENT, begin, begin + size, "bearers.asked", 0.8)]
        ends = self._words.body_ends(clean, begin, end)
        for place, following in zip(ends, (*ends[1:], end + 9), strict=False):
            if following - place <= 2 or clean.startswith(("、", "和", "及", "与", "各", "以及", "有关", "相关", "主要", "负责"), place):
                continue  # 各地 of 各地区, 各村 of 各村委
            said = actors(clean, begin, place)
            if said and all(b.specific or _ANYWHERE.match(b.name) for b in said):
                return [Bearer(b.name, b.kind, self._role(clean, begin, place, end, []), b.begin, b.end, "bearers.asked", 0.85) for b in said]
        return []

    def _predicates(
        self, clean: str, begin: int, end: int, modal: re.Match[str] | None, after: tuple[int, int] | None
    ) -> Iterator[tuple[int, str]]:
        """Where the subject at the head of a clause may end, nearest first: (offset, what follows). `modal` is the clause's first."""
        words = self._words
        limit = modal.start() if modal else end
        while limit - begin > 2 and (found := _EVEN.search(clean, begin, limit)) is not None:
            limit = found.start()
        shown = "modal" if modal else "verb"
        ends = words.body_ends(clean, begin, limit)
        for place in ends:
            if _ESTABLISHED.match(clean, place) or _WORKS_OF.match(clean, place) or modal and _LIST_GOES_ON.match(clean, place):
                continue
            if modal and place == limit:
                yield place, "modal"
            elif modal is None and after is not None and clean.startswith("作为", place) and MODAL.match(clean, *after):
                yield place, "modal"  # 书记作为第一责任人，要…
            elif words.predicate_at(clean, place, end):
                yield place, shown
            elif _CHIEF.match(clean, place, end):
                yield place, "chief"
            elif clean[place : place + 1] in tuple("包联挂驻派") and not clean.startswith(("派出", "派驻", "联合"), place) and clean[place - 1] in "导部员长记）":
                yield place, shown
        if modal and limit > begin:
            yield limit, "modal"
        if ends[-1:] == [end] and clean.startswith(("：", ":"), end) and after is not None:
            yield end, "labelled"
        if (
            modal is None
            and after is not None
            and ends[-1:] == [end]
            and (_STRESSED_MODAL.match(clean, *after) or words.scene(clean, *after) and MODAL.search(clean, *after))
        ):
            yield end, "modal"

    def _role(self, clean: str, begin: int, at: int, end: int, after: list[tuple[int, int]]) -> str:
        """The role that a subject's predicate gives: what stands between it and the next subject."""
        head = clean[at : min(end, at + 40)]
        if _leads().search(_ELSEWHERE.split(head, 1)[0]) or "牵头" in clean[begin:at]:
            return LEAD
        if _cooperates().match(head):
            return COOPERATE
        reach = end
        for b, e in after:
            if not self._words.opens_no_subject(clean, b, e) and self._words.body_ends(clean, b, e):
                break
            reach = e
        if _WORKS.search(clean, begin, at) is None and _WATCHES.search(clean, at, reach) or _OFFICE.search(clean, begin, at) and _INSPECTS.search(clean, at, end):
            return SUPERVISE
        if _GUIDES.match(clean, at, end):
            return SUPERVISE  # 省水利厅指导和监督全省防汛工作
        for word in _SUPERVISES.finditer(clean, at, reach):
            if self._object(clean, word.end(), reach) is not None or _DO.match(clean, word.end()):
                return SUPERVISE
        return IMPLEMENT

    def _labelled_role(self, clean: str, after: list[tuple[int, int]]) -> str:
        """The role of a body that labels its line (县应急管理局：…): to lead anything goes before carrying out the rest."""
        if any(_ROLE_LEAD.search(clean, *part) for part in after):
            return LEAD
        return self._role(clean, after[0][0], *after[0], after[1:])

    def _object(self, clean: str, at: int, end: int) -> tuple[int, int] | None:
        """The span of the body right behind 督促 / 指导 / 推动, followed by what it must do."""
        while clean.startswith(("和", "、", "并", "与", "检查", "指导", "帮助", "推动", "督促", "监督", "落实", "强化", "鼓励", "支持", "协调", "引导", "教育", "组织", "要求"), at):
            at += 1 if clean[at] in "和、并与" else 2
        if at >= end or clean[at] in "，,；。":
            return None
        for place in self._words.next_body_ends(clean, at, end):
            if place - at > 60:
                break
            if place == end or clean[place] in "，,；" or self._words.predicate_at(clean, place, end) or MODAL.match(clean, place):
                return at, place
        return None

    def role_of_rest(self, segment: Segment, verdict: Verdict) -> str:
        """The role that a segment without a subject of its own gives to the one carried into it."""
        clean = self._outline.clean
        return self._role(clean, verdict.core, verdict.core, segment.end, [])

    def _with(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """X 会同 Y: Y cooperates."""
        found: list[Bearer] = []
        for word in _WITH.finditer(clean, begin, min(end, begin + 14)):
            for place in self._words.next_body_ends(clean, word.end(), end):
                if place == end or clean[place] == "，" or self._words.predicate_at(clean, place, end):
                    said = actors(clean, word.end(), place)
                    if not said:
                        continue  # 会同县|建设厅: a level whose office begins like a verb
                    found += [Bearer(b.name, b.kind, COOPERATE, b.begin, b.end, "bearers.together", 0.85) for b in said]
                    break
        return found

    def _supervised(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """督促 X …: X implements. 加强 X 管理，督促 …: X is whom the second verb means."""
        found: list[Bearer] = []
        for word in _MOVES.finditer(clean, begin, end):
            if clean.rfind("“", begin, word.start()) > clean.rfind("”", begin, word.start()):
                continue  # a slogan in quotation marks orders nobody
            span = self._object(clean, word.end(), end)
            if span is None and word.group().startswith("督促"):
                managed = _MANAGED.search(clean, begin, word.start())
                span = managed.span("who") if managed else None
            if span is None or word.group().startswith("责") and _IF_ORDERED.match(clean, word.end()):
                continue
            said = actors(clean, *span)
            if said and said[0].begin - span[0] > 6:
                continue  # 督促本村机动车上牌、年检和驾驶人员培训: things before the people
            for body in said:
                # 引导企业…, 支持和指导院校…: those who are helped bear nothing by that; 推动地方政府… is a duty of theirs
                if body.name.startswith("其"):
                    continue
                public = _PUBLIC.search(body.name) is not None
                ordered = word.group()[:2] in ("督促", "督导", "责令", "责成") or word.group() == "监督" and clean[word.start() - 1] in "当须要并和、，"
                sure = 0.85 if ordered else 0.7 if public else 0.4
                found.append(Bearer(body.name, body.kind, IMPLEMENT, body.begin, body.end, "bearers.supervised", sure))
        return found

    def _banned(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """严禁 X 将 / 把 / 以 …: X is who must not."""
        found: list[Bearer] = []
        for word in _BANS.finditer(clean, begin, end):
            for place in self._words.body_ends(clean, word.end(), min(end, word.end() + 24)):
                if clean.startswith(("将", "把", "以", "擅自", "违规", "违法", "违反", "超"), place) or clean.startswith(("任何", "一切"), word.end()) and not clean.startswith(("、", "和", "或", "及", "与"), place):
                    said = bodies.expand(clean, word.end(), place)
                    found += [Bearer(b.name, b.kind, IMPLEMENT, b.begin, b.end, "bearers.banned", 0.8) for b in said]
                    break
        return found

    def _under(self, clean: str, begin: int, end: int) -> list[Bearer]:
        """在 X 监督下, 接受 X 的监督: X supervises."""
        found: list[Bearer] = []
        if clean.find("下", begin, end) < 0 and clean.find("接受", begin, end) < 0:
            return found
        for under in _UNDER.finditer(clean, begin, end):
            b, e = under.span("who" if under["who"] else "watched")
            led = _LED.search(clean, b, e)
            found += [Bearer(one.name, one.kind, SUPERVISE, one.begin, one.end, "bearers.under", 0.85) for one in actors(clean, led.end() if led else b, e) if not _ANYBODY.search(one.name)]
        return found


def _behind_connectives(clean: str, at: int, end: int) -> int:
    """Where a clause goes on behind 但是, 同时, 条例规定, 汛期期间 and the like."""
    while at < end and (clean[at] in _CONNECTS_OPENS or clean[at].isdecimal() or clean.find("规定", at, end) >= 0 or clean.find("期间", at, end) >= 0):
        found = _CONNECTIVE.match(clean, at, end)
        if found is None or found.end() == at:
            break
        at = found.end()
    return at


def _unique(found: Sequence[Bearer]) -> list[Bearer]:
    if not found:
        return []
    kept: dict[tuple[str, str], Bearer] = {}
    for bearer in sorted(found, key=lambda b: (b.begin, b.end, -b.confidence)):  # the surest way to one that is read twice
        kept.setdefault((bearer.name, bearer.role), bearer)
    return list(kept.values())
