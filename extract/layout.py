"""Lines that a layout broke within a sentence or a title, and characters that it set apart.

A line break is a mark of structure in this genre (headings, items, signatures stand on lines of their own), so two lines
are joined only where something says that they are one: the first is as wide as the page and ends within a sentence, or ends
with a comma or an open bracket, or both are pieces of the title. What begins like an item never joins what precedes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .quick import later

_CLOSED = frozenset("。！？；：…!?;:|")  # a line that ends so is whole
_OPEN = frozenset("，、,（(《“‘〈【〔—")  # a line that ends so goes on
_CONTINUES = frozenset("，、。；：！？）)》”’〉】〕")  # no line of its own begins so
_ITEM = re.compile(
    r"[一二三四五六七八九十百]{1,4}\s?[、.．，]|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百零\d]{1,5}[章节条款编部项]|\d{1,3}\s?[.．、）)](?!\d)"
    r"|[①-⑳❶-❿]|[-•●◆■□▪★☆※►▶]|[*＊](?![*＊])|附件|附[:：]|抄[送报]|主送|#{1,6}\s|\||注[:：]|[A-Za-z][.、)）]"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|提纲|纪要|讲话|讲话稿|批复|决定|报告|函|办法|规定|细则|通报|计划|要点|公告|通告|规划|条例|预案|制度|清单|目录|总结|指南|标准|提示|致辞|发言|倡议书|"
    r"通知書|意見|綱要|纲要|提綱|紀要|講話|批復|決定|報告|辦法|規定|細則|通報|計劃|要點|規劃|條例|預案|總結|精神|會議精神|会议|會議|工作|措施|政策)[)）》”』]*(?:[（(][^（）()]{1,16}[)）])?$"
)
_TITLE_GOES_ON = re.compile(r"(?:上的|中的|的|暨|和|与|與|及|、|》|精神|关于|關於|讲话|講話)")
_NEWS = re.compile(r"(?:发表|發表|总结|總結|重要)(?:讲话|講話)$|(?:举行|舉行|召开|召開|开幕|闭幕)$|[\u4e00-\u9fff] [\u4e00-\u9fff]")  # a headline is whole
_NO_TITLE = re.compile(r"(?:19|20)\d\d\s?[-年/.]|[〔\[﹝（(](?:19|20)\d\d[〕\]﹞)）]|(?:发布|發布|时间|時間|来源|來源|作者|记者|日期|索引|发文|文号|信息|签发|编号|标题|主题)|.{0,30}[号號]$|.{2,30}文件$|同志们|同志們|各位")


def width(raw: str, begin: int, end: int) -> int:
    """Columns that `raw[begin:end]` takes in a fixed pitch."""
    piece = raw[begin:end]
    return len(piece) + sum(map("\u2e7f".__lt__, piece))


def _either(raw: str, begin: int, end: int) -> int:
    """Columns more, if the signs that some layouts set wide and others narrow are wide (“ ” — …)."""
    return sum(map("“”‘’—…·".__contains__, raw[begin:end]))


def joins(raw: str, lines: Sequence[tuple[int, int]], gone: frozenset[int], breaks: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Spans from a line's end to its continuation's begin. `gone` are lines passed over, `breaks` those among them that number a page."""
    filled = [index for index, (begin, end) in enumerate(lines) if begin < end and index not in gone]
    margin = _margin(raw, lines, filled)
    least = min((_indent(raw, lines[index][0]) for index in filled), default=0)
    title = _title(raw, lines, filled)
    for here, there in zip(filled, filled[1:], strict=False):
        if there - here > 1 and not any(index in breaks for index in range(here + 1, there)):
            continue
        (begin, end), (start, stop) = lines[here], lines[there]
        if here in title and there in title:
            yield end, start
            continue
        last, first = raw[end - 1], raw[start]
        if last in _CLOSED or _ITEM.match(raw, start, stop):
            continue
        columns = width(raw, begin, end) + _indent(raw, begin) - least if margin else 0
        wraps = margin > 0 and margin - 4 <= columns + _either(raw, begin, end) and columns <= margin + 6
        indented = _indent(raw, start) >= least + 3
        if last in _OPEN or first in _CONTINUES or (wraps and not indented):
            yield end, start


def _indent(raw: str, at: int) -> int:
    """Columns of white space before the first character of a line."""
    columns = 0
    while at and raw[at - 1] in " \u3000\t\xa0":
        at -= 1
        columns += 2 if raw[at] == "\u3000" else 8 if raw[at] == "\t" else 1
    return columns


def _margin(raw: str, lines: Sequence[tuple[int, int]], filled: Sequence[int]) -> int:
    """The width at which the layout broke lines, 0 where each line is a paragraph.

    A broken text has many lines that end within a sentence at nearly the same width, and next to none that are wider.
    """
    if len(filled) < 4 or sum(lines[index][1] - lines[index][0] > 90 for index in filled) * 8 > len(filled):
        return 0
    spans = [lines[index] for index in filled]
    # no character is wider than two columns; most texts have few lines that may run on, and then the widths of the others are of no account
    running = [columns for begin, end in spans if end - begin >= 12 and raw[end - 1] not in _CLOSED and (columns := width(raw, begin, end)) >= 24]
    if len(running) < 3:
        return 0
    counts = Counter(running)
    margin = max(counts, key=lambda columns: (sum(counts[near] for near in range(columns - 3, columns + 2)), columns))
    near = sum(counts[columns] for columns in range(margin - 3, margin + 2))
    plain = near >= 3 and near * 2 >= len(running)
    mixed = near >= 20 and near * 3 >= len(running)  # with tables in between
    if not (plain or mixed):
        return 0
    wider = sum(2 * (end - begin) > margin + 6 and width(raw, begin, end) > margin + 6 for begin, end in spans)
    return margin if plain and wider * 33 <= len(spans) + 32 or mixed and wider * 6 <= len(spans) else 0


def _title(raw: str, lines: Sequence[tuple[int, int]], filled: Sequence[int]) -> frozenset[int]:
    """The first lines where they are one title: pieces that end nowhere until the last one ends as titles do."""
    run: list[int] = []
    pieces: set[str] = set()
    for index in filled[:10]:
        begin, end = lines[index]
        if run and index - run[-1] > 1:
            break
        whole = raw[end - 1] in _CLOSED or raw[end - 1] in "，," or end - begin > 45 or _ITEM.match(raw, begin, end) or _NO_TITLE.match(raw, begin, end)
        if whole:
            if run:
                break
            continue
        if run and _TITLE_END.search(raw[lines[run[-1]][0] : lines[run[-1]][1]]) and not _TITLE_GOES_ON.match(raw, begin):
            break
        if raw[begin:end] in pieces or _NEWS.search(raw, begin, end):
            break
        pieces.add(raw[begin:end])
        run.append(index)
        if len(run) > 6:
            return frozenset()
    while run and not _TITLE_END.search(raw[lines[run[-1]][0] : lines[run[-1]][1]]):
        run.pop()
    return frozenset(run) if len(run) > 1 else frozenset()


_HANZI = "\u3400-\u9fff"
# 广 东, 通　知, 国 务 院: every piece is one character; 省委 省政府 are two words.
_LETTERED = later(lambda: re.compile(rf"(?<![{_HANZI}，。、；：\w])[{_HANZI}](?:[ \u3000\xa0]{{1,4}}[{_HANZI}])+(?![{_HANZI}])"))
_GAP = re.compile(rf"[ \u3000\xa0](?<=[{_HANZI}].)[ \u3000\xa0]{{0,3}}(?=[{_HANZI}])")
_LOOSE = later(lambda: re.compile(rf"[ \xa0](?<=[{_HANZI}，。、；：“”《》（）].)(?=[{_HANZI}，。、；：“”《》（）])"))
# 到 2025 年, 第 3 条, 共 12 人: a number in its sentence, set apart from what it counts; no heading 3 人员.
_COUNTED = r"年|月(?!度)|日|号|时(?![间限段期])|小时|分钟|个(?![体人别])|项(?!目)|条(?![件例])|章|款|次(?![要生])|人(?![员工民口才力])|名(?![称单录义])|起(?![草点])|家(?![庭属长])|[万亿元吨米岁支辆届%％]|公里|天(?![然气津])|周(?![边期])|台(?![账风阶])|处(?![理置罚长室分于在])|级(?!别)"
_APART = re.compile(rf"[ \xa0]\d{{1,8}}(?:\.\d{{1,4}})?(?P<behind>[ \xa0])?(?={_COUNTED})|[ \xa0](?P<digit>(?<=\d.))(?={_COUNTED})")
_IN_SENTENCE = frozenset("，。、；：（〔“—")
_INTRODUCES = frozenset("到至于在第共约达每近为有")  # a number goes with these even where it stands beside what it counts


def _numbers(text: str) -> Iterator[int]:
    """The places of white space between a number in its sentence and what stands around it."""
    for found in _APART.finditer(text):
        begin, end = found.span()
        first = begin
        if found["digit"] is not None:
            while first and text[first - 1].isdigit():
                first -= 1
        before = text[first - 1 : first]
        if not (before and ("\u3400" <= before <= "\u9fff" or before in _IN_SENTENCE) or begin - first == 4 and text[end] == "年"):
            continue
        if found["digit"] is not None:
            yield begin
        elif found["behind"]:
            yield from (begin, end - 1)
        elif before in _INTRODUCES:
            yield begin


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """White space that sets the characters of one word apart; in a text that is full of it, all single spaces between hanzi."""
    yield from ((at, at + 1) for at in _numbers(text))
    if _GAP.search(text) is None:
        return
    loose = [found.span() for found in _LOOSE.finditer(text)]
    if len(loose) >= 12 and len(loose) * 25 > len(text):
        yield from loose
        return
    for word in _LETTERED.finditer(text):
        for gap in _GAP.finditer(text, word.start(), word.end()):
            yield gap.span()
