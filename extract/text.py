"""A text in two forms: the raw one, never touched, and the clean one that is read, with offsets back."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ontology.records import Repair


@dataclass(frozen=True, slots=True)
class Text:
    """`clean[i]` was read from `raw[starts[i]:ends[i]]`; where the arrays are None, it was read from `raw[i]` alone.

    Even then the characters may differ: widths and script are mapped one for one.

    Both arrays never fall. `repairs` lists the raw places that were read otherwise or passed over.
    """

    raw: str
    clean: str
    starts: array[int] | None = None
    ends: array[int] | None = None
    repairs: tuple[Repair, ...] = ()

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The raw half-open span of the clean characters `[begin, end)`, which must not be empty."""
        if self.starts is None or self.ends is None:
            return begin, end
        return self.starts[begin], self.ends[end - 1]

    def back(self, begin: int, end: int) -> tuple[int, int]:
        """The clean half-open span that was read from the raw one `[begin, end)`; empty where nothing of it was read."""
        if self.starts is None or self.ends is None:
            return begin, end
        return bisect_left(self.starts, begin), bisect_right(self.ends, end)


def untouched(raw: str) -> Text:
    """A text that needed no repair."""
    return Text(raw, raw)
