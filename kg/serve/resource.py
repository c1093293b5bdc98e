"""One thing by its IRI: what the graph says of it, what points at it, and where the documents say so."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

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

    explainer, names = Explainer(reader), Names(base)
    said, pointing = _around(reader, iri, most)
    label = explainer.label(iri)
    here = linked(iri, base)
    here += "&" if "?" in here else "?"
    forms = " · ".join(f'<a href="{escape(here)}format={form}">{name}</a>' for form, name in _FORMS)
    parts = [
        f'<p class="iri"><code>{escape(iri)}</code></p><p class="forms">{forms}</p>',
        _table("所述 · Said of it", [(t.predicate, t.object) for t in said], explainer, names),
        _table("所指 · Pointing at it", [(t.predicate, t.subject) for t in pointing], explainer, names, "← "),
        _quotes(explainer, iri, base),
    ]
    return shell(label, "".join(parts))


def _table(
    heading: str, rows: list[tuple[ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]], explainer: Explainer, names: Names, arrow: str = ""
) -> str:
    from .pages import escape

    if not rows:
        return ""
    made = sorted((explainer.label(prop.value), _value(term, explainer, names), prop.value) for prop, term in rows)
    body, previous = [], ""
    for label, value, prop in made[:SHOWN]:
        name = "" if prop == previous else f'{arrow}<a href="{escape(linked(prop, names.base))}" title="{escape(names.short(prop) or prop)}">{escape(label)}</a>'
        body.append(f"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>")
        previous = prop
    more = f'<p class="note">另有 {len(made) - SHOWN} 项未列出 · {len(made) - SHOWN} more are not shown.</p>' if len(made) > SHOWN else ""
    return f"<h2>{heading}</h2><table class=\"facts\">{''.join(body)}</table>{more}"


def _value(term: object, explainer: Explainer, names: Names) -> str:
    import pyoxigraph as ox

    from .pages import escape, literal

    if isinstance(term, ox.NamedNode):
        return f'<a href="{escape(linked(term.value, names.base))}" title="{escape(term.value)}">{escape(explainer.label(term.value))}</a>'
    if isinstance(term, ox.Literal):
        return literal(term)
    return escape(str(term))


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
