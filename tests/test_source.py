"""Bytes to text: encodings, folders, globs, standard input, and every kind of file that cannot be read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.source import Source, Unreadable, decode, from_bytes, open_sources

PLAIN = "县安委办关于做好汛期安全工作的通知\r\n各乡镇人民政府：\n要加强对水库、河道的巡查，确保人员安全。\n"
TRADITIONAL = "縣安委辦關於做好汛期安全工作的通知\r\n各鄉鎮人民政府：\n要加強對水庫、河道的巡查，確保人員安全。\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [PLAIN, TRADITIONAL])
def test_each_encoding_is_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_cut_within_a_character_keeps_the_rest(encoding: str, cut: int) -> None:
    whole = PLAIN.rstrip()
    text = decode(whole.encode(encoding)[:-cut])
    assert text[:-2] == whole[: len(text) - 2]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_spoils_its_place_only(encoding: str) -> None:
    data = PLAIN.encode(encoding) + b"\xff" + PLAIN.encode(encoding)
    text = decode(data)
    assert text.startswith(PLAIN)
    assert text.endswith(PLAIN[-20:])


def test_a_few_words_are_enough() -> None:
    assert decode("联通".encode("gbk")) == "联通"
    assert decode("请立即整改".encode("big5", "ignore") + "，責任".encode("big5")).endswith("責任")


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found = from_bytes("x.txt", data)
    assert isinstance(found, Source | Unreadable)


def test_line_ends_and_inner_marks_stay() -> None:
    found = from_bytes("a.txt", b"\xef\xbb\xbf" + "一\r\n二\ufeff\n".encode())
    assert isinstance(found, Source)
    assert found.text == "一\r\n二\ufeff\n"


def _write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return str(path)


def test_folders_are_walked_in_order_and_each_file_is_read_once(tmp_path: Path) -> None:
    _write(tmp_path / "b" / "二.txt", PLAIN)
    first = _write(tmp_path / "a.md", PLAIN)
    _write(tmp_path / ".hidden.txt", PLAIN)
    _write(tmp_path / "SOURCES.tsv", "a\tb")
    found = list(open_sources([str(tmp_path), first, str(tmp_path / "*.md")], io.BytesIO()))
    assert [Path(one.name).name for one in found] == ["a.md", "二.txt"]


def test_globs_and_standard_input(tmp_path: Path) -> None:
    _write(tmp_path / "one.txt", PLAIN)
    _write(tmp_path / "two.txt", PLAIN + "完")
    found = list(open_sources([str(tmp_path / "*.txt"), "-"], io.BytesIO(PLAIN.encode("gb18030"))))
    assert all(isinstance(one, Source) for one in found)
    assert [one.name for one in found][-1] == "-"
    assert isinstance(found[2], Source) and found[2].text == PLAIN


def test_front_matter_tells_title_date_and_place() -> None:
    block = from_bytes("a.md", "---\ntitle: 关于防汛的通知\njurisdiction: 四川省\nissued: 2020-1-2\n---\n正文。\n".encode())
    lines = from_bytes("b.md", "发布时间: 2020-01-02\njurisdiction: 四川省成都市\n\n正文。\n".encode())
    assert isinstance(block, Source) and isinstance(lines, Source)
    assert (block.title, block.jurisdiction, block.issued) == ("关于防汛的通知", "四川省", "2020-01-02")
    assert (lines.jurisdiction, lines.issued) == ("四川省成都市", "2020-01-02")
    assert block.text.startswith("---")


def test_prose_that_begins_with_a_colon_line_is_no_front_matter() -> None:
    found = from_bytes("c.md", "会议要求：各单位要负起责任。\n".encode())
    assert isinstance(found, Source)
    assert (found.title, found.jurisdiction, found.issued) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("e.txt", b"", "empty"),
        ("e.txt", b" \n\t", "empty"),
        ("b.txt", bytes(range(256)) * 8, "binary"),
        ("p.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("o.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx"),
        ("r.txt", b"{\\rtf1 abc}", "docx"),
        ("t.docx", b"PK\x03\x04\x14\x00" + bytes(50), "cut off"),
        ("t.docx", b"not a package at all", "cut off"),
        ("t.pdf", b"%PDF-1.4\n1 0 obj\n", "damaged"),
        ("t.pdf", b"plain words", "PDF"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(name: str, data: bytes, says: str) -> None:
    found = from_bytes(name, data)
    assert isinstance(found, Unreadable)
    assert says in found.reason
    assert found.reason.endswith(".") and found.reason.count(".") >= 2, "a sentence that says why and one that says what to do"


def test_missing_files_empty_folders_and_addresses(tmp_path: Path) -> None:
    found = list(open_sources([str(tmp_path), str(tmp_path / "none.txt"), "https://example.org/a.html"], io.BytesIO()))
    assert [isinstance(one, Unreadable) for one in found] == [True, True, True]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(_write(tmp_path / "closed.txt", PLAIN))
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read every file
        monkeypatch.setattr(Path, "read_bytes", lambda self: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    (found,) = open_sources([str(path)], io.BytesIO())
    assert isinstance(found, Unreadable)
    assert "permission" in found.reason


def test_a_folder_named_like_a_file_is_no_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    _write(tmp_path / "x.txt" / "y.txt", PLAIN)
    (found,) = open_sources([str(tmp_path / "x.txt")], io.BytesIO())
    assert isinstance(found, Source)


def test_a_loop_of_links_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one.txt").write_text("通知", encoding="utf-8")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "itself.txt").symlink_to("itself.txt")
    for path in (str(tmp_path), str(tmp_path / "**" / "*")):
        found = {Path(one.name).name: one for one in open_sources([path], io.BytesIO())}
        assert isinstance(found.pop("one.txt"), Source)
        bad = found.pop("itself.txt")
        assert isinstance(bad, Unreadable) and "symbolic links" in bad.reason and not found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "one.txt").write_text("通知", encoding="utf-8")
    for path in (str(tmp_path), str(tmp_path / "*")):
        assert [Path(one.name).name for one in open_sources([path], io.BytesIO())] == ["one.txt"]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no /dev/zero")  # noqa: PTH110
def test_a_device_is_no_document() -> None:
    (told,) = open_sources(["/dev/zero"], io.BytesIO())
    assert isinstance(told, Unreadable) and "device" in told.reason


def test_office_files_in_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    _write(tmp_path / "a.txt", PLAIN)
    kinds = [type(one) for one in open_sources([str(tmp_path)], io.BytesIO())]
    assert kinds == [Source, Unreadable]


def test_twenty_megabytes_of_one_line() -> None:
    text = "各乡镇要落实安全生产责任，" * 512_000
    data = text.encode()
    assert len(data) > 19_000_000
    found = from_bytes("long.txt", data)
    assert isinstance(found, Source)
    assert found.text == text


def test_columns_of_single_digits_are_not_utf_16() -> None:
    text = "县住建局检查燃气管道。\n" + "3 " * 2000
    assert decode(text.encode()) == text


def test_a_name_longer_than_the_system_knows_is_no_file() -> None:
    (told,) = open_sources(["长" * 400], io.BytesIO())
    assert isinstance(told, Unreadable)
    assert "no such file" in told.reason
