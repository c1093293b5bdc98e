"""The ontology, its schemes and the JSON-LD context: complete, in both languages, and in step with the code."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.validate import own_ontology
from ontology.concepts import source
from ontology.namespaces import DATA, PREFIXES, ZR

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RDF_TYPE = PREFIXES["rdf"] + "type"
FILES = ("zeren", "sectors", "functions", "offices", "cues")

# Where code names a term: zr:Meeting, f"<{_ZR}modality>", ZR + "notLabel", PREFIXES["zr"] + "text".
_NAMED = re.compile(
    r"(?<![\w:])zr:([A-Za-z]\w*)|\{_?ZR\}([A-Za-z]\w*)|\b(?:_?ZR|zr|PREFIXES\[\"zr\"\]) \+ \"([A-Za-z]\w*)\"|\{PREFIXES\['zr'\]\}([A-Za-z]\w*)"
)


def triples(name: str) -> list[ox.Quad]:
    return list(ox.parse(source(f"{name}.ttl"), ox.RdfFormat.TURTLE))


def defined() -> dict[str, set[str]]:
    """Local name of each own term that zeren.ttl describes → the types that it has there."""
    found: dict[str, set[str]] = {}
    for quad in triples("zeren"):
        if quad.subject.value.startswith(ZR) and quad.predicate.value == RDF_TYPE:
            found.setdefault(quad.subject.value.removeprefix(ZR), set()).add(quad.object.value)
    return found


def named_in(paths: list[Path]) -> dict[str, str]:
    """Own terms that the files name → the first file that does."""
    found: dict[str, str] = {}
    for path in sorted(paths):
        for match in _NAMED.finditer(path.read_text(encoding="utf-8")):
            found.setdefault(next(name for name in match.groups() if name), str(path.relative_to(ROOT)))
    return found


def sources() -> list[Path]:
    """Python, SPARQL and Turtle of the four packages, but for the ontology and the shapes themselves."""
    own = {"zeren.ttl", "shapes.ttl"}
    return [
        path
        for package in ("ontology", "extract", "kg", "viz")
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".rq", ".ttl") and path.name not in own
    ]


def test_code_names_no_term_that_the_ontology_lacks() -> None:
    known = defined()
    named = named_in([*sources(), ROOT / "ontology" / "shapes.ttl"])
    assert {term: place for term, place in named.items() if term not in known} == {}


def test_the_ontology_has_no_term_that_code_does_not_name() -> None:
    """An individual may be named by its local name alone ("County"), where code puts the prefix before it."""
    text = "".join(path.read_text(encoding="utf-8") for path in sources() if path.suffix == ".py")
    individuals = {name for name, types in defined().items() if PREFIXES["owl"] + "NamedIndividual" in types}
    quoted = {name for name in individuals if f'"{name}"' in text}
    assert sorted(set(defined()) - quoted - set(named_in(sources()))) == []


def test_the_walk_sees_every_way_of_naming(tmp_path: Path) -> None:
    lines = ['"zr:Aa"', "?s zr:bb ?o", 'f"<{_ZR}cc>"', 'f"{ZR}dd"', 'ZR + "ee"', "PREFIXES[\"zr\"] + \"ff\"", 'zr + "gg"', '"zrs:hh"', "xzr:ii"]
    found = {next(n for n in m.groups() if n) for line in lines for m in _NAMED.finditer(line)}
    assert found == {"Aa", "bb", "cc", "dd", "ee", "ff", "gg"}


def test_every_term_has_label_and_definition_in_both_languages() -> None:
    said = Counter(
        (quad.subject.value, quad.predicate.value, quad.object.language)
        for quad in triples("zeren")
        if isinstance(quad.object, ox.Literal)
    )
    individuals = {name for name, types in defined().items() if PREFIXES["owl"] + "NamedIndividual" in types}
    for name in defined():
        label = PREFIXES["skos"] + "prefLabel" if name in individuals else PREFIXES["rdfs"] + "label"
        for prop in (label, PREFIXES["skos"] + "definition"):
            for language in ("zh-hans", "en"):
                assert said[ZR + name, prop, language] == 1, (name, prop, language)


def test_the_ontology_tells_its_version_licence_and_what_went_before() -> None:
    header = {q.predicate.value: q.object.value for q in triples("zeren") if q.subject.value == ZR.rstrip("#")}
    owl, dcterms = PREFIXES["owl"], PREFIXES["dcterms"]
    assert header[owl + "versionIRI"] == f"{ZR.rstrip('#')}/{header[owl + 'versionInfo']}"
    assert {dcterms + "license", dcterms + "creator", dcterms + "issued"} <= set(header)
    assert "owl:priorVersion" in header[PREFIXES["skos"] + "changeNote"]


# The properties to which VOCABULARY.md gives a standard one in brackets, and the classes with what they are.
REFINES = {
    "date": "dcterms:date", "convener": "schema:organizer", "attendee": "schema:attendee", "holdsPost": "org:holds",
    "postIn": "org:postIn", "issuer": "dcterms:publisher",
}  # fmt: skip
KINDS = {
    "SourceDocument": "prov:Entity nif:Context", "Meeting": "schema:Event prov:Activity", "Official": "foaf:Person", "Post": "org:Post",
    "Organization": "org:Organization", "Government": "zr:Organization", "Department": "zr:Organization", "Committee": "zr:Organization",
    "PartyBody": "zr:Organization", "Enterprise": "zr:Organization", "Collective": "zr:Organization",
    "Jurisdiction": "schema:AdministrativeArea", "Sector": "skos:Concept", "CitedDocument": "schema:CreativeWork", "Measure": "prov:Entity",
    "Mention": "nif:Phrase", "Finding": "rdf:Statement",
}  # fmt: skip


@pytest.mark.parametrize(("names", "relation"), ((REFINES, "subPropertyOf"), (KINDS, "subClassOf")), ids=("properties", "classes"))
def test_own_terms_refine_the_standard_ones(names: dict[str, str], relation: str) -> None:
    said = {(q.subject.value, q.object.value) for q in triples("zeren") if q.predicate.value == PREFIXES["rdfs"] + relation}
    for name, standard in names.items():
        for one in standard.split():
            prefix, _, local = one.partition(":")
            assert (ZR + name, PREFIXES[prefix] + local) in said, (name, one)


@pytest.mark.parametrize("name", FILES)
def test_no_blank_nodes_so_that_every_store_has_the_same_quads(name: str) -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in triples(name) for term in (quad.subject, quad.object))


@pytest.mark.parametrize(("scheme", "prefix"), (("sectors", "zrs"), ("functions", "zrf")))
def test_the_scheme_keeps_every_id_and_label_of_the_contract(scheme: str, prefix: str) -> None:
    table = SHARED / "contract" / f"{scheme}.csv"
    if not table.exists():
        pytest.skip("the contract's tables (../shared/contract) are not here")
    skos = PREFIXES["skos"]
    said = {(q.subject.value, q.predicate.value, getattr(q.object, "language", None), q.object.value) for q in triples(scheme)}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        concept = PREFIXES[prefix] + row["id"]
        assert (concept, skos + "notation", None, row["id"]) in said
        assert (concept, skos + "prefLabel", "zh-hans", row["zh"]) in said
        assert (concept, skos + "prefLabel", "en", row["en"]) in said
        for label in {*row["alt"].split("|")} - {row["zh"]}:
            assert (concept, skos + "altLabel", "zh-hans", label) in said, label
        if row.get("broader"):
            assert (concept, skos + "broader", None, PREFIXES[prefix] + row["broader"]) in said


def test_rdflib_and_oxigraph_read_the_same() -> None:
    import rdflib

    for name in (*FILES, "shapes"):
        graph = rdflib.Graph().parse(data=source(f"{name}.ttl"), format="turtle")
        assert len(graph) == len(set(triples(name)))


def test_the_shapes_are_well_formed_shacl() -> None:
    import rdflib
    from pyshacl import validate

    shapes = rdflib.Graph().parse(data=source("shapes.ttl"), format="turtle")
    conforms, _, text = validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_shape_says_in_both_languages_what_to_do() -> None:
    sh = PREFIXES["sh"]
    messages: dict[str, set[str | None]] = {}
    kinds = {}
    for quad in triples("shapes"):
        if quad.predicate.value == sh + "message":
            messages.setdefault(quad.subject.value, set()).add(quad.object.language)
        if quad.predicate.value == RDF_TYPE:
            kinds[quad.subject.value] = quad.object.value.removeprefix(sh)
    for shape, kind in kinds.items():
        if kind in ("PropertyShape", "SPARQLConstraint"):
            assert messages[shape] == {"zh-hans", "en"}, shape


def test_the_context_has_every_term_of_the_ontology() -> None:
    context = json.loads(source("context.jsonld"))["@context"]
    reached = {entry["@id"] if isinstance(entry, dict) else entry for entry in context.values() if not isinstance(entry, float)}
    assert sorted(f"zr:{name}" for name in defined() if f"zr:{name}" not in reached) == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser makes one
def test_a_file_in_the_context_s_words_is_the_graph_that_it_says() -> None:
    import rdflib

    context = json.loads(source("context.jsonld"))["@context"]
    written = {
        "@context": context,
        "id": DATA + "m",
        "type": "Meeting",
        "prefLabel": {"zh-Hans": "全县安全生产例会"},
        "level": "County",
        "chair": DATA + "o",
    }
    graph = rdflib.Graph().parse(data=json.dumps(written), format="json-ld")
    zr = rdflib.Namespace(ZR)
    meeting = rdflib.URIRef(DATA + "m")
    assert set(graph) == {
        (meeting, rdflib.RDF.type, zr.Meeting),
        (meeting, rdflib.SKOS.prefLabel, rdflib.Literal("全县安全生产例会", lang="zh-Hans")),
        (meeting, zr.level, zr.County),
        (meeting, zr.chair, rdflib.URIRef(DATA + "o")),
    }


def test_what_concepts_point_at_is_there() -> None:
    """broader, inScheme and expresses lead to something that some file describes."""
    described = {quad.subject.value for quad in own_ontology()}
    pointing = {PREFIXES["skos"] + "broader", PREFIXES["skos"] + "inScheme", PREFIXES["skos"] + "topConceptOf", ZR + "expresses"}
    lost = {quad.object.value for quad in own_ontology() if quad.predicate.value in pointing and quad.object.value not in described}
    assert lost == set()


def test_the_account_in_the_documentation_names_every_term() -> None:
    account = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert sorted(name for name in defined() if f"`zr:{name}`" not in account) == []


def test_the_example_in_the_documentation_is_a_correct_graph() -> None:
    from kg.validate import validate

    account = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    (turtle,) = re.findall(r"```turtle\n(.*?)```", account, re.DOTALL)
    question, words = re.findall(r"```sparql\n(.*?)```", account, re.DOTALL)
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)
    assert [fault for _, found in validate(store) for fault in found] == []
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    (row,) = store.query(prefixes + question)
    assert [row[0].value, row[1].value, row[2].value] == ["县水利局", ZR + "Lead", "2024-04-20"]
    assert [row["words"].value for row in store.query(prefixes + words)] == ["水库"]
