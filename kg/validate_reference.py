"""The same answers from pySHACL, the reference: slow, and what the fast engine is measured against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES

from .shapes import RDF, SHAPE, Compiler
from .validate import Fault, Places, _graph, make_fault, ontology_of, scopes, shapes_source

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .shapes import Check


def validate_with_pyshacl(store: ox.Store, only: Sequence[str] | None = None) -> Iterator[tuple[str, list[Fault]]]:
    """As `kg.validate.validate`, by pySHACL: each scope with its faults, at last those between documents under "*"."""
    import pyoxigraph as ox

    shapes = list(ox.parse(shapes_source(), ox.RdfFormat.TURTLE))
    ontology = ontology_of(store)
    known = {(c.shape, c.component): c for c in Compiler(shapes, ontology).checks()}
    # Of the ontology only its classes and what is of which class can matter to a shape; the rest would be copied for nothing.
    telling = {RDF + "type", PREFIXES["rdfs"] + "subClassOf"}
    shapes_graph, ontology_graph = _rdflib(shapes), _rdflib([t for t in ontology if t.predicate.value in telling])
    graphs = scopes(store) if only is None else list(only)
    unlike: set[str] = set()
    for graph in graphs:
        faults = _run(store, [graph], graph, shapes_graph, ontology_graph, known)
        unlike |= {f.node for f in faults if f.shape == SHAPE + "label"}
        yield graph, faults
    if len(graphs) > 1:
        whole = _run(store, graphs, "", shapes_graph, ontology_graph, known)
        yield "*", [f for f in whole if (f.shape, f.component) == (SHAPE + "label", "MaxCount") and f.node not in unlike]


def _rdflib(triples: Sequence[Any]) -> Any:
    """An rdflib graph of Oxigraph's triples; equal blank nodes stay equal within one call."""
    import pyoxigraph as ox
    import rdflib

    graph = rdflib.Graph()
    text = ox.serialize((t.triple if isinstance(t, ox.Quad) else t for t in triples), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=(text or b"").decode(), format="nt")
    return graph


def _run(
    store: ox.Store, graphs: Sequence[str], document: str, shapes: Any, ontology: Any, known: dict[tuple[str, str], Check]
) -> list[Fault]:
    import pyoxigraph as ox
    import rdflib
    from pyshacl import validate

    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    quads = [q for g in graphs for q in store.quads_for_pattern(None, None, None, _graph(g))]
    # pySHACL's own ont_graph leaves out individuals, and with them the sectors; so the ontology joins the data.
    _, report, _ = validate(_rdflib(quads) + ontology, shacl_graph=shapes, inference="none")
    found: dict[tuple[str, str, str, str, str], Fault] = {}
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        component = str(report.value(result, sh.sourceConstraintComponent)).removeprefix(str(sh)).removesuffix("ConstraintComponent")
        shape = str(report.value(result, sh.sourceConstraint) or report.value(result, sh.sourceShape))
        value = report.value(result, sh.value)
        node = report.value(result, sh.focusNode)
        fault = make_fault(document, node.n3(), shape, component, "" if value is None else _term(value), known[shape, component])
        found.setdefault(fault.key, fault)
    scope = ox.Store()
    scope.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    places = Places(scope)
    return sorted(places.locate(fault) for fault in found.values())


def _term(value: Any) -> str:
    """The term in N-Triples form, as Oxigraph writes it (xsd:string left out)."""
    from rdflib import Literal
    from rdflib.namespace import XSD

    if isinstance(value, Literal) and value.datatype == XSD.string:
        return Literal(str(value)).n3()
    text: str = value.n3()
    return text
