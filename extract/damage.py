"""Characters lost from GBK text by a bytewise replacement of ； and ！ with ; and !.

A program that replaced the bytes A3 BB (；) by 3B and A3 A1 (！) by 21 without regard to where characters begin also hit pairs
of neighbours: 危化 is CE A3 BB AF. What was CE is then followed by an ASCII byte and lost, and the rest of the line is
read one byte out of step (化品、人 as 贰⑷…) until an ASCII byte sets it right again.

Here the damage is undone byte by byte: behind each suspicious sign the visible characters are taken apart into bytes and put
together in step. Bytes that no reader shows (user-defined areas of GBK, a first byte without its second) are unknown; the
likeliest words fill them (extract/wordlist.py). A reading is accepted only when it is much likelier than the text as it
stands. Where none is, the sign is reported as lost: it must not end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract import pinyin, script, wordlist
from extract.gbk import UNSEEN_HOLES, UNSEEN_LEADS, damaged, gbk, odd
from extract.likelihood import ANY, BRACKET, PUNCTUATION, Front, Path, Reader, least, pruned
from extract.quick import later

Piece = tuple[int, int, str, str, tuple[tuple[int, int], ...]]  # as clean.Edit

LOST = "\ufffc"
_SIGNS = {";": 0xBB, "!": 0xA1}  # the second byte of ； and ！; the first is A3
_SIGN = re.compile(r";|!(?!\[[^\[\]\n]{0,80}\]\()")  # ![…](…) is a picture in Markdown: no reason to load the dictionary

_PRIOR = 4.0  # that a sign is damage at all, in nats
_ENDS = ",.:;!?\r\n，。；：、"
_UNSEEN = 1.0  # a pair that is not shown
_LONE = 0.5  # a first byte lost before an ASCII byte
_HOPELESS = 10.0  # a reading that costs so much more than the text as it stands is followed no further
_CUT = 8.0  # the bytes are set right by something that is not in the text (a tag)
_MOST = 2000  # signs of one text that are looked into; in a text with more the rest is only flagged
_LEFT, _RIGHT = 4, 6  # characters of context

_AFTER_NO_STOP = frozenset("、，,。；：:”）》’】;")
_BEFORE_NO_STOP = frozenset("、，,：:（(《“‘【")


class _Found(NamedTuple):
    cost: float
    path: Path
    end: int  # index in the text of the first character that is in step again
    cut: bool


def repairs(raw: str, skip: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Readings of damaged places, and signs that are damage but cannot be read. `skip` are spans already passed over."""
    if not any(_suspicious(raw, found.start()) for found in _SIGN.finditer(raw)):
        return
    text, places, hints = _without_pinyin(raw, skip)
    reader = Reader(script.has_traditional(raw))
    pending = []
    trusted: set[str] = set()
    done = tried = 0
    for at in (sign.start() for sign in _SIGN.finditer(text)):
        if at < done or not (_suspicious(text, at) or _strange(text, at, reader)):
            continue
        tried += 1
        found = None if _bare(text, at) or tried > _MOST else _undo(text, at, reader, hints)
        if found is None:
            if _implausible(text, at):
                pending.append(at)
            continue
        piece = _piece(text, at, found, places)
        trusted.update(_beginnings(text, at, piece[2], reader))
        yield piece
        done = found.end
    for at in pending:
        found = _undo_bare(text, at, reader, hints, trusted) if _bare(text, at) and tried <= _MOST else None
        yield _piece(text, at, found, places) if found else (places[at], places[at] + 1, LOST, "gbk-lost", ())


_LISTED = re.compile(r"(?:[、，,：:（(和及与对将]|聚焦|突出|抓好|加强|紧盯|围绕|涉及|包括|针对|开展|强化|严查|排查|整治|做好|监管|深化|推进)$")


def _bare(text: str, at: int) -> bool:
    """Whether nothing but the sign is left of the damage: what follows is a mark that nobody writes behind it."""
    return text[at + 1 : at + 2] in _AFTER_NO_STOP and text[at + 1 : at + 2] != ""


def _undo_bare(text: str, at: int, reader: Reader, hints: dict[int, str], trusted: set[str]) -> _Found | None:
    """A bare sign: a quotation mark, a term that the text has elsewhere, in a list a sector's name, or what the words ask for."""
    listed = _LISTED.search("".join(map(reader.simple, text[max(0, at - 2) : at]))) is not None
    return (
        _undo_quote(text, at, reader)
        or _undo_term(text, at, reader, trusted)
        or (_undo_term(text, at, reader, reader.words.sectors) if listed else None)
        or (_undo(text, at, reader, hints) if text[at + 1] in ",.:" else None)
    )


_EATEN = later(lambda: re.compile(r"(?<=[\u4e00-\u9fff])\?([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6})[)）]"))


# 。縣 is A1 A3 BF 68 in GBK; read one byte out of step it is a lost byte, ？ (A3 BF) and h. One mark before an h proves nothing: 黨 and 環
# end in 68 as well.
_HALF_COUNTY = later(lambda: re.compile(r"[?？]{2}h(?=[\u4e00-\u9fff])"))


def eaten(flat: str) -> Iterator[Piece]:
    """A character that became a question mark together with the bracket of its pinyin: 燃氣(qì) as 燃?qì).

    The character before it and the reading leave few words; the likeliest one is taken.
    """
    for found in _EATEN.finditer(flat):
        known = wordlist.words()
        left = "".join(script.convert(character) for character in flat[max(0, found.start() - 3) : found.start()])
        fitting = pinyin.characters(found.group(1))
        likely = [
            (left[begin:] + script.convert(character) not in known.terms, known.cost(left[begin:] + script.convert(character)), character)
            for character in fitting
            for begin in range(len(left))
            if left[begin:] + script.convert(character) in known
        ]
        if likely:
            yield found.start(), found.end(), script.convert(min(likely)[2]), "gbk", ()
        else:
            yield found.start(), found.end(), LOST, "gbk-lost", ()
    for found in _HALF_COUNTY.finditer(flat):
        yield found.start(), found.end(), "。县", "gbk", ()


def _suspicious(text: str, at: int) -> bool:
    """A cheap look at a sign: does what stands beside it make it unlikely that the sign is one?"""
    after = text[at + 1 : at + 7]
    if not after.strip():
        return False
    if after[0] in _AFTER_NO_STOP or (at and text[at - 1] in _BEFORE_NO_STOP) or "\ufffd" in text[max(0, at - 1) : at + 4]:
        return not (after[0] in "”）》’】" and text[at] == "!")
    return any(map(odd, after)) or _WIDE.search(after) is not None or _STRAY.search(after) is not None


_STRAY = later(lambda: re.compile(r"^[@\[\\\]^`{|}~]|[\u4e00-\u9fff][A-Za-z@\[\\\]^_`{|}~](?:[\u4e00-\u9fff(（\0]|$)"))  # a second byte that stands alone


_WIDE = later(lambda: re.compile(r"[\u4e00-\u9fff][Ａ-Ｚａ-ｚ０-９](?:[\u4e00-\u9fff,.]|$)"))  # a single letter of full width within a word


def _strange(text: str, at: int, reader: Reader) -> bool:
    """Whether what follows a sign is made of words that hardly occur."""
    following = re.split(r"[\s,.;!\0]", text[at + 1 : at + 8], maxsplit=1)[0]
    if not following:
        return False
    front = reader.read({"": Path(0.0, None, "", -1)}, following, 0)
    return front[""].cost > 7.0 * len(following)


def _without_pinyin(raw: str, skip: Sequence[tuple[int, int]]) -> tuple[str, list[int], dict[int, str]]:
    """The text with each passed-over span as one mark, the raw index of every character, and mark: syllable."""
    parts: list[str] = []
    places: list[int] = []
    hints: dict[int, str] = {}
    at = 0
    for begin, end in sorted(skip):
        if begin < at:
            continue
        parts.append(raw[at:begin])
        places.extend(range(at, begin))
        hints[len(places)] = raw[begin:end].strip("()（） ")
        parts.append(BRACKET)
        places.append(begin)
        at = end
    parts.append(raw[at:])
    places.extend(range(at, len(raw) + 1))
    return "".join(parts), places, hints


def _context(text: str, at: int) -> str:
    left = text[max(0, at - _LEFT - 2) : at].replace(BRACKET, "").rstrip("\ufffd")[-_LEFT:]
    return re.split(r"[\n;!。；！]", left)[-1]


def _right(text: str, at: int) -> str:
    return re.split(r"[\n;!]", text[at : at + _RIGHT + 4], maxsplit=1)[0].replace(BRACKET, "")[:_RIGHT]


class _AsItStands:
    """What the text costs when the sign is taken for a sign: from the context on its left up to any place on its right."""

    def __init__(self, text: str, at: int, reader: Reader) -> None:
        self.text, self.reader, self.at = text, reader, at
        front = reader.read({"": Path(0.0, None, "", -1)}, _context(text, at) + text[at], 0)
        beside = 12.0 * (text[at + 1 : at + 2] in _AFTER_NO_STOP) + 12.0 * (at > 0 and text[at - 1] in _BEFORE_NO_STOP)
        self.front = {prefix: path._replace(cost=path.cost + beside) for prefix, path in front.items()}
        self.fronts = [self.front]  # at + 1 + index
        self.costs = [self.front[""].cost]

    def _grow(self, place: int) -> None:
        while self.at + len(self.fronts) < place:
            following = self.reader.read(self.fronts[-1], self.text[self.at + len(self.fronts)], 0)
            self.fronts.append(following)
            self.costs.append(following[""].cost)

    def until(self, place: int) -> float:
        """The cost up to `place`."""
        self._grow(place)
        return self.costs[place - self.at - 1]

    def with_right(self, place: int) -> float:
        """The cost up to `place` and of the context behind it."""
        self._grow(place)
        return self.reader.read(self.fronts[place - self.at - 1], _right(self.text, place), 0)[""].cost


def _implausible(text: str, at: int) -> bool:
    following = text[at + 1 : at + 5].split("\n")[0]
    beside = following[:1] in _AFTER_NO_STOP and following[:1] != "" and not (text[at] == "!" and following[0] in "”）》’】")
    before = at > 0 and text[at - 1] in _BEFORE_NO_STOP
    return beside or before or sum(map(odd, following)) >= 2


def _undo(text: str, at: int, reader: Reader, hints: dict[int, str]) -> _Found | None:
    """The likeliest text whose damage gives what stands from the sign at `at` on; None where it is not likelier than that."""
    table = gbk()
    left = _context(text, at)
    start = reader.read({"": Path(0.0, None, "", -1)}, left, at - len(left))
    first: Front = {}
    opened = left[-1:] in _BEFORE_NO_STOP  # no sign follows a sign
    lost = [character for _, character in table.by_trail[0xA3] if reader.likely(character) and not (opened and character in PUNCTUATION)]
    reader.step(start, reader.choices(tuple(lost)), at, 0.0, first)
    nodes: dict[tuple[int, int, int], Front] = {(at + 1, _SIGNS[text[at]], 0): first}
    found: list[_Found] = []
    standing = _AsItStands(text, at, reader)
    best_at: dict[int, float] = {}
    while nodes:
        key = min(nodes)
        front = pruned(nodes.pop(key), reader)
        least_cost = least(front, reader)
        lowest = best_at[key[0]] = min(least_cost, best_at.get(key[0], least_cost))
        if least_cost < standing.until(key[0]) + (_HOPELESS if key[0] > at + 3 else 2 * _HOPELESS) and least_cost < lowest + _HOPELESS:
            _advance(text, key, front, nodes, found, reader, hints)
    found = [one for one in found if not one.cut or one.end > at + 1 or _lost(one, at, reader)]
    gains = [(one.cost - standing.with_right(one.end), one.end, index) for index, one in enumerate(found)]
    gain, _, index = min(gains, default=(0.0, 0, 0))
    return found[index] if gain < -_PRIOR else None


def _lost(found: _Found, at: int, reader: Reader) -> bool:
    """Whether the characters that nothing shows, with those before them, are a word of three characters and more."""
    chain = _back(found.path)
    letters = [reader.simple(one.character) for one in chain]
    lost = [index for index, one in enumerate(chain) if at <= one.shown < found.end]
    if not lost:
        return False
    return any("".join(letters[begin : lost[-1] + 1]) in reader.words for begin in range(max(0, lost[0] - 4), lost[0] + 1) if lost[-1] + 1 - begin >= 3)


def _back(path: Path | None) -> list[Path]:
    chain = []
    while path is not None and path.character:
        chain.append(path)
        path = path.before
    return chain[::-1]


def _advance(
    text: str,
    key: tuple[int, int, int],
    front: Front,
    nodes: dict[tuple[int, int, int], Front],
    found: list[_Found],
    reader: Reader,
    hints: dict[int, str],
) -> None:
    """One original character more: its first byte is `lead`, its second begins the pair that comes next in the text."""
    at, lead, unseen = key
    shown = at - 1
    here = text[at] if at < len(text) else "\n"
    pair = gbk().pair.get(here)

    def go(target: tuple[int, int, int], trails: Sequence[int], where: int, extra: float) -> None:
        into = nodes.setdefault(target, {})
        reader.step(front, reader.choices(reader.characters(lead, trails)), where, extra, into)
        if not into:
            del nodes[target]

    def end(trails: Sequence[int], where: int, extra: float, cut: bool = False, between: str = "") -> None:
        last: Front = {}
        syllable = hints.get(at) if here == BRACKET else None
        characters = reader.characters(lead, trails)
        if lead == 0xA1 and (text[where : where + 1] or "\n") in "\r\n":
            characters = ("。",)  # a paragraph ends with a full stop, not with another sign
        if syllable and (spoken := tuple(one for one in characters if pinyin.can_read(one, syllable))):
            characters, extra = spoken, extra - 9.0
        choices = reader.choices(characters, (text[where : where + 1] or "\n") in _ENDS)
        reader.step(front, choices, shown, extra, last)
        if lead == ANY and len(trails) > 20:
            reader.complete(front, shown, extra, last)
        last = reader.read(last, between + _right(text, where), where)
        if "" in last:
            found.append(_Found(last[""].cost, last[""], where, cut))

    if pair is not None:
        go((at + 1, pair[1], 0), (pair[0],), at, 0.0)
        if pair[1] < 0x80:  # an ASCII letter of the text was taken for a second byte
            end((pair[0],), at + 1, 3.0, between=chr(pair[1]))
    if here in _SIGNS and lead >= 0:
        go((at + 1, _SIGNS[here], 0), (0xA3,), at, 1.0)
    if unseen < 2 and lead >= ANY:
        go((at, ANY, unseen + 1), UNSEEN_LEADS, shown, _UNSEEN)
        for hole in UNSEEN_HOLES if unseen == 0 else ():
            go((at, -hole, unseen + 1), (hole,), shown, _UNSEEN)
    lone = range(0x81, 0xFF)
    if here == "\ufffd":
        end(lone, at + 1, _LONE)
    elif pair is None and (here == BRACKET or not "@" <= here <= "~"):
        end(lone, at, _LONE)
    elif pair is None:
        end((ord(here),), at + 1, 0.0)
        end(lone, at, _CUT, cut=True)
    else:
        end(lone, at, _CUT, cut=True)


def _undo_quote(text: str, at: int, reader: Reader) -> _Found | None:
    """A character of A3 and a closing sign before something that set the bytes right: 两客一危”、 as 两客一!、"""
    since = re.split(r"[。\n]", text[max(0, at - 60) : at])[-1]
    sign = "”" if since.count("“") > since.count("”") else "》" if since.count("《") > since.count("》") else ""
    if not sign or text[at] != "!":
        return None
    letters = "".join(map(reader.simple, _context(text, at)))
    for _, character in gbk().by_trail[0xA3]:
        simple = reader.simple(character)
        if any(letters[begin:] + simple in reader.words.terms for begin in range(len(letters))):
            path = Path(0.0, Path(0.0, None, character, at), sign, at)
            return _Found(0.0, path, at + 1, True)
    return None


def _undo_term(text: str, at: int, reader: Reader, terms: Iterable[str]) -> _Found | None:
    """A term of which the damage shows the sign alone, where something set the bytes right behind it: 危化品、 as ;、"""
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        for index in range(len(term) - 1):
            lost = term[index:]
            if text.endswith(term[:index], 0, at) and damaged(lost) == text[at] and all(map(reader.likely, lost)):
                path = Path(0.0, None, "", -1)
                for character in lost:
                    path = Path(0.0, path, character, at)
                return _Found(0.0, path, at + 1, True)
    return None


def _beginnings(text: str, at: int, reading: str, reader: Reader) -> Iterator[str]:
    """The terms that begin with a recovered reading or shortly before: the text may lose them again where less is left."""
    whole = _context(text, at)[-2:] + reading
    first = len(whole) - len(reading)
    for begin in range(first + 1):
        for end in range(first + 2, first + 7):
            if "".join(map(reader.simple, whole[begin:end])) in reader.words.terms:
                yield whole[begin:end]


def _piece(text: str, at: int, found: _Found, places: Sequence[int]) -> Piece:
    """The reading of a found path between the sign and the place where the bytes are in step again."""
    begin = at - 1 if at and text[at - 1] == "\ufffd" else at
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    last = begin
    for one in _back(found.path):
        if one.shown < at or one.shown >= found.end:
            continue
        characters.append(one.character)
        stop = max(one.shown, at) + 1
        spans.append((places[last], places[stop - 1] + 1))
        last = stop - 1
    end = places[found.end - 1] + 1
    return places[begin], end, "".join(characters), "gbk", tuple(spans)
