"""The explorer beside a plain pyvis page of the same graph: python -m tests.bench.explorer [--runs N] [--small]

Prints for the five documents (or a made graph where the corpus is absent) and for a made graph of some 20,000 nodes: how
long the page takes to make, how large it is, and in headless Chromium the median time until the first view answers, a search
shows its results, and an expansion is drawn.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from conftest import ARGUMENTS, NAMES
from made_graph import made_store

LARGE = {"documents": 190, "measures": 85, "pool": 60}
CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
GIVE_UP = 60_000  # milliseconds after which a page counts as not answering

_ANSWERS = "new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(performance.now()))))"
_SEARCH = """async () => { const box = document.getElementById('search'); box.focus(); box.value = ''; const start = performance.now();
  box.value = WORDS; box.dispatchEvent(new Event('input')); const listed = performance.now() - start;
  await new Promise((r) => requestAnimationFrame(r)); return [listed, performance.now() - start]; }"""
_EXPAND = """async () => { const canvas = document.getElementById('canvas'); const start = performance.now();
  canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true })); await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
  return performance.now() - start; }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="leave the large graph out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        print(f"{'':34} {'make s':>7} {'MB':>6} {'first ms':>9} {'search ms':>10} {'expand ms':>10}")
        for name, store in _stores(options.small, Path(folder)):
            _row(name, store, Path(folder), browser, options.runs)


def _stores(small: bool, folder: Path) -> Iterator[tuple[str, Any]]:
    files = sorted(CORPUS.glob("*.txt")) if CORPUS.is_dir() else []
    if files:
        yield "five documents", _built(files, folder / "store")
    else:
        yield "made, five documents", made_store()
    if not small:
        yield "made, 20,000 nodes", made_store(**LARGE)


def _built(files: list[Path], folder: Path) -> Any:
    from typer.testing import CliRunner

    from kg.cli import make_app
    from kg.store import open_reader

    result = CliRunner().invoke(make_app(), ["build", *map(str, files), "--store", str(folder), "-q"])
    if result.exit_code:
        raise SystemExit(f"kg build failed: {result.output}{result.exception}")
    return open_reader(folder).store


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("No browser on the path: install Debian's chromium package.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def _row(name: str, store: Any, folder: Path, browser: Any, runs: int) -> None:
    import viz
    from viz import network, source

    start = time.perf_counter()
    page = viz.explore(store)
    made = time.perf_counter() - start
    path = folder / "explorer.html"
    page.save(path)
    timed = [_visit(browser, path) for _ in range(runs)]
    first, search, expand = (statistics.median(column) for column in zip(*timed, strict=True))
    print(f"{name + ', kg explore':34} {made:7.1f} {path.stat().st_size / 1e6:6.2f} {first:9.0f} {search:10.0f} {expand:10.0f}", flush=True)
    graph = network.build(source.read(store))
    size = f"({graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges)"
    for physics in (False, True):
        start = time.perf_counter()
        plain = folder / "plain.html"
        _plain(graph, plain, physics)
        made = time.perf_counter() - start
        answer = statistics.median(_visit_plain(browser, plain) for _ in range(1 if physics else min(runs, 3)))
        told = f"{answer:9.0f}" if answer < GIVE_UP else f">{GIVE_UP:8}"
        print(f"{'  plain pyvis, physics ' + ('on' if physics else 'off'):34} {made:7.1f} {plain.stat().st_size / 1e6:6.2f} {told:>9} {'-':>10} {'-':>10}", flush=True)
    print(f"  {size}", flush=True)


def _visit(browser: Any, path: Path) -> tuple[float, float, float]:
    """Milliseconds until the first view answers, until a search shows its results, until an expansion is drawn."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    first = page.evaluate("zeren.timings.drawn")
    searches = [page.evaluate(_SEARCH.replace("WORDS", repr(words)))[1] for words in ("安", "dljt", "隐患")]
    page.keyboard.press("Escape")
    page.fill("#search", "道路交通")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    expand = page.evaluate(_EXPAND)
    page.close()
    return first, max(searches), expand


def _plain(graph: Any, path: Path, physics: bool) -> None:
    """The page that pyvis makes of the same nodes, edges and positions, as its documentation shows."""
    from pyvis.network import Network

    from viz.layout import home

    places = home(graph)
    net = Network(height="800px", directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        x, y = places[node]
        net.add_node(node, label=data["zh"] or node, title=data["kind"], x=x, y=y)
    for s, t, data in graph.edges(data=True):
        net.add_edge(s, t, title=data["predicate"])
    net.toggle_physics(physics)
    path.write_text(net.generate_html(), encoding="utf-8")


def _visit_plain(browser: Any, path: Path) -> float:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(GIVE_UP)
    page.route("http*://**", lambda route: route.abort())  # the two files that it asks of a CDN
    try:
        page.goto(path.as_uri(), timeout=GIVE_UP)
        page.wait_for_function("window.network !== undefined || typeof network !== 'undefined'", timeout=GIVE_UP)
        answered = float(page.evaluate(_ANSWERS))
        if page.evaluate("network.physics.options.enabled && !network.physics.stabilized"):
            page.wait_for_function("network.physics.stabilized", timeout=GIVE_UP)
            answered = float(page.evaluate("performance.now()"))
    except Exception:  # the browser's own timeout, however it is told
        answered = GIVE_UP
    page.close()
    return answered


if __name__ == "__main__":
    main()
