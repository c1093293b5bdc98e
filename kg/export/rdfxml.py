"""RDF/XML: one rdf:Description a subject.

XML 1.0 cannot hold most control characters, not even escaped: U+FFFD stands for them, one for one, so that offsets into a
document's text stay right. The other formats keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from .lines import Subject
from .terms import Names, literal

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w.\-]*\Z")


def rdfxml(subjects: Iterable[Subject], names: Names) -> Iterator[str]:
    """An RDF/XML file, piece by piece. ValueError for a property whose IRI has no XML name in it."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, iri in sorted(names.prefixes.items()):
        if prefix != "data":
            yield f'\n    xmlns:{prefix}="{_attribute(iri)}"'
    yield ">\n"
    for subject, said in subjects:
        about = f'rdf:about="{_attribute(subject[1:-1])}"' if subject.startswith("<") else f'rdf:nodeID="{_node(subject)}"'
        yield f"  <rdf:Description {about}>\n"
        for predicate, values in said:
            opening, closing = _element(predicate[1:-1], names)
            for value in values:
                yield f"    <{opening}{_content(value)}{closing}>\n"
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def impossible_out(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold."""
    return _IMPOSSIBLE.sub("\ufffd", text)


def _text(text: str) -> str:
    # a bare carriage return would be read back as a line feed
    return impossible_out(escape(text)).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;")


def _node(blank: str) -> str:
    return blank[2:]


def _element(iri: str, names: Names) -> tuple[str, str]:
    """Opening and closing tag (without brackets) of a property."""
    short = names.short(iri)
    if short and not short.startswith("data:"):
        return short, f"</{short}"
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    if not _NAME.match(iri[cut:]):
        raise ValueError(f"RDF/XML has no way to write the property <{iri}>. Export as Turtle or JSON-LD.")
    return f'p:{iri[cut:]} xmlns:p="{_attribute(iri[:cut])}"', f"</p:{iri[cut:]}"


def _content(term: str) -> str:
    if term.startswith("<"):
        return f' rdf:resource="{_attribute(term[1:-1])}">'
    if term.startswith("_:"):
        return f' rdf:nodeID="{_node(term)}">'
    value = literal(term)
    if value.language:
        return f' xml:lang="{value.language}">{_text(value.text)}'
    if value.datatype:
        return f' rdf:datatype="{_attribute(value.datatype)}">{_text(value.text)}'
    return f">{_text(value.text)}"
