"""What a graph says of one document, laid out for comparing: names of things, and the rule and place of every finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.evidence import BY_OBJECT, BY_SUBJECT, surest
from ontology.namespaces import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

_TYPE = expand("rdf:type")
_BEGIN, _END = expand("nif:beginIndex"), expand("nif:endIndex")
_RULE, _CONFIDENCE = expand("zr:rule"), expand("zr:confidence")
_LABELS = (expand("skos:prefLabel"), expand("skos:altLabel"), expand("dcterms:title"))
_SUBJECT, _PREDICATE, _OBJECT = expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object")
_SUBCLASS = expand("rdfs:subClassOf")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The characters `[begin, end)` that a finding rests on, by which rule, how surely."""

    begin: int
    end: int
    rule: str
    confidence: float


class Whole:
    """A store as a whole: which classes are below which, and the names that any of its graphs gives a thing."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._below: dict[str, set[str]] = {}
        self._labels: dict[str, tuple[str, ...]] = {}
        import pyoxigraph as ox

        for quad in store.quads_for_pattern(None, ox.NamedNode(_SUBCLASS), None):
            self._below.setdefault(_text(quad.object), set()).add(_text(quad.subject))

    def classes(self, kind: str) -> frozenset[str]:
        """The class and all classes below it, as full IRIs."""
        found = {expand("zr:" + kind)}
        left = list(found)
        while left:
            more = self._below.get(left.pop(), set()) - found
            found |= more
            left.extend(more)
        return frozenset(found)

    def labels(self, iri: str) -> tuple[str, ...]:
        """The names that any graph of the store gives; the last part of the IRI when none does."""
        known = self._labels.get(iri)
        if known is None:
            import pyoxigraph as ox

            node = ox.NamedNode(iri)
            found = [
                sorted({_text(quad.object) for quad in self.store.quads_for_pattern(node, ox.NamedNode(prop), None)}) for prop in _LABELS
            ]
            known = self._labels[iri] = tuple(name for names in found for name in names) or (iri.rsplit("/", 1)[-1],)
        return known

    def documents(self) -> dict[str, str]:
        """sha256 → IRI of the document, which also names its graph."""
        import pyoxigraph as ox

        found: dict[str, str] = {}
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(expand("zr:sha256")), None):
            sha256, iri = _text(quad.object), _text(quad.subject)
            found[sha256] = min(iri, found.get(sha256, iri))
        return found


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


class DocumentGraph:
    """The named graph of one document, read once into memory. `least` leaves out findings that are less sure.

    A thing's evidence are its mentions, strongest first; a fact's is its zr:Finding or the mention that shows it; measures and responsibilities carry their own.
    """

    def __init__(self, whole: Whole, iri: str, least: float = 0.0) -> None:
        import pyoxigraph as ox

        self.whole = whole
        self.iri = iri
        self.least = least
        self._facts: dict[str, dict[str, list[str]]] = {}
        self._unsure: set[tuple[str, str, str]] = set()
        graph = ox.NamedNode(iri)
        for quad in whole.store.quads_for_pattern(None, None, None, graph):
            facts = self._facts.setdefault(_text(quad.subject), {})
            facts.setdefault(quad.predicate.value, []).append(_text(quad.object))
        for facts in self._facts.values():
            for values in facts.values():
                values.sort()
        self.text = self.value(iri, "nif:isString") or ""
        self._typed: dict[str, list[str]] = {}
        for subject in sorted(self._facts):
            for kind in self._facts[subject].get(_TYPE, ()):
                self._typed.setdefault(kind, []).append(subject)
        self._mentions: dict[str, list[Evidence]] = {}
        for mention in self._typed.get(expand("zr:Mention"), ()):
            for ref in self._facts[mention].get(expand("itsrdf:taIdentRef"), ()):
                self._mentions.setdefault(ref, []).append(self.own(mention))
        for evidence in self._mentions.values():
            evidence.sort(key=lambda e: (-e.confidence, e))
        self._findings: dict[tuple[str, str, str], Evidence] = {}
        for finding in self._typed.get(expand("zr:Finding"), ()):
            about = self._facts[finding]
            key = (_first(about, _SUBJECT), _first(about, _PREDICATE), _first(about, _OBJECT))
            known, new = self._findings.get(key), self.own(finding)
            if known is None or new.confidence > known.confidence:
                self._findings[key] = new
        self._see()
        self._said: dict[str, list[Evidence]] = {}
        for (_, _, value), found in sorted(self._findings.items()):
            self._said.setdefault(value, []).append(found)
        for duty in self._typed.get(expand("zr:Responsibility"), ()):
            for bearer in self._facts[duty].get(expand("zr:bearer"), ()):
                self._said.setdefault(bearer, []).append(self.own(duty))
        self._unsure = {key for key, evidence in self._findings.items() if evidence.confidence < least}

    def _see(self) -> None:
        """What statements without a finding rest on: the mentions that show them (ontology/evidence.py)."""
        of = {thing: sorted(found) for thing, found in self._mentions.items()}
        measures = set(self._typed.get(expand("zr:Measure"), ()))
        by_object = {expand(prop): prop in BY_OBJECT for prop in BY_OBJECT | BY_SUBJECT}
        for subject, facts in self._facts.items():
            for prop in by_object.keys() & facts.keys():
                own = self.own(subject)
                within = (own.begin, own.end) if subject in measures and by_object[prop] else None
                for value in facts[prop]:
                    shown = surest(of.get(value if by_object[prop] else subject, ()), within)
                    if shown is not None:
                        self._findings.setdefault((subject, prop, value), shown)

    def values(self, subject: str, prop: str) -> list[str]:
        """The values of a property, sorted, without those whose finding is too unsure. `prop` is a short name."""
        full = expand(prop)
        found = self._facts.get(subject, {}).get(full, [])
        return [value for value in found if (subject, full, value) not in self._unsure] if self._unsure else found

    def value(self, subject: str, prop: str) -> str | None:
        """The first value."""
        return next(iter(self.values(subject, prop)), None)

    def labels(self, node: str) -> tuple[str, ...]:
        """The names that this graph gives a thing, else those of the whole store."""
        facts = self._facts.get(node, {})
        return tuple(name for prop in _LABELS for name in facts.get(prop, ())) or self.whole.labels(node)

    def typed(self, kind: str) -> list[str]:
        """The individuals of a class and of those below it, sorted, without those too unsure."""
        found = {subject for one in self.whole.classes(kind) for subject in self._typed.get(one, ())}
        return sorted(subject for subject in found if self._sure(subject))

    def _sure(self, subject: str) -> bool:
        if not self.least:
            return True
        own = self._facts[subject].get(_CONFIDENCE)
        if own:
            return float(own[0]) >= self.least
        mentions = self.mentions(subject)
        return not mentions or mentions[0].confidence >= self.least

    def own(self, node: str) -> Evidence:
        """The evidence that a measure, responsibility, mention or finding carries itself."""
        facts = self._facts.get(node, {})
        return Evidence(
            int(_first(facts, _BEGIN) or -1),
            int(_first(facts, _END) or -1),
            _first(facts, _RULE),
            float(_first(facts, _CONFIDENCE) or 1.0),
        )

    def mentions(self, thing: str) -> list[Evidence]:
        """Where the thing is mentioned, surest first; for what is never mentioned by itself, where something is said of it."""
        return self._mentions.get(thing) or sorted(self._said.get(thing, ()), key=lambda e: (-e.confidence, e))

    def finding(self, subject: str, prop: str, value: str) -> Evidence | None:
        """What a statement rests on."""
        return self._findings.get((subject, expand(prop), value))

    def readings_at(self, begin: int, end: int) -> list[tuple[Evidence, str]]:
        """What characters that overlap `[begin, end)` were read as, best overlap first."""
        found = [
            (evidence, thing) for thing, many in self._mentions.items() for evidence in many if evidence.begin < end and begin < evidence.end
        ]
        found.sort(key=lambda one: (-overlap((begin, end), (one[0].begin, one[0].end)), one[0], one[1]))
        return found

    def repaired(self) -> tuple[str, list[int]]:
        """The text as it was read after its repairs, and for each character where it stands in the raw text."""
        repairs = sorted(
            (self.own(node), self.value(node, "zr:reads") or "") for node in self._typed.get(expand("zr:Repair"), ())
        )
        pieces: list[str] = []
        back: list[int] = []
        at = 0
        for evidence, reads in repairs:
            if evidence.begin < at:
                continue
            pieces += (self.text[at : evidence.begin], reads)
            back += [*range(at, evidence.begin), *([evidence.begin] * len(reads))]
            at = evidence.end
        pieces.append(self.text[at:])
        back += range(at, len(self.text) + 1)
        return "".join(pieces), back


def _first(facts: dict[str, list[str]], prop: str) -> str:
    return next(iter(facts.get(prop, ())), "")


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared characters of two spans as a part of both together, 0 to 1."""
    inner = min(a[1], b[1]) - max(a[0], b[0])
    return inner / (max(a[1], b[1]) - min(a[0], b[0])) if inner > 0 else 0.0


def local(iri: str) -> str:
    """The last part of an IRI in lower case: …/sector/Fire → fire, …#Lead → lead."""
    return iri.replace("#", "/").rsplit("/", 1)[-1].lower()



def line_of(text: str, at: int) -> int:
    """The line, from 1, on which a character stands; 0 for no place."""
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def best(evidence: Iterable[Evidence]) -> Evidence | None:
    """The surest of them, then the first in the text."""
    return min(evidence, key=lambda e: (-e.confidence, e), default=None)
