"""Times in sentences and what they mean. Marks: 〔…〕 stands around each time of the kind that is asked for."""

from __future__ import annotations

import re
from datetime import date

import pytest

from extract.dates import DateHit, find_dates, issued, resolve, span
from extract.festivals import festival

ANCHOR = "2023-01-17"


def only(text: str, *kinds: str) -> list[DateHit]:
    return [hit for hit in find_dates(text) if hit.kind in kinds]


@pytest.mark.parametrize(
    ("marked", "anchor", "date"),
    [
        ("确保〔2月底前〕全部整治到位。", "2023-01", "2023-02"),
        ("〔今年上半年内〕出台实施意见。", "2023", "2023-06"),
        ("〔今年内〕完成改造任务。", "2023", "2023"),
        ("〔年底前〕实现全覆盖。", ANCHOR, "2023-12"),
        ("于〔4月10日17:00前〕反馈。", ANCHOR, "2023-04-10"),
        ("〔20日18时前〕上报灾情。", ANCHOR, "2023-01-20"),
        ("〔二〇二三年十月底前〕完成验收。", None, "2023-10"),
        ("〔五月一日前〕销号。", ANCHOR, "2023-05-01"),
        ("在〔本周五前〕召开群众会。", ANCHOR, "2023-01-20"),
        ("〔下周一下班前〕报齐。", ANCHOR, "2023-01-23"),
        ("务必〔明天中午前〕撤离。", ANCHOR, "2023-01-18"),
        ("〔上半年〕全部整改到位。", ANCHOR, "2023-06"),
        ("〔半个月内〕清零。", ANCHOR, "2023-02-01"),
        ("〔不迟于8月1日〕开工", ANCHOR, "2023-08-01"),
        ("于〔4月10日前〕报送县安委办。", ANCHOR, "2023-04-10"),
        ("〔2023年12月20日前〕将总结报送我局。", None, "2023-12-20"),
        ("〔到2025年〕建成一百个示范点。", ANCHOR, "2025"),
        ("〔2024年6月底前〕完成验收。", ANCHOR, "2024-06"),
        ("〔2025年底前〕全部达标。", None, "2025-12"),
        ("〔即日起至3月31日〕开展集中整治。", ANCHOR, "2023-03-31"),
        ("自查时间为〔即日起至4月10日〕。", ANCHOR, "2023-04-10"),
        ("〔三年内〕完成改造。", ANCHOR, "2026"),
        ("〔自本通知印发之日起15日内〕上报方案。", ANCHOR, "2023-02-01"),
        ("〔自本通知印发之日起一个月内〕上报方案。", ANCHOR, "2023-02-17"),
        ("〔一季度末〕完成排查。", ANCHOR, "2023-03"),
        ("〔二季度前〕完成排查。", ANCHOR, "2023-06"),
        ("〔明年3月底前〕完成。", ANCHOR, "2024-03"),
        ("〔本月底前〕完成自查。", ANCHOR, "2023-01"),
        ("〔下月10日前〕上报。", ANCHOR, "2023-02-10"),
        ("〔5月中旬前〕完成培训。", ANCHOR, "2023-05-20"),
        ("〔国庆节前〕要整改到位。", "2023-08-01", "2023-10-01"),
        ("〔春节前〕要全面检查一遍。", "2022-12-20", "2023-01-22"),
        ("〔元旦前〕要全面检查一遍。", "2022-11-30", "2023-01-01"),
        ("〔2月底前〕要拆除到位。", "2022-11-08", "2023-02"),
        ("〔2021年5月1日前〕建成使用。", None, "2021-05-01"),
        ("〔不迟于6月15日〕上报。", ANCHOR, "2023-06-15"),
        ("〔2023.6.30前〕完成。", None, "2023-06-30"),
        ("〔2023-06-30前〕完成。", None, "2023-06-30"),
    ],
)
def test_deadlines_and_their_dates(marked: str, anchor: str | None, date: str) -> None:
    text = re.sub("[〔〕]", "", marked)
    found = only(text, "deadline")
    assert [text[hit.begin : hit.end] for hit in found] == re.findall("〔(.*?)〕", marked)
    assert resolve(found[0], anchor) == date


@pytest.mark.parametrize(
    "marked",
    [
        "要〔限期整改〕。".replace("整改〕", "〕整改"),
        "〔立即〕停产整顿。",
        "〔会后〕，各单位要迅速传达。",
        "自收到材料〔之日起20个工作日内〕作出答复。".replace("自收到材料〔", "〔自收到材料"),
        "〔复工复产前〕要开展全员培训。",
        "〔汛期前〕要清理河道。",
    ],
)
def test_deadlines_without_a_date_keep_their_words(marked: str) -> None:
    text = re.sub("[〔〕]", "", marked)
    found = only(text, "deadline")
    assert [text[hit.begin : hit.end] for hit in found] == re.findall("〔(.*?)〕", marked)
    assert resolve(found[0], ANCHOR) is None


@pytest.mark.parametrize("words", ["2月底前", "年底前", "4月10日前", "三年内", "春节前", "本月底前", "今年上半年内"])
def test_a_relative_time_without_an_anchor_has_no_date(words: str) -> None:
    (hit,) = only(f"要在{words}完成。", "deadline")
    assert resolve(hit, None) is None


@pytest.mark.parametrize(
    "marked",
    [
        "〔春节期间〕要加强值守，〔汛期〕要加密巡查。",
        "针对〔春节、全国两会等重要时段〕，完善预案。",
        "在〔全国“两会”期间〕采取暗访方式。",
        "〔岁末年初〕要严防事故，〔冬季〕要防中毒。",
        "〔春运〕要保障运力，〔国庆、中秋假期〕要错峰出行。",
        "〔二季度〕要开展专项执法。",
        "〔高火险期〕严禁野外用火。",
        "虽然目前〔汛期〕已经过半，仍要值守。",
        "〔2021年至2023年〕开展三年行动。",
        "〔6月至9月〕实行二十四小时值班。",
    ],
)
def test_periods(marked: str) -> None:
    text = re.sub("[〔〕]", "", marked)
    assert [text[hit.begin : hit.end] for hit in only(text, "period")] == re.findall("〔(.*?)〕", marked)


@pytest.mark.parametrize(
    "text",
    [
        "今年以来，全县发生事故3起。",
        "去年一季度事故较多。",
        "要提前部署，前往现场，落实前期措施，目前形势平稳。",
        "要在年度内部考核中加分，内容要全面，内设机构要配合。",
        "逾期未改的，对限期整改不到位的企业依法处罚。",
        "发现险情能够立即报告。",
        "2023年1月17日，县政府召开会议。",
        "整改率98.5%，下降3.2个百分点，共15家企业。",
        "复工复产企业要落实责任。",
        "日前，省安委办印发通知。",
        "领导干部要深入一线，坚持统筹推进。",
    ],
)
def test_no_deadline_is_found(text: str) -> None:
    assert only(text, "deadline") == []


@pytest.mark.parametrize("text", ["每季度末召开一次会议。", "每月5日、20日前报送。", "每年6月开展演练。", "每月25日前报送情况。", "每半年演练一次。"])
def test_what_recurs_is_no_deadline(text: str) -> None:
    assert only(text, "deadline") == []
    assert only(text, "recurrent")


@pytest.mark.parametrize("text", ["", "各乡镇要落实责任。", "99999999999999年", "13月40日前", "2023年2月30日前", "0月0日", "月底年底季度末前内起"])
def test_odd_words_break_nothing(text: str) -> None:
    for hit in find_dates(text):
        assert 0 <= hit.begin < hit.end <= len(text)
        told = resolve(hit, ANCHOR)
        assert told is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", told)


def test_hits_stand_in_order_without_overlap() -> None:
    text = "2023年12月20日前、今年国庆节前后、三年内和2021年至2023年，每月25日前、春节、元宵节期间，即日起至3月31日，年底前。" * 3
    hits = find_dates(text)
    assert all(one.end <= two.begin for one, two in zip(hits, hits[1:], strict=False))
    assert len(hits) > 15


# ---- festivals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("spring-festival", 2003, "2003-01-31"),
        ("spring-festival", 2020, "2020-01-24"),
        ("spring-festival", 2023, "2023-01-21"),
        ("spring-festival", 2033, "2033-01-30"),
        ("dragon-boat", 2020, "2020-06-25"),
        ("dragon-boat", 2025, "2025-05-31"),
        ("mid-autumn", 2020, "2020-10-01"),
        ("mid-autumn", 2025, "2025-10-06"),
        ("lantern-festival", 2024, "2024-02-24"),
        ("qingming", 2023, "2023-04-05"),
        ("qingming", 2024, "2024-04-04"),
        ("spring-rush", 2023, "2023-01-07"),
        ("spring-rush", 2024, "2024-01-26"),
        ("two-sessions", 2020, "2020-05-21"),
        ("national-day", 2022, "2022-10-01"),
    ],
)
def test_festivals_begin_when_they_did(name: str, year: int, day: str) -> None:
    days = festival(name, year)
    assert days is not None
    assert days[0] == date.fromisoformat(day)


def test_seasons_and_unknown_names() -> None:
    flood = festival("flood-season", 2023)
    assert flood == (date(2023, 6, 1), date(2023, 9, 30))
    assert festival("fire-season", 2023) is None
    assert festival("spring-festival", 1800) is None


def test_a_period_has_the_days_of_that_year() -> None:
    (hit,) = only("春节期间要加强值守。", "period")
    assert span(hit, "2023") == ("2023-01-21", "2023-01-28")
    assert span(hit, None) is None
    (rush,) = only("春运期间要保障运力。", "period")
    assert span(rush, "2023-01") == ("2023-01-07", "2023-02-15")


# ---- the document's own date ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        ("某县召开会议\n发布时间：2016-04-05    信息来源：安保科\n会议要求落实责任。\n", "某县召开会议", "2016-04-05"),
        ("时间：[2020年4月13日]\n4月10日，会议召开。\n", None, "2020-04-13"),
        ("全州消防会议召开\n云岭日报 2018-09-30\n9月28日，全州消防会议召开。\n", None, "2018-09-30"),
        ("2014-04-15 18:50\n昨日发生一起火灾。\n", None, "2014-04-15"),
        ("关于防汛的通知\n各乡镇：\n要抓好防汛。\n县安委办\n2023年5月6日\n附件：2024年工作表\n", "关于防汛的通知", "2023-05-06"),
        ("关于防火的通知\n各乡镇：\n要抓好防火。\n县安委办\n二〇二三年十一月二十一日\n", None, "2023-11-21"),
        ("在2023年全市春节前安全生产会议上的讲话\n同志们：\n要抓好安全。\n", "在2023年全市春节前安全生产会议上的讲话", "2023-01"),
        ("市安委会2023年第一次会议精神传达提纲\n\n去年，2022年事故下降。\n", "", "2023"),
        ("同志们：\n党的二十大即将召开，要守住底线。\n", None, "2022"),
        ("同志们：\n2018年全州事故下降。2018年是关键之年。做好2018年工作意义重大，到2020年要达标。\n", None, "2018"),
        ("关于汛前检查的通知\n（青安办〔2006〕4号）\n各村：\n请于4月10日前报送。\n", None, "2006"),
        ("各煤矿要按照《关于瓦斯治理的通知》（渝煤〔2009〕8号）要求，在6月底前完成治理。\n", None, "2009"),
        ("某市燃气管理条例\n\n2015年10月30日某市人大常委会通过 2015年11月26日批准\n\n第一条 为了加强管理。\n", None, "2015-11-26"),
    ],
)
def test_the_documents_own_date(text: str, title: str | None, told: str) -> None:
    assert issued(text, title) == told


@pytest.mark.parametrize(
    "text",
    [
        "同志们：\n要落实责任。\n",
        "各单位：\n请于2023年12月20日前报送方案。\n",
        "关于印发工作要点的说明\n依据《2021年工作要点》，按照国发〔2019〕5号文件，到2025年建成。\n",
        "会议总结2021年工作，对比2019年、2020年数据，部署下一步任务。\n",
        "",
    ],
)
def test_a_document_that_does_not_tell_its_date(text: str) -> None:
    assert issued(text, None) is None
