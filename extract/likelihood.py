"""The likeliest reading of characters of which some are unknown: words of a dictionary, one after the other.

A front holds, for each unfinished word, the cheapest reading that ends with it; one step appends one character. Costs are natural
logarithms (extract/wordlist.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract import script, wordlist
from extract.gbk import gbk

ANY = -1  # a first byte that nothing shows: the second of a user-defined pair
BRACKET = "\0"  # stands for a bracket with pinyin, which is ASCII and sets the bytes right
PUNCTUATION = {
    "、": 3.0, "，": 3.0, ",": 3.0, "。": 4.0, "”": 4.5, "“": 4.5, "》": 5.5, "《": 5.5, "（": 6.0, "）": 6.0,
    "；": 5.0, "：": 5.0, ":": 5.0, ";": 4.0, "!": 5.0, "—": 7.0, "…": 8.0,
}  # fmt: skip
_ALONE = 1.5  # a hanzi that is no part of a longer word
_RARE = 15.0  # characters that cost more are not guessed
_BEAM = 10


class Path(NamedTuple):
    """A reading so far: linked backwards. `shown` is the index in the text of the pair that ends the character, -1 for none."""

    cost: float
    before: Path | None
    character: str
    shown: int


Choice = tuple[str, str, float]  # a character, the same in simplified script, its cost as a word of its own
Front = dict[str, Path]  # unfinished word: the cheapest reading that ends with it


class Reader:
    """The likelihood of strings in the script of one text."""

    def __init__(self, traditional: bool) -> None:
        self.traditional = traditional
        self.words = wordlist.words()
        self.plain: dict[str, str] = {}
        self.known: dict[tuple[int, int, int], list[Choice]] = {}

    def simple(self, character: str) -> str:
        """The character in simplified script."""
        known = self.plain.get(character)
        if known is None:
            known = self.plain[character] = script.convert(character)
        return known

    def likely(self, character: str) -> bool:
        """Whether a lost byte may be filled up to this character: a sign or a hanzi of the text's own script."""
        simple = self.simple(character)
        if simple != character and not self.traditional:
            return False
        return simple in PUNCTUATION or simple in self.words.costs

    def alone(self, simple: str) -> float:
        """The cost of one character as a word of its own."""
        if simple in PUNCTUATION:
            return PUNCTUATION[simple]
        if simple.isascii():
            return 5.0 if simple.isdigit() or simple.isspace() else 9.0 if simple.isalpha() else 12.0
        return self.words.costs.get(simple, 17.0) + _ALONE

    def step(self, front: Front, choices: Iterable[Choice], shown: int, extra: float, into: Front) -> None:
        """Every reading of `front` with one of the characters more, kept in `into` where it is the cheapest of its kind."""
        costs, prefixes = self.words.costs, self.words.prefixes
        unfinished = [(prefix, path, path.cost + extra) for prefix, path in front.items() if prefix]
        fresh = front.get("")
        for character, simple, alone in choices:
            best = into[""].cost if "" in into else 1e9
            if fresh is not None:
                cost = fresh.cost + extra
                if cost + alone < best:
                    into[""] = Path(best := cost + alone, fresh, character, shown)
                if simple in prefixes and (simple not in into or cost < into[simple].cost):
                    into[simple] = Path(cost, fresh, character, shown)
            for prefix, path, cost in unfinished:
                longer = prefix + simple
                price = costs.get(longer)
                if price is not None and cost + price < best:
                    into[""] = Path(best := cost + price, path, character, shown)
                if longer in prefixes and (longer not in into or cost < into[longer].cost):
                    into[longer] = Path(cost, path, character, shown)

    def complete(self, front: Front, shown: int, extra: float, into: Front) -> None:
        """Readings whose last word ends with a character of which nothing is known."""
        ends = wordlist.completions()
        for prefix, path in front.items():
            for character in ends.get(prefix, ""):
                cost = path.cost + extra + self.words.costs[prefix + character]
                if "" not in into or cost < into[""].cost:
                    into[""] = Path(cost, path, character, shown)

    def choices(self, lead: int, trails: Sequence[int]) -> list[Choice]:
        """The characters with this first byte (ANY; -b: those that show nothing behind b) and one of these second bytes."""
        key = (lead, trails[0], len(trails))  # the ranges of second bytes in use differ in these
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = _choices(lead, trails, self)
        return known

    def choice(self, character: str) -> Choice:
        """A known character."""
        simple = self.simple(character)
        return character, simple, self.alone(simple)

    def read(self, front: Front, characters: Iterable[str], at: int) -> Front:
        """`front` followed by known characters, the first of them at index `at` of the text."""
        for offset, character in enumerate(characters):
            if character == BRACKET:
                continue
            following: Front = {}
            self.step(front, (self.choice(character),), at + offset, 0.0, following)
            front = following
        return front


def pruned(front: Front, reader: Reader) -> Front:
    """The likeliest readings of a front."""
    if len(front) <= _BEAM:
        return front
    # An unfinished word owes its price: that of the likeliest word that begins so.
    owed = reader.words.prefixes
    ranked = sorted(front.items(), key=lambda item: (item[1].cost + (owed[item[0]] if item[0] else 0.0), item[0]))
    return dict(ranked[:_BEAM])


def least(front: Front, reader: Reader) -> float:
    """The cost that the likeliest reading of a front will have at least."""
    owed = reader.words.prefixes
    return min(path.cost + (owed[prefix] if prefix else 0.0) for prefix, path in front.items())


def _choices(lead: int, trails: Sequence[int], reader: Reader) -> list[Choice]:
    """The characters with this first byte (or any) and one of these second bytes.

    Where bytes are unknown only characters that are not rare come in question.
    """
    table = gbk()
    if lead >= 0:
        entries = [character for trail in trails if (character := table.shown.get((lead, trail))) is not None]
    elif len(trails) > 20:
        return []  # nothing is known of the character at all
    else:
        firsts = table.holes.get(-lead) or range(0xA1, 0xFF)
        entries = [character for trail in trails for first, character in table.by_trail.get(trail, []) if first in firsts]
    choices = [reader.choice(character) for character in entries if reader.likely(character)]
    return choices if len(entries) == 1 else [choice for choice in choices if choice[2] <= _RARE]
