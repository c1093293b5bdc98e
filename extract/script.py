"""Traditional to simplified script with OpenCC's dictionaries, character for character.

`t2s` never changes the length of a text, so offsets survive it. The dictionaries are those of opencc-python-reimplemented;
they are applied here in one pass (phrases first, leftmost and longest), because that package's own converter reads 0.8 million
characters a second and this one some twenty times as many. A test holds the two against each other.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# Characters that dictionaries write otherwise, but that are parts of people's names: kept as they were written.
_NAMES = "甯甦"
_HOW_MANY = 2  # traditional characters in a line of simplified prose: one alone is a name (毕昇) or a quotation


class _Phrases(NamedTuple):
    simplified: dict[str, str]
    pattern: re.Pattern[str]


def _entries(name: str) -> list[tuple[str, str]]:
    lines = (files("opencc") / "dictionary" / name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return [(key, value.split(" ")[0]) for key, value in pairs]


@cache
def _characters() -> dict[int, str]:
    """Code point of a traditional character → the simplified one."""
    return {ord(key): value for key, value in _entries("TSCharacters.txt") if key != value and key not in _NAMES}


@cache
def _traditional() -> re.Pattern[str]:
    """A character that tells of traditional script. This is asked of every text; the rest only of those that hold one."""
    # Beyond U+FFFF no common character is left, and a class within it is a bitmap: twenty times as quick.
    traditional = "".join(chr(code) for code in _characters() if code < 0x10000)
    both = _written_in("gb2312", traditional)  # texts in simplified script may hold these: 乾, 徵, 於
    return re.compile(f"[{''.join(character for character in traditional if character not in both)}]")


@cache
def _simplified() -> re.Pattern[str]:
    """A character that no traditional text writes: Big5 has none of them (it has 里, 后, 云, which are both)."""
    characters = _characters()
    simplified = "".join(sorted({value for value in characters.values() if ord(value) not in characters and ord(value) < 0x10000}))
    both = _written_in("big5", simplified)
    return re.compile(f"[{''.join(character for character in simplified if character not in both)}]")


@cache
def _phrases() -> _Phrases:
    """Phrases that are not written character for character, the longest tried first."""
    phrases = dict(_entries("TSPhrases.txt"))
    keys = sorted(phrases, key=lambda key: (-len(key), key))
    return _Phrases(phrases, re.compile("|".join(map(re.escape, keys))))


def _written_in(repertoire: str, characters: str) -> frozenset[str]:
    """Those of the characters that the repertoire has."""
    return frozenset(characters.encode(repertoire, "ignore").decode(repertoire))


def has_traditional(text: str) -> bool:
    """Whether the text holds a character that only traditional script writes: one pass of a character class."""
    return _traditional().search(text) is not None


def simplify(text: str, converted: bool = False) -> str:
    """The text in simplified script, of the same length; lines that are in simplified script stay as they are.

    `converted` says that the text was made traditional by a program: then no character of it is a name's own spelling.
    """
    if _traditional().search(text) is None:
        return text
    if converted:
        return convert(text)
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    found = _traditional().findall(line)
    if not found or (len(found) < _HOW_MANY and _simplified().search(line)):
        return line
    return convert(line)


def convert(words: str) -> str:
    """Every traditional character and phrase of `words` in simplified script, whatever stands around it."""
    phrases = _phrases()
    written = words.translate(_characters())
    parts: list[str] = []
    done = 0
    for phrase in phrases.pattern.finditer(words):
        begin, end = phrase.span()
        parts += (written[done:begin], phrases.simplified[phrase.group()])
        done = end
    return "".join(parts) + written[done:] if parts else written
