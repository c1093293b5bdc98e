"""Nothing that is asked opens a file or a socket, changes the store, or runs on: sixty queries that try, and the limits.

Two canaries listen: a web server that notes every connection, and a named pipe that notes every opening. The tests first show that both
notice what an engine does that is let loose, so that silence means something.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.store import Reader
from ontology.namespaces import expand
from tests.readings import county, province, stored
from tests.serving import DIRECT, FORM, ROOT, Server, until

SECRET = "金丝雀之秘"
COUNTY = expand(county().document.iri)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's fence and /proc are Linux'")


@dataclass
class Canary:
    """A socket and a pipe that nobody is to touch, and a file with a secret."""

    folder: Path
    touched: list[str] = field(default_factory=list)

    def __enter__(self) -> Canary:
        self._end = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.pipe = self.folder / "pipe.ttl"
        self.file = self.folder / "secret.ttl"
        self.file.write_text(f'<urn:secret> <urn:says> "{SECRET}" .\n', encoding="utf-8")
        os.mkfifo(self.pipe)
        self._threads = [threading.Thread(target=self._listen), threading.Thread(target=self._watch)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            pass  # wakes the listener
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _listen(self) -> None:
        body = f'<urn:secret> <urn:says> "{SECRET}" .\n'.encode()
        while True:
            connection, _ = self._listener.accept()
            with connection, contextlib.suppress(OSError):
                if self._end.is_set():
                    return
                self.touched.append("socket")
                connection.settimeout(2)
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    def _watch(self) -> None:
        while not self._end.wait(0.005):
            with contextlib.suppress(OSError):  # nobody reads: ENXIO
                handle = os.open(self.pipe, os.O_WRONLY | os.O_NONBLOCK)
                self.touched.append("file")
                os.write(handle, f'<urn:secret> <urn:says> "{SECRET}" .\n'.encode())
                os.close(handle)


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    with Canary(tmp_path_factory.mktemp("canary")) as canary:
        yield canary


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(stored(tmp_path_factory.mktemp("graph") / "s", county(), province(), ontology=False)) as server:
        yield server
    assert server.errors == ""


# HTTP is the canary's address, FILE its file, PIPE its pipe, HERE a graph of the store. What is refused is refused with 403; what cannot
# be a query is 400; and what is harmless is answered, with nothing of the secret in it.
QUERIES: list[tuple[str, int]] = [
    # to the network, by SERVICE
    ("SELECT * WHERE { SERVICE <HTTP> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { SERVICE SILENT <HTTP> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { service silent <HTTP> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { sErViCe<HTTP>{?s ?p ?o} }", 403),
    ("SELECT * WHERE { SERVICE # comment\n <HTTP> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { \\u0053ERVICE <HTTP> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { \\U00000053ERV\\u0049CE <HTTP> { ?s ?p ?o } }", 403),
    ("PREFIX c: <HTTP> SELECT * WHERE { SERVICE c: { ?s ?p ?o } }", 403),
    ("BASE <HTTP> SELECT * WHERE { SERVICE <> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { VALUES ?w { <HTTP> } SERVICE ?w { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { BIND(IRI('HTTP') AS ?w) SERVICE ?w { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { OPTIONAL { SERVICE <HTTP> { ?s ?p ?o } } }", 403),
    ("SELECT * WHERE { { ?s ?p ?o } UNION { SERVICE <HTTP> { ?s ?p ?o } } }", 403),
    ("SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <HTTP> { ?s ?p ?o } } }", 403),
    ("SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <HTTP> { ?s ?p ?o } } }", 403),
    ("SELECT * WHERE { ?s ?p ?o FILTER(NOT EXISTS { SERVICE <HTTP> { ?s ?p ?o } } && true) }", 403),
    ("SELECT * WHERE { GRAPH ?g { SERVICE <HTTP> { ?s ?p ?o } } }", 403),
    ("SELECT * WHERE { { SELECT * WHERE { SERVICE <HTTP> { ?s ?p ?o } } } }", 403),
    ("SELECT (EXISTS { SERVICE <HTTP> { ?s ?p ?o } } AS ?x) WHERE { }", 403),
    ("SELECT ?s WHERE { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <HTTP> { ?s ?p ?o } })", 403),
    ("SELECT ?s WHERE { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <HTTP> { ?s ?p ?o } })", 403),
    ("ASK { SERVICE <HTTP> { ?s ?p ?o } }", 403),
    ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <HTTP> { ?s ?p ?o } }", 403),
    ("DESCRIBE ?s WHERE { SERVICE <HTTP> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { SERVICE <FILE> { ?s ?p ?o } }", 403),
    ("SELECT * WHERE { SERVICE <PIPE> { ?s ?p ?o } }", 403),
    # to a file or the network, by the dataset
    ("SELECT * FROM <HTTP> WHERE { ?s ?p ?o }", 403),
    ("SELECT * FROM <FILE> WHERE { ?s ?p ?o }", 403),
    ("SELECT * FROM <PIPE> WHERE { ?s ?p ?o }", 403),
    ("SELECT * FROM NAMED <HTTP> WHERE { GRAPH ?g { ?s ?p ?o } }", 403),
    ("SELECT * FROM NAMED <PIPE> WHERE { GRAPH ?g { ?s ?p ?o } }", 403),
    ("SELECT * FROM <HERE> FROM NAMED <PIPE> WHERE { GRAPH ?g { ?s ?p ?o } }", 403),
    ("BASE <FILE> SELECT * FROM <secret.ttl> WHERE { ?s ?p ?o }", 403),
    ("PREFIX c: <FILE> ASK FROM c: { ?s ?p ?o }", 403),
    ("CONSTRUCT { ?s ?p ?o } FROM <PIPE> WHERE { ?s ?p ?o }", 403),
    ("DESCRIBE <urn:secret> FROM <PIPE>", 403),
    ("SELECT * fr\\u006Fm <PIPE> { ?s ?p ?o }", 403),
    # by names alone, which are answered from the store
    ("SELECT * WHERE { GRAPH <FILE> { ?s ?p ?o } }", 200),
    ("SELECT * WHERE { GRAPH <PIPE> { ?s ?p ?o } }", 200),
    ("DESCRIBE <HTTP>", 200),
    ("DESCRIBE <PIPE>", 200),
    ("SELECT (IRI('HTTP') AS ?x) (STRDT('HTTP', <PIPE>) AS ?y) WHERE { }", 200),
    ("SELECT (<PIPE>('x') AS ?x) (<HTTP>('x') AS ?y) WHERE { }", 400),
    ("PREFIX bif: <bif:> SELECT (bif:file_to_string('PIPE') AS ?x) WHERE { }", 400),
    ("PREFIX java: <java:> SELECT (java:java.lang.Runtime('PIPE') AS ?x) WHERE { }", 400),
    # to the writing side
    ("LOAD <HTTP>", 403),
    ("LOAD SILENT <PIPE> INTO GRAPH <urn:g>", 403),
    ("INSERT DATA { <urn:secret> <urn:says> 1 }", 403),
    ("INSERT DATA { GRAPH <HERE> { <urn:secret> <urn:says> 1 } }", 403),
    ("DELETE WHERE { ?s ?p ?o }", 403),
    ("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", 403),
    ("WITH <HERE> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 403),
    ("CLEAR ALL", 403),
    ("DROP SILENT ALL", 403),
    ("CREATE GRAPH <urn:g>", 403),
    ("COPY <HERE> TO <urn:g>", 403),
    ("MOVE <HERE> TO <urn:g>", 403),
    ("ADD <HERE> TO <urn:g>", 403),
    ("PREFIX x: <urn:x> \\u0044ROP ALL", 403),
    ("ASK { } ; DROP ALL", 400),
]


def test_they_are_sixty() -> None:
    assert len({text for text, _ in QUERIES}) == 60


def filled(text: str, canary: Canary) -> str:
    places = {"HTTP": f"http://127.0.0.1:{canary.port}/x", "FILE": canary.file.as_uri(), "PIPE": canary.pipe.as_uri(), "HERE": COUNTY}
    return re.sub(r"\b(HTTP|FILE|PIPE|HERE)\b", lambda found: places[found[0]], text)


def content(store: Path) -> str:
    with Reader(store) as reader:
        return hashlib.sha256("".join(sorted(str(quad) for quad in reader.store)).encode()).hexdigest() + reader.view.name


def test_the_canaries_sing(tmp_path: Path) -> None:
    """Let loose, the engine follows SERVICE to the network and rdflib reads FROM a file and a pipe: all of it is noticed."""
    import pyoxigraph as ox
    from rdflib import Dataset

    with Canary(tmp_path) as canary:
        list(ox.Store().query(f"SELECT * WHERE {{ SERVICE SILENT <http://127.0.0.1:{canary.port}/x> {{ ?s ?p ?o }} }}"))
        assert canary.touched == ["socket"]
        with warnings.catch_warnings():  # rdflib calls deprecated what it uses itself
            warnings.simplefilter("ignore", DeprecationWarning)
            for file in (canary.file, canary.pipe):
                rows = list(Dataset().query(f"SELECT ?o FROM <{file.as_uri()}> WHERE {{ ?s ?p ?o }}"))
                assert [str(row[0]) for row in rows] == [SECRET]  # type: ignore[index]
        assert "file" in canary.touched


@pytest.mark.parametrize(("text", "status"), QUERIES, ids=[str(at) for at in range(len(QUERIES))])
def test_no_query_reaches_out(server: Server, canary: Canary, text: str, status: int) -> None:
    query = filled(text, canary)
    before = content(server.store)
    for got in (server.query(query), server.ask("POST", "/sparql", {"Content-Type": DIRECT}, query.encode())):
        assert got.status == status, got.text
        assert SECRET not in got.text
    as_update = server.ask("POST", "/sparql", {"Content-Type": FORM}, urlencode({"update": query}).encode())
    assert as_update.status == 403
    assert canary.touched == []
    assert content(server.store) == before


@pytest.mark.parametrize("place", ["FILE", "PIPE", "HTTP"])
def test_no_other_door_reaches_out(server: Server, canary: Canary, place: str) -> None:
    iri = filled(place, canary)
    for path, names in (
        ("/sparql", {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": iri}),
        ("/sparql", {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": iri}),
        ("/graphs", {"graph": iri}),
        ("/resource", {"iri": iri}),
        ("/ask/about", {"thing": iri}),
        ("/ask/" + iri.replace("/", "%2F"), {}),
    ):
        got = server.ask("GET", f"{path}?{urlencode(names)}")
        assert got.status in (400, 403, 404), (path, got.text)
        assert SECRET not in got.text
    assert canary.touched == []


@LINUX
def test_the_kernel_fences_a_worker_off(canary: Canary) -> None:
    """Were the guard to miss something, the worker's process could still open no socket and start no program."""
    program = f"""
import os, socket, subprocess, sys, threading
import pyoxigraph as ox
from kg.serve.fence import no_network
store = ox.Store()
assert list(store.query("SELECT * WHERE {{ SERVICE <http://127.0.0.1:{canary.port}/> {{ }} }}")) is not None if sys.argv[1] == "loose" else no_network()
for reach in (
    lambda: list(store.query("SELECT * WHERE {{ SERVICE <http://127.0.0.1:{canary.port}/> {{ ?s ?p ?o }} }}")),
    lambda: socket.create_connection(("127.0.0.1", {canary.port})),
    lambda: socket.socketpair(),
    lambda: subprocess.run(["true"]),
    lambda: os.execv("/bin/true", ["true"]),
):
    try:
        reach()
    except Exception as error:
        print(type(error).__name__, getattr(error, "errno", ""))
    else:
        print("done")
"""
    fenced = subprocess.run([sys.executable, "-c", program, "fenced"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    if "AssertionError" in fenced.stderr:
        pytest.skip("this kernel has no seccomp")
    lines = fenced.stdout.splitlines()
    assert len(lines) == 5, fenced
    assert "done" not in lines
    assert lines[1:] == ["PermissionError 1"] * 4
    assert canary.touched == []


# ---- limits -----------------------------------------------------------------------------------------------------------

# An aggregate over all combinations of four triples: it would run for days, in native code, past any signal.
FOREVER = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT ?a ?d ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g ?c"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("limits") / "s", county(), province(), ontology=False)


@LINUX
def test_a_query_that_takes_too_long_is_ended(store: Path) -> None:
    with Server(store, ("--timeout", "1", "--workers", "2")) as server:
        before = server.workers()
        assert len(before) == 2
        got = server.query(FOREVER)
        assert got.status == 504
        assert "1 seconds" in got.text
        assert until(lambda: len(set(before) & set(server.workers())) == 1)  # one was killed, and runs no more
        assert until(lambda: len(server.workers()) == 2)  # another took its place
        assert server.query("ASK { ?s ?p ?o }").status == 200


@LINUX
def test_a_query_that_takes_too_much_memory_is_ended(store: Path) -> None:
    with Server(store, ("--timeout", "120", "--workers", "1", "--memory", "300")) as server:
        got = server.query(GREEDY)
        assert got.status == 500
        assert "memory" in got.text
        assert until(lambda: len(server.workers()) == 1)
        assert server.query("ASK { ?s ?p ?o }").status == 200
    assert "Traceback" not in server.errors


def test_an_answer_has_no_more_rows_than_may_be(store: Path) -> None:
    with Server(store, ("--rows", "50")) as server:
        many = "SELECT * WHERE { ?s ?p ?o } LIMIT %d"
        for form in ("json", "xml", "csv", "tsv", "html"):
            assert server.query(many % 50, format=form).status == 200
            got = server.query(many % 51, format=form)
            assert got.status == 403
            assert "more than 50 rows" in got.text
        assert server.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 50").status == 200
        assert server.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 51").status == 403


def test_bodies_have_a_limit_told_or_not(store: Path) -> None:
    with Server(store, ("--max-body", "1")) as server:
        long = b"ASK { } #" + b"x" * 2000
        assert server.ask("POST", "/sparql", {"Content-Type": DIRECT}, long).status == 413
        pieces = server.ask("POST", "/sparql", {"Content-Type": DIRECT}, iter([long[:700], long[700:]]))  # type: ignore[arg-type]
        assert pieces.status == 413
        assert server.ask("POST", "/sparql", {"Content-Type": DIRECT}, b"ASK { }").status == 200


@LINUX
def test_when_the_client_goes_the_query_goes(store: Path) -> None:
    with Server(store, ("--workers", "1", "--waiting", "0", "--timeout", "600")) as server:
        (worker,) = server.workers()
        busy = Busy(server)
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(f"GET /sparql?{urlencode({'query': FOREVER})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert until(busy)
            assert server.query("ASK { }").status == 503
            assert worker in server.workers()
        assert until(lambda: worker not in server.workers())
        assert until(lambda: server.query("ASK { }").status == 200)


@LINUX
def test_when_all_are_busy_others_are_told_to_come_again(store: Path) -> None:
    with Server(store, ("--workers", "1", "--waiting", "0", "--timeout", "600")) as server, ThreadPoolExecutor(1) as threads:
        busy = Busy(server)
        running = threads.submit(server.query, FOREVER)
        assert until(busy)
        got = server.query("ASK { }")
        assert (got.status, got.headers["retry-after"]) == (503, "1")
        assert server.get("/assets/style.css").status == 200  # what needs no worker is there
        server.process.send_signal(signal.SIGINT)
        assert running.result().status == 503


A_WHILE = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g zr:rule ?h }"  # some seconds


@LINUX
@pytest.mark.parametrize(("query", "grace", "status", "words"), [(A_WHILE, "60", 200, '"n"'), (FOREVER, "1", 503, "cut off")], ids=["ends", "is cut off"])
def test_ctrl_c_lets_a_query_end_or_cuts_it_off(store: Path, query: str, grace: str, status: int, words: str) -> None:
    with Server(store, ("--timeout", "600", "--grace", grace)) as server, ThreadPoolExecutor(1) as threads:
        busy = Busy(server)
        running = threads.submit(server.query, query)
        assert until(busy)
        server.process.send_signal(signal.SIGINT)
        got = running.result()
        assert got.status == status
        assert words in got.text
        assert server.process.wait(30) == 0
        assert server.workers() == []
    assert server.last_words == "Stopped.\n"
    assert server.errors == ""
    with pytest.raises(OSError):
        server.query("ASK { }")


class Busy:
    """Whether a worker has been computing since this was made: it has used a fifth of a second of a processor."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._before = {pid: self._used(pid) for pid in server.workers()}

    def __call__(self) -> bool:
        return any(self._used(pid) - used > os.sysconf("SC_CLK_TCK") / 5 for pid, used in self._before.items())

    def _used(self, pid: int) -> int:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0
        return int(fields[11]) + int(fields[12])


@LINUX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_the_server(store: Path, number: signal.Signals) -> None:
    with Server(store, ("--timeout", "600", "--grace", "0")) as server, ThreadPoolExecutor(1) as threads:
        busy = Busy(server)
        lost = threads.submit(server.query, FOREVER)
        assert until(busy)
        server.process.send_signal(number)
        server.process.wait(30)
        assert until(lambda: server.workers() == [])
        assert lost.exception() is not None or lost.result().status == 503


def test_it_says_why_it_cannot_start(store: Path, tmp_path: Path) -> None:
    def said(*options: str, **environment: str) -> tuple[int, str]:
        program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", program, "serve", *options], capture_output=True, text=True, timeout=60, cwd=ROOT, env={**os.environ, **environment})
        return done.returncode, done.stderr

    status, words = said("--store", str(tmp_path / "none"))
    assert (status, words.startswith("kg: There is no store at")) == (2, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, words = said("--store", str(store), "--port", str(taken.getsockname()[1]))
        assert status == 1
        assert "is in use" in words
    status, words = said("--store", str(store), "--writable", ZEREN_TOKEN="short")
    assert status == 2
    assert "ZEREN_TOKEN" in words
    assert "short" not in words.replace("at least", "")


def test_new_documents_are_seen_without_a_restart(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), ontology=False)
    with Server(path) as server:
        ask = f"ASK {{ <{expand(province().document.iri)}> a zr:SourceDocument }}"
        assert server.query(ask).text.endswith('"boolean":false}\n')
        stored(path, province(), ontology=False)
        assert until(lambda: server.query(ask).text.endswith('"boolean":true}\n'))
        assert all(server.query(ask).text.endswith('"boolean":true}\n') for _ in range(8))
