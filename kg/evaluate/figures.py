"""Counting what an evaluation found: precision, recall and F1 by layer, by rule, and by how sure the reader was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .gold import Gold, GoldError, placed
from .graph import DocumentGraph, Whole, line_of
from .layers import HEADLINE, LAYERS, compare
from .match import MISSED, RIGHT, WRONG, Outcome

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over all documents: `right` (tp), `wrong` (fp), `missed` (fn). Precision and recall of nothing are 1."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What one rule did in one layer. `missed` counts what was missed where this rule fired, or "" where none did; `why` tells the latter."""

    layer: str
    rule: str
    right: int
    wrong: int
    missed: int

    @property
    def share(self) -> float | None:
        """The part of its findings that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings with a confidence in [low, high): how many, how many of them right, and the mean of what they were given."""

    layer: str  # "" for all layers
    low: float
    high: float
    right: int
    wrong: int
    given: float

    @property
    def share(self) -> float:
        return self.right / (self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Judged:
    """One document as it was compared: its text, and whether a graph of it was there at all."""

    key: str
    source: str
    text: str
    found: bool


@dataclass(frozen=True)
class Evaluation:
    """All outcomes of all documents, in the order of documents and layers."""

    documents: tuple[Judged, ...]
    outcomes: tuple[Outcome, ...]

    @cached_property
    def figures(self) -> dict[str, Figures]:
        """Layer → figures, in the order of LAYERS."""
        return {layer: count(o for o in self.outcomes if o.layer == layer) for layer in LAYERS}

    @cached_property
    def headline(self) -> float:
        """Mean F1 of the headline layers."""
        return sum(self.figures[layer].f1 for layer in HEADLINE) / len(HEADLINE)

    @cached_property
    def by_document(self) -> dict[str, dict[str, Figures]]:
        """Key of the document → layer → figures."""
        return {
            d.key: {layer: count(o for o in self.outcomes if o.layer == layer and o.document == d.key) for layer in LAYERS}
            for d in self.documents
        }

    def errors(self, layers: Iterable[str] = LAYERS) -> list[Outcome]:
        """What was missed or wrong, in the order of layers, documents and places."""
        wanted = set(layers)
        rank = {layer: number for number, layer in enumerate(LAYERS)}
        keys = {d.key: number for number, d in enumerate(self.documents)}
        found = [o for o in self.outcomes if o.verdict in (MISSED, WRONG) and o.layer in wanted]
        return sorted(found, key=lambda o: (rank[o.layer], keys[o.document], o.begin, o.end))

    def line(self, outcome: Outcome) -> int:
        """The line of the document on which it stands, from 1; 0 when the text does not tell."""
        return line_of(self._text[outcome.document], outcome.begin)

    def quote(self, outcome: Outcome, most: int = 40) -> str:
        """The characters at its place."""
        return self._text[outcome.document][outcome.begin : outcome.end][:most] if outcome.begin >= 0 else ""

    @cached_property
    def _text(self) -> dict[str, str]:
        return {d.key: d.text for d in self.documents}

    def rules(self, layers: Iterable[str] = LAYERS) -> list[RuleFigures]:
        """The confusion by construction: for each rule of a layer what it got right and wrong, and what was missed beside it.

        Missed ones stand under the rule that made something else of that place, or under a reason in brackets: "(no rule fired)",
        "(measure not found)" …. The most harmful first.
        """
        found: list[RuleFigures] = []
        for layer in layers:
            counts: dict[str, list[int]] = {}
            for outcome in self.outcomes:
                if outcome.layer != layer or outcome.verdict not in (RIGHT, WRONG, MISSED):
                    continue
                if outcome.verdict == MISSED:
                    rule = outcome.near.partition(" → ")[0] or "(no rule fired)"
                    counts.setdefault(rule, [0, 0, 0])[2] += 1
                else:
                    counts.setdefault(outcome.rule or "(no rule told)", [0, 0, 0])[outcome.verdict == WRONG] += 1
            rows = [RuleFigures(layer, rule, *numbers) for rule, numbers in counts.items()]
            found += sorted(rows, key=lambda r: (-r.wrong - r.missed, -r.right, r.rule))
        return found

    def calibration(self, layers: Iterable[str] = LAYERS) -> list[Bin]:
        """How many of the findings of about one confidence are right: over all layers, then by layer. Empty bins are left out."""
        judged = [o for o in self.outcomes if o.verdict in (RIGHT, WRONG) and o.confidence is not None]
        found = _bins("", judged)
        for layer in layers:
            found += _bins(layer, [o for o in judged if o.layer == layer])
        return found


EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


def _bins(layer: str, outcomes: Sequence[Outcome]) -> list[Bin]:
    found = []
    for low, high in zip(EDGES, (*EDGES[1:], 2.0), strict=True):
        inside = [o for o in outcomes if o.confidence is not None and low <= o.confidence < high]
        if inside:
            given = sum(o.confidence for o in inside if o.confidence is not None) / len(inside)
            right = sum(o.verdict == RIGHT for o in inside)
            found.append(Bin(layer, low, min(high, 1.0), right, len(inside) - right, given))
    return found


def count(outcomes: Iterable[Outcome]) -> Figures:
    verdicts = [o.verdict for o in outcomes]
    return Figures(verdicts.count(RIGHT), verdicts.count(WRONG), verdicts.count(MISSED))


def evaluate(golds: Iterable[Gold], store: ox.Store, least: float = 0.0) -> Evaluation:
    """Compare marked documents with the graphs that a store has of them, found by sha256.

    A document that the store does not have counts as one in which nothing was found. `least` leaves out what is less sure. GoldError
    where a marked file does not fit its document.
    """
    whole = Whole(store)
    known = whole.documents()
    documents: list[Judged] = []
    outcomes: list[Outcome] = []
    for gold in golds:
        iri = known.get(gold.sha256 or "")
        graph = DocumentGraph(whole, iri or "urn:none", least)
        if iri:
            gold = placed(gold, graph.text)
        documents.append(Judged(gold.key, (graph.value(iri, "dcterms:source") if iri else None) or "", graph.text, bool(iri)))
        outcomes += compare(gold, graph)
    if not documents:
        raise GoldError("There is no marked document to compare with. Give the folder that holds the marked JSON files.")
    return Evaluation(tuple(documents), tuple(outcomes))
