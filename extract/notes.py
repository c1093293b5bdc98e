"""Task notes: how a division of work says, behind or under a task, who answers for it and by when.

    （牵头单位：县住建局；配合单位：县公安局；完成时限：6月底）
    责任部门：县水利局
    【县住建局牵头，县公安局、县城管局配合】

A label is a role and those who have it (整改责任 + 单位), or one of the cue scheme that is made otherwise (note-lead, note-implement …). This is
the one place that knows them: the outline, the directives, the bearers, the tables and the deadlines ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontology import concepts

from .quick import later, quick

OPEN, CLOSE = "（(〔［\\[【〖", "）)〕］\\]】〗"  # inside a class of characters

_ROLES = {
    "lead": r"总?牵头(?:负责|责任|抓总)?|第一牵头|主办|主责|(?:主要|首要|第一)责任|(?:责任|包保|包抓|包联|分管|挂点)(?=领导)",
    "cooperate": r"配合(?:责任|协助)?|协办|参与|参加|协助|协同|协作|会办|联办|支持|协调",
    "supervise": r"(?:挂牌)?督促(?:指导|落实)?|督导|督办(?:责任)?|督查|监督(?:指导|检查)?|(?:行业)?(?:监管|主管)|指导(?:监督)?|验收",
    "implement": r"(?:具体|直接|整改|包保|落实|主体|属地|防控|管控|治理)?责任|(?:具体|组织)?(?:负责|落实|实施|承办|承担|执行|完成|办理)|整改|包保|包抓|包联|包案",
}
_WHO = r"(?:责任)?(?:单位|部门|科室|股室|处室|机关|机构|主体|领导|负责人|责任人|人|方)|[省市州县区旗镇乡局委办]{1,2}领导"
_LEVEL = r"(?:[省市州县区旗镇乡]级|行业)?"
# 责任单位及责任人：, 牵头单位和配合单位：, 责任单位（部门）：
_BESIDE = rf"(?:(?:及|和|与|、|/)(?:其)?(?:责任|配合|参与|参加|完成|主要|联系)?(?:{_WHO}|时限|时间|电话|方式|分工))?(?:[{OPEN}](?!签|盖章)[^{OPEN}{CLOSE}]{{1,8}}[{CLOSE}])?"
_ANY_ROLE = "|".join(_ROLES.values())
_MADE = rf"{_LEVEL}(?:{_ANY_ROLE})(?:[{OPEN}][^{OPEN}{CLOSE}]{{1,4}}[{CLOSE}])?(?:{_WHO})"


def _otherwise(made: str, labels: Iterable[str]) -> str:
    """The labels of the scheme that are not made in the usual way, each with the bar that parts it from the next."""
    usual = re.compile(made)
    return "".join(f"{re.escape(label)}|" for label in sorted(labels, key=lambda label: (-len(label), label)) if usual.fullmatch(label) is None)


_SCHEME = {label: name for name in _ROLES for label in concepts.cues()["note-" + name].labels}
_WHOSE = rf"{_otherwise(_MADE + _BESIDE, _SCHEME)}{_MADE}|(?<![\u4e00-\u9fff])(?:牵头|主办|协办|配合|参与|督办|具体负责|负责|落实|责任)"
COLUMN = later(lambda: re.compile(rf"(?:{_WHOSE}){_BESIDE}"))  # the same over a table's column
LABEL = re.compile(rf"(?P<label>{_WHOSE}){_BESIDE}\s*[：:]\s*")

_TIME = (
    r"(?:计划|拟)?(?:完成|办结|办理|落实|整改|整治|治理|报送|上报|实施|推进|责任|工作(?!时间))(?:完成)?(?:时限|时间|期限|节点|日期|进度)|截止(?:时间|日期)|(?:时间|进度)(?:节点|要求|安排)|时限|期限"
)
# What a label names is no sentence: 整改时限：县水利局应于6月底前完成 orders something, and so does 报送时间：每月25日前，各乡镇将报表报县安委办.
_ORDER = r"要(?!求)|应(?!急)|须|必须|不得|务必"
_WHEN = rf"(?:{_TIME})(?:及要求|节点|要求|安排)?"
_BY_WHEN = rf"(?:{_otherwise(_WHEN, concepts.cues()['note-deadline'].labels)}{_WHEN})\s*[：:]\s*"
TIME_LABEL = quick(rf"{_BY_WHEN}|时间\s*[：:]\s*")

# A note of its own: it begins with a label, or it is a bracket that says who does what with a verb (甲牵头，乙配合), or that holds
# names alone (县住建局、县公安局): two or more, for one name behind a text says where the news comes from. An open bracket may have lost
# its end, and a half without its begin stands alone.
_LABELLED_NOTE = re.compile(rf"\s*(?:(?:{_WHOSE}){_BESIDE}\s*[：:](?![^；。]{{0,40}}(?:{_ORDER}))|{_BY_WHEN}(?![^；。]{{0,40}}(?:{_ORDER}|，各|%)))")
_DOES = r"(?:牵头(?!的)|负责(?!人|的)|配合|参与|参加|协助|协办|督办|落实)"
_WITHIN = rf"(?:[^{OPEN}{CLOSE}。]|[{OPEN}][^{OPEN}{CLOSE}]{{1,30}}[{CLOSE}])"
_BODY = rf"[\u4e00-\u9fff]{{1,18}}(?:[局委办厅部署院所队会馆台]|中心|公司|集团|政府|街道|乡镇|部门|单位|企业|各镇|各乡)(?:[{OPEN}][^{OPEN}{CLOSE}]{{1,12}}[{CLOSE}])?"
_BY = r"(?:[，；][^，；。]{0,14}[前内底][^，；。]{0,8})?"  # …，6月底前完成
_BODIES = rf"[{OPEN}]{_BODY}(?:(?:[、，]{_BODY})*$|(?:(?:[、，；]|和|及){_BODY})+(?:等(?:部门|单位)?)?{_BY}[{CLOSE}]$)"
_NOTE = re.compile(
    rf"[{OPEN}]?{_LABELLED_NOTE.pattern}|[{OPEN}]{_WITHIN}{{2,90}}?{_DOES}{_WITHIN}{{0,60}}[{CLOSE}]?$|[^{OPEN}{CLOSE}。：:]{{2,90}}{_DOES}[{CLOSE}]$|{_BODIES}"
)
SHORT = 40  # characters: a longer task is no heading of what follows its note
_SIGN = re.compile(rf"[：:{OPEN}{CLOSE}]")  # no note is without one

# In the task's own sentence: …——责任单位：县气象局, …（县城管局、县公安局）, 责任单位为县供水公司
_LABEL_WITHIN = re.compile(rf"(?<=[—－\-，,　 ]){LABEL.pattern}")
_TIME_WITHIN = re.compile(rf"(?<=[—－\-，,；;　 {OPEN}])(?:{_BY_WHEN})(?P<when>[^，,；;。\s{OPEN}{CLOSE}]{{2,30}})")
BODIES_AT_END = re.compile(_BODIES)
SAID_OUT = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<label>{_LEVEL}(?:{_ANY_ROLE})(?:责任)?(?:单位|部门|科室|机关|主体))(?:分别)?(?:为|是)(?P<who>(?![^，。；]*(?:责任人|的(?=[，。；]|$)))[^，,。；;：]{{2,60}})"
)

# A bracket in running text, perhaps with brackets inside.
_INSIDE = rf"[^{OPEN}{CLOSE}]"
BRACKET = re.compile(rf"[{OPEN}](?P<inside>{_INSIDE}{{2,160}}(?:[{OPEN}]{_INSIDE}{{1,30}}[{CLOSE}]{_INSIDE}{{0,400}}){{0,40}})[{CLOSE}]")


def is_note(body: str) -> bool:
    """Is a segment a note that names who answers or by when? It is no measure itself."""
    return _SIGN.search(body) is not None and _NOTE.match(body) is not None


def note_at(clean: str, begin: int, end: int) -> bool:
    """Does a note begin here? What it stands behind is a task, and announces nothing."""
    return _SIGN.search(clean, begin, end) is not None and _NOTE.match(clean, begin, end) is not None


def label_within(clean: str, begin: int, end: int) -> re.Match[str] | None:
    """The label of a note in the task's own sentence."""
    return _LABEL_WITHIN.search(clean, begin, end) if _has_colon(clean, begin, end) else None


def time_within(clean: str, begin: int, end: int) -> re.Match[str] | None:
    """The time that a note in the task's own sentence states, under `when`."""
    return _TIME_WITHIN.search(clean, begin, end) if _has_colon(clean, begin, end) else None


def _has_colon(clean: str, begin: int, end: int) -> bool:
    """Is there what every label ends with? Few sentences have it, and the patterns are slow to find that out."""
    return clean.find("：", begin, end) >= 0 or clean.find(":", begin, end) >= 0


def bracketed(clean: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The brackets that hold a note: ；parts its labels and names there, and no sentences."""
    return [found.span() for found in BRACKET.finditer(clean, begin, end) if _LABELLED_NOTE.match(found["inside"]) or _NOTE.match(found.group())]


def role(label: str) -> str:
    """The role that a label gives: "lead", "cooperate", "supervise" or "implement" (责任单位)."""
    return _SCHEME.get(label) or next((name for name, words in _LABELLED if words.match(label)), "implement")


# 责任 is the plainest word: 主要责任 leads, 配合责任 cooperates, 监督责任 supervises.
_LABELLED = tuple((name, re.compile(rf"{_LEVEL}(?:{words})")) for name, words in _ROLES.items() if name != "implement")
