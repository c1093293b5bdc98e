"""Pinyin that a bad conversion left in brackets behind a character: 生產(chǎn).

Some converters from simplified to traditional script print the reading that they chose. With tone marks a bracket that
holds one syllable behind a hanzi is such a leftover; without them only when the syllable is a reading of that character, so
that 物联网(IoT) and 甲(a) stay. The readings stand in pinyin.csv, made from pypinyin's table by `python -m extract.pinyin`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTERS = f"a-zA-Zɑɡüê\u0300\u0301\u0304\u0308\u030c{_TONED}{_TONED.upper()}"
# The bracket may be of either width, doubled, or half lost; inside one to three syllables, perhaps numbered tones.
_BRACKET = re.compile(rf"([(（](?<=[\u3400-\u9fff\w].)[(（]?)[ \u3000]?([{_LETTERS}]{{1,6}}[1-5]?(?:[ ·'’][{_LETTERS}]{{1,6}}[1-5]?){{0,3}})[ \u3000]?([)）]{{1,2}})")
_TONE = re.compile(f"[{_TONED}{_TONED.upper()}\u0300\u0301\u0304\u030c]")
_SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouüv]{1,3}(?:ng?|r)?$|ng?$|m$|hm$|hng$")


@cache
def toneless(reading: str) -> str:
    """A syllable without its tone: chǎn → chan, lǜ → lü; upper case and look-alike letters are set right."""
    plain = reading.lower().replace("ɑ", "a").replace("ɡ", "g").rstrip("12345")
    bare = "".join(mark for mark in unicodedata.normalize("NFD", plain) if mark not in "\u0300\u0301\u0304\u030c")
    return unicodedata.normalize("NFC", bare).replace("v", "ü")


@cache
def readings() -> dict[str, str]:
    """Character: its readings with tone marks, separated by spaces. 11,000 characters, both scripts."""
    lines = (files("extract") / "pinyin.csv").read_text("utf-8").splitlines()
    return dict(line.split(",", 1) for line in lines if line and line[0] != "#" and line != "character,readings")


@cache
def _syllables() -> dict[str, frozenset[str]]:
    return {character: frozenset(map(toneless, written.split())) for character, written in readings().items()}


@cache
def characters(syllable: str) -> tuple[str, ...]:
    """The characters that have a syllable, its tone aside, among their readings."""
    plain = toneless(syllable)
    return tuple(character for character, known in _syllables().items() if plain in known)


def can_read(character: str, syllable: str) -> bool:
    """Whether `syllable`, its tone aside, is a reading of `character`."""
    return toneless(syllable) in _syllables().get(character, ())


def leftovers(text: str) -> Iterator[tuple[int, int]]:
    """The half-open spans of brackets that hold leftover pinyin, in order."""
    for found in _BRACKET.finditer(text):
        syllables = re.split(r"[ ·'’]", found.group(2))
        before = text[max(0, found.start() - len(syllables)) : found.start()]
        if _TONE.search(found.group(2)):
            if all(_SYLLABLE.match(toneless(one)) for one in syllables):
                yield found.span()
        elif len(before) == len(syllables) and all(map(can_read, before, syllables)):
            yield found.span()


def write_table() -> None:
    """Write pinyin.csv from pypinyin's table for the characters of GB 2312 and those that OpenCC simplifies."""
    from pathlib import Path

    from pypinyin.pinyin_dict import pinyin_dict

    from extract.script import _entries

    wanted = {ord(key) for key, _ in _entries("TSCharacters.txt")}
    for lead in range(0xB0, 0xF8):
        for trail in range(0xA1, 0xFF):
            wanted.update(map(ord, bytes((lead, trail)).decode("gb2312", "ignore")))
    rows = [f"{chr(code)},{pinyin_dict[code].replace(',', ' ')}" for code in sorted(wanted) if code in pinyin_dict]
    head = ["# character: one hanzi of GB 2312 or a traditional form that OpenCC knows", "# readings: its readings in pinyin with tone marks, separated by spaces", "# source: pypinyin (MIT licence), written by python -m extract.pinyin", "character,readings"]
    Path(__file__).with_name("pinyin.csv").write_text("\n".join(head + rows) + "\n", "utf-8")


if __name__ == "__main__":
    write_table()
