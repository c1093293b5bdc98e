"""kg diff: two documents, meetings, days or stores side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .answer_out import BomOption, FormatOption, Lang, LangOption, emit
from .options import STORE, OutputOption, StoreOption


def register(app: typer.Typer) -> None:
    app.command("diff")(diff)


def diff(
    left: Annotated[str, typer.Argument(metavar="A", help="A document, a meeting, a date (2023, 2023-01, 2023-01-16), or the folder of a store.")],
    right: Annotated[str, typer.Argument(metavar="B", help="What to compare it with.")],
    form: FormatOption = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """Show which sectors, bodies, measures, bearers and deadlines came, went or changed from A to B, wording side by side."""
    from contextlib import ExitStack

    from kg.diff import diff as compare
    from kg.diff import side
    from kg.store import Reader, open_reader

    with ExitStack() as stack:
        opened: dict[Path, Reader] = {}

        def take(asked: str) -> tuple[Reader, str]:
            whole = (Path(asked) / "zeren.json").is_file()
            path = Path(asked) if whole else store
            if path not in opened:
                opened[path] = stack.enter_context(open_reader(path))
            return opened[path], "" if whole else asked

        sides = []
        for reader, name in (take(left), take(right)):
            one = side(reader.store, name)
            sides.append(one)
        first = next(iter(opened.values()))
        emit(compare(sides[0], sides[1], first.store), form, output, headings, bom)
