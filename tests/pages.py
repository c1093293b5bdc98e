"""A page out of a few sentences, for tests of finders: clean, outlined, with a home and a date when given."""

from __future__ import annotations

from extract.clean import clean
from extract.outline import outline
from extract.page import Findings, Page


def page(raw: str, home: str | None = None, issued: str | None = None, title: str = "") -> Page:
    text = clean(raw)
    return Page(text, outline(text.clean), "data:document/0123456789abcdef", title, issued, home, None)


def labels(findings: Findings, *kinds: str) -> list[str]:
    """The labels of the things of some classes, in the order in which they were found."""
    return [thing.label for thing in findings.things if thing.kind in kinds]


def names(findings: Findings, *kinds: str) -> set[str]:
    """Labels and other names together."""
    return {name for thing in findings.things if thing.kind in kinds for name in (thing.label, *thing.alt)}
