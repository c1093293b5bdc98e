"""Documents into the store: the one place where the graph meets the reader.

Sources are read and written in a pipeline: while Oxigraph takes in one batch (it lets go of Python's lock), the next documents
are read, here or in other processes. Batches go in in the order of the documents, so the store is the same however many
processes read.
"""

from __future__ import annotations

import gc
import hashlib
import queue
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ontology.namespaces import DATA

from . import lexicons
from .errors import KgError
from .store import Entry, Stored, Writer

if TYPE_CHECKING:
    from concurrent.futures import Future

    import extract
    from extract.source import Source

    from .rdf import Written

# Quads: so many go in as soon as Oxigraph waits for work, so many at the latest. Smaller batches would overlap with reading to the
# end, and Oxigraph would spend more on merging what came in before.
_LEAST, _BATCH = 50_000, 150_000
_PATIENCE = 5.0  # seconds after which even a small batch goes in
_VIEW_EVERY = 20.0  # seconds between the views that readers get while a long build runs
_COLLECT = (50_000, 20, 50)  # Python's own is (700, 10, 10)
_CHUNK = 60_000  # characters of text that are sent to another process at a time


class BuildError(KgError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read. `lexicons` are paths of an office's own word lists."""

    jurisdiction: str | None = None
    issued: str | None = None
    base: str = DATA
    min_confidence: float | None = None  # None: what a careful reader would keep
    lexicons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why; `trace` is for those who repair the program."""

    name: str
    reason: str
    trace: str = ""


@dataclass(slots=True)
class Report:
    """What a build did. `characters` counts the text of what was read, `quads` what was written for it."""

    read: int = 0
    unchanged: int = 0
    replaced: int = 0
    repeated: list[tuple[str, str]] = field(default_factory=list)  # (file, the file of the same bytes that stands for it)
    unread: list[Unread] = field(default_factory=list)
    characters: int = 0
    quads: int = 0
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class _Done:
    """What reading one source gave: a graph, or a failure."""

    name: str
    sha256: str
    characters: int
    written: Written | None = None
    failure: Unread | None = None


def reader_version(settings: Settings) -> str:
    """Names the reader and its settings: another reader, dictionary or setting gives another name, and a new reading.

    The dictionary is the ontology's files, so their bytes count as much as the code's.
    """
    from . import __version__

    sha = hashlib.sha256()
    for package in ("extract", "ontology"):
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".ttl", ".csv", ".txt", ".json"):
                sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    sha.update(Path(__file__).with_name("rdf.py").read_bytes())
    for lexicon in settings.lexicons:
        sha.update(Path(lexicon).read_bytes())
    plain = replace(settings, lexicons=())
    sha.update(repr(plain).encode())
    return f"zeren-kg {__version__} {sha.hexdigest()[:16]}"


def _options(settings: Settings, version: str) -> extract.Options:
    import extract

    options = extract.Options(settings.jurisdiction, settings.issued, lexicon=lexicons.loaded(settings.lexicons, version))
    return options if settings.min_confidence is None else replace(options, min_confidence=settings.min_confidence)


def _read(source: Source, settings: Settings, version: str) -> _Done:
    """One source read and written as a graph. A fault of the reader costs this document, not the build."""
    from extract import read

    from .rdf import to_trig

    options = _options(settings, version)
    try:
        written = to_trig(read(source, options), settings.base, version)
    except Exception as error:
        reason = f"The reader failed on it ({type(error).__name__}: {error}). Please report this with the document."
        failure = Unread(source.name, reason, traceback.format_exc())
        return _Done(source.name, source.sha256, 0, failure=failure)
    return _Done(source.name, source.sha256, len(source.text), written)


def _read_chunk(sources: list[Source], settings: Settings, version: str) -> list[_Done]:
    return [_read(source, settings, version) for source in sources]


def _begin_reading_process() -> None:
    """Ctrl-C is the parent's affair."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_COLLECT)


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Readings hold no cycles: the collector looks through millions of records and finds nothing. Let it look less often."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECT)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source]]:
    chunk: list[Source] = []
    size = 0
    for source in sources:
        chunk.append(source)
        size += len(source.text)
        if size >= _CHUNK or len(chunk) >= 64:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _read_all(sources: Iterable[Source], settings: Settings, version: str, jobs: int) -> Iterator[_Done]:
    """Readings in the order of the sources."""
    if jobs == 1:
        for source in sources:
            yield _read(source, settings, version)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # spawn: a fork after Oxigraph has opened its store hangs the child
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_reading_process)
    try:
        waiting: deque[Future[list[_Done]]] = deque()
        for chunk in _chunks(sources):
            waiting.append(pool.submit(_read_chunk, chunk, settings, version))
            while len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise BuildError("A reading process ended of itself, perhaps for want of memory. Run again with fewer --jobs; what is in stays in.") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Loader:
    """Writes batches in a thread of its own; what goes wrong there is raised at the next call here.

    Each batch is one ingestion. From the third on Oxigraph merges what earlier ones brought, at the price of writing it once more:
    so the ontology's own graphs go in with the first batch, and a batch has its least size even where nothing else is to be done.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._batch: dict[str, Entry] = {}
        self._quads = 0
        self._since = time.monotonic()
        self._queue: queue.Queue[list[Entry] | None] = queue.Queue(maxsize=2)
        self._error: BaseException | None = None
        self._writing = False
        self._thread = threading.Thread(target=self._run, name="kg-loader", daemon=True)
        self._thread.start()

    def add(self, entry: Entry) -> None:
        known = self._batch.get(entry.iri)
        if known is not None:
            entry = replace(entry, replaces=tuple(dict.fromkeys((*known.replaces, *entry.replaces))))
        self._batch[entry.iri] = entry
        self._quads += entry.statements
        enough = _BATCH if self._writing or not self._queue.empty() else _LEAST
        if self._quads >= enough or time.monotonic() - self._since > _PATIENCE:
            self.flush()

    def flush(self) -> None:
        self._raise()
        if self._batch:
            self._queue.put(list(self._batch.values()))
        self._batch, self._quads, self._since = {}, 0, time.monotonic()

    def close(self, drop: bool = False) -> None:
        """Wait until all that was handed over is in; `drop` leaves out what was not yet handed over."""
        if not drop and self._error is None:
            self.flush()
        self._queue.put(None)
        self._thread.join()
        if not drop:
            self._raise()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        viewed = time.monotonic()
        first: list[Entry] = []
        digest = ""
        try:
            first, digest = self._ontology()  # while the reader loads its dictionaries
        except BaseException as error:
            self._error = error
        ended = False
        while not ended:
            batch = self._queue.get()
            ended = batch is None
            if self._error is not None:
                continue  # keep the queue moving so that nobody waits for ever
            try:
                self._writing = True
                if first or batch:
                    self._writer.put([*first, *(batch or ())])
                if digest:
                    self._writer.remember_ontology(digest)
                first, digest = [], ""
                if not ended and time.monotonic() - viewed > _VIEW_EVERY:
                    self._writer.publish()
                    viewed = time.monotonic()
            except BaseException as error:
                self._error = error
            self._writing = False

    def _ontology(self) -> tuple[list[Entry], str]:
        """The ontology's own graphs and their digest; nothing where the store holds them."""
        from . import schemes

        digest = schemes.digest()
        if self._writer.ontology == digest:
            return [], ""
        return [Entry.of_nquads(iri, nquads, (iri,)) for iri, nquads in sorted(schemes.graphs().items())], digest


class _Plan:
    """Decides what has to be read: not what is in already, read by the same reader with the same settings."""

    def __init__(self, stored: Sequence[Stored], version: str, report: Report) -> None:
        self._by_sha = {d.sha256: d for d in stored}
        self._by_source = {d.source: d for d in stored}
        self._version = version
        self._report = report
        self._met: dict[str, str] = {}  # sha256 → the source that stands for these bytes in this build
        self._standing_in: dict[str, Source] = {}  # sha256 → a source of this build that the store knows under another name
        self._read: dict[str, tuple[str, ...]] = {}  # sha256 → IRIs of the graphs that its reading takes the place of

    def choose(self, found: Iterable[Source]) -> Iterator[Source]:
        for source in found:
            yield from self._choose(source)

    def _choose(self, source: Source) -> Iterator[Source]:
        old = self._by_source.get(source.name)
        gone: tuple[str, ...] = ()
        if old is not None and old.sha256 != source.sha256 and old.sha256 not in self._met:
            # the file holds other bytes now: its former document goes, unless another file of this build has these bytes
            del self._by_source[source.name]
            self._by_sha.pop(old.sha256, None)
            stand_in = self._standing_in.pop(old.sha256, None)
            if stand_in is not None:
                yield self._take(stand_in, (old.iri,))
            else:
                gone = (old.iri,)
                self._report.replaced += 1
        first = self._met.get(source.sha256)
        if first is not None and first <= source.name:
            self._report.repeated.append((source.name, first))
            return
        known = self._by_sha.get(source.sha256)
        if known is not None and known.reader == self._version and known.source <= source.name and not gone:
            if known.source == source.name:
                self._met[source.sha256] = source.name
                self._report.unchanged += 1
            else:
                self._standing_in[source.sha256] = source
                self._report.repeated.append((source.name, known.source))
            return
        if known is not None:
            gone = (*gone, known.iri)
            if known.source == source.name:
                self._report.replaced += 1
        if first is not None:
            self._report.repeated.append((first, source.name))
        yield self._take(source, gone)

    def _take(self, source: Source, gone: tuple[str, ...]) -> Source:
        self._met[source.sha256] = source.name
        self._read[source.sha256] = (*self._read.get(source.sha256, ()), *gone)
        return source

    def replaces(self, sha256: str) -> tuple[str, ...]:
        return self._read.get(sha256, ())


def build(
    paths: Sequence[str],
    store: str | Path,
    settings: Settings = Settings(),
    *,
    jobs: int = 1,
    strict: bool = False,
    stdin: BinaryIO | None = None,
    tell: Callable[[str, Report], None] = lambda name, report: None,
) -> Report:
    """Read the documents under `paths` into the store; `tell` hears the name of each document as it is dealt with.

    Unreadable files are named in the report and the rest is built, or with `strict` nothing after the first of them. Raises
    KgError for a store or a setting that cannot be used. Ctrl-C ends it early with a whole store and `interrupted` set.
    """
    from . import __version__

    _check(settings, jobs)
    report = Report()
    version = reader_version(settings)
    with _collecting_rarely(), Writer(store, f"zeren-kg {__version__}") as writer:
        plan = _Plan(writer.documents(), version, report)
        loader = _Loader(writer)
        try:
            lexicon = lexicons.loaded(settings.lexicons, version)
            if lexicon is not None:
                loader.add(lexicons.graph(lexicon))
            found = _readable(paths, stdin or sys.stdin.buffer, report, strict, tell)
            for done in _read_all(plan.choose(found), settings, version, jobs):
                if done.written is None:
                    if done.failure is not None:
                        report.unread.append(done.failure)
                    tell(done.name, report)
                    if strict:
                        break
                    continue
                graph = done.written
                gone = tuple(iri for iri in plan.replaces(done.sha256) if iri != graph.iri)
                loader.add(Entry(graph.iri, graph.trig, graph.statements, gone))
                report.read += 1
                report.characters += done.characters
                report.quads += graph.statements
                tell(done.name, report)
            loader.close()
        except KeyboardInterrupt:
            report.interrupted = True
            loader.close(drop=True)
        except BaseException:
            loader.close(drop=True)
            raise
    report.unread.sort(key=lambda unread: unread.name)
    return report


def _readable(
    paths: Sequence[str], stdin: BinaryIO, report: Report, strict: bool, tell: Callable[[str, Report], None]
) -> Iterator[Source]:
    from extract.source import Source, open_sources

    for found in open_sources(paths, stdin):
        if isinstance(found, Source):
            yield found
            continue
        report.unread.append(Unread(found.name, found.reason))
        tell(found.name, report)
        if strict:
            return


def _check(settings: Settings, jobs: int) -> None:
    if jobs < 1:
        raise BuildError(f"--jobs must be 1 or more, not {jobs}.")
    if settings.min_confidence is not None and not 0 <= settings.min_confidence <= 1:
        raise BuildError(f"--min-confidence must lie between 0 and 1, not {settings.min_confidence}.")
    scheme, colon, rest = settings.base.partition(":")
    if not (colon and scheme.isalpha() and rest and settings.base[-1] in "/#") or any(c in settings.base for c in ' <>"{}|\\^`'):
        raise BuildError(f"--base must be a whole IRI that ends in / or #, as {DATA}, not {settings.base!r}.")
    try:
        lexicons.load(settings.lexicons)
    except lexicons.BadLexicon as error:
        raise BuildError(str(error)) from None
