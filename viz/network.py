"""The store as a networkx graph: nodes are individuals, sectors, measures and documents, edges are what links them.

Node key: full IRI. Node attributes: `kind` (short class name, `zr:Meeting`), `group` (one of GROUPS), `zh`, `en`
(labels, "" when there is none), `also` (tuple of other names). Edge attributes: `predicate` (full IRI), `role` (full
IRI or ""), `documents` (IRIs of the graphs that say so), `places` (where they say so), `carried` (a responsibility
taken over from an earlier segment).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES, ZR, ZRF, ZRS
from viz.source import Link, Place, Tables

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

GROUPS = (
    "sector", "meeting", "organization", "official", "post", "measure", "cited", "initiative", "principle", "accident",
    "statistic", "jurisdiction", "function", "document", "other",
)  # fmt: skip

# Sub-classes stand before their super-class: the first that fits is the node's kind.
KINDS = {
    "zr:Sector": "sector",
    "zr:Meeting": "meeting",
    "zr:Government": "organization",
    "zr:Department": "organization",
    "zr:Committee": "organization",
    "zr:PartyBody": "organization",
    "zr:Enterprise": "organization",
    "zr:Collective": "organization",
    "zr:Organization": "organization",
    "zr:Official": "official",
    "zr:Post": "post",
    "zr:Measure": "measure",
    "zr:CitedDocument": "cited",
    "zr:Initiative": "initiative",
    "zr:Principle": "principle",
    "zr:Accident": "accident",
    "zr:Statistic": "statistic",
    "zr:Jurisdiction": "jurisdiction",
    "zr:SourceDocument": "document",
}
BROADER = PREFIXES["skos"] + "broader"
CONTAINED = PREFIXES["schema"] + "containedInPlace"
BEARER = ZR + "bearer"
SECTOR = ZR + "inSector"
REQUIRED_BY = ZR + "requiredBy"
# Two links that no single triple says: a measure stands in a document, a document names a thing (through a mention).
STANDS_IN = PREFIXES["nif"] + "referenceContext"
NAMES = PREFIXES["itsrdf"] + "taIdentRef"

_TERMS = (ZR, "https://w3id.org/zeren/scheme/", "https://w3id.org/zeren/ontology")


def short(iri: str) -> str:
    """The IRI with its longest known prefix, as the page writes it; an unknown namespace stays as it is."""
    best = max((p for p, ns in PREFIXES.items() if iri.startswith(ns)), key=lambda p: len(PREFIXES[p]), default="")
    return f"{best}:{iri[len(PREFIXES[best]):]}" if best else iri


def is_term(iri: str) -> bool:
    """True for a word of the ontology (a level, a role, a class), which is a value and no node."""
    return iri.startswith(_TERMS)


def build(tables: Tables) -> Network:
    """The whole network of the tables."""
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    documents = {d.iri for d in tables.documents}
    used = _used(tables, documents)
    for iri in sorted(used):
        graph.add_node(iri, **node_attributes(tables, iri))
    for link, graphs in _grouped(tables.links, used).items():
        subject, predicate, obj = link
        graph.add_edge(
            subject,
            obj,
            predicate=predicate,
            role="",
            carried=False,
            documents=tuple(g for g in graphs if g in documents),
            places=tables.findings.get(link, ()),
        )
    _add_responsibilities(graph, tables)
    _add_document_links(graph, tables)
    return graph


def node_attributes(tables: Tables, iri: str) -> dict[str, Any]:
    """Attributes of one node; a thing without a label shows the end of its IRI."""
    from urllib.parse import unquote

    names = tables.names.get(iri)
    labels = names.labels if names else {}
    zh = labels.get("zh-hans") or labels.get("zh-cn") or labels.get("zh") or labels.get("") or ""
    kind = kind_of(tables.types.get(iri, ()), iri)
    if not zh and KINDS.get(kind) not in ("measure", "statistic"):
        zh = unquote(iri.rstrip("/#").replace("#", "/").rpartition("/")[2]) or iri
    also = dict.fromkeys(names.alternatives if names else ())
    also.pop(zh, None)
    return {"kind": kind, "group": group_of(kind, iri), "zh": zh, "en": labels.get("en", ""), "also": tuple(also)}


def kind_of(types: Iterable[str], iri: str) -> str:
    """The short name of the most particular known class, else of the first type, else ""."""
    shorts = [short(t) for t in types]
    for kind in KINDS:
        if kind in shorts:
            return kind
    if iri.startswith(ZRS):
        return "zr:Sector"
    return shorts[0] if shorts else ""


def group_of(kind: str, iri: str) -> str:
    """The group that colour and shape tell apart."""
    if iri.startswith(ZRF):
        return "function"
    return KINDS.get(kind, "other")


def _used(tables: Tables, documents: set[str]) -> set[str]:
    """Nodes that a document speaks of, with the broader sectors and the places that contain them."""
    used = set(documents) | set(tables.measures) | {ref for ref, _ in tables.mentions}
    used |= {r.bearer for r in tables.responsibilities}
    above: dict[str, list[str]] = defaultdict(list)
    for link in tables.links:
        if link.graph in documents:
            used.add(link.subject)
            if not link.literal:
                used.add(link.object)
        if link.predicate in (BROADER, CONTAINED) and not link.literal:
            above[link.subject].append(link.object)
    waiting = sorted(used)
    while waiting:
        for upper in above.get(waiting.pop(), ()):
            if upper not in used:
                used.add(upper)
                waiting.append(upper)
    responsibilities = {r.iri for r in tables.responsibilities}
    return {iri for iri in used if not is_term(iri) and iri not in responsibilities}


def _grouped(links: Iterable[Link], used: set[str]) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for link in links:
        if not link.literal and link.subject in used and link.object in used:
            found.setdefault((link.subject, link.predicate, link.object), []).append(link.graph)
    return found


def _add_responsibilities(graph: Network, tables: Tables) -> None:
    for r in tables.responsibilities:
        if r.measure in graph and r.bearer in graph:
            graph.add_edge(
                r.measure,
                r.bearer,
                predicate=BEARER,
                role=r.role,
                carried=bool(r.carried),
                documents=(r.place.document,),
                places=(r.place,),
            )


def _add_document_links(graph: Network, tables: Tables) -> None:
    for measure, place in tables.measures.items():
        if place.document in graph:
            graph.add_edge(
                measure, place.document, predicate=STANDS_IN, role="", carried=False, documents=(place.document,), places=(place,)
            )
    first: dict[tuple[str, str], Place] = {}
    for ref, place in tables.mentions:
        first.setdefault((place.document, ref), place)
    for (document, ref), place in sorted(first.items()):
        if document in graph and ref in graph:
            graph.add_edge(document, ref, predicate=NAMES, role="", carried=False, documents=(document,), places=(place,))


def facts(tables: Tables, nodes: Network) -> list[tuple[str, str, str, bool, tuple[Place, ...]]]:
    """(node, predicate, value, is a term, places) of every value that is no node, in a stable order."""
    found: dict[tuple[str, str, str, bool], tuple[Place, ...]] = {}
    for link in tables.links:
        if link.subject in nodes and (link.literal or is_term(link.object)) and not is_term(link.subject):
            key = (link.subject, link.predicate, link.object, not link.literal)
            found[key] = tables.findings.get((link.subject, link.predicate, link.object), ())
    return [(*key, places) for key, places in sorted(found.items())]


def neighbours(graph: Network, node: str) -> set[str]:
    """All nodes that an edge links with `node`, in either direction."""
    return set(graph.successors(node)) | set(graph.predecessors(node)) - {node}
