"""The names that the graph is written in: prefixes, their IRIs, and how a short name becomes a full one.

A *short name* is `prefix:local`, as in Turtle (`zr:Meeting`, `zrs:road-traffic`, `data:organization/国务院`). Records
carry short names; only the edge of the program (kg/rdf.py) writes full IRIs, so the base of individuals can be set
without touching a record.
"""

from __future__ import annotations

ZR = "https://w3id.org/zeren/ontology#"
ZRS = "https://w3id.org/zeren/sector/"
ZRF = "https://w3id.org/zeren/function/"
DATA = "https://w3id.org/zeren/id/"

PREFIXES: dict[str, str] = {
    "zr": ZR,
    "zrs": ZRS,
    "zrf": ZRF,
    "data": DATA,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}

# Characters that RFC 3987 does not allow in a path segment, with those that would split one.
_ESCAPED = {ord(c): f"%{ord(c):02X}" for c in " <>\"{}|\\^`%/?#[]'()*,;=&+!$@:"}
_ESCAPED |= {c: f"%{c:02X}" for c in range(0x20)}


def segment(name: str) -> str:
    """A name as one path segment of an IRI: Chinese stays readable, what an IRI forbids is percent-encoded."""
    return name.translate(_ESCAPED)


def expand(short: str, base: str = DATA) -> str:
    """`zr:Meeting` → the full IRI; `data:` names are put under `base`. KeyError for an unknown prefix."""
    prefix, _, local = short.partition(":")
    return (base if prefix == "data" else PREFIXES[prefix]) + local
