"""Writing an answer: as a table in the terminal, or as csv, json, md, xlsx or docx to standard output or a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import by_ending
from .width import columns as room

if TYPE_CHECKING:
    from kg.answers import Answer


class Format(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    table = "table"
    csv = "csv"
    json = "json"
    md = "md"
    xlsx = "xlsx"


class Lang(str, Enum):  # noqa: UP042
    zh = "zh"
    en = "en"
    key = "key"


FormatOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="How to write it; without this by the ending of -o FILE, else as a table.")
]
LangOption = Annotated[Lang, typer.Option("--headings", help="Headings in Chinese, in English, or the keys of the JSON.")]
BomOption = Annotated[
    bool | None, typer.Option("--bom/--no-bom", help="Begin CSV with a byte order mark, for spreadsheet programs; files have one by default.")
]


def format_of(form: Format | None, output: Path | None) -> Format:
    """The format asked for, or told by the file's ending."""
    return by_ending(form, output, Format.table)


def emit(
    answer: Answer,
    form: Format | None,
    output: Path | None,
    lang: Lang = Lang.zh,
    bom: bool | None = None,
    sheets: Sequence[tuple[str, Answer]] | None = None,
) -> None:
    """Write the answer; `sheets` are those of a workbook, which otherwise has one."""
    from kg import rowfiles

    from .output import write_pieces, written

    chosen = format_of(form, output)
    if chosen is Format.xlsx:
        from kg.sheets import to_xlsx

        write_bytes(to_xlsx(sheets or [(answer.title, answer)], lang=lang.value), output)
    elif chosen is Format.csv:
        to_file = output is not None and str(output) != "-"
        write_pieces([rowfiles.to_csv(answer, lang=lang.value, bom=to_file if bom is None else bom)], output)
    elif chosen is Format.json:
        write_pieces([rowfiles.to_json(answer)], output)
    elif chosen is Format.md:
        write_pieces([rowfiles.to_markdown(answer, lang=lang.value)], output)
    else:
        write_pieces([as_table(answer, lang.value)], output)
    written(output)


def as_table(answer: Answer, lang: str = "zh") -> str:
    """A table as wide as there is room (`kg.cli.width`), the note below. Where it does not fit the short columns give way first.

    In a pipe there is room for all, and the quote stands in it too; document and offsets are in the source.
    """
    from kg.answers import QUOTE
    from kg.tables import cut, table, width

    limit = room()
    wanted = [c for c in answer.columns if not c.wide or (limit is None and c is QUOTE)]
    shown = [c for c in wanted if not answer.rows or any(row[c.key] for row in answer.rows)]
    most = {c.key: max([width(c.heading(lang)), *(width(row[c.key]) for row in answer.rows)]) for c in shown}
    if limit is not None and sum(most.values()) + 2 * (len(shown) - 1) > limit:
        shown = [c for c in shown if not c.spare]
        most = {c.key: most[c.key] if c.long else _SHORT for c in shown}
    cells = [[cut(row[c.key], most[c.key]) for c in shown] for row in answer.rows]
    numbers = [at for at, column in enumerate(shown) if column.key in {"number", "count", "days", "rank"}]
    body = table([column.heading(lang) for column in shown], cells, limit, numbers) if answer.rows else ""
    return body + (f"{answer.note}\n" if answer.note else "")


_SHORT = 14  # columns that a short cell may take where there is little room


def write_bytes(data: bytes, output: Path | None) -> None:
    """Bytes to a file, whole or not at all, or to standard output. Raises OutputError."""
    from .output import OutputError

    if output is None or str(output) == "-":
        if sys.stdout.isatty():
            raise OutputError("A workbook cannot be shown in a terminal. Give a file with -o FILE.")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from kg.export.files import atomic

    try:
        with atomic(output) as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"{output} could not be written ({error.strerror or error}). What was there before is unchanged.") from error
