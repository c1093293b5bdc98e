"""The measures of a store as records: what is demanded of whom, by when, on whose instruction, and where it is written.

The ledger, the chain, the comparison and the search all begin here; each takes the same three saved questions
(`demands`, `demands-bearers`, `demands-links`) and joins their rows, because one query with every OPTIONAL would return the product of
bearers, sectors and citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import ZR

from .answers import Row, Texts, ask, joined

if TYPE_CHECKING:
    from pyoxigraph import Store

ROLES = ("Lead", "Cooperate", "Supervise", "Implement")
LEAD, COOPERATE, SUPERVISE, IMPLEMENT = (ZR + role for role in ROLES)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who answers, in which role (an IRI), and where the bearer is named."""

    iri: str
    label: str
    role: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A sector, meeting, cited document or initiative that a measure belongs to."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Demand:
    """One `zr:Measure`: `task` is it as read (repaired, simplified), `quote` exactly as written at `[begin, end)`."""

    iri: str
    document: str
    title: str
    begin: int
    end: int
    task: str
    quote: str
    prohibited: bool
    deadlines: tuple[str, ...]
    deadline_texts: tuple[str, ...]
    periods: tuple[str, ...]
    bearers: tuple[Bearer, ...]
    sectors: tuple[Link, ...]
    meetings: tuple[Link, ...]
    cites: tuple[Link, ...]
    initiatives: tuple[Link, ...]

    def bodies(self, role: str) -> str:
        """The labels of those who bear it in `role`, in the order in which the text names them."""
        return joined(bearer.label for bearer in self.bearers if bearer.role == role)

    def sector_iris(self) -> frozenset[str]:
        return frozenset(link.iri for link in self.sectors)

    def meeting_iris(self) -> frozenset[str]:
        return frozenset(link.iri for link in self.meetings)


_LINKS = {"inSector": "sectors", "requiredBy": "meetings", "cites": "cites", "underInitiative": "initiatives"}


def demands(
    store: Store, values: Mapping[str, Iterable[str]] | None = None, texts: Texts | None = None
) -> list[Demand]:
    """The measures in the order of documents and places; `values` may bind ?document or ?measure to IRIs."""
    chosen = {name: list(iris) for name, iris in (values or {}).items()}
    read = texts or Texts(store)
    if not chosen:
        read.load_all()
    bearers = _bearers(ask(store, "demands-bearers", chosen))
    links = _links(ask(store, "demands-links", chosen))
    found: dict[str, list[Row]] = {}
    for row in ask(store, "demands", chosen):
        found.setdefault(row["measure"], []).append(row)
    made = [_demand(rows, read, bearers, links) for rows in found.values()]
    return sorted(made, key=lambda d: (d.title, d.document, d.begin, d.end, d.iri))


def _demand(
    rows: list[Row], texts: Texts, bearers: dict[str, list[Bearer]], links: dict[tuple[str, str], list[Link]]
) -> Demand:
    first = rows[0]
    iri, document = first["measure"], first["document"]
    begin, end = int(first["begin"]), int(first["end"])

    def every(name: str) -> tuple[str, ...]:
        return tuple(sorted({row[name] for row in rows if row[name]}))

    return Demand(
        iri=iri,
        document=document,
        title=texts.title(document),
        begin=begin,
        end=end,
        task=texts.reading(document, begin, end) or first["text"],
        quote=first["text"],
        prohibited=first["modality"] == ZR + "Prohibited",
        deadlines=every("deadline"),
        deadline_texts=every("deadlineText"),
        periods=every("period"),
        bearers=tuple(bearers.get(iri, ())),
        sectors=tuple(links.get((iri, "sectors"), ())),
        meetings=tuple(links.get((iri, "meetings"), ())),
        cites=tuple(links.get((iri, "cites"), ())),
        initiatives=tuple(links.get((iri, "initiatives"), ())),
    )


def _bearers(rows: list[Row]) -> dict[str, list[Bearer]]:
    found: dict[str, dict[tuple[str, str], Bearer]] = {}
    for row in sorted(rows, key=lambda r: (int(r["begin"] or 0), int(r["end"] or 0), r["label"], r["bearer"], r["role"])):
        bearer = Bearer(row["bearer"], row["label"] or row["bearer"], row["role"], int(row["begin"] or 0), int(row["end"] or 0))
        found.setdefault(row["measure"], {}).setdefault((bearer.iri, bearer.role), bearer)
    return {measure: list(every.values()) for measure, every in found.items()}


def _links(rows: list[Row]) -> dict[tuple[str, str], list[Link]]:
    found: dict[tuple[str, str], dict[str, Link]] = {}
    for row in sorted(rows, key=lambda r: (r["label"], r["thing"])):
        kind = _LINKS[row["property"].removeprefix(ZR)]
        found.setdefault((row["measure"], kind), {}).setdefault(row["thing"], Link(row["thing"], row["label"] or row["thing"]))
    return {key: list(every.values()) for key, every in found.items()}
