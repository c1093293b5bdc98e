"""Options that several commands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

_Form = TypeVar("_Form", bound=Enum)

STORE = Path("zeren-store")
StoreOption = Annotated[
    Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.", show_envvar=True)
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]


class Lang(str, Enum):  # noqa: UP042 (typer shows the values of a str enumeration)
    """The language of a command's messages."""

    en = "en"
    zh = "zh"


def by_ending(form: _Form | None, output: Path | None, otherwise: _Form) -> _Form:
    """The form that was asked for, else the one that the output file's ending tells."""
    if form is not None:
        return form
    ending = output.suffix.lower().lstrip(".") if output else ""
    known = type(otherwise)
    return known(ending) if ending in {f.value for f in known} else otherwise


def day(as_of: str, otherwise: str = "") -> str:
    """What --as-of says, as YYYY-MM-DD. KgError for what is no day."""
    from datetime import date

    from kg.errors import KgError

    try:
        return date.fromisoformat(as_of).isoformat() if as_of else otherwise
    except ValueError:
        raise KgError(f"--as-of is a day as 2024-06-15, not {as_of}.") from None
