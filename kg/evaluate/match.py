"""Setting what was marked and what was found side by side, one to one, and what comes out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .graph import DocumentGraph, Evidence

RIGHT, WRONG, MISSED, ALLOWED = "right", "wrong", "missed", "allowed"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """Something marked or found: two items are the same when they share a key. `places` are in the raw text.

    Only found items have evidence. `optional` is said of marked ones: neither missed nor wrong.
    """

    keys: frozenset[str]
    label: str
    optional: bool = False
    places: tuple[Span, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of an evaluation: right, wrong (found only), missed (marked only) or allowed (found, and optional in the marks).

    `rule` made what was found; `near` says of what was missed what the reader made of that place instead, or why it made nothing.
    `marked` and `found` are the places of either side in the raw text.
    """

    layer: str
    document: str  # key of the marked file
    verdict: str
    label: str
    context: str = ""  # the measure or meeting that it belongs to
    marked: tuple[Span, ...] = ()
    found: tuple[Span, ...] = ()
    rule: str = ""
    confidence: float | None = None
    near: str = ""

    @property
    def begin(self) -> int:
        """Where to look in the text; -1 when the text does not tell."""
        return self._place[0]

    @property
    def end(self) -> int:
        return self._place[1]

    @property
    def _place(self) -> Span:
        own = self.marked if self.verdict == MISSED else self.found
        return next(iter(own or self.marked or self.found), (-1, -1))


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of the items: exactly one side may be missing."""

    verdict: str
    marked: Item | None
    found: Item | None

    def outcome(self, layer: str, document: str, near: str = "", context: str = "") -> Outcome:
        shown = self.found if self.verdict in (WRONG, ALLOWED) else self.marked
        evidence = self.found.evidence if self.found else None
        return Outcome(
            layer, document, self.verdict, shown.label if shown else "", context,
            self.marked.places if self.marked else (),
            self.found.places if self.found else (),
            evidence.rule if evidence else "",
            evidence.confidence if evidence else None,
            near if self.verdict == MISSED else "",
        )  # fmt: skip


def match(marked: Sequence[Item], found: Sequence[Item]) -> list[Pair]:
    """Each found item takes the first marked one that is still free and shares a key with it.

    A found item that got none is allowed when an optional one would have fitted (it is another spelling of it), else wrong.
    """
    left = list(range(len(marked)))
    pairs: list[Pair] = []
    alone: list[Item] = []
    for item in found:
        hit = next((i for i in left if marked[i].keys & item.keys), None)
        if hit is None:
            alone.append(item)
            continue
        left.remove(hit)
        pairs.append(Pair(ALLOWED if marked[hit].optional else RIGHT, marked[hit], item))
    for item in alone:
        fits = next((m for m in marked if m.optional and m.keys & item.keys), None)
        pairs.append(Pair(ALLOWED, fits, item) if fits else Pair(WRONG, None, item))
    pairs += [Pair(MISSED, marked[i], None) for i in left if not marked[i].optional]
    return pairs


def around(graph: DocumentGraph, places: Sequence[Span], but: str = "") -> str:
    """What the reader made of these characters: the rule that fired there and what it took them for; "" for nothing.

    `but` is a thing that does not count.
    """
    for begin, end in places:
        for evidence, thing in graph.readings_at(begin, end):
            if thing != but:
                return f"{evidence.rule} → {graph.labels(thing)[0]}"
    return ""
