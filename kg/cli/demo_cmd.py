"""kg demo: the whole way on the bundled documents, each step a command that a person could type."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

WIDTH = 120  # columns of a table where no terminal tells its own

_QUESTIONS = (
    ("Who leads on city gas? In words; the SPARQL that answered stands below.", ("ask", "谁牵头城镇燃气？")),
    ("What must the police do? A saved question with a parameter.", ("query", "--name", "what-must", "--body", "公安")),
    ("Which sectors are named, and nobody leads?", ("query", "--name", "sectors-without-lead")),
)


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    into: Annotated[Path, typer.Option(metavar="DIR", help="Where the store and the files go.")] = Path("demo"),
) -> None:
    """Build the graph of the documents that come with Zeren, ask it three questions, export it, make its page."""
    from .width import readable

    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from .output import OutputError

        raise OutputError(f"The folder {into} cannot be made ({error.strerror}). Give another one with --into DIR.") from None
    store, turtle, page = into / "store", into / "graph.ttl", into / "explorer.html"
    here = ("--store", str(store))
    with readable(WIDTH):
        _title("The fourteen documents that come with Zeren, read into a graph")
        with as_file(files("kg") / "samples") as samples:
            _run("build", str(samples), *here)
        _run("stats", *here)
        for title, question in _QUESTIONS:
            _title(title)
            _run(*question, *here)
        _title("The same graph as files")
        _run("export", "--format", "ttl", *here, "-o", str(turtle))
        _run("explore", "-o", str(page), *here)
    typer.echo(
        f"The graph stands in {store}/, as Turtle in {turtle}, and as a page in {page}: open that in a browser.\n"
        f"Go on with  kg ledger --store {store} -o ledger.xlsx   kg gaps --store {store}   kg --help"
    )


def _title(text: str) -> None:
    typer.secho(f"# {text}", fg=typer.colors.CYAN)


def _run(*arguments: str) -> None:
    """One command, shown before it runs as a person would type it."""
    import sys

    from kg.cli import make_app

    typer.secho("$ kg " + shlex.join(arguments), bold=True)
    make_app()(list(arguments), standalone_mode=False)
    sys.stdout.flush()
    typer.echo()
