"""Two documents, meetings, days or whole stores side by side: what came, what went, what changed.

Measures are paired one to one, the likest first (`kg.wording.likeness`), when they are about the same thing by the rule of the chain
(`kg.chain.same_thing`). A pair whose wording, bearers or deadline differ is changed; what has no partner came or went. Bodies are told
by their names, because a body that is named in two documents without its place is two things in the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from . import naming
from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, ask, joined
from .chain import NEAR, broader_sectors, same_thing
from .demands import ROLES, Demand, demands
from .errors import KgError
from .ledger import UnknownName
from .naming import ROLE_NAMES
from .wording import Index, plain

if TYPE_CHECKING:
    from pyoxigraph import Store

CAME, WENT, CHANGED = "新增", "去掉", "改动"
COLUMNS = (
    Column("aspect", "方面", "Aspect"),
    Column("change", "变化", "Change"),
    Column("left", "前者", "Left", long=True),
    Column("right", "后者", "Right", long=True),
    Column("about", "所涉措施", "About", wide=True),
    Column("likeness", "相似度", "Likeness", wide=True),
    SOURCE,
    *PLACE,
    Column("right_source", "后者来源", "Source on the right", spare=True),
    Column("right_document", "后者文件", "Document on the right", wide=True),
    Column("right_begin", "后者起", "Begin on the right", wide=True),
    Column("right_end", "后者止", "End on the right", wide=True),
    Column("right_quote", "后者原文", "Quote on the right", wide=True),
)


class SeveralFit(KgError):
    """A name that fits several things where one is needed; the message lists them."""

    def __init__(self, asked: str, found: Sequence[naming.Named]) -> None:
        shown = "\n".join(f"  {named.label}  <{named.iri}>" for named in found[:20])
        super().__init__(f"“{asked}” fits {len(found)} things. Say which one, by its full name or its IRI:\n{shown}")


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side: its name, its measures, its sectors with a place that names each, and the texts to quote."""

    label: str
    demands: tuple[Demand, ...]
    sectors: dict[str, Row]  # label → place
    texts: Texts


def side(store: Store, asked: str = "") -> Side:
    """`asked` names a document or meeting, or is a day, month or year (of documents and meetings); "" is the whole store.

    Raises UnknownName when nothing fits, SeveralFit when several things do.
    """
    texts = Texts(store)
    if not asked:
        return _side("全库", demands(store, texts=texts), store, None, texts)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", asked):
        dated = {row["thing"] for row in ask(store, "diff-dated") if row["date"].startswith(asked)}
        if not dated:
            raise UnknownName("document or meeting", asked)
        found = [d for d in demands(store, texts=texts) if d.meeting_iris() & dated or (not d.meetings and d.document in dated)]
        return _side(asked, found, store, dated, texts)
    named = _one(naming.names(store), asked)
    if named.kinds & naming.DOCUMENTS:
        return _side(named.label, demands(store, {"document": [named.iri]}, texts), store, {named.iri}, texts)
    found = [d for d in demands(store, texts=texts) if named.iri in d.meeting_iris()]
    return _side(named.label, found, store, set(), texts)


def _one(known: Sequence[naming.Named], asked: str) -> naming.Named:
    found = naming.resolve(known, asked, naming.DOCUMENTS | naming.MEETINGS)
    if not found:
        raise UnknownName("document or meeting", asked)
    if len(found) > 1:
        raise SeveralFit(asked, found)
    return found[0]


def _side(label: str, found: Iterable[Demand], store: Store, documents: set[str] | None, texts: Texts) -> Side:
    """Sectors are those that the documents name, and those of the measures; `documents` None means all of them."""
    kept = tuple(found)
    sectors: dict[str, Row] = {}
    if documents is None or documents:
        for row in ask(store, "diff-sectors"):
            if documents is None or row["document"] in documents:
                place = texts.place(row["document"], int(row["begin"]), int(row["end"])) if row["begin"] else {}
                sectors.setdefault(row["label"], place)
    for demand in kept:
        for link in demand.sectors:
            sectors.setdefault(link.label, texts.place(demand.document, demand.begin, demand.end))
    return Side(label, kept, sectors, texts)


def pairs(left: Side, right: Side, broader: dict[str, frozenset[str]]) -> list[tuple[Demand, Demand, float]]:
    """Measures of both sides that are one measure, the likest pairs first; each measure in one pair at most."""
    index = Index(demand.task for demand in right.demands)
    possible = [
        (-score, i, j)
        for i, demand in enumerate(left.demands)
        for score, j in index.like(demand.task, NEAR)
        if same_thing(demand, right.demands[j], score, broader)
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    found = []
    for score, i, j in sorted(possible):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((left.demands[i], right.demands[j], -score))
    return found


def diff(left: Side, right: Side, store: Store) -> Answer:
    """What differs. `store` supplies the sectors' hierarchy (of two stores either)."""
    paired = pairs(left, right, broader_sectors(store))
    rows = [
        *_sectors(left, right),
        *_bodies(left, right),
        *_measures(left, right, paired),
        *_in_pairs(left, right, paired),
    ]
    counts = {change: sum(1 for row in rows if row["change"] == change and row["aspect"] == "措施") for change in (CAME, WENT, CHANGED)}
    same = len(paired) - counts[CHANGED]
    note = (
        f"前者：{left.label}（{len(left.demands)} 项措施）；后者：{right.label}（{len(right.demands)} 项）。"
        f"措施新增 {counts[CAME]} 项，去掉 {counts[WENT]} 项，措辞改动 {counts[CHANGED]} 项，未动 {same} 项。"
    )
    return Answer(f"比较：{left.label} 与 {right.label}", COLUMNS, tuple(rows), note)


def _places(left: Row, right: Row) -> Row:
    """Places of both sides; a row whose left side is empty has its right place in the main columns too."""
    both = {f"right_{key}": right[key] for key in ("source", "document", "begin", "end", "quote") if key in right}
    return both | (left or right)


def _sectors(left: Side, right: Side) -> list[Row]:
    rows = []
    for label in sorted(left.sectors.keys() ^ right.sectors.keys()):
        went = label in left.sectors
        places = _places(left.sectors.get(label, {}), right.sectors.get(label, {}))
        rows.append({"aspect": "行业领域", "change": WENT if went else CAME, "left": label if went else "", "right": "" if went else label, **places})
    return sorted(rows, key=lambda row: row["change"] != CAME)


def _first_borne(one: Side) -> dict[str, Demand]:
    found: dict[str, Demand] = {}
    for demand in one.demands:
        for bearer in demand.bearers:
            found.setdefault(bearer.label, demand)
    return found


def _bodies(left: Side, right: Side) -> list[Row]:
    """Bodies that answer for something on one side only, with the first measure that they bear there."""
    old, new = _first_borne(left), _first_borne(right)
    rows = []
    for label in sorted(old.keys() ^ new.keys()):
        went = label in old
        places = _places(_place(old.get(label), left), _place(new.get(label), right))
        about = (old if went else new)[label].task
        rows.append({"aspect": "单位", "change": WENT if went else CAME, "left": label if went else "", "right": "" if went else label, "about": about, **places})
    return sorted(rows, key=lambda row: row["change"] != CAME)


def _place(demand: Demand | None, one: Side) -> Row:
    return one.texts.place(demand.document, demand.begin, demand.end) if demand else {}


def _measures(left: Side, right: Side, paired: Sequence[tuple[Demand, Demand, float]]) -> list[Row]:
    rows = []
    for old, new, score in sorted(paired, key=lambda pair: (pair[0].document, pair[0].begin)):
        if plain(old.task) != plain(new.task):
            before, after = side_by_side(old.task, new.task)
            places = _places(_place(old, left), _place(new, right))
            rows.append({"aspect": "措施", "change": CHANGED, "left": before, "right": after, "likeness": f"{score:.2f}", **places})
    known_left, known_right = {old.iri for old, _, _ in paired}, {new.iri for _, new, _ in paired}
    rows += [
        {"aspect": "措施", "change": WENT, "left": d.task, **_places(_place(d, left), {})} for d in left.demands if d.iri not in known_left
    ]
    rows += [
        {"aspect": "措施", "change": CAME, "right": d.task, **_places({}, _place(d, right))} for d in right.demands if d.iri not in known_right
    ]
    return rows


def _in_pairs(left: Side, right: Side, paired: Sequence[tuple[Demand, Demand, float]]) -> list[Row]:
    """Bearers and deadlines that differ within a pair."""
    rows = []
    for old, new, _ in sorted(paired, key=lambda pair: (pair[0].document, pair[0].begin)):
        for aspect, before, after in (("责任单位", _borne(old), _borne(new)), ("时限", _due(old), _due(new))):
            if before != after:
                change = CHANGED if before and after else CAME if after else WENT
                places = _places(_place(old, left), _place(new, right))
                rows.append({"aspect": aspect, "change": change, "left": before, "right": after, "about": new.task, **places})
    return rows


def _borne(demand: Demand) -> str:
    """牵头：A；负责：B、C — names in order, so that another order in the text is no change."""
    groups = []
    for role in ROLES:
        labels = sorted({bearer.label for bearer in demand.bearers if bearer.role.endswith("#" + role)})
        if labels:
            groups.append(f"{ROLE_NAMES[role]}：{joined(labels)}")
    return "；".join(groups)


def _due(demand: Demand) -> str:
    return joined(demand.deadlines) or joined(demand.deadline_texts)


def side_by_side(old: str, new: str) -> tuple[str, str]:
    """Both wordings with what differs in 【】."""
    before, after = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            before.append(old[a:b])
            after.append(new[c:d])
        else:
            before.append(f"【{old[a:b]}】" if b > a else "")
            after.append(f"【{new[c:d]}】" if d > c else "")
    return "".join(before), "".join(after)
