"""The store: an Oxigraph database on disk, one named graph a document, read through views that never change.

    DIR/zeren.json         which format the store has, and the digest of the ontology that it holds
    DIR/data/              the database that the one writer has open
    DIR/views/000012/      a view: a backup of the database (hard links), which readers open read-only
    DIR/views/current      the name of the view that new readers take
    DIR/views/pending      there is more in the database than in the newest view

A document is wholly in or not in: new ones go in by `bulk_load`, which Oxigraph hands to RocksDB as one atomic ingestion,
and a changed one replaces its predecessor in one SPARQL update, which is one transaction.
Readers never touch the database that is written, because Oxigraph calls that undefined behaviour; the writer makes a view at the
end of its work and every so often in between, and removes the views that nobody holds any more.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ontology.namespaces import DATA, PREFIXES

from .errors import NoStore, NotAStore, StoreBusy, StoreFailed, StoreTooNew

if TYPE_CHECKING:
    import pyoxigraph as ox

FORMAT = 1
_MARKER = "zeren.json"
_OF_DOCUMENT = re.compile(r"document/[0-9a-f]{16}\Z")  # names of documents' graphs, under any base

_CATALOGUE = f"""
PREFIX zr: <{PREFIXES["zr"]}> PREFIX dcterms: <{PREFIXES["dcterms"]}>
SELECT ?iri ?sha256 ?source ?title ?issued ?reader WHERE {{
  GRAPH ?iri {{
    ?iri zr:sha256 ?sha256 ; dcterms:source ?source ; dcterms:title ?title .
    OPTIONAL {{ ?iri dcterms:issued ?issued }}
    OPTIONAL {{ ?iri zr:reader ?reader }}
  }}
}}"""


@dataclass(frozen=True, slots=True, order=True)
class Stored:
    """A document that the store holds: `iri` also names its graph; `reader` tells what read it, and with which options."""

    source: str
    iri: str
    sha256: str
    title: str
    issued: str | None
    reader: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way in: its graph as TriG, how many statements that holds, and the graphs that it takes the place of."""

    iri: str
    trig: bytes
    statements: int
    replaces: tuple[str, ...] = ()

    @staticmethod
    def of_nquads(iri: str, nquads: bytes, replaces: tuple[str, ...] = ()) -> Entry:
        """The entry of a graph that is at hand as canonical N-Quads, each line once."""
        triples = nquads.replace(f" <{iri}> .\n".encode(), b" .\n")
        return Entry(iri, b"<%b> {\n%b}\n" % (iri.encode(), triples), nquads.count(b"\n"), replaces)


def _explained(error: OSError, path: Path, doing: str) -> StoreBusy | StoreFailed:
    text = str(error)
    if "lock" in text.lower():
        return StoreBusy(
            f"Another process is writing to the store {path}. Wait until it has finished, or give another --store; "
            "questions and exports work meanwhile."
        )
    if error.errno == errno.ENOSPC or "no space left" in text.lower():
        return StoreFailed(
            f"The disk is full: {doing} {path} was stopped. What the store held before is still there. "
            "Make room and run the same command again; it takes up where it stopped."
        )
    return StoreFailed(
        f"{doing[0].upper()}{doing[1:]} {path} failed: {text}. What the store held before is still there. "
        "Check the disk and the permissions, and run the same command again."
    )


def _check_format(path: Path) -> dict[str, object]:
    """The marker of the store at `path`."""
    try:
        marker = json.loads((path / _MARKER).read_text(encoding="utf-8"))
        made_in, made_by = int(marker["format"]), str(marker["made_by"])
    except FileNotFoundError:
        raise NoStore(f"There is no store at {path}. Build one first: kg build FILE… --store {path}") from None
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise NotAStore(f"The file {path / _MARKER} cannot be read ({error}). Build the store anew in another folder.") from None
    if made_in > FORMAT:
        raise StoreTooNew(
            f"The store {path} has format {made_in}, made by {made_by}; this version knows format {FORMAT} and earlier ones. "
            "Install the newer version, or build a store of your own in another folder."
        )
    return dict(marker)


def documents(store: ox.Store) -> list[Stored]:
    """All documents, sorted by where they came from."""
    found: dict[str, Stored] = {}
    for row in store.query(_CATALOGUE):  # type: ignore[union-attr]
        value = [None if term is None else term.value for term in row]
        iri, sha256, source, title, issued, reader = value
        found[str(iri)] = Stored(str(source), str(iri), str(sha256), str(title), issued, reader or "")
    return sorted(found.values(), key=lambda d: (d.source, d.iri))


class Writer:
    """The one process that may change the store; use it with `with`. Raises StoreBusy when there is another."""

    def __init__(self, path: str | os.PathLike[str], made_by: str = "zeren-kg") -> None:
        import pyoxigraph as ox

        self.path = Path(path)
        self._made_by = made_by
        new = self._prepare()
        try:
            self.store = ox.Store(str(self.path / "data"))
        except OSError as error:
            raise _explained(error, self.path, "opening the store") from error
        self._rest = weakref.finalize(self, _let_go, _show_at_work(self.path / "views"))
        self._sweep()
        if new:
            self._mark({})
        if not (self.path / "views" / "current").exists():
            self._touch()

    def _prepare(self) -> bool:
        """Check what is there; True when the store is new."""
        try:
            if self.path.exists() and not self.path.is_dir():
                raise NotAStore(f"{self.path} is a file, not a folder. Give the folder of a store with --store.")
            if (self.path / _MARKER).exists():
                _check_format(self.path)
                new = False
            elif self.path.exists() and any(child.name not in ("data", "views") for child in self.path.iterdir()):
                raise NotAStore(f"The folder {self.path} holds other things than a store. Give an empty or a new folder with --store.")
            else:
                new = True
            (self.path / "data").mkdir(parents=True, exist_ok=True)
            (self.path / "views").mkdir(exist_ok=True)
        except OSError as error:
            raise _explained(error, self.path, "making the store") from error
        return new

    @property
    def _pending(self) -> Path:
        return self.path / "views" / "pending"

    def _touch(self) -> None:
        """Remember, beyond a crash, that readers do not see everything yet."""
        self._pending.touch()

    def _sweep(self) -> None:
        """Take away what a writer left that was killed: half-made files, views and documents."""
        for left in (self.path / "data").glob("bulk-*.sst"):
            left.unlink(missing_ok=True)
        for left in (self.path / "views").glob("*.new"):
            _remove_unread(left)
        whole = {d.iri for d in documents(self.store)}
        for graph in list(self.store.named_graphs()):
            if graph.value not in whole and _OF_DOCUMENT.search(graph.value):
                self.store.remove_graph(graph)
                self._touch()

    def _mark(self, more: dict[str, object]) -> None:
        from .export.files import write_whole

        marker = self.path / _MARKER
        known = json.loads(marker.read_text(encoding="utf-8")) if marker.exists() else {}
        content = {**known, "format": FORMAT, "made_by": self._made_by, **more}
        write_whole(marker, (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())

    def documents(self) -> list[Stored]:
        return documents(self.store)

    @property
    def ontology(self) -> str:
        """The digest of the ontology's graphs that the store holds; "" in a new store."""
        return str(_check_format(self.path).get("ontology", ""))

    def install(self, graphs: dict[str, bytes], digest: str) -> None:
        """Put the ontology's own graphs (IRI → N-Quads) in place, and remember their digest."""
        self.put([Entry.of_nquads(iri, nquads, (iri,)) for iri, nquads in sorted(graphs.items())])
        self.remember_ontology(digest)

    def remember_ontology(self, digest: str) -> None:
        """Note that the ontology's own graphs are in, and which they are."""
        self._mark({"ontology": digest})

    def put(self, entries: Sequence[Entry]) -> None:
        """Bring documents in, each wholly or not at all; OSErrors become StoreFailed."""
        try:
            fresh: list[Entry] = []
            known: list[Entry] = []
            for entry in entries:
                held = any(self._holds(iri) for iri in (entry.iri, *entry.replaces))
                (known if held else fresh).append(entry)
            if fresh:
                self._load_fresh(fresh)
            for entry in known:
                self._replace(entry)
        except OSError as error:
            raise _explained(error, self.path, "writing to the store") from error

    def _holds(self, iri: str) -> bool:
        import pyoxigraph as ox

        return self.store.contains_named_graph(ox.NamedNode(iri))

    def _load_fresh(self, entries: Sequence[Entry]) -> None:
        import pyoxigraph as ox

        self._touch()
        self.store.bulk_load(b"".join([entry.trig for entry in entries]), ox.RdfFormat.TRIG, lenient=True)

    def _replace(self, entry: Entry) -> None:
        """Old graphs out and the new one in, in one transaction; what stays the same is not touched."""
        old: set[str] = set()
        drops = []
        for iri in sorted({entry.iri, *entry.replaces}):
            if iri == entry.iri:
                old = self._lines(iri)
            elif self._holds(iri):
                drops.append(f"DROP GRAPH <{iri}>")
        new = _normal_lines(entry.trig)
        steps = drops
        for verb, lines in (("DELETE", old - new), ("INSERT", new - old)):
            if lines:
                steps.append(f"{verb} DATA {{ GRAPH <{entry.iri}> {{\n{''.join(sorted(lines))}}} }}")
        if steps:
            self._touch()
            self.store.update(" ;\n".join(steps))

    def _lines(self, iri: str) -> set[str]:
        import pyoxigraph as ox

        graph = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(iri))
        return set((graph or b"").decode().splitlines(keepends=True))

    def remove(self, iris: Sequence[str]) -> None:
        """Take documents out, all of them or none."""
        if iris:
            self._touch()
            try:
                self.store.update(" ;\n".join(f"DROP SILENT GRAPH <{iri}>" for iri in iris))
            except OSError as error:
                raise _explained(error, self.path, "removing from the store") from error

    def publish(self) -> None:
        """Let readers see what is in now: a new view, and the views that nobody reads any more taken away."""
        if not self._pending.exists():
            return
        from .export.files import write_whole

        views = self.path / "views"
        taken = [int(child.name) for child in views.iterdir() if child.name.isdecimal()]
        name = f"{max(taken, default=0) + 1:06d}"
        try:
            self.store.backup(str(views / f"{name}.new"))
            (views / f"{name}.new").rename(views / name)
            write_whole(views / "current", name.encode())
            self._pending.unlink(missing_ok=True)
        except OSError as error:
            raise _explained(error, self.path, "making a view of the store") from error
        for child in sorted(views.iterdir()):
            if child.is_dir() and not child.name.startswith(name):
                _remove_unread(child)

    def close(self) -> None:
        """Publish what was not yet published, and let the next writer in."""
        if hasattr(self, "store"):
            try:
                self.publish()
            finally:
                self._rest()
                del self.store

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.close()
            return
        with contextlib.suppress(StoreFailed):  # the first error is the one to be told
            self.close()


def _normal_lines(trig: bytes) -> set[str]:
    """One graph as Oxigraph would give its triples back (decimals, language tags), one line each."""
    import pyoxigraph as ox

    memory = ox.Store()
    memory.load(trig, ox.RdfFormat.TRIG, lenient=True)
    graph = next(iter(memory.named_graphs()), None)
    if graph is None:
        return set()
    return set((memory.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").decode().splitlines(keepends=True))


def _lock_view(folder: Path, exclusive: bool) -> int | None:
    """Hold a view so that no writer removes it (or be its only holder, to remove it); None when it is held otherwise or gone."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows, where an open file cannot be removed anyway
        return -1
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _show_at_work(views: Path) -> int | None:
    """Hold the folder of all views, so that a reader can tell a first build that runs from one that was broken off."""
    for _ in range(20):
        handle = _lock_view(views, exclusive=True)
        if handle is not None:
            return handle
        time.sleep(0.005)  # a reader looks: that takes it a moment
    return None


def _let_go(handle: int | None) -> None:
    if handle is not None and handle >= 0:
        os.close(handle)


def _remove_unread(folder: Path) -> None:
    handle = _lock_view(folder, exclusive=True)
    if handle is None:
        return
    try:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        if handle >= 0:
            os.close(handle)


class Reader:
    """A view of the store that stays as it is while others write. `store` is the read-only Oxigraph store itself.

    Ask it through `kg.query`, which knows the prefixes, refuses what reaches outside, and counts a triple once however
    many documents say it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        import pyoxigraph as ox

        self.path = Path(path)
        _check_format(self.path)
        self._handle: int | None = None
        for _ in range(50):  # a writer may remove the view between our reading of its name and our holding it
            view = self._current()
            self._handle = _lock_view(view, exclusive=False)
            if self._handle is not None and view.is_dir():
                break
        else:
            raise StoreFailed(f"The store {self.path} has no view that can be read. Run kg build --store {self.path} again.")
        self.view = view
        self._merged: ox.Store | None = None
        self._extra: list[int] = []
        try:
            self.store = ox.Store.read_only(str(view))
        except OSError as error:
            raise _explained(error, self.path, "reading the store") from error

    def _current(self) -> Path:
        try:
            return self.path / "views" / (self.path / "views" / "current").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            writer = _lock_view(self.path / "views", exclusive=False)
            if writer is None:
                raise StoreBusy(
                    f"The store {self.path} is being built for the first time and holds nothing yet. Ask again when kg build has ended, "
                    "or in a minute: a long build lets readers in as it goes."
                ) from None
            _let_go(writer)
            raise NoStore(
                f"The store {self.path} holds nothing yet: its first build was broken off. Run it again: kg build FILE… --store {self.path}"
            ) from None

    def documents(self) -> list[Stored]:
        """All documents, sorted by where they came from."""
        return documents(self.store)

    @property
    def merged(self) -> ox.Store:
        """A read-only store whose default graph holds every triple of the union once (`kg.union`); made when first asked for."""
        if self._merged is None:
            import pyoxigraph as ox

            from .union import merged_view

            try:
                place = merged_view(self.view, self.store, self)
                handle = _lock_view(place, exclusive=False)
                if handle is not None and handle >= 0:
                    self._extra.append(handle)
                self._merged = ox.Store.read_only(str(place))
            except OSError as error:
                raise _explained(error, self.path, "preparing the union of the documents of") from error
        return self._merged

    @property
    def base(self) -> str:
        """The IRI under which individuals stand, as the documents' own IRIs show it; the default in an empty store."""
        for graph in sorted(g.value for g in self.store.named_graphs()):
            head, found, _ = graph.rpartition("document/")
            if found:
                return head
        return DATA

    def close(self) -> None:
        for handle in (self._handle, *self._extra):
            _let_go(handle)
        self._handle, self._extra = None, []

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_reader(path: str | os.PathLike[str]) -> Reader:
    """The store at `path`, for asking. Raises NoStore, NotAStore, StoreTooNew or StoreFailed."""
    return Reader(path)
