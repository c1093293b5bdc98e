"""Positions, computed beforehand and always the same: columns, rings, and a map of all nodes.

Units are those of vis-network's canvas (about a pixel at zoom 1). No randomness: where a start is needed it is a
sunflower spiral, and ties are broken by the order of IRIs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viz.network import Network
    from viz.overview import Overview

Positions = dict[str, tuple[int, int]]

GOLDEN = math.pi * (3 - math.sqrt(5))
BACKBONE = 240  # nodes that are pushed apart by forces; all others gather around them


# Half the width of the three columns and the height of a row: beside no panel, beside an open one, on a phone.
WIDTHS = {"wide": (400, 27), "middle": (265, 27), "narrow": (128, 46)}


def columns(view: Overview, width: int, pitch: int) -> Positions:
    """Meetings left, sectors in the middle, bodies right, evenly spaced over one height."""
    tall = pitch * max(len(view.meetings), len(view.sectors), len(view.bodies))
    positions: Positions = {}
    for x, column in ((-width, view.meetings), (0, view.sectors), (width, view.bodies)):
        for i, iri in enumerate(column):
            positions[iri] = (x, (2 * i + 1) * tall // (2 * len(column)))
    return positions


def rings(graph: Network, centre: str, nodes: Sequence[str]) -> Positions:
    """`centre` in the middle, each further step on a ring of its own, neighbours near each other."""
    from viz.network import GROUPS, neighbours

    wanted = set(nodes)
    angle = {centre: 0.0}
    positions: Positions = {centre: (0, 0)}
    ring, radius = [centre], 0.0
    while ring:
        parents: dict[str, float] = {}
        for parent in ring:
            for child in sorted(neighbours(graph, parent) & wanted - angle.keys()):
                parents.setdefault(child, angle[parent])
        ring = sorted(parents, key=lambda n: (parents[n], GROUPS.index(graph.nodes[n]["group"]), n))
        radius = max(radius + 170, len(ring) * 34 / (2 * math.pi))
        for i, node in enumerate(ring):
            angle[node] = 2 * math.pi * i / len(ring)
            positions[node] = (round(radius * math.cos(angle[node])), round(radius * math.sin(angle[node])))
    lost = sorted(wanted - positions.keys())
    for i, node in enumerate(lost):
        positions[node] = (round(-radius + 60 * (i % 20)), round(radius + 120 + 60 * (i // 20)))
    return positions


def home(graph: Network) -> Positions:
    """A place for every node: the most linked ones pushed apart by forces, the others around the one they belong to.

    O(n + e) but for the backbone of at most `BACKBONE` nodes; about a second for 20,000 nodes.
    """
    from viz.network import neighbours

    degree = dict(graph.degree())
    others = [n for n, a in graph.nodes(data=True) if a["group"] not in ("measure", "document", "statistic")]
    backbone = sorted(others or list(graph), key=lambda n: (-degree[n], n))[:BACKBONE]
    chosen = set(backbone)
    satellites: dict[str, list[str]] = defaultdict(list)
    loose: list[str] = []
    anchor: dict[str, str] = {n: n for n in backbone}
    for node in sorted(set(graph) - chosen):
        near = sorted(neighbours(graph, node) & chosen, key=lambda n: (len(satellites[n]), degree[n], n))
        if near:
            anchor[node] = near[0]
            satellites[near[0]].append(node)
        else:
            loose.append(node)
    links = {(min(a, b), max(a, b)) for u, v in graph.edges() for a, b in [(anchor.get(u, ""), anchor.get(v, ""))] if a and b and a != b}
    room = {n: 58.0 + 26 * math.sqrt(len(satellites[n])) for n in backbone}
    centre = _push_apart(backbone, sorted(links), room)
    centre = {n: (x * 1.3, y) for n, (x, y) in centre.items()}  # labels are wider than tall
    positions: Positions = {n: (round(x), round(y)) for n, (x, y) in centre.items()}
    for n in backbone:
        for i, node in enumerate(satellites[n]):
            r, a = 34 + 26 * math.sqrt(i + 0.5), i * GOLDEN
            positions[node] = (round(centre[n][0] + r * math.cos(a)), round(centre[n][1] + r * math.sin(a)))
    _place_loose(graph, loose, positions)
    return positions


def _place_loose(graph: Network, loose: list[str], positions: Positions) -> None:
    """What hangs on no backbone node: beside a neighbour that has a place, else in rows under the map."""
    from viz.network import neighbours

    bottom = max((y for _, y in positions.values()), default=0) + 160
    left = min((x for x, _ in positions.values()), default=0)
    rest = 0
    for i, node in enumerate(loose):
        near = sorted(neighbours(graph, node) & positions.keys())
        if near:
            x, y = positions[near[0]]
            positions[node] = (round(x + 40 * math.cos(i * GOLDEN)), round(y + 40 * math.sin(i * GOLDEN)))
        else:
            positions[node] = (left + 60 * (rest % 40), bottom + 60 * (rest // 40))
            rest += 1


def _push_apart(
    nodes: list[str], links: list[tuple[str, str]], room: dict[str, float], rounds: int = 60
) -> dict[str, tuple[float, float]]:
    """Fruchterman and Reingold's forces on a grid: links pull, nodes that come nearer than their room push."""
    index = {n: i for i, n in enumerate(nodes)}
    size = [room[n] for n in nodes]
    spread = math.sqrt(sum(r * r for r in size) / max(len(nodes), 1)) * 1.6
    xs = [spread * math.sqrt(i + 0.5) * math.cos(i * GOLDEN) for i in range(len(nodes))]
    ys = [spread * math.sqrt(i + 0.5) * math.sin(i * GOLDEN) for i in range(len(nodes))]
    pairs = [(index[a], index[b]) for a, b in links]
    degree = [1] * len(nodes)
    for i, j in pairs:
        degree[i] += 1
        degree[j] += 1
    reach = 2 * max(size, default=1.0)
    for turn in range(rounds):
        heat = spread * 0.6 * (1 - turn / rounds) + 1
        dx, dy = [0.0] * len(nodes), [0.0] * len(nodes)
        for i, j in pairs:
            x, y = xs[j] - xs[i], ys[j] - ys[i]
            pull = math.hypot(x, y) / (4 * spread * math.sqrt(min(degree[i], degree[j])))
            dx[i] += x * pull
            dy[i] += y * pull
            dx[j] -= x * pull
            dy[j] -= y * pull
        for i, j in _close(xs, ys, reach):
            x, y = xs[j] - xs[i], ys[j] - ys[i]
            distance = math.hypot(x, y) or 1.0
            wanted = size[i] + size[j]
            if distance < wanted * 1.5:
                push = (wanted * 1.5 - distance) / distance * 0.5
                dx[i] -= x * push
                dy[i] -= y * push
                dx[j] += x * push
                dy[j] += y * push
        for i in range(len(nodes)):
            step = math.hypot(dx[i], dy[i]) or 1.0
            scale = min(step, heat) / step
            xs[i] += dx[i] * scale
            ys[i] += dy[i] * scale
    return {n: (xs[i], ys[i]) for i, n in enumerate(nodes)}


def _close(xs: list[float], ys: list[float], reach: float) -> list[tuple[int, int]]:
    """Pairs that may be nearer than `reach`, found by a grid of cells of that size."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[math.floor(x / reach), math.floor(y / reach)].append(i)
    found: list[tuple[int, int]] = []
    for (cx, cy), members in cells.items():
        for ox, oy in ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
            for j in cells.get((cx + ox, cy + oy), ()):
                found.extend((i, j) for i in members if (ox or oy or i < j))
    return found
