"""Meetings and what is said of them: date, level, who convened, chaired, attended and spoke."""

from __future__ import annotations

from collections.abc import Iterator

from .gold import Gold, Meeting
from .graph import DocumentGraph, Evidence, local
from .match import MISSED, RIGHT, WRONG, Outcome, Span, around
from .names import forms, plain
from .places import Places

_ROLES = {"conveners": "zr:convener", "chairs": "zr:chair", "attendees": "zr:attendee", "speakers": "zr:speaker"}


def compare(gold: Gold, graph: DocumentGraph, places: Places) -> Iterator[Outcome]:
    """The layers meetings and meeting_facts."""
    paired = _paired(gold, graph)
    for number, meeting in enumerate(gold.meetings):
        node = paired.get(number)
        marked = places.of(*meeting.named.names)
        if meeting.named.optional:
            if node is not None:
                yield _outcome(gold, graph, "allowed", node, marked)
        elif node is not None:
            yield _outcome(gold, graph, RIGHT, node, marked)
        else:
            yield Outcome("meetings", gold.key, MISSED, meeting.named.name, "", marked, near=around(graph, marked))
    taken = set(paired.values())
    for node in graph.typed("Meeting"):
        if node not in taken:
            yield _outcome(gold, graph, WRONG, node, ())
    for number, meeting in enumerate(gold.meetings):
        yield from _facts(gold, graph, places, meeting, paired.get(number))


def _outcome(gold: Gold, graph: DocumentGraph, verdict: str, node: str, marked: tuple[Span, ...]) -> Outcome:
    evidence = graph.mentions(node)
    first = next(iter(evidence), None)
    spans = tuple(sorted({(e.begin, e.end) for e in evidence}))
    return Outcome(
        "meetings", gold.key, verdict, graph.labels(node)[0], "", marked, spans, first.rule if first else "", first.confidence if first else None
    )


def _paired(gold: Gold, graph: DocumentGraph) -> dict[int, str]:
    """Number of a marked meeting → the found one of that name, of its jurisdiction where it has one, best of the same date."""
    free = graph.typed("Meeting")
    paired: dict[int, str] = {}
    for number, meeting in enumerate(gold.meetings):
        keys = forms(*meeting.named.names)
        fitting = [node for node in free if keys & forms(*graph.labels(node)) and _there(meeting, graph, node)]
        fitting.sort(key=lambda node: -sum(_same_day(meeting.date, date) for date in graph.values(node, "zr:date")))
        if fitting:
            paired[number] = fitting[0]
            free.remove(fitting[0])
    return paired


def _there(meeting: Meeting, graph: DocumentGraph, node: str) -> bool:
    if not meeting.jurisdiction:
        return True
    wanted = plain(meeting.jurisdiction)
    where = [plain(label) for place in graph.values(node, "zr:jurisdiction") for label in graph.whole.labels(place)]
    return any(place in wanted or wanted in place for place in where)


def _same_day(wanted: str | None, found: str) -> bool:
    """The same to the precision that the mark states."""
    return bool(wanted and found) and found.startswith(str(wanted))


def _facts(gold: Gold, graph: DocumentGraph, places: Places, meeting: Meeting, node: str | None) -> Iterator[Outcome]:
    facts: list[Outcome] = []
    for prop, wanted in (("zr:date", meeting.date), ("zr:level", meeting.level)):
        if not wanted:
            continue
        found = graph.values(node, prop) if node else []
        fits = _same_day if prop == "zr:date" else lambda level, iri: local(iri) == level
        hit = next((value for value in found if fits(wanted, value)), None)
        evidence = graph.finding(node, prop, hit) if node and hit else None
        near = "" if hit else _instead(graph, meeting, node, prop, ())
        facts.append(_fact(gold, meeting, RIGHT if hit else MISSED, f"{prop[3:]} {wanted}", (), evidence, near))
    for role, prop in _ROLES.items():
        free = [(value, forms(*graph.labels(value))) for value in graph.values(node, prop)] if node else []
        for name in (name for wanted_role, name in meeting.people if wanted_role == role):
            held = next((one for one in free if one[1] & forms(name)), None)
            where = places.of(name)
            if held:
                free.remove(held)
                evidence = graph.finding(node or "", prop, held[0])
                facts.append(_fact(gold, meeting, RIGHT, f"{role} {name}", where, evidence, ""))
            else:
                facts.append(_fact(gold, meeting, MISSED, f"{role} {name}", where, None, _instead(graph, meeting, node, prop, where)))
        if role == "attendees" or meeting.named.optional:  # who sat there besides is no error
            continue
        for value, keys in free:
            verdict = "allowed" if any(keys & forms(name) for name in meeting.maybe) else WRONG
            evidence = graph.finding(node or "", prop, value)
            yield _fact(gold, meeting, verdict, f"{role} {graph.labels(value)[0]}", (), evidence, "")
    if not meeting.named.optional:
        yield from facts


def _fact(
    gold: Gold, meeting: Meeting, verdict: str, label: str, marked: tuple[Span, ...], evidence: Evidence | None, near: str
) -> Outcome:
    found = ((evidence.begin, evidence.end),) if evidence else ()
    return Outcome(
        "meeting_facts", gold.key, verdict, label, meeting.named.name, marked, found,
        evidence.rule if evidence else "", evidence.confidence if evidence else None, near if verdict == MISSED else "",
    )  # fmt: skip


def _instead(graph: DocumentGraph, meeting: Meeting, node: str | None, prop: str, where: tuple[Span, ...]) -> str:
    """Why a fact is missing: the meeting itself is, or another value was read, or the person is known without this role."""
    if node is None:
        return "(meeting not found)"
    for value in graph.values(node, prop):
        evidence = graph.finding(node, prop, value)
        if evidence and prop in ("zr:date", "zr:level"):
            return f"{evidence.rule} → {value if prop == 'zr:date' else local(value)}"
    for other in _ROLES.values():
        for value in graph.values(node, other) if other != prop else ():
            evidence = graph.finding(node, other, value)
            if evidence and any(begin < evidence.end and evidence.begin < end for begin, end in where):
                return f"{evidence.rule} → {other[3:]} {graph.labels(value)[0]}"
    return around(graph, where)
