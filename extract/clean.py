"""The clean text: what a reader reads past the damage, with an offset back into the raw text for every character.

Repairs are collected as edits of the raw text and applied in one go, so offsets are exact by construction. The order is:
characters of another width or block (one for one), furniture, pinyin in brackets, lost GBK bytes, gaps, broken lines; then the
script is simplified (one for one). Every step begins with a search that costs next to nothing where there is nothing to repair.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from extract import damage, furniture, layout, pinyin, script
from extract.quick import later
from extract.spans import Spans
from extract.text import Text
from ontology.records import Repair


class Edit(NamedTuple):
    """`raw[begin:end]` is read as `reading`; `kind` is the repair's, "" where a layout is undone and nothing was damaged.

    `places` are the raw spans of the reading's characters where they are known one by one.
    """

    begin: int
    end: int
    reading: str
    kind: str
    places: tuple[tuple[int, int], ...] = ()


LOST = "\ufffc"  # stands for a sign that was no sign: ends no sentence, is part of no word

_FOREIGN = re.compile("[\u2e80-\u2fdf\uf900-\ufaff０-９Ａ-Ｚａ-ｚ％．＋－\xa0\u2002-\u200a\u202f\u205f]")
_HALF = re.compile(r"[,:;!?(]")
_NO_SIGN = "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad\x00-\x08\x0e-\x1f\x7f]"
_UNSEEN = re.compile(f"{_NO_SIGN}{_NO_SIGN}*")  # one that begins with a repeat is searched for three times as long
_MASK = re.compile(r"[*＊×XxＸ某□■○_＿](?:[·.．]?[*＊×XxＸ某甲乙丙□■○_＿]+)*")

# The few radicals of U+2E80–2EFF that PDF text layers put in the place of the character and that have no decomposition.
_RADICALS = dict(zip("⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺟⻫⻭⻯", "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母齊齒龍", strict=True))


@cache
def _widths() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for block in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)) for code in range(block[0], block[1] + 1)}
    table |= {ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("－"): "-"}
    table |= dict.fromkeys((160, 8239, 8287, *range(8194, 8203)), " ")
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        whole = unicodedata.normalize("NFKC", chr(code))
        if len(whole) == 1 and ord(whole) != code:
            table[code] = whole
    return table | {ord(radical): character for radical, character in _RADICALS.items()}


_H = "\u3400-\u9fff"
# A pattern that begins with the characters themselves, and looks back behind them, is searched for ten times as fast.
_COMMA = later(lambda: re.compile(rf"[,:;!?](?:(?<=[{_H}”’》）)〕%].)|(?=[{_H}“《（]))"))
_BRACKETS = re.compile(r"\(([^()\n]{0,80})\)")
_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
# Converters that write each sign twice (，， ,、 ,。): the half-width one is none. Once may be a slip, thrice is a habit.
_TWICE = re.compile(r"[,，](?=[,，、。；：！？])")
_HABIT = 3
_ANY_HANZI = later(lambda: re.compile(f"[{_H}]"))


def _full_width(text: str) -> str:
    """Half-width signs beside Chinese characters as full-width ones, one for one; times, numbers and addresses keep theirs."""
    wide = _COMMA.sub(lambda found: _FULL[found.group()], text)
    return _BRACKETS.sub(_wide_brackets, wide) if "(" in wide else wide


def _wide_brackets(found: re.Match[str]) -> str:
    begin, end = found.span()
    beside = found.string[begin - 1 : begin] + found.string[end : end + 1]
    if _ANY_HANZI.search(found.group(1)) or _ANY_HANZI.search(beside):
        return f"（{found.group(1)}）"
    return found.group()


# Markdown's own signs. Two stars around less than four characters may be a redaction (**省**市) and stay.
_HEADING_SIGN = re.compile(r"^#{1,6}[ \t]+", re.M)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{4,80}?)(?<=\S)\1")


def _markup(raw: str) -> Iterator[Edit]:
    """Heading signs and emphasis of a Markdown file, which a reader does not see."""
    for found in _HEADING_SIGN.finditer(raw):
        yield Edit(found.start(), found.end(), "", "")
    for found in _EMPHASIS.finditer(raw):
        yield Edit(found.start(), found.start(2), "", "")
        yield Edit(found.end(2), found.end(), "", "")


def clean(raw: str, markdown: bool = False) -> Text:
    """The text that is read, in simplified script, with offsets into `raw` and the list of what was read otherwise."""
    flat = raw
    if _FOREIGN.search(flat):
        flat = flat.translate(_widths())
    edits = _edits(raw, flat)
    if markdown:
        edits = _merged([*edits, *_markup(raw)])
    marked = tuple(_redactions(raw)) if _MASK.search(raw) else ()
    if _HALF.search(flat):
        flat = _full_width(flat)
    if not edits:
        return Text(raw, script.simplify(flat), None, None, marked)
    text, starts, ends = _apply(flat, edits)
    repairs = [Repair(edit.begin, edit.end, edit.kind, script.convert(edit.reading)) for edit in edits if edit.kind]
    gone = Spans((edit.begin, edit.end) for edit in edits if edit.kind)
    repairs += [one for one in marked if not gone.cover(one.begin, one.end)]
    converted = any(edit.kind == "pinyin" for edit in edits)
    ordered = sorted(repairs, key=lambda repair: (repair.begin, repair.end, repair.kind))
    return Text(raw, script.simplify(text, converted), starts, ends, tuple(ordered))


def _edits(raw: str, flat: str) -> list[Edit]:
    """All edits of the raw text, sorted and without overlap; `flat` is the raw text in normal widths."""
    lines = furniture.lines_of(raw)
    found = [Edit(begin, end, "", kind) for begin, end, kind in furniture.find(flat, lines)]
    found += [Edit(*hit.span(), "", "furniture") for hit in _UNSEEN.finditer(raw)] if _UNSEEN.search(raw) else []
    if "(" in raw or "（" in raw:
        found += [Edit(begin, end, "", "pinyin") for begin, end in pinyin.leftovers(flat)]
    if len(twice := list(_TWICE.finditer(flat))) >= _HABIT:
        found += [Edit(*hit.span(), "", "furniture") for hit in twice]
    if "?" in raw:
        found += [Edit(*piece) for piece in damage.eaten(flat)]
    if ";" in raw or "!" in raw:
        skip = [(edit.begin, edit.end) for edit in found]
        found += [Edit(*piece) for piece in damage.repairs(raw, skip)]
    found += [Edit(begin, end, "", "") for begin, end in layout.gaps(flat)]
    spans = {(edit.begin, edit.end): edit.kind for edit in found}
    gone = frozenset(index for index, span in enumerate(lines) if span in spans)
    breaks = frozenset(index for index in gone if spans[lines[index]] in ("page-number", "watermark"))
    for begin, end in layout.joins(flat, lines, gone, breaks):
        space = " " if flat[begin - 1].isascii() and flat[begin - 1].isalnum() and flat[end].isascii() and flat[end].isalnum() else ""
        found.append(Edit(begin, end, space, ""))
    for index in gone:  # a line that is passed over takes its end with it
        end = lines[index][1]
        after = raw[end : end + 8]
        rest = len(after) - len(after.lstrip(" \t\u3000\r"))
        if raw[end + rest : end + rest + 1] == "\n":
            found.append(Edit(end, end + rest + 1, "", ""))
    return _merged(found)


def _merged(edits: Iterable[Edit]) -> list[Edit]:
    """Edits sorted; what lies within another is dropped, what overlaps another's end begins there."""
    done: list[Edit] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.begin, -edit.end)):
        if edit.end <= at and not (edit.begin == edit.end and edit.reading):
            continue
        if edit.begin < at:
            edit = edit._replace(begin=at, reading="" if edit.places else edit.reading, places=())
        done.append(edit)
        at = edit.end
    return done


def _apply(flat: str, edits: Iterable[Edit]) -> tuple[str, array[int], array[int]]:
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    at = 0
    for edit in edits:
        parts += (flat[at : edit.begin], edit.reading)
        starts.extend(range(at, edit.begin))
        ends.extend(range(at + 1, edit.begin + 1))
        for index in range(len(edit.reading)):
            begin, end = edit.places[index] if edit.places else (edit.begin, edit.end)
            starts.append(begin)
            ends.append(end)
        at = edit.end
    parts.append(flat[at:])
    starts.extend(range(at, len(flat)))
    ends.extend(range(at + 1, len(flat) + 1))
    return "".join(parts), starts, ends


def _redactions(raw: str) -> Iterator[Repair]:
    """Places where a name or figure was struck out: marked, never changed.

    One star, one × or X between hanzi and one 某 before a hanzi are enough; other signs stand for something only when doubled.
    """
    for found in _MASK.finditer(raw):
        begin, end = found.span()
        before, after = raw[begin - 1 : begin], raw[end : end + 1]
        if end - begin > 1:
            struck = not (raw[begin] in "xX" and (before.isascii() and before.isalnum() or after.isascii() and after.isalnum()))
        elif raw[begin] in "*＊":
            struck = True
        elif raw[begin] in "×XＸ":
            struck = bool(_ANY_HANZI.match(before) and _ANY_HANZI.match(after))
        else:
            struck = raw[begin] == "某" and bool(_ANY_HANZI.match(after))
        if struck:
            yield Repair(begin, end, "redaction", raw[begin:end])
