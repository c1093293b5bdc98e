"""The table of duties: one row for every measure and body that answers for it, in a form that spreadsheets open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from ..store import Reader

HEADINGS = (
    "document", "begin", "end", "measure", "modality", "sectors", "bearer", "role", "deadline", "deadline_text", "period", "required_by",
    "cites", "rule", "confidence", "iri",
)  # fmt: skip

_ROWS = """
SELECT DISTINCT ?source ?begin ?end ?text ?modality ?bearer ?role ?due ?dueText ?period ?rule ?confidence ?measure WHERE {
  ?measure a zr:Measure ; zr:text ?text ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:referenceContext ?document ; zr:rule ?rule .
  ?document dcterms:source ?source .
  OPTIONAL { ?measure zr:confidence ?confidence }
  OPTIONAL { ?measure zr:modality/skos:prefLabel ?modality FILTER(LANGMATCHES(LANG(?modality), "zh")) }
  OPTIONAL { ?measure zr:deadline ?due }
  OPTIONAL { ?measure zr:deadlineText ?dueText }
  OPTIONAL { ?measure zr:period ?period }
  OPTIONAL {
    ?measure zr:responsibility ?duty . ?duty zr:bearer ?body ; zr:role ?roleConcept .
    ?body skos:prefLabel ?bearer .
    OPTIONAL { ?roleConcept skos:prefLabel ?role FILTER(LANGMATCHES(LANG(?role), "zh")) }
  }
}
ORDER BY ?source ?begin ?end ?measure ?bearer ?role"""
_LISTS = """
SELECT DISTINCT ?measure ?name WHERE {
  ?measure zr:%s ?thing . ?thing skos:prefLabel ?name FILTER(LANG(?name) = "" || LANGMATCHES(LANG(?name), "zh"))
}"""


def duties_csv(reader: Reader, bom: bool = False) -> Iterator[str]:
    """The CSV file, piece by piece. With `bom` it begins with a byte order mark, by which spreadsheet programs know UTF-8."""
    lists = {name: _listed(reader, name) for name in ("inSector", "requiredBy", "cites")}
    if bom:
        yield "\ufeff"
    yield csv_text([HEADINGS])
    for row in reader.store.query(_ROWS, prefixes=PREFIXES, use_default_graph_as_union=True):  # type: ignore[union-attr]
        source, begin, end, text, modality, bearer, role, due, due_text, period, rule, confidence, measure = (
            "" if term is None else term.value for term in row
        )
        named = [lists[name].get(measure, "") for name in ("inSector", "requiredBy", "cites")]
        yield csv_text(
            [[source, begin, end, text, modality, named[0], bearer, role, due, due_text, period, named[1], named[2], rule, confidence, measure]]
        )


def _listed(reader: Reader, name: str) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for row in reader.store.query(_LISTS % name, prefixes=PREFIXES, use_default_graph_as_union=True):  # type: ignore[union-attr]
        found.setdefault(row[0].value, set()).add(row[1].value)
    return {measure: "、".join(sorted(names)) for measure, names in found.items()}


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as RFC 4180 writes them, with every cell that a spreadsheet would run as a formula made plain by an apostrophe."""
    file = io.StringIO()
    csv.writer(file).writerows([[plain_cell(cell) for cell in row] for row in rows])
    return file.getvalue()


def plain_cell(cell: str) -> str:
    """The cell, with an apostrophe before it when it would be taken for a formula. A negative number stays one."""
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii()
