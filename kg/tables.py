"""Tables for the terminal, right for wide characters: a Chinese character takes two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isqrt

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def width(text: str) -> int:
    """Columns that the text takes in a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    found: int = wcswidth(text)
    return found if found >= 0 else len(text)


def clean(text: str) -> str:
    """One line without characters that would move the cursor or turn the text around."""
    return _CONTROL.sub(" ", text)


def cut(text: str, limit: int) -> str:
    """At most `limit` columns, with … where something was left out."""
    if width(text) <= limit:
        return text
    kept, used = [], 0
    for character in text:
        step = width(character)
        if used + step > limit - 1:
            break
        kept.append(character)
        used += step
    return "".join(kept).rstrip("…") + "…"


def pad(text: str, to: int, right: bool = False) -> str:
    space = " " * max(0, to - width(text))
    return space + text if right else text + space


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], limit: int | None = None, numbers: Iterable[int] = ()) -> str:
    """Aligned columns under a rule. `limit` is the width of the terminal: the widest columns give way. `numbers` align right."""
    body = [[clean(cell) for cell in row] for row in rows]
    head = [clean(heading) for heading in headings]
    widths = [max([width(head[i]), *(width(row[i]) for row in body)]) for i in range(len(head))]
    if limit is not None:
        widths = _fitted(widths, limit - 2 * (len(head) - 1))
    right = set(numbers)

    def line(cells: Sequence[str]) -> str:
        return "  ".join(pad(cut(c, w), w, i in right) for i, (c, w) in enumerate(zip(cells, widths, strict=True))).rstrip()

    rule = "  ".join("─" * w for w in widths)
    return "\n".join([line(head), rule, *map(line, body)]) + "\n"


def _fitted(widths: list[int], room: int) -> list[int]:
    """Narrow columns stay as they are; wide ones give way, to shares that grow with the root of what they hold."""
    narrow = next((n for n in (10, 8) if sum(min(w, n) for w in widths) <= room), 8)
    smallest = [min(w, narrow) for w in widths]

    def shared(share: int) -> list[int]:  # in hundredths
        return [max(low, min(w, share * isqrt(10_000 * w) // 10_000)) for low, w in zip(smallest, widths, strict=True)]

    share = 0
    while shared(share) != widths and sum(shared(share + 1)) <= room:
        share += 1
    return shared(share)


def markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(clean(c).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for c in cells) + " |"

    return "\n".join([line(headings), "|" + " --- |" * len(headings), *map(line, rows)]) + "\n"
