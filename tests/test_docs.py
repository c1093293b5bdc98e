"""The documentation is true: its commands exist and run, its output is what they print, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli import make_app
from kg.queries import saved, saved_queries

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
READMES = ("README.md", "README.zh-CN.md")

_TYPED = re.compile(r"^(?:    |\$ )(kg .*)$", re.M)  # in an indented block, or after a prompt
_INLINE = re.compile(r"`(kg [a-z][^`]*)`")
_REMARK = re.compile(r"\s{2,}#\s.*$")  # what stands to the right of a command
_BESIDE = re.compile(r"\s{3,}\S.*$")
_BLANK = re.compile(r"\b(?:[A-Z][A-Z_]+)\b|[…|\[]|\bX\b")  # GOLD_DIR, FILE, PATH…: to be filled in by the reader
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# What the pages say of a clone after `make demo`; the rest is made below.
_NOT_RUN = ("kg serve", "kg demo")


def made(name: str) -> ModuleType:
    """The script docs/NAME.py."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OUTPUTS = made("make_outputs")


def commands(page: Path) -> list[str]:
    """The command lines that a page shows, without remarks."""
    text = page.read_text(encoding="utf-8")
    typed = [_REMARK.sub("", line) for line in _TYPED.findall(text)]
    return [line if "'" in line else _BESIDE.sub("", line) for line in typed]


def named(page: Path) -> list[str]:
    """Command lines, and commands named in the text."""
    return commands(page) + _INLINE.findall(page.read_text(encoding="utf-8"))


def all_commands() -> list[Any]:
    return [pytest.param(page, command, id=f"{page.name}: {command[:60]}") for page in PAGES for command in dict.fromkeys(commands(page))]


def options_of(words: list[str]) -> tuple[set[str], str]:
    """The options that the command takes, and its name; subcommands (`kg lexicon check`) are followed."""
    command: Any = get_command(make_app())
    name = "kg"
    while getattr(command, "commands", None) and words and words[0] in command.commands:
        name = f"{name} {words[0]}"
        command = command.commands[words.pop(0)]
    taken = {"--help", "-h"} | {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    assert name != "kg" or not words or words[0].startswith("-"), f"kg has no command {words[0]}"
    return taken, name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_options_exist(page: Path) -> None:
    for line in named(page):
        words = shlex.split(line.replace("’", "'"), comments=False)[1:]
        taken, name = options_of(words)
        if name == "kg query" and "--name" in words:
            question = words[words.index("--name") + 1]
            if not _BLANK.search(question):
                taken |= {f"--{p.name}" for p in saved(question).parameters}
        for word in words:
            if word.startswith("-") and word != "-":
                assert word.partition("=")[0] in taken, f"{name} has no option {word} ({page.name}: {line})"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the pages take it: a clone after `make demo`, with the files that the reader is told to have."""
    folder = tmp_path_factory.mktemp("clone")
    OUTPUTS.prepare(folder)
    (folder / "documents").symlink_to(ROOT / "kg/samples")
    (folder / "gold").symlink_to(ROOT / "tests/gold")
    (folder / "busy.rq").write_text("SELECT ?who ?measure WHERE { ?measure zr:responsibility/zr:bearer ?who } LIMIT 40\n", encoding="utf-8")
    run = CliRunner()
    for words in (["build", "kg/samples", "--quiet"], ["lexicon", "template", "-o", "words.csv"], ["export", "--format", "trig", "-o", "graph.trig"]):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setenv("KG_STORE", "demo/store")
            done = run.invoke(make_app(), words)
        assert done.exit_code == 0, (words, done.output)
    return folder


@pytest.mark.parametrize(("page", "line"), all_commands())
def test_commands_run(page: Path, line: str, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if line.startswith(_NOT_RUN) or _BLANK.search(re.sub(r"'[^']*'", "", line)):
        return
    monkeypatch.chdir(clone)
    monkeypatch.setenv("KG_STORE", "demo/store")
    monkeypatch.setenv("KG_WIDTH", "100")
    done = CliRunner().invoke(make_app(), shlex.split(line)[1:])
    said = re.search(re.escape(f"$ {line}\n") + r"(?:(?!^```).*\n)*?\[exit status (\d)\]", page.read_text(encoding="utf-8"), re.M)
    wanted = int(said[1]) if said else 0
    assert done.exit_code in ({wanted} if wanted else {0}) or _is_told(done.exception, wanted), (line, done.output, done.exception)


def _is_told(error: BaseException | None, wanted: int) -> bool:
    """An error that `kg` tells in a sentence, with the exit status that the page names."""
    return getattr(error, "status", None) == wanted != 0


@pytest.mark.parametrize("name", OUTPUTS.PAGES)
def test_output_is_what_the_commands_print(name: str, tmp_path: Path) -> None:
    OUTPUTS.prepare(tmp_path)
    page = (ROOT / name).read_text(encoding="utf-8")
    assert OUTPUTS.renewed(page, tmp_path) == page, "The output in the documentation is no longer what is printed: run `make docs`."


@pytest.mark.parametrize("name", READMES)
def test_python_examples_run(name: str, clone: Path) -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.M | re.S)
    assert examples
    code = "".join(examples) + "\nassert len(graph) > 100 and len(dataset) > 1000\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=clone, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "牵头" in done.stdout.decode()


def test_both_readmes_show_the_same() -> None:
    english, chinese = (ROOT / name for name in READMES)
    assert commands(english) == commands(chinese)
    pictures = [re.findall(r"docs/images/[\w.-]+", page.read_text(encoding="utf-8")) for page in (english, chinese)]
    assert pictures[0] == pictures[1] and len(pictures[0]) == 4


def test_every_command_and_saved_question_is_documented() -> None:
    said = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = [name for name in get_command(make_app()).commands if f"kg {name}" not in said]  # type: ignore[attr-defined]
    assert missing == []
    for question in saved_queries().values():
        assert question.about and question.example.startswith("kg query --name ") and question.zh


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            heads = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, f"{page.name}: {link}"


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.parent.name == "docs" and page.name != "README.md" and f"]({page.name})" not in index] == []
