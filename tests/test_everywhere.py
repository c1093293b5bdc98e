"""What is read from a text does not depend on which place it names: 商丘, 自贡, 成都, 呼和浩特 hold characters that elsewhere join, cut or order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

import pytest

from extract.apart import apart, outside_places
from extract.reader import read
from extract.source import from_bytes
from ontology.jurisdictions import Row, rows

_TEXT = """CITY召开全市安全生产工作会议
3月5日，CITY召开全市安全生产工作会议，市委书记石志远出席会议并讲话，CITY市长罗明主持会议。CITY应急管理局、水利局负责人参加会议。
会议强调，CITY委、市政府高度重视。市应急局要牵头开展检查，市公安局、CITY消防救援支队配合。CITY安委会办公室要督促各县（市、区）落实。
CITY、洛阳市应急管理局要做好联动。CITY政府办公室负责汇总。4月1日，CITY某化工公司发生火灾事故，造成1人受伤。要吸取CITY宏达化工厂爆炸事故教训。
县应急局、市水利局要报CITY教育局。由CITY公安局牵头，CITY交通运输局配合。
"""
# The same of a county, a district or a city of their rank, which has towns under it.
_SMALLER = _TEXT.replace("各县（市、区）", "各乡镇").replace("县应急局、", "镇应急办、").replace("支队", "大队")
_CITIES = [row.name for row in rows() if row.level == "prefecture" and row.name.endswith("市") and row.name != "洛阳市"]
_BY_CODE = {row.code: row for row in rows()}
_NAMED_SO = Counter(row.name for row in rows())
# Single words that are as well a word or a body behind which a level may stand: a place only where its province or prefecture says so.
_TWO_WORDS = {"会同县", "延长县", "新建区", "和县", "应县", "山海关区", "点军区"}


def _told(text: str, place: str, *above: str) -> tuple[str, ...]:
    """What was read, with the place's name taken out: things but for places, who must do what, what is said of whom."""
    reading = read(from_bytes("news.txt", text.encode()))
    label = {thing.iri: thing.label for thing in reading.things}
    places = {thing.iri for thing in reading.things if thing.kind == "zr:Jurisdiction"}
    told = [f"{thing.kind} {thing.label} {thing.alt}" for thing in reading.things if thing.iri not in places]
    told += [
        f"{label[s.subject]} {s.property} {label.get(s.value, s.value)}"
        for s in reading.statements
        if s.subject in label and s.subject not in places and "Index" not in s.property
    ]
    for measure in reading.measures:
        told.append("measure " + " ".join(f"{r.role} {label[r.bearer]}" for r in measure.responsibilities))
    for name in (*(one + place for one in above), place):
        told = [line.replace(name, "CITY") for line in told]
    return tuple(sorted(told))


def _of_city(city: str) -> tuple[str, ...]:
    return tuple(sorted(line.replace(city[:-1], "SHORT") for line in _told(_TEXT.replace("CITY", city), city)))


def _above(row: Row) -> list[str]:
    """The names of what contains a place, the smallest first, and all of them in one."""
    names: list[str] = []
    while row.parent:
        row = _BY_CODE[row.parent]
        names.append(row.name)
    return ["".join(reversed(names)), *names]


@cache
def _smaller() -> dict[tuple[str, str, bool, bool], list[Row]]:
    """Places of county rank by what their names look like, named once in the country: all cities, of the others those that hold a guarded word
    and every fourth; zones (吉林经济开发区) are none."""
    shapes: dict[tuple[str, str, bool, bool], list[Row]] = defaultdict(list)
    for number, row in enumerate(rows()):
        zone = row.name.endswith("区") and len(row.name) > 6
        if row.level != "county" or row.name[-1] not in "市县区旗" or _NAMED_SO[row.name] > 1 or zone:
            continue
        if row.name.endswith("市") or number % 4 == 0 or row.name in _TWO_WORDS or not _GUARDED.isdisjoint(row.name[:-1]):
            shapes[row.name[-1], _BY_CODE[row.parent].level, len(row.name) == 2, "自治" in row.name].append(row)
    return shapes


_GUARDED = frozenset("和与及暨商那应日都原要由对为在于从如即称将让当前后全至等且若曾年月未向可同经五二会查防关开推")


@pytest.fixture(scope="module")
def plain() -> tuple[str, ...]:
    return _of_city("长春市")


def test_there_is_something_to_compare(plain: tuple[str, ...]) -> None:
    assert len(_CITIES) > 280
    assert "measure zr:Lead CITY公安局 zr:Cooperate CITY交通运输局" in plain
    assert "measure zr:Implement CITY应急管理局 zr:Implement 洛阳市应急管理局" in plain
    assert sum(map(len, _smaller().values())) > 1000
    assert sum(len(places) for shape, places in _smaller().items() if shape[0] == "市") > 380


@pytest.mark.parametrize("city", _CITIES)
def test_every_city_is_read_alike(city: str, plain: tuple[str, ...]) -> None:
    assert _of_city(city) == plain


@pytest.mark.parametrize("shape", _smaller())
def test_every_smaller_place_is_read_alike(shape: tuple[str, str, bool, bool]) -> None:
    text = _SMALLER.replace("全市", "全" + shape[0]).replace("市委", shape[0] + "委").replace("市政府", shape[0] + "政府").replace("CITY市长", f"CITY{shape[0]}长")
    for body in ("应急局", "公安局", "水利局"):
        text = text.replace("市" + body, shape[0] + body)
    told = {row.name: _told(text.replace("CITY", row.name), row.name, *_above(row)) for row in _smaller()[shape] if row.name not in _TWO_WORDS}
    most, _ = Counter(told.values()).most_common(1)[0]
    assert any(line.startswith("measure zr:Lead CITY公安局 zr:Cooperate CITY交通运输局") for line in most)
    assert {name for name, one in told.items() if one != most} == set()


def test_guards_come_from_the_names_themselves() -> None:
    assert apart("在") == ""
    assert apart("自") == "(?!流井|贡|(?<=蒙自)市)"
    assert apart("自", at_begin=True) == "(?!流井|贡)"
    assert outside_places("于(?=是)|按照?|[在向]") == "于(?=是)|按照?|(?:[在]|向(?!阳区))"


@pytest.mark.parametrize(
    ("word", "text", "at"),
    [
        ("和", "县应急局和县公安局", [4]),  # two words
        ("和", "安徽省和县应急局", []),
        ("和", "和县应急局", []),
        ("和", "呼和浩特、共和县、和田市和龙口市", [12]),
        ("会同", "市局会同县公安局", [2]),
        ("会同", "湖南省会同县公安局", []),
        ("都", "成都、丰都县都要检查", [6]),
        ("商", "商丘市商水县商公安部门", [6]),
    ],
)
def test_a_word_is_none_inside_a_name(word: str, text: str, at: list[int]) -> None:
    assert [found.start() for found in re.finditer(word + apart(word), text)] == at
