"""kg serve: the store as a SPARQL endpoint with pages."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import STORE, QuietOption, StoreOption

TOKEN = "ZEREN_TOKEN"
_SHORTEST = 16


def register(app: typer.Typer) -> None:
    app.command("serve")(serve)


def serve(
    store: StoreOption = STORE,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all of this machine's.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any that is free.")] = 8000,
    writable: Annotated[bool, typer.Option("--writable", help=f"Let those write graphs who send the token in the environment variable {TOKEN}.")] = False,
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="Rows or triples that an answer may have.")] = 100_000,
    body: Annotated[int, typer.Option("--max-body", min=1, metavar="KB", help="Size that a query may have.")] = 1024,
    workers: Annotated[int | None, typer.Option(min=1, max=256, help="Queries that run at the same time; by default one for each processor, 2 to 4.", show_default=False)] = None,
    waiting: Annotated[int, typer.Option(min=0, help="Queries that wait for their turn; further ones are told to come again (503).")] = 128,
    memory: Annotated[int, typer.Option(min=0, metavar="MB", help="Memory of a worker; 0 for no limit.")] = 4096,
    grace: Annotated[float, typer.Option(min=0, help="Seconds that running queries have after Ctrl-C.")] = 5.0,
    cors: Annotated[list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="Let web pages of this origin read answers; * for all.")] = None,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", metavar="NAME", help="Answer under this name too.")] = None,
    public_url: Annotated[str, typer.Option("--public-url", metavar="URL", help="Where others reach the server, when a proxy stands before it.")] = "",
    quiet: QuietOption = False,
) -> None:
    """Serve the store: SPARQL 1.1 at /sparql, graphs at /graphs, things at their IRIs, a query page and the explorer. Ctrl-C ends it."""
    from kg.serve.run import serve as run
    from kg.serve.settings import Settings

    settings = Settings(
        store=store, host=host, port=port, seconds=seconds, rows=rows, body=body << 10, waiting=waiting, memory=memory << 20, grace=grace,
        origins=tuple(cors or ()), names=tuple(allow_host or ()), public=public_url, token=_token() if writable else "",
        **({"workers": workers} if workers else {}),
    )  # fmt: skip

    def ready(address: str) -> None:
        if not quiet:
            typer.echo(f"Zeren serves {store} at {address} ({'writable' if writable else 'read-only'}; SPARQL at {address}sparql). Ctrl-C ends it.")

    run(settings, ready)
    if not quiet:
        typer.echo("Stopped.")


def _token() -> str:
    import os

    from kg.errors import KgError

    token = os.environ.get(TOKEN, "")
    if len(token) < _SHORTEST:
        raise KgError(
            f"--writable needs a token of at least {_SHORTEST} characters in the environment variable {TOKEN}; those who write send it as "
            f"Authorization: Bearer …. Make one with: export {TOKEN}=$(openssl rand -hex 24)"
        )
    return token
