"""Everything about one thing: its names, what is said of it, what it must do or what is to be done about it, and where it is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.evidence import BY_OBJECT, BY_SUBJECT, surest
from ontology.namespaces import PREFIXES, ZR, expand

from . import naming
from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, ask, joined
from .demands import ROLES, Demand, demands

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (
    Column("section", "栏目", "Section"),
    Column("property", "关系", "Relation"),
    Column("value", "内容", "Value", long=True),
    Column("bodies", "责任单位", "Bodies"),
    Column("deadline", "时限", "Deadline"),
    SOURCE,
    Column("iri", "标识", "IRI", wide=True),
    *PLACE,
)

FACTS, DUTIES, MENTIONS = "事实", "措施", "提及"
CONTEXT = 16  # characters of the text on each side of a mention

# How a measure has to do with a thing, in the order in which a page shows it.
_HOW = {
    **{ZR + role: name for role, name in naming.ROLE_NAMES.items()},
    ZR + "requiredBy": "由此会议提出",
    ZR + "inSector": "属于此行业领域",
    ZR + "cites": "以此为依据",
    ZR + "underInitiative": "属于此行动",
    ZR + "SourceDocument": "出自此文件",
}

_OF_SUBJECT, _OF_OBJECT = frozenset(map(expand, BY_SUBJECT)), frozenset(map(expand, BY_OBJECT))


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing and all rows about it, in the sections FACTS, DUTIES and MENTIONS."""

    iri: str
    label: str
    kind: str  # in Chinese
    names: tuple[str, ...]  # the other names
    rows: tuple[Row, ...]

    def section(self, name: str) -> list[Row]:
        return [row for row in self.rows if row["section"] == name]

    def answer(self) -> Answer:
        also = f"；又称：{joined(self.names)}" if self.names else ""
        return Answer(self.label, COLUMNS, self.rows, f"{self.kind}{also}")


def candidates(store: Store, asked: str) -> list[naming.Named]:
    """The things that `asked` fits (`kg.naming`): one to show, several to choose from, or none."""
    return naming.resolve(naming.names(store), asked)


def show(store: Store, named: naming.Named) -> Subject:
    """Everything about the thing."""
    texts = Texts(store)
    words = {row["term"]: row["label"] for row in reversed(ask(store, "show-words"))}
    mentions = ask(store, "show-mentions", {"subject": [named.iri]})
    rows = [*_facts(store, named.iri, texts, words, mentions), *_duties(store, named.iri, texts), *_mentions(named.iri, texts, mentions)]
    kind = naming.KINDS[naming.kind_of(named)]
    blank = dict.fromkeys((column.key for column in COLUMNS), "")
    others = tuple(name for name in named.names if name != named.label)
    return Subject(named.iri, named.label, kind, others, tuple(blank | row for row in rows))


CHOICES = (
    Column("kind", "类别", "Kind"),
    Column("name", "名称", "Name"),
    Column("count", "措施", "Measures"),
    Column("where", "见于", "Named in"),
    Column("id", "标识", "Id", long=True),
    Column("iri", "全标识", "IRI", wide=True),
    Column("source", "来源", "Source", wide=True),
    *PLACE,
)


def choices(store: Store, asked: str, found: Sequence[naming.Named]) -> Answer:
    """Several things that one name fits: what each is, how many measures it has to do with, and in which documents it is named."""
    texts = Texts(store)
    iris = [named.iri for named in found]
    measures: dict[str, set[str]] = {}
    for row in ask(store, "show-measures", {"subject": iris}):
        measures.setdefault(row["subject"], set()).add(row["measure"])
    places: dict[str, list[Row]] = {}
    for row in ask(store, "show-mentions", {"subject": iris}):
        places.setdefault(row["subject"], []).append(row)
    rows = []
    for named in found:
        here = places.get(named.iri, [])
        titles = list(dict.fromkeys(texts.title(row["document"]) for row in here))
        place = texts.place(here[0]["document"], int(here[0]["begin"]), int(here[0]["end"])) if here else {}
        rows.append(
            {
                "kind": naming.KINDS[naming.kind_of(named)],
                "name": named.label,
                "count": str(len(measures.get(named.iri, ()))),
                "where": "、".join(f"《{title}》" for title in titles[:2]) + (f" 等 {len(titles)} 份" if len(titles) > 2 else ""),
                "id": _short(named.iri),
                "iri": named.iri,
                **place,
            }
        )
    note = f"“{asked}” 对应 {len(found)} 个对象：用标识指定其一，或加 --all 全部列出。"
    return Answer(asked, CHOICES, tuple(rows), note)


def together(asked: str, pages: Sequence[Subject]) -> Answer:
    """The rows of one or several subjects as one answer."""
    if len(pages) == 1:
        return pages[0].answer()
    return Answer(asked, COLUMNS, tuple(row for page in pages for row in page.rows), f"{len(pages)} 个同名对象")


def _short(iri: str) -> str:
    """`zr:chair` for the full IRI; the IRI where no prefix is known."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


@dataclass(frozen=True, slots=True)
class _Place:
    begin: int
    end: int
    confidence: float


class _Shown:
    """Where a statement without a finding is shown: at the mention that ontology/evidence.py names. Mentions are asked for once a thing."""

    def __init__(self, store: Store, iri: str, mentions: Iterable[Row]) -> None:
        self._store = store
        self._known = {iri: _by_document(mentions)}

    def place(self, document: str, subject: str, prop: str, value: str) -> _Place | None:
        if prop in _OF_SUBJECT:
            return surest(self._mentions(subject, document))
        if prop in _OF_OBJECT:
            return surest(self._mentions(value, document), self._within(subject))
        return None

    def _mentions(self, iri: str, document: str) -> list[_Place]:
        if iri not in self._known:
            self._known[iri] = _by_document(ask(self._store, "show-mentions", {"subject": [iri]}))
        return self._known[iri].get(document, [])

    def _within(self, subject: str) -> tuple[int, int] | None:
        """The characters of a measure; None for what has none of its own."""
        from pyoxigraph import Literal, NamedNode

        ends = []
        for name in ("nif:beginIndex", "nif:endIndex"):
            quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(expand(name)), None)
            ends += [int(quad.object.value) for quad in quads if isinstance(quad.object, Literal)][:1]
        return (ends[0], ends[1]) if len(ends) == 2 else None


def _by_document(mentions: Iterable[Row]) -> dict[str, list[_Place]]:
    """In the order of their begins, in which the question gives them."""
    places: dict[str, list[_Place]] = {}
    for row in mentions:
        places.setdefault(row["document"], []).append(_Place(int(row["begin"]), int(row["end"]), float(row["confidence"] or 1)))
    return places


def _facts(store: Store, iri: str, texts: Texts, words: dict[str, str], mentions: Iterable[Row]) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    shown = _Shown(store, iri, mentions)
    for name, arrow in (("show-facts", ""), ("show-incoming", "← ")):
        for row in ask(store, name, {"subject": [iri]}):
            other = row.get("value") or row.get("other") or ""
            prop = words.get(row["property"], "") or _short(row["property"])
            value = row["label"] or naming.level_label(other) or words.get(other, "") or _short(other)
            subject, thing = (other, iri) if arrow else (iri, other)
            if not row["begin"] and (at := shown.place(row["document"], subject, row["property"], thing)) is not None:
                row |= {"begin": str(at.begin), "end": str(at.end)}
            key = (arrow + row["property"], other)
            if key in found and (found[key].get("quote") or not row["begin"]):
                continue
            place = texts.place(row["document"], int(row["begin"]), int(row["end"])) if row["begin"] else _whole(row, texts)
            found[key] = {"section": FACTS, "property": arrow + prop, "value": value, "iri": other, **place}
    return list(found.values())


def _whole(row: Row, texts: Texts) -> Row:
    """A statement whose words nobody noted: the document alone."""
    title = texts.title(row["document"])
    known = title != row["document"]
    return {"document": row["document"], "title": title, "source": f"《{title}》" if known else ""}


def _duties(store: Store, iri: str, texts: Texts) -> list[Row]:
    how: dict[str, list[str]] = {}
    for row in ask(store, "show-measures", {"subject": [iri]}):
        how.setdefault(row["measure"], []).append(row["how"])
    if not how:
        return []
    order = list(_HOW)
    rows = []
    for demand in demands(store, {"measure": how}, texts):
        ways = sorted(set(how[demand.iri]), key=order.index)
        rows.append((order.index(ways[0]), demand, joined(_HOW[way] for way in ways)))
    rows.sort(key=lambda r: r[0])
    return [
        {
            "section": DUTIES,
            "property": way,
            "value": demand.task,
            "bodies": _bodies(demand),
            "deadline": joined(demand.deadlines) or joined(demand.deadline_texts) or joined(demand.periods),
            "iri": demand.iri,
            **texts.place(demand.document, demand.begin, demand.end),
        }
        for _, demand, way in rows
    ]


def _bodies(demand: Demand) -> str:
    """牵头：A；配合：B、C."""
    groups = [(_HOW[ZR + role], demand.bodies(ZR + role)) for role in ROLES]
    return "；".join(f"{name}：{bodies}" for name, bodies in groups if bodies)


def _mentions(iri: str, texts: Texts, mentions: Iterable[Row]) -> list[Row]:
    rows = []
    for row in mentions:
        begin, end = int(row["begin"]), int(row["end"])
        before = texts.quote(row["document"], max(0, begin - CONTEXT), begin).split("\n")[-1]
        after = texts.quote(row["document"], end, end + CONTEXT).split("\n")[0]
        value = f"…{before}【{row['anchor']}】{after}…"
        rows.append({"section": MENTIONS, "property": row["anchor"], "value": value, "iri": iri, **texts.place(row["document"], begin, end)})
    return rows
