"""The store: wholly in or not in, one writer, readers that never see half of anything."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import schemes, store
from kg.errors import KgError, NoStore, NotAStore, StoreBusy, StoreFailed, StoreTooNew
from kg.export.rdf_files import rdf_text
from kg.store import Entry, Reader, Writer
from ontology.namespaces import expand
from ontology.records import Reading
from tests.readings import EMERGENCY, county, damaged, entry, province, stored

ROOT = Path(__file__).parents[1]


def titles(path: Path) -> list[str]:
    with Reader(path) as reader:
        return [d.title for d in reader.documents()]


def nquads(path: Path) -> str:
    with Reader(path) as reader:
        return "".join(rdf_text(reader, "nq"))


def changed(reading: Reading, **how: str) -> Reading:
    return dataclasses.replace(reading, document=dataclasses.replace(reading.document, **how))


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), province(), damaged(), ontology=False)
    with Reader(path) as reader:
        found = reader.documents()
        assert [d.source for d in found] == ["county.txt", "dir/奇怪 name.txt", "province.txt"]
        assert found[0].sha256 == county().document.sha256 and found[0].issued == "2023-03-08" and found[0].reader == "test"
        wanted = {q for r in (county(), province(), damaged()) for q in ox.parse(entry(r).trig, ox.RdfFormat.TRIG)}
        loaded = ox.Store()
        loaded.extend(wanted)
        assert set(reader.store) == set(loaded)


def test_the_order_of_coming_in_leaves_no_trace(tmp_path: Path) -> None:
    one = stored(tmp_path / "one", county(), province(), damaged())
    other = stored(tmp_path / "other", damaged(), county())
    with Writer(other) as writer:
        writer.put([entry(province())])
    assert nquads(one) == nquads(other)


def test_replacing_leaves_what_a_fresh_store_would_hold(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), province())
    with Writer(path) as writer:
        writer.put([entry(county(), reader="another reader")])
        assert [d.reader for d in writer.documents()] == ["another reader", "test"]
        writer.put([entry(county())])
    assert nquads(path) == nquads(stored(tmp_path / "fresh", county(), province()))


def test_a_changed_file_takes_the_place_of_its_old_document(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), province())
    newer = changed(damaged(), source="county.txt")
    with Writer(path) as writer:
        writer.put([dataclasses.replace(entry(newer), replaces=(expand(county().document.iri),))])
    assert nquads(path) == nquads(stored(tmp_path / "fresh", newer, province()))


def test_removing_takes_out_what_only_that_document_said(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), province())
    with Writer(path) as writer:
        writer.remove([expand(county().document.iri)])
    assert nquads(path) == nquads(stored(tmp_path / "fresh", province()))


def test_nothing_new_makes_no_new_view(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    before = (path / "views" / "current").read_text()
    with Writer(path) as writer:
        writer.put([entry(county())])
    assert (path / "views" / "current").read_text() == before


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    with Writer(tmp_path / "s"), pytest.raises(StoreBusy, match="Another process is writing"):
        Writer(tmp_path / "s")


def test_a_writer_of_another_process_is_told_and_readers_are_not_kept_out(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    script = f"import sys; from kg.store import Writer; w = Writer({str(path)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy):
            Writer(path)
        assert titles(path) == ["青溪县安全生产工作会议"]
        other.communicate("")
    with Writer(path) as writer:
        assert len(writer.documents()) == 1


def test_a_reader_stays_on_its_view_while_others_write(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    with Reader(path) as early:
        for reading in (province(), damaged()):
            with Writer(path) as writer:
                writer.put([entry(reading)])
        assert len(early.documents()) == 1
        assert early.view.is_dir()
        assert len(titles(path)) == 3
    with Writer(path) as writer:
        writer.remove([expand(damaged().document.iri)])
    views = sorted(child.name for child in (path / "views").iterdir() if child.is_dir())
    assert views == [(path / "views" / "current").read_text()]  # nobody holds the old ones any more


def test_readers_share_a_view_even_where_they_may_not_write(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    for folder in (path, path / "views", path / "views" / "000001"):
        folder.chmod(0o555)
    try:
        with Reader(path) as one, Reader(path) as other:
            assert one.documents() == other.documents()
    finally:
        for folder in (path, path / "views", path / "views" / "000001"):
            folder.chmod(0o755)


def test_the_merged_copy_of_a_store_that_may_not_be_written_goes_with_the_process(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), province())
    (tmp_path / "tmp").mkdir()
    script = textwrap.dedent(f"""
        import os, pathlib
        import kg
        access = os.access
        os.access = lambda path, mode: mode != os.W_OK and access(path, mode)  # the superuser may write everywhere
        reader = kg.Reader({str(path)!r})
        print(len(list(kg.query(reader, "SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }}"))), len(list(pathlib.Path({str(tmp_path / "tmp")!r}).iterdir())))
    """)
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "1 1\n"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_killed_writer_leaves_whole_documents(tmp_path: Path) -> None:
    """Killed at twelve moments of a load: what is there after is each time a set of whole documents, and a rerun completes it."""
    whole = {entry(r).iri: entry(r).statements for r in (county(), province(), damaged())}
    script = textwrap.dedent(f"""
        import sys, pathlib
        from kg.store import Writer
        from tests.readings import EMERGENCY, county, province, damaged, entry
        writer = Writer({str(tmp_path / "s")!r})
        print("open", flush=True)
        for _ in range(1000):
            for reading in (county(), province(), damaged()):
                writer.put([entry(reading)])
            writer.remove([entry(r).iri for r in (county(), province(), damaged())])
    """)
    for tenth in range(12):
        with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None and process.stdout.readline() == "open\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.01 + tenth * 0.013)
            process.send_signal(signal.SIGKILL)
            process.wait()
        with Writer(tmp_path / "s") as writer:
            found = {d.iri for d in writer.documents()}
            for iri, lines in whole.items():
                held = len(list(writer.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))))
                assert held == (lines if iri in found else 0)
    with Writer(tmp_path / "s") as writer:
        writer.put([entry(r) for r in (county(), province(), damaged())])
    assert nquads(tmp_path / "s") == nquads(stored(tmp_path / "fresh", county(), province(), damaged(), ontology=False))


def test_what_a_killed_writer_got_in_is_seen_after_the_next_run(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", province())
    script = f"import os; from kg.store import Writer; from tests.readings import *; w = Writer({str(path)!r}); w.put([entry(county())]); os._exit(9)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert len(titles(path)) == 1
    with Writer(path):
        pass
    assert len(titles(path)) == 2


def test_half_a_document_is_swept_out(tmp_path: Path) -> None:
    some = [q for q in ox.parse(entry(county()).trig, ox.RdfFormat.TRIG) if "/mention/" in str(q.subject)]
    with Writer(tmp_path / "s") as writer:
        writer.store.extend(some)  # nothing of ours leaves such a graph: it has no sha256
    with Writer(tmp_path / "s") as writer:
        assert writer.documents() == [] and len(writer.store) == 0
        writer.put([entry(county()), entry(province())])
    assert nquads(tmp_path / "s") == nquads(stored(tmp_path / "fresh", county(), province(), ontology=False))


class _Full:
    """A database whose disk has no room left; everything but writing goes through."""

    def __init__(self, real: ox.Store) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        if name in ("bulk_load", "update", "backup"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return getattr(self._real, name)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    before = nquads(path)
    writer = Writer(path)
    writer.store = _Full(writer.store)  # type: ignore[assignment]
    with pytest.raises(StoreFailed, match="The disk is full.*still there.*Make room"):
        writer.put([entry(province())])
    with pytest.raises(StoreFailed, match="The disk is full"):
        writer.put([entry(county(), reader="x")])
    with pytest.raises(StoreFailed, match="The disk is full"):
        writer.remove([expand(county().document.iri)])
    with pytest.raises(StoreFailed, match="The disk is full"):
        writer.publish()
    del writer
    assert nquads(path) == before
    with Writer(path) as again:
        again.put([entry(province())])
    assert len(titles(path)) == 2


def test_files_that_may_not_grow_lose_nothing(tmp_path: Path) -> None:
    """The kernel refuses to let files grow beyond a limit, as a full disk would: in a process of its own."""
    path = stored(tmp_path / "s", county())
    before = nquads(path)
    script = textwrap.dedent(f"""
        import resource, signal
        from kg.errors import StoreFailed
        from kg.store import Writer
        from tests.readings import entry, province
        writer = Writer({str(path)!r})
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, resource.RLIM_INFINITY))
        try:
            writer.put([entry(province())])
        except StoreFailed as error:
            print(error)
    """)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "still there" in done.stdout, done
    with Writer(path):
        pass
    assert nquads(path) == before


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="Build one first: kg build"):
        Reader(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_first_build_that_runs_is_told_from_one_that_was_broken_off(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "s")
    with pytest.raises(StoreBusy, match="being built for the first time"):
        Reader(tmp_path / "s")
    del writer  # as a process that is killed lets go of it
    with pytest.raises(NoStore, match="broken off. Run it again"):
        Reader(tmp_path / "s")
    with Writer(tmp_path / "s") as again:
        again.put([entry(county())])
    assert len(titles(tmp_path / "s")) == 1


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(NotAStore, match="holds other things"):
        Writer(tmp_path)
    assert [child.name for child in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(NotAStore, match="is a file"):
        Writer(tmp_path / "thesis.docx")


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    marker = path / "zeren.json"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "format": store.FORMAT + 1, "made_by": "zeren-kg 9.0"}))
    for attempt in (Reader, Writer):
        with pytest.raises(StoreTooNew, match=r"made by zeren-kg 9\.0.*Install the newer version"):
            attempt(path)


def test_a_broken_marker_is_told(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county())
    (path / "zeren.json").write_text("{")
    with pytest.raises(NotAStore, match="cannot be read"):
        Reader(path)


def test_the_ontology_is_installed_once_and_upgraded(tmp_path: Path) -> None:
    path = stored(tmp_path / "s")
    with Reader(path) as reader:
        graphs = {g.value for g in reader.store.named_graphs()}
    assert {"https://w3id.org/zeren/ontology", "https://w3id.org/zeren/sector/", "https://w3id.org/zeren/function/"} <= graphs
    with Writer(path) as writer:
        assert writer.ontology == schemes.digest()
        writer.install({schemes.ONTOLOGY: f"<a:a> <a:b> <a:c> <{schemes.ONTOLOGY}> .\n".encode()}, "other")
        assert writer.ontology == "other"
        held = writer.store.quads_for_pattern(None, None, None, ox.NamedNode(schemes.ONTOLOGY))
        assert [str(q.subject) for q in held] == ["<a:a>"]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib 7.6 calls what it deprecates
def test_rdflib_opens_the_same_graph(tmp_path: Path) -> None:
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import SKOS

    path = stored(tmp_path / "s", county(), province())
    dataset = kg.open_rdflib(path)
    with Reader(path) as reader:
        ours = {(q.subject.value, q.predicate.value, q.object.value) for q in reader.store}  # type: ignore[union-attr]
        named = {g.value: len(list(reader.store.quads_for_pattern(None, None, None, g))) for g in reader.store.named_graphs()}
    triples = list(dataset.triples((None, None, None)))
    assert {(str(s), str(p), str(o)) for s, p, o in triples} == ours
    assert len(triples) == len(set(triples)) == len(dataset)  # what two documents say comes once
    assert {str(g.identifier): len(g) for g in dataset.graphs() if len(g)} == named
    label = Literal("青溪县应急管理局", lang="zh-Hans")
    (body,) = dataset.subjects(SKOS.prefLabel, label)
    assert body == URIRef(expand(EMERGENCY)) and (body, SKOS.prefLabel, label) in dataset
    rows = dataset.query("SELECT ?g (COUNT(?m) AS ?n) { GRAPH ?g { ?m a zr:Measure } } GROUP BY ?g ORDER BY ?n")
    assert [int(row[1]) for row in rows] == [1, 4]  # type: ignore[index]
    assert dataset.qname("https://w3id.org/zeren/ontology#Meeting") == "zr:Meeting"
    with pytest.raises(KgError, match="read-only"):
        dataset.add((body, SKOS.altLabel, Literal("x")))
    copy = Graph() + dataset.graph(URIRef(expand(county().document.iri)))
    copy.add((body, SKOS.altLabel, Literal("x")))
    assert len(copy) == named[expand(county().document.iri)] + 1
    dataset.close()


def test_a_batch_goes_in_whole_or_not_at_all(tmp_path: Path) -> None:
    """A million statements and more, which Oxigraph writes in several files: the last one cannot be read, and none is in."""
    lines = b"".join(b"<a:%d> <a:p> %d .\n" % (n % 1000, n) for n in range(1_050_000))
    with Writer(tmp_path / "s") as writer:
        with pytest.raises(SyntaxError):
            writer.put([entry(county()), Entry("urn:x", b"<urn:x> {\n" + lines + b"<a:a> nonsense .\n}\n", 1_050_001)])
        assert len(writer.store) == 0
        writer.put([entry(county())])
    assert len(titles(tmp_path / "s")) == 1


def test_nquads_become_an_entry() -> None:
    made = Entry.of_nquads("urn:g", b'<urn:a> <urn:b> "x <urn:g> ." <urn:g> .\n<urn:a> <urn:b> <urn:g> <urn:g> .\n', ("urn:old",))
    found = {str(quad) for quad in ox.parse(made.trig, ox.RdfFormat.TRIG)}
    assert found == {'<urn:a> <urn:b> "x <urn:g> ." <urn:g>', "<urn:a> <urn:b> <urn:g> <urn:g>"}
    assert (made.iri, made.statements, made.replaces) == ("urn:g", 2, ("urn:old",))
