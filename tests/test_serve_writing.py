"""Writing: only with --writable, only with the token, only whole graphs, and never the ontology's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.store import Reader, Writer
from ontology.namespaces import DATA, ZRS, expand
from tests.readings import county, entry, province, stored
from tests.serving import FORM, Got, Server

TOKEN = "a-token-of-some-length-0123456789"
NOTES = "https://example.org/notes"
COUNTY, PROVINCE = expand(county().document.iri), expand(province().document.iri)
TURTLE = b'@prefix zr: <https://w3id.org/zeren/ontology#> .\n<https://example.org/a> zr:remark "\xe6\xb3\xa8" ; zr:see [ zr:remark "inner" ] .\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = stored(tmp_path_factory.mktemp("graph") / "s", county())
    with Server(path, ("--writable", "--cors", "https://pages.example"), {"ZEREN_TOKEN": TOKEN}) as server:
        yield server
    assert server.errors == ""


def send(server: Server, method: str, graph: str = NOTES, body: bytes = b"", media: str = "text/turtle", token: str = TOKEN) -> Got:
    headers = {"Content-Type": media} | ({"Authorization": f"Bearer {token}"} if token else {})
    return server.ask(method, f"/graphs?{urlencode({'graph': graph})}", headers, body or None)


def held(server: Server, graph: str = NOTES) -> list[str]:
    got = server.get("/graphs", "application/n-triples", graph=graph)
    return sorted(got.text.splitlines()) if got.status == 200 else []


def test_a_graph_s_life(server: Server) -> None:
    assert "writable" in server.greeting
    made = send(server, "PUT", body=TURTLE)
    assert made.status == 201
    assert server.ask("GET", made.headers["location"]).status == 200
    assert len(held(server)) == 3  # the very next request sees it
    assert all("_:" not in line for line in held(server))  # a blank node became an IRI
    first = held(server)
    assert send(server, "PUT", body=TURTLE).status == 204
    assert held(server) == first  # and the same one again
    assert send(server, "POST", body=b"<https://example.org/b> <https://example.org/p> 1 .").status == 204
    assert len(held(server)) == 4
    assert send(server, "PUT", body=b"<https://example.org/b> <https://example.org/p> 2 .").status == 204
    assert len(held(server)) == 1
    assert server.query("ASK { <https://example.org/b> <https://example.org/p> 2 }").text.endswith("true}\n")
    assert send(server, "DELETE").status == 204
    assert held(server) == []
    assert send(server, "DELETE").status == 404


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("application/n-triples", b"<https://example.org/a> <https://example.org/p> <https://example.org/b> .\n"),
        ("application/ld+json", b'{"@id": "https://example.org/a", "https://example.org/p": {"@id": "https://example.org/b"}}'),
        ("application/rdf+xml", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="https://example.org/a"><p xmlns="https://example.org/" rdf:resource="https://example.org/b"/></rdf:Description></rdf:RDF>'),
    ],
    ids=["nt", "jsonld", "rdfxml"],
)
def test_every_format_is_taken(server: Server, media: str, body: bytes) -> None:
    assert send(server, "PUT", "urn:x:format", body, media).status == 201
    assert held(server, "urn:x:format") == ["<https://example.org/a> <https://example.org/p> <https://example.org/b> ."]
    assert send(server, "DELETE", "urn:x:format").status == 204


def test_a_document_may_be_put_and_taken_away(server: Server) -> None:
    reading = province()
    memory = ox.Store()
    memory.load(entry(reading).trig, ox.RdfFormat.TRIG)
    body = memory.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.NamedNode(PROVINCE)) or b""
    assert send(server, "PUT", PROVINCE, body).status == 201
    assert "全省安全生产电视电话会议" in server.get("/documents", "text/html").text
    assert send(server, "DELETE", PROVINCE).status == 204


REFUSED = [
    ("no token", "PUT", NOTES, TURTLE, "text/turtle", "", 401),
    ("a wrong token", "PUT", NOTES, TURTLE, "text/turtle", TOKEN[:-1], 401),
    ("a longer token", "DELETE", COUNTY, b"", "text/turtle", TOKEN + "0", 401),
    ("a token that is not ASCII", "PUT", NOTES, TURTLE, "text/turtle", "\u00e9" * 20, 401),
    ("the ontology", "PUT", "https://w3id.org/zeren/ontology", TURTLE, "text/turtle", TOKEN, 403),
    ("the sectors", "DELETE", ZRS, b"", "text/turtle", TOKEN, 403),
    ("a file", "PUT", "file:///tmp/x", TURTLE, "text/turtle", TOKEN, 400),
    ("no IRI", "PUT", "x> } ; DROP ALL ; INSERT DATA { GRAPH <x", TURTLE, "text/turtle", TOKEN, 400),
    ("not Turtle", "PUT", NOTES, b"<a> <b> .", "text/turtle", TOKEN, 400),
    ("named graphs", "PUT", NOTES, b"<a:g> { <a:s> <a:p> 1 }", "text/turtle", TOKEN, 400),
    ("nothing", "PUT", NOTES, b"", "text/turtle", TOKEN, 422),
    ("a picture", "PUT", NOTES, b"GIF89a", "image/gif", TOKEN, 415),
    ("no type", "PUT", NOTES, TURTLE, "", TOKEN, 415),
    ("a context from elsewhere", "PUT", NOTES, b'{"@context": "http://127.0.0.1:9/c", "name": "x"}', "application/ld+json", TOKEN, 400),
    ("an entity from a file", "PUT", NOTES, b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a:a"><p xmlns="a:">&e;</p></rdf:Description></rdf:RDF>', "application/rdf+xml", TOKEN, 400),
    ("half a document", "PUT", f"{DATA}document/{'0' * 16}", TURTLE, "text/turtle", TOKEN, 409),
]


@pytest.mark.parametrize(("method", "graph", "body", "media", "token", "status"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_refused_changes_nothing(server: Server, method: str, graph: str, body: bytes, media: str, token: str, status: int) -> None:
    before = held(server, COUNTY)
    got = server.ask(method, f"/graphs?{urlencode({'graph': graph})}", {"Content-Type": media, "Authorization": f"Bearer {token}".encode()} if token else {}, body or None)  # type: ignore[dict-item]
    assert got.status == status, got.text
    assert got.text.strip()
    if status == 401:
        assert got.headers["www-authenticate"].startswith("Bearer")
    assert held(server) == []
    assert held(server, COUNTY) == before != []


def test_the_union_and_sparql_update_are_not_for_writing(server: Server) -> None:
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert server.ask("PUT", "/graphs?default", {**right, "Content-Type": "text/turtle"}, TURTLE).status == 403
    assert server.ask("POST", "/sparql", {**right, "Content-Type": "application/sparql-update"}, b"CLEAR ALL").status == 403
    assert server.ask("POST", "/sparql", {**right, "Content-Type": FORM}, b"update=CLEAR+ALL").status == 403
    assert held(server, COUNTY)


def test_while_somebody_builds_the_client_is_told_to_come_again(server: Server) -> None:
    with Writer(server.store):
        got = send(server, "PUT", body=TURTLE)
    assert (got.status, got.headers["retry-after"]) == (503, "5")


def test_what_was_written_outlives_the_next_build(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), ontology=False)
    with Server(path, ("--writable",), {"ZEREN_TOKEN": TOKEN}) as server:
        assert send(server, "PUT", body=TURTLE).status == 201
    with Writer(path) as writer:
        writer.put([entry(province())])
    with Reader(path) as reader:
        assert reader.store.contains_named_graph(ox.NamedNode(NOTES))
        assert len(reader.documents()) == 2


def test_pages_of_a_named_origin_may_read_and_never_write(server: Server) -> None:
    page = {"Origin": "https://pages.example"}
    assert server.ask("GET", "/sparql?query=ASK%7B%7D", page).headers["access-control-allow-origin"] == "https://pages.example"
    assert "access-control-allow-origin" not in server.ask("GET", "/sparql?query=ASK%7B%7D", {"Origin": "https://other.example"}).headers
    wish = {**page, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
    got = server.ask("OPTIONS", f"/graphs?{urlencode({'graph': NOTES})}", wish)
    assert got.status == 400
