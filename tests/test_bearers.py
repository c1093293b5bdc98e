"""Who must act, in which role: marked sentences. {role:name} lists what must be found, nothing else may be."""

from __future__ import annotations

import pytest

from extract.cues import cues
from extract.directives import Judge
from extract.measures import bear
from extract.outline import outline
from extract.tables import find as find_tables


def bearers(text: str) -> list[set[str]]:
    """For every directive of a notice, in order, its `role:name` pairs."""
    laid_out = outline(text)
    rows = find_tables(laid_out)
    verdicts = Judge(laid_out, "notice", cues(), rows).verdicts()
    found = bear(laid_out, verdicts, cues(), rows)
    return [
        {f"{b.role[3:].lower()}:{b.name}" for b in found.get(s.index, []) if b.confidence >= 0.5}
        for s, v in zip(laid_out.segments, verdicts, strict=True)
        if v is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县交通运输局要封闭危桥。", [{"implement:县交通运输局"}]),
        ("公安、文旅等部门要加强巡查。", [{"implement:公安部门", "implement:文旅部门"}]),
        ("各乡镇（街道）务必守住路口。", [{"implement:各乡镇（街道）"}]),
        ("由县商务局牵头，县公安局、县供销社配合，开展一次检查。", [{"lead:县商务局", "cooperate:县公安局", "cooperate:县供销社"}]),
        ("县水利局会同县气象局做好预报。", [{"implement:县水利局", "cooperate:县气象局"}]),
        ("县住建局要督促物业公司清理楼道。", [{"supervise:县住建局", "implement:物业公司"}]),
        ("督促企业配齐安全员。", [{"implement:企业"}]),
        ("各县区要排查；对发现的隐患要立即整改。", [{"implement:各县区"}, {"implement:各县区"}]),
        ("矿长是本矿安全第一责任人。", [{"implement:矿长"}]),
        ("清理河道障碍物。（责任单位：县水利局、各乡镇；配合单位：县农业农村局）", [{"implement:县水利局", "implement:各乡镇", "cooperate:县农业农村局"}]),
        ("任务\t牵头单位\t配合单位\n清理河道障碍物\t县水利局\t县公安局", [{"lead:县水利局", "cooperate:县公安局"}]),
        ("县安监局：定期组织供电、水利等部门检查渡口。", [{"implement:县安监局"}]),
        ("县水利局要督促检查各项措施的落实情况。", [{"supervise:县水利局"}]),
        ("县政府将对各镇开展情况进行考核。", [{"supervise:县政府"}]),
        ("县教育局：开展排查，督促学校整改。", [{"supervise:县教育局", "implement:学校"}]),
        ("特别是山区小学，一定要备足被褥。", [{"implement:山区小学"}]),
        ("尤其是采砂企业，更要守住红线。", [{"implement:采砂企业"}]),
        ("县应急管理局：负责危化企业检查。牵头开展夜查。", [{"implement:县应急管理局"}, {"lead:县应急管理局"}]),
        # lists with a stranger or an office among them, and what they share
        ("交通、高航、交警、应急办、铁路等部门要互通信息。", [{"implement:交通部门", "implement:高航部门", "implement:交警部门", "implement:应急办", "implement:铁路部门"}]),
        ("清查台账。（配合单位：各区、县级市政府）", [{"cooperate:各区政府", "cooperate:各县级市政府"}]),
        ("清查台账。（责任单位：各乡镇（街道）、县源丰燃气公司）", [{"implement:各乡镇（街道）", "implement:县源丰燃气公司"}]),
        ("（县公安局牵头，县住建局、县商务局按职责分工负责）", []),
        ("整治夜市油烟。（县公安局牵头，县住建局、县商务局按职责分工负责）", [{"lead:县公安局", "implement:县住建局", "implement:县商务局"}]),
        ("商务部门会同消防部门开展夜查。", [{"implement:商务部门", "cooperate:消防部门"}]),
        ("各省（区、市）要每半年检查一次、各地（市）要每季度检查一次。", [{"implement:各省（区、市）", "implement:各地（市）"}]),
        # second subjects behind a comma
        ("镇长要亲自抓，分管负责人要具体抓。", [{"implement:镇长", "implement:分管负责人"}]),
        ("各村要备足沙袋，劝导站逢集逢会必须有人。", [{"implement:各村", "implement:劝导站"}]),
        ("县教育局要督促各类学校和幼儿园开展自查。", [{"supervise:县教育局", "implement:各类学校", "implement:各类幼儿园"}]),
        ("督促引导有关企业排查低洼厂房。", [{"implement:有关企业"}]),
        ("海上养殖人员、船上老弱妇幼必须上岸。", [{"implement:海上养殖人员"}]),
        ("县应急管理局执法大队每周夜查。", [{"implement:县应急管理局执法大队"}]),
        ("县防指将派出6个工作组赴各地督导。", [{"implement:县防指"}]),
        ("机电科要保养水泵，物资部11月份清点一次仓库。", [{"implement:机电科", "implement:物资部"}]),
        ("1.更换主井钢丝绳。责任部门：机动部；配合部门：采矿车间", [{"implement:机动部", "cooperate:采矿车间"}]),
        ("镇长通报了火情，要求各村：一是看住火塘；二是备齐水桶，护林员每天巡山。", [{"implement:各村"}, {"implement:护林员"}]),
        ("化工板块要查储罐，物流板块要治超载。", [{"implement:化工板块", "implement:物流板块"}]),
        ("教育、农机、文物等行业监管部门也要开展检查。", [{"implement:教育部门", "implement:农机部门", "implement:文物部门"}]),
        ("县商务局要加强对加油站、粮站的消防安全检查。", [{"supervise:县商务局"}]),
        ("各企业要加强对设备的检查。", [{"implement:各企业"}]),
        ("要把思想统一到省委、省政府部署上来。", [set()]),
        # who is named before the numbers does all of them
        ("各单位要守纪律，一是要备足油料；二是镇供电所要抢修线路。", [{"implement:各单位"}, {"implement:各单位"}, {"implement:镇供电所"}]),
        ("福州、厦门、泉州市沿海作业人员务必上岸。", [{"implement:福州、厦门、泉州市沿海作业人员"}]),
        # what stands before a figure is what it is about; who is organised or spoken of bears nothing
        ("到2026年，食品企业抽检覆盖率达到100%。", [set()]),
        ("要及时果断组织受困人员转移。", [set()]),
        ("要加强指导和督促检查，每10天向市安委办报告一次。", [set()]),
        # rows between bars, a field where the task would stand
        ("| 整治行业 | 时间 | 责任单位 |\n| --- | --- | --- |\n| 渡口渡船 | 3月份 | 镇水利站 镇农机站 |", [{"implement:镇水利站", "implement:镇农机站"}]),
        ("宁夏、甘肃要加固堤坝。", [{"implement:宁夏", "implement:甘肃"}]),
        ("春节后各单位各部门要查一遍锅炉。", [{"implement:各单位", "implement:各部门"}]),
        ("各级负有安全监管职能的部门要定期会商。", [{"implement:各级负有安全监管职能的部门"}]),
        ("省市县三级都要备足沙袋。", [{"implement:省市县三级"}]),
        ("县住建局要加强对各街道办的业务指导。", [{"supervise:县住建局"}]),
        ("不得放任超载车辆出厂。", [set()]),
        # a clause that is nothing but a list goes with the next
        ("各村，各单位要轮流值夜。", [{"implement:各村", "implement:各单位"}]),
        ("各乡镇场、街道，各有关部门要联合会商。", [{"implement:各乡镇场", "implement:各街道", "implement:各有关部门"}]),
        ("县安监局及负有监管职责的相关部门要加强会商。", [{"implement:县安监局", "implement:负有监管职责的相关部门"}]),
        ("镇长作为防火第一责任人，要亲自带队。", [{"implement:镇长"}]),
        ("全县各在建工程项目要立即停工。", [{"implement:全县各在建工程项目"}]),
        ("请各街道、城管队督促各在建项目落实防风措施。", [{"supervise:各街道", "supervise:城管队", "implement:各在建项目"}]),
        ("抓好渡口、浴场等人员聚集场所管理，到村到户宣传。", [set()]),
        # who is told by what they do, by what is their case, or by who set them up
        ("开挖沟槽前，养护单位应当勘测地形。", [{"implement:养护单位"}]),
        ("登记渡船的水运管理机构应当建档。", [{"implement:登记渡船的水运管理机构"}]),
        ("承担评估、鉴定职责的机构应当留存影像。", [{"implement:承担评估、鉴定职责的机构"}]),
        ("前款规定以外的其他渡口经营单位应当报备。", [{"implement:前款规定以外的其他渡口经营单位"}]),
        ("采石企业雇工人数多、夜间连续作业的，应当设医务点。", [{"implement:采石企业"}]),
        ("渡口经营单位生产经营条件发生变化的，应当重新登记。", [{"implement:渡口经营单位"}]),
        ("任何单位和个人发现渡船超载等情况，应当立即报告。", [{"implement:任何单位", "implement:任何个人"}]),
        ("县政府批准设立的救援机构按照规定承担搜救。", [{"implement:县政府批准设立的救援机构"}]),
        ("采石企业未取得许可的，应当责令停产。", [set()]),
        ("采石企业违反规定夜间爆破的，责令改正。", [set()]),
        ("采石企业违反规定的，由镇安监所给予警告；构成犯罪的，依法追究刑事责任。", [{"implement:镇安监所"}, set()]),
        ("执法人员发现超载的，责令卸货。", [{"implement:执法人员"}]),
        ("采石企业不得有下列行为：\n（一）夜间爆破；\n（二）使用报废车辆。", [{"implement:采石企业"}] * 3),
        ("对未登记的企业应当挂牌督办。", [set()]),
        # things that are made, listed or told of with a body's word in front or behind
        ("渡口建设工程设计必须符合规范。", [set()]),
        ("演练的地点、项目、裁判、参演人员和评分结果应当存档。", [set()]),
        ("标牌应当醒目，便于乘船人员阅读。", [set()]),
        ("责令采石企业停产的，应当复查。", [set()]),
        ("县安监局应当监督采石企业制定预案。", [{"supervise:县安监局", "implement:采石企业"}]),
        ("县财政局对专项经费的使用情况进行监督。", [{"supervise:县财政局"}]),
        ("成立由县水利局、县气象局组成的专班，要每周会商。", [set()]),
        ("由县水利局商县气象局制定办法。", [{"implement:县水利局", "cooperate:县气象局"}]),
        ("各地水利部门、文旅部门要加强巡查。", [{"implement:各地水利部门", "implement:各地文旅部门"}]),
        ("矿山、采石企业和爆破器材的运输、储存单位，以及使用氨气达到限量的制冷企业，应当投保。", [{"implement:矿山企业", "implement:采石企业", "implement:爆破器材的运输、储存单位", "implement:使用氨气达到限量的制冷企业"}]),
        ("操作中造成人员伤害的，应当报警。", [set()]),
        # nobody is named: pronouns, abstract nouns, sources, those who are only helped
        ("我们要保持清醒。", [set()]),
        ("安全责任要再压实。", [set()]),
        ("按照省政府要求，全面开展检查。", [set()]),
        ("引导企业加大投入，鼓励群众举报。", [set()]),
        ("对停产企业要派人驻点。", [set()]),
        ("重要险情必须立即上报。", [set()]),
        # what ends like a body and is none, what other countries are asked, what an office only knows to say
        ("优化站点，超前布局建设训练基地。", [set()]),
        ("要正视经营者所具有的困难，加强帮扶。", [set()]),
        ("要全力搜救失联人员，严防再生险情。", [set()]),
        ("要加力实施城市危房改造。", [set()]),
        ("法国政府必须赔偿。", [set()]),
        ("朝鲜族中学必须开展演练。", [{"implement:朝鲜族中学"}]),
        ("气象部门预计，后天有大雨，沿江各县须备足沙袋。", [{"implement:沿江各县"}]),
        ("到2030年，大型煤矿基本实现智能化。", [set()]),
        # those who are charged with something are no subject of it; whom somebody reports to bears nothing
        ("县级以上政府负责管理煤炭工业的部门应当加强检查。", [{"implement:县级以上政府负责管理煤炭工业的部门"}]),
        ("镇政府要建立台账，定期报县水利局、县气象局和县应急局备案。", [{"implement:镇政府"}]),
        ("检测应由国家或者省认可的机构进行。", [{"implement:国家或者省认可的机构"}]),
        ("当值班人员接到报警后，应立即通知镇政府。", [{"implement:值班人员"}]),
        ("渡船期满后，经营企业必须申请检验。", [{"implement:经营企业"}]),
        ("发生碰撞的，当事人应当保护现场。", [{"implement:当事人"}]),
        ("工作人员违反规定的，由县监委处理。", [{"implement:县监委"}]),
        ("采石企业发生险情，应当及时向上一级人民政府、县水利局报告。", [{"implement:采石企业"}]),
        ("禁止任何单位和个人擅自拆除航标。", [{"implement:任何单位", "implement:任何个人"}]),
        ("其他部门应当支持、配合县水利局抢险。", [{"cooperate:其他部门"}]),
        ("县水利局、县气象局按照各自的职责协同做好预报。", [{"cooperate:县水利局", "cooperate:县气象局"}]),
        ("省水利厅指导和监督全省防汛工作。", [{"supervise:省水利厅"}]),
        ("锅炉报废时，使用单位应当办理注销。", [{"implement:使用单位"}]),
        ("采石企业发现险情后，应当停产。", [{"implement:采石企业"}]),
        ("实施机构应当登记台账，委托单位应当复核。", [{"implement:实施机构", "implement:委托单位"}]),
        ("县应急局部署各地加强巡查。", [{"implement:县应急局", "implement:各地"}]),
        ("镇人民政府（街道办事处）应当设立劝导站。", [{"implement:镇人民政府", "implement:街道办事处"}]),
        # who must act behind another's circumstances, doers of several things, and those who watch
        ("升降机维护单位发生变更的，升降机使用单位应当办理手续。", [{"implement:升降机使用单位"}]),
        ("升降机安装、改造、修理的施工单位应当设置围挡。", [{"implement:升降机安装、改造、修理的施工单位"}]),
        ("维护应当由升降机制造单位或者取得许可的安装、修理单位进行。", [{"implement:升降机制造单位", "implement:取得许可的安装、修理单位"}]),
        ("采石企业应当接受工会的监督，接受县水利局的监督检查。", [{"implement:采石企业", "supervise:工会", "supervise:县水利局"}]),
        ("采石企业应当自觉接受社会和公民的监督。", [{"implement:采石企业"}]),
        ("县应急局在县政府的领导和市应急局的指导下开展检查。", [{"implement:县应急局", "supervise:市应急局"}]),
        ("责令县水利局限期整改。", [{"implement:县水利局"}]),
        ("责任单位为县供水公司。", [{"implement:县供水公司"}]),
        ("县应急局对整改情况进行督办。", [{"supervise:县应急局"}]),
        ("对拒不整改的，由大河镇依法查处。", [{"implement:大河镇"}]),
        ("大河镇是责任主体。", [{"implement:大河镇"}]),
        ("全党全军全国各族人民要团结起来。", [{"implement:全党", "implement:全军", "implement:全国各族人民"}]),
        ("企业家要带头守法，广大科技工作者要勇于攻关。", [{"implement:企业家", "implement:广大科技工作者"}]),
        # a department whose field is as often a verb
        ("规划部门、县水利局要做好排查。", [{"implement:规划部门", "implement:县水利局"}]),
        ("县水利局会同县建设局开展检查。", [{"implement:县水利局", "cooperate:县建设局"}]),
        ("县水利局会同县工商行政管理局开展检查。", [{"implement:县水利局", "cooperate:县工商行政管理局"}]),
        ("由国家电网牵头，县水利局配合，开展检查。", [{"lead:国家电网", "cooperate:县水利局"}]),
        # a note in brackets speaks for others than the subject before it
        ("月底前，各镇、各村配齐水泵（县水利局牵头，各镇配合）。", [{"lead:县水利局", "cooperate:各镇", "implement:各镇", "implement:各村"}]),
        ("明确各方责任（县水利局牵头，各镇配合）。", [{"lead:县水利局", "cooperate:各镇"}]),
        ("由镇政府会同当地消防救援、住房和城乡建设等部门，确定责任人。", [{"implement:镇政府", "cooperate:当地消防救援部门", "cooperate:住房和城乡建设部门"}]),
        ("机关、学校及个人招用外地驾驶人的，应当登记。", [{"implement:机关", "implement:学校", "implement:个人"}]),
    ],
)
def test_bearers(text: str, expected: list[set[str]]) -> None:
    assert bearers(text) == expected


def test_a_subject_is_not_carried_over_a_full_stop() -> None:
    assert bearers("县教体局要上一堂安全课。要备好急救箱。") == [{"implement:县教体局"}, set()]


def test_a_carried_bearer_says_so_and_points_to_where_it_was_named() -> None:
    text = "镇林业站要设卡；要没收火种。"
    laid_out = outline(text)
    verdicts = Judge(laid_out, "notice", cues()).verdicts()
    first, second = (bear(laid_out, verdicts, cues())[index][0] for index in (0, 1))
    assert second.carried and not first.carried
    assert text[second.begin : second.end] == "镇林业站"


def _standing() -> list[str]:
    from ontology.bodies import body_words

    return [name for body in body_words().standing for name in (body.label, *body.alt) if "、" not in name and not name.startswith("联合国")]


@pytest.mark.parametrize("name", _standing())
def test_whoever_has_a_name_of_its_own_in_all_of_china_can_bear(name: str) -> None:
    assert bearers(f"由{name}牵头，县水利局配合，开展检查。") == [{f"lead:{name}", "cooperate:县水利局"}]
    assert bearers(f"{name}要加强检查。") == [{f"implement:{name}"}]


# What a county's documents call those who must act, each with the head that its last word makes.
NAMES = ["大河镇", "大河乡", "东风村", "东风村委会", "东风社区", "东风小区业委会", "县供电所", "大河派出所", "大河司法所", "县妇联", "县总工会", "县工商联", "县科协", "县红十字会", "县商会", "县公路段", "县气象台", "县档案馆", "大河林场", "县委党校", "县危化品专委会", "市县两级", "村支书", "镇长", "各级河长", "各网格长"]


@pytest.mark.parametrize(
    ("form", "role"),
    [
        ("{}要落实责任。", "implement"), ("由{}牵头，县水利局配合，开展整治。", "lead"), ("由{}负责整改。", "implement"), ("县水利局会同{}开展检查。", "cooperate"),
        ("县水利局要督促{}落实责任。", "implement"), ("{}、县水利局要加强巡查。", "implement"), ("{}负责辖区内隐患排查。", "implement"), ("请{}抓好落实。", "implement"),
        ("县水利局牵头，{}配合，开展检查。", "cooperate"), ("整治渡口。（责任单位：{}）", "implement"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_everybody_can_bear_in_every_construction(name: str, form: str, role: str) -> None:
    (found,) = bearers(form.format(name))
    assert {bearer for bearer in found if not bearer.endswith("县水利局")} == {f"{role}:{name}"}


def test_to_accept_being_watched_is_no_name() -> None:
    assert bearers("县水利局要公开台账，主动接受各级人大监督。") == [{"implement:县水利局", "supervise:各级人大"}]


def test_a_list_of_duties_gives_each_office_its_own() -> None:
    text = (
        "柳溪县安委会成员单位工作职责\n一、县应急管理局\n（一）负责综合监管。\n（二）组织开展检查。\n二、县教育局职责\n1.加强校车管理。\n2.各学校要开展演练。\n"
        "三、工作要求\n（一）严格考核，加强督查。"
    )
    assert bearers(text) == [{"implement:县应急管理局"}, {"implement:县应急管理局"}, {"implement:县教育局"}, {"implement:各学校"}, set()]
    # one such heading alone may be about anything, and who is addressed has no number
    assert bearers("关于加强渡运的通知\n各乡镇人民政府：\n一、县教育局\n1.加强校车管理。\n2.加强值守。") == [set(), set()]
