"""Questions in words about a circular that is written here; every answer was read out of it by hand."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.answers import select
from kg.ask import NobodyCalled, NotUnderstood, ask, folded, forms, understand
from tests.written import Page, World, node

TEXT = """青河县冬春防火通报
2024年1月8日，青河县安全生产电视电话会议召开，县长周长河主持。
会议要求，县林业局牵头、县公安局配合，2月底前排查林区野外火源。
县应急管理局要督促各乡镇落实森林火灾值班，依据《青河县森林防火办法》。
县住建局在春节期间检查燃气管道。要清理河道。
"""


def circular(world: World) -> Page:
    page = world.document("青河县冬春防火通报", TEXT, issued="2024-01-09", place="青河县", level="County")
    names = {"县林业局": "forestry", "县公安局": "public-security", "县应急管理局": "emergency", "县住建局": "housing"}
    body = {name: page.thing("Department", name, function=function, local=True) for name, function in names.items()}
    towns = page.thing("Collective", "各乡镇", local=True)
    meeting = page.meeting("青河县安全生产电视电话会议", level="County", on="2024-01-08")
    mayor, post = page.thing("Official", "周长河", local=True), page.thing("Post", "县长", local=True)
    page.say(meeting, "zr:chair", mayor)
    page.say(mayor, "zr:holdsPost", post)
    for number, (subject, prop, value, quote) in enumerate(
        [(meeting, "zr:chair", mayor, "县长周长河主持"), (mayor, "zr:holdsPost", post, "县长周长河")], 1
    ):
        finding = node(f"{page.iri.value}/finding/{number}")
        for name, term in (("rdf:subject", subject), ("rdf:predicate", node(prop)), ("rdf:object", value)):
            page.say(finding, name, term)
        begin = TEXT.index(quote)
        page.say(finding, "nif:beginIndex", Literal(begin))
        page.say(finding, "nif:endIndex", Literal(begin + len(quote)))
    page.measure(
        "县林业局牵头、县公安局配合，2月底前排查林区野外火源",
        sectors=["forest-fire"], lead=[body["县林业局"]], cooperate=[body["县公安局"]], deadline="2024-02-29", deadline_text="2月底前", by=meeting,
    )  # fmt: skip
    page.measure(
        "县应急管理局要督促各乡镇落实森林火灾值班，依据《青河县森林防火办法》",
        sectors=["forest-fire"], supervise=[body["县应急管理局"]], implement=[towns], cites=[page.thing("CitedDocument", "青河县森林防火办法")],
    )  # fmt: skip
    page.measure("县住建局在春节期间检查燃气管道", sectors=["city-gas"], implement=[body["县住建局"]], period="春节期间")
    page.measure("要清理河道")
    page.sector("燃气管道", "city-gas")
    return page


@pytest.fixture(scope="module")
def world() -> World:
    made = World()
    circular(made)
    return made


FIRE = "县林业局牵头、县公安局配合，2月底前排查林区野外火源"
WATCH = "县应急管理局要督促各乡镇落实森林火灾值班，依据《青河县森林防火办法》"
GAS = "县住建局在春节期间检查燃气管道"
EVERYBODY = ["县公安局", "县林业局", "县应急管理局", "各乡镇"]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("谁负责森林防火？", EVERYBODY),
        ("誰負責森林防火?", EVERYBODY),
        ("森林防火工作由哪个部门负责", EVERYBODY),
        ("请问，森林防火归谁管？", EVERYBODY),
        ("森林防火的责任单位是谁", EVERYBODY),
        ("谁牵头森林防火？", ["县林业局"]),
        ("森林防火由谁牵头", ["县林业局"]),
        ("谁配合森林草原防灭火？", ["县公安局"]),
        ("谁监督森林防火？", ["县应急管理局"]),
        ("谁负责燃气管道？", ["县住建局"]),
        ("谁负责值班？", ["县应急管理局", "各乡镇"]),  # no sector: words of a measure
        ("县林业局要做什么？", [FIRE]),
        ("公安有哪些任务？", [FIRE]),
        ("县住建局的职责是什么", [GAS]),
        ("森林防火什么时候完成？", ["2024-02-29", "2月底前"]),
        ("排查林区野外火源什么时候完成？", ["2024-02-29", "2月底前"]),
        ("县住建局的时限是什么", ["春节期间"]),
        ("哪次会议要求森林防火？", ["青河县安全生产电视电话会议"]),
        ("森林防火是哪次会议提出的", ["青河县安全生产电视电话会议"]),
        ("森林防火依据什么文件？", ["青河县森林防火办法"]),
        ("县应急管理局的依据是什么", ["青河县森林防火办法"]),
        ("谁主持了青河县安全生产电视电话会议？", ["周长河"]),
        ("青河县安全生产电视电话会议什么时候召开？", ["2024-01-08"]),
        ("青河县安全生产电视电话会议要求了什么？", [FIRE]),
        ("周长河担任什么职务？", ["县长"]),
        ("周长河是谁", ["县长"]),
        ("哪些措施没有责任单位？", ["要清理河道"]),
        ("哪些行业领域没有牵头单位？", ["城镇燃气"]),
        ("哪些措施没有完成时限？", [WATCH]),
        ("哪些单位没有任务？", []),
        ("哪些措施有两个牵头单位？", []),
        ("哪些文件查不到出处？", []),
    ],
)
def test_questions(world: World, question: str, answers: list[str]) -> None:
    assert sorted(row["answer"] for row in ask(world.store, question).rows) == sorted(answers)


LACKING = """白水县安委办关于冬季取暖安全的通知
一、县住建局、县商务局共同牵头排查餐饮场所燃气软管，县妇联已收到抄件。
二、县应急管理局要按照《冬季取暖安全六条》和《安全生产法》开展检查。
"""


def test_questions_about_what_is_lacking() -> None:
    """Read by hand: two bodies lead the first measure, 县妇联 is named and has nothing to do, and who issued the 六条 nobody says."""
    world = World()
    page = world.document("白水县冬季取暖安全通知", LACKING, issued="2023-11-02")
    housing, trade, emergency = (page.thing("Department", name, local=True) for name in ("县住建局", "县商务局", "县应急管理局"))
    page.mention("县妇联", page.thing("Organization", "县妇联", local=True))
    rules, law = page.thing("CitedDocument", "冬季取暖安全六条"), page.thing("CitedDocument", "安全生产法")
    page.mention("《冬季取暖安全六条》", rules)
    page.mention("《安全生产法》", law)
    shared = "县住建局、县商务局共同牵头排查餐饮场所燃气软管"
    page.measure(shared, sectors=["city-gas"], lead=[housing, trade])
    page.measure("县应急管理局要按照《冬季取暖安全六条》和《安全生产法》开展检查", implement=[emergency], cites=[rules, law])
    for question, answers in (("哪些单位没有任务？", ["县妇联"]), ("哪些措施有两个牵头单位？", [shared]), ("哪些文件查不到出处？", ["冬季取暖安全六条"])):
        found = ask(world.store, question)
        assert [row["answer"] for row in found.rows] == answers
        assert all(LACKING[int(row["begin"]) : int(row["end"])] == row["quote"] for row in found.rows)


def test_past_deadlines_are_held_against_the_day(world: World) -> None:
    assert [row["answer"] for row in ask(world.store, "哪些任务已经过期？", as_of="2024-03-01").rows] == [FIRE]
    assert ask(world.store, "哪些任务已经过期？", as_of="2024-02-29").rows == ()


def test_the_query_that_ran_can_be_run_again(world: World) -> None:
    found = ask(world.store, "谁牵头森林防火？")
    assert "VALUES ?role { <https://w3id.org/zeren/ontology#Lead> }" in found.query
    assert [row["label"] for row in select(world.store, found.query)] == ["县林业局"]


def test_rows_carry_the_place_and_the_role(world: World) -> None:
    row = ask(world.store, "谁牵头森林防火？").rows[0]
    assert TEXT[int(row["begin"]) : int(row["end"])] == row["quote"] == FIRE
    assert row["detail"] == f"牵头；{FIRE}"
    chair = ask(world.store, "谁主持了青河县安全生产电视电话会议？").rows[0]
    assert chair["quote"] == "县长周长河主持"


def test_the_summary_answers_in_a_sentence(world: World) -> None:
    assert ask(world.store, "谁牵头森林防火？").note == "森林草原防灭火的牵头单位：县林业局。"
    assert ask(world.store, "谁负责森林火灾？").note == (
        "森林草原防灭火的责任单位：提到“森林火灾”的：县应急管理局、各乡镇；同一领域的其他措施：县公安局、县林业局。"
    )
    assert ask(world.store, "谁配合燃气安全？").note == "城镇燃气的配合单位：图谱中没有记载。"


@pytest.mark.parametrize("question", ["今天天气怎么样？", "为什么要安全生产", "", "谁", "hello"])
def test_what_is_not_understood_is_said_with_the_forms_that_are(question: str) -> None:
    with pytest.raises(NotUnderstood, match="谁负责森林防火？") as told:
        understand(question)
    assert all(form.example in str(told.value) for form in forms())


def test_a_form_about_nothing_known_says_so(world: World) -> None:
    with pytest.raises(NobodyCalled, match="没有名为“航天发射”的"):
        ask(world.store, "谁负责航天发射？")
    with pytest.raises(NobodyCalled, match="kg search 县航天局"):
        ask(world.store, "县航天局要做什么？")


def test_every_example_has_its_own_form() -> None:
    for form in forms():
        assert understand(form.example).form.id == form.id


def test_folding() -> None:
    assert folded(" 请问，誰負責 消防？？ ") == "谁负责消防"
