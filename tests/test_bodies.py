"""Noun phrases read into bodies, and names told to be one."""

from __future__ import annotations

import pytest

from extract import bodies
from tests.pages import page

MANY = "zr:Collective"


def members(phrase: str) -> list[str]:
    return [body.name for body in bodies.expand(phrase, 0, len(phrase))]


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        # a shared head, after 等 or in the last member
        ("审计、统计等部门", ["审计部门", "统计部门"]),
        ("水务、城管、民政等单位", ["水务部门", "城管部门", "民政部门"]),
        ("承包、安装、维保等单位", ["承包单位", "安装单位", "维保单位"]),
        ("团体、事业等单位", ["团体", "事业单位"]),
        ("索道安装、改造、修理单位", ["索道安装单位", "索道改造单位", "索道修理单位"]),
        ("建设、勘察、监理等单位", ["建设单位", "勘察单位", "监理单位"]),
        ("机关、团体、事业等单位", ["机关", "团体", "事业单位"]),
        ("从事装卸、保管作业的企业和参与抢修的单位", ["从事装卸、保管作业的企业", "参与抢修的单位"]),
        ("危险物品的生产、储存企业", ["危险物品的生产、储存企业"]),
        ("省、市级水利部门", ["省级水利部门", "市级水利部门"]),
        ("公安交警、路政部门", ["公安交警部门", "路政部门"]),
        ("气象、水文等与汛情密切相关的部门", ["气象部门", "水文部门"]),
        ("编办、审计等部门", ["编办", "审计部门"]),
        ("住房和城乡建设、交通运输等有关部门", ["住房和城乡建设部门", "交通运输部门"]),
        # a shared modifier
        ("各级党委、政府", ["各级党委", "各级政府"]),
        ("各有关乡镇和企业", ["各有关乡镇", "各有关企业"]),
        ("被检查单位和场所", ["被检查单位", "被检查场所"]),
        ("各镇、街道", ["各镇", "各街道"]),
        ("各工业园区、景区管理部门", ["各工业园区管理部门", "各景区管理部门"]),
        # a shared tail behind levels, places, offices
        ("市、县（区）水利局", ["市水利局", "县（区）水利局"]),
        ("云溪市、岚川市应急管理局", ["云溪市应急管理局", "岚川市应急管理局"]),
        ("郑州市、新乡市水利局", ["郑州市水利局", "新乡市水利局"]),
        ("临江县市场监管局、水利局", ["临江县市场监管局", "水利局"]),
        ("县委、县政府办公室", ["县委办公室", "县政府办公室"]),
        ("省级公安机关交通管理和网络安全保卫部门、商务部门", ["省级公安机关交通管理部门", "省级公安机关网络安全保卫部门", "省级商务部门"]),
        # what has an ending of its own takes none from the list
        ("区融媒体中心、区交警大队", ["区融媒体中心", "区交警大队"]),
        ("镇供销社、林业站、粮食局", ["镇供销社", "林业站", "粮食局"]),
        ("水务、农业农村、文旅等部门", ["水务部门", "农业农村部门", "文旅部门"]),
        ("法院、工会、司法、公安机关", ["法院", "工会", "司法机关", "公安机关"]),
        ("公安、森林消防、民兵等力量", ["公安力量", "森林消防力量", "民兵力量"]),
        ("规划、城管局", ["规划局", "城管局"]),
        ("县新华书店、县客运公司", ["县新华书店", "县客运公司"]),
        ("资金、人才一体化配置，各单位", ["各单位"]),
        ("村医、楼栋长、网格员", ["村医", "楼栋长", "网格员"]),
        # fields of work alone, closed by a number, or with the other name of one in brackets
        ("文旅、商务、邮政", ["文旅部门", "商务部门", "邮政部门"]),
        ("公安、邮政、商务三部门", ["公安部门", "邮政部门", "商务部门"]),
        ("司法所、交警队、村社三方", ["司法所", "交警队", "村社"]),
        ("岚川、云溪两县应急管理局", ["岚川县应急管理局", "云溪县应急管理局"]),
        ("民族（宗教）部门", ["民族（宗教）部门"]),
        # the people of two bodies
        ("区委、区政府领导班子成员", ["区委领导班子成员", "区政府领导班子成员"]),
        ("县乡党委和政府主要负责人", ["县乡党委主要负责人", "县乡政府主要负责人"]),
        ("市水利局、市气象局主要负责人", ["市水利局主要负责人", "市气象局主要负责人"]),
        # many of each
        ("各县（区）水利局、住建局", ["各县（区）水利局", "各县（区）住建局"]),
        ("各市、州教育局", ["各市教育局", "各州教育局"]),
        # groups that are stationed, what is handed on
        ("市纪委监委驻市水利局纪检监察组", ["市纪委监委驻市水利局纪检监察组"]),
        ("台账于5日前报县防汛办", ["县防汛办"]),
        ("违者移交城管局", ["城管局"]),
        # side by side, brackets, numbers
        ("各区县各有关单位", ["各区县", "各有关单位"]),
        ("各级各部门", ["各级各部门"]),
        ("各级、各部门", ["各级、各部门"]),
        ("财政局 教育局", ["财政局", "教育局"]),
        ("公安局（交警大队）", ["公安局", "交警大队"]),
        ("各街道（镇）", ["各街道（镇）"]),
        ("交警二（五）大队", ["交警二大队", "交警五大队"]),
        ("镇、村、组三级网格员", ["镇、村、组三级网格员"]),
        ("由卢向明同志", ["卢向明"]),
        # people and whoever is told by what they do
        ("各企业主要负责人", ["各企业主要负责人"]),
        ("各副县长", ["各副县长"]),
        ("在林区作业的人员", ["在林区作业的人员"]),
        # levels that share an office, and those whom either of two recognises
        ("县级、市级应急管理部门", ["县级应急管理部门", "市级应急管理部门"]),
        ("省、市、县级应急管理部门", ["省级应急管理部门", "市级应急管理部门", "县级应急管理部门"]),
        ("市、矿区所在地县级人民政府", ["市人民政府", "矿区所在地县级人民政府"]),
        ("设区的市、县（市、区）人民政府", ["设区的市人民政府", "县（市、区）人民政府"]),
        ("省、设区的市水利部门", ["省水利部门", "设区的市水利部门"]),
        ("国家和省级有关部门", ["国家有关部门", "省级有关部门"]),
        ("下一级水利部门、应急管理部门", ["下一级水利部门", "下一级应急管理部门"]),
        ("县应急管理部门、矿山安全监察机构负责人", ["县应急管理部门负责人", "矿山安全监察机构负责人"]),
        ("国家或者省认定的检测机构", ["国家或者省认定的检测机构"]),
        ("任何单位和个人", ["任何单位", "任何个人"]),
        ("农业农村部、国家发展改革委", ["农业农村部", "国家发展改革委"]),
        ("市城市管理委、市规划资源委", ["市城市管理委", "市规划资源委"]),
        ("县农业农村和水利局、县气象局", ["县农业农村和水利局", "县气象局"]),
        ("省、自治区、直辖市人民政府", ["省人民政府", "自治区人民政府", "直辖市人民政府"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("岚川省委和省政府", ["岚川省委", "岚川省政府"]),
        # what both do, whose both are, what is listed are things
        ("种苗生产者、经营者", ["种苗生产者", "种苗经营者"]),
        ("从事采砂作业的单位和个人", ["从事采砂作业的单位", "从事采砂作业的个人"]),
        ("专门用于接送学生及教师的客车驾驶人", ["专门用于接送学生及教师的客车驾驶人"]),
        ("广播电台、电视台等新闻单位", ["广播电台", "电视台"]),
        # words before the phrase are left out
        ("从本周起，各学校、各医院", ["各学校", "各医院"]),
        ("会议要求各地各部门", ["各地", "各部门"]),
    ],
)
def test_members(phrase: str, names: list[str]) -> None:
    assert members(phrase) == names


@pytest.mark.parametrize("phrase", ["安全责任", "隐患治理", "我们", "大家", "措施", "今冬明春", "汛期安全", "加强值班值守", "总体形势", "", "，", "全局", "重点场面", "由镇安监站书面交办属地", "政务信息系统", "水利部门可以委托专业机构", "整治占道车辆", "应识别人员", "满足本部门", "便于从业人员", "定期报水利局", "船主向村民", "国家鼓励企业", "防汛规划主要包括管理机构", "初步建成12个示范社区", "村民可以组织队伍", "接警后消防中队", "本标准适用于企业", "省", "总体布局", "赋予县级政府", "最大限度减少人员", "各方权责（县水利局", "逐县",  "负有监管职责的部门可以联通重点单位"])
def test_nobody(phrase: str) -> None:
    assert members(phrase) == []


@pytest.mark.parametrize(
    ("name", "kind", "specific"),
    [
        ("国务院安委会", "zr:Committee", True),
        ("应急部", "zr:Department", True),
        ("区安委办", "zr:Committee", True),
        ("县委", "zr:PartyBody", True),
        ("云溪市人民政府", "zr:Government", True),
        ("岚川宏远化工有限公司", "zr:Enterprise", True),
        ("供电公司", "zr:Enterprise", True),
        ("各级农业农村部门", "zr:Department", True),
        ("有关部门", MANY, False),
        ("行业主管部门", MANY, False),
        ("监管部门", MANY, False),
        ("各市人民政府", MANY, False),
        ("县（市、区）人民政府", MANY, False),
        ("危化品企业", MANY, False),
        ("地方政府", MANY, False),
        ("县级以上人民政府水利部门", MANY, False),
        ("农机监理站", "zr:Department", True),
        ("镇水利站", "zr:Department", True),
        ("青岩矿", "zr:Enterprise", True),
        ("城南街道办事处", "zr:Government", True),
        ("集团党委", "zr:PartyBody", True),
        ("客运站", MANY, False),
        ("扑火队", MANY, False),
        ("微型消防站", MANY, False),
        ("旅游公司", MANY, False),
        ("办公室", MANY, False),
        ("市县党委", MANY, False),
    ],
)
def test_class(name: str, kind: str, specific: bool) -> None:
    assert bodies.classify(name) == (kind, specific)


def test_offsets_are_of_the_members_own_words() -> None:
    text = "同时，审计、统计等部门要加强核查"
    found = bodies.expand(text, 3, 11)
    assert [text[body.begin : body.end] for body in found] == ["审计", "统计等部门"]


def test_any_phrase_is_read_without_error() -> None:
    for phrase in ("（", "、、、", "各", "等部门", "（）局", "《》", "各（、）", "和", "及其", "一二三四五六七八九十" * 30):
        bodies.expand(phrase, 0, len(phrase))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市安办", "市安委会办公室"),
        ("市安委办", "市安全生产委员会办公室"),
        ("县政府", "县人民政府"),
        ("应急局", "应急管理局"),
        ("省发改委", "省发展改革委"),
        ("国务院安委会", "国务院安全生产委员会"),
        ("中共某州委", "州委"),
        ("XX州人民政府", "州政府"),
        ("交通单位", "交通部门"),
        ("市三防办", "市三防指挥部办公室"),
        ("县消安办", "县消防安全委员会办公室"),
        ("中共云溪县柳林镇委员会", "云溪县柳林镇党委"),
        ("中共云溪县委员会", "云溪县委"),
    ],
)
def test_one_thing_spelled_twice(one: str, other: str) -> None:
    here = page("")
    assert bodies.identity(here, one, "zr:Department") == bodies.identity(here, other, "zr:Department")


@pytest.mark.parametrize(("one", "other"), [("市政府采购中心", "市人民政府采购中心"), ("市政府", "省政府"), ("公安局", "公安部门"), ("市安委会", "市安办"), ("日本政府", "人民政府"), ("平安办", "平安委办"), ("建设单位", "建设部门")])
def test_two_things(one: str, other: str) -> None:
    here = page("")
    assert bodies.identity(here, one, "zr:Department")[0] != bodies.identity(here, other, "zr:Department")[0]


def test_a_relative_name_takes_its_place_from_the_home() -> None:
    at_home = page("", home="四川省成都市")
    assert bodies.identity(at_home, "省安委会", "zr:Committee") == ("data:organization/四川省安全生产委员会", "四川省安全生产委员会")
    assert bodies.identity(at_home, "市政府", "zr:Government")[1] == "成都市人民政府"
    assert bodies.identity(at_home, "区安委办", "zr:Committee")[0].startswith("data:document/")
    assert bodies.identity(page(""), "省安委会", "zr:Committee")[0].startswith("data:document/")


@pytest.mark.parametrize(
    ("home", "name", "label"),
    [
        ("河南省郑州市", "市政府", "郑州市人民政府"),
        ("江西省景德镇市", "市应急管理局", "景德镇市应急管理局"),
        ("河南省新乡市封丘县", "县水利局", "新乡市封丘县水利局"),
        ("重庆市万州区", "区安委会", "重庆市万州区安全生产委员会"),
        ("四川省甘孜藏族自治州", "州水利局", "甘孜藏族自治州水利局"),
    ],
)
def test_a_place_whose_own_name_ends_like_one_of_another_kind(home: str, name: str, label: str) -> None:
    assert bodies.identity(page("", home=home), name, "zr:Department")[1] == label


def test_a_relative_name_takes_its_place_from_the_one_full_name() -> None:
    here = page("长春市安委会召开全体会议。会后，市安委会印发通知。")
    assert bodies.identity(here, "市安委会", "zr:Committee") == bodies.identity(here, "长春市安委会", "zr:Committee")
    two = page("长春市安委会和吉林市安委会分别部署。市安委会要求抓好落实。")
    assert bodies.identity(two, "市安委会", "zr:Committee")[0] != bodies.identity(two, "长春市安委会", "zr:Committee")[0]


def test_collectives_are_the_documents_own() -> None:
    assert bodies.identity(page("", home="四川省"), "各有关部门", MANY)[0].startswith("data:document/0123456789abcdef/organization/")


def test_a_short_form_that_the_document_gives_means_the_body_before_it() -> None:
    here = page("成立岚川县校园安全整治领导小组（以下简称领导小组）。领导小组办公室设在县教育局。")
    assert bodies.identity(here, "领导小组", "zr:Committee")[1] == "岚川县校园安全整治领导小组"
    assert bodies.identity(here, "领导小组办公室", "zr:Committee")[1] == "岚川县校园安全整治领导小组办公室"


def test_departments_of_every_level_are_not_those_of_the_one_level_that_is_named() -> None:
    here = page("各级水利部门要加强巡查，县级水利部门负责值守。")
    assert bodies.identity(here, "水利部门", "zr:Department")[0] != bodies.identity(here, "县级水利部门", "zr:Department")[0]


def test_a_countys_bodies_belong_to_the_county_and_not_to_the_city_above_it() -> None:
    here = page("", home="四川省广元市青川县")
    assert bodies.identity(here, "县水利局", "zr:Department")[1] == "广元市青川县水利局"
    assert bodies.identity(here, "市水利局", "zr:Department")[1] == "广元市水利局"
    assert bodies.identity(here, "县民政局", "zr:Department")[1] == "广元市青川县民政局"


def test_a_city_of_county_rank_is_the_city_that_its_documents_speak_of() -> None:
    assert bodies.identity(page("", home="吉林省白山市临江市"), "市安委办", "zr:Committee")[1] == "白山市临江市安全生产委员会办公室"
    assert bodies.identity(page("", home="广东省江门市"), "市安委办", "zr:Committee")[1] == "江门市安全生产委员会办公室"


def test_who_has_something_built_is_no_department() -> None:
    assert bodies.canonical("建设单位") == "建设单位"
    assert bodies.canonical("水务单位") == "水务部门"


def test_a_formula_for_many_keeps_its_first_word() -> None:
    assert bodies.canonical("各级、各部门") == "各级、各部门"
    assert bodies.canonical("各级水务部门") == "水务部门"
