"""The answers from the command line: formats that other programs read, files by their ending, exit statuses, sentences for errors."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.test_chain import outline
from tests.test_ledger import notice
from tests.written import World

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = World()
    notice(world)
    outline(world)
    return world.save(tmp_path_factory.mktemp("answers") / "store")


def kg(store: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    environment = {**os.environ, "KG_STORE": str(store), "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    return subprocess.run([sys.executable, "-W", "error", "-c", program, *arguments], cwd=cwd, env=environment, capture_output=True, timeout=120)


COMMANDS = [
    ("ledger",),
    ("gaps", "--as-of", "2024-06-15"),
    ("chain",),
    ("diff", "今冬明春", "传达提纲"),
    ("show", "县林业局"),
    ("search", "渡口"),
    ("network",),
    ("ask", "谁负责森林防火？"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_every_answer_in_every_format(store: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    rows = json.loads(kg(store, *command, "--format", "json").stdout)
    assert rows
    assert {"document", "begin", "end", "quote"} <= set(rows[0])
    assert any(row["quote"] for row in rows)
    table = list(csv.reader(io.StringIO(kg(store, *command, "--format", "csv", "--headings", "key").stdout.decode())))
    assert table[0] == list(rows[0])
    assert len(table) == len(rows) + 1
    assert kg(store, *command, "--format", "md").stdout.decode().startswith("## ")
    file = tmp_path / "answer.xlsx"
    assert kg(store, *command, "-o", str(file)).returncode == 0
    from openpyxl import load_workbook

    sheets = load_workbook(file).worksheets
    assert max(sheet.max_row for sheet in sheets) >= 2
    plain = kg(store, *command)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert plain.stdout.decode().strip()


def test_csv_in_a_file_begins_with_a_mark_and_in_a_pipe_does_not(store: Path, tmp_path: Path) -> None:
    kg(store, "ledger", "-o", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_bytes().startswith("\ufeff序号".encode())
    assert kg(store, "ledger", "-f", "csv").stdout.startswith("序号".encode())
    assert kg(store, "ledger", "-f", "csv", "--bom").stdout.startswith("\ufeff序号".encode())


def test_ledger_as_a_document(store: Path, tmp_path: Path) -> None:
    from docx import Document

    assert kg(store, "ledger", "--body", "公安", "-o", str(tmp_path / "a.docx"), "--title", "公安任务分工表").returncode == 0
    document = Document(str(tmp_path / "a.docx"))
    assert document.paragraphs[0].text == "公安任务分工表"
    assert len(document.tables[0].rows) == 2


def test_fail_on_sets_the_status(store: Path) -> None:
    day = ("--as-of", "2024-06-15")
    assert kg(store, "gaps", *day).returncode == 0
    failed = kg(store, "gaps", *day, "--fail-on", "any")
    assert failed.returncode == 1
    assert b"measure-without-bearer" in failed.stderr
    assert kg(store, "gaps", *day, "--fail-on", "two-leads").returncode == 0
    assert kg(store, "gaps", *day, "--fail-on", "two-leads,deadline-past").returncode == 1
    assert kg(store, "gaps", "--as-of", "2024-03-31", "--fail-on", "deadline-past").returncode == 0


def test_pictures_and_networks(store: Path, tmp_path: Path) -> None:
    for command, name in (("chain", "c.svg"), ("network", "n.svg"), ("network", "n.graphml")):
        assert kg(store, command, "-o", str(tmp_path / name)).returncode == 0
        ET.parse(tmp_path / name)
    assert kg(store, "chain", "-f", "dot").stdout.startswith(b"digraph chain {")
    assert kg(store, "chain").stdout.decode().splitlines()[1].startswith("└─ [省级] 全省会议")


def test_two_stores_differ_in_nothing_from_themselves(store: Path) -> None:
    assert json.loads(kg(store, "diff", str(store), str(store), "-f", "json").stdout) == []


def test_the_query_behind_a_question_is_shown(store: Path) -> None:
    told = kg(store, "ask", "谁牵头道路交通？").stdout.decode()
    assert told.startswith("道路交通的牵头单位：县公安局。")
    assert "VALUES ?sector {" in told
    assert "VALUES" not in kg(store, "ask", "--no-query", "谁牵头道路交通？").stdout.decode()
    assert "谁负责森林防火？" in kg(store, "ask", "--forms").stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ledger", "--body", "航天局"), "kg search 航天局"),
        (("ledger", "--level", "村"), "national, province"),
        (("ledger", "--role", "boss"), "lead 牵头"),
        (("gaps", "--kind", "nonsense"), "sector-without-lead"),
        (("gaps", "--as-of", "tomorrow"), "--as-of is a day as 2024-06-15"),
        (("chain", "全球会议"), "kg search 全球会议"),
        (("diff", "2031", "2032"), "kg search 2031"),
        (("show", "航天局"), "kg search 航天局"),
        (("ask", "今天天气如何？"), "谁负责森林防火？"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(store: Path, arguments: tuple[str, ...], says: str) -> None:
    told = kg(store, *arguments)
    assert told.returncode == 2
    assert told.stderr.decode().startswith("kg: ")
    assert says in told.stderr.decode()
    assert b"Traceback" not in told.stderr


def test_a_file_that_cannot_be_written_leaves_what_was_there(store: Path, tmp_path: Path) -> None:
    told = kg(store, "ledger", "-f", "xlsx", "-o", str(tmp_path / "nowhere" / "a.xlsx"))
    assert told.returncode == 1
    assert "could not be written" in told.stderr.decode()


def test_without_a_store_the_next_step_is_told(tmp_path: Path) -> None:
    told = kg(tmp_path / "none", "ledger")
    assert told.returncode == 2
    assert "kg build" in told.stderr.decode()
