"""The page in Jupyter: a notebook whose one cell shows it, or the HTML that a cell would show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export.files import write_whole

if TYPE_CHECKING:
    from viz.page import Page

CELL = """import kg.store, viz

with kg.store.open_reader("zeren-store") as reader:
    page = viz.explore(reader.store)
page"""


def notebook_file(page: Page, path: Path) -> None:
    """A notebook (nbformat 4.5) with the view already in it; running the cell again makes it from the store."""
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": page._repr_html_(), "text/plain": "<Zeren>"}}
    cell: dict[str, Any] = {"cell_type": "code", "id": "explorer", "metadata": {}, "execution_count": None, "source": CELL, "outputs": [output]}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    write_whole(path, json.dumps(book, ensure_ascii=False, indent=1).encode("utf-8"))


def fragment(page: Page, path: Path) -> None:
    """The frame that `_repr_html_` gives, as a file."""
    write_whole(path, page._repr_html_().encode("utf-8"))
