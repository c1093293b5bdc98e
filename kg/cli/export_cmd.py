"""kg export: the graph as a file that other programs read."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STORE, OutputOption, QuietOption, StoreOption

if TYPE_CHECKING:
    from kg.store import Reader


class Format(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    ttl = "ttl"
    nt = "nt"
    nq = "nq"
    trig = "trig"
    jsonld = "jsonld"
    rdfxml = "rdfxml"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    xlsx = "xlsx"
    cypher = "cypher"
    neo4j = "neo4j-csv"
    parquet = "parquet"


def register(app: typer.Typer) -> None:
    app.command("export")(export)


def export(
    form: Annotated[Format, typer.Option("--format", help="trig and nq keep one graph a document, the others give the union.")] = Format.ttl,
    store: StoreOption = STORE,
    output: OutputOption = None,
    only_documents: Annotated[bool, typer.Option("--only-documents", help="Leave the ontology's own graphs out (RDF formats).")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for spreadsheet programs.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Write the graph as RDF, as a network or as a table.

    RDF: ttl, nt, nq, trig, jsonld, rdfxml. A network of things, measures and sectors: graphml, gexf. Measures and who answers for
    them: csv.
    """
    from kg.store import open_reader

    from .output import write_pieces, written

    with open_reader(store) as reader:
        if form is Format.csv:
            from kg.export.duties import duties_csv

            write_pieces(duties_csv(reader, bom), output)
        elif form in (Format.graphml, Format.gexf):
            from kg.export.network import network, network_text

            write_pieces(network_text(network(reader), form.value), output)
        elif form is Format.cypher:
            from kg.export.cypher_file import cypher

            write_pieces(cypher(reader), output)
        elif form is Format.xlsx:
            from kg.export.xlsx_book import workbook

            from .answer_out import write_bytes

            write_bytes(workbook(reader), output)
        elif form in (Format.neo4j, Format.parquet):
            _write_several(reader, form, output, quiet)
        else:
            from kg.export.rdf_files import rdf_text

            write_pieces(rdf_text(reader, form.value, only_documents), output)
    if not quiet and form not in (Format.neo4j, Format.parquet):
        written(output)


def _write_several(reader: Reader, form: Format, output: Path | None, quiet: bool) -> None:
    from kg.export.bundle import write_bundle

    from .output import OutputError

    if output is None or str(output) == "-":
        raise OutputError(f"{form.value} is several files. Name a folder or a zip: kg export --format {form.value} -o {form.value}.zip")
    if form is Format.parquet:
        from kg.export.parquet_tables import tables as make
    else:
        from kg.export.neo4j_csv import neo4j_csv as make
    files = make(reader)
    try:
        write_bundle(files, output)
    except OSError as error:
        raise OutputError(f"{output} could not be written ({error.strerror or error}). Give another folder or file with -o.") from error
    if not quiet:
        typer.echo(f"{output}: {', '.join(files)}.", err=True)
