"""Building: what is read, what is skipped, what is replaced, and that nothing depends on order or on the number of processes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import BuildError, Report, Settings, build
from kg.export.rdf_files import rdf_text
from kg.store import Reader
from tests.readings import COUNTY_TEXT, PROVINCE_TEXT

ROOT = Path(__file__).parents[1]
NOTICE = "关于开展冬季消防检查的通知\n各乡镇人民政府：\n一、县消防救援大队要牵头检查商场市场，12月20日前完成。\n二、严禁占用疏散通道。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "county.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    (tmp_path / "in" / "province.txt").write_text(PROVINCE_TEXT, encoding="gb18030")
    (tmp_path / "in" / "sub").mkdir()
    (tmp_path / "in" / "sub" / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path / "in"


def nquads(store: Path) -> str:
    with Reader(store) as reader:
        return "".join(rdf_text(reader, "nq"))


def sources(store: Path) -> list[str]:
    with Reader(store) as reader:
        return [Path(d.source).name for d in reader.documents()]


def test_a_folder_is_read_and_stored(folder: Path, tmp_path: Path) -> None:
    report = build([str(folder)], tmp_path / "s")
    assert (report.read, report.unchanged, report.unread) == (3, 0, [])
    assert report.characters == len(COUNTY_TEXT) + len(PROVINCE_TEXT) + len(NOTICE)
    assert sources(tmp_path / "s") == ["county.txt", "province.txt", "notice.txt"]
    with Reader(tmp_path / "s") as reader:
        assert sum("/document/" in q.graph_name.value for q in reader.store) == report.quads  # type: ignore[union-attr]


def test_building_again_reads_nothing(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "s")
    before = nquads(tmp_path / "s")
    again = build([str(folder)], tmp_path / "s")
    assert (again.read, again.unchanged) == (0, 3)
    assert nquads(tmp_path / "s") == before


def test_a_changed_file_is_replaced(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "s")
    (folder / "sub" / "notice.txt").write_text(NOTICE.replace("12月20日", "12月25日"), encoding="utf-8")
    report = build([str(folder)], tmp_path / "s")
    assert (report.read, report.replaced, report.unchanged) == (1, 1, 2)
    build([str(folder)], tmp_path / "fresh")
    assert nquads(tmp_path / "s") == nquads(tmp_path / "fresh")


def test_another_setting_reads_again(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "s")
    settings = Settings(jurisdiction="四川省成都市")
    report = build([str(folder)], tmp_path / "s", settings)
    assert (report.read, report.replaced) == (3, 3)
    build([str(folder)], tmp_path / "fresh", settings)
    assert nquads(tmp_path / "s") == nquads(tmp_path / "fresh")
    assert build([str(folder)], tmp_path / "s", settings).read == 0


def test_another_base_leaves_nothing_of_the_old_one(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "s")
    build([str(folder)], tmp_path / "s", Settings(base="http://example.org/duty/"))
    assert "w3id.org/zeren/id/" not in nquads(tmp_path / "s")
    with Reader(tmp_path / "s") as reader:
        assert reader.base == "http://example.org/duty/"


def test_order_and_processes_do_not_matter(folder: Path, tmp_path: Path) -> None:
    files = sorted(str(f) for f in folder.rglob("*.txt"))
    build(files, tmp_path / "one")
    build(files[::-1], tmp_path / "other")
    build(files, tmp_path / "two", jobs=2)
    for single in files:
        build([single], tmp_path / "single")
    expected = nquads(tmp_path / "one")
    assert expected.count("\n") > 15_000
    for store in ("other", "two", "single"):
        assert nquads(tmp_path / store) == expected


def test_two_files_of_one_content_are_one_document(folder: Path, tmp_path: Path) -> None:
    (folder / "a-copy.txt").write_bytes((folder / "sub" / "notice.txt").read_bytes())
    copy, first = str(folder / "a-copy.txt"), str(folder / "sub" / "notice.txt")
    for number, order in enumerate(([copy, first], [first, copy])):
        report = build(order, tmp_path / f"s{number}")
        assert sources(tmp_path / f"s{number}") == ["a-copy.txt"]  # the first name, whichever was met first
        assert len(report.repeated) == 1
    build([first], tmp_path / "s2")
    build([copy], tmp_path / "s2")
    assert nquads(tmp_path / "s0") == nquads(tmp_path / "s1") == nquads(tmp_path / "s2")


def test_a_copy_stands_in_when_the_first_file_changes(folder: Path, tmp_path: Path) -> None:
    files = [str(folder / "b.txt"), str(folder / "sub" / "notice.txt")]
    (folder / "b.txt").write_text(NOTICE, encoding="utf-8")
    build(files, tmp_path / "s")
    assert sources(tmp_path / "s") == ["b.txt"]
    (folder / "b.txt").write_text(PROVINCE_TEXT, encoding="utf-8")
    build(files, tmp_path / "s")
    build(files, tmp_path / "fresh")
    assert sources(tmp_path / "s") == ["b.txt", "notice.txt"]
    assert nquads(tmp_path / "s") == nquads(tmp_path / "fresh")
    for order in (files, files[::-1]):  # and with the copy met first
        (folder / "b.txt").write_text(NOTICE, encoding="utf-8")
        build(files, tmp_path / f"t{order[0][-5]}")
        (folder / "b.txt").write_text(PROVINCE_TEXT, encoding="utf-8")
        build(order, tmp_path / f"t{order[0][-5]}")
        assert nquads(tmp_path / f"t{order[0][-5]}") == nquads(tmp_path / "fresh")


def test_standard_input_is_a_document(tmp_path: Path) -> None:
    report = build(["-"], tmp_path / "s", stdin=io.BytesIO(NOTICE.encode("utf-16")))
    assert report.read == 1 and sources(tmp_path / "s") == ["-"]


def test_what_cannot_be_read_is_named_and_the_rest_is_built(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "program.txt").write_bytes(bytes(range(256)) * 40)
    report = build([str(folder), str(tmp_path / "missing.txt")], tmp_path / "s")
    assert report.read == 3
    assert [Path(u.name).name for u in report.unread] == ["empty.txt", "program.txt", "missing.txt"]
    assert all(u.reason.endswith(".") for u in report.unread)


def test_a_file_that_vanishes_during_the_build_is_named(folder: Path, tmp_path: Path) -> None:
    report = build([str(folder)], tmp_path / "s", tell=lambda name, report: (folder / "province.txt").unlink(missing_ok=True))
    (unread,) = report.unread
    assert Path(unread.name).name == "province.txt" and "No such file" in unread.reason
    assert report.read == 2


def test_strict_stops_at_the_first_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (folder / "d-empty.txt").write_bytes(b"")
    report = build([str(folder)], tmp_path / "s", strict=True)
    assert report.read == 1 and len(report.unread) == 1 and sources(tmp_path / "s") == ["county.txt"]


def test_a_fault_of_the_reader_costs_one_document(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import extract.reader

    real = extract.reader.read

    def faulty(source: extract.Source, options: extract.Options | None = None) -> object:
        if source.name.endswith("province.txt"):
            raise ZeroDivisionError("nought")
        return real(source, options)

    monkeypatch.setattr(extract.reader, "read", faulty)
    report = build([str(folder)], tmp_path / "s")
    assert report.read == 2
    assert "ZeroDivisionError" in report.unread[0].reason and "Traceback" in report.unread[0].trace


@pytest.mark.parametrize(
    ("settings", "jobs", "what"),
    [
        (Settings(base="not an iri"), 1, "--base"),
        (Settings(base="http://example.org/x"), 1, "--base"),
        (Settings(min_confidence=1.5), 1, "--min-confidence"),
        (Settings(lexicons=("nowhere.csv",)), 1, "no word list nowhere.csv"),
        (Settings(), 0, "--jobs"),
    ],
)
def test_settings_that_cannot_be_used(settings: Settings, jobs: int, what: str, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=what):
        build(["-"], tmp_path / "s", settings, jobs=jobs, stdin=io.BytesIO(b"x"))
    assert not (tmp_path / "s").exists()


def test_min_confidence_leaves_out_what_is_less_sure(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "all", Settings(min_confidence=0.0))
    build([str(folder)], tmp_path / "sure", Settings(min_confidence=0.97))
    everything, sure = nquads(tmp_path / "all"), nquads(tmp_path / "sure")
    assert sure.count("\n") < everything.count("\n")
    confidences = [float(line.split('"')[1]) for line in sure.splitlines() if "ontology#confidence> \"" in line]
    assert all(c >= 0.97 for c in confidences)


def test_a_full_disk_while_building(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from kg.errors import StoreFailed
    from kg.store import Entry, Writer

    build([str(folder / "county.txt")], tmp_path / "s")
    before = nquads(tmp_path / "s")

    def full(self: Writer, entries: list[Entry]) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "_load_fresh", full)
        with pytest.raises(StoreFailed, match="The disk is full"):
            build([str(folder)], tmp_path / "s")
    assert nquads(tmp_path / "s") == before
    assert build([str(folder)], tmp_path / "s").read == 2


def test_ctrl_c_leaves_a_whole_store_that_the_next_run_completes(tmp_path: Path) -> None:
    # More lines of progress than a pipe holds (64 KB): the build waits for its reader and cannot end before it is stopped.
    many = 1000
    (tmp_path / "in").mkdir()
    for number in range(many):
        (tmp_path / "in" / f"{number:04d}-{'of-a-county-' * 8}.txt").write_text(f"第{number}号\n" + COUNTY_TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "in"), "--store", str(tmp_path / "s"), "--verbose"]
    # A shell that runs the tests in the background has its children ignore Ctrl-C.
    heed = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=heed) as process:
        assert process.stderr is not None
        for _ in range(15):
            process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130 and "run the same command again" in errors
    with Reader(tmp_path / "s") as reader:
        some = len(reader.documents())
    assert 0 <= some < many
    report = build([str(tmp_path / "in")], tmp_path / "s")
    assert (report.read, report.unchanged) == (many - some, some)


def test_progress_names_every_document(folder: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    report = build([str(folder)], tmp_path / "s", tell=lambda name, report: heard.append(Path(name).name))
    assert heard == ["county.txt", "province.txt", "notice.txt"]
    assert isinstance(report, Report)
