"""How alike two demands are worded, and how much of one is copied from another: the one measure used everywhere.

*Plain wording* (`plain`) is what is compared: simplified script, full-width letters and digits made half-width, without
spaces, punctuation and quotation marks.

*Likeness* (`likeness`) is the Dice coefficient of the two texts' words, counted with repetition: twice the words they
share, divided by the words of both; 1 for the same words, 0 for none in common. Words are jieba's search tokens (long
words and the words inside them, so 主体责任制 and 监管责任 share 责任), without single characters that are not
digits and without the glue of the genre (kg/words/glue.txt: 加强 进一步 安全生产 …), which any two demands share.

*Copied* (`copied`) is the share of the second text's characters, in plain wording, that stand in runs of at least `RUN`
characters which the first text has too, word for word. 1.0 is a verbatim copy.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

RUN = 5  # characters; shorter common runs are single words (安全生产), which nobody copied
ALIKE = 0.5  # likeness from which two demands are taken for one demand in two wordings


@cache
def glue() -> frozenset[str]:
    """The words of kg/words/glue.txt."""
    from importlib import resources

    lines = resources.files("kg").joinpath("words/glue.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _traditional() -> frozenset[str]:
    """The characters that a simplified text does not contain, from OpenCC's own table."""
    from importlib import resources

    table = resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return frozenset(old for old, new in pairs if old not in new.split(" "))


@cache
def _converter() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` in simplified script, character for character (t2s keeps the length); most texts need no conversion."""
    if _traditional().isdisjoint(text):
        return text
    return str(_converter().convert(text))  # type: ignore[attr-defined]


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """`text` as it is compared and searched: simplified, half-width, lower case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", simplified(text)).lower()
    return "".join(c for c in folded if c.isalnum())


@cache
def tokenizer() -> jieba.Tokenizer:
    """jieba with its own dictionary; loaded once, 0.6 s."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    made = jieba.Tokenizer()
    made.initialize()
    return made


@lru_cache(maxsize=1 << 17)
def tokens(text: str) -> tuple[str, ...]:
    """The words that likeness counts, in order, with repetition. Kept, because a demand is compared many times."""
    folded = unicodedata.normalize("NFKC", simplified(text)).lower()
    empty = glue()
    return tuple(
        word
        for word in tokenizer().cut_for_search(folded)
        if word not in empty and (len(word) > 1 and any(c.isalnum() for c in word) or word.isdigit())
    )


def dice(left: Iterable[str], right: Iterable[str]) -> float:
    """The Dice coefficient of two bags; 0 when both are empty."""
    a, b = Counter(left), Counter(right)
    size = a.total() + b.total()
    return 2 * (a & b).total() / size if size else 0.0


def likeness(left: str, right: str) -> float:
    """0 … 1: how alike the two texts are worded. Same plain wording is 1 even when all its words are glue."""
    if plain(left) == plain(right):
        return 1.0
    return dice(tokens(left), tokens(right))


def copied(source: str, text: str) -> float:
    """0 … 1: the share of `text`'s characters that are copied from `source` in runs of RUN or more (see above)."""
    old, new = plain(source), plain(text)
    if not new:
        return 0.0
    if old == new:
        return 1.0
    runs = {old[at : at + RUN] for at in range(len(old) - RUN + 1)}
    covered = bytearray(len(new))
    for at in range(len(new) - RUN + 1):
        if new[at : at + RUN] in runs:
            covered[at : at + RUN] = b"\1" * RUN
    return sum(covered) / len(new)


class Index:
    """Texts by their words, to find the likest without comparing every pair."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._bags: list[Counter[str]] = []
        self._same: dict[str, list[int]] = {}
        self._where: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            bag = Counter(tokens(text))
            self._bags.append(bag)
            self._same.setdefault(plain(text), []).append(number)
            for word in bag:
                self._where.setdefault(word, []).append(number)

    def like(self, text: str, least: float = ALIKE) -> list[tuple[float, int]]:
        """(likeness, number) of the texts that are at least `least` alike, best first, ties in their order."""
        bag, wording = Counter(tokens(text)), plain(text)
        shared: Counter[int] = Counter()
        for word, count in bag.items():
            for number in self._where.get(word, ()):
                shared[number] += min(count, self._bags[number][word])
        found = {number: 2 * common / (bag.total() + self._bags[number].total()) for number, common in shared.items()}
        found.update(dict.fromkeys(self._same.get(wording, ()), 1.0))
        return sorted(
            ((score, number) for number, score in found.items() if score >= least), key=lambda pair: (-pair[0], pair[1])
        )
