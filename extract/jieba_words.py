"""jieba's word list as data: a word, how often it occurs in the texts that it was counted in, and its tag.

Read from the file of the installed package: some 350,000 lines, of which each question here takes only those that it needs. Loading jieba's
own prefix dictionary would cost five times as much. Raises ModuleNotFoundError where jieba is not installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

_LONGEST = 6  # characters; longer entries are names and proverbs, which say nothing about damage
_COUNTED = re.compile(rf"\n(\S|\S{{2,{_LONGEST}}}+(?= (?:1[2-9]|[2-9]\d|\d{{3}}))) (\d+)")  # of longer words than one character, those seen twelve times


def counts() -> dict[str, int]:
    """Words with their occurrences, in the order of the file."""
    return {word: int(count) for word, count in _COUNTED.findall(_lines().decode())}


def of_two_characters(tags: Iterable[str], least: int) -> frozenset[str]:
    """The words of two hanzi with one of the tags that occur at least so often (ten times or more)."""
    # two hanzi are six bytes: to decode the whole file would take half as long again
    found = re.findall(rf"\n(\S{{6}}+) (\d\d++) (?:{'|'.join(tags)})(?=\n)".encode(), _lines())
    return frozenset(word.decode() for word, count in found if int(count) >= least)


def _lines() -> bytes:
    """The file, with a line break before its first line too."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed; install zeren-kg with its dependencies.")
    return b"\n" + (Path(spec.origin).parent / "dict.txt").read_bytes()
