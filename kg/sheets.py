"""Answers as office files that can be handed out: an XLSX workbook and a DOCX table (任务分工表), the same byte for byte for the same answer."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .answers import Answer, Column
from .errors import TooLong
from .office_parts import mended

if TYPE_CHECKING:
    from docx.table import _Cell

SHEETS = 200  # bodies that get a sheet of their own; a workbook with more opens slowly and nobody turns its pages
_NAME = 31  # characters that a sheet name may have
_EDGES = "'’＇ "  # which may not stand at its ends
_RESERVED = {"history", "历史记录", "歷程記錄", "履歴"}  # which Excel keeps for itself, in English and in the languages of its East Asian editions
_ROWS = 1_048_576  # of a sheet
_POINTS = 11  # of the text; fitted to the page's width it prints at some 8
_CELL = 32_767  # characters that a cell may hold

# Widths in characters of the default font, for the columns that need another than 14, or 38 when they hold sentences.
_WIDTHS = {
    "number": 7, "task": 42, "quote": 42, "lead": 13, "cooperating": 15, "supervising": 12, "implementing": 16, "sector": 12,
    "deadline": 12, "period": 10, "required_by": 18, "basis": 16, "source": 21, "why": 36, "kind": 16, "kind_zh": 20, "count": 7, "days": 7,
    "rank": 7, "change": 8, "aspect": 10,
}  # fmt: skip
_LINE = 1.45  # heights of the letters from line to line: what East Asian fonts need at most
_CENTRED = frozenset({"number", "count", "days", "rank", "deadline"})


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """A lawful sheet name for each: no forbidden character, at most 31 long, no two alike whatever their case and width.

    Excel in East Asia forbids the wide forms of the forbidden characters too, and no name may begin or end with an apostrophe.
    """
    used: set[str] = set()
    made: list[str] = []
    for name in wanted:
        base = re.sub(r"[\[\]:*?/\\［］：＊？／＼￥\x00-\x1f\ufffe\uffff]", " ", name).strip(_EDGES) or "表"
        base = _cut(base, _NAME).strip(_EDGES)
        if base.lower() in _RESERVED:
            base += "_"
        candidate, number = base, 1
        while _folded(candidate) in used:
            number += 1
            tail = f"({number})"
            candidate = _cut(base, _NAME - len(tail)) + tail
        used.add(_folded(candidate))
        made.append(candidate)
    return made


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _cut(text: str, units: int) -> str:
    """The beginning of the text, as much as Excel counts as so many characters: one beyond U+FFFF counts twice."""
    if len(text) * 2 <= units:
        return text
    return text.encode("utf-16-le", "replace")[: units * 2].decode("utf-16-le", "ignore")


def to_xlsx(sheets: Sequence[tuple[str, Answer]], *, lang: str = "zh") -> bytes:
    """A workbook with one sheet for each (name, answer), ready to print: A4 landscape, header repeated, pages numbered."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    shown = list(sheets[: SHEETS + 1])
    for name, (_, answer) in zip(sheet_names([name for name, _ in shown]), shown, strict=True):
        _fill(book.create_sheet(name), answer, lang)
    book.properties.creator = "Zeren"
    book.properties.title = sheets[0][1].title
    out = io.BytesIO()
    book.save(out)
    return mended(out.getvalue())


def _fill(sheet: Any, answer: Answer, lang: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    if len(answer.rows) >= _ROWS:
        raise TooLong(f"A sheet of a workbook holds {_ROWS - 1:,} rows and a header, and these are {len(answer.rows):,}. Ask for a part of them, or take csv or json.")
    columns = [column for column in answer.columns if not column.wide]
    thin = Side(style="thin", color="999999")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    font = Font(name="宋体", size=_POINTS)
    wrapped = Alignment(wrap_text=True, vertical="top")
    centred = Alignment(wrap_text=True, vertical="center", horizontal="center")
    middle = Alignment(wrap_text=True, vertical="top", horizontal="center")
    for at, column in enumerate(columns, 1):
        cell = sheet.cell(row=1, column=at, value=column.heading(lang))
        cell.font, cell.alignment, cell.border = Font(name="宋体", bold=True, size=_POINTS), centred, border
        cell.fill = PatternFill("solid", start_color="DDE6F0")
        sheet.column_dimensions[get_column_letter(at)].width = _width(column)
    for down, row in enumerate(answer.rows, 2):
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(row=down, column=at)
            _put(cell, column, row.get(column.key, ""))
            cell.font, cell.alignment, cell.border = font, middle if column.key in _CENTRED else wrapped, border
            if column.key == "source" and row.get("quote"):
                cell.comment = Comment(_cut(legal(row["quote"]), 2000), "Zeren", height=120, width=420)
        sheet.row_dimensions[down].height = _height(columns, row)
    last = get_column_letter(len(columns))
    sheet.freeze_panes = "C2" if columns[0].key == "number" else "A2"
    sheet.auto_filter.ref = f"A1:{last}{max(len(answer.rows) + 1, 1)}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddHeader.center.text = _header(answer.title)
    sheet.oddHeader.center.size = 14
    sheet.oddFooter.left.text = _header(answer.note)
    sheet.oddFooter.right.text = "第 &P 页，共 &N 页" if lang == "zh" else "Page &P of &N"


def _width(column: Column) -> int:
    return _WIDTHS.get(column.key, 38 if column.long else 14)


def _height(columns: Sequence[Column], row: dict[str, str]) -> float:
    """Points for the row's tallest cell: LibreOffice does not stretch a row by itself when it opens a workbook."""
    lines = 1
    for column in columns:
        room = _width(column) - 2
        lines = max(lines, sum(_lines(part, room) for part in row.get(column.key, "").split("\n")))
    return min(409.0, lines * _POINTS * _LINE + 4)  # 409 is the most that Excel allows


def _lines(text: str, room: int) -> int:
    """How many lines of so many letters it fills, where a word in Latin letters goes to the next line as a whole."""
    lines, at = 1, 0
    for piece in re.findall(r"[!-~]+|.", text):
        wide = _letters(piece)
        if at + wide > room:
            lines, at = lines + (at > 0) + (wide - 1) // room, 0
            wide -= (wide - 1) // room * room
        at += wide
    return lines


def _letters(text: str) -> int:
    """How wide `text` is in Latin letters; quotation marks and dashes (“ ” …) are as wide as Chinese ones in a Chinese font."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _put(cell: Any, column: Column, text: str) -> None:
    """Numbers as numbers, all else as text: what looks like a formula is a string that looks like a formula."""
    if column.key in {"number", "count", "days", "rank"} and re.fullmatch(r"-?\d+", text):
        cell.value = int(text)
        return
    cell.value = _cut(legal(text), _CELL)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = bool(re.match(r"[=+\-@]", text))


def legal(text: str) -> str:
    """Without the control characters that XML cannot hold; tabs and line breaks stay."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _header(text: str) -> str:
    """For a page header, in which & begins a code and 255 characters is all there is."""
    return _cut(legal(text).replace("&", "＆"), 200)


def to_docx(answer: Answer, *, lang: str = "zh") -> bytes:
    """The answer as a table in a document: A4 landscape, header row repeated on each page, rows not split, pages numbered.

    A column in which no row has anything is left out: paper is narrow.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    columns = [
        column for column in answer.columns if not column.wide and (not answer.rows or any(r.get(column.key) for r in answer.rows))
    ]
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    _font(document.styles["Normal"], "仿宋", 9)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(legal(answer.title))
    run.bold, run.font.size = True, Pt(18)
    _east_asian(run._r, "黑体")
    if answer.note:
        document.add_paragraph(legal(answer.note))
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    _narrow_margins(table)
    share = sum(map(_width, columns))
    widths = [Mm(267 * _width(column) / share) for column in columns]
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _write(cell, column.heading(lang), bold=True, centred=True)
        _shade(cell, "DDE6F0")
    _row_property(table.rows[0]._tr, "w:tblHeader")
    for row in answer.rows:
        cells = table.add_row().cells
        for cell, column in zip(cells, columns, strict=True):
            _write(cell, legal(row.get(column.key, "")), centred=column.key in _CENTRED)
    for grid, width in zip(table.columns, widths, strict=True):
        grid.width = width
    for line in table.rows:
        _row_property(line._tr, "w:cantSplit")
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width
    _page_numbers(section.footer.paragraphs[0])
    document.core_properties.author = "Zeren"
    document.core_properties.title = answer.title[:255]
    out = io.BytesIO()
    document.save(out)
    return mended(out.getvalue())


def _write(cell: _Cell, text: str, bold: bool = False, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold = bold


def _shade(cell: _Cell, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _narrow_margins(table: Any) -> None:
    """One millimetre beside the text of a cell instead of two, where eleven columns share a page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))  # the schema wants it behind the margins
    properties.append(margins) if look is None else look.addprevious(margins)


def _font(style: Any, name: str, size: int) -> None:
    from docx.shared import Pt

    style.font.name = name
    style.font.size = Pt(size)
    _east_asian(style.element, name)


def _east_asian(element: Any, name: str) -> None:
    """Word takes the font of Chinese characters from an attribute of its own."""
    from docx.oxml.ns import qn

    element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _row_property(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(name))


def _page_numbers(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, code in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES")):
        paragraph.add_run(before)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)
    paragraph.add_run(" 页")
