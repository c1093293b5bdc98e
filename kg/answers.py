"""What an answer is: rows of named columns, each row with the place in a document that says so, and its files.

A *saved question* is a file `kg/sparql/<name>.rq`: plain SPARQL that runs as it stands. Asking for one thing only means
binding one of its variables by a VALUES clause, so the query that ran can be shown, copied and run again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

Row = dict[str, str]

# A line break inside a Chinese sentence is none; a space between Latin words is one.
_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key (in JSON), its headings, and how it fares where there is little room."""

    key: str
    zh: str
    en: str
    wide: bool = False  # left out of tables, Markdown and print
    spare: bool = False  # left out of a narrow terminal
    long: bool = False  # gets the room that the others leave

    def heading(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


DOCUMENT = Column("document", "文件", "Document", wide=True)
TITLE = Column("title", "文件标题", "Title", wide=True)
BEGIN = Column("begin", "起", "Begin", wide=True)
END = Column("end", "止", "End", wide=True)
QUOTE = Column("quote", "原文", "Quote", wide=True)
PLACE = (DOCUMENT, TITLE, BEGIN, END, QUOTE)
SOURCE = Column("source", "来源", "Source")


@dataclass(frozen=True, slots=True)
class Answer:
    """A titled table. Every row holds a text for every column; the place columns say where it is written."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""  # a sentence for the reader: what was counted, what was left out
    query: str = ""  # the SPARQL that ran, when it was one query

    def __post_init__(self) -> None:
        blank = dict.fromkeys((column.key for column in self.columns), "")
        object.__setattr__(self, "rows", tuple(blank | row for row in self.rows))

    def __len__(self) -> int:
        return len(self.rows)


def saved(name: str) -> str:
    """The text of the saved question `name`. FileNotFoundError when there is none."""
    return resources.files("kg").joinpath(f"sparql/{name}.rq").read_text(encoding="utf-8")


def bound(query: str, values: Mapping[str, Iterable[str]]) -> str:
    """`query` with variables bound to the terms given (IRIs, or literals in quotation marks), by a VALUES clause at the beginning of its WHERE.

    There (not at the query's end) Oxigraph starts from the values: 0.2 ms instead of 70 among 50,000 documents. The
    first `WHERE {` of a saved question is its outer one. A variable bound to nothing leaves no answer: nothing fits.
    A line `# filter NAME: PATTERN` belongs to the query only when NAME is bound.
    """
    clauses = "".join(
        f"\n  VALUES ?{name} {{ {' '.join(map(_term, sorted(set(terms))))} }}" for name, terms in values.items()
    )
    for name in values:
        query = query.replace(f"# filter {name}: ", "")
    return query.replace("WHERE {", "WHERE {" + clauses, 1)


def _term(term: str) -> str:
    return term if term.startswith('"') else f"<{term}>"


def select(store: Store, query: str) -> list[Row]:
    """The rows of a SELECT over all graphs together; an unbound variable is ""."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [
        {name: "" if value is None else value.value for name in names for value in (solution[name],)}
        for solution in solutions
    ]


_ORDER = re.compile(r"\nORDER BY((?: \?\w+)+)\s*\Z")


def ask(store: Store, name: str, values: Mapping[str, Iterable[str]] | None = None) -> list[Row]:
    """The rows of the saved question `name`, with the variables in `values` bound to IRIs, in the question's order.

    The sorting is done here: the engine, which keeps terms as numbers, looks texts up on disk for each comparison, and took
    half of the time for it. Numbers go by value, all else by code points, what is missing first; rows that the question does
    not part go by what they hold, so that the order is always the same.
    """
    query = bound(saved(name), values or {})
    order = _ORDER.search(query)
    if order is None:
        return select(store, query)
    keys = [variable.removeprefix("?") for variable in order[1].split()]
    rows = select(store, query[: order.start()] + "\n")
    return sorted(rows, key=lambda row: ([_rank(row[key]) for key in keys], list(row.values())))


def _rank(value: str) -> tuple[int, int, str]:
    return (1, int(value), "") if value.isdecimal() and value.isascii() else (2 if value else 0, 0, value)


TITLE_ROOM = 24  # characters of a title in a source; the title column has all of it


def short_title(title: str) -> str:
    """The title in 《》, in its middle cut to TITLE_ROOM characters: its end says what kind of document it is."""
    name = title.removeprefix("《").removesuffix("》") if title.startswith("《") and title.endswith("》") else title
    if len(name) > TITLE_ROOM:
        name = f"{name[: TITLE_ROOM - 9]}…{name[-8:]}"
    return f"《{name}》"


def source_of(title: str, begin: str | int, end: str | int) -> str:
    """A place as a person writes it: 《…》第 12–34 字."""
    return f"{short_title(title)}第 {begin}–{end} 字"


@dataclass(slots=True)
class Texts:
    """The documents' own texts, titles and repairs, asked for once, and read as a reader would."""

    store: Store
    _texts: dict[str, Row] = field(default_factory=dict)
    _repairs: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def load_all(self) -> None:
        """Take every document at once: one question instead of two a document."""
        rows = ask(self.store, "answer-document")
        for row in ask(self.store, "answer-repairs"):
            self._repairs.setdefault(row["document"], []).append((int(row["begin"]), int(row["end"]), row["reads"]))
        for row in rows:
            self._texts[row["document"]] = row
            self._repairs.setdefault(row["document"], []).sort()

    def _document(self, document: str) -> Row:
        if document not in self._texts:
            rows = ask(self.store, "answer-document", {"document": [document]})
            self._texts[document] = rows[0] if rows else {"text": "", "title": "", "source": ""}
            self._repairs[document] = sorted(
                (int(row["begin"]), int(row["end"]), row["reads"])
                for row in ask(self.store, "answer-repairs", {"document": [document]})
            )
        return self._texts[document]

    def title(self, document: str) -> str:
        """The document's title; where it has none, its file's name."""
        row = self._document(document)
        return row["title"] or re.split(r"[/\\]", row["source"])[-1] or document

    def quote(self, document: str, begin: int, end: int) -> str:
        """The exact characters."""
        return self._document(document)["text"][begin:end]

    def reading(self, document: str, begin: int, end: int) -> str:
        """The characters as they are to be read: damage repaired, in simplified script, on one line."""
        from .wording import simplified

        text = self._document(document)["text"]
        parts: list[str] = []
        at = begin
        for start, stop, reads in self._repairs[document]:
            if begin <= start and stop <= end and start >= at:
                parts += [text[at:start], reads]
                at = stop
        return _SPACE.sub("", simplified("".join([*parts, text[at:end]]))).strip()

    def place(self, document: str, begin: int, end: int) -> Row:
        """The place columns of a row, and the source in words."""
        title = self.title(document)
        return {
            "document": document,
            "title": title,
            "begin": str(begin),
            "end": str(end),
            "quote": self.quote(document, begin, end),
            "source": source_of(title, begin, end),
        }


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, each once, in the order given."""
    return "、".join(dict.fromkeys(value for value in values if value))


def texts_of(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[str]]:
    """The cells of `rows` in the order of `columns`."""
    return [[row.get(column.key, "") for column in columns] for row in rows]
