"""Where on this server an IRI of the graph answers, and which IRIs a place on it may mean."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

from ontology.namespaces import ZR, ZRF, ZRS

SCHEME = "https://w3id.org/zeren/scheme/"
_SPACES = (("ontology", ZR), ("sector", ZRS), ("function", ZRF), ("scheme", SCHEME))
KINDS = ("id", *(kind for kind, _ in _SPACES))


def linked(iri: str, base: str) -> str:
    """The address, relative to the server, that answers for an IRI: `/id/organization/…` for individuals, `/resource?iri=…` for others."""
    for kind, space in (("id", base), *_SPACES):
        if iri.startswith(space) and len(iri) > len(space):
            return f"/{kind}/" + quote(iri[len(space) :], safe="/-._~!$&'()*+,;=:@")
    return "/resource?iri=" + quote(iri, safe="")


def meant(kind: str, raw: bytes, base: str) -> list[str]:
    """The IRIs that `/<kind>/<raw>` may mean. An IRI may itself hold percent signs, which a browser may or may not have escaped."""
    space = dict((("id", base), *_SPACES))[kind]
    found = [unquote_to_bytes(raw).decode("utf-8", "replace"), _only_chinese(raw)]
    if kind == "ontology" and not raw:
        return [space.rstrip("#")]
    return list(dict.fromkeys(space + rest for rest in found))


def _only_chinese(raw: bytes) -> str:
    """The path with its non-ASCII characters decoded and every other percent escape left as it is."""
    text = re.sub(rb"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda m: unquote_to_bytes(m[0]), raw)
    return text.decode("utf-8", "replace")
