"""Which bodies share work and which stand between sectors, as `kg network` finds them, in the numbers of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyoxigraph import Store


def bodies(store: Store, index: Mapping[str, int], documents: Mapping[str, int]) -> list[list[Any]]:
    """A row for each body that the page shows, the most central first.

    [node, measures, of these as lead, sectors, [[partner's node, shared measures], …] most first, between sectors in hundredths of a percent,
    community, document, begin, end]. The place is that of its first measure; the figures are those of the whole store.
    """
    from kg.network import network

    found = network(store)
    partners: dict[int, list[tuple[int, int]]] = {}
    for a, b, shared in found.edges:
        partners.setdefault(a, []).append((shared, b))
        partners.setdefault(b, []).append((shared, a))
    rows = []
    for at, body in enumerate(found.bodies):
        document, begin, end = body.place
        if body.iri not in index or document not in documents:
            continue
        best = sorted(partners.get(at, ()), key=lambda pair: (-pair[0], pair[1]))
        near = [[index[found.bodies[other].iri], shared] for shared, other in best if found.bodies[other].iri in index]
        between = round(body.between_sectors * 10_000)
        rows.append([index[body.iri], body.measures, body.leads, len(body.sectors), near, between, body.community, documents[document], begin, end])
    return rows
