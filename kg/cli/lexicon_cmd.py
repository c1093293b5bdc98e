"""kg lexicon: an office's own words, from an empty list to one that collides with nothing."""

from __future__ import annotations

import shutil
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import OutputOption, QuietOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ontology.collisions import Collision


class Format(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    table = "table"
    json = "json"


def register(app: typer.Typer) -> None:
    lexicon = typer.Typer(
        help="Word lists of an office's own, for kg build --lexicon: sectors, functions, offices, organizations, cue words.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    lexicon.command("check")(check)
    lexicon.command("template")(template)
    app.add_typer(lexicon, name="lexicon")


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV or Turtle; several count as one list.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="A table, or JSON.")] = Format.table,
    output: OutputOption = None,
    quiet: QuietOption = False,
) -> None:
    """Say what collides with what. Exit status: 0 the list can be used (there may be warnings), 1 it holds errors, 2 it cannot be read."""
    import json

    from kg.lexicons import BadLexicon
    from ontology.collisions import ERROR, collisions
    from ontology.lexicon import LexiconError, read_files

    from .output import write_pieces

    try:
        lexicon = read_files(files)
    except LexiconError as error:
        raise BadLexicon(str(error)) from None
    found = collisions(lexicon)
    errors = sum(one.grade == ERROR for one in found)
    if form is Format.json:
        rows = [{"grade": c.grade, "where": c.where, "kind": c.kind, "word": c.word, "says": c.says} for c in found]
        write_pieces([json.dumps(rows, ensure_ascii=False, indent=1) + "\n"], output)
    elif found:
        write_pieces([_table(found, output)], output)
    if not quiet:
        names = sum(len(entry.names) for entry in lexicon.entries)
        what = f"{_many(errors, 'error')}, {_many(len(found) - errors, 'warning')}" if found else "nothing collides"
        print(f"{_many(len(lexicon.entries), 'row')} with {_many(names, 'name')}: {what}.", file=sys.stderr)
    if errors:
        raise typer.Exit(1)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _table(found: Sequence[Collision], output: Path | None) -> str:
    from kg.tables import table

    limit = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
    return table(("Grade", "Where", "Kind", "Word", "What"), [(c.grade, c.where, c.kind, c.word, c.says) for c in found], limit)


def template(output: OutputOption = None) -> None:
    """Print a word list to begin with: its head explains the columns, its rows are examples."""
    from ontology.concepts import source

    from .output import write_pieces

    write_pieces([source("lexicon-template.csv").decode()], output)
