"""Questions in words: a closed set of forms (kg/words/questions.toml), each answered by a saved question.

Nothing is guessed: a question fits a form or it does not, what it is about is a name in the graph or words of a measure, and the
query that ran is part of the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ontology.namespaces import ZR

from . import naming
from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, bound, saved, select
from .demands import demands
from .errors import KgError
from .wording import plain, simplified

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (
    Column("answer", "答", "Answer", long=True),
    Column("detail", "说明", "Detail", long=True),
    SOURCE,
    Column("iri", "标识", "IRI", wide=True),
    *PLACE,
)

_KINDS = {
    "sector": naming.SECTORS,
    "body": naming.BODIES,
    "official": naming.OFFICIALS,
    "meeting": naming.MEETINGS,
    "cited": naming.CITED,
    "document": naming.DOCUMENTS,
}
# The variable of a saved question that a name of each kind is bound to.
_VARIABLE = {"sector": "sector", "body": "bearer", "official": "bearer", "meeting": "meeting", "words": "measure"}
# What a person puts around the name of a field (森林防火工作, 燃气安全方面的), tried only when the whole is no name.
_TAIL = re.compile(r"(?:的)?(?:安全生产工作|安全工作|工作|方面|领域|行业|安全|的事情|的事|问题|任务|措施)$")
_POLITE = re.compile(r"^(?:请问一下|请问|问一下|我想知道|想知道|查一下|告诉我|麻烦问下)")


class NotUnderstood(KgError):
    """The question has none of the known forms; the message lists them."""

    def __init__(self, question: str) -> None:
        lines = "\n".join(f"  {form.example}" for form in forms())
        super().__init__(f"不理解这个问题：{question}\n能回答的问法如下，把其中的名称换成所要问的即可：\n{lines}\n其他内容可用 kg search 检索，或用 kg query 写 SPARQL。")


class NobodyCalled(KgError):
    """The form is known, and nothing in the graph has the name."""

    def __init__(self, form: Form, name: str) -> None:
        kinds = "、".join(_SPOKEN[kind] for kind in form.about)
        super().__init__(f"问法看懂了（同“{form.example}”），但图谱中没有名为“{name}”的{kinds}。可先用 kg search {name} 查找名称。")


_SPOKEN = {"sector": "行业领域", "body": "单位", "official": "人员", "meeting": "会议", "cited": "文件", "document": "文件", "words": "措施"}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of question; see kg/words/questions.toml."""

    id: str
    example: str
    patterns: tuple[re.Pattern[str], ...]
    about: tuple[str, ...]
    query: str
    answer: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was read: its form and what it is about ("" when about nothing in particular)."""

    form: Form
    about: str


@cache
def forms() -> tuple[Form, ...]:
    """The forms in the order in which they are tried."""
    import tomllib
    from importlib import resources

    data = tomllib.loads(resources.files("kg").joinpath("words/questions.toml").read_text(encoding="utf-8"))
    return tuple(
        Form(
            f["id"], f["example"], tuple(map(re.compile, f["patterns"])), tuple(f["about"]), f["query"], f["answer"], f.get("role", "")
        )
        for f in data["form"]
    )


def folded(question: str) -> str:
    """The question as the patterns expect it: simplified, without spaces, question marks and polite openings."""
    text = re.sub(r"\s+", "", simplified(question))
    return _POLITE.sub("", text.rstrip("？?。.！!呢吗啊")).lstrip("，,：:")


def understand(question: str) -> Understood:
    """The first form that fits the whole question. Raises NotUnderstood."""
    text = folded(question)
    for form in forms():
        for pattern in form.patterns:
            match = pattern.fullmatch(text)
            if match:
                return Understood(form, match.groupdict().get("x") or "")
    raise NotUnderstood(question)


def ask(store: Store, question: str, *, as_of: str = "") -> Answer:
    """The answer, with the query that ran in `Answer.query`. Raises NotUnderstood or NobodyCalled.

    `as_of` (YYYY-MM-DD) is the day for questions about deadlines that are past; without it the query takes today.
    """
    read = understand(question)
    about = _about(store, read) if read.form.about else _About("", "", "", {})
    values = dict(about.values)
    if read.form.role:
        values["role"] = [ZR + read.form.role]
    if read.form.query == "gap-deadline-past" and as_of:
        values["asOf"] = [f'"{as_of}"']
    query = bound(saved(read.form.query), values)
    rows = _rows(store, select(store, query))
    literal: list[Row] = []
    if about.kind == "sector":  # 电动自行车 is a word of 消防: who is named with it comes before the rest of the sector
        literal = [row for row in rows if plain(about.asked) in plain(row["quote"])]
        rows = literal + [row for row in rows if row not in literal]
    return Answer(question, COLUMNS, tuple(rows), _summary(read, about, rows, literal), query)


@dataclass(frozen=True, slots=True)
class _About:
    """What a question is about: its kind, the words that named it, how the graph calls it, and the variable to bind."""

    kind: str
    asked: str
    meant: str
    values: dict[str, list[str]]


def _about(store: Store, read: Understood) -> _About:
    """What the question is about. Kinds are tried in the form's order, whole names before names without their tail."""
    known = naming.names(store)
    tries = [read.about]
    while _TAIL.search(tries[-1]) and len(_TAIL.sub("", tries[-1])) > 1:
        tries.append(_TAIL.sub("", tries[-1]))
    for kind in read.form.about:
        for name in tries:
            if kind == "words":
                wanted = plain(name)
                found = [d.iri for d in demands(store) if wanted and wanted in plain(d.task)]
                if found:
                    return _About(kind, name, f"含“{name}”的措施", {"measure": found})
                continue
            things = naming.resolve(known, name, _KINDS[kind])
            # A part of a name is enough for a body or meeting, but 检查 must not become the sector 检查井.
            if kind == "sector" and not any(plain(name) in map(plain, thing.names) for thing in things):
                continue
            if things:
                iris = [thing.iri for thing in things]
                variable = "official" if read.form.query == "ask-posts" else _VARIABLE[kind]
                meant = "、".join(dict.fromkeys(thing.label for thing in things[:5]))
                return _About(kind, name, meant, {variable: naming.narrower(store, iris) if kind == "sector" else iris})
    raise NobodyCalled(read.form, read.about)


def _rows(store: Store, found: Sequence[Row]) -> list[Row]:
    texts = Texts(store)
    rows: list[Row] = []
    seen: set[tuple[str, ...]] = set()
    for row in found:
        place = texts.place(row["document"], int(row["begin"]), int(row["end"])) if row.get("begin") else _document(row, texts)
        task = texts.reading(row["document"], int(row["begin"]), int(row["end"])) if row.get("begin") else ""
        role = naming.ROLE_NAMES.get(row.get("role", "").removeprefix(ZR), "")
        label = row.get("label", "") or task
        iri = row.get("answer") or row.get("subject", "")
        detail = "；".join(part for part in (role, row.get("date", ""), row.get("deadline", ""), task if task != label else "") if part)
        key = (iri, label, role, place.get("document", ""), place.get("begin", ""))
        if key not in seen:
            seen.add(key)
            rows.append({"answer": label, "detail": detail, "iri": iri, **place})
    return rows


def _document(row: Row, texts: Texts) -> Row:
    return {"document": row["document"], "title": texts.title(row["document"]), "source": f"《{texts.title(row['document'])}》"}


def _summary(read: Understood, about: _About, rows: Sequence[Row], literal: Sequence[Row]) -> str:
    """The answer in a sentence: what was asked, then the answers, the most frequent first; those that name it before the others."""
    head = f"{about.meant}的{read.form.answer}" if about.meant else read.form.answer
    if not rows:
        return f"{head}：图谱中没有记载。"
    if read.form.answer in {"任务", "要求"} or read.form.id in {"gap-bearers", "gap-deadlines", "gap-past", "gap-two-leads"}:
        return f"{head}：共 {len(rows)} 项。"
    if not literal or len(literal) == len(rows):
        return f"{head}：{_counted(rows)}。"
    return f"{head}：提到“{about.asked}”的：{_counted(literal)}；同一领域的其他措施：{_counted(rows[len(literal) :])}。"


def _counted(rows: Sequence[Row]) -> str:
    counts = Counter(row["answer"] for row in rows)
    order = sorted(counts, key=lambda label: (-counts[label], list(counts).index(label)))
    shown = "、".join(f"{label}（{counts[label]} 处）" if counts[label] > 1 else label for label in order[:8])
    return shown + (f" 等 {len(order)} 个" if len(order) > 8 else "")
