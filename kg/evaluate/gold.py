"""Marked documents: one JSON file a document, as docs/evaluate.md describes it.

A measure or statistic stands at `start`/`end` (code points of the document's text); where a file has only a `quote`, its place is looked
for. Which document a file is about is told by `sha256`, or else by the file's own name (notice.json is about notice.txt).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import KgError


class GoldError(KgError):
    """A marked file that cannot be used: says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Named:
    """Anything that is marked by its name: an official, an organization, a cited document, a sector (by its id) …"""

    name: str
    aliases: tuple[str, ...] = ()
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Person:
    """An official with the posts that the text gives; `maybe` are posts that two readers could differ about."""

    named: Named
    posts: tuple[str, ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """`people` are (role, name): role is conveners, chairs, attendees or speakers. `maybe` are names that may have any role."""

    named: Named
    jurisdiction: str | None
    date: str | None
    level: str | None
    people: tuple[tuple[str, str], ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic: `value` as the text writes it."""

    value: str
    begin: int
    end: int
    quote: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Directive:
    """A measure. `bearers` and `maybe_bearers` are (role, name); the `maybe_…` values are neither missed nor wrong."""

    begin: int
    end: int
    quote: str
    optional: bool
    sectors: tuple[str, ...]
    maybe_sectors: tuple[str, ...]
    bearers: tuple[tuple[str, str], ...]
    maybe_bearers: tuple[tuple[str, str], ...]
    meeting: str | None
    maybe_meeting: str | None
    deadline: str | None
    maybe_deadline: str | None
    deadline_text: str | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One marked document. `key` is the file's name without .json."""

    key: str
    path: Path
    sha256: str | None
    meetings: tuple[Meeting, ...] = ()
    officials: tuple[Person, ...] = ()
    organizations: tuple[Named, ...] = ()
    sectors: tuple[Named, ...] = ()
    cited: tuple[Named, ...] = ()
    initiatives: tuple[Named, ...] = ()
    principles: tuple[Named, ...] = ()
    accidents: tuple[Named, ...] = ()
    statistics: tuple[Figure, ...] = ()
    measures: tuple[Directive, ...] = ()

    def meeting_called(self, name: str) -> Meeting:
        """The marked meeting of that name. GoldError when there is none."""
        for meeting in self.meetings:
            if name in meeting.named.names:
                return meeting
        raise GoldError(f"{self.path}: a measure is said to come from the meeting {name!r}, which is not among its meetings. Add it there.")


def read_folder(folder: Path, only: str | None = None) -> list[Gold]:
    """The marked files of a folder, by name; `only` keeps those whose name begins so. A single file will do too."""
    if not folder.exists():
        raise GoldError(f"There is no folder {folder}. Give the folder that holds the marked JSON files.")
    paths = [folder] if folder.is_file() else sorted(folder.glob("*.json"), key=lambda path: path.name)
    paths = [path for path in paths if only is None or path.name.startswith(only)]
    if not paths:
        what = f" whose name begins with {only!r}" if only else ""
        raise GoldError(f"The folder {folder} holds no JSON file{what}. docs/evaluate.md says how to mark a document.")
    return [read_file(path) for path in paths]


def read_file(path: Path) -> Gold:
    """One marked file. GoldError names the file and what is wrong in it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GoldError(f"{path} could not be read ({error.strerror or error}).") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from error
    except ValueError as error:
        raise GoldError(f"{path} is not JSON: {error}.") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path} holds no record of a document: it must be a JSON object, as docs/evaluate.md describes it.")
    try:
        return _gold(path, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise GoldError(f"{path}: {what}. docs/evaluate.md says what a marked file holds.") from error


def _gold(path: Path, data: Mapping[str, Any]) -> Gold:
    unknown = {key for key in data if isinstance(data[key], list)} - _LISTS
    if unknown:
        raise GoldError(f"{path}: unknown list {', '.join(sorted(unknown))}; known are {', '.join(sorted(_LISTS))}.")
    return Gold(
        key=path.name.removesuffix(".json"),
        path=path,
        sha256=data.get("sha256"),
        meetings=tuple(map(_meeting, _entries(data, "meetings"))),
        officials=tuple(
            Person(_named(e), _strings(e, "posts"), _strings(e, "optional_posts")) for e in _entries(data, "officials")
        ),
        organizations=tuple(map(_named, _entries(data, "organizations"))),
        sectors=tuple(Named(e.get("id") or e["name"], (), bool(e.get("optional"))) for e in _entries(data, "sectors")),
        cited=tuple(Named(e.get("title") or e["name"], _strings(e, "aliases"), bool(e.get("optional"))) for e in _entries(data, "cited_documents")),
        initiatives=tuple(map(_named, _entries(data, "initiatives"))),
        principles=tuple(map(_named, _entries(data, "principles"))),
        accidents=tuple(map(_named, _entries(data, "accidents"))),
        statistics=tuple(map(_figure, _entries(data, "statistics"))),
        measures=tuple(map(_directive, _entries(data, "measures"))),
    )


_LISTS = {
    "meetings", "officials", "organizations", "sectors", "cited_documents", "initiatives", "principles", "accidents",
    "statistics", "measures", "notes",
}  # fmt: skip


def _entries(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = data.get(key) or []
    if not isinstance(found, list):
        raise TypeError(f"{key} must be a list")
    return [entry if isinstance(entry, dict) else {"name": str(entry)} for entry in found]


def _strings(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = entry.get(key) or ()
    if isinstance(found, str):
        raise TypeError(f"{key} must be a list of strings, not {found!r}")
    return tuple(str(value) for value in found)


def _named(entry: Mapping[str, Any]) -> Named:
    return Named(str(entry["name"]), _strings(entry, "aliases"), bool(entry.get("optional")))


_PEOPLE = ("conveners", "chairs", "attendees", "speakers")


def _meeting(entry: Mapping[str, Any]) -> Meeting:
    people = tuple((role, name) for role in _PEOPLE for name in _strings(entry, role))
    return Meeting(
        _named(entry), entry.get("jurisdiction"), entry.get("date"), entry.get("level"), people, _strings(entry, "optional_facts")
    )


def _span(entry: Mapping[str, Any]) -> tuple[int, int, str]:
    """Begin, end and quote; -1 stands for a place that the document has yet to tell."""
    quote = str(entry.get("quote") or "")
    if "start" not in entry and quote:
        return -1, -1, quote
    begin, end = int(entry["start"]), int(entry["end"])
    if not 0 <= begin < end:
        raise ValueError(f"the place {begin}–{end} is none")
    return begin, end, quote


def _figure(entry: Mapping[str, Any]) -> Figure:
    begin, end, quote = _span(entry)
    return Figure(str(entry["value"]), begin, end, quote, bool(entry.get("optional")))


def _bearers(entry: Mapping[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    found = entry.get(key) or ()
    return tuple((str(b.get("role") or "implement"), str(b["name"])) if isinstance(b, dict) else ("implement", str(b)) for b in found)


def _directive(entry: Mapping[str, Any]) -> Directive:
    begin, end, quote = _span(entry)
    return Directive(
        begin=begin,
        end=end,
        quote=quote,
        optional=bool(entry.get("optional")),
        sectors=_strings(entry, "sectors"),
        maybe_sectors=_strings(entry, "optional_sectors"),
        bearers=_bearers(entry, "bearers"),
        maybe_bearers=(*_bearers(entry, "inherited_bearers"), *_bearers(entry, "optional_bearers")),
        meeting=entry.get("meeting"),
        maybe_meeting=entry.get("optional_meeting"),
        deadline=entry.get("deadline"),
        maybe_deadline=entry.get("optional_deadline"),
        deadline_text=entry.get("deadline_text"),
        cites=_strings(entry, "cites"),
    )


def placed(gold: Gold, text: str) -> Gold:
    """The same with every measure and statistic at its place in the text. GoldError when a quote is not there, or a place outside."""
    measures: list[Directive] = []
    after = 0
    for measure in gold.measures:
        begin, end = _place(gold, measure.begin, measure.end, measure.quote, text, after)
        measures.append(replace(measure, begin=begin, end=end))
        after = end
    figures: list[Figure] = []
    after = 0
    for figure in gold.statistics:
        begin, end = _place(gold, figure.begin, figure.end, figure.quote, text, after)
        figures.append(replace(figure, begin=begin, end=end))
        after = begin  # two figures may share a quote
    return replace(gold, measures=tuple(measures), statistics=tuple(figures))


def _place(gold: Gold, begin: int, end: int, quote: str, text: str, after: int) -> tuple[int, int]:
    if begin < 0:
        begin = text.find(quote, after)
        begin = begin if begin >= 0 else text.find(quote)
        if begin < 0:
            raise GoldError(f"{gold.path}: the text of the document does not hold {quote[:40]!r}. Quote it exactly as the document writes it.")
        return begin, begin + len(quote)
    if end > len(text):
        raise GoldError(f"{gold.path}: the place {begin}–{end} lies outside the document's {len(text)} characters. Was another version marked?")
    return begin, end


def missing(golds: Iterable[Gold], known: Sequence[str]) -> list[Gold]:
    """Those whose document is not among the known sha256."""
    have = set(known)
    return [gold for gold in golds if gold.sha256 not in have]
