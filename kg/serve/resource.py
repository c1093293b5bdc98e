"""One thing by its IRI: what the graph says of it, what points at it, and where the documents say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

from .places import linked

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..export.terms import Names
    from ..store import Reader
    from ..why import Explainer

_FORMS = (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples"), ("rdfxml", "RDF/XML"))
SHOWN = 200  # rows of each part of a page


def known(reader: Reader, iri: str) -> bool:
    """Whether the graph says anything about the IRI, or has a graph of that name."""
    import pyoxigraph as ox

    node = ox.NamedNode(iri)
    return any(next(iter(reader.store.quads_for_pattern(*at)), None) is not None for at in ((node, None, None), (None, None, node)))


def _around(reader: Reader, iri: str, most: int) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """What is said of it, and what points at it: triples, each once, at most `most` of each."""
    import pyoxigraph as ox

    node = ox.NamedNode(iri)

    def once(*at: ox.NamedNode | None) -> list[ox.Triple]:
        found: dict[ox.Triple, None] = {}
        for quad in reader.store.quads_for_pattern(*at):
            found[quad.triple] = None
            if len(found) > most:
                break
        return list(islice(found, most))

    return once(node, None, None), once(None, None, node)


def text(reader: Reader, iri: str, base: str, form: str, most: int) -> str:
    """The thing in a graph format."""
    from ..export.lines import sorted_lines
    from ..export.terms import Names
    from . import results

    said, pointing = _around(reader, iri, most)
    return "".join(results.graph(form, sorted_lines([*said, *pointing]), Names(base)))


def page(reader: Reader, iri: str, base: str, most: int) -> str:
    """The thing as a page: facts, what points at it, and the quotes that say so."""
    from ..export.terms import Names
    from ..why import Explainer
    from .pages import escape, shell

    words = _Words(Explainer(reader), reader, Names(base), iri)
    said, pointing = _around(reader, iri, most)
    here = linked(iri, base)
    here += "&" if "?" in here else "?"
    forms = " · ".join(f'<a href="{escape(here)}format={form}">{name}</a>' for form, name in _FORMS)
    parts = [
        f'<p class="iri"><code>{escape(iri)}</code></p><p class="forms">{forms}</p>',
        _table("所述 · Said of it", [(t.predicate.value, t.object) for t in said], words),
        _table("所指 · Pointing at it", [(t.predicate.value, t.subject) for t in pointing if t.predicate.value not in _EVIDENCE], words, "← "),
        _quotes(words.explainer, iri, base),
    ]
    return shell(words.of(iri), "".join(parts))


# What points at a thing only to say where it is written stands among the quotes.
_EVIDENCE = frozenset(PREFIXES[p] + name for p, name in (("itsrdf", "taIdentRef"), ("rdf", "subject"), ("rdf", "object"), ("nif", "referenceContext")))


class _Words:
    """What to call things and properties."""

    def __init__(self, explainer: Explainer, reader: Reader, names: Names, subject: str) -> None:
        from ..answers import ask

        self.explainer = explainer
        self.names = names
        self._store = reader.store
        self._subject = subject  # whose page it is
        self._properties = {row["term"]: row["label"] for row in reversed(ask(reader.store, "show-words"))}

    def property(self, iri: str) -> str:
        return self._properties.get(iri) or self.names.short(iri) or iri

    def of(self, iri: str) -> str:
        """Its label; a responsibility is called by its measure, or on the measure's page by who has it; what has no name at all by its place."""
        measure, duty, number = iri.rpartition("/responsibility/")
        if duty and number.isdecimal():
            return self._duty(iri) if self._subject in (measure, iri) else self.explainer.label(measure)
        label = self.explainer.label(iri)
        return "/".join(iri.rsplit("/", 3)[-3:]) if label.isdecimal() else label

    def _duty(self, iri: str) -> str:
        import pyoxigraph as ox

        said = {q.predicate.value.rpartition("#")[2]: q.object.value for q in self._store.quads_for_pattern(ox.NamedNode(iri), None, None) if isinstance(q.object, ox.NamedNode)}
        return "：".join(self.explainer.label(said[name]) for name in ("role", "bearer") if name in said)

    def value(self, term: object) -> str:
        import pyoxigraph as ox

        from .pages import escape, literal

        if isinstance(term, ox.NamedNode):
            return f'<a href="{escape(linked(term.value, self.names.base))}" title="{escape(term.value)}">{escape(self.of(term.value))}</a>'
        return literal(term) if isinstance(term, ox.Literal) else escape(str(term))


def _table(heading: str, rows: Sequence[tuple[str, object]], words: _Words, arrow: str = "") -> str:
    from .pages import escape

    if not rows:
        return ""
    made = sorted((words.property(prop), prop, words.value(term)) for prop, term in rows)
    body, previous = [], ""
    for label, prop, value in made[:SHOWN]:
        name = f'{arrow}<a href="{escape(linked(prop, words.names.base))}" title="{escape(prop)}">{escape(label)}</a>'
        body.append(f'<tr><th scope="row">{"" if prop == previous else name}</th><td>{value}</td></tr>')
        previous = prop
    left = len(made) - SHOWN
    more = f'<p class="note">另有 {left:,} 项未列出 · {left:,} more are not shown.</p>' if left > 0 else ""
    return f'<h2>{heading}</h2><table class="facts">{"".join(body)}</table>{more}'


def _quotes(explainer: Explainer, iri: str, base: str) -> str:
    from .pages import escape

    found = list(islice(explainer.evidence(iri), SHOWN + 1))
    if not found:
        return ""
    rows = [
        f'<tr><td><a href="{escape(linked(e.document, base))}">《{escape(e.title)}》</a> {e.begin}–{e.end}</td>'
        f"<td>…{escape(e.before)}<mark>{escape(e.quote)}</mark>{escape(e.after)}…</td>"
        f"<td>{escape(e.said)}</td><td><code>{escape(e.rule)}</code> {escape(e.confidence)}</td></tr>"
        for e in found[:SHOWN]
    ]
    head = "<tr><th>出处 · Place</th><th>原文 · Words</th><th>所述 · Says</th><th>规则 · Rule</th></tr>"
    more = f'<p class="note">只列出前 {SHOWN} 项 · the first {SHOWN} only.</p>' if len(found) > SHOWN else ""
    return f"<h2>依据 · Where it is written</h2><div class=\"wide\"><table>{head}{''.join(rows)}</table></div>{more}"
