"""How likely a Chinese string is: jieba's word frequencies, with the ontology's own labels as common words.

Read only when a text is damaged; 0.3 s once in a process. Costs are natural logarithms (smaller is likelier).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import NamedTuple

_LONGEST = 6  # characters; longer entries are names and proverbs that say nothing about damage
_RAREST = 12  # occurrences
_LABEL = re.compile(r'"([\u4e00-\u9fff]{2,8})"@zh')
_ENTRY = re.compile(rf"^(\S(?= )|\S{{2,{_LONGEST}}}(?= \d\d)) (\d+)", re.MULTILINE)  # a word, its count; of longer words than one character none below 10
_COMMON = 13.0
_PART_COUNT = 600  # a word within a label counts so much more often
_STEM_LABELS = 4  # labels that must begin with a stem that is no word
_LABEL_COUNT = 3000  # a label of the ontology counts like a word seen so often


class Words(NamedTuple):
    costs: dict[str, float]
    prefixes: dict[str, float]  # proper ones, with the cost of the likeliest word that begins so
    terms: frozenset[str]  # the ontology's labels
    sectors: frozenset[str]  # those of the sectors


@cache
def words() -> Words:
    """The dictionary, built once."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed; install zeren-kg with its dependencies.")
    entries = _ENTRY.findall((Path(spec.origin).parent / "dict.txt").read_text("utf-8"))
    counts = {word: int(count) for word, count in entries if len(count) > 2 or int(count) >= _RAREST or len(word) == 1}
    terms = _labels("")
    for term in sorted(terms):
        counts[term] = max(counts.get(term, 0), _LABEL_COUNT)
    for part, labels in sorted(_parts(terms).items()):
        if part in counts:
            counts[part] += labels * _PART_COUNT
        elif labels >= _STEM_LABELS and len(part) == 2:
            counts[part] = _LABEL_COUNT
    total = log(sum(counts.values()))
    logs = {count: log(count) for count in set(counts.values())}
    costs = {word: total - logs[count] for word, count in counts.items()}
    prefixes: dict[str, float] = {}
    for word in sorted(counts, key=counts.__getitem__, reverse=True):  # the likeliest word first
        cost = costs[word]
        for end in range(1, len(word)):
            prefixes.setdefault(word[:end], cost)
    return Words(costs, prefixes, terms, _labels("sectors"))


@cache
def completions() -> dict[str, str]:
    """The beginning of a word that is not rare: the characters that end it."""
    found: dict[str, list[str]] = {}
    for word, cost in words().costs.items():
        if cost <= _COMMON and len(word) >= 2:
            found.setdefault(word[:-1], []).append(word[-1])
    return {begin: "".join(ends) for begin, ends in found.items()}


@cache
def _in_order() -> list[str]:
    return sorted(words().costs)


@cache
def followers(prefix: str) -> frozenset[str]:
    """The characters that stand behind `prefix` in words that begin with it."""
    ordered = _in_order()
    first = bisect_right(ordered, prefix)
    last = bisect_left(ordered, prefix + "\U0010ffff")
    at = len(prefix)
    return frozenset(word[at] for word in ordered[first:last])


def _parts(terms: frozenset[str]) -> Counter[str]:
    """How many labels hold a string of two to four characters; a stem that no dictionary knows (危化) begins several."""
    found: Counter[str] = Counter()
    for term in terms:
        found.update({term[begin:end] for begin in range(len(term)) for end in range(begin + 2, min(len(term), begin + 4) + 1) if end - begin < len(term)})
    begins = Counter(term[:2] for term in terms if len(term) > 2)
    return Counter({part: count for part, count in found.items() if len(part) > 2 or begins[part] or count > 1})


def _labels(of: str) -> frozenset[str]:
    found: set[str] = set()
    for file in sorted(files("ontology").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".ttl") and file.name.startswith(of):
            found.update(_LABEL.findall(file.read_text("utf-8")))
    return frozenset(found)
