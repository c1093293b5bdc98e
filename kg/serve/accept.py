"""Which form an answer takes: by the Accept header (RFC 9110, 12.5.1), or by a `format` that the request names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer: its short name, its media type, other media types and names that mean it."""

    name: str
    media: str
    also: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The Content-Type. XML and JSON say their encoding themselves (RFC 7303, 8259); text does not."""
        return self.media + ("; charset=utf-8" if self.media.startswith("text/") else "")


HTML = Form("html", "text/html", ("application/xhtml+xml",))
# The first is what */* gets. HTML comes last everywhere: it is for those who ask for it.
RESULTS = (
    Form("json", "application/sparql-results+json", ("application/json", "text/json"), ("sparql-json",)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("sparql-xml",)),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values"),
    HTML,
)
GRAPHS = (
    Form("ttl", "text/turtle", ("application/x-turtle", "application/turtle"), ("turtle", "n3")),
    Form("nt", "application/n-triples", ("text/plain",), ("ntriples", "n-triples")),
    Form("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "xml", "rdf+xml", "rdf-xml")),
    Form("jsonld", "application/ld+json", ("application/json",), ("json-ld", "json")),
    # from here on with the names of graphs
    Form("trig", "application/trig", ("application/x-trig",)),
    Form("nq", "application/n-quads", ("text/x-nquads",), ("nquads", "n-quads")),
    HTML,
)
TRIPLES = GRAPHS[:4]


def named(forms: Sequence[Form], wanted: str) -> Form | None:
    """The form that a `format` parameter names, by short name or media type."""
    text = wanted.strip().lower()
    return next((f for f in forms if text in (f.name, f.media, *f.names, *f.also)), None)


def chosen(forms: Sequence[Form], accept: str) -> Form | None:
    """The best form for an Accept header ("" asks for nothing in particular); None when none will do."""
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return forms[0]
    best: tuple[float, int, int] | None = None
    found: Form | None = None
    for place, form in enumerate(forms):
        for rank, media in enumerate((form.media, *form.also)):
            quality, exact = _quality(ranges, media)
            if exact < 3 and (form is HTML or rank):
                continue  # nobody who takes anything wants a page, or a format by its second name
            # of equal quality: what is named outright before */*, our order, the proper name before another
            key = (quality, -place, -rank)
            if quality > 0 and (best is None or key > best):
                best, found = key, form
    return found


def chosen_for_one_graph(forms: Sequence[Form], accept: str) -> Form | None:
    """As `chosen`, but in a form without graph names where the header names such a form at all.

    One graph is a set of triples. Clients that read both kinds (Comunica, rdf-dereference) name N-Quads and TriG first; they would get
    all triples in a named graph, and find nothing in the default graph, which they then ask.
    """
    outright = ",".join(part for part in accept.split(",") if part.strip() and "*" not in part)
    return (chosen(TRIPLES, outright) if outright else None) or chosen(forms, accept)


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return media.lower(), quality


def _quality(ranges: Sequence[tuple[str, float]], media: str) -> tuple[float, int]:
    """The quality of a media type, from the most exact range that fits it, and how exact that is (3 named, 2 type/*, 1 */*)."""
    best = (0, 0.0)
    for wanted, quality in ranges:
        exact = 3 if wanted == media else 2 if wanted == media.partition("/")[0] + "/*" else 1 if wanted == "*/*" else 0
        if exact:
            best = max(best, (exact, quality))
    return best[1], best[0]
