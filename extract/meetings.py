"""Meetings that a document names, what it says of them, and which of them required what.

`find` reads the names (meeting_names), gathers those that mean one event, states its facts (meeting_facts), and tells for every segment of the
outline whose demand a directive in it would be (meeting_voice). Constructions: docs/grammar-officials-meetings.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from .meeting_events import Event, gather, place_leads
from .meeting_facts import state
from .meeting_identity import settle
from .meeting_voice import voices
from .minutes import recorded
from .officials import Officials
from .page import Basket, Findings, Page


@dataclass(frozen=True, slots=True)
class Meetings:
    """What was found, and for every segment of the outline the IRI of the meeting that speaks there (None: the document itself)."""

    findings: Findings
    by_segment: tuple[str | None, ...]
    rules_by_segment: tuple[str, ...]


def find(page: Page, officials: Officials) -> Meetings:
    """The meetings of a page. `officials` are the persons of the same page."""
    leads = place_leads(page.clean)
    events = gather(page, officials, leads)
    recorded(page, officials, events)
    basket = Basket()
    heard = voices(page, officials, events, leads)
    settle(page, officials, events)
    for event in events:
        state(page, event, basket)
    return Meetings(
        basket.findings(),
        tuple(event.iri if event is not None else None for event, _ in heard),
        tuple(rule for _, rule in heard),
    )


__all__ = ["Event", "Meetings", "find"]
