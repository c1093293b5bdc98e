"""kg chain: how an instruction travels from meeting to meeting."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from .answer_out import BomOption, Format, Lang, LangOption, emit
from .options import STORE, OutputOption, StoreOption, by_ending


class View(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    tree = "tree"
    table = "table"
    csv = "csv"
    json = "json"
    md = "md"
    xlsx = "xlsx"
    dot = "dot"
    svg = "svg"


def register(app: typer.Typer) -> None:
    app.command("chain")(chain)


def chain(
    meeting: Annotated[str, typer.Argument(metavar="[MEETING]", help="The chain that this meeting belongs to; all chains unless given.")] = "",
    form: Annotated[View | None, typer.Option("--format", "-f", help="tree: the meetings; table, csv, json, md, xlsx: each requirement; dot, svg: pictures.")] = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """Show which meeting passed on which, how many days later, and what was added, dropped or copied on the way."""
    from kg.chain import chain as find
    from kg.chain import table
    from kg.chain_views import to_dot, to_svg, tree
    from kg.store import open_reader

    from .output import write_pieces, written

    view = by_ending(form, output, View.tree)
    with open_reader(store) as reader:
        found = find(reader.store, meeting)
        if view in (View.tree, View.dot, View.svg):
            text = {View.tree: tree, View.dot: to_dot, View.svg: to_svg}[view](found)
            write_pieces([text or "没有哪次会议传达另一次会议。\n"], output)
            written(output)
        else:
            emit(table(reader.store, found), Format(view.value), output, headings, bom)
