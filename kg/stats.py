"""How much a store holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .store import Reader

# Class by class, as the vocabulary lists them; a subclass counts for its class too.
CLASSES = (
    "SourceDocument", "Meeting", "Official", "Post", "Organization", "Jurisdiction", "Measure", "Responsibility", "CitedDocument",
    "Initiative", "Principle", "Accident", "Statistic", "Mention", "Finding", "Repair",
)  # fmt: skip

_COUNT = """
SELECT ?class ?zh ?en (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  VALUES ?class { %s }
  OPTIONAL { ?class rdfs:label ?zh FILTER(LANGMATCHES(LANG(?zh), "zh")) }
  OPTIONAL { ?class rdfs:label ?en FILTER(LANGMATCHES(LANG(?en), "en")) }
  OPTIONAL { ?kind rdfs:subClassOf* ?class . ?thing a ?kind }
} GROUP BY ?class ?zh ?en"""
_FIGURES = """
SELECT (SUM(STRLEN(?text)) AS ?characters) WHERE { ?document nif:isString ?text }"""
_SECTORS = "SELECT (COUNT(DISTINCT ?sector) AS ?n) WHERE { ?document zr:mentionsSector ?sector }"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its names; `name` is a class's local name, or characters, sectors, statements."""

    name: str
    zh: str
    en: str
    count: int


def stats(reader: Reader) -> list[Figure]:
    """Characters read, statements stored, sectors named, and individuals by class, in a fixed order."""
    store = reader.store
    figures = [
        Figure("characters", "字数", "Characters read", _number(store, _FIGURES)),
        Figure("statements", "陈述总数", "Statements stored", len(store)),
        Figure("sectors", "提及的行业领域", "Sectors named", _number(store, _SECTORS)),
    ]
    wanted = " ".join(f"zr:{name}" for name in CLASSES)
    found = {}
    for row in store.query(_COUNT % wanted, prefixes=PREFIXES, use_default_graph_as_union=True):  # type: ignore[union-attr]
        values = [None if term is None else term.value for term in row]
        found[str(values[0]).rpartition("#")[2]] = Figure(
            str(values[0]).rpartition("#")[2], values[1] or "", values[2] or "", int(values[3] or 0)
        )
    return figures + [found.get(name, Figure(name, "", name, 0)) for name in CLASSES]


def _number(store: ox.Store, query: str) -> int:
    row = next(iter(store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)))  # type: ignore[arg-type]
    term = row[0]
    return int(term.value) if term is not None else 0
