"""Is the graph as it should be? Every document's graph against the shapes, and what breaks them as a person can act on it.

A *scope* is what is checked by itself: the graph of one document, or an RDF file without named graphs as a whole. The
ontology and the concept schemes count with each scope; they are this package's own, and those that the store holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.namespaces import DATA, PREFIXES

from .errors import KgError
from .shapes import RDF, SHAPE, Check, Compiler

if TYPE_CHECKING:
    import pyoxigraph as ox

NIF = PREFIXES["nif"]
_OWN = "https://w3id.org/zeren/"
_SUFFIXES = {
    ".ttl": "TURTLE", ".nt": "N_TRIPLES", ".nq": "N_QUADS", ".trig": "TRIG", ".jsonld": "JSON_LD", ".json": "JSON_LD",
    ".rdf": "RDF_XML", ".xml": "RDF_XML", ".rdfxml": "RDF_XML",
}  # fmt: skip
_LABEL = PREFIXES["skos"] + "prefLabel"
_ONE_LABEL = SHAPE + "label"
_BEYOND = SHAPE + "beyond-text"
_TEXTUAL = frozenset((_BEYOND, SHAPE + "text-is-slice", SHAPE + "anchor-is-slice"))
_QUOTE = 60  # characters of a quote that are shown


class NoGraph(KgError):
    """A file that should hold RDF does not."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: `node` breaks `shape` in `document`, with `value` where the value is what is wrong.

    `begin` and `end` are offsets in the document's text, `quote` what stands there, or the node's name when it has no
    place. `document` is the graph's IRI ("" for the default graph, or for a fault between documents), `source` the path
    or address of the file from which it was read. `messages` are by language, "zh" and "en".
    """

    document: str
    begin: int
    end: int
    shape: str
    component: str
    node: str
    value: str
    path: str = ""
    source: str = ""
    quote: str = ""
    messages: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What two engines must agree on."""
        return (self.document, self.node, self.shape, self.component, self.value)


def is_ontology(graph: str) -> bool:
    """Is it a graph of the ontology or of a concept scheme, not of a document?"""
    return graph.startswith(_OWN) and not graph.startswith(DATA)


@cache
def own_ontology() -> tuple[ox.Quad, ...]:
    """All triples of this package's ontology and schemes."""
    import pyoxigraph as ox

    from . import schemes

    turtles = [turtle for files in schemes.sources().values() for _, turtle in files]
    return tuple(quad for turtle in turtles for quad in ox.parse(turtle, ox.RdfFormat.TURTLE))


def shapes_source() -> bytes:
    """shapes.ttl."""
    from ontology.concepts import source

    return source("shapes.ttl")


def load(path: Path) -> ox.Store:
    """An RDF file in memory, its named graphs kept. Raises NoGraph with the file and the reason."""
    import pyoxigraph as ox

    name = _SUFFIXES.get(path.suffix.lower())
    if name is None:
        raise NoGraph(f"{path} has no ending that tells its RDF format. Give one of {', '.join(sorted(_SUFFIXES))}.")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=getattr(ox.RdfFormat, name))
    except OSError as error:
        raise NoGraph(f"{path} cannot be read: {error.strerror or error}. Check the name and the permissions.") from error
    except (SyntaxError, ValueError) as error:
        raise NoGraph(f"{path} is no well-formed {path.suffix.lstrip('.')}: {error}. Correct the file at that place.") from error
    return store


def scopes(store: ox.Store) -> list[str]:
    """The graphs to check, by IRI; "" is the default graph, when it holds anything."""
    import pyoxigraph as ox

    named = sorted(g.value for g in store.named_graphs() if not is_ontology(g.value))
    default = next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
    return named if default is None else ["", *named]


def validate(store: ox.Store, only: Sequence[str] | None = None) -> Iterator[tuple[str, list[Fault]]]:
    """Each scope (or each of `only`) with its faults, sorted; at last, under "*", the faults between documents.

    Raises `shapes.UnknownConstraint` when the shapes use SHACL that this engine does not know.
    """
    import pyoxigraph as ox

    checks = _checks(store)
    graphs = scopes(store) if only is None else list(only)
    names = ox.Store()  # what things are and are called, of all scopes together
    unlike: set[str] = set()
    for graph in graphs:
        quads = [ox.Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, _graph(graph))]
        scope = ox.Store()  # a copy in memory answers more than twice as fast as the store on disk, the copying included
        scope.extend(quads)
        names.extend(q for q in quads if q.predicate.value in (RDF + "type", _LABEL))
        faults = _faults(scope, checks, graph)
        unlike |= {fault.node for fault in faults if fault.shape == _ONE_LABEL}
        yield graph, faults
    if len(graphs) > 1:
        label = [c for c in checks if c.shape == _ONE_LABEL and c.component == "MaxCount"]
        yield "*", [fault for fault in _faults(names, label, "") if fault.node not in unlike]


def ontology_of(store: ox.Store) -> list[ox.Quad]:
    """The ontology that counts for a store: this package's, and what the store's own scheme graphs add to it."""
    more = [q for g in store.named_graphs() if is_ontology(g.value) for q in store.quads_for_pattern(None, None, None, g)]
    return [*own_ontology(), *more]


def _checks(store: ox.Store) -> tuple[Check, ...]:
    import pyoxigraph as ox

    shapes = list(ox.parse(shapes_source(), ox.RdfFormat.TURTLE))
    return Compiler(shapes, ontology_of(store)).checks()


def _graph(name: str) -> ox.NamedNode | ox.BlankNode | ox.DefaultGraph:
    import pyoxigraph as ox

    return ox.NamedNode(name) if name else ox.DefaultGraph()


def _faults(scope: ox.Store, checks: Iterable[Check], document: str) -> list[Fault]:
    """What breaks the checks in a store's default graph."""
    found: dict[tuple[str, str, str, str, str], Fault] = {}
    texts: dict[str, list[str]] = {}
    types = {str(row[0]) for row in scope.query(f"SELECT DISTINCT ?type WHERE {{ ?node <{RDF}type> ?type }}")}  # type: ignore[union-attr]
    for check in checks:
        if types.isdisjoint(check.types):
            continue
        rows = _by_text(scope, check, texts) if check.shape in _TEXTUAL else scope.query(check.query)
        for this, value in rows:  # type: ignore[union-attr]
            fault = make_fault(document, str(this), check.shape, check.component, "" if value is None else str(value), check)
            found.setdefault(fault.key, fault)
    if not found:
        return []
    places = Places(scope)
    return sorted(places.locate(fault) for fault in found.values())


def _by_text(scope: ox.Store, check: Check, texts: dict[str, list[str]]) -> Iterator[tuple[object, ox.Literal]]:
    """(node, value) that break a constraint which compares with ?string, the text, by Python's own slices.

    SUBSTR and STRLEN walk the text from its beginning for every row, which takes hours where a document has millions of
    characters; so the query gives only the offsets, and what its FILTER says is said here again. `texts` keeps the texts.
    """
    body = check.query[check.query.index("{") : check.query.index("?document nif:isString")]
    head = check.query[: check.query.index("SELECT")]
    rows = scope.query(f"{head} SELECT DISTINCT ?this ?value ?begin ?end ?document {body} }}")
    for this, value, begin, end, document in rows:  # type: ignore[union-attr]
        if str(document) not in texts:
            found = scope.query(f"SELECT ?string WHERE {{ {document} <{NIF}isString> ?string }}")
            texts[str(document)] = [row[0].value for row in found]  # type: ignore[union-attr]
        for text in texts[str(document)]:
            if check.shape == _BEYOND:
                broken = _is_integer(value) and int(value.value) > len(text)
            else:
                b, e = (int(o.value) if _is_integer(o) else -1 for o in (begin, end))
                broken = 0 <= b <= e and value.value != text[b:e]
            if broken:
                yield this, value


def _is_integer(term: object) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.Literal) and term.datatype.value == PREFIXES["xsd"] + "integer" and term.value.lstrip("-").isdigit()


def make_fault(document: str, node: str, shape: str, component: str, value: str, check: Check) -> Fault:
    """A fault without its place. Node and value are in N-Triples form."""
    messages = {"zh": check.messages.get("zh-hans", ""), "en": check.messages.get("en", "")}
    return Fault(document, -1, -1, shape, component, node, value, check.path or "", messages=messages)


class Places:
    """Finds where in the text a node stands, and what to quote of it."""

    def __init__(self, scope: ox.Store) -> None:
        """`scope` holds what is checked in its default graph."""
        self._scope = scope
        self._texts: dict[str, tuple[str, str]] = {}

    def _values(self, node: str, predicate: str) -> list[str]:
        import pyoxigraph as ox

        if not node.startswith("<"):
            return []
        subject, wanted = ox.NamedNode(node[1:-1]), ox.NamedNode(predicate)
        return [q.object.value for q in self._scope.quads_for_pattern(subject, wanted, None)]  # type: ignore[union-attr]

    def _text(self, document: str) -> tuple[str, str]:
        """The document's text and where the document came from."""
        if document not in self._texts:
            strings = self._values(f"<{document}>", NIF + "isString")
            sources = self._values(f"<{document}>", PREFIXES["dcterms"] + "source")
            self._texts[document] = (next(iter(strings), ""), next(iter(sources), ""))
        return self._texts[document]

    def locate(self, fault: Fault) -> Fault:
        from dataclasses import replace

        document = next(iter(self._values(fault.node, NIF + "referenceContext")), None) or fault.document
        text, source = self._text(document) if document else ("", "")
        begins, ends = (self._values(fault.node, NIF + t) for t in ("beginIndex", "endIndex"))
        begin, end = (int(v[0]) if len(v) == 1 and v[0].isascii() and v[0].isdigit() else -1 for v in (begins, ends))
        quote = text[begin:end] if 0 <= begin <= end else ""
        if not quote:
            names = (PREFIXES["zr"] + "text", NIF + "anchorOf", _LABEL, PREFIXES["dcterms"] + "title")
            quote = next((v for name in names for v in sorted(self._values(fault.node, name))), "")
        if len(quote) > _QUOTE:
            quote = quote[: _QUOTE - 1] + "…"
        return replace(fault, begin=begin, end=end, source=source, quote=quote)
