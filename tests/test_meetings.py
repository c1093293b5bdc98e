"""Meetings: which are named, what is said of them, and which of them requires what a segment demands."""

from __future__ import annotations

import pytest

from extract.meeting_alike import alike, normal, scope_of
from extract.meetings import Meetings, find
from extract.officials import find as officials
from extract.outline import outline
from extract.page import Page
from extract.text import untouched
from extract.titles import title_of

DOCUMENT = "data:document/00112233445566aa"


def page(text: str, issued: str | None = None, home: str | None = None, level: str | None = None) -> Page:
    return Page(untouched(text), outline(text), DOCUMENT, title_of(text), issued, home, level)


class Read:
    """The meetings of a text by their label, with their facts in plain words."""

    def __init__(self, text: str, issued: str | None = None, home: str | None = None, level: str | None = None) -> None:
        self.page = page(text, issued, home, level)
        people = officials(self.page)
        self.found: Meetings = find(self.page, people)
        self.things = {t.iri: t for t in (*people.findings.things, *self.found.findings.things)}
        self.labels = {iri: thing.label for iri, thing in self.things.items()}

    def names(self) -> list[str]:
        return [thing.label for thing in self.found.findings.things if thing.kind == "zr:Meeting"]

    def facts(self, label: str) -> dict[str, list[str]]:
        iri = next(i for i, thing in self.things.items() if thing.label == label and thing.kind == "zr:Meeting")
        facts: dict[str, list[str]] = {}
        for s in self.found.findings.statements:
            if s.subject == iri:
                facts.setdefault(s.property[3:], []).append(self.labels.get(s.value, s.value))
        return facts

    def voices(self) -> dict[str, str | None]:
        """The first characters of every segment → the meeting that speaks there."""
        return {
            self.page.outline.text(s)[:8]: self.labels[iri] if iri else None
            for s, iri in zip(self.page.outline.segments, self.found.by_segment, strict=True)
        }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # told by their number or season
        ("全面贯彻党的二十大和二十届二中、三中全会精神。", ["党的二十大", "党的二十届二中全会", "党的二十届三中全会"]),
        ("中国共产党第十九次全国代表大会以来，形势向好。", ["党的十九大"]),
        ("做好春节、全国“两会”期间值守，迎接省两会。", ["全国两会", "全省两会"]),
        ("（2011年3月2日河阳市第十届人大常委会第五次会议通过）", ["河阳市第十届人民代表大会常务委员会第五次会议"]),
        # referred to: a scope or a body, or a subject whose spirit is passed on
        ("落实中央经济工作会议和全省安全生产电视电话会议精神。", ["中央经济工作会议", "全省安全生产电视电话会议"]),
        ("贯彻全国、全省消防工作会议精神。", ["全国消防工作会议", "全省消防工作会议"]),
        ("深入落实粮食系统科技创新工作会议部署，推广应用。", ["粮食系统科技创新工作会议"]),
        ("国务院常务会议审议通过了条例草案。", ["国务院常务会议"]),
        # held
        ("3月1日，县政府召开森林防火工作推进会，部署春防。", ["森林防火工作推进会"]),
        ("市安委会召开2022年第三次全体（扩大）会议暨全市燃气安全专题部署会。", ["市安委会2022年第三次全体（扩大）会议暨全市燃气安全专题部署会"]),
        ("国务院调查组在河阳召开第一次全体会议。", ["国务院调查组第一次全体会议"]),
        ("公司召开水上运输安全培训班，参加培训60人。", ["水上运输安全培训班"]),
        ("新华社某地9月3日电 全国、全省粮食安全工作会议精神要落实。", ["全国粮食安全工作会议", "全省粮食安全工作会议"]),
        ("全市迎接党的二十大安全稳定工作部署会议精神要落实。", ["全市迎接党的二十大安全稳定工作部署会议", "党的二十大"]),
        # the body's session, with or without a number; the place in the name
        ("6月2日，岚川县防指召开全体成员会议。", ["岚川县防指全体成员会议"]),
        ("6月2日，四川省防汛工作视频会议召开。", ["四川省防汛工作视频会议"]),
        ("矿务局传达会议精神\n3月2日，岚川矿务局党委召开党委（扩大）会，部署复工。", ["岚川矿务局党委（扩大）会"]),
        ("落实国务院安委办电动自行车整治视频会议部署，供县安委会全体会议传达。", ["国务院安委办电动自行车整治视频会议", "县安委会全体会议"]),
        ("7月5日，县防指召开全县防汛视频会商会。", ["全县防汛视频会商会"]),
        ("传达全国、全省防火工作会议暨市委专题会议精神。", ["全国防火工作会议", "全省防火工作会议", "市委专题会议"]),
        # one meeting under several names
        ("县里召开全县安全生产电视电话会议。全县电视电话会议强调，要守住底线。", ["全县安全生产电视电话会议"]),
    ],
)
def test_a_meeting_is_named(text: str, names: list[str]) -> None:
    assert Read(text).names() == names


@pytest.mark.parametrize(
    "text",
    [
        "会议强调，要压实责任。会议指出，大会要求明确。",  # 会议强调 is no new meeting
        "各级要开好动员会议，组织好各类会议。",
        "安委会每季度至少召开一次全体会议，定期召开专题会议。",
        "建立联席会议制度，落实会议制度，做好会议记录。",
        "要及时召开现场会、专题会，层层传导压力。",
        "职工代表大会和业主大会应当审议。",
        "全国人民代表大会常务委员会制定本法。",
        "人民大会堂、会议室、大会议厅要检查消防。",
        "学习十八大类隐患清单，二十大项任务全部完成。",
        "坚持三会一课，开展“两会一课”活动。",
        "十九大和十九届历次全会"[4:],
        "《中医药大会》节目播出。",
    ],
)
def test_no_meeting_is_named(text: str) -> None:
    assert Read(text).names() == []


REPORT = """青川县召开森林草原防灭火工作会议
本报讯（记者 陈晓）3月11日上午，青川县召开2021年森林草原防灭火工作暨森防指第一次全体会议。县委副书记、县长卢向明出席会议并讲话，副县长贺平主持会议，县应急管理局局长严宁通报火情。
会议传达学习了全省森林草原防灭火电视电话会议精神。
卢向明强调，各乡镇要压实责任。一要管住火源；二要练好队伍。
会议要求，县林业局要加强巡护，严禁野外用火。
据了解，该县去年发生火情3起。各村要加强宣传。
"""


def test_a_report_tells_date_place_and_people() -> None:
    read = Read(REPORT, issued="2021-03-12", home="四川省广元市青川县", level="county")
    name = "2021年森林草原防灭火工作暨森防指第一次全体会议"
    assert read.names() == [name, "全省森林草原防灭火电视电话会议"]
    facts = read.facts(name)
    assert facts["date"] == ["2021-03-11"]
    assert facts["level"] == ["zr:County"]
    assert facts["jurisdiction"] == ["青川县"]
    assert facts["chair"] == ["贺平"]
    assert set(facts["attendee"]) == {"卢向明", "贺平", "严宁"}
    assert facts["speaker"] == ["卢向明", "严宁"]
    assert "convener" not in facts  # a place alone is none
    assert facts["conveys"] == ["全省森林草原防灭火电视电话会议"]
    meeting = next(t for t in read.found.findings.things if t.label == name)
    assert meeting.iri == f"data:meeting/青川县/{name}/2021-03-11"
    assert meeting.alt == ("森林草原防灭火工作会议",)


def test_what_the_meeting_and_its_speakers_say_is_the_meetings() -> None:
    voices = Read(REPORT, issued="2021-03-12").voices()
    name = "2021年森林草原防灭火工作暨森防指第一次全体会议"
    assert voices["卢向明强调，各乡"] == voices["管住火源"] == voices["会议要求，县林业"] == name
    assert voices["各村要加强宣传"] is None


def test_those_who_ask_for_meetings_speak_at_the_one_that_was_held() -> None:
    text = "3月11日，青川县召开安全生产调度会。县长卢向明主持会议，副县长贺平受邀参加。\n贺平，结合汛情，对下一步工作提出要求：各乡镇要巡堤。卢向明要求，会后各乡镇要召开会议传达到村组。"
    facts = Read(text, issued="2021-03-12", home="四川省广元市青川县", level="county").facts("安全生产调度会")
    assert set(facts["speaker"]) == {"卢向明", "贺平"}
    assert "贺平" in facts["attendee"]


def test_news_of_a_speech_is_no_speech() -> None:
    text = "全省防灭火工作会议召开\n严宁出席并讲话\n3月22日，全省防灭火工作会议召开。省委副书记严宁出席会议并讲话。副省长尧斯丹主持会议。\n严宁强调，各地要管住火源。"
    read = Read(text)
    facts = read.facts("全省防灭火工作会议")
    assert facts["chair"] == ["尧斯丹"]
    assert facts["speaker"] == ["严宁"]
    assert read.voices()["严宁强调，各地要"] == "全省防灭火工作会议"


def test_minutes_tell_of_their_meeting_in_lines() -> None:
    text = "绥阳矿业公司第三季度安委会会议纪要\n时间：2019年10月9日\n主持人：总经理 冯建华\n参加人员：贺军、郝静\n会议议定：\n1.主井钢丝绳更换。责任部门：机动部\n"
    read = Read(text)
    facts = read.facts("绥阳矿业公司第三季度安委会会议")
    assert facts["date"] == ["2019-10-09"]
    assert facts["chair"] == ["冯建华"]
    assert set(facts["attendee"]) == {"冯建华", "贺军", "郝静"}
    assert read.voices()["主井钢丝绳更换"] == "绥阳矿业公司第三季度安委会会议"


def test_a_body_convenes() -> None:
    facts = Read("国务院安委办、应急管理部9月2日召开全国安全防范工作会议，要求抓好落实。", issued="2023-09-03").facts("全国安全防范工作会议")
    assert len(facts["convener"]) == 2
    assert facts["level"] == ["zr:National"]
    assert facts["date"] == ["2023-09-02"]


def test_one_name_in_two_provinces_is_two_meetings() -> None:
    text = "1月3日，浙江省政府召开全省安全生产工作会议。会议强调，要盯紧渔船。\n1月4日，江西省召开全省安全生产工作会议。会议要求，要盯紧烟花爆竹。\n"
    read = Read(text, issued="2020-01-05")
    assert read.names() == ["全省安全生产工作会议"] * 2
    iris = [t.iri for t in read.found.findings.things if t.kind == "zr:Meeting"]
    assert iris == ["data:meeting/浙江省/全省安全生产工作会议/2020-01-03", "data:meeting/江西省/全省安全生产工作会议/2020-01-04"]
    assert read.found.by_segment[1] == iris[0]
    assert read.found.by_segment[3] == iris[1]


def test_a_transmission_outline_gives_each_section_to_its_meeting_and_the_last_to_itself() -> None:
    text = (
        "会议精神传达提纲\n一、全国安全生产电视电话会议精神\n国务院1月5日召开全国安全生产电视电话会议。国务院总理高山作出批示。批示指出：各地要落实责任。\n"
        "二、全省安全生产电视电话会议精神\n1月6日，省长乔海主持召开全省安全生产电视电话会议，强调要盯紧煤矿。乔海指出，要关口前移。\n"
        "三、贯彻意见\n一是全面排查。各乡镇要立即行动。\n"
    )
    read = Read(text, issued="2022-01-10")
    voices = read.voices()
    assert voices["批示指出：各地要"] == "全国安全生产电视电话会议"
    assert voices["乔海指出，要关口"] == "全省安全生产电视电话会议"
    assert voices["各乡镇要立即行动"] is None
    assert read.facts("全国安全生产电视电话会议")["speaker"] == ["高山"]
    assert "attendee" not in read.facts("全国安全生产电视电话会议")  # an instruction does not attend
    assert read.facts("全省安全生产电视电话会议")["chair"] == ["乔海"]


@pytest.mark.parametrize(
    "text",
    [
        "同志们：\n刚才，我们收听收看了全省安全生产电视电话会议，会议作了部署。各县区要抓好落实。会议强调的各项任务要完成。\n",
        "关于做好汛期工作的通知\n5月6日，全国防汛工作会议召开。为贯彻会议精神，现将有关事项通知如下：\n一、各县要加强值守。\n",
        "《意见》要求，各地要压实责任。国务院总理高山在调研时强调，要加强防范。\n",
    ],
)
def test_a_speech_a_notice_and_a_document_demand_for_themselves(text: str) -> None:
    assert set(Read(text, issued="2022-05-07").found.by_segment) == {None}


def test_what_is_told_in_passing_does_not_take_the_floor() -> None:
    text = "国务院总理高山2月2日主持召开国务院常务会议。会议指出，要深入贯彻总书记在河阳主持召开防沙治沙座谈会上的重要讲话精神。要完善预案。\n中央决定今年10月召开党的二十届五中全会。\n"
    read = Read(text, issued="2024-02-03")
    assert read.voices()["要完善预案"] == "国务院常务会议"
    assert "data:meeting/党的二十届五中全会" in read.things


def test_names_that_mean_one_meeting() -> None:
    assert normal("全省安全生产电视电话会议暨省安委会第二次全体会议") == normal("全省安全生产电视电话暨省安委会第二次全体会议")
    assert alike("全国电视电话会议", "全国安全生产电视电话会议", {})
    assert alike("省安委会第二次全体会议", "全省安全生产电视电话会议暨省安委会第二次全体会议", {})
    assert not alike("全省安全生产电视电话会议", "全国安全生产电视电话会议", {})
    assert not alike("国务院第二次全体会议", "国务院第三次全体会议", {})
    assert not alike("中央政治局会议", "中央政治局常委会会议", {})
    assert [scope_of(n) for n in ("全国会议", "省安委会全体会议", "2023年全市会议", "座谈会")] == ["国", "省", "市", ""]


def test_every_mention_is_its_slice_and_every_fact_has_a_rule() -> None:
    read = Read(REPORT, issued="2021-03-12")
    for mention in read.found.findings.mentions:
        assert read.page.text.raw[mention.begin : mention.end].strip()
        assert mention.rule.startswith("meetings.")
    assert all(s.rule.startswith(("meetings.", "places.")) and 0 < s.confidence <= 1 for s in read.found.findings.statements)


def test_a_place_in_the_name_is_the_meetings_and_a_date_right_before_it_its_day() -> None:
    read = Read("四川省防汛工作视频会议强调，要压实责任。传达3月5日全县安全生产会议精神。", issued="2022-04-01")
    assert read.facts("四川省防汛工作视频会议")["jurisdiction"] == ["四川省"]
    assert read.facts("全县安全生产会议")["date"] == ["2022-03-05"]


def test_a_session_of_the_last_century_has_its_day() -> None:
    read = Read("岚川省渡口条例\n（1997年5月30日岚川省第八届人民代表大会常务委员会第二十八次会议通过）\n第一条 渡口应当有人看守。")
    assert read.facts("岚川省第八届人民代表大会常务委员会第二十八次会议")["date"] == ["1997-05-30"]


def test_a_speech_is_dated_by_the_line_under_its_title() -> None:
    read = Read("在全市消防工作会议上的讲话\n（2018年5月4日）\n同志们：\n下面我讲几点意见。\n", issued="2018-05-04")
    assert read.facts("全市消防工作会议")["date"] == ["2018-05-04"]


def test_demands_that_a_meeting_passes_on_are_those_of_the_meeting_that_made_them() -> None:
    read = Read(
        "岚川县召开安全生产会\n4月2日，岚川县召开全县安全生产会议，传达全省重点行业安全生产专题会议精神。"
        "会议传达了省专题会议对企业提出的两条要求：企业必须足额提取费用；严禁违章指挥。会议要求，各乡镇要抓好落实。\n",
        issued="2022-04-03",
    )
    voices = read.voices()
    assert voices["严禁违章指挥"] == "全省重点行业安全生产专题会议"
    assert voices["会议要求，各乡镇"] == "全县安全生产会议"


def test_those_who_only_come_or_only_speak_are_told_apart() -> None:
    read = Read("岚川县召开防火工作推进会\n4月2日，岚川县召开防火工作推进会，县长卢向明讲话，副县长贺平、陶子文出席。县林业局参谋夏阳到会指导。贺平在主持会议时要求，各乡镇抓好落实。\n", issued="2022-04-03")
    facts = read.facts("防火工作推进会")
    assert {"贺平", "陶子文", "夏阳", "卢向明"} <= set(facts["attendee"])
    assert set(facts["speaker"]) == {"卢向明", "贺平"}
    assert facts["chair"] == ["贺平"]


def test_all_of_a_city_means_the_prefecture_in_a_countys_report() -> None:
    read = Read("岚川县召开会议\n县委、县政府传达全市消防工作视频会议精神。\n", home="四川省广元市青川县", level="county")
    assert read.facts("全市消防工作视频会议")["level"] == ["zr:Prefecture"]


ROUND_UP = """各地紧急部署防汛
黑龙江：7月1日，省安委会召开全体（扩大）会议。会议要求，水利部门要盯住中小水库。
四川：7月2日上午，全省防汛视频会议在成都召开。会议强调，各市州要转移群众。
云 南　连夜排查山洪沟，村组干部要叫应到户。
"""


def test_a_round_up_gives_each_meeting_the_place_of_its_paragraph_and_ends_with_it() -> None:
    read = Read(ROUND_UP, issued="2021-07-03")
    assert read.facts("省安委会全体（扩大）会议")["jurisdiction"] == ["黑龙江省"]
    assert read.facts("全省防汛视频会议")["jurisdiction"] == ["四川省"]
    assert read.voices()["会议强调，各市州"] == "全省防汛视频会议"
    assert read.voices()["云 南　连夜排查"] is None


def test_the_points_of_a_notice_are_its_own_though_a_meeting_is_told_of_before() -> None:
    read = Read("关于做好假期消防工作的通知\n各镇：\n4月2日，省消安委召开全省消防工作会议，副省长回建国作部署。\n一要严防死守。文旅部门管住古街。\n", issued="2023-04-03")
    assert [voice for text, voice in read.voices().items() if "严防死守" in text] == [None]


def test_who_only_writes_an_instruction_does_not_attend() -> None:
    read = Read("4月2日，岚川县召开防火工作会议，县长卢向明出席。县委书记贺平专门批示，要求守住山头。\n", issued="2023-04-03")
    facts = read.facts("防火工作会议")
    assert facts["attendee"] == ["卢向明"]
    assert facts["speaker"] == ["贺平"]


def test_whoever_attended_and_spoke_tells_that_a_meeting_was_held() -> None:
    read = Read("县长卢向明5日出席今春渡口安全工作视频会议并讲话。卢向明强调，要管住渡船。", issued="2021-03-08")
    assert read.facts("今春渡口安全工作视频会议")["speaker"] == ["卢向明"]
    assert read.voices()["卢向明强调，要管"] == "今春渡口安全工作视频会议"
    assert Read("各镇分管领导要按时参加渡口安全工作视频会议并发言。").names() == []


def test_a_meeting_within_the_sitting_of_another_is_that_meeting() -> None:
    read = Read("5月6日，柳林镇召开镇长办公会议，同时套开镇防汛指挥部会议。会议强调，要看住河堤。")
    assert read.names() == ["镇长办公会议"]
    assert read.voices()["会议强调，要看住"] == "镇长办公会议"


def test_a_places_own_meeting_after_a_wider_one() -> None:
    named = Read("全省消防工作视频会议召开\n4月2日，全国消防工作视频会议结束后，我省随即召开消防工作视频会议。省长何志远讲话。", issued="2019-04-03")
    assert named.facts("全省消防工作视频会议")["speaker"] == ["何志远"]
    assert "speaker" not in named.facts("全国消防工作视频会议")
    nameless = Read("收看全省防汛视频会议后，我县立即召开会议。县长卢向明指出，要备足沙袋。")
    assert nameless.voices()["县长卢向明指出，"] == "我县会议"


def test_words_spoken_at_a_meeting_name_who_was_there() -> None:
    read = Read("认真学习省长何志远在全省消防工作会议上的讲话精神。")
    assert read.facts("全省消防工作会议")["speaker"] == ["何志远"]


def test_a_sentence_without_a_subject_carries_on_the_meeting() -> None:
    read = Read("县安委会召开全县渡口安全工作会议。会上通报了险情。要求各镇要逐船登记。")
    assert read.voices()["要求各镇要逐船登"] == "全县渡口安全工作会议"


def test_fairs_and_forums_are_told_by_their_number_or_year() -> None:
    read = Read("办好第六届“绿色矿山”装备博览会和2019年应急产业（河阳）交易会，参加交易会的企业要登记。")
    assert read.names() == ["第六届“绿色矿山”装备博览会", "2019年应急产业（河阳）交易会"]


def test_a_name_goes_on_over_a_list_behind_its_scope() -> None:
    assert Read("在全县渡口安全暨防汛、防雷专项整治工作会议上的讲话\n传达全国、全省消防工作会议精神。").names() == ["全县渡口安全暨防汛、防雷专项整治工作会议", "全国消防工作会议", "全省消防工作会议"]
    assert "我镇复检验收等一系列重大节日、重要会议" not in Read("保障我镇复检验收等一系列重大节日、重要会议。").names()


def test_a_scope_behind_the_season_tells_the_level() -> None:
    read = Read("3月2日，县水利局召开春节和第一季度全县渡口安全工作会议。")
    assert read.facts("春节和第一季度全县渡口安全工作会议")["level"] == ["zr:County"]


def test_orders_in_the_paragraph_that_tells_of_a_meeting_are_its_own() -> None:
    read = Read("3月2日，柳林镇召开渡口安全工作会。\n会议通报了近期险情。当下正值汛期，要看住渡船。\n各村：\n渡口要挂牌。")
    assert read.voices()["当下正值汛期，要"] == "渡口安全工作会"


def test_an_instruction_passed_on_has_its_author_as_speaker() -> None:
    read = Read("3月2日，县政府召开渡口安全工作会议。会议传达了何志远市长对渡口险情的批示精神。")
    assert read.facts("渡口安全工作会议")["speaker"] == ["何志远"]


def test_a_meeting_watched_in_a_village_is_named() -> None:
    assert Read("4月8日，我镇组织各村干部收看县召开渡口安全视频会议，会后查了渡船。").names() == ["渡口安全视频会议"]


@pytest.mark.parametrize(("caller", "level"), (("某县", "County"), ("××市", "Prefecture"), ("柳溪县", "County"), ("XX镇", "Township"), ("柳溪区", "County")))
def test_a_place_that_no_gazetteer_has_still_has_a_level(caller: str, level: str) -> None:
    read = Read(f"3月2日，{caller}召开渡运安全工作会议。")
    assert read.facts("渡运安全工作会议").get("level") == [f"zr:{level}"]


@pytest.mark.parametrize("caller", ("阳光社区", "南校区", "北坡矿区", "云峰景区", "华联超市"))
def test_what_only_ends_like_a_level_has_none(caller: str) -> None:
    assert "level" not in Read(f"3月2日，{caller}召开渡运安全工作会议。").facts("渡运安全工作会议")


# What an office calls a meeting of its own.
KINDS = ["工作会议", "电视电话会议", "视频会议", "例会", "专题会议", "工作推进会", "工作部署会", "形势分析会", "调度会", "紧急会议", "警示教育大会", "约谈会", "现场会", "工作座谈会", "工作动员会", "工作联席会议", "会商会", "防范工作会议", "督导反馈会", "集中整治动员部署会"]


@pytest.mark.parametrize(("whole", "chief", "level"), (("全省", "省长", "Province"), ("全市", "市长", "Prefecture"), ("全县", "县长", "County"), ("全镇", "镇长", "Township")))
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_meeting_at_every_level(kind: str, whole: str, chief: str, level: str) -> None:
    name = f"{whole}安全生产{kind}"
    for text in (f"3月2日，{name}召开。{chief}石志远出席会议并讲话，副{chief}贺平主持会议。", f"3月2日，副{chief}贺平主持召开{name}。{chief}石志远讲话。"):
        read = Read(text, issued="2024-03-03")
        assert read.names() == [name]
        facts = read.facts(name)
        assert (facts["status"], facts["level"], facts["date"]) == (["zr:Held"], [f"zr:{level}"], ["2024-03-02"])
        assert facts["chair"] == ["贺平"] and "石志远" in facts["speaker"]
