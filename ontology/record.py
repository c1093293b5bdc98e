"""The decorator of records that are made by the ten thousand: dataclasses that a type checker holds frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def record(of: type[_T]) -> type[_T]:
    """A slotted dataclass with the equality and hash of a frozen one, which nobody may change: mypy says so where one tries.

    What `dataclass(frozen=True)` does beside that happens while the program runs: each field is set by a call of
    object.__setattr__, which makes a record three times as dear. It is for those of which a page has hundreds.
    """
    return dataclass(slots=True, unsafe_hash=True)(of)
