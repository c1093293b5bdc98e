"""What orders and what only tells: each construction with a sentence of its own, and its negative."""

from __future__ import annotations

import pytest

from extract.cues import cues
from extract.directives import Judge, Verdict, kind_of
from extract.outline import outline
from extract.tables import find as find_tables

NOTICE = "关于做好冬季安全工作的通知\n各村：\n现将有关事项通知如下：\n一、工作任务\n"
NEWS = "河口镇召开会议\n3月2日，河口镇召开安全生产例会。"

ORDERING = NEWS + "会议要求，要看住渡口。"  # what stands behind it may order too


def verdicts(text: str) -> dict[str, Verdict]:
    laid_out = outline(text)
    judged = Judge(laid_out, kind_of(laid_out, text.split("\n")[0], cues()), cues(), find_tables(laid_out)).verdicts()
    return {laid_out.text(s): v for s, v in zip(laid_out.segments, judged, strict=True) if v is not None}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (NOTICE + "各村要逐户检查烟囱。", "measures.modal"),
        (NOTICE + "村干部务必到岗到位。", "measures.modal"),
        (NOTICE + "企业应按规定配备安全员。", "measures.modal"),
        (NOTICE + "加强夜间巡逻，备足灭火器材。", "measures.bare"),
        (NOTICE + "各村要三月三十日前查完烟囱。", "measures.modal"),
        (NOTICE + "打破部门分割，合理布局渡口。", "measures.bare"),
        (NOTICE + "统一航标式样，分阶段更换灯具。", "measures.bare"),
        (NOTICE + "泵站应装设水位计，可根据来水调整。", "measures.modal"),
        ("石志远检查防汛工作时强调 抓紧加固堤坝 全力保障安全", "measures.reported"),
        (NOTICE + "结合本地实际，全面开展一次拉网式排查。", "measures.bare"),
        (NOTICE + "派出所每周上门核对流动人口信息。", "measures.subject-verb"),
        (NOTICE + "由镇安监所牵头，派出所、供电所配合，月底前查完所有作坊。", "measures.assigned"),
        (NOTICE + "对瞒报不报的，从重处罚。", "measures.bare"),
        (NOTICE + "镇长是辖区防汛工作第一责任人。", "measures.chief"),
        (NEWS + "会议要求，要紧盯渡口安全。", "measures.reported-modal"),
        (NEWS + "会议强调，紧盯重点部位，抓好夜间值守。", "measures.reported"),
        (NEWS + "镇长石志远指出，要把责任落到人头。", "measures.reported-modal"),
        ("任务\t牵头单位\n清理河道障碍物\t镇水利站", "measures.table-row"),
        ("整治行业 | 时间 | 责任单位 |\n渡口渡船 | 3月份 | 镇水利站 农机站", "measures.table-row"),
        # a number that has the modal, an order behind 他强调：, somebody asked whatever the verb
        (NEWS + "他强调：一要看住火塘，人走火灭。二要备齐水桶。", "measures.modal"),
        (NEWS + "会议通报了近期火情，要求各村各单位守土尽责。", "measures.reported"),
        (NOTICE + "过往船只要提早回港。", "measures.modal"),
        (NOTICE + "坚决防止渡船超载，这是渡运安全的底线。", "measures.bare"),
        (NOTICE + "立即对渡口再次进行检查、再整改。", "measures.bare"),
        (NOTICE + "提前转移牲畜，严防山洪引发生产事故。", "measures.bare"),
        (NOTICE + "将防汛物资储备纳入年度考核。", "measures.bare"),
        (NOTICE + "中心卫生院：及时统计上报伤员人数。", "measures.bare"),
        (NOTICE + "同意关停河口砂场，由国土所下达通知书。", "measures.assigned"),
        (NOTICE + "旅游方面，文旅站负责检查渡口和栈道。", "measures.subject-verb"),
        (NOTICE + "到2026年，全镇应急队伍达到12支。", "measures.target"),
        (NOTICE + "确保整治取得实效，逐户建立台账。", "measures.bare"),
        (NOTICE + "切实有效地推进管网改造。", "measures.bare"),
        (NOTICE + "希望源丰公司带头整改。", "measures.reported"),
        (NOTICE + "15个工作日内将核查结果报县安委办。", "measures.quota"),
        ("安监部门：定期组织检查。\n交通部门：结合实际制定客运政策。\n公安部门：负责驾驶员管理。", "measures.bare"),
        # a verb that no list has, between two orders; verbs of making firm; a whole people asked
        (NOTICE + "修复漏水闸门。抚恤遇险船工。加强夜间巡逻。", "measures.in-run"),
        (NOTICE + "修复漏水闸门。发展冬季温室蔬菜。加强夜间巡逻。", "measures.in-run"),
        (NOTICE + "兜牢渡运安全底线。", "measures.bare"),
        (NOTICE + "持续用力推进危桥改造。", "measures.bare"),
        (NOTICE + "同邻县一道，加强联防。", "measures.bare"),
        ("1.改造老旧线路20公里。（牵头单位：镇供电所；完成时限：10月底）\n2.更换危桥3座。（责任单位：镇交管站）", "measures.bare"),
    ],
)
def test_it_orders(text: str, rule: str) -> None:
    found = verdicts(text)
    assert rule in {verdict.rule for verdict in found.values()}, found


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        NEWS + "镇长石志远主持会议，各村支书参加会议。",
        NEWS + "去年全镇共发生火灾3起，同比减少2起。",
        NEWS + "会议指出，当前安全形势依然严峻，部分村组重视不够。",
        NEWS + "会议指出，安全生产事关群众生命财产安全。",
        NEWS + "镇里已停用两处危桥，清运垃圾30吨。",
        # a regulation's articles that define, permit or say what it is for
        "镇渡口管理条例\n第一条 为了渡运安全，制定本条例。\n第二条 本条例所称渡口，是指设在河道两岸的场所。\n第三条 村民可以申请设置渡口。\n第四条 本条例自2024年1月1日起施行。",
        NOTICE.replace("工作任务", "存在问题") + "各村普遍重视不够，制度落实不到位。",
        "凌晨4时，一货车在国道侧翻，消防员赶到现场，救出2人。",
        NOTICE + "本通知所称小作坊，是指从业人员十人以下的生产点。",
        NOTICE + "村民可以向镇政府申请补助。",
        NOTICE + "镇消防队已组织人手全力扑救。",
        NOTICE + "安全检查是保障渡运的需要，对大家都有好处。",
        NOTICE + "（责任单位：镇安监所）",
        "附件：责任清单",
        # where a meeting was watched, and news that sounds like a notice
        "我县收听收看全省会议\n2月17日，我县在五楼会议室设分会场，副县长石志远和成员单位负责人收听收看会议。\n石志远就贯彻会议精神讲了两点意见。",
        NOTICE + "该工程建设单位为源丰燃气公司（法定代表人王某）。",
        NOTICE + "宣传活动包括演练和讲座。",
        "汛情通报\n市民应做好哪些准备？",
        NEWS + "今年雨量比去年要大，局部可能有旱情。",
        # a circular's accidents and what was done to those who answer for them
        NOTICE + "5月8日，某镇一砖厂发生坍塌事故，造成2人死亡。",
        NOTICE + "经查，该厂擅自开挖坡脚，违规组织生产。",
        NOTICE + "给予副镇长高某某行政记过处分。",
        NOTICE.replace("工作任务", "处理情况") + "对厂长等3名责任人移送司法机关，吊销安全生产许可证。",
        NOTICE + "经镇政府同意，镇安委会决定在全镇开展一次集中整治。",
        # what somebody thinks, what a thing is, and the word that sounds like a modal
        ORDERING + "会议认为，今年以来，各村加强巡查，有效应对汛情。",
        ORDERING + "经济学院教授沈仲康认为，安全是基本要求，是人人都应当做到的。",
        ORDERING + "创新是一个企业的招牌，以渡船为例，加强装饰不会让人安心。",
        ORDERING + "渡运安全的基础还需要进一步巩固。",
        ORDERING + "镇长石志远强调，保护渡口符合两岸村民的共同利益。",
        ORDERING + "没有必要炫耀。这里的限值比邻县还要严。",
        NEWS + "镇长石志远指出，党中央、国务院高度重视渡运工作。",
    ],
)
def test_it_only_tells(text: str) -> None:
    assert {said for said in verdicts(text) if said not in ORDERING} == set()


@pytest.mark.parametrize("between", ("属于一般隐患。", "有的村动作慢。", "开放合作，共建共享。", "检查了三处渡口。", "水位正在上涨。", "受灾群众已安置。", "走访慰问困难职工五十余人次。", "感谢大家的辛勤付出。", "服务企业工作有序推进。", "说明工作还有差距。"))
def test_what_stands_between_orders_and_does_nothing(between: str) -> None:
    assert between.rstrip("。") not in verdicts(NOTICE + f"修复漏水闸门。{between}加强夜间巡逻。")


def test_the_duties_of_a_regulation_are_measures() -> None:
    text = "镇渡口管理条例\n第一条 为了渡运安全，制定本条例。\n第二条 渡口经营人应当配备救生衣。\n第三条 镇交管站负责渡口的监督检查。\n第四条 渡船不得超载。\n第五条 村民可以申请设置渡口。"
    assert set(verdicts(text)) == {"渡口经营人应当配备救生衣", "镇交管站负责渡口的监督检查", "渡船不得超载"}


ARTICLES = "镇渡口管理条例\n第一条 渡口应当设牌。\n第二条 船工应当持证。\n第三条 渡船应当年检。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the sentence over a list says of its items: a ban, mere cases, what is allowed, what words mean
        ("第四条 乘船人不得有下列行为：\n（一）携带火种；\n（二）将缆绳作为支架。", {"乘船人不得有下列行为": True, "携带火种": True, "将缆绳作为支架": True}),
        ("第四条 有下列情形之一的，应当停航：\n（一）超载运输旅客；\n（二）使用明令淘汰的船只。", {"有下列情形之一的，应当停航": False}),
        ("第四条 镇交管站可以采取下列措施：\n（一）进入船舱检查；\n（二）查阅航行记录。", {}),
        ("第四条 船工应当履行下列职责：\n（一）进行安全交底；\n（二）确认渡船状况。", {"船工应当履行下列职责": False, "进行安全交底": False, "确认渡船状况": False}),
        ("第四条 下列区域禁止停船：\n（一）桥梁两侧的水域；\n（二）取水口保护的范围。", {"下列区域禁止停船": True}),
        ("第四条 申请人应当提交申请，申请材料包括：\n（一）船舶检验机构出具的检验证明；\n（二）属新造船的，应当提供建造合同。", {"申请人应当提交申请，申请材料包括": False, "属新造船的，应当提供建造合同": False}),
        ("第四条 渡口按照下列规定确定：\n（一）由渡工提出申请的，由镇政府负责核查；\n（二）渡口无人管理的，由镇政府负责组织管理。\n渡口改建的，由镇政府核准。", {"由渡工提出申请的，由镇政府负责核查": False, "渡口无人管理的，由镇政府负责组织管理": False, "渡口改建的，由镇政府核准": False}),
        ("第四条 整治内容包括：\n（一）开展船舶检查；\n（二）清理渡口杂物。", {"开展船舶检查": False, "清理渡口杂物": False}),
        ("第四条 镇农业站和镇水利站以下统称管理部门。", {}),
        ("第一条 为了规范，制定本条例。\n第二条 渡口由所在地镇政府管理。\n第三条 任何人都有报告险情的义务。\n第四条 关闭渡口，应当公告。", {"渡口由所在地镇政府管理": False, "任何人都有报告险情的义务": False, "关闭渡口，应当公告": False}),
        ("第四条 船工应当履行下列职责：\n（一）检查救生器材；\n（二）不得酒后开船。", {"船工应当履行下列职责": False, "检查救生器材": False, "不得酒后开船": True}),
        ("第四条 乘船人有权举报超载。", {}),
        ("第四条 渡口方案，报县政府备案。", {"渡口方案，报县政府备案": False}),
        ("第四条 附件信息变化时，应当及时更新。", {"附件信息变化时，应当及时更新": False}),
        ("本标准适用于运营企业开展渡运。", {}),
        ("第四条 船载终端应能够自动记录航迹，功能要求应考虑断电情况。", {"船载终端应能够自动记录航迹，功能要求应考虑断电情况": False}),
        ("附录\n名词解释\n航迹：按照时间顺序记录船位并形成的曲线。", {}),
        ("（2011年3月5日镇政府令第2号发布 2012年6月1日修改）", {}),
    ],
)
def test_what_an_article_or_a_list_under_it_orders(text: str, expected: dict[str, bool]) -> None:
    found = {body: verdict.prohibited for body, verdict in verdicts(ARTICLES + text).items()}
    assert {body: ban for body, ban in found.items() if body not in ("渡口应当设牌", "船工应当持证", "渡船应当年检")} == expected


def test_the_first_sentence_of_an_article_announces_nothing() -> None:
    text = "镇渡口管理条例\n第一条 镇交管站负责渡口的监督检查。渡口经营人应当配合。\n第二条 渡船不得超载。\n第三条 船工应当持证。\n第四条 渡口应当设牌。"
    assert "镇交管站负责渡口的监督检查" in verdicts(text)


@pytest.mark.parametrize(
    ("text", "prohibited"),
    [
        ("严禁在林区吸烟。", True),
        ("一律不得占用消防通道。", True),
        ("绝不允许带病运行。", True),
        ("坚决杜绝重特大事故。", False),
        ("要加强巡查，严禁违规用火。", False),
        ("值班人员不得少于两人。", False),
    ],
)
def test_a_ban_is_a_ban_only_as_a_whole(text: str, prohibited: bool) -> None:
    (verdict,) = verdicts(NOTICE + text).values()
    assert verdict.prohibited is prohibited


def test_a_retrospect_ends_with_its_heading() -> None:
    text = "同志们：\n一、上半年工作取得新成效\n开展专项整治，关闭作坊9家。\n二、下一步任务\n开展专项整治，紧盯重点作坊。"
    assert list(verdicts(text)) == ["开展专项整治，紧盯重点作坊"]
