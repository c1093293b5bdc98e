"""What an endpoint serves, and how much of it at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


def _workers() -> int:
    return max(2, min(4, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Settings:
    """Times in seconds, sizes in bytes. `token` is "" for an endpoint that nobody may write to."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000  # 0: any that is free
    seconds: float = 30.0  # for a query, from the moment that a worker has it
    graph_seconds: float = 300.0  # for a whole graph or the explorer's page
    rows: int = 100_000  # of an answer: solutions, or triples
    answer: int = 64 << 20
    body: int = 1 << 20  # of a request
    upload: int = 64 << 20  # of a graph that is written
    workers: int = _workers()  # queries that run at the same time
    waiting: int = 128  # queries that wait for a worker: at 50 a second the last one waits 3 s, less than its patience
    patience: float = 10.0  # how long they wait
    grace: float = 5.0  # that running queries have when the server is stopped
    memory: int = 4 << 30  # of a worker
    origins: tuple[str, ...] = ()  # web pages from elsewhere that may read answers; ("*",) for all
    names: tuple[str, ...] = ()  # host names that requests may come under, beside this machine's own
    public: str = ""  # the address under which others reach the server, when a proxy stands before it
    token: str = ""

    @property
    def writable(self) -> bool:
        return bool(self.token)
