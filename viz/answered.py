"""What somebody's own query gave, as a network and a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES
from viz.choose import EmptyViewError, rows_of
from viz.network import is_term, node_attributes, short
from viz.source import Answer, Link, Names, Tables

if TYPE_CHECKING:
    from viz.network import Network

MOST_ROWS = 5000  # of a SELECT that a page keeps; it says how many it left out
_TYPE = PREFIXES["rdf"] + "type"
_NAMES = {PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "title"}


def of_answer(graph: Network, tables: Tables, answer: Answer) -> tuple[Network, Tables, dict[str, Any] | None]:
    """The part of the network that the answer names, the tables with what the answer adds, and the table of a SELECT.

    Known things keep what the store knows of them, measures bring their whole row, unknown things stand by their IRI or by the
    label that a CONSTRUCT gave them. In a row of a SELECT each thing is linked with the next one.
    """
    import networkx as nx

    links = answer.triples or tuple(sorted({link for row in answer.rows for link in _row_links(answer.variables, row)}))
    tables = _with_links(tables, graph, links)
    links = tuple(link for link in links if not link.literal and link.predicate != _TYPE)
    named = {iri for link in answer.triples for iri in _ends(link)}
    named |= {value for row in answer.rows for kind, value in row if kind == "iri"}
    named = {iri for iri in named if not is_term(iri)}
    known = named & set(graph)
    part: Network = nx.MultiDiGraph(graph.subgraph(sorted(rows_of(graph, known))))
    for iri in sorted(named - known):
        part.add_node(iri, **node_attributes(tables, iri))
    for link in links:
        if link.subject in part and link.object in part and not _has(part, link):
            part.add_edge(link.subject, link.object, predicate=link.predicate, role="", carried=False, documents=(), places=())
    if not part and not answer.variables:
        raise EmptyViewError("The query gave no triples. Try it first with: kg query --file FILE.rq --store DIR")
    return part, tables, _table(answer)


def _ends(link: Link) -> tuple[str, ...]:
    """The things that a triple names; a class is a word about its subject and no thing."""
    return (link.subject,) if link.literal or link.predicate == _TYPE else (link.subject, link.object)


def _with_links(tables: Tables, graph: Network, links: tuple[Link, ...]) -> Tables:
    """The tables with what a CONSTRUCT says of things that the store does not know."""
    types, names = dict(tables.types), dict(tables.names)
    for link in links:
        if link.subject in graph:
            continue
        if link.predicate == _TYPE:
            types[link.subject] = tuple(sorted({*types.get(link.subject, ()), link.object}))
        elif link.literal and link.predicate in _NAMES:
            old = names.get(link.subject, Names())
            names[link.subject] = Names({**old.labels, "": link.object}, old.alternatives)
    said = tuple(link for link in links if link.literal and link.predicate not in _NAMES)
    return replace(tables, types=types, names=names, links=(*tables.links, *said))


def _has(graph: Network, link: Link) -> bool:
    between = graph.get_edge_data(link.subject, link.object) or {}
    return any(data["predicate"] == link.predicate for data in between.values())


def _row_links(columns: tuple[str, ...], row: tuple[tuple[str, str], ...]) -> list[Link]:
    things = [(name, value) for name, (kind, value) in zip(columns, row, strict=True) if kind == "iri"]
    return [
        Link(s, f"urn:variable:{name}", o, "", False) for (_, s), (name, o) in zip(things, things[1:], strict=False) if s != o
    ]


def _table(answer: Answer) -> dict[str, Any] | None:
    if not answer.variables:
        return None
    rows = [[[kind, short(value) if kind == "iri" else value] for kind, value in row] for row in answer.rows[:MOST_ROWS]]
    return {"variables": list(answer.variables), "rows": rows, "left": max(0, len(answer.rows) - MOST_ROWS)}
