"""Clauses of a segment, and the words that tell a directive from a report: modals, adverbs, directive verbs.

A clause ends at a comma or colon outside brackets and quotation marks. The words come from the cue schemes of the
ontology; this module only says how they stand together.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[，,：:“”《》〈〉（）()‘’「」『』【】\[\]]")
_OPEN = {"“": "”", "《": "》", "〈": "〉", "（": "）", "(": ")", "‘": "’", "「": "」", "『": "』", "【": "】", "[": "]"}


def clauses(clean: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The half-open spans of the clauses of clean[begin:end], commas and colons left out."""
    found: list[tuple[int, int]] = []
    waiting: list[str] = []
    at = begin
    for mark in _MARK.finditer(clean, begin, end):
        sign = mark.group()
        if sign in "，,：:":
            # a bracket or quotation that never closes in this segment must not swallow the commas behind it
            if waiting and clean.find(waiting[-1], mark.start(), end) >= 0:
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
