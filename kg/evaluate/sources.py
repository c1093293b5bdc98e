"""Which documents the marked files are about: by sha256, or by name where a marked file gives none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from .gold import Gold


class Document(Protocol):
    """What is needed of an opened document (extract's Source has it)."""

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Found:
    """Marked files with the sha256 of their documents, the documents themselves, and the marked files that have none."""

    golds: tuple[Gold, ...]
    documents: tuple[Document, ...]
    missing: tuple[Gold, ...]


def beside(folder: Path, endings: Sequence[str]) -> list[str]:
    """Where documents are looked for when none are named: in the folder of the marks with all below, and right above it."""
    home = folder if folder.is_dir() else folder.parent
    inside = sorted(str(path) for path in home.rglob("*") if path.suffix.lower() in endings and path.is_file())
    above = sorted(str(path) for path in home.resolve().parent.iterdir() if path.suffix.lower() in endings and path.is_file())
    return [*inside, *above]


def find(golds: Sequence[Gold], opened: Iterable[Document]) -> Found:
    """Pair marked files with documents; goes through the documents once and stops when all are found."""
    by_sha: dict[str, Document] = {}
    by_name: dict[str, Document] = {}
    wanted_sha = {gold.sha256 for gold in golds if gold.sha256}
    wanted_name = {gold.key for gold in golds if not gold.sha256}
    for document in opened:
        if document.sha256 in wanted_sha:
            by_sha.setdefault(document.sha256, document)
        if Path(document.name).stem in wanted_name:
            by_name.setdefault(Path(document.name).stem, document)
        if len(by_sha) == len(wanted_sha) and len(by_name) == len(wanted_name):
            break
    return _paired(golds, by_sha.get, by_name.get)


def _paired(
    golds: Sequence[Gold], by_sha: Callable[[str], Document | None], by_name: Callable[[str], Document | None]
) -> Found:
    documents: dict[str, Document] = {}
    settled: list[Gold] = []
    missing: list[Gold] = []
    for gold in golds:
        document = by_sha(gold.sha256) if gold.sha256 else by_name(gold.key)
        if document is None:
            missing.append(gold)
            settled.append(gold)
            continue
        documents[document.sha256] = document
        settled.append(replace(gold, sha256=document.sha256))
    return Found(tuple(settled), tuple(documents.values()), tuple(missing))
