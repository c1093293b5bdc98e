"""The bundled documents can be read in every form, are rebuilt from their words, and their gold says what stands in them."""

from __future__ import annotations

import csv
import importlib.util
import json
from importlib import resources
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.source import READ, Source, from_bytes, open_file

HERE = Path(__file__).parent
SAMPLES = Path(str(resources.files("kg") / "samples"))
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in READ)
GOLD = sorted((HERE / "gold").glob("*.json"))
ROLES = {"lead", "cooperate", "supervise", "implement"}


def fixture_module(name: str) -> ModuleType:
    """A script of tests/fixtures, which is no package."""
    spec = importlib.util.spec_from_file_location(name, HERE / "fixtures" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    return fixture_module("make_samples")


def text_of(number: str) -> str:
    source = open_file(str(next(path for path in FILES if path.name.startswith(number))))
    assert isinstance(source, Source), source
    return source.text


def marked(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def test_the_genre_is_covered() -> None:
    assert [path.name[:2] for path in FILES] == [f"{number:02}" for number in range(1, 15)]
    assert {path.suffix for path in FILES} == {".txt", ".md", ".html", ".docx", ".pdf"}
    assert [path.stem for path in GOLD] == [path.stem for path in FILES]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("01", "区综合行政执法局要督导辖区4家燃气公司"),
        ("02", "要確保;菲髽I(yè)主要負(fù)責(zé)人"),
        ("03", "谁的孩子谁抱走"),
        ("04", "河长办要指导各乡镇在危险水域设立警示标志"),
        ("05", "完成18个老旧小区电气线路改造"),
        ("06", "火塘边不烘衣、炭火房必开窗"),
        ("07", "病险水库"),
        ("08", "嚴禁多頭指揮"),
        ("09", "靳伯年强调，安全是一，其他是零"),
        ("10", "自查情况由企业主要负责人签字后"),
        ("11", "农机监理站负责拖拉机及驾驶人的挂牌"),
        ("12", "凤台县连续两个季度实现"),
        ("13", "盛  雯    县教育体育局局长"),
        ("14", "不得收取任何接入工程费用"),
    ],
)
def test_every_form_gives_its_words(number: str, words: str) -> None:
    text = text_of(number)
    assert words in text
    assert "\ufffd" not in text and "\ufeff" not in text


def test_what_a_page_repeats_is_no_part_of_its_text() -> None:
    text = text_of("04")
    assert "addHits" not in text and "您是第" not in text
    assert "警示标志" in text


@pytest.mark.parametrize("number", ["02", "03", "08", "11"])
def test_text_samples_are_rebuilt_to_the_byte(number: str, maker: ModuleType) -> None:
    kept = next(path for path in FILES if path.name.startswith(number))
    assert maker.RECIPES[number]() == kept.read_bytes()


@pytest.mark.parametrize("number", ["05", "07"])
def test_word_and_pdf_are_rebuilt_with_the_same_text(number: str, maker: ModuleType) -> None:
    if number == "07" and not maker.FONT.exists():
        pytest.skip("Needs Debian's fonts-noto-cjk to set the PDF.")
    kept = next(path for path in FILES if path.name.startswith(number))
    rebuilt = from_bytes(kept.name, maker.RECIPES[number]())
    assert isinstance(rebuilt, Source)
    assert rebuilt.text == text_of(number)


@pytest.mark.parametrize(
    ("clean", "damaged"),
    [
        ("危化品、人員密集", ";贰⑷藛T密集"),
        ("危化品生產、煤炭", ";飞a(chǎn)、煤炭"),
        ("兩確保”工作目標。會", "兩確!惫ぷ髂繕(biāo)。會"),
        ("慶祝活動期間", "慶;顒悠陂g"),
        ("到位；確保！", "到位;確保!"),
        ("安全第一", "安全第一"),
    ],
)
def test_the_damage_is_that_of_real_pages(clean: str, damaged: str, maker: ModuleType) -> None:
    assert maker.through_gbk(maker.with_pinyin(clean)) == damaged


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_quotes_of_the_gold_stand_where_it_says(path: Path) -> None:
    gold = marked(path)
    source = open_file(str(next(file for file in FILES if file.stem == path.stem)))
    assert isinstance(source, Source)
    assert gold["doc"] == path.stem
    assert gold["sha256"] == source.sha256, "Run tests/fixtures/place_gold.py after a sample was changed."
    for entry in [*gold["measures"], *gold["statistics"]]:
        assert source.text[entry["start"] : entry["end"]] == entry["quote"], "Run tests/fixtures/place_gold.py."
    for one, next_one in pairwise(gold["measures"]):
        assert one["end"] <= next_one["start"]


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_gold_refers_only_to_what_it_lists(path: Path) -> None:
    gold = marked(path)
    meetings = {meeting["name"] for meeting in gold["meetings"]}
    titles = {title for cited in gold["cited_documents"] for title in (cited["title"], *cited["aliases"])}
    sectors = {sector["id"] for sector in gold["sectors"]}
    officials = {official["name"] for official in gold["officials"]}
    for meeting in gold["meetings"]:
        assert {*meeting["chairs"], *meeting["attendees"], *meeting["speakers"]} <= officials
    for measure in gold["measures"]:
        assert {*measure["sectors"], *measure.get("optional_sectors", [])} <= sectors, measure["quote"]
        assert set(measure["cites"]) <= titles
        assert measure["meeting"] is None or measure["meeting"] in meetings
        assert {bearer["role"] for bearer in measure["bearers"]} <= ROLES


def test_sectors_of_the_gold_are_in_the_contract() -> None:
    table = HERE.parent / ".." / "shared" / "contract" / "sectors.csv"
    if not table.exists():
        pytest.skip("Needs ../shared/contract/sectors.csv.")
    with table.open(encoding="utf-8") as rows:
        known = {row["id"] for row in csv.DictReader(rows)}
    assert {sector["id"] for path in GOLD for sector in marked(path)["sectors"]} <= known


def test_a_document_without_a_directive_has_no_measure_in_its_gold() -> None:
    gold = marked(next(path for path in GOLD if path.name.startswith("12")))
    assert gold["measures"] == []
    assert len(gold["statistics"]) > 20


def test_quotes_are_found_again_when_lines_break_elsewhere() -> None:
    placer = fixture_module("place_gold")
    entries: list[dict[str, object]] = [{"quote": "各村要\n值守"}, {"quote": "镇里要督查"}, {"quote": "没有的话"}]
    assert placer.place(entries, "会后，各村要值守。镇里\n要督查。") == ["没有的话"]
    assert [(entry.get("start"), entry["quote"]) for entry in entries[:2]] == [(3, "各村要值守"), (9, "镇里\n要督查")]
