"""The outline of a clean text: lines, sentences, segments, and which heading each segment stands under.

A *segment* is the unit that a measure is (gold/GUIDELINES.md, "Measures"): it ends at 。！？；, at a line end, and before an
inline enumerator (一是 二要 （一） 1. …). A comma never splits. A *sentence* is the run of segments up to 。！？ or the line's end,
so a subject can be carried across ；. A *heading* is a line that announces what follows, or an enumerated lead
(`二是务必全面排查。`) when further segments stand under it.

Each segment knows its parent: the nearest heading or lead above it of a higher rank. Ranks follow the document order
that official prose uses: 一、 over （一） over 1. over （1） over 一是 / 一要 / 第一.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ontology.record import record

from .notes import bracketed, is_note, label_within, note_at
from .quick import later

STOPS = "。！？；!?;"
CLOSERS = "”’」』》）)】]〕〗"  # may follow a stop and still belong to what it closes

CHAPTERS = (1,)  # the rank of 第…章 and 第…编: a title, even where the first article follows in its line
ARTICLE = 3  # the rank of 第…条: an article says something, it announces nothing

# Enumerators, strongest first. Each is tried at the start of a line or of a segment.
RANKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"第[一二三四五六七八九十百零\d]+[章编]\s*")),
    (1, re.compile(r"第[一二三四五六七八九十百零\d]+[节]\s+")),
    (3, re.compile(r"\*{0,2}第[一二三四五六七八九十百零\d]+条\*{0,2}\s*")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}\s*[、，．.]\s*")),
    (4, re.compile(r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[㈠-㈩])\s*[、.．]?\s*")),
    (5, re.compile(r"\d{1,2}\s*[.．、﹒](?!\d)\s*|[①-⑳⒈-⒛]\s*|\d{1,2}[)）]\s*")),
    (6, re.compile(r"(?:[（(]\d{1,2}[）)]|[⑴-⒇])\s*[、.．]?\s*")),
    (7, re.compile(r"第[一二三四五六七八九十]{1,3}[,，、：:]\s*|其[一二三四五六][,，、：:是]\s*|[一二三四五六七八九十]{1,3}者[,，、：:是]\s*")),
    (7, re.compile(r"[一二三四五六七八九十]{1,3}是(?=[^否])")),
    (7, re.compile(r"[一二三四五六七八九十]{1,3}要(?=[^求素点害])|[一二三四五六七八九十]{1,3}(?=抓[^住])")),
    (8, re.compile(r"(?:[-—–─]{1,2}|[●○■□▪◆◇►▶★☆※•·])\s*(?=[^\s\d*—–-])")),
)

_NUMBERS = frozenset("第其一二三四五六七八九十")  # the only hanzi with which an enumerator begins

# Inline: an enumerator inside a line opens a new segment where one may stand: after a stop, a colon or a comma.
_INLINE = re.compile(
    r"[。！？；：:，,、 　](?=(?:[一二三四五六七八九十]{1,2}是(?=[^否])|[一二三四五六七八九十]{1,2}(?=要[^求素点害])"
    r"|第[一二三四五六七八九十]{1,2}[，,、：:]|(?<=\s)第[一二三四五六七八九十百零\d]{1,5}[条章](?=\s)|(?<=[。！？；：:])(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[一二三四五六七八九十]{1,2}、(?=[^一二三四五六七八九十])|\d{1,2}[.．、](?=[^\d])|[①-⑳⑴-⒛㈠-㈩])))"
)
_BREAK = re.compile(r"[。！？；!?;\n\t.](?:(?<!\.)|(?<=[^\d\s]\.)(?=\s*$))")


@record
class Segment:
    """`[begin, end)` of the clean text, without enumerator and closing mark.

    `start` is where the enumerator (if any) begins; `rank` is the enumerator's rank (0: none); `parent` is the index of
    the heading or lead above (-1: none); `sentence` and `line` number the sentence and the line; `stop` is the
    closing mark, "" at a line's end; `heading` says that the segment only announces what stands under it, `note` that it
    names who answers for a task or by when (责任单位：县水利局).
    """

    index: int
    start: int
    begin: int
    end: int
    sentence: int
    line: int
    rank: int
    parent: int
    stop: str
    heading: bool
    note: bool


@record
class Outline:
    """The segments in text order, and for each line its `[begin, end)`."""

    clean: str
    segments: tuple[Segment, ...]
    lines: tuple[tuple[int, int], ...]

    def text(self, segment: Segment) -> str:
        return self.clean[segment.begin : segment.end]

    def ancestors(self, segment: Segment) -> list[Segment]:
        """The headings and leads above a segment, nearest first."""
        chain: list[Segment] = []
        while segment.parent >= 0:
            segment = self.segments[segment.parent]
            chain.append(segment)
        return chain


def enumerator(clean: str, at: int) -> tuple[int, int]:
    """(rank, length) of the enumerator at a place, (0, 0) when none stands there."""
    first = clean[at : at + 1]
    if "一" <= first <= "鿿" and first not in _NUMBERS:
        return 0, 0
    for rank, pattern in RANKS:
        found = pattern.match(clean, at)
        if found:
            return rank, found.end() - at
    return 0, 0


def _pieces(clean: str, begin: int, end: int, numbered: bool) -> list[tuple[int, int, str]]:
    """A line cut into (begin, end, stop) pieces, stops and inline enumerators being the cuts; `numbered` is false where it has none of these."""
    cuts: list[tuple[int, int, str]] = []  # (end of piece, begin of next, stop)
    stops_end = closers_end = begin  # how far runs were followed: a long run of marks is walked once, not once a mark
    notes = bracketed(clean, begin, end)
    for found in _BREAK.finditer(clean, begin, end):
        at, after = found.start(), max(found.end(), stops_end)
        mark = found.group()
        while after < end and clean[after] in STOPS:  # 。。 ？！
            after += 1
        stops_end = after
        if notes and mark in "；;" and any(low < at < high for low, high in notes):
            continue
        if mark == "\t":  # cells of a table's row
            cuts.append((at, after, ""))
            continue
        if mark in "。！？!?" and after < end and clean[after] in CLOSERS and mark != ";":
            # …目标！” : the closing quote belongs to the piece, unless the sentence goes on behind it
            close = max(after, closers_end)
            while close < end and clean[close] in CLOSERS:
                close += 1
            closers_end = close
            if close >= end or clean[close] in STOPS or clean[close - 1] in "”’」』":
                if close < end and clean[close] not in STOPS and clean[close] in "，、的和及与等":
                    continue  # a quotation inside the sentence: “…！”的要求
                cuts.append((close, close, mark))
                continue
        cuts.append((at, after, mark))
    for found in _INLINE.finditer(clean, begin, end) if numbered else ():
        cuts.append((found.end(), found.end(), ""))
    cuts.sort()
    pieces: list[tuple[int, int, str]] = []
    at = begin
    for stop_at, next_at, mark in cuts:
        if stop_at < at:
            continue
        if stop_at > at:
            pieces.append((at, stop_at, mark))
        elif pieces and mark and not pieces[-1][2]:
            pieces[-1] = (pieces[-1][0], pieces[-1][1], mark)
        at = max(at, next_at)
    if at < end:
        pieces.append((at, end, ""))
    return pieces


_SPACE = " \t\r\u2002\u2003\u3000\xa0\ufeff"


def outline(clean: str) -> Outline:
    """Cut a clean text into segments and hang each under its heading."""
    lines: list[tuple[int, int]] = []
    raw: list[tuple[int, int, int, int, int, int, str, bool]] = []  # start, begin, end, sentence, line, rank, stop, whole line
    inline = [found.start() for found in _INLINE.finditer(clean)]  # most lines hold none
    sentence = 0
    at = 0
    for row in clean.split("\n"):
        begin, end = at, at + len(row)
        at = end + 1
        while begin < end and clean[begin] in _SPACE:
            begin += 1
        while end > begin and clean[end - 1] in _SPACE:
            end -= 1
        number = len(lines)
        lines.append((begin, end))
        if begin == end:
            sentence += 1
            continue
        pieces = _pieces(clean, begin, end, bool(inline) and bisect_left(inline, begin) < bisect_left(inline, end))
        for first, (b, e, stop) in enumerate(pieces):
            while b < e and clean[b] in _SPACE:
                b += 1
            while e > b and clean[e - 1] in _SPACE:
                e -= 1
            start = b
            rank, length = enumerator(clean, b)
            if rank and length < e - b:
                b += length
            elif rank and length >= e - b:
                rank = 0
            # an inline enumerator closes the piece before it with a comma or colon: not part of the segment
            while e > b and clean[e - 1] in "，,、：:":
                e -= 1
            if b >= e:
                continue
            raw.append((start, b, e, sentence, number, rank, stop, len(pieces) == 1 and first == 0))
            if stop and stop in "。！？!?":
                sentence += 1
        sentence += 1
    return Outline(clean, tuple(_hang(clean, raw)), tuple(lines))


# The last point of a paper is followed by who signs it and when.
_SIGNED = later(lambda: re.compile(r"[\u4e00-\u9fff（）]{2,30}(?:政府|委员会|办公室|[局厅部站所]|中心|公司|指挥部|党委|集团|安委办|安委会)(?:（[^）]{1,6}）)?$|(?:19|20)\d\d年\d{1,2}月|[二一][〇○零九][〇○零一二三四五六七八九]{2}年"))
_LEAD = 40  # characters: an enumerated first sentence longer than this tells, it does not announce


def _hang(clean: str, raw: list[tuple[int, int, int, int, int, int, str, bool]]) -> list[Segment]:
    """Find headings and parents. A heading is a line of its own with a rank or without a stop, with text under it;
    a lead is a short enumerated sentence followed, in its line, by another segment that is not its sibling."""
    segments: list[Segment] = []
    stack: list[tuple[int, int]] = []  # (rank, index) of the open headings
    lead: tuple[int, int] | None = None  # (rank, index) of the open lead of this line
    said: dict[int, bool] = {}  # rank → whether the last line of this rank, under the same heading, said something itself
    last_line = -1
    for i, (start, b, e, sentence, line, rank, stop, whole) in enumerate(raw):
        if line != last_line:
            lead = None
            last_line = line
        following = raw[i + 1] if i + 1 < len(raw) else None
        heading = False
        answered = following is not None and note_at(clean, following[0], following[2]) or label_within(clean, b, e) is not None
        if rank in CHAPTERS and following is not None:
            heading = e - b <= 30
        elif whole and (rank and e - b <= _LEAD and not (stop and stop in "；;") or not stop and e - b <= 40):
            # a line of its own: it announces when something stands under it
            if following is not None and not answered and not (rank and stop and _SIGNED.match(clean, following[1], following[2])) and (rank == 0 or following[5] == 0 or following[5] > rank or not following[7] and not (stop and following[5] <= rank)):
                heading = stop == "" or (rank > 0 and rank != ARTICLE and stop == "。" and e - b <= 30)
                if heading and i and stop and raw[i - 1][6] in ("；", ";") and said.get(rank):
                    heading = False  # the last of a list: （一）…；（二）…；（三）….
        elif rank and rank != ARTICLE and stop == "。" and e - b <= _LEAD and following is not None and following[4] == line and not answered:
            # （一）要抓隐患治理。隐患不除…   一是务必全面排查。各行业…   but not the last of 一是…；二是…；三是….
            before = raw[i - 1] if i else None
            sibling = before is not None and before[4] == line and before[5] == rank and not segments[-1].heading
            short = clean.count("，", b, e) + clean.count(",", b, e) <= 1 and clean.find("：", b, e) < 0
            heading = short and not sibling and (following[5] == 0 or following[5] > rank)
        if rank:
            said = {other: items for other, items in said.items() if other < rank}
            said[rank] = not heading
            while stack and stack[-1][0] >= rank:
                stack.pop()
        parent = stack[-1][1] if stack else -1
        if lead is not None and not (rank and lead[0] >= rank):
            parent = lead[1]
        segments.append(Segment(i, start, b, e, sentence, line, rank, parent, stop, heading, is_note(clean[b:e])))
        if rank:
            if whole or heading:
                stack.append((rank, i))
            if not whole:
                lead = (rank, i)
                if heading:
                    while stack and stack[-1][0] > rank:
                        stack.pop()
        elif whole and heading:
            # an unnumbered heading stands above what follows until the next heading of any kind
            while stack and stack[-1][0] >= 90:
                stack.pop()
    return segments
