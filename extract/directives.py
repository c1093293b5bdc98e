"""Is a segment a directive? The constructions in which this prose orders something, and those that only look like it.

A segment is judged from its clauses and from where it stands:

- *explicit*: a clause has a modal (要、应、须、必须、务必、不得、严禁 …) in a place where a modal can stand;
- *reported*: a report verb (强调、要求、指出 …) opens what somebody asked for;
- *bare*: a clause begins with a directive verb (加强、落实、开展 …), perhaps after adverbs and prepositional phrases; it counts
  only where the surroundings order something (a notice, a plan, a speech's tasks, what a meeting demanded);
- *assigned*: 由 X 牵头 / X 负责 …

and refused when it reports what was done, describes a situation, states importance, defines, permits or greets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from sys import maxsize
from types import MappingProxyType

from ontology.record import record

from . import listed
from .apart import apart
from .clauses import clauses
from .cues import Cues
from .outline import ARTICLE, CHAPTERS, Outline, Segment
from .quick import begins, later, quick
from .tables import Row


@record
class Verdict:
    """A segment's directive: modality, rule, confidence, and where its order begins (after a reporting clause)."""

    prohibited: bool
    rule: str
    confidence: float
    core: int  # clean offset: what is ordered begins here


# 要 is a modal unless it is part of a word: 重要 主要 需要 要求 要素 …; 要我安全 is a slogan.
_MODAL = (
    r"(?<![重主首紧摘纪简概次提机扼险精枢津总])(?<!的需)(?<!必须)(?<!(?<!务)必)(?<!不需)(?!(?<=需)要[^，。]{0,24}的(?:情况|问题|事项|意见|困难|汇报))(?<!(?<!船)只)要" + apart("要") + r"(?![大小多少高低早晚快慢强弱长短好严](?:$|[，。；得一些的]))(?![求素点害领件闻务职塞旨目略义隘冲犯账])(?!我安全)(?!么)(?!被)"
    r"|应当|应该|必须|务必|务须|须(?![臾知根弥])|(?<![响适对相反供回呼感效顺因策报答照内])(?<!一)应(?=(?:[做按于在严具设及立将由以与向从把加制建落开组配定明遵依采提保切实积主当自予全该根进坚深健强始充结认尽优统在随同本装使动逐每布预投切启停退悬标验校拆隔更][^急]|(?:识别|满足|考虑|记[录入载]|能[够自在按通提防抵及正保支准快识]|覆盖|说明|包[括含]|确[保认定]|监[测控视]|至少|符合|注[意明]"
    r"|避免|防止|检[查验测]|采[用取]|支持|报[送告请]|经[^过]|安[装排]|达到|执行|编[制写]|公[布开示]|接受|穿|佩|清[楚理除]|维护|负责|不[^断]|取得|参[加照与]|承担|停[止用]|选[择用取]|具有)(?!的)))"
    r"|(?<!当)须|(?<![仍尚还急亟必的])需(?=[要做按于在严及立将由加制建落提])|不得(?!不|已)|严禁|禁止|不准|不许|不能(?!满足|得到|正确|从根本|适应)|不应|不允许|不可(?=[麻掉松懈有放])|绝不|决不|切勿|严格控制|一律|(?:(?<=^)|(?<=[，,：:；]))请(?![求示假教客愿战柬坐问进便])|请(?=及时|于|按|尽快|认真|将|各|务必)|希望(?=[各大全同你]|[\u4e00-\u9fff]{2,12}(?:公司|局|部门|单位|企业|集团|村|社区|乡镇|县区|协会|学校|媒体|群众|司机|市民))"
    r"|尽量|力争"
)
MODAL = quick(_MODAL)
_BAN = quick(r"严禁|禁止|不得(?!不|已|少于|低于|超过|多于)|不准|不许|一律不|一律禁|绝不允许|决不允许|不允许|绝不能|决不能|不应(?!有)|切勿")
_DUTY = later(lambda: quick(
    r"(?<![重主只首紧])要(?![求素点])|应当|必须|务必|加强|落实|做好|抓好|确保|严格(?!禁)|做到|建立|完善|开展|严防|加大|强化|推进|督促|坚决(?!不|杜)|报|整改|负责|及时|自觉|遵守|实行|(?:是|为)[^，。]{0,20}责任人|派出|出发|并(?=[把将及])"
))
_AGAINST = r"(?:擅自|违规|违法违规|违章|非法违法|未按(?:规定|要求|照)|未经(?:批准|许可|审批))(?![^，。]{0,30}(?:的(?:[，,]|$|要|一律|行为|企业|单位)|行为|问题|情况|一律))"
# What was done, and how things stand.
_PAST = later(lambda: quick(
    r"已(?:经|全部|完成|于|被|达|建成(?!的)|形成|累计|陆续|基本(?!形成的)|将|(?:派|组织|启动|赶|抵达|成立|展开|部署|调派|调集|拨|投入|责成|紧急|立即|连夜|迅速|前往|赴)(?![^，。]{0,10}的))|取得(?:了|积极|明显|显著|较?好|实效|成效|突破|新)|了(?!解|然|结|望|如指|若指)|同比|环比|共发生|(?:先后|多次|近日|(?<![\d一二三四五六七八九十])日前|昨日|昨天|今天上午)|得到(?:了|有效|进一步|明显|较)|"
    r"被(?:处以|处上|处罚|依法|追究|给予|责令|吊销|拘|警告|免职|撤职)|接连发生|发生多起|进行了|实现了|完成了|开展了|共(?:检查|排查|出动|查处|开展|完成|有|组织)|出席(?:会议|并)|参加(?:会议|了|调研|相关|培训|活动|座谈|仪式|此次|本次)|主持(?:召开|会议|并)|受访者|记者|(?:月|日|年)(?:上午|下午|晚)"
    r"|随后[又还]?(?:到|赴|前往|来到|深入)|均(?:已|在)(?=[^，。]{2,12}(?:深入|检查|开展))"
    # accidents told, and what was done to those who answer for them
    r"|(?<![凡未不对])(?<!一旦)(?<!如果)(?<!防止)(?<!杜绝)(?<!避免)(?<!遏制)(?<!引)发生(?!产)(?:一起|两起|一例)?[^，。的]{0,24}(?:事故|火灾|爆炸|坍塌|中毒|险情)(?=[，,]|$)(?![^。]{2,60}的(?:[，,]|$))|[致造][^，。]{0,6}(?:\d|[一二两三四五六七八九十]+)人?[^，。]{0,4}(?:死亡|遇难|受伤|被困|失踪)"
    r"|给予[^，。]{2,40}(?:警告|记过|记大过|撤职|降级|降职|开除|留党察看|留用察看)[^，。]{0,8}处分|罚款(?:人民币)?[\d一二三四五六七八九十百]|等[\d一二三四五六七八九十]+(?:名|人)[^，。]{0,10}(?:移送|采取|立案|追究|处分|处理|拘留)"
))
# An inspection told: 9月30日，副市长某某率队赴…
_INSPECTED = re.compile(r"^[（(]?(?:20\d\d年)?\d{1,2}月\d{1,2}日[^，。]{0,6}[，,]?[^，。]{2,40}(?:率队|率[\u4e00-\u9fff]{0,12}[组队]|带队|深入|赴|前往|一行)(?![^。]{0,40}(?:要|应|须))")
_EVENT = quick(r"(?:召开|举行|举办|组织召开|主持召开)[^，。]{0,60}(?:会议|大会|座谈会|发布会|培训班|培训会|动员会|推进会|部署会|调度会|现场会|例会|视频会|全会)")
_WHY = later(lambda: re.compile(r"(?<=[\u4e00-\u9fff])，这(?:既|也|不仅)?是[^，。]{2,20}$"))  # …，这是安全生产的底线: why, behind the order
_ONCE = re.compile(r"\d[月日]|今天|昨[天日]|近日|日前|上午|下午|当[晚天日]|结束后|之后|会后|紧接着|随后")
_STATE = later(lambda: quick(
    r"仍然|依然|符合[^，。]{2,30}利益$|仍(?=[有处存需在不较])|[尚急亟][需待]|存在(?![^，。]{0,24}[的，])|(?:薄弱|突出|严峻|不容乐观|繁重|艰巨|复杂|不足|淡薄|不够|较差|较多|偏大|密集|较大|增多|高发|频发)(?=[，,]|$)|尚未|有待|逐渐(?:好转|改善|提高|增强)|(?:党中央|国务院)[^，。；]{0,6}高度重视|"
    r"表现在|主要是指|是指(?![引导挥向定明])|所称|称为|分为|都是[^，。]{2,400}$|这[一两二三四五六七八九]?[样个次]?是|^(?:20|19)\d\d年是|^今天(?:这个|的)会|属于|事关|关系到|重于泰山|意义重大|人命关天|(?<![数依根证单票])据.{0,10}(?:预测|监测|统计|了解)|"
    r"(?<![就但凡于])是(?=[^，。]*$)[^，。]{2,60}(?:的)?(?:基础|关键|前提|结果|之年|时段|阶段|措施|举措|责任|保障|支撑|环节|重点|时期|底线|红线|要求|体现|需要|力量|目标|根本|主线|重中之重|屏障|防线|(?:战略|重大|重要|政治|光荣)(?:任务|使命)|(?:主管|管理|监管|办事|常设)(?:部门|机构|机关)|关键所在)$|(?<=，)有利于|(?:活动|内容|任务|对象|范围|形式|包)(?:主要)?包括|(?:(?<!责任)(?<!牵头)(?<!配合)单位|公司|负责人|代表人|面积|人数)为[^，。]{2,40}(?:公司|集团|[（(]|\d)"
    # what somebody did against the rules
    rf"|(?:^|(?<=[，,；矿厂司企场人位站车船])){_AGAINST}|该[^，。]{{1,10}}{_AGAINST}"
))
# 这是人人都应当做到的: said of a thing, asked of nobody.
_IS_WHAT = re.compile(r"是[^，。；是]{2,24}(?:应当?|应该|必须|须)[^，。；]{1,16}的(?=[，。；]|$)")
# 基础还需要巩固: how things stand, with a word that asks
_UNFIRM = re.compile(r"基础[^，。；]{0,8}(?:需要?|有待)[^，。；]*")
# 加强管理是…, 创新是…: the verb names what is spoken of.
_NAMED_BY_VERB = re.compile(r"[\u4e00-\u9fff]{2,4}是(?!否|非)")
# 要清醒地看到 …: what follows is a view of things.
_THINK = re.compile(r"(?:要|必须|应当?)(?:清醒|充分|理性)?(?:地|的)?(?:看到|指出的是|说明的是)")
_STRONG = ("要", "必须", "务必", "应当", "应该", "应", "须")
# Who reports stands at the head of the clause: a meeting, a paper, a person (《通知》要求, 会议还就…强调, 张某某指出).
_REPORT = re.compile(
    r"[^，。要按]{0,36}?(?:会议|大会|全会|例会|会上|座谈会|批示|讲话|《[^》]{2,40}》|通知|意见|[他她]|[\u4e00-\u9fff·]{2,12})?"
    r"(?:还|并|同时|再次|特别|明确|进一步|最后|着重|对此|就[^，。]{1,40})?"
    r"(?:(?:强调|指出|号召|叮嘱|嘱咐|希望|提醒)(?![的了和]|事项)|部署(?=各[地级有单市县]|有关|相关|全国各)|(?<![求署定作策关等的准本项编新理量])要求(?![的和，]|、|$|及|与)|(?<![求署定作策关等的准本项编新理量])要求(?=[，：:]|$)"
    r"|(?:明确|议定|商定|提出(?:要求|以下要求|[一二三四五六七八九]点(?:要求|意见))?|指示|表示|说|认为|(?<!的)决定)(?=[，：:]|$))"
    r"|(?:《[^》]{2,40}》)?[^，。：:]{0,24}(?:指导思想|总体要求|主要目标|总体目标|工作目标|发展目标|目标任务|总体思路|基本原则)是(?=[：:，]|$)"
)
# What a report cannot do without: most segments are told apart by this alone, and most clauses of the others.
_REPORTS = "强调|指出|明确|提出|要求|号召|叮嘱|嘱咐|希望|提醒|指示|表示|说|认为|决定|议定|商定"
_REPORTING = re.compile(rf"{_REPORTS}|是[：:，]")
_REPORTING_CLAUSE = re.compile(rf"{_REPORTS}|是(?:$|[：:，]|.*部署)|部署.*是")
_VOICED = re.compile(r"(?:表示|认为|说)[，：:]?$")
_CARRIED_REPORT = re.compile(r"(?:并|同时|还|再次|现场)?(?:强调|要求|指出)(?![的和])")
_NOT_REPORT = re.compile(r"(?:按照?|根据|落实|贯彻|符合|达到|满足|围绕|遵照|依照)[^，。]*要求")
_QUOTED = re.compile(r"“[^”]{1,40}”|「[^」]{1,40}」|《[^》]{1,80}》|（[^）]{1,60}）")
_ASSIGNED = quick(r"(?:^|[，,])由(?!于|此|来)[^，,。]{2,60}?(?:牵头|负责(?!人)|组织|会同|承担|督办|负总责|主办|承办|处理|协调|委托|带队|现场|统一|具体|逐|审|核准|核发|批准|认定|划定|颁发|受理|登记|汇总|书面|立即|按)(?!的|(?:主办|举办|承办|组织)?[^，。有]{0,3}的)|(?<=[^，。]{2})牵头[，、][^，。]{2,60}(?:配合|参加|参与|协助)|(?:领导|干部|员|[组队站所镇乡村]长|书记|主任)(?:包|联|挂|驻)(?:片|村|组|户|乡|镇|山头|点|线|街|路段)")
# 渡口由镇政府管理, 任何人都有报告的义务: what an article gives to somebody to do
_ENTRUSTED = quick(r"由(?!于|此|来)(?<![自理缘事]由)[^，,。]{2,60}?(?:管理|公告|公布|发布|制定|规定|确定|编制|设置|设立|实施|办理|执行|收取|征收|核定|作出)(?!的)|有[^，。；]{2,24}义务$")
# Verbs that do nothing, and words that the dictionary takes for verbs: 属于…, 正常的…; 发展 is one at the head of a sentence.
_IDLE = re.compile(r"感谢|相信|暴露|说明|告诉|牺牲|失去|累计|出动|走访|慰问|听取|死亡|受灾|隐瞒|属于|有|是|具有|具备|包括|需要|成为|处于|存在|位于|涉及|表示|认为|出现|来自|可能|可以|能够|已经?|正|曾|据|看到|正常|一般|主要|符合|关系|使|令|让|即|从事|获得|预计|介绍|表明|显示|意味|值得|适用|[^，。；]{2,8}是|[^，。；]{0,24}[了过着](?!解)|.*(?:已|人次|余[处次人户家项]|\d|百分之|率(?:[，。]|$)|带来|表明|时有发生|多发|有序推进|明显|寥|的[^，。；]{2,12}是)")
_SLOGAN = re.compile(r"[\u4e00-\u9fff]{4}(?:[，、][\u4e00-\u9fff]{4})*")  # 开放合作，安全可控
_ACT = re.compile(r"(?:发展|服务|推广)(?!的|[和与、]|中|方面|阶段|目标|规划)[^，。；]{4,}")
_AIM = re.compile(r"(?:确保|力争|务求|争取|努力)[^，。；]+")  # 确保行动取得实效 tells of nothing done
_UNDONE = later(lambda: re.compile(r"(?:未|没有|不)[\u4e00-\u9fff]{2,6}"))
_QUOTA = later(lambda: quick(r"不[少低]于|不超过|不得少于|(?:达到|达)\s*\d|\d{1,2}[月日号时](?:底|初|中旬|份)?(?:之)?[前内]|年底前|[本当][年月周日]内|\d+个?(?:工作日|日|天)之?内|每(?:[一二三两四五六\d]+个?)?(?:天|日|周|旬|月|季|年|半|学期)|至少[一二两三四\d]|至少[\u4e00-\u9fff]{1,3}[一二两三四\d]|\d+小时(?:内|值|待)|当[天日场]"))
_PUNISH = quick(r"(?:从重|从严|严肃|依法依规|依法|一律|先|立即|坚决)(?:予以|进行|给予)?(?:处罚|处理|追究|追责|问责|免职|停职|查处|约谈|通报|惩处)")
# 方案，报县政府备案: what must be handed in, whoever does it.
_FILED = re.compile(r"(?:^|[，,])应?报(?![告请经])[^，。；]{2,40}?(?:备案|审批|批准|审核|核准)(?=$|[，,；])")
_CHIEF = re.compile(r"(?:是|为)[^，。]{0,30}(?:第一责任人|责任主体|主要责任人|直接责任人|首要责任人|责任单位)")
_DEFINES = quick(r"所称|(?<![（(])以下(?:统|简|合)称|的目的(?:在于|是)|^主要用于|是指(?![引导挥向定明])|适用于?本(?![省市县区](?!行政))|本(?:标准|文件|部分|指南|规范|规程|办法|规定|条例|导则|细则)适用于")
_PERMITS = quick(r"(?<!不)可(?:以|(?=[根按依向]))|有权(?!处理|管辖|机关|部门|限)")
# A heading under which words are explained: 软件升级：将某一版本更新到另一版本的过程 orders nothing.
_TERMS = re.compile(r"(?:名词|术语)(?:解释|(?:和|与|及)?定义|释义|说明)?$|(?:名词|术语|用语)[^，。]{0,8}(?:解释|定义|含义|释义)")
_BINDS = quick(r"应当|应(?![急对用邀聘付征届城力变有声])(?<![响适对相反供回呼感效顺因策报答照内一]应)|必须|不得|务必|严禁|(?<![需必只主重])要(?![求素])")
# 有的县区…, 一些企业…: what some do is told, not ordered.
_SOME = re.compile(r"有的|有些|一些|个别|少数|不少|许多|大多数?|部分(?!.{0,10}负责)")
_TARGET = re.compile(r"(?:控制在|达到|降至|降到|提高到|提升到|下降|不低于|不超过|超过)[^，。]{0,10}\d")
# 到2015年，应急队伍达到15支: what stands before the figure is what it is about, it does nothing.
_GOAL = re.compile(r"到(?:\d{4}年|“?十[一二三四五]五”?)[^，]{0,6}，[^。，]{2,40}(?:达标|全覆盖|达到|不低于|不超过|率)[^，。]{0,8}(?:\d|$)")
_FURNITURE = re.compile(
    r"^(?:附件(?!信息|材料|内容|资料)|附表|附图|图\s*\d|表\s*\d|专栏\s*\d|来源|责任编辑|编辑|作者|发布时间|发布日期|信息来源|联系人|联系电话|电话|传真|邮编|地址|抄送|主送|印发|签发|原文链接|【|注[:：]|[（(]此件|同志们$|各位[^，]{0,8}$|尊敬|目\s*录|扫一扫|(?:打印|关闭)(?:本页|窗口|页面|此页|[ 　|【】\[\]]|$)|索引号|文号|主题词|(?:完成时限|牵头单位|责任单位|配合单位|序号|备注|工作任务|重点任务|联系人)$)"
    r"|(?:导语|导读|摘要)[:：]"
)
_FURNITURE_OPENS = begins(_FURNITURE.pattern)
# Whose the page is, and where the site found it.
_SITE = re.compile(r".{0,12}(?:版权所有|未经(?:许可|授权|同意|书面许可)[，, ]{0,2}(?:不得|禁止|严禁|请勿)|网友上传|不代表本[站网]|仅供(?:参考|学习))|[^。]{0,40}(?:不代表本[站网]|文章?来源于?网)")
_SITE_SIGN = re.compile(r"版权所有|未经[许授同书]|网友上传|不代表本|仅供|来源于?网")
# Lines and phrases that only introduce: titles, preambles, 我讲三点意见, 现将…通知如下.
# Every alternative of the preambles holds one of these; they are looked for first.
_PREAMBLE_SIGN = quick(r"如下|决定|发布|颁布|签发|制定(?:和实施)?(?:本|以下)|(?:^|，)我|[讲谈提][一二三四五六七八九十几两]|关于|印发《|[（(]\d{4}年")
_PREAMBLE = later(lambda: quick(
    r"(?:通知|通报|批复|规定|安排|要求|意见|方案|函告|公告|公示|答复)如下$|(?<=[^，。要应]{2})决定(?:对|在|于|自|从|即日起|组织|开展|成立|集中)(?![^。]*(?:各|要|应当|必须|由[^，。]{2,24}(?:牵头|负责)))[^。]*$|(?:发布|颁布|签发)(?:本|如下|此)(?:命令|通告|公告|令)|特?制定(?:和实施)?(?:本(?!单位|部门|地区?|系统|行业|辖区|乡|镇|县|区|市|企业|级|村)|以下|如下)|(?:^|，)我(?:再|就)?(?:[^，。]{0,40})?(?:讲|谈|提|强调)[^，。]{0,6}(?:点|个|几|一下|[:：]|$)|(?:^|，)我代表|[讲谈提][一二三四五六七八九十几两]+(?:点|个方面)(?:的)?(?:意见|要求)|印发《[^》]{4,60}》(?:的通知)?$|(?:办法|规定|条例|通知|意见|规则|细则|决定|标准|公告|目录)[（(]\d{4}年|^[（(]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^，。]{2,90}(?:发布|公布|颁布)[^，。]{0,90}(?:施行|实施|修改|修订|修正|[）)])"
))
_ABOUT = re.compile(r".{0,40}关于[^，。]{4,80}(?:通知|意见|方案|通报|决定|批复|公告|函|办法|规定|报告|讲话)(?:[（(][^）)]*[）)])?$")

_NUMBERED_DUTY = re.compile(r"[一二三四五六七八九十]{1,3}要")  # the number has the modal: 一要…
_QUESTION = re.compile(r"哪[些个里]|什么|如何|怎么|怎样|是否|能否|为何|为什么|有没有|多少|谁|几[个天人]|[吗呢]$")
# …，要求全镇各村：一是…: who is asked, before what for.
ASKED = re.compile(r"(?:要求|责成)(?=[各全有相市县区镇省乡][^，。；：]{1,24}$)")
# Who sits in a group, and where its office is: it tells, it orders nothing.
_SEATED = quick(r"任(?:副?组长|副?总指挥|副?指挥长|办公室(?:副)?主任)(?!的)|(?:为|任)(?:小组|领导小组)?成员|办公室设在")
# A policy that came without its title still says in its preamble what it is, and has the chapters of its kind.
_ISSUED = re.compile(r"提出(?:如下|以下)(?:[^，。]{0,6})(?:意见|措施|要求)|制[定订](?:本|如下|以下)[^，。]{0,12}(?:方案|意见|计划|规划|措施|纲要|要点|细则|预案)[。:：]")
_CHAPTER = re.compile(r"(?:总体要求|总体思路|指导思想|基本原则|编制原则|基本要求|主要内容|重点工程|专项行动|实施步骤|主要目标|工作目标|发展目标|重点任务|主要任务|工作任务|保障措施|组织实施|工作要求|组织保障)$")


def _introduces(body: str) -> bool:
    """Is it a title, a preamble or a phrase that announces what is said?"""
    return _PREAMBLE_SIGN.search(body) is not None and (_PREAMBLE.search(body) is not None or "关于" in body and _ABOUT.match(body) is not None)


def _blank(found: re.Match[str]) -> str:
    return "〇" * len(found.group())


def _bans(words: str) -> bool:
    """Is something forbidden, and nothing ordered beside it?"""
    return _BAN.search(words) is not None and _DUTY.search(_UNDONE.sub("", words)) is None


def _past(words: str, begin: int = 0, end: int = maxsize) -> re.Match[str] | None:
    """The first sign that something was done."""
    return _INSPECTED.match(words, begin, end) or _PAST.search(words, begin, end)


def _describes(told: str) -> bool:
    """Does it say how things stand?"""
    return _STATE.search(_WHY.sub("", told) if "，这" in told else told) is not None


def _tells(told: str) -> bool:
    """Does it tell what was done, or how things stand?"""
    return _past(told) is not None or _describes(told)


# The title of a speech; 出席会议并讲话 is news of one.
_LABELLED_DUTY = re.compile(r"[：:](?:负责|牵头|组织|指导|协调|定期|加强|做好|督促|落实|结合|建立|会同|配合)")
_DUTIES = later(lambda: re.compile(rf"[\u4e00-\u9fff、（）]{{2,24}}(?:部门|局|办|委|厅|政府|支队|大队|中心|单位|站|所|公司|指挥部){_LABELLED_DUTY.pattern}"))
SPOKEN = re.compile(r"(?<![并作])(?<!发表)(?<!重要)讲话(?:稿|提纲|要点)?(?:[（(][^）)]*[）)])?\s*$")


class Judge:
    """Judges the segments of one outline, in order; it remembers whether the text is ordering or telling."""

    def __init__(
        self, page_outline: Outline, kind: str, cues: Cues, rows: Mapping[int, Row] = MappingProxyType({}), items: Mapping[int, listed.Listed] | None = None
    ) -> None:
        """`rows` are the tables' and `items` the lists' of the outline; the items are found where they are not given."""
        self._outline = page_outline
        self._items = listed.find(page_outline) if items is None else items
        self._rows = rows
        self._kind = kind  # "law", "notice", "speech", "news"
        self._cues = cues
        self._site = _SITE_SIGN.search(page_outline.clean) is not None  # does any line tell of the site that the page stands on?
        self._looking_back: dict[int, bool] = {}  # what is known of the segments by which others stand

    def verdicts(self) -> list[Verdict | None]:
        """One verdict a segment, None where it is no directive."""
        found: list[Verdict | None] = []
        tasks = self._answered_for()
        items = self._items
        defining = False  # under a heading that says what words mean
        ordering = fresh = False
        last_line = -1
        for segment in self._outline.segments:
            if segment.line != last_line:
                # in news, an order is taken up in the next paragraph only where the last one ended with it
                fresh = self._kind == "news"
                ordering = self._opens(segment, ordering and (not fresh or segment.rank > 0 or bool(found) and found[-1] is not None))
                last_line = segment.line
            row = self._rows.get(segment.line)
            if row is not None:
                found.append(self._in_table(segment, row))
                continue
            if segment.heading or segment.rank in CHAPTERS:
                defining = _TERMS.search(self._outline.text(segment)) is not None
            verdict, ordering = self._judge(segment, ordering, fresh)
            if defining and not segment.heading:
                verdict = None
            elif segment.index in items:
                verdict = self._as_listed(segment, items[segment.index].kind, verdict)
            if verdict is None and segment.index in tasks:
                verdict = Verdict(False, "measures.noted", 0.8, segment.begin)  # 钢丝绳更换。责任部门：…
            announced = segment.heading and ordering and self._cues.directive_at(self._outline.clean, segment.begin, segment.end)
            fresh = fresh and verdict is None and not announced
            found.append(verdict)
        return self._in_runs(found)

    def _in_runs(self, verdicts: list[Verdict | None]) -> list[Verdict | None]:
        """Between two orders of one paragraph, a sentence that begins with any verb is one too (兜牢底线, 帮助企业…, 发展智能产品)."""
        if self._kind == "law":  # what stands between the duties of an article are circumstances and fines
            return verdicts
        segments = self._outline.segments
        for before, one, after in zip(segments, segments[1:], segments[2:], strict=False):
            around = verdicts[before.index], verdicts[after.index]
            if verdicts[one.index] is None and all(around) and before.line == one.line == after.line and self._acts(one):
                verdicts[one.index] = Verdict(False, "measures.in-run", 0.75, one.begin)
        return verdicts

    def _acts(self, segment: Segment) -> bool:
        """Does a sentence that tells of nothing begin with a verb that does something?"""
        clean, begin, end = self._outline.clean, segment.begin, segment.end
        body = clean[begin:end]
        if segment.heading or end - begin < 6 or _IDLE.match(body) or _SLOGAN.fullmatch(body) or _FURNITURE.match(body) or _tells(body) or self._conditions(segment, body):
            return False
        first = clauses(clean, begin, end)[:1]
        return bool(first) and not self._cues.scene(clean, *first[0]) and (_ACT.match(body) is not None or self._cues.opens_with_verb(clean, begin, end))

    def _as_listed(self, segment: Segment, kind: str, verdict: Verdict | None) -> Verdict | None:
        """What an item is by the sentence over its list: none of its own where that only tells cases, a ban where that forbids."""
        if kind == listed.CASES or kind == listed.PAPERS and verdict is not None and not verdict.rule.endswith("modal"):
            return None
        if kind == listed.DUTY and verdict is None and self._says_what_to_do(segment):
            return Verdict(False, "measures.listed-duty", 0.75, segment.begin)
        if kind == listed.BANNED and not (verdict is not None and verdict.prohibited) and segment.end - segment.begin >= 4:
            return Verdict(True, "measures.listed-ban", 0.8, segment.begin)
        return verdict

    def _says_what_to_do(self, segment: Segment) -> bool:
        """Under 应当履行下列职责：, whatever begins with a verb (进行技术交底) is a duty, but for circumstances (…的) and what is allowed."""
        clean, begin, end = self._outline.clean, segment.begin, segment.end
        if segment.heading or end - begin < 6 or clean.endswith("的", begin, end) or _PERMITS.search(clean, begin, end):
            return False
        return self._cues.opens_with_verb(clean, begin, end)

    def _answered_for(self) -> frozenset[int]:
        """The segments with a note right behind them that says who answers (责任单位：…): tasks, whatever their words."""
        segments = self._outline.segments
        return frozenset(
            one.index
            for one, follows in zip(segments, segments[1:], strict=False)
            if follows.note and not one.note and not one.heading and one.rank > 0 and not self._furniture(self._outline.text(one))
        )

    def _in_table(self, segment: Segment, row: Row) -> Verdict | None:
        """A task cell orders; the other cells say who and by when. A row between bars is one segment, its task cell within."""
        if any(b < segment.end and segment.begin < e for b, e in row.tasks) and segment.end - segment.begin >= 4:
            body = self._outline.text(segment)
            return Verdict(_bans(body), "measures.table-row", 0.85, segment.begin)
        return None

    def _furniture(self, body: str) -> bool:
        """Does the line belong to the page and not to the text?"""
        return body[0] in _FURNITURE_OPENS and _FURNITURE.match(body) is not None or self._site and _SITE.match(body) is not None

    def _opens(self, segment: Segment, ordering: bool) -> bool:
        """Is the text ordering where a new line begins?"""
        if self._kind in ("notice", "law"):
            return not self._retrospect(segment)
        if self._kind == "speech":
            return not self._retrospect(segment) and (segment.parent >= 0 or segment.rank > 0)
        return ordering

    def _retrospect(self, segment: Segment) -> bool:
        """Does the segment stand under a heading that looks back or describes (取得成效, 面临形势, 存在问题)?"""
        if segment.heading and segment.rank < 7 and self._cues.looks_back(self._outline.text(segment)):
            return True
        under = segment.parent
        if under not in self._looking_back:
            self._looking_back[under] = under >= 0 and self._retrospect(self._outline.segments[under])
        return self._looking_back[under]

    def _judge(self, segment: Segment, ordering: bool, fresh: bool) -> tuple[Verdict | None, bool]:
        clean = self._outline.clean
        begin, end = segment.begin, segment.end
        body = clean[begin:end]
        if len(body) < 4:  # 他强调：一要…
            return None, ordering or _REPORT.fullmatch(body) is not None
        if segment.note or self._furniture(body) or _introduces(body):
            return None, ordering
        parts = clauses(clean, begin, end)
        if segment.stop in ("？", "?") and parts and _QUESTION.search(clean, *parts[0]):
            return None, ordering
        core, reported = self._reported(parts, begin)
        rest = [(b, e) for b, e in parts if b >= core]
        if core > begin and not rest:
            rest = [(core, end)] if core < end else []
        if not rest:
            return None, ordering or reported
        if rest[0][0] > core and clean[core:rest[0][0]].strip("，,：: "):
            rest.insert(0, (core, rest[0][0]))
        tail = clean[rest[0][0] : end]
        if "“" in tail or "《" in tail or "（" in tail or "「" in tail:
            tail = _QUOTED.sub(_blank, tail)
        if self._conditions(segment, tail):
            return None, ordering
        tail = _IS_WHAT.sub(_blank, tail) if "的" in tail else tail
        tail = _UNFIRM.sub(_blank, tail) if "基础" in tail else tail
        modal = MODAL.search(tail)
        while modal is not None and _THINK.match(tail, modal.start()):
            modal = MODAL.search(tail, modal.end())
        retrospect = self._retrospect(segment)
        if segment.heading and not (reported or modal):
            # a heading announces; it is kept out, unless it is a full sentence with a modal
            return None, ordering
        told = _AIM.sub(_blank, tail)
        numbered = modal is None and _NUMBERED_DUTY.match(clean, segment.start, begin) is not None
        if numbered or modal is not None and not (retrospect and modal.group() not in _STRONG):
            reached = modal.end() if modal is not None else 0
            past = _past(told)
            late_past = past if past is None or past.start() >= reached else _past(told, reached)
            if late_past is None or late_past.start() > reached + 12:
                sure = 0.95 if past is None and not _describes(told) else 0.88
                if retrospect:
                    sure -= 0.15
                return Verdict(_bans(tail), "measures.reported-modal" if reported else "measures.modal", sure, rest[0][0]), True
        if reported and _VOICED.search(clean, begin, rest[0][0]):
            return None, ordering  # what somebody says or thinks orders nothing without a modal
        if reported and not _tells(told) and (self._bare(clean, rest) or self._told(clean, rest) or self._asked(clean, rest[0])):
            return Verdict(_bans(tail), "measures.reported", 0.9, rest[0][0]), True
        if retrospect:
            return None, False
        if modal is None and _SEATED.search(tail):
            return None, ordering
        if (_ASSIGNED.search(tail) or self._kind == "law" and _ENTRUSTED.search(tail)) and _past(told) is None:
            return Verdict(_bans(tail), "measures.assigned", 0.8, rest[0][0]), ordering
        if ordering and _CHIEF.search(tail) and _past(told) is None:
            return Verdict(_bans(tail), "measures.chief", 0.85, rest[0][0]), True
        if reported or not ordering or _tells(told):
            return None, ordering or ASKED.search(body) is not None
        if _EVENT.search(tail) and _ONCE.search(tail) and not _QUOTA.search(tail):
            return None, ordering
        if self._kind == "notice" and _GOAL.match(tail):
            return Verdict(_bans(tail), "measures.target", 0.75, rest[0][0]), True
        if self._bare(clean, rest):
            return Verdict(_bans(tail), "measures.bare", 0.85, rest[0][0]), True
        if self._kind in ("law", "notice") and _FILED.search(tail):
            return Verdict(_bans(tail), "measures.bare", 0.75, rest[0][0]), True
        if _PUNISH.search(tail):
            return Verdict(_bans(tail), "measures.punish", 0.8, rest[0][0]), True
        if self._kind == "notice" and self._given(clean, rest):
            return Verdict(_bans(tail), "measures.assigned", 0.75, rest[0][0]), True
        if (not fresh or _QUOTA.search(tail)) and not self._cues.permits(clean, rest[0][0], end) and self._told(clean, rest):
            return Verdict(_bans(tail), "measures.subject-verb", 0.75, rest[0][0]), True
        if (self._kind != "news" or not fresh) and _QUOTA.search(tail):
            return Verdict(_bans(tail), "measures.quota", 0.65, rest[0][0]), True
        if self._kind == "notice" and _TARGET.search(tail):
            return Verdict(_bans(tail), "measures.target", 0.65, rest[0][0]), True
        return None, ordering

    @staticmethod
    def _conditions(segment: Segment, tail: str) -> bool:
        """A listed condition (… 的；) or a definition (本办法所称 …, … 是指 …) is no order, whatever verbs it holds."""
        if tail.endswith("的") and segment.rank >= 4:
            return True
        if _DEFINES.search(tail):
            return True
        return _PERMITS.search(tail) is not None and _BINDS.search(tail) is None

    def _reported(self, parts: list[tuple[int, int]], begin: int) -> tuple[int, bool]:
        """Where the reported order begins (after 会议强调，), and whether there is one."""
        clean = self._outline.clean
        last = parts[: 6][-1][1] if parts else begin
        if _REPORTING.search(clean, begin, last) is None:
            return begin, False
        for i, (b, e) in enumerate(parts[:6]):
            found = _CARRIED_REPORT.match(clean, b, e) or (_REPORT.match(clean, b, e) if i < 3 and _REPORTING_CLAUSE.search(clean, b, e) else None)
            if found is None or _NOT_REPORT.search(clean, b, found.end()) or MODAL.search(clean, begin, found.end() - 2):
                continue
            core = parts[i + 1][0] if found.end() == e and i + 1 < len(parts) else found.end()
            while core < last and clean[core] in " \u3000":
                core += 1  # …强调 坚决…: a title
            again = _CARRIED_REPORT.match(clean, core, last)  # 作出批示，要求抓紧…
            return (again.end() if again else core), True
        return begin, False

    def _bare(self, clean: str, parts: list[tuple[int, int]]) -> bool:
        """Does the first clause that does more than set the scene begin with a directive verb?"""
        labelled = False
        for b, e in parts:
            if _NAMED_BY_VERB.match(clean, b, e):
                return False
            if self._cues.directive_at(clean, b, e):
                return True
            if labelled and (self._cues.predicate_at(clean, b, e) or clean.startswith(("牵头", "配合", "协助", "参与", "负责", "协调"), b)):
                return True  # 农业服务中心：及时统计上报灾情
            labelled = clean.startswith(("：", ":"), e) and self._cues.body_ends(clean, b, e)[-1:] == [e]
            if not labelled and not self._cues.scene(clean, b, e):
                return False
        b, e = parts[-1]
        return clean[b] not in "0123456789今去本" and self._cues.directive_behind(clean, b, e)

    def _given(self, clean: str, parts: list[tuple[int, int]]) -> bool:
        """Does a clause give a task to somebody with 由 (…，由土地所下达通知)?"""
        return any(clean.startswith("由", b) and clean[b + 1] not in "于此来" and self._cues.directive_within(clean, b + 1, e) for b, e in parts)

    def _asked(self, clean: str, part: tuple[int, int]) -> bool:
        """Is somebody asked right behind 要求 (要求各村各单位履职担当)? Then any verb will do."""
        return clean.endswith("要求", 0, part[0]) and any(place - part[0] > 1 and place + 1 < part[1] for place in self._cues.body_ends(clean, *part))

    def _told(self, clean: str, parts: list[tuple[int, int]]) -> bool:
        """Does a clause hold a body and, behind it, a directive verb (各级媒体加大…, 应急部负责…)?"""
        for b, e in parts:
            if _SOME.match(clean, b, e):
                return False
            if self._cues.directive_within(clean, b, e):
                return True
            if not self._cues.scene(clean, b, e):
                return False
        return False


def kind_of(page_outline: Outline, title: str, words: Cues) -> str:
    """What kind of document it is, as far as directives are concerned: "law", "notice", "speech" or "news"."""
    clean = page_outline.clean
    head = clean[:400]
    articles = sum(1 for s in page_outline.segments if s.rank == ARTICLE)
    notice = re.search(r"(?:关于|现将|现就|特就|(?<=[，。\n])就)[^。]{2,90}(?:通知|意见|方案|函|批复|通报)|有关(?:事项|事宜|要求)(?:通知|通报|批复)如下|特制定本|制定以下|[〔﹝\[（]\d{4}[〕﹞\]）]\s*\d+\s*号", head)
    if articles >= 4 and not (notice and re.search(r"关于印发|关于发布.{0,30}通知", head)):
        return "law"
    if re.search(r"同志们|我(?:再)?(?:讲|强调|提)[^。]{0,12}(?:意见|要求)", clean[:600]) or SPOKEN.search(title):
        return "speech"
    if re.search(r"传达提纲|贯彻意见", clean[:300]):
        return "speech"
    if notice or re.search(r"(?:方案|计划|规划|意见|要点|通知|通报|措施|决定|安排|办法|清单|分工|职责|纪要|[防禁封][火山][令]|命令|通告|公告|预案|提示|提示函|督办函|倡议书|公开信)$", title) or re.search(r"^[^\n]{0,30}会议纪要\s*$|纪要如下[：:]", clean[:600], re.MULTILINE):
        return "notice"
    if _ISSUED.search(clean[:900]):
        return "notice"
    if sum(s.note for s in page_outline.segments) >= 2:
        return "notice"  # no news names who answers in notes
    if len(_LABELLED_DUTY.findall(clean)) >= 3 and sum(1 for s in page_outline.segments if _DUTIES.match(clean, s.begin, s.end)) >= 3:
        return "notice"  # 安监部门：定期…; 公安部门：负责…: a list of duties
    chapters = sum(1 for s in page_outline.segments if s.heading and _CHAPTER.search(page_outline.text(s)))
    if chapters >= 2 and "召开" not in clean[:120]:
        return "notice"
    numbered = sum(1 for s in page_outline.segments if s.rank in (2, 4) and s.heading)
    if numbered >= 3 and "召开" not in clean[:120]:
        plain = [s for s in page_outline.segments if not s.heading]
        ordered = sum(1 for s in plain if MODAL.search(clean, s.begin, s.end))
        bare = sum(1 for s in plain if words.directive_at(clean, s.begin, s.end))
        told = sum(1 for s in plain if _past(clean, s.begin, s.end))
        if ordered * 6 >= len(plain) or bare * 2 >= len(plain) > told * 4:
            return "notice"
    return "news"
