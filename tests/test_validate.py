"""What the shapes let pass and what they catch; and that the fast engine answers as pySHACL does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.rdf import to_trig
from kg.shapes import SHAPE, Compiler, UnknownConstraint
from kg.validate import Fault, NoGraph, load, own_ontology, shapes_source, validate
from kg.validate_reference import validate_with_pyshacl
from ontology.namespaces import DATA, PREFIXES
from ontology.records import Document, Measure, Mention, Reading, Repair, Responsibility, Statement, Thing

SHA = "0f" * 32
DOC = "data:document/" + SHA[:16]
# 𠮷 lies beyond the BMP: an engine that counts UTF-16 units would cut every quote behind it one character off.
TEXT = (
    "𠮷川县安全生产工作会议于3月5日召开，县长𠮷某主持。会议要求，县应急管理局要牵头排查加油站隐患，\r\n"
    "3月底前完成；县交通局配合(pèi)。依据《某某条例》，严禁带病上路。"
)

ABSENT = f"<{DATA}organization/无此机构>"
GOVERNMENT = f"<{DATA}organization/𠮷川县政府>"


def span(words: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def reading() -> Reading:
    """A correct reading of TEXT, with one of everything."""
    meeting, chair, post = "data:meeting/县安全生产工作会议", "data:official/𠮷某", "data:post/𠮷川县县长"
    county, bureau, traffic = "data:jurisdiction/𠮷川县", f"{DOC}/organization/县应急管理局", f"{DOC}/organization/县交通局"
    government, rules = "data:organization/𠮷川县政府", "data:cited/某某条例"
    sure = ("test", 0.9)
    first, second = span("县应急管理局要牵头排查加油站隐患，\r\n3月底前完成"), span("县交通局配合(pèi)")
    third = span("严禁带病上路")
    m1, m2, m3 = (f"{DOC}/measure/{b}-{e}" for b, e in (first, second, third))

    def fact(subject: str, prop: str, value: str, datatype: str = "", words: str = "会议") -> Statement:
        return Statement(subject, prop, value, datatype, *span(words), *sure)

    return Reading(
        Document(DOC, SHA, "会议纪要", "会议纪要.txt", TEXT, "2024-03", (Repair(*span("(pèi)"), "pinyin", ""),)),
        things=(
            Thing(meeting, "zr:Meeting", "𠮷川县安全生产工作会议", ("县安全生产工作会议",)),
            Thing(chair, "zr:Official", "𠮷某"),
            Thing(post, "zr:Post", "𠮷川县县长"),
            Thing(government, "zr:Government", "𠮷川县人民政府"),
            Thing(bureau, "zr:Department", "县应急管理局"),
            Thing(traffic, "zr:Department", "县交通局"),
            Thing(county, "zr:Jurisdiction", "𠮷川县"),
            Thing(rules, "zr:CitedDocument", "某某条例"),
            Thing(f"{DOC}/statistic/1", "zr:Statistic", "会议一次"),
        ),
        mentions=(
            Mention(*span("𠮷川县安全生产工作会议"), meeting, *sure),
            Mention(*span("县应急管理局"), bureau, *sure),
            Mention(*span("加油站"), "zrs:hazchem", *sure),
            Mention(*span("某某条例"), rules, "test", 1.0),
            Mention(*span("𠮷某"), chair, "test", 0.0),
            Mention(*span("县长"), post, *sure),
            Mention(*span("县长"), government, *sure),
            Mention(*span("县交通局"), traffic, *sure),
            Mention(*span("𠮷川县"), county, *sure),
        ),
        statements=(
            fact(DOC, "zr:jurisdiction", county),
            fact(DOC, "zr:mentionsSector", "zrs:hazchem", words="加油站"),
            fact(meeting, "zr:date", "2024-03-05", "date", "3月5日"),
            fact(meeting, "zr:level", "zr:County"),
            fact(meeting, "zr:status", "zr:Held"),
            fact(meeting, "zr:chair", chair, words="𠮷某"),
            fact(chair, "zr:holdsPost", post, words="县长"),
            fact(post, "zr:postIn", government, words="县长"),
            fact(bureau, "zr:function", "zrf:emergency", words="应急"),
            fact(county, "zr:level", "zr:County"),
            fact(rules, "zr:documentType", "条例", "string", "条例"),
            fact(f"{DOC}/statistic/1", "zr:value", "1", "decimal"),
        ),
        measures=(
            Measure(
                m1, *first, "zr:Required", *sure,
                (Responsibility(bureau, "zr:Lead", *span("县应急管理局"), *sure),),
                (
                    fact(m1, "zr:inSector", "zrs:hazchem", words="加油站"),
                    fact(m1, "zr:deadline", "2024-03-31", "date", "3月底前"),
                    fact(m1, "zr:deadlineText", "3月底前", "string", "3月底前"),
                    fact(m1, "zr:requiredBy", meeting),
                ),
            ),
            Measure(m2, *second, "zr:Required", *sure, (Responsibility(traffic, "zr:Cooperate", *span("县交通局"), *sure),)),
            Measure(
                m3, *third, "zr:Prohibited", *sure,
                (Responsibility(traffic, "zr:Implement", *span("县交通局"), *sure, carried=True),),
                (fact(m3, "zr:cites", rules, words="某某条例"),),
            ),
        ),
    )  # fmt: skip


def store_of(*updates: str) -> ox.Store:
    store = ox.Store()
    store.load(to_trig(reading()).trig, ox.RdfFormat.TRIG)
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    for update in updates:
        store.update(f"{prefixes}WITH <{graph_name()}> {update}")
    return store


def graph_name() -> str:
    return PREFIXES["data"] + DOC.removeprefix("data:")


def faults(store: ox.Store) -> list[Fault]:
    return [fault for _, found in validate(store) for fault in found]


def shapes_broken(store: ox.Store) -> set[str]:
    return {fault.shape.removeprefix(SHAPE) for fault in faults(store)}


@dataclass(frozen=True)
class Mutation:
    """An update that breaks the correct graph, and the shapes that must say so."""

    name: str
    update: str
    breaks: tuple[str, ...]


def _change(prop: str, new: str, of: str = "zr:Measure") -> str:
    return f"DELETE {{ ?s {prop} ?old }} INSERT {{ ?s {prop} {new} }} WHERE {{ ?s a {of} ; {prop} ?old }}"


def _drop(prop: str, of: str) -> str:
    return f"DELETE {{ ?s {prop} ?old }} WHERE {{ ?s a {of} ; {prop} ?old }}"


def _add(prop: str, new: str, of: str) -> str:
    return f"INSERT {{ ?s {prop} {new} }} WHERE {{ ?s a {of} }}"


MUTATIONS = (
    Mutation(
        "an end before a begin",
        "DELETE { ?s nif:beginIndex ?b ; nif:endIndex ?e } INSERT { ?s nif:beginIndex ?e ; nif:endIndex ?b } "
        "WHERE { ?s a zr:Measure ; nif:beginIndex ?b ; nif:endIndex ?e }",
        ("end-before-begin",),
    ),
    Mutation("a measure's text that is not the slice", _change("zr:text", '"别的话"'), ("text-is-slice",)),
    Mutation(
        "a quote moved by one character",
        "DELETE { ?s nif:beginIndex ?b ; nif:endIndex ?e } INSERT { ?s nif:beginIndex ?b1 ; nif:endIndex ?e1 } "
        "WHERE { ?s a zr:Mention ; nif:beginIndex ?b ; nif:endIndex ?e BIND(?b + 1 AS ?b1) BIND(?e + 1 AS ?e1) }",
        ("anchor-is-slice",),
    ),
    Mutation("a quote of nothing", _change("nif:anchorOf", '""', "zr:Mention"), ("anchor", "anchor-is-slice")),
    Mutation("an end beyond the text", _change("nif:endIndex", "99999", "zr:Repair"), ("beyond-text",)),
    Mutation("a begin below zero", _change("nif:beginIndex", "-1", "zr:Finding"), ("begin",)),
    Mutation("an offset that is no number", _change("nif:endIndex", '"12"', "zr:Responsibility"), ("end",)),
    Mutation("a measure without source", _drop("nif:referenceContext", "zr:Measure"), ("source",)),
    Mutation("a measure whose source is no document", _change("nif:referenceContext", ABSENT), ("source",)),
    Mutation("a responsibility without bearer", _drop("zr:bearer", "zr:Responsibility"), ("bearer",)),
    Mutation("a responsibility without role", _drop("zr:role", "zr:Responsibility"), ("role",)),
    Mutation("a bearer that is a sector", _change("zr:bearer", "zrs:hazchem", "zr:Responsibility"), ("bearer",)),
    Mutation("a responsibility of no measure", _drop("zr:responsibility", "zr:Measure"), ("of-measure",)),
    Mutation("an unknown role", _change("zr:role", "zr:Watches", "zr:Responsibility"), ("role",)),
    Mutation("a meeting date in words", _change("zr:date", '"三月五日"', "zr:Meeting"), ("meeting-date",)),
    Mutation("a day that no calendar has", _change("zr:date", '"2024-02-30"^^xsd:date', "zr:Meeting"), ("meeting-date",)),
    Mutation("a thirteenth month", _change("zr:date", '"2024-13"^^xsd:gYearMonth', "zr:Meeting"), ("meeting-date",)),
    Mutation("an unknown level", _change("zr:level", "zr:Galaxy", "zr:Meeting"), ("level",)),
    Mutation("an unknown status", _change("zr:status", '"held"', "zr:Meeting"), ("status",)),
    Mutation("a meeting both held and referred to", _add("zr:status", "zr:Referenced", "zr:Meeting"), ("status",)),
    Mutation("an unknown modality", _change("zr:modality", "zr:Wished", "zr:Measure"), ("modality",)),
    Mutation("an unknown sector of a measure", _add("zr:inSector", "zrs:astronomy", "zr:Measure"), ("in-sector",)),
    Mutation("an unknown sector of a document", _add("zr:mentionsSector", "zrf:emergency", "zr:SourceDocument"), ("mentions-sector",)),
    Mutation("an unknown function", _add("zr:function", "zrf:magic", "zr:Department"), ("function",)),
    Mutation("a mention that points at nothing", _change("itsrdf:taIdentRef", ABSENT, "zr:Mention"), ("ident",)),
    Mutation("a mention that points nowhere", _drop("itsrdf:taIdentRef", "zr:Mention"), ("ident",)),
    Mutation("a body that is nowhere mentioned", f"DELETE {{ ?s itsrdf:taIdentRef {GOVERNMENT} }} WHERE {{ ?s itsrdf:taIdentRef {GOVERNMENT} }}", ("mentioned",)),
    Mutation("two preferred labels", _add("skos:prefLabel", '"又名"@zh-Hans', "zr:Official"), ("label",)),
    Mutation("no preferred label", _drop("skos:prefLabel", "zr:Post"), ("label",)),
    Mutation("a confidence above one", _change("zr:confidence", "1.5", "zr:Mention"), ("confidence",)),
    Mutation("a confidence below zero", _change("zr:confidence", "-0.1", "zr:Finding"), ("confidence",)),
    Mutation("a confidence in words", _change("zr:confidence", '"high"', "zr:Measure"), ("confidence",)),
    Mutation("no rule", _drop("zr:rule", "zr:Mention"), ("rule",)),
    Mutation("a deadline in words", _change("zr:deadline", '"3月底前"', "zr:Measure"), ("deadline",)),
    Mutation("two deadlines", _add("zr:deadline", '"2024"^^xsd:gYear', "zr:Measure"), ("deadline",)),
    Mutation("a chair that is a body", _change("zr:chair", GOVERNMENT, "zr:Meeting"), ("chair",)),
    Mutation("a document without its text", _drop("nif:isString", "zr:SourceDocument"), ("string",)),
    Mutation("a hash that is none", _change("zr:sha256", '"abc"', "zr:SourceDocument"), ("sha256",)),
    Mutation("a statement taken away under its finding", _drop("zr:holdsPost", "zr:Official"), ("statement-is-there",)),
    Mutation("an unknown kind of repair", _change("zr:repairKind", '"guess"', "zr:Repair"), ("repair-kind",)),
    Mutation("a meeting that conveys itself", "INSERT { ?s zr:conveys ?s } WHERE { ?s a zr:Meeting }", ("conveys-itself",)),
    Mutation("a figure that is no number", _change("zr:value", '"一"', "zr:Statistic"), ("value",)),
)  # fmt: skip


def test_a_correct_graph_passes() -> None:
    assert faults(store_of()) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_each_fault_is_caught(mutation: Mutation) -> None:
    assert set(mutation.breaks) <= shapes_broken(store_of(mutation.update))


# pySHACL parses each SPARQL constraint anew for every node, so it gets only the findings that some mutation touches.
FEW_FINDINGS = (
    "DELETE { ?f ?p ?o } WHERE { ?f a zr:Finding ; rdf:predicate ?told ; ?p ?o FILTER(?told NOT IN (zr:holdsPost, zr:date)) }"
)


@pytest.mark.parametrize("mutation", (None, *MUTATIONS), ids=lambda m: m.name if m else "correct")
def test_the_fast_engine_answers_as_pyshacl_does(mutation: Mutation | None) -> None:
    store = store_of(FEW_FINDINGS, *([mutation.update] if mutation else []))
    fast = {graph: {f.key for f in found} for graph, found in validate(store)}
    reference = {graph: {f.key for f in found} for graph, found in validate_with_pyshacl(store)}
    assert fast == reference
    assert any(fast.values()) == (mutation is not None)


def twin() -> bytes:
    """A second document, that calls the county's government by another name."""
    other = to_trig(reading()).trig.decode().replace(graph_name(), graph_name()[:-1] + "1")
    return other.replace('"𠮷川县人民政府"', '"𠮷川县政府"').encode()


@pytest.mark.parametrize("engine", (validate, validate_with_pyshacl))
def test_two_documents_that_name_one_thing_differently(engine: Callable[[ox.Store], object]) -> None:
    store = store_of()
    store.load(twin(), ox.RdfFormat.TRIG)
    found = dict(engine(store))  # type: ignore[call-overload]
    assert [len(faults) for faults in found.values()] == [0, 0, 1]
    (fault,) = found["*"]
    assert (fault.shape, fault.node) == (SHAPE + "label", GOVERNMENT)
    assert fault.quote in ("𠮷川县人民政府", "𠮷川县政府")


def test_what_the_store_adds_to_a_scheme_counts() -> None:
    store = store_of(_add("zr:inSector", "zrs:beekeeping", "zr:Measure"))
    assert shapes_broken(store) == {"in-sector"}
    sector = ox.NamedNode(PREFIXES["zrs"] + "beekeeping")
    store.add(ox.Quad(sector, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["zr"] + "Sector"), ox.NamedNode(PREFIXES["zrs"])))
    assert faults(store) == []


def test_a_fault_tells_its_place_and_what_to_do() -> None:
    begin, end = span("县交通局配合(pèi)")
    store = store_of(
        f"DELETE {{ ?s zr:text ?old }} INSERT {{ ?s zr:text '改过' }} WHERE {{ ?s zr:text ?old ; nif:beginIndex {begin} }}"
    )
    (fault,) = faults(store)
    assert (fault.document, fault.source, fault.begin, fault.end) == (graph_name(), "会议纪要.txt", begin, end)
    assert (fault.quote, fault.value) == ("县交通局配合(pèi)", '"改过"')
    assert "Count the offsets again" in fault.messages["en"] and "请" in fault.messages["zh"]


def test_a_mixed_up_node_without_place_is_named() -> None:
    (fault,) = faults(store_of(_change("zr:function", "zrf:magic", "zr:Department"), "DELETE { ?f ?p ?o } WHERE { ?f a zr:Finding ; ?p ?o }"))
    assert (fault.begin, fault.end, fault.quote) == (-1, -1, "县应急管理局")


def compiled(addition: str) -> None:
    shapes = shapes_source().decode() + addition
    Compiler(ox.parse(shapes.encode(), ox.RdfFormat.TURTLE), own_ontology()).checks()


@pytest.mark.parametrize(
    "addition",
    (
        "shape:label sh:maxLength 80 .",
        "shape:Meeting sh:closed true .",
        "shape:level sh:minCount 2 .",
        "shape:value sh:datatype xsd:duration .",
        'shape:Post sh:sparql shape:new . shape:new sh:select "SELECT $this WHERE { { $this ?p ?o } UNION { ?o ?p $this } }" .',
        "shape:bearer sh:or ( [ sh:maxCount 1 ] ) .",
    ),
)
def test_no_constraint_is_skipped_in_silence(addition: str) -> None:
    with pytest.raises(UnknownConstraint):
        compiled(addition)


def test_the_shapes_as_they_are_compile() -> None:
    compiled("")


@pytest.mark.parametrize("form", ("ttl", "nt", "nq", "trig", "jsonld", "rdf"))
def test_files_are_checked_as_stores_are(tmp_path: Path, form: str) -> None:
    store = store_of(_change("zr:modality", "zr:Wished"))
    names = {"ttl": "TURTLE", "nt": "N_TRIPLES", "nq": "N_QUADS", "trig": "TRIG", "jsonld": "JSON_LD", "rdf": "RDF_XML"}
    format = getattr(ox.RdfFormat, names[form])
    file = tmp_path / f"graph.{form}"
    if format.supports_datasets:
        store.dump(output=str(file), format=format)
    else:
        store.dump(output=str(file), format=format, from_graph=ox.NamedNode(graph_name()))
    found = faults(load(file))
    assert {fault.shape for fault in found} == {SHAPE + "modality"}
    assert len(found) == 3


def test_bad_files_are_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b> ", encoding="utf-8")
    (tmp_path / "notes.docx").write_text("x", encoding="utf-8")
    for name, reason in (("bad.ttl", "no well-formed ttl"), ("notes.docx", "no ending"), ("none.ttl", "cannot be read")):
        with pytest.raises(NoGraph, match=reason) as caught:
            load(tmp_path / name)
        assert name in str(caught.value)


def run(*arguments: str) -> tuple[int, str, str]:
    from typer.testing import CliRunner

    from kg.cli import make_app

    result = CliRunner().invoke(make_app(), arguments)
    return result.exit_code, result.stdout, result.stderr


def written(tmp_path: Path, *updates: str) -> str:
    file = tmp_path / "graph.trig"
    store_of(*updates).dump(output=str(file), format=ox.RdfFormat.TRIG)
    return str(file)


def test_the_command_is_content_with_a_correct_graph(tmp_path: Path) -> None:
    assert run("validate", written(tmp_path)) == (0, "", "1 graph checked, nothing wrong.\n")


def test_the_command_prints_what_to_do_and_fails(tmp_path: Path) -> None:
    file = written(tmp_path, _drop("zr:bearer", "zr:Responsibility"))
    status, out, err = run("validate", file)
    assert status == 1
    assert "  A responsibility has exactly one bearer, a body or an official." in out
    assert "[bearer: 3]" in out and "“县应急管理局”" in out
    assert err == "1 graph checked: 3 findings in 1.\n"
    assert "请补写或更正 zr:bearer" in run("validate", file, "--lang", "zh")[1]
    assert "… and 2 more" in run("validate", file, "--limit", "1")[1]
    assert "Shape" in run("validate", file, "--format", "table")[1]


def test_the_json_has_everything(tmp_path: Path) -> None:
    status, out, _ = run("validate", written(tmp_path, _change("zr:level", "zr:Galaxy", "zr:Meeting")), "--format", "json")
    (fault,) = [row for row in json.loads(out) if row["shape"] == SHAPE + "level"]
    assert status == 1
    assert fault["constraint"] == "Class" and fault["value"].endswith("Galaxy>") and set(fault["message"]) == {"zh", "en"}
    assert fault["document"] == graph_name() and fault["quote"] == "𠮷川县安全生产工作会议"


def test_both_engines_can_be_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path, _change("zr:role", "zr:Watches", "zr:Responsibility"))
    assert run("validate", file, "--engine", "pyshacl") == run("validate", file, "--engine", "fast")


def test_the_ontology_command_writes_each_part(tmp_path: Path) -> None:
    for part in ("zeren", "sectors", "functions", "offices", "cues", "shapes"):
        as_written = set(ox.parse(run("ontology", part)[1].encode(), ox.RdfFormat.TURTLE))
        lines = run("ontology", part, "--format", "nt")[1]
        assert len(set(ox.parse(lines.encode(), ox.RdfFormat.N_TRIPLES))) == len(as_written)
        assert lines.splitlines() == sorted(lines.splitlines())
        ld = set(ox.parse(run("ontology", part, "--format", "jsonld")[1].encode(), ox.RdfFormat.JSON_LD))
        assert len(ld) == len(as_written)
    assert "@context" in json.loads(run("ontology", "context")[1])
    assert run("ontology", "zeren", "-o", str(tmp_path / "z.ttl"))[:2] == (0, "")
    assert (tmp_path / "z.ttl").read_bytes() == run("ontology")[1].encode()


def test_the_five_documents_pass() -> None:
    corpus = Path(__file__).parents[2] / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("the five documents (../shared/corpus) are not here")
    from extract.reader import read
    from extract.source import Source, open_file

    store = ox.Store()
    for file in sorted(corpus.glob("*.txt")):
        source = open_file(str(file))
        assert isinstance(source, Source)
        store.bulk_load(to_trig(read(source)).trig, ox.RdfFormat.TRIG)
    assert len(store) > 1000
    assert faults(store) == []
