"""How likely a Chinese string is: jieba's word frequencies, with the ontology's own labels as common words.

Read only when a text is damaged; 0.3 s once in a process. Costs are natural logarithms (smaller is likelier).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import NamedTuple

_LONGEST = 6  # characters; longer entries are names and proverbs that say nothing about damage
_RAREST = 3  # occurrences
_LABEL = re.compile(r'"([\u4e00-\u9fff]{2,8})"@zh')
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
    fields = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").split("\n")
    counts: dict[str, int] = {}
    for line in fields:
        word, _, rest = line.partition(" ")
        count = int(rest.partition(" ")[0] or 0)
        if len(word) <= _LONGEST and (count >= _RAREST or len(word) == 1):
            counts[word] = max(count, 1)
    terms = _labels("")
    for term in terms:
        counts[term] = max(counts.get(term, 0), _LABEL_COUNT)
    total = log(sum(counts.values()))
    costs = {word: total - log(count) for word, count in counts.items()}
    prefixes: dict[str, float] = {}
    for word, cost in costs.items():
        for end in range(1, len(word)):
            if cost < prefixes.get(word[:end], 99.0):
                prefixes[word[:end]] = cost
    return Words(costs, prefixes, terms, _labels("sectors"))


def _labels(of: str) -> frozenset[str]:
    found: set[str] = set()
    for file in sorted(files("ontology").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".ttl") and file.name.startswith(of):
            found.update(_LABEL.findall(file.read_text("utf-8")))
    return frozenset(found)
