"""HTML, docx and PDF: what they say, in lines, and nothing of what stands around it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from extract.formats import FormatError, docx, html, pdf
from extract.formats.docx import chinese_number
from extract.source import Source, Unreadable, from_bytes

PAGE = """<!DOCTYPE html><html><head><title>关于开展隐患排查的通知 - 青溪县人民政府网</title>
<meta name="PubDate" content="2023-05-06 09:30"></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="article"><h1>关于开展隐患排查的通知</h1>
<p>各乡镇人民政府：</p><p>为做好隐患排查，<b>现通知如下</b>。要逐户上门，做到不漏一户；发现问题的，要当场登记，限期整改。</p>
<table><tr><th>任务</th><th>牵头单位</th></tr><tr><td>燃气排查</td><td>县住建局</td></tr></table>
<p>青溪县安委办<br>2023年5月6日</p></div>
<div class="footer">主办单位：青溪县人民政府 <a href="/map">网站地图</a></div><script>var a = "不要读";</script></body></html>"""


def test_html_gives_its_main_content_in_lines() -> None:
    read = html.read(PAGE)
    lines = [line for line in read.text.split("\n") if line]
    assert lines[0] == "关于开展隐患排查的通知"
    assert "各乡镇人民政府：" in lines
    assert "燃气排查\t县住建局" in lines
    assert "2023年5月6日" in lines
    assert "现通知如下。" in read.text
    for boilerplate in ("首页", "政务公开", "网站地图", "不要读"):
        assert boilerplate not in read.text


def test_html_tells_title_and_date() -> None:
    read = html.read(PAGE)
    assert (read.title, read.issued) == ("关于开展隐患排查的通知", "2023-05-06")


def test_html_in_gb2312_is_read_by_what_it_declares() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="gb2312">')
    found = from_bytes("a.html", page.encode("gbk"))
    assert isinstance(found, Source)
    assert found.media == "text/html"
    assert "各乡镇人民政府" in found.text


def test_a_page_is_told_by_its_first_bytes_too() -> None:
    found = from_bytes("page.txt", PAGE.encode())
    assert isinstance(found, Source)
    assert found.media == "text/html"


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def package(body: str, **parts: str) -> bytes:
    """A docx of the parts that text is read from."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        file.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            file.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_docx_paragraphs_tables_and_line_breaks() -> None:
    body = (
        paragraph("各乡镇：")
        + "<w:p><w:r><w:t>一要</w:t></w:r><w:r><w:tab/><w:t>落实</w:t><w:br/><w:t>责任</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('任务')}</w:tc><w:tc>{paragraph('牵头')}{paragraph('单位')}</w:tc></w:tr></w:tbl>"
    )
    assert docx.read(package(body)).text == "各乡镇：\n一要\t落实\n责任\n任务\t牵头 单位"


def test_docx_keeps_insertions_and_drops_deletions() -> None:
    body = (
        "<w:p><w:r><w:t>要</w:t></w:r><w:ins><w:r><w:t>严格</w:t></w:r></w:ins><w:del><w:r><w:delText>认真</w:delText></w:r></w:del>"
        "<w:r><w:t>落实</w:t></w:r></w:p>"
    )
    assert docx.read(package(body)).text == "要严格落实"


def test_docx_reads_a_text_box_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内的话')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" + box
        + "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert docx.read(package(body)).text == "正文\n框内的话"


def test_docx_writes_automatic_numbers_out() -> None:
    numbering = (
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(text: str, level: int) -> str:
        return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = numbered("总体要求", 0) + numbered("目标", 1) + numbered("原则", 1) + numbered("任务", 0) + numbered("排查", 1)
    assert docx.read(package(body, numbering=numbering)).text.split("\n") == ["一、总体要求", "（一）目标", "（二）原则", "二、任务", "（一）排查"]


@pytest.mark.parametrize(("value", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一"), (120, "120")])
def test_chinese_numbers(value: int, written: str) -> None:
    assert chinese_number(value) == written


def test_a_truncated_docx_is_refused() -> None:
    whole = package(paragraph("字" * 400))
    for length in (10, len(whole) // 2, len(whole) - 30):
        with pytest.raises(FormatError, match="cut off"):
            docx.read(whole[:length])


def test_docx_entities_are_not_expanded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", f'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document {_W}><w:body><w:p><w:r><w:t>见&e;</w:t></w:r></w:p></w:body></w:document>')
    assert docx.read(out.getvalue()).text.strip() == "见"


def _font() -> Path | None:
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"):
        for pattern in ("**/*CJK*egular*.tt[cf]", "**/*CJK*egular*.otf", "**/wqy*.tt[cf]", "**/DroidSansFallback*.ttf", "**/simsun.ttc"):
            found = sorted(Path(folder).glob(pattern)) if Path(folder).is_dir() else []
            if found:
                return found[0]
    return None


def _pdf(lines: list[str], **protection: Any) -> bytes:
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    font = _font()
    if font is not None:
        document.add_font("cjk", fname=str(font))
    document.set_font("cjk" if font is not None else "helvetica", size=12)
    for line in lines:
        document.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if protection:
        document.set_encryption(**protection)
    return bytes(document.output())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(_font() is None, reason="no font with Chinese characters is installed")
def test_pdf_gives_its_lines() -> None:
    read = pdf.read(_pdf(["关于做好防汛工作的通知", "各乡镇要落实责任。"]))
    assert read.text.split() == ["关于做好防汛工作的通知", "各乡镇要落实责任。"]


def test_an_encrypted_pdf_is_refused() -> None:
    with pytest.raises(FormatError, match="encrypted"):
        pdf.read(_pdf(["words"], owner_password="a", user_password="b"))


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(FormatError, match="text layer"):
        pdf.read(_pdf([]))


def test_a_truncated_pdf_is_refused_or_read() -> None:
    whole = _pdf(["words that stand here"])
    with pytest.raises(FormatError):
        pdf.read(whole[:200])


def _package(document: str, **parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", document)
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return data.getvalue()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARAGRAPH = "<w:p><w:r><w:t>县住建局要检查燃气管道。</w:t></w:r></w:p>"


def test_a_hostile_docx_costs_itself_and_no_other_file() -> None:
    deep = _package(f"<w:document {_WORD}><w:body>{'<w:sdt>' * 1500}{_PARAGRAPH}{'</w:sdt>' * 1500}</w:body></w:document>")
    numbered = _package(
        f"<w:document {_WORD}><w:body>{_PARAGRAPH}</w:body></w:document>",
        numbering=f'<w:numbering {_WORD}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="x"/></w:abstractNum></w:numbering>',
    )
    locked = bytearray(_package(f"<w:document {_WORD}/>"))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption in the directory
    assert isinstance(from_bytes("deep.docx", deep), Unreadable)
    told = from_bytes("locked.docx", bytes(locked))
    assert isinstance(told, Unreadable)
    assert "encrypted" in told.reason
    read = from_bytes("numbered.docx", numbered)
    assert isinstance(read, Source)
    assert read.text == "县住建局要检查燃气管道。"


@pytest.mark.parametrize("unit", ["<w:p/>", "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"])
def test_a_docx_that_unpacks_to_more_than_any_document_is_refused(unit: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        part.write(f"<w:document {_WORD}><w:body>".encode())
        for _ in range(82):
            part.write(unit.encode() * 100_000)
        part.write(b"</w:body></w:document>")
    told = from_bytes("bomb.docx", data.getvalue())
    assert isinstance(told, Unreadable) and re.search("more than (400 MB|eight million marks)", told.reason)


def test_a_page_nested_without_end_still_gives_its_words() -> None:
    page = "<html><body>" + "<div>" * 50_000 + "县住建局要检查燃气管道。" + "<h1>" * 20_000
    read = from_bytes("deep.html", page.encode())
    assert isinstance(read, Source)
    assert "县住建局要检查燃气管道。" in read.text
