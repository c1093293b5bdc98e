"""Answers written in the formats of the web, no longer than allowed.

Oxigraph writes an answer whole, however long; here it is written row by row, so that it can be stopped. The formats are the W3C's:
SPARQL 1.1 Query Results JSON, XML, CSV and TSV. A test holds them to what Oxigraph writes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from ..errors import QueryRefused
from ..export.rdfxml import impossible_out

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..export.terms import Names

_STRING = "http://www.w3.org/2001/XMLSchema#string"
Cells = list["ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None"]


def language(tag: str) -> str:
    """Oxigraph gives language tags in lower case; the vocabulary writes zh-Hans."""
    return "zh-Hans" if tag == "zh-hans" else tag


def rows_of(answer: ox.QuerySolutions, most: int) -> Iterator[Cells]:
    """The rows, at most `most`. QueryRefused when there are more: a part of an answer would be a wrong one."""
    for number, solution in enumerate(answer):
        if number >= most:
            raise QueryRefused(f"The answer has more than {most:,} rows, which is all that is given at a time. Ask for less, or in parts with ORDER BY, LIMIT and OFFSET.")
        yield list(solution)


def triples_of(answer: ox.QueryTriples, most: int) -> list[str]:
    """The triples as sorted N-Triples lines. QueryRefused when there are more than `most`."""
    from ..export.lines import sorted_lines

    lines = sorted_lines(islice(answer, most + 1))
    if len(lines) > most:
        raise QueryRefused(f"The graph has more than {most:,} triples, which is all that is given at a time. Ask for less, or in parts with LIMIT and OFFSET.")
    return lines


def limited(pieces: Iterable[str], most: int) -> bytes:
    """The text in UTF-8. QueryRefused when it has more than `most` bytes."""
    out = io.BytesIO()
    for piece in pieces:
        out.write(piece.encode("utf-8", "replace"))
        if out.tell() > most:
            raise QueryRefused(f"The answer is longer than {most >> 20} MB, which is all that is given at a time. Ask for less, or in parts with LIMIT and OFFSET.")
    return out.getvalue()


def solutions(form: str, variables: list[str], rows: Iterable[Cells]) -> Iterator[str]:
    """A SELECT's answer as json, xml, csv or tsv, piece by piece."""
    return {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}[form](variables, rows)


def boolean(form: str, value: bool) -> str:
    """An ASK's answer. CSV and TSV have no form for it; the word alone is what other endpoints give."""
    word = "true" if value else "false"
    if form == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'
    if form == "xml":
        return f'{_XML_HEAD}<head></head><boolean>{word}</boolean></sparql>\n'
    return f"{word}\n"


def graph(form: str, lines: list[str], names: Names) -> Iterator[str]:
    """Sorted N-Triples lines in a graph format; TriG and N-Quads of a graph without a name are Turtle and N-Triples."""
    from ..export.jsonld import jsonld
    from ..export.lines import subjects
    from ..export.rdfxml import rdfxml
    from ..export.turtle import turtle

    if form in ("nt", "nq"):
        return (f"{line}\n" for line in lines)
    if form in ("ttl", "trig"):
        return turtle(subjects(lines), names, only_used=lines)
    return (jsonld if form == "jsonld" else rdfxml)(subjects(lines), names)


def _json(variables: list[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(variables)}}},"results":{{"bindings":['
    between = "\n"
    for row in rows:
        bound = {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        yield between + json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        between = ",\n"
    yield "\n]}}\n"


def _json_term(term: Any) -> dict[str, Any]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = language(term.language)
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(variables: list[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield _XML_HEAD + "<head>" + "".join(f"<variable name={quoteattr(name)}/>" for name in variables) + "</head><results>\n"
    for row in rows:
        cells = zip(variables, row, strict=True)
        yield "<result>" + "".join(f"<binding name={quoteattr(name)}>{_xml_term(t)}</binding>" for name, t in cells if t is not None) + "</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: Any) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts) + "</triple>"
    told = ""
    if term.language:
        told = f" xml:lang={quoteattr(language(term.language))}"
    elif term.datatype.value != _STRING:
        told = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{told}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    # a bare carriage return would be read back as a line feed
    return impossible_out(escape(text)).replace("\r", "&#13;")


def _csv(variables: list[str], rows: Iterable[Cells]) -> Iterator[str]:
    """Values as they are, which is what the norm wants; the ledger's CSV is the one that is made for spreadsheets."""
    import pyoxigraph as ox

    yield _csv_line(variables)
    for row in rows:
        yield _csv_line("" if t is None else t.value if isinstance(t, ox.NamedNode | ox.Literal) else str(t) for t in row)


def _csv_line(cells: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(list(cells))
    return file.getvalue()


def _tsv(variables: list[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else tsv_term(term) for term in row) + "\n"


def tsv_term(term: Any) -> str:
    """A term as Turtle writes it."""
    text = str(term).replace("\t", "\\t")
    return text[: -len("zh-hans")] + "zh-Hans" if text.endswith('"@zh-hans') else text
