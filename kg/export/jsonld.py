"""JSON-LD: one node object a subject, short names by a context that stands in the file itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from .lines import Subject
from .terms import Names, literal

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SAFE_INTEGER = re.compile(r"(0|-?[1-9][0-9]{0,14})\Z")


def jsonld(subjects: Iterable[Subject], names: Names) -> Iterator[str]:
    """A JSON-LD document, piece by piece."""
    context = json.dumps(dict(sorted(names.prefixes.items())), ensure_ascii=False, indent=1)
    yield f'{{\n"@context": {context},\n"@graph": ['
    between = "\n"
    for subject, said in subjects:
        node: dict[str, Any] = {"@id": _name(subject, names)}
        for predicate, values in said:
            if predicate == _TYPE:
                node["@type"] = _one([_name(value, names) for value in values])
            else:
                node[_name(predicate, names)] = _one([_value(value, names) for value in values])
        yield between + json.dumps(node, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n}\n"


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _name(term: str, names: Names) -> str:
    if not term.startswith("<"):
        return term
    iri = term[1:-1]
    short = names.short(iri)
    if short:
        return short
    if iri.startswith(names.base) and not iri.startswith(names.base + "//"):
        return f"data:{iri[len(names.base) :]}"
    return iri


def _value(term: str, names: Names) -> Any:
    if not term.startswith('"'):
        return {"@id": _name(term, names)}
    value = literal(term)
    if value.language:
        return {"@value": value.text, "@language": value.language}
    if not value.datatype:
        return value.text
    if value.datatype == f"{_XSD}integer" and _SAFE_INTEGER.match(value.text):
        return int(value.text)
    if value.datatype == f"{_XSD}boolean" and value.text in ("true", "false"):
        return value.text == "true"
    return {"@value": value.text, "@type": _name(f"<{value.datatype}>", names)}
