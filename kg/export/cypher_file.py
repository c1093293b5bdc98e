"""The graph as Cypher statements, one a line: `cypher-shell -f graph.cypher` puts them into an empty Neo4j."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .neo4j_graph import Value, property_graph

if TYPE_CHECKING:
    from ..store import Reader

_SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def cypher(reader: Reader) -> Iterator[str]:
    """First the key, by which the nodes are then found; the nodes; the relationships."""
    nodes, edges = property_graph(reader)
    yield "CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;\n"
    for node in nodes:
        yield f"CREATE (:{':'.join(map(name, node.labels))} {_map({'iri': node.iri, **node.properties})});\n"
    for edge in edges:
        yield (
            f"MATCH (a:Thing {{iri: {value(edge.start)}}}), (b:Thing {{iri: {value(edge.end)}}}) "
            f"CREATE (a)-[:{name(edge.type)} {_map(edge.properties)}]->(b);\n"
        )


def _map(properties: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"{name(key)}: {value(given)}" for key, given in properties.items()) + "}"


def name(text: str) -> str:
    """A label, type or key: as it is when it is a plain word, else in backticks."""
    return text if text.isidentifier() and text.isascii() else "`" + text.replace("`", "``") + "`"


def value(given: Value) -> str:
    """A literal. Whatever a text holds, it cannot end its quotation marks or its line."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return repr(given)
    if isinstance(given, tuple):
        return "[" + ", ".join(map(value, given)) + "]"
    return "'" + "".join(_SHORT.get(c) or (c if c.isprintable() or c == "\u3000" else _escaped(c)) for c in given) + "'"


def _escaped(character: str) -> str:
    """\\uXXXX; beyond the first plane as a pair of surrogates, which is how Java counts; half a pair, which no store keeps, as U+FFFD."""
    if "\ud800" <= character <= "\udfff":
        return "\\uFFFD"
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04X}" for at in range(0, len(units), 2))
