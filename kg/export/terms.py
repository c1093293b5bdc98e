"""Terms as N-Triples writes them, taken apart, and IRIs made short."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ontology.namespaces import PREFIXES

_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
# Local names that need no escaping in Turtle, JSON-LD or XML; others are written as whole or relative IRIs.
_LOCAL = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w\-\u4e00-\u9fff]*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal's characters, and its language or its datatype's IRI ("" for a plain string)."""

    text: str
    language: str
    datatype: str


def literal(term: str) -> Literal:
    """Take a literal apart. ValueError when it is none."""
    match = _LITERAL.fullmatch(term)
    if match is None:
        raise ValueError(f"not a literal: {term[:80]}")
    text = match["text"]
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return Literal(text, match["language"] or "", match["datatype"] or "")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])


class Names:
    """IRIs → short names by the project's prefixes and `more`; individuals stand under `base`."""

    def __init__(self, base: str, more: Mapping[str, str] | None = None) -> None:
        self.base = base
        self.prefixes = {**PREFIXES, **(more or {}), "data": base}
        self._spaces = {iri: prefix for prefix, iri in self.prefixes.items()}
        self._known: dict[str, str | None] = {}

    def short(self, iri: str) -> str | None:
        """`zr:Meeting`, or None where no prefix fits or the local name would need escaping."""
        if iri not in self._known:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self._spaces.get(iri[:cut])
            fits = prefix is not None and _LOCAL.match(iri[cut:])
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[iri] = f"{prefix}:{iri[cut:]}" if fits else None
        return self._known[iri]
