"""kg ledger: who does what by when (责任清单)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .answer_out import BomOption, Format, Lang, LangOption, emit, write_bytes
from .options import STORE, OutputOption, StoreOption

_FORMATS = {"table", "csv", "json", "md", "xlsx", "docx"}


def register(app: typer.Typer) -> None:
    app.command("ledger")(ledger)


def ledger(
    body: Annotated[str, typer.Option(metavar="NAME", help="Only what this body answers for: a name, a part of one, or a function (公安).")] = "",
    sector: Annotated[str, typer.Option(metavar="NAME", help="Only this sector and its narrower ones.")] = "",
    level: Annotated[str, typer.Option(metavar="LEVEL", help="Only what this level requires: 国家 省 市 县 乡镇, or national … township.")] = "",
    meeting: Annotated[str, typer.Option(metavar="NAME", help="Only what this meeting required.")] = "",
    document: Annotated[str, typer.Option(metavar="NAME", help="Only what stands in this document.")] = "",
    role: Annotated[str, typer.Option(metavar="ROLE", help="Only where somebody has this role: lead, cooperate, supervise, implement.")] = "",
    form: Annotated[str, typer.Option("--format", "-f", help="table, csv, json, md, xlsx (a sheet for each body) or docx (任务分工表).")] = "",
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Title of the workbook or document.")] = "",
) -> None:
    """Print the responsibility ledger: task, lead, cooperating, supervising and implementing bodies, sector, deadline, source."""
    from dataclasses import replace

    from kg.ledger import Choice, role_named, workbook
    from kg.ledger import ledger as make
    from kg.store import open_reader

    chosen = _format(form, output)
    with open_reader(store) as reader:
        choice = Choice(body, sector, level, meeting, document, role_named(role) if role else "")
        sheets = workbook(reader.store, choice) if chosen == "xlsx" else None
        answer = sheets[0][1] if sheets else make(reader.store, choice)
        if title:
            answer = replace(answer, title=title)
        if chosen == "docx":
            from kg.sheets import to_docx

            from .output import written

            write_bytes(to_docx(replace(answer, title=title or "任务分工表"), lang=headings.value), output)
            written(output)
            return
        if sheets:
            sheets[0] = ("全部", answer)
        emit(answer, Format(chosen), output, headings, bom, sheets)


def _format(form: str, output: Path | None) -> str:
    asked = form or (output.suffix.lower().lstrip(".") if output else "") or "table"
    if form and form not in _FORMATS:
        raise typer.BadParameter(f"{form} is none of {', '.join(sorted(_FORMATS))}.", param_hint="--format")
    return asked if asked in _FORMATS else "table"
