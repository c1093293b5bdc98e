"""Answers as text: tables, CSV, JSON and the other formats of SPARQL results, and graphs as Turtle or N-Triples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .export.terms import Names
    from .queries import Answer

TABLES = ("table", "md", "csv", "tsv", "json", "xml")
GRAPHS = ("ttl", "nt")


def cell(term: object, names: Names) -> str:
    """A term as a person reads it: a literal's text, a short IRI, nothing for nothing."""
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        return term.value
    if isinstance(term, ox.NamedNode):
        short = names.short(term.value)
        if short:
            return short
        return f"data:{term.value[len(names.base) :]}" if term.value.startswith(names.base) else f"<{term.value}>"
    return str(term)


def answer_text(answer: Answer, form: str, base: str, width: int | None = None) -> Iterator[str]:
    """The answer in a format of TABLES or GRAPHS, piece by piece. QueryError when it has no such form.

    `width` is that of the terminal: a table is cut to it; None cuts nothing.
    """
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryTriples):
        yield from _graph(answer, form, base)
    elif isinstance(answer, ox.QueryBoolean):
        yield from _boolean(answer, form)
    else:
        yield from _solutions(answer, form, base, width)


def _boolean(answer: ox.QueryBoolean, form: str) -> Iterator[str]:
    import pyoxigraph as ox

    if form in ("json", "xml"):
        kind = ox.QueryResultsFormat.JSON if form == "json" else ox.QueryResultsFormat.XML
        yield (answer.serialize(format=kind) or b"").decode() + "\n"
    elif form in TABLES:
        yield "true\n" if answer else "false\n"
    else:
        raise QueryError(f"ASK answers true or false, which has no form {form}. Use table, csv or json.")


def _solutions(answer: ox.QuerySolutions, form: str, base: str, width: int | None) -> Iterator[str]:
    import pyoxigraph as ox

    from .export.terms import Names
    from .tables import markdown, table

    kinds = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
    if form in kinds:
        text = (answer.serialize(format=kinds[form]) or b"").decode()
        yield text if text.endswith("\n") else text + "\n"
        return
    if form not in ("table", "md"):
        raise QueryError(f"SELECT answers rows, which have no form {form}. Use table, csv, tsv, json or md, or ask with CONSTRUCT.")
    names = Names(base)
    headings = [variable.value for variable in answer.variables]
    rows, numbers = [], set(range(len(headings)))
    for solution in answer:
        terms = list(solution)
        numbers -= {i for i, term in enumerate(terms) if not _is_number(term)}
        rows.append([cell(term, names) for term in terms])
    if form == "md":
        yield markdown(headings, rows)
        return
    yield table(headings, rows, width, numbers if rows else ())
    yield f"{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _is_number(term: object) -> bool:
    import pyoxigraph as ox

    return term is None or (isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in ("integer", "decimal", "double"))


def _graph(answer: ox.QueryTriples, form: str, base: str) -> Iterator[str]:
    from .export.lines import sorted_lines, subjects
    from .export.terms import Names
    from .export.turtle import turtle

    lines = sorted_lines(answer)
    if form == "nt":
        yield from (f"{line}\n" for line in lines)
    elif form in ("ttl", "table"):
        yield from turtle(subjects(lines), Names(base), only_used=lines)
    else:
        raise QueryError(f"CONSTRUCT and DESCRIBE answer a graph, which has no form {form}. Use ttl or nt.")
