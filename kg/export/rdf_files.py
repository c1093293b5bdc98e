"""A store as an RDF file: TriG and N-Quads keep the graphs, the other formats give their union."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .lines import graph_lines, graph_names, subjects, union_lines
from .terms import Names

if TYPE_CHECKING:
    from ..store import Reader

FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")


def rdf_text(reader: Reader, form: str, only_documents: bool = False) -> Iterator[str]:
    """The file, piece by piece. `only_documents` leaves the ontology's own graphs out. KeyError for another format."""
    store = reader.store
    names = Names(reader.base)
    graphs = graph_names(store)
    if only_documents:
        graphs = [graph for graph in graphs if graph.startswith(f"{reader.base}document/")]
    if form == "nq":
        return _nquads(reader, graphs)
    if form == "trig":
        from .turtle import trig

        return trig(((graph, subjects(graph_lines(store, graph))) for graph in graphs), names)
    lines = union_lines(store, graphs)
    if form == "nt":
        return (f"{line}\n" for line in lines)
    if form == "ttl":
        from .turtle import turtle

        return turtle(subjects(lines), names)
    if form == "jsonld":
        from .jsonld import jsonld

        return jsonld(subjects(lines), names)
    if form == "rdfxml":
        from .rdfxml import rdfxml

        return rdfxml(subjects(lines), names)
    raise KeyError(form)


def _nquads(reader: Reader, graphs: list[str]) -> Iterator[str]:
    """Graph by graph in the order of their names, sorted within each."""
    for graph in graphs:
        tail = f" <{graph}> .\n"
        for line in graph_lines(reader.store, graph):
            yield line[:-2] + tail
