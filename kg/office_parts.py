"""The parts of an XLSX or DOCX as Excel and Word write them, where openpyxl and python-docx write something else.

What comes out is also the same byte for byte each time: the clock's marks are taken out.
"""

from __future__ import annotations

import io
import re
import zipfile

# In the order of the standard's schema (CT_Font); openpyxl writes them in another, which strict readers mend.
_FONT_PARTS = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme")
# A second copy of the styles that python-docx's template carries for the Word of 2010, and that says something else than ours.
_OLD_STYLES = "word/stylesWithEffects.xml"
# Excel's own names for a sheet's comments and their boxes; ExcelJS looks for no others.
_NAMES = (
    (rb"(?:(?<=\")/xl/|^xl/)comments/comment(\d+)\.xml", rb"comments\1.xml"),
    (rb"(?:(?<=\")/xl/|^xl/)drawings/commentsDrawing(\d+)\.vml", rb"drawings/vmlDrawing\1.vml"),
)
_BLOCK = 1024  # ids of shapes that a drawing reserves at a time


def mended(data: bytes) -> bytes:
    """The same zip with its parts dated 1980, without the time of writing in its properties, and as strict readers want them."""
    out = io.BytesIO()
    block = 1
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename == _OLD_STYLES:
                continue
            part = _part(item.filename, old.read(item))
            if item.filename.endswith(".vml"):
                part, block = _numbered(part, block)
            entry = zipfile.ZipInfo(_renamed(item.filename.encode(), b"xl/").decode(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = item.external_attr
            new.writestr(entry, part)
    return out.getvalue()


def _part(name: str, part: bytes) -> bytes:
    if name == "docProps/core.xml":
        return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*<", rb"\g<1>2000-01-01T00:00:00Z<", part)
    if name == "xl/styles.xml":
        return re.sub(rb"<font>(.*?)</font>", lambda m: b"<font>" + _ordered(m[1]) + b"</font>", part, flags=re.DOTALL)
    if name.startswith("xl/comments/"):
        return re.sub(rb'(<comment\b[^>]*?) shapeId="0"', rb"\1", part)  # not in the schema of Office 2007
    if name.startswith("xl/worksheets/_rels/"):
        return _renamed(part, b"../")
    if name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        return _renamed(re.sub(rb"<(?:Override|Relationship)\b[^>]*stylesWithEffects\.xml[^>]*/>", b"", part), b"/xl/")
    return part


def _ordered(font: bytes) -> bytes:
    parts = re.findall(rb"<(\w+)[^>]*/>", font), re.findall(rb"<\w+[^>]*/>", font)
    return b"".join(whole for _, whole in sorted(zip(*parts, strict=True), key=lambda pair: _FONT_PARTS.index(pair[0].decode())))


def _renamed(text: bytes, folder: bytes) -> bytes:
    """With Excel's names for the comments' parts, which stand under `folder`."""
    for name, ours in _NAMES:
        text = re.sub(name, folder + ours, text)
    return text


def _numbered(drawing: bytes, block: int) -> tuple[bytes, int]:
    """The drawing with ids that no other drawing of the workbook has, and the first block that it leaves free.

    Excel gives ids to shapes in blocks of 1,024, and each drawing says which blocks are its own (ISO/IEC 29500-4, idmap). openpyxl lets all
    sheets begin in the first one and go on past its end; a workbook with comments in two sheets may then be called damaged.
    """
    pieces = re.split(rb'(?<= id=")_x0000_s\d+(?=")', drawing)
    count = len(pieces) - 1
    after = block + count // _BLOCK + 1
    told = b"".join(piece + (b"_x0000_s%d" % (block * _BLOCK + at + 1) if at < count else b"") for at, piece in enumerate(pieces))
    own = b",".join(b"%d" % number for number in range(block, after))
    return re.sub(rb'(idmap\b[^>]*? data=")1(?=")', lambda m: m[1] + own, told), after
