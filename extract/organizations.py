"""Specific bodies anywhere in the text: standing, relative (省安委会), departments by function, enterprises, groups.

Where they are named is read by bodynames.py, who is meant is told by bodies.identity. Collectives (各有关部门, 企业) and places alone are
no bodies of their own; they come into the graph only as bearers.
"""

from __future__ import annotations

import re

from . import bodies
from .bodynames import RULE, scan
from .page import Basket, Findings, Page

PART_OF = "organizations.part-of"

_WITH_FUNCTION = ("zr:Department", "zr:PartyBody", "zr:Committee")
_PARENT = re.compile(r"^(?P<parent>.*(?:委员会|人民政府|指挥部|领导小组|总指挥部))(?P<office>办公室|办公厅|督查室|研究室)$")


def find(page: Page) -> Findings:
    """All specific bodies that the page names."""
    basket = Basket()
    named = scan(page.clean)
    seen = {bodies.identity(page, one.body.name, one.body.kind)[0] for one in named}
    for one in named:
        body = one.body
        iri, label = bodies.identity(page, body.name, body.kind)
        rule = RULE + one.rule
        basket.thing(iri, body.kind, label, (body.name,))
        basket.mention(page.mention(body.begin, body.end, iri, rule, one.confidence))
        if body.kind in _WITH_FUNCTION:
            function = bodies.function_of(body.name)
            if function:
                basket.state(page.statement(iri, "zr:function", "zrf:" + function, "", body.begin, body.end, rule, one.confidence))
        parent = _PARENT.match(label)
        if parent:
            above, _ = bodies.identity(page, parent["parent"], "zr:Committee")
            if above in seen:
                basket.state(page.statement(iri, "org:subOrganizationOf", above, "", body.begin, body.end, PART_OF, 0.9))
    return basket.findings()
