"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

STORE = Path("zeren-store")
StoreOption = Annotated[
    Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.", show_envvar=True)
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]
