"""Search over a few sentences written here: what is found, in which order, and under which spelling."""

from __future__ import annotations

import importlib.util

import pytest

from kg.naming import names, resolve
from kg.search import Word, marked, search, words_of
from tests.written import Page, World

TEXT = """市安委会办公室要牵头排查渡口渡船。市安办要通报渡口检查、渡口整改和渡口值班情况。
縣應急管理局要做好森林防火值班。县教育局要检查校车。
"""


def town(world: World) -> Page:
    page = world.document("值班通知", TEXT)
    office = page.thing("Committee", "市安委会办公室", alt=["市安办"], local=True)
    emergency = page.thing("Department", "县应急管理局", function="emergency", local=True)
    schools = page.thing("Department", "县教育局", function="education", local=True)
    page.mention("市安办", office)
    page.mention("縣應急管理局", emergency)
    page.measure("市安委会办公室要牵头排查渡口渡船", lead=[office], sectors=["water-transport"])
    page.measure("市安办要通报渡口检查、渡口整改和渡口值班情况", implement=[office])
    page.measure("縣應急管理局要做好森林防火值班", implement=[emergency], sectors=["forest-fire"])
    page.measure("县教育局要检查校车", implement=[schools])
    return page


@pytest.fixture(scope="module")
def world() -> World:
    made = World()
    town(made)
    return made


def texts(world: World, question: str, **options: int) -> list[str]:
    return [row["text"] for row in search(world.store, question, **options).rows]


def measures(world: World, question: str) -> list[str]:
    return [row["text"] for row in search(world.store, question, limit=0).rows if row["kind"] == "措施"]


def test_a_name_finds_itself_first_then_what_it_must_do(world: World) -> None:
    rows = search(world.store, "县教育局").rows
    assert [(row["kind"], row["text"]) for row in rows] == [("部门", "【县教育局】"), ("措施", "【县教育局】要检查校车")]


@pytest.mark.parametrize("asked", ["县应急管理局", "縣應急管理局", " 县应急 管理局"])
def test_either_script_finds_the_measure(world: World, asked: str) -> None:
    assert any("森林防火值班" in text for text in texts(world, asked))


def test_any_known_spelling_finds_the_other(world: World) -> None:
    assert measures(world, "市安办") == ["【市安办】要通报渡口检查、渡口整改和渡口值班情况", "【市安委会办公室】要牵头排查渡口渡船"]


def test_a_sector_is_found_by_its_other_names(world: World) -> None:
    assert measures(world, "护林防火") == ["县应急管理局要做好【森林防火】值班"]


def test_all_words_come_before_one_word_often(world: World) -> None:
    assert measures(world, "渡船 排查")[0] == "市安委会办公室要牵头【排查渡口渡船】"  # 渡口 names the same sector as 渡船
    assert measures(world, "检查") == ["县教育局要【检查】校车", "市安办要通报渡口【检查】、渡口整改和渡口值班情况"]  # the shorter text first


def test_rows_carry_place_and_limit_is_told(world: World) -> None:
    found = search(world.store, "渡口", limit=1)
    assert len(found.rows) == 1
    row = next(r for r in search(world.store, "渡口", limit=0).rows if r["kind"] == "措施")
    assert TEXT[int(row["begin"]) : int(row["end"])] == row["quote"]
    assert "列出前 1 条" in found.note


def test_nothing_found_is_an_empty_answer(world: World) -> None:
    assert texts(world, "航天飞机") == []
    assert texts(world, "。") == []


@pytest.mark.skipif(not importlib.util.find_spec("pypinyin"), reason="pypinyin is not installed; it is optional")
def test_pinyin_initials(world: World) -> None:
    assert "县教育局" in texts(world, "xjyj")
    assert texts(world, "xjyjzz") == []


def test_words_known_names_are_one_word_and_the_rest_is_cut(world: World) -> None:
    known = names(world.store)
    assert words_of("市安委会办公室检查校车", known)[0] == Word("市安委会办公室", ("市安办",))
    assert "检查" in [word.asked for word in words_of("市安委会办公室检查校车", known)]


def test_marks_stand_around_the_hit_in_the_text_as_it_is() -> None:
    assert marked("“两客 一危”车辆", [Word("两客一危")]) == "“【两客 一危】”车辆"
    assert marked("排查排查", [Word("排查")]) == "【排查排查】"


# --- names (kg.naming) ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("县教育局", ["县教育局"]),
        ("教育", ["校园安全"]),  # an exact name of a sector comes before a function and a part of a name
        ("应急管理部门", ["县应急管理局"]),  # the function's name
        ("zrs:forest-fire", ["森林草原防灭火"]),
        ("forest-fire", ["森林草原防灭火"]),
        ("管理局", ["县应急管理局"]),  # a part
        ("没有这个", []),
        ("", []),
    ],
)
def test_resolve(world: World, asked: str, labels: list[str]) -> None:
    assert [named.label for named in resolve(names(world.store), asked)] == labels
