"""How fast a build is, with the yardsticks in the same run: `python -m tests.bench` (or `make bench`).

The text is that of ../shared/corpus/wild where it lies beside the repository, else that of the bundled documents. The first two lines are
what is wanted: the command `kg build`, files to stored graph, one process from its start to its end, beside jieba.cut of the same
text (its dictionary loaded before). Because the one pays its start and the other does not, two more stand beside them: jieba.cut as a
process with a start of its own, and the build of three times the text. All four run in turn, so that what else the machine does falls on all. Every figure is the median
of several runs; × compares characters a second with jieba.cut's, by the clock and by the seconds of all processors.
"""

from __future__ import annotations

import argparse
import atexit
import io
import json
import logging
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "kg" / "samples"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was timed, over how many characters (0: a command, timed as it is), and the median seconds.

    `cpu` are the seconds of all processors together, also those of processes begun: on a busy machine they tell more than the clock.
    """

    what: str
    characters: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.characters / self.seconds


def timed(what: str, characters: int, repeat: int, run: Callable[[], object]) -> Figure:
    """The medians of `repeat` runs."""
    (figure,) = in_turn([(what, characters, run)], repeat)
    return figure


def in_turn(runs: Sequence[tuple[str, int, Callable[[], object]]], repeat: int) -> list[Figure]:
    """The medians of `repeat` rounds, each of which runs each once."""
    clock: list[list[float]] = [[] for _ in runs]
    cpu: list[list[float]] = [[] for _ in runs]
    for _ in range(repeat):
        for number, (_, _, run) in enumerate(runs):
            begin, used = time.perf_counter(), _used()
            run()
            clock[number].append(time.perf_counter() - begin)
            cpu[number].append(_used() - used)
    return [
        Figure(what, characters, statistics.median(clock[number]), statistics.median(cpu[number]))
        for number, (what, characters, _) in enumerate(runs)
    ]


def _used() -> float:
    """Seconds of all processors that this process and those which it began and saw end have used."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def documents() -> list[Path]:
    if (SHARED / "wild").is_dir():
        return sorted((SHARED / "wild").rglob("*.txt"))
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html", ".docx", ".pdf"))


def five() -> list[Path]:
    """Five documents: those of ../shared, else bundled ones."""
    return sorted(SHARED.glob("*.txt"))[:5] if SHARED.is_dir() else documents()[:5]


def terms(least: int = 5000) -> list[str]:
    """Labels of the ontology's schemes and place names, `least` at most."""
    import pyoxigraph as ox

    found: dict[str, None] = {}
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE):
            if isinstance(quad.object, ox.Literal) and (quad.object.language or "").startswith("zh") and 2 <= len(quad.object.value) <= 12:
                found[quad.object.value] = None
    for name in re.findall(r"[\u4e00-\u9fff]{3,}", (ROOT / "ontology" / "jurisdictions.csv").read_text(encoding="utf-8")):
        found[name] = None
    return list(found)[:least]


def wanted(paths: Sequence[Path], text: str, repeat: int) -> list[Figure]:
    """jieba.cut alone, and the command that builds the same documents into a new store."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    _environment()  # before anything is timed
    with tempfile.TemporaryDirectory() as scratch:
        count = iter(range(1_000_000))
        folder = Path(scratch) / "documents"  # one argument, as a person gives it
        folder.mkdir()
        for number, path in enumerate(paths):
            (folder / f"{number:05d}{path.suffix}").symlink_to(path.resolve())
        thrice, texts = Path(scratch) / "thrice", [path for path in paths if path.suffix == ".txt"]
        thrice.mkdir()
        for copy in range(3):  # each ends in a line end more, so that it is a document of its own
            for path in texts:
                (thrice / f"{copy}-{path.name}").write_bytes(path.read_bytes() + b"\n" * (copy + 1))
        long = 3 * sum(len(path.read_text(encoding="utf-8", errors="replace")) for path in texts)
        whole = Path(scratch) / "text"
        whole.write_text(text, encoding="utf-8")
        build = lambda: _kg("build", str(folder), "--store", f"{scratch}/store-{next(count)}")  # noqa: E731
        build_long = lambda: _kg("build", str(thrice), "--store", f"{scratch}/store-{next(count)}")  # noqa: E731
        cut = lambda: sum(1 for _ in jieba.cut(text))  # noqa: E731
        alone = lambda: subprocess.run([sys.executable, "-c", _CUT, str(whole)], check=True, stderr=subprocess.DEVNULL, env=_environment())  # noqa: E731
        return in_turn(
            [
                ("jieba.cut", len(text), cut),
                ("kg build, files to stored graph, start included", len(text), build),
                ("jieba.cut, start included", len(text), alone),
                ("kg build of three times the text, start included", long, build_long),
            ],
            repeat,
        )


_CUT = "import jieba, sys; sum(1 for _ in jieba.cut(open(sys.argv[1], encoding='utf-8').read()))"


def _kg(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, stdout=subprocess.DEVNULL, env=_environment())


@cache
def _environment() -> dict[str, str]:
    """That of this process, but modules are compiled once, as pip does when it installs, whatever this process was told."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    folder = tempfile.mkdtemp(prefix="zeren-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": folder}
    with tempfile.TemporaryDirectory() as scratch:  # what every command loads, and what a build does
        subprocess.run(
            [sys.executable, "-m", "kg", "build", str(SAMPLES), "--store", f"{scratch}/store"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
    return environment


def yardsticks(text: str, repeat: int) -> list[Figure]:
    """One automaton and one regular expression over the text."""
    import ahocorasick_rs

    words = terms()
    automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))
    few = text[: len(text) // 8]  # the alternation is slow enough to be timed on less
    size = len(text)
    return [
        timed(f"ahocorasick_rs, {len(words):,} terms", size, repeat, lambda: automaton.find_matches_as_indexes(text)),
        timed("re alternation of the same", len(few), 1, lambda: pattern.findall(few)),
    ]


def stages(paths: Sequence[Path], repeat: int) -> list[Figure]:
    """The build as a whole, and each of its stages by itself."""
    import pyoxigraph as ox

    from extract import read
    from extract.source import Source, open_sources
    from kg.build import build
    from kg.rdf import to_trig

    names = [str(path) for path in paths]

    def opened() -> list[Source]:
        return [source for source in open_sources(names, io.BytesIO()) if isinstance(source, Source)]

    sources = opened()
    size = sum(len(source.text) for source in sources)
    readings = [read(source) for source in sources]  # also loads the dictionaries
    graphs = [to_trig(reading) for reading in readings]
    quads = sum(graph.statements for graph in graphs)
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        count = iter(range(1_000_000))

        def built() -> None:
            build(names, Path(scratch) / f"store-{next(count)}")

        def loaded() -> None:
            store = ox.Store(str(Path(scratch) / f"bare-{next(count)}"))
            half = len(graphs) // 2
            for part in (graphs[:half], graphs[half:]):
                store.bulk_load(b"".join(graph.trig for graph in part), ox.RdfFormat.TRIG, lenient=True)

        found.append(timed("building, in a process that has read before", size, repeat, built))
        found.append(timed("  opening and decoding", size, repeat, opened))
        found.append(timed("  reading", size, repeat, lambda: [read(source) for source in sources]))
        written = timed("", size, repeat, lambda: [to_trig(reading) for reading in readings])
        found.append(replace(written, what=f"  writing {quads:,} statements ({quads / written.seconds:,.0f}/s)"))
        taken = timed("", size, repeat, loaded)
        found.append(replace(taken, what=f"  Oxigraph taking them in ({quads / taken.seconds:,.0f}/s, in a thread beside the rest)"))
    return found


def commands(repeat: int) -> list[Figure]:
    """What a person waits for: the help, and five documents from nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        count = iter(range(1_000_000))
        names = [str(path) for path in five()]
        return [
            timed("kg --help", 0, max(repeat, 5), lambda: _kg("--help")),
            timed("kg build of five documents, start included", 0, repeat, lambda: _kg("build", *names, "--store", f"{scratch}/{next(count)}")),
        ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, of which the median counts")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    args = parser.parse_args()
    from extract.source import Source, open_sources

    paths = documents()
    text = "".join(s.text for s in open_sources([str(p) for p in paths], io.BytesIO()) if isinstance(s, Source))
    figures = [*wanted(paths, text, args.repeat), *yardsticks(text, args.repeat), *stages(paths, args.repeat), *commands(args.repeat)]
    if args.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1))
        return
    from kg.tables import table

    jieba = figures[0]
    rows = []
    for f in figures:
        pace = ("", "", "")
        if f.characters:
            by_cpu = (jieba.cpu / jieba.characters) / (f.cpu / f.characters)
            pace = (f"{f.rate:,.0f}", f"{f.rate / jieba.rate:.2f}", f"{by_cpu:.2f}")
        rows.append([f.what, f"{f.seconds:.3f}", f"{f.cpu:.3f}", *pace])
    print(f"{len(paths)} documents, {len(text):,} characters, {os.cpu_count()} processors, medians of {args.repeat}\n")
    print(table(["what", "seconds", "CPU", "characters/s", "× jieba", "× by CPU"], rows, numbers=(1, 2, 3, 4, 5)), end="")
    print("\nWanted of kg build: × 0.50 at least.")


if __name__ == "__main__":
    main()
