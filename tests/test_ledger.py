"""The ledger of a notice that is written here; every expected row was read out of it by hand."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kg.answers import Answer
from kg.errors import KgError
from kg.ledger import Choice, UnknownName, by_body, ledger
from kg.rowfiles import harmless, to_csv, to_json, to_markdown
from kg.sheets import sheet_names, to_docx, to_xlsx
from tests.written import Page, World

NOTICE = """青河县安委会关于今冬明春安全防范工作的通知
各乡镇、县直有关部门：
一、县公安局牵头，县交通運輸(shū)局配合，于2024年3月底前完成急弯陡坡路段排查。
二、县消防救援大队督促县商务局对商场超市开展消防检查。
三、严禁野外吸烟。
四、县林业局要按照《青河县森林防火办法》在春节期间落实护林员巡护。
"""


def notice(world: World) -> Page:
    page = world.document("青河县今冬明春安全防范工作通知", NOTICE, issued="2023-11-20", place="青河县", level="County")
    police = page.thing("Department", "县公安局", function="public-security", local=True)
    roads = page.thing("Department", "县交通运输局", function="transport", local=True)
    fire = page.thing("Department", "县消防救援大队", function="fire-rescue", local=True)
    trade = page.thing("Department", "县商务局", function="commerce", local=True)
    woods = page.thing("Department", "县林业局", function="forestry", local=True)
    page.repair("運輸(shū)", "运输")
    page.measure(
        "县公安局牵头，县交通運輸(shū)局配合，于2024年3月底前完成急弯陡坡路段排查",
        sectors=["road-traffic"], lead=[police], cooperate=[roads], deadline="2024-03-31", deadline_text="2024年3月底前",
    )  # fmt: skip
    page.measure("县消防救援大队督促县商务局对商场超市开展消防检查", sectors=["crowded-places"], supervise=[fire], implement=[trade])
    page.measure("严禁野外吸烟", sectors=["forest-fire"], prohibited=True)
    page.measure(
        "县林业局要按照《青河县森林防火办法》在春节期间落实护林员巡护",
        sectors=["forest-fire"], implement=[woods], period="春节期间", cites=[page.thing("CitedDocument", "青河县森林防火办法")],
    )  # fmt: skip
    return page


@pytest.fixture(scope="module")
def world() -> World:
    made = World()
    notice(made)
    return made


def test_ledger_says_who_does_what_by_when(world: World) -> None:
    rows = ledger(world.store).rows
    shown = [
        (r["number"], r["lead"], r["cooperating"], r["supervising"], r["implementing"], r["sector"], r["deadline"], r["period"], r["basis"])
        for r in rows
    ]
    assert shown == [
        ("1", "县公安局", "县交通运输局", "", "", "道路交通", "2024-03-31", "", ""),
        ("2", "", "", "县消防救援大队", "县商务局", "人员密集场所", "", "", ""),
        ("3", "", "", "", "", "森林草原防灭火", "", "", ""),
        ("4", "", "", "", "县林业局", "森林草原防灭火", "", "春节期间", "《青河县森林防火办法》"),
    ]  # fmt: skip
    assert [r["modality"] for r in rows] == ["要求", "要求", "禁止", "要求"]


def test_task_is_read_without_damage_and_quote_is_exact(world: World) -> None:
    row = ledger(world.store).rows[0]
    assert row["task"] == "县公安局牵头，县交通运输局配合，于2024年3月底前完成急弯陡坡路段排查"
    assert row["quote"] == NOTICE[int(row["begin"]) : int(row["end"])]
    assert "運輸(shū)" in row["quote"]
    assert row["source"] == f"《青河县今冬明春安全防范工作通知》第 {row['begin']}–{row['end']} 字"


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(body="公安"), ["县公安局牵头"]),  # the name of a function
        (Choice(body="县商务局"), ["县消防救援大队督促"]),
        (Choice(body="縣商務局"), ["县消防救援大队督促"]),  # the other script
        (Choice(sector="消防"), ["县消防救援大队督促"]),  # crowded places are a part of fire safety
        (Choice(sector="forest-fire"), ["严禁野外吸烟", "县林业局要"]),
        (Choice(sector="森林防火", body="林业"), ["县林业局要"]),
        (Choice(level="县"), ["县公安局牵头", "县消防救援大队督促", "严禁野外吸烟", "县林业局要"]),
        (Choice(level="province"), []),
        (Choice(role="Lead"), ["县公安局牵头"]),
        (Choice(document="今冬明春"), ["县公安局牵头", "县消防救援大队督促", "严禁野外吸烟", "县林业局要"]),
    ],
)
def test_choices(world: World, choice: Choice, numbers: list[str]) -> None:
    rows = ledger(world.store, choice).rows
    assert len(rows) == len(numbers)
    assert all(row["task"].startswith(begin) for row, begin in zip(rows, numbers, strict=True))


def test_a_name_that_fits_nothing_is_told(world: World) -> None:
    with pytest.raises(UnknownName, match="kg search 铁路局"):
        ledger(world.store, Choice(body="铁路局"))
    with pytest.raises(KgError, match="No level is called “村”"):
        ledger(world.store, Choice(level="村"))


def test_required_by_meeting_gives_level_and_choice() -> None:
    world = World()
    page = world.document("传达提纲", "省里要求加快整治燃气管线。县里要自查。", place="青河县", level="County")
    above = page.meeting("全省安全生产电视电话会议", level="Province", on="2023-01-16")
    page.measure("省里要求加快整治燃气管线", sectors=["city-gas"], by=above)
    page.measure("县里要自查")
    assert [r["required_by"] for r in ledger(world.store).rows] == ["全省安全生产电视电话会议", ""]
    assert [r["task"] for r in ledger(world.store, Choice(level="省")).rows] == ["省里要求加快整治燃气管线"]
    assert [r["task"] for r in ledger(world.store, Choice(level="县")).rows] == ["县里要自查"]
    assert [r["task"] for r in ledger(world.store, Choice(meeting="全省安全生产")).rows] == ["省里要求加快整治燃气管线"]


def test_csv_keeps_chinese_and_computes_nothing() -> None:
    world = World()
    page = world.document("=HYPERLINK(1)", "=1+1 要核查。＝2 要核查。-3要核查。")
    for quote in ("=1+1 要核查", "＝2 要核查", "-3要核查"):
        page.measure(quote)
    text = to_csv(ledger(world.store), bom=True)
    assert text.startswith("\ufeff序号,任务,牵头单位")
    cells = [cell for row in csv.reader(io.StringIO(text[1:])) for cell in row]
    assert "'=1+1要核查" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@＝\t" and cell]


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_formulas_are_made_harmless(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12.5", "2024-03-31", "县公安局", "", "“两客一危”"])
def test_plain_cells_stay(cell: str) -> None:
    assert harmless(cell) == cell


def test_json_and_markdown(world: World) -> None:
    rows = json.loads(to_json(ledger(world.store)))
    assert rows[0]["number"] == 1
    assert NOTICE[rows[3]["begin"] : rows[3]["end"]] == rows[3]["quote"]
    assert "| 1 | 县公安局牵头" in to_markdown(ledger(world.store))


def test_sheet_names_are_lawful_and_unique() -> None:
    names = sheet_names(["公安局", "公安局", "A/B[1]:*?", "x" * 40, "X" * 40, "History", "'引'", ""])
    assert names == ["公安局", "公安局(2)", "A B 1", "x" * 31, "X" * 28 + "(2)", "History_", "引", "表"]


def workbook(world: World) -> bytes:
    return to_xlsx([("全部", ledger(world.store)), *by_body(world.store)])


def test_workbook_has_a_sheet_for_all_and_for_each_body(world: World) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook(world)))
    assert book.sheetnames == ["全部", "县交通运输局", "县公安局", "县商务局", "县林业局", "县消防救援大队"]
    sheet = book["全部"]
    assert sheet.max_row == 5
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:L5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.right.text
    assert sheet["B2"].alignment.wrap_text
    assert sheet["L2"].comment.text == ledger(world.store).rows[0]["quote"]
    assert [row[1].value for row in book["县公安局"].iter_rows(min_row=2)] == [ledger(world.store).rows[0]["task"]]


def test_workbook_holds_no_formula_and_is_the_same_each_time() -> None:
    from openpyxl import load_workbook

    world = World()
    page = world.document("t", "=1+1 要核查\x0b。")
    page.measure("=1+1 要核查\x0b")
    first, second = workbook(world), workbook(world)
    assert first == second
    assert load_workbook(io.BytesIO(first))["全部"]["B2"].data_type == "s"


def test_docx_is_a_table_with_a_repeated_header(world: World) -> None:
    from docx import Document

    data = to_docx(ledger(world.store))
    table = Document(io.BytesIO(data)).tables[0]
    assert [cell.text for cell in table.rows[0].cells][:3] == ["序号", "任务", "牵头单位"]
    assert len(table.rows) == 5
    assert table.cell(1, 2).text == "县公安局"
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 1
    assert data == to_docx(ledger(world.store))


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_files_keep_to_the_schemas_of_the_standard(world: World, tmp_path: Path, kind: str) -> None:
    """ECMA-376 as a program of another house checks it; what that program guesses of Excel's habits are warnings and count no error."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit, which checks files by the schemas, is not installed")
    path = tmp_path / f"ledger.{kind}"
    path.write_bytes(workbook(world) if kind == "xlsx" else to_docx(ledger(world.store)))
    done = audit.OpenXmlValidator().validate(path)
    assert [error for error in done.errors if "error" in str(error.severity).lower()] == []


def test_a_row_is_high_enough_for_its_longest_cell(world: World) -> None:
    from openpyxl import load_workbook

    row = {"task": "督促检查“一厂一策”，" * 12, "source": "《通知》第 1–9 字", "quote": "督促"}
    sheet = load_workbook(io.BytesIO(to_xlsx([("全部", Answer("责任清单", ledger(world.store).columns, (row,)))])))["全部"]
    width = sheet.column_dimensions["B"].width
    letters = len(row["task"]) * 2  # quotation marks are as wide as Chinese characters in a Chinese font
    assert sheet.row_dimensions[2].height >= -(-letters // (width - 1)) * 11 * 1.4
    assert sheet["A2"].alignment.horizontal == "center"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed; install libreoffice-calc and -writer")
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_libreoffice_opens_and_prints_it(world: World, tmp_path: Path, kind: str) -> None:
    import pypdfium2

    path = tmp_path / f"ledger.{kind}"
    path.write_bytes(workbook(world) if kind == "xlsx" else to_docx(ledger(world.store)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pdf = pypdfium2.PdfDocument(tmp_path / "ledger.pdf")
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (842, 595)  # A4 landscape, points
    assert "急弯陡坡" in "".join(pdf[0].get_textpage().get_text_range().split())
    assert len(pdf) == (6 if kind == "xlsx" else 1)
    pdf.close()
