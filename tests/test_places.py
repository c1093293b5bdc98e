"""Places by name and code, and whose document a text is. Marks: 〔…〕 stands around each name that must be found."""

from __future__ import annotations

import re

import pytest

from extract.clean import clean
from extract.places import Home, places, whose
from ontology.jurisdictions import rows


def test_the_table_is_whole() -> None:
    by_code = {row.code: row for row in rows()}
    assert len(by_code) == len(rows())
    levels = {level: sum(row.level == level for row in rows()) for level in ("province", "prefecture", "county")}
    assert levels["province"] == 35, "34 of the standard and the Corps"
    assert 330 < levels["prefecture"] < 370 and 2800 < levels["county"] < 3200
    for row in rows():
        assert re.fullmatch(r"\d{6}", row.code)
        assert (row.parent == "") == (row.level == "province")
        assert not row.parent or by_code[row.parent].level in ("province", "prefecture")


@pytest.mark.parametrize(
    ("name", "code", "level", "full"),
    [
        ("广东", "440000", "province", "广东省"),
        ("内蒙古", "150000", "province", "内蒙古自治区"),
        ("新疆生产建设兵团", "660000", "province", "新疆生产建设兵团"),
        ("长春", "220100", "prefecture", "吉林省长春市"),
        ("黔东南州", "522600", "prefecture", "贵州省黔东南苗族侗族自治州"),
        ("阿坝州", "513200", "prefecture", "四川省阿坝藏族羌族自治州"),
        ("四川省成都市武侯区", "510107", "county", "四川省成都市武侯区"),
        ("北京市朝阳区", "110105", "county", "北京市朝阳区"),
        ("吉林省", "220000", "province", "吉林省"),
        ("吉林市", "220200", "prefecture", "吉林省吉林市"),
        ("吉林", "220000", "province", "吉林省"),
        ("长阳县", "420528", "county", "湖北省宜昌市长阳土家族自治县"),
    ],
)
def test_names_and_codes(name: str, code: str, level: str, full: str) -> None:
    place = places().named(name)
    assert place is not None
    assert (place.code, place.level, place.full) == (code, level, full)


@pytest.mark.parametrize("name", ["朝阳区", "鼓楼区", "某市", "**县", "XX州", "天上市"])
def test_names_that_name_nobody_in_particular(name: str) -> None:
    assert places().named(name) is None


def test_containment() -> None:
    gazetteer = places()
    county, city, other = gazetteer.places["510107"], gazetteer.places["510100"], gazetteer.places["440000"]
    assert gazetteer.within(county, city) and gazetteer.within(city, city)
    assert not gazetteer.within(county, other) and not gazetteer.within(city, county)


@pytest.mark.parametrize(
    "marked",
    [
        "〔广东〕、〔湖南省〕和〔黑龙江〕相继召开会议，〔长春市〕立即部署。",
        "事故发生在〔四川省〕〔宜宾市〕〔翠屏区〕，〔黔东南州〕派人支援。",
        "〔新疆生产建设兵团〕组织召开视频会议。",
        "〔大安市〕安委办通报，要大安全、大应急，平安建设不放松。",
        "中山路、朝阳广场和长江西路要加强巡查，确保长治久安。",
        "南京路步行街、太行山东麓和黄河南岸列为重点。",
        "要做好和平里、东方红小区、鼓楼街道的排查。",
        "来宾登记要规范，海东青旅行社要整改。",
        "〔江西〕〔吉安市〕与〔来宾市〕签订协议。",
    ],
)
def test_places_in_sentences(marked: str) -> None:
    text = re.sub("[〔〕]", "", marked)
    found = [text[hit.begin : hit.end] for hit in places().scan(text)]
    assert found == re.findall("〔(.*?)〕", marked)


def home(raw: str, title: str | None = None, given: str | None = None) -> Home:
    text = clean(raw)
    found = whose(text, title, given)
    assert 0 <= found.begin <= found.end <= len(text.clean)
    return found


@pytest.mark.parametrize(
    ("raw", "name", "level"),
    [
        ("宜宾市安全生产委员会办公室关于做好汛期工作的通知\n各县（区）安委会：\n要压实责任。\n", "四川省宜宾市", "prefecture"),
        ("关于开展大检查的通知\n各乡镇人民政府：\n要抓紧落实。\n江安县安全生产委员会\n2023年5月6日\n", "四川省宜宾市江安县", "county"),
        ("关于加强防火工作的通知\n皖安办〔2023〕12号\n各市安委会：\n要加强巡查。\n", "安徽省", "province"),
        ("昨日，市安委会召开全体会议。长春市市长作了讲话，要求全市上下落实责任，我市要抓好消防。\n", "吉林省长春市", "prefecture"),
        ("惠州市应急管理局召开会议，对全市工作作了安排。惠州市各县区要抓好落实，惠州市消防部门要加强执法。我市要举一反三。\n", "广东省惠州市", "prefecture"),
        ("在全省安全生产会议上的讲话\n同志们：\n我省地处高原，我省要抓好防范。青海省各地要落实责任，青海省各部门要履职。\n", "青海省", "province"),
    ],
)
def test_whose_document(raw: str, name: str, level: str) -> None:
    found = home(raw, raw.split("\n")[0])
    assert (found.name, found.level) == (name, level)
    assert found.iri and found.rule.startswith("places.")


@pytest.mark.parametrize(
    ("raw", "level"),
    [
        ("同志们：\n我市今年发生多起事故，我市各县区要引以为戒。\n", "prefecture"),
        ("同志们：\n全市各级要重视。各乡镇要排查隐患，各乡镇要登记造册，各乡镇、各部门要履职，相关乡镇要整改。我市要守住底线。\n", "county"),
        ("各省、自治区、直辖市人民政府：\n现通知如下。\n", "national"),
        ("各村（社区）：\n要逐户上门。我镇要做好防火。\n", "township"),
        ("我县要抓好防汛。全县上下要行动起来。\n", "county"),
        ("要深刻吸取**省**市“*·**”事故教训，我州要举一反三，XX州委作了部署。\n", "prefecture"),
        ("国务院安委办关于进一步做好安全防范工作的通知\n近期事故多发。\n", "national"),
    ],
)
def test_a_level_without_a_place(raw: str, level: str) -> None:
    found = home(raw, raw.split("\n")[0])
    assert (found.name, found.iri, found.level) == (None, None, level)


@pytest.mark.parametrize(
    "raw",
    [
        "各地落实会议精神\n广东省召开会议，全省要抓落实。湖南省作了部署，全省要行动。黑龙江省政府开会。江西省也作了安排，我省要整治。长春市立即召开会议。\n",
        "本报讯 一辆客车在杭州市一处路口与货车相撞，两人受伤。\n",
        "安全生产人人有责。\n",
        "",
    ],
)
def test_texts_that_are_nobodys(raw: str) -> None:
    assert home(raw, raw.split("\n")[0]).name is None


def test_accidents_elsewhere_do_not_make_a_home() -> None:
    assert home("同志们：\n要深刻汲取焦作市某作坊窒息事故教训，我市要开展排查，焦作市的火灾教训惨痛。\n").name is None


@pytest.mark.parametrize(
    ("given", "name", "level"),
    [("四川省成都市", "四川省成都市", "prefecture"), ("成都", "四川省成都市", "prefecture"), ("青溪县", "青溪县", "county"), ("红花镇", "红花镇", "township")],
)
def test_what_the_reader_was_told_comes_first(given: str, name: str, level: str) -> None:
    found = home("长春市安委会关于做好工作的通知\n", "长春市安委会关于做好工作的通知", given)
    assert (found.name, found.level, found.rule) == (name, level, "places.given")
    assert found.iri is not None


def test_iris_are_those_of_names_that_are_nobody_elses() -> None:
    gazetteer = places()
    iris = [place.iri for place in gazetteer.places.values()]
    assert len(set(iris)) == len(iris)
    assert gazetteer.places["220100"].iri == "data:jurisdiction/长春市"
    assert gazetteer.places["110105"].iri == "data:jurisdiction/北京市朝阳区"
