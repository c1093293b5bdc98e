"""What a reading of one document consists of: frozen records that mirror the classes of the ontology.

All names of things are short names (see `ontology.namespaces`), all offsets are Unicode code points in the document's
own text (`nif:isString`), half-open `[begin, end)`. A record says one thing about one place, so that a reader can
be shown where it stands and which rule read it there.
"""

from __future__ import annotations

from dataclasses import dataclass

from .record import record


@record
class Repair:
    """Characters of the raw text that the reader read otherwise: `kind` names the damage.

    kinds: pinyin, gbk (recovered), gbk-lost (left alone), watermark, page-number, furniture, redaction.
    """

    begin: int
    end: int
    kind: str
    reading: str  # what was read instead; "" when the characters were passed over


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: `zr:SourceDocument`."""

    iri: str
    sha256: str  # of the file's bytes, hex
    title: str
    source: str  # path or URL as given
    text: str  # what offsets count in, untouched
    issued: str | None = None  # YYYY-MM-DD, YYYY-MM or YYYY
    repairs: tuple[Repair, ...] = ()


@record
class Thing:
    """An individual that the document names: any class but measures, responsibilities, mentions and sectors.

    "Document D speaks of THING, an OFFICIAL / MEETING / DEPARTMENT …, also called ALT."
    """

    iri: str
    kind: str  # class, e.g. "zr:Meeting", "zr:Department"
    label: str  # simplified Chinese; a function of the iri, so that two documents give one label
    alt: tuple[str, ...] = ()


@record
class Mention:
    """Characters `[begin, end)` mean the thing or sector `ref`: `zr:Mention`."""

    begin: int
    end: int
    ref: str
    rule: str
    confidence: float


@record
class Statement:
    """Subject, property, value, and the characters that say so: one triple, with a `zr:Finding` unless a mention shows it.

    `datatype` is "" when the value is a short name, else "string", "date", "gYearMonth", "gYear", "decimal",
    "integer" or "zh-Hans" (a string in that language).
    """

    subject: str
    property: str  # e.g. "zr:chair"
    value: str
    datatype: str
    begin: int
    end: int
    rule: str
    confidence: float


@record
class Responsibility:
    """`bearer` answers for the measure in `role`: "zr:Lead", "zr:Cooperate", "zr:Supervise" or "zr:Implement".

    `[begin, end)` names the bearer. `carried` is true when that place lies in an earlier segment of the sentence.
    """

    bearer: str
    role: str
    begin: int
    end: int
    rule: str
    confidence: float
    carried: bool = False


@record
class Measure:
    """A directive: the segment `[begin, end)` of the text tells somebody to do, keep doing or not do something.

    `facts` are the measure's other statements (inSector, deadline, deadlineText, period, requiredBy, cites,
    underInitiative), each with its own evidence and with the measure as subject.
    """

    iri: str
    begin: int
    end: int
    modality: str  # "zr:Required" or "zr:Prohibited"
    rule: str
    confidence: float
    responsibilities: tuple[Responsibility, ...] = ()
    facts: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document; kg/rdf.py writes it as one named graph.

    Statements may also be about the document itself (zr:jurisdiction, zr:mentionsSector).
    """

    document: Document
    things: tuple[Thing, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    measures: tuple[Measure, ...]
