"""The graph as three tables for pandas, DuckDB and the like: measures, responsibilities, entities.

    measures          one row a measure: its text and place, its document, sectors, deadline, instruction, basis
    responsibilities  one row a body or person that answers for a measure, with the role and the place where it is named
    entities          one row a thing with a name: its kinds, names, function, level, and how often which documents name it

Offsets count Unicode code points of the document's text. Columns that may hold several values are lists.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES, ZR, ZRF

from ..errors import KgError

if TYPE_CHECKING:
    import pyarrow as pa

    from ..store import Reader

TABLES = ("measures", "responsibilities", "entities")
Row = dict[str, Any]

_MEASURES = """
SELECT DISTINCT ?measure ?document ?title ?begin ?end ?text ?modality ?deadline ?deadline_text ?period ?rule ?confidence WHERE {
  ?measure a zr:Measure ; nif:referenceContext ?document ; nif:beginIndex ?begin ; nif:endIndex ?end ; zr:text ?text .
  ?document dcterms:title ?title .
  OPTIONAL { ?measure zr:modality ?modality } OPTIONAL { ?measure zr:deadline ?deadline } OPTIONAL { ?measure zr:deadlineText ?deadline_text }
  OPTIONAL { ?measure zr:period ?period } OPTIONAL { ?measure zr:rule ?rule } OPTIONAL { ?measure zr:confidence ?confidence }
} ORDER BY ?document ?begin ?end ?measure ?deadline ?deadline_text ?period ?title"""
_OF_MEASURES = """
SELECT DISTINCT ?measure ?property ?thing ?name WHERE {
  VALUES ?property { zr:inSector zr:requiredBy zr:cites zr:underInitiative }
  ?measure a zr:Measure ; ?property ?thing .
  ?thing skos:prefLabel|dcterms:title ?name FILTER(LANG(?name) = "" || LANGMATCHES(LANG(?name), "zh"))
} ORDER BY ?measure ?property ?name"""
_RESPONSIBILITIES = """
SELECT DISTINCT ?responsibility ?measure ?document ?bearer ?bearer_name ?role ?begin ?end ?rule ?confidence ?carried_from WHERE {
  ?measure zr:responsibility ?responsibility ; nif:referenceContext ?document .
  ?responsibility zr:bearer ?bearer ; zr:role ?role .
  ?bearer skos:prefLabel ?bearer_name .
  OPTIONAL { ?responsibility nif:beginIndex ?begin ; nif:endIndex ?end } OPTIONAL { ?responsibility zr:rule ?rule }
  OPTIONAL { ?responsibility zr:confidence ?confidence } OPTIONAL { ?responsibility zr:carriedFrom ?carried_from }
} ORDER BY ?measure ?responsibility ?bearer_name"""
_ENTITIES = """
SELECT DISTINCT ?entity ?kind ?property ?value WHERE {
  ?entity a ?kind FILTER(?kind IN (KINDS))
  OPTIONAL { VALUES ?property { skos:prefLabel skos:altLabel dcterms:title zr:function zr:level zr:date zr:status zr:jurisdiction } ?entity ?property ?value }
} ORDER BY ?entity ?kind ?property ?value"""
_MENTIONS = """
SELECT ?entity ?document (COUNT(DISTINCT ?mention) AS ?n) WHERE {
  ?mention a zr:Mention ; itsrdf:taIdentRef ?entity ; nif:referenceContext ?document
} GROUP BY ?entity ?document ORDER BY ?entity ?document"""


def rows(reader: Reader, table: str) -> list[Row]:
    """The rows of one of TABLES, in a fixed order, every row with every column. KeyError for another."""
    return {"measures": _measures, "responsibilities": _responsibilities, "entities": _entities}[table](reader)


def tables(reader: Reader) -> dict[str, bytes]:
    """File name → Parquet. KgError where pyarrow is not installed."""
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise KgError("Parquet needs pyarrow, which is not installed. Install it with: pip install 'zeren-kg[analysis]'") from None
    made = {}
    for name in TABLES:
        file = io.BytesIO()
        pq.write_table(arrow(reader, name), file, compression="zstd")
        made[f"{name}.parquet"] = file.getvalue()
    return made


def arrow(reader: Reader, table: str) -> pa.Table:
    """One of TABLES as an Arrow table; its columns have the same types whatever the store holds."""
    import pyarrow as pa

    kinds = {"begin": pa.int64(), "end": pa.int64(), "mentions": pa.int64(), "confidence": pa.float64(), "carried": pa.bool_()}
    lists = {"sectors", "sector_iris", "required_by", "cites", "initiatives", "kinds", "other_names", "functions", "documents"}
    schema = pa.schema([(name, pa.list_(pa.string()) if name in lists else kinds.get(name, pa.string())) for name in COLUMNS[table]])
    return pa.Table.from_pylist(rows(reader, table), schema=schema)


COLUMNS = {
    "measures": (
        "measure", "document", "title", "begin", "end", "text", "modality", "sectors", "sector_iris", "deadline", "deadline_text", "period", "required_by",
        "cites", "initiatives", "rule", "confidence",
    ),
    "responsibilities": ("responsibility", "measure", "document", "bearer", "bearer_name", "role", "begin", "end", "rule", "confidence", "carried"),
    "entities": ("entity", "kind", "kinds", "name", "other_names", "functions", "level", "date", "status", "jurisdiction", "mentions", "documents"),
}  # fmt: skip


def _asked(reader: Reader, query: str) -> list[Row]:
    solutions = reader.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
    return [{name: None if term is None else term.value for name, term in zip(names, row, strict=True)} for row in solutions]  # type: ignore[union-attr]


def _measures(reader: Reader) -> list[Row]:
    linked: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in _asked(reader, _OF_MEASURES):
        linked.setdefault((row["measure"], row["property"].removeprefix(ZR)), []).append((row["name"], row["thing"]))
    made: dict[str, Row] = {}
    for row in _asked(reader, _MEASURES):
        iri = row["measure"]
        if iri in made:
            continue  # a second deadline or title of the same measure
        of = {name: linked.get((iri, name), []) for name in ("inSector", "requiredBy", "cites", "underInitiative")}
        made[iri] = {
            **row, **_numbers(row), "modality": (row["modality"] or "").removeprefix(ZR) or None, "sectors": _names(of["inSector"]), "sector_iris": sorted({iri for _, iri in of["inSector"]}),
            "required_by": _names(of["requiredBy"]), "cites": _names(of["cites"]), "initiatives": _names(of["underInitiative"]),
        }  # fmt: skip
    return list(made.values())


def _names(pairs: list[tuple[str, str]]) -> list[str]:
    return sorted({name for name, _ in pairs})


def _numbers(row: Row) -> Row:
    return {
        "begin": None if row["begin"] is None else int(row["begin"]),
        "end": None if row["end"] is None else int(row["end"]),
        "confidence": None if row["confidence"] is None else float(row["confidence"]),
    }


def _responsibilities(reader: Reader) -> list[Row]:
    made: dict[str, Row] = {}
    for row in _asked(reader, _RESPONSIBILITIES):
        carried = row.pop("carried_from") is not None
        made.setdefault(row["responsibility"], {**row, **_numbers(row), "role": row["role"].removeprefix(ZR), "carried": carried})
    return list(made.values())


def _entities(reader: Reader) -> list[Row]:
    from ..naming import SUBJECTS

    mentions: dict[str, dict[str, int]] = {}
    for row in _asked(reader, _MENTIONS):
        mentions.setdefault(row["entity"], {})[row["document"]] = int(row["n"])
    said: dict[str, dict[str, set[str]]] = {}
    wanted = ", ".join(f"<{kind}>" for kind in sorted(SUBJECTS))
    for row in _asked(reader, _ENTITIES.replace("KINDS", wanted)):
        about = said.setdefault(row["entity"], {})
        about.setdefault("kind", set()).add(row["kind"].removeprefix(ZR))
        if row["property"]:
            about.setdefault(row["property"].rpartition("/")[2].rpartition("#")[2], set()).add(row["value"])
    return [_entity(iri, about, mentions.get(iri, {})) for iri, about in sorted(said.items())]


def _entity(iri: str, about: dict[str, set[str]], mentions: dict[str, int]) -> Row:
    def one(name: str) -> str | None:
        found = sorted(about.get(name, ()))
        return found[0].removeprefix(ZR) if found else None

    kinds = sorted(about["kind"])
    return {
        "entity": iri,
        "kind": next((kind for kind in kinds if kind != "Organization"), kinds[0]),
        "kinds": kinds,
        "name": one("prefLabel") or one("title"),
        "other_names": sorted(about.get("altLabel", ())),
        "functions": sorted(value.removeprefix(ZRF) for value in about.get("function", ())),
        "level": one("level"),
        "date": one("date"),
        "status": one("status"),
        "jurisdiction": one("jurisdiction"),
        "mentions": sum(mentions.values()),
        "documents": sorted(mentions),
    }
