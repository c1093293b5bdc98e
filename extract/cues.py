"""Cue words as the grammar uses them: sets keyed for quick look-up at a place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import add

from ontology import concepts
from ontology.bodies import body_words
from ontology.dictionary import per_lexicon, taught
from ontology.jurisdictions import rows

from .apart import apart, outside_places
from .quick import begins, later, quick
from .verbs import open_verbs

_LOOKS_BACK = quick(
    r"取得|成效|成绩|回顾|总结(?!推广|验收|阶段|评估|提升|巩固|考核|上报|通报|表彰|提高|评价)|工作情况|基本情况|形势|存在(?:的)?(?:主要)?(?:问题|不足)|主要问题|问题(?:和|与)不足|面临|现状|背景|概况|事故(?:情况|概况|经过|原因)|有关情况|检查情况|完成情况|(?:处理|处罚|问责|查处|追责|责任追究)(?:情况|结果|决定)$|处理(?:意见|建议)$|暴露出|(?:典型|警示)案例$|事故教训$|内涵|意义重大"
)
_SCENE_END = re.compile(r"(?:的|[^以今然背落最幕]后|(?<!小)时|期间|之?前|过程中|情况下|基础上)$")
_IN_FIELD = re.compile(r"[\u4e00-\u9fff、“”]{2,14}(?<!等)(?:方面|领域|环节)")
# Small words that may stand with the scheme's adverbs before a verb.
_CLOSED_ADVERBS = (
    "都要", "必要时", "每年", "每月", "每季度", "全省", "全市", "全县", "全区", "全镇", "全州", "基本", "具体", "分别", "同步", "随机", "实时", "会后", "广", "要", "应", "须", "一道", "联合",
    "全部", "即", "做到", "受委托", "深度", "优先", "特别", "尤其", "依法", "从严", "统筹", "严格", "加快", "严肃", "以及", "和", "或", "及", "将", "能够",
)

# 认真地, 扎实有效地 …
_MANNERS = (
    "有效", "认真", "深入", "全面", "切实", "坚决", "积极", "主动", "及时", "科学", "合理", "有序", "有针对性", "创造性", "毫不松懈", "一刻不停", "不折不扣", "深刻", "严格", "不断",
    "更好", "最大限度", "最大程度", "有力", "精准", "高质量", "高标准",
)

# Words that are as often nouns (发展, 应用) order only behind an adverb.
_DEVELOPS = re.compile(r"(?:立即|及时|适时|尽快|迅速)启动(?!的)|(?:大力|积极|加快|优先|重点|着力|有序|稳步|协同|深入|广泛)(?:发展|应用|运用|布局|挖掘|拓宽|发掘)(?!的)|(?:科学|合理|统筹|综合|超前)布局(?!的)|统一(?!的|部署|领导|安排|组织|指挥|思想|行动)[^，。；的]{2,16}(?=$|[，。；])")
# 将…纳入…: as 把 does it; 将 alone may only tell what will be.
_MAKES = re.compile(r"将[^，。；]{1,60}?(?:纳入|列入|列为|作为|融入|贯穿|转化为|落实到|落到|传达到|延伸到|延伸至|细化|分解|报送?(?=[省市县区州镇国我至])|上报)(?!的)")
_LETS = re.compile(outside_places("[让把]", at_begin=True))
# 对…进行检查: what is done to something.
_DOES_TO = re.compile(r"对[^，。；了曾已]{2,60}?(?:进行(?!了|过|[^，。；]{0,12}的)|(?:开展|实施|实行|采取)(?!了|过|的))")
# A clause that only sets the scene: a preposition or a time opens it, and the order follows behind its comma.
_SCENE = re.compile(outside_places(
    r"(?:(?:从|自)?即日起|以(?!及)|按照?|针对|对(?:于|照|标)?|在|通过|围绕|结合|根据|为(?:了|进一步|切实|全面|认真|深入|有效|确保|落实|贯彻|做好|加强|推动|推进|促进|充分)?|从|由于|鉴于|随着|聚焦|立足|利用|依托|依据|基于|面向|面对|就|凡|经(?![济开营理销信发])|自|到\d{4}年|至|截至|当前|目前|近期|今年|明年|每年|下一步|下步|接下来|同时|此外|另外|因此|为此|对此|特别是|尤其是|要?坚持|会后|[0-9][0-9]{0,3}年|[0-9][0-9]?[月日]|除|遇|一旦|适应|顺应|瞄准|(?:综合|充分)运用|未|如|若|未|发现|发生|有条件|同[^，。；]{2,12}(?:一道|一起)$)",
    at_begin=True,
))
_SCENE_OPENS = begins(_SCENE.pattern)  # digits of other widths are none in a clean text
_SCENE_ENDS = frozenset("的后时间前中下上")  # the last characters of _SCENE_END
_DEVELOPS_OPENS = begins(_DEVELOPS.pattern)
_DOES_OPENS = begins("|".join((_LETS.pattern, _MAKES.pattern, _DOES_TO.pattern)))
_PERMIT = quick(r"(?<![不])可(?:以|根据|按|依|向|由|在|视|自|对|直接|适当)|不适用|适用本|参照(?:本|执行)")
# What begins with a repeat cannot be said the quick way, and then nothing of it is: 市县两级 has its first character apart.
_BODY_END = (
    r"(?:部门|单位|[省市州县区乡镇村组][省市州县区乡镇村组]{1,3}[两二三四五]级|(?<=[和或者、及与])个人|企业家?|公司|集团|机构|机关|政府|党委|党组|党工委|管委会|委员会|安委会|安委办|安办|防指|防总|防汛指|指挥部|领导小组|(?:工作|调查|督导|检查|评估|专家|巡查|考核|核查|指导|验收)组|联组|小组|协管会|业委会|理事会|专班|办公室|协会|学校|中小学|小学|中学|大学|(?<=[心学])校|院校|院所|医院|幼儿园|托幼机构|养老院|敬老院|福利院|卫生院|景区(?!内|点)|项目部|项目(?=[要应须]|必须|务必|立即|一律|落实|停止|停工)|车间|班组|农户|住户|商户|经营户|养殖户|业主|酒店|宾馆|饭店|商场|超市|加油站|网点|媒体|乡镇|街道|镇街|社区|村委会|居委会|(?<![进入农乡])村|县区|市区|市县|区县|市州|州市|地区|省市|各方面|有关方面|相关方面|各地|各级|各方|[校院厂矿警]方|厂|矿(?!井)|站(?![位在起])|(?<=供电|税务|财政|国土|水管|林管|交管|卫生|工商|环卫|房管|农机|动检)所|所(?![在有属需具负牵知规造涉获称述])|(?<![布格结大变时战僵])局(?![面势]|限(?![期时])|部(?![署门队]))|厅|(?<![全内外])部(?![署分位件])|委(?!托)|办(?![法理好学案结事公])|队伍|支队|大队|总队|中队|队|(?<![正相身所])处(?![于理置罚分]|在(?!\d))|科|院|中心|银行|组织|团体|人员(?![聚密]集|伤亡|疏散|撤离|流动|集中|搜救|转移|避险|往来|来华)|干部|负责同志|领导同志|同志|负责人|责任人|(?:当事|申请|承运|托运|承包|承租|出租|投保|受托|报告|举报|投标|招标)人(?![员口民])|领导|书记|市长|县长|区长|乡长|镇长|主任|职工|主席|经理|厂长|组长|(?<=[县市区镇乡州村组矿厂站所校院局科处部队班首])长|总指挥|董事长|总工程师|法定代表人|实际控制人|控制人|护林员|网格员|村医|民兵(?!连)|连长|武警|(?<=广大)群众|[乡镇](?=[（(])|(?<![城乡集])[乡镇](?![长政党人镇村区街办域级内上中里辖属企各容压静定海乡场士亲愁情音土俗下间邻情贤道])|(?<=[县市区][）)])长|员(?!工)|矿井|矿(?![山井])|室|镇长|部队|板块(?!化)|条线|[民辅交特]警|力量|小分队|船只|渔船|社(?!会)|从业者|工作者|各族人民|全党(?!同志|工作)|主体|业主|经营者|驾驶人|管理者|成员|委员|代表|双方|(?:受托|委托|承包|发包|承租|出租|投资|供货)方|农民个人|省级|市级|县级|区级|乡级|镇级|州级|[县市区省州盟旗])(?:[（(][^）)]{1,12}[）)])?(?:等)?"
)
# 监管部门, 组织部门, 试点单位 …: names that begin like a verb.
_VERBAL = (
    r"(?!(?:指导|组织|监督|监管|督查|服务|教育|宣传|引导|督导)企业)(?:安全)?(?:教育|监管|监督|督查|组织|宣传(?:新闻)?|应急|执法|检测|检验|评估|审批|审核|管理|指导|建设|使用|牵头|责任|配合|实施|运行|服务|培训|推广|研发|开发|设计|施工|监理|救援|保障|调度|登记|统筹|协调|防范|整治|巡查|发现|经营|应用|采集|提供|归集|测试|评价|认证|咨询|研究|申报|使用|面向|劝导|抢险|抢修|扑火|扑救|排涝|救护|搜救|处突|巡堤|瞭望|治超|检疫|巡防|联防|调解|督导|巡护|值守|申请|承包|承运|托运|承租|出租|投保|举报|报告|投标|招标)(?:和[\u4e00-\u9fff]{2,4})?(?:主管|管理|监管|检查|服务|技术|执法)?(?:部门|单位|机关|机构|局|部(?!署)|室|科|处(?![理置])|站|[大支中总分]队|中心|专班|队伍?|主体|委|办|组|人员|企业(?!家)|者|方|人(?![机工才口体])|体系)"
    r"|(?:分管|主管|协管|值班|带班|跟班|值守|包保|包片|包村|联系|挂点|挂钩|驻村|驻企|驻厂|驻点|监护|监火|巡护|巡查|管护|帮扶)(?:的)?(?:(?:县|市|区|镇|乡|厅|局|矿|厂)?(?:领导|负责人|负责同志|责任人|干部|人员|同志|[县市区镇乡局矿厂站所处科队组]长|书记|主任)|单位|部门|工作队|小组|员)"
    r"|(?:委托|支持|联合|移交|报送|报告)(?:单位|人)(?=应|要(?!求)|须|必须)"
    r"|派出(?:所|机构|机关)|派驻(?:组|机构|纪检|单位)|以上|对口|在建" + apart("建", at_begin=True) + r"|在岗|从业|从事|经营性|自[然主]|从严治|依法设立"
)
_VERBAL_BODY = later(lambda: re.compile(_VERBAL))
_VERBAL_OPENS = begins(_VERBAL)
# 编制单位应当…: whoever does it, with the duty right behind; no order to do it.
_DOER = re.compile(r"(?![对向在把将按从给为以由凡经]|要求|督促|责令|责成|指导|组织|引导|鼓励|支持|通知|提醒|动员|联合|确定|明确|委托|聘请|任命)[\u4e00-\u9fff]{2,4}(?:单位|部门|机构|机关|人员|企业|主体|者)(?=应|必须|不得|要(?!求)|须)")
# 各级负有安全监管职能的部门: what they are charged with, no duty of theirs.
_CHARGED = re.compile(r"(?:以及|[及和与])?(?:负有|承担|具有|肩负|行使)[^，。；]{2,24}?的(?:相关|有关|各)*(?:部门|单位|机关|机构|企业)|(?:以及|[及和与])?负责[^，。；]{2,24}?的(?:相关|有关|各)*(?:部门|机关|机构)(?=[应要须必、，和及在对按依是负])")
# 气象部门预计，…: what somebody knows to say is no duty of theirs.
_TELLS = re.compile(r"(?:最新)?(?:预测|预计|预报|估计|统计|表示|认为|介绍|透露|发现)(?:称|说|显示)?(?:$|[，,：:])")
_NO_DUTY_OPENS = begins(f"{_CHARGED.pattern}|{_TELLS.pattern}")
# 教育、农机、文物等部门: names of offices that are as often verbs; 定期组织交通、农机等部门 tells whom to gather.
_LIST_OF_OFFICES = later(lambda: re.compile(r"(?!(?:不?定期|及时|积极|主动|统一|牵头)?(?:组织|协调|督促|指导|会同|联合|联系|配合|发动|引导|动员|协同|协助)(?![、和]))(?:[\u4e00-\u9fff]{2,6}[、和])+[\u4e00-\u9fff]{2,6}等[^，。、]{0,8}(?:部门|单位)"))


@dataclass(frozen=True, slots=True)
class Cues:
    """The scheme's directive verbs and the adverbs that may stand before them."""

    verbs: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]  # of the verbs, by their first two characters, the longest first
    adverb: re.Pattern[str]
    hows: frozenset[str]  # the characters with which the adverbs begin
    begins: frozenset[str]  # the characters with which verbs, adverbs and what does as they do begin
    ends: re.Pattern[str]  # words with which a body's name can end, and whole names that end in none of them (中国电信)
    verbal: Mapping[str, tuple[str, ...]]  # names of bodies that begin like a verb or a preposition (规划部门, 经贸委), by their first two characters

    def looks_back(self, heading: str) -> bool:
        return _LOOKS_BACK.search(heading) is not None

    def scene(self, clean: str, begin: int, end: int) -> bool:
        return (
            clean[begin] in _SCENE_OPENS and _SCENE.match(clean, begin, end) is not None
            or clean[end - 1] in _SCENE_ENDS and _SCENE_END.search(clean, max(begin, end - 4), end) is not None
            or clean.endswith(("方面", "领域", "环节"), begin, end) and _IN_FIELD.fullmatch(clean, begin, end) is not None
        )

    def permits(self, clean: str, begin: int, end: int) -> bool:
        return _PERMIT.search(clean, begin, end) is not None

    def directive_at(self, clean: str, begin: int, end: int) -> bool:
        """Does a directive verb stand at `begin`, perhaps after adverbs?"""
        return self._verb_at(clean, begin, end) and not self._verbal_body(clean, begin, end)

    @staticmethod
    def _verbal_body(clean: str, begin: int, end: int) -> bool:
        """Does a body stand here whose name begins like a verb?"""
        return clean[begin] in _VERBAL_OPENS and _VERBAL_BODY.match(clean, begin, end) is not None

    def _verb_at(self, clean: str, begin: int, end: int) -> bool:
        """The same, though the verb may begin the name of a body (监管部门)."""
        if clean[begin : begin + 1] not in self.begins:
            return False
        if clean[begin] in _DEVELOPS_OPENS and _DEVELOPS.match(clean, begin, end):
            return True
        found = self.adverb.match(clean, begin, end) if clean[begin] in self.hows else None
        places = (begin, found.end()) if found else (begin,)
        verbs = self.verbs
        for at in places:
            for length in self.lengths.get(clean[at : at + 2], ()):
                word = clean[at : at + length]
                if at + length <= end and word in verbs and not clean.startswith(("人", "同志") if word == "负责" else "的", at + length):
                    return True
            if clean[at : at + 1] in _DOES_OPENS and (_LETS.match(clean, at) or _DOES_TO.match(clean, at, end) or _MAKES.match(clean, at, end)):
                return True
        return False

    def directive_behind(self, clean: str, begin: int, end: int) -> bool:
        """Does a directive verb stand anywhere behind the preposition that opens the clause (面向…开展…, 在…内开展…)?"""
        behind = clean[begin + 4 : max(end - 2, 0)]
        return not self.verbs.isdisjoint(map(add, behind, behind[1:]))

    def directive_within(self, clean: str, begin: int, end: int) -> bool:
        """Does a body stand at the head of the clause, with a directive verb behind it?"""
        return any(self.predicate_at(clean, at, end) for at in self.next_body_ends(clean, begin, min(end, begin + 90)))

    def body_ends(self, clean: str, begin: int, end: int) -> list[int]:
        """The offsets behind words with which a body's name can end, ascending."""
        return [found.end() for found in self.ends.finditer(clean, begin, end)]

    def next_body_ends(self, clean: str, begin: int, end: int) -> Iterator[int]:
        """The same, found as they are asked for."""
        return (found.end() for found in self.ends.finditer(clean, begin, end))

    def predicate_at(self, clean: str, at: int, end: int) -> bool:
        """Does what a body must do begin here: a directive verb, perhaps after adverbs, or a preposition?"""
        if at < end and clean[at] == "“":  # 负责人“四不两直”开展…: a quoted manner
            at = clean.find("”", at, end) + 1 or at
        if at >= end or self._verbal_body(clean, at, end) or self._named_like_verb(clean, at, end):
            return False
        if clean[at] in _NO_DUTY_OPENS and (_CHARGED.match(clean, at, end) or _TELLS.match(clean, at, end)):
            return False
        if self._verb_at(clean, at, end) or _PREPOSITIONS.match(clean, at):
            return True
        adverb = self.adverb.match(clean, at, end)
        if adverb and _PREPOSITIONS.match(clean, adverb.end()):
            return True
        manner = _MANNER.match(clean, at, end)
        at = manner.end() if manner else at
        if adverb is not None and clean.startswith(("抓", "管"), adverb.end()):
            return True  # 分管领导具体抓
        return bool(manner) or self._open_at(clean, at) or adverb is not None and self._open_at(clean, adverb.end())

    def opens_with_verb(self, clean: str, begin: int, end: int) -> bool:
        """Does any verb stand at `begin`, perhaps after adverbs, whether or not it is one that orders (进行技术交底)?"""
        adverb = self.adverb.match(clean, begin, end)
        return self._open_at(clean, begin) or adverb is not None and self._open_at(clean, adverb.end())

    @staticmethod
    def _open_at(clean: str, at: int) -> bool:
        """Does any verb stand here (上传), no rate of one (覆盖率)?"""
        word = clean[at : at + 2]
        return word in open_verbs() and not clean.startswith("率", at + 2) and not clean.startswith(_begun_so().get(word, ()), at)

    def timed_at(self, clean: str, at: int, end: int) -> bool:
        """Does a when, how often or how stand here, as it does between a subject and its verb?"""
        return at < end and _MANNER.match(clean, at, end) is not None

    def acts_at(self, clean: str, at: int, end: int) -> bool:
        """A predicate, or one of the short verbs of duty lists (包乡, 管户, 抓点)."""
        if at >= end:
            return False
        return clean[at] in "包管抓守盯看带联挂负驻" or clean.startswith(("牵头", "配合", "参与"), at) or _MANNER.match(clean, at, end) is not None

    def opens_no_subject(self, clean: str, begin: int, end: int) -> bool:
        """Does the clause begin with a verb or a preposition, so that no subject can stand at its head?"""
        if (clean[begin : begin + 1] not in _SCENE_OPENS or _SCENE.match(clean, begin, end) is None) and not self._verb_at(clean, begin, end):
            return False
        listed = clean.find("等", begin, end) >= 0 and _LIST_OF_OFFICES.match(clean, begin, end) is not None
        return not (listed or self._verbal_body(clean, begin, end) or self._named_like_verb(clean, begin, end) or _DOER.match(clean, begin, end))

    def _named_like_verb(self, clean: str, begin: int, end: int) -> bool:
        return clean.startswith(self.verbal.get(clean[begin : begin + 2], ()), begin, end)


@cache
def _begun_so() -> dict[str, tuple[str, ...]]:
    """The places whose names begin like a verb (登封市, 建德市), by the verb."""
    names: dict[str, list[str]] = {}
    for row in rows():
        if len(row.name) > 2 and row.name[:2] in open_verbs():
            names.setdefault(row.name[:2], []).append(row.name)
    return {verb: tuple(begun) for verb, begun in names.items()}


# When and how often, between a subject and its verb (护林员每天…, 安监部每旬…, 省防指20日12时前…).
_MANNER = later(lambda: re.compile(
    r"(?:(?:[\d一二三两四五六七八九十半]{1,3})个?(?:年|月|周|天|日|工作日|小时)之?内|[雨晴]天|夜间|白天|平时|周末|节假日|逢[集会节雨][\u4e00-\u9fff]{0,3}|[上下]学[^，。]{0,4}?(?:时段|期间|时)|[\u4e00-\u9fff]{2,4}(?:时段|期间)|每(?:天|日|周|旬|月|季度?|年|半月|半年|逢|[一二三两四五六七]天|人|户|班)|\d{1,4}[年月日号时](?:\d{1,2}[日号时分])?[^，。；]{0,10}?[前内起]|\d{1,2}月(?:份|[底初]|[上中下]旬)?(?=[\u4e00-\u9fff])|\d+个?(?:小时|分钟|工作日|天|日)(?:以|之)?内|[本上下]?[年月周日]内|年底前|月底前|全程|全天|当[天日场]|24小时|昼夜|即刻|立即|马上|从今[天日晚]起|至少|限期|书面|当面|现场|统一|直接|自觉|主动|逐[人户家个栋]|(?:进村)?入户|上门|上路|周[一二三四五六日末](?:至周?[一二三四五六日末])?|带队|不[少低]于|不超过|轮流|(?:[汛节会假雨冬春夏秋]|“[^”]{1,4}”)[\u4e00-\u9fff]{0,4}前|(?:对[^，。]{2,24})?负(?=[^责，。]{1,12}责|总责))"
))
_PREPOSITIONS = re.compile(outside_places("从|自|在|就|对照|围绕|针对|立足|除|为|按照|于|先|已|对|将|把|按|依|凭|根据|结合|向|每|以|通过|会同|经", at_begin=True))


@per_lexicon()
def cues() -> Cues:
    """The cue words of the ontology, ready for the grammar."""
    return made_from(concepts.cues(), taught("cue", "lead", "cooperate"))


def made_from(scheme: concepts.Scheme, more: tuple[str, ...] = ()) -> Cues:
    """The grammar's words out of a cue scheme: all labels under `directive`, those of `manner`, and `more` verbs."""
    verbs = frozenset((*(label for cue in scheme if cue.broader == "directive" for label in cue.labels if len(label) > 1), *more))
    adverbs = sorted({*scheme["manner"].labels, *_CLOSED_ADVERBS}, key=lambda word: (-len(word), word))
    manners = "|".join(_MANNERS)
    first = frozenset(word[0] for word in (*adverbs, *_MANNERS, "扎实", "分", "全"))  # told apart by this alone, most places need no trial of all
    pattern = re.compile(rf"(?:(?=[{re.escape(''.join(sorted(first)))}])(?:(?:扎实)?(?:{manners})地(?!产|方|区|质|下|面)|分(?:行业|区域|领域|类别|批次|层级|片区|阶段|步骤?|年度)、?|全(?:方位|流程|过程|链条|周期)、?|{'|'.join(map(re.escape, adverbs))}))+")
    lengths: dict[str, set[int]] = {}
    for verb in verbs:
        lengths.setdefault(verb[:2], set()).add(len(verb))
    opening = frozenset((*first, *(head[0] for head in lengths))) | _DEVELOPS_OPENS | _DOES_OPENS
    return Cues(verbs, {head: tuple(sorted(known, reverse=True)) for head, known in lengths.items()}, pattern, first, opening, _ends(), _verbal(verbs))


def _ends() -> re.Pattern[str]:
    words = body_words()
    known, open_end = re.compile(rf"(?:{_BODY_END})$"), re.compile(_BODY_END)
    odd = {name for body in words.standing for name in (body.label, *body.alt) if known.search(name) is None}
    # heads that the pattern does not see before a verb, because their last character is as often something else: 派出所负责, 县妇联
    odd |= {head for head in words.heads if len(head) > 1 and head not in _ALSO_WORDS and all(found.end() != len(head) for found in open_end.finditer(head + "负责"))}
    chiefs = "|".join(sorted(name for name in words.person if name.endswith(("长", "支书", "一把手")) and known.search(name) is None))
    return quick("|".join((*map(re.escape, sorted(odd, key=lambda name: (-len(name), name))), _BODY_END, rf"(?:{chiefs})(?={_ACTS})")))


_ALSO_WORDS = frozenset(("学会", "电网", "矿业", "煤业", "协调机制", "联席会议", "联防联控机制", "常委会", "预备役", "总署", "联合会", "基金会"))
_ACTS = "牵头|负责|配合|会同|协助|带队|包|要(?!求|素)|应|须|必须|不得|为|是|落实|抓|开展"


def _verbal(verbs: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The departments by their fields of work, where the field is as often a verb (规划, 教育, 统计) or begins with a preposition."""
    words = body_words()
    names = {name for name in words.offices if len(name) > 2} | {stem + ending for stem in words.stems for ending in ("部门", "局", "厅", "委", "办")}
    like: dict[str, list[str]] = {}
    for name in sorted(names):
        if name[:2] in verbs or name[:2] in open_verbs() or _PREPOSITIONS.match(name) or name[:3] in verbs or _SCENE.match(name):
            like.setdefault(name[:2], []).append(name)
    return {head: tuple(begun) for head, begun in like.items()}
