"""What a time in a text means: resolved against the document's own date, as precisely as its words say it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extract.festivals import eve, festival
from extract.issued import is_day
from ontology.record import record


@record
class DateHit:
    """`clean[begin:end]` speaks of a time.

    kind: "deadline", "period", "date" (a day, month or year named plainly), "past" (今年以来, 去年), "recurrent" (每季度末).
    A calendar time has `year` (or `shift`: years from the document's own, 今年 0, 明年 1), `month`, `day`; `event` is the id of a
    festival or season; `amount` and `unit` ("day", "month", "year") a length of time counted from the document's date when
    `counted`; `days` and `weekday` a day near the document's own. Where none of them is set the words say no date (立即, 限期, 会后).
    """

    begin: int
    end: int
    kind: str
    year: int | None = None
    shift: int | None = None
    month: int | None = None
    day: int | None = None
    months: int = 0  # from the document's own month: 下月 1, 本月 0
    monthly: bool = False  # counted so
    event: str = ""
    amount: int = 0
    unit: str = ""
    counted: bool = False
    days: int | None = None  # from the document's own day: 今天 0, 明天 1
    weekday: int | None = None  # of the document's week: 周一 0; `days` of 7 mean the week after


def resolve(hit: DateHit, anchor: str | None) -> str | None:
    """The time as YYYY-MM-DD, YYYY-MM or YYYY, as precise as its words are; None where the text does not tell it.

    `anchor` is the document's own date in one of these forms. A month without a year lies in the document's year, or in
    the next one where it is a deadline that would be over already.
    """
    if hit.amount:
        return _counted(hit, anchor)
    own = _parts(anchor)
    if hit.days is not None:
        return _near(hit, own)
    year = hit.year if hit.year is not None else own[0] + (hit.shift or 0) if own is not None else None
    if year is None:
        return None
    if hit.event:
        if hit.year is None and hit.shift is None and own is not None:
            year = _next_year(hit, own)
        day = eve(hit.event, year) if hit.kind == "deadline" else None
        return day.isoformat() if day is not None else None
    if hit.monthly:
        return _month_of(hit, own) if own is not None else None
    if hit.month is None:
        if hit.day is None:
            return f"{year:04}" if hit.year is not None or hit.shift is not None else None
        return (
            f"{year:04}-{own[1]:02}-{hit.day:02}"
            if own is not None and own[1] and is_day(year, own[1], hit.day)
            else None
        )
    if (
        hit.year is None
        and hit.shift is None
        and own is not None
        and hit.kind == "deadline"
        and own[1]
        and hit.month < own[1]
        and own[1] - hit.month > 2
    ):
        year += 1
    if hit.day is None:
        return f"{year:04}-{hit.month:02}"
    return f"{year:04}-{hit.month:02}-{hit.day:02}" if is_day(year, hit.month, hit.day) else None


def span(hit: DateHit, anchor: str | None) -> tuple[str, str] | None:
    """First and last day of a festival or season in the document's year (春节期间 of 2023: 01-21 to 01-28), else None."""
    own = _parts(anchor)
    if not hit.event or (own is None and hit.year is None):
        return None
    year = hit.year if hit.year is not None else own[0] + (hit.shift or 0) if own is not None else 0
    days = festival(hit.event, year)
    return (days[0].isoformat(), days[1].isoformat()) if days is not None else None


def _parts(anchor: str | None) -> tuple[int, int, int] | None:
    """Year, month and day of a partial date, 0 where it does not go so far."""
    if not anchor:
        return None
    numbers = [int(piece) for piece in anchor.split("-")] + [0, 0]
    return numbers[0], numbers[1], numbers[2]


def _next_year(hit: DateHit, own: tuple[int, int, int]) -> int:
    """The year of the next such festival after the document: 元旦前 said in November is that of the next year."""
    days = festival(hit.event, own[0])
    return (
        own[0] + 1 if days is not None and own[1] and (days[1].month, days[1].day) < (own[1], own[2] or 1) else own[0]
    )


def _month_of(hit: DateHit, own: tuple[int, int, int]) -> str | None:
    if not own[1]:
        return None
    year, month = divmod(own[0] * 12 + own[1] - 1 + hit.months, 12)
    return f"{year:04}-{month + 1:02}" + (f"-{hit.day:02}" if hit.day and is_day(year, month + 1, hit.day) else "")


def _counted(hit: DateHit, anchor: str | None) -> str | None:
    own = _parts(anchor)
    if own is None or not hit.counted:
        return None
    if hit.unit == "year":
        return f"{own[0] + hit.amount:04}" + (
            anchor[4:] if anchor and hit.amount and own[1] and hit.kind != "deadline" else ""
        )
    if hit.unit == "month" and own[1]:
        year, month = divmod(own[0] * 12 + own[1] - 1 + hit.amount, 12)
        if not own[2]:
            return f"{year:04}-{month + 1:02}"
        return f"{year:04}-{month + 1:02}-{min(own[2], monthrange(year, month + 1)[1]):02}"
    if hit.unit == "day" and own[2]:
        return (date(*own) + timedelta(hit.amount)).isoformat()
    return None


def _near(hit: DateHit, own: tuple[int, int, int] | None) -> str | None:
    """A day named from the document's own (明天, 本周五, 下周一); None where the text does not tell its day."""
    if own is None or not own[2]:
        return None
    day = date(*own)
    if hit.weekday is not None:
        day -= timedelta(day.weekday() - hit.weekday)
    return (day + timedelta(hit.days or 0)).isoformat()
