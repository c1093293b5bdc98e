"""The endpoint's protocols: a table of request and expected status, every format against the engine's own, and things by their IRIs."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote_plus, urlencode

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.store import Reader
from ontology.namespaces import DATA, PREFIXES, ZR, expand
from tests.readings import EMERGENCY, county, damaged, province, stored
from tests.serving import DIRECT, FORM, Got, Server

COUNTY = expand(county().document.iri)
PROVINCE = expand(province().document.iri)
ELSEWHERE = "http://example.org/data.ttl"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("graph") / "s", county(), province(), damaged())


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with Server(store) as server:
        yield server
    assert server.errors == ""
    assert server.last_words == "Stopped.\n"


def address(path: str = "/sparql", **parameters: object) -> str:
    return f"{path}?{urlencode(parameters, doseq=True)}"


def form(**parameters: object) -> bytes:
    return urlencode(parameters, doseq=True).encode()


HELD = f"ASK {{ <{COUNTY}> a zr:SourceDocument . <{PROVINCE}> a zr:SourceDocument }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{COUNTY}> a ?type }} GRAPH ?h {{ <{PROVINCE}> a ?type }} }}"
FULL = f"ASK {{ <{PROVINCE}> a ?type GRAPH ?g {{ <{COUNTY}> a ?type }} }}"
APART = f"ASK {{ GRAPH ?g {{ <{COUNTY}> a ?type }} GRAPH ?h {{ <{PROVINCE}> a ?type }} FILTER NOT EXISTS {{ <{COUNTY}> a ?type }} }}"
FORMED, SENT = {"Content-Type": FORM}, {"Content-Type": DIRECT}

# The W3C's cases for queries (sparql11/protocol), name by name as its manifest has them, on this store's graphs; then those for updates,
# all of which a read-only endpoint refuses; then what the norm and RFC 9110 say beside. (name, method, address, headers, body, status, answer of ASK)
CASES: list[tuple[str, str, str, dict[str, str], bytes | None, int, bool | None]] = [
    ("query_get", "GET", address(query="ASK {}"), {}, None, 200, True),
    ("query_post_form", "POST", address(**{"default-graph-uri": COUNTY}), FORMED, form(query="ASK {}"), 200, True),
    ("query_post_direct", "POST", "/sparql", SENT, b"ASK {}", 200, True),
    ("query_dataset_default_graphs_get", "GET", address(query=HELD, **{"default-graph-uri": [COUNTY, PROVINCE]}), {}, None, 200, True),
    ("query_dataset_default_graphs_post", "POST", address(**{"default-graph-uri": [COUNTY, PROVINCE]}), SENT, HELD.encode(), 200, True),
    ("query_dataset_named_graphs_get", "GET", address(query=NAMED, **{"named-graph-uri": [COUNTY, PROVINCE]}), {}, None, 200, True),
    ("query_dataset_named_graphs_post", "POST", address(**{"named-graph-uri": [COUNTY, PROVINCE]}), SENT, NAMED.encode(), 200, True),
    ("query_dataset_full", "POST", address(**{"default-graph-uri": PROVINCE, "named-graph-uri": COUNTY}), SENT, FULL.encode(), 200, True),
    ("query_multiple_dataset", "POST", address(**{"default-graph-uri": PROVINCE}), SENT, f"ASK FROM <{COUNTY}> {{ <{PROVINCE}> a ?type }}".encode(), 200, True),
    ("query_content_type_select", "GET", address(query="SELECT (1 AS ?value) {}"), {}, None, 200, None),
    ("query_content_type_ask", "GET", address(query="ASK {}"), {}, None, 200, True),
    ("query_content_type_describe", "GET", address(query="DESCRIBE <http://example.org/>"), {}, None, 200, None),
    ("query_content_type_construct", "GET", address(query="CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}"), {}, None, 200, None),
    ("bad_query_method", "PUT", address(query="ASK {}"), {}, None, 405, None),
    ("bad_multiple_queries", "GET", address(query=["ASK {}", "SELECT * {}"]), {}, None, 400, None),
    ("bad_query_wrong_media_type", "POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415, None),
    ("bad_query_missing_form_type", "POST", "/sparql", {}, b"query=ASK%20%7B%7D", 415, None),
    ("bad_query_missing_direct_type", "POST", "/sparql", {}, b"ASK {}", 415, None),
    ("bad_query_non_utf8", "POST", "/sparql", {"Content-Type": DIRECT + "; charset=UTF-16"}, "ASK {}".encode("utf-16"), 415, None),
    ("bad_query_syntax", "GET", address(query="ASK {"), {}, None, 400, None),
    ("update_post_form", "POST", "/sparql", FORMED, form(update="CLEAR ALL"), 403, None),
    ("update_post_direct", "POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, None),
    ("update_dataset_default_graph", "POST", "/sparql", FORMED, form(update="INSERT DATA { <a:a> <a:b> 1 }", **{"using-graph-uri": COUNTY}), 403, None),
    ("update_dataset_default_graphs", "POST", "/sparql", FORMED, form(update="INSERT DATA { <a:a> <a:b> 1 }", **{"using-graph-uri": [COUNTY, PROVINCE]}), 403, None),
    ("update_dataset_named_graphs", "POST", "/sparql", FORMED, form(update="CLEAR ALL", **{"using-named-graph-uri": [COUNTY, PROVINCE]}), 403, None),
    ("update_dataset_full", "POST", "/sparql", FORMED, form(update="CLEAR ALL", **{"using-graph-uri": COUNTY, "using-named-graph-uri": PROVINCE}), 403, None),
    ("update_base_uri", "POST", "/sparql", FORMED, form(update="CLEAR GRAPH <#x> ; INSERT DATA { GRAPH <#x> { <a:a> <a:b> 1 } }"), 403, None),
    ("bad_update_wrong_media_type", "POST", "/sparql", {"Content-Type": "text/plain"}, b"CLEAR NAMED", 415, None),
    ("bad_update_missing_form_type", "POST", "/sparql", {}, b"update=CLEAR%20NAMED", 415, None),
    ("bad_update_non_utf8", "POST", "/sparql", {"Content-Type": "application/sparql-update; charset=UTF-16"}, "CLEAR NAMED".encode("utf-16"), 403, None),
    ("bad_update_syntax", "POST", "/sparql", FORMED, form(update="CLEAR XYZ"), 403, None),
    ("bad_update_dataset_conflict", "POST", "/sparql", FORMED, form(update="WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", **{"using-named-graph-uri": COUNTY}), 403, None),
    ("bad_update_get", "GET", address(update="CLEAR ALL"), {}, None, 403, None),
    ("bad_multiple_updates", "POST", "/sparql", FORMED, form(update=["CLEAR ALL", "CLEAR ALL"]), 403, None),
    # beside them
    ("HEAD", "HEAD", address(query="ASK {}"), {}, None, 200, None),
    ("service description", "GET", "/sparql", {}, None, 200, None),
    ("with a slash", "GET", address("/sparql/", query="ASK {}"), {}, None, 200, True),
    ("all in the form", "POST", "/sparql", FORMED, form(query=FULL, **{"default-graph-uri": PROVINCE, "named-graph-uri": COUNTY}), 200, True),
    ("only the default graph named", "GET", address(query="ASK { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": COUNTY}), {}, None, 200, False),
    ("only named graphs named: an empty default graph", "GET", address(query=APART, **{"named-graph-uri": [COUNTY, PROVINCE]}), {}, None, 200, True),
    ("no dataset named: the union", "GET", address(query=HELD), {}, None, 200, True),
    ("protocol before FROM", "GET", address(query=f"ASK FROM <{ELSEWHERE}> {{ <{COUNTY}> a ?type }}", **{"default-graph-uri": COUNTY}), {}, None, 200, True),
    ("charset named", "POST", "/sparql", {"Content-Type": DIRECT + "; charset=UTF-8"}, "ASK { ?s ?p '公安局'@zh-Hans }".encode(), 200, True),
    ("charset in quotes", "POST", "/sparql", {"Content-Type": DIRECT + '; charset="utf-8"'}, b"ASK {}", 200, True),
    ("type in capitals", "POST", "/sparql", {"Content-Type": FORM.upper()}, form(query="ASK {}"), 200, True),
    ("not UTF-8 although said so", "POST", "/sparql", SENT, "ASK { ?s ?p '局' }".encode("gb18030"), 400, None),
    ("not UTF-8 in a form", "POST", "/sparql", FORMED, b"query=ASK+%7B+%3Fs+%3Fp+%27%BE%D6%27+%7D", 400, None),
    ("not UTF-8 in an address", "GET", "/sparql?query=ASK+%7B+%3Fs+%3Fp+%27%BE%D6%27+%7D", {}, None, 400, None),
    ("empty query", "GET", address(query=""), {}, None, 400, None),
    ("no query in a form", "POST", "/sparql", FORMED, b"", 400, None),
    ("two queries, address and form", "POST", address(query="ASK {}"), FORMED, form(query="ASK {}"), 400, None),
    ("two queries, address and body", "POST", address(query="ASK {}"), SENT, b"ASK {}", 400, None),
    ("a graph from elsewhere", "GET", address(query="ASK {}", **{"default-graph-uri": ELSEWHERE}), {}, None, 403, None),
    ("a named graph from elsewhere", "GET", address(query="ASK {}", **{"named-graph-uri": ELSEWHERE}), {}, None, 403, None),
    ("a graph that is no IRI", "GET", address(query="ASK {}", **{"default-graph-uri": "> { ?s ?p ?o } #"}), {}, None, 400, None),
    ("an update as query", "GET", address(query="INSERT DATA { <a:a> <a:b> 1 }"), {}, None, 403, None),
    ("SERVICE", "GET", address(query="ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), {}, None, 403, None),
    ("a format that no answer has", "GET", address(query="ASK {}"), {"Accept": "image/png"}, None, 406, None),
    ("a graph's format for a SELECT", "GET", address(query="SELECT * { }"), {"Accept": "text/turtle"}, None, 406, None),
    ("nothing wanted", "GET", address(query="ASK {}"), {"Accept": "*/*;q=0"}, None, 406, None),
    ("DELETE", "DELETE", "/sparql", {}, None, 405, None),
    ("nowhere", "GET", "/nowhere", {}, None, 404, None),
    ("a file of the machine", "GET", "/assets/../../../pyproject.toml", {}, None, 404, None),
    ("a file of the machine, escaped", "GET", "/assets/..%2F__init__.py", {}, None, 404, None),
    ("too long", "POST", "/sparql", SENT, b"ASK {} #" + b"x" * (1 << 20), 413, None),
    ("graph store, PUT", "PUT", address("/graphs", graph=COUNTY), {"Content-Type": "text/turtle"}, b"<a:a> <a:b> 1 .", 405, None),
    ("graph store, DELETE", "DELETE", address("/graphs", graph=COUNTY), {}, None, 405, None),
    ("graph store, POST", "POST", address("/graphs", graph=COUNTY), {"Content-Type": "text/turtle"}, b"<a:a> <a:b> 1 .", 405, None),
    ("graph store, GET", "GET", address("/graphs", graph=COUNTY), {}, None, 200, None),
    ("graph store, HEAD", "HEAD", address("/graphs", graph=COUNTY), {}, None, 200, None),
    ("graph store, the union", "GET", "/graphs?default", {}, None, 200, None),
    ("graph store, none named", "GET", "/graphs", {}, None, 400, None),
    ("graph store, two named", "GET", address("/graphs", graph=[COUNTY, PROVINCE]), {}, None, 400, None),
    ("graph store, a graph and the union", "GET", f"/graphs?default&graph={quote(COUNTY, safe='')}", {}, None, 400, None),
    ("graph store, from elsewhere", "GET", address("/graphs", graph=ELSEWHERE), {}, None, 404, None),
    ("graph store, a file", "GET", address("/graphs", graph="file:///etc/hosts"), {}, None, 404, None),
    ("graph store, no such format", "GET", address("/graphs", graph=COUNTY), {"Accept": "text/csv"}, None, 406, None),
    ("another name of the server", "GET", "/sparql?query=ASK%7B%7D", {"Host": "rebound.example"}, None, 421, None),
]


@pytest.mark.parametrize(("method", "path", "headers", "body", "status", "truth"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_request_and_status(server: Server, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int, truth: bool | None) -> None:
    got = server.ask(method, path, headers, body)
    assert got.status == status, got.body[:300]
    if truth is not None:
        assert json.loads(got.body)["boolean"] is truth
    if method == "HEAD":
        assert got.body == b""
    if status == 405:
        assert "GET" in got.headers["allow"]
    if status >= 400 and status != 405:
        assert got.text.strip().endswith((".", "^", "else"))  # a sentence, or a query with a caret under the place
    assert got.headers["x-content-type-options"] == "nosniff"


def test_no_two_cases_have_one_name_and_the_w3c_s_are_all_there() -> None:
    names = {case[0] for case in CASES}
    assert len(names) == len(CASES)
    assert sum(bool(re.match(r"(bad_)?(query|update|multiple)_", name)) or name.startswith("bad_multiple_") for name in names) == 34  # as many as the manifest lists


def line(name: str, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int, truth: bool | None) -> str:
    """The case as a row of the table in docs/endpoint.md."""
    request = unquote_plus(path, errors="replace").replace(COUNTY, "COUNTY").replace(PROVINCE, "PROVINCE")
    told = [f"{key}: {value}" for key, value in headers.items()]
    sent = "" if body is None else "*nothing*" if not body else f"`{_short(unquote_plus(body.decode('utf-8', 'replace'), errors='replace'))}`"
    cells = [name, f"`{method} {_short(request)}`", ", ".join(f"`{t}`" for t in told), sent, f"{status}" + ("" if truth is None else f", {str(truth).lower()}")]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _short(text: str) -> str:
    text = "".join(c if c.isprintable() else "\ufffd" for c in text.replace(COUNTY, "COUNTY").replace(PROVINCE, "PROVINCE"))
    return text if len(text) <= 90 else text[:89] + "…"


def test_the_table_in_the_documentation_is_this_one() -> None:
    page = (Path(__file__).parents[1] / "docs" / "endpoint.md").read_text(encoding="utf-8").partition("## Requests and statuses")[2]
    rows = [row for row in page.splitlines() if re.search(r"\| \d{3}(, (true|false))? \|$", row)]
    assert rows == [line(*case) for case in CASES]


TERMS = f"""SELECT ?a ?b ?c ?d ?e ?none WHERE {{ VALUES (?a ?b ?c ?d ?e) {{
  (<{ZR}Meeting> "线\\t\\"引\\\\\\n\\r号<&>]]>" "消防"@zh-Hans 1.5 true) ("" "=1+1" "a,b;c" "2023-04-30"^^xsd:date UNDEF) }} }}"""
FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize("query", [TERMS, "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o", "SELECT ?x WHERE { FILTER(false) }", "SELECT (BNODE() AS ?x) WHERE { }"])
def test_rows_are_what_the_engine_would_write(server: Server, store: Path, media: str, query: str) -> None:
    got = server.query(query, media)
    assert (got.status, got.media) == (200, media)
    parsed = ox.parse_query_results(got.body, FORMATS[media])
    assert isinstance(parsed, ox.QuerySolutions)
    with Reader(store) as reader:
        known = reader.merged.query(query, prefixes=PREFIXES)
        assert isinstance(known, ox.QuerySolutions)
        expected = ox.parse_query_results(known.serialize(format=FORMATS[media]) or b"", FORMATS[media])
    assert isinstance(expected, ox.QuerySolutions)
    assert [v.value for v in parsed.variables] == [v.value for v in expected.variables]
    if "BNODE" in query:
        assert [isinstance(row[0], ox.BlankNode) for row in parsed] == [True]
        return

    def plain(solutions: ox.QuerySolutions) -> list[tuple[str, ...]]:
        # XML cannot hold the vertical tab of the damaged document, nor JSON's parser tell language tags apart by case
        rows = [tuple(str(t).replace("\\u000B", "\ufffd").replace("\x0b", "\ufffd").replace("@zh-Hans", "@zh-hans") for t in row) for row in solutions]
        return [tuple("_:b" if t.startswith("_:") else t for t in row) for row in rows]

    found = plain(parsed)
    if media.endswith("xml"):  # which the engine writes as they are; other readers refuse such a file
        assert len(found) == len(plain(expected))
    else:
        assert sorted(found) == sorted(plain(expected))


def test_csv_is_the_norm_s(server: Server) -> None:
    got = server.query(TERMS, "text/csv")
    assert got.text == f'a,b,c,d,e,none\r\n{ZR}Meeting,"线\t""引\\\n\r号<&>]]>",消防,1.5,true,\r\n,=1+1,"a,b;c",2023-04-30,,\r\n'
    assert got.headers["content-type"] == "text/csv; charset=utf-8"


def test_xml_says_what_json_says(server: Server) -> None:
    from xml.etree import ElementTree

    space = "{http://www.w3.org/2005/sparql-results#}"
    tree = ElementTree.fromstring(server.query(TERMS, "application/sparql-results+xml").body)
    rows = [{b.get("name"): b[0] for b in result} for result in tree.iter(f"{space}result")]
    told = json.loads(server.query(TERMS, "application/sparql-results+json").body)["results"]["bindings"]
    assert [{name: (b.tag.removeprefix(space), b.text or "") for name, b in row.items()} for row in rows] == [{name: (t["type"], t["value"]) for name, t in row.items()} for row in told]
    assert told[0]["c"] == {"type": "literal", "value": "消防", "xml:lang": "zh-Hans"}
    assert told[0]["d"]["datatype"] == PREFIXES["xsd"] + "decimal"


GRAPH_MEDIA = {
    "text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml", "application/ld+json": "json-ld", "application/trig": "trig",
    "application/n-quads": "nquads",
}  # fmt: skip
ASKED_GRAPH = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{COUNTY}> {{ ?s ?p ?o }} }}"


def parsed(got: Got, form: str) -> Graph:
    from rdflib import Dataset

    found = Graph()
    with warnings.catch_warnings():  # rdflib's own parsers use what rdflib calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        if form in ("trig", "nquads"):
            dataset = Dataset(default_union=True)
            dataset.parse(data=got.body, format=form)
            for quad in dataset.quads():
                found.add(quad[:3])
            return found
        return found.parse(data=got.body, format=form)


@pytest.mark.parametrize("media", GRAPH_MEDIA)
def test_a_graph_is_one_graph_in_every_format(server: Server, media: str) -> None:
    expected = Graph().parse(data=server.ask("GET", address("/graphs", graph=COUNTY, format="nt")).body, format="nt")
    assert len(expected) > 200
    for path in (address(query=ASKED_GRAPH), address("/graphs", graph=COUNTY)):
        got = server.ask("GET", path, {"Accept": media})
        assert (got.status, got.media) == (200, media)
        assert isomorphic(parsed(got, GRAPH_MEDIA[media]), expected)
    only = server.query(f"DESCRIBE <{expand(EMERGENCY)}>", media)
    assert (only.status, only.media) == (200, media)
    assert len(parsed(only, GRAPH_MEDIA[media])) >= 4


def test_a_graph_in_trig_and_nquads_keeps_its_name(server: Server) -> None:
    for form in ("trig", "nq"):
        quads = list(ox.parse(server.ask("GET", address("/graphs", graph=COUNTY, format=form)).body, {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}[form]))
        assert {q.graph_name for q in quads} == {ox.NamedNode(COUNTY)}


def test_one_graph_goes_without_its_name_to_who_reads_both_kinds(server: Server) -> None:
    """Comunica's own header: with the name in each line it would find its default graph empty."""
    both = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,text/html;q=0.2"
    assert server.ask("GET", address("/graphs", graph=COUNTY), {"Accept": both}).media == "application/ld+json"
    assert server.ask("GET", address("/graphs", graph=COUNTY), {"Accept": "application/n-quads, */*;q=0.1"}).media == "application/n-quads"
    assert server.ask("GET", address("/graphs", graph=COUNTY, format="nq"), {"Accept": both}).media == "application/n-quads"
    assert server.ask("GET", address("/graphs", graph=COUNTY), {"Accept": "image/png"}).status == 406


def test_the_union_is_the_export(server: Server, store: Path) -> None:
    from kg.export.rdf_files import rdf_text

    with Reader(store) as reader:
        expected = "".join(rdf_text(reader, "ttl"))
    got = server.ask("GET", "/graphs?default")
    assert got.text == expected
    assert int(got.headers["content-length"]) == len(got.body)


ACCEPTS = [
    ("", "application/sparql-results+json"),
    ("*/*", "application/sparql-results+json"),
    ("text/csv", "text/csv"),
    ("text/*", "text/csv"),
    ("application/json", "application/sparql-results+json"),
    ("application/xml;q=0.5, text/csv;q=0.4", "application/sparql-results+xml"),
    ("application/sparql-results+xml;q=0.9, application/sparql-results+json;q=0.1", "application/sparql-results+xml"),
    ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
    ("image/png, */*;q=0.1", "application/sparql-results+json"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ("application/sparql-results+json; charset=utf-8", "application/sparql-results+json"),
    ("TEXT/CSV", "text/csv"),
    ("text/csv;q=high, text/tab-separated-values", "text/tab-separated-values"),
]


@pytest.mark.parametrize(("accept", "media"), ACCEPTS)
def test_the_format_is_by_accept(server: Server, accept: str, media: str) -> None:
    got = server.query("SELECT * WHERE { }", accept)
    assert (got.status, got.media, got.headers["vary"]) == (200, media, "Accept")


def test_the_format_is_by_name_too(server: Server) -> None:
    for name, media in (("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("application/json", "application/sparql-results+json")):
        assert server.query("SELECT * WHERE { }", "text/html", format=name).media == media
    assert server.query(ASKED_GRAPH, format="json").media == "application/ld+json"
    assert server.query("SELECT * WHERE { }", "text/csv", format="nonsense").media == "text/csv"  # clients send names of their own


def test_a_saved_question_has_an_address(server: Server) -> None:
    got = server.get("/ask/who-is-responsible", "text/csv", sector="危化品")
    assert [line.split(",")[:2] for line in got.text.splitlines()] == [["who", "role"], ["青溪县应急管理局", "牵头"], ["青溪县公安局", "配合"]]
    assert server.get("/ask/who-is-responsible").status == 400
    assert server.get("/ask/who-is-responsible", sector="无此行业").status == 400
    assert server.get("/ask/who-is-responsible", nothing="x", sector="危化品").status == 400
    assert server.get("/ask/no-such-question").status == 404


THING = expand(EMERGENCY)


def test_an_iri_answers_by_accept(server: Server) -> None:
    path = "/id/" + quote(THING.removeprefix(DATA))
    page = server.get(path, "text/html")
    assert (page.status, page.media) == (200, "text/html")
    assert "青溪县应急管理局" in page.text
    assert "应急管理局</mark>" in page.text
    for media, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        got = server.get(path, media)
        assert got.media == media
        found = parsed(got, form)
        assert {str(o) for o in found.objects(predicate=None) if str(o) == "青溪县应急管理局"}
        assert any(str(s) == THING for s in found.subjects())
    assert server.get(path).media == "text/turtle"
    assert server.get("/resource", iri=THING).body == server.get(path).body
    assert server.get("/id/organization/nobody").status == 404
    assert server.get("/resource", iri="javascript:alert(1)").status == 404
    assert server.get("/resource").status == 400


@pytest.mark.parametrize("path", ["/sector/hazchem", "/ontology/Meeting", "/function/emergency", "/ontology/", "/sector/", f"/id/document/{COUNTY[-16:]}"])
def test_other_iris_answer_too(server: Server, path: str) -> None:
    assert server.get(path).status == 200
    assert server.get(path, "text/html").media == "text/html"


def test_every_link_on_a_page_leads_somewhere(server: Server) -> None:
    import html
    import re

    for start in ("/", "/documents", f"/id/document/{COUNTY[-16:]}", "/id/" + quote(THING.removeprefix(DATA))):
        links = set(re.findall(r'(?:href|src|action)="([^"]*)"', server.get(start, "text/html").text))
        assert links
        for link in sorted(links):
            assert link.startswith("/"), link  # nothing from elsewhere: the pages work without a network
            if not link.startswith(("/ask/", "/explore", "/resource")):
                assert server.ask("GET", html.unescape(link)).status == 200, link


def test_the_service_describes_itself(server: Server) -> None:
    found = Graph().parse(data=server.get("/sparql", "text/turtle").body, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    row = next(iter(found.query(f"SELECT ?e (COUNT(DISTINCT ?g) AS ?n) WHERE {{ ?s a <{sd}Service> ; <{sd}endpoint> ?e ; <{sd}defaultDataset>/<{sd}namedGraph>/<{sd}name> ?g }} GROUP BY ?e")))
    with Reader(server.store) as reader:
        assert (str(row[0]), int(row[1])) == (f"{server.root}/sparql", len(list(reader.store.named_graphs())))
    assert server.get("/sparql", "text/html").media == "text/html"
    assert server.get("/sparql", "application/rdf+xml").media == "application/rdf+xml"


def test_the_dataset_is_described(server: Server) -> None:
    void, dcat = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
    for path in ("/dataset", "/.well-known/void"):
        found = Graph().parse(data=server.get(path, "text/turtle").body, format="turtle")
        counted = json.loads(server.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").body)["results"]["bindings"][0]["n"]["value"]
        rows = list(found.query(f"SELECT ?n ?file WHERE {{ ?d a <{void}Dataset>, <{dcat}Dataset> ; <{void}triples> ?n ; <{dcat}distribution>/<{dcat}downloadURL> ?file }}"))
        assert {str(row[0]) for row in rows} == {counted}
        for row in rows:
            assert server.ask("HEAD", str(row[1]).removeprefix(server.root)).status == 200
        measures = next(iter(found.query(f"SELECT ?n WHERE {{ ?d <{void}classPartition> ?p . ?p <{void}class> <{ZR}Measure> ; <{void}entities> ?n }}")))
        assert int(measures[0]) == 6
