"""An answer as text: CSV, JSON and Markdown. Tables for a terminal are kg/tables.py, workbooks are kg/sheets.py."""

from __future__ import annotations

import csv
import io
import json
import re

from .answers import QUOTE, Answer, Column, texts_of

BOM = "\ufeff"  # before a CSV file: without it Excel reads the Chinese as the machine's old code page

# What makes a spreadsheet program take a cell for a formula, with the full-width forms that East Asian versions take too.
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_WHOLE = frozenset({"number", "begin", "end", "count", "days", "rank"})


def harmless(cell: str) -> str:
    """`cell` so that no spreadsheet program computes it: an apostrophe before what would be a formula; numbers stay."""
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def to_csv(answer: Answer, *, lang: str = "zh", bom: bool = False) -> str:
    """RFC 4180, CRLF, every column; headings in `lang` ("zh", "en", or "key" for the keys of the JSON)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key if lang == "key" else column.heading(lang) for column in answer.columns])
    for row in answer.rows:
        writer.writerow([harmless(row.get(column.key, "")) for column in answer.columns])
    return (BOM if bom else "") + out.getvalue()


def to_json(answer: Answer) -> str:
    """A list of objects, one a row, with the columns' keys; numbers and offsets as numbers."""
    rows = [{column.key: _value(column, row.get(column.key, "")) for column in answer.columns} for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _value(column: Column, text: str) -> str | int | None:
    if column.key in _WHOLE:
        return int(text) if re.fullmatch(r"-?\d+", text) else None
    return text


def to_markdown(answer: Answer, *, lang: str = "zh", everything: bool = False) -> str:
    """A heading, the note and a table; of the wide columns the quote (document and offsets stand in the source), all with `everything`."""
    columns = [column for column in answer.columns if everything or not column.wide or column is QUOTE]
    from .tables import clean, markdown

    head = f"## {clean(answer.title)}\n\n" + (f"{clean(answer.note)}\n\n" if answer.note else "")
    return head + markdown([column.heading(lang) for column in columns], texts_of(answer.rows, columns))
