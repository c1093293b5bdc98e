"""The ontology's own graphs: its Turtle files as canonical N-Quads, each in the graph where the vocabulary puts it."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from ontology.namespaces import ZR, ZRF, ZRS

ONTOLOGY = ZR.rstrip("#")
SCHEMES = "https://w3id.org/zeren/scheme/"
_PLACE = {"zeren": ONTOLOGY, "sectors": ZRS, "functions": ZRF}
_NOT_DATA = ("shapes",)  # shapes say what a graph must be like; they are no part of it


def sources() -> dict[str, list[tuple[str, bytes]]]:
    """Graph IRI → the Turtle files that make it up (name, bytes), in the order of their names."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for entry in sorted(files("ontology").iterdir(), key=lambda e: e.name):
        stem, dot, suffix = entry.name.rpartition(".")
        if dot and suffix == "ttl" and stem not in _NOT_DATA:
            found.setdefault(_PLACE.get(stem, SCHEMES), []).append((stem, entry.read_bytes()))
    return found


def digest() -> str:
    """Changes when any of the files does: a store that holds this digest holds these graphs."""
    sha = hashlib.sha256(b"1")
    for iri, turtles in sorted(sources().items()):
        for stem, turtle in turtles:
            sha.update(f"{iri} {stem} {len(turtle)}\n".encode() + turtle)
    return sha.hexdigest()


def graphs() -> dict[str, bytes]:
    """Graph IRI → its N-Quads, sorted. Blank nodes get canonical names (RDFC-1.0) of their own file, so that two builds agree."""
    import pyoxigraph as ox

    made: dict[str, bytes] = {}
    for iri, turtles in sources().items():
        lines: set[str] = set()
        for stem, turtle in turtles:
            dataset = ox.Dataset(ox.parse(turtle, ox.RdfFormat.TURTLE))
            dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            text = ox.serialize((quad.triple for quad in dataset), format=ox.RdfFormat.N_TRIPLES) or b""
            for line in text.decode().splitlines():
                head, tail = line[:-2], f" <{iri}> .\n"
                lines.add(_own_names(head, stem) + tail)
        made[iri] = "".join(sorted(lines)).encode()
    return made


def _own_names(line: str, stem: str) -> str:
    """`_:c14n3` → `_:offices-c14n3`, in subject and object: names of one file must not meet those of another."""
    if line.startswith("_:"):
        line = f"_:{stem}-{line[2:]}"
    before, blank, after = line.rpartition(" _:")
    return f"{before} _:{stem}-{after}" if blank and " " not in after.strip() else line
