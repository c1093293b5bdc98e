"""kg evaluate: counts that can be checked by hand, the same counts as the project's scorer, and what a person sees of them."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg import schemes
from kg.cli import make_app
from kg.evaluate import LAYERS, Evaluation, GoldError, evaluate, read_folder
from kg.evaluate.match import Item, match
from kg.evaluate.names import forms, functions, plain
from kg.evaluate.report_html import page
from kg.rdf import to_trig
from ontology.records import Document, Reading, Responsibility, Statement, Thing
from tests import readings

SHARED = Path(__file__).parents[1] / ".." / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "gold/score.py").is_file(), reason="the project's gold and scorer are not beside this checkout")


@cache
def ontology() -> tuple[bytes, ...]:
    return tuple(schemes.graphs().values())


def held(*read: Reading) -> ox.Store:
    """A store in memory with the ontology and these readings."""
    store = ox.Store()
    for nquads in ontology():
        store.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
    for reading in read:
        store.bulk_load(to_trig(reading).trig, ox.RdfFormat.TRIG, lenient=True)
    return store


def county_gold() -> dict[str, Any]:
    """What a careful reader marks in the county document of tests/readings.py; some of it is not in the reading, on purpose."""
    text = readings.COUNTY_TEXT

    def measure(quote: str, **more: Any) -> dict[str, Any]:
        begin = text.index(quote)
        return {"start": begin, "end": begin + len(quote), "modality": "required", "sectors": [], "bearers": [], "cites": [], **more}

    meeting = "青溪县安全生产工作会议"
    return {
        "doc": "county",
        "sha256": readings.county().document.sha256,
        "meetings": [
            {"name": meeting, "aliases": ["安全生产工作会议"], "date": "2023-03", "level": "county", "chairs": ["柳明远"], "speakers": ["柳明远"]},
            {"name": "全省安全生产电视电话会议", "level": "province", "optional": True},
            {"name": "县长办公会"},
        ],
        "officials": [{"name": "柳明远", "posts": ["青溪县副县长"]}],
        "organizations": [
            {"name": "应急管理局"},
            {"name": "公安机关"},  # the reader says 青溪县公安局, alias 公安局: one function
            {"name": "青溪县住房和城乡建设局", "optional": True},
            {"name": "县消防救援大队"},
        ],
        "sectors": [{"id": "hazchem"}, {"id": "forest-fire"}, {"id": "construction"}],
        "cited_documents": [{"title": "建设工程安全生产管理条例"}],
        "initiatives": [],
        "principles": [{"name": "三个必须"}],
        "accidents": [],
        "statistics": [],
        "measures": [
            measure(
                "应急管理局要牵头开展危险化学品专项检查，公安局配合，4月30日前完成", sectors=["hazchem"], deadline="2023-04-30", meeting=meeting,
                bearers=[{"name": "应急管理局", "role": "lead"}, {"name": "公安局", "role": "implement"}],
            ),
            measure("住建局要依据《建设工程安全生产管理条例》排查在建工地", optional=True, cites=["建设工程安全生产管理条例"]),
            measure("各乡镇要加强森林防火", sectors=["forest-fire"], bearers=[{"name": "各乡镇", "role": "implement"}], optional_meeting=meeting),
        ],
    }  # fmt: skip


def written(tmp_path: Path, *golds: dict[str, Any]) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir(exist_ok=True)
    for gold in golds:
        (folder / f"{gold['doc']}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture()
def county(tmp_path: Path) -> Evaluation:
    return evaluate(read_folder(written(tmp_path, county_gold())), held(readings.county()))


# ---- names and matching ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("公安局", "公安机关", True),  # one function
        ("各行业主管部门", "行业部门", True),  # the words around it do not matter
        ("“三个必须”", "三个必须", True),  # nor do quotation marks
        ("气象部门", "气象", True),
        ("省安委会", "市安委会", False),
        ("水利局", "水务所", False),
        ("各单位", "部门", False),  # what is left is too short to be a name
    ],
)
def test_names_that_count_as_the_same(one: str, other: str, same: bool) -> None:
    assert bool(forms(one) & forms(other)) is same


def test_an_empty_name_matches_nothing() -> None:
    assert forms("", "“”") == frozenset()


def test_a_found_item_takes_one_marked_item_only() -> None:
    key = frozenset(("a",))
    pairs = match([Item(key, "marked")], [Item(key, "first"), Item(key, "second")])
    assert [(p.verdict, p.found and p.found.label) for p in pairs] == [("right", "first"), ("wrong", "second")]


def test_what_is_optional_is_neither_missed_nor_wrong() -> None:
    key, other = frozenset(("a",)), frozenset(("b",))
    pairs = match([Item(key, "maybe", True), Item(other, "maybe too", True)], [Item(key, "x"), Item(key, "again")])
    assert [p.verdict for p in pairs] == ["allowed", "allowed"]


# ---- counts by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "right", "wrong", "missed"),
    [
        ("meetings", 1, 0, 1),  # the optional one does not count
        ("meeting_facts", 3, 0, 1),  # date to the month, level, chair; he is not read as a speaker
        ("officials", 1, 0, 0),
        ("posts", 1, 0, 0),
        ("organizations", 2, 0, 1),  # 各乡镇 is a collective
        ("sectors", 2, 1, 1),
        ("cited_documents", 1, 0, 0),
        ("measures", 2, 1, 0),  # the ban is not marked
        ("responsibilities", 2, 2, 1),  # 公安局 in another role; 住建局 bears what is marked without bearer
        ("measure_sectors", 2, 0, 0),
        ("measure_meetings", 1, 1, 0),  # of the optional measure nothing was marked; the third's meeting is optional
        ("principles", 0, 0, 1),
        ("deadlines", 1, 0, 0),
        ("measure_cites", 0, 0, 0),
        ("statistics", 0, 0, 0),
    ],
)
def test_counts_that_follow_from_the_texts(county: Evaluation, layer: str, right: int, wrong: int, missed: int) -> None:
    figures = county.figures[layer]
    assert (figures.right, figures.wrong, figures.missed) == (right, wrong, missed)


def test_precision_recall_and_f1(county: Evaluation) -> None:
    figures = county.figures["sectors"]
    assert (figures.precision, figures.recall, figures.f1) == (2 / 3, 2 / 3, pytest.approx(2 / 3))
    nothing = county.figures["statistics"]
    assert (nothing.precision, nothing.recall, nothing.f1) == (1.0, 1.0, 1.0)


def test_every_error_tells_its_place_and_rule(county: Evaluation) -> None:
    errors = {(o.layer, o.verdict, o.label): o for o in county.errors()}
    wrong = errors["responsibilities", "wrong", "cooperate 青溪县公安局"]
    assert (county.quote(wrong), wrong.rule, wrong.confidence) == ("公安局", "test/bearer", 0.8)
    missed = errors["responsibilities", "missed", "implement 公安局"]
    assert missed.near.startswith("test/bearer → cooperate")
    assert county.quote(missed) == "公安局" and county.line(missed) == 3
    ban = errors["measures", "wrong", "严禁超员超载"]
    assert (county.line(ban), ban.rule) == (3, "test/measure")
    brigade = errors["organizations", "missed", "县消防救援大队"]
    assert (brigade.begin, brigade.near) == (-1, "")  # the text does not name it


def test_confusion_by_construction(county: Evaluation) -> None:
    rules = {(r.layer, r.rule): (r.right, r.wrong, r.missed) for r in county.rules()}
    assert rules["responsibilities", "test/bearer"] == (2, 2, 1)
    assert rules["organizations", "(no rule fired)"] == (0, 0, 1)
    assert sum(r.right for r in county.rules()) == sum(f.right for f in county.figures.values())
    assert sum(r.missed for r in county.rules()) == sum(f.missed for f in county.figures.values())


def test_calibration_counts_each_judged_finding_once(county: Evaluation) -> None:
    bins = [b for b in county.calibration() if not b.layer]
    assert sum(b.right for b in bins) == sum(f.right for f in county.figures.values())
    assert sum(b.wrong for b in bins) == sum(f.wrong for f in county.figures.values())
    assert all(b.low <= b.given <= b.high for b in bins)


def test_less_sure_findings_can_be_left_out(tmp_path: Path) -> None:
    golds = read_folder(written(tmp_path, county_gold()))
    strict = evaluate(golds, held(readings.county()), 0.84)
    assert strict.figures["responsibilities"].right == strict.figures["responsibilities"].wrong == 0  # all of them have 0.8
    assert strict.figures["measures"].right == 2
    assert evaluate(golds, held(readings.county()), 0.99).figures["measures"].missed == 2


def test_a_document_that_is_not_there_is_missed_whole(tmp_path: Path) -> None:
    evaluation = evaluate(read_folder(written(tmp_path, county_gold())), held(readings.province()))
    assert not evaluation.documents[0].found
    assert evaluation.figures["measures"].missed == 2 and evaluation.figures["measures"].right == 0


# ---- marked files ----------------------------------------------------------------------------------------------------


def test_quotes_are_found_in_order_and_names_may_be_bare(tmp_path: Path) -> None:
    text = "要抓好防火。要抓好防火。事故3起。"
    doc = Document("data:document/00", "00", "t", "t.txt", text)
    gold = {
        "doc": "t", "sha256": "00", "organizations": ["县政府"], "sectors": ["fire"],
        "measures": [{"quote": "要抓好防火", "bearers": ["各村"]}, {"quote": "要抓好防火"}], "statistics": [{"quote": "事故3起", "value": 3}],
    }  # fmt: skip
    evaluation = evaluate(read_folder(written(tmp_path, gold)), held(Reading(doc, (), (), (), ())))
    places = [(o.begin, o.end) for o in evaluation.outcomes if o.layer in ("measures", "statistics")]
    assert places == [(0, 5), (6, 11), (12, 16)]
    assert [o.label for o in evaluation.errors(["responsibilities"])] == ["implement 各村"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "is not JSON"),
        ("[]", "must be a JSON object"),
        ('{"measures": [{"start": 5, "end": 2}]}', "5–2"),
        ('{"organizations": [{"aliases": ["县政府"]}]}', "'name' is missing"),
        ('{"organisations": []}', "unknown list organisations"),
        ('{"sha256": "00", "measures": [{"quote": "不在文中"}]}', "does not hold '不在文中'"),
        ('{"sha256": "00", "measures": [{"start": 0, "end": 99}]}', "outside the document's 6"),
        ('{"sha256": "00", "measures": [{"start": 0, "end": 3, "meeting": "某会"}]}', "not among its meetings"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    store = held(Reading(Document("data:document/00", "00", "t", "t.txt", "要抓好防火。"), (), (), (), ()))
    with pytest.raises(GoldError, match=re.escape(complaint)) as caught:
        evaluate(read_folder(tmp_path), store)
    assert "bad.json" in str(caught.value)


def test_the_example_of_the_documentation_can_be_used(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "evaluate.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    (tmp_path / "notice.json").write_text(example, encoding="utf-8")
    (gold,) = read_folder(tmp_path)
    assert gold.measures[0].bearers == (("lead", "县应急管理局"), ("cooperate", "县公安局"))
    quoted = "，".join((gold.statistics[0].quote, gold.measures[0].quote))
    doc = Document("data:document/00", "00", "t", "notice.txt", quoted)
    evaluation = evaluate([replace(gold, sha256="00")], held(Reading(doc, (), (), (), ())))
    assert evaluation.figures["measures"].missed == 1 and evaluation.figures["statistics"].missed == 1


# ---- the same figures as the scorer ----------------------------------------------------------------------------------


@needs_shared
def test_functions_are_those_of_the_contract() -> None:
    rows = csv.DictReader((SHARED / "contract/functions.csv").read_text(encoding="utf-8").splitlines())
    table: dict[str, str] = {}
    for row in rows:
        for name in (row["zh"], *row["alt"].split("|")):
            table.setdefault(plain(name), row["id"])
    assert functions() == table


def _spoilt(reading: Reading) -> Reading:
    """The reading with mistakes of every kind, always the same ones."""
    roles = ("zr:Lead", "zr:Cooperate", "zr:Supervise", "zr:Implement")

    def bearers(many: tuple[Responsibility, ...], at: int) -> tuple[Responsibility, ...]:
        return tuple(replace(r, role=roles[at % 4]) if (at + n) % 3 == 0 else r for n, r in enumerate(many) if (at + n) % 5)

    measures = tuple(
        replace(m, begin=m.begin + (at % 4) * (m.end - m.begin) // 5, responsibilities=bearers(m.responsibilities, at), facts=m.facts[at % 2 :])
        for at, m in enumerate(reading.measures)
        if at % 7
    )
    things = tuple(
        Thing(t.iri, "zr:Collective" if at % 11 == 0 and t.kind == "zr:Department" else t.kind, t.label + "处" * (at % 9 == 0), t.alt[: at % 3])
        for at, t in enumerate(reading.things)
        if at % 6
    )

    def year_off(s: Statement) -> Statement:
        return replace(s, value="19" + s.value[2:]) if s.property == "zr:date" else s

    statements = tuple(year_off(s) if at % 4 == 0 else s for at, s in enumerate(reading.statements) if at % 5)
    return Reading(reading.document, things, reading.mentions, statements, measures)


@pytest.fixture(scope="module")
def five() -> list[Reading]:
    from extract import read
    from extract.source import Source, open_sources

    opened = open_sources([str(SHARED / "corpus")], sys.stdin.buffer)
    found = [s for s in opened if isinstance(s, Source) and Path(s.name).parent.name == "corpus"]
    return [read(source) for source in found]


@needs_shared
@pytest.mark.parametrize("spoilt", [False, True])
def test_the_scorer_counts_the_same(five: list[Reading], spoilt: bool, tmp_path: Path) -> None:
    store = held(*(_spoilt(reading) if spoilt else reading for reading in five))
    store.dump(str(tmp_path / "graph.nq"), ox.RdfFormat.N_QUADS)
    scorer = [sys.executable, str(SHARED / "gold/score.py"), str(tmp_path / "graph.nq"), str(SHARED / "gold")]
    lines = subprocess.run(scorer, capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()
    evaluation = evaluate(read_folder(SHARED / "gold"), store)
    counted = {}
    for line in lines:
        found = re.match(r"(\w+) .*\((\d+) right, (\d+) wrong, (\d+) missed\)", line)
        if found:
            counted[found[1]] = tuple(map(int, found.groups()[1:]))
    assert counted == {layer: (f.right, f.wrong, f.missed) for layer, f in evaluation.figures.items()}
    assert lines[-1] == f"headline F1 {evaluation.headline:.3f}"
    if spoilt:
        assert all(evaluation.figures[layer].missed for layer in LAYERS if layer != "accidents")  # the test has something to count


# ---- what a person sees ----------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_shows_marked_and_found_and_holds_everything(county: Evaluation) -> None:
    parsed = _Page()
    parsed.feed(page(county))
    tags = {tag for tag, _ in parsed.tags}
    assert not tags & {"script", "img", "iframe", "object"}
    assert all((attrs.get("href") or "#").startswith(("#", "data:")) and "src" not in attrs for _, attrs in parsed.tags)
    classes = {c for _, attrs in parsed.tags for c in (attrs.get("class") or "").split()}
    number = LAYERS.index("measures")
    assert {f"r{number}", f"w{number}", f"s{number}"} <= classes
    words = "".join(parsed.words)
    assert words.count("各乡镇要加强森林防火") >= 2  # on both sides
    assert "漏报" in words and "missed" in words


def test_nothing_from_a_document_becomes_markup(tmp_path: Path) -> None:
    text = '<script>alert(1)</script>要抓好"防火\'；\u202e&lt;img\x00'
    doc = Document("data:document/00", "00", "<b>t", '"><i>.txt', text)
    gold = {"doc": "<img src=x>", "sha256": "00", "organizations": ["<script>"], "measures": [{"start": 0, "end": 20, "bearers": ["<u>"]}]}
    (tmp_path / "x.json").write_text(json.dumps(gold), encoding="utf-8")
    parsed = _Page()
    parsed.feed(page(evaluate(read_folder(tmp_path), held(Reading(doc, (), (), (), ())))))
    assert not {tag for tag, _ in parsed.tags} & {"script", "img", "b", "i", "u"} - {"b"}
    words = "".join(parsed.words)
    assert "<script>alert(1)</script>" in words and "&lt;img" in words
    assert "\u202e" not in words and "\x00" not in words


# ---- the command -----------------------------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(make_app(), ["evaluate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


SENTENCE = "县应急管理局要牵头开展危险化学品专项检查。\n"


def office(tmp_path: Path) -> Path:
    """An office's own folder: a notice and what it marked in it, known by its name."""
    (tmp_path / "notice.txt").write_text(SENTENCE, encoding="utf-8")
    gold = {
        "organizations": ["县应急管理局"], "sectors": ["hazchem"],
        "measures": [{"quote": SENTENCE[:-2], "sectors": ["hazchem"], "bearers": [{"name": "县应急管理局", "role": "lead"}]}],
    }  # fmt: skip
    (tmp_path / "notice.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_an_office_measures_the_reader_on_its_own_documents(tmp_path: Path) -> None:
    status, out, _ = run(office(tmp_path), "--errors", "all", "--rules", "all", "--calibration", "--by-document")
    assert status == 0
    assert re.search(r"^measures +1\.000 +1\.000 +1\.000 +1 +0 +0$", out, re.MULTILINE)
    assert "Headline F1" in out


def test_json_and_page_by_the_ending_of_the_file(tmp_path: Path) -> None:
    folder = office(tmp_path)
    status, out, _ = run(folder, "--format", "json", "--errors", "all", "--calibration")
    record = json.loads(out)
    assert status == 0 and record["layers"]["responsibilities"]["right"] == 1
    assert set(record["layers"]) == set(LAYERS) and record["calibration"][0]["layer"] is None
    status, _, said = run(folder, "-o", tmp_path / "page.html", "--lang", "zh")
    assert status == 0 and "headline F1" in said
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_store_gives_the_figures_that_reading_gives(tmp_path: Path) -> None:
    from kg.build import build

    folder = office(tmp_path)
    build([str(folder / "notice.txt")], tmp_path / "store")
    assert run(folder, "--store", tmp_path / "store", "-f", "json")[1] == run(folder, folder / "notice.txt", "-f", "json")[1]


def test_a_document_that_is_not_found_is_said_and_ends_in_1(tmp_path: Path) -> None:
    folder = written(tmp_path, county_gold())
    status, out, said = run(folder)
    assert status == 1 and "county.json" in said and "counts as empty" in said
    assert re.search(r"^measures +1\.000 +0\.000", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(("--errors", "everything"), "no layer 'everything'"), (("--doc", "zzz"), "begins with 'zzz'"), (("x.txt", "--store", "s"), "not both")],
)
def test_wrong_usage_is_explained(tmp_path: Path, arguments: tuple[str, ...], complaint: str) -> None:
    result = CliRunner().invoke(make_app(), ["evaluate", str(office(tmp_path)), *arguments])
    assert result.exit_code != 0 and complaint in str(result.exception)
