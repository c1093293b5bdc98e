"""Measures: the directives of a document with who bears them, in which sector, by when, on whose demand.

The pieces are read elsewhere (directives, bearers, sectors, dates, meetings, citations); here they are put together,
segment by segment, in the order of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ontology.records import Measure, Mention, Responsibility, Statement

from . import bodies, deadlines, listed, sectors
from .bearers import (
    COOPERATE,
    HEADED,
    IMPLEMENT,
    LEAD,
    SUPERVISE,
    Bearer,
    Reader,
    actors,
    bracket_notes,
    duty_lists,
    note_within,
    read_note,
)
from .cues import Cues
from .deadlines import ITEM, Due
from .directives import ASKED, MODAL, Verdict
from .listed import Listed
from .notes import CLOSE, SHORT
from .outline import Outline, Segment
from .page import Basket, Page
from .quick import later
from .sectors import SectorHit
from .tables import Row

_CONDITION = re.compile(r"(?:并)?(?:会同|联合|与[^，]{2,20}共同)|[^，,]{2,60}的[，,]|(?:还|也|同时|并|特别|尤其|一旦|确需|情节)")


# Who is punished bears nothing by it, and who punishes is not named again.
_PUNISHED = later(lambda: re.compile(r"追究[^，。；]{0,12}责任|承担[^，。；]{0,8}(?:赔偿|民事|刑事|法律)责任|给予[^，。；]{0,16}处分|对[^，。；]{0,12}直接(?:负责|责任)"))
_PUBLIC = ("zr:Department", "zr:Government", "zr:Committee", "zr:PartyBody")
_COLUMN_ROLES = {"lead": LEAD, "implement": IMPLEMENT, "cooperate": COOPERATE, "supervise": SUPERVISE}


def bear(
    page_outline: Outline, verdicts: Sequence[Verdict | None], words: Cues, rows: Mapping[int, Row] = MappingProxyType({}),
    items: Mapping[int, Listed] | None = None,
) -> dict[int, list[Bearer]]:
    """The bearers of every directive, by segment index: its own, those of its notes, or those carried over ；.

    `items` are those of the outline's lists, where they are known already.
    """
    reader = Reader(page_outline, words)
    clean = page_outline.clean
    found: dict[int, list[Bearer]] = {}
    since_note: list[int] = []  # directives of this item that no note has closed yet
    carry_sentence, carries = -1, list[list[Bearer]]()  # the bearers that the sentence's earlier segments named
    announced: list[list[Bearer]] | None = None  # … and those named before its first number
    items = listed.find(page_outline) if items is None else items
    above: list[tuple[int, list[Bearer]]] = []  # (rank, whom the note of that heading names), the nearest last
    plain = False  # whether that heading says it for lines without a number, too: not where it is itself a task
    lists = duty_lists(page_outline)
    last_line = label_line = -1
    label: list[Bearer] = []  # 县应急管理局：… names the bearer of all that its line says
    for segment, verdict in zip(page_outline.segments, verdicts, strict=True):
        if segment.line != last_line:
            if (segment.rank or segment.heading) and not segment.note:
                since_note.clear()
                above = [one for one in above if one[0] < segment.rank]
            last_line = segment.line
        row = rows.get(segment.line)
        if row is not None:
            if verdict is not None:
                found[segment.index] = [
                    Bearer(body.name, body.kind, _COLUMN_ROLES[column], body.begin, body.end, "bearers.table-column", 0.93)
                    for column, begin, end in row.answers
                    for body in actors(clean, begin, end)
                ]
            continue
        notes = bracket_notes(clean, segment.start, segment.end)
        if segment.index in lists:  # 二、县公安局: what stands under it are its duties
            above = [*(one for one in above if one[0] < segment.rank), (segment.rank, lists[segment.index])]
            plain = True
        if verdict is None:
            said = [bearer for _, _, bearers in notes for bearer in bearers]
            if not said and segment.note:
                said = read_note(clean, segment.begin, segment.end)
            if (asked := ASKED.search(clean, segment.begin, segment.end)) is not None:  # …，要求全镇各村：一是…；二是…
                named = bodies.expand(clean, asked.end(), segment.end)
                carry_sentence, announced = segment.sentence, None
                carries = [[Bearer(one.name, one.kind, IMPLEMENT, one.begin, one.end, "bearers.asked", 0.85) for one in named]] if named else []
            if said:
                told = segment if segment.heading and segment.rank else page_outline.segments[since_note[0]] if len(since_note) == 1 else None
                if told is not None and told.rank and told.end - told.begin <= SHORT:  # （一）燃气。（牵头单位：县住建局）
                    plain = told.heading
                    known = [bearer for rank, those in above if rank == told.rank for bearer in those]
                    above = [*(one for one in above if one[0] < told.rank), (told.rank, [*known, *said])]
                for index in since_note:
                    found[index] = _joined([b for b in found.get(index, []) if b.rule != _ABOVE], said)
                if segment.stop in ("。", "") and notes:
                    since_note.clear()
            continue
        until, after, noted = note_within(clean, segment.begin, segment.end, words)
        own = reader.own(segment, verdict, until)
        if after < segment.end:
            own = _joined(own, reader.own(segment, replace(verdict, core=after + 1)))
        for bearers in (*(bearers for _, _, bearers in notes), noted):
            own = _joined(own, bearers)
        if segment.line != label_line:
            label_line, label = segment.line, []
        if segment.sentence != carry_sentence:
            carry_sentence, carries = segment.sentence, [label] if label else []
            announced = list(carries) if segment.rank else None
        elif segment.rank:  # 各单位要…，一是…；二是…: who is named before the numbers does all of them
            announced = list(carries) if announced is None else announced
            carries = list(announced)
        if not label and own and all(b.rule != "bearers.together" for b in own):
            label = [b for b in own if b.rule == "bearers.subject-labelled"]
        if own and not (label and {b.rule for b in own} <= _NEVER_ALONE):
            # a lead and its helpers were named for that one task, and so was a supervisor
            carries.append([b for b in own if b in label or b.rule != "bearers.supervised" and b.role == IMPLEMENT])
        elif carries and not _PUNISHED.search(clean, segment.begin, segment.end) and _elided(clean, segment, verdict, words):
            # 对… turns to an object of the one who spoke first; otherwise the nearest subject carries on
            source = carries[0] if clean.startswith(("对", "向", "把", "将"), segment.begin) else carries[-1]
            role = reader.role_of_rest(segment, verdict)
            carried = [
                replace(b, role=role if role != IMPLEMENT or b in label else b.role, rule="bearers.carried", confidence=round(b.confidence * 0.9, 2), carried=True)
                for b in source
            ]
            own = _joined(carried, own)
        if not own and (over := items.get(segment.index)) is not None:  # 船工应当遵守下列规定：（一）…: who is named over a list does its items
            own = [replace(b, rule="bearers.carried", confidence=round(b.confidence * 0.85, 2), carried=True) for b in _of_lead(page_outline, reader, found, over.lead) if b.role in (IMPLEMENT, LEAD)]
        if not own and above and (segment.rank > above[-1][0] or not segment.rank and plain) and (verdict.rule == "measures.noted" or _elided(clean, segment, verdict, words)):
            # the heading's note answers for what stands under it
            own = [replace(b, rule=b.rule if b.rule == HEADED else _ABOVE, confidence=0.75, carried=True) for b in above[-1][1]]
        found[segment.index] = own
        since_note.append(segment.index)
        del since_note[:-ITEM]
        if notes and clean[segment.end - 1] in CLOSE:  # the note that ends a sentence answers for the sentences before it, too
            said = [bearer for _, _, bearers in notes for bearer in bearers]
            for index in since_note:
                found[index] = _joined(found[index], said)
            since_note.clear()
    return found


def _of_lead(page_outline: Outline, reader: Reader, found: Mapping[int, list[Bearer]], lead: int) -> Sequence[Bearer]:
    """Whom the sentence over a list names, whether or not it orders anything by itself (管理机构受委托履行下列职责：)."""
    if lead in found:
        return found[lead]
    segment = page_outline.segments[lead]
    return reader.own(segment, Verdict(False, "measures.listed-lead", 0.7, segment.begin))


_ABOVE = "bearers.noted-above"
_NEVER_ALONE = frozenset({"bearers.together", "bearers.supervised", "bearers.under"})


def _elided(clean: str, segment: Segment, verdict: Verdict, words: Cues) -> bool:
    """Is the subject left out, so that an earlier one carries on? Not where another noun stands in its place (重要险情必须…)."""
    at = verdict.core
    return MODAL.match(clean, at) is not None or words.opens_no_subject(clean, at, segment.end) or _CONDITION.match(clean, at, segment.end) is not None


def _joined(known: list[Bearer], more: list[Bearer]) -> list[Bearer]:
    names = {(b.name, b.role) for b in known}
    return known + [b for b in more if (b.name, b.role) not in names]


def find(
    page: Page,
    verdicts: Sequence[Verdict | None],
    borne: dict[int, list[Bearer]],
    named_sectors: Sequence[SectorHit],
    demanded: Sequence[tuple[str, str, float] | None],
    due: dict[int, list[Due]],
    cited: Sequence[Mention],
    underlying: Sequence[Mention],
    basket: Basket,
) -> tuple[Measure, ...]:
    """The measure records; the things that bear them are put into the basket with their mentions.

    `demanded` gives for each segment (meeting, rule, confidence) or None; `due` the deadlines and periods by segment;
    `cited` and `underlying` the mentions of cited documents and initiatives, in raw offsets, ascending.
    """
    found: list[Measure] = []
    cited_starts = [mention.begin for mention in cited]
    underlying_starts = [mention.begin for mention in underlying]
    for segment, verdict in zip(page.outline.segments, verdicts, strict=True):
        if verdict is None:
            continue
        begin, end = page.text.span(segment.begin, segment.end)
        iri = f"{page.iri}/measure/{begin}-{end}"
        facts: dict[tuple[str, str], Statement] = {}

        def say(fact: Statement, known: dict[tuple[str, str], Statement] = facts) -> None:
            known.setdefault((fact.property, fact.value), fact)

        offices = [(b.begin, b.end) for b in borne.get(segment.index, ()) if b.kind in _PUBLIC]
        for hit, rule in sectors.of_measure(page, named_sectors, segment, offices):
            sure = sectors.SURE if rule == sectors.NAMED else 0.8
            say(page.statement(iri, "zr:inSector", "zrs:" + hit.sector, "", hit.begin, hit.end, rule, sure))
        for one in due.get(segment.index, ()):
            for fact in deadlines.facts(page, iri, one):
                say(fact)
        demand = demanded[segment.index]
        if demand is not None:
            meeting, rule, sure = demand
            say(page.statement(iri, "zr:requiredBy", meeting, "", segment.begin, segment.end, rule, sure))
        for mention in _between(cited, cited_starts, begin, end):
            say(Statement(iri, "zr:cites", mention.ref, "", mention.begin, mention.end, mention.rule, mention.confidence))
        for mention in _between(underlying, underlying_starts, begin, end):
            say(Statement(iri, "zr:underInitiative", mention.ref, "", mention.begin, mention.end, mention.rule, mention.confidence))
        found.append(
            Measure(
                iri, begin, end, "zr:Prohibited" if verdict.prohibited else "zr:Required", verdict.rule, verdict.confidence,
                tuple(_responsible(page, bearer, basket) for bearer in borne.get(segment.index, ())),
                tuple(facts.values()),
            )
        )
    return tuple(found)


def _between(mentions: Sequence[Mention], starts: Sequence[int], begin: int, end: int) -> list[Mention]:
    """The mentions inside a raw span."""
    found: list[Mention] = []
    for index in range(bisect_left(starts, begin), len(mentions)):
        mention = mentions[index]
        if mention.begin >= end:
            break
        if mention.end <= end:
            found.append(mention)
    return found


def _responsible(page: Page, bearer: Bearer, basket: Basket) -> Responsibility:
    iri, label = bodies.identity(page, bearer.name, bearer.kind)
    surface = page.clean[bearer.begin : bearer.end]  # 各级应急管理部门 for 应急管理部门: the text's own words are a name too
    basket.thing(iri, bearer.kind, label, (bearer.name, surface) if surface.endswith(bearer.name) else (bearer.name,))
    basket.mention(page.mention(bearer.begin, bearer.end, iri, bearer.rule, bearer.confidence))
    begin, end = page.text.span(bearer.begin, bearer.end)
    return Responsibility(iri, bearer.role, begin, end, bearer.rule, bearer.confidence, bearer.carried)
