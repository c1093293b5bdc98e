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
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extract import pinyin, script, wordlist

Piece = tuple[int, int, str, str, tuple[tuple[int, int], ...]]  # as clean.Edit

LOST = "\ufffc"
_SIGNS = {";": 0xBB, "!": 0xA1}  # the second byte of ； and ！; the first is A3
_UNSEEN_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # user-defined areas: shown as nothing
_UNSEEN_HOLES = (0xA2, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9)  # rows of symbols with empty places
_ANY = -1  # a first byte that nothing shows: the second of a user-defined pair
_BRACKET = "\0"  # stands for a bracket with pinyin, which is ASCII and sets the bytes right

_PRIOR = 4.0  # that a sign is damage at all, in nats
_ALONE = 1.5  # a hanzi that is no part of a longer word
_AT_END = 4.0  # the same before a comma or full stop
_ENDS = ",.:;!?\r\n，。；：、"
_LAST = frozenset("的了等中上下后前内外处起人家次区县市镇乡村路。，、”》）")
_RARE = 15.0  # characters that cost more are not guessed
_UNSEEN = 1.0  # a pair that is not shown
_LONE = 0.5  # a first byte lost before an ASCII byte
_HOPELESS = 10.0  # a reading that costs so much more than the text as it stands is followed no further
_CUT = 8.0  # the bytes are set right by something that is not in the text (a tag)
_BEAM = 10
_LEFT, _RIGHT = 4, 6  # characters of context

_PUNCTUATION = {"、": 3.0, "，": 3.0, ",": 3.0, "。": 4.0, "”": 4.5, "“": 4.5, "》": 5.5, "《": 5.5, "（": 6.0, "）": 6.0, "；": 5.0, "：": 5.0, ":": 5.0, ";": 4.0, "!": 5.0, "—": 7.0, "…": 8.0}
_AFTER_NO_STOP = frozenset("、，,。；：:”）》’】;")
_BEFORE_NO_STOP = frozenset("、，,：:（(《“‘【")


class _Bytes(NamedTuple):
    shown: dict[tuple[int, int], str]
    pair: dict[str, tuple[int, int]]
    by_trail: dict[int, list[tuple[int, str]]]
    holes: dict[int, frozenset[int]]


@cache
def _gbk() -> _Bytes:
    shown: dict[tuple[int, int], str] = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            character = bytes((lead, trail)).decode("gb18030", "ignore")
            if len(character) == 1:
                shown[lead, trail] = character
    pair = {character: place for place, character in shown.items()}
    by_trail: dict[int, list[tuple[int, str]]] = {}
    holes = {lead: frozenset(trail for trail in range(0xA1, 0xFF) if "\ue000" <= shown.get((lead, trail), "\ue000") <= "\uf8ff") for lead in _UNSEEN_HOLES}
    for (lead, trail), character in shown.items():
        if not "\ue000" <= character <= "\uf8ff":
            by_trail.setdefault(trail, []).append((lead, character))
    return _Bytes(shown, pair, by_trail, holes)


class _Path(NamedTuple):
    """A reading so far: linked backwards. `shown` is the index in the text of the pair that ends the character, -1 for none."""

    cost: float
    before: _Path | None
    character: str
    shown: int


Choice = tuple[str, str, float]  # a character, the same in simplified script, its cost as a word of its own
_Front = dict[str, _Path]  # unfinished word: the cheapest reading that ends with it


class _Reader:
    """The likelihood of strings in the script of one text."""

    def __init__(self, traditional: bool) -> None:
        self.traditional = traditional
        self.words = wordlist.words()
        self.plain: dict[str, str] = {}
        self.known: dict[tuple[int, int, int], list[Choice]] = {}

    def simple(self, character: str) -> str:
        known = self.plain.get(character)
        if known is None:
            known = self.plain[character] = script.convert(character)
        return known

    def likely(self, character: str) -> bool:
        """Whether a lost byte may be filled up to this character: a sign or a hanzi of the text's own script."""
        simple = self.simple(character)
        if simple != character and not self.traditional:
            return False
        return simple in _PUNCTUATION or simple in self.words.costs

    def alone(self, simple: str) -> float:
        """The cost of one character as a word of its own."""
        if simple in _PUNCTUATION:
            return _PUNCTUATION[simple]
        if simple.isascii():
            return 5.0 if simple.isdigit() or simple.isspace() else 9.0 if simple.isalpha() else 12.0
        return self.words.costs.get(simple, 17.0) + _ALONE

    def step(self, front: _Front, choices: Iterable[Choice], shown: int, extra: float, into: _Front) -> None:
        """Every reading of `front` with one of the characters more, kept in `into` where it is the cheapest of its kind."""
        costs, prefixes = self.words.costs, self.words.prefixes
        unfinished = [(prefix, path, path.cost + extra) for prefix, path in front.items() if prefix]
        fresh = front.get("")
        for character, simple, alone in choices:
            best = into[""].cost if "" in into else 1e9
            if fresh is not None:
                cost = fresh.cost + extra
                if cost + alone < best:
                    into[""] = _Path(best := cost + alone, fresh, character, shown)
                if simple in prefixes and (simple not in into or cost < into[simple].cost):
                    into[simple] = _Path(cost, fresh, character, shown)
            for prefix, path, cost in unfinished:
                longer = prefix + simple
                price = costs.get(longer)
                if price is not None and cost + price < best:
                    into[""] = _Path(best := cost + price, path, character, shown)
                if longer in prefixes and (longer not in into or cost < into[longer].cost):
                    into[longer] = _Path(cost, path, character, shown)

    def complete(self, front: _Front, shown: int, extra: float, into: _Front) -> None:
        """Readings whose last word ends with a character of which nothing is known."""
        ends = wordlist.completions()
        for prefix, path in front.items():
            for character in ends.get(prefix, ""):
                cost = path.cost + extra + self.words.costs[prefix + character]
                if "" not in into or cost < into[""].cost:
                    into[""] = _Path(cost, path, character, shown)

    def choices(self, lead: int, trails: Sequence[int]) -> list[Choice]:
        key = (lead, trails[0], len(trails))  # the ranges of second bytes in use differ in these
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = _choices(lead, trails, self)
        return known

    def choice(self, character: str) -> Choice:
        simple = self.simple(character)
        return character, simple, self.alone(simple)

    def read(self, front: _Front, characters: Iterable[str], at: int) -> _Front:
        """`front` followed by known characters, the first of them at index `at` of the text."""
        for offset, character in enumerate(characters):
            if character == _BRACKET:
                continue
            following: _Front = {}
            self.step(front, (self.choice(character),), at + offset, 0.0, following)
            front = following
        return front


def _pruned(front: _Front, reader: _Reader) -> _Front:
    if len(front) <= _BEAM:
        return front
    # An unfinished word owes its price: that of the likeliest word that begins so.
    owed = reader.words.prefixes
    ranked = sorted(front.items(), key=lambda item: (item[1].cost + (owed[item[0]] if item[0] else 0.0), item[0]))
    return dict(ranked[:_BEAM])


def _least(front: _Front, reader: _Reader) -> float:
    owed = reader.words.prefixes
    return min(path.cost + (owed[prefix] if prefix else 0.0) for prefix, path in front.items())


class _Found(NamedTuple):
    cost: float
    path: _Path
    end: int  # index in the text of the first character that is in step again
    cut: bool


def repairs(raw: str, skip: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Readings of damaged places, and signs that are damage but cannot be read. `skip` are spans already passed over."""
    signs = [found.start() for found in re.finditer("[;!]", raw)]
    if not any(_suspicious(raw, at) for at in signs):
        return
    text, places, hints = _without_pinyin(raw, skip)
    reader = _Reader(script.has_traditional(raw))
    pending = []
    trusted: set[str] = set()
    done = 0
    for at in (index for index, character in enumerate(text) if character in _SIGNS):
        if at < done or not (_suspicious(text, at) or _strange(text, at, reader)):
            continue
        found = None if _bare(text, at) else _undo(text, at, reader, hints)
        if found is None:
            if _implausible(text, at):
                pending.append(at)
            continue
        piece = _piece(text, at, found, places)
        trusted.update(_beginnings(text, at, piece[2], reader))
        yield piece
        done = found.end
    for at in pending:
        found = _undo_bare(text, at, reader, hints, trusted) if _bare(text, at) else None
        yield _piece(text, at, found, places) if found else (places[at], places[at] + 1, LOST, "gbk-lost", ())


_LISTED = re.compile(r"(?:[、，,：:（(和及与对将]|聚焦|突出|抓好|加强|紧盯|围绕|涉及|包括|针对|开展|强化|严查|排查|整治|做好|监管|深化|推进)$")


def _bare(text: str, at: int) -> bool:
    """Whether nothing but the sign is left of the damage: what follows is a mark that nobody writes behind it."""
    return text[at + 1 : at + 2] in _AFTER_NO_STOP and text[at + 1 : at + 2] != ""


def _undo_bare(text: str, at: int, reader: _Reader, hints: dict[int, str], trusted: set[str]) -> _Found | None:
    """A bare sign: a quotation mark, a term that the text has elsewhere, in a list a sector's name, or what the words ask for."""
    listed = _LISTED.search("".join(map(reader.simple, text[max(0, at - 2) : at]))) is not None
    return (
        _undo_quote(text, at, reader)
        or _undo_term(text, at, reader, trusted)
        or (_undo_term(text, at, reader, reader.words.sectors) if listed else None)
        or (_undo(text, at, reader, hints) if text[at + 1] in ",.:" else None)
    )


_EATEN = re.compile(r"(?<=[\u4e00-\u9fff])\?([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6})[)）]")


def eaten(flat: str) -> Iterator[Piece]:
    """A character that became a question mark together with the bracket of its pinyin: 燃氣(qì) as 燃?qì).

    The character before it and the reading leave few words; the likeliest one is taken.
    """
    for found in _EATEN.finditer(flat):
        known = wordlist.words()
        left = "".join(script.convert(character) for character in flat[max(0, found.start() - 3) : found.start()])
        fitting = pinyin.characters(found.group(1))
        likely = [
            (left[begin:] + script.convert(character) not in known.terms, known.costs[left[begin:] + script.convert(character)], character)
            for character in fitting
            for begin in range(len(left))
            if left[begin:] + script.convert(character) in known.costs
        ]
        if likely:
            yield found.start(), found.end(), script.convert(min(likely)[2]), "gbk", ()
        else:
            yield found.start(), found.end(), LOST, "gbk-lost", ()


def _suspicious(text: str, at: int) -> bool:
    """A cheap look at a sign: does what stands beside it make it unlikely that the sign is one?"""
    after = text[at + 1 : at + 7]
    if not after.strip():
        return False
    if after[0] in _AFTER_NO_STOP or (at and text[at - 1] in _BEFORE_NO_STOP) or "\ufffd" in text[max(0, at - 1) : at + 4]:
        return not (after[0] in "”）》’】" and text[at] == "!")
    return any(map(_odd, after)) or _WIDE.search(after) is not None or _STRAY.search(after) is not None


_STRAY = re.compile(r"^[@\[\\\]^`{|}~]|[\u4e00-\u9fff][A-Za-z@\[\\\]^_`{|}~](?:[\u4e00-\u9fff(（\0]|$)")  # a second byte that stands alone


_WIDE = re.compile(r"[\u4e00-\u9fff][Ａ-Ｚａ-ｚ０-９](?:[\u4e00-\u9fff,.]|$)")  # a single letter of full width within a word


def _strange(text: str, at: int, reader: _Reader) -> bool:
    """Whether what follows a sign is made of words that hardly occur."""
    following = re.split(r"[\s,.;!\0]", text[at + 1 : at + 8], maxsplit=1)[0]
    if not following:
        return False
    front = reader.read({"": _Path(0.0, None, "", -1)}, following, 0)
    return front[""].cost > 7.0 * len(following)


@cache
def _odd(character: str) -> bool:
    """Whether the character hardly ever stands in such prose: kana, rare symbols, user-defined and second-level hanzi."""
    if "\u4e00" <= character <= "\u9fff":
        try:
            return character.encode("gb2312")[0] >= 0xD8
        except UnicodeEncodeError:
            return not _in_big5_first_level(character)
    return "\u3040" <= character <= "\u33ff" or "\u2460" <= character <= "\u27bf" or "\u0370" <= character <= "\u04ff" or "\ue000" <= character <= "\uf8ff"


def _in_big5_first_level(character: str) -> bool:
    try:
        return character.encode("big5")[0] < 0xC9
    except UnicodeEncodeError:
        return False


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
        parts.append(_BRACKET)
        places.append(begin)
        at = end
    parts.append(raw[at:])
    places.extend(range(at, len(raw) + 1))
    return "".join(parts), places, hints


def _context(text: str, at: int) -> str:
    left = text[max(0, at - _LEFT - 2) : at].replace(_BRACKET, "").rstrip("\ufffd")[-_LEFT:]
    return re.split(r"[\n;!。；！]", left)[-1]


def _right(text: str, at: int) -> str:
    return re.split(r"[\n;!]", text[at : at + _RIGHT + 4], maxsplit=1)[0].replace(_BRACKET, "")[:_RIGHT]


class _AsItStands:
    """What the text costs when the sign is taken for a sign: from the context on its left up to any place on its right."""

    def __init__(self, text: str, at: int, reader: _Reader) -> None:
        self.text, self.reader, self.at = text, reader, at
        front = reader.read({"": _Path(0.0, None, "", -1)}, _context(text, at) + text[at], 0)
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
    return beside or before or sum(map(_odd, following)) >= 2


def _undo(text: str, at: int, reader: _Reader, hints: dict[int, str]) -> _Found | None:
    """The likeliest text whose damage gives what stands from the sign at `at` on; None where it is not likelier than that."""
    table = _gbk()
    left = _context(text, at)
    start = reader.read({"": _Path(0.0, None, "", -1)}, left, at - len(left))
    first: _Front = {}
    opened = left[-1:] in _BEFORE_NO_STOP  # no sign follows a sign
    lost = [character for _, character in table.by_trail[0xA3] if reader.likely(character) and not (opened and character in _PUNCTUATION)]
    reader.step(start, [reader.choice(character) for character in lost], at, 0.0, first)
    nodes: dict[tuple[int, int, int], _Front] = {(at + 1, _SIGNS[text[at]], 0): first}
    found: list[_Found] = []
    standing = _AsItStands(text, at, reader)
    best_at: dict[int, float] = {}
    while nodes:
        key = min(nodes)
        front = _pruned(nodes.pop(key), reader)
        least = _least(front, reader)
        lowest = best_at[key[0]] = min(least, best_at.get(key[0], least))
        if least < standing.until(key[0]) + (_HOPELESS if key[0] > at + 3 else 2 * _HOPELESS) and least < lowest + _HOPELESS:
            _advance(text, key, front, nodes, found, reader, hints)
    found = [one for one in found if not one.cut or one.end > at + 1 or _lost(one, at, reader, reader.words.costs)]
    gains = [(one.cost - standing.with_right(one.end), one.end, index) for index, one in enumerate(found)]
    gain, _, index = min(gains, default=(0.0, 0, 0))
    return found[index] if gain < -_PRIOR else None


def _lost(found: _Found, at: int, reader: _Reader, known: Container[str]) -> bool:
    """Whether the characters that nothing shows, with those before them, are a term of `known` of three characters and more."""
    chain = _back(found.path)
    letters = [reader.simple(one.character) for one in chain]
    lost = [index for index, one in enumerate(chain) if at <= one.shown < found.end]
    if not lost:
        return False
    return any("".join(letters[begin : lost[-1] + 1]) in known for begin in range(max(0, lost[0] - 4), lost[0] + 1) if lost[-1] + 1 - begin >= 3)


def _back(path: _Path | None) -> list[_Path]:
    chain = []
    while path is not None and path.character:
        chain.append(path)
        path = path.before
    return chain[::-1]


def _choices(lead: int, trails: Sequence[int], reader: _Reader) -> list[Choice]:
    """The characters with this first byte (or any) and one of these second bytes.

    Where bytes are unknown only characters that are not rare come in question.
    """
    table = _gbk()
    if lead >= 0:
        entries = [character for trail in trails if (character := table.shown.get((lead, trail))) is not None]
    elif len(trails) > 20:
        return []  # nothing is known of the character at all
    else:
        firsts = table.holes.get(-lead) or range(0xA1, 0xFF)
        entries = [character for trail in trails for first, character in table.by_trail.get(trail, []) if first in firsts]
    choices = [reader.choice(character) for character in entries if reader.likely(character)]
    return choices if len(entries) == 1 else [choice for choice in choices if choice[2] <= _RARE]


def _advance(
    text: str,
    key: tuple[int, int, int],
    front: _Front,
    nodes: dict[tuple[int, int, int], _Front],
    found: list[_Found],
    reader: _Reader,
    hints: dict[int, str],
) -> None:
    """One original character more: its first byte is `lead`, its second begins the pair that comes next in the text."""
    at, lead, unseen = key
    shown = at - 1
    here = text[at] if at < len(text) else "\n"
    pair = _gbk().pair.get(here)

    def go(target: tuple[int, int, int], trails: Sequence[int], where: int, extra: float) -> None:
        into = nodes.setdefault(target, {})
        reader.step(front, reader.choices(lead, trails), where, extra, into)
        if not into:
            del nodes[target]

    def end(trails: Sequence[int], where: int, extra: float, cut: bool = False, between: str = "") -> None:
        last: _Front = {}
        syllable = hints.get(at) if here == _BRACKET else None
        choices = reader.choices(lead, trails)
        if lead == 0xA1 and (text[where : where + 1] or "\n") in "\r\n":
            choices = [reader.choice("。")]  # a paragraph ends with a full stop, not with another sign
        if (text[where : where + 1] or "\n") in _ENDS:  # a clause seldom ends with a word of one character
            choices = [(character, simple, alone + (0.0 if simple in _LAST else _AT_END)) for character, simple, alone in choices]
        if syllable:
            choices = [(character, simple, alone - 9.0) for character, simple, alone in choices if pinyin.can_read(character, syllable)] or choices
        reader.step(front, choices, shown, extra, last)
        if lead == _ANY and len(trails) > 20:
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
    if unseen < 2 and lead >= _ANY:
        go((at, _ANY, unseen + 1), _UNSEEN_LEADS, shown, _UNSEEN)
        for hole in _UNSEEN_HOLES if unseen == 0 else ():
            go((at, -hole, unseen + 1), (hole,), shown, _UNSEEN)
    lone = range(0x81, 0xFF)
    if here == "\ufffd":
        end(lone, at + 1, _LONE)
    elif pair is None and (here == _BRACKET or not "@" <= here <= "~"):
        end(lone, at, _LONE)
    elif pair is None:
        end((ord(here),), at + 1, 0.0)
        end(lone, at, _CUT, cut=True)
    else:
        end(lone, at, _CUT, cut=True)


def _undo_quote(text: str, at: int, reader: _Reader) -> _Found | None:
    """A character of A3 and a closing sign before something that set the bytes right: 两客一危”、 as 两客一!、"""
    since = re.split(r"[。\n]", text[max(0, at - 60) : at])[-1]
    sign = "”" if since.count("“") > since.count("”") else "》" if since.count("《") > since.count("》") else ""
    if not sign or text[at] != "!":
        return None
    letters = "".join(map(reader.simple, _context(text, at)))
    for _, character in _gbk().by_trail[0xA3]:
        simple = reader.simple(character)
        if any(letters[begin:] + simple in reader.words.terms for begin in range(len(letters))):
            path = _Path(0.0, _Path(0.0, None, character, at), sign, at)
            return _Found(0.0, path, at + 1, True)
    return None


def _undo_term(text: str, at: int, reader: _Reader, terms: Iterable[str]) -> _Found | None:
    """A term of which the damage shows the sign alone, where something set the bytes right behind it: 危化品、 as ;、"""
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        for index in range(len(term) - 1):
            lost = term[index:]
            if text.endswith(term[:index], 0, at) and damaged(lost) == text[at] and all(map(reader.likely, lost)):
                path = _Path(0.0, None, "", -1)
                for character in lost:
                    path = _Path(0.0, path, character, at)
                return _Found(0.0, path, at + 1, True)
    return None


def damaged(words: str) -> str:
    """What is left of `words` after GBK, the bytewise replacement, and a decoder that shows no user-defined characters."""
    data = words.encode("gbk", "ignore").replace(b"\xa3\xbb", b";").replace(b"\xa3\xa1", b"!")
    return re.sub("[\ufffd\ue000-\uf8ff]", "", data.decode("gb18030", "replace"))


def _beginnings(text: str, at: int, reading: str, reader: _Reader) -> Iterator[str]:
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
