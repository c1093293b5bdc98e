"""Why the graph says what it says: for everything about a thing the rule, the words and the place in a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from ontology.evidence import BY_OBJECT, BY_SUBJECT, surest
from ontology.namespaces import PREFIXES, expand

from .errors import KgError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .store import Reader


class Unknown(KgError):
    """Nothing in the graph goes by that name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing said, and where: `[begin, end)` counts code points of the document's text, `line` from 1.

    `kind` is statement, mention, measure, responsibility or repair (whose rule is the kind of damage); `said` puts it in words. `before` and `after` are up to a line of context.
    """

    kind: str
    said: str
    rule: str
    confidence: str
    document: str  # IRI
    title: str
    source: str
    line: int
    begin: int
    end: int
    before: str
    quote: str
    after: str


_NUMBERED = re.compile(r"/document/[0-9a-f]{16}/")  # findings, responsibilities and repairs stand under it and have no name: finding/66
_CONTEXT = 24  # characters before and after

# Where the queries say THING the IRI is put. A statement is about the thing when the thing is its subject or its object.
_STATEMENTS = """
SELECT DISTINCT ?document ?item ?begin ?end ?rule ?confidence ?s ?p ?o WHERE {
  GRAPH ?document {
    { ?item rdf:subject THING } UNION { ?item rdf:object THING } UNION { ?item a zr:Finding . VALUES ?item { THING } }
    ?item rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; nif:beginIndex ?begin ; nif:endIndex ?end ; zr:rule ?rule .
    OPTIONAL { ?item zr:confidence ?confidence }
  }
}"""
_PLACED = """
SELECT DISTINCT ?document ?item ?begin ?end ?rule ?confidence ?o WHERE {
  GRAPH ?document {
    PATTERN
    ?item nif:beginIndex ?begin ; nif:endIndex ?end ; zr:rule ?rule .
    OPTIONAL { ?item zr:confidence ?confidence }
  }
}"""
_MENTIONS = "{ ?item itsrdf:taIdentRef THING } UNION { ?item a zr:Mention . VALUES ?item { THING } } ?item itsrdf:taIdentRef ?o ."
_MEASURE = "VALUES ?item { THING } ?item a zr:Measure ; zr:modality ?o ."
_DUTIES = "{ THING zr:responsibility ?item } UNION { ?item zr:bearer THING } UNION { ?item zr:bearer ?b . VALUES ?item { THING } } ?item zr:role ?o ."
_REPAIR = """
SELECT ?document ?item ?begin ?end ?rule ?o WHERE {
  GRAPH ?document { VALUES ?item { THING } ?item nif:beginIndex ?begin ; nif:endIndex ?end ; zr:repairKind ?rule ; zr:reads ?o }
}"""
_QUERIES = (
    ("measure", _PLACED.replace("PATTERN", _MEASURE)),
    ("responsibility", _PLACED.replace("PATTERN", _DUTIES)),
    ("statement", _STATEMENTS),
    ("mention", _PLACED.replace("PATTERN", _MENTIONS)),
    ("repair", _REPAIR),
)


class Explainer:
    """Finds evidence in one store; labels and texts are looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._texts: dict[str, _Text] = {}
        self._labels: dict[str, str] = {}
        self._known: dict[tuple[str, str], list[_Row]] = {}  # mentions by (document, what they mean)

    def named(self, name: str) -> list[str]:
        """The IRIs that a name, an alias, a short or a whole IRI means. Raises Unknown."""
        import pyoxigraph as ox

        prefix, colon, local = name.strip("<>").partition(":")
        iri = ({**PREFIXES, "data": self._reader.base}[prefix] + local) if colon and prefix in PREFIXES else name.strip("<>")
        if colon and not any(c in iri for c in ' <>"{}|\\^`'):
            node = ox.NamedNode(iri)
            if next(iter(self._reader.store.quads_for_pattern(node, None, None)), None) is not None:
                return [iri]
        from . import naming

        found = naming.resolve(naming.names(self._reader.store), name)
        if not found:
            raise Unknown(f"Nothing in the graph is called {name!r}. Give a name, an alias or an IRI as kg query shows it.")
        return [thing.iri for thing in found]

    def evidence(self, iri: str) -> Iterator[Evidence]:
        """Everything about one IRI, kind by kind, each in the order of documents and places."""
        for kind, query in _QUERIES:
            rows = self._rows(query, iri)
            if kind == "statement":
                rows += self._shown(iri, {(row.document, row.subject, row.predicate, row.value) for row in rows})
            for row in sorted(rows, key=lambda r: (self._text(r.document).source, r.document, r.begin, r.end, r.item)):
                yield self._evidence(kind, row)

    def _rows(self, query: str, iri: str) -> list[_Row]:
        found = self._reader.store.query(query.replace("THING", f"<{iri}>"), prefixes=PREFIXES)
        return [_Row.of(row) for row in found]  # type: ignore[union-attr]

    def _shown(self, iri: str, told: Container[tuple[str, str, str, str]]) -> Iterator[_Row]:
        """The statements about a thing that mentions show (ontology/evidence.py), but for those that a finding has `told`."""
        import pyoxigraph as ox

        thing, store = ox.NamedNode(iri), self._reader.store
        for prop in sorted(BY_OBJECT | BY_SUBJECT):
            node = ox.NamedNode(expand(prop))
            for quad in (*store.quads_for_pattern(thing, node, None), *store.quads_for_pattern(None, node, thing)):
                s, p, o, graph = (_text(term) for term in quad)
                if (graph, s, p, o) in told:
                    continue
                if prop in BY_OBJECT:
                    place = self._placed(s, graph)
                    found = surest(self._mentions(graph, o), (place.begin, place.end) if place else None)
                else:
                    found = surest(self._mentions(graph, s))
                if found is not None:
                    yield replace(found, subject=s, predicate=p, value=o, value_is_iri=isinstance(quad.object, ox.NamedNode))

    def _mentions(self, graph: str, iri: str) -> list[_Row]:
        """The mentions of a thing in one document, in the order of their begins."""
        import pyoxigraph as ox

        known = self._known.get((graph, iri))
        if known is None:
            pattern = (ox.NamedNode(expand("itsrdf:taIdentRef")), ox.NamedNode(iri), ox.NamedNode(graph))
            found = [self._placed(_text(quad.subject), graph) for quad in self._reader.store.quads_for_pattern(None, *pattern)]
            known = self._known[graph, iri] = sorted((row for row in found if row is not None), key=attrgetter("begin"))
        return known

    def _placed(self, iri: str, graph: str) -> _Row | None:
        """What a mention or a measure says of its place; None for what has none."""
        import pyoxigraph as ox

        quads = self._reader.store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.NamedNode(graph))
        said = {quad.predicate.value: _text(quad.object) for quad in quads}
        begin, end, rule, sure = (said.get(expand(name), "") for name in ("nif:beginIndex", "nif:endIndex", "zr:rule", "zr:confidence"))
        return _Row(graph, iri, int(begin), int(end), rule, sure) if begin and end else None

    def label(self, iri: str) -> str:
        """The name of a thing in Chinese where it has one, else its title, its text or the end of its IRI."""
        if iri not in self._labels:
            self._labels[iri] = self._look_up(iri)
        return self._labels[iri]

    def _look_up(self, iri: str) -> str:
        import pyoxigraph as ox

        best: tuple[int, str] = (9, _NUMBERED.split(iri)[-1] if _NUMBERED.search(iri) else iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1])
        rank = {f"{PREFIXES['skos']}prefLabel": 0, f"{PREFIXES['rdfs']}label": 1, f"{PREFIXES['dcterms']}title": 2, f"{PREFIXES['zr']}text": 3}
        for quad in self._reader.store.quads_for_pattern(ox.NamedNode(iri), None, None):
            place = rank.get(quad.predicate.value)
            if place is not None and isinstance(quad.object, ox.Literal):
                foreign = 4 if quad.object.language == "en" else 0
                best = min(best, (place + foreign, quad.object.value))
        return best[1]

    def _evidence(self, kind: str, row: _Row) -> Evidence:
        text = self._text(row.document)
        begin, end = row.begin, row.end
        return Evidence(
            kind,
            self._said(kind, row),
            row.rule,
            row.sure,
            row.document,
            text.title,
            text.source,
            text.line(begin),
            begin,
            end,
            _flat(text.text[max(0, begin - _CONTEXT) : begin]),
            _flat(text.text[begin:end]),
            _flat(text.text[end : end + _CONTEXT]),
        )

    def _said(self, kind: str, row: _Row) -> str:
        if kind == "statement":
            return f"{self.label(row.subject)} — {self.label(row.predicate)} — {self.label(row.value) if row.value_is_iri else row.value}"
        if kind == "mention":
            return f"means {self.label(row.value)}"
        if kind == "repair":
            return f"read as {row.value}" if row.value else "passed over"
        if kind == "measure":
            return self.label(row.value)
        return f"{self.label(self._object(row.item, 'bearer'))} — {self.label(row.value)}"

    def _object(self, iri: str, local: str) -> str:
        import pyoxigraph as ox

        pattern = (ox.NamedNode(iri), ox.NamedNode(PREFIXES["zr"] + local), None)
        return next((q.object.value for q in self._reader.store.quads_for_pattern(*pattern) if isinstance(q.object, ox.NamedNode)), "")

    def _text(self, document: str) -> _Text:
        if document not in self._texts:
            import pyoxigraph as ox

            said = {q.predicate.value: q.object.value for q in self._reader.store.quads_for_pattern(ox.NamedNode(document), None, None, ox.NamedNode(document)) if isinstance(q.object, ox.Literal)}
            self._texts[document] = _Text(
                said.get(f"{PREFIXES['nif']}isString", ""), said.get(f"{PREFIXES['dcterms']}title", ""), said.get(f"{PREFIXES['dcterms']}source", "")
            )
        return self._texts[document]


@dataclass(frozen=True)
class _Text:
    text: str
    title: str
    source: str

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for at, character in enumerate(self.text):
            if character == "\n" or (character == "\r" and self.text[at + 1 : at + 2] != "\n"):
                starts.append(at + 1)
        return starts

    def line(self, at: int) -> int:
        """The line, from 1, in which the character at `at` stands."""
        return bisect_right(self._starts, at)


@dataclass(frozen=True, slots=True)
class _Row:
    document: str
    item: str
    begin: int
    end: int
    rule: str
    sure: str
    subject: str = ""
    predicate: str = ""
    value: str = ""
    value_is_iri: bool = False

    @property
    def confidence(self) -> float:
        return float(self.sure or 1)

    @staticmethod
    def of(row: ox.QuerySolution) -> _Row:
        import pyoxigraph as ox

        def get(name: str) -> str:
            try:
                term = row[name]
            except (KeyError, ValueError):
                return ""
            return "" if term is None else str(term.value)

        return _Row(
            get("document"), get("item"), int(get("begin")), int(get("end")), get("rule"), get("confidence"), get("s"), get("p"), get("o"),
            isinstance(row["o"], ox.NamedNode),
        )


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _flat(text: str) -> str:
    """One line: a line break is shown as ⏎."""
    return text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
