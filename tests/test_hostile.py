"""Texts that no office writes: long runs of one mark, which cost a rule that walks them once for every mark minutes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from extract import read
from extract.source import Source, from_bytes, open_sources


@pytest.mark.parametrize(
    "unit",
    ["；", "？", "。”", "《", "《《法》", "0", "1，", "3 ", "浏览次数 ", "损失共计", "公路交通", "（", "一是", "、", "死亡3人", "四不两直"],
)
def test_a_long_run_is_read_to_its_end(unit: str) -> None:
    source = from_bytes("run.txt", ("县住建局要检查燃气管道。\n" + unit * (60_000 // len(unit))).encode())
    assert isinstance(source, Source)
    reading = read(source)
    assert reading.document.text == source.text
    assert reading.mentions


@pytest.mark.parametrize(("before", "unit"), [("直接经济损失", "共计"), ("“5·1”", "公路交通"), ("开展安全统一", "统一"), ("浏览次数", " ")])
def test_a_run_that_could_be_split_in_many_ways_is_split_in_one(before: str, unit: str) -> None:
    source = from_bytes("run.txt", f"县住建局要检查燃气管道。{before}{unit * 4000}x".encode())
    assert isinstance(source, Source)
    assert read(source).measures


def _one_line(characters: int, without: str = "") -> str:
    """The bundled plain documents as one line, again and again; the marks of `without` are left out."""
    paths = sorted((Path(__file__).parents[1] / "kg" / "samples").glob("*.txt"))
    sources = open_sources([str(path) for path in paths], io.BytesIO())
    said = "".join("".join(source.text.split()) for source in sources if isinstance(source, Source))
    said = said.translate(dict.fromkeys(map(ord, without)))
    return (said * (characters // len(said) + 1))[:characters]


def _steps(text: str) -> int:
    """How many functions, Python's and C's, are called while a text is read, as one way to count its steps."""
    source = from_bytes("line.txt", text.encode())
    assert isinstance(source, Source)
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(source)
    finally:
        sys.setprofile(None)
    return calls


_UNITS = {
    "real text": _one_line(5_000),
    "real text without stops": _one_line(5_000, "。！？；"),
    "real text without marks": _one_line(5_000, "。！？；，、：“”（）《》"),
    "deadlines of all": "各单位要排查隐患，完成时限：2月底前；",
    "notes of all": "各单位要排查隐患；责任单位：县应急局；",
    "firms of firms": "公司",
    "leaders in a row": "李明县长",
    "persons who get posts": "王明任县应急局局长",
    "meetings in a row": "召开会议",
    "titles": "李明印发《安全生产法》",
    "accidents": "X县Y镇发生火灾事故，",
    "campaigns": "开展“打非治违”专项行动，",
}


@pytest.mark.parametrize("unit", _UNITS.values(), ids=_UNITS)
def test_a_line_twice_as_long_takes_twice_the_steps(unit: str) -> None:
    text = "关于加强安全生产工作的通知。" + unit * (10_000 // len(unit))
    _steps(text[:4_990])  # loads the dictionaries
    short, long = _steps(text[:5_000]), _steps(text[:10_000])
    assert short < long < 2.5 * short


@pytest.mark.parametrize("without", ["", "。！？；，、：“”（）《》"])
def test_a_megabyte_of_real_text_in_one_line_is_read_to_its_end(without: str) -> None:
    line = _one_line(350_000, without)
    source = from_bytes("line.txt", line.encode())
    assert isinstance(source, Source)
    reading = read(source)
    assert max(mention.end for mention in reading.mentions) > len(line) - 2_000
