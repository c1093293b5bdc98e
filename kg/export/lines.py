"""The graph as sorted N-Triples lines: what every RDF export is written from, so that each has one stable order.

Oxigraph dumps in the order of loading and gives language tags in lower case; here lines are sorted, and zh-Hans is
written as the vocabulary writes it. The union of all graphs is sorted in runs on disk, so its size does not matter.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store, Triple

_RUN = 400_000  # lines that are sorted in memory at a time


def graph_names(store: Store) -> list[str]:
    """IRIs of the named graphs, sorted."""
    return sorted(graph.value for graph in store.named_graphs())


def graph_lines(store: Store, graph: str) -> list[str]:
    """One graph's triples as N-Triples lines without line end, sorted."""
    import pyoxigraph as ox

    dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
    # no splitlines(): N-Triples escapes only \n and \r, and a literal may hold U+2028 as it is
    return sorted(_tag(line) for line in dump.decode().split("\n") if line)


def sorted_lines(triples: Iterable[Triple]) -> list[str]:
    """Triples as N-Triples lines without line end, sorted, none twice."""
    import pyoxigraph as ox

    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return sorted({_tag(line) for line in text.split("\n") if line})


def _tag(line: str) -> str:
    return line[: -len("@zh-hans .")] + "@zh-Hans ." if line.endswith('"@zh-hans .') else line


def union_lines(store: Store, graphs: Iterable[str]) -> Iterator[str]:
    """The triples of these graphs together, sorted, none twice."""
    with ExitStack() as stack:
        runs: list[Iterator[str]] = []
        run: set[str] = set()
        for graph in graphs:
            run.update(graph_lines(store, graph))
            if len(run) >= _RUN:
                file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
                file.writelines(f"{line}\n" for line in sorted(run))
                file.seek(0)
                runs.append(line[:-1] for line in file)
                run = set()
        runs.append(iter(sorted(run)))
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
                last = line


Subject = tuple[str, list[tuple[str, list[str]]]]


def subjects(lines: Iterable[str]) -> Iterator[Subject]:
    """Sorted lines by subject: (subject, [(predicate, [objects])]), terms as N-Triples writes them, rdf:type first."""
    now = ""
    said: dict[str, list[str]] = {}
    for line in lines:
        subject, predicate, value = line[:-2].split(" ", 2)
        if subject != now:
            if said:
                yield now, _type_first(said)
            now, said = subject, {}
        said.setdefault(predicate, []).append(value)
    if said:
        yield now, _type_first(said)


_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def _type_first(said: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return sorted(said.items(), key=lambda pair: (pair[0] != _TYPE, pair[0]))
