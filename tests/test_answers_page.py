"""docs/answers.md: every command in it runs, and every saved question behind an answer stands in it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "answers.md"


def commands() -> list[str]:
    return re.findall(r"(?m)^\$ kg (\w+)", PAGE.read_text(encoding="utf-8"))


def test_every_command_is_one_that_exists() -> None:
    from kg.cli import make_app

    known = {command.name for command in make_app().registered_commands}
    assert set(commands()) == {"ledger", "gaps", "chain", "diff", "show", "search", "network", "ask"}
    assert set(commands()) <= known


@pytest.mark.parametrize("family", ["ledger", "gap-", "chain-", "diff-", "show-", "network-", "ask-", "demands"])
def test_every_saved_question_of_an_answer_stands_in_the_page_as_it_is(family: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for file in resources.files("kg").joinpath("sparql").iterdir():
        if file.name.startswith(family) and file.name not in {"ledger-levels.rq", "show-words.rq"}:
            assert file.read_text(encoding="utf-8").rstrip("\n") in page, f"run python docs/make_answers.py: {file.name} is not in it"


def test_the_page_says_where_output_was_cut_and_shows_no_traceback() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "Traceback" not in page
    assert "more lines" in page


def test_the_maker_of_the_page_starts() -> None:
    done = subprocess.run([sys.executable, "-c", "import runpy; runpy.run_path('docs/make_answers.py')"], cwd=ROOT, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
