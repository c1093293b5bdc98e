"""Whatever a reading names has a mention of its own, with the words that name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reader import read
from extract.source import Source, open_file
from extract.text import untouched
from extract.witness import witnesses
from ontology.records import Mention, Reading, Statement, Thing
from tests.readings import document

TEXT = "省应急管理厅厅长周衡主持会议，理县政府值班室报告了情况。"
SAMPLES = Path(__file__).parents[1] / "kg" / "samples"


def said(subject: str, prop: str, value: str, words: str) -> Statement:
    begin = TEXT.index(words)
    return Statement(subject, prop, value, "", begin, begin + len(words), "test", 0.8)


@pytest.mark.parametrize(
    ("label", "words", "quote"),
    [
        ("省应急管理厅", "省应急管理厅厅长", "省应急管理厅"),
        ("江西省应急管理厅", "省应急管理厅厅长", "省应急管理厅"),
        ("理县人民政府", "理县政府值班室", "理县"),
        ("四川省", "理县政府值班室", "理县政府值班室"),
    ],
)
def test_the_words_of_a_statement_name_its_value(label: str, words: str, quote: str) -> None:
    body = Thing("data:organization/x", "zr:Organization", label)
    link = said("data:post/y", "zr:postIn", body.iri, words)
    begin = TEXT.index(quote)
    assert witnesses(untouched(TEXT), [body], [], [link], []) == [Mention(begin, begin + len(quote), body.iri, "test", 0.8)]


def test_a_place_is_told_by_the_place_within_it() -> None:
    county, province = Thing("data:jurisdiction/a", "zr:Jurisdiction", "理县"), Thing("data:jurisdiction/b", "zr:Jurisdiction", "四川省")
    own = Mention(0, 1, county.iri, "test", 0.8)
    link = said(county.iri, "schema:containedInPlace", province.iri, "理县政府值班室")
    (found,) = witnesses(untouched(TEXT), [county, province], [own], [link], [])
    assert (found.ref, TEXT[found.begin : found.end]) == (province.iri, "理县")


def test_what_has_a_mention_gets_no_other() -> None:
    body = Thing("data:organization/x", "zr:Organization", "省应急管理厅")
    own = Mention(0, 6, body.iri, "test", 1.0)
    assert witnesses(untouched(TEXT), [body], [own], [said("data:post/y", "zr:postIn", body.iri, "省应急管理厅厅长")], []) == []


def unmentioned(reading: Reading) -> list[str]:
    named = {mention.ref for mention in reading.mentions}
    return [thing.iri for thing in reading.things if thing.iri not in named]


def test_a_body_known_from_a_post_alone() -> None:
    doc = document("会议由中国某某工程院院士、某某大学教授（李默然）作报告。\n", "报告会", "a.txt")
    assert unmentioned(read(Source("a.txt", doc.sha256, doc.text, "text/plain"))) == []


def test_every_thing_of_the_bundled_documents_is_mentioned() -> None:
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html", ".docx", ".pdf"))
    sources = [source for file in files if isinstance(source := open_file(str(file)), Source)]
    assert sources and {source.name: unmentioned(read(source)) for source in sources} == {source.name: [] for source in sources}


def test_every_thing_of_real_documents_is_mentioned() -> None:
    corpus = Path(__file__).parents[2] / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("the five documents (../shared/corpus) are not here")
    sources = [source for file in sorted(corpus.glob("*.txt")) if isinstance(source := open_file(str(file)), Source)]
    assert sources and {source.name: unmentioned(read(source)) for source in sources} == {source.name: [] for source in sources}
