"""kg show and kg search: one thing whole, and finding things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .answer_out import BomOption, Format, FormatOption, Lang, LangOption, emit, format_of
from .options import STORE, OutputOption, StoreOption
from .width import columns as room

if TYPE_CHECKING:
    from kg.subject import Subject


def register(app: typer.Typer) -> None:
    app.command("show")(show)
    app.command("search")(search)


def show(
    name: Annotated[str, typer.Argument(metavar="NAME-OR-IRI", help="A body, official, sector, meeting, document …")],
    every: Annotated[bool, typer.Option("--all", help="When the name fits several things, show each of them.")] = False,
    rows: Annotated[int, typer.Option(metavar="N", help="How many measures and mentions to print; 0 for all.")] = 8,
    form: FormatOption = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """Show everything about one thing: its names, what is said of it, its measures, and where it is named. A name that fits several lists them."""
    from kg.ledger import UnknownName
    from kg.store import open_reader
    from kg.subject import candidates, choices, together
    from kg.subject import show as find

    from .output import write_pieces

    with open_reader(store) as reader:
        found = candidates(reader.store, name)
        if not found:
            raise UnknownName("thing", name)
        if len(found) > 1 and not every:
            emit(choices(reader.store, name, found), form, output, headings, bom)
            return
        pages = [find(reader.store, named) for named in found]
    if format_of(form, output) is Format.table:
        write_pieces(["\n".join(_page(page, rows) for page in pages)], output)
    else:
        emit(together(name, pages), form, output, headings, bom)


def _page(page: Subject, rows: int) -> str:
    """The page for a terminal: a head, the facts, then at most `rows` measures and mentions."""
    from kg.subject import DUTIES, FACTS, MENTIONS
    from kg.tables import clean, cut, table

    wide = room() or 10_000
    lines = [f"{page.label}（{page.kind}）", page.iri]
    if page.names:
        lines.append(cut("又称：" + "、".join(page.names), wide))
    facts = page.section(FACTS)
    if facts:
        lines += ["", f"{FACTS}（{len(facts)}）"]
        lines.append(table(["关系", "内容", "原文"], [[r["property"], r["value"], r["quote"]] for r in facts], wide).rstrip("\n"))
    duties = page.section(DUTIES)
    if duties:
        lines += ["", f"{DUTIES}（{len(duties)}）"]
        shown = duties[:rows] if rows else duties
        cells = [[r["property"], r["value"], r["bodies"], r["deadline"], r["source"]] for r in shown]
        lines.append(table(["关系", "措施", "责任单位", "时限", "来源"], cells, wide).rstrip("\n"))
        if len(shown) < len(duties):
            lines.append(f"还有 {len(duties) - len(shown)} 项，用 --rows 0 全部列出。")
    mentions = page.section(MENTIONS)
    if mentions:
        lines += ["", f"{MENTIONS}（{len(mentions)}）"]
        shown = mentions[:rows] if rows else mentions
        lines += [cut(f"{clean(r['value'])}  {r['source']}", wide) for r in shown]
        if len(shown) < len(mentions):
            lines.append(f"还有 {len(mentions) - len(shown)} 处，用 --rows 0 全部列出。")
    return "\n".join(lines) + "\n"


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="In either script and any known spelling; letters are tried as pinyin initials.")],
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", help="How many hits; 0 for all.")] = 20,
    form: FormatOption = None,
    store: StoreOption = STORE,
    output: OutputOption = None,
    headings: LangOption = Lang.zh,
    bom: BomOption = None,
) -> None:
    """Find measures and names by words, best first."""
    from kg.search import search as find
    from kg.store import open_reader

    with open_reader(store) as reader:
        emit(find(reader.store, " ".join(words), limit=limit), form, output, headings, bom)
