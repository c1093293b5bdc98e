"""kg demo: the whole way on the bundled documents, each step a command that a person could type."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    into: Annotated[Path, typer.Option(metavar="DIR", help="Where the store and the files go.")] = Path("demo"),
) -> None:
    """Build the graph of the documents that come with Zeren, ask it three questions, export it, make its page."""
    into.mkdir(parents=True, exist_ok=True)
    store, turtle, page = into / "store", into / "graph.ttl", into / "explorer.html"
    with as_file(files("kg") / "samples") as samples:
        _run("build", str(samples), "--store", str(store))
    _run("stats", "--store", str(store))
    typer.echo("\nThree questions\n")
    _run("query", "--name", "who-is-responsible", "--sector", "危化品", "--store", str(store))
    _run("ask", "谁牵头城镇燃气？", "--store", str(store))
    _run("query", "--name", "sectors-without-lead", "--store", str(store))
    typer.echo("\nFiles\n")
    _run("export", "--format", "ttl", "--store", str(store), "-o", str(turtle))
    _run("explore", "-o", str(page), "--store", str(store))
    typer.echo(
        f"\nThe graph stands in {store}, as Turtle in {turtle}, and as a page in {page}: open that in a browser.\n"
        f"Go on with: kg ledger --store {store}   kg gaps --store {store}   kg --help"
    )


def _run(*arguments: str) -> None:
    """One command, shown before it runs as a person would type it."""
    from kg.cli import make_app

    typer.secho("$ kg " + shlex.join(arguments), bold=True)
    make_app()(list(arguments), standalone_mode=False)
    typer.echo()
