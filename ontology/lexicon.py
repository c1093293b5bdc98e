"""An office's own words: a CSV or Turtle file of sectors, functions, offices, organizations and cues as one frozen record.

The head of lexicon-template.csv explains the CSV. In Turtle the vocabulary is that of sectors.ttl: a subject in zrs:, zrf:, …/scheme/office/ or
…/scheme/cue/ (or of class zr:Sector, zr:Function, zr:Office, zr:Cue) is a concept, one of zr:Organization or a class below it a body. An id that
the ontology has already gets further names; a new one is a new concept. Read with `using(lexicon)` (dictionary.py) they count as if they stood in
the ontology's own files; collisions.py tells what they collide with.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .namespaces import PREFIXES, ZR, ZRF, ZRS

KINDS = ("sector", "function", "office", "organization", "cue")
BODIES = ("Government", "Department", "Committee", "PartyBody", "Enterprise", "Organization")
OFFICE = "https://w3id.org/zeren/scheme/office/"
CUE = "https://w3id.org/zeren/scheme/cue/"
SPACES: dict[str, str] = {"sector": ZRS, "function": ZRF, "office": OFFICE, "cue": CUE}
COLUMNS = ("kind", "id", "label", "alt", "broader", "not", "class", "en")
_CLASS = {"sector": "Sector", "function": "Function", "office": "Office", "cue": "Cue"}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class LexiconError(ValueError):
    """A word list that cannot be read: names the file, the line, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `label` is "" where a known id only gets further names (`alt`). `where` names file and line for a person."""

    kind: str
    id: str
    label: str
    alt: tuple[str, ...] = ()
    broader: str | None = None
    blocked: tuple[str, ...] = ()
    body: str = "Organization"  # class of an organization
    en: str = ""
    where: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (self.label, *self.alt) if name))

    @property
    def iri(self) -> str:
        """Full IRI of the concept; "" for an organization, whose IRI hangs on the base of the store."""
        return SPACES[self.kind] + self.id if self.kind in SPACES else ""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All entries of one or more files. Two lexicons of the same content are equal, wherever they were read from."""

    entries: tuple[Entry, ...]
    digest: str  # of the content, hex

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one of KINDS, in the order of the files."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


def made_of(entries: Iterable[Entry]) -> Lexicon:
    """A lexicon of these entries."""
    every = tuple(entries)
    content = repr([(e.kind, e.id, e.label, e.alt, e.broader, e.blocked, e.body, e.en) for e in every])
    return Lexicon(every, hashlib.sha256(content.encode()).hexdigest())


def read_files(paths: Sequence[str | Path]) -> Lexicon:
    """The word lists of these files as one. LexiconError says which file, where in it, and what is wrong."""
    return made_of(entry for path in paths for entry in read_file(Path(path)))


def read_file(path: Path) -> list[Entry]:
    """The rows of one file, by its ending: .csv (also .tsv) or .ttl."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise LexiconError(f"There is no word list {path}. Check the path.") from None
    except OSError as error:
        raise LexiconError(f"The word list {path} could not be read ({error.strerror or error}).") from error
    if path.suffix.lower() == ".ttl":
        return list(_from_turtle(data, path.name))
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return list(_from_csv(_decoded(data, path.name), path.name))
    raise LexiconError(f"{path} is neither .csv nor .ttl. kg lexicon template prints a CSV to begin with.")


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # spreadsheet programs in China save CSV as GBK
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LexiconError(f"{name} is neither UTF-8 nor GB18030. Save it as CSV UTF-8.")


# ---- CSV -------------------------------------------------------------------------------------------------------------


def _from_csv(text: str, name: str) -> Iterator[Entry]:
    lines = text.splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip(" ,;\t") and not line.lstrip('"').startswith("#")]
    if not numbered:
        raise LexiconError(f"{name} holds no rows. kg lexicon template prints what it may look like.")
    head = numbered[0][1]
    separator = max(",;\t", key=head.count)
    columns = [column.strip().lower() for column in next(csv.reader([head], delimiter=separator))]
    unknown = [column for column in columns if column and column not in COLUMNS]
    if unknown or "kind" not in columns or "label" not in columns:
        what = f"does not know the column {unknown[0]!r}" if unknown else "needs the columns kind and label"
        raise LexiconError(f"{name}, line {numbered[0][0]}: a word list {what}. The columns are {', '.join(COLUMNS)}.")
    for number, line in numbered[1:]:
        cells = next(csv.reader(io.StringIO(line), delimiter=separator))
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise LexiconError(f"{name}, line {number}: more cells than columns. Several names of one thing are separated by |, not by commas.")
        yield _entry({c: cell.strip() for c, cell in zip(columns, cells, strict=False)}, f"{name}, line {number}")


def _entry(row: Mapping[str, str], where: str) -> Entry:
    kind = row.get("kind", "")
    if kind not in KINDS:
        raise LexiconError(f"{where}: the kind {kind!r} is none. Give one of {', '.join(KINDS)}.")
    label, alt = row.get("label", ""), _several(row.get("alt", ""))
    if not label and not alt:
        raise LexiconError(f"{where}: there is no name. Give a label, or further names under alt.")
    body = row.get("class", "") or "Organization"
    if kind == "organization" and body not in BODIES:
        raise LexiconError(f"{where}: the class {body!r} is none. Give one of {', '.join(BODIES)}.")
    return Entry(
        kind, _checked_id(kind, row.get("id", ""), label, where), label, alt, row.get("broader") or None, _several(row.get("not", "")), body,
        row.get("en", ""), where,
    )  # fmt: skip


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in cell.split("|") if name.strip()))


def _checked_id(kind: str, given: str, label: str, where: str) -> str:
    """The id; offices, organizations and cues may go without one and are then known by their label."""
    if kind in ("sector", "function") and not given:
        raise LexiconError(f"{where}: a {kind} needs an id, in small letters, digits and hyphens (ice-skating). It becomes part of its IRI.")
    if kind == "organization" and not label:
        raise LexiconError(f"{where}: an organization needs a label, its full name. Names under alt then mean it.")
    if given and kind != "organization" and not _ID.fullmatch(given):
        raise LexiconError(f"{where}: the id {given!r} is none. Use small letters, digits and hyphens (ice-skating).")
    return given or label


# ---- Turtle ----------------------------------------------------------------------------------------------------------

_SKOS, _TYPE = PREFIXES["skos"], PREFIXES["rdf"] + "type"


def _from_turtle(data: bytes, name: str) -> Iterator[Entry]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    facts: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in parse(data, format=RdfFormat.TURTLE):
            prop, value = quad.predicate.value, quad.object
            if isinstance(quad.subject, NamedNode) and isinstance(value, Literal | NamedNode):
                foreign = isinstance(value, Literal) and (value.language or "zh").lower() not in ("zh", "zh-hans", "zh-cn")
                key = f"{prop}@{value.language}" if isinstance(value, Literal) and foreign else prop
                facts.setdefault(quad.subject.value, {}).setdefault(key, []).append(value.value)
    except SyntaxError as error:
        raise LexiconError(f"The Turtle of {name} cannot be read: {error}") from error
    for iri, said in facts.items():
        kind, body = _kind_of(iri, said.get(_TYPE, ()))
        if kind and (_SKOS + "prefLabel" in said or _SKOS + "altLabel" in said):
            yield _concept(iri, kind, body, said, facts, f"{name}, <{iri}>")


def _kind_of(iri: str, types: Iterable[str]) -> tuple[str, str]:
    """Which kind of entry, and which class of body, a subject is; ("", "") for one that is none."""
    for one in types:
        local = one.removeprefix(ZR)
        if one.startswith(ZR) and local in BODIES:
            return "organization", local
        for kind, its_class in _CLASS.items():
            if one == ZR + its_class:
                return kind, ""
    return next((kind for kind, space in SPACES.items() if iri.startswith(space) and iri != space), ""), ""


def _concept(
    iri: str, kind: str, body: str, said: Mapping[str, list[str]], facts: Mapping[str, Mapping[str, list[str]]], where: str
) -> Entry:
    def first(prop: str) -> str:
        return next(iter(said.get(prop, ())), "")

    def id_of(of: str) -> str:
        return next(iter(facts.get(of, {}).get(_SKOS + "notation", ())), "") or re.split(r"[/#]", of)[-1]

    label = first(_SKOS + "prefLabel")
    parent = first(_SKOS + "broader")
    given = "" if kind == "organization" else id_of(iri)
    return Entry(
        kind, _checked_id(kind, given, label, where), label, tuple(said.get(_SKOS + "altLabel", ())), id_of(parent) if parent else None,
        tuple(said.get(ZR + "notLabel", ())), body or "Organization", first(_SKOS + "prefLabel@en"), where,
    )  # fmt: skip


# ---- the graph -------------------------------------------------------------------------------------------------------


def graph_name(lexicon: Lexicon) -> str:
    """The IRI of the graph in which a store keeps the lexicon's concepts, beside the graphs of the ontology's schemes."""
    return f"https://w3id.org/zeren/lexicon/{lexicon.digest[:16]}"


def triples(lexicon: Lexicon, known: Mapping[str, frozenset[str]]) -> list[str]:
    """The concepts as N-Triples, sorted: what a query or the explorer needs to show them. `known` are the ids of the ontology by kind.

    A known concept only gets its further names; organizations stand in the graphs of the documents that name them.
    """
    lines: set[str] = set()
    for entry in lexicon.entries:
        if entry.kind == "organization":
            continue
        subject = f"<{_escaped(entry.iri)}>"
        new = entry.id not in known[entry.kind]
        names = entry.names
        if new:
            lines.add(f"{subject} <{_TYPE}> <{ZR}{_CLASS[entry.kind]}> .")
            lines.add(f"{subject} <{_TYPE}> <{_SKOS}Concept> .")
            lines.add(f"{subject} <{_SKOS}inScheme> <{SPACES[entry.kind]}> .")
            lines.add(f"{subject} <{_SKOS}notation> {_quoted(entry.id)} .")
            lines.add(f"{subject} <{_SKOS}prefLabel> {_quoted(names[0])}@zh-Hans .")
            lines.add(f"{subject} <{_SKOS}prefLabel> {_quoted(entry.en or entry.id)}@en .")
            if entry.broader:
                lines.add(f"{subject} <{_SKOS}broader> <{_escaped(SPACES[entry.kind] + entry.broader)}> .")
            names = names[1:]
        lines |= {f"{subject} <{_SKOS}altLabel> {_quoted(name)}@zh-Hans ." for name in names}
        lines |= {f"{subject} <{ZR}notLabel> {_quoted(word)}@zh-Hans ." for word in entry.blocked}
    return sorted(lines)


def _quoted(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))


def _escaped(iri: str) -> str:
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), iri)
