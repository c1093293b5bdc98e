"""Clauses of a segment, and the words that tell a directive from a report: modals, adverbs, directive verbs.

A clause ends at a comma or colon outside brackets and quotation marks. The words come from the cue schemes of the
ontology; this module only says how they stand together.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[，,：:“”《》〈〉（）()‘’「」『』【】\[\]]")
_COMMA = re.compile(r"[，,：:]")
_BRACKET = re.compile(r"[“”《》〈〉（）()‘’「」『』【】\[\]]")
_OPEN = {"“": "”", "《": "》", "〈": "〉", "（": "）", "(": ")", "‘": "’", "「": "」", "『": "』", "【": "】", "[": "]"}


def clauses(clean: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The half-open spans of the clauses of clean[begin:end], commas and colons left out."""
    found: list[tuple[int, int]] = []
    if _BRACKET.search(clean, begin, end) is None:
        for said in _COMMA.split(clean[begin:end]):
            stop = begin + len(said)
            if said:
                found.append((begin, stop))
            begin = stop + 1
        return found
    waiting: list[str] = []
    closing: dict[str, int] = {}  # where each kind of bracket closes next, `end` where it does not
    at = begin
    for mark in _MARK.finditer(clean, begin, end):
        sign = mark.group()
        if sign in "，,：:":
            # a bracket or quotation that never closes in this segment must not swallow the commas behind it
            if waiting and _closes(clean, waiting[-1], mark.start(), end, closing) < end:
                continue
            waiting.clear()
            if mark.start() > at:
                found.append((at, mark.start()))
            at = mark.end()
        elif waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign in _OPEN:
            waiting.append(_OPEN[sign])
    if end > at:
        found.append((at, end))
    return found


def _closes(clean: str, sign: str, at: int, end: int, known: dict[str, int]) -> int:
    """The next place from `at` on where `sign` stands, `end` when none is left; looked for once, not once a comma."""
    next_one = known.get(sign, -1)
    if next_one < at:
        next_one = clean.find(sign, at, end)
        known[sign] = next_one = end if next_one < 0 else next_one
    return next_one
