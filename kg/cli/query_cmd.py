"""kg query: SPARQL, or a saved question."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STORE, OutputOption, StoreOption

if TYPE_CHECKING:
    from kg.queries import Saved


class Form(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    md = "md"
    ttl = "ttl"
    nt = "nt"


def _names(incomplete: str) -> list[str]:
    """The saved questions that begin so, for the shell's Tab key."""
    from kg.queries import saved_queries

    return [name for name in saved_queries() if name.startswith(incomplete)]


def register(app: typer.Typer) -> None:
    app.command("query", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True})(query)


def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SPARQL]", help="The query; @FILE reads a file, - standard input. With --name: the parameters (--sector 危化品).", show_default=False),
    ] = None,
    store: StoreOption = STORE,
    file: Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the query from this file.")] = None,
    name: Annotated[str | None, typer.Option("--name", "-n", metavar="NAME", help="Ask a saved question.", autocompletion=_names)] = None,
    form: Annotated[Form | None, typer.Option("--format", help="Default: table; ttl for CONSTRUCT and DESCRIBE.")] = None,
    output: OutputOption = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the saved questions; with --name, describe that one.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the SPARQL that would run, and run nothing.")] = False,
) -> None:
    """Ask in SPARQL, or ask a saved question.

    A saved question: kg query --name who-is-responsible --sector 危化品.

    The prefixes are known, the union of all documents is asked, and GRAPH ?document tells who says it. Queries that
    reach beyond the store are refused.
    """
    from kg.guard import strange_terms
    from kg.queries import ask_text, filled, saved
    from kg.rows import answer_text
    from kg.store import open_reader

    from .output import write_pieces, written
    from .width import columns

    if list_all:
        write_pieces([_listing() if name is None else _described(saved(name))], output)
        return
    given = list(words or ())
    if name is not None and file is not None:
        raise typer.BadParameter("--name and --file are two ways to ask; give one of them.")
    question = saved(name) if name is not None else None
    values = _parameters(given) if question else {}
    text = "" if question else _sparql(given, file)
    with open_reader(store) as reader:
        if question is not None:
            text = filled(reader, question, values)
        if show:
            write_pieces([text if text.endswith("\n") else text + "\n"], output)
            return
        _let_ctrl_c_end_it()
        if question is None:
            for term, near in strange_terms(text, reader.store):
                hint = f"; perhaps {near} is meant" if near else ""
                print(f"kg: {term} stands nowhere in the graph{hint}.", file=sys.stderr)
        answer = ask_text(reader, text, trusted=question is not None)
        width = columns() if output is None else None
        write_pieces(answer_text(answer, (form or Form.table).value, reader.base, width), output)
    written(output)


def _let_ctrl_c_end_it() -> None:
    """Oxigraph runs on past Python's own handler; a reader has nothing to lose when the process ends at once."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _sparql(given: list[str], file: Path | None) -> str:
    from kg.errors import QueryError

    strange = [word for word in given if word.startswith("--")]
    if strange:
        raise typer.BadParameter(f"No such option: {strange[0]}. Parameters as --sector belong to a saved question: kg query --name NAME.")
    if len(given) + (file is not None) > 1:
        raise typer.BadParameter("Give one query, in quotation marks, or one file.")
    source = given[0] if given else None
    if source is not None and source.startswith("@"):
        file = Path(source[1:])
    if file is not None and str(file) != "-":
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise QueryError(f"The query file {file} cannot be read: {reason}.") from None
    if source is not None and source != "-":
        return source
    if source is None and file is None and sys.stdin.isatty():
        raise typer.BadParameter("Give a query, a file with -f, or --name and a saved question (kg query --list shows them).")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError("The query on standard input is not UTF-8 text.") from None


def _parameters(given: Sequence[str]) -> dict[str, list[str]]:
    """`--sector 危化品 --body=公安` → values by name; a name may come more than once."""
    values: dict[str, list[str]] = {}
    rest = list(given)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise typer.BadParameter(f"{word!r} belongs to no parameter. Write --NAME {word}; kg query --list --name NAME tells the names.")
        key, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise typer.BadParameter(f"--{key} needs a value.")
            value = rest.pop(0)
        values.setdefault(key, []).append(value)
    return values


def _listing() -> str:
    from kg.queries import saved_queries
    from kg.tables import pad

    questions = saved_queries().values()
    wide = max(len(q.name) for q in questions)
    lines = []
    for q in questions:
        lines.append(f"{pad(q.name, wide)}  {q.title} · {q.zh}")
        lines += [f"{'':{wide}}    --{p.name} {p.about}" for p in q.parameters]
    return "\n".join(lines) + "\n\nAsk one with kg query --name NAME; kg query --list --name NAME tells more.\n"


def _described(question: Saved) -> str:
    lines = [f"{question.title} · {question.zh}", "", question.about, ""]
    for p in question.parameters:
        default = f" Default: {p.default}." if p.default not in (None, "!") else ""
        lines.append(f"  --{p.name}  {p.about}{default}")
    return "\n".join([*lines, "", f"Example: {question.example}"]) + "\n"
