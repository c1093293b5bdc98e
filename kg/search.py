"""Full text over measures and names, best first.

The words asked for are read as a person types them: either script, with or without spaces. A known name in them (汛期安全,
市安办) is one word, and the other spellings of that name count as a hit too, at `OTHER` of its weight; the rest is cut by jieba.
Hits are ranked by BM25 (k1 = 1.2, b = 0.75, lengths in characters), times the share of the words that occur, squared: a text with all the
words comes before one with the same word often. A thing whose name is exactly what was asked comes first. Latin
letters (dljt) are tried as the initials of names in pinyin, if pypinyin is installed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import naming
from .answers import PLACE, SOURCE, Answer, Column, Row, Texts, ask, joined
from .demands import demands
from .wording import glue, plain, simplified, tokenizer

if TYPE_CHECKING:
    from pyoxigraph import Store

K1, B = 1.2, 0.75
OTHER = 0.1  # weight of another spelling of the name that was asked for
EXACT = 3.0  # times the score for a name that is the whole question

COLUMNS = (
    Column("rank", "序号", "Rank"),
    Column("kind", "类别", "Kind"),
    Column("text", "内容", "Text", long=True),
    SOURCE,
    Column("score", "得分", "Score", wide=True),
    Column("iri", "标识", "IRI", wide=True),
    *PLACE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question in plain wording, and the other spellings of what it names."""

    asked: str
    others: tuple[str, ...] = ()

    def frequency(self, text: str) -> float:
        """How often it occurs in the plain text; the other spellings count together as less than one occurrence."""
        return text.count(self.asked) + (OTHER if any(other in text for other in self.others) else 0.0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that can be found."""

    iri: str
    kind: str
    text: str  # as shown
    plain: str  # as searched
    document: str = ""
    begin: int = 0
    end: int = 0
    names: tuple[str, ...] = ()


def words_of(question: str, known: Sequence[naming.Named]) -> list[Word]:
    """The words of a question: known names first, the longest of them, then what jieba makes of the rest."""
    spellings: dict[str, set[str]] = {}
    for named in known:
        all_names = {plain(name) for name in named.names if not name.isascii()} - {""}
        for name in all_names:
            if len(name) > 1:
                spellings.setdefault(name, set()).update(all_names)
    longest = max((len(name) for name in spellings), default=0)
    found: dict[str, Word] = {}
    for part in simplified(question).split():
        rest, at, text = "", 0, plain(part)
        while at < len(text):
            size = next((n for n in range(min(longest, len(text) - at), 1, -1) if text[at : at + n] in spellings), 0)
            if size:
                name = text[at : at + size]
                # A spelling that contains the name, or that it contains, would count one place twice.
                others = sorted(s for s in spellings[name] if s not in name and name not in s and len(s) > 1)
                found.setdefault(name, Word(name, tuple(others)))
                rest += " "
                at += size
            else:
                rest += text[at]
                at += 1
        for token in tokenizer().cut_for_search(rest):
            if token.strip() and token not in glue():
                found.setdefault(token, Word(token))
    longer = [word for word in found.values() if len(word.asked) > 1]
    return longer or list(found.values())


def _initials(known: Sequence[naming.Named], letters: str) -> list[naming.Named]:
    """The things one of whose names begins so in pinyin initials; [] when pypinyin is not installed."""
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError:
        return []
    asked = letters.lower()

    def fits(name: str) -> bool:
        return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower().startswith(asked)

    return [named for named in known if any(fits(name) for name in named.names if not name.isascii())]


def search(store: Store, question: str, *, limit: int = 20) -> Answer:
    """The best `limit` hits (0: all of them). The places of a thing are that of its first mention."""
    texts = Texts(store)
    known = naming.names(store)
    words = words_of(question, known)
    entries = _entries(store, known, texts)
    scored = _ranked(entries, words, plain(question))
    if question.isascii() and question.isalpha():
        seen = {entry.iri for _, entry in scored}
        chosen = {named.iri for named in _initials(known, question)} - seen
        scored += [(0.5, entry) for entry in entries if entry.iri in chosen]
    shown = scored[:limit] if limit else scored
    places = _places(store, [entry.iri for _, entry in shown if not entry.document])
    rows = tuple(_row(rank, score, entry, words, places, texts) for rank, (score, entry) in enumerate(shown, 1))
    note = f"按 {'、'.join(word.asked for word in words) or question} 检索，共 {len(scored)} 条"
    note += f"，列出前 {len(shown)} 条。" if len(shown) < len(scored) else "。"
    return Answer(f"检索：{question}", COLUMNS, rows, note)


def _entries(store: Store, known: Sequence[naming.Named], texts: Texts) -> list[_Entry]:
    entries = []
    for named in known:
        label = named.label
        kind = naming.kind_of(named)
        names = tuple(dict.fromkeys(filter(None, map(plain, named.names))))
        entries.append(_Entry(named.iri, kind, label, "\n".join(names), names=names))
    for d in demands(store, texts=texts):
        linked = joined([*(b.label for b in d.bearers), *(s.label for s in d.sectors)])
        entries.append(_Entry(d.iri, "Measure", d.task, plain(d.task) + "\n" + plain(linked), d.document, d.begin, d.end))
    return entries


def _ranked(entries: Sequence[_Entry], words: Sequence[Word], question: str) -> list[tuple[float, _Entry]]:
    if not words or not entries:
        return []
    mean = sum(len(entry.plain) for entry in entries) / len(entries)
    frequencies = [[word.frequency(entry.plain) for word in words] for entry in entries]
    idf = []
    for at in range(len(words)):
        holding = sum(1 for row in frequencies if row[at])
        idf.append(math.log(1 + (len(entries) - holding + 0.5) / (holding + 0.5)))
    scored = []
    for entry, row in zip(entries, frequencies, strict=True):
        hits = sum(1 for count in row if count)
        if not hits:
            continue
        norm = K1 * (1 - B + B * len(entry.plain) / mean)
        score = sum(weight * count * (K1 + 1) / (count + norm) for weight, count in zip(idf, row, strict=True))
        score *= (hits / len(words)) ** 2
        if question in entry.names:
            score *= EXACT * (1.0 if question == entry.names[0] else 0.9)
        scored.append((score, entry))
    return sorted(scored, key=lambda pair: (-round(pair[0], 9), pair[1].kind == "Measure", len(pair[1].text), pair[1].iri))


def _places(store: Store, iris: Sequence[str]) -> dict[str, Row]:
    """The first mention of each thing."""
    first: dict[str, Row] = {}
    for row in ask(store, "show-mentions", {"subject": iris}) if iris else ():
        first.setdefault(row["subject"], row)
    return first


def _row(rank: int, score: float, entry: _Entry, words: Sequence[Word], places: dict[str, Row], texts: Texts) -> Row:
    row: Row = {"rank": str(rank), "score": f"{score:.2f}", "kind": naming.KINDS.get(entry.kind, entry.kind), "iri": entry.iri}
    row["text"] = marked(entry.text, words)
    if entry.document:
        return row | texts.place(entry.document, entry.begin, entry.end)
    if entry.iri in places:
        place = places[entry.iri]
        return row | texts.place(place["document"], int(place["begin"]), int(place["end"]))
    return row


def marked(text: str, words: Sequence[Word], begin: str = "【", end: str = "】") -> str:
    """`text` with the words that were hit between brackets; what is compared is plain wording, what is shown is the text."""
    characters: list[str] = []
    where: list[int] = []
    for at, character in enumerate(text):
        folded = plain(character)
        characters += folded
        where += [at] * len(folded)
    wording = "".join(characters)
    hit = bytearray(len(text))
    for word in words:
        for spelling in (word.asked, *word.others):
            at = wording.find(spelling)
            while at >= 0:
                first, last = where[at], where[at + len(spelling) - 1]
                hit[first : last + 1] = b"\1" * (last + 1 - first)
                at = wording.find(spelling, at + 1)
    out: list[str] = []
    for at, character in enumerate(text):
        if hit[at] and not (at and hit[at - 1]):
            out.append(begin)
        out.append(character)
        if hit[at] and not (at + 1 < len(text) and hit[at + 1]):
            out.append(end)
    return "".join(out)
