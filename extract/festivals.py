"""When festivals and named seasons fall in a given year.

Festivals of the lunar calendar stand in festivals.csv; holidays are those of the State Council's Measures on National
Holidays; 春运 begins fifteen days before the Spring Festival and lasts forty; the two sessions open on 5 March (the CPPCC on
the 3rd or 4th), in 2020 on 21 May; the main flood season is that of the Flood Control Regulations' practice, June to September.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files

Span = tuple[date, date]  # first and last day


@cache
def _lunar() -> dict[int, dict[str, date]]:
    lines = [line for line in (files("extract") / "festivals.csv").read_text("utf-8").splitlines() if line and line[0] != "#"]
    names = lines[0].split(",")[1:]
    return {int(line[:4]): dict(zip(names, map(date.fromisoformat, line.split(",")[1:]), strict=True)) for line in lines[1:]}


def _qingming(year: int) -> date:
    """The solar term 清明 by the usual formula for 2000–2099: 4, 5 or 6 April."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)


def festival(name: str, year: int) -> Span | None:
    """The days of a festival or season by the id of its cue (`spring-festival`, `national-day` …), None where it has none."""
    lunar = _lunar().get(year)
    fixed = {
        "new-year": (date(year, 1, 1), date(year, 1, 3)),
        "labour-day": (date(year, 5, 1), date(year, 5, 5)),
        "national-day": (date(year, 10, 1), date(year, 10, 7)),
        "flood-season": (date(year, 6, 1), date(year, 9, 30)),
        "two-sessions": (date(year, 5, 21), date(year, 5, 28)) if year == 2020 else (date(year, 3, 4), date(year, 3, 12)),
        "qingming": (_qingming(year), _qingming(year)),
        "year-turn": (date(year, 12, 1), date(year + 1, 2, 28)),
    }
    if name in fixed:
        return fixed[name]
    if lunar is None:
        return None
    spring = lunar["spring"]
    moving = {
        "spring-festival": (spring - timedelta(1), spring + timedelta(6)),
        "lantern-festival": (lunar["lantern"], lunar["lantern"]),
        "dragon-boat": (lunar["dragon"], lunar["dragon"]),
        "mid-autumn": (lunar["moon"], lunar["moon"]),
        "spring-rush": (spring - timedelta(15), spring + timedelta(24)),
    }
    return moving.get(name)


def eve(name: str, year: int) -> date | None:
    """The day before which 春节前, 国庆前 … must be kept: the festival itself."""
    lunar = _lunar().get(year)
    if name == "spring-festival":
        return lunar["spring"] if lunar else None
    days = festival(name, year)
    return days[0] if days is not None and name not in ("flood-season", "year-turn", "spring-rush") else None


# When each national congress of the Party opened: 党的二十大即将召开 dates a text that says no year.
CONGRESSES = {"十六": date(2002, 11, 8), "十七": date(2007, 10, 15), "十八": date(2012, 11, 8), "十九": date(2017, 10, 18), "二十": date(2022, 10, 16)}
