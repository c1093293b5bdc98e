"""How an instruction travels: meetings that pass on meetings, and what became of each requirement on the way.

A *station* is a meeting with what it required, or the own demands of a document (a speech, a 贯彻意见), which stand below the last
meetings that the document tells of. A *link* joins a station to one that passes it on (`zr:conveys`: 传达、贯彻、会后、收听收看). Where
a document relays what meetings of several levels required (传达提纲) and does not say which passed on which, each is linked to the one
meeting of the next level above, unless it was held earlier; such a link is marked as inferred (推定).

For each link the requirements are compared. A requirement below descends from the one above that it is likest to
(`kg.wording.likeness`), provided that both are about the same thing: they share a sector (or a broader one; or neither has any) and an
action (`kg.actions`) and are at least NEAR alike, or they are ALIKE in wording and neither's sectors speak against it. What does not descend
from the station right above is looked for farther up (隔级承接); what descends from nothing was added below (新增); what has no
descendant on the link was dropped (未传导). `copied` says how much of the wording below is copied word for word (照抄, 改写).
A station without a requirement of its own lets through what came from above.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ontology.namespaces import ZR

from . import naming
from .actions import actions
from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, ask, short_title
from .demands import Demand, demands
from .ledger import UnknownName, levels_of
from .wording import ALIKE, Index, copied, plain

if TYPE_CHECKING:
    from pyoxigraph import Store

NEAR = 0.3  # likeness enough when sector and action agree
VERBATIM = 0.9  # copied share from which a requirement counts as copied word for word


@dataclass(frozen=True, slots=True)
class Station:
    """A meeting, or a document that demands on its own; `level` is an IRI or "", `date` YYYY[-MM[-DD]] or ""."""

    iri: str
    label: str
    level: str
    date: str
    requirements: tuple[Demand, ...]

    @property
    def rank(self) -> int:
        return naming.level_rank(self.level)


@dataclass(frozen=True, slots=True)
class Descent:
    """One requirement on one link: above without below was dropped, below without above was added."""

    above: Demand | None
    below: Demand | None
    likeness: float = 0.0
    copied: float = 0.0
    origin: str = ""  # the meeting farther up that it descends from, when the one right above did not pass it on

    @property
    def change(self) -> str:
        if self.above is None:
            return "新增"
        if self.below is None:
            return "未传导"
        if self.origin:
            return "隔级承接"
        return "照抄" if self.copied >= VERBATIM else "改写"


@dataclass(frozen=True, slots=True)
class Link:
    """`below` passes on `above`: where it is written, the days between (None unless both days are known), the descents."""

    above: Station
    below: Station
    document: str
    begin: int | None
    end: int | None
    descents: tuple[Descent, ...]
    inferred: bool = False

    @property
    def days(self) -> int | None:
        if len(self.above.date) == len(self.below.date) == 10:
            return (date.fromisoformat(self.below.date) - date.fromisoformat(self.above.date)).days
        return None

    def count(self, change: str) -> int:
        return sum(1 for descent in self.descents if descent.change == change)

    @property
    def copied(self) -> float:
        """The share of all characters required below that were copied from above, each demand from its own source."""
        pairs = [(d.copied, len(plain(d.below.task))) for d in self.descents if d.below]
        total = sum(size for _, size in pairs)
        return sum(share * size for share, size in pairs) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Chain:
    """Stations from the top down, and the links between them."""

    stations: tuple[Station, ...]
    links: tuple[Link, ...]
    _below: dict[str, list[Link]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for link in self.links:
            self._below.setdefault(link.above.iri, []).append(link)

    def below(self, iri: str) -> list[Link]:
        return self._below.get(iri, [])

    def tops(self) -> list[Station]:
        """The stations that pass on nothing; of a ring of meetings the first."""
        passing = {link.below.iri for link in self.links}
        return [station for station in self.stations if station.iri not in passing] or list(self.stations[:1])


@dataclass(frozen=True, slots=True)
class _Edge:
    above: str
    below: str
    document: str
    begin: int | None
    end: int | None
    inferred: bool = False


def chain(
    store: Store, meeting: str = "", texts: Texts | None = None, *, compare: bool = True, every: Sequence[Demand] | None = None
) -> Chain:
    """The chain that `meeting` (a name or IRI) belongs to, or all chains. Raises UnknownName when nothing is called so.

    Without `compare` the links have no descents. `every` are the store's measures, where the caller has them.
    """
    every = demands(store, texts=texts) if every is None else every
    stations = _meetings(store, every)
    edges = _edges(store)
    edges += _relayed(every, stations, edges)
    _own_demands(store, every, stations, edges)
    if meeting:
        found = naming.resolve(naming.names(store), meeting, naming.MEETINGS)
        if not found:
            raise UnknownName("meeting", meeting)
        kept = _connected({named.iri for named in found}, edges)
    else:
        kept = {iri for edge in edges for iri in (edge.above, edge.below)}
    shown = sorted((stations[iri] for iri in kept if iri in stations), key=lambda s: (s.rank, s.date or "9", s.label, s.iri))
    links = [
        Link(stations[e.above], stations[e.below], e.document, e.begin, e.end, (), e.inferred)
        for e in edges
        if e.above in kept and e.above in stations and e.below in stations
    ]
    links.sort(key=lambda k: (k.above.rank, k.above.label, k.below.rank, k.below.date or "9", k.below.label, k.below.iri))
    if compare:
        comparison = _Comparison(links, broader_sectors(store))
        links = [comparison.compared(link) for link in links]
    return Chain(tuple(shown), tuple(links))


def _meetings(store: Store, every: Sequence[Demand]) -> dict[str, Station]:
    required: dict[str, list[Demand]] = {}
    for demand in every:
        for iri in demand.meeting_iris():
            required.setdefault(iri, []).append(demand)
    stations: dict[str, Station] = {}
    for row in ask(store, "chain-meetings"):
        iri = row["meeting"]
        known = stations.get(iri) or Station(iri, row["label"], "", "", tuple(required.get(iri, ())))
        # Several documents may tell of one meeting, each a part: the most exact date counts.
        day = max(known.date, row["date"], key=len)
        stations[iri] = Station(iri, known.label, known.level or row["level"], day, known.requirements)
    return stations


def _edges(store: Store) -> list[_Edge]:
    found: dict[tuple[str, str], _Edge] = {}
    for row in ask(store, "chain-links"):
        begin, end = (int(row[name]) if row[name] else None for name in ("begin", "end"))
        edge = _Edge(row["upper"], row["lower"], row["document"], begin, end)
        known = found.get((edge.above, edge.below))
        if edge.above != edge.below and (known is None or (known.begin is None and begin is not None)):
            found[edge.above, edge.below] = edge
    return list(found.values())


def _relayed(every: Sequence[Demand], stations: dict[str, Station], edges: Sequence[_Edge]) -> list[_Edge]:
    """Links between the levels of one document that relays several, where the document does not tell them itself."""
    relayed: dict[str, dict[str, tuple[int, int]]] = {}
    for demand in every:
        for iri in sorted(demand.meeting_iris() & stations.keys()):
            relayed.setdefault(demand.document, {}).setdefault(iri, (demand.begin, demand.end))
    told = {edge.below for edge in edges}
    found: dict[tuple[str, str], _Edge] = {}
    for document in sorted(relayed):
        levels: dict[int, list[Station]] = {}
        for iri in relayed[document]:
            if stations[iri].level:
                levels.setdefault(stations[iri].rank, []).append(stations[iri])
        ranks = sorted(levels)
        for upper, lower in zip(ranks, ranks[1:], strict=False):
            if len(levels[upper]) > 1:  # which of them was passed on, nothing tells
                continue
            above = levels[upper][0]
            for below in levels[lower]:
                early = len(above.date) == len(below.date) == 10 and below.date < above.date
                if below.iri not in told and not early:
                    place = relayed[document][below.iri]
                    found.setdefault((above.iri, below.iri), _Edge(above.iri, below.iri, document, *place, True))
    return list(found.values())


def _own_demands(store: Store, every: Sequence[Demand], stations: dict[str, Station], edges: list[_Edge]) -> None:
    """A station for each document that demands on its own, below the last meetings that it tells of."""
    own: dict[str, list[Demand]] = {}
    for demand in every:
        if not demand.meetings:
            own.setdefault(demand.document, []).append(demand)
    linked = {iri for edge in edges for iri in (edge.above, edge.below)}
    told: dict[str, dict[str, tuple[int, int]]] = {}
    held = {row["meeting"] for row in ask(store, "chain-meetings") if row["status"] == ZR + "Held"}
    for row in ask(store, "chain-named"):
        if row["meeting"] in linked or row["meeting"] in held:
            told.setdefault(row["document"], {}).setdefault(row["meeting"], (int(row["begin"]), int(row["end"])))
    passed_on = {(edge.document, edge.above) for edge in edges}
    levels = levels_of(store)
    issued = {row["document"]: row["issued"] for row in ask(store, "answer-document")}
    for document in sorted(own):
        last = [iri for iri in sorted(told.get(document, {})) if (document, iri) not in passed_on]
        if not last:
            continue
        label = f"{short_title(own[document][0].title)}自身部署"
        stations[document] = Station(document, label, levels.get(document, ""), issued.get(document, ""), tuple(own[document]))
        edges.extend(_Edge(iri, document, document, *told[document][iri]) for iri in last)


def _connected(start: set[str], edges: Iterable[_Edge]) -> set[str]:
    """Everything above and below: up from the start by what is passed on, down from it likewise, never sideways."""
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for edge in edges:
        above.setdefault(edge.below, set()).add(edge.above)
        below.setdefault(edge.above, set()).add(edge.below)
    found = set(start)
    for steps in (above, below):
        seen, todo = set(start), sorted(start)
        while todo:
            for iri in sorted(steps.get(todo.pop(), ())):
                if iri not in seen:
                    seen.add(iri)
                    todo.append(iri)
        found |= seen
    return found


def broader_sectors(store: Store) -> dict[str, frozenset[str]]:
    """Each sector with itself and all that are broader."""
    found: dict[str, set[str]] = {}
    for row in ask(store, "names-narrower"):
        found.setdefault(row["narrower"], set()).add(row["sector"])
    return {iri: frozenset(broader) for iri, broader in found.items()}


@dataclass(frozen=True, slots=True)
class _Above:
    """What a station may hand down: its requirements or those that came to it, and those farther up with their stations."""

    own: list[Demand]
    own_index: Index
    farther: list[tuple[Demand, Station]]
    farther_index: Index


class _Comparison:
    """Compares the requirements of each link; what a station hands down is put together once, however many pass it on."""

    def __init__(self, links: Sequence[Link], broader: dict[str, frozenset[str]]) -> None:
        self._broader = broader
        self._up: dict[str, list[Station]] = {}
        for link in links:
            self._up.setdefault(link.below.iri, []).append(link.above)
        self._known: dict[str, _Above] = {}

    def compared(self, link: Link) -> Link:
        if not link.below.requirements:
            return link
        above = self._above(link.above)
        if not above.own and not above.farther:  # nobody tells what was required above, so nothing below is new
            return link
        descents = descents_of(above.own, link.below.requirements, self._broader, above.own_index)
        return replace(link, descents=tuple(self._from_farther(d, above) if d.above is None else d for d in descents))

    def _above(self, station: Station) -> _Above:
        if station.iri not in self._known:
            own = list({demand.iri: demand for demand in self._handed_down(station, frozenset())}.values())
            iris = {demand.iri for demand in own}
            farther = [pair for pair in self._farther_up(station) if pair[0].iri not in iris]
            self._known[station.iri] = _Above(own, Index(d.task for d in own), farther, Index(d.task for d, _ in farther))
        return self._known[station.iri]

    def _handed_down(self, station: Station, seen: frozenset[str]) -> list[Demand]:
        """The station's requirements; where it has none, those that came to it from above."""
        if station.requirements or station.iri in seen:
            return list(station.requirements)
        return [d for above in self._up.get(station.iri, ()) for d in self._handed_down(above, seen | {station.iri})]

    def _farther_up(self, station: Station) -> list[tuple[Demand, Station]]:
        """The requirements of all stations above `station`, the nearest first, each with its station."""
        seen, todo = {station.iri}, deque([station.iri])
        found = []
        while todo:
            for above in self._up.get(todo.popleft(), ()):
                if above.iri not in seen:
                    seen.add(above.iri)
                    todo.append(above.iri)
                    found += [(demand, above) for demand in above.requirements]
        return found

    def _from_farther(self, added: Descent, above: _Above) -> Descent:
        """`added` with its ancestor farther up, where there is one."""
        below = added.below
        assert below is not None
        for score, number in above.farther_index.like(below.task, NEAR):
            demand, station = above.farther[number]
            if same_thing(demand, below, score, self._broader):
                return Descent(demand, below, score, copied(demand.task, below.task), station.label)
        return added


def descents_of(
    above: Sequence[Demand], below: Sequence[Demand], broader: dict[str, frozenset[str]], index: Index
) -> list[Descent]:
    """What became of each requirement above, in its order; then what was added below. `index` is that of the tasks above."""
    children: dict[int, list[Descent]] = {}
    added: list[Descent] = []
    for demand in below:
        for score, number in index.like(demand.task, NEAR):
            if same_thing(above[number], demand, score, broader):
                share = copied(above[number].task, demand.task)
                children.setdefault(number, []).append(Descent(above[number], demand, score, share))
                break
        else:
            added.append(Descent(None, demand))
    found: list[Descent] = []
    for number, demand in enumerate(above):
        found += children.get(number) or [Descent(demand, None)]
    return found + added


def same_thing(above: Demand, below: Demand, score: float, broader: dict[str, frozenset[str]]) -> bool:
    """Whether two demands that are `score` alike are about the same thing (see the module's first lines)."""
    if above.prohibited != below.prohibited and score < 1:
        return False
    old, new = above.sector_iris(), below.sector_iris()
    wide_old = old.union(*(broader.get(iri, frozenset()) for iri in old))
    wide_new = new.union(*(broader.get(iri, frozenset()) for iri in new))
    shared = bool(old & wide_new or new & wide_old)
    neither = not old and not new
    if (shared or neither) and actions(above.task) & actions(below.task):
        return score >= NEAR
    return score >= ALIKE and (shared or not old or not new)


COLUMNS = (
    Column("above", "上级会议", "Meeting above"),
    Column("requirement", "上级要求", "Requirement above", long=True),
    Column("below", "下级", "Below"),
    Column("level", "层级", "Level", spare=True),
    Column("date", "日期", "Date", spare=True),
    Column("link", "传达依据", "Link", wide=True),
    Column("days", "相隔天数", "Days between"),
    Column("change", "变化", "Change"),
    Column("wording", "下级措辞", "Wording below", long=True),
    Column("likeness", "相似度", "Likeness", spare=True),
    Column("copied", "照抄比例", "Copied"),
    SOURCE,
    *PLACE,
    Column("below_source", "下级来源", "Source below", wide=True),
    Column("below_document", "下级文件", "Document below", wide=True),
    Column("below_begin", "下级起", "Begin below", wide=True),
    Column("below_end", "下级止", "End below", wide=True),
    Column("below_quote", "下级原文", "Quote below", wide=True),
)


def table(store: Store, found: Chain) -> Answer:
    """The chain as rows, one a requirement and link; a link on which nothing was required is one row of its own."""
    texts = Texts(store)
    rows: list[Row] = []
    for link in found.links:
        head = {
            "above": link.above.label,
            "below": link.below.label,
            "level": naming.level_label(link.below.level),
            "date": link.below.date,
            "link": "推定" if link.inferred else "文中写明",
            "days": "" if link.days is None else str(link.days),
        }
        rows += [head | _descent_row(descent, texts) for descent in link.descents] or [head | _link_row(link, texts)]
    alike = sum(1 for link in found.links for d in link.descents if d.above and d.below)
    note = f"共 {len(found.links)} 环，{alike} 项要求得到传导。相似度按词语重合计算（kg/wording.py），照抄比例按连续相同的字计算。"
    return Answer("传达链条", COLUMNS, tuple(rows), note)


def _link_row(link: Link, texts: Texts) -> Row:
    if link.begin is None or link.end is None:
        return {"change": "", "document": link.document, "title": texts.title(link.document)}
    return texts.place(link.document, link.begin, link.end)


def _descent_row(descent: Descent, texts: Texts) -> Row:
    row: Row = {"change": descent.change}
    if descent.above:
        row |= {"requirement": descent.above.task, **_place(descent.above, texts)}
    if descent.origin:
        row["above"] = descent.origin
    if descent.below:
        place = _place(descent.below, texts)
        row["wording"] = descent.below.task
        row |= {f"below_{key}": place[key] for key in ("source", "document", "begin", "end", "quote")}
        if not descent.above:
            row |= place
    if descent.above and descent.below:
        row |= {"likeness": f"{descent.likeness:.2f}", "copied": f"{descent.copied:.0%}"}
    return row


def _place(demand: Demand, texts: Texts) -> Row:
    return texts.place(demand.document, demand.begin, demand.end)


def not_taken_up(
    store: Store, texts: Texts | None = None, every: Sequence[Demand] | None = None
) -> list[tuple[Demand, Station, list[Station]]]:
    """Requirements that no station below takes up: (requirement, its meeting, the stations below that could have).

    Only meetings are asked that a station at a lower level with requirements of its own passes on, at whatever distance.
    """
    found = chain(store, texts=texts, compare=False, every=every)
    broader = broader_sectors(store)
    missing = []
    for station in found.stations:
        lower = [s for s in _beneath(found, station) if s.requirements and s.rank > station.rank]
        if not lower or not station.requirements:
            continue
        below = [demand for s in lower for demand in s.requirements]
        index = Index(demand.task for demand in below)
        for demand in station.requirements:
            if not any(same_thing(demand, below[n], score, broader) for score, n in index.like(demand.task, NEAR)):
                missing.append((demand, station, lower))
    return missing


def _beneath(found: Chain, station: Station) -> list[Station]:
    seen: dict[str, Station] = {}
    todo = [station.iri]
    while todo:
        for link in found.below(todo.pop()):
            if link.below.iri not in seen and link.below.iri != station.iri:
                seen[link.below.iri] = link.below
                todo.append(link.below.iri)
    return list(seen.values())


