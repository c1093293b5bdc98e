"""The graph as a network: things, measures and sectors are nodes, the properties between them edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES

from .rdfxml import impossible_out

if TYPE_CHECKING:
    import networkx as nx

    from ..store import Reader

# Evidence (mentions, findings, repairs) is no part of the network, and a responsibility is an edge from measure to bearer.
_NODES = """
SELECT DISTINCT ?node ?kind ?label ?en WHERE {
  GRAPH ?document { ?document zr:sha256 ?sha . ?node a ?kind }
  FILTER(STRSTARTS(STR(?kind), STR(zr:)))
  FILTER(?kind NOT IN (zr:Mention, zr:Finding, zr:Repair, zr:Responsibility))
  OPTIONAL { GRAPH ?document { ?node skos:prefLabel|dcterms:title|zr:text ?label } }
}"""
_SECTORS = """
SELECT DISTINCT ?node ?label WHERE {
  { ?any zr:inSector ?node } UNION { ?any zr:mentionsSector ?node }
  ?node skos:prefLabel ?label FILTER(LANGMATCHES(LANG(?label), "zh"))
}"""
_EDGES = """
SELECT DISTINCT ?subject ?property ?object ?document WHERE {
  GRAPH ?document { ?document zr:sha256 ?sha . ?subject ?property ?object }
  FILTER(ISIRI(?object))
  FILTER(?property NOT IN (rdf:type, rdf:subject, rdf:object, rdf:predicate, zr:responsibility, zr:carriedFrom, itsrdf:taIdentRef, zr:bearer, zr:role))
}"""
_DUTIES = """
SELECT DISTINCT ?measure ?bearer ?role ?document WHERE {
  GRAPH ?document { ?measure zr:responsibility ?duty . ?duty zr:bearer ?bearer ; zr:role ?role }
}"""


def network(reader: Reader) -> nx.MultiDiGraph[str]:
    """Nodes are IRIs with `label` and `kind` (zr:Meeting …), edges have `property`, `role` where it is a duty, and `documents`.

    Nodes and edges come in a fixed order. An edge that several documents state is one edge that names them all.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds: dict[str, set[str]] = {}
    labels: dict[str, set[str]] = {}
    for row in _rows(reader, _NODES):
        kinds.setdefault(row["node"], set()).add(_short(row["kind"]))
        if row["label"]:
            labels.setdefault(row["node"], set()).add(row["label"])
    for row in _rows(reader, _SECTORS):
        kinds[row["node"]] = {"zr:Sector"}
        labels[row["node"]] = {row["label"]}
    for node in sorted(kinds):
        label = min(labels.get(node, {node.rsplit("/", 1)[-1]}), key=lambda text: (len(text), text))
        graph.add_node(node, label=label, kind=min(kinds[node]))
    edges: dict[tuple[str, str, str, str], set[str]] = {}
    for row in _rows(reader, _EDGES):
        if row["subject"] in kinds and row["object"] in kinds:
            edges.setdefault((row["subject"], row["object"], _short(row["property"]), ""), set()).add(row["document"])
    for row in _rows(reader, _DUTIES):
        if row["bearer"] in kinds:
            edges.setdefault((row["measure"], row["bearer"], "zr:bearer", _short(row["role"])), set()).add(row["document"])
    for (subject, target, name, role), documents in sorted(edges.items()):
        told: dict[str, Any] = {"property": name, "documents": " ".join(sorted(documents))}
        if role:
            told["role"] = role
        graph.add_edge(subject, target, key=f"{name} {role}".rstrip(), **told)
    return graph


def _rows(reader: Reader, query: str) -> Iterator[dict[str, str]]:
    solutions = reader.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
    for solution in solutions:  # type: ignore[union-attr]
        yield {name: "" if term is None else term.value for name, term in zip(names, solution, strict=True)}


def _short(iri: str) -> str:
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri[len(space) :]}"
    return iri


def network_text(graph: nx.MultiDiGraph[str], form: str) -> Iterator[str]:
    """The network as graphml or gexf. Characters that XML cannot hold become U+FFFD."""
    import networkx as nx

    for _, data in graph.nodes(data=True):
        data["label"] = impossible_out(data["label"])
    if form == "graphml":
        yield "<?xml version='1.0' encoding='utf-8'?>\n"
        for line in nx.generate_graphml(graph, prettyprint=True):
            yield line + "\n"
        return
    numbered: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    numbered.add_nodes_from(graph.nodes(data=True))
    for subject, target, key, data in graph.edges(keys=True, data=True):
        # GEXF draws an edge's label; ids must be unique in the whole file
        numbered.add_edge(subject, target, id=f"{subject} {key} {target}", label=data.get("role", data["property"]), **data)
    for line in nx.generate_gexf(numbered, prettyprint=True):
        # the day of writing would make two exports of one graph differ
        yield _without_day(line) + "\n"


def _without_day(line: str) -> str:
    import re

    return re.sub(r' lastmodifieddate="[^"]*"', "", line)
