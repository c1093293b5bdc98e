"""How likely a Chinese string is: jieba's word frequencies, with the ontology's own labels as common words.

Read only when a text is damaged; 0.1 s once in a process. Costs are natural logarithms (smaller is likelier).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain
from math import log
from typing import NamedTuple

from extract import jieba_words

from .quick import later

_LABEL = later(lambda: re.compile(r'"([\u4e00-\u9fff]{2,8})"@zh'))
_COMMON = 13.0
_PART_COUNT = 600  # a word within a label counts so much more often
_STEM_LABELS = 4  # labels that must begin with a stem that is no word
_LABEL_COUNT = 3000  # a label of the ontology counts like a word seen so often


class Next(NamedTuple):
    """What may follow the beginning of a word."""

    ends: dict[str, float]  # the character that makes it a word, and what the word costs
    longer: dict[str, list[str]]  # the character with which a longer word goes on, and those words


class Words:
    """The dictionary. What begins with a character is put in order when a text first asks for it: most texts ask for few."""

    def __init__(self, counts: dict[str, int], terms: frozenset[str], sectors: frozenset[str]) -> None:
        self.terms = terms  # the ontology's labels
        self.sectors = sectors  # those of the sectors
        self._counts = counts
        self._total = log(sum(counts.values()))
        self._longer: dict[str, list[str]] = {}  # the beginning of a word: words that go on from there
        for word in counts:
            if len(word) > 1:
                self._longer.setdefault(word[0], []).append(word)
        self._next: dict[str, Next] = {}
        self._owed: dict[str, float] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def cost(self, word: str, unknown: float = 0.0) -> float:
        """What a word costs; `unknown` where it is none."""
        count = self._counts.get(word)
        return unknown if count is None else self._total - log(count)

    def begin(self, prefix: str) -> bool:
        """Whether a word of more than one character begins with this character."""
        return prefix in self._longer

    def owed(self, prefix: str) -> float:
        """The cost of the likeliest word that begins with `prefix` and goes on."""
        known = self._owed.get(prefix)
        if known is None:
            known = self._owed[prefix] = self._total - log(max(map(self._counts.__getitem__, self._longer[prefix])))
        return known

    def after(self, prefix: str) -> Next:
        """What follows the beginning of a word, which is a character that begins one or was found to go on from here."""
        known = self._next.get(prefix)
        if known is None:
            known = self._next[prefix] = Next({}, {})
            at = len(prefix)
            for word in self._longer[prefix]:
                if len(word) == at + 1:
                    known.ends[word[at]] = self.cost(word)
                else:
                    known.longer.setdefault(word[at], []).append(word)
            for character, words in known.longer.items():
                self._longer[prefix + character] = words
        return known

    def endings(self, prefix: str) -> list[tuple[str, float]]:
        """The characters that end a word which is not rare, with its cost."""
        return [(character, cost) for character, cost in self.after(prefix).ends.items() if cost <= _COMMON]


@cache
def words() -> Words:
    """The dictionary, built once."""
    counts = jieba_words.counts()
    terms = _labels("")
    for term in sorted(terms):
        counts[term] = max(counts.get(term, 0), _LABEL_COUNT)
    for part, labels in sorted(_parts(terms).items()):
        if part in counts:
            counts[part] += labels * _PART_COUNT
        elif labels >= _STEM_LABELS and len(part) == 2:
            counts[part] = _LABEL_COUNT
    return Words(counts, terms, _labels("sectors"))


def _parts(terms: frozenset[str]) -> Counter[str]:
    """How many labels hold a string of two to four characters; a stem that no dictionary knows (危化) begins several."""
    found = Counter(chain.from_iterable(map(_inner, terms)))
    begins = Counter(term[:2] for term in terms if len(term) > 2)
    return Counter({part: count for part, count in found.items() if len(part) > 2 or begins[part] or count > 1})


def _inner(term: str) -> set[str]:
    """The strings of two to four characters within a term."""
    whole = len(term)
    return {term[begin : begin + size] for size in (2, 3, 4) if size < whole for begin in range(whole - size + 1)}


def _labels(of: str) -> frozenset[str]:
    found: set[str] = set()
    for file in sorted(files("ontology").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".ttl") and file.name.startswith(of):
            found.update(_LABEL.findall(file.read_text("utf-8")))
    return frozenset(found)
