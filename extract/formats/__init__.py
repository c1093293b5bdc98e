"""One module a file format: bytes in, the text as extracted out. None of them repairs anything (see extract/clean.py)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a format says: its text, and title and date where the format has a place of its own for them."""

    text: str
    title: str | None = None
    issued: str | None = None  # YYYY-MM-DD, YYYY-MM or YYYY
    jurisdiction: str | None = None


class FormatError(Exception):
    """A file cannot be read; the message is a full sentence that says why and what to do."""
