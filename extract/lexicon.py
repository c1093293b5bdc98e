"""Dictionary look-up: one automaton a family of terms, one pass over the text for each.

The terms are labels of the ontology's concept schemes and of the gazetteers; code holds no list of departments or sectors.
Longest match wins, from the left, within a family; a term that only blocks (a word that sounds like a sector but
names none) takes part in the match and is then dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick_rs


@dataclass(frozen=True, slots=True)
class Hit:
    """`clean[begin:end]` is a term whose meaning in its family is `ref` (a concept id, a class of cue …)."""

    begin: int
    end: int
    ref: str


class Family:
    """Terms of one family, matched leftmost-longest in one pass (Aho–Corasick, code-point offsets)."""

    __slots__ = ("_automaton", "_refs")

    def __init__(self, terms: Mapping[str, str], blocked: Iterable[str] = ()) -> None:
        """`terms` maps a term to its meaning; `blocked` words hide the terms inside them."""
        table: dict[str, str | None] = dict.fromkeys(sorted(blocked))
        table.update((term, terms[term]) for term in sorted(terms))
        self._refs: list[str | None] = list(table.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(table), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def scan(self, text: str) -> list[Hit]:
        """All hits, in text order, none overlapping."""
        refs = self._refs
        return [
            Hit(begin, end, ref)
            for index, begin, end in self._automaton.find_matches_as_indexes(text)
            if (ref := refs[index]) is not None
        ]
