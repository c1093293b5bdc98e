"""Named campaigns, action plans and standing instruments.

Constructions (docs/grammar-bodies.md, "Initiatives"): an instrument by its very name (十五条硬措施); a name that ends as campaigns
end (…专项行动, …大检查), read to the left up to the verb that opens it; a quoted name with its noun (“敲门行动”, “安全生产月”活动).
What is only work to be done (开展排查, 专项整治工作 without a name) is no initiative.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.campaigns import campaign_words
from ontology.namespaces import segment

from .lexicon import Family
from .page import Basket, Findings, Page

INSTRUMENT, CAMPAIGN, QUOTED = "initiatives.instrument", "initiatives.campaign", "initiatives.quoted"

_MARK = re.compile(r"[，。；：、！？,;:\n\s（(）)《》〈〉|]")
# A campaign's name does not reach over these; the verbs of campaigns.ttl cut as well.
_CUT = re.compile(r"的|了|在(?!建)|把|将|对(?!标)|以(?!上|下|案)|为(?!民)|和|与|及|或|由|从(?!业)|向|等|要|并|其他|各级|各地|全面|我[省市州县区]|[全本](?=[省市州县区国][^\u4e00-\u9fff]|[省市州县区](?=\u5b89))|[一二三四五六七八九十]是|再次|今年|年内|年底|年度|每年|启动了|部署了|以来|以[^，]{1,12}为")
_BARE = re.compile(r"^(?:安全)?(?:专项|集中|综合|全面|统一|相关|相应|各项|此次|本次|这次|一系列|系列|重点|年度|三年|百日|隐患|执法|提升)?$")
_QUOTE = re.compile(r"“(?P<name>[^”“\n]{2,24})”")


@cache
def _family() -> Family:
    words = campaign_words()
    terms = {ending: "campaign" for ending in words.endings}
    terms |= {name: "instrument" for name in words.instruments}
    return Family(terms)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, campaign_words().openings)))


@cache
def _quoted_noun() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, campaign_words().quoted))
    return re.compile(rf"(?P<middle>[\u4e00-\u9fff]{{0,16}}?)(?P<noun>{nouns})")


_CAMPAIGN_TAIL = re.compile(r"(?:行动|活动|大检查|大排查|计划|战役)$")


def find(page: Page) -> Findings:
    """All named initiatives with the places where they are named."""
    clean = page.clean
    basket = Basket()
    taken: list[tuple[int, int]] = []
    titles = [found.span() for found in re.finditer(r"《[^》]{1,120}》", clean)] if "《" in clean else []

    def inside(spans: list[tuple[int, int]], begin: int, end: int) -> bool:
        return any(low <= begin and end <= high for low, high in spans)

    if "“" in clean:
        for begin, end, name in _quoted(clean):
            if not inside(titles, begin, end):
                taken.append((begin, end))
                _tell(page, basket, begin, end, name, QUOTED, 0.8)
    for hit in _family().scan(clean):
        if inside(titles, hit.begin, hit.end) or inside(taken, hit.begin, hit.end):
            continue
        begin = hit.begin
        if hit.ref == "campaign":
            begin = _begin(clean, hit.begin)
            name = clean[begin : hit.end]
            if _BARE.match(clean[begin : hit.begin]) or len(name) < 6 or len(name) > 32:
                continue
            _tell(page, basket, begin, hit.end, name, CAMPAIGN, 0.7)
        else:
            _tell(page, basket, begin, hit.end, clean[begin : hit.end], INSTRUMENT, 0.9)
    return basket.findings()


def _begin(clean: str, at: int) -> int:
    """Where the name of a campaign begins whose ending stands at `at`."""
    low = max(0, at - 26)
    for found in _MARK.finditer(clean, low, at):
        low = found.end()
    for found in _CUT.finditer(clean, low, at):
        low = found.end()
    for found in _opening().finditer(clean, low, at):
        low = max(low, found.end())
    return low


def _quoted(clean: str) -> list[tuple[int, int, str]]:
    """Quoted names with the noun that makes them an initiative: “敲门行动”, “绿盾”工程, 不忘初心…教育活动."""
    found: list[tuple[int, int, str]] = []
    for quote in _QUOTE.finditer(clean):
        name = quote["name"]
        after = _quoted_noun().match(clean, quote.end())
        if after and len(after["middle"]) <= 12 and not re.search(r"[的了和与要]|为|等|是", after["middle"]):
            found.append((quote.start(), after.end(), clean[quote.start() : after.end()]))
        elif _CAMPAIGN_TAIL.search(name) and len(name) >= 4:
            found.append((quote.start(), quote.end(), clean[quote.start() : quote.end()]))
    return found


def _tell(page: Page, basket: Basket, begin: int, end: int, name: str, rule: str, confidence: float) -> None:
    name = re.sub(r"\s", "", name)
    known = campaign_words().instruments
    label = known.get(name) or known.get(re.sub(r"[“”]", "", name)) or name
    iri = "data:initiative/" + segment(label)
    basket.thing(iri, "zr:Initiative", label, (name, re.sub(r"[“”]", "", name)))
    basket.mention(page.mention(begin, end, iri, rule, confidence))
