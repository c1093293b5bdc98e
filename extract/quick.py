"""Patterns that are searched for in all of a text, written so that the search skips what they cannot begin with.

Python's engine leaps to the next character that may begin a match, but only where every alternative begins with a plain
character. One that begins with a look behind, a class or a group makes it try all alternatives at every place, which takes
ten times as long. `quick` says the same with the first character in front: `(?<!重)要|[尚急]需` becomes `要(?<!重要)|尚需|急需`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

_SPECIAL = frozenset(".^$*+?{}[]\\|()")
_REPEAT = ("*", "+", "?", "{")


class _Later:
    """Stands for a pattern until somebody asks it for something; what was asked for once is then at hand."""

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        made = self.__dict__.get("_made")
        if made is None:
            made = self.__dict__["_made"] = self._make()
        known = self.__dict__[name] = getattr(made, name)
        return known


def later(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """A pattern that is compiled when it is first searched for.

    To compile all patterns of the reader takes a third of a second, and one document needs some half of them. This is for those
    that take long to compile and that most documents do without.
    """
    return cast(re.Pattern[str], _Later(make))


class _Other(Exception):
    """The pattern begins in a way that is not put into other words here."""


def quick(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern: it matches what `pattern` does, at the same places and in the same order of preference."""
    try:
        said = _gathered(_inside(pattern))
    except _Other:
        return re.compile(pattern, flags)
    return re.compile(said if _captures(said) == _captures(pattern) else pattern, flags)


def begins(pattern: str) -> frozenset[str]:
    """The characters with one of which every match of the pattern begins. ValueError where it does not say them one by one.

    Where a pattern is asked for at very many places, to look whether the character is among these refuses most of them.
    """
    found: set[str] = set()
    try:
        for said in (said for option in alternatives(pattern) for said in _begun(option, "")):
            first = front(said)[0]
            if first in (r"\d", r"\s") or first[0] == "[" and (first[1] == "^" or "\\" in first):
                raise _Other
            found |= set(_RANGE.sub(_spelled, first[1:-1]) if first[0] == "[" else first[-1])
    except _Other:
        raise ValueError(f"The pattern may begin with any character: {pattern}") from None
    return frozenset(found)


def _captures(pattern: str) -> int:
    """How many groups a pattern numbers: one that would stand in two alternatives cannot be said so."""
    return len(_CAPTURE.findall(_CLASS.sub("", pattern)))


def _inside(pattern: str, before: str = "") -> str:
    """All alternatives of a pattern, in order, a plain character in front of each; `before` are the looks behind in front of it."""
    options = alternatives(pattern)
    looks = ""
    if len(options) == 1:
        looks, option = _looks(options[0])
        first, rest = front(option) if option else ("", "")
        head = _GROUP.match(first)
        if head and rest[:1] not in _REPEAT:
            return f"{head.group()}{_inside(first[head.end() : -1], before + looks)}){rest}"
    return "|".join(said for option in options for said in _begun(option, before))


_CLASS = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]")
_CAPTURE = re.compile(r"\((?!\?)|\(\?P<")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")  # one that takes characters


def _looks(option: str) -> tuple[str, str]:
    """The looks behind and ahead at the begin of an alternative, and the rest."""
    at = 0
    while at < len(option) and (option[at] == "^" or option.startswith(("(?<=", "(?<!", "(?=", "(?!"), at)):
        at += len(front(option[at:])[0])
    return option[:at], option[at:]


def _begun(option: str, before: str) -> list[str]:
    """One alternative as those that begin with a plain character; `before` are the looks behind that stand before it."""
    looks, option = _looks(option)
    before += looks
    if not option:
        raise _Other
    first, rest = front(option)
    if rest[:1] == "?" and rest[1:2] not in ("?", "+"):
        return [*_begun(first + rest[1:], before), *_begun(rest[1:], before)]
    if first.startswith("(?:") and rest[:1] not in _REPEAT:
        return [said for inner in alternatives(first[3:-1]) for said in _begun(inner + rest, before)]
    if first[0] in _SPECIAL and first[0] not in "[\\" or first[0] == "\\" and first[1] not in "ds":
        raise _Other
    if rest[:1] == "+":
        rest = first + "*" + rest[1:]
    elif rest[:1] in _REPEAT:
        raise _Other
    return [_turned(one, rest, before) for one in _members(first)]


def _turned(one: str, rest: str, before: str) -> str:
    """The character, then what must stand before it, seen from behind it."""
    looks = []
    while before:
        look, before = front(before)
        # what was looked ahead for from before the character is looked for from there again
        looks.append(f"(?<={look}{one})" if look == "^" or look[2] != "<" else f"{look[:4]}(?:{look[4:-1]}){one})")
    return one + "".join(looks) + rest


_MANY = 40  # characters: a class that holds more stays a class
_RANGE = re.compile(r"([^\\])-([^\\])")


def _gathered(said: str) -> str:
    """Alternatives that begin with one character behind that character, in their order: the engine tries all of a pattern's one by one.

    Those that begin with another character cannot match at the same place, so what stands between them is of no account.
    """
    behind: dict[str, list[str]] = {}
    for option in alternatives(said):
        first, rest = front(option)
        if len(first) > 1 or first in _SPECIAL:
            return said
        behind.setdefault(first, []).append(rest)
    return "|".join(first + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})") for first, rests in behind.items())


def _spelled(found: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(found[1]), ord(found[2]) + 1)))


def _members(first: str) -> list[str]:
    """The characters of a class; the class itself, or a character alone, as it is."""
    inner = _RANGE.sub(lambda found: _spelled(found)[: _MANY + 1], first[1:-1])
    if first[0] != "[" or inner.startswith("^") or "-" in inner or "\\" in inner or len(inner) > _MANY:
        return [first]
    return [re.escape(character) for character in dict.fromkeys(inner)]


_PARTS = re.compile(r"\\.|\[(?:\\.|[^\]\\])[^\]\\]*(?:\\.[^\]\\]*)*\]|[()|]")


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern."""
    found: list[str] = []
    begin = depth = 0
    for part in _PARTS.finditer(pattern):
        sign = part.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and not depth:
            found.append(pattern[begin : part.start()])
            begin = part.end()
    return [*found, pattern[begin:]]


def front(pattern: str) -> tuple[str, str]:
    """The first character, class or group of a pattern, and the rest."""
    end = 1
    if pattern[0] in "\\[(":
        depth = 0
        for part in _PARTS.finditer(pattern):
            sign = part.group()
            depth += (sign == "(") - (sign == ")")
            if not depth:
                end = part.end()
                break
    return pattern[:end], pattern[end:]
