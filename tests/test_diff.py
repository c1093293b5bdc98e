"""Two years' notices written here, side by side."""

from __future__ import annotations

import pytest

from kg.diff import SeveralFit, diff, pairs, side, side_by_side
from kg.ledger import UnknownName
from tests.written import World

OLD = "煤矿要停产检查。县公安局3月底前排查校车。县林业局要组织护林员巡护。县水利局清理河道。"
NEW = "渔船要回港避风。县教育局5月底前排查校车。县林业局要组织护林员昼夜巡护。县水利局清理河道。"


def notices(world: World) -> None:
    last = world.document("2023年通知", OLD, issued="2023-02-01")
    this = world.document("2024年通知", NEW, issued="2024-02-01")
    bodies = {
        page.iri: {name: page.thing("Department", name, local=True) for name in ("县公安局", "县教育局", "县林业局", "县水利局")} for page in (last, this)
    }
    last.sector("煤矿", "coal-mine")
    this.sector("渔船", "fishing-vessel")
    for page in (last, this):
        page.sector("校车", "road-traffic")
    last.measure("煤矿要停产检查", sectors=["coal-mine"])
    last.measure("县公安局3月底前排查校车", sectors=["road-traffic"], implement=[bodies[last.iri]["县公安局"]], deadline="2023-03-31")
    last.measure("县林业局要组织护林员巡护", implement=[bodies[last.iri]["县林业局"]])
    last.measure("县水利局清理河道", implement=[bodies[last.iri]["县水利局"]])
    this.measure("渔船要回港避风", sectors=["fishing-vessel"])
    this.measure("县教育局5月底前排查校车", sectors=["road-traffic"], lead=[bodies[this.iri]["县教育局"]], deadline="2024-05-31")
    this.measure("县林业局要组织护林员昼夜巡护", implement=[bodies[this.iri]["县林业局"]])
    this.measure("县水利局清理河道", implement=[bodies[this.iri]["县水利局"]])


@pytest.fixture(scope="module")
def world() -> World:
    made = World()
    notices(made)
    return made


EXPECTED = [
    ("行业领域", "新增", "", "渔业船舶"),
    ("行业领域", "去掉", "煤矿", ""),
    ("单位", "新增", "", "县教育局"),
    ("单位", "去掉", "县公安局", ""),
    ("措施", "改动", "县【公安】局【3】月底前排查校车", "县【教育】局【5】月底前排查校车"),
    ("措施", "改动", "县林业局要组织护林员巡护", "县林业局要组织护林员【昼夜】巡护"),
    ("措施", "去掉", "煤矿要停产检查", ""),
    ("措施", "新增", "", "渔船要回港避风"),
    ("责任单位", "改动", "负责：县公安局", "牵头：县教育局"),
    ("时限", "改动", "2023-03-31", "2024-05-31"),
]


@pytest.mark.parametrize(("left", "right"), [("2023年通知", "2024年通知"), ("2023", "2024-02-01")])
def test_documents_and_dates(world: World, left: str, right: str) -> None:
    found = diff(side(world.store, left), side(world.store, right), world.store)
    assert [(r["aspect"], r["change"], r["left"], r["right"]) for r in found.rows] == EXPECTED
    assert found.note.endswith("措施新增 1 项，去掉 1 项，措辞改动 2 项，未动 1 项。")


def test_turned_round_what_came_went(world: World) -> None:
    found = diff(side(world.store, "2024年通知"), side(world.store, "2023年通知"), world.store)
    assert [(r["aspect"], r["change"]) for r in found.rows][:2] == [("行业领域", "新增"), ("行业领域", "去掉")]
    assert {(r["left"], r["right"]) for r in found.rows if r["aspect"] == "时限"} == {("2024-05-31", "2023-03-31")}


def test_rows_quote_both_sides(world: World) -> None:
    for row in diff(side(world.store, "2023"), side(world.store, "2024"), world.store).rows:
        if row["left"]:
            assert OLD[int(row["begin"]) : int(row["end"])] == row["quote"]
        if row["right"]:
            assert NEW[int(row["right_begin"]) : int(row["right_end"])] == row["right_quote"]
        assert row["document"]


def test_the_same_twice_differs_in_nothing(world: World) -> None:
    assert diff(side(world.store, "2023"), side(world.store, "2023"), world.store).rows == ()


def test_two_whole_stores() -> None:
    one, two = World(), World()
    notices(one)
    page = two.document("通知", "县水利局清理河道。")
    page.measure("县水利局清理河道")
    found = diff(side(one.store), side(two.store), one.store)
    assert [(r["change"], r["left"]) for r in found.rows if r["aspect"] == "责任单位"] == [("去掉", "负责：县水利局")]
    assert sum(r["aspect"] == "措施" and r["change"] == "去掉" for r in found.rows) == 7


def test_meetings() -> None:
    world = World()
    page = world.document("两会", "春会要求，检查渡口。秋会要求，检查渡口和码头。")
    page.measure("检查渡口", after="春会要求，", sectors=["water-transport"], by=page.meeting("春季会议"))
    page.measure("检查渡口和码头", sectors=["water-transport"], by=page.meeting("秋季会议"))
    found = diff(side(world.store, "春季会议"), side(world.store, "秋季会议"), world.store)
    assert [(r["left"], r["right"]) for r in found.rows] == [("检查渡口", "检查渡口【和码头】")]


def test_each_measure_is_in_one_pair_and_the_likest_go_together() -> None:
    world = World()
    left = world.document("甲", "检查渡口。")
    right = world.document("乙", "检查渡口渡船。检查渡口。")
    left.measure("检查渡口")
    right.measure("检查渡口渡船")
    right.measure("检查渡口", after="。")
    found = pairs(side(world.store, "甲"), side(world.store, "乙"), {})
    assert [(old.task, new.task, score) for old, new, score in found] == [("检查渡口", "检查渡口", 1.0)]


def test_names_that_fit_none_or_several(world: World) -> None:
    with pytest.raises(UnknownName):
        side(world.store, "2025")
    with pytest.raises(SeveralFit, match="fits 2 things"):
        side(world.store, "年通知")


def test_side_by_side() -> None:
    assert side_by_side("要查", "要严查") == ("要查", "要【严】查")
