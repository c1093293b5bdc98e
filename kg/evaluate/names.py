"""When two names count as the same: marks and brackets do not matter, nor 各 and 有关 before a department, nor how its office is called.

公安局, 公安部门 and 公安机关 are one function and match; 县安委办 and 安委办 are two names and do not.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’「」『』（）()、,，.。·—\-*]")
_BEFORE = re.compile(r"^(各级|各地|各|有关|相关|本)+")
_AFTER = re.compile(r"(主管部门|管理部门|监管部门|部门|机关|机构|单位)$")


def plain(text: str) -> str:
    """The name without blanks, quotation marks, brackets, commas and dots, in lower case."""
    return _MARKS.sub("", text).lower()


@cache
def functions() -> dict[str, str]:
    """Plain name of a department → its function (`same-functions.csv` explains itself)."""
    text = (files("kg.evaluate") / "same-functions.csv").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        for name in row["names"].split("|"):
            table.setdefault(plain(name), row["id"])
    return table


def forms(*labels: str) -> frozenset[str]:
    """All forms under which one of the labels counts as the same: two things are the same when they share a form."""
    found: set[str] = set()
    for label in labels:
        found |= _forms(label)
    return frozenset(found)


@cache
def _forms(label: str) -> frozenset[str]:
    bare = plain(label)
    if not bare:
        return frozenset()
    table = functions()
    if bare in table:
        return frozenset((bare, "function:" + table[bare]))
    found = {bare}
    stem = _AFTER.sub("", bare)
    if stem in table:
        found.add("function:" + table[stem])
    short = _AFTER.sub("部门", _BEFORE.sub("", bare))
    if len(short) > 2:
        found.add(short)
    return frozenset(found)
