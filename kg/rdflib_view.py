"""The same graph for those who program with rdflib: a read-only rdflib Store over a view, so that nothing is copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.store import Store
from rdflib.term import Node

from ontology.namespaces import PREFIXES

from .errors import KgError
from .store import Reader, open_reader

if TYPE_CHECKING:
    import os

    _Triple = tuple[Node, Node, Node]
    _Pattern = tuple[Node | None, Node | None, Node | None]


class ReadOnly(KgError):
    """The store is changed by kg build and kg remove, not through rdflib."""


def open_rdflib(path: str | os.PathLike[str]) -> Dataset:
    """The store at `path` as an rdflib Dataset whose default graph is the union of the named graphs, each triple once.

    Nothing is read before it is asked for. It cannot be changed; `Graph() + dataset.graph(iri)` makes a copy that can.
    SPARQL through it is answered by rdflib, which follows SERVICE to the network; `kg.query` is faster and does not.
    """
    reader = open_reader(path)
    dataset = Dataset(store=View(reader), default_union=True)
    for prefix, iri in {**PREFIXES, "data": reader.base}.items():
        dataset.bind(prefix, iri, override=True)
    return dataset


class View(Store):
    """rdflib's interface to a store, over one view of ours. rdflib's Graphs are its contexts."""

    context_aware = True
    graph_aware = True
    formula_aware = False
    transaction_aware = False

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._prefixes: dict[str, URIRef] = {}

    def triples(self, triple_pattern: _Pattern, context: Graph | None = None) -> Iterator[tuple[_Triple, Iterator[Graph | None]]]:
        subject, predicate, value = (None if term is None else _ours(term) for term in triple_pattern)
        if isinstance(subject, ox.Literal) or not (predicate is None or isinstance(predicate, ox.NamedNode)):
            return  # nothing in RDF is like that
        where = None if context is None else _graph(context)
        seen: set[ox.Triple] = set()
        for quad in self._reader.store.quads_for_pattern(subject, predicate, value, where):
            if where is None:
                if quad.triple in seen:
                    continue
                seen.add(quad.triple)
            yield (_theirs(quad.subject), _theirs(quad.predicate), _theirs(quad.object)), iter(() if context is None else (context,))

    def __len__(self, context: Graph | None = None) -> int:
        return sum(1 for _ in self.triples((None, None, None), context))

    def contexts(self, triple: _Triple | None = None) -> Iterator[Graph]:  # type: ignore[override]
        if triple is None:
            names = [graph.value for graph in self._reader.store.named_graphs()]
        else:
            pattern = [_ours(term) for term in triple]
            names = [q.graph_name.value for q in self._reader.store.quads_for_pattern(*pattern) if isinstance(q.graph_name, ox.NamedNode)]  # type: ignore[arg-type]
        for name in sorted(set(names)):
            yield Graph(store=self, identifier=URIRef(name))

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = URIRef(namespace)

    def namespace(self, prefix: str) -> URIRef | None:
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        return next((prefix for prefix, iri in self._prefixes.items() if iri == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        return iter(self._prefixes.items())

    def add(self, *_: Any, **__: Any) -> None:
        raise ReadOnly("The store is read-only here. Documents come in with kg build; copy a graph to change it: Graph() + dataset.graph(iri).")

    def addN(self, *_: Any, **__: Any) -> None:
        self.add()

    def remove(self, *_: Any, **__: Any) -> None:
        self.add()

    def add_graph(self, graph: Graph) -> None:
        """rdflib announces every graph that is asked for; an unknown one is simply empty."""

    def remove_graph(self, graph: Graph) -> None:
        self.add()

    def close(self, commit_pending_transaction: bool = False) -> None:
        self._reader.close()


def _graph(context: Graph) -> ox.NamedNode | ox.BlankNode | ox.DefaultGraph:
    name = context.identifier
    if name == DATASET_DEFAULT_GRAPH_ID:
        return ox.DefaultGraph()
    return ox.NamedNode(str(name)) if isinstance(name, URIRef) else ox.BlankNode(str(name))


def _ours(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language.lower())
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))) if term.datatype else ox.Literal(str(term))
    raise TypeError(f"{type(term).__name__} is no RDF term")


def _theirs(term: object) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang="zh-Hans" if term.language == "zh-hans" else term.language)
    datatype = None if term.datatype.value.endswith("XMLSchema#string") else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)
