"""kg validate: is the graph as it should be, and what is to be done where it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STORE, Lang, OutputOption, QuietOption, StoreOption

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.validate import Fault


class Format(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    text = "text"
    table = "table"
    json = "json"


class Engine(str, Enum):  # noqa: UP042
    fast = "fast"
    pyshacl = "pyshacl"


def register(app: typer.Typer) -> None:
    app.command("validate")(validate)


def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE.ttl|nt|nq|trig|jsonld|rdf]...", help="RDF files to check instead of the store.")
    ] = None,
    store: StoreOption = STORE,
    document: Annotated[
        list[str] | None, typer.Option("--document", "-d", metavar="DOC", help="Check only this document of the store: path, title or hash.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="Grouped by document, one row a finding, or JSON.")] = Format.text,
    lang: Annotated[Lang, typer.Option("--lang", help="Language of the messages.")] = Lang.en,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="How many places to print of each kind of fault in a document; 0 for all.")] = 10,
    engine: Annotated[Engine, typer.Option("--engine", help="pyshacl is the slow reference; both give the same answers.")] = Engine.fast,
    output: OutputOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check the graph against the shapes. Exit status 0: nothing wrong; 1: something was found."""
    from kg.validate import validate as fast

    from .output import write_pieces

    check = fast
    if engine is Engine.pyshacl:
        from kg.validate_reference import validate_with_pyshacl

        check = validate_with_pyshacl
    checked, faults = 0, []
    for graphs, only in _targets(files or [], store, document or []):
        for graph, found in check(graphs, only):
            checked += graph != "*"
            faults += found
    pieces = {Format.text: _text, Format.table: _table, Format.json: _json}[form]
    write_pieces(pieces(faults, lang.value, limit), output)
    if not quiet:
        print(_summary(checked, faults), file=sys.stderr)
    if faults:
        raise typer.Exit(1)


def _targets(files: list[Path], store: Path, wanted: list[str]) -> Iterator[tuple[ox.Store, list[str] | None]]:
    """The stores to check, each with the graphs that are wanted of it (None: all)."""
    if files:
        from kg.validate import load

        for file in files:
            yield load(file), None
        return
    from kg.documents import choose
    from kg.store import open_reader

    with open_reader(store) as reader:
        yield reader.store, [d.iri for d in choose(reader.documents(), wanted)] if wanted else None


def _summary(checked: int, faults: list[Fault]) -> str:
    graphs = f"{checked} graph{'s' if checked != 1 else ''}"
    if not checked:
        return "There is no document to check. Build one first: kg build FILE…"
    if not faults:
        return f"{graphs} checked, nothing wrong."
    inside = len({f.document for f in faults})
    return f"{graphs} checked: {len(faults)} finding{'s' if len(faults) != 1 else ''} in {inside}."


def _short(term: str) -> str:
    """`<https://w3id.org/zeren/ontology#Lead>` → zr:Lead; a literal's datatype likewise."""
    from ontology.namespaces import PREFIXES

    text, typed, datatype = term.rpartition("^^<")
    if typed and term.startswith('"'):
        return f"{text}^^{_short(datatype.removesuffix('>'))}"
    iri = term[1:-1] if term.startswith("<") else term
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return term


def _where(fault: Fault) -> str:
    return f"{fault.begin}–{fault.end}" if fault.begin >= 0 and fault.end >= 0 else ""


def _name(fault: Fault) -> str:
    return fault.source or _short(fault.document) or "(between documents)"


def _grouped(faults: list[Fault]) -> Iterator[tuple[str, str, list[Fault]]]:
    """Document and shape with their faults, in order."""
    groups: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((_name(fault), fault.shape), []).append(fault)
    for (document, shape), members in groups.items():
        yield document, shape, members


def _text(faults: list[Fault], lang: str, limit: int) -> Iterable[str]:
    from kg.shapes import SHAPE
    from kg.tables import clean

    last = None
    for document, shape, members in sorted(_grouped(faults), key=lambda group: (group[0], group[1])):
        if document != last:
            yield f"{clean(document)}\n"
            last = document
        yield f"  {members[0].messages[lang]}  [{shape.removeprefix(SHAPE)}: {len(members)}]\n"
        shown = members[:limit] if limit else members
        for fault in shown:
            quote = f"“{fault.quote}”" if fault.quote else ""
            value = f"{_short(fault.path)} {_short(fault.value)}".strip() if fault.value else ""
            yield "    " + clean("  ".join(part for part in (_where(fault), quote, value, _short(fault.node)) if part)) + "\n"
        if len(shown) < len(members):
            yield f"    … and {len(members) - len(shown)} more; --limit 0 prints all.\n"


def _table(faults: list[Fault], lang: str, limit: int) -> Iterable[str]:
    import shutil

    from kg.shapes import SHAPE
    from kg.tables import table

    heads = ("Document", "Place", "Quote", "Value", "Node", "Shape", "What to do")
    rows = [
        (_name(f), _where(f), f.quote, _short(f.value), _short(f.node), f.shape.removeprefix(SHAPE), f.messages[lang])
        for f in faults
    ]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return [table(heads, rows, width)] if rows else []


def _json(faults: list[Fault], lang: str, limit: int) -> Iterable[str]:
    import json

    rows = [
        {
            "document": f.document, "source": f.source, "begin": None if f.begin < 0 else f.begin, "end": None if f.end < 0 else f.end,
            "quote": f.quote, "node": f.node.strip("<>"), "path": f.path, "value": f.value, "shape": f.shape,
            "constraint": f.component, "message": dict(f.messages),
        }
        for f in faults
    ]  # fmt: skip
    yield json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
