"""What is read from a text does not depend on which city it names: 商丘, 自贡, 成都, 呼和浩特 hold characters that elsewhere join, cut or order."""

from __future__ import annotations

import pytest

from extract.reader import read
from extract.source import from_bytes
from ontology.jurisdictions import rows

_TEXT = """CITY召开全市安全生产工作会议
3月5日，CITY召开全市安全生产工作会议，市委书记石志远出席会议并讲话，CITY市长罗明主持会议。CITY应急管理局、水利局负责人参加会议。
会议强调，CITY委、市政府高度重视。市应急局要牵头开展检查，市公安局、CITY消防救援支队配合。CITY安委会办公室要督促各县（市、区）落实。
CITY、洛阳市应急管理局要做好联动。CITY政府办公室负责汇总。4月1日，CITY某化工公司发生火灾事故，造成1人受伤。要吸取CITY宏达化工厂爆炸事故教训。
县应急局、市水利局要报CITY教育局。由CITY公安局牵头，CITY交通运输局配合。
"""
_CITIES = [row.name for row in rows() if row.level == "prefecture" and row.name.endswith("市") and row.name != "洛阳市"]


def _told(city: str) -> list[str]:
    """What was read, with the city's name taken out: things but for places, who must do what, what is said of whom."""
    source = from_bytes("news.txt", _TEXT.replace("CITY", city).encode())
    reading = read(source)
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
    return sorted(line.replace(city, "CITY").replace(city[:-1], "SHORT") for line in told)


@pytest.fixture(scope="module")
def plain() -> list[str]:
    return _told("长春市")


def test_there_is_something_to_compare(plain: list[str]) -> None:
    assert len(_CITIES) > 280
    assert "measure zr:Lead CITY公安局 zr:Cooperate CITY交通运输局" in plain
    assert "measure zr:Implement CITY应急管理局 zr:Implement 洛阳市应急管理局" in plain


@pytest.mark.parametrize("city", _CITIES)
def test_every_city_is_read_alike(city: str, plain: list[str]) -> None:
    assert _told(city) == plain
