"""The opening picture: which meetings required something of which sectors, and which bodies answer for it.

Three columns; a line from a body to a sector stands for the measures that the body bears there. `assets/js/overview.js`
follows the same rules when filters change the measures; a test holds the two together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viz.network import BEARER, REQUIRED_BY, SECTOR

if TYPE_CHECKING:
    from viz.network import Network

FEW = (10, 21, 21)  # meetings, sectors, bodies: what is readable at 1280 pixels without zooming
MANY = (30, 50, 70)


@dataclass(frozen=True, slots=True)
class Overview:
    """Columns of IRIs from top to bottom, and the weighted lines (from, to, number of measures)."""

    meetings: tuple[str, ...]
    sectors: tuple[str, ...]
    bodies: tuple[str, ...]
    required: tuple[tuple[str, str, int], ...]  # meeting → sector
    borne: tuple[tuple[str, str, int], ...]  # body → sector


def overview(graph: Network, limits: tuple[int, int, int] = FEW) -> Overview:
    """The columns for the measures of the graph, at most `limits` meetings, sectors and bodies."""
    required: Counter[tuple[str, str]] = Counter()
    borne: Counter[tuple[str, str]] = Counter()
    in_sector: Counter[str] = Counter()
    for measure, attributes in graph.nodes(data=True):
        if attributes["group"] != "measure":
            continue
        targets: dict[str, set[str]] = {SECTOR: set(), BEARER: set(), REQUIRED_BY: set()}
        for _, target, data in graph.out_edges(measure, data=True):
            if data["predicate"] in targets:
                targets[data["predicate"]].add(target)
        in_sector.update(targets[SECTOR])
        required.update((m, s) for m in targets[REQUIRED_BY] for s in targets[SECTOR])
        borne.update((b, s) for b in targets[BEARER] for s in targets[SECTOR])
    sectors = _heaviest(in_sector, limits[1])
    meetings = _heaviest(_weights(required, set(sectors)), limits[0])
    bodies = _heaviest(_weights(borne, set(sectors)), limits[2])
    required = Counter({(m, s): n for (m, s), n in required.items() if m in meetings and s in sectors})
    borne = Counter({(b, s): n for (b, s), n in borne.items() if b in bodies and s in sectors})
    meetings, sectors, bodies = _untangle(meetings, sectors, bodies, required, borne)
    return Overview(
        tuple(meetings),
        tuple(sectors),
        tuple(bodies),
        tuple((m, s, required[m, s]) for m, s in sorted(required)),
        tuple((b, s, borne[b, s]) for b, s in sorted(borne)),
    )


def _weights(pairs: Counter[tuple[str, str]], sectors: set[str]) -> Counter[str]:
    weights: Counter[str] = Counter()
    for (thing, sector), number in pairs.items():
        if sector in sectors:
            weights[thing] += number
    return weights


def _heaviest(weights: Counter[str], limit: int) -> list[str]:
    return sorted(weights, key=lambda iri: (-weights[iri], iri))[:limit]


def _untangle(
    meetings: list[str],
    sectors: list[str],
    bodies: list[str],
    required: Counter[tuple[str, str]],
    borne: Counter[tuple[str, str]],
) -> tuple[list[str], list[str], list[str]]:
    """Order each column by the mean height of what it is linked with, so that fewer lines cross; four sweeps."""
    turned_required = Counter({(s, m): n for (m, s), n in required.items()})
    turned_borne = Counter({(s, b): n for (b, s), n in borne.items()})
    for _ in range(4):
        bodies = _by_mean(bodies, [(sectors, borne)])
        meetings = _by_mean(meetings, [(sectors, required)])
        sectors = _by_mean(sectors, [(bodies, turned_borne), (meetings, turned_required)])
    return meetings, sectors, bodies


def _by_mean(column: list[str], others: list[tuple[list[str], Counter[tuple[str, str]]]]) -> list[str]:
    mean = dict.fromkeys(column, 2.0)  # what has no line goes to the bottom
    total: dict[str, float] = dict.fromkeys(column, 0.0)
    weight: dict[str, int] = dict.fromkeys(column, 0)
    for other, pairs in others:
        height = {iri: 2 * i + 1 for i, iri in enumerate(other)}
        summed: Counter[str] = Counter()  # of whole numbers, so that the order of adding cannot matter
        for (thing, linked), number in pairs.items():
            if thing in total and linked in height:
                summed[thing] += number * height[linked]
                weight[thing] += number
        for thing in column:
            total[thing] += summed[thing] / (2 * len(other)) if other else 0.0
    mean |= {iri: total[iri] / weight[iri] for iri in column if weight[iri]}
    return sorted(column, key=lambda iri: mean[iri])
