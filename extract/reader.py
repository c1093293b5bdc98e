"""The whole way from a source to a reading, one stage after the other; each stage is a function of what came before.

Pure: no store, no network, no clock, no state kept from one document to the next, so the same source gives the same
reading in any process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.dictionary import using
from ontology.lexicon import Lexicon
from ontology.records import Document, Measure, Mention, Reading, Statement, Thing

from . import (
    accidents,
    citations,
    dates,
    deadlines,
    initiatives,
    listed,
    measures,
    meetings,
    officials,
    organizations,
    places,
    principles,
    sectors,
    statistics,
    tables,
)
from .clean import clean
from .cues import cues
from .directives import Judge, kind_of
from .outline import outline
from .page import Basket, Findings, Page
from .source import Source
from .text import Text
from .titles import title_of
from .witness import witnesses

READER_VERSION = "1"  # goes up when the same source may give another reading: a store then reads its documents again


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may tell the reader about documents that do not tell it themselves."""

    jurisdiction: str | None = None  # 四川省成都市, 云南省 …
    issued: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    min_confidence: float = 0.5  # findings below are left out
    lexicon: Lexicon | None = None  # an office's own words, beside the ontology's


def read(source: Source, options: Options | None = None) -> Reading:
    """Everything that the reader finds in one document."""
    options = options or Options()
    with using(options.lexicon):
        return _read(source, options)


def _read(source: Source, options: Options) -> Reading:
    text = clean(source.text, markdown=source.media == "text/markdown")
    laid_out = outline(text.clean)
    title = source.title or title_of(text.clean)
    iri = "data:document/" + source.sha256[:16]
    home = places.whose(text, title, options.jurisdiction or source.jurisdiction)
    issued = options.issued or source.issued or dates.issued(text.clean, title)
    page = Page(text, laid_out, iri, title, issued, home.name, home.level)

    cited = citations.find(page)
    bodies_found = organizations.find(page)
    people = officials.find(page)
    met = meetings.find(page, people)
    body_spans = [text.back(m.begin, m.end) for m in sorted(bodies_found.mentions, key=lambda m: (m.begin, m.end))]
    named = sectors.find(page, body_spans)
    campaigns = initiatives.find(page)

    rows = tables.find(laid_out)
    items = listed.find(laid_out)
    verdicts = Judge(laid_out, kind_of(laid_out, title, cues()), cues(), rows, items).verdicts()
    basket = Basket()
    found = measures.find(
        page,
        verdicts,
        measures.bear(laid_out, verdicts, cues(), rows, items),
        named.hits,
        [
            (meeting, rule, 0.9) if meeting is not None else None
            for meeting, rule in zip(met.by_segment, met.rules_by_segment, strict=True)
        ],
        deadlines.find(page, verdicts, rows),
        sorted(cited.mentions, key=lambda m: (m.begin, m.end)),
        sorted(campaigns.mentions, key=lambda m: (m.begin, m.end)),
        basket,
    )
    about = _about(page, home, source)
    document = Document(iri, source.sha256, title or source.name.rsplit("/", 1)[-1], source.name, source.text, issued, text.repairs)
    return _assembled(
        document,
        text,
        (
            cited, bodies_found, people.findings, met.findings, named.findings, campaigns, principles.find(page),
            accidents.find(page), statistics.find(page), basket.findings(), about,
        ),
        found,
        options.min_confidence,
    )


def _about(page: Page, home: places.Home, source: Source) -> Findings:
    """The statement of whose document it is, when something tells it."""
    if home.name is None or home.iri is None:
        return Findings()
    basket = Basket()
    places.state(page, home, basket)
    return basket.findings()


def _assembled(
    document: Document, text: Text, parts: Iterable[Findings], found: tuple[Measure, ...], threshold: float
) -> Reading:
    """One reading: things merged by IRI, what is too unsure left out, and no thing kept that nothing speaks of."""
    things: dict[str, Thing] = {}
    mentions: dict[tuple[int, int, str], Mention] = {}
    statements: dict[tuple[str, str, str], Statement] = {}
    for part in parts:
        for thing in part.things:
            known = things.get(thing.iri)
            if known is None:
                things[thing.iri] = thing
            else:
                alt = dict.fromkeys((*known.alt, *thing.alt))
                alt.pop(known.label, None)
                kind = thing.kind if known.kind in ("zr:Collective", "zr:Organization") else known.kind
                things[thing.iri] = Thing(known.iri, kind, known.label, tuple(alt))
        for mention in part.mentions:
            if mention.confidence >= threshold:
                mentions.setdefault((mention.begin, mention.end, mention.ref), mention)
        for statement in part.statements:
            if statement.confidence >= threshold:
                statements.setdefault((statement.subject, statement.property, statement.value), statement)
    kept = tuple(_sure(measure, threshold) for measure in found if measure.confidence >= threshold)
    alive = {mention.ref for mention in mentions.values()}
    alive |= {s.value for s in statements.values() if not s.datatype}
    alive |= {r.bearer for measure in kept for r in measure.responsibilities}
    alive |= {f.value for measure in kept for f in measure.facts if not f.datatype}
    living = tuple(sorted((t for t in things.values() if t.iri in alive), key=lambda t: t.iri))
    dead = things.keys() - alive
    said = tuple(sorted((s for s in statements.values() if s.subject not in dead), key=lambda s: (s.subject, s.property, s.value)))
    for mention in witnesses(text, living, mentions.values(), said, kept):
        mentions.setdefault((mention.begin, mention.end, mention.ref), mention)
    return Reading(document, living, tuple(sorted(mentions.values(), key=lambda m: (m.begin, m.end, m.ref))), said, kept)


def _sure(measure: Measure, threshold: float) -> Measure:
    """The measure without its unsure responsibilities and facts."""
    if all(r.confidence >= threshold for r in measure.responsibilities) and all(f.confidence >= threshold for f in measure.facts):
        return measure
    return Measure(
        measure.iri, measure.begin, measure.end, measure.modality, measure.rule, measure.confidence,
        tuple(r for r in measure.responsibilities if r.confidence >= threshold),
        tuple(f for f in measure.facts if f.confidence >= threshold),
    )
