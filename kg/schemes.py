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
    """Graph IRI → its N-Quads, sorted. None of the files holds a blank node (a test keeps it so), so two builds agree."""
    import pyoxigraph as ox

    made: dict[str, bytes] = {}
    for iri, turtles in sources().items():
        lines: set[bytes] = set()
        for _, turtle in turtles:
            text = ox.serialize((quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)), format=ox.RdfFormat.N_TRIPLES)
            lines.update((text or b"").splitlines(keepends=True))
        made[iri] = b"".join(sorted(lines)).replace(b" .\n", f" <{iri}> .\n".encode())
    return made
