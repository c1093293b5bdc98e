"""Spans of a text, asked for by place in logarithmic time: a text may have as many of them as it is long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Half-open spans, in any order, that may overlap."""

    __slots__ = ("_begins", "_furthest")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._begins = [begin for begin, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))  # how far the spans up to here reach

    def holds(self, at: int) -> bool:
        """Whether a span holds the character at `at`."""
        return self.cover(at, at + 1)

    def cover(self, begin: int, end: int) -> bool:
        """Whether one span holds all of `[begin, end)`."""
        last = bisect_right(self._begins, begin)
        return last > 0 and self._furthest[last - 1] >= end

    def meet(self, begin: int, end: int) -> bool:
        """Whether a span has a character of `[begin, end)`, which must not be empty."""
        last = bisect_left(self._begins, end)
        return last > 0 and self._furthest[last - 1] > begin
