"""What can go wrong with a store or a question, said in full sentences: the command line prints them as they are."""

from __future__ import annotations


class KgError(Exception):
    """The base of all: its text says what happened and what to do next; `status` is the command's exit status."""

    status = 2


class NoStore(KgError):
    """There is no store where one was looked for."""


class NotAStore(KgError):
    """The folder holds something else, which must not be written over."""


class StoreTooNew(KgError):
    """A later version of this program made the store."""


class StoreBusy(KgError):
    """Another process is writing to the store."""

    status = 1


class StoreFailed(KgError):
    """The disk is full or fails; what was in the store before is still there."""

    status = 1


class QueryError(KgError):
    """The query cannot be answered: a typing error, or something that a query may not do."""


class QueryRefused(QueryError):
    """The query is understood, and is one that may not run here: it changes the graph, or reaches beyond the store."""


class TooLong(KgError):
    """An answer that the file asked for cannot hold."""
