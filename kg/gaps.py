"""Duties that nobody holds and duties without an end: eight kinds, each a saved question `kg/sparql/gap-*.rq`.

A gap is not a fault of the document and not a fault of the reader: it is a place at which a person who has to answer
"who, by when?" finds nothing, or finds two answers. Every row names its place; every kind says why it is called a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, ask, joined
from .errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from .demands import Demand


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of gap: its id (also the end of its query's name), what it is called, and why it is called a gap."""

    id: str
    zh: str
    en: str
    why_zh: str
    why_en: str

    @property
    def query(self) -> str:
        return f"gap-{self.id}"


KINDS = (
    Kind(
        "sector-without-lead", "无人牵头的行业领域", "Sector without a lead",
        "文件提到这一行业领域，其中（连同下位领域）却没有一项措施写明由谁牵头。",
        "A document names the sector, and no measure in it, or in a narrower one, names a lead body.",
    ),
    Kind(
        "measure-without-bearer", "无责任主体的措施", "Measure without bearer",
        "这项措施没有写明由谁做：没有牵头、配合、监督或责任单位。",
        "Nothing says who must do it: no lead, cooperating, supervising or implementing body.",
    ),
    Kind(
        "measure-without-deadline", "缺完成时限的措施", "Measure without deadline",
        "有责任主体而没有时限和时段，同一文件中同一领域或同一行动的其他措施却有时限。",
        "Somebody answers for it but nothing says by when or during which time, while another of its kind in the same document has a deadline.",
    ),
    Kind(
        "body-without-task", "未分配任务的单位", "Body without a task",
        "文件点到这一单位，却没有任何措施由它承担。",
        "A document names the body, and no measure anywhere is its to bear.",
    ),
    Kind(
        "two-leads", "一事多头牵头", "Two leads",
        "同一措施有两个以上的牵头单位，出了问题不知道找谁。",
        "One measure has two lead bodies or more, so that nobody knows who is to answer first.",
    ),
    Kind(
        "deadline-past", "已过时限的措施", "Deadline past",
        "到所问之日，这项措施的时限已经过去；图谱不知道是否办结，需要核对。",
        "On the day asked about the deadline is over; whether it was done the graph cannot know, so it must be looked at.",
    ),
    Kind(
        "requirement-not-taken-up", "未向下传导的要求", "Requirement not taken up",
        "上级会议提出了要求，传达贯彻它的下级会议和文件中没有一项与之相应。",
        "A meeting required it, and nothing that the meetings and documents below demand answers to it.",
    ),
    Kind(
        "cited-unidentified", "无法核实的依据", "Cited document not identified",
        "被引用的文件既没有写明发文单位，也不在库中，名称又不是法律法规，无从查找。",
        "Nobody says who issued the document that is cited, it is not in the store, and its title is not that of a law.",
    ),
)  # fmt: skip

COLUMNS = (
    Column("kind_zh", "类别", "Kind"),
    Column("subject", "对象", "What", long=True),
    Column("detail", "说明", "Detail", long=True),
    SOURCE,
    Column("why", "为何算缺口", "Why it is a gap", wide=True),
    Column("kind", "类别代号", "Kind id", wide=True),
    Column("iri", "标识", "IRI", wide=True),
    *PLACE,
)
SUMMARY = (
    Column("kind", "类别代号", "Kind id", long=True),
    Column("kind_zh", "类别", "Kind", long=True),
    Column("count", "数量", "Count"),
    Column("why", "为何算缺口", "Why it is a gap", long=True),
)


def kind_named(name: str) -> Kind:
    """The kind with this id or Chinese or English name. KgError lists them when there is none."""
    for kind in KINDS:
        if name.strip().lower() in {kind.id, kind.zh, kind.en.lower()}:
            return kind
    raise KgError(f"No kind of gap is called “{name}”. The kinds are: {', '.join(kind.id for kind in KINDS)}.")


def gaps(store: Store, as_of: str, kinds: Iterable[Kind] = KINDS, *, lang: str = "zh") -> Answer:
    """All gaps of the kinds asked for, in the order of `KINDS`; `as_of` is the day (YYYY-MM-DD) that deadlines are held against."""
    rows: list[Row] = []
    for kind, found in by_kind(store, as_of, kinds):
        shared = {"kind": kind.id, "kind_zh": kind.zh if lang == "zh" else kind.en, "why": kind.why_zh if lang == "zh" else kind.why_en}
        rows += [shared | row | ({"detail": row["detail_en"]} if lang == "en" else {}) for row in found]
    return Answer("责任缺口", COLUMNS, tuple(rows), f"共 {len(rows)} 处缺口；时限以 {as_of} 为准。")


def by_kind(
    store: Store, as_of: str, kinds: Iterable[Kind] = KINDS, every: Sequence[Demand] | None = None
) -> list[tuple[Kind, list[Row]]]:
    """The rows of each kind asked for, in the order of `KINDS`; `detail` is in Chinese, `detail_en` in English.

    `every` are the store's measures, where the caller has them.
    """
    texts = Texts(store)
    texts.load_all()  # the rows stand in most of the documents: one question instead of two for each
    wanted = {kind.id for kind in kinds}
    finders = _FINDERS | {"requirement-not-taken-up": partial(_not_taken_up, every=every)}
    return [(kind, finders[kind.id](store, kind, texts, as_of)) for kind in KINDS if kind.id in wanted]


def summary(found: Answer, kinds: Iterable[Kind] = KINDS, *, lang: str = "zh") -> Answer:
    """How many gaps of each kind, those with none too: nothing found is an answer."""
    rows = [
        {
            "kind": kind.id,
            "kind_zh": kind.zh if lang == "zh" else kind.en,
            "count": str(sum(1 for row in found.rows if row["kind"] == kind.id)),
            "why": kind.why_zh if lang == "zh" else kind.why_en,
        }
        for kind in kinds
    ]
    return Answer("责任缺口一览", SUMMARY, tuple(rows), found.note)


_Finder = Callable[["Store", Kind, Texts, str], list[Row]]


def _place(row: Row, texts: Texts) -> Row:
    return texts.place(row["document"], int(row["begin"]), int(row["end"]))


def _task(row: Row, texts: Texts) -> str:
    return texts.reading(row["document"], int(row["begin"]), int(row["end"]))


def _first_of_each(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    """The rows of each subject, the first place first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["subject"], []).append(row)
    return [
        (min(group, key=lambda r: (r["document"], int(r["begin"]), -int(r["end"]))), group) for group in found.values()
    ]


def _named(store: Store, kind: Kind, texts: Texts, as_of: str) -> list[Row]:
    """A thing that is named somewhere: one row for it, at the first place that names it."""
    found = []
    for row, group in _first_of_each(ask(store, kind.query)):
        places = len({(r["document"], r["begin"], r["end"]) for r in group})
        also = [words for flag, *words in _ALSO if any(r.get(flag) == "true" for r in group)]
        detail = f"提到 {places} 处" + (f"；另见于：{joined(zh for zh, _ in also)}" if also else "")
        english = f"named {places} time{'' if places == 1 else 's'}" + (f"; also as {', '.join(en for _, en in also)}" if also else "")
        found.append({"subject": row["label"], "detail": detail, "detail_en": english, "iri": row["subject"], **_place(row, texts)})
    return sorted(found, key=lambda r: (r["title"], r["document"], int(r["begin"]), r["iri"]))


_ALSO = (
    ("convenes", "会议召集", "convener of a meeting"),
    ("issues", "发文", "issuer of a document"),
    ("employs", "人员职务", "employer of an official"),
)


def _measure(store: Store, kind: Kind, texts: Texts, as_of: str) -> list[Row]:
    rows = ask(store, kind.query)
    return [{"subject": _task(row, texts), "detail": "", "detail_en": "", "iri": row["subject"], **_place(row, texts)} for row in rows]


def _no_deadline(store: Store, kind: Kind, texts: Texts, as_of: str) -> list[Row]:
    found = []
    for row, group in _first_of_each(ask(store, kind.query)):
        peer = min(group, key=lambda r: (abs(int(r["peerBegin"]) - int(r["begin"])), r["kindLabel"], r["deadline"]))
        wording = texts.reading(peer["document"], int(peer["peerBegin"]), int(peer["peerEnd"]))
        detail = f"同属“{peer['kindLabel']}”的措施时限为 {peer['deadline']}：{wording}"
        english = f"Another in “{peer['kindLabel']}” is due {peer['deadline']}: {wording}"
        found.append({"subject": _task(row, texts), "detail": detail, "detail_en": english, "iri": row["subject"], **_place(row, texts)})
    return found


def _two_leads(store: Store, kind: Kind, texts: Texts, as_of: str) -> list[Row]:
    return [
        {
            "subject": _task(row, texts),
            "detail": "牵头单位：" + joined(r["leadLabel"] for r in group),
            "detail_en": "Lead bodies: " + joined(r["leadLabel"] for r in group),
            "iri": row["subject"],
            **_place(row, texts),
        }
        for row, group in _first_of_each(ask(store, kind.query))
    ]


def _past(store: Store, kind: Kind, texts: Texts, as_of: str) -> list[Row]:
    rows = ask(store, kind.query, {"asOf": [f'"{as_of}"']})
    return [
        {
            "subject": _task(row, texts),
            "detail": f"时限 {row['deadline']}",
            "detail_en": f"Due {row['deadline']}",
            "iri": row["subject"],
            **_place(row, texts),
        }
        for row in rows
    ]


def _not_taken_up(store: Store, kind: Kind, texts: Texts, as_of: str, every: Sequence[Demand] | None = None) -> list[Row]:
    from .chain import not_taken_up

    candidates = {row["subject"] for row in ask(store, kind.query)}
    found = []
    for demand, station, lower in not_taken_up(store, texts, every):
        if demand.iri in candidates:
            detail = f"{station.label}提出；下面有：{joined(s.label for s in lower)}"
            english = f"Required by {station.label}; below it stand {joined(s.label for s in lower)}"
            place = texts.place(demand.document, demand.begin, demand.end)
            found.append({"subject": demand.task, "detail": detail, "detail_en": english, "iri": demand.iri, **place})
    return found


_FINDERS: dict[str, _Finder] = {
    "sector-without-lead": _named,
    "measure-without-bearer": _measure,
    "measure-without-deadline": _no_deadline,
    "body-without-task": _named,
    "two-leads": _two_leads,
    "deadline-past": _past,
    "requirement-not-taken-up": _not_taken_up,
    "cited-unidentified": _named,
}
