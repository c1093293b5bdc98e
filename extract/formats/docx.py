"""docx: paragraphs, tables, text boxes and notes, read from the parts of the package with lxml.

Text that a reviewer deleted is left out, inserted text is in. Headers and footers are left out: they repeat on every
page. Automatic numbers are written out, because 一、 and （一） tell a reader where a heading begins.
ECMA-376, part 1, sections 17.3 (text), 17.4 (tables), 17.9 (numbering), 17.13.5 (revisions).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.formats import Extracted, FormatError

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_W + name for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sectPr")} | {_FALLBACK}
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_LARGEST = 400_000_000  # bytes; what unpacks to more is no document
_MOST_MARKS = 8_000_000  # of XML, some hundred bytes of memory each; a thousand pages have about a million
_DIGITS = "零一二三四五六七八九"


def chinese_number(value: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, up to 99; larger ones stay in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, units = divmod(value, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[units] if units else "")


def _written(value: int, form: str) -> str:
    if form in ("chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting", "taiwaneseCountingThousand"):
        return chinese_number(value)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((97 if form == "lowerLetter" else 65) + value - 1)
    return str(value)


@dataclass(slots=True)
class _Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)  # numId: level: (format, pattern, first)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, paragraph: _Element) -> str:
        """The number that Word shows before the paragraph, "" where it has none."""
        place = _number_place(paragraph.find(_W + "pPr"))
        if place is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            place = self.styles.get(style.get(_W + "val", "")) if style is not None else None
        if place is None:
            return ""
        number, level = place
        levels = self.levels.get(number, {})
        if level not in levels or levels[level][0] in ("bullet", "none"):
            return ""
        self.counts[number, level] = self.counts.get((number, level), levels[level][2] - 1) + 1
        for deeper in range(level + 1, 9):
            self.counts.pop((number, deeper), None)
        shown = levels[level][1]
        for upper in range(level + 1):
            form, _, first = levels.get(upper, ("decimal", "", 1))
            shown = shown.replace(f"%{upper + 1}", _written(self.counts.get((number, upper), first), form))
        return shown + ("" if re.search(r"[、）)】]$", shown) else " ")


def _number_place(properties: _Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    number, level = properties.find(f"{_W}numPr/{_W}numId"), properties.find(f"{_W}numPr/{_W}ilvl")
    if number is None:
        return None
    depth = level.get(_W + "val", "0") if level is not None else "0"
    return number.get(_W + "val", ""), _whole(depth, 0)


def _whole(written: str, otherwise: int) -> int:
    """The number that an attribute holds, which a damaged file may have filled with anything."""
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else otherwise


def _numbering(numbering: _Element | None, styles: _Element | None) -> _Numbering:
    lists = _Numbering()
    if numbering is None:
        return lists
    abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
    for one in numbering.iterfind(_W + "abstractNum"):
        levels = {}
        for level in one.iterfind(_W + "lvl"):
            form, pattern, first = (level.find(_W + name) for name in ("numFmt", "lvlText", "start"))
            start = first.get(_W + "val", "1") if first is not None else "1"
            levels[_whole(level.get(_W + "ilvl", ""), 0)] = (
                form.get(_W + "val", "decimal") if form is not None else "decimal",
                pattern.get(_W + "val", "") if pattern is not None else "",
                _whole(start, 1),
            )
        abstract[one.get(_W + "abstractNumId", "")] = levels
    for one in numbering.iterfind(_W + "num"):
        link = one.find(_W + "abstractNumId")
        if link is not None:
            lists.levels[one.get(_W + "numId", "")] = abstract.get(link.get(_W + "val", ""), {})
    for style in styles.iterfind(_W + "style") if styles is not None else ():
        place = _number_place(style.find(_W + "pPr"))
        if place is not None:
            lists.styles[style.get(_W + "styleId", "")] = place
    return lists


def _inline(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    """The text of a paragraph; the text boxes met on the way are put aside."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _W + "txbxContent":
            boxes.append(child)
        else:
            yield from _inline(child, boxes)


def _lines(container: _Element, numbering: _Numbering) -> Iterator[str]:
    for child in container:
        if child.tag in _SKIPPED:
            continue
        if child.tag == _W + "p":
            boxes: list[_Element] = []
            words = "".join(_inline(child, boxes))
            label = numbering.label(child) if words.strip() else ""
            yield label + words
            for box in boxes:
                yield from _lines(box, numbering)
        elif child.tag == _W + "tbl":
            for row in child.iter(_W + "tr"):
                if row.getparent() is child:
                    cells = (" ".join(filter(None, (line.strip() for line in _lines(cell, numbering)))) for cell in row.iterfind(_W + "tc"))
                    yield "\t".join(cells)
        elif len(child):
            yield from _lines(child, numbering)


def _parts(data: bytes) -> dict[str, bytes]:
    wanted = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if "EncryptedPackage" in names or any(part.flag_bits & 1 for part in package.infolist()):
            raise FormatError("The document is encrypted. Save a copy without a password and build that one.")
        if sum(package.getinfo(name).file_size for name in wanted if name in names) > _LARGEST:
            raise FormatError("The document unpacks to more than 400 MB. Split it before building it.")
        parts = {name: package.read(name) for name in wanted if name in names}
    if sum(part.count(b"<") for part in parts.values()) > _MOST_MARKS:
        raise FormatError("The document has more than eight million marks, which no written one has. Copy its text into a new document and build that one.")
    return parts


def read(data: bytes) -> Extracted:
    """The text of a docx file, one line a paragraph or table row. Raises FormatError for a damaged or cut package."""
    from lxml import etree

    damaged = "The docx file is damaged or cut off. Fetch it again, or open it in a word processor and save it anew."
    try:
        parts = _parts(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        trees = {name: etree.fromstring(part, parser) for name, part in parts.items()}
    except (zipfile.BadZipFile, EOFError, etree.XMLSyntaxError, OSError, RuntimeError, ValueError, zipfile.zlib.error):  # type: ignore[attr-defined]
        raise FormatError(damaged) from None
    document = trees.get("word/document.xml")
    body = document.find(_W + "body") if document is not None else None
    if body is None:
        raise FormatError("The file is no Word document (it has no document part). Save it as docx and build that one.")
    numbering = _numbering(trees.get("word/numbering.xml"), trees.get("word/styles.xml"))
    lines = list(_lines(body, numbering))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        for note in trees.get(name, ()):
            if note.get(_W + "type") is None:  # the separators between text and notes have a type
                lines.extend(line for line in _lines(note, numbering) if line.strip())
    return Extracted("\n".join(lines), _title(body))


def _title(body: _Element) -> str | None:
    for paragraph in body.iterfind(_W + "p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(_W + "val", "").lower() in ("title", "标题"):
            return " ".join("".join(_inline(paragraph, [])).split()) or None
    return None
