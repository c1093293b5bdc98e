"""kg evaluate: how well the reader agrees with documents that people have marked."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Lang, OutputOption, QuietOption

if TYPE_CHECKING:
    import pyoxigraph as ox

    from extract.source import Source
    from kg.build import Settings
    from kg.evaluate.figures import Evaluation
    from kg.evaluate.gold import Gold
    from kg.store import Stored


class Format(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    table = "table"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    app.command("evaluate")(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of marked JSON files (docs/evaluate.md says how to mark).")],
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="The documents, or folders that hold them; by default beside the marks.")
    ] = None,
    store: Annotated[
        Path | None, typer.Option("--store", metavar="DIR", help="Compare with what this store holds instead of reading the documents.")
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", "-f", help="Without this by the ending of -o FILE, else a table.")] = None,
    output: OutputOption = None,
    errors: Annotated[
        str | None, typer.Option("--errors", metavar="LAYER|all", help="List what was missed and wrong, with its place and rule; in JSON too.")
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", metavar="LAYER|all", help="For each rule, how many of its findings are right.")
    ] = None,
    calibration: Annotated[bool, typer.Option("--calibration", help="Of the findings of about one confidence, how many are right.")] = False,
    by_document: Annotated[bool, typer.Option("--by-document", help="Figures of each document too.")] = False,
    doc: Annotated[str | None, typer.Option("--doc", metavar="KEY", help="Only the marked files whose name begins so.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option("--min-confidence", metavar="0–1", min=0, max=1, help="Leave out findings that are less sure.")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose documents these are where they do not say it, as in kg build.")
    ] = None,
    issued: Annotated[str | None, typer.Option(metavar="DATE", help="When they were issued where they do not say it, as in kg build.")] = None,
    lexicon: Annotated[list[str] | None, typer.Option(metavar="FILE", help="A word list of your own, as in kg build.")] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Language of headings, and of the page when it opens.")] = Lang.en,
    quiet: QuietOption = False,
) -> None:
    """Precision, recall and F1 by layer, measured on documents that people have marked.

    The page (--format html) shows each text twice, with what was marked and what was found. Exit status: 0 measured, 1 some documents
    were not found (they count as documents in which nothing was found), 2 wrong usage.
    """
    from kg.evaluate.figures import evaluate as compare
    from kg.evaluate.gold import read_folder

    from .output import write_pieces

    listed, constructions = _layers(errors, "--errors"), _layers(rules, "--rules")
    golds = read_folder(gold, doc)
    if store is not None:
        settled, missing, held = _from_store(golds, store, documents or [])
    else:
        from kg.build import Settings

        settings = Settings(jurisdiction, issued, min_confidence=min_confidence, lexicons=tuple(lexicon or ()))
        settled, missing, held = read_marked(golds, gold, documents or [], settings)
    evaluation = compare(settled, held, min_confidence or 0.0)
    for lost in missing:
        print(
            f"kg: {lost.path}: its document (sha256 {(lost.sha256 or 'not given')[:16]}) was not found and counts as empty. "
            "Name it, or the folder that holds it, after GOLD_DIR.",
            file=sys.stderr,
        )
    write_pieces(_pieces(evaluation, _format(form, output), listed, constructions, calibration, by_document, lang.value, output), output)
    if output is not None and not quiet:
        print(f"{output}: {len(evaluation.documents)} documents, headline F1 {evaluation.headline:.3f}.", file=sys.stderr)
    if missing:
        raise typer.Exit(1)


def _layers(wanted: str | None, option: str) -> list[str]:
    from kg.errors import KgError
    from kg.evaluate.layers import LAYERS

    if wanted is None:
        return []
    if wanted == "all":
        return list(LAYERS)
    chosen = wanted.replace(",", " ").split()
    for layer in chosen:
        if layer not in LAYERS:
            raise KgError(f"{option}: there is no layer {layer!r}. Give all, or some of {', '.join(LAYERS)}.")
    return chosen


def _format(form: Format | None, output: Path | None) -> Format:
    if form is not None:
        return form
    endings = {".json": Format.json, ".html": Format.html, ".htm": Format.html}
    return endings.get(output.suffix.lower() if output else "", Format.table)


def _pieces(
    evaluation: Evaluation, form: Format, errors: Sequence[str], rules: Sequence[str], calibration: bool, by_document: bool, lang: str,
    output: Path | None,
) -> Iterable[str]:  # fmt: skip
    from kg.evaluate import report

    if form is Format.json:
        return report.as_json(evaluation, errors, calibration)
    if form is Format.html:
        from kg.evaluate.report_html import page

        return [page(evaluation, lang)]
    limit = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None
    tables = [report.figures_table(evaluation, lang)]
    if by_document:
        tables.append(report.documents_table(evaluation, lang))
    if rules:
        tables.append(report.rules_table(evaluation.rules(rules), lang, limit))
    if calibration:
        tables.append(report.calibration_table(evaluation.calibration(), lang))
    if errors:
        tables.append(report.errors_table(evaluation, errors, lang, limit))
    return ["\n".join(tables)]


_Held = tuple[Sequence["Gold"], Sequence["Gold"], "ox.Store"]


def _from_store(golds: Sequence[Gold], store: Path, documents: Sequence[str]) -> _Held:
    from kg.errors import KgError
    from kg.evaluate.sources import find
    from kg.store import open_reader

    if documents:
        raise KgError("Give documents to read or a --store that holds them, not both.")
    reader = open_reader(store)
    found = find(golds, map(_Known, reader.documents()))
    return found.golds, found.missing, reader.store


class _Known:
    """A stored document by the name and hash that marked files know it by."""

    def __init__(self, stored: Stored) -> None:
        self.name = stored.source
        self.sha256 = stored.sha256


def read_marked(golds: Sequence[Gold], gold: Path, documents: Sequence[str], settings: Settings | None = None) -> _Held:
    """The marked files with the sha256 of their documents, those without a document, and a store in memory that holds the documents as
    the reader reads them, beside the ontology's own graphs. `gold` is the folder of the marks, where documents are looked for when none are
    named."""
    import pyoxigraph as ox

    from extract import Options, read
    from extract.source import READ
    from kg import lexicons, schemes
    from kg.build import Settings
    from kg.evaluate.sources import beside, find
    from kg.rdf import to_trig

    found = find(golds, _opened(documents or beside(gold, READ)))
    chosen = settings or Settings()
    lexicon = lexicons.load(chosen.lexicons)
    options = Options(chosen.jurisdiction, chosen.issued, lexicon=lexicon)
    if chosen.min_confidence is not None:
        options = replace(options, min_confidence=chosen.min_confidence)
    held = ox.Store()
    for nquads in schemes.graphs().values():
        held.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
    graphs = [lexicons.graph(lexicon).trig] if lexicon else []
    for trig in (*graphs, *(to_trig(read(source, options)).trig for source in found.documents)):  # type: ignore[arg-type]
        held.bulk_load(trig, ox.RdfFormat.TRIG, lenient=True)
    return found.golds, found.missing, held


def _opened(paths: Sequence[str]) -> Iterator[Source]:
    from extract.source import Source, open_sources

    for found in open_sources(paths, sys.stdin.buffer):
        if isinstance(found, Source):
            yield found
        elif not found.reason.startswith("The folder holds"):
            print(f"kg: {found.name}: {found.reason}", file=sys.stderr)
