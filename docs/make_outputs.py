"""Put what the commands really print under them, in every ```console block of the READMEs and docs/reading.md.

    python docs/make_outputs.py

A block begins ```console; `$ kg …` lines in it are run on the bundled documents, one after the other, and what each prints replaces
what stood below it, cut to the number of lines that the block asks for (```console lines=8) and to the width of the page. A line
with … alone stands for what is left out. tests/test_docs.py fails when what stands there is no longer true.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.zh-CN.md", "docs/reading.md")
WIDE = 100  # columns
BLOCK = re.compile(r"^```console(?: lines=(?P<lines>\d+))?\n(?P<body>.*?)^```$", re.M | re.S)


def run(command: str, folder: Path) -> str:
    """What `kg …` prints on both streams in that folder, where the store is demo/store."""
    environment = {**os.environ, "KG_STORE": "demo/store", "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "KG_WIDTH": str(WIDE)}
    program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    arguments = [sys.executable, "-c", program, *shlex.split(command)[1:]]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder, env=environment, check=False)
    return done.stdout.decode().rstrip("\n")


def prepare(folder: Path) -> None:
    """A folder in which the commands of a page can be typed as in a clone."""
    for name in ("demo", "kg", "tests"):
        (folder / name).mkdir()
    (folder / "kg/samples").symlink_to(ROOT / "kg/samples")
    (folder / "tests/gold").symlink_to(ROOT / "tests/gold")


def shown(output: str, lines: int | None) -> str:
    """The first `lines` lines of the output, … where there are more."""
    kept = output.split("\n")
    if lines is not None and len(kept) > lines:
        kept = [*kept[:lines], "…"]
    return "\n".join(line.rstrip() for line in kept)


def renewed(page: str, folder: Path) -> str:
    """The page with every console block as it would be printed now."""

    def block(found: re.Match[str]) -> str:
        lines = int(found["lines"]) if found["lines"] else None
        commands = [line[2:] for line in found["body"].split("\n") if line.startswith("$ ")]
        parts = [f"$ {command}\n{shown(run(command, folder), lines)}" for command in commands]
        head = found.group().split("\n", 1)[0]
        return head + "\n" + "\n\n".join(parts) + "\n```"

    return BLOCK.sub(block, page)


def main() -> None:
    for name in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            path = ROOT / name
            path.write_text(renewed(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
