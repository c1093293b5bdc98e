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
_AT_END = 4.0  # the same before a comma or full stop
_LAST = frozenset("的了等中上下后前内外处起人家次区县市镇乡村路。，、”》）")
_RARE = 15.0  # characters that cost more are not guessed
_BEAM = 10


class Path(NamedTuple):
    """A reading so far: linked backwards. `shown` is the index in the text of the pair that ends the character, -1 for none."""

    cost: float
    before: Path | None
    character: str
    shown: int


class Choices(NamedTuple):
    """Characters that may stand at a place: `simple` maps the simplified form to the one written, the first of them winning."""

    simple: dict[str, str]
    alone: float  # the cost of the likeliest as a word of its own
    likeliest: str
    begins: tuple[str, ...]  # simplified forms with which longer words begin


Front = dict[str, Path]  # unfinished word: the cheapest reading that ends with it


class Reader:
    """The likelihood of strings in the script of one text."""

    def __init__(self, traditional: bool) -> None:
        self.traditional = traditional
        self.words = wordlist.words()
        self.plain: dict[str, str] = {}
        self.known: dict[tuple[int, int, int], tuple[str, ...]] = {}
        self.single: dict[str, Choices] = {}
        self.several: dict[tuple[tuple[str, ...], bool], Choices] = {}

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
        return simple in PUNCTUATION or simple in self.words

    def alone(self, simple: str) -> float:
        """The cost of one character as a word of its own."""
        if simple in PUNCTUATION:
            return PUNCTUATION[simple]
        if simple.isascii():
            return 5.0 if simple.isdigit() or simple.isspace() else 9.0 if simple.isalpha() else 12.0
        return self.words.cost(simple, 17.0) + _ALONE

    def step(self, front: Front, choices: Choices, shown: int, extra: float, into: Front) -> None:
        """Every reading of `front` with one of the characters more, kept in `into` where it is the cheapest of its kind."""
        if not choices.simple:
            return
        best = into[""].cost if "" in into else 1e9
        for prefix, path in front.items():
            cost = path.cost + extra
            if not prefix:
                if cost + choices.alone < best:
                    into[""] = Path(best := cost + choices.alone, path, choices.likeliest, shown)
                for simple in choices.begins:
                    if simple not in into or cost < into[simple].cost:
                        into[simple] = Path(cost, path, choices.simple[simple], shown)
                continue
            ends, longer = self.words.after(prefix)
            for simple in choices.simple:  # in their order: equal costs must not be settled by a set's
                price = ends.get(simple)
                if price is not None and cost + price < best:
                    into[""] = Path(best := cost + price, path, choices.simple[simple], shown)
                if simple in longer:
                    begun = prefix + simple
                    if begun not in into or cost < into[begun].cost:
                        into[begun] = Path(cost, path, choices.simple[simple], shown)

    def complete(self, front: Front, shown: int, extra: float, into: Front) -> None:
        """Readings whose last word ends with a character of which nothing is known."""
        for prefix, path in front.items():
            for character, price in self.words.endings(prefix) if prefix else ():
                cost = path.cost + extra + price
                if "" not in into or cost < into[""].cost:
                    into[""] = Path(cost, path, character, shown)

    def characters(self, lead: int, trails: Sequence[int]) -> tuple[str, ...]:
        """The characters with this first byte (ANY; -b: those that show nothing behind b) and one of these second bytes."""
        key = (lead, trails[0], len(trails))  # the ranges of second bytes in use differ in these
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = _characters(lead, trails, self)
        return known

    def choices(self, characters: tuple[str, ...], ending: bool = False) -> Choices:
        """Characters as choices; `ending` at the end of a clause, where words of one character are rare."""
        known = self.several.get((characters, ending))
        if known is None:
            simple: dict[str, str] = {}
            for character in characters:
                simple.setdefault(self.simple(character), character)
            costs = {one: self.alone(one) + (_AT_END if ending and one not in _LAST else 0.0) for one in simple}
            likeliest = min(costs, key=costs.__getitem__, default="")
            begins = tuple(one for one in simple if self.words.begin(one))
            known = Choices(simple, costs.get(likeliest, 0.0), simple.get(likeliest, ""), begins)
            self.several[characters, ending] = known
        return known

    def read(self, front: Front, characters: Iterable[str], at: int) -> Front:
        """`front` followed by known characters, the first of them at index `at` of the text."""
        for offset, character in enumerate(characters):
            if character == BRACKET:
                continue
            following: Front = {}
            known = self.single.get(character)
            if known is None:
                known = self.single[character] = self.choices((character,))
            self.step(front, known, at + offset, 0.0, following)
            front = following
        return front


def pruned(front: Front, reader: Reader) -> Front:
    """The likeliest readings of a front."""
    if len(front) <= _BEAM:
        return front
    # An unfinished word owes its price: that of the likeliest word that begins so.
    owed = reader.words.owed
    ranked = sorted(front.items(), key=lambda item: (item[1].cost + (owed(item[0]) if item[0] else 0.0), item[0]))
    return dict(ranked[:_BEAM])


def least(front: Front, reader: Reader) -> float:
    """The cost that the likeliest reading of a front will have at least."""
    owed = reader.words.owed
    return min(path.cost + (owed(prefix) if prefix else 0.0) for prefix, path in front.items())


def _characters(lead: int, trails: Sequence[int], reader: Reader) -> tuple[str, ...]:
    """The characters with this first byte (or any) and one of these second bytes.

    Where bytes are unknown only characters that are not rare come in question.
    """
    table = gbk()
    if lead >= 0:
        entries = [character for trail in trails if (character := table.shown.get((lead, trail))) is not None]
    elif len(trails) > 20:
        return ()  # nothing is known of the character at all
    else:
        firsts = table.holes.get(-lead) or range(0xA1, 0xFF)
        entries = [character for trail in trails for first, character in table.by_trail.get(trail, []) if first in firsts]
    likely = [character for character in entries if reader.likely(character)]
    return tuple(likely if len(entries) == 1 else [character for character in likely if reader.alone(reader.simple(character)) <= _RARE])
