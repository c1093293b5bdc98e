"""The graph as the CSV files that Neo4j's own bulk import reads: nodes.csv, relationships.csv, and the command that reads them.

The headers follow the Neo4j Operations Manual (Import, CSV header format): `:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`, and for each
property its name and type. Lists are parted by the unit separator U+001F, which no text of a document holds in a name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .duties import plain_cell
from .neo4j_graph import Edge, Node, Value, property_graph

if TYPE_CHECKING:
    from ..store import Reader

SEPARATOR = "\x1f"
COMMAND = """\
#!/bin/sh
# Run this where the files are, with Neo4j 5 stopped. A database that is there already is replaced only with --overwrite-destination=true.
neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv --id-type=string --array-delimiter=U+001F --multiline-fields=true
"""


def neo4j_csv(reader: Reader) -> dict[str, bytes]:
    """File name → content."""
    nodes, edges = property_graph(reader)
    return {"nodes.csv": _nodes(nodes), "relationships.csv": _edges(edges), "import.sh": COMMAND.encode()}


def _nodes(nodes: Sequence[Node]) -> bytes:
    keys = _types(node.properties for node in nodes)
    head = ["iri:ID", *(f"{key}{kind}" for key, kind in keys.items()), ":LABEL"]
    rows = [[node.iri, *_cells(node.properties, keys), SEPARATOR.join(node.labels)] for node in nodes]
    return _csv([head, *rows])


def _edges(edges: Sequence[Edge]) -> bytes:
    keys = _types(edge.properties for edge in edges)
    head = [":START_ID", ":END_ID", ":TYPE", *(f"{key}{kind}" for key, kind in keys.items())]
    return _csv([head, *([edge.start, edge.end, edge.type, *_cells(edge.properties, keys)] for edge in edges)])


def _types(all_properties: Iterable[dict[str, Value] | object]) -> dict[str, str]:
    """Each property that anything has, with the type that holds all its values: "" for text, ":long", ":double", ":boolean", ":string[]"."""
    met: dict[str, set[type]] = {}
    for properties in all_properties:
        assert isinstance(properties, dict)
        for key, given in properties.items():
            met.setdefault(key, set()).add(type(given))
    return {key: _type(kinds) for key, kinds in sorted(met.items())}


def _type(kinds: set[type]) -> str:
    if tuple in kinds:
        return ":string[]"
    if kinds <= {int, float}:
        return ":long" if kinds == {int} else ":double"
    return ":boolean" if kinds == {bool} else ""


def _cells(properties: object, keys: dict[str, str]) -> list[str]:
    assert isinstance(properties, dict)
    cells = []
    for key in keys:
        given = properties.get(key, "")
        if isinstance(given, tuple):
            cells.append(SEPARATOR.join(text.replace(SEPARATOR, " ") for text in given))
        else:
            cells.append(str(given).lower() if isinstance(given, bool) else str(given))
    return cells


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180; a cell that a spreadsheet program would compute gets an apostrophe.

    Lines end in CR LF: Python then puts a cell with either of them into quotation marks, and a bare CR ends a line for Neo4j too.
    """
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([[plain_cell(cell) for cell in row] for row in rows])
    return file.getvalue().encode("utf-8", "replace")
