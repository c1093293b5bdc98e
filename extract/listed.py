"""What the sentence over a list says of its items: duties, things forbidden, mere circumstances, things allowed.

An article hangs its items on one sentence (有下列情形之一的，责令改正：… · 不得有下列行为：… · 应当履行下列职责：…). By itself an item
looks the same under each of them (将管道作为支架; 对设备进行检修), so what it is comes from the sentence above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .outline import ARTICLE, Outline, Segment
from .quick import later, quick

DUTY, BANNED, CASES, PAPERS = "duty", "banned", "cases", "papers"

_LISTS = re.compile(r"下列|以下|如下|包括|材料|资料|信息")
# What somebody must do or have: 应当履行下列职责, 遵守以下规定.
_DUTY = later(lambda: quick(r"(?:应当?|必须|须|要|负有|履行|遵守|做到|落实|采取|负责|承担)[^，。；：]{0,16}?(?:下列|以下|如下)[^，。；：]{0,16}?(?:职责|规定|义务|责任|要求|措施|工作|任务|制度)[：:]?$|(?:应当?|必须|须|要)[^。；：]{0,20}?按照?(?:下列|以下|如下)(?:规定|要求|程序|步骤|原则)[^；：]{0,60}[：:]?$"))
_BANNED = re.compile(r"(?:不得|禁止|严禁|不准|不应)[^，。；：]{0,14}?(?:下列|以下|如下)[^，。；：]{0,24}?(?:行为|活动|作业|情形|方式[^，。]{0,14})[：:]?$")
# Circumstances in which something else must be done, what is allowed, what words mean, what papers hold: no item orders anything.
_CASES = later(lambda: quick(
    r"(?:下列|以下)[^，。；：]{0,20}?(?:情形|情况|行为|隐患|问题|事故|条件|要求)之一|(?:有|属于|存在|发生|出现)(?:下列|以下)[^，。；：]{0,20}?的(?=[，,]|$)"
    r"|(?:下列|以下)[^，。；：]{0,8}?(?:区域|范围|地区|地点|场所|地段|资源|部位)|(?:可以?|有权)[^，。；：]{0,16}?(?:下列|以下)|(?:下列|以下)[^，。；：]{0,8}?(?:含义|定义|术语|用语|材料|文件|资料)"
))
# Papers to hand in: an item orders something only where it says so itself.
_PAPERS = quick(r"(?:材料|资料|文件|信息)(?:应当?|须|必须)?(?:至少|主要)?(?:包括|为|是)[^，。；：]{0,8}[：:]?$|包括[^，。；：]{0,8}(?:材料|资料|文件|信息)[：:]?$|(?:提交|提供|报送|附)[^，。；：]{0,10}(?:材料|资料|文件)[：:]$")


@dataclass(frozen=True, slots=True)
class Listed:
    """An item's list: what its lead says of it, and the index of the lead."""

    kind: str
    lead: int


def find(page_outline: Outline) -> dict[int, Listed]:
    """The items of lists whose lead says what they are, by segment index."""
    clean = page_outline.clean
    if _LISTS.search(clean) is None:
        return {}
    found: dict[int, Listed] = {}
    lead: Listed | None = None
    rank = 0  # of the items, once the first was met
    line = -1
    for segment in page_outline.segments:
        item = segment.rank > ARTICLE or rank and not segment.rank and segment.line == line
        if lead is not None and item and (not rank or segment.rank >= rank or not segment.rank):
            rank = rank or segment.rank
            line = segment.line
            found[segment.index] = lead
            continue
        if segment.rank or rank or segment.line != line:
            lead, rank = None, 0  # a new article or paragraph
        line = segment.line
        said = _said(clean, segment)
        if said:
            lead = Listed(said, segment.index)
    return found


def _said(clean: str, segment: Segment) -> str:
    if _LISTS.search(clean, segment.begin, segment.end) is None:
        return ""
    body = clean[segment.begin : segment.end]
    if _BANNED.search(body):
        return BANNED
    if _PAPERS.search(body):
        return PAPERS
    if _CASES.search(body):
        return CASES
    return DUTY if _DUTY.search(body) else ""
