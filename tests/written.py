"""A small world written by hand: documents with their measures, put straight into a store by the vocabulary.

The tests of the answers use it, so that what they expect follows from a text that stands in the test and from nothing that a
reader of documents may or may not find in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from ontology.namespaces import DATA, expand

_ONTOLOGY = Path(__file__).parents[1] / "ontology"


def node(short: str) -> NamedNode:
    return NamedNode(short if "://" in short else expand(short))


def date(text: str) -> Literal:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return Literal(text, datatype=node("xsd:" + kind))


@dataclass
class World:
    """A store with the project's sectors and functions, to which documents are added."""

    store: Store = field(default_factory=Store)

    def __post_init__(self) -> None:
        for name, graph in (("sectors", "https://w3id.org/zeren/sector/"), ("functions", "https://w3id.org/zeren/function/")):
            self.store.load(path=str(_ONTOLOGY / f"{name}.ttl"), format=RdfFormat.TURTLE, to_graph=NamedNode(graph))

    def document(self, title: str, text: str, *, issued: str = "", place: str = "", level: str = "") -> Page:
        sha = hashlib.sha256((title + text).encode()).hexdigest()
        page = Page(self.store, NamedNode(f"{DATA}document/{sha[:16]}"), text)
        page.say(page.iri, "rdf:type", node("zr:SourceDocument"))
        page.say(page.iri, "zr:sha256", Literal(sha))
        page.say(page.iri, "dcterms:title", Literal(title, language="zh-Hans"))
        page.say(page.iri, "dcterms:source", Literal(f"{title}.txt"))
        page.say(page.iri, "nif:isString", Literal(text))
        if issued:
            page.say(page.iri, "dcterms:issued", date(issued))
        if place:
            page.say(page.iri, "zr:jurisdiction", page.thing("Jurisdiction", place))
            if level:
                page.say(page.thing("Jurisdiction", place), "zr:level", node("zr:" + level))
        return page


    def save(self, path: Path) -> Path:
        """Write the world as a store on disk, as `kg build` leaves one."""
        from kg.store import Entry, Writer

        graphs = sorted(graph.value for graph in self.store.named_graphs())
        dumped = {g: self.store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(g)) or b"" for g in graphs}
        lines = {g: b"".join(line[:-2] + b" <" + g.encode() + b"> .\n" for line in text.splitlines()) for g, text in dumped.items()}
        with Writer(path) as writer:
            writer.install({g: lines[g] for g in graphs if "/document/" not in g}, "written")
            writer.put([Entry.of_nquads(g, lines[g]) for g in graphs if "/document/" in g])
            writer.publish()
        return path


@dataclass
class Page:
    """One document: everything said here goes into its graph."""

    store: Store
    iri: NamedNode
    text: str
    _mentions: int = 0

    def say(self, subject: NamedNode, prop: str, value: NamedNode | Literal) -> None:
        self.store.add(Quad(subject, node(prop), value, self.iri))

    def thing(self, kind: str, label: str, *, alt: Iterable[str] = (), function: str = "", local: bool = False) -> NamedNode:
        where = f"{self.iri.value}/" if local else DATA
        iri = NamedNode(f"{where}{kind.lower()}/{label}")
        self.say(iri, "rdf:type", node("zr:" + kind))
        self.say(iri, "dcterms:title" if kind == "CitedDocument" else "skos:prefLabel", Literal(label, language="zh-Hans"))
        for name in alt:
            self.say(iri, "skos:altLabel", Literal(name, language="zh-Hans"))
        if function:
            self.say(iri, "zr:function", node("zrf:" + function))
        return iri

    def meeting(
        self, label: str, *, level: str = "", on: str = "", conveys: Iterable[NamedNode] = (), convener: NamedNode | None = None
    ) -> NamedNode:
        iri = self.thing("Meeting", label)
        self.say(iri, "zr:status", node("zr:Held"))
        if level:
            self.say(iri, "zr:level", node("zr:" + level))
        if on:
            self.say(iri, "zr:date", date(on))
        if convener:
            self.say(iri, "zr:convener", convener)
        for other in conveys:
            self.say(iri, "zr:conveys", other)
        return iri

    def span(self, quote: str, after: str = "") -> tuple[int, int]:
        """The place of `quote`; when it stands in the text more than once, the words right before it tell which."""
        found = self.text.count(after + quote)
        assert found == 1, f"{after + quote!r} stands {found} times in the text"
        begin = self.text.index(after + quote) + len(after)
        return begin, begin + len(quote)

    def mention(self, quote: str, thing: NamedNode | str) -> NamedNode:
        begin, end = self.span(quote)
        self._mentions += 1
        iri = NamedNode(f"{self.iri.value}/mention/{begin}-{end}/{self._mentions}")
        self.say(iri, "rdf:type", node("zr:Mention"))
        self.say(iri, "nif:referenceContext", self.iri)
        self._offsets(iri, begin, end)
        self.say(iri, "nif:anchorOf", Literal(quote))
        self.say(iri, "itsrdf:taIdentRef", thing if isinstance(thing, NamedNode) else node(thing))
        return iri

    def sector(self, quote: str, sector: str) -> None:
        """The text names a sector: the document mentions it, and here."""
        self.say(self.iri, "zr:mentionsSector", node("zrs:" + sector))
        self.mention(quote, "zrs:" + sector)

    def repair(self, quote: str, reads: str) -> None:
        begin, end = self.span(quote)
        iri = NamedNode(f"{self.iri.value}/repair/{begin}-{end}")
        self.say(iri, "rdf:type", node("zr:Repair"))
        self.say(iri, "nif:referenceContext", self.iri)
        self._offsets(iri, begin, end)
        self.say(iri, "zr:repairKind", Literal("pinyin"))
        self.say(iri, "zr:reads", Literal(reads))

    def measure(
        self,
        quote: str,
        *,
        sectors: Iterable[str] = (),
        lead: Iterable[NamedNode] = (),
        cooperate: Iterable[NamedNode] = (),
        supervise: Iterable[NamedNode] = (),
        implement: Iterable[NamedNode] = (),
        deadline: str = "",
        deadline_text: str = "",
        period: str = "",
        by: NamedNode | None = None,
        cites: Iterable[NamedNode] = (),
        initiative: NamedNode | None = None,
        prohibited: bool = False,
        after: str = "",
    ) -> NamedNode:
        begin, end = self.span(quote, after)
        iri = NamedNode(f"{self.iri.value}/measure/{begin}-{end}")
        self.say(iri, "rdf:type", node("zr:Measure"))
        self.say(iri, "zr:text", Literal(quote))
        self._offsets(iri, begin, end)
        self.say(iri, "zr:modality", node("zr:Prohibited" if prohibited else "zr:Required"))
        for sector in sectors:
            self.say(iri, "zr:inSector", node("zrs:" + sector))
        number = 0
        for role, bearers in (("Lead", lead), ("Cooperate", cooperate), ("Supervise", supervise), ("Implement", implement)):
            for bearer in bearers:
                number += 1
                self._responsibility(iri, number, role, bearer, begin)
        if deadline:
            self.say(iri, "zr:deadline", date(deadline))
        if deadline_text:
            self.say(iri, "zr:deadlineText", Literal(deadline_text))
        if period:
            self.say(iri, "zr:period", Literal(period))
        if by:
            self.say(iri, "zr:requiredBy", by)
        for cited in cites:
            self.say(iri, "zr:cites", cited)
        if initiative:
            self.say(iri, "zr:underInitiative", initiative)
        return iri

    def _responsibility(self, measure: NamedNode, number: int, role: str, bearer: NamedNode, at: int) -> None:
        iri = NamedNode(f"{measure.value}/responsibility/{number}")
        self.say(measure, "zr:responsibility", iri)
        self.say(iri, "rdf:type", node("zr:Responsibility"))
        self.say(iri, "zr:bearer", bearer)
        self.say(iri, "zr:role", node("zr:" + role))
        label = next(
            quad.object.value for quad in self.store.quads_for_pattern(bearer, node("skos:prefLabel"), None, None)  # type: ignore[union-attr]
        )
        begin = self.text.find(label)
        if begin >= 0:
            self._offsets(iri, begin, begin + len(label))

    def _offsets(self, iri: NamedNode, begin: int, end: int) -> None:
        self.say(iri, "nif:beginIndex", Literal(begin))
        self.say(iri, "nif:endIndex", Literal(end))


