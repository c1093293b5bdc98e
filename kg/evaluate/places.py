"""Where a marked name stands in a document. Marks give names without places; damage and script hide them from a plain search."""

from __future__ import annotations

import re
from functools import cached_property

from kg.wording import simplified

from .graph import DocumentGraph
from .match import Span

_TAIL = re.compile(r"(?:主管|管理|监管)?部门$|机关$|机构$|单位$")


class Places:
    """Looks for names in the repaired, simplified text of one document; answers in raw offsets."""

    def __init__(self, graph: DocumentGraph) -> None:
        self._graph = graph

    @cached_property
    def _read(self) -> tuple[str, list[int]]:
        text, back = self._graph.repaired()
        return simplified(text), back

    def of(self, *names: str, within: Span | None = None, most: int = 200) -> tuple[Span, ...]:
        """Every place of the first of the names that stands in the text (or inside `within`), in the order of the text.

        A member of a list with a shared head (交通部门 in 公安、交通等部门) is found by its own part.
        """
        for name in names:
            found = self._all(name, within, most)
            if found:
                return found
        for name in names:
            stem = _TAIL.sub("", name)
            if 2 <= len(stem) < len(name):
                found = self._all(stem, within, most)
                if found:
                    return found
        return ()

    def _all(self, name: str, within: Span | None, most: int) -> tuple[Span, ...]:
        text, back = self._read
        found: list[Span] = []
        at = text.find(name) if name else -1
        while at >= 0 and len(found) < most:
            begin, end = back[at], back[at + len(name) - 1] + 1
            if within is None or (within[0] <= begin and end <= within[1]):
                found.append((begin, max(end, begin + 1)))
            at = text.find(name, at + len(name))
        return tuple(found)
