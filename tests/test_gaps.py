"""Each kind of gap in documents written here: what must be found, and beside it what must not."""

from __future__ import annotations

import re

import pytest

from kg.answers import Row, saved
from kg.errors import KgError
from kg.gaps import KINDS, gaps, kind_named, summary
from tests.written import World, node

DAY = "2024-06-15"


def found(world: World, kind: str, as_of: str = DAY) -> list[Row]:
    return list(gaps(world.store, as_of, [kind_named(kind)]).rows)


def test_sector_without_lead() -> None:
    world = World()
    text = "本镇有煤矿、渔船和加油站。渔船由镇农办牵头检查。旅游安全由镇文化站负责。特种设备由县局牵头检验，电梯要年检。"
    page = world.document("镇安全生产会议", text)
    office, culture, bureau = (page.thing("Department", name, local=True) for name in ("镇农办", "镇文化站", "县局"))
    page.sector("煤矿", "coal-mine")  # named, no measure: a gap
    page.sector("加油站", "hazchem")  # named, no measure: a gap
    page.say(page.iri, "zr:mentionsSector", node("zrs:fishing-vessel"))
    page.measure("渔船由镇农办牵头检查", sectors=["fishing-vessel"], lead=[office])  # led: none
    page.sector("旅游安全", "tourism")
    page.measure("旅游安全由镇文化站负责", sectors=["tourism"], implement=[culture])  # somebody does it, nobody leads: a gap
    page.measure("特种设备由县局牵头检验", sectors=["special-equipment"], lead=[bureau])
    page.sector("特种设备", "special-equipment")  # led: none
    rows = found(world, "sector-without-lead")
    assert [(r["subject"], r["quote"], int(r["begin"])) for r in rows] == [
        ("煤矿", "煤矿", text.index("煤矿")),
        ("危险化学品", "加油站", text.index("加油站")),
        ("文化旅游", "旅游安全", text.index("旅游安全")),
    ]


def test_a_lead_for_a_narrower_sector_is_a_lead() -> None:
    world = World()
    page = world.document("会议", "交通运输由交通局牵头。渡口要检查。消防由消防队负责，高层建筑由住建局牵头。")
    roads, homes = (page.thing("Department", name, local=True) for name in ("交通局", "住建局"))
    page.measure("交通运输由交通局牵头", sectors=["transport"], lead=[roads])
    page.sector("渡口", "water-transport")  # a lead for the whole does not say who leads here
    page.sector("消防由", "fire")
    page.measure("高层建筑由住建局牵头", sectors=["high-rise"], lead=[homes])  # whoever asks about 消防 finds it
    assert [r["subject"] for r in found(world, "sector-without-lead")] == ["水上交通"]


def test_measure_without_bearer() -> None:
    world = World()
    page = world.document("会议", "要加强值班值守。县水利局要检查水库。要配足救生衣，由县海事处督促。")
    water, sea = (page.thing("Department", name, local=True) for name in ("县水利局", "县海事处"))
    page.measure("要加强值班值守")
    page.measure("县水利局要检查水库", implement=[water])
    page.measure("要配足救生衣，由县海事处督促", supervise=[sea])
    assert [(r["subject"], r["quote"]) for r in found(world, "measure-without-bearer")] == [("要加强值班值守", "要加强值班值守")]


def test_measure_without_deadline_needs_a_peer_that_has_one() -> None:
    world = World()
    text = "县住建局3月底前查完燃气管道。各燃气企业要更换胶管。县林业局要备足灭火机。燃气用户要自查，五一前完成。燃气站要值班。燃气企业汛期要巡线。燃气企业不得停气。"
    page = world.document("任务分工", text)
    homes, woods = (page.thing("Department", name, local=True) for name in ("县住建局", "县林业局"))
    firms = page.thing("Collective", "燃气企业", local=True)
    page.measure("县住建局3月底前查完燃气管道", sectors=["city-gas"], implement=[homes], deadline="2024-03")
    page.measure("各燃气企业要更换胶管", sectors=["city-gas"], implement=[firms])  # the gap
    page.measure("县林业局要备足灭火机", sectors=["forest-fire"], implement=[woods])  # no peer with a deadline
    page.measure("燃气用户要自查，五一前完成", sectors=["city-gas"], implement=[firms], deadline_text="五一前")  # has one in words
    page.measure("燃气站要值班", sectors=["city-gas"])  # nobody answers: another kind of gap
    page.measure("燃气企业汛期要巡线", sectors=["city-gas"], implement=[firms], period="汛期")  # has a time
    page.measure("燃气企业不得停气", sectors=["city-gas"], implement=[firms], prohibited=True)  # a ban has no end
    other = world.document("另一份", "燃气公司要培训。")
    other.measure("燃气公司要培训", sectors=["city-gas"], implement=[firms])  # the peer stands in another document
    rows = found(world, "measure-without-deadline")
    assert [(r["subject"], r["detail"]) for r in rows] == [
        ("各燃气企业要更换胶管", "同属“城镇燃气”的措施时限为 2024-03：县住建局3月底前查完燃气管道")
    ]


def test_measure_without_deadline_by_initiative() -> None:
    world = World()
    page = world.document("方案", "镇政府10月底前建好台账。村委会要入户走访。")
    campaign = page.thing("Initiative", "敲门行动")
    town, village = page.thing("Government", "镇政府", local=True), page.thing("Collective", "村委会", local=True)
    page.measure("镇政府10月底前建好台账", implement=[town], deadline="2024-10-31", initiative=campaign)
    page.measure("村委会要入户走访", implement=[village], initiative=campaign)
    assert [r["subject"] for r in found(world, "measure-without-deadline")] == ["村委会要入户走访"]


def test_body_without_task() -> None:
    world = World()
    text = "县安委会召开会议，县气象局通报天气，县教育局要检查校车。各有关部门参加。"
    page = world.document("会议", text)
    board = page.thing("Committee", "县安委会", local=True)
    weather, schools = (page.thing("Department", name, local=True) for name in ("县气象局", "县教育局"))
    for name, body in (("县安委会", board), ("县气象局", weather), ("县教育局", schools)):
        page.mention(name, body)
    page.mention("各有关部门", page.thing("Collective", "各有关部门", local=True))  # a collective is nobody's address
    page.meeting("县安全生产会议", convener=board)
    page.measure("县教育局要检查校车", implement=[schools])
    rows = found(world, "body-without-task")
    assert [(r["subject"], r["detail"]) for r in rows] == [("县安委会", "提到 1 处；另见于：会议召集"), ("县气象局", "提到 1 处")]


def test_two_leads() -> None:
    world = World()
    page = world.document("分工", "校车由县公安局、县教育局牵头。渡口由县海事处牵头、县公安局配合。")
    police, schools, sea = (page.thing("Department", name, local=True) for name in ("县公安局", "县教育局", "县海事处"))
    page.measure("校车由县公安局、县教育局牵头", lead=[police, schools])
    page.measure("渡口由县海事处牵头、县公安局配合", lead=[sea], cooperate=[police])
    rows = found(world, "two-leads")
    assert [(r["subject"], r["detail"]) for r in rows] == [("校车由县公安局、县教育局牵头", "牵头单位：县公安局、县教育局")]


@pytest.mark.parametrize(
    ("deadline", "as_of", "past"),
    [
        ("2024-06-14", "2024-06-15", True),
        ("2024-06-15", "2024-06-15", False),  # the day itself is still in time
        ("2024-05", "2024-05-31", False),  # a month is over when the next has begun
        ("2024-05", "2024-06-01", True),
        ("2023", "2023-12-31", False),
        ("2023", "2024-01-01", True),
        ("2024-07-01", "2024-06-15", False),
    ],
)
def test_deadline_past(deadline: str, as_of: str, past: bool) -> None:
    world = World()
    page = world.document("通知", "要完成整改。")
    page.measure("要完成整改", deadline=deadline)
    assert [r["detail"] for r in found(world, "deadline-past", as_of)] == ([f"时限 {deadline}"] if past else [])


def test_requirement_not_taken_up() -> None:
    world = World()
    text = (
        "全省会议要求，深入排查治理渡口渡船安全隐患。全省会议要求，强化校车驾驶人教育培训。全省会议指出，严禁超员载客。"
        "县会议要求，全面排查渡口、渡船存在的安全隐患并抓好治理。县会议强调，开展森林防火宣传。"
    )
    page = world.document("传达提纲", text)
    above = page.meeting("全省会议", level="Province")
    below = page.meeting("县会议", level="County", conveys=[above])
    page.measure("深入排查治理渡口渡船安全隐患", sectors=["water-transport"], by=above)
    page.measure("强化校车驾驶人教育培训", sectors=["road-traffic"], by=above)
    page.measure("严禁超员载客", sectors=["road-traffic"], by=above, prohibited=True)
    page.measure("全面排查渡口、渡船存在的安全隐患并抓好治理", sectors=["water-transport"], by=below)
    page.measure("开展森林防火宣传", sectors=["forest-fire"], by=below)
    rows = found(world, "requirement-not-taken-up")
    assert [(r["subject"], r["detail"]) for r in rows] == [
        ("强化校车驾驶人教育培训", "全省会议提出；下面有：县会议"),
        ("严禁超员载客", "全省会议提出；下面有：县会议"),
    ]


def test_requirement_of_a_meeting_that_nobody_passes_on_is_no_gap() -> None:
    world = World()
    page = world.document("报道", "全省会议要求，强化校车驾驶人教育培训。")
    page.measure("强化校车驾驶人教育培训", by=page.meeting("全省会议", level="Province"))
    assert found(world, "requirement-not-taken-up") == []


def test_cited_unidentified() -> None:
    world = World()
    text = "落实《实施意见》《安全生产法》《县安委会2023年工作要点》《河道采砂整治方案》。"
    page = world.document("会议", text)
    loose = page.thing("CitedDocument", "实施意见")
    law = page.thing("CitedDocument", "安全生产法")
    plan = page.thing("CitedDocument", "县安委会2023年工作要点")
    issued = page.thing("CitedDocument", "河道采砂整治方案")
    page.say(issued, "zr:issuer", page.thing("Department", "县水利局", local=True))
    for quote, cited in (("《实施意见》", loose), ("《安全生产法》", law), ("《县安委会2023年工作要点》", plan), ("《河道采砂整治方案》", issued)):
        page.mention(quote, cited)
    world.document("关于印发县安委会2023年工作要点的通知", "要点如下。")  # the store has it
    assert [r["subject"] for r in found(world, "cited-unidentified")] == ["实施意见"]


def test_every_kind_has_its_query_and_its_reason() -> None:
    assert len({kind.id for kind in KINDS}) == 8
    for kind in KINDS:
        assert re.search(r"SELECT DISTINCT \?subject", saved(kind.query))
        assert kind.why_zh.endswith("。")
        assert kind.why_en.endswith(".")


def test_summary_counts_kinds_without_gaps_too() -> None:
    world = World()
    page = world.document("会议", "要加强值班值守。")
    page.measure("要加强值班值守", deadline="2024-01-31")
    counts = {row["kind"]: row["count"] for row in summary(gaps(world.store, DAY)).rows}
    assert counts == {kind.id: "0" for kind in KINDS} | {"measure-without-bearer": "1", "deadline-past": "1"}


def test_rows_carry_their_place() -> None:
    world = World()
    page = world.document("会议", "一、要加强值班值守。")
    page.measure("要加强值班值守")
    row = found(world, "measure-without-bearer")[0]
    assert page.text[int(row["begin"]) : int(row["end"])] == row["quote"]
    assert (row["document"], row["source"]) == (page.iri.value, "《会议》第 2–9 字")


def test_an_unknown_kind_lists_those_known() -> None:
    with pytest.raises(KgError, match="sector-without-lead, measure-without-bearer"):
        kind_named("nonsense")
