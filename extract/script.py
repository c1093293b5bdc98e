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


class _Tables(NamedTuple):
    characters: dict[int, str]
    phrases: dict[str, str]
    phrase: re.Pattern[str]
    traditional: re.Pattern[str]
    simplified: re.Pattern[str]


def _entries(name: str) -> list[tuple[str, str]]:
    lines = (files("opencc") / "dictionary" / name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return [(key, value.split(" ")[0]) for key, value in pairs]


@cache
def _tables() -> _Tables:
    characters = {ord(key): value for key, value in _entries("TSCharacters.txt") if key != value and key not in _NAMES}
    phrases = dict(_entries("TSPhrases.txt"))
    keys = sorted(phrases, key=lambda key: (-len(key), key))
    # Beyond U+FFFF no common character is left, and a class within it is a bitmap: twenty times as quick.
    telling = [chr(code) for code in characters if code < 0x10000 and not _in_gb2312(chr(code))]
    plain = sorted({value for value in characters.values() if ord(value) not in characters and _only_simplified(value)})
    return _Tables(
        characters,
        phrases,
        re.compile("|".join(map(re.escape, keys))),
        re.compile(f"[{''.join(telling)}]"),
        re.compile(f"[{''.join(plain)}]"),
    )


def _in_gb2312(character: str) -> bool:
    """Whether texts in simplified script may hold the character (乾, 徵, 於): GB 2312 is their repertoire."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _only_simplified(character: str) -> bool:
    """Whether no traditional text writes the character: Big5 has none of them (it has 里, 后, 云, which are both)."""
    if ord(character) >= 0x10000:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


def has_traditional(text: str) -> bool:
    """Whether the text holds a character that only traditional script writes: one pass of a character class."""
    return _tables().traditional.search(text) is not None


def simplify(text: str, converted: bool = False) -> str:
    """The text in simplified script, of the same length; lines that are in simplified script stay as they are.

    `converted` says that the text was made traditional by a program: then no character of it is a name's own spelling.
    """
    tables = _tables()
    if tables.traditional.search(text) is None:
        return text
    if converted:
        return convert(text)
    return "".join(_line(line, tables) for line in text.splitlines(keepends=True))


def _line(line: str, tables: _Tables) -> str:
    found = tables.traditional.findall(line)
    if not found or (len(found) < _HOW_MANY and tables.simplified.search(line)):
        return line
    return convert(line)


def convert(words: str) -> str:
    """Every traditional character and phrase of `words` in simplified script, whatever stands around it."""
    tables = _tables()
    written = words.translate(tables.characters)
    parts: list[str] = []
    done = 0
    for phrase in tables.phrase.finditer(words):
        begin, end = phrase.span()
        parts += (written[done:begin], tables.phrases[phrase.group()])
        done = end
    return "".join(parts) + written[done:] if parts else written
