"""The pages: nothing in them from elsewhere, nothing in them that runs but our own script, and in a browser they do what they say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from ontology.namespaces import expand
from ontology.records import Mention, Reading, Thing
from tests.readings import EMERGENCY, county, document, province, stored
from tests.serving import Got, Server

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&'


def evil() -> Reading:
    """A document whose title, text, file name and thing are markup."""
    doc = document(f"{EVIL}要整改。\n", EVIL, f"{EVIL}.txt")
    body = f"{doc.iri}/organization/x"
    return Reading(doc, (Thing(body, "zr:Department", EVIL),), (Mention(0, len(EVIL), body, "test/name", 0.9),), (), ())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(stored(tmp_path_factory.mktemp("graph") / "s", county(), province(), evil())) as server:
        yield server
    assert server.errors == ""


def places() -> list[str]:
    doc = expand(evil().document.iri)
    questions = [
        ("/", {}),
        ("/documents", {}),
        ("/dataset", {}),
        ("/sparql", {"query": f"SELECT ?o ('{quote(EVIL)}' AS ?q) WHERE {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), 'script')) }}"}),
        ("/sparql", {"query": "SELECT ('<script>alert(1)</script>' AS ?q) WHERE { } # </textarea><script>alert(1)</script>"}),
        ("/sparql", {"query": "CONSTRUCT WHERE { ?s dcterms:title ?o }"}),
        ("/sparql", {"query": "ASK { } # <script>alert(1)</script>"}),
        ("/sparql", {"query": "SELECT </textarea><script>alert(1)</script>"}),
        ("/sparql", {"query": "SELECT * { <http://x.example/?a='\"&b=</script>> ?p ?o }"}),
        ("/ask/about", {"thing": EVIL}),
        (f"/ask/{quote(EVIL, safe='')}", {}),
        ("/resource", {"iri": doc}),
        ("/resource", {"iri": f"{doc}/organization/x"}),
        ("/resource", {"iri": 'http://x.example/"><script>alert(1)</script>'}),
        (f"/id/{quote(EVIL)}", {}),
        (f"/{quote(EVIL)}", {}),
    ]
    return [path + (f"?{urlencode(given)}" if given else "") for path, given in questions]


@pytest.mark.parametrize("place", places())
def test_a_page_holds_only_our_own_script(server: Server, place: str) -> None:
    got = server.ask("GET", place, {"Accept": "text/html"})
    assert got.media == "text/html"
    assert re.findall(r"<script[^>]*>", got.text) == ['<script src="/assets/page.js" defer>']
    assert "<img" not in got.text
    for attribute in re.findall(r"<[a-z][^>]*>", got.text):
        assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', attribute)), attribute
        assert not re.search(r'(?:href|src|action)="(?!/)', attribute), attribute
    assert "script-src 'self'" in got.headers["content-security-policy"]
    assert "'unsafe" not in got.headers["content-security-policy"]


def test_the_explorer_is_there(server: Server) -> None:
    got = server.get("/explore", "text/html")
    assert (got.status, got.media) == (200, "text/html")
    assert got.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert server.get("/explore").body == got.body


def test_the_first_page_has_every_saved_question(server: Server) -> None:
    from kg.queries import saved_queries

    page = server.get("/", "text/html").text
    for question in saved_queries().values():
        assert f'action="/ask/{question.name}"' in page
        for parameter in question.parameters:
            assert f'name="{parameter.name}"' in page
    for name in saved_queries():  # without its parameters each is answered, or says what it needs
        got: Got = server.get(f"/ask/{name}", "text/html")
        assert got.status in (200, 400)
        assert "needs --" in got.text or got.status == 200


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_in_a_browser(server: Server, tmp_path: Path) -> None:
    """A question is asked by its form, a query by Ctrl-Enter, a link followed; the browser complains of nothing and asks nobody else."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        try:
            page = browser.new_page()
            complaints: list[str] = []
            asked: list[str] = []
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"{server.root}/#who-is-responsible")
            page.fill("#who-is-responsible input[name=sector]", "危化品")
            page.click("#who-is-responsible button")
            assert page.inner_text("h1") == "谁负责某一行业领域"
            assert page.locator("tbody tr").count() == 2
            page.goto(server.root)
            page.fill("#query", "SELECT ?s WHERE { ?s zr:function zrf:emergency }")
            page.press("#query", "Control+Enter")
            page.wait_for_selector("tbody tr")
            page.click("tbody a")
            assert page.inner_text("h1") == "青溪县应急管理局"
            page.goto(f"{server.root}/resource?{urlencode({'iri': expand(EMERGENCY)})}")
            assert page.inner_text("h1") == "青溪县应急管理局"
            page.goto(f"{server.root}/resource?{urlencode({'iri': expand(evil().document.iri)})}")
            assert page.inner_text("h1") == EVIL
            page.goto(f"{server.root}/explore")
            assert complaints == []
            assert all(url.startswith((server.root, "data:", "blob:")) for url in asked)
        finally:
            browser.close()
