"""Posts before a name: 省委副书记、省长黄强 → 省委副书记, 省长, each with its body as the text gives it.

The office word (书记, 省长) is the anchor; what stands to its left, up to a mark or a word that governs a person, is its body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.dictionary import per_lexicon

from .apart import outside_places
from .names import words
from .quick import later

FAR = 600  # characters: no piece of a clause is longer; a line that goes on without a mark is damage
_LONGEST = 44  # characters of one post with its body; longer ones are no post but a sentence
# What may stand left of a post in its clause and is no part of it. The last of these in the clause ends the context.
_CONTEXT = later(lambda: re.compile(outside_places(
    r"(?:的|了|由(?!甲)|在|对(?!外|台|口)|给予|以(?!上|下|及|内|外|来)|经(?<!财经)(?!济|信|贸|开|营|侦|管|纪|发|委|合)|请|要求|根据|按照|陪同|传达|时任|现任|曾任|前任|兼任|担任|以及|会同|代表(?!团|大会)|率领"
    r"|向(?!阳|东|荣)|中对|报告|听取|看望|慰问|会见|约谈|免去|任命|接受|采访|获悉|告诉|通知|责成|责令|指派|委派|邀请|追究|决定|同意|查明|认定|以为|称|说|发表|认识|递补|增补|选举|推选|补选|聘请|聘任|查处|逮捕|抓获|起诉|移送|对于|关于|围绕|针对|通过|选举产生"
    r"|同志和|领导和|负责人和|负责同志和|任(?=[省市县区国中])|[^香]\d{1,2}[日时]许?|上午|下午|凌晨|当晚|当天|当日|日前|近日|今天|昨天|昨日|今日|随后|期间|会上|会前|会后|此前|目前|其中|还有|特别是|并且)"
)))
_LEADING = later(lambda: re.compile(r"(?:[\s“”‘’\"'：:，,]+|" + outside_places(r"和|及|与|并|还|又|经(?!济|信|贸|开|营|管|发|委)|被|因|原(?!则|油|料)|已|同|据|即|是|为", at_begin=True) + ")+"))
_CHAIN = "、兼"
_MARKS = "。，、；：！？,;:!?\n|【】《》"


@dataclass(frozen=True, slots=True)
class PostSpan:
    """A post as read: `label` with its body, `alt` the text's own shorter form ("" when the same), and its place."""

    label: str
    alt: str
    body: str
    begin: int
    end: int


@per_lexicon()
def _heads() -> tuple[str, ...]:
    return words("post")


# Offices that are complete without a body because the office word itself names the place's level.
_TERRITORIAL = re.compile(r"[省市县区州盟旗镇乡村]长|总书记|国务委员|总理|主席|委员长|领导|行政长官|总统|首相|专家|院士|教授|代表|书记$")


@per_lexicon()
def _heads_by_length() -> tuple[tuple[int, frozenset[str]], ...]:
    """The office words of each length, longest first."""
    heads = _heads()
    return tuple((length, frozenset(head for head in heads if len(head) == length)) for length in sorted({len(head) for head in heads}, reverse=True))


def head_of(post: str) -> str:
    """The office word that a post ends with, "" when it ends with none."""
    size = len(post)
    for length, heads in _heads_by_length():
        if length <= size and post[-length:] in heads:
            return post[-length:]
    return ""


def _ends_with_head(clean: str, floor: int, end: int) -> bool:
    """Whether an office word ends at `end`, none of it before `floor`."""
    return any(end - length >= floor and clean[end - length : end] in heads for length, heads in _heads_by_length())


def _least_head(text: str) -> int:
    """How many characters the shortest office word has with which a text ends; one more than the text when there is none."""
    return next((length for length, heads in reversed(_heads_by_length()) if text[-length:] in heads), len(text) + 1)


def posts_before(clean: str, floor: int, end: int, neighbour: str = "") -> list[PostSpan]:
    """The posts of the chain that ends at `end` (where the name begins), first one first; [] when no office stands there.

    `neighbour` is the body of the person named just before (某公司董事长甲、总经理乙).
    """
    floor = max(floor, clean.rfind("\n", floor, end) + 1)
    pieces: list[tuple[int, int]] = []
    right = end
    while right > floor:
        left = _piece_begin(clean, floor, right)
        text = clean[left:right]
        if not head_of(text.strip()):
            break
        cut = _trim(clean, left, right)
        if right - (left + cut) > _LONGEST:
            break
        pieces.append((left + cut, right))
        while left - 1 > floor and clean[left - 1] in " 　" and clean[left - 2] in _CHAIN:
            left -= 1  # 某校校长、 某学会理事长
        if cut or left <= floor or not _chained(clean, floor, left):
            break
        right = left - 1
    pieces.reverse()
    return _with_bodies(clean, pieces, neighbour)


def _piece_begin(clean: str, floor: int, right: int) -> int:
    """Where the piece that ends at `right` begins: after the nearest mark outside brackets."""
    depth = 0
    at = right
    floor = max(floor, right - FAR)
    while at > floor:
        c = clean[at - 1]
        if c in "）)”":
            depth += 1
        elif c in "（(“":
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0 and (c in _MARKS or c in " 　\t" and right - at > 1 or c == "兼" and _ends_with_head(clean, floor, at - 1)):
            return at
        at -= 1
    return at


def _chained(clean: str, floor: int, left: int) -> bool:
    """Whether the mark before `left` joins two posts of one person: 、 and 兼, and ， where another body begins."""
    mark = clean[left - 1]
    if mark in _CHAIN:
        return True
    if mark in "，," and _GIVEN_POST.search(clean, max(floor, left - 40), left - 1):
        return False  # 张三任办公室主任，副局长李四…: what 任 gives is the other's
    return mark in "，," and _ends_with_head(clean, floor, left - 1) and clean[left : left + 1] in "省市县区州国中"


_GIVEN_POST = re.compile(r"(?:兼任|担任|同志任|任)[^，。；\n]{2,20}$")


def _trim(clean: str, left: int, right: int) -> int:
    """How many characters at the left of a piece are context, not post."""
    text = clean[left:right]
    cut = 0
    furthest = len(text) - _least_head(text)
    for found in _CONTEXT.finditer(text):
        if found.end() <= furthest:
            cut = found.end()
    lead = _LEADING.match(clean, left + cut, right)
    return lead.end() - left if lead else cut


_RANK = re.compile(r"(?:安全|生产|技术|机电|通风|经营|行政|常务|专职|分管|主管|执行|首席|代|前|原|时任|第一|一级|二级|三级|四级|高级|政治)+")


def _with_bodies(clean: str, pieces: list[tuple[int, int]], shared: str) -> list[PostSpan]:
    """Share the first body with bare offices after it: 县应急局党委书记、局长 → 县应急局党委书记, 县应急局局长."""
    spans: list[PostSpan] = []
    for begin, end in pieces:
        text = "".join(clean[begin:end].split())
        head = head_of(text)
        body = text[: len(text) - len(head)]
        if _RANK.fullmatch(body):  # 安全副总经理: what he is for, no body
            spans.append(PostSpan(text, "", "", begin, end))
            continue
        if body:
            shared = re.sub(r"(?:党委|党组|党工委|党支部|党总支)$", "", body)
            spans.append(PostSpan(text, "", body, begin, end))
        elif shared and not _TERRITORIAL.search(head) and (head == "秘书长" or not re.search(r"[省市县区州镇乡]委$|中央$|政治局$", shared)):
            # a party committee has a 秘书长 of its own (市委常委、秘书长), the other bare offices are not its
            spans.append(PostSpan(shared + text, text, shared, begin, end))
        else:
            spans.append(PostSpan(text, "", "", begin, end))
    return spans
