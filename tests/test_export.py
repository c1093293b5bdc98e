"""Exports: each file says the same graph to rdflib and to Oxigraph, twice the same bytes, and is there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib.compare import isomorphic

from kg.cli.output import OutputError, write_pieces
from kg.export import lines
from kg.export.duties import HEADINGS, duties_csv, plain_cell
from kg.export.files import atomic
from kg.export.network import network, network_text
from kg.export.rdf_files import FORMATS, rdf_text
from kg.export.terms import Names, literal
from kg.store import Reader
from ontology.namespaces import expand
from tests.readings import EMERGENCY, county, damaged, province, stored

OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}


@pytest.fixture(scope="module", params=[None, "http://example.org/责任#"], ids=["default base", "other base"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("graph") / "s"
    base = request.param or "https://w3id.org/zeren/id/"
    with Reader(stored(path, county(), province(), damaged(), base=base, ontology=False)) as reader:
        yield reader


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """With the ontology's graphs, which hold blank nodes and labels in two languages."""
    with Reader(stored(tmp_path_factory.mktemp("graph") / "s", county(), province(), damaged())) as reader:
        yield reader


def text(reader: Reader, form: str) -> str:
    return "".join(rdf_text(reader, form))


def without_controls(value: str) -> str:
    return value.replace("\x0b", "\ufffd").replace("\\u000B", "\ufffd")


@pytest.mark.parametrize("form", FORMATS)
def test_oxigraph_reads_back_what_the_store_holds(reader: Reader, form: str) -> None:
    parsed = list(ox.parse(text(reader, form).encode(), OXIGRAPH[form]))
    keeps_graphs = form in ("nq", "trig")
    soften = without_controls if form == "rdfxml" else str  # XML cannot hold the vertical tab of the damaged document

    def key(quad: ox.Quad) -> tuple[str, ...]:
        return (str(quad.subject), str(quad.predicate), soften(str(quad.object)), str(quad.graph_name) if keeps_graphs else "")

    memory = ox.Store()  # Oxigraph's own normal forms on both sides
    memory.extend(parsed)
    assert {key(q) for q in memory} == {key(q) for q in reader.store}


@pytest.mark.parametrize("form", FORMATS)
def test_the_ontology_comes_through_as_well(whole: Reader, form: str) -> None:
    memory = ox.Store()
    memory.extend(ox.parse(text(whole, form).encode(), OXIGRAPH[form], base_iri="http://unused/"))
    union = {q.triple for q in whole.store}
    assert len({q.triple for q in memory}) == len(union) > 10_000


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_the_same_graph(reader: Reader, form: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found, expected = Dataset(default_union=True), Dataset(default_union=True)
        found.parse(data=text(reader, form), format=RDFLIB[form])
        expected.parse(data=text(reader, "nq"), format="nquads")
        triples = {(s, p, type(o)(without_controls(str(o)), getattr(o, "language", None)) if form == "rdfxml" and "\x0b" in o else o) for s, p, o in expected.triples((None, None, None))}
        assert {(str(s), str(p), str(o)) for s, p, o in found.triples((None, None, None))} == {(str(s), str(p), str(o)) for s, p, o in triples}
        if form in ("nq", "trig"):
            for graph in expected.graphs():
                assert len(found.graph(graph.identifier)) == len(graph)


def test_a_graph_is_isomorphic_through_turtle(tmp_path: Path) -> None:
    from rdflib import Graph

    with Reader(stored(tmp_path / "s", county(), province(), ontology=False)) as reader:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            one, other = Graph().parse(data=text(reader, "ttl"), format="turtle"), Graph().parse(data=text(reader, "nt"), format="nt")
        assert len(one) > 400 and isomorphic(one, other)


@pytest.mark.parametrize("form", FORMATS)
def test_two_builds_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    with Reader(stored(tmp_path / "a", county(), province(), damaged(), ontology=False)) as one, Reader(
        stored(tmp_path / "b", damaged(), province(), county(), ontology=False)
    ) as other:
        assert text(one, form) == text(other, form)


def test_only_documents_leaves_the_ontology_out(whole: Reader) -> None:
    parsed = list(ox.parse("".join(rdf_text(whole, "nq", only_documents=True)).encode(), ox.RdfFormat.N_QUADS))
    assert {q.graph_name.value for q in parsed} == {d.iri for d in whole.documents()}  # type: ignore[union-attr]


def test_turtle_is_readable(reader: Reader) -> None:
    turtle = text(reader, "ttl")
    assert "@prefix zr: <https://w3id.org/zeren/ontology#> ." in turtle
    block = next(b for b in turtle.split("\n\n") if "a zr:Department" in b and "县应急局" in b and "青溪" in b)
    assert "    zr:function zrf:emergency ." in block
    assert 'skos:altLabel "县应急局"@zh-Hans, "应急管理局"@zh-Hans ;' in block
    if reader.base.endswith("/"):
        assert block.lstrip().startswith("<organization/青溪县应急管理局> a zr:Department ;")
    assert "nif:beginIndex 72 ;" in turtle and "zr:confidence 0.85 ;" in turtle


def test_jsonld_asks_nobody_for_its_context(reader: Reader) -> None:
    content = json.loads(text(reader, "jsonld"))
    assert all(isinstance(iri, str) for iri in content["@context"].values())
    node = next(n for n in content["@graph"] if n["@id"] == "data:organization/青溪县应急管理局")
    assert node["@type"] == "zr:Department" and node["zr:function"] == {"@id": "zrf:emergency"}


def test_the_union_is_sorted_in_runs(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    graphs = lines.graph_names(reader.store)
    at_once = list(lines.union_lines(reader.store, graphs))
    monkeypatch.setattr(lines, "_RUN", 100)
    assert list(lines.union_lines(reader.store, graphs)) == at_once == sorted(set(at_once))


def test_names_that_would_be_read_otherwise_are_written_whole() -> None:
    from kg.export.turtle import turtle

    base = "https://w3id.org/zeren/id/"
    odd = ["a/../b", "a/./b", "..", "a:b/c", "/x", "a//b", "x.", "-", "1a", "é", "organization/%2A%2A"]
    nt = sorted(f"<{base}{name}> <{base}{name}> <{base}{name}> ." for name in odd)
    made = "".join(turtle(lines.subjects(nt), Names(base)))
    assert {str(t.subject) for t in ox.parse(made.encode(), ox.RdfFormat.TURTLE)} == {f"<{base}{name}>" for name in odd}


def test_literals_come_apart() -> None:
    assert literal(r'"a\"\\\n\u4E00\U0001F600"@zh-Hans').text == 'a"\\\n一😀'
    assert literal('"1"^^<x:y>').datatype == "x:y"
    with pytest.raises(ValueError, match="not a literal"):
        literal("<a:b>")


def test_graphml_and_gexf_open_in_networkx(reader: Reader, tmp_path: Path) -> None:
    graph = network(reader)
    bureau = expand(EMERGENCY, reader.base)
    assert graph.nodes[bureau] == {"label": "青溪县应急管理局", "kind": "zr:Department"}
    duties = [d for *_, d in graph.in_edges(bureau, data=True)]
    assert [(d["property"], d["role"]) for d in duties] == [("zr:bearer", "zr:Lead")]
    kinds = {kind for _, kind in graph.nodes(data="kind")}
    assert {"zr:Measure", "zr:Meeting", "zr:Official", "zr:SourceDocument"} <= kinds
    assert not kinds & {"zr:Mention", "zr:Finding", "zr:Responsibility", "zr:Repair"}
    expected = {(n, d["label"].replace("\x0b", "\ufffd"), d["kind"]) for n, d in graph.nodes(data=True)}
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        (tmp_path / form).write_text("".join(network_text(network(reader), form)), encoding="utf-8")
        back = read(tmp_path / form)
        assert {(n, d["label"], d["kind"]) for n, d in back.nodes(data=True)} == expected
        assert back.number_of_edges() == graph.number_of_edges()
        assert "".join(network_text(network(reader), form)) == (tmp_path / form).read_text(encoding="utf-8")


def test_sectors_are_nodes_with_their_names(whole: Reader) -> None:
    labels = {d["label"] for _, d in network(whole).nodes(data=True) if d["kind"] == "zr:Sector"}
    assert labels == {"危险化学品", "道路交通", "森林草原防灭火"}


def test_one_meeting_of_two_documents_is_one_node(reader: Reader) -> None:
    meetings = [n for n, kind in network(reader).nodes(data="kind") if kind == "zr:Meeting"]
    assert len(meetings) == 2


def test_the_table_of_duties(whole: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(duties_csv(whole)))))
    assert tuple(rows[0]) == HEADINGS
    led = next(row for row in rows if row["role"] == "牵头")
    assert (led["bearer"], led["deadline"], led["sectors"], led["required_by"]) == ("青溪县应急管理局", "2023-04-30", "危险化学品", "青溪县安全生产工作会议")
    assert len(rows) == 7  # seven pairs of measure and bearer, or measures without one
    assert "".join(duties_csv(whole, bom=True)).startswith("\ufeffdocument,")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@x", "\t=1", "\r=1", "＝1", "-", "+"])
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert plain_cell(cell) == ("'" + cell if cell != "+1" else "+1")


def test_a_negative_number_stays_a_number() -> None:
    assert [plain_cell(c) for c in ("-3.5", "2023", "", "四")] == ["-3.5", "2023", "", "四"]


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "out.ttl"
    target.write_text("before")

    def pieces() -> Iterator[str]:
        yield "half" * 100_000
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError):
        write_pieces(pieces(), target)
    assert target.read_text() == "before" and [f.name for f in tmp_path.iterdir()] == ["out.ttl"]
    write_pieces(["甲", "乙"], target)
    assert target.read_text(encoding="utf-8") == "甲乙"
    with pytest.raises(OutputError, match="could not be written"):
        write_pieces(["x"], tmp_path / "nowhere" / "out.ttl")


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with atomic(tmp_path / "ours") as file:
        file.write(b"x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode
