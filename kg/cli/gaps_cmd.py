"""kg gaps: duties that nobody holds and duties without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .answer_out import BomOption, Format, FormatOption, Lang, LangOption, as_table, emit, format_of
from .options import STORE, OutputOption, StoreOption, day

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.gaps import Kind


def register(app: typer.Typer) -> None:
    app.command("gaps")(gaps)


def gaps(
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help="Only this kind; may be given more than once.")] = None,
    as_of: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day that deadlines are held against; today unless given.")] = "",
    fail_on: Annotated[str, typer.Option(metavar="KINDS", help="End with status 1 when gaps of these kinds are found: any, or kinds with commas between.")] = "",
    rows: Annotated[int, typer.Option(metavar="N", help="How many of each kind the table shows; 0 for all.")] = 10,
    show_queries: Annotated[bool, typer.Option("--queries", help="Print the SPARQL behind each kind and leave.")] = False,
    form: FormatOption = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """List what is missing: sectors without a lead, measures without bearer or deadline, bodies without a task, two leads, …

    The exit status is 0 whatever is found, unless --fail-on names kinds that are: then it is 1, so it can stand in a check.
    """
    from datetime import date

    from kg.gaps import KINDS, kind_named, summary
    from kg.gaps import gaps as find
    from kg.store import open_reader

    from .output import write_pieces

    kinds = [kind_named(name) for name in kind] if kind else list(KINDS)
    failing = {k.id for k in KINDS} if fail_on == "any" else {kind_named(name).id for name in fail_on.split(",") if name}
    held_against = day(as_of, date.today().isoformat())
    kinds = [k for k in KINDS if k in kinds]
    if show_queries:
        from kg.answers import saved

        write_pieces([f"# {k.id}: {k.zh}\n{saved(k.query)}\n" for k in kinds], output)
        return
    lang = "en" if headings is Lang.en else "zh"
    with open_reader(store) as reader:
        found = find(reader.store, held_against, kinds, lang=lang)
    if format_of(form, output) is Format.table:
        write_pieces([_tables(found, kinds, rows, lang)], output)
    else:
        emit(found, form, output, headings, bom, [("一览", summary(found, kinds, lang=lang)), ("缺口", found)])
    hit = sorted({row["kind"] for row in found.rows} & failing)
    if hit:
        typer.echo(f"kg gaps: found {', '.join(hit)} (--fail-on {fail_on}).", err=True)
        raise typer.Exit(1)


def _tables(found: Answer, kinds: list[Kind], rows: int, lang: str) -> str:
    """The counts with their reasons, then the first rows of each kind."""
    from dataclasses import replace

    from kg.gaps import COLUMNS, summary

    parts = [as_table(summary(found, kinds, lang=lang), lang)]
    for kind in kinds:
        mine = [row for row in found.rows if row["kind"] == kind.id]
        if mine:
            shown = mine[:rows] if rows else mine
            more = f"还有 {len(mine) - len(shown)} 处：kg gaps --kind {kind.id} --rows 0" if len(shown) < len(mine) else ""
            part = replace(found, columns=COLUMNS[1:], rows=tuple(shown), note=more)
            parts.append(f"\n{kind.zh if lang == 'zh' else kind.en}（{len(mine)}）\n" + as_table(part, lang))
    return "".join(parts)
