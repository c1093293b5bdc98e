"""How a graph is looked at: a network from a store, a layout, one HTML page.

    page = viz.explore(store)          # a pyoxigraph.Store in the shape of contract/VOCABULARY.md
    page.save("explorer.html")         # or leave `page` as the last line of a notebook cell
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.choose import EmptyViewError
from viz.page import Opening, Page, assemble

if TYPE_CHECKING:
    from pyoxigraph import Store

    from viz.network import Network
    from viz.source import Answer, Tables

__all__ = ["EmptyViewError", "Page", "explore"]

MOST_AT_FIRST = 150  # nodes of the opening picture


def explore(
    store: Store,
    *,
    focus: str = "",
    depth: int = 1,
    sector: str = "",
    document: str = "",
    answer: Answer | None = None,
    title: str = "",
    lang: str = "zh",
) -> Page:
    """A page about a store, or about the part of it that `focus`, `sector`, `document` or a query's `answer` names.

    `title` is "" for a title made from what is shown, `lang` is "zh" or "en" (the page can switch). Raises
    EmptyViewError when nothing is left to show, `viz.choose.UnknownNameError` when a name fits nothing or several things.
    """
    from viz import choose, network, source
    from viz.answered import of_answer
    from viz.payload import payload

    tables = source.read(store)
    graph = network.build(tables)
    if not graph and not (answer and answer.rows):
        raise EmptyViewError("The store has no documents yet. Put some in with: kg build PATH… --store DIR")
    _note_files(graph, tables)
    name: tuple[str, str] | None = None
    result = None
    if answer is not None:
        graph, tables, result = of_answer(graph, tables, answer)
        name = ("查询结果", "Query result")
    wanted: set[str] | None = None
    centre = ""
    for given, find, part in (
        (document, choose.find_document, choose.of_document),
        (sector, lambda g, n: choose.find(g, n, "sector"), choose.in_sector),
        (focus, choose.find, lambda g, n: choose.around(g, n, depth)),
    ):
        if given:
            centre = find(graph, given)
            found = part(graph, centre)
            wanted = found if wanted is None else wanted & found
            zh = graph.nodes[centre]["zh"]
            name = (f"{zh} · 责任图谱", f"{graph.nodes[centre]['en'] or zh} · who answers for what")
    if wanted is not None:
        if not wanted:
            raise EmptyViewError("These options have nothing in common. Leave one of them out.")
        graph = graph.subgraph(sorted(wanted)).copy()
    given = _clean(title)
    titles = (given, given) if given else name or ("安全生产责任图谱", "Who answers for work safety")
    opening = _opening(graph, centre if focus and centre in graph else "")
    return assemble(payload(graph, tables, store), opening, (_clean(titles[0]), _clean(titles[1])), lang, result)


def _opening(graph: Network, focus: str) -> Opening:
    """The answer in three columns where there is one; else rings around the focus, or the best part of the map."""
    import networkx as nx

    from viz.layout import WIDTHS, columns, home, rings
    from viz.overview import overview

    drawn: Network = nx.MultiDiGraph()
    view = overview(graph)
    if not focus and len(view.sectors) > 1 and view.bodies:
        drawn.add_nodes_from([*view.meetings, *view.sectors, *view.bodies])
        drawn.add_edges_from((s, t, {"weight": n}) for s, t, n in [*view.required, *view.borne])
        return Opening("overview", drawn, {name: columns(view, *size) for name, size in WIDTHS.items()})
    degree = dict(graph.degree())
    if focus:
        near = _nearest(graph, focus, degree)
        places = rings(graph, focus, near)
    else:
        near = sorted(graph, key=lambda n: (-degree[n], n))[:MOST_AT_FIRST]
        places = home(graph.subgraph(sorted(near)))
    drawn.add_nodes_from(near)
    drawn.add_edges_from(sorted({(s, t) for s, t in graph.subgraph(near).edges()}))
    return Opening("rings" if focus else "map", drawn, {"wide": places})


def _nearest(graph: Network, focus: str, degree: dict[str, int]) -> list[str]:
    """The focus, then its neighbours by degree, then theirs, at most MOST_AT_FIRST."""
    from viz.network import neighbours

    found = [focus]
    for node in found:
        if len(found) >= MOST_AT_FIRST:
            break
        step = sorted(neighbours(graph, node) - set(found), key=lambda n: (-degree[n], n))
        found.extend(step[: MOST_AT_FIRST - len(found)])
    return found


def _note_files(graph: Network, tables: Tables) -> None:
    for d in tables.documents:
        graph.nodes[d.iri]["file"] = d.source


def _clean(title: str) -> str:
    """A title of one line without what UTF-8 or HTML cannot hold."""
    text = title.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
