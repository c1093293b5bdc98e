"""The concept schemes as plain records: what the reader looks for and what the graph's concepts are called.

The Turtle files beside this module are the dictionary; nothing is listed here. They are read with pyoxigraph, once in a
process, from inside the package, so an installed wheel needs no other file. A file's vocabulary is explained at its head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from ontology.dictionary import in_use, per_lexicon
from ontology.namespaces import PREFIXES, ZR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ontology.lexicon import Entry

SKOS = PREFIXES["skos"]
RDF_TYPE = PREFIXES["rdf"] + "type"
GROUP = "zr:Group"  # heads a part of a scheme; its name is looked for nowhere
_READ = frozenset((RDF_TYPE, *(SKOS + t for t in ("prefLabel", "altLabel", "notation", "broader")), *(ZR + t for t in ("notLabel", "passingLabel", "expresses"))))
CHINESE = "zh-hans"  # Oxigraph writes language tags in lower case


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme. Chinese labels are simplified; `alt` and `blocked` keep the order of the file.

    `blocked` are longer words that contain a label and do not name the concept (`zr:notLabel`), `passing` those labels that
    name it only in passing (`zr:passingLabel`); `alt` leaves these out. `broader` is an id of the same scheme. `kind` is the concept's class as a short name ("zr:Sector", "zr:Office", "zr:Role" …); `expresses`
    the short name of the role, modality … that a cue word stands for ("zr:Lead"), or of a class of bodies.
    """

    id: str
    iri: str
    zh: str
    en: str
    alt: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    broader: str | None = None
    kind: str = "skos:Concept"
    expresses: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """All Chinese names, the preferred one first."""
        return (self.zh, *self.alt)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The concepts of one scheme by id, in the order of the file."""

    concepts: Mapping[str, Concept]
    _below: Mapping[str, tuple[str, ...]]  # id → ids of the concepts right under it

    def __getitem__(self, concept: str) -> Concept:
        return self.concepts[concept]

    def __contains__(self, concept: object) -> bool:
        return concept in self.concepts

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __len__(self) -> int:
        return len(self.concepts)

    def narrower(self, concept: str) -> frozenset[str]:
        """The ids of all concepts under this one, at any depth, without itself. KeyError for an unknown id."""
        if concept not in self.concepts:
            raise KeyError(concept)
        found: set[str] = set()
        left = list(self._below.get(concept, ()))
        while left:
            below = left.pop()
            if below not in found:
                found.add(below)
                left.extend(self._below.get(below, ()))
        return frozenset(found)

    def taught(self, entries: Iterable[Entry]) -> Scheme:
        """The scheme with an office's own words. A known id gets further names; a name that is taught leaves whatever else had it as a
        further name, so that it means one thing."""
        table = dict(self.concepts)
        for entry in entries:
            names = set(entry.names)
            for one in [one for one in table.values() if not names.isdisjoint((*one.alt, *one.passing))]:
                alt, passing = (tuple(name for name in labels if name not in names) for labels in (one.alt, one.passing))
                table[one.id] = replace(one, alt=alt, passing=passing)
            known = table.get(entry.id)
            if known is None:
                kind = "zr:" + entry.kind.capitalize()
                table[entry.id] = Concept(
                    entry.id, entry.iri, entry.names[0], entry.en, entry.names[1:], entry.blocked, broader=entry.broader, kind=kind
                )
            else:
                alt = tuple(dict.fromkeys((*known.alt, *(name for name in entry.names if name != known.zh))))
                table[entry.id] = replace(known, alt=alt, blocked=(*known.blocked, *entry.blocked))
        return _scheme(table.values())

    def words(self, concept: str) -> tuple[str, ...]:
        """All Chinese labels of the concept and of those under it, longest first, then by code point.

        The names of groups ("责任方式", "时段") are headings of the dictionary and no words of it: they are left out.
        """
        ids = {concept, *self.narrower(concept)}
        return _longest_first(
            word for one in ids if self.concepts[one].kind != GROUP for word in self.concepts[one].labels
        )

    def blocked(self) -> tuple[str, ...]:
        """All `zr:notLabel` words of the scheme, longest first."""
        return _longest_first(word for one in self for word in one.blocked)

    def by_label(self) -> dict[str, str]:
        """Every Chinese label but those of groups, with the id of its concept (the first in the file to have it)."""
        table: dict[str, str] = {}
        for one in self:
            for label in one.labels if one.kind != GROUP else ():
                table.setdefault(label, one.id)
        return table


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def source(name: str) -> bytes:
    """The bytes of a file of this package ("sectors.ttl"). FileNotFoundError when there is none of that name."""
    return (files("ontology") / name).read_bytes()


def parse(data: bytes, kinds: frozenset[str] | None = None) -> Scheme:
    """The concepts of a Turtle document: every subject that has a `skos:notation`; `kinds` keeps some classes only.

    Raises ValueError with the line and column when the Turtle is malformed, or with the IRI when a concept has no
    Chinese preferred label.
    """
    from pyoxigraph import Literal, RdfFormat
    from pyoxigraph import parse as parse_rdf

    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse_rdf(data, format=RdfFormat.TURTLE):
            prop = quad.predicate.value
            if prop not in _READ:
                continue
            value = quad.object
            if isinstance(value, Literal) and value.language not in (None, CHINESE):
                prop = f"{prop}@{value.language}"
            facts[quad.subject.value][prop].append(value.value)
    except SyntaxError as error:
        raise ValueError(f"The Turtle of this scheme cannot be read: {error}") from error
    concepts = [_concept(iri, fact, facts) for iri, fact in facts.items() if SKOS + "notation" in fact]
    return _scheme(one for one in concepts if kinds is None or one.kind in kinds)


def _concept(iri: str, fact: dict[str, list[str]], facts: dict[str, dict[str, list[str]]]) -> Concept:
    def first(prop: str) -> str | None:
        return next(iter(fact.get(prop, ())), None)

    label = first(SKOS + "prefLabel")
    if label is None:
        raise ValueError(f"The concept <{iri}> has no skos:prefLabel in zh-Hans; give it one.")
    passing = tuple(fact.get(ZR + "passingLabel", ()))
    parent = facts.get(first(SKOS + "broader") or "", {}).get(SKOS + "notation")
    return Concept(
        id=fact[SKOS + "notation"][0],
        iri=iri,
        zh=label,
        en=first(SKOS + "prefLabel@en") or "",
        alt=tuple(word for word in fact.get(SKOS + "altLabel", ()) if word not in passing),
        blocked=tuple(fact.get(ZR + "notLabel", ())),
        passing=passing,
        broader=parent[0] if parent else None,
        kind=next((_short(kind) for kind in fact.get(RDF_TYPE, ()) if kind != SKOS + "Concept"), "skos:Concept"),
        expresses=_short(first(ZR + "expresses") or "") or None,
    )


def _short(iri: str) -> str:
    return "zr:" + iri.removeprefix(ZR) if iri.startswith(ZR) else iri


def _scheme(concepts: Iterable[Concept]) -> Scheme:
    table = {one.id: one for one in concepts}
    below: dict[str, list[str]] = {}
    for one in table.values():
        if one.broader is not None:
            below.setdefault(one.broader, []).append(one.id)
    return Scheme(MappingProxyType(table), MappingProxyType({parent: tuple(ids) for parent, ids in below.items()}))


def _loader(name: str, *kinds: str) -> Callable[[], Scheme]:
    @cache
    def own() -> Scheme:
        return parse(source(name), frozenset(kinds))

    @per_lexicon()
    def load() -> Scheme:
        lexicon = in_use()
        entries = lexicon.of(name.removesuffix("s.ttl")) if lexicon else ()
        return own().taught(entries) if entries else own()

    return load


sectors = _loader("sectors.ttl", "zr:Sector")
"""行业领域: the sectors, ids as in `zrs:`."""
functions = _loader("functions.ttl", "zr:Function")
"""部门职能: what departments are for, ids as in `zrf:`."""
offices = _loader("offices.ttl", "zr:Office", GROUP)
"""职务: names of posts, grouped under party, government, committee … (`broader`)."""
cues = _loader("cues.ttl", "zr:Cue", GROUP)
"""The words by which a document says must, may not, lead, cooperate, by when …: `cues().words("obligation")`."""
roles = _loader("zeren.ttl", "zr:Role")
"""Lead, Cooperate, Supervise, Implement."""
modalities = _loader("zeren.ttl", "zr:Modality")
"""Required, Prohibited."""
levels = _loader("zeren.ttl", "zr:Level")
"""National, Province, Prefecture, County, Township."""
statuses = _loader("zeren.ttl", "zr:Status")
"""Held, Referenced."""
