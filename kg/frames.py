"""A store for those who program: ask by name, in words or in SPARQL, and get a DataFrame, an rdflib graph or a network in one call.

    import kg
    g = kg.open("graph")
    g.ask("who-is-responsible", sector="危化品")      # pandas DataFrame
    g.sparql("SELECT ?m WHERE { ?m a zr:Meeting }")   # pandas DataFrame
    g.rdflib(), g.networkx()

pandas is an extra: pip install 'zeren-kg[analysis]'. Without it everything else here works.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .errors import KgError, QueryError
from .store import Reader

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyoxigraph as ox
    import rdflib

    from .queries import Answer

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"))
_NUMBERS = _INTEGERS | {_XSD + name for name in ("decimal", "double", "float")}


class Graph(Reader):
    """A store, opened for reading. It stays as it is while others write; close it, or use it with `with`."""

    def ask(self, question: str, **values: str | Iterable[str]) -> pd.DataFrame:
        """The answer to a saved question by its name, with its parameters; or to a question in words (谁负责森林防火？).

        Columns are the query's variables; of a question in words, the keys that `kg ask --format json` has. QueryError when it is not understood.
        """
        from .queries import ask, saved_queries

        if question in saved_queries() or question.isascii():
            return frame(ask(self, question, **values))
        if values:
            raise QueryError("A question in words takes no parameters. Ask a saved question by its name; kg query --list shows them.")
        from .ask import ask as in_words

        found = in_words(self.store, question)
        _need_pandas()
        import pandas as pd

        columns = [column.key for column in found.columns]
        return pd.DataFrame([[row[key] for key in columns] for row in found.rows], columns=columns)

    def sparql(self, query: str) -> pd.DataFrame:
        """The answer to a query; prefixes are known. ASK gives one cell `answer`, CONSTRUCT and DESCRIBE the columns subject, predicate, object."""
        from .queries import query as run

        return frame(run(self, query))

    def table(self, name: str) -> pd.DataFrame:
        """All "measures", "responsibilities" or "entities", as `kg export --format parquet` has them. KeyError for another name."""
        from .export.parquet_tables import COLUMNS, rows

        _need_pandas()
        import pandas as pd

        return pd.DataFrame(rows(self, name), columns=list(COLUMNS[name]))

    def rdflib(self, query: str | None = None) -> rdflib.Graph:
        """The whole store as an rdflib Dataset in memory, whose default graph is the union; or what a CONSTRUCT or DESCRIBE gives, as a Graph."""
        if query is None:
            from .rdflib_view import open_rdflib

            return open_rdflib(self.path)
        import pyoxigraph as ox
        import rdflib

        from .queries import query as run

        answer = run(self, query)
        if not isinstance(answer, ox.QueryTriples):
            raise QueryError("Only CONSTRUCT and DESCRIBE give a graph. For SELECT and ASK use .sparql().")
        from ontology.namespaces import PREFIXES

        graph = rdflib.Graph()
        for prefix, iri in {**PREFIXES, "data": self.base}.items():
            graph.bind(prefix, iri, override=True)
        return graph.parse(data=ox.serialize(answer, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")

    def networkx(self) -> nx.MultiDiGraph[str]:
        """Things, measures and sectors as a network: nodes are IRIs with `label` and `kind`, edges have `property`, `role`, `documents`."""
        from .export.network import network

        return network(self)


def open_graph(path: str | os.PathLike[str]) -> Graph:
    """The store at `path`, for asking. Raises NoStore, NotAStore, StoreTooNew or StoreFailed."""
    return Graph(path)


def frame(answer: Answer) -> pd.DataFrame:
    """An answer of pyoxigraph as a DataFrame: numbers as numbers, whole dates as dates, booleans as such, IRIs and all else as text; nothing as missing."""
    _need_pandas()
    import pandas as pd
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryBoolean):
        return pd.DataFrame({"answer": [bool(answer)]})
    if isinstance(answer, ox.QueryTriples):
        names: Sequence[str] = ("subject", "predicate", "object")
        rows: list[list[Any]] = sorted(([t.subject, t.predicate, t.object] for t in answer), key=lambda row: [str(term) for term in row])
    else:
        names = [variable.value for variable in answer.variables]
        rows = [list(solution) for solution in answer]
    return pd.DataFrame({name: _column([row[at] for row in rows]) for at, name in enumerate(names)})


def _column(terms: list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]) -> pd.Series[Any]:
    """A column whose type all its values share."""
    import pandas as pd
    import pyoxigraph as ox

    there = [term for term in terms if term is not None]
    kinds = {term.datatype.value if isinstance(term, ox.Literal) else "" for term in there}
    texts = [None if term is None else term.value if not isinstance(term, ox.BlankNode | ox.Triple) else str(term) for term in terms]
    if kinds and kinds <= _INTEGERS:
        return pd.Series([None if text is None else int(text) for text in texts], dtype="Int64")
    if kinds and kinds <= _NUMBERS:
        return pd.Series([None if text is None else float(text) for text in texts], dtype="Float64")
    if kinds == {_XSD + "boolean"}:
        return pd.Series([None if text is None else text == "true" for text in texts], dtype="boolean")
    if kinds == {_XSD + "date"}:  # a column with a month or a year among them stays text
        try:
            return pd.to_datetime(pd.Series(texts), format="%Y-%m-%d")
        except ValueError:  # a day with a time zone, or far from our time
            pass
    return pd.Series(texts, dtype="object")


def _need_pandas() -> None:
    try:
        import pandas  # noqa: F401
    except ImportError:
        raise KgError("This answer is a pandas DataFrame, and pandas is not installed. Install it with: pip install 'zeren-kg[analysis]'") from None
