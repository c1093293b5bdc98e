"""Clients that others wrote, against the running endpoint: SPARQLWrapper, rdflib's SPARQLStore, curl, Comunica."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef

from ontology.namespaces import PREFIXES, ZR, expand
from tests.readings import EMERGENCY, county, province, stored
from tests.serving import ROOT, Server

WHO = """PREFIX zr: <https://w3id.org/zeren/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?who WHERE { ?m zr:responsibility ?r . ?r zr:bearer/skos:prefLabel ?who } ORDER BY ?who"""
BEARERS = ["青溪县住房和城乡建设局", "青溪县公安局", "青溪县各乡镇", "青溪县应急管理局"]
MANY = "# " + "很长的查询 " * 3000 + "\n" + WHO  # too long for an address: such a query goes by POST


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(stored(tmp_path_factory.mktemp("graph") / "s", county(), province())) as server:
        yield server
    assert server.errors == ""


class TestSPARQLWrapper:
    @pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
    @pytest.mark.parametrize("way", ["GET", "POST", "directly"])
    def test_select(self, server: Server, form: str, way: str) -> None:
        from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper

        client = SPARQLWrapper(f"{server.root}/sparql")
        client.setQuery(WHO if way == "GET" else MANY)
        client.setReturnFormat(form)
        if way != "GET":
            client.setMethod(POST)
        if way == "directly":
            client.setRequestMethod(POSTDIRECTLY)
        found = client.query().convert()
        if form == "json":
            names = [row["who"]["value"] for row in found["results"]["bindings"]]
        elif form == "xml":
            names = [node.firstChild.data for node in found.getElementsByTagName("literal")]
        elif form == "csv":
            names = [row["who"] for row in csv.DictReader(io.StringIO(found.decode()))]
        else:
            names = [line.partition('"')[2].partition('"')[0] for line in found.decode().splitlines()[1:]]
        assert sorted(names) == sorted(BEARERS)

    def test_ask_and_describe(self, server: Server) -> None:
        from SPARQLWrapper import JSON, RDFXML, TURTLE, SPARQLWrapper

        client = SPARQLWrapper(f"{server.root}/sparql")
        client.setQuery("ASK { ?m a <https://w3id.org/zeren/ontology#Meeting> }")
        client.setReturnFormat(JSON)
        assert client.query().convert()["boolean"] is True
        for form in (TURTLE, RDFXML):
            client.setQuery(f"DESCRIBE <{expand(EMERGENCY)}>")
            client.setReturnFormat(form)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                found = client.query().convert()
            graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
            assert (URIRef(expand(EMERGENCY)), None, None) in graph

    def test_it_understands_our_errors(self, server: Server) -> None:
        from SPARQLWrapper import SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

        client = SPARQLWrapper(f"{server.root}/sparql")
        client.setQuery("SELECT * WHERE {")
        with pytest.raises(QueryBadFormed, match="never closed"):
            client.query()

    def test_graphs_of_its_choice(self, server: Server) -> None:
        from SPARQLWrapper import JSON, SPARQLWrapper

        client = SPARQLWrapper(f"{server.root}/sparql")
        client.addDefaultGraph(expand(province().document.iri))
        client.setQuery(WHO)
        client.setReturnFormat(JSON)
        assert client.query().convert()["results"]["bindings"] == []


class TestSPARQLStore:
    def graph(self, server: Server, **options: str) -> Graph:
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return Graph(SPARQLStore(f"{server.root}/sparql", **options))

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    @pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
    def test_select(self, server: Server, method: str, form: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            graph = self.graph(server, method=method, returnFormat=form)
            assert sorted(str(row[0]) for row in graph.query(WHO)) == sorted(BEARERS)  # type: ignore[index]

    def test_it_looks_like_a_graph(self, server: Server) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            graph = self.graph(server)
            labels = {str(o) for o in graph.objects(URIRef(expand(EMERGENCY)), URIRef(PREFIXES["skos"] + "prefLabel"))}
            assert labels == {"青溪县应急管理局"}
            assert bool(graph.query(f"ASK {{ ?m a <{ZR}Meeting> }}").askAnswer)
            made = graph.query(f"CONSTRUCT WHERE {{ ?m <{ZR}zzz> ?o }}")
            assert made.graph is not None
            assert len(made.graph) == 0


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
class TestCurl:
    def curl(self, *arguments: str) -> str:
        done = subprocess.run(["curl", "-sS", "--noproxy", "*", *arguments], capture_output=True, timeout=60, check=True)
        return done.stdout.decode()

    def test_get(self, server: Server) -> None:
        got = self.curl("-G", f"{server.root}/sparql", "--data-urlencode", f"query={WHO}", "-H", "Accept: text/csv")
        assert got.split() == ["who", *BEARERS]

    def test_a_form(self, server: Server) -> None:
        got = self.curl(f"{server.root}/sparql", "--data-urlencode", f"query={WHO}")
        assert [row["who"]["value"] for row in json.loads(got)["results"]["bindings"]] == BEARERS

    def test_the_query_itself(self, server: Server, tmp_path: Path) -> None:
        file = tmp_path / "who.rq"
        file.write_text(MANY, encoding="utf-8")
        got = self.curl(f"{server.root}/sparql", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}", "-H", "Accept: text/tab-separated-values")
        assert got.splitlines()[1] == f'"{BEARERS[0]}"@zh-Hans'

    def test_an_iri(self, server: Server) -> None:
        got = self.curl(f"{server.root}/id/{EMERGENCY.removeprefix('data:')}", "-H", "Accept: text/turtle")
        assert "青溪县应急管理局" in got

    def test_a_page_compressed_or_not(self, server: Server) -> None:
        assert "<!DOCTYPE html>" in self.curl("--compressed", "-H", "Accept: text/html", f"{server.root}/")


@cache
def comunica() -> str | None:
    """Comunica's command, where somebody has put it and it runs at all."""
    command = shutil.which("comunica-sparql") or shutil.which("comunica-sparql", path=str(ROOT / "node_modules" / ".bin"))
    if command is None:
        return None
    told = subprocess.run([command, "--version"], capture_output=True, timeout=120, env=beside(command))  # which ends with status 1, also where all is well
    return command if b"Comunica" in told.stdout + told.stderr and b"    at " not in told.stderr else None


def beside(command: str) -> dict[str, str]:
    """The environment for it: a Node that npm put beside it comes before the machine's own, which may be too old for it."""
    return {**os.environ, "no_proxy": "*", "PATH": f"{Path(command).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


@pytest.mark.skipif(comunica() is None, reason="Comunica is not installed, or not for this Node; npm install --no-save node@22 @comunica/query-sparql@5 puts both into node_modules")
class TestComunica:
    """Comunica 4 and 5 look at what an address answers, rewrite the query, and join over several sources."""

    def ask(self, source: str | list[str], query: str, media: str) -> str:
        command = comunica()
        assert command is not None
        sources = [source] if isinstance(source, str) else source
        done = subprocess.run([command, *sources, "-q", query, "-t", media], capture_output=True, timeout=300, env=beside(command))
        assert done.returncode == 0, done.stderr.decode()
        assert b"WARN" not in done.stderr
        return done.stdout.decode()

    def test_it_asks_the_endpoint(self, server: Server) -> None:
        """Told that it is one, and finding out by itself."""
        results = "application/sparql-results+json"
        for address in (f"sparql@{server.root}/sparql", f"{server.root}/sparql"):
            found = json.loads(self.ask(address, WHO, results))["results"]["bindings"]
            assert sorted(row["who"]["value"] for row in found) == sorted(BEARERS)
            for name, answer in (("Meeting", True), ("Nothing", False)):
                assert json.loads(self.ask(address, f"ASK {{ ?m a <{ZR}{name}> }}", results))["boolean"] is answer
            for query in (f"CONSTRUCT WHERE {{ ?m a <{ZR}Meeting> ; ?p ?o }}", f"DESCRIBE ?m WHERE {{ ?m a <{ZR}Meeting> }}"):
                expected = Graph().parse(data=server.query(query, "application/n-triples").text, format="nt")
                made = Graph().parse(data=self.ask(address, query, "application/n-triples"), format="nt")
                assert len(expected) > 5
                assert set(made) == set(expected)

    def test_it_joins_it_with_files_of_the_server(self, server: Server) -> None:
        """A document's graph and a thing, fetched as files. (Comunica 4 writes zh-hans for zh-Hans in files, and so tells the two apart.)"""
        results = "application/sparql-results+json"
        graph = f"{server.root}/graphs?graph={quote(expand(county().document.iri))}"
        assert json.loads(self.ask(graph, WHO, results))["results"]["bindings"] != []
        both = json.loads(self.ask([f"{server.root}/sparql", graph], WHO, results))["results"]["bindings"]
        assert {row["who"]["value"] for row in both} == set(BEARERS)
        thing = f"{server.root}/id/{quote(EMERGENCY.removeprefix('data:'))}"
        assert json.loads(self.ask(thing, f"ASK {{ <{expand(EMERGENCY)}> ?p ?o }}", results))["boolean"] is True
