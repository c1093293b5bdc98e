"""The graph: records to quads, the store, building, asking, checking, exporting.

    import kg
    g = kg.open("graph")                                  # what `kg build … --store graph` made
    g.ask("who-is-responsible", sector="危化品")          # a pandas DataFrame, as from
    g.sparql("SELECT ?m WHERE { ?m a zr:Meeting }")
    g.rdflib(), g.networkx()                              # the whole graph for others' programs
    for row in kg.query(g, "SELECT ?m WHERE { ?m a zr:Meeting }"):
        print(row["m"])                                   # pyoxigraph's own terms

Everything is imported when it is first asked for, so that `import kg` and `kg --help` cost nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .export.network import network
    from .frames import Graph, frame
    from .frames import open_graph as open
    from .queries import ask, query, saved_queries
    from .rdflib_view import open_rdflib
    from .store import Reader

__version__ = "0.1.0"

__all__ = ["Graph", "Reader", "ask", "frame", "network", "open", "open_rdflib", "query", "saved_queries"]

_HOME = {
    "open": ("kg.frames", "open_graph"),
    "Graph": ("kg.frames", "Graph"),
    "frame": ("kg.frames", "frame"),
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


class _Package(ModuleType):
    """`kg.ask` and `kg.network` are functions: the modules kg/ask.py and kg/network.py do not take their names when they are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
