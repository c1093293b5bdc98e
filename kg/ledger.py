"""The responsibility ledger (责任清单): one row a measure, who answers for it in which role, by when, on whose word, and where.

`ledger` chooses by body, sector, level, meeting, document and role. Each choice is a name as a person types it
(`kg.naming`); several choices must all fit. A sector includes the narrower ones. The level of a measure is that of the meeting
that required it, else that of the place whose document it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import naming
from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, ask, joined
from .demands import COOPERATE, IMPLEMENT, LEAD, SUPERVISE, Demand, demands
from .errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (
    Column("number", "序号", "No."),
    Column("task", "任务", "Task", long=True),
    Column("lead", "牵头单位", "Lead body"),
    Column("cooperating", "配合单位", "Cooperating bodies"),
    Column("supervising", "监督单位", "Supervising body"),
    Column("implementing", "责任单位", "Implementing bodies"),
    Column("sector", "行业领域", "Sector"),
    Column("deadline", "完成时限", "Deadline"),
    Column("period", "时段", "Period", spare=True),
    Column("required_by", "提出要求的会议", "Required by", spare=True),
    Column("basis", "依据文件", "Basis", spare=True),
    SOURCE,
    Column("deadline_text", "时限原文", "Deadline as written", wide=True),
    Column("modality", "性质", "Modality", wide=True),
    Column("measure", "措施", "Measure", wide=True),
    *PLACE,
)


class UnknownName(KgError):
    """A name that fits nothing in the store; the message says what was asked and how to look for it."""

    def __init__(self, what: str, asked: str) -> None:
        super().__init__(f"No {what} in the store is called “{asked}”. Try `kg search {asked}` to see what there is.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What to put into a ledger; an empty field chooses everything. `role` is a local name such as "Lead"."""

    body: str = ""
    sector: str = ""
    level: str = ""
    meeting: str = ""
    document: str = ""
    role: str = ""


def role_named(word: str) -> str:
    """The local name of the role that `word` names (lead, 牵头). KgError when it names none."""
    for role, label in naming.ROLE_NAMES.items():
        if word.strip().lower() in {role.lower(), label}:
            return role
    raise KgError(f"No role is called “{word}”. The roles are lead 牵头, cooperate 配合, supervise 监督, implement 负责.")


def chosen(store: Store, choice: Choice, texts: Texts | None = None) -> list[Demand]:
    """The measures that fit the choice. Raises UnknownName for a name that fits nothing, ValueError for a level."""
    level = naming.level_named(choice.level) if choice.level else ""
    known = naming.names(store) if choice.body or choice.sector or choice.meeting or choice.document else []
    values: dict[str, list[str]] = {}
    if choice.document:
        values["document"] = _iris(known, choice.document, naming.DOCUMENTS, "document")
    found = demands(store, values, texts)
    if choice.sector:
        sectors = set(naming.narrower(store, _iris(known, choice.sector, naming.SECTORS, "sector")))
        found = [d for d in found if d.sector_iris() & sectors]
    if choice.meeting:
        meetings = set(_iris(known, choice.meeting, naming.MEETINGS, "meeting"))
        found = [d for d in found if d.meeting_iris() & meetings]
    if choice.body or choice.role:
        bodies = set(_iris(known, choice.body, naming.BODIES | naming.OFFICIALS, "body")) if choice.body else set()
        found = [d for d in found if _borne(d, bodies, choice.role)]
    if level:
        levels = levels_of(store)
        found = [d for d in found if level in demand_levels(d, levels)]
    return found


def _iris(known: list[naming.Named], asked: str, kinds: frozenset[str], what: str) -> list[str]:
    found = naming.resolve(known, asked, kinds)
    if not found:
        raise UnknownName(what, asked)
    return [named.iri for named in found]


def _borne(demand: Demand, bodies: set[str], role: str) -> bool:
    return any(
        (not bodies or bearer.iri in bodies) and (not role or bearer.role.endswith("#" + role)) for bearer in demand.bearers
    )


def levels_of(store: Store) -> dict[str, str]:
    """The level of every meeting and document that has one, as IRIs; a document has its jurisdiction's."""
    return {row["thing"]: row["level"] for row in ask(store, "ledger-levels")}


def demand_levels(demand: Demand, levels: dict[str, str]) -> set[str]:
    """The levels of the meetings that required the measure, else of the document it stands in."""
    if demand.meetings:
        return {levels[meeting] for meeting in demand.meeting_iris() if meeting in levels}
    return {levels[demand.document]} if demand.document in levels else set()


def ledger(store: Store, choice: Choice | None = None) -> Answer:
    """The ledger as an answer: its rows numbered in the order of documents and places."""
    texts = Texts(store)
    return _ledger(chosen(store, choice or Choice(), texts), texts)


def _ledger(found: list[Demand], texts: Texts) -> Answer:
    rows = tuple(ledger_row(number, demand, texts) for number, demand in enumerate(found, 1))
    documents = len({demand.document for demand in found})
    borne = sum(1 for demand in found if demand.bearers)
    note = f"共 {len(rows)} 项措施，出自 {documents} 份文件，其中 {borne} 项写明了责任单位。"
    return Answer("责任清单", COLUMNS, rows, note)


def ledger_row(number: int, demand: Demand, texts: Texts) -> Row:
    """One row of the ledger, with its place."""
    return {
        "number": str(number),
        "task": demand.task,
        "lead": demand.bodies(LEAD),
        "cooperating": demand.bodies(COOPERATE),
        "supervising": demand.bodies(SUPERVISE),
        "implementing": demand.bodies(IMPLEMENT),
        "sector": joined(link.label for link in demand.sectors),
        "deadline": joined(demand.deadlines) or joined(demand.deadline_texts),
        "deadline_text": joined(demand.deadline_texts),
        "period": joined(demand.periods),
        "required_by": joined(link.label for link in demand.meetings),
        "basis": joined(link.label if link.label.startswith("《") else f"《{link.label}》" for link in demand.cites),
        "modality": "禁止" if demand.prohibited else "要求",
        "measure": demand.iri,
        **texts.place(demand.document, demand.begin, demand.end),
    }


def by_body(store: Store, choice: Choice | None = None) -> list[tuple[str, Answer]]:
    """A ledger for each body that bears something in it, (name, ledger), most measures first: who gets which sheet.

    Bodies of one name in two documents are two bodies, but their sheet is one: the office that is handed the sheet finds there
    everything that is said under its name, and the source column tells the documents apart.
    """
    texts = Texts(store)
    return _by_body(chosen(store, choice or Choice(), texts), texts)


def _by_body(found: list[Demand], texts: Texts) -> list[tuple[str, Answer]]:
    mine: dict[str, list[Row]] = {}
    for number, demand in enumerate(found, 1):
        for label in dict.fromkeys(bearer.label for bearer in demand.bearers):
            mine.setdefault(label, []).append(ledger_row(number, demand, texts))
    order = sorted(mine, key=lambda label: (-len(mine[label]), label))
    return [(label, Answer(f"责任清单：{label}", COLUMNS, tuple(mine[label]), f"共 {len(mine[label])} 项。")) for label in order]


def workbook(store: Store, choice: Choice | None = None) -> list[tuple[str, Answer]]:
    """The sheets of a workbook: the whole ledger, then one for each body."""
    texts = Texts(store)
    found = chosen(store, choice or Choice(), texts)
    return [("全部", _ledger(found, texts)), *_by_body(found, texts)]
