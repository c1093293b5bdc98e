"""Measures, and for each what belongs to it: who bears it in which role, its sectors, meeting, deadline and cited documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ontology import concepts

from .gold import Directive, Gold
from .graph import DocumentGraph, Evidence, local, overlap
from .match import ALLOWED, MISSED, RIGHT, WRONG, Item, Outcome, Span, around, match
from .names import forms
from .places import Places

_Keys = Callable[[str], frozenset[str]]
_Shown = Callable[[str], str]

_REACH = 200  # characters before a measure in which its bearer may have been named
SAME = 0.5  # two spans are one measure when they share at least this part of what they cover together


def compare(gold: Gold, graph: DocumentGraph, places: Places) -> Iterator[Outcome]:
    """The layers of measures; each measure's own layers are compared with those of the measure that it was paired with."""
    nodes = graph.typed("Measure")
    spans = [(int(graph.value(n, "nif:beginIndex") or 0), int(graph.value(n, "nif:endIndex") or 0)) for n in nodes]
    paired = _paired([(m.begin, m.end) for m in gold.measures], spans)
    for number, measure in enumerate(gold.measures):
        at = paired.get(number)
        marked = ((measure.begin, measure.end),)
        quote = graph.text[measure.begin : measure.end][:40]
        if at is not None:
            evidence = graph.own(nodes[at])
            verdict = ALLOWED if measure.optional else RIGHT
            yield Outcome("measures", gold.key, verdict, quote, "", marked, (spans[at],), evidence.rule, evidence.confidence)
        elif not measure.optional:
            yield Outcome("measures", gold.key, MISSED, quote, "", marked, near=_crossing(graph, nodes, spans, marked[0]))
    taken = set(paired.values())
    for at, node in enumerate(nodes):
        if at not in taken:
            evidence = graph.own(node)
            quote = (graph.value(node, "zr:text") or "")[:40]
            yield Outcome("measures", gold.key, WRONG, quote, "", (), (spans[at],), evidence.rule, evidence.confidence)
    for number, measure in enumerate(gold.measures):
        found = nodes[paired[number]] if number in paired else None
        if found is not None or not measure.optional:
            yield from _Detail(gold, graph, places, measure, found).compare()


def _paired(marked: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Marked → found, one to one, the greatest overlap first."""
    pairs = sorted(
        ((share, i, j) for i, one in enumerate(marked) for j, other in enumerate(found) if (share := overlap(one, other)) >= SAME), reverse=True
    )
    taken: set[int] = set()
    paired: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in paired and j not in taken:
            paired[i] = j
            taken.add(j)
    return paired


def _crossing(graph: DocumentGraph, nodes: Sequence[str], spans: Sequence[Span], wanted: Span) -> str:
    """The measure that lies across the missed one without being it."""
    share, at = max(((overlap(wanted, span), -i) for i, span in enumerate(spans)), default=(0.0, 0))
    return f"{graph.own(nodes[-at]).rule} → cut as {spans[-at][0]}–{spans[-at][1]}" if share > 0 else ""


class _Detail:
    """One marked measure and the found one, if any, in every layer of details."""

    def __init__(self, gold: Gold, graph: DocumentGraph, places: Places, measure: Directive, node: str | None) -> None:
        self.gold = gold
        self.graph = graph
        self.places = places
        self.measure = measure
        self.node = node
        self.span = (measure.begin, measure.end)
        self.context = graph.text[measure.begin : measure.end][:16]

    def compare(self) -> Iterator[Outcome]:
        yield from self._layer("responsibilities", self._wanted_bearers(), self._bearers())
        yield from self._layer("measure_sectors", self._wanted_sectors(), self._values("zr:inSector", lambda iri: frozenset((local(iri),)), local))
        yield from self._layer("measure_meetings", self._wanted_meetings(), self._values("zr:requiredBy", self._forms, self._label))
        yield from self._layer("deadlines", self._wanted_deadlines(), self._deadlines())
        yield from self._layer("measure_cites", self._wanted_cites(), self._values("zr:cites", self._forms, self._label))

    def _layer(self, layer: str, marked: list[Item], found: list[Item]) -> Iterator[Outcome]:
        if self.measure.optional:
            marked = [Item(item.keys, item.label, True, item.places) for item in marked]
        for pair in match(marked, found):
            near = ""
            if pair.verdict == MISSED and pair.marked:
                near = self._instead(layer, pair.marked, found)
            yield pair.outcome(layer, self.gold.key, near, self.context)

    def _forms(self, iri: str) -> frozenset[str]:
        return forms(*self.graph.labels(iri))

    def _label(self, iri: str) -> str:
        return self.graph.labels(iri)[0]

    def _item(self, keys: frozenset[str], label: str, optional: bool, *names: str) -> Item:
        """A marked detail at the place of its name inside the measure, or at the measure."""
        return Item(keys, label, optional, self.places.of(*names, within=self.span, most=1) or (self.span,))

    def _instead(self, layer: str, marked: Item, found: Sequence[Item]) -> str:
        if self.node is None:
            return "(measure not found)"
        if layer == "responsibilities":
            names = _without_role(marked.keys)
            for item in found:
                if item.evidence and names & _without_role(item.keys):  # the right bearer in another role
                    return f"{item.evidence.rule} → {item.label}"
        if marked.places != (self.span,):
            return around(self.graph, marked.places)
        other = next((item for item in found if item.evidence), None)
        return f"{other.evidence.rule} → {other.label}" if other and other.evidence else ""

    # ---- who -------------------------------------------------------------------------------------------------------

    def _wanted_bearers(self) -> list[Item]:
        wanted = []
        for bearers, maybe in ((self.measure.bearers, False), (self.measure.maybe_bearers, True)):
            for role, name in bearers:
                keys = frozenset(f"{role}:{form}" for form in forms(name))
                item = self._item(keys, f"{role} {name}", maybe, name)
                if item.places == (self.span,):  # carried on from an earlier segment
                    before = self.places.of(name, within=(max(0, self.measure.begin - _REACH), self.measure.begin))
                    item = replace(item, places=before[-1:] or item.places)
                wanted.append(item)
        return wanted

    def _bearers(self) -> list[Item]:
        found = []
        for node in self.graph.values(self.node, "zr:responsibility") if self.node else ():
            evidence = self.graph.own(node)
            if evidence.confidence < self.graph.least:
                continue
            role = local(self.graph.value(node, "zr:role") or "Implement")
            for bearer in self.graph.values(node, "zr:bearer"):
                keys = frozenset(f"{role}:{form}" for form in self._forms(bearer))
                found.append(Item(keys, f"{role} {self._label(bearer)}", False, ((evidence.begin, evidence.end),), evidence))
        return found

    # ---- what of, on whose demand, by when, after what --------------------------------------------------------------

    def _values(self, prop: str, keys: _Keys, label: _Shown) -> list[Item]:
        found = []
        for value in self.graph.values(self.node, prop) if self.node else ():
            evidence = self.graph.finding(self.node or "", prop, value)
            found.append(Item(keys(value), label(value), False, _at(evidence), evidence))
        return found

    def _wanted_sectors(self) -> list[Item]:
        known = concepts.sectors()
        pairs = [(s, False) for s in self.measure.sectors] + [(s, True) for s in self.measure.maybe_sectors]
        return [self._item(frozenset((s,)), s, maybe, *(known[s].labels if s in known else ())) for s, maybe in pairs]

    def _wanted_meetings(self) -> list[Item]:
        name = self.measure.meeting or self.measure.maybe_meeting
        if not name:
            return []
        named = self.gold.meeting_called(name).named
        return [self._item(forms(*named.names), named.name, named.optional or not self.measure.meeting, *named.names)]

    def _wanted_deadlines(self) -> list[Item]:
        due = self.measure.deadline or self.measure.maybe_deadline
        if not due:
            return []
        return [self._item(frozenset((due,)), due, not self.measure.deadline, *filter(None, (self.measure.deadline_text,)))]

    def _deadlines(self) -> list[Item]:
        """Dates, told as precisely as the mark tells its own."""
        due = self.measure.deadline or self.measure.maybe_deadline
        return self._values("zr:deadline", lambda date: frozenset((date[: len(due)] if due else date,)), str)

    def _wanted_cites(self) -> list[Item]:
        aliases = {named.name: named.aliases for named in self.gold.cited}
        return [self._item(forms(t, *aliases.get(t, ())), t, False, t, *aliases.get(t, ())) for t in self.measure.cites]


def _without_role(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key.partition(":")[2] for key in keys)


def _at(evidence: Evidence | None) -> tuple[Span, ...]:
    return ((evidence.begin, evidence.end),) if evidence and evidence.begin >= 0 else ()
