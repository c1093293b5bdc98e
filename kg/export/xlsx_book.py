"""The ledger of the whole store as a workbook: one sheet for all, and one for each body."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..store import Reader


def workbook(reader: Reader) -> bytes:
    """The same workbook as `kg ledger --format xlsx`."""
    from ..ledger import by_body, ledger
    from ..sheets import to_xlsx

    return to_xlsx([("全部", ledger(reader.store)), *by_body(reader.store)])
