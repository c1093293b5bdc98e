"""Take the text out of marked files: what stays are facts (names, titles, dates, ids) and offsets.

    python tests/regression/convert.py FROM TO

Each JSON file of FROM is written to TO under its name; the same input gives the same bytes. Quotes, indicators and wordings of dates
go, the places of measures and figures stay. A name of more than LONGEST characters is a sentence rather than a name: it is left out,
unless it is the title of a document or of a meeting. The documents themselves are found by their sha256 when the files are used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

LONGEST = 32

Entry = Mapping[str, Any]


def fits(name: str) -> bool:
    return len(name) <= LONGEST


def _kept(entry: Entry, **fields: Any) -> dict[str, Any]:
    """The fields that say something, with optional last."""
    kept = {key: value for key, value in fields.items() if value not in (None, "", [], ())}
    if entry.get("optional"):
        kept["optional"] = True
    return kept


def _short(names: Iterable[str] | None) -> list[str]:
    return [name for name in names or () if fits(name)]


def named(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Things known by their names; where the first name is too long, a shorter one takes its place."""
    for entry in entries:
        names = _short([entry["name"], *(entry.get("aliases") or ())])
        if names:
            yield _kept(entry, name=names[0], aliases=names[1:])


def meetings(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    plain = ("name", "aliases", "jurisdiction", "status", "date", "level", "conveners", "chairs", "attendees", "speakers", "optional_facts")
    for entry in entries:
        yield _kept(entry, **{key: entry.get(key) for key in plain})


def officials(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield _kept(entry, name=entry["name"], posts=_short(entry.get("posts")), optional_posts=_short(entry.get("optional_posts")))


def cited(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield _kept(entry, title=entry["title"], aliases=entry.get("aliases"), issuers=_short(entry.get("issuers")))


def sectors(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield _kept(entry, id=entry["id"])


def statistics(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield _kept(entry, start=entry["start"], end=entry["end"], value=str(entry["value"]), unit=entry.get("unit"))


def _bearers(entries: Iterable[Any] | None) -> list[dict[str, Any]]:
    found = [e if isinstance(e, dict) else {"name": e} for e in entries or ()]
    return [{"name": e["name"], "role": e.get("role") or "implement"} for e in found if fits(e["name"])]


def measures(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    plain = ("sectors", "optional_sectors", "deadline", "optional_deadline", "meeting", "optional_meeting", "cites")
    for entry in entries:
        fields = {key: entry.get(key) for key in plain}
        fields |= {key: _bearers(entry.get(key)) for key in ("bearers", "inherited_bearers", "optional_bearers")}
        yield _kept(entry, start=entry["start"], end=entry["end"], modality=entry.get("modality"), **fields)


LISTS = {
    "meetings": meetings, "officials": officials, "organizations": named, "sectors": sectors, "cited_documents": cited,
    "initiatives": named, "principles": named, "accidents": named, "statistics": statistics, "measures": measures,
}  # fmt: skip


def converted(gold: Entry) -> str:
    """The record without the text, one entry a line."""
    parts = [f' "{key}": {_json(gold.get(key))}' for key in ("doc", "sha256", "issued", "jurisdiction")]
    for key, convert in LISTS.items():
        rows = [f"  {_json(entry)}" for entry in convert(gold.get(key) or ())]
        parts.append(f' "{key}": [\n' + ",\n".join(rows) + "\n ]" if rows else f' "{key}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.json")):
        text = converted(json.loads(path.read_text(encoding="utf-8")))
        (target / path.name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
