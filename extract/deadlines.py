"""By when, and during which time: the deadlines and periods of a measure, told from the dates that its segment names.

A deadline is a time by which the measure must be done (2月底前, 4月10日前, 今年内, 到2025年), a period a time during which it
applies (春节期间, 汛期, 二季度). A deadline that cannot be resolved (限期) or that recurs (每季度末) keeps its words and gets no date. A note or a line
`完成时限：…` under a measure gives the measures of its item their deadline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ontology.records import Statement

from . import dates
from .directives import Verdict
from .notes import LABEL, OPEN, SHORT, TIME_LABEL, time_within
from .outline import ARTICLE, Segment
from .page import Page
from .tables import Row

_OPENS = re.compile(f"[{OPEN}]")
ITEM = 100  # directives: more of them are no one item whose last line says who answers and by when


@dataclass(frozen=True, slots=True)
class Due:
    """One time of a measure: `text` is clean[begin:end]; `date` the ISO date or part of one, None when it cannot be told."""

    begin: int
    end: int
    text: str
    deadline: bool
    date: str | None
    rule: str
    confidence: float


def find(page: Page, verdicts: Sequence[Verdict | None], rows: Mapping[int, Row]) -> dict[int, list[Due]]:
    """The deadlines and periods of the directives, by segment index."""
    clean = page.clean
    anchor = page.issued
    found: dict[int, list[Due]] = {}
    item: deque[int] = deque(maxlen=ITEM)  # the directives of the item that a time note would belong to
    hits = dates.find_dates(clean)
    at = 0
    last_line = -1
    line_begins = told_otherwise = 0  # the first segment of the line; behind the last one that is no bullet
    goal: Due | None = None  # 到2025年，… sets the year of the goals behind it
    above: tuple[int, Due] | None = None  # the rank of a heading, and by when its note wants what stands under it
    for segment, verdict in zip(page.outline.segments, verdicts, strict=True):
        if segment.line != last_line:
            if (segment.rank or segment.heading) and not segment.note:
                item.clear()
                above = above if above is not None and above[0] < segment.rank else None
            last_line = segment.line
            line_begins = segment.index
        if segment.index and page.outline.segments[segment.index - 1].rank not in (0, _BULLET):
            told_otherwise = segment.index - 1
        while at < len(hits) and hits[at].begin < segment.start:
            at += 1
        inside = []
        while at < len(hits) and hits[at].end <= segment.end:
            inside.append(hits[at])
            at += 1
        row = rows.get(segment.line)
        if row is not None:
            if verdict is not None and row.due is not None:
                found[segment.index] = [_stated(clean, *row.due, hits, anchor, "deadlines.table-column")]
            continue
        opening = next((hit for hit in inside if hit.kind == "deadline" and _GOAL.match(clean[hit.begin : hit.end])), None) if inside else None
        if opening is not None:
            goal = _due(clean, opening, anchor, "deadlines.in-segment")
        if verdict is not None:
            item.append(segment.index)
            times = [_due(clean, hit, anchor, "deadlines.in-segment") for hit in inside if hit.kind in ("deadline", "period") or _again_by(clean, hit)] if inside else []
            if not any(one.deadline for one in times) and (within := time_within(clean, segment.begin, segment.end)) is not None and (_OPENS.search(clean, segment.begin, within.start()) or LABEL.search(clean, segment.begin, segment.end)):
                times.append(_stated(clean, *within.span("when"), inside, anchor, "deadlines.noted"))  # （责任单位：县气象局；完成时限：长期）
            if times and _in_article(page, segment):
                times = [one if _YEAR.search(one.text) else replace(one, date=None) for one in times]
            if times:
                found[segment.index] = times
            elif goal is not None and _under_goal(page, segment, goal, page.outline.segments[line_begins], told_otherwise):
                found[segment.index] = [replace(goal, rule="deadlines.carried-goal", confidence=0.65)]
            elif above is not None and segment.rank > above[0]:
                found[segment.index] = [replace(above[1], rule="deadlines.noted-above", confidence=0.75)]
            continue
        note = TIME_LABEL.search(clean, segment.start, segment.end) if item or segment.heading and segment.rank else None
        if note is None:
            by = next((hit for hit in inside if hit.kind == "deadline"), None) if item and segment.note else None
            for index in item if by is not None else ():  # （责任单位：县水利局；6月底前完成）
                found.setdefault(index, []).append(_due(clean, by, anchor, "deadlines.noted"))  # type: ignore[arg-type]
            continue
        said = _noted(clean, segment, note.end(), inside, anchor)
        told = segment if segment.heading else page.outline.segments[item[0]] if len(item) == 1 else None
        if told is not None and told.rank and told.end - told.begin <= SHORT:  # （一）燃气。（完成时限：5月底）
            above = (told.rank, said)
        for index in item:
            found.setdefault(index, []).append(said)
    return found


_GOAL = re.compile(r"到?\d{4}年(?:底|末)?$|到“?十[三四五六]五”?末")
_BULLET = 8  # the rank of dashes and dots that list goals


def _under_goal(page: Page, segment: Segment, goal: Due, line: Segment, last_plain: int) -> bool:
    """Does the segment stand in the goal's paragraph, or among the dashes right under it?

    `line` is the first segment of its line, `last_plain` the last one before it that is no bullet.
    """
    stated = page.segment_at(goal.begin)
    if stated is None:
        return False
    if segment.line == stated.line:  # a goal in the middle of a paragraph is its own sentence's
        return stated.index == line.index or segment.sentence == stated.sentence
    return line.rank == _BULLET and last_plain <= stated.index


_YEAR = re.compile(r"\d{4}年")


def _in_article(page: Page, segment: Segment) -> bool:
    """Does the segment stand in an article (第七条)? What articles say holds every year: 2个月内 and 12月底 count from what happens then."""
    return segment.rank == ARTICLE or any(one.rank == ARTICLE for one in page.outline.ancestors(segment))


def _again_by(clean: str, hit: dates.DateHit) -> bool:
    """每季度末, 每月5日前: a time by which something must be done again and again; 每年 alone only says how often."""
    return hit.kind == "recurrent" and clean[hit.end - 1] in "末底前"


def _due(clean: str, hit: dates.DateHit, anchor: str | None, rule: str) -> Due:
    deadline = hit.kind != "period"
    date = dates.resolve(hit, anchor) if hit.kind == "deadline" else None  # what recurs has no one date
    return Due(hit.begin, hit.end, clean[hit.begin : hit.end], deadline, date, rule, 0.88 if deadline else 0.8)


def _noted(clean: str, segment: Segment, begin: int, inside: Sequence[dates.DateHit], anchor: str | None) -> Due:
    """What a time note says."""
    other = LABEL.search(clean, begin, segment.end)  # （完成时限：5月底；责任单位：…）
    end = other.start() if other is not None else segment.end
    while end > begin and clean[end - 1] in "）)〕］]】〗 　。；;，,":
        end -= 1
    return _stated(clean, begin, end, inside, anchor, "deadlines.noted")


def _stated(clean: str, begin: int, end: int, hits: Sequence[dates.DateHit], anchor: str | None, rule: str) -> Due:
    """A place that is known to state a deadline: a date in it, whatever its form, is one; other words (长期坚持) are kept."""
    at = bisect_left(hits, begin, key=lambda hit: hit.begin)
    date = dates.resolve(hits[at], anchor) if at < len(hits) and hits[at].end <= end else None
    return Due(begin, end, clean[begin:end], True, date, rule, 0.9)


def facts(page: Page, measure: str, due: Due) -> list[Statement]:
    """The statements that a time gives its measure."""
    if not due.deadline:
        return [page.statement(measure, "zr:period", due.text, "zh-Hans", due.begin, due.end, due.rule, due.confidence)]
    said = [page.statement(measure, "zr:deadlineText", due.text, "zh-Hans", due.begin, due.end, due.rule, due.confidence)]
    if due.date is not None:
        datatype = {4: "gYear", 7: "gYearMonth"}.get(len(due.date), "date")
        said.append(page.statement(measure, "zr:deadline", due.date, datatype, due.begin, due.end, due.rule, due.confidence))
    return said
