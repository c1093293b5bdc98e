"""Pages about a part of the graph, pages of a query, notebooks: the command line as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_graph import made_store
from typer.testing import CliRunner, Result

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the made graph in it, as `kg build` leaves one."""
    from kg.store import Entry, Writer

    folder = tmp_path_factory.mktemp("store") / "s"
    graphs: dict[str, list[str]] = {}
    for quad in made_store():
        graphs.setdefault(quad.graph_name.value, []).append(f"{quad} .\n")
    with Writer(folder) as writer:
        writer.put([Entry.of_nquads(iri, "".join(sorted(lines)).encode()) for iri, lines in sorted(graphs.items())])
    return folder


def kg(*arguments: object) -> Result:
    from kg.cli import make_app

    return CliRunner().invoke(make_app(), [str(a) for a in arguments])


def drawn(page: Any) -> set[str]:
    return {n["name"] for n in page.evaluate("zeren.drawn()")}


def test_explore_writes_one_file_and_says_where(store: Path, tmp_path: Path, visit: Visit) -> None:
    out = tmp_path / "e.html"
    result = kg("explore", "-o", out, "--store", store)
    assert result.exit_code == 0 and str(out) in result.output
    assert list(tmp_path.iterdir()) == [out]
    assert "道路交通" in drawn(visit(out))


def test_two_runs_give_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert kg("explore", "-o", tmp_path / name, "--store", store, "-q").exit_code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_without_a_store_it_says_what_to_do_first(tmp_path: Path) -> None:
    result = kg("explore", "-o", tmp_path / "e.html", "--store", tmp_path / "none")
    assert result.exit_code != 0
    assert "kg build" in str(result.exception)
    assert not (tmp_path / "e.html").exists()


def test_focus_draws_rings_around_one_thing(store: Path, tmp_path: Path, visit: Visit) -> None:
    out = tmp_path / "f.html"
    assert kg("explore", "-o", out, "--store", store, "--focus", "清水县文旅部门", "--depth", 1).exit_code == 0
    page = visit(out)
    centre = next(n for n in page.evaluate("zeren.drawn()") if n["name"] == "清水县文旅部门")
    assert (centre["x"], centre["y"]) == (0, 0)
    assert page.inner_text("h1").startswith("清水县文旅部门")
    near = page.evaluate("zeren.counts().nodes")
    assert kg("explore", "-o", out, "--store", store, "--focus", "清水县文旅部门", "--depth", 3).exit_code == 0
    assert visit(out).evaluate("zeren.counts().nodes") > near


def test_focus_takes_an_iri_and_another_name(store: Path, tmp_path: Path) -> None:
    for name in ("zrs:hazchem", "https://w3id.org/zeren/sector/hazchem", "危化品"):
        assert kg("explore", "-o", tmp_path / "f.html", "--store", store, "--focus", name, "-q").exit_code == 0


def test_a_name_that_fits_nothing_or_several_things_is_told(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.html"
    missing = kg("explore", "-o", out, "--store", store, "--focus", "清水县文旅部闷")
    assert missing.exit_code != 0 and "清水县文旅部门" in str(missing.exception)
    several = kg("explore", "-o", out, "--store", store, "--focus", "文旅部门")
    assert several.exit_code != 0 and "2" in str(several.exception) and "data" not in str(several.exception).split("<")[0]
    assert not out.exists()


def test_sector_keeps_its_measures_and_the_narrower_ones(store: Path, tmp_path: Path, visit: Visit) -> None:
    out = tmp_path / "s.html"
    assert kg("explore", "-o", out, "--store", store, "--sector", "消防").exit_code == 0
    page = visit(out, "tab=ledger")
    page.evaluate("zeren.rows()")
    sectors = set(page.locator("td.c-sector a").all_inner_texts())
    assert {"消防", "高层建筑"} <= sectors <= {"消防", "高层建筑", "人员密集场所"}


def test_document_keeps_what_one_document_says(store: Path, tmp_path: Path, visit: Visit) -> None:
    out = tmp_path / "d.html"
    title = "安河市安全生产工作会议精神传达提纲（3）"
    for name in (title, f"002_{title}.txt"):
        assert kg("explore", "-o", out, "--store", store, "--document", name).exit_code == 0
        page = visit(out, "tab=documents")
        assert page.locator(".doc-list li").count() == 1
        assert page.evaluate("zeren.rows()") == 70


def test_select_makes_a_page_with_its_table(store: Path, tmp_path: Path, visit: Visit) -> None:
    query = tmp_path / "q.rq"
    query.write_text("SELECT ?body ?sector (COUNT(DISTINCT ?m) AS ?n) WHERE { ?m zr:inSector ?sector ; zr:responsibility/zr:bearer ?body } GROUP BY ?body ?sector ORDER BY DESC(?n) ?body LIMIT 30", "utf-8")
    assert kg("explore", "-o", tmp_path / "q.html", "--store", store, "--query", query, "--title", "谁最忙").exit_code == 0
    page = visit(tmp_path / "q.html")
    assert page.inner_text("h1") == "谁最忙"
    assert 5 < len(drawn(page)) <= 60
    page.click("#tab-result")
    assert page.locator("table.result tbody tr").count() == 30
    assert page.locator("table.result thead th").all_inner_texts() == ["body", "sector", "n"]
    page.locator("table.result a").first.click()
    assert page.locator("#details h2").count() == 1
    with page.expect_download() as saved:
        page.click("#result-csv")
    assert Path(saved.value.path()).read_text("utf-8-sig").count("\n") == 31


def test_select_without_things_shows_its_table(store: Path, tmp_path: Path, visit: Visit) -> None:
    query = tmp_path / "q.rq"
    query.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?m a zr:Measure }", "utf-8")
    assert kg("explore", "-o", tmp_path / "q.html", "--store", store, "--query", query).exit_code == 0
    page = visit(tmp_path / "q.html")
    assert page.get_attribute("#tab-result", "aria-selected") == "true"
    assert page.inner_text("table.result td") == "200"


def test_construct_of_things_that_the_store_does_not_know(store: Path, tmp_path: Path, visit: Visit) -> None:
    query = tmp_path / "c.rq"
    query.write_text(
        "PREFIX ex: <http://example.org/> CONSTRUCT { ?s ex:group ex:all . ex:all a ex:Group ; rdfs:label \"一组领域\" ; ex:size 3 } WHERE { ?m zr:inSector ?s }",
        "utf-8",
    )
    assert kg("explore", "-o", tmp_path / "c.html", "--store", store, "--query", query).exit_code == 0
    page = visit(tmp_path / "c.html")
    assert {"一组领域", "道路交通"} <= drawn(page)
    page.fill("#search", "一组")
    page.keyboard.press("Enter")
    panel = page.inner_text("#details")
    assert "Group" in panel and "size" in panel and "http://example.org/all" in panel


@pytest.mark.parametrize(
    ("text", "told"),
    [("ASK { ?s ?p ?o }", "SELECT"), ("SELECT ?x WHERE { ?x a zr:Nothing", ""), ("CONSTRUCT { ?s ?p ?o } WHERE { ?s a zr:Nothing ; ?p ?o }", "no triples"), ("SELECT * WHERE { SERVICE <http://a.invalid/> { ?s ?p ?o } }", "SERVICE")],
)  # fmt: skip
def test_a_query_that_makes_no_page_is_told(store: Path, tmp_path: Path, text: str, told: str) -> None:
    query = tmp_path / "bad.rq"
    query.write_text(text, "utf-8")
    result = kg("explore", "-o", tmp_path / "bad.html", "--store", store, "--query", query)
    assert result.exit_code != 0 and told in str(result.exception)
    assert not (tmp_path / "bad.html").exists()


def test_english_from_the_start(store: Path, tmp_path: Path, visit: Visit) -> None:
    out = tmp_path / "en.html"
    assert kg("explore", "-o", out, "--store", store, "--lang", "en").exit_code == 0
    page = visit(out)
    assert page.evaluate("document.documentElement.lang") == "en" and page.inner_text("#tab-chain") == "Chain"


def test_a_notebook_shows_the_view(store: Path, tmp_path: Path, visit: Visit) -> None:
    assert kg("explore", "-o", tmp_path / "n.ipynb", "--store", store, "--notebook").exit_code == 0
    book = json.loads((tmp_path / "n.ipynb").read_text("utf-8"))
    shown = book["cells"][0]["outputs"][0]["data"]["text/html"]
    (tmp_path / "cell.html").write_text(f"<!doctype html><meta charset=utf-8><body>{shown}", "utf-8")
    page = visit(tmp_path / "cell.html", ready=False)
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    frame.locator("#tab-ledger").click()
    assert frame.locator(".ledger tbody tr").count() == 100
    assert kg("explore", "-o", tmp_path / "n.html", "--store", store, "--notebook").exit_code == 0
    assert (tmp_path / "n.html").read_text("utf-8") == shown


def test_a_file_that_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    result = kg("explore", "-o", tmp_path / "no" / "such" / "e.html", "--store", store)
    assert result.exit_code != 0 and "e.html" in str(result.exception)


def test_what_was_there_stays_when_nothing_can_be_shown(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "e.html"
    out.write_text("before", "utf-8")
    assert kg("explore", "-o", out, "--store", store, "--focus", "没有这个").exit_code != 0
    assert out.read_text("utf-8") == "before"


def test_a_locale_without_utf8_is_no_hindrance(store: Path, tmp_path: Path) -> None:
    """pyvis' own writing fails there."""
    out = tmp_path / "责任.html"
    settings = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", "from kg.cli import main; main()", "explore", "-o", str(out), "--store", str(store), "--title", "谁负责", "--focus", "道路交通"]
    done = subprocess.run(command, env=settings, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "<title>谁负责</title>" in out.read_text("utf-8")


def test_an_address_may_write_iris_in_full(store: Path, tmp_path: Path, visit: Visit) -> None:
    out = tmp_path / "e.html"
    assert kg("explore", "-o", out, "--store", store).exit_code == 0
    page = visit(out, "sel=https://w3id.org/zeren/sector/fire&sector=https://w3id.org/zeren/sector/fire")
    assert page.inner_text("#details h2") == "消防" and page.locator("#chips .chip").count() == 1
