"""Places of China in a text.

A place is named by its full name (济宁市, 阿坝藏族羌族自治州), by its short one where that is no ordinary word (广东, 长春, 黔东南州), and
a county only with 县, 区, 市 or 旗. A name that several places share (朝阳区) is settled by the place that contains it, if that stands
before it or is the document's own; otherwise it stays undecided. A redacted name is nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ontology.jurisdictions import Row, rows
from ontology.namespaces import segment
from ontology.record import record

from .quick import later, quick


@record
class Place:
    """A province, prefecture or county. `full` names it with what contains it: 山东省济宁市, 北京市朝阳区."""

    code: str
    name: str
    level: str
    full: str
    iri: str  # data:jurisdiction/ and the name, or the full one where several places have the name
    parent: str  # code, "" for a province


@record
class PlaceHit:
    """`clean[begin:end]` names one of `places`: mostly one, several where a name is shared and nothing tells which."""

    begin: int
    end: int
    places: tuple[Place, ...]

    @property
    def place(self) -> Place | None:
        return self.places[0] if len(self.places) == 1 else None


# What makes another word of a short name: a street, a bank of a river, a sea, a dish.
_NOT_AFTER = later(lambda: quick(r"[东西南北中]?(?:路|街|巷|大道|麓|岸|侧|边境|海域|话|菜|菜系|派|戏|剧|籍|大厦|广场|酒店|大桥|机场高速|银行|证券|人寿|日报社?区)"))
_NOT_BEFORE = {"江西": "长浙", "河南": "黄淮渭运", "河北": "黄淮渭运", "山东": "中太泰黄", "山西": "太中", "湖南": "太洞", "湖北": "太洞", "海南": "上沿近", "云南": "青", "吉林": "", "广西": "", "南昌": "", "济南": "经", "大连": "很", "海口": "出入", "三亚": "", "江门": "", "西安": "东江", "长春": "", "安阳": ""}
_COMPASS = re.compile(r"[东西南北]部|[东西南北]侧")


class Gazetteer:
    """The places with one automaton over their names. Built once a process."""

    def __init__(self) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        by_code = {row.code: row for row in rows()}
        shared = Counter(row.name for row in by_code.values())
        self.places = {row.code: _place(row, by_code, shared[row.name] > 1) for row in by_code.values()}
        names: dict[str, list[Place]] = {}
        for row in by_code.values():
            for name in _names(row):
                names.setdefault(name, []).append(self.places[row.code])
        self._names = list(names)
        self._found = [tuple(names[name]) for name in self._names]
        self._shorts = {row.short for row in by_code.values() if row.short}
        self.signs = {row.sign: self.places[row.code] for row in by_code.values() if row.sign}
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def scan(self, clean: str) -> list[PlaceHit]:
        """All places that a clean text names, in order, without overlap."""
        hits: list[PlaceHit] = []
        for index, begin, end in self._automaton.find_matches_as_indexes(clean):
            name = self._names[index]
            if name in self._shorts and not _names_a_place(clean, name, begin, end):
                continue
            found = self._found[index]
            if len(found) > 1:
                found = self._settled(found, hits[-1] if hits else None, begin)
            hits.append(PlaceHit(begin, end, found))
        return hits

    def _settled(self, found: tuple[Place, ...], before: PlaceHit | None, begin: int) -> tuple[Place, ...]:
        """Of places that share a name, the one in the place named right before it (北京市朝阳区)."""
        if before is not None and begin - before.end <= 1 and before.place is not None:
            inside = tuple(place for place in found if self.within(place, before.place))
            return inside or found
        top = [place for place in found if place.level != "county"]
        return tuple(top[:1]) if top else found  # 吉林 is the province unless 市 follows

    def within(self, place: Place, other: Place) -> bool:
        """Whether `other` is `place` or contains it."""
        code: str = place.code
        while code:
            if code == other.code:
                return True
            code = self.places[code].parent
        return False

    def named(self, name: str) -> Place | None:
        """The place that a full or short name, or a chain of them (四川省成都市), means; None where none or several do."""
        hits = self.scan(name.strip())
        return hits[-1].place if hits and hits[-1].end == len(name.strip()) else None


def _place(row: Row, by_code: dict[str, Row], shared: bool) -> Place:
    chain = [row.name]
    above = row.parent
    while above:
        chain.append(by_code[above].name)
        above = by_code[above].parent
    full = row.name if row.name.startswith(chain[-1]) else "".join(reversed(chain))
    return Place(row.code, row.name, row.level, full, f"data:jurisdiction/{segment(full if shared else row.name)}", row.parent)


def _names(row: Row) -> list[str]:
    """The names that stand for a place: its full one, its short one, and the short one with 州 or 县 for an autonomous place."""
    found = [row.name]
    if row.short and not (row.plain and len(row.short) < 4):
        found.append(row.short)
    if row.short and row.name.endswith("自治州"):
        found.append(row.short.removesuffix("州") + "州")
    if row.short and row.name.endswith("自治县"):
        found.append(row.short.removesuffix("县") + "县")
    if row.short and row.name.endswith("地区"):
        found.append(row.short + "地委")
    return list(dict.fromkeys(found))


def _names_a_place(clean: str, name: str, begin: int, end: int) -> bool:
    if _NOT_AFTER.match(clean, end) and not _COMPASS.match(clean, end):
        return False
    return not (begin and clean[begin - 1] in _NOT_BEFORE.get(name, ""))


@cache
def places() -> Gazetteer:
    """The gazetteer of this process."""
    return Gazetteer()
