"""Measures: the directives of a document with who bears them, in which sector, by when, on whose demand.

The pieces are read elsewhere (directives, bearers, sectors, dates, meetings, citations); here they are put together,
segment by segment, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .bearers import Bearer, Reader, bracket_notes, note_role, read_note
from .cues import Cues
from .directives import Verdict, is_note
from .outline import Outline, Segment

_LABEL_ONLY = re.compile(r"^(?P<label>(?:牵头|责任|配合|主办|协办|承办|参与|参加|负责|实施|督办|监督|主管|协助|协同)(?:部门|单位|机关)?)\s*[：:]?$")


def bear(page_outline: Outline, verdicts: Sequence[Verdict | None], words: Cues) -> dict[int, list[Bearer]]:
    """The bearers of every directive, by segment index: its own, those of its notes, or those carried over ；."""
    reader = Reader(page_outline, words)
    clean = page_outline.clean
    found: dict[int, list[Bearer]] = {}
    since_note: list[int] = []  # directives of this item that no note has closed yet
    carry_sentence, carries = -1, list[list[Bearer]]()  # the bearers that the sentence's earlier segments named
    last_line = -1
    for segment, verdict in zip(page_outline.segments, verdicts, strict=True):
        if segment.line != last_line:
            if segment.rank or segment.heading:
                since_note.clear()
            last_line = segment.line
        notes = bracket_notes(clean, segment.start, segment.end) if "（" in clean[segment.start : segment.end] or "(" in clean[segment.start : segment.end] else []
        body = page_outline.text(segment)
        if verdict is None:
            said = [bearer for _, _, bearers in notes for bearer in bearers]
            if not said and is_note(body):
                said = read_note(clean, segment.begin, segment.end)
            if said:
                for index in since_note:
                    found[index] = _joined(found.get(index, []), said)
                if segment.stop in ("。", "") and notes:
                    since_note.clear()
            continue
        own = reader.own(segment, verdict)
        for _, _, bearers in notes:
            own = _joined(own, bearers)
        if segment.sentence != carry_sentence or segment.rank:
            carry_sentence, carries = segment.sentence, []
        if own:
            carries.append([b for b in own if b.rule != "bearers.supervised"])
        elif carries:
            # 对… turns to an object of the one who spoke first; otherwise the nearest subject carries on
            source = carries[0] if clean.startswith(("对", "向", "把", "将"), segment.begin) else carries[-1]
            own = [replace(b, rule="bearers.carried", confidence=round(b.confidence * 0.9, 2), carried=True) for b in source]
        found[segment.index] = own
        since_note.append(segment.index)
    return found


def _joined(known: list[Bearer], more: list[Bearer]) -> list[Bearer]:
    names = {(b.name, b.role) for b in known}
    return known + [b for b in more if (b.name, b.role) not in names]
