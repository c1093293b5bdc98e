"""Words that are none inside a place's name: 和 joins, but not in 和田市 or 呼和浩特市; 都 is no adverb in 成都.

The gazetteer tells which names hold a word, so that every place of the country is read alike and no pattern lists any.
A guard looks at no more than two characters of a name on either side of the word; most words stand in no name and need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

from ontology.jurisdictions import Row, rows

from .quick import alternatives, front

_NEAR = 2  # characters on either side of a word that tell a name
_LONGEST = 6  # characters of a district's name; longer ones (吉林经济开发区) describe a zone of a place
_LEVELS = frozenset("省市州县区旗盟")
_LOOKS = ("^", "(?=", "(?!", "(?<=", "(?<!")
_REPEAT = ("?", "*", "+", "{")
_JOINS_NOT = "由在从到赴于"  # behind these no word joins


def outside_places(pattern: str, at_begin: bool = False) -> str:
    """The pattern with a guard behind the word that each of its alternatives begins with, where places' names hold that word.

    `at_begin` is for a pattern that is matched only where words begin: a name that begins before the word is none there.
    """
    return "|".join(_guarded(option, at_begin) for option in alternatives(pattern))


def _guarded(option: str, at_begin: bool) -> str:
    """One alternative: its looks, then the word, class or group that it begins with, guarded, then the rest."""
    if option[:1].isalpha() and option[1:2].isalpha() and option[:2] not in _pairs() and not option.startswith(_REPEAT, 2):
        return option  # most words
    looks = ""
    while option.startswith(_LOOKS):
        look, option = front(option)
        looks += look
    begin, rest = front(option) if option else ("", "")
    if rest.startswith("?") and not rest.startswith(("??", "?+")):
        return looks + (outside_places(begin, at_begin) if len(begin) > 1 else begin) + "?" + _guarded(rest[1:], at_begin)
    if begin.startswith("(?:"):
        return f"{looks}(?:{outside_places(begin[3:-1], at_begin)}){rest}"
    if begin.startswith("[") and not rest.startswith(_REPEAT):
        if not rest or not "\u4e00" <= rest[0] <= "\u9fff":
            return looks + _members(begin, at_begin) + rest
        looks, option = looks + begin, rest  # [省市]内: 内 is the word
    size = next((at for at, character in enumerate(option) if not "\u4e00" <= character <= "\u9fff"), len(option))
    if option.startswith(_REPEAT, size):
        size -= 1  # 按照?: the last character may be missing
    if size <= 0:
        return looks + option
    ahead = front(option[size:])[0] if option.startswith("(?=", size) else ""  # 新(?=成立): what must follow, no name may have
    word, rest = option[:size], option[size:]
    if rest.startswith("(?!"):  # 在(?!建): 在建德市 is no 在建
        but, rest = front(rest)
        rest = f"(?!{outside_places(but[3:-1], True)}){rest}"
    return looks + word + apart(word, at_begin, ahead) + rest


def _members(of: str, at_begin: bool) -> str:
    """A class of words; as alternatives, where any of them needs a guard."""
    words = of[1:-1]
    guards = {} if "-" in words or "\\" in words or words[0] == "^" else {word: apart(word, at_begin) for word in words}
    plain = "".join(word for word in words if not guards.get(word))
    return f"(?:{'|'.join(([f'[{plain}]'] if plain else []) + [word + guards[word] for word in words if guards[word]])})" if any(guards.values()) else of


@cache
def apart(word: str, at_begin: bool = False, ahead: str = "") -> str:
    """What stands behind `word` in a pattern so that it matches nowhere inside a place's name; "" for a word that no name holds.

    商 gives (?!丘|南县|城县|州区|水县|河县|洛|都县), 自 gives (?!贡|流井|(?<=蒙自)市): what follows, and what stands before where a name does.
    `ahead` is what the pattern itself looks for behind the word.
    """
    around = {(before[-_NEAR:], after[:_NEAR]) for before, after in _around(word) if not (at_begin and before or ahead and not re.match(ahead, after))}
    told = {one for one in around if not _told(one, around)}
    brief = {(before, after) for before, after in told if not before and after in _LEVELS}
    looks = [*sorted(after for before, after in told - brief if not before), *_within(word, told), *(_brief(word, level, at_begin) for _, level in sorted(brief))]
    return f"(?!{'|'.join(look for look in looks if look)})" if any(looks) else ""


def _around(word: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind a word in the names that hold it."""
    names = _names()
    at = names.find(word)
    while at >= 0:
        before, after = names[names.rfind("\n", 0, at) + 1 : at], names[at + len(word) : names.find("\n", at)]
        if after or word[-1] not in _LEVELS:
            yield before, after
        at = names.find(word, at + 1)


def _told(one: tuple[str, str], around: set[tuple[str, str]]) -> bool:
    """Whether less of what is around a word tells a name already: 成都 does for 成都市, but 和县 not for what begins with 和县."""
    before, after = one
    less = ((before[at:], after[:to]) for at in range(len(before) + 1) for to in range(len(after) + 1))
    return any(other in around and other != one and (other[0] or other[1] not in _LEVELS) for other in less)


def _within(word: str, told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The looks for names that begin before the word: (?<=丰都|宁都|望都)县. Words, and no class of characters, which takes long to compile."""
    behind: dict[tuple[int, str], set[str]] = {}
    for before, after in told:
        if before:
            behind.setdefault((len(before), after), set()).add(before)
    for size, after in sorted(behind):
        yield f"(?<={'|'.join(before + word for before in sorted(behind[size, after]))})" + after + ("(?!级)" if after == "县" else "")


def _brief(word: str, level: str, at_begin: bool) -> str:
    """The look for a name that is no more than the word and a level: 和县, 会同县 may as well be two words (市和县, 会同县公安局).

    It is the name behind the province or prefecture; that of one character also where none stands before it, or one that it joins to nothing.
    """
    alone = [rf"(?<!\w{word})", f"(?<={'|'.join(one + word for one in _JOINS_NOT)})"] if len(word) == 1 else []
    ends: dict[str, None] = {}
    for row in rows() if not at_begin else ():
        above = _by_code().get(row.parent) if row.name == word + level else None
        while above:
            ends |= dict.fromkeys(name[-_NEAR:] + word for name in (above.name, above.short) if name)
            above = _by_code().get(above.parent)
    behind = "|".join(alone[: 1 if at_begin else 2] + ([f"(?<={'|'.join(ends)})"] if ends else []))
    return f"(?:{behind}){level}(?!级|区)" if behind else ""


@cache
def _by_code() -> dict[str, Row]:
    return {row.code: row for row in rows()}


@cache
def _pairs() -> frozenset[str]:
    """Characters that stand side by side in names."""
    return frozenset(map(add, _names(), _names()[1:]))


@cache
def _names() -> str:
    """The names of all places, a line each; without 自治州, 自治县 and the zones that are named after a place."""
    names: dict[str, None] = {}
    for row in rows():
        name = row.name.partition("自治")[0]
        if row.name[-1] in _LEVELS and (len(name) <= _LONGEST or name[-1] != "区"):
            names[name] = None
        if row.short and row.level != "county" and not row.plain:
            names[row.short] = None
        if row.short and name != row.name:
            names[row.short.removesuffix(row.name[-1]) + row.name[-1]] = None
    return "\n".join(("", *sorted(names), ""))
