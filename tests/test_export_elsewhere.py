"""Exports for other programs' own importers: each is read back as that program would read it, and says what the documents say."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.export.bundle import write_bundle, zipped
from kg.export.cypher_file import cypher, name, value
from kg.export.neo4j_csv import SEPARATOR, neo4j_csv
from kg.export.neo4j_graph import property_graph
from kg.export.parquet_tables import COLUMNS, TABLES, rows, tables
from kg.store import Reader
from ontology.namespaces import ZRS, expand
from ontology.records import Mention, Reading, Thing
from tests.readings import (
    CHAIR,
    COUNTY_MEETING,
    EMERGENCY,
    HOUSING,
    POLICE,
    REGULATION,
    county,
    damaged,
    document,
    province,
    stored,
)

ROOT = Path(__file__).parents[1]
COUNTY = expand(county().document.iri)
CHEMICALS = "应急管理局要牵头开展危险化学品专项检查，公安局配合，4月30日前完成"
FORMULAS = ("=1+1", "+86 10", "-x", "@SUM(A1)", "\t=1", "＝1")


def formulas() -> Reading:
    """A document whose bodies have names that a spreadsheet would compute, and one with everything that must be escaped."""
    names = (*FORMULAS, "a'b\"c\\d`e\n\r\u2028\U0001f525,;|\x1f局", "回\r车局")
    doc = document("、".join(names) + "要整改。\n", "=cmd|'/C calc'!A0", "=x.txt")
    things = tuple(Thing(f"{doc.iri}/organization/{n}", "zr:Department", label) for n, label in enumerate(names))
    at, mentions = 0, []
    for thing in things:
        mentions.append(Mention(at, at + len(thing.label), thing.iri, "test/name", 0.9))
        at += len(thing.label) + 1
    return Reading(doc, things, tuple(mentions), (), ())


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with Reader(stored(tmp_path_factory.mktemp("graph") / "s", county(), province(), damaged(), formulas())) as reader:
        yield reader


# ---- Neo4j ------------------------------------------------------------------------------------------------------------


def test_the_property_graph_says_what_the_county_said(reader: Reader) -> None:
    nodes, edges = property_graph(reader)
    by_iri = {node.iri: node for node in nodes}
    emergency = by_iri[expand(EMERGENCY)]
    assert emergency.labels == ("Department", "Thing")
    assert emergency.properties["name"] == "青溪县应急管理局"
    assert emergency.properties["altLabel"] == ("县应急局", "应急管理局")
    assert emergency.properties["function"] == ("emergency",)
    meeting = by_iri[expand(COUNTY_MEETING)].properties
    assert (meeting["date"], meeting["level"], meeting["status"]) == ("2023-03-08", "County", "Held")
    measure = next(node for node in nodes if node.properties.get("text") == CHEMICALS)
    assert (measure.properties["deadline"], measure.properties["modality"], type(measure.properties["beginIndex"])) == ("2023-04-30", "Required", int)
    out = {(edge.type, by_iri[edge.end].properties["name"], edge.properties.get("role")) for edge in edges if edge.start == measure.iri}
    assert out == {
        ("BEARER", "青溪县应急管理局", "Lead"),
        ("BEARER", "青溪县公安局", "Cooperate"),
        ("IN_SECTOR", "危险化学品", None),
        ("REQUIRED_BY", "青溪县安全生产工作会议", None),
        ("REFERENCE_CONTEXT", "青溪县安全生产工作会议", None),
    }
    assert any(e.type == "CHAIR" and e.end == expand(CHAIR) for e in edges)
    assert any(e.type == "CITES" and e.end == expand(REGULATION) for e in edges)
    named = [e for e in edges if e.type == "MENTIONS" and e.end == expand(HOUSING)]
    assert [(e.start, e.properties["text"]) for e in named] == [(COUNTY, "住建局")]
    assert {e.start for e in edges} | {e.end for e in edges} <= set(by_iri)
    assert len(by_iri) == len(nodes)


def read_bulk(content: bytes) -> list[dict[str, object]]:
    """Read a file as neo4j-admin does: cells by the types in the header, empty ones left out, lists cut at the separator."""
    lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
    kinds = {"": str, "long": int, "double": float, "boolean": lambda cell: {"true": True, "false": False}[cell]}
    found = []
    for cells in lines[1:]:
        assert len(cells) == len(lines[0])
        row: dict[str, object] = {}
        for head, cell in zip(lines[0], cells, strict=True):
            key, _, kind = head.partition(":")
            if kind in ("ID", "START_ID", "END_ID", "TYPE") or (kind == "LABEL" and key == ""):
                row[kind] = cell.split(SEPARATOR) if kind == "LABEL" else cell
                assert cell
            elif cell:
                row[key] = cell.split(SEPARATOR) if kind == "string[]" else kinds[kind](cell)
        found.append(row)
    return found


def test_neo4j_s_import_reads_the_files(reader: Reader) -> None:
    files = neo4j_csv(reader)
    assert sorted(files) == ["import.sh", "nodes.csv", "relationships.csv"]
    assert "--array-delimiter=U+001F" in files["import.sh"].decode()
    nodes, edges = property_graph(reader)
    read = read_bulk(files["nodes.csv"])
    ids = [str(row["ID"]) for row in read]
    assert ids == [node.iri for node in nodes]
    assert len(set(ids)) == len(ids)  # the import refuses a second node of one id
    emergency = next(row for row in read if row["ID"] == expand(EMERGENCY))
    assert emergency == {"ID": expand(EMERGENCY), "LABEL": ["Department", "Thing"], "name": "青溪县应急管理局", "altLabel": ["县应急局", "应急管理局"], "function": ["emergency"]}
    measure = next(row for row in read if row.get("text") == CHEMICALS)
    assert (measure["beginIndex"], measure["confidence"]) == (COUNTY_BEGIN, 0.85)
    between = read_bulk(files["relationships.csv"])
    assert [(row["START_ID"], row["TYPE"], row["END_ID"]) for row in between] == [(e.start, e.type, e.end) for e in edges]
    assert {str(row["START_ID"]) for row in between} | {str(row["END_ID"]) for row in between} <= set(ids)
    assert neo4j_csv(reader) == files


COUNTY_BEGIN = county().document.text.index(CHEMICALS)


def importer_rows(text: str) -> list[list[str]]:
    """Cut as Neo4j's importer cuts (org.neo4j.csv.reader.BufferedCharSeeker): LF and CR both end a line, empty lines are passed over, a
    quotation mark counts only as the first character of a cell, and nothing but a comma or a line's end may follow the closing one.
    """
    rows: list[list[str]] = [[]]
    at = 0
    while at < len(text):
        if text[at] in "\r\n" and not rows[-1]:
            at += 1
            continue
        match = re.compile(r'"((?:[^"]|"")*)"(?=[,\r\n]|\Z)|(?!")([^,\r\n]*)').match(text, at)
        assert match is not None, text[at : at + 60]
        rows[-1].append(match[2] if match[1] is None else match[1].replace('""', '"'))
        at = match.end() + 1
        if text[match.end() : at] != ",":
            rows.append([])
    return rows if rows[-1] else rows[:-1]


def test_neo4j_s_import_cuts_the_lines_where_they_end(reader: Reader) -> None:
    """Also with a carriage return in a name, which Python's csv leaves without quotation marks where lines end in LF alone."""
    for file in ("nodes.csv", "relationships.csv"):
        text = neo4j_csv(reader)[file].decode()
        rows = importer_rows(text)
        assert {"回\r车局", "a'b\"c\\d`e\n\r\u2028\U0001f525,;|\x1f局"} <= {cell for row in rows for cell in row}
        assert {len(row) for row in rows} == {len(rows[0])}
        assert rows == list(csv.reader(io.StringIO(text, newline="")))


def test_no_cell_starts_a_formula(reader: Reader) -> None:
    for file in ("nodes.csv", "relationships.csv"):
        for line in csv.reader(io.StringIO(neo4j_csv(reader)[file].decode(), newline="")):
            for cell in line:
                assert not re.match(r"[=+@\t\r＝＋－＠]|-(?!\d)", cell), cell
    names = {row.get("name") for row in read_bulk(neo4j_csv(reader)["nodes.csv"])}
    assert {"'" + formula for formula in FORMULAS} <= names


def statements(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_each_line_is_one_statement_of_the_grammar(reader: Reader) -> None:
    antlr4 = pytest.importorskip("antlr4", reason="antlr4-cypher, the openCypher grammar, is not installed")
    from antlr4.error.ErrorListener import ErrorListener
    from antlr4_cypher import CypherLexer, CypherParser

    class Failing(ErrorListener):
        def syntaxError(self, recognizer: object, symbol: object, line: int, column: int, message: str, error: object) -> None:
            raise AssertionError(f"{column}: {message}")

    text = "".join(cypher(reader))
    lines = statements(text)
    assert lines[0].startswith("CREATE CONSTRAINT ")  # Neo4j's own, no part of openCypher
    kept = [line for line in lines[1:] if any(word in line for word in ("Department", "Meeting", "BEARER", "MENTIONS", "局"))]
    assert len(kept) > 20
    for line in kept[:60]:
        lexer = CypherLexer(antlr4.InputStream(line))
        parser = CypherParser(antlr4.CommonTokenStream(lexer))
        for part in (lexer, parser):
            part.removeErrorListeners()
            part.addErrorListener(Failing())
        parser.script()


def test_cypher_has_every_node_and_relationship(reader: Reader) -> None:
    nodes, edges = property_graph(reader)
    lines = statements("".join(cypher(reader)))
    assert len(lines) == 1 + len(nodes) + len(edges)
    assert all(line.endswith(";") for line in lines)
    police = next(line for line in lines if line.startswith("CREATE (:Department") and f"iri: '{expand(POLICE)}'" in line)
    assert police == f"CREATE (:Department:Thing {{iri: '{expand(POLICE)}', name: '青溪县公安局', altLabel: ['公安局'], function: ['public-security']}});"
    sector = next(line for line in lines if line.startswith("CREATE (:Sector") and f"'{ZRS}hazchem'" in line)
    assert "name: '危险化学品'" in sector


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("it's", "'it\\'s'"),
        ("\\", "'\\\\'"),
        ("a\nb\r\t", "'a\\nb\\r\\t'"),
        ("\u2028\x00", "'\\u2028\\u0000'"),
        ("\U0001f525 火", "'\U0001f525 火'"),
        ("\ud800", "'\\uFFFD'"),
        ("'}) DETACH DELETE n //", "'\\'}) DETACH DELETE n //'"),
        ("\\u0027", "'\\\\u0027'"),
        (7, "7"),
        (0.85, "0.85"),
        (True, "true"),
        (("a", "b'"), "['a', 'b\\'']"),
        ((), "[]"),
    ],
)
def test_values_of_cypher(given: object, written: str) -> None:
    assert value(given) == written  # type: ignore[arg-type]


def test_names_of_cypher() -> None:
    assert [name("Meeting"), name("a b"), name("x`) DELETE"), name("责任")] == ["Meeting", "`a b`", "`x``) DELETE`", "`责任`"]


# ---- Parquet ----------------------------------------------------------------------------------------------------------


def test_the_measures(reader: Reader) -> None:
    found = [row for row in rows(reader, "measures") if row["document"] == COUNTY]
    assert [row["text"] for row in found][0] == CHEMICALS
    first = found[0]
    assert first["begin"] == COUNTY_BEGIN
    assert (first["modality"], first["sectors"], first["sector_iris"]) == ("Required", ["危险化学品"], [f"{ZRS}hazchem"])
    assert (first["deadline"], first["deadline_text"], first["required_by"], first["cites"]) == ("2023-04-30", "4月30日前", ["青溪县安全生产工作会议"], [])
    assert [row["modality"] for row in found] == ["Required", "Prohibited", "Required", "Required"]
    assert found[2]["cites"] == ["建设工程安全生产管理条例"]


def test_the_responsibilities(reader: Reader) -> None:
    found = [(row["bearer_name"], row["role"], row["carried"]) for row in rows(reader, "responsibilities")]
    assert sorted(found) == [
        ("县应急局", "Implement", True),
        ("青溪县住房和城乡建设局", "Implement", False),
        ("青溪县公安局", "Cooperate", False),
        ("青溪县各乡镇", "Implement", False),
        ("青溪县应急管理局", "Lead", False),
    ]
    measures = {row["measure"] for row in rows(reader, "measures")}
    assert {row["measure"] for row in rows(reader, "responsibilities")} <= measures


def test_the_entities(reader: Reader) -> None:
    found = {row["entity"]: row for row in rows(reader, "entities")}
    emergency = found[expand(EMERGENCY)]
    assert (emergency["kind"], emergency["name"], emergency["other_names"], emergency["functions"]) == ("Department", "青溪县应急管理局", ["县应急局", "应急管理局"], ["emergency"])
    assert (emergency["mentions"], emergency["documents"]) == (1, [COUNTY])
    meeting = found[expand(COUNTY_MEETING)]
    assert (meeting["kind"], meeting["level"], meeting["date"], meeting["status"]) == ("Meeting", "County", "2023-03-08", "Held")


@pytest.mark.parametrize("table", TABLES)
def test_parquet_is_what_the_rows_are(reader: Reader, table: str) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pyarrow.parquet as pq

    files = tables(reader)
    read = pq.read_table(io.BytesIO(files[f"{table}.parquet"]))
    assert read.column_names == list(COLUMNS[table])
    assert read.to_pylist() == [{key: row[key] for key in COLUMNS[table]} for row in rows(reader, table)]
    assert tables(reader) == files


def test_an_empty_store_has_the_same_columns(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from kg.export.parquet_tables import arrow

    with Reader(stored(tmp_path / "s", ontology=False)) as reader, Reader(stored(tmp_path / "t", county(), ontology=False)) as other:
        for table in TABLES:
            assert arrow(reader, table).schema == arrow(other, table).schema
            assert arrow(reader, table).num_rows == 0


# ---- as commands ------------------------------------------------------------------------------------------------------


def kg(reader: Reader, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    environment = {**os.environ, "KG_STORE": str(reader.path), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-W", "error", "-c", program, *arguments], env=environment, capture_output=True, timeout=120)


@pytest.mark.parametrize(("form", "files"), [("neo4j-csv", ["import.sh", "nodes.csv", "relationships.csv"]), ("parquet", ["entities.parquet", "measures.parquet", "responsibilities.parquet"])])
def test_several_files_go_into_a_folder_or_a_zip(reader: Reader, tmp_path: Path, form: str, files: list[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("before")
    done = kg(reader, "export", "--format", form, "-o", str(folder))
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in folder.iterdir()) == sorted([*files, "mine.txt"])
    assert kg(reader, "export", "--format", form, "-o", str(tmp_path / "out.zip")).returncode == 0
    with zipfile.ZipFile(tmp_path / "out.zip") as file:
        assert {name: file.read(name) for name in file.namelist()} == {name: (folder / name).read_bytes() for name in files}
    done = kg(reader, "export", "--format", form)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "Name a folder or a zip" in done.stderr.decode()


def test_cypher_and_the_workbook_are_one_file(reader: Reader, tmp_path: Path) -> None:
    import openpyxl

    done = kg(reader, "export", "--format", "cypher")
    assert done.stdout.decode() == "".join(cypher(reader))
    assert kg(reader, "export", "--format", "xlsx", "-o", str(tmp_path / "ledger.xlsx")).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    assert book.sheetnames[0] == "全部"
    assert "青溪县公安局" in book.sheetnames
    assert kg(reader, "ledger", "--format", "xlsx", "-o", str(tmp_path / "same.xlsx")).returncode == 0
    assert (tmp_path / "same.xlsx").read_bytes() == (tmp_path / "ledger.xlsx").read_bytes()


def test_a_bundle_that_cannot_be_written_says_so(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("before")
    done = kg(reader, "export", "--format", "neo4j-csv", "-o", str(tmp_path / "file"))
    assert done.returncode == 1
    assert (tmp_path / "file").read_text() == "before"
    assert "could not be written" in done.stderr.decode()
    assert zipped({"a": b"1"}) == zipped({"a": b"1"})
    write_bundle({"a": b"1"}, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as file:
        assert file.namelist() == ["a"]
