"""The graph: records to quads, the store, building, asking, checking, exporting.

    import kg
    store = kg.open("graph")                              # what `kg build … --store graph` made
    for row in kg.query(store, "SELECT ?m WHERE { ?m a zr:Meeting }"):
        print(row["m"])

Everything is imported when it is first asked for, so that `import kg` and `kg --help` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .export.network import network
    from .queries import ask, query, saved_queries
    from .rdflib_view import open_rdflib
    from .store import Reader
    from .store import open_reader as open

__version__ = "0.1.0"

__all__ = ["Reader", "ask", "network", "open", "open_rdflib", "query", "saved_queries"]

_HOME = {
    "open": ("kg.store", "open_reader"),
    "Reader": ("kg.store", "Reader"),
    "query": ("kg.queries", "query"),
    "ask": ("kg.queries", "ask"),
    "saved_queries": ("kg.queries", "saved_queries"),
    "open_rdflib": ("kg.rdflib_view", "open_rdflib"),
    "network": ("kg.export.network", "network"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _HOME[name]
    return getattr(import_module(module), attribute)
