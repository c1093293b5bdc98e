"""What every finder is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ontology.records import Mention, Statement, Thing

from .outline import Outline, Segment
from .text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """One document under the reader's eyes: its two texts, its outline, its home and its date.

    `home` is the full name of the place whose document this is (四川省成都市), None when nothing tells it; `level` is
    the level of the body that speaks ("national" … "township"), None when unknown; `issued` is YYYY[-MM[-DD]] or None.
    """

    text: Text
    outline: Outline
    iri: str  # of the document
    title: str
    issued: str | None
    home: str | None
    level: str | None

    @property
    def clean(self) -> str:
        return self.text.clean

    def mention(self, begin: int, end: int, ref: str, rule: str, confidence: float) -> Mention:
        """A mention at clean offsets, told in raw ones."""
        raw_begin, raw_end = self.text.span(begin, end)
        return Mention(raw_begin, raw_end, ref, rule, confidence)

    def statement(
        self, subject: str, prop: str, value: str, datatype: str, begin: int, end: int, rule: str, confidence: float
    ) -> Statement:
        """A statement whose evidence stands at clean offsets, told in raw ones."""
        raw_begin, raw_end = self.text.span(begin, end)
        return Statement(subject, prop, value, datatype, raw_begin, raw_end, rule, confidence)

    def segment_at(self, at: int) -> Segment | None:
        """The segment that holds the clean offset `at`, by bisection; None between segments."""
        segments = self.outline.segments
        low, high = 0, len(segments)
        while low < high:
            middle = (low + high) // 2
            if segments[middle].end <= at:
                low = middle + 1
            else:
                high = middle
        if low < len(segments) and segments[low].start <= at < segments[low].end:
            return segments[low]
        return None


@dataclass(frozen=True, slots=True)
class Findings:
    """What one finder found, in raw offsets, ready for the reading."""

    things: tuple[Thing, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(slots=True)
class Basket:
    """Collects findings while a finder runs; things with one IRI are merged, their names united in order."""

    _things: dict[str, tuple[str, str, dict[str, None]]] = field(default_factory=dict)
    _mentions: dict[tuple[int, int, str], Mention] = field(default_factory=dict)
    _statements: dict[tuple[str, str, str], Statement] = field(default_factory=dict)

    def thing(self, iri: str, kind: str, label: str, alt: Iterable[str] = ()) -> str:
        names = self._things.setdefault(iri, (kind, label, {}))[2]
        for name in alt:
            if name and name != label:
                names[name] = None
        return iri

    def mention(self, mention: Mention) -> None:
        self._mentions.setdefault((mention.begin, mention.end, mention.ref), mention)

    def state(self, statement: Statement) -> None:
        """Keep the first (or surest) evidence of a triple."""
        key = (statement.subject, statement.property, statement.value)
        known = self._statements.get(key)
        if known is None or statement.confidence > known.confidence:
            self._statements[key] = statement

    def findings(self) -> Findings:
        things = tuple(Thing(iri, kind, label, tuple(alt)) for iri, (kind, label, alt) in self._things.items())
        return Findings(things, tuple(self._mentions.values()), tuple(self._statements.values()))
