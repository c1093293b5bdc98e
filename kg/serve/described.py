"""What the endpoint says about itself: SPARQL 1.1 Service Description, VoID and DCAT 3."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES, ZR, ZRF, ZRS

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..store import Reader

MORE = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
    "media": "https://www.iana.org/assignments/media-types/",
}
_ALL = {**PREFIXES, **MORE}
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
    "TriG", "N-Quads",
)  # fmt: skip
_DUMPS = (
    ("ttl", "text/turtle", "Turtle"), ("nt", "application/n-triples", "N-Triples"), ("rdfxml", "application/rdf+xml", "RDF_XML"),
    ("jsonld", "application/ld+json", "JSON-LD"),
)  # fmt: skip
_CLASSES = f"""
SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?class), "{ZR}")) }} GROUP BY ?class"""
_PROPERTIES = f"""
SELECT ?property (COUNT(*) AS ?n) WHERE {{ ?s ?property ?o FILTER(STRSTARTS(STR(?property), "{ZR}")) }} GROUP BY ?property"""


def _node(short: str) -> ox.NamedNode:
    import pyoxigraph as ox

    prefix, _, local = short.partition(":")
    return ox.NamedNode(_ALL[prefix] + local if prefix in _ALL else short)


class _Saying:
    """Collects triples."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def say(self, subject: ox.NamedNode | ox.BlankNode, prop: str, *values: ox.NamedNode | ox.BlankNode | ox.Literal | str | int) -> None:
        import pyoxigraph as ox

        for value in values:
            term = ox.Literal(value) if isinstance(value, int) else _node(value) if isinstance(value, str) else value
            self.triples.append(ox.Triple(subject, _node(prop), term))


def _in(language: str, text: str) -> ox.Literal:
    import pyoxigraph as ox

    return ox.Literal(text, language=language)


def service(reader: Reader, root: str) -> list[ox.Triple]:
    """The service description: what language, formats and features, over which dataset with which graphs."""
    import pyoxigraph as ox

    out = _Saying()
    endpoint, dataset = _node(f"{root}/sparql"), ox.BlankNode("dataset")
    out.say(endpoint, "rdf:type", "sd:Service")
    out.say(endpoint, "rdfs:label", _in("en", "Zeren: who answers for what in work safety"), _in("zh-Hans", "责任：安全生产责任知识图谱"))
    out.say(endpoint, "sd:endpoint", endpoint)
    out.say(endpoint, "sd:supportedLanguage", "sd:SPARQL11Query")
    out.say(endpoint, "sd:feature", "sd:UnionDefaultGraph")
    out.say(endpoint, "sd:resultFormat", *(f"formats:{name}" for name in _RESULT_FORMATS))
    out.say(endpoint, "sd:defaultDataset", dataset)
    out.say(endpoint, "sd:availableGraphs", ox.BlankNode("graphs"))
    out.say(endpoint, "dcterms:description", _node(f"{root}/.well-known/void"))
    out.say(dataset, "rdf:type", "sd:Dataset")
    out.say(dataset, "sd:defaultGraph", ox.BlankNode("union"))
    out.say(ox.BlankNode("union"), "rdf:type", "sd:Graph", "void:Dataset")
    out.say(ox.BlankNode("union"), "void:triples", _triples(reader))
    out.say(ox.BlankNode("graphs"), "rdf:type", "sd:GraphCollection")
    for number, graph in enumerate(sorted(g.value for g in reader.store.named_graphs())):
        named = ox.BlankNode(f"graph{number}")
        out.say(named, "rdf:type", "sd:NamedGraph")
        out.say(named, "sd:name", ox.NamedNode(graph))
        out.say(dataset, "sd:namedGraph", named)
        out.say(ox.BlankNode("graphs"), "sd:namedGraph", named)
    return out.triples


@lru_cache(maxsize=4)
def dataset(reader: Reader, root: str) -> tuple[ox.Triple, ...]:
    """VoID and DCAT: what the data is about, how much there is of what, and how to get it."""
    import pyoxigraph as ox

    out = _Saying()
    here = _node(f"{root}/dataset")
    out.say(here, "rdf:type", "void:Dataset", "dcat:Dataset")
    out.say(here, "dcterms:title", _in("zh-Hans", "安全生产责任知识图谱"), _in("en", "Who answers for what in China's work-safety documents"))
    out.say(
        here,
        "dcterms:description",
        _in("en", "Meetings, bodies, officials, sectors, measures and who answers for them, read out of documents; each document's statements stand in a graph of their own."),
        _in("zh-Hans", "从文件中读出的会议、单位、人员、行业领域、措施及其责任单位；每份文件的陈述各在一个命名图中。"),
    )
    out.say(here, "dcterms:language", ox.Literal("zh"))
    out.say(here, "dcat:version", ox.Literal(reader.view.name))
    out.say(here, "void:sparqlEndpoint", f"{root}/sparql")
    out.say(here, "void:uriSpace", ox.Literal(reader.base))
    out.say(here, "void:vocabulary", *sorted(PREFIXES[p] for p in ("zr", "nif", "itsrdf", "skos", "dcterms", "prov", "org", "foaf", "schema")))
    out.say(here, "void:triples", _triples(reader))
    out.say(here, "void:documents", len(reader.documents()))
    for document in reader.documents()[:1]:
        out.say(here, "void:exampleResource", ox.NamedNode(document.iri))
    for name, query, kind, link in (("class", _CLASSES, "void:class", "void:classPartition"), ("property", _PROPERTIES, "void:property", "void:propertyPartition")):
        for iri, count in _counted(reader, query):
            part = ox.BlankNode(f"{name}{iri.rpartition('#')[2]}")
            out.say(here, link, part)
            out.say(part, kind, ox.NamedNode(iri))
            out.say(part, "void:entities" if name == "class" else "void:triples", count)
    for form, media, label in _DUMPS:
        file = f"{root}/graphs?default&format={form}"
        copy = ox.BlankNode(f"file{form}")
        out.say(here, "void:dataDump", file)
        out.say(here, "dcat:distribution", copy)
        out.say(copy, "rdf:type", "dcat:Distribution")
        out.say(copy, "dcat:downloadURL", file)
        out.say(copy, "dcat:mediaType", f"media:{media}")
        out.say(copy, "dcterms:title", ox.Literal(label))
        out.say(here, "void:feature", f"formats:{label}")
    desk = _node(f"{root}/sparql")
    out.say(desk, "rdf:type", "dcat:DataService")
    out.say(desk, "dcat:servesDataset", here)
    out.say(desk, "dcat:endpointURL", desk)
    out.say(desk, "dcat:endpointDescription", desk)
    out.say(desk, "dcterms:conformsTo", "http://www.w3.org/TR/sparql11-protocol/")
    out.say(here, "dcterms:subject", *sorted({ZRS.rstrip("/"), ZRF.rstrip("/")}))
    catalogue = _node(f"{root}/.well-known/void")
    out.say(catalogue, "rdf:type", "void:DatasetDescription", "dcat:Catalog")
    out.say(catalogue, "dcterms:title", _in("en", "Description of the dataset"))
    out.say(catalogue, "foaf:primaryTopic", here)
    out.say(catalogue, "dcat:dataset", here)
    out.say(catalogue, "dcat:service", desk)
    return tuple(out.triples)


@lru_cache(maxsize=1)
def _triples(reader: Reader) -> int:
    import pyoxigraph as ox

    found = next(iter(reader.merged.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")))  # type: ignore[arg-type]
    term = found[0]
    return int(term.value) if isinstance(term, ox.Literal) else 0


def _counted(reader: Reader, query: str) -> Iterator[tuple[str, int]]:
    rows = reader.merged.query(query)
    yield from sorted((row[0].value, int(row[1].value)) for row in rows)  # type: ignore[union-attr]
