"""The command line. A module `*_cmd.py` here exports `register(app)` and imports what is heavy inside its commands.

So `kg --help` loads nothing but typer; a test keeps it so.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from importlib import import_module

import typer

# The order in which `kg --help` lists the commands: as one meets them. What is not named here follows by name.
_ORDER = ("build", "docs", "query", "explore", "ledger", "export", "stats", "why", "validate", "ontology")


def make_app() -> typer.Typer:
    """The application with all its commands."""
    app = typer.Typer(
        name="kg",
        help="Zeren (责任): a graph of who answers for what in China's work-safety documents.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main_options)
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name.endswith("_cmd")]
    rank = {f"{name}_cmd": place for place, name in enumerate(_ORDER)}
    for name in sorted(names, key=lambda n: (rank.get(n, len(rank)), n)):
        import_module(f"{__name__}.{name}").register(app)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"zeren-kg {__version__}")
        raise typer.Exit


def _main_options(
    version: bool = typer.Option(False, "--version", help="Print the version and leave.", callback=_show_version, is_eager=True),
) -> None:
    pass


def main() -> None:
    """The console command `kg`. Errors are told in a sentence on standard error, without a traceback."""
    from kg.errors import KgError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Chinese must come out whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        make_app()(prog_name="kg")  # also for python -m kg: what a shell completes is kg
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.status)
    except BrokenPipeError:  # `kg export | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except KeyboardInterrupt:
        print("kg: stopped.", file=sys.stderr)
        sys.exit(130)
