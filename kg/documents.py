"""Finding stored documents by what a person knows of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from .errors import KgError
from .store import Stored


class NoSuchDocument(KgError):
    """No document, or more than one, goes by that name."""


def choose(stored: Sequence[Stored], wanted: Sequence[str]) -> list[Stored]:
    """The documents meant by path, file name, IRI, title or the beginning of the sha256. Raises NoSuchDocument unless each means one."""
    chosen: dict[str, Stored] = {}
    for name in wanted:
        found = [d for d in stored if name in (d.source, d.iri)] or [d for d in stored if name in (d.title, PurePath(d.source).name) or _is_sha(name, d)]
        if not found:
            raise NoSuchDocument(f"The store has no document {name!r}. kg docs lists what it has.")
        if len(found) > 1:
            names = ", ".join(d.source for d in found)
            raise NoSuchDocument(f"{name!r} means {len(found)} documents: {names}. Name one of them by its path.")
        chosen[found[0].iri] = found[0]
    return list(chosen.values())


def _is_sha(name: str, document: Stored) -> bool:
    return len(name) >= 6 and document.sha256.startswith(name.lower())
