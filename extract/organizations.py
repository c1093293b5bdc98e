"""Specific bodies anywhere in the text: standing, relative (省安委会), departments by function, enterprises, groups.

Where they are named is read by bodynames.py, who is meant is told by bodies.identity. Collectives (各有关部门, 企业) and places alone are
no bodies of their own; they come into the graph only as bearers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import bodies, places
from .bodyedges import Named
from .bodynames import RULE, scan
from .page import Basket, Findings, Page

PART_OF, OF_PLACE = "organizations.part-of", "organizations.of-place"

_WITH_FUNCTION = ("zr:Department", "zr:PartyBody", "zr:Committee")
_PARENT = re.compile(r"^(?P<parent>.*(?:委员会|人民政府|指挥部|领导小组|总指挥部))(?P<office>办公室|办公厅|督查室|研究室)$")


def find(page: Page) -> Findings:
    """All specific bodies that the page names."""
    basket = Basket()
    named = scan(page.clean)
    meant = {(one.body.name, one.body.kind): bodies.identity(page, one.body.name, one.body.kind) for one in named}
    seen = {iri for iri, _ in meant.values()}
    known: set[str] = set()
    for one in named:
        body = one.body
        iri, label = meant[body.name, body.kind]
        basket.thing(iri, body.kind, label, (body.name,))
        basket.mention(page.mention(body.begin, body.end, iri, RULE + one.rule, one.confidence))
        if iri not in known:
            known.add(iri)
            _facts(page, basket, one, iri, label, seen)
    return basket.findings()


def _facts(page: Page, basket: Basket, one: Named, iri: str, label: str, seen: set[str]) -> None:
    """What a body's own name tells of it: its function, its place, the body that it is an office of."""
    body = one.body
    span = (body.begin, body.end)
    function = bodies.function_of(body.name) if body.kind in _WITH_FUNCTION else ""
    if function:
        basket.state(page.statement(iri, "zr:function", "zrf:" + function, "", *span, RULE + one.rule, one.confidence))
    place = _place(label)
    if place is not None:
        whose = places.describe(page, place, span, OF_PLACE, 0.9, basket)
        basket.state(page.statement(iri, "zr:jurisdiction", whose, "", *span, OF_PLACE, 0.9))
    parent = _PARENT.match(label)
    above = bodies.identity(page, parent["parent"], "zr:Committee")[0] if parent else ""
    if above in seen:
        basket.state(page.statement(iri, "org:subOrganizationOf", above, "", *span, PART_OF, 0.9))


@lru_cache(4096)
def _place(label: str) -> places.Place | None:
    """The place that a body's name begins with, the smallest of a chain (四川省成都市…); None when it names none or several have the name."""
    if len(label) < 4:
        return None
    found: places.Place | None = None
    at = 0
    for hit in places.places().scan(label[:40]):
        if hit.begin != at or hit.end >= len(label):
            break
        found, at = hit.place or None, hit.end
    return found
