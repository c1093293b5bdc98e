"""A server as a person starts it: `kg serve` in a process of its own, on a free port, asked over the network."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@dataclass
class Got:
    """An answer: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Server:
    """`with Server(store) as server: server.get("/sparql", query="ASK {}")`."""

    store: Path
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Server:
        program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "TMPDIR": str(self.store.parent), **self.environment}
        command = [sys.executable, "-W", "error", "-c", program, "serve", "--store", str(self.store), "--port", "0", *self.options]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        assert self.process.stdout is not None
        self.greeting = self.process.stdout.readline().decode()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.greeting)
        if found is None:
            self.__exit__()
            raise AssertionError(f"no address in {self.greeting!r}; {self.errors!r}")
        self.port = int(found[1])
        self.root = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and keep what it said."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.last_words = self.process.stdout.read().decode()
        self.errors = self.process.stderr.read().decode()
        self.process.stdout.close()
        self.process.stderr.close()
        self.process.wait()

    def workers(self) -> list[int]:
        """The process ids of its workers that are alive."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if b"kg.serve.worker" in command and str(self.store).encode() in command and state != "Z":
                found.append(int(entry.name))
        return sorted(found)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None, timeout: float = 60) -> Got:
        """One request on a connection of its own, with no header that is not given but Host and Content-Length."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "", **parameters: Any) -> Got:
        given = urlencode(parameters, doseq=True)
        return self.ask("GET", path + (f"?{given}" if given else ""), {"Accept": accept} if accept else {})

    def query(self, text: str, accept: str = "", **parameters: Any) -> Got:
        return self.get("/sparql", accept, query=text, **parameters)


def until(true: Any, seconds: float = 20) -> bool:
    """Whether it comes true in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())
