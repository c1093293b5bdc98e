"""Task-division tables: rows whose cells say what is to be done, who leads, who answers, who cooperates and by when.

A row is a line whose cells are parted by tabs (that is how the format readers hand tables on) or by upright bars (how web pages
are saved). The header row tells the columns; a cell left empty under a filled one repeats it, as merged cells do. A division that
has no column of tasks but one of fields (整治行业 | 时间安排 | 责任单位) gives each row's office that field to look after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .notes import COLUMN, role
from .outline import Outline

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("due", re.compile(r"时限|期限|完成时间|时间(?:节点|要求|安排)?$|进度")),
    ("task", re.compile(r"任务|内容|事项|措施|要求|目标|工作")),
)
_FIELD = re.compile(r"行业|领域|整治|治理|检查(?!人|组|单位)|监管对象")
_BARS = re.compile(r"[^|\n]*\|[^|\n]*\|[^\n]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a task table: the clean spans of its cells, by the meaning of their columns."""

    tasks: tuple[tuple[int, int], ...]
    answers: tuple[tuple[str, int, int], ...]  # (lead | implement | cooperate | supervise, begin, end)
    due: tuple[int, int] | None


def _parting(clean: str, begin: int, end: int) -> str:
    """What parts the cells of a line, "" when it is no row."""
    if clean.find("\t", begin, end) >= 0:
        return "\t"
    return "|" if _BARS.match(clean, begin, end) else ""


def _cells(clean: str, begin: int, end: int, parting: str) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    at = begin
    if parting == "|":  # the bars that frame the row part nothing
        while at < end and clean[at] in " \u3000":
            at += 1
        at += clean.startswith("|", at)
        while end > at and clean[end - 1] in " \u3000":
            end -= 1
        end -= clean.endswith("|", at, end)
    while at <= end:
        stop = clean.find(parting, at, end)
        stop = end if stop < 0 else stop
        b, e = at, stop
        while b < e and clean[b] in " \u3000|":
            b += 1
        while e > b and clean[e - 1] in " \u3000|":
            e -= 1
        cells.append((b, e))
        at = stop + 1
    return cells


def _meaning(header: str) -> str:
    """What a column is about; "" when that is nothing here (责任领导: a person, whose office stands in the next)."""
    if COLUMN.fullmatch(header) and not header.endswith(("领导", "人")):
        return role(header)
    return next((name for name, pattern in _COLUMNS if pattern.search(header)), "")


def _header(clean: str, cells: list[tuple[int, int]]) -> list[str] | None:
    """The meaning of each column when the cells are a task table's header, else None."""
    if any(e - b > 14 for b, e in cells):
        return None
    found = [_meaning(clean[b:e]) for b, e in cells]
    if "task" not in found:
        fields = [i for i, (b, e) in enumerate(cells) if not found[i] and _FIELD.search(clean, b, e)]
        if len(fields) == 1:
            found[fields[0]] = "task"
    return found if "task" in found and {"lead", "implement", "cooperate"} & set(found) else None


def find(page_outline: Outline) -> dict[int, Row]:
    """The rows of all task tables, by line number."""
    clean = page_outline.clean
    if "\t" not in clean and "|" not in clean:
        return {}
    rows: dict[int, Row] = {}
    columns: list[str] | None = None
    above: list[tuple[int, int]] = []
    for number, (begin, end) in enumerate(page_outline.lines):
        parting = _parting(clean, begin, end)
        if not parting:
            if begin < end:
                columns = None
            continue
        cells = _cells(clean, begin, end, parting)
        header = _header(clean, cells)
        if header is not None:
            columns, above = header, []
            continue
        if columns is None or len(cells) < 2 or not clean[begin:end].strip("|-: \u3000"):
            continue
        filled = [
            above[i] if b == e and i < len(above) and i < len(columns) and columns[i] in ("lead", "implement", "cooperate", "due") else (b, e)
            for i, (b, e) in enumerate(cells)
        ]
        above = filled
        pairs = list(zip(columns, filled, strict=False))
        due = next(((b, e) for name, (b, e) in pairs if name == "due" and b < e), None)
        rows[number] = Row(
            tuple((b, e) for name, (b, e) in pairs if name == "task" and b < e),
            tuple((name, b, e) for name, (b, e) in pairs if name not in ("task", "due", "") and b < e),
            due,
        )
    return rows
