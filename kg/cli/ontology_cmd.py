"""kg ontology: the ontology, its schemes, the shapes and the JSON-LD context as files."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Annotated

import typer

from kg.errors import KgError

from .options import OutputOption


class Part(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    zeren = "zeren"
    sectors = "sectors"
    functions = "functions"
    offices = "offices"
    cues = "cues"
    shapes = "shapes"
    context = "context"


class Format(str, Enum):  # noqa: UP042
    ttl = "ttl"
    jsonld = "jsonld"
    nt = "nt"


class NotRdf(KgError):
    """The JSON-LD context was asked for in an RDF format."""


def register(app: typer.Typer) -> None:
    app.command("ontology")(ontology)


def ontology(
    part: Annotated[Part, typer.Argument(help="zeren: classes and properties; context: for JSON-LD files.")] = Part.zeren,
    form: Annotated[Format | None, typer.Option("--format", "-f", help="ttl, with comments, unless said otherwise; the context is JSON.")] = None,
    output: OutputOption = None,
) -> None:
    """Write the ontology, one of its schemes, the shapes, or the JSON-LD context."""
    from ontology.concepts import source

    from .output import write_pieces

    if part is Part.context:
        if form not in (None, Format.jsonld):
            raise NotRdf("The context is JSON and no graph. Leave --format out, or ask for another part, as in: kg ontology zeren --format nt")
        write_pieces([source("context.jsonld").decode()], output)
        return
    turtle = source(f"{part.value}.ttl")
    write_pieces([turtle.decode()] if form in (None, Format.ttl) else _other(turtle, form is Format.nt), output)


def _other(turtle: bytes, lines_only: bool) -> Iterable[str]:
    """As sorted N-Triples or as JSON-LD; blank nodes get canonical names, so that two runs agree."""
    import pyoxigraph as ox

    from kg.export.jsonld import jsonld
    from kg.export.lines import sorted_lines, subjects
    from kg.export.terms import Names
    from ontology.namespaces import DATA

    dataset = ox.Dataset(ox.parse(turtle, ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted_lines(quad.triple for quad in dataset)
    return (f"{line}\n" for line in lines) if lines_only else jsonld(subjects(lines), Names(DATA))
