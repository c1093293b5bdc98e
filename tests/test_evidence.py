"""Where a statement's words stand: at a finding, or at the mention that shows it; everyone who asks is told what the reader said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import cast

import pyoxigraph as ox
import pytest

import viz.source
from extract import read
from extract.source import open_sources
from kg import queries
from kg.evaluate.graph import DocumentGraph, Whole
from kg.naming import Named
from kg.rdf import to_trig
from kg.store import Reader
from kg.subject import FACTS, show
from kg.why import Explainer
from ontology.concepts import source as ontology_file
from ontology.evidence import BY_OBJECT, BY_SUBJECT, PLACES, surest
from ontology.namespaces import DATA, PREFIXES, ZR, expand
from ontology.records import Mention, Reading, Statement

NOT_ON_PAGES = frozenset({"zr:mentionsSector"})  # a page of a document would be nothing else
Said = tuple[int, int, str, float]  # begin, end, rule, confidence


@cache
def readings() -> tuple[Reading, ...]:
    """Of the bundled documents."""
    return tuple(read(source) for source in open_sources([str(files("kg") / "samples")], sys.stdin.buffer))


def statements(reading: Reading) -> list[Statement]:
    told = [*reading.statements, *(fact for measure in reading.measures for fact in measure.facts)]
    return [s for s in told if s.property not in PLACES]


def triple(s: Statement) -> tuple[str, str, str]:
    return expand(s.subject), expand(s.property), s.value if s.datatype else expand(s.value)


def store_of(reading: Reading) -> ox.Store:
    store = ox.Store()
    store.load(to_trig(reading).trig, ox.RdfFormat.TRIG)
    return store


def by_evaluation(reading: Reading) -> Callable[[Statement], Said | None]:
    graph = DocumentGraph(Whole(store_of(reading)), expand(reading.document.iri))

    def asked(s: Statement) -> Said | None:
        subject, _, value = triple(s)
        found = graph.finding(subject, s.property, value)
        return found and (found.begin, found.end, found.rule, found.confidence)

    return asked


def by_explorer(reading: Reading) -> Callable[[Statement], Said | None]:
    findings = viz.source.read(store_of(reading)).findings

    def asked(s: Statement) -> Said | None:
        found = findings.get(triple(s), ())
        return (found[0].begin, found[0].end, found[0].rule, found[0].confidence) if len(found) == 1 else None

    return asked


def by_why(reading: Reading) -> Callable[[Statement], Said | None]:
    explainer = Explainer(cast("Reader", SimpleNamespace(store=store_of(reading), base=DATA)))
    known: dict[str, dict[str, list[Said]]] = {}

    def asked(s: Statement) -> Said | None:
        subject, prop, value = triple(s)
        if subject not in known:
            about = known[subject] = {}
            for evidence in explainer.evidence(subject):
                if evidence.kind == "statement":
                    about.setdefault(evidence.said, []).append((evidence.begin, evidence.end, evidence.rule, float(evidence.confidence)))
        shown = value if s.datatype else explainer.label(value)
        found = known[subject].get(f"{explainer.label(subject)} — {explainer.label(prop)} — {shown}", [])
        return found[0] if len(found) == 1 else None

    return asked


def by_about(reading: Reading) -> Callable[[Statement], Said | None]:
    """The saved question, asked about the subject and about the object. It tells the place but neither rule nor confidence."""
    reader = cast("Reader", SimpleNamespace(store=store_of(reading), base=DATA))
    about = queries.saved("about").text.replace("?subject ?property ?value ?quote", "?s ?p ?o ?quote", 1)  # the terms, whatever their names
    known: dict[str, dict[tuple[str, str, str], list[tuple[int, int, str]]]] = {}

    def ends(thing: str, of: tuple[str, str, str]) -> list[tuple[int, int, str]]:
        if thing not in known:
            told = known[thing] = {}
            found = queries.ask_text(reader, about.replace("# bind thing", f"VALUES ?thing {{ <{thing}> }}"), trusted=True)
            for row in cast("ox.QuerySolutions", found):
                s, p, o, quote, begin, end = (getattr(row[name], "value", "") for name in ("s", "p", "o", "quote", "begin", "end"))
                told.setdefault((s, p, o), []).append((int(begin), int(end), quote))
        return known[thing].get(of, [])

    def asked(s: Statement) -> Said | None:
        of = triple(s)
        told = [ends(thing, of) for thing in (of[0], *(() if s.datatype else (of[2],)))]
        right = [(s.begin, s.end, reading.document.text[s.begin : s.end])]
        return (s.begin, s.end, s.rule, s.confidence) if all(found == right for found in told) else None

    return asked


def by_page(reading: Reading) -> Callable[[Statement], Said | None]:
    """The page of the subject and, where it lists the subject, that of the object. It tells the place but neither rule nor confidence."""
    store = store_of(reading)
    known: dict[str, dict[tuple[str, str], list[tuple[str, str, str]]]] = {}

    def ends(thing: str, relation: str, other: str) -> list[tuple[str, str, str]]:
        if thing not in known:
            told = known[thing] = {}
            for row in show(store, Named(thing, frozenset(), thing, (thing,))).section(FACTS):
                told.setdefault((row["property"], row["iri"]), []).append((row["begin"], row["end"], row["quote"]))
        return known[thing].get((relation, other), [])

    def asked(s: Statement) -> Said | None:
        subject, _, value = triple(s)
        right = [(str(s.begin), str(s.end), reading.document.text[s.begin : s.end])]
        told = right if s.property in NOT_ON_PAGES else ends(subject, s.property, value)
        back = right if s.datatype else ends(value, f"← {s.property}", subject)
        listed = s.property in BY_SUBJECT  # bodies have names, measures have none and stand among the duties
        return (s.begin, s.end, s.rule, s.confidence) if told == right and (back == right or not (back or listed)) else None

    return asked


@pytest.mark.parametrize("consumer", (by_evaluation, by_explorer, by_why, by_about, by_page))
def test_whoever_asks_is_told_what_the_reader_said(consumer: Callable[[Reading], Callable[[Statement], Said | None]]) -> None:
    for reading in readings():
        asked = consumer(reading)
        lost = [s for s in statements(reading) if asked(s) != (s.begin, s.end, s.rule, s.confidence)]
        assert lost == []


def test_what_a_mention_shows_is_not_said_twice() -> None:
    told: dict[str, int] = {}
    for reading in readings():
        for quad in store_of(reading).quads_for_pattern(None, ox.NamedNode(PREFIXES["rdf"] + "predicate"), None):
            told[quad.object.value] = told.get(quad.object.value, 0) + 1  # type: ignore[union-attr]
    said = [s for reading in readings() for s in statements(reading)]
    for prop in ("zr:mentionsSector", "zr:documentType", "zr:function"):
        assert told.get(expand(prop), 0) < sum(s.property == prop for s in said) / 10
    assert told[expand("zr:inSector")] == sum(s.property == "zr:inSector" and s.rule != "sectors.named" for s in said)  # a heading's
    assert told[expand("zr:chair")] == sum(s.property == "zr:chair" for s in said)


def test_the_ontology_tells_which_mentions_show_a_statement() -> None:
    told = {"object": set[str](), "subject": set[str]()}
    for quad in ox.parse(ontology_file("zeren.ttl"), ox.RdfFormat.TURTLE):
        if quad.predicate.value == ZR + "shownBy":
            told[quad.object.value.removeprefix(PREFIXES["rdf"])].add("zr:" + quad.subject.value.removeprefix(ZR))  # type: ignore[union-attr]
    assert (told["object"], told["subject"]) == (BY_OBJECT, BY_SUBJECT)


def test_the_surest_counts_then_the_first_inside() -> None:
    places = [Mention(b, e, "x", "r", c) for b, e, c in ((2, 4, 0.8), (6, 8, 0.9), (10, 12, 0.95), (14, 20, 0.95), (18, 20, 0.95))]
    assert surest(places) == places[2]
    assert surest(places, (2, 9)) == places[1]
    assert surest(places, (0, 5)) == places[0]
    assert surest(places, (13, 20)) == places[3]
    assert surest(places, (15, 19)) is None and surest([], None) is None
