"""What a worker can do: each job is a function of the reader and the job's values, and gives a Reply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import KgError, QueryError, QueryRefused
from .accept import GRAPHS, HTML, RESULTS, Form, chosen, chosen_for_one_graph, named
from .wire import Job, Reply

if TYPE_CHECKING:
    from ..guard import Checked
    from ..store import Reader

Values = Mapping[str, Any]


def handle(reader: Reader, job: Job) -> Reply:
    """The reply to a job. Whatever goes wrong in it becomes a reply too: 400, 403, 404, 406, or 500 for an error of ours."""
    accept = str(job.values.get("accept", ""))
    asked = str(job.values.get("query", ""))
    try:
        return _KINDS[job.kind](reader, job.values)
    except QueryRefused as error:
        return failure(403, str(error), accept, query=asked)
    except QueryError as error:
        return failure(400, str(error), accept, query=asked)
    except KgError as error:
        return failure(500, str(error), accept)
    except MemoryError:
        return failure(500, "The query needs more memory than it may take.", accept)
    except Exception as error:  # a worker goes on after an error of ours, and the client is told of it
        return failure(500, f"The server made an error ({type(error).__name__}: {error}). The query did not run to its end.", accept)


def failure(status: int, why: str, accept: str, headers: Mapping[str, str] | None = None, query: str = "") -> Reply:
    """An error in words: a page for a browser, with the query to be put right, else plain text."""
    told = dict(headers or {})
    if wants_page(accept):
        from .pages import error_page

        return Reply(status, HTML.header, error_page(status, why, query).encode("utf-8", "replace"), told)
    return Reply(status, "text/plain; charset=utf-8", (why + "\n").encode("utf-8", "replace"), told)


def wants_page(accept: str) -> bool:
    """Whether a page is the best answer: what a browser says of itself."""
    form = chosen((*RESULTS, *GRAPHS[:-1]), accept)
    return form is HTML


def form_for(forms: tuple[Form, ...], values: Values, choose: Callable[[tuple[Form, ...], str], Form | None] = chosen) -> Form | None:
    """The form that the request names or accepts."""
    for wanted in values.get("formats", ()):
        form = named(forms, wanted)
        if form is not None:
            return form
    return choose(forms, str(values.get("accept", "")))


def not_acceptable(forms: tuple[Form, ...], values: Values) -> Reply:
    known = ", ".join(form.media for form in forms)
    return failure(406, f"This answer can be had as {known}; the request accepts none of them.", str(values.get("accept", "")))


@lru_cache(maxsize=1)
def base_of(reader: Reader) -> str:
    """`reader.base`, looked up once: a worker's view never changes."""
    return reader.base


@lru_cache(maxsize=256)
def _checked(text: str) -> Checked:
    from ..guard import check

    return check(text)


def warm(reader: Reader) -> None:
    """Import what the first query would wait for."""
    told = {"query": "ASK { ?s ?p ?o }", "default": [], "named": [], "accept": "text/html", "rows": 1, "answer": 1 << 20}
    query(reader, told)
    query(reader, {**told, "query": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"})


def query(reader: Reader, values: Values) -> Reply:
    """`query`, `default` and `named` (graphs' IRIs, before which those in the query give way), `rows` and `answer` (the limits)."""
    checked = _checked(str(values["query"]))
    if values["default"] or values["named"]:
        checked = replace(checked, default=tuple(values["default"]), named=tuple(values["named"]))
    for graph in (*checked.default, *checked.named):
        if not _lawful(graph):
            raise QueryError(f"{graph!r} is no IRI of a graph.")
    return _answered(reader, checked, values, None)


def ask(reader: Reader, values: Values) -> Reply:
    """The saved question `name` with `given`, its parameters' values."""
    from ..guard import Checked
    from ..queries import filled, saved_queries

    question = saved_queries().get(values["name"])
    if question is None:
        return failure(404, f"There is no saved question {values['name']!r}; / lists them.", str(values["accept"]))
    text = filled(reader, question, values["given"])
    return _answered(reader, Checked(text, "SELECT", False), values, question.name)


def _answered(reader: Reader, checked: Checked, values: Values, question: str | None) -> Reply:
    import pyoxigraph as ox

    from ..export.terms import Names
    from ..queries import run
    from . import pages, results

    forms = GRAPHS if checked.form in ("CONSTRUCT", "DESCRIBE") else RESULTS
    form = form_for(forms, values)
    if form is None:
        return not_acceptable(forms, values)
    most, longest = int(values["rows"]), int(values["answer"])
    answer = run(reader, checked)
    names = Names(base_of(reader))
    if isinstance(answer, ox.QueryBoolean):
        if form is HTML:
            text = pages.boolean_page(bool(answer), checked.text, values)
        else:
            text = results.boolean(form.name, bool(answer))
        body = text.encode("utf-8", "replace")
    elif isinstance(answer, ox.QueryTriples):
        lines = results.triples_of(answer, most)
        if form is HTML:
            pieces = iter([pages.graph_page("".join(results.graph("ttl", lines, names)), len(lines), checked.text, values)])
        else:
            pieces = results.graph(form.name, lines, names)
        body = results.limited(pieces, longest)
    else:
        variables = [variable.value for variable in answer.variables]
        rows = results.rows_of(answer, most)
        if form is HTML:
            page = pages.result_page(variables, rows, names, checked.text, values, question)
            body = results.limited(page, longest)
        else:
            body = results.limited(results.solutions(form.name, variables, rows), longest)
    return Reply(200, form.header, body, {"Vary": "Accept"})


def graph(reader: Reader, values: Values) -> Reply:
    """The graph `graph` (an IRI, "" for the union) written to the file `file`."""
    import pyoxigraph as ox

    from ..export.lines import graph_lines, graph_names, subjects, union_lines
    from ..export.terms import Names

    forms = GRAPHS[:-1]
    form = form_for(forms, values, chosen_for_one_graph)
    if form is None:
        return not_acceptable(forms, values)
    iri = str(values["graph"])
    if iri and not (_lawful(iri) and reader.store.contains_named_graph(ox.NamedNode(iri))):
        return failure(404, f"The store holds no graph <{iri}>.", str(values["accept"]))
    names = Names(base_of(reader))
    lines = graph_lines(reader.store, iri) if iri else union_lines(reader.store, graph_names(reader.store))
    from ..export.jsonld import jsonld
    from ..export.rdfxml import rdfxml
    from ..export.turtle import trig, turtle

    pieces: Iterator[str]
    if form.name == "nq" and iri:
        pieces = (f"{line[:-2]} <{iri}> .\n" for line in lines)
    elif form.name in ("nt", "nq"):
        pieces = (f"{line}\n" for line in lines)
    elif form.name == "trig" and iri:
        pieces = trig([(iri, subjects(lines))], names)
    else:
        write = {"ttl": turtle, "trig": turtle, "jsonld": jsonld, "rdfxml": rdfxml}[form.name]
        pieces = write(subjects(lines), names)
    with open(values["file"], "wb") as file:  # noqa: PTH123 (the server made it, and takes it away)
        for piece in pieces:
            file.write(piece.encode("utf-8", "replace"))
    return Reply(200, form.header, b"", {"Vary": "Accept"}, str(values["file"]))


def _lawful(iri: str) -> bool:
    """Whether it can be an IRI (RFC 3987): absolute, without what no IRI holds."""
    return ":" in iri and not any(c in '<>"{}|\\^`' or ord(c) < 33 for c in iri)


def described(reader: Reader, values: Values) -> Reply:
    """The description `what`: "service" or "dataset"; `root` is the server's own address."""
    from ..export.lines import sorted_lines
    from ..export.terms import Names
    from . import described as make
    from . import pages, results

    form = form_for(GRAPHS, values)
    if form is None:
        return not_acceptable(GRAPHS, values)
    triples = (make.service if values["what"] == "service" else make.dataset)(reader, str(values["root"]))
    lines = sorted_lines(triples)
    names = Names(base_of(reader), make.MORE)
    if form is HTML:
        body = pages.turtle_page("数据集说明 · Description", "".join(results.graph("ttl", lines, names))).encode("utf-8", "replace")
    else:
        body = "".join(results.graph(form.name, lines, names)).encode("utf-8", "replace")
    return Reply(200, form.header, body, {"Vary": "Accept"})


def resource(reader: Reader, values: Values) -> Reply:
    """The thing whose IRI is `iri`, or is meant by the path `raw` under `kind`: what the graph says of it."""
    from . import resource as made
    from .places import meant

    form = form_for(GRAPHS, values)
    if form is None:
        return not_acceptable(GRAPHS, values)
    iris = [str(values["iri"])] if values["iri"] else meant(values["kind"], values["raw"].encode("latin-1"), base_of(reader))
    iri = next((iri for iri in iris if _lawful(iri) and made.known(reader, iri)), None)
    if iri is None:
        return failure(404, f"The graph says nothing about <{iris[0]}>.", str(values["accept"]))
    if form is HTML:
        body = made.page(reader, iri, base_of(reader), int(values["rows"])).encode("utf-8", "replace")
    else:
        body = made.text(reader, iri, base_of(reader), form.name, int(values["rows"])).encode("utf-8", "replace")
    return Reply(200, form.header, body, {"Vary": "Accept"})


def home(reader: Reader, values: Values) -> Reply:
    """The first page: what the store holds, the saved questions, and a place to write a query."""
    return Reply(200, HTML.header, _home(reader))


@lru_cache(maxsize=1)
def _home(reader: Reader) -> bytes:
    """A worker's view never changes, and counting takes a while."""
    from ..stats import stats
    from . import pages

    return pages.home_page(stats(reader), len(reader.documents())).encode("utf-8", "replace")


def documents(reader: Reader, values: Values) -> Reply:
    """The page that lists the documents."""
    from . import pages

    return Reply(200, HTML.header, pages.documents_page(reader.documents(), base_of(reader)).encode("utf-8", "replace"))


def explorer(reader: Reader, values: Values) -> Reply:
    """The explorer's page (viz), written to the file `file`."""
    import viz

    try:
        page = viz.explore(reader.store)
    except viz.EmptyViewError as error:
        return failure(404, str(error), str(values["accept"]))
    with open(values["file"], "wb") as file:  # noqa: PTH123 (the server made it, and takes it away)
        file.write(page.html.encode("utf-8"))
    return Reply(200, HTML.header, b"", {}, str(values["file"]))


_KINDS: dict[str, Callable[[Reader, Values], Reply]] = {
    "query": query, "ask": ask, "graph": graph, "described": described, "resource": resource, "home": home, "documents": documents,
    "explorer": explorer,
}  # fmt: skip
