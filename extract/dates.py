"""Dates, deadlines and times in a clean text, and what they mean against the document's own date.

A deadline is a time by which something must be done (2月底前, 今年内, 到2025年, 即日起至3月31日, 三年内, 限期), a period a time during
which something applies (春节期间, 汛期, 二季度). What a date says it says as precisely as it does: 2月底前 is a month, 今年内 a year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from extract.issued import issued, number
from extract.quick import later
from extract.times import DateHit, resolve, span
from ontology import concepts
from ontology.dictionary import per_lexicon

__all__ = ["DateHit", "find_dates", "issued", "resolve", "span"]


_PART = r"第?[一二三四1-4]季度(?:末|底)?|[上下]半年|年?[底末]|年?初|年中"
_TENTH = r"[上中下]旬|[底末初]|中旬"
_SEEN = re.compile(r"\d(?:\d{0,3}\s?[年月日号]|(?:(?<=1)9|(?<=2)0)\d\d[-./]\d)")  # a cheap sign that a date begins here
_FULL = re.compile(
    rf"(?P<y>(?:19|20)\d\d)\s?年度?\s?(?:(?P<m>1[0-2]|0?[1-9])\s?月份?\s?(?:(?P<d>[12]\d|3[01]|0?[1-9])\s?[日号]|(?P<x>{_TENTH}))?|(?P<q>{_PART}))?"
    r"|(?P<y2>(?:19|20)\d\d)[-./](?P<m2>1[0-2]|0?[1-9])(?:[-./](?P<d2>[12]\d|3[01]|0?[1-9])(?!\d))?"
    rf"|(?P<m3>1[0-2]|0?[1-9])\s?月份?\s?(?:(?P<d3>[12]\d|3[01]|0?[1-9])\s?[日号]|(?P<x3>{_TENTH}))?"
    r"|(?P<d4>[12]\d|3[01]|0?[1-9])\s?[日号](?!常|子|内|之内|以内|令|报|班|线|楼|文)"
)
_MONTH, _DAY = "十[一二]?|[一二三四五六七八九]", "二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]"
_WRITTEN = later(lambda: re.compile(
    rf"(?<![一二三四五六七八九十百零〇○个几第])(?:(?P<y>[二一][〇○零九][〇○零一二三四五六七八九]{{2}})年)?(?:(?P<m>{_MONTH})月份?(?:(?P<d>{_DAY})[日号]|(?P<x>{_TENTH}))?|(?<=年)(?P<q>[底末]))(?![内月])"
))
_ANY_WRITTEN = re.compile(r"月(?<=[一二三四五六七八九十]月)|年[底末]")
_DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_RELATIVE = later(lambda: re.compile(
    rf"(?P<rel>今年|明年|去年|前年|后年|本年度?|当年|来年|上年|同年|次年)度?(?:(?P<m>1[0-2]|0?[1-9])\s?月份?\s?(?:(?P<d>[12]\d|3[01]|0?[1-9])\s?[日号]|(?P<x>{_TENTH}))?|(?P<q>{_PART}))?"
    rf"|(?P<q2>第?[一二三四]季度(?:末|底)?|[上下]半年(?:末|底)?|年[底末]|岁末|年终|年中|年初)"
    r"|(?P<mon>本月|当月|下个?月|次月|这个月)(?:(?P<mx>[底末初]|[上中下]旬)|(?P<md>[12]\d|3[01]|0?[1-9])[日号])?|(?P<mend>月[底末])|(?P<yin>年)(?=内)"
))
_SHIFTS = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "次年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "同年": 0,
}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}

_BEFORE = re.compile(
    r"(?:来临|到来|召开|开始|结束|启动|放假)?(?:之前|以前|前)(?!后|述|期|提(?![出交供请报]|前)|往|列|三|两|夕|一[天日周])"
)
_AROUND = re.compile(r"(?:节|假)?(?:前后|前夕)|(?:节|假)?期?间|假期")
_WITHIN = re.compile(r"(?:之内|以内|内)(?!容|部|外|蒙|涝|设|置|生|因)")
_CLOCK = re.compile(
    r"\s?(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?(?:上午|中午|下午|晚上?)?(?:\d{1,2}\s?(?:时|点|[:：]\d\d)(?:\d{1,2}分|整|半)?)?(?:下班)?"
)
# What is done by the time's end, not during it.
_DONE = re.compile(r"(?!以来)[^，。；\n]{0,16}?(?:完成(?![率情])|到位|建成|投入使用|办结|完工|竣工|清零|销号)")
_SINCE = re.compile(r"(?:下午|上午)?(?:之?后|起|开始|以来)")
_UNTIL = re.compile(r"(?:止|为止|截止)")
_BY = re.compile(r"(?:即日起(?:持续)?至|到|至|截至|截止到?|不迟于|最迟(?:于|在)?|不晚于|赶在)$")
_FROM = re.compile(r"(?:自|从)$")
_RANGE = re.compile(r"\s?(?:至|到|—+|－|-|~|～|–)\s?$")
_LENGTH = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十百]{1,4}|半|当)\s?(?:个)?(?P<u>工作日|小时|分钟|年|月|周|星期|天|日)(?:时间)?(?:之|以)?内$"
)
_STARTS = re.compile(r"(?:自|从|在|于)?(?P<what>[^，。；：、\s]{0,16}?)(?:之日|次日|即日)起(?:的)?$|即日起(?:的)?$")
_LEADS_IN = re.compile(r".*?(?=[自从](?![己然主由业事]))|.*(?:应当?|必须|须|可以|在|于|(?<![需重主])要(?![求素点]))")
_LENGTH_ENDS = re.compile(r"(?:年|月|周|星期|天|日|时|分钟)(?:时间)?(?:之|以)?内(?!容|部|外|蒙|涝|设|置)")
_RECURRENT = re.compile(r"每(?:个)?(?:半年|年|季度|季|月|周(?:[一二三四五六日]|(?=[前内]))?|旬|天|日)(?:[度末底初])?(?:前|\d{1,2}日前?)?")
# 立即整改, 限期整改 order a time without saying one; 限期整改不到位的 speaks of those who had one.
_AT_ONCE = later(lambda: re.compile(
    r"(?:立即|立刻|马上)(?=[\u4e00-\u9fff])|限期(?=整改|完成|办结|消除|拆除|治理|搬迁|改正|销号)|会后(?=[，\u4e00-\u9fff])|(?:从|自)?(?:现在|即日)(?:起|开始)"
))
_WORDS_BEFORE = 6
_STATES = frozenset(("restart", "epidemic-time"))  # a time only with 期间 or 前: 复工复产 alone is an activity


@per_lexicon()
def _periods() -> tuple[Any, list[str], dict[str, str]]:
    """An automaton over the labels of festivals and seasons, the labels, and label: id of the cue ("" for look-alikes)."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    scheme = concepts.cues()
    wanted = {"period", *scheme.narrower("period")}
    table: dict[str, str] = {}
    for concept in scheme:
        if concept.id in wanted and concept.kind != concepts.GROUP:
            table.update((label, concept.id) for label in concept.labels if len(label) > 1)
    table.update((word, "") for concept in scheme if concept.id in wanted for word in concept.blocked)
    labels = list(table)
    return AhoCorasick(labels, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), labels, table


_BEGINS = """
今年 明年 去年 前年 后年 本年 当年 来年 上年 同年 次年 一季度 二季度 三季度 四季度 上半年 下半年
年底 年末 岁末 年终 年中 年初 本月 当月 下月 下个月 次月 月底 月末 每 本周 这周 下周 周一 周二 周三 周四 周五 周六 周日 今天 今日 今晚 明天 明日 明晚 后天 立即 立刻 马上 限期 会后
从现在 自现在 从即日 自即日 现在起 现在开始 即日起 年内 月内 周内 天内 日内 小时内 分钟内 时间内 之内
以内 间内
"""


@cache
def _triggers() -> tuple[Any, list[str]]:
    """An automaton over the words with which relative times begin or end."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    begins = _BEGINS.split()
    return AhoCorasick(begins, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), begins


def find_dates(clean: str) -> list[DateHit]:
    """All times that a clean text speaks of, in order, without overlap."""
    found = [hit for seen in _SEEN.finditer(clean) if (hit := _numeric(clean, seen.start())) is not None]
    found += [hit for seen in (_WRITTEN.finditer(clean) if _ANY_WRITTEN.search(clean) else ()) if (hit := _written(clean, seen)) is not None]
    automaton, words = _triggers()
    for index, begin, _ in automaton.find_matches_as_indexes(clean):
        hit = _worded(clean, words[index], begin)
        if hit is not None:
            found.append(hit)
    named, labels, table = _periods()
    for index, begin, end in named.find_matches_as_indexes(clean):
        event = table[labels[index]]
        if event:
            if clean[begin] == "前" and begin and clean[begin - 1] in "目当":
                begin += 1  # 目前汛期
            hit = _named(clean, begin, end, event)
            if event not in _STATES or hit.end > end or clean[begin:end].endswith(("期间", "时期")):
                found.append(hit)
    return _joined(clean, _without_overlap(found))


def _without_overlap(found: list[DateHit]) -> list[DateHit]:
    kept: list[DateHit] = []
    for hit in sorted(found, key=lambda hit: (hit.begin, -hit.end)):
        if not kept or hit.begin >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.begin > kept[-1].end - kept[-1].begin and hit.kind == "deadline":
            kept[-1] = hit
    return kept


def _joined(clean: str, hits: list[DateHit]) -> list[DateHit]:
    """Ranges (2021年至2023年, 6月至9月) as one period, and festivals named together (春节、全国两会等重要时段)."""
    joined: list[DateHit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        between = clean[last.end : hit.begin] if last is not None else ""
        if last is not None and len(between) <= 3 and hit.end > last.end:
            if _RANGE.fullmatch(between) or (
                between == ""
                and hit.kind == "deadline"
                and clean.startswith(("至", "到"), hit.begin)
                and last.kind in ("date", "period")
            ):
                joined[-1] = replace(
                    hit,
                    begin=last.begin,
                    kind="period"
                    if last.kind in ("date", "period") and hit.kind in ("date", "period", "deadline")
                    else hit.kind,
                )
                continue
            if last.kind == "recurrent" and between == "月" and hit.month is None and hit.day is not None and hit.kind in ("date", "deadline"):
                joined[-1] = replace(last, end=hit.end)  # 每季度末月25日前
                continue
            if last.kind == "recurrent" and between in ("、", "和", "及") and hit.month is not None and hit.year is None and hit.kind in ("date", "deadline"):
                joined[-1] = replace(last, end=hit.end)  # 每年6月、12月底前
                continue
            if last.kind == "past" and between == "" and hit.kind == "deadline" and clean.startswith(("至", "到"), hit.begin) and clean[last.end - 1] == "起":
                joined[-1] = replace(hit, begin=last.begin, kind="period")  # 6月1日起至12月31日
                continue
            if last.kind == "recurrent" and between in ("", "的") and clean[last.begin : last.end] == "每年" and hit.month is not None and hit.year is None and hit.kind in ("date", "deadline"):
                joined[-1] = replace(last, end=hit.end)  # 每年8月31日前: no date of one year
                continue
            if last.kind == "recurrent" and between in ("、", "和", "及") and hit.month is None and hit.day is not None:
                joined[-1] = replace(last, end=hit.end)  # 每月5日、20日前
                continue
            if (
                last.kind == hit.kind == "period"
                and last.event
                and hit.event
                and between in ("", "、", "和", "及", "”“", "”和“", "与")
            ):
                joined[-1] = replace(hit, begin=last.begin, event=last.event)
                continue
        joined.append(hit)
    return _without_overlap(
        [replace(hit, end=_with_heads(clean, hit)) if hit.kind == "period" and hit.event else hit for hit in joined]
    )


_HEADS = re.compile(r"等?(?:重要|重点|关键|特殊|敏感|重大)*(?:时段|时期|节点|节日|节假日|假期|期间|时间节点)(?:期间)?")


def _with_heads(clean: str, hit: DateHit) -> int:
    head = _HEADS.match(clean, hit.end)
    return head.end() if head else hit.end


def _numeric(clean: str, at: int) -> DateHit | None:
    found = _FULL.match(clean, at)
    if found is None or (at and (clean[at - 1].isdigit() or clean[at - 1] in ".-·")):
        return None
    if clean[max(0, at - 2) : at] in ("今年", "明年", "去年", "当年", "本年", "前年", "来年") or clean.startswith(
        ("％", "%", "‰"), found.end()
    ):
        return None
    groups = found.groupdict()
    year = groups["y"] or groups["y2"]
    month = groups["m"] or groups["m2"] or groups["m3"]
    day = groups["d"] or groups["d2"] or groups["d3"] or groups["d4"]
    part = groups["x"] or groups["x3"] or groups["q"] or ""
    hit = DateHit(
        at,
        found.end(),
        "date",
        int(year) if year else None,
        None,
        int(month) if month else None,
        int(day) if day else None,
    )
    return _finished(clean, _with_part(hit, part), part)


def _written(clean: str, found: re.Match[str]) -> DateHit | None:
    """A date in Chinese numerals (二〇一八年十月底前, 五月一日前)."""
    year, month, day, part = found["y"], found["m"], found["d"], found["x"] or found["q"] or ""
    if found["q"] and not year:
        return None
    if not year and not (day or part) and not _BEFORE.match(clean, found.end()):
        return None  # 三月 alone is as often a length of time
    hit = DateHit(
        found.start(), found.end(), "date",
        int("".join(str(_DIGITS.get(digit, digit)) for digit in year)) if year else None, None, number(month) if month else None, number(day) if day else None,
    )  # fmt: skip
    return _finished(clean, _with_part(hit, part), part)


def _with_part(hit: DateHit, part: str) -> DateHit:
    """The month or day by which a part of a year or month is over: 二季度 6, 上半年 6, 年底 12; 上旬 10, 中旬 20."""
    if hit.month is not None:
        return replace(hit, day={"上旬": 10, "中旬": 20}.get(part)) if part else hit
    if "季度" in part:
        return replace(hit, month=_QUARTERS[part.removeprefix("第")[0]])
    if "半年" in part:
        return replace(hit, month=6 if part[0] == "上" else 12)
    if part and (part[-1] in "底末终"):
        return replace(hit, month=12)
    return replace(hit, month=1) if part.endswith("初") else hit


def _finished(clean: str, hit: DateHit, part: str) -> DateHit:
    """A date with the words before and behind it that make it a deadline, a period or something past."""
    begin, end = hit.begin, hit.end
    left = clean[max(0, begin - _WORDS_BEFORE) : begin]
    clock = _CLOCK.match(clean, end)
    if clock is not None and _BEFORE.match(clean, clock.end()):
        end = clock.end()  # 6月20日18时前, 4月30日下班前
    behind = _BEFORE.match(clean, end) or _WITHIN.match(clean, end) or _UNTIL.match(clean, end)
    by = _BY.search(left)
    if behind is not None and not (
        _BEFORE.match(clean, end)
        and hit.day is None
        and hit.month is None
        and hit.year is None
        and hit.shift is None
        and not hit.monthly
        and not part
    ):
        if by:
            begin -= len(by.group()) if by.group().startswith("即日起") else 0
        return replace(hit, begin=begin, end=behind.end(), kind="deadline")
    since = _SINCE.match(clean, end)
    if since:
        return replace(hit, end=since.end(), kind="past")
    around = _AROUND.match(clean, end)
    if around:
        return replace(hit, end=around.end(), kind="period")
    if by and not re.search(r"[\d年月日]$", left[: by.start()]):
        return replace(hit, begin=begin - len(by.group()), kind="deadline")
    if hit.shift is not None and hit.shift < 0:
        return replace(hit, kind="past")
    if part and (part[-1] in "底末" and part not in ("岁末",)) and not _FROM.search(left):
        return replace(hit, kind="deadline")
    if ("季度" in part or "半年" in part) and _DONE.match(clean, end) and not _FROM.search(left):
        return replace(hit, kind="deadline")  # 上半年全部整改到位
    if "季度" in part or "半年" in part or (hit.shift is not None and hit.month is None):
        return replace(hit, kind="period")
    return hit


def _worded(clean: str, word: str, at: int) -> DateHit | None:
    """The relative time that begins (or ends, for 三年内) with a trigger word."""
    if word == "每":
        found = _RECURRENT.match(clean, at)
        return DateHit(at, found.end(), "recurrent") if found else None
    if word.endswith("内") and word != "年内":
        return _length(clean, at)
    if word == "年内":
        return _length(clean, at) or _relative(clean, at)
    near = _NEAR.match(clean, at)
    if near:
        return _near(clean, near)
    ordered = _AT_ONCE.match(clean, at)
    if ordered:
        return _ordered(clean, at, ordered.end())
    return _relative(clean, at)


# 本周五下班前, 明天18时前: a deadline only; 今天 alone says when something was told.
_NEAR = later(lambda: re.compile(
    r"(?P<week>[本这下]周|(?<![\u4e00-\u9fff])周|(?<=[在于至])周)(?P<day>[一二三四五六日末天])|(?P<near>今[天日晚]|明[天日晚]|后天)"
))


def _near(clean: str, found: re.Match[str]) -> DateHit | None:
    """A day of the document's week, or the day itself and the next ones, where 前 makes it a deadline."""
    clock = _CLOCK.match(clean, found.end())
    behind = _BEFORE.match(clean, clock.end() if clock else found.end())
    if behind is None:
        return None
    if found["near"]:
        return DateHit(found.start(), behind.end(), "deadline", days="今明后".index(found["near"][0]))
    weekday = 6 if found["day"] in "末天" else "一二三四五六日".index(found["day"])
    return DateHit(
        found.start(), behind.end(), "deadline", days=7 if found["week"].startswith("下") else 0, weekday=weekday
    )


def _ordered(clean: str, at: int, end: int) -> DateHit | None:
    """立即, 限期 and 会后 where they order: not in 限期整改不到位的 and not in 能够立即报告."""
    if clean[at : at + 2] in ("立即", "立刻", "马上", "限期", "会后"):
        clause = re.match(r"[^，。；！\n]{0,16}", clean[end : end + 16])
        if clause and re.search(r"(?:不到位|不力|未|逾期|仍)[^，。；]{0,6}的", clause.group()):
            return None
        if at and re.search(r"(?:能够|能|已|已经|未|不)$", clean[max(0, at - 2) : at]):
            return None
        return DateHit(at, end, "deadline")
    follows = re.match(r"(?:持续)?(?:至|到)", clean[end : end + 3])
    if follows:
        return None  # 即日起至3月31日 is told by its date
    return DateHit(at, end, "period")


def _relative(clean: str, at: int) -> DateHit | None:
    if at and clean[at - 1] == "第" and clean[at] in "一二三四":
        at -= 1
    found = _RELATIVE.match(clean, at)
    if found is None:
        return None
    groups = found.groupdict()
    end = found.end()
    if groups["rel"]:
        hit = DateHit(
            at,
            end,
            "date",
            shift=_SHIFTS[groups["rel"]],
            month=int(groups["m"]) if groups["m"] else None,
            day=int(groups["d"]) if groups["d"] else None,
        )
        part = groups["x"] or groups["q"] or ""
        if not groups["m"] and not part:
            hit = _with_festival(clean, hit)
        return _finished(clean, _with_part(hit, part), part)
    if groups["q2"]:
        return _finished(clean, _with_part(DateHit(at, end, "date", shift=0), groups["q2"]), groups["q2"])
    if groups["yin"]:
        before = clean[max(0, at - 4) : at]
        if re.search(r"[\d一二两三四五六七八九十几数多百半]个?$", before):
            return None
        return _finished(clean, DateHit(at, end, "date", shift=0), "")
    ahead = 1 if groups["mon"] and groups["mon"] in ("下月", "下个月", "次月") else 0
    part = groups["mx"] or groups["mend"] or ""
    hit = DateHit(at, end, "date", months=ahead, monthly=True)
    if groups["md"]:
        hit = replace(hit, day=int(groups["md"]))
    if part in ("上旬", "中旬"):
        hit = replace(hit, day=10 if part == "上旬" else 20)
    if re.search(r"[\d一二三四五六七八九十]$", clean[max(0, at - 1) : at]) and groups["mend"]:
        return None  # 3月底 is told by its number
    return _finished(clean, hit, "底" if part[-1:] in ("底", "末") else "")


def _with_festival(clean: str, hit: DateHit) -> DateHit:
    """今年国庆节前: the festival behind a year."""
    named, labels, table = _periods()
    for index, begin, end in named.find_matches_as_indexes(clean[hit.end : hit.end + 10]):
        if begin == 0 and table[labels[index]]:
            return replace(hit, end=hit.end + end, event=table[labels[index]])
        break
    return hit


def _length(clean: str, at: int) -> DateHit | None:
    """三年内, 15日内, 自本通知印发之日起一个月内. `at` is where the trigger stands; the number is before it."""
    ends = (
        _LENGTH_ENDS.match(clean, at)
        or _LENGTH_ENDS.search(clean, at, at + 4)
        or _LENGTH_ENDS.search(clean, max(0, at - 3), at + 2)
    )
    if ends is None:
        return None
    low = max(0, ends.end() - 14)
    found = _LENGTH.search(clean[low : ends.end()])
    if found is None or found.group("n") == "当":
        return None
    begin = low + found.start()
    start = _STARTS.search(clean[max(0, begin - 24) : begin])
    counted = start is not None and (
        not start.groupdict().get("what")
        or re.search("印发|发布|下发|公布|施行|本通知|本意见|本方案|收到本", start.group()) is not None
    )
    if start is not None:
        said = start.group()
        lead = _LEADS_IN.match(said)  # 各乡镇要|自印发之日起30日内
        begin = max(0, begin - 24) + start.start() + (lead.end() if lead else 0)
    unit = found.group("u")
    amount = number(found.group("n"))
    months = unit in ("年", "月")
    if found.group("n") == "半":
        amount, unit = (15, "天") if unit == "月" else (6, "月")
    free = start is None and unit == "年"  # 三年内 counts from the document's year
    name = {"年": "year", "月": "month", "周": "day", "星期": "day", "天": "day", "日": "day"}.get(unit, "")
    if unit in ("周", "星期"):
        amount *= 7
    return DateHit(
        begin,
        ends.end(),
        "deadline",
        amount=amount,
        unit=name,
        counted=bool(counted) or free or (start is None and months),
    )


def _named(clean: str, begin: int, end: int, event: str) -> DateHit:
    """A festival or season: a deadline with 前, otherwise a period."""
    hit = DateHit(begin, end, "period", event=event)
    before = _BEFORE.match(clean, end) if not clean[begin:end].endswith(("前后", "期间", "节后")) else None
    if before is not None:
        return replace(hit, end=before.end(), kind="deadline")
    if clean[begin:end] in ("节前", "汛前"):
        return replace(hit, kind="deadline")
    around = _AROUND.match(clean, end)
    return replace(hit, end=around.end()) if around else hit
