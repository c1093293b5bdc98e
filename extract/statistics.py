"""Figures: accidents, deaths, injuries, losses, inspections and works done, and how they changed.

A figure is a number with its unit and the words that say what it counts. A share or a change is a statistic of its own with the unit %
(下降58.96%: value 58.96, change 下降). Redacted numbers, ranks, dates, rules of counting (3人以上的) and targets are none.
"""

from __future__ import annotations

import re
from functools import cache

from .page import Basket, Findings, Page

CASUALTY, COUNT, CHANGE, SHARE = "statistics.casualty", "statistics.count", "statistics.change", "statistics.share"

_NUM = r"(?P<num>\d[\d,，]*(?:\.\d+)?|[一二两三四五六七八九十]{1,3}(?=[人名起]))\s*(?P<more>余|多)?\s*"
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# 31人死亡 · 死亡124人 · 造成2人受伤 · 57名伤者
_DEAD = re.compile(rf"(?:(?P<what>死亡|遇难|受伤|失踪|失联|重伤|轻伤|被困|受灾人口|转移人口|转移群众|转移|疏散|紧急转移|伤亡|中毒|获救|溺亡)(?:人数|群众|人员|人口)?(?:共|达|约|为|合计|超过|了|\s)*)?{_NUM}(?P<unit>万?(?:余)?(?:人次|人|名(?!员|称|义|录|单)))(?:[\u4e00-\u9fff]{{0,2}}?(?P<after>死亡|遇难|受伤|失踪|失联|重伤|轻伤|被困|当场死亡|不治身亡|身亡|丧生|遇险|获救|中毒|溺亡|轻微伤|受轻伤|受重伤|受灾))?")
# 发生事故103起 · 事故3起 · 直接经济损失1641.37万元
_ACCIDENTS = re.compile(rf"(?P<what>[\u4e00-\u9fff]{{0,14}}?(?:事故|火灾|案件|灾害|险情|违法行为|违法|隐患|问题隐患|问题|火情))(?:总数|起数|共|共计|累计|发生|达|约|为|合计|\s)*{_NUM}(?P<unit>[起宗项处个条件])")
_RAISED = re.compile(rf"(?:发生|查处|查办|侦破|处置|扑救|接报|共|累计)(?:了|共|各类|\s)*{_NUM}(?P<unit>起|宗)(?P<after>[\u4e00-\u9fff]{{0,12}}(?:事故|火灾|案件|灾害|险情|违法行为|警情))")
_LOSS = re.compile(rf"(?P<what>(?:直接|间接)?经济(?:总)?损失|过火面积|受害面积|受灾面积|受灾人口|转移人口|投入资金|罚款|处罚金额|罚没)(?:约|达|为|共|计|合计|超过|近|[:：]|\s)*{_NUM}(?P<unit>万?亿?(?:元|人|公顷|平方米|亩|户))")
_WORK = re.compile(
    rf"(?P<verb>关闭|取缔|关停|淘汰|完成|检查|排查|整改|整治|查处|责令|停产|停业|吊销|暂扣|约谈|通报|出动|派出|投入|治理|拆除|建成|新建|改造|培训|组织|开展|下达|下发|发放|立案|处罚|行政处罚|拘留|追责|问责|排除|消除|查出|发现|受浸|倒塌|毁坏|损毁|受淹|受损|道路塌方|公路塌方|塌方|受灾|出现|转移|疏散|安置|救出|搜救|调集|扑灭|打击|抓获|收缴|巡查|督查|暗访|挂牌督办|限期整改|已整改|累计|共)"
    rf"(?P<what>[\u4e00-\u9fff]{{0,16}}?){_NUM}(?P<unit>万?(?:座|处|家|公里|千米|米|次|人次|个|条|项|件|份|台|辆|艘|架|间|户|亩|公顷|平方米|吨|起|支|批次|批|万元|亿元|元))"
)
_CHANGE = re.compile(r"(?P<how>(?:同比|环比|比上年|比去年|较上年|较去年|较常年)?(?:分别|各|均|大幅|平均)*(?:上升|下降|增长|减少|降低|增加|提高|提升|上涨|回落))(?:了|约|到|至|幅度)?\s*(?P<nums>\d+(?:\.\d+)?\s*%(?:\s*[、，,和及]\s*\d+(?:\.\d+)?\s*%)*)")
_SHARE = re.compile(r"(?P<what>占[\u4e00-\u9fff]{0,16}?|[\u4e00-\u9fff]{0,8}率(?:为|达到|达|仅)?|完成)(?:的|比|约|达|为|近|超)*\s*(?P<num>\d+(?:\.\d+)?)\s*%")
_BEFORE_RULE = re.compile(r"(?:以上|以下|不足|不少于|不超过|不低于|不得|超过|每|第|至少|凡|达到|力争|目标|控制在|应当|必须|要在)[^，。；]{0,8}$")
_AFTER_RULE = re.compile(r"^[\s]*(?:以上|以下|以内|及以上|及以下|（含|\(含|以上的|罚款|的罚款)")


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(r"\d")


def find(page: Page) -> Findings:
    """All statistics, one a figure."""
    clean = page.clean
    basket = Basket()
    taken: dict[tuple[int, int], None] = {}
    if not _cue().search(clean):
        return basket.findings()
    for found in _CHANGE.finditer(clean):
        for number in re.finditer(r"\d+(?:\.\d+)?(?=\s*%)", found["nums"]):
            at = found.start("nums") + number.start()
            how = found["how"]
            _tell(page, basket, taken, (at, at + len(number.group())), (found.start(), found.end()), _indicator(clean, found.start()), number.group(), "%", how, CHANGE, 0.75)
    for found in _SHARE.finditer(clean):
        what = found["what"]
        if what.startswith("占"):
            _tell(page, basket, taken, found.span("num"), found.span(), what, found["num"], "%", "", SHARE, 0.7)
    for pattern, rule, sure in ((_LOSS, CASUALTY, 0.9), (_DEAD, CASUALTY, 0.9), (_ACCIDENTS, COUNT, 0.8), (_RAISED, COUNT, 0.75), (_WORK, COUNT, 0.6)):
        for found in pattern.finditer(clean):
            parts = found.groupdict()
            if pattern is _DEAD and not (parts["what"] or parts["after"]):
                continue
            if _ruled(clean, found):
                continue
            value = _value(found["num"])
            if value:
                what = (parts.get("what") or "") + (parts.get("after") or "") or (parts.get("verb") or "")
                if pattern is _WORK:
                    what = (parts.get("verb") or "") + (parts.get("what") or "")
                _tell(page, basket, taken, found.span("num"), found.span(), what, value, found["unit"], "", rule, sure)
    return basket.findings()


def _ruled(clean: str, found: re.Match[str]) -> bool:
    """A threshold, a target or a fine that a rule states: 3人以上死亡, 处2万元以上罚款."""
    return bool(_AFTER_RULE.match(clean, found.end())) or bool(re.match(r"以[上下内]|及以上", clean[found.end("unit") : found.end("unit") + 3])) or bool(
        _BEFORE_RULE.search(clean[max(0, found.start() - 10) : found.start("num")])
    )


def _value(number: str) -> str:
    number = number.replace(",", "").replace("，", "").strip()
    if number and number[0].isdigit():
        return number
    if "十" in number:
        left, _, right = number.partition("十")
        return str((_DIGITS.get(left, 1) if left else 1) * 10 + (_DIGITS.get(right, 0) if right else 0))
    return str(_DIGITS[number]) if number in _DIGITS else ""


def _indicator(clean: str, at: int) -> str:
    """What changed: the words before the change, up to a mark."""
    low = max((clean.rfind(mark, max(0, at - 30), at) for mark in "，。；,;\n"), default=-1) + 1
    return clean[max(low, at - 24) : at].strip()


def _tell(
    page: Page, basket: Basket, taken: dict[tuple[int, int], None], number: tuple[int, int], span: tuple[int, int],
    indicator: str, value: str, unit: str, change: str, rule: str, confidence: float,
) -> None:
    if any(low < number[1] and number[0] < high for low, high in taken):
        return
    taken[number] = None
    begin, end = page.text.span(*span)
    iri = f"{page.iri}/statistic/{begin}-{end}-{value}"
    basket.thing(iri, "zr:Statistic", indicator or unit)
    basket.mention(page.mention(*span, iri, rule, confidence))
    for prop, content, datatype in (("zr:indicator", indicator, "zh-Hans"), ("zr:value", value, "decimal"), ("zr:unit", unit, "string"), ("zr:change", change, "string")):
        if content:
            basket.state(page.statement(iri, prop, content, datatype, *span, rule, confidence))
    basket.state(page.statement(iri, "nif:beginIndex", str(begin), "integer", *span, rule, confidence))
    basket.state(page.statement(iri, "nif:endIndex", str(end), "integer", *span, rule, confidence))
