"""Pinyin initials, so that `dljt` finds 道路交通."""

from __future__ import annotations

from collections.abc import Iterable


def initials(names: Iterable[str]) -> str:
    """The initials of each name in lower case, names apart by a space: ("道路交通", "公路") → "dljt gl".

    Words of several readings follow pypinyin's phrase dictionary (重庆 → cq). Names without Chinese are left out.
    """
    from pypinyin import Style, lazy_pinyin

    found = []
    for name in names:
        if any("\u3400" <= c <= "\u9fff" for c in name):
            letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_latin))
            found.append(letters.lower())
    return " ".join(dict.fromkeys(found))


def _latin(words: str) -> str:
    """What is no Chinese character: letters and digits stay, signs and spaces go."""
    return "".join(c for c in words if c.isascii() and c.isalnum())
