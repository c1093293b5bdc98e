"""What an office's words collide with: other concepts' names, longer words that hide them, ids that nobody has, ordinary Chinese.

An error makes the word list unusable as it stands; a warning is something that a person should know before it surprises them in the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from . import concepts
from .bodies import body_words
from .dictionary import using
from .lexicon import Entry, Lexicon

ERROR, WARNING = "error", "warning"
COMMON = 1000  # occurrences in jieba's corpus from which a word is ordinary Chinese
_WORD = re.compile(r"[\u4e00-\u9fff]")
# What of the cue scheme the reader looks up: words of other cues would teach it nothing.
TAUGHT_CUES = {
    "directive": "verbs with which an order begins", "manner": "adverbs before such a verb", "lead": "verbs of those who lead",
    "cooperate": "verbs of those who help", "period": "times of the year",
}  # fmt: skip
_SCHEMES = {"sector": concepts.sectors, "function": concepts.functions, "office": concepts.offices, "cue": concepts.cues}
_PLURAL = {"sector": "sectors", "function": "functions", "office": "offices", "cue": "cues"}


@dataclass(frozen=True, slots=True)
class Collision:
    """One thing to know of one word: `grade` is "error" or "warning", `where` names file and line."""

    grade: str
    where: str
    kind: str
    word: str
    says: str


def collisions(lexicon: Lexicon) -> list[Collision]:
    """All of them, in the order of the entries. The ontology alone is what the words are compared with."""
    with using(None):
        return [found for entry in lexicon.entries for found in _of(entry, lexicon)]


def known_ids() -> dict[str, frozenset[str]]:
    """The ids that the ontology has, by kind."""
    with using(None):
        return {kind: frozenset(scheme().concepts) for kind, scheme in _SCHEMES.items()}


def _of(entry: Entry, lexicon: Lexicon) -> Iterator[Collision]:
    def say(grade: str, word: str, says: str) -> Collision:
        return Collision(grade, entry.where, entry.kind, word, says)

    for grade, word, says in (*_ids(entry, lexicon), *_forms(entry), *_twice(entry, lexicon)):
        yield say(grade, word, says)
    for name in entry.names:
        for grade, says in (*_names(entry, name), *_hidden(entry, name), *_elsewhere(entry, name), *_ordinary(entry, name)):
            yield say(grade, name, says)


def _ids(entry: Entry, lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Ids that nobody has, cues that are not looked up, a known id under another name."""
    if entry.kind == "organization":
        return
    scheme = _SCHEMES[entry.kind]()
    own = {other.id: other for other in lexicon.of(entry.kind)}
    if entry.id not in scheme and not entry.label:
        yield ERROR, entry.id, f"No {entry.kind} has the id {entry.id}, and there is no label to make one. Give a label, or correct the id."
    if entry.broader and entry.broader not in scheme and entry.broader not in own:
        yield ERROR, entry.broader, f"No {entry.kind} has the id {entry.broader}, which is given as broader. {_nearest(entry.broader, [*scheme.concepts, *own])}"
    if entry.broader == entry.id or _circular(entry, own):
        yield ERROR, entry.id, f"{entry.id} would be a part of itself. Correct its broader."
    if entry.id in scheme and entry.label and entry.label != scheme[entry.id].zh:
        yield WARNING, entry.label, f"{entry.id} is known as {scheme[entry.id].zh}; {entry.label} becomes a further name of it."
    if entry.kind == "cue" and not _taught(entry, own):
        known = "; ".join(f"{cue}: {what}" for cue, what in TAUGHT_CUES.items())
        yield ERROR, entry.names[0], f"The reader does not look words of this cue up. Those that can be taught are {known}. Give one of them as id or broader."


def _taught(entry: Entry, own: Mapping[str, Entry]) -> bool:
    scheme = concepts.cues()
    at: str | None = entry.id
    for _ in range(8):
        if at is None:
            return False
        if at in TAUGHT_CUES:
            return True
        at = (own[at].broader if at in own else None) or (scheme[at].broader if at in scheme else None)
    return False


def _circular(entry: Entry, own: Mapping[str, Entry]) -> bool:
    at, seen = entry.broader, {entry.id}
    while at is not None and at in own and at not in seen:
        seen.add(at)
        at = own[at].broader
    return at in seen


def _nearest(wrong: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wrong, known, 1)
    return f"Is {near[0]} meant?" if near else "Correct it, or give that one a row of its own."


def _forms(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Names that the reader could not find or would find everywhere, because of how they are written."""
    for name in entry.names:
        if _traditional() & set(name):
            yield ERROR, name, "It is written in traditional characters. The reader reads every text in simplified ones: write the name so."
        elif not _WORD.search(name):
            yield ERROR, name, "It holds no Chinese character."
        elif len(name) == 1:
            yield ERROR, name, "A name of one character would be found everywhere. Give a longer one."
        if re.search(r"[\s，。；、：]", name):
            yield ERROR, name, "A name cannot hold blanks or punctuation. Several names are separated by |."


def _twice(entry: Entry, lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Names that the word list itself gives to two things of one kind."""
    for other in lexicon.of(entry.kind):
        if other is entry:
            break
        for name in entry.names:
            if name in other.names and other.id != entry.id:
                yield ERROR, name, f"{other.where} gives this name to {other.id} already. Take it out of one of the two."


def _names(entry: Entry, name: str) -> Iterator[tuple[str, str]]:
    """A name that something of the same kind has already."""
    if entry.kind == "organization":
        for body in body_words().standing:
            if name in (body.label, *body.alt) and body.label != entry.label:
                yield WARNING, f"In the ontology this name means {body.label}. With this word list it means {entry.label}."
        return
    for one in _SCHEMES[entry.kind]():
        if one.id == entry.id or name not in (*one.labels, *one.passing):
            continue
        if name == one.zh:
            yield ERROR, f"It is the first name of {one.id}, which keeps it. Give this one another name, or add its names to {one.id}."
        else:
            yield WARNING, f"In the ontology this name means {one.zh} ({one.id}). With this word list it means {entry.label or entry.id}."


def _hidden(entry: Entry, name: str) -> Iterator[tuple[str, str]]:
    """A name inside longer words: those are passed over, or mean something else."""
    if entry.kind == "organization":
        words = body_words()
        if name in words.blocked or name in words.sounds:
            yield WARNING, "In the ontology this word names no body. With this word list it does, wherever it stands."
        return
    for one in _SCHEMES[entry.kind]():
        for longer in one.blocked:
            if longer == name:
                yield WARNING, f"The ontology passes this word over (zr:notLabel of {one.id}). With this word list it counts."
            elif name in longer:
                yield WARNING, f"Inside {longer} it is passed over, because that is no name of {one.id} (zr:notLabel)."
        if one.id != entry.id and one.kind != concepts.GROUP:
            for label in one.labels:
                if name != label and name in label and name not in one.labels:
                    yield WARNING, f"Inside {label} it is not found: that means {one.zh} ({one.id})."
                    break


def _elsewhere(entry: Entry, name: str) -> Iterator[tuple[str, str]]:
    """A name that something of another kind has: both will be found."""
    for kind, scheme in _SCHEMES.items():
        if kind not in (entry.kind, "cue") and entry.kind != "cue":
            one = next((c for c in scheme() if name in c.labels and c.kind != concepts.GROUP), None)
            if one is not None:
                yield WARNING, f"Among the {_PLURAL[kind]} this name means {one.zh} ({one.id}); both will be found where the text lets them."


def _ordinary(entry: Entry, name: str) -> Iterator[tuple[str, str]]:
    """A word of everyday Chinese, which texts use without meaning this."""
    often = _frequencies().get(name, 0)
    if often >= COMMON and entry.kind in ("sector", "organization", "cue"):
        yield WARNING, f"It is an ordinary word ({often:,} times in jieba's corpus) and will be found wherever a text uses it. A longer name is safer."


@cache
def _frequencies() -> dict[str, int]:
    """Word → occurrences, of jieba's dictionary read as data; empty where jieba is not installed."""
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        return {}
    lines = (Path(found.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, *_ in (line.split(" ") for line in lines) if len(word) > 1}


@cache
def _traditional() -> frozenset[str]:
    """Characters that a simplified text does not contain, from OpenCC's table."""
    text = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return frozenset(old for old, new in pairs if old not in new.split(" "))
