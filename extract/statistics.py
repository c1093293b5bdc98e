"""Figures: accidents, deaths, injuries, losses, inspections and works done, and how they changed.

A figure is a number with its unit and the words that say what it counts. A share or a change is a statistic of its own with the unit %
(下降58.96%: value 58.96, change 下降). Redacted numbers, ranks, dates, rules of counting (3人以上的) and targets are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .page import Basket, Findings, Page
from .quick import later, quick

CASUALTY, COUNT, CHANGE, SHARE = "statistics.casualty", "statistics.count", "statistics.change", "statistics.share"

# Bounded, and never from the middle of a number: a file of nothing but digits is walked once.
_FIGURE = r"\d[\d,，]{0,14}(?:\.\d{1,6})?"
_NUM = rf"(?<![数几\d])(?P<num>{_FIGURE})\s*(?:(?P<more>余|多)\s*)?"
_FEW = rf"(?<![数几\d])(?P<num>{_FIGURE}|[一二两三四五六七八九十]{{1,3}}(?=[人名]))\s*(?:(?P<more>余|多)\s*)?"
# The same, for a pattern to begin with.
_FEW_FIRST = r"(?P<num>[\d一二两三四五六七八九十](?<![数几\d].)(?:(?<=\d)[\d,，]{0,14}(?:\.\d{1,6})?|(?<!\d)[一二两三四五六七八九十]{0,2}(?=[人名])))\s*(?:(?P<more>余|多)\s*)?"
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_FATE = "下落不明|死亡|遇难|受伤|失踪|失联|重伤|轻伤|伤亡|中毒|溺亡|丧生|身亡"
# 死亡124人 · 遇难人数升至3人
_FATE_FIRST = re.compile(rf"(?P<what>{_FATE}|被困|受灾人口|转移人口|紧急转移|转移群众|转移安置|转移|疏散|获救|救出|营救)(?:人数|群众|人员|人口|村民|居民|学生)?(?:共计|共|达到|升至|增至|达|约|为|合计|超过|超|了|[:：]|\s)*{_FEW}(?P<unit>万?(?:人次|人|名(?!员|称|义|录|单)))")
# 31人死亡 · 造成2名工人受伤
_FATE_LAST = re.compile(rf"{_FEW_FIRST}(?P<unit>人|名(?!员|称|义|录|单))(?P<who>[\u4e00-\u9fff]{{0,4}}?)(?:当场|均|全部|不幸|不同程度)?(?P<after>{_FATE}|轻微伤|受轻伤|受重伤|受灾|被困|遇险|获救)")
_LOSS = re.compile(rf"(?P<what>直接经济损失|间接经济损失|经济损失|经济总损失|过火面积|受害面积|受灾面积|罚款|处罚金额|罚没款?|下拨资金|拨付资金)(?:约|达|为|共|计|合计|超过|近|总额|[:：]|\s)*{_NUM}(?P<unit>万?亿?(?:美?元|公顷|平方米|亩))")
_UNITS = r"万?(?:座|处|家|公里|千米|米|次|人次|个(?!月|百分|工作日)|条|项|件|份|台|辆|艘|架|间|户|亩|公顷|平方米|吨|起|支|批次|批|元|亿元|人|名|场)"
# 发生事故103起 · 查处违法行为3起 · 隐患12项
_MATTERS = re.compile(rf"(?P<what>(?:事故|火灾|案件|灾情|险情|违法行为|违法违规行为|违章行为|隐患|问题隐患|火情|警情|塌方|滑坡))(?:总数|起数|共计|共|累计|发生|达|约|为|合计|\s)*{_NUM}(?P<unit>[起宗项处个条件])")
_RAISED = re.compile(rf"(?:发生|查处|查办|侦破|处置|扑救|接报|累计|排查出|排查|整改|发现|查出|消除)(?:各类|了|共|约|重大|\s)*{_NUM}(?P<unit>起|宗|项|处|条|个)(?P<after>[\u4e00-\u9fff]{{0,12}}?(?:事故|火灾|案件|灾害|险情|违法行为|违法违规行为|警情|隐患|问题))")
# 关闭煤矿10座 · 检查企业12家次 · 倒塌房屋3间
_WORK = re.compile(
    rf"(?P<verb>关闭|取缔|关停|淘汰|完成|检查|排查|整改|整治|查处|责令|停产整顿|吊销|暂扣|约谈|出动|拆除|建成|立案|行政处罚|问责|追责|消除|查封|受浸|倒塌|毁坏|损毁|受淹|受损|道路塌方|公路塌方|抓获|收缴|巡查|督查|暗访|挂牌督办)"
    rf"(?P<what>[\u4e00-\u9fff]{{0,12}}?)(?:共计|共|约|达|了|\s)*{_NUM}(?P<unit>{_UNITS})"
)
# The rest of a list: …、非煤矿山112座; 2处150米.
_REST = later(lambda: re.compile(rf"(?:[、，,]\s*(?P<what>(?!进度|同比|比上|较)[\u4e00-\u9fff]{{1,10}}?)|(?<=[处座条]))(?:共|约|达|\s)*{_NUM}(?P<unit>{_UNITS})"))
_ABOUT = re.compile(r"事故|死亡|受伤|伤亡|损失|起数|火灾|案件|隐患|违法|灾害|险情|警情")
_CHANGE = re.compile(r"(?:上升|下降|增长|减少|降低|增加|上涨|回落)(?:了|约|幅度|达|\s)*(?P<nums>\d+(?:\.\d+)?\s*%(?:\s*[、，,和及]\s*\d+(?:\.\d+)?\s*%)*)")
_COMPARED = re.compile(r"(?:同比|环比|比上年|比去年|较上年|较去年|与上年(?:同期)?相比|与去年(?:同期)?相比)?[，,]?(?:分别|各|均|大幅|平均)*$")
_SHARE = quick(r"(?P<what>占[\u4e00-\u9fff]{0,16}?|(?:整改|销号|合格|受害|覆盖|完成)率(?:为|达到|达)?)(?:的|比|约|达|为|近|超|\s)*(?P<num>\d+(?:\.\d+)?)\s*%")
_ECONOMY = re.compile(r"投资|元$|产值|销售|任务|营业|进出口")
_BEFORE_RULE = re.compile(r"(?:以上|以下|少于|低于|多于|大于|小于|不足|不少于|不超过|不低于|不得|每|第|至少|凡|力争|目标|控制在|应当|必须|要在|对)[^，。；]{0,8}$")
_AFTER_RULE = re.compile(r"\s*(?:以上|以下|以内|及以上|及以下|（含|\(含)")
_PLANNED = re.compile(r"要|将(?!军)|拟|计划|力争|争取|目标|到20\d\d年|每年|确保|应当|必须|不得|处以|并处")


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(r"\d")


def find(page: Page) -> Findings:
    """All statistics, one a figure."""
    clean = page.clean
    basket = Basket()
    taken: set[int] = set()  # the places of digits that a figure has already told
    if not _cue().search(clean):
        return basket.findings()
    for found in _CHANGE.finditer(clean):
        if not _ABOUT.search(clean, _sentence(clean, found.start()), found.start()) or _planned(clean, found.start()):
            continue
        for number in re.finditer(r"\d+(?:\.\d+)?(?=\s*%)", found["nums"]):
            at = found.start("nums") + number.start()
            compared = _COMPARED.search(clean, max(0, found.start() - 14), found.start())
            begin = compared.start() if compared else found.start()
            how = clean[begin : found.start() + 2].lstrip("，,")
            figure = _Figure(_indicator(clean, begin), number.group(), "%", how, CHANGE, 0.75)
            _tell(page, basket, taken, (at, at + len(number.group())), (begin, found.end()), figure)
    for found in _SHARE.finditer(clean):
        if _ABOUT.search(clean, _sentence(clean, found.start()), found.end()) and not _planned(clean, found.start()):
            _tell(page, basket, taken, found.span("num"), found.span(), _Figure(found["what"], found["num"], "%", "", SHARE, 0.7))
    for pattern, rule, sure in _COUNTS:
        for found in pattern.finditer(clean):
            if not _ruled(clean, found):
                _count(page, basket, taken, found, rule, sure)
    return basket.findings()


_COUNTS = ((_LOSS, CASUALTY, 0.9), (_FATE_LAST, CASUALTY, 0.9), (_FATE_FIRST, CASUALTY, 0.88), (_MATTERS, COUNT, 0.8), (_RAISED, COUNT, 0.75), (_WORK, COUNT, 0.65))


def _count(page: Page, basket: Basket, taken: set[int], found: re.Match[str], rule: str, sure: float) -> None:
    """A count and, behind it, the rest of its list."""
    clean = page.clean
    parts = found.groupdict()
    value = _value(found["num"])
    if not value or rule == COUNT and _planned(clean, found.start()) or parts.get("verb") == "完成" and _ECONOMY.search(found.group()):
        return
    what = "".join(parts.get(name) or "" for name in ("verb", "what", "after"))
    _tell(page, basket, taken, found.span("num"), found.span(), _Figure(what, value, found["unit"], "", rule, sure))
    if found.re is not _WORK or found["unit"].endswith("元"):
        return
    rest = _REST.match(clean, found.end())
    while rest:
        _tell(page, basket, taken, rest.span("num"), rest.span(), _Figure((parts["verb"] or "") + (rest["what"] or ""), rest["num"].replace(",", ""), rest["unit"], "", rule, sure - 0.05))
        rest = _REST.match(clean, rest.end())


def _sentence(clean: str, at: int) -> int:
    """The begin of the sentence that holds `at`."""
    return max(clean.rfind(mark, max(0, at - 160), at) for mark in "。！？；\n") + 1 or max(0, at - 160)


def _planned(clean: str, at: int) -> bool:
    """Whether the clause tells what is to be done, not what was."""
    low = max(clean.rfind(mark, max(0, at - 60), at) for mark in "。！？；\n")
    return bool(_PLANNED.search(clean, max(low + 1, at - 60), at))


def _ruled(clean: str, found: re.Match[str]) -> bool:
    """A threshold, a target or a fine that a rule states: 3人以上死亡, 处2万元以上罚款."""
    return bool(_AFTER_RULE.match(clean, found.end("unit"))) or bool(re.match(r"以[上下内]|及以上", clean[found.end("unit") : found.end("unit") + 3])) or bool(
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


@dataclass(frozen=True, slots=True)
class _Figure:
    indicator: str
    value: str
    unit: str
    change: str
    rule: str
    confidence: float


def _tell(page: Page, basket: Basket, taken: set[int], number: tuple[int, int], span: tuple[int, int], figure: _Figure) -> None:
    if not taken.isdisjoint(range(*number)):
        return
    taken.update(range(*number))
    begin, end = page.text.span(*span)
    iri = f"{page.iri}/statistic/{page.text.span(*number)[0]}"
    basket.thing(iri, "zr:Statistic", figure.indicator or figure.unit)
    basket.mention(page.mention(*span, iri, figure.rule, figure.confidence))
    for prop, content, datatype in (
        ("zr:indicator", figure.indicator, "zh-Hans"), ("zr:value", figure.value, "decimal"), ("zr:unit", figure.unit, "string"),
        ("zr:change", figure.change, "string"), ("nif:beginIndex", str(begin), "integer"), ("nif:endIndex", str(end), "integer"),
    ):
        if content:
            basket.state(page.statement(iri, prop, content, datatype, *span, figure.rule, figure.confidence))
