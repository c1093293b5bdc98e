"""How a document says it: from bytes to a reading.

    for source in open_sources(["notice.docx"], sys.stdin.buffer):
        reading = read(source)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reader import READER_VERSION, Options, read
    from .source import Source, Unreadable, open_sources

__all__ = ["READER_VERSION", "Options", "Source", "Unreadable", "open_sources", "read"]


def __getattr__(name: str) -> object:
    # the finders load their dictionaries when they are imported: only who reads pays for that
    if name in ("READER_VERSION", "Options", "read"):
        from . import reader

        return getattr(reader, name)
    if name in ("Source", "Unreadable", "open_sources"):
        from . import source

        return getattr(source, name)
    raise AttributeError(name)
