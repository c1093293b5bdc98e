"""Which part of the network a page is about: around a name, in a sector, out of a document.

Each function gives a set of node IRIs. A measure always brings the row that it has in the ledger with it: its
bearers, sectors, meeting, what it cites and the document that it stands in.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES
from viz.network import BROADER, NAMES, SECTOR, neighbours

if TYPE_CHECKING:
    from viz.network import Network


class EmptyViewError(ValueError):
    """There is nothing to show, and the message says what to do."""


class UnknownNameError(ValueError):
    """Nothing in the graph has this name, or several things have it."""


def find(graph: Network, name: str, group: str = "") -> str:
    """The IRI of what `name` means: an IRI, a short IRI, a label, another name, or a unique part of a label.

    With `group` only nodes of that group count. UnknownNameError names what comes nearest.
    """
    iri = _expanded(name)
    nodes = {n: a for n, a in graph.nodes(data=True) if not group or a["group"] == group}
    if iri in nodes:
        return iri
    for fits in (
        [n for n, a in nodes.items() if name in (a["zh"], a["en"])],
        [n for n, a in nodes.items() if name in a["also"]],
        [n for n, a in nodes.items() if a["zh"] and name and name.lower() in f"{a['zh']}\n{a['en']}".lower()],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            some = "; ".join(f"{nodes[n]['zh']} <{n}>" for n in sorted(fits)[:8])
            raise UnknownNameError(f"'{name}' fits {len(fits)} things. Give one of these IRIs: {some}")
    known = sorted({a["zh"] for a in nodes.values() if a["zh"]})
    near = get_close_matches(name, known, n=5, cutoff=0.4)
    hint = f" Did you mean {', '.join(near)}?" if near else " `kg docs` and `kg query` show what the store has."
    raise UnknownNameError(f"Nothing in the graph is called '{name}'.{hint}")


def find_document(graph: Network, name: str) -> str:
    """The IRI of a source document, from its IRI, title, file name, or the first digits of its SHA-256."""
    documents = {n: a for n, a in graph.nodes(data=True) if a["group"] == "document"}
    file_name = name.replace("\\", "/").rpartition("/")[2]
    fits = [
        n
        for n, a in sorted(documents.items())
        if n == _expanded(name)
        or name == a["zh"]
        or (len(name) >= 6 and n.rpartition("/")[2].startswith(name.lower()))
        or (file_name and a.get("file", "").rpartition("/")[2] == file_name)
    ]
    if len(fits) == 1:
        return fits[0]
    return find(graph, name, "document")


def around(graph: Network, focus: str, depth: int) -> set[str]:
    """`focus` and all within `depth` steps; a document is shown but not walked through to all that it names."""
    found = {focus}
    edge = [focus]
    for _ in range(depth):
        step: set[str] = set()
        for node in edge:
            if node == focus or graph.nodes[node]["group"] not in ("document", "jurisdiction", "function"):
                step |= neighbours(graph, node)
        edge = sorted(step - found)
        found |= step
    return rows_of(graph, found)


def in_sector(graph: Network, sector: str) -> set[str]:
    """The sector, its narrower ones, and every measure in them with its row."""
    sectors = {sector}
    waiting = [sector]
    while waiting:
        for narrower, _, data in graph.in_edges(waiting.pop(), data=True):
            if data["predicate"] == BROADER and narrower not in sectors:
                sectors.add(narrower)
                waiting.append(narrower)
    found = set(sectors)
    for one in sectors:
        found |= {m for m, _, data in graph.in_edges(one, data=True) if data["predicate"] in (SECTOR, NAMES)}
    return rows_of(graph, found)


def of_document(graph: Network, document: str) -> set[str]:
    """All that is said in one document."""
    found = {document}
    for s, o, data in graph.edges(data=True):
        if document in data["documents"]:
            found |= {s, o}
    return rows_of(graph, found)


def rows_of(graph: Network, nodes: set[str]) -> set[str]:
    """`nodes`, with all that stands in the ledger rows of the measures among them."""
    found = set(nodes)
    for node in nodes:
        if graph.nodes[node]["group"] == "measure":
            found |= set(graph.successors(node))
    return found


def _expanded(name: str) -> str:
    prefix, colon, local = name.strip("<>").partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name.strip("<>")
