"""The graph as Neo4j sees one: nodes with labels and properties, relationships with a type and properties.

The nodes and relationships are those of the network (kg/export/network.py); each mention is one more relationship, from the document to what
it means. Levels, statuses, modalities and functions are values, not nodes. A node's labels are its classes, and `Thing`; its key is `iri`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES, ZR, ZRF

from .network import network

if TYPE_CHECKING:
    from ..store import Reader

Plain = str | int | float | bool
Value = Plain | tuple[str, ...]

# The whole text of a document, and what says only how the graph was made, stay behind.
_VALUES = """
SELECT DISTINCT ?node ?property ?value WHERE {
  GRAPH ?document { ?document zr:sha256 ?sha . ?node ?property ?value }
  FILTER(ISLITERAL(?value) || STRSTARTS(STR(?value), STR(zr:)) || STRSTARTS(STR(?value), STR(zrf:)))
  FILTER(?property NOT IN (nif:isString, zr:reader))
}"""
_SECTORS = """
SELECT DISTINCT ?node ?property ?value WHERE {
  ?node a zr:Sector ; ?property ?value FILTER(?property IN (skos:prefLabel, skos:altLabel, skos:notation))
}"""
_MENTIONS = """
SELECT DISTINCT ?document ?thing ?begin ?end ?text ?rule ?confidence WHERE {
  ?mention a zr:Mention ; nif:referenceContext ?document ; itsrdf:taIdentRef ?thing ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?text .
  OPTIONAL { ?mention zr:rule ?rule } OPTIONAL { ?mention zr:confidence ?confidence }
} ORDER BY ?document ?begin ?end ?thing"""
# Of these a node has one at most, so that they are values and no lists.
_LISTS = frozenset({"altLabel", "function"})
_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True, slots=True)
class Node:
    """`labels` in order, `Thing` last; `properties` in the order of their names."""

    iri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes, by their IRIs."""

    start: str
    end: str
    type: str
    properties: Mapping[str, Value]


def property_graph(reader: Reader) -> tuple[list[Node], list[Edge]]:
    """All nodes in the order of their IRIs, and all relationships in that of their ends."""
    net = network(reader)
    labels: dict[str, set[str]] = {}
    values: dict[str, dict[str, set[Plain]]] = {}
    for query in (_VALUES, _SECTORS):
        for row in _rows(reader, query):
            node, prop, value = str(row[0]), str(row[1]), row[2]
            if node not in net or value is None:
                continue
            if prop == _TYPE:
                if str(value).startswith(ZR):
                    labels.setdefault(node, set()).add(str(value).removeprefix(ZR))
                continue
            if isinstance(value, str):
                value = value.removeprefix(ZR).removeprefix(ZRF)
            values.setdefault(node, {}).setdefault(_local(prop), set()).add(value)
    nodes = [_node(iri, net.nodes[iri], labels.get(iri, set()), values.get(iri, {})) for iri in sorted(net)]
    edges = []
    for start, end, data in net.edges(data=True):
        told: dict[str, Value] = {"documents": tuple(data["documents"].split())}
        if "role" in data:
            told["role"] = data["role"].partition(":")[2]
        edges.append(Edge(start, end, _type(data["property"]), told))
    for document, thing, *place in _rows(reader, _MENTIONS):
        if thing in net and document in net:
            found = zip(("begin", "end", "text", "rule", "confidence"), place, strict=True)
            edges.append(Edge(str(document), str(thing), "MENTIONS", {name: value for name, value in found if value is not None}))
    return nodes, edges


def _node(iri: str, data: Mapping[str, str], labels: set[str], values: dict[str, set[Plain]]) -> Node:
    """`name` is the preferred name; a second one, of another document, stands among the others."""
    name = data["label"]
    others = (values.pop("prefLabel", set()) | values.get("altLabel", set())) - {name}
    if others:
        values["altLabel"] = others
    return Node(iri, (*(sorted(labels) or [data["kind"].partition(":")[2]]), "Thing"), {"name": name, **_settled(values)})


def _settled(found: Mapping[str, set[Plain]]) -> dict[str, Value]:
    """One value for each property, or a list of texts where there may be several."""
    settled: dict[str, Value] = {}
    for name, values in sorted(found.items()):
        ordered = sorted(values, key=lambda v: (str(type(v)), str(v)))
        if name in _LISTS or len(ordered) > 1:
            settled[name] = tuple(str(value) for value in ordered)
        else:
            settled[name] = ordered[0]
    return settled


def _rows(reader: Reader, query: str) -> Iterator[tuple[Plain | None, ...]]:
    """Rows of plain values: numbers and booleans as such, all else as text."""
    for row in reader.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True):  # type: ignore[union-attr]
        yield tuple(_plain(term) for term in row)


def _plain(term: object) -> Plain | None:
    import pyoxigraph as ox

    if not isinstance(term, ox.Literal):
        return None if term is None else str(term.value)  # type: ignore[attr-defined]
    kind = term.datatype.value.rpartition("#")[2]
    if kind in ("integer", "nonNegativeInteger", "int", "long"):
        return int(term.value)
    if kind in ("decimal", "double", "float"):
        return float(term.value)
    return term.value == "true" if kind == "boolean" else term.value


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _type(short: str) -> str:
    """zr:inSector → IN_SECTOR."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", short.partition(":")[2]).upper()
