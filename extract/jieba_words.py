"""jieba's word list as data: a word, how often it occurs in the texts that it was counted in, and its tag.

Read from the file of the installed package, once in a process. Loading jieba's own prefix dictionary would cost five times as much.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LONGEST = 6  # characters; longer entries are names and proverbs, which say nothing about damage and are no verbs
_ENTRY = re.compile(rf"\n(\S|\S{{2,{_LONGEST}}}(?= (?:1[2-9]|[2-9]\d|\d{{3}}))) (\d+) (\w+)(?=\n)")  # of longer words than one character, those seen twelve times


@cache
def entries() -> list[tuple[str, str, str]]:
    """(word, occurrences, tag) in the order of the file. Raises ModuleNotFoundError where jieba is not installed."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed; install zeren-kg with its dependencies.")
    return _ENTRY.findall("\n" + (Path(spec.origin).parent / "dict.txt").read_text("utf-8"))
