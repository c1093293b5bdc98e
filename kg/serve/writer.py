"""Writing a graph from the web: a process of its own for each request, which is the store's one writer while it lives.

    python -m kg.serve.writer STORE

It reads one job from standard input (`method`, `graph`, `media`, and the RDF as body) and writes one reply. Only whole graphs are written,
by the Graph Store Protocol; SPARQL Update is not offered, since LOAD, WITH and USING reach where a token does not say that they may.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from ontology.namespaces import DATA, PREFIXES

from ..errors import KgError, StoreBusy
from .accept import GRAPHS, named
from .wire import Job, Reply, pack_reply, read, unpack_job

OWN = DATA.removesuffix("id/")  # the ontology's and the schemes' graphs stand under it
_DOCUMENT = re.compile(r"document/[0-9a-f]{16}\Z")
_NEEDED = (PREFIXES["zr"] + "sha256", PREFIXES["dcterms"] + "source", PREFIXES["dcterms"] + "title")
_GENID = "https://w3id.org/.well-known/genid/"


class _No(Exception):
    """The request cannot be done; with the status that says so."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def _plain(status: int, text: str = "", headers: dict[str, str] | None = None) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", f"{text}\n".encode() if text else b"", headers or {})


def write(store: Path, job: Job) -> Reply:
    """Do what the job says: 201 for a new graph, 204 for one that was there, else a status that says why not."""
    method, graph = str(job.values["method"]), str(job.values["graph"])
    try:
        _may_be_written(graph)
        lines = [] if method == "DELETE" else list(_quads(job, graph))
        return _do(store, method, graph, lines)
    except _No as error:
        return _plain(error.status, str(error))
    except StoreBusy as error:
        return _plain(503, str(error), {"Retry-After": "5"})
    except KgError as error:
        return _plain(500, str(error))


def _may_be_written(graph: str) -> None:
    if not re.match(r"(https?|urn):\S+\Z", graph) or any(c in '<>"{}|\\^`' or ord(c) < 33 for c in graph):
        raise _No(400, "A graph that is written is named by an http, https or urn IRI.")
    if graph.startswith(OWN) and not graph.startswith(DATA):
        raise _No(403, f"<{graph}> belongs to the ontology, which only kg build writes.")


def _quads(job: Job, graph: str) -> Iterator[str]:
    """The body's triples as N-Quads lines; blank nodes become IRIs (RDF 1.1, 3.5), so that they keep apart from those of other graphs."""
    import pyoxigraph as ox

    media = str(job.values["media"])
    form = named(GRAPHS[:-1], media)
    kinds = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
    if form is None or form.name not in kinds or media in ("text/xml", "application/json", "text/plain"):
        raise _No(415, "A graph is written as text/turtle, application/n-triples, application/rdf+xml or application/ld+json.")
    digest = hashlib.sha256(job.body).hexdigest()[:16]
    known: dict[str, ox.NamedNode] = {}

    def node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.Literal:
        if isinstance(term, ox.Triple):
            raise _No(422, "Triples as terms (RDF 1.2) cannot be asked for in SPARQL 1.1, and are not taken.")
        if isinstance(term, ox.BlankNode):
            return known.setdefault(term.value, ox.NamedNode(f"{_GENID}{digest}-{len(known)}"))
        return term

    try:
        for quad in ox.parse(job.body, kinds[form.name], base_iri=graph, without_named_graphs=True):
            subject = node(quad.subject)
            assert not isinstance(subject, ox.Literal)
            triple = ox.Quad(subject, quad.predicate, node(quad.object), ox.NamedNode(graph))
            yield f"{triple} .\n"
    except (SyntaxError, ValueError, OSError) as error:
        raise _No(400, f"The body is not right {form.media}: {error}") from None


def _do(store: Path, method: str, graph: str, lines: list[str]) -> Reply:
    import pyoxigraph as ox

    from ..store import Entry, Writer

    with Writer(store) as writer:
        name = ox.NamedNode(graph)
        there = writer.store.contains_named_graph(name)
        if method == "DELETE":
            if not there:
                raise _No(404, f"The store holds no graph <{graph}>.")
            writer.remove([graph])
            return _plain(204)
        if method == "POST" and there:
            lines = [*lines, *(f"{quad} .\n" for quad in writer.store.quads_for_pattern(None, None, None, name))]
        if not lines:
            raise _No(422, "The body holds no triple. A graph is taken away with DELETE.")
        if _DOCUMENT.search(graph):
            missing = [p for p in _NEEDED if not any(line.startswith(f"<{graph}> <{p}> ") for line in lines)]
            if missing:
                raise _No(409, f"The graph of a document says of <{graph}> what its file was. Missing: {', '.join(missing)}.")
        writer.put([Entry.of_nquads(graph, "".join(sorted(set(lines))).encode(), (graph,))])
    return _plain(204 if there else 201, "", {} if there else {"Location": f"/graphs?graph={graph}"})


def main(store: str) -> int:
    from .fence import end_with_parent, no_network
    from .worker import private_output

    out = private_output()
    end_with_parent()
    no_network()
    found = read(sys.stdin.buffer)
    if found is not None:
        out.write(pack_reply(write(Path(store), unpack_job(*found))))
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
