"""kg build, kg remove: documents into the store and out of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import STORE, QuietOption, StoreOption, VerboseOption

if TYPE_CHECKING:
    from kg.build import Report


def register(app: typer.Typer) -> None:
    app.command("build")(build)
    app.command("remove")(remove)


def build(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, globs; - is standard input.", show_default=False)],
    store: StoreOption = STORE,
    jurisdiction: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose documents these are where they do not say it (四川省成都市).")
    ] = None,
    issued: Annotated[
        str | None, typer.Option(metavar="DATE", help="When they were issued where they do not say it (2023, 2023-03, 2023-03-08).")
    ] = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="IRI under which individuals stand.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(metavar="0–1", min=0, max=1, help="Leave out what is less sure than this.")
    ] = None,
    lexicon: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A word list of your own, CSV or Turtle; may come more than once.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes that read.")] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first file that cannot be read.")] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Read documents into the store (txt, md, HTML, docx, PDF).

    What is in already and unchanged is not read again, what has changed replaces its former reading.

    Exit status: 0 all read, 1 some could not be read (each is named, the rest is in), 2 wrong usage, 130 stopped by Ctrl-C.
    """
    from kg.build import Settings, build
    from ontology.namespaces import DATA

    settings = Settings(jurisdiction, issued, base or DATA, min_confidence, tuple(lexicon or ()))
    with _progress(quiet, verbose) as tell:
        report = build(paths, store, settings, jobs=jobs, strict=strict, stdin=sys.stdin.buffer, tell=tell)
    for unread in report.unread:
        print(f"kg: {unread.name}: {unread.reason}", file=sys.stderr)
        if verbose and unread.trace:
            print(unread.trace, file=sys.stderr)
    if verbose:
        for name, first in report.repeated:
            print(f"{name}: the same bytes as {first}, which stands for both.", file=sys.stderr)
    if not quiet:
        print(_summary(report, store))
    if report.interrupted:
        print("kg: stopped. What was read is in; run the same command again to go on.", file=sys.stderr)
        raise typer.Exit(130)
    if report.unread:
        raise typer.Exit(1)


def _summary(report: Report, store: Path) -> str:
    parts = [f"{report.read} read"]
    if report.read:
        parts[0] += f" ({report.characters:,} characters, {report.quads:,} statements)"
    if report.replaced:
        parts.append(f"{report.replaced} of them replaced an earlier reading")
    if report.unchanged:
        parts.append(f"{report.unchanged} unchanged")
    if report.repeated:
        parts.append(f"{len(report.repeated)} repeated")
    if report.unread:
        parts.append(f"{len(report.unread)} could not be read")
    return f"{store}: " + ", ".join(parts) + "."


@contextmanager
def _progress(quiet: bool, verbose: bool) -> Iterator[Callable[[str, Report], None]]:
    """Says on standard error how far the build is: a moving line on a terminal, names of documents with --verbose."""
    if verbose:
        yield lambda name, report: print(name, file=sys.stderr)
        return
    if quiet or not sys.stderr.isatty():
        yield lambda name, report: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} documents"), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(name: str, report: Report) -> None:
            shown = Path(name).name.replace("[", r"\[")
            progress.update(task, completed=report.read + report.unchanged + len(report.unread), description=shown)

        yield tell


def remove(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT…", help="Path as it was built, IRI, title, or the first digits of the sha256.")
    ],
    store: StoreOption = STORE,
    quiet: QuietOption = False,
) -> None:
    """Take documents out of the store.

    Everything that only they said goes with them; what other documents say too stays.
    """
    from kg.documents import choose
    from kg.store import Writer, open_reader

    open_reader(store).close()  # says what to do where there is no store, instead of making one
    with Writer(store) as writer:
        chosen = choose(writer.documents(), documents)
        writer.remove([d.iri for d in chosen])
    if not quiet:
        for document in chosen:
            print(f"Removed {document.source} ({document.title}).")
