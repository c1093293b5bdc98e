"""kg explore: the graph as one HTML page that can be mailed and opened from disk."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STORE, QuietOption, StoreOption

if TYPE_CHECKING:
    from kg.store import Reader
    from viz import Page
    from viz.source import Answer


class Lang(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    zh = "zh"
    en = "en"


def register(app: typer.Typer) -> None:
    app.command("explore")(explore)


def explore(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write, FILE.html.")] = Path("explorer.html"),
    store: StoreOption = STORE,
    focus: Annotated[str, typer.Option(metavar="NAME", help="Only what is around this thing: a name, another name of it, or an IRI.")] = "",
    depth: Annotated[int, typer.Option(min=1, max=6, help="With --focus: how many steps around it.")] = 1,
    sector: Annotated[str, typer.Option(metavar="NAME", help="Only the measures of this sector and the narrower ones.")] = "",
    document: Annotated[str, typer.Option(metavar="NAME", help="Only this document: its title, file name, IRI or first digits of its SHA-256.")] = "",
    query: Annotated[Path | None, typer.Option(metavar="FILE.rq", help="Only what this SELECT or CONSTRUCT gives.")] = None,
    title: Annotated[str, typer.Option(help="Heading of the page.")] = "",
    lang: Annotated[Lang, typer.Option(help="Language that the page opens in; the reader can switch.")] = Lang.zh,
    notebook: Annotated[bool, typer.Option("--notebook", help="Write what Jupyter shows: a notebook (.ipynb) or an HTML fragment.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Make one HTML page of the graph: who answers for what, searchable, with the quotes. It works without a network."""
    from kg.errors import QueryError
    from kg.store import open_reader
    from viz import EmptyViewError, explore
    from viz.choose import UnknownNameError

    with open_reader(store) as reader:
        answer = _answer(reader, query) if query else None
        try:
            page = explore(
                reader.store,
                focus=_typed(focus),
                depth=depth,
                sector=_typed(sector),
                document=_typed(document),
                answer=answer,
                title=_typed(title),
                lang=lang.value,
            )
        except (UnknownNameError, EmptyViewError) as error:
            raise QueryError(str(error)) from None
    size = _write(page, output, notebook)
    if not quiet:
        typer.echo(f"{output}: {size / 1e6:.1f} MB. Open it in a browser; it needs no network.")


def _typed(words: str) -> str:
    """What was typed as UTF-8, also where the locale made Python take it for something else."""
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _answer(reader: Reader, path: Path) -> Answer:
    """What the query in a file gives. QueryError names the file and what is wrong with it."""
    from kg.errors import QueryError
    from kg.queries import query
    from viz.source import answer

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise QueryError(f"The query {path} cannot be read: {reason}. Give a file with a SPARQL SELECT or CONSTRUCT.") from None
    try:
        return answer(query(reader, text))
    except (QueryError, ValueError) as error:
        raise QueryError(f"{path}: {error}") from None


def _write(page: Page, output: Path, notebook: bool) -> int:
    """Write the page, or what a notebook shows of it; the size in bytes. OutputError says why it cannot be written."""
    from viz.notebook import fragment, notebook_file

    from .output import OutputError

    try:
        if not notebook:
            page.save(output)
        elif output.suffix == ".ipynb":
            notebook_file(page, output)
        else:
            fragment(page, output)
        return output.stat().st_size
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}. Give another file with -o.") from None
