"""An office's word lists on their way into a build: read once, refused where they are wrong, and kept in the store as a graph."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .errors import KgError
from .store import Entry

if TYPE_CHECKING:
    from ontology.lexicon import Lexicon


class BadLexicon(KgError):
    """A word list that cannot be used: says where and what to do."""


def load(paths: tuple[str, ...]) -> Lexicon | None:
    """The word lists as one lexicon; None when there are none. Raises BadLexicon for what `kg lexicon check` calls an error."""
    if not paths:
        return None
    from ontology.collisions import ERROR, collisions
    from ontology.lexicon import LexiconError, read_files

    try:
        lexicon = read_files(paths)
    except LexiconError as error:
        raise BadLexicon(str(error)) from None
    wrong = [found for found in collisions(lexicon) if found.grade == ERROR]
    if wrong:
        more = f" There are {len(wrong) - 1} more; kg lexicon check {' '.join(paths)} lists them." if len(wrong) > 1 else ""
        raise BadLexicon(f"{wrong[0].where}: {wrong[0].word}: {wrong[0].says}{more}")
    return lexicon


@lru_cache(maxsize=2)
def loaded(paths: tuple[str, ...], version: str) -> Lexicon | None:
    """`load`, once for a reader's version, which names the content of the files."""
    return load(paths)


def graph(lexicon: Lexicon) -> Entry:
    """The lexicon's concepts as a graph of the store, so that queries and the explorer have their names. It stays when later builds use
    other words, since documents that were read with these stay too."""
    from ontology.collisions import known_ids
    from ontology.lexicon import graph_name, triples

    name = graph_name(lexicon)
    lines = [f"{triple[:-2]} <{name}> .\n" for triple in triples(lexicon, known_ids())]
    return Entry.of_nquads(name, "".join(lines).encode())
