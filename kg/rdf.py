"""Records to a graph: a reading becomes the TriG of one named graph, subject by subject in sorted order.

This is on the hot path of every build (about 0.4 statements a character of text). So strings are put together by hand, prefixed
names stand where a full IRI would be four times as long for everyone who handles the text, and the properties of a mention, a
finding and a responsibility are fixed; only what can hold anything (documents, things, measures) is collected first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ontology.evidence import BY_OBJECT, BY_SUBJECT, PLACES, surest
from ontology.namespaces import DATA, PREFIXES, expand
from ontology.records import Document, Measure, Mention, Reading, Responsibility, Statement, Thing

_CHINESE = "zh-Hans"
_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix != "data")
_PREFIXED = re.compile(rf"(?:{'|'.join(p for p in PREFIXES if p != 'data')}):[A-Za-z][A-Za-z0-9_-]*\Z")

# What a literal may not hold as it is. A lone surrogate cannot be written in UTF-8 at all: U+FFFD stands for it, one
# code point for one, so that no offset moves.
_UNSAFE = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff]')
_RARE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_RARE_ESCAPES = {c: f"\\u{c:04X}" for c in (*range(0x20), 0x7F)} | {8: r"\b", 12: r"\f"}
_RARE_ESCAPES |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# What RFC 3987 lets stand in an IRI (ucschar, and what ASCII a whole IRI may hold); private-use characters and U+FFFD, which
# damaged texts put into names, are not among it.
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_NOT_IN_IRI = re.compile(f"[^!#-;=?-Z_a-z~\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}\U000e1000-\U000efffd]")


def literal(text: str) -> str:
    """The text between quotation marks, escaped as canonical N-Quads escapes it."""
    if not _UNSAFE.search(text):
        return f'"{text}"'
    # one translate of a whole document takes longer than these five together
    text = text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n").replace("\r", r"\r").replace("\t", r"\t")
    return f'"{text.translate(_RARE_ESCAPES)}"' if _RARE.search(text) else f'"{text}"'


def decimal(value: float) -> str:
    """Three places at most, in the form in which Oxigraph gives decimals back (0.9, 1, 0.875)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def date_type(value: str) -> str:
    """YYYY → gYear, YYYY-MM → gYearMonth, YYYY-MM-DD → date."""
    return {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")


@dataclass(frozen=True, slots=True)
class Written:
    """A graph written out: its name, its TriG, and how many statements that holds."""

    iri: str
    trig: bytes
    statements: int


class _Names(dict[str, str]):
    """Short name → how TriG writes it: as it is where it can be, else `<full IRI>` with what no IRI may hold percent-encoded."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, short: str) -> str:
        plain = not short.startswith("data:") and _PREFIXED.match(short)
        name = self[short] = short if plain else f"<{_NOT_IN_IRI.sub(_percent, expand(short, self._base))}>"
        return name


def _percent(match: re.Match[str]) -> str:
    character = "\ufffd" if "\ud800" <= match[0] <= "\udfff" else match[0]
    return "".join(f"%{byte:02X}" for byte in character.encode())


class _Decimals(dict[float, str]):
    def __missing__(self, value: float) -> str:
        text = decimal(value)
        text = self[value] = text if "." in text else f'"{text}"^^xsd:decimal'
        return text


class _Literals(dict[str, str]):
    """Text → literal, for texts that come often."""

    def __missing__(self, text: str) -> str:
        written = self[text] = literal(text)
        return written


_DECIMALS = _Decimals()


def to_trig(reading: Reading, base: str = DATA, reader: str = "") -> Written:
    """The reading as the graph that its document's IRI names; each statement once, the same bytes for the same reading.

    `reader` is what made the reading, kept as zr:reader so that a later build knows whether to read again.
    """
    names = _Names(base)
    document = names[reading.document.iri]
    rules = _Literals()
    subjects = _Subjects(names)
    subjects.document(reading.document, reader)
    for thing in reading.things:
        subjects.thing(thing)
    blocks: list[str] = []
    mentions = _wanted(reading)
    numbers = _mention_blocks(blocks, mentions, reading.document.text, names, rules, document)
    count = 8 * len(blocks)
    statements = list(reading.statements)
    for measure in reading.measures:
        subjects.measure(measure, rules, document, reading.document.text)
        statements += measure.facts
        count += _responsibility_blocks(blocks, subjects, measure, numbers, names, rules)
    count += _finding_blocks(blocks, subjects, statements, _Witnesses(mentions, reading.measures), names, rules, document)
    count += _repair_blocks(blocks, reading.document, document)
    count += subjects.blocks(blocks)
    blocks.sort()
    text = "".join((_HEAD, document, " {\n", *blocks, "}\n"))
    return Written(document[1:-1], text.encode("utf-8"), count)


class _Subjects:
    """Collects what is said of the subjects that can carry any property; one block of sorted statements a subject."""

    def __init__(self, names: _Names) -> None:
        self._names = names
        self._said: dict[str, set[str]] = {}

    def say(self, subject: str, pairs: Iterable[str]) -> None:
        known = self._said.get(subject)
        if known is None:
            known = self._said[subject] = set()
        known.update(pairs)

    def document(self, document: Document, reader: str) -> None:
        pairs = [
            "rdf:type zr:SourceDocument",
            f"zr:sha256 {literal(document.sha256)}",
            f"dcterms:title {literal(document.title)}@{_CHINESE}",
            f"dcterms:source {literal(document.source)}",
            f"nif:isString {literal(document.text)}",
        ]
        if document.issued:
            pairs.append(f'dcterms:issued "{document.issued}"^^xsd:{date_type(document.issued)}')
        if reader:
            pairs.append(f"zr:reader {literal(reader)}")
        self.say(self._names[document.iri], pairs)

    def thing(self, thing: Thing) -> None:
        label = f"{literal(thing.label)}@{_CHINESE}"
        pairs = [f"rdf:type {self._names[thing.kind]}", f"skos:prefLabel {label}"]
        if thing.kind == "zr:CitedDocument":  # the vocabulary gives a document its title; the label is for one way of asking
            pairs.append(f"dcterms:title {label}")
        pairs += [f"skos:altLabel {literal(name)}@{_CHINESE}" for name in thing.alt]
        self.say(self._names[thing.iri], pairs)

    def measure(self, measure: Measure, rules: _Literals, document: str, text: str) -> None:
        self.say(
            self._names[measure.iri],
            (
                "rdf:type zr:Measure",
                f"nif:beginIndex {measure.begin}",
                f"nif:endIndex {measure.end}",
                f"nif:referenceContext {document}",
                f"zr:confidence {_DECIMALS[measure.confidence]}",
                f"zr:modality {self._names[measure.modality]}",
                f"zr:rule {rules[measure.rule]}",
                f"zr:text {literal(text[measure.begin : measure.end])}",
            ),
        )

    def blocks(self, blocks: list[str]) -> int:
        """Add the blocks; gives the number of their statements."""
        for subject, pairs in self._said.items():
            blocks.append(f"{subject} {'; '.join(sorted(pairs))} .\n")
        return sum(map(len, self._said.values()))


_Key = tuple[int, int, str]  # begin, end, what is meant


def _wanted(reading: Reading) -> list[Mention]:
    """The mentions, one of those that say the same of the same characters, in the order of their places."""
    wanted: dict[_Key, Mention] = {}
    for mention in reading.mentions:
        key = (mention.begin, mention.end, mention.ref)
        known = wanted.get(key)
        if known is None or (-mention.confidence, mention.rule) < (-known.confidence, known.rule):
            wanted[key] = mention
    for measure in reading.measures:
        for r in measure.responsibilities:
            if r.carried:  # what zr:carriedFrom points to exists even when the reader gave no mention there
                wanted.setdefault((r.begin, r.end, r.bearer), Mention(r.begin, r.end, r.bearer, r.rule, r.confidence))
    return [wanted[key] for key in sorted(wanted)]


def _mention_blocks(
    blocks: list[str], mentions: list[Mention], text: str, names: _Names, rules: _Literals, document: str
) -> dict[_Key, str]:
    """Mentions, eight statements each, numbered within one span by what they mean; gives each one's name."""
    stem = document[:-1]
    anchors = _Literals()
    numbers: dict[_Key, str] = {}
    last, number = (-1, -1), 0
    for mention in mentions:
        begin, end, ref = mention.begin, mention.end, mention.ref
        number = number + 1 if (begin, end) == last else 1
        last = (begin, end)
        s = numbers[begin, end, ref] = f"{stem}/mention/{begin}-{end}/{number}>"
        blocks.append(
            f"{s} a zr:Mention; nif:anchorOf {anchors[text[begin:end]]}; nif:beginIndex {begin}; nif:endIndex {end}; "
            f"nif:referenceContext {document}; itsrdf:taIdentRef {names[ref]}; "
            f"zr:confidence {_DECIMALS[mention.confidence]}; zr:rule {rules[mention.rule]} .\n"
        )
    return numbers


class _Witnesses:
    """The mentions by what they mean: which of them shows a statement, if one does."""

    def __init__(self, mentions: list[Mention], measures: Iterable[Measure]) -> None:
        self._of: dict[str, list[Mention]] = {}
        for mention in mentions:
            self._of.setdefault(mention.ref, []).append(mention)
        self._spans = {measure.iri: (measure.begin, measure.end) for measure in measures}

    def show(self, s: Statement) -> bool:
        """Whether a mention tells of the statement all that a finding would."""
        if s.property in BY_OBJECT:
            found = surest(self._of.get(s.value, ()), self._spans.get(s.subject))
        elif s.property in BY_SUBJECT:
            found = surest(self._of.get(s.subject, ()))
        else:
            return s.property in PLACES
        return found is not None and (found.begin, found.end, found.rule, found.confidence) == (s.begin, s.end, s.rule, s.confidence)


def _responsibility_blocks(
    blocks: list[str], subjects: _Subjects, measure: Measure, mentions: dict[_Key, str], names: _Names, rules: _Literals
) -> int:
    if not measure.responsibilities:
        return 0
    stem = names[measure.iri][:-1]
    links = []
    count = 0
    ordered: list[Responsibility] = sorted(
        set(measure.responsibilities), key=lambda r: (r.begin, r.end, r.bearer, r.role, r.carried, r.rule, r.confidence)
    )
    for number, r in enumerate(ordered, 1):
        s = f"{stem}/responsibility/{number}>"
        links.append(f"zr:responsibility {s}")
        carried = f"zr:carriedFrom {mentions[r.begin, r.end, r.bearer]}; " if r.carried else ""
        blocks.append(
            f"{s} a zr:Responsibility; nif:beginIndex {r.begin}; nif:endIndex {r.end}; zr:bearer {names[r.bearer]}; {carried}"
            f"zr:confidence {_DECIMALS[r.confidence]}; zr:role {names[r.role]}; zr:rule {rules[r.rule]} .\n"
        )
        count += 8 if r.carried else 7
    subjects.say(names[measure.iri], links)
    return count


def _value(statement: Statement, names: _Names) -> str:
    if not statement.datatype:
        return names[statement.value]
    if statement.datatype == "string":
        return literal(statement.value)
    if statement.datatype == _CHINESE:
        return f"{literal(statement.value)}@{_CHINESE}"
    return f"{literal(statement.value)}^^xsd:{statement.datatype}"


def _place(s: Statement) -> tuple[int, int, str, str, str, str, str, float]:
    return (s.begin, s.end, s.subject, s.property, s.value, s.datatype, s.rule, s.confidence)


def _finding_blocks(
    blocks: list[str], subjects: _Subjects, statements: list[Statement], witnesses: _Witnesses, names: _Names, rules: _Literals, document: str
) -> int:
    """Each statement as the triple itself and, unless a mention shows it, as a finding: which rule read it, and where."""
    stem = document[:-1]
    number = 0
    for _, s in sorted({_place(s): s for s in statements}.items()):
        subject, predicate, value = names[s.subject], names[s.property], _value(s, names)
        subjects.say(subject, (f"{predicate} {value}",))
        if witnesses.show(s):
            continue
        number += 1
        blocks.append(
            f"{stem}/finding/{number}> a zr:Finding; nif:beginIndex {s.begin}; nif:endIndex {s.end}; rdf:object {value}; "
            f"rdf:predicate {predicate}; rdf:subject {subject}; zr:confidence {_DECIMALS[s.confidence]}; zr:rule {rules[s.rule]} .\n"
        )
    return 8 * number


def _repair_blocks(blocks: list[str], record: Document, document: str) -> int:
    stem = document[:-1]
    last, number = (-1, -1), 0
    repairs = sorted(set(record.repairs), key=lambda r: (r.begin, r.end, r.kind, r.reading))
    for repair in repairs:
        number = number + 1 if (repair.begin, repair.end) == last else 1
        last = (repair.begin, repair.end)
        blocks.append(
            f"{stem}/repair/{repair.begin}-{repair.end}/{number}> a zr:Repair; nif:beginIndex {repair.begin}; nif:endIndex {repair.end}; "
            f"nif:referenceContext {document}; zr:reads {literal(repair.reading)}; zr:repairKind {literal(repair.kind)} .\n"
        )
    return 6 * len(repairs)
