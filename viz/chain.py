"""How an instruction travels, as `kg chain` finds it, in the numbers of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.demands import Demand


def links(store: Store, index: Mapping[str, int], every: Sequence[Demand]) -> list[list[Any]]:
    """Each link as [above, below, kept, dropped, added]; all but `kept` are node numbers.

    Above and below are meetings, or a document that demands on its own. `kept` are [measure above, measure below, likeness,
    copied], the last two in hundredths; `dropped` are measures above that nothing below takes up, `added` those below
    that come from nothing above. Links to what the page does not show are left out.
    """
    from kg.chain import chain

    found = []
    for link in chain(store, every=every).links:
        if link.above.iri not in index or link.below.iri not in index:
            continue
        kept, dropped, added = [], [], []
        for d in link.descents:
            above = index.get(d.above.iri) if d.above else None
            below = index.get(d.below.iri) if d.below else None
            if above is not None and below is not None:
                kept.append([above, below, round(d.likeness * 100), round(d.copied * 100)])
            elif above is not None and d.below is None:
                dropped.append(above)
            elif below is not None and d.above is None:
                added.append(below)
        found.append([index[link.above.iri], index[link.below.iri], kept, dropped, added])
    return found
