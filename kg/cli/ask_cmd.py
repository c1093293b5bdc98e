"""kg ask: questions in words."""

from __future__ import annotations

from typing import Annotated

import typer

from .answer_out import BomOption, Format, FormatOption, Lang, LangOption, as_table, emit, format_of
from .options import STORE, OutputOption, StoreOption, day


def register(app: typer.Typer) -> None:
    app.command("ask")(ask)


def ask(
    question: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="In Chinese: 谁负责森林防火？")] = None,
    forms: Annotated[bool, typer.Option("--forms", help="List the forms of question that are understood.")] = False,
    as_of: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day for questions about deadlines that are past; today unless given.")] = "",
    show_query: Annotated[bool, typer.Option("--query/--no-query", help="Show the SPARQL that ran, below the table.")] = True,
    form: FormatOption = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """Answer a question in words (谁负责…？ X要做什么？ …), and show the query that found the answer."""
    from kg.ask import ask as answer_to
    from kg.ask import forms as known
    from kg.store import open_reader

    from .output import write_pieces

    if forms or not question:
        write_pieces(["".join(f"{f.example}\n" for f in known())], output)
        return
    with open_reader(store) as reader:
        found = answer_to(reader.store, " ".join(question), as_of=day(as_of))
    if format_of(form, output) is Format.table:
        query = f"\n查询（可用 kg query 再次运行）：\n{found.query}" if show_query else ""
        write_pieces([found.note + "\n", ("\n" + as_table(found, headings.value).removesuffix(found.note + "\n")) if found.rows else "", query], output)
    else:
        emit(found, form, output, headings, bom)
