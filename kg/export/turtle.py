"""Turtle and TriG, written subject by subject from sorted lines: as readable as hand-written, and never all in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .lines import Subject
from .terms import Names

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+\Z")


class _Terms:
    def __init__(self, names: Names) -> None:
        self._names = names
        # a base with a fragment or a query resolves otherwise than by putting strings together
        self._relative = names.base if names.base.endswith("/") and "?" not in names.base else None

    def head(self, used: str | None = None) -> Iterator[str]:
        """Base and prefixes; only those that `used`, a text with the IRIs, has anything of."""
        if self._relative and (used is None or self._relative in used):
            yield f"@base <{self._relative}> .\n"
        for prefix, iri in sorted(self._names.prefixes.items()):
            if used is None or f"<{iri}" in used:
                yield f"@prefix {prefix}: <{iri}> .\n"

    def node(self, term: str) -> str:
        if not term.startswith("<"):
            return term  # a blank node
        iri = term[1:-1]
        short = self._names.short(iri)
        if short:
            return short
        if self._relative and iri.startswith(self._relative):
            rest = iri[len(self._relative) :]
            # `.` and `..` would be taken for steps, and `a:b` for a scheme
            if rest and not rest.startswith("/") and ":" not in rest.partition("/")[0] and not {".", ".."} & set(rest.split("/")):
                return f"<{rest}>"
        return term

    def value(self, term: str) -> str:
        if not term.startswith('"'):
            return self.node(term)
        if not term.endswith(">"):
            return term
        quoted, _, datatype = term.rpartition("^^")
        kind = datatype[1 + len(_XSD) : -1] if datatype.startswith(f"<{_XSD}") else ""
        bare = quoted[1:-1]
        if (kind == "integer" and _INTEGER.match(bare)) or (kind == "decimal" and _DECIMAL.match(bare)):
            return bare
        return f"{quoted}^^{self.node(datatype)}"


def turtle(subjects: Iterable[Subject], names: Names, only_used: Sequence[str] | None = None) -> Iterator[str]:
    """A Turtle file, piece by piece. `only_used` are the lines it is made of, when it shall declare only their prefixes."""
    terms = _Terms(names)
    yield from terms.head(None if only_used is None else "\n".join(only_used))
    for subject in subjects:
        yield "\n" + _block(subject, terms, "")


def trig(graphs: Iterable[tuple[str, Iterable[Subject]]], names: Names) -> Iterator[str]:
    """A TriG file, piece by piece; graphs as (IRI, subjects)."""
    terms = _Terms(names)
    yield from terms.head()
    for graph, subjects in graphs:
        yield f"\n{terms.node(f'<{graph}>')} {{\n"
        for subject in subjects:
            yield _block(subject, terms, "    ")
        yield "}\n"


def _block(subject: Subject, terms: _Terms, indent: str) -> str:
    head, said = subject
    lines = []
    for predicate, values in said:
        name = "a" if predicate == _TYPE else terms.node(predicate)
        lines.append(f"{name} " + ", ".join([terms.value(value) for value in values]))
    return f"{indent}{terms.node(head)} " + f" ;\n{indent}    ".join(lines) + " .\n"
