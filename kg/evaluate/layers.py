"""The layers in which a graph is compared with a marked document, and the layers of names; meetings and measures have modules of their own.

The semantics are those of ../gold/score.py, with which a test compares every count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ontology import concepts

from . import happenings, measures
from .gold import Gold, Named
from .graph import DocumentGraph, Evidence, local
from .match import MISSED, Item, Outcome, around, match
from .names import forms, plain
from .places import Places

HEADLINE = (
    "meetings", "meeting_facts", "officials", "posts", "organizations", "sectors", "cited_documents", "measures", "responsibilities",
    "measure_sectors", "measure_meetings",
)  # fmt: skip
EXTRA = ("initiatives", "principles", "accidents", "statistics", "deadlines", "measure_cites")
LAYERS = (*HEADLINE, *EXTRA)

NAMES_ZH = {
    "meetings": "会议", "meeting_facts": "会议要素", "officials": "人员", "posts": "职务", "organizations": "机构", "sectors": "行业领域",
    "cited_documents": "引用文件", "measures": "措施", "responsibilities": "责任", "measure_sectors": "措施的领域",
    "measure_meetings": "措施的会议", "initiatives": "专项行动", "principles": "责任原则", "accidents": "事故", "statistics": "统计数字",
    "deadlines": "时限", "measure_cites": "措施的依据",
}  # fmt: skip
NAMES_EN = {name: name.replace("_", " ").capitalize() for name in LAYERS}


def compare(gold: Gold, graph: DocumentGraph) -> list[Outcome]:
    """Everything marked or found in one document, in the order of LAYERS."""
    places = Places(graph)
    outcomes = [
        *happenings.compare(gold, graph, places),
        *_named(gold, graph, places, "officials", "Official", [person.named for person in gold.officials]),
        *_posts(gold, graph, places),
        *_named(gold, graph, places, "organizations", "Organization", gold.organizations),
        *_sectors(gold, graph, places),
        *_named(gold, graph, places, "cited_documents", "CitedDocument", gold.cited),
        *measures.compare(gold, graph, places),
        *_named(gold, graph, places, "initiatives", "Initiative", gold.initiatives),
        *_named(gold, graph, places, "principles", "Principle", gold.principles),
        *_named(gold, graph, places, "accidents", "Accident", gold.accidents),
        *_statistics(gold, graph),
    ]
    rank = {name: number for number, name in enumerate(LAYERS)}
    return sorted(outcomes, key=lambda o: rank[o.layer])


def _spans(evidence: Sequence[Evidence]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(e.begin, e.end) for e in evidence if e.begin >= 0}))


def _named(
    gold: Gold, graph: DocumentGraph, places: Places, layer: str, kind: str, wanted: Sequence[Named]
) -> Iterator[Outcome]:
    """A layer of things that are marked by name. Collectives are no organizations."""
    skipped = set(graph.typed("Collective")) if kind == "Organization" else set()
    found = []
    for node in graph.typed(kind):
        if node not in skipped:
            labels, evidence = graph.labels(node), graph.mentions(node)
            found.append(Item(forms(*labels), labels[0], False, _spans(evidence), next(iter(evidence), None)))
    marked = [Item(forms(*entry.names), entry.name, entry.optional, places.of(*entry.names)) for entry in wanted]
    for pair in match(marked, found):
        near = around(graph, pair.marked.places) if pair.verdict == MISSED and pair.marked else ""
        yield pair.outcome(layer, gold.key, near)


def _posts(gold: Gold, graph: DocumentGraph, places: Places) -> Iterator[Outcome]:
    marked = []
    for person in gold.officials:
        name = person.named.name
        for posts, maybe in ((person.posts, person.named.optional), (person.maybe, True)):
            for post in posts:
                key = f"{plain(name)}:{plain(post)}"
                marked.append(Item(frozenset((key,)), f"{name} {post}", maybe, places.of(post) or places.of(name)))
    found = []
    for official in graph.typed("Official"):
        people = graph.labels(official)
        for node in graph.values(official, "zr:holdsPost"):
            labels = graph.labels(node)
            keys = frozenset(f"{plain(person)}:{plain(post)}" for person in people for post in labels)
            evidence = graph.finding(official, "zr:holdsPost", node)
            found.append(Item(keys, f"{people[0]} {labels[0]}", False, _spans([evidence] if evidence else ()), evidence))
    for pair in match(marked, found):
        near = ""
        if pair.verdict == MISSED and pair.marked:
            name = pair.marked.label.partition(" ")[0]
            other = next((item for item in found if item.label.partition(" ")[0] == name and item.evidence), None)
            near = f"{other.evidence.rule} → {other.label}" if other and other.evidence else around(graph, pair.marked.places)
        yield pair.outcome("posts", gold.key, near)


def _sectors(gold: Gold, graph: DocumentGraph, places: Places) -> Iterator[Outcome]:
    known = concepts.sectors()
    marked = []
    for sector in gold.sectors:
        labels = known[sector.name].labels if sector.name in known else ()
        marked.append(Item(frozenset((sector.name,)), sector.name, sector.optional, places.of(*labels)))
    found = []
    for node in graph.values(graph.iri, "zr:mentionsSector"):
        evidence = graph.mentions(node)
        said = graph.finding(graph.iri, "zr:mentionsSector", node)
        found.append(Item(frozenset((local(node),)), local(node), False, _spans(evidence), said or next(iter(evidence), None)))
    for pair in match(marked, found):
        near = around(graph, pair.marked.places) if pair.verdict == MISSED and pair.marked else ""
        yield pair.outcome("sectors", gold.key, near)


def _statistics(gold: Gold, graph: DocumentGraph) -> Iterator[Outcome]:
    """Figures are the same when they overlap and have the same value; zeros at the end and per cent signs do not count."""
    found: list[tuple[Item, str]] = []
    for node in graph.typed("Statistic"):
        begin, end = int(graph.value(node, "nif:beginIndex") or -1), int(graph.value(node, "nif:endIndex") or -1)
        value = graph.value(node, "zr:value") or ""
        unit = graph.value(node, "zr:unit") or ""
        evidence = next(iter(graph.mentions(node)), None) or graph.finding(node, "zr:value", value)
        found.append((Item(frozenset(), f"{value} {unit}".strip(), False, ((begin, end),), evidence), _bare(value)))
    used: set[int] = set()
    for figure in gold.statistics:
        wanted = _bare(figure.value.rstrip("%％")) if "." in figure.value else figure.value
        allowed = {wanted, wanted.rstrip("0")}
        hit = next((i for i, (item, value) in enumerate(found) if i not in used and _meets(item, figure.begin, figure.end) and value in allowed), None)
        place = ((figure.begin, figure.end),)
        label = f"{graph.text[figure.begin : figure.end][:24]} {figure.value}"
        if hit is not None:
            used.add(hit)
            item = found[hit][0]
            yield Outcome(
                "statistics", gold.key, "allowed" if figure.optional else "right", label, "", place, item.places,
                item.evidence.rule if item.evidence else "", item.evidence.confidence if item.evidence else None,
            )  # fmt: skip
        elif not figure.optional:
            yield Outcome("statistics", gold.key, "missed", label, "", place, near=around(graph, place))
    for i, (item, _) in enumerate(found):
        if i not in used:
            fits = any(f.optional and _meets(item, f.begin, f.end) for f in gold.statistics)
            yield Outcome(
                "statistics", gold.key, "allowed" if fits else "wrong", item.label, "", (), item.places,
                item.evidence.rule if item.evidence else "", item.evidence.confidence if item.evidence else None,
            )  # fmt: skip


def _bare(value: str) -> str:
    return value.rstrip("0").rstrip(".")


def _meets(item: Item, begin: int, end: int) -> bool:
    low, high = item.places[0]
    return low < end and begin < high
