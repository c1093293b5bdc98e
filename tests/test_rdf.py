"""Records to quads: every property of the vocabulary, written canonically."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import date_type, decimal, literal, to_trig
from ontology.namespaces import PREFIXES, expand, segment
from ontology.records import Reading, Statement
from tests.readings import CHAIR, COUNTY_MEETING, EMERGENCY, REGULATION, Marker, county, damaged, province


def quads(reading: Reading, **how: str) -> set[ox.Quad]:
    return set(ox.parse(to_trig(reading, **how).trig, ox.RdfFormat.TRIG))


def said(reading: Reading, subject: str) -> dict[str, set[str]]:
    """Short property → values (literals as N-Triples) of one subject."""
    found: dict[str, set[str]] = {}
    for quad in quads(reading):
        if quad.subject == ox.NamedNode(expand(subject)):
            name = next(f"{p}:{quad.predicate.value[len(i):]}" for p, i in PREFIXES.items() if quad.predicate.value.startswith(i))
            found.setdefault(name, set()).add(str(quad.object))
    return found


def iri(short: str) -> str:
    return f"<{expand(short)}>"


@pytest.mark.parametrize("reading", [county(), province(), damaged()])
def test_statements_come_once_and_in_one_graph(reading: Reading) -> None:
    written = to_trig(reading)
    parsed = list(ox.parse(written.trig, ox.RdfFormat.TRIG))
    assert written.iri == expand(reading.document.iri)
    assert {quad.graph_name for quad in parsed} == {ox.NamedNode(written.iri)}
    assert len(parsed) == len(set(parsed)) == written.statements


def test_the_order_of_records_does_not_matter() -> None:
    reading = county()
    turned = dataclasses.replace(
        reading,
        things=reading.things[::-1],
        mentions=reading.mentions[::-1],
        statements=reading.statements[::-1],
        measures=tuple(
            dataclasses.replace(m, responsibilities=m.responsibilities[::-1], facts=m.facts[::-1]) for m in reading.measures[::-1]
        ),
    )
    assert to_trig(turned) == to_trig(reading)


def test_a_document_has_all_its_properties() -> None:
    reading = county()
    found = said(reading, reading.document.iri)
    assert found["rdf:type"] == {iri("zr:SourceDocument")}
    assert found["zr:sha256"] == {f'"{reading.document.sha256}"'}
    assert found["dcterms:title"] == {'"青溪县安全生产工作会议"@zh-hans'}
    assert found["dcterms:source"] == {'"county.txt"'}
    assert found["dcterms:issued"] == {f'"2023-03-08"^^{iri("xsd:date")}'}
    assert found["nif:isString"] == {literal(reading.document.text)}
    assert len(found["zr:mentionsSector"]) == 3


def test_a_measure_has_all_its_properties() -> None:
    reading = county()
    measure = reading.measures[0]
    text = "应急管理局要牵头开展危险化学品专项检查，公安局配合，4月30日前完成"
    found = said(reading, measure.iri)
    assert found == {
        "rdf:type": {iri("zr:Measure")},
        "nif:beginIndex": {f'"{measure.begin}"^^{iri("xsd:integer")}'},
        "nif:endIndex": {f'"{measure.begin + len(text)}"^^{iri("xsd:integer")}'},
        "nif:referenceContext": {iri(reading.document.iri)},
        "zr:text": {f'"{text}"'},
        "zr:modality": {iri("zr:Required")},
        "zr:rule": {'"test/measure"'},
        "zr:confidence": {f'"0.85"^^{iri("xsd:decimal")}'},
        "zr:inSector": {iri("zrs:hazchem")},
        "zr:deadline": {f'"2023-04-30"^^{iri("xsd:date")}'},
        "zr:deadlineText": {'"4月30日前"'},
        "zr:requiredBy": {iri(COUNTY_MEETING)},
        "zr:responsibility": {iri(f"{measure.iri}/responsibility/1"), iri(f"{measure.iri}/responsibility/2")},
    }
    duty = said(reading, f"{measure.iri}/responsibility/1")
    assert duty["zr:bearer"] == {iri(EMERGENCY)} and duty["zr:role"] == {iri("zr:Lead")}
    assert "zr:carriedFrom" not in duty


def test_a_carried_bearer_points_at_a_mention_of_it() -> None:
    reading = damaged()
    duty = said(reading, f"{reading.measures[0].iri}/responsibility/1")
    (mention,) = duty["zr:carriedFrom"]
    found = said(reading, "data:" + mention[1 + len(PREFIXES["data"]) : -1])
    assert found["nif:anchorOf"] == {'"县应急局"'} and found["itsrdf:taIdentRef"] == duty["zr:bearer"]
    silent = dataclasses.replace(reading, mentions=())  # the reader gave no mention there: there is one all the same
    assert said(silent, f"{reading.measures[0].iri}/responsibility/1")["zr:carriedFrom"]


def test_every_statement_has_a_finding_with_rule_and_place() -> None:
    reading = county()
    findings = [q.subject for q in quads(reading) if q.object == ox.NamedNode(expand("zr:Finding"))]
    assert len(findings) == len(reading.statements) + sum(len(m.facts) for m in reading.measures)
    store = ox.Store()
    store.extend(quads(reading))
    rows = store.query(
        f"SELECT ?b ?e ?rule ?c {{ GRAPH ?g {{ ?f rdf:subject {iri(COUNTY_MEETING)} ; rdf:predicate zr:chair ; rdf:object {iri(CHAIR)} ; "
        "nif:beginIndex ?b ; nif:endIndex ?e ; zr:rule ?rule ; zr:confidence ?c } }",
        prefixes=PREFIXES,
    )
    ((begin, end, rule, confidence),) = [[t.value for t in row] for row in rows]
    assert reading.document.text[int(begin) : int(end)] == "柳明远主持会议"
    assert (rule, confidence) == ("test/fact", "0.9")


def test_mentions_are_exact_slices() -> None:
    for reading in (county(), damaged()):
        text = reading.document.text.replace("\ud800", "\ufffd")
        by_subject: dict[str, dict[str, str]] = {}
        for quad in quads(reading):
            by_subject.setdefault(str(quad.subject), {})[quad.predicate.value.rpartition("#")[2]] = quad.object.value  # type: ignore[union-attr]
        mentions = [m for m in by_subject.values() if "anchorOf" in m]
        assert len(mentions) == len(reading.mentions)
        for mention in mentions:
            assert text[int(mention["beginIndex"]) : int(mention["endIndex"])] == mention["anchorOf"]


def test_a_cited_document_has_title_and_label() -> None:
    found = said(county(), REGULATION)
    assert found["dcterms:title"] == found["skos:prefLabel"] == {'"建设工程安全生产管理条例"@zh-hans'}


def test_repairs_are_told() -> None:
    reading = damaged()
    found = said(reading, f"{reading.document.iri}/repair/3-6/1")
    assert found["zr:repairKind"] == {'"gbk"'} and found["zr:reads"] == {'"危化品"'}


def test_the_base_moves_individuals_and_nothing_else() -> None:
    here, there = quads(county()), quads(county(), base="http://example.org/duty/")
    assert len(here) == len(there)
    assert {q.predicate for q in here} == {q.predicate for q in there}
    assert not any("w3id.org/zeren/id/" in str(q) for q in there)


def test_an_iri_never_breaks_out() -> None:
    reading = county()
    evil = Statement("data:x> <y", "zr:chair", 'data:a"b\\c{d}\ue000\u3000e f', "", 0, 1, "r", 1.0)
    found = quads(dataclasses.replace(reading, statements=(evil,)))
    assert ox.NamedNode(expand("data:x%3E%20%3Cy")) in {q.subject for q in found}


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    (triple,) = ox.parse(f"<a:a> <a:b> {literal(text)} .".encode(), ox.RdfFormat.N_TRIPLES)
    assert triple.object.value == text  # type: ignore[union-attr]


def test_a_lone_surrogate_keeps_its_place() -> None:
    assert literal("甲\ud800乙") == '"甲\ufffd乙"'


@pytest.mark.parametrize(("value", "text"), [(0.9, "0.9"), (1.0, "1"), (0.0, "0"), (0.8756, "0.876"), (1e-9, "0")])
def test_decimals_are_in_oxigraphs_own_form(value: float, text: str) -> None:
    assert decimal(value) == text
    store = ox.Store()
    store.load(f'<a:a> <a:b> "{text}"^^<{PREFIXES["xsd"]}decimal> .'.encode(), ox.RdfFormat.N_TRIPLES)
    assert [q.object.value for q in store] == [text]  # type: ignore[union-attr]


def test_dates_have_the_type_of_their_precision() -> None:
    assert [date_type(d) for d in ("2023", "2023-02", "2023-02-28")] == ["gYear", "gYearMonth", "date"]


def test_offsets_beyond_the_basic_plane_count_characters() -> None:
    reading = county()
    document = dataclasses.replace(reading.document, text="𠮷县应急局𠮷")
    marker = Marker(document)
    only = Reading(document, (), (marker.mention("应急局", EMERGENCY),), (), ())
    found = {q.predicate.value.rpartition("#")[2]: q.object.value for q in quads(only) if "/mention/" in str(q.subject)}  # type: ignore[union-attr]
    assert (found["beginIndex"], found["endIndex"], found["anchorOf"]) == ("2", "5", "应急局")


@given(st.text(min_size=1))
def test_any_name_makes_an_iri(name: str) -> None:
    reading = county()
    said = Statement("data:organization/" + segment(name), "zr:chair", CHAIR, "", 0, 1, "r", 1.0)
    assert quads(Reading(reading.document, (), (), (said,), ()))
