"""kg docs, kg stats, kg why: what the store holds, how much, and why it says so."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STORE, OutputOption, StoreOption

if TYPE_CHECKING:
    from kg.why import Evidence


class Form(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    table = "table"
    csv = "csv"
    json = "json"


FormOption = Annotated[Form, typer.Option("--format", help="How the rows are written.")]


def register(app: typer.Typer) -> None:
    app.command("docs")(docs)
    app.command("stats")(stats)
    app.command("why")(why)


def docs(
    store: StoreOption = STORE,
    form: FormOption = Form.table,
    iri: Annotated[bool, typer.Option("--iri", help="Show the documents' IRIs, which also name their graphs.")] = False,
    output: OutputOption = None,
) -> None:
    """List the documents that the store holds."""
    from kg.store import open_reader

    with open_reader(store) as reader:
        found = reader.documents()
    headings = ["source", "title", "issued", "sha256"] + (["iri"] if iri else [])
    short = form is Form.table
    rows = [[d.source, d.title, d.issued or "", d.sha256[:12] if short else d.sha256] + ([d.iri] if iri else []) for d in found]
    _write(headings, rows, form, output, f"{len(rows)} document{'' if len(rows) == 1 else 's'}\n")


def stats(store: StoreOption = STORE, form: FormOption = Form.table, output: OutputOption = None) -> None:
    """Count what the store holds."""
    from kg.stats import stats as count
    from kg.store import open_reader

    with open_reader(store) as reader:
        figures = count(reader)
    rows = [[f.en, f.zh, f"{f.count:,}" if form is Form.table else str(f.count)] for f in figures]
    _write(["what", "中文", "count"], rows, form, output, "", (2,))


def _write(headings: list[str], rows: list[list[str]], form: Form, output: OutputOption, foot: str, numbers: tuple[int, ...] = ()) -> None:
    from .output import write_pieces
    from .width import columns

    if form is Form.json:
        text = json.dumps([dict(zip(headings, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
    elif form is Form.csv:
        from kg.export.duties import csv_text

        text = csv_text([headings, *rows])
    else:
        from kg.tables import table

        text = table(headings, rows, columns() if output is None else None, numbers) + foot
    write_pieces([text], output)


def why(
    name: Annotated[str, typer.Argument(metavar="IRI-OR-NAME", help="A body, official, meeting, sector, measure … or its IRI.")],
    store: StoreOption = STORE,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="Show at most N of each kind; 0 shows all.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Write everything as JSON.")] = False,
    output: OutputOption = None,
) -> None:
    """Show the rule, words and place behind what is said.

    For every statement, mention, measure and duty of the thing that the name or IRI means.
    """
    from kg.store import open_reader
    from kg.why import Explainer

    from .output import write_pieces

    with open_reader(store) as reader:
        explainer = Explainer(reader)
        found = {iri: list(explainer.evidence(iri)) for iri in explainer.named(name)}
        labels = {iri: explainer.label(iri) for iri in found}
    if as_json:
        content = [{"iri": iri, "label": labels[iri], "evidence": [asdict(e) for e in items]} for iri, items in found.items()]
        write_pieces([json.dumps(content, ensure_ascii=False, indent=1) + "\n"], output)
        return
    write_pieces([_told(iri, labels[iri], items, limit) for iri, items in found.items()], output)


_HEADS = {"measure": "Measure", "responsibility": "Responsibilities", "statement": "Statements", "mention": "Mentions", "repair": "Repair"}


def _told(iri: str, label: str, items: list[Evidence], limit: int) -> str:
    from kg.tables import clean

    lines = [f"{clean(label)}", f"<{iri}>", ""]
    for kind, head in _HEADS.items():
        of_kind = [e for e in items if e.kind == kind]
        if not of_kind:
            continue
        lines.append(f"{head} ({len(of_kind)})")
        for e in of_kind[: limit or None]:
            sure = f", confidence {e.confidence}" if e.confidence else ""
            lines.append(f"  {clean(e.said)}")
            lines.append(f"    …{clean(e.before)}【{clean(e.quote)}】{clean(e.after)}…")
            lines.append(f"    {clean(e.source)}:{e.line}, characters {e.begin}–{e.end}; rule {e.rule}{sure}")
        if limit and len(of_kind) > limit:
            lines.append(f"  … and {len(of_kind) - limit} more: --limit 0 shows all.")
        lines.append("")
    if not items:
        lines += ["No document says anything of it; it stands in the ontology or its schemes.", ""]
    return "\n".join(lines)
