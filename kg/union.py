"""The union of all graphs as an RDF merge, in which a triple that two documents say is one triple.

Oxigraph 0.5 has a union of its own (`use_default_graph_as_union`), but it gives such a triple once for every document
(oxigraph issue 1919), so COUNT(*) and plain rows come out wrong. Where the answer depends on that (`Checked.counts`), the query
runs on a copy of the view whose default graph holds every triple once. The copy is made when it is first needed (hard links, and the
triples loaded once more) and serves all later readers of that view. Delete this module when Oxigraph's own union is a merge.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

_BATCH = 32 << 20  # bytes of N-Triples that go in at a time


def merged_view(view: Path, store: ox.Store, owner: object) -> Path:
    """The folder of the merged copy of a view, made now unless it is there.

    Where DIR may not be written it is made in a temporary place, which is taken away with its `owner` or when the process ends.
    """
    place = view.with_name(f"{view.name}-union")
    if place.is_dir():
        return place
    if not os.access(view.parent, os.W_OK):
        folder = tempfile.mkdtemp(prefix="kg-union-")
        weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
        _make(Path(folder) / "union", store)
        return Path(folder) / "union"
    making = view.with_name(f"{view.name}-union.{os.getpid()}.new")
    shutil.rmtree(making, ignore_errors=True)
    try:
        _make(making, store)
        making.rename(place)
    except OSError:
        shutil.rmtree(making, ignore_errors=True)
        if not place.is_dir():  # else another reader was first
            raise
    return place


def _make(place: Path, store: ox.Store) -> None:
    import pyoxigraph as ox

    store.backup(str(place))
    copy = ox.Store(str(place))
    batch: list[bytes] = []
    size = 0
    for graph in sorted(g.value for g in copy.named_graphs()):
        batch.append(copy.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b"")
        size += len(batch[-1])
        if size >= _BATCH:
            copy.bulk_load(b"".join(batch), ox.RdfFormat.N_TRIPLES, lenient=True)
            batch, size = [], 0
    copy.bulk_load(b"".join(batch), ox.RdfFormat.N_TRIPLES, lenient=True)


def chosen_graphs(store: ox.Store, default: Iterable[str], named: Iterable[str]) -> ox.Store:
    """The dataset that a query's FROM and FROM NAMED clauses describe, in memory. The graphs are those of the store."""
    import pyoxigraph as ox

    chosen = ox.Store()
    for graph in sorted(set(default)):
        chosen.load(store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b"", ox.RdfFormat.N_TRIPLES, lenient=True)
    for graph in sorted(set(named)):
        dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        chosen.load(dump, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph), lenient=True)
    return chosen
