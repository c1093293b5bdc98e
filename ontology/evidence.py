"""Where the words of a statement stand: at its own `zr:Finding`, or, for most, at a mention that says as much.

What a mention shows is not said a second time. That a measure is in a sector is read off the mention of the sector inside the
measure, what a department is for off its name. Such properties carry `zr:shownBy` in zeren.ttl, and a finding stands beside their
statements only where some other place or rule made them (a sector that the heading above names).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

# By zr:shownBy: shown by the mentions of the object, inside the subject's own characters where it is a measure …
BY_OBJECT = frozenset({"zr:inSector", "zr:mentionsSector", "zr:cites", "zr:underInitiative"})
# … or by the mentions of the subject.
BY_SUBJECT = frozenset({"zr:function", "zr:documentType", "zr:indicator", "zr:value", "zr:unit", "zr:change"})
PLACES = frozenset({"nif:beginIndex", "nif:endIndex"})  # where a thing stands is its own evidence


class Shown(Protocol):
    """Characters `[begin, end)` that a rule read with some confidence."""

    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def confidence(self) -> float: ...


_Mention = TypeVar("_Mention", bound=Shown)
_begin = attrgetter("begin")


def surest(mentions: Sequence[_Mention], within: tuple[int, int] | None = None) -> _Mention | None:
    """The surest of the mentions, then the first; of those inside the span `within` if one is given. They come in order of their begins."""
    if within is not None:
        low = bisect_left(mentions, within[0], key=_begin)
        mentions = [one for one in mentions[low : bisect_left(mentions, within[1], low, key=_begin)] if one.end <= within[1]]
    if len(mentions) == 1:
        return mentions[0]
    return min(mentions, key=lambda mention: (-mention.confidence, mention.begin, mention.end), default=None)
