"""How wide a table may be: as wide as the terminal; uncut where the answer goes to a file or a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_READABLE: ContextVar[int | None] = ContextVar("_READABLE", default=None)


def columns() -> int | None:
    """Columns that a line may take: the terminal's; None where the output goes to a pipe or a file, unless $KG_WIDTH gives a number."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size((120, 40)).columns
    wanted = os.environ.get("KG_WIDTH", "")
    return int(wanted) if wanted.isdecimal() else _READABLE.get()


@contextmanager
def readable(limit: int) -> Iterator[None]:
    """Inside, tables are cut to `limit` columns also where they go to a log."""
    before = _READABLE.set(limit)
    try:
        yield
    finally:
        _READABLE.reset(before)
