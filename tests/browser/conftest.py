"""A browser that drives the explorer as a person would, and watches for what must never happen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_graph import made_store

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")  # a process runs one Playwright at a time, and other files start their own
def chromium() -> Iterator[Any]:
    """Debian's chromium under Playwright; the tests are skipped where either is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install .[test]")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser on the path (looked for {', '.join(NAMES)}): install Debian's chromium package")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page, and the requests, errors and dialogs that it should not have made."""

    def __init__(self, page: Any, itself: str) -> None:
        self.itself = itself
        self.wrong: list[str] = []
        page.on("console", lambda m: self.wrong.append(f"console {m.type}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.wrong.append(f"error: {e}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        # The file itself, and pictures that stand in the page or were made by it, are no requests to anybody.
        if not request.url.startswith(("data:", "blob:")) and request.url.split("#")[0] != self.itself:
            self.wrong.append(f"request: {request.url}")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`visit(path, hash="", width=1280, …)` opens a file and waits until it is ready; at the end nothing may have gone wrong."""
    opened: list[tuple[Any, Watched]] = []

    def go(path: Path, view: str = "", width: int = 1280, height: int = 800, ready: bool = True, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        opened.append((context, Watched(page, path.as_uri())))
        page.goto(path.as_uri() + (f"#{view}" if view else ""))
        if ready:
            page.wait_for_selector("html[data-ready=yes]")
        return page

    yield go
    wrong = [line for _, watched in opened for line in watched.wrong]
    for context, _ in opened:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a made graph of five documents."""
    import viz

    path = tmp_path_factory.mktemp("explorer") / "made.html"
    viz.explore(made_store()).save(path)
    return path
