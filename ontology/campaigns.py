"""The words of initiatives and principles, loaded from campaigns.ttl (its header explains the classes)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CampaignWords:
    """Classes of words; in `instruments`, `principles` and `values` every spelling maps to the canonical one."""

    endings: tuple[str, ...]
    quoted: tuple[str, ...]
    openings: tuple[str, ...]
    calls: tuple[str, ...]
    instruments: dict[str, str]
    principles: dict[str, str]
    values: dict[str, str]


@cache
def campaign_words() -> CampaignWords:
    """All classes; words inside a class are longest first."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, Store

    skos = "http://www.w3.org/2004/02/skos/core#"
    store = Store()
    store.load(path=str(Path(__file__).parent / "campaigns.ttl"), format=RdfFormat.TURTLE)
    uses: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode("https://w3id.org/zeren/ontology#wordUse"), None):
        if isinstance(quad.object, Literal):
            uses.setdefault(quad.object.value, []).append(str(quad.subject).strip("<>"))

    def labels(subject: str, term: str) -> list[str]:
        found = store.quads_for_pattern(NamedNode(subject), NamedNode(skos + term), None)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))

    def words(use: str) -> tuple[str, ...]:
        every = {word for subject in uses[use] for term in ("prefLabel", "altLabel") for word in labels(subject, term)}
        return tuple(sorted(every, key=lambda word: (-len(word), word)))

    def canonical(use: str) -> dict[str, str]:
        table: dict[str, str] = {}
        for subject in sorted(uses[use]):
            preferred = labels(subject, "prefLabel")[0]
            for word in (preferred, *labels(subject, "altLabel")):
                table[word] = preferred
        return table

    return CampaignWords(
        words("campaign"), words("quoted"), words("opening"), words("calls"),
        canonical("instrument"), canonical("principle"), canonical("value"),
    )
