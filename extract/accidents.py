"""Individual accidents told by place and kind: 伊春鹿鸣矿业尾矿库泄漏, X市Y公司“M·D”较大火灾事故.

Constructions (docs/grammar-bodies.md, "Accidents"): a dated name in quotation marks before the kind; a place right before the kind;
a place … 发生 … kind in a report, named 地点 + kind. Kinds in general (火灾事故, 各类事故) are none.
"""

from __future__ import annotations

import re

from ontology.namespaces import segment

from .page import Basket, Findings, Page

DATED, PLACED = "accidents.dated", "accidents.placed"

_KIND = (
    r"(?:特别重大|特大|重大|较大|一般)?(?:生产安全|道路交通|水上交通|交通|铁路交通|燃气|瓦斯|粉尘|煤尘|天然气|液化气|化工|建筑施工|森林|草原|工贸)?"
    r"(?:火灾|爆炸|泄漏|泄露|坍塌|垮塌|透水|溃坝|沉船|翻船|坠落|坠楼|中毒|窒息|中毒窒息|冒顶|突出|煤与瓦斯突出|交通|爆燃|燃爆|着火|起火|触电|踩踏|倒塌|塌陷|滑坡|泥石流|翻车|追尾|相撞|碰撞|淹溺|机械伤害|起重伤害|车辆伤害|灼烫|放炮|决口|地震|森林火灾|山火)"
    r"(?:[、和]?(?:火灾|爆炸|中毒|窒息|坍塌|泄漏))?(?:突发环境事件|责任事故|安全事故|事故|事件|灾害)?"
)
_DATED = re.compile(
    rf"(?P<place>[\u4e00-\u9fff（）()A-Za-z\d]{{2,30}}?)[“\"](?P<date>\d{{1,2}}\s*[·.．•・‧]\s*\d{{1,2}})[”\"](?P<kind>(?:特别重大|重大|较大|一般|特大)?[\u4e00-\u9fff]{{0,10}}?(?:事故|事件|火灾|爆炸|坍塌|灾害))"
)
_PLACED = re.compile(rf"(?:汲取|吸取|接受|举一反三)(?:近期|此次|这次)?(?P<place>[\u4e00-\u9fff（）()]{{2,24}}?)(?P<kind>{_KIND})(?=的?(?:教训|案例)|[，。；、])")
_LEAD = re.compile(r"^(?:.*(?:汲取|吸取|接受|发生|关于|处置|通报|召开|对|成立|国务院|省政府|市政府|了|的|是|为|在|和|与|及|以|按照|根据))+")
_GENERAL = re.compile(r"(?:各类|类似|同类|近期|有关|相关|典型|以往|历次|本次|此次|上述|多起|一起|这起|生产安全|安全生产|全国|全省|全市)$")


def find(page: Page) -> Findings:
    """All accidents that the page tells apart."""
    clean = page.clean
    basket = Basket()
    if "·" in clean or "．" in clean or "." in clean or "•" in clean:
        for found in _DATED.finditer(clean):
            begin = found.start() + _cut(found["place"])
            place = clean[begin : found.end("place")]
            if len(place) < 2 or _GENERAL.search(place):
                continue
            name = re.sub(r"\s", "", clean[begin : found.end()])
            _tell(page, basket, begin, found.end(), name, DATED, 0.9)
    for found in _PLACED.finditer(clean):
        begin = found.start("place") + _cut(found["place"])
        place = clean[begin : found.end("place")]
        if len(place) < 2 or _GENERAL.search(place):
            continue
        _tell(page, basket, begin, found.end("kind"), re.sub(r"\s", "", clean[begin : found.end("kind")]), PLACED, 0.7)
    return basket.findings()


def _cut(words: str) -> int:
    """Characters before the place that are no part of it."""
    lead = _LEAD.match(words)
    return lead.end() if lead else 0


def _tell(page: Page, basket: Basket, begin: int, end: int, name: str, rule: str, confidence: float) -> None:
    iri = "data:accident/" + segment(name)
    basket.thing(iri, "zr:Accident", name)
    basket.mention(page.mention(begin, end, iri, rule, confidence))
