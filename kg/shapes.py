"""The shapes as SPARQL: each constraint of shapes.ttl becomes one SELECT that finds what breaks it.

pySHACL is the reference and takes minutes where this takes seconds. The SHACL that is understood here is what the head of
shapes.ttl allows; anything else raises UnknownConstraint, so no constraint can be skipped in silence. What the ontology
knows (subclasses, the concepts of the schemes) is worked into the queries, which then need one document's graph alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

from .errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

    _Step = Callable[[str], str]

SH = PREFIXES["sh"]
RDF = PREFIXES["rdf"]
XSD = PREFIXES["xsd"]
SHAPE = "https://w3id.org/zeren/shape/"

_NODE_TERMS = frozenset(("targetClass", "property", "sparql"))
_SPARQL_TERMS = frozenset(("prefixes", "message", "select"))
_PROPERTY_TERMS = frozenset(
    ("path", "message", "minCount", "maxCount", "datatype", "class", "in", "pattern", "minLength", "minInclusive", "maxInclusive", "or")
)
# A literal has a datatype only when its text is one of the datatype's: "2023-02-30"^^xsd:date is none.
_WELL_FORMED = {
    f"<{XSD}integer>": "isNumeric(?value)",
    f"<{XSD}decimal>": "isNumeric(?value)",
    f"<{XSD}date>": f"DATATYPE(<{XSD}date>(STR(?value))) = <{XSD}date>",
    # What is a month or a year is told by sh:pattern in the shapes: rdflib, under pySHACL, reads no gYear and refuses none.
    f"<{XSD}gYearMonth>": "true",
    f"<{XSD}gYear>": "true",
    f"<{XSD}string>": "true",
    f"<{RDF}langString>": "true",
}


class UnknownConstraint(KgError):
    """The shapes use SHACL that this engine does not know; pySHACL may."""

    status = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint component of one shape, and the SELECT (?this ?value) that finds what breaks it.

    `shape` is the IRI of the property shape or of the SPARQL constraint, `component` as in a SHACL report without
    "ConstraintComponent" ("MinCount", "Class", "SPARQL"), `path` the IRI of the predicate.
    """

    shape: str
    component: str
    path: str | None
    messages: Mapping[str, str]  # by language: "zh-hans", "en"
    query: str
    types: frozenset[str]  # the target classes with all below them, as `<IRI>`: without such nodes there is nothing to ask


@dataclass(frozen=True, slots=True)
class _Target:
    """The focus nodes of a node shape."""

    types: frozenset[str]

    @property
    def pattern(self) -> str:
        return f"?this <{RDF}type> ?type . FILTER(?type IN ({', '.join(sorted(self.types))}))"


class _Graph:
    """Triples of the shapes or the ontology, looked up by subject and predicate."""

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._objects: dict[tuple[str, str], list[ox.NamedNode | ox.BlankNode | ox.Literal]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        self._predicates: dict[str, set[str]] = {}
        for triple in triples:
            subject, predicate, value = str(triple.subject), triple.predicate.value, triple.object
            self._objects.setdefault((subject, predicate), []).append(value)  # type: ignore[arg-type]
            self._subjects.setdefault((predicate, str(value)), []).append(subject)
            self._predicates.setdefault(subject, set()).add(predicate)

    def objects(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        return self._objects.get((subject, predicate), [])

    def subjects(self, predicate: str, value: str) -> list[str]:
        return self._subjects.get((predicate, value), [])

    def predicates(self, subject: str) -> list[str]:
        return sorted(self._predicates.get(subject, ()))

    def texts(self, subject: str, predicate: str) -> Mapping[str, str]:
        """Language → text, of literals."""
        return MappingProxyType({getattr(o, "language", None) or "": o.value for o in self.objects(subject, predicate)})

    def list(self, head: ox.NamedNode | ox.BlankNode | ox.Literal) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """The members of an RDF list."""
        node = str(head)
        while first := self.objects(node, RDF + "first"):
            yield first[0]
            node = str(self.objects(node, RDF + "rest")[0])


class Compiler:
    """Turns shapes into checks, knowing an ontology's subclasses and the individuals that it describes."""

    def __init__(self, shapes: Iterable[ox.Triple | ox.Quad], ontology: Iterable[ox.Triple | ox.Quad]) -> None:
        self._shapes = _Graph(shapes)
        self._ontology = _Graph(ontology)
        self._classes: dict[str, list[str]] = {}

    def checks(self) -> tuple[Check, ...]:
        """All checks, in the order of their shapes' IRIs. Raises UnknownConstraint."""
        found: list[Check] = []
        for shape in sorted(self._shapes.subjects(RDF + "type", f"<{SH}NodeShape>")):
            self._refuse_unknown(shape, _NODE_TERMS)
            kinds = [str(kind) for kind in self._shapes.objects(shape, SH + "targetClass")]
            target = _Target(frozenset(below for kind in kinds for below in self._subclasses(kind)))
            for prop in sorted(str(p) for p in self._shapes.objects(shape, SH + "property")):
                found += self._property(prop, target)
            for constraint in sorted(str(c) for c in self._shapes.objects(shape, SH + "sparql")):
                found.append(self._sparql(constraint, target))
        return tuple(found)

    def _refuse_unknown(self, shape: str, known: frozenset[str]) -> None:
        for predicate in self._shapes.predicates(shape):
            if predicate.startswith(SH) and predicate.removeprefix(SH) not in known:
                raise UnknownConstraint(
                    f"The shape {shape} uses sh:{predicate.removeprefix(SH)}, which this engine does not know. "
                    "Use --engine pyshacl, or write the shape with the terms that the head of shapes.ttl lists."
                )

    def _subclasses(self, kind: str) -> list[str]:
        """The class and all below it, as `<IRI>`, sorted."""
        if kind not in self._classes:
            found, left = {kind}, [kind]
            while left:
                for below in self._ontology.subjects(PREFIXES["rdfs"] + "subClassOf", left.pop()):
                    if below not in found:
                        found.add(below)
                        left.append(below)
            self._classes[kind] = sorted(found)
        return self._classes[kind]

    def _property(self, shape: str, target: _Target) -> Iterator[Check]:
        self._refuse_unknown(shape, _PROPERTY_TERMS)
        path = self._shapes.objects(shape, SH + "path")[0]
        inverse = self._shapes.objects(str(path), SH + "inversePath")
        predicate = str(inverse[0]) if inverse else str(path)

        def step(variable: str) -> str:
            return f"{variable} {predicate} ?this" if inverse else f"?this {predicate} {variable}"

        messages = self._shapes.texts(shape, SH + "message")
        for component, where in self._conditions(shape, target.pattern, step):
            query = f"SELECT DISTINCT ?this ?value WHERE {{ {where} }}"
            yield Check(shape[1:-1], component, predicate[1:-1], messages, query, target.types)

    def _conditions(self, shape: str, target: str, step: _Step) -> Iterator[tuple[str, str]]:
        values = f"{target} {step('?value')} ."
        for term, value in self._constraints(shape):
            if term == "minCount":
                _expect(shape, term, value, "1")
                yield "MinCount", f"{target} FILTER NOT EXISTS {{ {step('?any')} }}"
            elif term == "maxCount":
                _expect(shape, term, value, "1")
                yield "MaxCount", f"{target} {step('?one')} . {step('?other')} . FILTER(!sameTerm(?one, ?other))"
            elif term == "or":
                kinds = [self._alternative(shape, member) for member in self._shapes.list(value)]
                broken = " ".join(f"FILTER({condition})" for condition in self._merge(kinds))
                yield "Or", f"{values} {broken}"
            else:
                yield term[0].upper() + term[1:], f"{values} FILTER({self._broken(term, value)})"

    def _constraints(self, shape: str) -> Iterator[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]]:
        for term in sorted(_PROPERTY_TERMS - {"path", "message"}):
            for value in self._shapes.objects(shape, SH + term):
                yield term, value

    def _alternative(self, shape: str, member: ox.NamedNode | ox.BlankNode | ox.Literal) -> tuple[str, str]:
        for term in ("class", "datatype"):
            for value in self._shapes.objects(str(member), SH + term):
                return term, str(value)
        raise UnknownConstraint(f"The shape {shape} has an sh:or of something else than sh:class and sh:datatype.")

    def _merge(self, kinds: list[tuple[str, str]]) -> Iterator[str]:
        """What must all hold for a value to be none of the alternatives: the classes together, each datatype alone."""
        classes = [kind for term, kind in kinds if term == "class"]
        if classes:
            yield self._of_no_class(classes)
        for term, kind in kinds:
            if term == "datatype":
                yield _not_of(kind)

    def _broken(self, term: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
        if term == "class":
            return self._of_no_class([str(value)])
        if term == "datatype":
            return _not_of(str(value))
        if term == "in":
            allowed = ", ".join(str(member) for member in self._shapes.list(value))
            return f"!COALESCE(?value IN ({allowed}), false)"
        if term == "pattern":
            return f"!COALESCE(REGEX(STR(?value), {value}), false)"
        if term == "minLength":
            return f"!COALESCE(STRLEN(STR(?value)) >= {value}, false)"
        comparison = {"minInclusive": ">=", "maxInclusive": "<="}[term]
        return f"!COALESCE(?value {comparison} {value}, false)"

    def _of_no_class(self, classes: list[str]) -> str:
        types = sorted({kind for c in classes for kind in self._subclasses(c)})
        known = sorted({one for kind in types for one in self._ontology.subjects(RDF + "type", kind)})
        untyped = f"NOT EXISTS {{ ?value <{RDF}type> ?kind . FILTER(?kind IN ({', '.join(types)})) }}"
        return f"(!isIRI(?value) || ?value NOT IN ({', '.join(known)})) && {untyped}" if known else untyped

    @cached_property
    def _prefixes(self) -> str:
        lines = []
        for declaration in sorted(map(str, self._shapes.objects(f"<{SHAPE}>", SH + "declare"))):
            prefix, namespace = (self._shapes.objects(declaration, SH + t)[0].value for t in ("prefix", "namespace"))
            lines.append(f"PREFIX {prefix}: <{namespace}>\n")
        return "".join(lines)

    def _sparql(self, constraint: str, target: _Target) -> Check:
        self._refuse_unknown(constraint, _SPARQL_TERMS)
        select = self._shapes.objects(constraint, SH + "select")[0].value
        head, brace, body = select.partition("{")
        if not brace or re.search(r"\b(UNION|MINUS|SELECT)\b", body):
            raise UnknownConstraint(f"The SPARQL constraint {constraint} must be one SELECT without sub-select, UNION or MINUS.")
        query = f"{head.replace('SELECT', 'SELECT DISTINCT', 1)}{{ {target.pattern} {body}".replace("$this", "?this")
        messages = self._shapes.texts(constraint, SH + "message")
        return Check(constraint[1:-1], "SPARQL", None, messages, self._prefixes + query, target.types)


def _not_of(datatype: str) -> str:
    well_formed = _WELL_FORMED.get(datatype)
    if well_formed is None:
        raise UnknownConstraint(f"The datatype {datatype} is not known to this engine. Use --engine pyshacl.")
    return f"!COALESCE(isLiteral(?value) && DATATYPE(?value) = {datatype} && {well_formed}, false)"


def _expect(shape: str, term: str, value: ox.NamedNode | ox.BlankNode | ox.Literal, wanted: str) -> None:
    if value.value != wanted:
        raise UnknownConstraint(f"The shape {shape} has sh:{term} {value.value}; this engine knows {wanted} only. Use --engine pyshacl.")
