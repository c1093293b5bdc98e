"""kg network: which bodies share work, and which stand between sectors."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from .answer_out import BomOption, Format, Lang, LangOption, emit
from .options import STORE, OutputOption, StoreOption, by_ending


class View(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    table = "table"
    csv = "csv"
    json = "json"
    md = "md"
    xlsx = "xlsx"
    graphml = "graphml"
    svg = "svg"


def register(app: typer.Typer) -> None:
    app.command("network")(network)


def network(
    collectives: Annotated[bool, typer.Option("--collectives", help="Count collectives (各乡镇, 企业) as bodies too.")] = False,
    form: Annotated[View | None, typer.Option("--format", "-f", help="graphml for Gephi, svg for a picture; without this by the ending of -o FILE.")] = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """Show which bodies share work, who stands between sectors, communities and centrality."""
    from kg.network import network as find
    from kg.network import table, to_graphml, to_svg
    from kg.store import open_reader

    from .output import write_pieces, written

    view = by_ending(form, output, View.table)
    with open_reader(store) as reader:
        found = find(reader.store, collectives=collectives)
        if view in (View.graphml, View.svg):
            write_pieces([to_graphml(found) if view is View.graphml else to_svg(found)], output)
            written(output)
        else:
            emit(table(reader.store, found), Format(view.value), output, headings, bom)
