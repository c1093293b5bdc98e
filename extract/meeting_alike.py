"""When two names mean one meeting: spelling, parts of a 暨, fewer words of the same scope."""

from __future__ import annotations

import re
from functools import lru_cache

from .meeting_names import head_length


@lru_cache(4096)
def normal(name: str) -> str:
    """A name without what varies in writing it: brackets, quotes, 会议 before 暨, the meeting word at the end."""
    name = re.sub(r"[“”\"（）()\s《》、·]", "", name)
    name = re.sub(r"会议?(?=暨)", "", name)
    return re.sub(r"会议?$", "", name)


_SCOPE_WITHIN = re.compile(r"(?:国庆|中秋|春节|元旦|五一|清明|端午|季度|上半年|下半年|岁末年初|年终|汛期|汛前|冬季|夏季|春季|秋季|今冬|明春|第|[一二三四]|双节|两节|期间|假期|和|、|及)+全(省|市|县|区|州|镇|乡)")


@lru_cache(4096)
def scope_of(name: str) -> str:
    """国, 省, 市 … : whose meeting a name says it is; "" when it does not say."""
    name = re.sub(r"^(?:20\d\d年?(?:度)?|第.{1,3}届|[^，]{2,10}期间)", "", name)
    found = re.match(r"[全我](国|省|市|区|县|州|旗|镇|乡|盟|公司|集团|系统|局|矿)|(国)(?:务院|家)|(省|市|区|县|州|旗|镇|乡|盟)(?:委|政府|安|局|人民|防|级|国资|应急|公安|消|住建|交|教|住房|市场监管|自然资源|林|森|农|水利|卫|直|食|道|减|抗|专题|三防|文旅|纪)|(中央)", name)
    if found is None:  # 国庆和第四季度全市交通会议
        found = _SCOPE_WITHIN.match(name)
    return next((g for g in found.groups() if g), "").replace("中央", "国") if found else ""


def alike(name: str, other: str, also: dict[str, None]) -> bool:
    """Whether two names can mean one meeting: equal but for spelling, a part of a 暨, or the same in fewer words."""
    a, b = normal(name), normal(other)
    if a == b or name in also:
        return True
    if any(normal(one) == a for one in also):
        return True
    ours, theirs = {normal(p) for p in name.split("暨")}, {normal(p) for p in other.split("暨")}
    if len(ours) > 1 or len(theirs) > 1:
        same_scope = scope_of(name) == scope_of(other)
        if any(same_scope or scope_of(part) for part in ours & theirs):
            return True
    if _numbers(name) - _numbers(other) and _numbers(other) - _numbers(name):
        return False
    if _ORGANS.findall(name) != _ORGANS.findall(other) and "暨" not in name + other:
        return False
    if "暨" in other and "暨" not in name:
        return any(_shorter(name, part) for part in (*other.split("暨"), other))
    if "暨" in name and "暨" not in other:
        return any(_shorter(other, part) for part in (*name.split("暨"), name))
    return _shorter(name, other) or _shorter(other, name)


_ORGANS = re.compile(r"常委会|常务委员会|常务|主席|委员长|党组|局务|办公|党委")


def _numbers(name: str) -> set[str]:
    return set(re.findall(r"第.{1,3}(?:次|季度|届)|20\d\d", name))


def _shorter(short: str, long: str) -> bool:
    """全省电视电话会议 of 全省安全生产电视电话会议: the same scope, and its characters in order."""
    a, b = normal(short), normal(long)
    if len(a) >= 6 and b.endswith(a) and not scope_of(short) and _ORGANS.findall(short) == _ORGANS.findall(long):
        return True  # 黄河防汛视频会议 of 2014年黄河防汛视频会议
    if len(a) >= len(b) or not scope_of(short) or scope_of(short) != scope_of(long):
        return False
    if _numbers(short) - _numbers(long):
        return False
    letters = iter(b)
    return all(c in letters for c in a) and head_length(short) > 0
