"""Fixed formulas of duty: 党政同责、一岗双责; 三管三必须; 谁主管谁负责; and what a text itself calls a principle.

Constructions (docs/grammar-bodies.md, "Principles"): a formula by its words (campaigns.ttl), longer runs of it taken together; 谁…谁…;
parts of one build in quotation marks before 原则 or 方针. A value without a duty (人民至上) is kept with low confidence.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.campaigns import campaign_words
from ontology.namespaces import segment

from .lexicon import Family
from .page import Basket, Findings, Page

FORMULA, WHO, CALLED = "principles.formula", "principles.who-does-answers", "principles.called"

_WHO = re.compile(r"谁[\u4e00-\u9fff]{1,4}?[、，,]?谁[\u4e00-\u9fff]{1,3}(?:[、，,；;]\s*谁[\u4e00-\u9fff]{1,4}?[、，,]?谁[\u4e00-\u9fff]{1,3})*?(?=[”’\"、，,。；;的原和]|$)")
_CALLED = re.compile(r"[“‘](?P<name>[^”’\n]{4,48})[”’](?:和[“‘](?P<other>[^”’\n]{4,48})[”’])?(?:等)?的?(?:工作|基本|总|处理|指导)?(?:原则|方针)")
_PART = re.compile(r"[、，,；;]")


@cache
def _family() -> Family:
    words = campaign_words()
    return Family({**{name: "principle" for name in words.principles}, **{name: "value" for name in words.values}})


def find(page: Page) -> Findings:
    """All principles with the places where they stand."""
    clean = page.clean
    basket = Basket()
    taken: list[tuple[int, int]] = []

    def tell(begin: int, end: int, label: str, alt: str, rule: str, confidence: float) -> None:
        iri = "data:principle/" + segment(label)
        basket.thing(iri, "zr:Principle", label, (alt,))
        basket.mention(page.mention(begin, end, iri, rule, confidence))
        taken.append((begin, end))

    words = campaign_words()
    for hit in _family().scan(clean):
        name = clean[hit.begin : hit.end]
        label = words.principles.get(name) or words.values[name]
        tell(hit.begin, hit.end, label, name, FORMULA, 0.9 if hit.ref == "principle" else 0.6)
    for found in _WHO.finditer(clean):
        if not any(low < found.end() and found.start() < high for low, high in taken):
            name = re.sub(r"\s", "", found.group())
            tell(found.start(), found.end(), name, name, WHO, 0.85)
    for found in _CALLED.finditer(clean):
        for group in ("name", "other"):
            name = found.group(group)
            if name is None or any(low < found.end(group) and found.start(group) < high for low, high in taken):
                continue
            parts = _PART.split(name)
            if len(parts) > 1 and max(map(len, parts)) - min(map(len, parts)) <= 3:
                tell(found.start(group), found.end(group), name, name, CALLED, 0.75)
    return basket.findings()
