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
from .quick import later

FORMULA, WHO, CALLED = "principles.formula", "principles.who-does-answers", "principles.called"
RUN, NUMBERED = "principles.run-of-parts", "principles.numbered"

_WHO = later(lambda: re.compile(r"谁[\u4e00-\u9fff]{1,4}?[、，,]?谁[\u4e00-\u9fff]{1,3}?(?:[、，,；;]\s*谁[\u4e00-\u9fff]{1,4}?[、，,]?谁[\u4e00-\u9fff]{1,3}?)*(?=[”’\"、，,。；;的原和]|$)"))
_CALLED = re.compile(r"[“‘](?P<name>[^”’\n]{4,48})[”’](?:和[“‘](?P<other>[^”’\n]{4,48})[”’])?(?:等)?的?(?:工作|基本|总|处理|指导)?(?:原则|方针)")
_RUN = re.compile(r"(?:遵循|坚持|按照|本着|贯彻|实行)[“]?(?P<name>(?:[\u4e00-\u9fff]{3,8}、){2,}[\u4e00-\u9fff]{3,8})(?:[”]|(?=的(?:原则|方针)|[，。；]))")
# “五个落实”, “六个严禁”: a number and the duty that is numbered; lists of things (“三个课堂”) and political formulas are none.
_NUMBERED = re.compile(r"[“](?P<name>[一二两三四五六七八九十]个?(?:落实|到位|必须|责任|严禁|不准|一律|不放过|不得|禁止|确保|落实到位))[”]")
_PART = re.compile(r"[、，,；;]")


@cache
def _family() -> Family:
    words = campaign_words()
    return Family({**dict.fromkeys(words.principles, "principle"), **dict.fromkeys(words.values, "value")})


def find(page: Page) -> Findings:
    """All principles with the places where they stand."""
    clean = page.clean
    basket = Basket()
    taken: set[int] = set()  # the characters that stand in a principle already

    def tell(begin: int, end: int, label: str, alt: tuple[str, ...], rule: str, confidence: float) -> None:
        iri = "data:principle/" + segment(label)
        basket.thing(iri, "zr:Principle", label, alt)
        basket.mention(page.mention(begin, end, iri, rule, confidence))
        taken.update(range(begin, end))

    def free(begin: int, end: int) -> bool:
        return taken.isdisjoint(range(begin, end))

    words = campaign_words()
    for found in _WHO.finditer(clean) if "谁" in clean else ():
        name = re.sub(r"\s", "", found.group())
        parts = tuple(part for part in re.split(r"[，,；;]", name) if part.count("谁") == 2)
        label = words.principles.get(name, name)
        tell(found.start(), found.end(), label, (name, *parts), WHO, 0.85)
    for hit in _family().scan(clean):
        if free(hit.begin, hit.end):
            name = clean[hit.begin : hit.end]
            label = words.principles.get(name) or words.values[name]
            tell(hit.begin, hit.end, label, (name, _whole(clean, hit.begin, hit.end)), FORMULA, 0.9 if hit.ref == "principle" else 0.6)
    for found in _CALLED.finditer(clean) if "“" in clean else ():
        for group in ("name", "other"):
            if found.group(group) and free(*found.span(group)) and _parallel(found.group(group), 3):
                tell(*found.span(group), found.group(group), (), CALLED, 0.75)
    for found in _RUN.finditer(clean):
        if free(*found.span("name")) and _parallel(found["name"], 0):
            tell(*found.span("name"), found["name"], (), RUN, 0.65)
    for found in _NUMBERED.finditer(clean) if "“" in clean else ():
        if free(*found.span("name")):
            tell(*found.span("name"), found["name"], (), NUMBERED, 0.6)
    return basket.findings()


def _whole(clean: str, begin: int, end: int) -> str:
    """The whole quotation that a formula is a part of (“生命至上、安全第一、隐患就是事故”); "" when it is none."""
    low, high = clean.rfind("“", max(0, begin - 40), begin), clean.find("”", end, end + 40)
    whole = clean[low + 1 : high] if low >= 0 and high >= 0 else ""
    return whole if "、" in whole and "”" not in whole and "。" not in whole else ""


def _parallel(name: str, slack: int) -> bool:
    """Whether a formula has parts of one build: lengths that differ by `slack` characters at most."""
    widths = [len(part) for part in _PART.split(name)]
    return len(widths) > 1 and max(widths) - min(widths) <= slack
