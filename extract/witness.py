"""A thing that is known only from what is said of another is mentioned by the words that say it.

A post's words name the body that it is in (县应急管理局局长), a body's words the place that it is of (江西省应急管理厅), a meeting's the
body that called it: the finders state the link and find no name that stands by itself. Of the words on which such a
statement rests the part that names the thing is taken, whole or from its beginning or its end (省应急管理厅 for 江西省应急管理厅,
四川 for 四川省); where they do not, the part that names what is linked to it (the county, for the province that holds it), else all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ontology.records import Measure, Mention, Statement, Thing

from .text import Text

_LEAST = 2  # characters of a name that are enough to tell it by, within words that are known to be about it


def witnesses(
    text: Text, things: Sequence[Thing], mentions: Iterable[Mention], statements: Sequence[Statement], measures: Sequence[Measure]
) -> list[Mention]:
    """Mentions, in raw offsets, for the things that have none: by what is said with them as value, else by what is said of them."""
    named = {mention.ref for mention in mentions}
    left = {thing.iri for thing in things if thing.iri not in named}
    if not left:
        return []
    names = {thing.iri: (thing.label, *thing.alt) for thing in things}
    found: dict[str, list[Mention]] = {iri: [] for iri in sorted(left)}
    for measure in measures:
        for r in measure.responsibilities:
            if r.bearer in left:
                found[r.bearer].append(Mention(r.begin, r.end, r.bearer, r.rule, r.confidence))
    said = [*statements, *(fact for measure in measures for fact in measure.facts)]
    for s in said:
        if not s.datatype and s.value in left:
            found[s.value].append(_mention(text, s, s.value, (names[s.value], names.get(s.subject, ()))))
    for s in said:
        if s.subject in left and not found[s.subject]:
            found[s.subject].append(_mention(text, s, s.subject, (names[s.subject],)))
    return [mention for of_thing in found.values() for mention in of_thing]


def _mention(text: Text, s: Statement, ref: str, tellers: Iterable[Sequence[str]]) -> Mention:
    begin, end = text.back(s.begin, s.end)
    words = text.clean[begin:end]
    part = next((part for names in tellers if (part := _part(words, names))), None)
    raw = text.span(begin + part[0], begin + part[1]) if part else (s.begin, s.end)
    return Mention(*raw, ref, s.rule, s.confidence)


def _part(words: str, names: Sequence[str]) -> tuple[int, int] | None:
    """Where the longest beginning or end of one of the names stands in the words."""
    best: tuple[int, int] | None = None
    for name in names:
        for length in range(len(name), max(_LEAST, best[1] - best[0] + 1 if best else 0) - 1, -1):
            at = next((at for piece in (name[:length], name[-length:]) if (at := words.find(piece)) >= 0), -1)
            if at >= 0:
                best = (at, at + length)
                break
    return best
