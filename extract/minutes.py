"""The minutes of a meeting (会议纪要): what the head of such a paper says of the meeting that it records.

The title names the meeting, where no sentence does (…主持召开…会议); lines 时间：… 主持人：… 参加人员：… give its date, who chaired and who
attended.
"""

from __future__ import annotations

import re

from .meeting_events import Event
from .officials import Officials
from .page import Page
from .quick import later

MINUTES = "meetings.minutes"

_HEAD = 300  # characters in which the title stands
_TITLE = re.compile(r"^[ \u3000]*(?P<name>[^\n，。；：]{2,50}?(?:会议|[^委]会))(?:会议)?(?:纪要|记录)[ \u3000]*$", re.MULTILINE)
_LINE = later(lambda: re.compile(r"^[ \u3000]*(?:会议)?(?P<what>时\s*间|主\s*持(?:\s*人)?|参加(?:人员|人)?|参会(?:人员|领导)?|出席(?:人员|人|领导)?|列席(?:人员|人)?)\s*[：:](?P<said>[^\n]{2,300})", re.MULTILINE))
_DAY = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")


def recorded(page: Page, officials: Officials, events: list[Event]) -> None:
    """Tell of the meeting whose minutes the page is, as one of the events."""
    title = _TITLE.search(page.clean, 0, _HEAD)
    held = [event for event in events if event.held]
    if title is None or len(held) > 1:
        return
    event = held[0] if held else _in_title(events, title)
    for line in _LINE.finditer(page.clean):
        _told(event, officials, line)


def _in_title(events: list[Event], title: re.Match[str]) -> Event:
    """The event that the title names, added where nothing else names it."""
    begin, end = title.span("name")
    known = next((event for event in events if event.begin < end and begin < event.end), None)
    event = known or Event(title["name"].strip(), "named", MINUTES, 0.85, True, begin, end)
    event.held, event.rule = True, MINUTES
    if event.name != title["name"]:
        event.names[event.name] = None
        event.name = title["name"]
    event.mentions[begin, end] = (MINUTES, 0.85)
    if known is None:
        events.insert(0, event)
    return event


def _told(event: Event, officials: Officials, line: re.Match[str]) -> None:
    """What one line of the head says."""
    begin, end = line.span("said")
    what = "".join(line["what"].split())
    if what == "时间":
        day = _DAY.search(line["said"])
        if day is not None and (event.date is None or len(event.date) < 10):
            event.date, event.dated = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", (begin + day.start(), begin + day.end())
        return
    for person in officials.people:
        for at, to in person.spans:
            if begin <= at and to <= end:
                if what.startswith("主持"):
                    event.take("zr:chair", person, at, to, MINUTES, 0.85)
                event.take("zr:attendee", person, at, to, MINUTES, 0.85)
