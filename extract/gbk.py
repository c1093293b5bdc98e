"""The bytes of GBK characters, as decoders show them, and what the bytewise replacement makes of a word."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

UNSEEN_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # user-defined areas: shown as nothing
UNSEEN_HOLES = (0xA2, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9)  # rows of symbols with empty places


class Bytes(NamedTuple):
    """Pairs of bytes and the characters that they show; `holes` are second bytes that show nothing behind a first byte of symbols."""

    shown: dict[tuple[int, int], str]
    pair: dict[str, tuple[int, int]]
    by_trail: dict[int, list[tuple[int, str]]]
    holes: dict[int, frozenset[int]]


@cache
def gbk() -> Bytes:
    """The table, built once."""
    shown: dict[tuple[int, int], str] = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            character = bytes((lead, trail)).decode("gb18030", "ignore")
            if len(character) == 1:
                shown[lead, trail] = character
    pair = {character: place for place, character in shown.items()}
    by_trail: dict[int, list[tuple[int, str]]] = {}
    holes = {lead: frozenset(trail for trail in range(0xA1, 0xFF) if "\ue000" <= shown.get((lead, trail), "\ue000") <= "\uf8ff") for lead in UNSEEN_HOLES}
    for (lead, trail), character in shown.items():
        if not "\ue000" <= character <= "\uf8ff":
            by_trail.setdefault(trail, []).append((lead, character))
    return Bytes(shown, pair, by_trail, holes)


def damaged(words: str) -> str:
    """What is left of `words` after GBK, the bytewise replacement, and a decoder that shows no user-defined characters."""
    data = words.encode("gbk", "ignore").replace(b"\xa3\xbb", b";").replace(b"\xa3\xa1", b"!")
    return re.sub("[\ufffd\ue000-\uf8ff]", "", data.decode("gb18030", "replace"))


@cache
def odd(character: str) -> bool:
    """Whether the character hardly ever stands in such prose: kana, rare symbols, user-defined and second-level hanzi."""
    if "\u4e00" <= character <= "\u9fff":
        try:
            return character.encode("gb2312")[0] >= 0xD8
        except UnicodeEncodeError:
            return not _in_big5_first_level(character)
    return "\u3040" <= character <= "\u33ff" or "\u2460" <= character <= "\u27bf" or "\u0370" <= character <= "\u04ff" or "\ue000" <= character <= "\uf8ff"


def _in_big5_first_level(character: str) -> bool:
    try:
        return character.encode("big5")[0] < 0xC9
    except UnicodeEncodeError:
        return False
