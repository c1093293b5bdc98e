"""The data of a page as columns of numbers and strings, small and quick to parse in a browser.

Nodes, documents, properties and places are named by their index. `places` are where a document says something:
`d` document, `b`/`e` offsets in code points, `r` rule, `c` confidence in hundredths. Nothing here is HTML.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.demands import demands
from ontology.namespaces import PREFIXES, ZR
from viz import gaps, work
from viz.chain import links
from viz.layout import home
from viz.network import GROUPS, facts, is_term, short
from viz.pinyin import initials
from viz.source import Place, Tables

if TYPE_CHECKING:
    from pyoxigraph import Store

    from viz.network import Network


@dataclass(frozen=True, slots=True)
class Payload:
    """The columns, the index of each node's IRI, and a fingerprint of the whole."""

    columns: dict[str, Any]
    index: dict[str, int]
    fingerprint: str


class _Places:
    """Places by index, each one once."""

    def __init__(self, documents: Mapping[str, int]) -> None:
        self.documents = documents
        self.rules: dict[str, int] = {}
        self.known: dict[Place, int] = {}
        self.columns: dict[str, list[int]] = {"d": [], "b": [], "e": [], "r": [], "c": []}

    def number(self, place: Place) -> int:
        """Index of the place, or -1 when its document is not in the page."""
        if place.document not in self.documents:
            return -1
        if place not in self.known:
            self.known[place] = len(self.known)
            values = (self.documents[place.document], place.begin, place.end, self._rule(place), round(place.confidence * 100))
            for column, value in zip(self.columns.values(), values, strict=True):
                column.append(value)
        return self.known[place]

    def numbers(self, places: tuple[Place, ...]) -> list[int]:
        return [n for n in map(self.number, places) if n >= 0]

    def _rule(self, place: Place) -> int:
        return self.rules.setdefault(place.rule, len(self.rules))

    def rule(self, place: Place) -> int:
        return self._rule(place)


def payload(graph: Network, tables: Tables, store: Store) -> Payload:
    """All columns for the nodes and edges of `graph`, which may be a part of what `tables` have."""
    index = {iri: i for i, iri in enumerate(graph)}
    documents = {d.iri: i for i, d in enumerate(d for d in tables.documents if d.iri in index)}
    places = _Places(documents)
    values = facts(tables, graph)
    every = demands(store)
    columns: dict[str, Any] = {
        "namespaces": PREFIXES,
        "groups": list(GROUPS),
        "nodes": _nodes(graph),
        "edges": _edges(graph, index, documents, places),
        "facts": _facts(values, index, places),
        "measures": _measures(graph, tables, index, places),
        "documents": _documents(tables, index, documents),
        "mentions": _mentions(tables, index, documents, places),
        "chain": links(store, index, every),
        "gaps": gaps.kinds(store, index, documents, every),
        "work": work.bodies(store, index, documents),
        "terms": _terms(graph, tables, values),
    }
    columns["places"] = places.columns
    columns["rules"] = list(places.rules)
    digest = hashlib.sha256(json.dumps(columns, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    return Payload(columns, index, digest.hexdigest()[:8])


def _nodes(graph: Network) -> dict[str, Any]:
    kinds: dict[str, int] = {}
    positions = home(graph)
    columns: dict[str, Any] = {"iri": [], "kind": [], "group": [], "zh": [], "en": {}, "also": {}, "pinyin": [], "x": [], "y": []}
    for i, iri in enumerate(graph):
        data = graph.nodes[iri]
        columns["iri"].append(short(iri))
        columns["kind"].append(kinds.setdefault(data["kind"], len(kinds)))
        columns["group"].append(GROUPS.index(data["group"]))
        columns["zh"].append(data["zh"])
        columns["pinyin"].append(initials((data["zh"], *data["also"])))
        columns["x"].append(positions[iri][0])
        columns["y"].append(positions[iri][1])
        if data["en"]:
            columns["en"][i] = data["en"]
        if data["also"]:
            columns["also"][i] = list(data["also"])
    columns["kinds"] = list(kinds)
    return columns


def _edges(graph: Network, index: Mapping[str, int], documents: Mapping[str, int], places: _Places) -> dict[str, Any]:
    """`s` source, `t` target, `p` property, `r` role or -1, `c` carried, `d` documents, `e` places, for every edge."""
    properties: dict[str, int] = {}
    roles: dict[str, int] = {}
    columns: dict[str, Any] = {"s": [], "t": [], "p": [], "r": [], "c": [], "d": [], "e": []}
    for s, t, data in graph.edges(data=True):
        columns["s"].append(index[s])
        columns["t"].append(index[t])
        columns["p"].append(properties.setdefault(short(data["predicate"]), len(properties)))
        columns["r"].append(roles.setdefault(short(data["role"]), len(roles)) if data["role"] else -1)
        columns["c"].append(int(data["carried"]))
        columns["d"].append(_one_or_many([documents[d] for d in data["documents"] if d in documents]))
        columns["e"].append(_one_or_many(places.numbers(data["places"])))
    columns["properties"] = list(properties)
    columns["roles"] = list(roles)
    return columns


def _one_or_many(numbers: list[int]) -> int | list[int]:
    """A list of one as its number, an empty one as -1: most edges have one document and one place."""
    return -1 if not numbers else numbers[0] if len(numbers) == 1 else numbers


def _facts(values: list[tuple[str, str, str, bool, tuple[Place, ...]]], index: Mapping[str, int], places: _Places) -> dict[str, Any]:
    properties: dict[str, int] = {}
    columns: dict[str, Any] = {"n": [], "p": [], "v": [], "t": [], "e": []}
    for node, predicate, value, term, where in values:
        columns["n"].append(index[node])
        columns["p"].append(properties.setdefault(short(predicate), len(properties)))
        columns["v"].append(short(value) if term else value)
        columns["t"].append(int(term))
        columns["e"].append(_one_or_many(places.numbers(where)))
    columns["properties"] = list(properties)
    return columns


def _measures(graph: Network, tables: Tables, index: Mapping[str, int], places: _Places) -> dict[str, list[int]]:
    order = {d.iri: i for i, d in enumerate(tables.documents)}
    ordered = sorted(tables.measures.items(), key=lambda item: (order.get(item[1].document, -1), item[1].begin, item[0]))
    found = [(index[iri], places.number(place)) for iri, place in ordered if iri in graph]
    return {"n": [n for n, place in found if place >= 0], "e": [place for _, place in found if place >= 0]}


def _documents(tables: Tables, index: Mapping[str, int], documents: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "n": index[d.iri],
            "file": d.source,
            "sha256": d.sha256,
            "issued": d.issued,
            "text": d.text,
            "repairs": [[r.begin, r.end, r.kind, r.reads] for r in d.repairs],
        }
        for d in tables.documents
        if d.iri in documents
    ]


def _mentions(tables: Tables, index: Mapping[str, int], documents: Mapping[str, int], places: _Places) -> list[list[int]]:
    """For each document a flat list of begin, end, node, rule, confidence in hundredths."""
    found: list[list[int]] = [[] for _ in documents]
    for ref, place in tables.mentions:
        if ref in index and place.document in documents:
            row = (place.begin, place.end, index[ref], places.rule(place), round(place.confidence * 100))
            found[documents[place.document]].extend(row)
    return found


def _terms(graph: Network, tables: Tables, values: list[tuple[str, str, str, bool, tuple[Place, ...]]]) -> dict[str, list[str]]:
    """Labels (Chinese, English) of the classes, properties and values that occur."""
    wanted = {value for _, _, value, term, _ in values if term} | {p for _, p, _, _, _ in values}
    for _, _, data in graph.edges(data=True):
        wanted |= {data["predicate"], data["role"]}
    wanted |= {iri for iri in tables.names if iri.startswith(ZR) and is_term(iri)}
    found = {}
    for iri in sorted(wanted):
        names = tables.names.get(iri)
        if names:
            zh = names.labels.get("zh-hans") or names.labels.get("zh") or names.labels.get("", "")
            found[short(iri)] = [zh, names.labels.get("en", "")]
    return found
