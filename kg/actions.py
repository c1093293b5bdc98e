"""What a demand asks for: the actions of kg/words/actions.csv whose words stand in it."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib import resources


@cache
def _words() -> dict[str, str]:
    text = resources.files("kg").joinpath("words/actions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {word: row["id"] for row in rows for word in row["words"].split("|")}


@lru_cache(maxsize=1 << 17)
def actions(text: str) -> frozenset[str]:
    """The ids of the actions that `text` (simplified) names; empty when it names none that is known."""
    return frozenset(action for word, action in _words().items() if word in text)
