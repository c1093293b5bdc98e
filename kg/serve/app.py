"""The routes: what each address answers, and what is done to every request and answer.

    /                     the query page               /sparql       SPARQL 1.1 Protocol, service description
    /ask/NAME             a saved question             /graphs       SPARQL 1.1 Graph Store Protocol
    /id/… /sector/… …     things by their IRIs         /resource     things by ?iri=
    /dataset              VoID and DCAT, also at /.well-known/void
    /explore /documents   the explorer and the list of documents
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.resources import files
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from .accept import HTML
from .jobs import failure, wants_page
from .outside import EXPLORER_POLICY, Outside
from .places import KINDS
from .pool import Died, Pool, TooLong, Unavailable
from .settings import Settings
from .wire import Job, Reply
from .writing import Scribe

_ASSETS = {"style.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}
Pairs = list[tuple[str, str]]


class Bad(Exception):
    """The request is not right; with the status that says so."""

    def __init__(self, status: int, why: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.headers = headers or {}


def make_app(settings: Settings, pool: Pool, folder: Path) -> Starlette:
    """The application. `pool` is started and closed by the caller; `folder` is for files that live as long as the server."""
    desk = Desk(settings, pool, folder)
    routes = [
        Route("/", desk.home),
        Route("/sparql", desk.sparql, methods=["GET", "POST"]),
        Route("/sparql/", desk.sparql, methods=["GET", "POST"]),
        Route("/ask/{name}", desk.ask),
        Route("/graphs", desk.graphs, methods=["GET", "PUT", "POST", "DELETE"] if settings.writable else ["GET"]),
        Route("/dataset", desk.dataset),
        Route("/.well-known/void", desk.dataset),
        Route("/resource", desk.resource),
        Route("/documents", desk.documents),
        Route("/explore", desk.explore),
        Route("/assets/{name}", desk.asset),
        *(Route(f"/{kind}/{{rest:path}}", desk.thing(kind)) for kind in KINDS),
    ]
    middleware = [Middleware(Outside, settings=settings)]
    if settings.origins:
        middleware.append(
            Middleware(
                CORSMiddleware, allow_origins=list(settings.origins), allow_methods=["GET", "HEAD", "POST"], allow_headers=["Accept", "Content-Type"],
                expose_headers=["Retry-After"], max_age=600,
            )
        )  # fmt: skip
    return Starlette(routes=routes, middleware=middleware, exception_handlers={HTTPException: _by_starlette, Bad: _bad})


async def _by_starlette(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: f"There is nothing at {request.url.path}.", 405: f"{request.method} is not answered here."}
    return _plain(failure(error.status_code, words.get(error.status_code, error.detail), _accept(request), error.headers))


async def _bad(request: Request, error: Exception) -> Response:
    assert isinstance(error, Bad)
    return _plain(failure(error.status, str(error), _accept(request), error.headers))


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _plain(reply: Reply) -> Response:
    response = Response(reply.body, reply.status, dict(reply.headers))
    response.headers["content-type"] = reply.media  # as it is: Response would add a charset to text/*
    return response


class Desk:
    """What every route needs at hand."""

    def __init__(self, settings: Settings, pool: Pool, folder: Path) -> None:
        self.settings = settings
        self.pool = pool
        self.folder = folder
        self._scribe = Scribe(settings)
        self._explorer = ("", Path())
        self._exploring = asyncio.Lock()

    async def home(self, request: Request) -> Response:
        return await self._answer(request, Job("home", self._values(request, [])))

    async def documents(self, request: Request) -> Response:
        return await self._answer(request, Job("documents", self._values(request, [])))

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol, 2.1: a query by GET, by POST as a form, or by POST as it is."""
        pairs = _pairs(request.scope["query_string"])
        if request.method == "POST":
            pairs += await self._posted(request)
        queries = [value for name, value in pairs if name == "query"]
        if any(name == "update" for name, _ in pairs):
            raise Bad(403, "This endpoint answers queries; it takes no SPARQL Update. Graphs are written, where that is allowed, by the Graph Store Protocol at /graphs.")
        if not queries:
            if request.method == "POST":
                raise Bad(400, "The request holds no query. Send query=… as a form, or the query itself as application/sparql-query.")
            if wants_page(_accept(request)) and not any(name == "format" for name, _ in pairs):
                return await self.home(request)
            return await self._answer(request, Job("described", {**self._values(request, pairs), "what": "service", "root": self._root(request)}))
        if len(queries) > 1:
            raise Bad(400, "The request holds more than one query. Send one.")
        values = self._values(request, pairs)
        values["query"] = queries[0]
        values["default"] = [value for name, value in pairs if name == "default-graph-uri"]
        values["named"] = [value for name, value in pairs if name == "named-graph-uri"]
        return await self._answer(request, Job("query", values))

    async def _posted(self, request: Request) -> Pairs:
        """What a POST to /sparql holds. Bad for another type, another encoding, or too much."""
        media, _, rest = request.headers.get("content-type", "").partition(";")
        media = media.strip().lower()
        charset = dict(parse_qsl(rest.replace(" ", ""), separator=";")).get("charset", "utf-8").strip('"').lower()
        if media == "application/sparql-update":
            raise Bad(403, "This endpoint takes no SPARQL Update. Graphs are written, where that is allowed, by the Graph Store Protocol at /graphs.")
        if media not in ("application/sparql-query", "application/x-www-form-urlencoded"):
            raise Bad(415, "A query is sent as application/sparql-query or as application/x-www-form-urlencoded.", {"Accept-Post": "application/sparql-query, application/x-www-form-urlencoded"})
        if charset not in ("utf-8", "utf8", "us-ascii"):
            raise Bad(415, "A query is sent in UTF-8.")
        body = await self._body(request, self.settings.body)
        if media == "application/x-www-form-urlencoded":
            return _pairs(body)
        try:
            return [("query", body.decode("utf-8"))]
        except UnicodeDecodeError:
            raise Bad(400, "The query is not UTF-8.") from None

    async def _body(self, request: Request, most: int) -> bytes:
        too_much = Bad(413, f"The body is longer than {most:,} bytes, which is all that is taken.")
        told = request.headers.get("content-length", "")
        if told.isdecimal() and int(told) > most:
            raise too_much
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise too_much
        return bytes(body)

    async def ask(self, request: Request) -> Response:
        """A saved question; its parameters come in the address."""
        pairs = _pairs(request.scope["query_string"])
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if name != "format" and value.strip():  # a page's form sends its empty fields too
                given.setdefault(name, []).append(value)
        values = {**self._values(request, pairs), "name": request.path_params["name"], "given": given}
        return await self._answer(request, Job("ask", values))

    async def graphs(self, request: Request) -> Response:
        """SPARQL 1.1 Graph Store Protocol, with indirect names of graphs."""
        pairs = _pairs(request.scope["query_string"])
        graphs = [value for name, value in pairs if name == "graph"]
        default = any(name == "default" for name, _ in pairs)
        if len(graphs) + default != 1:
            raise Bad(400, "Name one graph, as /graphs?graph=IRI, or the union of all as /graphs?default. /documents lists the documents' graphs.")
        if request.method in ("GET", "HEAD"):
            values = {**self._values(request, pairs), "graph": "" if default else graphs[0]}
            return await self._filed(request, "graph", values)
        self._may_write(request)
        if default:
            raise Bad(403, "The default graph is the union of the others and is not written itself. Name a graph.")
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = b"" if request.method == "DELETE" else await self._body(request, self.settings.upload)
        reply = await self._scribe.write(Job("write", {"method": request.method, "graph": graphs[0], "media": media}, body))
        if reply.status < 300:
            await self.pool.renew()  # who writes sees what was written
        if "Location" in reply.headers:
            reply.headers["Location"] = f"/graphs?graph={quote(graphs[0], safe='')}"
        return _plain(reply)

    def _may_write(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(token.strip().encode(), self.settings.token.encode())
        if scheme.lower() != "bearer" or not right:
            raise Bad(401, "Writing needs the token of this server: Authorization: Bearer …", {"WWW-Authenticate": 'Bearer realm="zeren"'})

    async def dataset(self, request: Request) -> Response:
        pairs = _pairs(request.scope["query_string"])
        return await self._answer(request, Job("described", {**self._values(request, pairs), "what": "dataset", "root": self._root(request)}))

    async def resource(self, request: Request) -> Response:
        pairs = _pairs(request.scope["query_string"])
        iris = [value for name, value in pairs if name == "iri"]
        if len(iris) != 1:
            raise Bad(400, "Name one thing, as /resource?iri=IRI.")
        return await self._answer(request, Job("resource", {**self._values(request, pairs), "iri": iris[0]}))

    def thing(self, kind: str) -> Callable[[Request], Awaitable[Response]]:
        """The route of the IRIs of one kind."""

        async def answer(request: Request) -> Response:
            raw: bytes = request.scope.get("raw_path") or quote(request.url.path).encode()
            rest = raw.partition(b"?")[0].removeprefix(f"/{kind}/".encode()).decode("latin-1")
            values = {**self._values(request, _pairs(request.scope["query_string"])), "iri": "", "kind": kind, "raw": rest}
            return await self._answer(request, Job("resource", values))

        return answer

    async def explore(self, request: Request) -> Response:
        """The explorer, made once for each view of the store."""
        async with self._exploring:
            view, file = self._explorer
            if view != self.pool.view or not file.is_file():
                view = self.pool.view
                file = self.folder / f"explorer-{view}.html"
                reply = await self._run(request, Job("explorer", {**self._values(request, []), "file": str(file)}), self.settings.graph_seconds)
                if reply.status != 200:
                    return _plain(reply)
                self._explorer = (view, file)
        return _streamed(file.open("rb"), HTML.header, {"Content-Security-Policy": EXPLORER_POLICY})

    async def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            raise Bad(404, f"There is nothing at {request.url.path}.")
        content = files("kg.serve").joinpath("assets", name).read_bytes()
        return Response(content, headers={"Content-Type": _ASSETS[name], "Cache-Control": "max-age=3600"})

    def _values(self, request: Request, pairs: Pairs) -> dict[str, Any]:
        """What every job is told."""
        formats = [value for name, value in pairs if name in ("format", "output")]
        return {"accept": _accept(request), "formats": formats, "rows": self.settings.rows, "answer": self.settings.answer}

    def _root(self, request: Request) -> str:
        return self.settings.public.rstrip("/") or f"{request.url.scheme}://{request.headers.get('host', '')}"

    async def _filed(self, request: Request, kind: str, values: dict[str, Any]) -> Response:
        """An answer that may be too long to hold: the worker writes a file, which is gone as soon as it is open here."""
        handle, name = tempfile.mkstemp(dir=self.folder)
        os.close(handle)
        try:
            reply = await self._run(request, Job(kind, {**values, "file": name}), self.settings.graph_seconds)
            if not reply.file:
                return _plain(reply)
            return _streamed(Path(name).open("rb"), reply.media, reply.headers)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink()

    async def _answer(self, request: Request, job: Job) -> Response:
        return _plain(await self._run(request, job, self.settings.seconds))

    async def _run(self, request: Request, job: Job, seconds: float) -> Reply:
        """The pool's reply, or the one that says why there is none. A client that goes away takes its query with it."""
        work = asyncio.ensure_future(self.pool.run(job, seconds))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                return Reply(499, "text/plain")  # nobody is there to read it
            return work.result()
        except Unavailable as error:
            return failure(503, str(error), _accept(request), {"Retry-After": str(error.after)})
        except TooLong:
            return failure(504, f"The query took longer than the {seconds:g} seconds that it may, and was ended. Ask for less, or run it with kg query.", _accept(request))
        except Died:
            return failure(500, "The query brought its worker down, most often for want of memory, and was ended. Ask for less.", _accept(request))
        finally:
            for task in (work, gone):
                task.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)


async def _gone(request: Request) -> None:
    """Return when the client has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _streamed(file: IO[bytes], media: str, headers: dict[str, str]) -> Response:
    size = os.fstat(file.fileno()).st_size

    async def pieces() -> AsyncIterator[bytes]:
        with file:
            while piece := file.read(1 << 16):
                yield piece

    response = StreamingResponse(pieces(), headers={**headers, "Content-Length": str(size)})
    response.headers["content-type"] = media
    return response


def _pairs(text: bytes) -> Pairs:
    """The parameters of an address or a form. Bad when they are not UTF-8, or too many."""
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000)
    except ValueError:
        raise Bad(400, "The parameters are not UTF-8 in percent encoding, or there are too many.") from None
