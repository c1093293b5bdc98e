"""Run docs/analysis.ipynb from its first cell to its last and store in it what each cell shows.

    python docs/run_notebook.py [--check]

With --check the file stays as it is, and the run fails when a cell fails or shows other text than the file says. It is IPython that
runs the cells, in one process, as Jupyter would; pictures come from matplotlib.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("analysis.ipynb")
ROOT = NOTEBOOK.parents[1]
_KEPT = ("text/html", "image/png", "text/plain")


class CellFailed(Exception):
    """A cell ended in an error."""


def executed(book: dict[str, Any]) -> dict[str, Any]:
    """The notebook with the outputs that its cells give now. CellFailed names the first that fails."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.core.pylabtools import select_figure_formats
    from IPython.display import display
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()  # the one that display() shows things through
    shell.history_manager.enabled = False
    select_figure_formats(shell, {"png"})
    shell.display_trap.hook = lambda value: None if value is None else display(value)  # a cell's last value, as Jupyter shows it
    cells = []
    number = 0
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            with capture_output() as captured:
                done = shell.run_cell("".join(cell["source"]), store_history=False, silent=False)
            if not done.success:
                raise CellFailed(f"Cell {number} failed: {done.error_in_exec or done.error_before_exec!r}\n{''.join(cell['source'])}\n{captured.stdout[-3000:]}")
            outputs = [{"name": "stdout", "output_type": "stream", "text": captured.stdout.splitlines(keepends=True)}] if captured.stdout else []
            outputs += [_output(shown.data) for shown in captured.outputs]
            cell = {**cell, "execution_count": number, "outputs": outputs}
        cells.append(cell)
    return {**book, "cells": cells}


def _output(data: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for kind in _KEPT:
        if kind in data:
            value = data[kind]
            if isinstance(value, bytes):
                kept[kind] = base64.b64encode(value).decode()
            else:
                kept[kind] = value.strip() if kind == "image/png" else value.splitlines(keepends=True)
    return {"output_type": "display_data", "metadata": {}, "data": kept}


def texts(book: dict[str, Any]) -> list[list[str]]:
    """What the cells show as text; pictures differ from one machine's fonts to another's."""
    found = []
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            shown = [output.get("text") or output["data"].get("text/plain", []) for output in cell["outputs"] if "image/png" not in output.get("data", {})]
            found.append(["".join(text) for text in shown])
    return found


def main(check: bool) -> int:
    os.chdir(NOTEBOOK.parent)
    sys.path.insert(0, str(ROOT))
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    now = executed(book)
    if not check:
        NOTEBOOK.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return 0
    for number, (stands, shows) in enumerate(zip(texts(book), texts(now), strict=True), 1):
        if stands != shows:
            print(f"Cell {number} shows something else than docs/analysis.ipynb says: run `make docs`.\n--- stands\n{''.join(stands)}\n--- shows\n{''.join(shows)}", file=sys.stderr)
            return 1
    pictures = [output for cell in now["cells"] if cell["cell_type"] == "code" for output in cell["outputs"] if "image/png" in output.get("data", {})]
    print(f"{len(pictures)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
