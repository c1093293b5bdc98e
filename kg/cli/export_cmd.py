"""kg export: the graph as a file that other programs read."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from .options import STORE, OutputOption, QuietOption, StoreOption


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
        else:
            from kg.export.rdf_files import rdf_text

            write_pieces(rdf_text(reader, form.value, only_documents), output)
    if not quiet:
        written(output)
