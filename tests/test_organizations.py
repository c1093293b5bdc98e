"""Bodies found in running text, and what only sounds like one."""

from __future__ import annotations

import pytest

from extract import organizations
from tests.pages import names, page

BODIES = ("zr:Government", "zr:Department", "zr:Committee", "zr:PartyBody", "zr:Enterprise", "zr:Organization")


def found(text: str, home: str | None = None) -> set[str]:
    return names(organizations.find(page(text, home)), *BODIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国务院安委会办公室派出工作组督导。", {"国务院安委会办公室"}),
        ("会上，省委副书记、省长提出要求。", {"省委"}),
        ("据合肥市应急管理局通报，险情已排除。", {"合肥市应急管理局"}),
        ("市应急局会同市场监管局开展抽查。", {"市应急局", "市场监管局"}),
        ("由区安委办牵头，各行业主管部门配合。", {"区安委办"}),
        ("公安、统计、民政等部门要加强会商。", {"公安部门", "统计部门", "民政部门"}),
        ("省、市水利局要提前调度。", {"省水利局", "市水利局"}),
        ("县委、县政府督查室要跟踪问效。", {"县委督查室", "县政府督查室"}),
        ("各级气象部门要及时发布预警。", {"气象部门"}),
        ("河南宏远建材有限公司发生事故。", {"河南宏远建材有限公司"}),
        ("国务院江苏苏州明澄物流公司“3·18”重大火灾事故调查组进驻现场。", {"国务院江苏苏州明澄物流公司3·18重大火灾事故调查组"}),
        ("交警三大队加密巡逻。", {"交警三大队"}),
        ("据合肥海事局及下辖的安庆、芜湖两个海事局统计。", {"合肥海事局", "安庆海事局", "芜湖海事局"}),
        ("俄罗斯国防部发布声明。", {"俄罗斯国防部"}),
        ("（责任单位：省教育厅、省公安厅，各市人民政府）", {"省教育厅", "省公安厅"}),
        ("河北省应急管理厅 2021年3月4日", {"河北省应急管理厅"}),
        ("农机监理站负责检验，国土所每月核查。", {"农机监理站", "国土所"}),
        ("青岩矿、白沙沟矿要完成探水。", {"青岩矿", "白沙沟矿"}),
        ("某市清源污水处理厂发生事故。", {"清源污水处理厂"}),
        ("时任宁川市水利局副局长受到处分。", {"宁川市水利局"}),
        ("请于每月5日前报县森防办。", {"县森防办"}),
        ("传达县防指电视电话会议和县安委会例会精神。", {"县防指", "县安委会"}),
        ("市纪委监委驻市应急局纪检监察组开展检查。", {"市纪委监委", "市纪委监委驻市应急局纪检监察组"}),
        ("市发展和改革委员会负责立项。", {"市发展和改革委员会"}),
        ("各级民族（宗教）部门要加强引导。", {"民族（宗教）部门"}),
        ("城南街道办事处组织清理。", {"城南街道办事处"}),
        ("集团党委、公司安委会办公室分头督导。", {"集团党委", "公司安委会办公室"}),
        ("嘉原、临川两市政府要落实属地责任。", {"嘉原市政府", "临川市政府"}),
        ("审计、监察、工会、检察机关全程参与。", {"审计部门", "监察机关", "工会", "检察机关"}),
        ("成立岚川县燃气整治专班（以下简称专班），专班办公室设在县住建局。", {"岚川县燃气整治专班", "专班办公室"}),
        ("9日，自治区党委、政府召开紧急视频会。", {"自治区党委"}),
        ("成立岚川县2013年渡口整治领导小组，设在县交通局。", {"岚川县2013年渡口整治领导小组"}),
        ("中共中央书记处、全国人大常委会印发通知。", {"中共中央书记处"}),
        ("安全监察部、工务部分头检查。", {"安全监察部"}),
        ("《国家能源局关于加强电力可靠性管理工作的意见》", {"国家能源局"}),
        ("由建设部门负责，有关部门配合。", {"建设部门"}),
        ("煤矿安全监管监察部门要严格执法。", {"煤矿安全监管监察部门"}),
        ("每月将进展情况报公司安质部。", {"公司安质部"}),
        ("凝心聚力再出发——源丰公司召开安全例会。", {"源丰公司"}),
    ],
)
def test_bodies(text: str, expected: set[str]) -> None:
    assert expected <= found(text)


@pytest.mark.parametrize(
    "text",
    [
        "各地区、各有关部门和单位要压实责任。",
        "各乡镇（街道）、企业要开展自查。",
        "突出交通、消防、建筑施工等重点行业领域。",
        "要抓好全局、着眼大局，处理好发展和安全的关系。",
        "深入开展煤矿安全整治，部署下一步工作。",
        "监管部门要督促企业落实措施。",
        "县级以上人民政府应当加强领导。",
        "办理许可、处置险情、委托检测都要依法进行。",
        "人员密集场所、会议室、值班室要配备器材。",
        "四川、云南、贵州三省降雨偏多。",
        "各自治县、区人民政府，有关企业：",
        "将隐患清单报公司。",
        "建设单位为济南中*城市燃气发展有限公司。",
        "国家鼓励煤矿开展瓦斯利用。",
        "组织召开联席会，研究部署防汛。",
        "客运站、加气站、检查站要安排专人值守。",
        "坚持以人民为中心，紧盯薄弱环节，依法办矿。",
        "各县（市）安委办要汇总台账。",
        "会议约谈三省安委会。",
        "人员密集处要设置警示标志，密室逃脱场所要停业整改。",
    ],
)
def test_no_body(text: str) -> None:
    assert found(text) == set()


def test_no_body_inside_a_title_but_its_issuer() -> None:
    text = "根据《省财政厅关于市政府投资项目评审办法的通知》执行。"
    assert found(text) == {"省财政厅"} | found("省财政厅")


def test_a_part_of_a_longer_name_is_no_body() -> None:
    assert found("国家能源局综合司印发通知。") == {"国家能源局综合司"}


def test_functions_places_and_parents_are_told() -> None:
    reading = organizations.find(page("四川省安委会办公室、四川省应急管理厅联合检查。四川省安委会提出要求。"))
    facts = {(s.property, s.value) for s in reading.statements}
    assert ("zr:function", "zrf:emergency") in facts
    assert ("zr:jurisdiction", "data:jurisdiction/四川省") in facts
    assert ("org:subOrganizationOf", "data:organization/四川省安全生产委员会") in facts


def test_mentions_point_at_the_name() -> None:
    text = "昨日，合肥市应急管理局通报情况。"
    mention = organizations.find(page(text)).mentions[0]
    assert text[mention.begin : mention.end] == "合肥市应急管理局"
    assert mention.rule.startswith("organizations.")


def test_a_group_that_a_body_forms_is_no_part_of_it() -> None:
    assert found("水利部副部长卢向明率工作组赴现场。") == {"水利部"}
    assert "县水利局组成督导组" not in found("县水利局组成督导组，赴各乡镇检查。")
    assert "县水利局" in found("县水利局组成督导组，赴各乡镇检查。")
