"""The endpoint under load: many clients at once, every answer compared with the one that is right.

    python -m tests.bench.serve [--clients 64] [--seconds 60] [--store DIR]

Without a store it makes one of the bundled documents. It prints how many answers were right, how many were the declared 503, and how long
they took; it ends with status 1 when any answer was wrong or any other error came.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from kg.store import Reader
from tests.serving import Server

# Joins, counts over the union, full text, a property path, a graph: what people ask.
QUERIES = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?m a zr:Measure }",
    "SELECT ?who (COUNT(DISTINCT ?m) AS ?n) WHERE { ?m zr:responsibility/zr:bearer/skos:prefLabel ?who } GROUP BY ?who ORDER BY DESC(?n) ?who LIMIT 20",
    "SELECT DISTINCT ?m ?due WHERE { ?m zr:deadline ?due ; zr:text ?text } ORDER BY ?due ?m",
    "SELECT DISTINCT ?m WHERE { ?m zr:text ?text FILTER(CONTAINS(?text, '安全')) } ORDER BY ?m LIMIT 50",
    "SELECT DISTINCT ?s WHERE { ?s skos:broader+ zrs:transport } ORDER BY ?s",
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?x a zr:Mention } } GROUP BY ?g ORDER BY ?g",
    "ASK { ?x zr:role zr:Lead }",
)


@dataclass
class Tally:
    """What came of it: answers by kind, and the times of the right ones in seconds."""

    counts: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        return sorted(self.times)[int(share * (len(self.times) - 1))] if self.times else 0.0


def right_answers(store: Path) -> dict[str, object]:
    """What each query must give, asked of the store directly."""
    import kg
    from kg.rows import answer_text

    with Reader(store) as reader:
        return {query: _plain(json.loads("".join(answer_text(kg.query(reader, query), "json", reader.base)))) for query in QUERIES}


def _plain(result: dict) -> object:
    """The rows without what two writers may write differently."""
    if "boolean" in result:
        return result["boolean"]
    return [sorted((name, term["value"]) for name, term in row.items()) for row in result["results"]["bindings"]]


def load(server: Server, right: dict[str, object], clients: int, seconds: float) -> Tally:
    """`clients` threads, each with a connection of its own, ask one query after another for that long."""
    tally, lock, end = Tally(), threading.Lock(), time.monotonic() + seconds

    def client(number: int) -> None:
        mine = Tally()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        at = number
        while time.monotonic() < end:
            query = QUERIES[at % len(QUERIES)]
            at += 1
            begin = time.perf_counter()
            try:
                connection.request("GET", f"/sparql?{urlencode({'query': query})}", headers={"Accept": "application/sparql-results+json"})
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                mine.counts["error"] += 1
                mine.strange.append(repr(error))
                connection.close()
                continue
            if answer.status == 503 and answer.getheader("Retry-After"):
                mine.counts["busy"] += 1
                time.sleep(0.05)  # a polite client; Retry-After says a second
            elif answer.status != 200:
                mine.counts["error"] += 1
                mine.strange.append(f"{answer.status} {body[:200]!r}")
            elif _plain(json.loads(body)) != right[query]:
                mine.counts["wrong"] += 1
                mine.strange.append(query)
            else:
                mine.counts["right"] += 1
                mine.times.append(time.perf_counter() - begin)
        connection.close()
        with lock:
            tally.counts.update(mine.counts)
            tally.times += mine.times
            tally.strange += mine.strange

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description="Put the endpoint under load and check every answer.")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--store", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or _built(Path(folder) / "store")
        right = right_answers(store)
        with Server(store) as server:
            tally = load(server, right, given.clients, given.seconds)
            alive = len(server.workers())
        took = given.seconds
        print(f"{given.clients} clients, {took:g} s, {os.cpu_count()} processors, {alive} workers at the end")
        print(f"right {tally.counts['right']:,} ({tally.counts['right'] / took:.0f} a second), busy (503) {tally.counts['busy']:,}, wrong {tally.counts['wrong']}, errors {tally.counts['error']}")
        print("ms: " + ", ".join(f"{name} {1000 * tally.percentile(share):.0f}" for name, share in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("longest", 1.0))))
        for line in sorted(set(tally.strange))[:10]:
            print("strange:", line)
        print(server.errors, end="")
        return 1 if tally.counts["wrong"] or tally.counts["error"] or not tally.counts["right"] else 0


def _built(store: Path) -> Path:
    """A store of the bundled documents."""
    import subprocess
    from importlib.resources import as_file, files

    with as_file(files("kg") / "samples") as samples:
        subprocess.run([sys.executable, "-m", "kg", "build", str(samples), "--store", str(store), "--quiet"], check=True)
    return store


if __name__ == "__main__":
    sys.exit(main())
