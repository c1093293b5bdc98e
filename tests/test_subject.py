"""Everything about one thing, from a report written here."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.naming import Named
from kg.subject import DUTIES, FACTS, MENTIONS, candidates, choices, show, together
from tests.written import Page, World, node

TEXT = """3月5日，青河县召开春季防火会议，副县长陈立新主持。
会议要求，县林业局牵头、县公安局配合，4月底前查完林区火源。县林业局要按照《森林防火条例》组织巡护。
"""


def report(world: World) -> Page:
    page = world.document("春季防火会议报道", TEXT, issued="2024-03-06", place="青河县", level="County")
    meeting = page.meeting("青河县春季防火会议", level="County", on="2024-03-05")
    chair = page.thing("Official", "陈立新", local=True)
    post = page.thing("Post", "副县长", local=True)
    page.say(chair, "zr:holdsPost", post)
    page.say(meeting, "zr:chair", chair)
    finding = node(page.iri.value + "/finding/1")
    begin = TEXT.index("副县长陈立新主持")
    for prop, value in (("rdf:subject", meeting), ("rdf:predicate", node("zr:chair")), ("rdf:object", chair)):
        page.say(finding, prop, value)
    page.say(finding, "nif:beginIndex", Literal(begin))
    page.say(finding, "nif:endIndex", Literal(begin + 8))
    woods = page.thing("Department", "县林业局", alt=["林业局"], function="forestry", local=True)
    police = page.thing("Department", "县公安局", function="public-security", local=True)
    page.mention("青河县召开春季防火会议", meeting)
    page.mention("县林业局牵头", woods)
    law = page.thing("CitedDocument", "森林防火条例")
    page.measure("县林业局牵头、县公安局配合，4月底前查完林区火源", sectors=["forest-fire"], lead=[woods], cooperate=[police], deadline="2024-04-30", by=meeting)  # fmt: skip
    page.measure("县林业局要按照《森林防火条例》组织巡护", sectors=["forest-fire"], implement=[woods], by=meeting, cites=[law])
    return page


@pytest.fixture(scope="module")
def world() -> World:
    made = World()
    report(made)
    return made


def one(world: World, asked: str) -> Named:
    found = candidates(world.store, asked)
    assert len(found) == 1, [named.label for named in found]
    return found[0]


def test_a_body_shows_what_it_leads_and_does(world: World) -> None:
    page = show(world.store, one(world, "县林业局"))
    assert (page.label, page.kind, page.names) == ("县林业局", "部门", ("林业局",))
    assert [(r["property"], r["value"], r["bodies"], r["deadline"]) for r in page.section(DUTIES)] == [
        ("牵头", "县林业局牵头、县公安局配合，4月底前查完林区火源", "牵头：县林业局；配合：县公安局", "2024-04-30"),
        ("负责", "县林业局要按照《森林防火条例》组织巡护", "负责：县林业局", ""),
    ]
    assert [(r["property"], r["value"]) for r in page.section(FACTS)] == [("zr:function", "林业草原")]
    assert [(r["quote"], r["value"]) for r in page.section(MENTIONS)] == [("县林业局牵头", "…会议要求，【县林业局牵头】、县公安局配合，4月底前查完林区…")]


def test_a_meeting_shows_its_chair_with_the_words_that_say_so(world: World) -> None:
    page = show(world.store, one(world, "青河县春季防火会议"))
    facts = {r["property"]: r for r in page.section(FACTS)}
    assert (facts["zr:chair"]["value"], facts["zr:chair"]["quote"]) == ("陈立新", "副县长陈立新主持")
    assert facts["zr:level"]["value"] == "县级"
    assert facts["zr:date"]["value"] == "2024-03-05"
    assert [r["property"] for r in page.section(DUTIES)] == ["由此会议提出", "由此会议提出"]


def test_an_official_shows_post_and_what_points_to_him(world: World) -> None:
    facts = [(r["property"], r["value"]) for r in show(world.store, one(world, "陈立新")).section(FACTS)]
    assert facts == [("zr:holdsPost", "副县长"), ("← zr:chair", "青河县春季防火会议")]


def test_a_sector_a_citation_and_a_document_show_their_measures(world: World) -> None:
    assert [r["property"] for r in show(world.store, one(world, "森林防火")).section(DUTIES)] == ["属于此行业领域"] * 2
    cited = show(world.store, one(world, "《森林防火条例》"))
    assert [(r["property"], r["bodies"]) for r in cited.section(DUTIES)] == [("以此为依据", "负责：县林业局")]
    assert len(show(world.store, one(world, "春季防火会议报道")).section(DUTIES)) == 2


def test_a_name_that_fits_several_lists_them_and_none_is_empty(world: World) -> None:
    assert [named.label for named in candidates(world.store, "青河县")] == ["青河县"]
    assert [named.label for named in candidates(world.store, "春季防火")] == ["春季防火会议报道", "青河县春季防火会议"]
    assert candidates(world.store, "航天局") == []


def test_choices_tell_apart_what_has_one_name() -> None:
    world = World()
    for title, quote in (("甲县通报", "县公安局要查酒驾"), ("乙县通报", "县公安局已到会")):
        page = world.document(title, f"{quote}。")
        police = page.thing("Department", "县公安局", local=True)
        page.mention("县公安局", police)
        if "要" in quote:
            page.measure(quote, implement=[police])
    found = candidates(world.store, "县公安局")
    rows = choices(world.store, "县公安局", found).rows
    assert sorted((r["count"], r["where"], r["quote"]) for r in rows) == [("0", "《乙县通报》", "县公安局"), ("1", "《甲县通报》", "县公安局")]
    both = together("县公安局", [show(world.store, named) for named in found])
    assert [r["value"] for r in both.rows if r["section"] == DUTIES] == ["县公安局要查酒驾"]


def test_rows_carry_their_place(world: World) -> None:
    for row in show(world.store, one(world, "县林业局")).section(DUTIES):
        assert TEXT[int(row["begin"]) : int(row["end"])] == row["quote"]
        assert row["document"].startswith("https://w3id.org/zeren/id/document/")


def test_the_id_of_a_choice_is_taken_as_a_name() -> None:
    world = World()
    for title in ("甲县通报", "乙县通报"):
        page = world.document(title, "县公安局到会。")
        page.mention("县公安局", page.thing("Department", "县公安局", local=True))
    rows = choices(world.store, "县公安局", candidates(world.store, "县公安局")).rows
    assert rows[0]["id"].startswith("data:document/")
    assert [named.iri for named in candidates(world.store, rows[0]["id"])] == [rows[0]["iri"]]
