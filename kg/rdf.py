"""Records to quads: a reading becomes the N-Quads of one named graph, sorted and canonical.

This is on the hot path of every build (about half a quad a character of text), so lines are put together as strings:
the properties of a mention, a finding and a responsibility are fixed and stand here in the order in which they sort; only what
can hold anything (documents, things, measures) is sorted property by property.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontology.namespaces import DATA, PREFIXES, expand
from ontology.records import Document, Measure, Mention, Reading, Responsibility, Statement, Thing

_XSD = PREFIXES["xsd"]
_INTEGER = f'"^^<{_XSD}integer>'
_DECIMAL = f'"^^<{_XSD}decimal>'
_ZR = PREFIXES["zr"]
_NIF = PREFIXES["nif"]
_TYPE = f"<{PREFIXES['rdf']}type>"
_LABEL = f"<{PREFIXES['skos']}prefLabel>"
_ALT = f"<{PREFIXES['skos']}altLabel>"
_TITLE = f"<{PREFIXES['dcterms']}title>"
_CHINESE = "zh-Hans"

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


class _Iris(dict[str, str]):
    """Short name → `<full IRI>`, each expanded once; a character that no IRI may hold is percent-encoded."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, short: str) -> str:
        iri = self[short] = f"<{_NOT_IN_IRI.sub(_percent, expand(short, self._base))}>"
        return iri


def _percent(match: re.Match[str]) -> str:
    character = "\ufffd" if "\ud800" <= match[0] <= "\udfff" else match[0]
    return "".join(f"%{byte:02X}" for byte in character.encode())


class _Decimals(dict[float, str]):
    def __missing__(self, value: float) -> str:
        text = self[value] = decimal(value)
        return text


_DECIMALS = _Decimals()


def to_nquads(reading: Reading, base: str = DATA, reader: str = "") -> bytes:
    """The reading as the N-Quads of the graph that its document's IRI names; one line a quad, sorted, none twice.

    `reader` is what made the reading, kept as zr:reader so that a later build knows whether to read again.
    """
    iris = _Iris(base)
    document = iris[reading.document.iri]
    tail = f" {document} .\n"
    subjects = _Subjects(iris, tail)
    subjects.document(reading.document, reader)
    for thing in reading.things:
        subjects.thing(thing)
    blocks: list[str] = []
    numbers = _mention_blocks(blocks, reading, iris, document, tail)
    statements = list(reading.statements)
    for measure in reading.measures:
        subjects.measure(measure, document, reading.document.text)
        statements += measure.facts
        _responsibility_blocks(blocks, subjects, measure, numbers, iris, document, tail)
    _finding_blocks(blocks, subjects, statements, iris, document, tail)
    _repair_blocks(blocks, reading.document, document, tail)
    blocks += subjects.blocks()
    blocks.sort()
    text = "".join(blocks)
    return text.encode("utf-8")


class _Subjects:
    """Collects what is said of the subjects that can carry any property; one block of sorted lines a subject."""

    def __init__(self, iris: _Iris, tail: str) -> None:
        self._iris = iris
        self._tail = tail
        self._said: dict[str, set[str]] = {}

    def say(self, subject: str, pairs: Iterable[str]) -> None:
        known = self._said.get(subject)
        if known is None:
            known = self._said[subject] = set()
        known.update(pairs)

    def document(self, document: Document, reader: str) -> None:
        pairs = [
            f"{_TYPE} <{_ZR}SourceDocument>",
            f"<{_ZR}sha256> {literal(document.sha256)}",
            f"{_TITLE} {literal(document.title)}@{_CHINESE}",
            f"<{PREFIXES['dcterms']}source> {literal(document.source)}",
            f"<{_NIF}isString> {literal(document.text)}",
        ]
        if document.issued:
            pairs.append(f'<{PREFIXES["dcterms"]}issued> "{document.issued}"^^<{_XSD}{date_type(document.issued)}>')
        if reader:
            pairs.append(f"<{_ZR}reader> {literal(reader)}")
        self.say(self._iris[document.iri], pairs)

    def thing(self, thing: Thing) -> None:
        label = f"{literal(thing.label)}@{_CHINESE}"
        pairs = [f"{_TYPE} {self._iris[thing.kind]}", f"{_LABEL} {label}"]
        if thing.kind == "zr:CitedDocument":  # the vocabulary gives a document its title; the label is for one way of asking
            pairs.append(f"{_TITLE} {label}")
        pairs += [f"{_ALT} {literal(name)}@{_CHINESE}" for name in thing.alt]
        self.say(self._iris[thing.iri], pairs)

    def measure(self, measure: Measure, document: str, text: str) -> None:
        self.say(
            self._iris[measure.iri],
            (
                f'<{_NIF}beginIndex> "{measure.begin}{_INTEGER}',
                f'<{_NIF}endIndex> "{measure.end}{_INTEGER}',
                f"<{_NIF}referenceContext> {document}",
                f"{_TYPE} <{_ZR}Measure>",
                f'<{_ZR}confidence> "{_DECIMALS[measure.confidence]}{_DECIMAL}',
                f"<{_ZR}modality> {self._iris[measure.modality]}",
                f"<{_ZR}rule> {literal(measure.rule)}",
                f"<{_ZR}text> {literal(text[measure.begin : measure.end])}",
            ),
        )

    def blocks(self) -> list[str]:
        tail = self._tail
        return ["".join([f"{subject} {pair}{tail}" for pair in sorted(pairs)]) for subject, pairs in self._said.items()]


_Numbers = dict[tuple[int, int, str], str]


def _mention_blocks(blocks: list[str], reading: Reading, iris: _Iris, document: str, tail: str) -> _Numbers:
    """Mentions, numbered within one span by what they mean; gives (begin, end, ref) → IRI of the mention."""
    wanted: dict[tuple[int, int, str], Mention] = {}
    for mention in reading.mentions:
        key = (mention.begin, mention.end, mention.ref)
        known = wanted.get(key)
        if known is None or (-mention.confidence, mention.rule) < (-known.confidence, known.rule):
            wanted[key] = mention
    for measure in reading.measures:
        for r in measure.responsibilities:
            if r.carried:  # what zr:carriedFrom points to exists even when the reader gave no mention there
                wanted.setdefault((r.begin, r.end, r.bearer), Mention(r.begin, r.end, r.bearer, r.rule, r.confidence))
    text = reading.document.text
    stem = document[:-1]
    numbers: _Numbers = {}
    last, number = (-1, -1), 0
    for key in sorted(wanted):
        mention = wanted[key]
        begin, end, ref = key
        number = number + 1 if (begin, end) == last else 1
        last = (begin, end)
        s = f"{stem}/mention/{begin}-{end}/{number}>"
        numbers[key] = s
        blocks.append(
            f"{s} <{_NIF}anchorOf> {literal(text[begin:end])}{tail}"
            f'{s} <{_NIF}beginIndex> "{begin}{_INTEGER}{tail}'
            f'{s} <{_NIF}endIndex> "{end}{_INTEGER}{tail}'
            f"{s} <{_NIF}referenceContext> {document}{tail}"
            f"{s} {_TYPE} <{_ZR}Mention>{tail}"
            f"{s} <{PREFIXES['itsrdf']}taIdentRef> {iris[ref]}{tail}"
            f'{s} <{_ZR}confidence> "{_DECIMALS[mention.confidence]}{_DECIMAL}{tail}'
            f"{s} <{_ZR}rule> {literal(mention.rule)}{tail}"
        )
    return numbers


def _responsibility_blocks(
    blocks: list[str], subjects: _Subjects, measure: Measure, numbers: _Numbers, iris: _Iris, document: str, tail: str
) -> None:
    stem = iris[measure.iri][:-1]
    links = []
    ordered: list[Responsibility] = sorted(
        set(measure.responsibilities), key=lambda r: (r.begin, r.end, r.bearer, r.role, r.carried, r.rule, r.confidence)
    )
    for number, r in enumerate(ordered, 1):
        s = f"{stem}/responsibility/{number}>"
        links.append(f"<{_ZR}responsibility> {s}")
        carried = f"{s} <{_ZR}carriedFrom> {numbers[r.begin, r.end, r.bearer]}{tail}" if r.carried else ""
        blocks.append(
            f'{s} <{_NIF}beginIndex> "{r.begin}{_INTEGER}{tail}'
            f'{s} <{_NIF}endIndex> "{r.end}{_INTEGER}{tail}'
            f"{s} {_TYPE} <{_ZR}Responsibility>{tail}"
            f"{s} <{_ZR}bearer> {iris[r.bearer]}{tail}"
            f"{carried}"
            f'{s} <{_ZR}confidence> "{_DECIMALS[r.confidence]}{_DECIMAL}{tail}'
            f"{s} <{_ZR}role> {iris[r.role]}{tail}"
            f"{s} <{_ZR}rule> {literal(r.rule)}{tail}"
        )
    subjects.say(iris[measure.iri], links)


def _value(statement: Statement, iris: _Iris) -> str:
    if not statement.datatype:
        return iris[statement.value]
    if statement.datatype == "string":
        return literal(statement.value)
    if statement.datatype == _CHINESE:
        return f"{literal(statement.value)}@{_CHINESE}"
    return f"{literal(statement.value)}^^<{_XSD}{statement.datatype}>"


def _place(s: Statement) -> tuple[int, int, str, str, str, str, str, float]:
    return (s.begin, s.end, s.subject, s.property, s.value, s.datatype, s.rule, s.confidence)


def _finding_blocks(
    blocks: list[str], subjects: _Subjects, statements: list[Statement], iris: _Iris, document: str, tail: str
) -> None:
    """Each statement as the triple itself and as a finding: which rule read it, and where."""
    rdf = PREFIXES["rdf"]
    stem = document[:-1]
    for number, s in enumerate(sorted(set(statements), key=_place), 1):
        subject, predicate, value = iris[s.subject], iris[s.property], _value(s, iris)
        subjects.say(subject, (f"{predicate} {value}",))
        f = f"{stem}/finding/{number}>"
        blocks.append(
            f'{f} <{_NIF}beginIndex> "{s.begin}{_INTEGER}{tail}'
            f'{f} <{_NIF}endIndex> "{s.end}{_INTEGER}{tail}'
            f"{f} <{rdf}object> {value}{tail}"
            f"{f} <{rdf}predicate> {predicate}{tail}"
            f"{f} <{rdf}subject> {subject}{tail}"
            f"{f} {_TYPE} <{_ZR}Finding>{tail}"
            f'{f} <{_ZR}confidence> "{_DECIMALS[s.confidence]}{_DECIMAL}{tail}'
            f"{f} <{_ZR}rule> {literal(s.rule)}{tail}"
        )


def _repair_blocks(blocks: list[str], record: Document, document: str, tail: str) -> None:
    stem = document[:-1]
    last, number = (-1, -1), 0
    for repair in sorted(set(record.repairs), key=lambda r: (r.begin, r.end, r.kind, r.reading)):
        number = number + 1 if (repair.begin, repair.end) == last else 1
        last = (repair.begin, repair.end)
        s = f"{stem}/repair/{repair.begin}-{repair.end}/{number}>"
        blocks.append(
            f'{s} <{_NIF}beginIndex> "{repair.begin}{_INTEGER}{tail}'
            f'{s} <{_NIF}endIndex> "{repair.end}{_INTEGER}{tail}'
            f"{s} <{_NIF}referenceContext> {document}{tail}"
            f"{s} {_TYPE} <{_ZR}Repair>{tail}"
            f"{s} <{_ZR}reads> {literal(repair.reading)}{tail}"
            f"{s} <{_ZR}repairKind> {literal(repair.kind)}{tail}"
        )
