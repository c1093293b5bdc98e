"""The queries: everything that the explorer takes out of a store, as plain tables.

Input is a `pyoxigraph.Store` in the shape of `contract/VOCABULARY.md` (one named graph a document); nothing else in
`viz` asks it anything. IRIs in the tables are full IRIs, offsets are Unicode code points in the document's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ontology.evidence import BY_OBJECT, BY_SUBJECT, surest
from ontology.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution, QuerySolutions, Store

_PROLOGUE = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in sorted(PREFIXES.items()))

# The parts that are read by queries of their own, so the general pattern leaves them out.
_MACHINERY = "zr:Mention, zr:Finding, zr:Repair, zr:Responsibility, nif:Phrase, rdf:Statement, prov:Entity, nif:Context"
_OWN_QUERY = (
    "rdf:type, rdf:subject, rdf:predicate, rdf:object, nif:beginIndex, nif:endIndex, nif:anchorOf, nif:isString, "
    "nif:referenceContext, itsrdf:taIdentRef, zr:rule, zr:confidence, zr:bearer, zr:role, zr:carriedFrom, "
    "zr:responsibility, zr:repairKind, zr:reads, zr:text, skos:prefLabel, skos:altLabel, rdfs:label, "
    "skos:definition, skos:inScheme, skos:topConceptOf, skos:hasTopConcept"
)

_DOCUMENTS = """SELECT ?d ?p ?o WHERE { GRAPH ?d { ?d a zr:SourceDocument ; ?p ?o .
  FILTER(?p IN (nif:isString, dcterms:title, dcterms:source, dcterms:issued, zr:sha256)) } }"""
_TYPES = f"SELECT DISTINCT ?s ?o WHERE {{ GRAPH ?g {{ ?s a ?o . FILTER(?o NOT IN ({_MACHINERY})) }} }}"
_LABELS = """SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o .
  FILTER(?p IN (skos:prefLabel, skos:altLabel, rdfs:label, dcterms:title)) FILTER(isLiteral(?o)) } }"""
_LINKS = f"SELECT ?g ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o . FILTER(?p NOT IN ({_OWN_QUERY})) }} }}"
_MEASURES = """SELECT ?g ?m ?begin ?end ?rule ?confidence WHERE { GRAPH ?g {
  ?m a zr:Measure ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL { ?m zr:rule ?rule } OPTIONAL { ?m zr:confidence ?confidence } } }"""
_RESPONSIBILITIES = """SELECT ?g ?m ?r ?bearer ?role ?begin ?end ?rule ?confidence ?carried WHERE { GRAPH ?g {
  ?m zr:responsibility ?r . ?r zr:bearer ?bearer .
  OPTIONAL { ?r zr:role ?role } OPTIONAL { ?r nif:beginIndex ?begin ; nif:endIndex ?end }
  OPTIONAL { ?r zr:rule ?rule } OPTIONAL { ?r zr:confidence ?confidence } OPTIONAL { ?r zr:carriedFrom ?carried } } }"""
_MENTIONS = """SELECT ?g ?begin ?end ?ref ?rule ?confidence WHERE { GRAPH ?g {
  ?x a zr:Mention ; nif:beginIndex ?begin ; nif:endIndex ?end ; itsrdf:taIdentRef ?ref .
  OPTIONAL { ?x zr:rule ?rule } OPTIONAL { ?x zr:confidence ?confidence } } }"""
_SHOWN = "SELECT ?g ?s ?p ?o WHERE { VALUES ?p { PROPERTIES } GRAPH ?g { ?s ?p ?o } }"
_FINDINGS = """SELECT ?g ?s ?p ?o ?begin ?end ?rule ?confidence WHERE { GRAPH ?g {
  ?f a zr:Finding ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL { ?f zr:rule ?rule } OPTIONAL { ?f zr:confidence ?confidence } } }"""
_REPAIRS = """SELECT ?g ?begin ?end ?kind ?reads WHERE { GRAPH ?g {
  ?r a zr:Repair ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL { ?r zr:repairKind ?kind } OPTIONAL { ?r zr:reads ?reads } } }"""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters `[begin, end)` of a document that say something, the rule that read them, its confidence (0 to 1)."""

    document: str
    begin: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """Characters `[begin, end)` that the reader read otherwise; `reads` is "" when they were passed over."""

    begin: int
    end: int
    kind: str
    reads: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """One source document with its text."""

    iri: str
    title: str
    source: str
    sha256: str
    issued: str
    text: str
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A triple of a graph; `literal` is true when `object` is a value and no IRI."""

    subject: str
    predicate: str
    object: str
    graph: str
    literal: bool


@dataclass(frozen=True, slots=True, order=True)
class Responsibility:
    """`bearer` answers for `measure` in `role` (an IRI, "" when not told); `carried` names the mention it comes from."""

    measure: str
    bearer: str
    role: str
    iri: str
    place: Place
    carried: str


@dataclass(frozen=True, slots=True)
class Names:
    """Labels by language tag in lower case, and alternative labels in order."""

    labels: dict[str, str] = field(default_factory=dict)
    alternatives: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tables:
    """All that was read; dictionaries and tuples are in a stable order."""

    documents: tuple[SourceText, ...]
    types: dict[str, tuple[str, ...]]
    names: dict[str, Names]
    links: tuple[Link, ...]
    measures: dict[str, Place]
    responsibilities: tuple[Responsibility, ...]
    mentions: tuple[tuple[str, Place], ...]
    findings: dict[tuple[str, str, str], tuple[Place, ...]]


def read(store: Store) -> Tables:
    """All tables of a store. Raises nothing of its own: a store without documents gives empty tables."""
    measures, mentions = _measures(store), _mentions(store)
    return Tables(
        documents=_documents(store),
        types=_types(store),
        names=_names(store),
        links=_links(store),
        measures=measures,
        responsibilities=_responsibilities(store),
        mentions=mentions,
        findings=_findings(store, measures, mentions),
    )


def _ask(store: Store, query: str) -> QuerySolutions:
    return store.query(_PROLOGUE + query)  # type: ignore[return-value]  # a SELECT gives solutions


def _documents(store: Store) -> tuple[SourceText, ...]:
    found: dict[str, dict[str, str]] = {}
    for row in _ask(store, _DOCUMENTS):
        facts = found.setdefault(row["d"].value, {})
        name = row["p"].value.replace("#", "/").rpartition("/")[2]
        facts[name] = min(facts.get(name, row["o"].value), row["o"].value)
    repairs: dict[str, set[Repair]] = {}
    for row in _ask(store, _REPAIRS):
        repair = Repair(_number(row["begin"]), _number(row["end"]), _text(row["kind"]), _text(row["reads"]))
        repairs.setdefault(row["g"].value, set()).add(repair)
    return tuple(
        SourceText(
            iri=iri,
            title=facts.get("title", ""),
            source=facts.get("source", ""),
            sha256=facts.get("sha256", ""),
            issued=facts.get("issued", ""),
            text=facts.get("isString", ""),
            repairs=tuple(sorted(repairs.get(iri, ()))),
        )
        for iri, facts in sorted(found.items(), key=lambda item: (item[1].get("source", ""), item[0]))
    )


def _types(store: Store) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in _ask(store, _TYPES):
        found.setdefault(_iri(row["s"]), []).append(_iri(row["o"]))
    return {s: tuple(sorted(types)) for s, types in sorted(found.items())}


def _names(store: Store) -> dict[str, Names]:
    found: dict[str, Names] = {}
    rows = sorted((_iri(r["s"]), _iri(r["p"]), r["o"].language or "", r["o"].value) for r in _ask(store, _LABELS))
    # Sorted by property: dcterms:title first, rdfs:label next, skos:prefLabel last, so that the later one wins.
    for subject, predicate, language, value in rows:
        names = found.setdefault(subject, Names())
        if predicate.endswith("altLabel"):
            names.alternatives.append(value)
        else:
            names.labels[language.lower()] = value
    return found


def _links(store: Store) -> tuple[Link, ...]:
    return tuple(
        sorted(
            Link(_iri(r["s"]), r["p"].value, _iri(r["o"]), _iri(r["g"]), not _is_resource(r["o"]))
            for r in _ask(store, _LINKS)
        )
    )


def _measures(store: Store) -> dict[str, Place]:
    return dict(sorted((row["m"].value, _place(row)) for row in _ask(store, _MEASURES)))


def _responsibilities(store: Store) -> tuple[Responsibility, ...]:
    return tuple(
        sorted(
            Responsibility(
                row["m"].value, row["bearer"].value, _text(row["role"]), _iri(row["r"]), _place(row), _text(row["carried"])
            )
            for row in _ask(store, _RESPONSIBILITIES)
        )
    )


def _mentions(store: Store) -> tuple[tuple[str, Place], ...]:
    return tuple(sorted({(row["ref"].value, _place(row)) for row in _ask(store, _MENTIONS)}))


def _findings(store: Store, measures: dict[str, Place], mentions: Iterable[tuple[str, Place]]) -> dict[tuple[str, str, str], tuple[Place, ...]]:
    """The places of each statement: its finding's, else the mention's that shows it (ontology/evidence.py)."""
    found: dict[tuple[str, str, str], set[Place]] = {}
    told: set[tuple[str, str, str, str]] = set()
    for row in _ask(store, _FINDINGS):
        triple, place = (_iri(row["s"]), row["p"].value, _iri(row["o"])), _place(row)
        found.setdefault(triple, set()).add(place)
        told.add((place.document, *triple))
    of: dict[tuple[str, str], list[Place]] = {}
    for ref, place in mentions:  # sorted
        of.setdefault((place.document, ref), []).append(place)
    by_object = {expand(prop) for prop in BY_OBJECT}
    properties = " ".join(sorted(BY_OBJECT | BY_SUBJECT))
    for row in _ask(store, _SHOWN.replace("PROPERTIES", properties)):
        graph, triple = _iri(row["g"]), (_iri(row["s"]), row["p"].value, _iri(row["o"]))
        s, p, o = triple
        if (graph, *triple) in told:
            continue
        measure = measures.get(s)
        shown = surest(of.get((graph, o if p in by_object else s), ()), (measure.begin, measure.end) if measure and p in by_object else None)
        if shown is not None:
            found.setdefault(triple, set()).add(shown)
    return {triple: tuple(sorted(places)) for triple, places in sorted(found.items())}


def _place(row: QuerySolution) -> Place:
    return Place(
        _iri(row["g"]), _number(row["begin"]), _number(row["end"]), _text(row["rule"]), _decimal(row["confidence"])
    )


def _iri(term: object) -> str:
    return str(term.value)  # type: ignore[attr-defined]


def _is_resource(term: object) -> bool:
    from pyoxigraph import Literal

    return not isinstance(term, Literal)


def _text(term: object | None) -> str:
    return "" if term is None else _iri(term)


def _number(term: object | None) -> int:
    return 0 if term is None else int(_iri(term))


def _decimal(term: object | None) -> float:
    return 1.0 if term is None else float(_iri(term))


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody's own query gave: `triples` of a CONSTRUCT, or `variables` and `rows` of a SELECT.

    A cell is (kind, value) with kind "iri", "literal" or "" (unbound).
    """

    triples: tuple[Link, ...]
    variables: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


def answer(result: object) -> Answer:
    """A pyoxigraph query result as an `Answer`. ValueError for ASK, which has nothing to draw."""
    from pyoxigraph import QuerySolutions, QueryTriples

    if isinstance(result, QueryTriples):
        links = {
            Link(_iri(t.subject), t.predicate.value, _iri(t.object), "", not _is_resource(t.object)) for t in result
        }
        return Answer(tuple(sorted(links)), (), ())
    if isinstance(result, QuerySolutions):
        names = tuple(v.value for v in result.variables)
        return Answer((), names, tuple(_cells(result, len(names))))
    raise ValueError("The query only says yes or no. A page needs a SELECT or a CONSTRUCT.")


def _cells(solutions: QuerySolutions, width: int) -> Iterator[tuple[tuple[str, str], ...]]:
    for row in solutions:
        cells = []
        for i in range(width):
            term = row[i]
            cells.append(("", "") if term is None else ("iri" if _is_resource(term) else "literal", _iri(term)))
        yield tuple(cells)
