"""Duties that nobody holds and duties without an end, as `kg gaps` finds them, in the numbers of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.demands import Demand

_BY_DAY = "deadline-past"  # the page finds these itself, for the day that its reader asks about


def kinds(store: Store, index: Mapping[str, int], documents: Mapping[str, int], every: Sequence[Demand]) -> list[dict[str, Any]]:
    """Each kind with its id, its names and reasons (Chinese, English), and its rows [node, document, begin, end, detail, detail in English].

    The gaps are those of the whole store; rows about what the page does not show are left out.
    """
    from kg.gaps import KINDS, by_kind

    found = []
    others = [kind for kind in KINDS if kind.id != _BY_DAY]
    rows = dict(by_kind(store, "", others, every))
    for kind in KINDS:
        told = [
            [index[row["iri"]], documents[row["document"]], int(row["begin"]), int(row["end"]), row["detail"], row["detail_en"]]
            for row in rows.get(kind, ())
            if row["iri"] in index and row["document"] in documents
        ]
        found.append({"id": kind.id, "name": [kind.zh, kind.en], "why": [kind.why_zh, kind.why_en], "rows": told})
    return found
