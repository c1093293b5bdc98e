"""Dictionary look-up: one automaton a family of terms, one pass over the text for each.

The terms are labels of the ontology's concept schemes and of the gazetteers; code holds no list of departments or sectors.
Longest match wins, from the left, within a family; a term that only blocks (a word that sounds like a sector but
names none) takes part in the match and is then dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import ahocorasick_rs

from ontology.record import record


@record
class Hit:
    """`clean[begin:end]` is a term whose meaning in its family is `ref` (a concept id, a class of cue …)."""

    begin: int
    end: int
    ref: str


def occurrences(text: str, words: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Each of the words with the places where it stands, none of its own overlapping; those of different words may overlap.

    A few words are looked for one by one, many in one pass over the text.
    """
    if len(words) <= _FEW:
        for word in words:
            yield word, _places(text, word)
        return
    automaton = ahocorasick_rs.AhoCorasick(words)
    starts: dict[int, list[int]] = {}
    ends: dict[int, int] = {}
    for index, begin, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if begin >= ends.get(index, 0):
            starts.setdefault(index, []).append(begin)
            ends[index] = end
    for index, word in enumerate(words):
        yield word, starts.get(index, [])


_FEW = 40


def _places(text: str, word: str) -> list[int]:
    found: list[int] = []
    at = text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word))
    return found


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
