"""Texts that no office writes: long runs of one mark, which cost a rule that walks them once for every mark minutes."""

from __future__ import annotations

import pytest

from extract import read
from extract.source import Source, from_bytes


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
