"""The command line as a person meets it: what it prints, what it says when something is wrong, and its exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

import kg
from kg.store import Reader
from kg.why import Explainer
from tests.readings import COUNTY_TEXT, county, province, stored

ROOT = Path(__file__).parents[1]


def run(*arguments: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`kg ARGUMENTS` in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k != "KG_STORE"} | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | (env or {})
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd or ROOT, env=environment, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def kg_ok(*arguments: str | Path, stdin: bytes = b"") -> str:
    done = run(*arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("graph") / "s", county(), province())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that the reader itself made, of one damaged text."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "meeting.txt").write_text(COUNTY_TEXT.replace("排查", "排查(chá)"), encoding="utf-8")
    kg_ok("build", folder / "meeting.txt", "--store", folder / "s")
    return folder / "s"


def test_help_loads_nothing_heavy() -> None:
    """What makes `kg --help` slow is what it imports: none of these, which the commands load when they need them."""
    code = "import sys; sys.argv = ['kg', '--help']\nfrom kg.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    heavy = {"rdflib", "pyoxigraph", "networkx", "jieba", "opencc", "pyvis", "rich", "lxml", "pyshacl", "pypdfium2", "resiliparse", "ahocorasick_rs", "extract", "kg.store", "sqlite3", "asyncio"}
    assert not loaded & heavy
    assert "Commands:" in done.stdout and re.search(r"^  build ", done.stdout, re.M)


def test_version_is_the_distributions() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert kg.__version__ == declared
    assert kg_ok("--version") == f"zeren-kg {declared}\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("bui",), {"build"}),
        (("export", "--format", "gr"), {"graphml"}),
        (("docs", "--st"), {"--store"}),
        (("query", "--name", "who-is"), {"who-is-responsible"}),
    ],
)
def test_bash_completes_commands_options_and_values(typed: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    """bash itself runs what --show-completion prints, as it does at the Tab key."""
    command = tmp_path / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    command.chmod(0o755)
    script = f"""
        source <(kg --show-completion bash)
        COMP_WORDS=(kg {" ".join(typed)}) COMP_CWORD={len(typed)}
        function=$(complete -p kg | sed "s/.*-F \\([^ ]*\\).*/\\1/")
        $function kg {typed[-1]} kg
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize("command", ["build", "remove", "docs", "query", "export", "stats", "why"])
def test_every_command_explains_itself(command: str) -> None:
    text = kg_ok(command, "--help")
    assert "--store" in text and "Usage:" in text


# ---- building ------------------------------------------------------------------------------------------------------------


def test_build_docs_remove(tmp_path: Path) -> None:
    (tmp_path / "county.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    out = kg_ok("build", tmp_path / "county.txt", "--store", tmp_path / "s")
    assert re.fullmatch(rf"{re.escape(str(tmp_path / 's'))}: 1 read \({len(COUNTY_TEXT)} characters, [\d,]+ statements\)\.\n", out)
    assert "1 unchanged" in kg_ok("build", tmp_path / "county.txt", "--store", tmp_path / "s")
    assert kg_ok("build", tmp_path / "county.txt", "--store", tmp_path / "s", "--quiet") == ""
    listed = json.loads(kg_ok("docs", "--store", tmp_path / "s", "--format", "json"))
    assert [d["source"] for d in listed] == [str(tmp_path / "county.txt")]
    assert "Removed" in kg_ok("remove", listed[0]["sha256"][:8], "--store", tmp_path / "s")
    assert kg_ok("docs", "--store", tmp_path / "s").endswith("0 documents\n")
    missing = run("remove", "nothing", "--store", tmp_path / "s")
    assert missing.returncode == 2 and "kg docs lists what it has" in missing.stderr


def test_build_reads_standard_input(tmp_path: Path) -> None:
    assert "1 read" in kg_ok("build", "-", "--store", tmp_path / "s", stdin=COUNTY_TEXT.encode())


def test_the_store_may_come_from_the_environment(store: Path) -> None:
    assert run("docs", env={"KG_STORE": str(store)}).stdout.endswith("2 documents\n")


def _bad(path: Path, name: str) -> Path:
    """A document of that name that cannot be read, made here."""
    target = path / name
    if name == "empty.txt":
        target.write_bytes(b"")
    elif name == "binary.txt":
        target.write_bytes(bytes(range(256)) * 64)
    elif name == "truncated.docx":
        import docx

        document = docx.Document()
        document.add_paragraph(COUNTY_TEXT * 40)
        document.save(str(target))
        target.write_bytes(target.read_bytes()[:5000])
    elif name == "no-text.pdf":
        from fpdf import FPDF

        pdf = FPDF()
        pdf.add_page()
        pdf.rect(10, 10, 50, 50, style="F")
        pdf.output(str(target))
    elif name == "encrypted.pdf":
        from fpdf import FPDF

        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("helvetica", size=12)
        pdf.cell(text="duty")
        pdf.set_encryption(owner_password="owner", user_password="user")
        pdf.output(str(target))
    elif name == "locked.txt":
        target.write_text(COUNTY_TEXT, encoding="utf-8")
        target.chmod(0)
    return target


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.txt", "empty"),
        ("binary.txt", "binary"),
        ("truncated.docx", "damaged|cut off|docx"),
        ("no-text.pdf", "[Nn]o text|text layer"),
        ("encrypted.pdf", "encrypted|password"),
        ("locked.txt", "may not be read"),
        ("missing.txt", "no such file"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_bad_file_is_named_with_its_reason_and_the_rest_is_built(name: str, reason: str, tmp_path: Path) -> None:
    if name == "locked.txt" and os.geteuid() == 0:
        pytest.skip("root may read every file")
    bad = _bad(tmp_path, name)
    (tmp_path / "good.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    done = run("build", bad, tmp_path / "good.txt", "--store", tmp_path / "s")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert re.search(rf"^kg: {re.escape(str(bad))}: .*({reason})", done.stderr, re.M), done.stderr
    assert "1 read" in done.stdout and "1 could not be read" in done.stdout


def test_a_folder_without_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run("build", tmp_path / "in", "--store", tmp_path / "s")
    assert done.returncode == 1 and "holds no file that can be read" in done.stderr


def test_an_unreadable_file_for_those_who_test_as_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `locked.txt`, with the system's refusal simulated."""
    from kg.build import build

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "x.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("extract.source.Path.read_bytes", lambda self: refuse(self) if self.suffix == ".txt" else b"")
        patch.setattr("kg.build.reader_version", lambda settings: "test")
        patch.setattr("kg.schemes.digest", lambda: "")
        report = build([str(tmp_path / "x.txt")], tmp_path / "s")
    assert report.read == 0 and "may not be read" in report.unread[0].reason


def test_twenty_megabytes_on_one_line(tmp_path: Path) -> None:
    duty = "应急管理局要牵头开展危险化学品专项检查，公安局配合；"
    prose = "当年全县粮食播种面积稳中有增，市场物价平稳，居民收入继续增长。"
    (tmp_path / "line.txt").write_text(duty + prose * (20_000_000 // len(prose.encode())) + duty, encoding="utf-8")
    assert (tmp_path / "line.txt").stat().st_size > 19_900_000
    done = run("build", tmp_path / "line.txt", "--store", tmp_path / "s")
    assert done.returncode == 0 and "1 read" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["export", "--format", "docx"], "docx"),
        (["query", "ASK {}", "--format", "odt"], "odt"),
        (["build"], "PATH"),
        (["build", "x", "--jobs", "0"], "--jobs"),
        (["build", "x", "--min-confidence", "2"], "--min-confidence"),
        (["build", "x", "--base", "nonsense"], "--base"),
        (["build", "x", "--lexicon", "nowhere.csv"], "nowhere.csv"),
        (["build", "x", "--frobnicate"], "--frobnicate"),
        (["frobnicate"], "frobnicate"),
        (["query", "--frobnicate", "x"], "--frobnicate"),
        (["query", "ASK {}", "ASK {}"], "one query"),
        (["query", "-f", "nowhere.rq"], "nowhere.rq"),
        (["query", "--name", "nothing-such"], "nothing-such"),
        (["query", "--name", "who-is-responsible"], "--sector"),
        (["query", "--name", "meetings", "--sector", "x"], "--sector"),
        (["query", "SELECT * { ?s ?p }"], "line 1"),
    ],
)
def test_wrong_usage_has_status_two(arguments: Sequence[str], what: str, store: Path) -> None:
    done = run(*arguments, "--store", store)
    assert done.returncode == 2 and what in done.stderr and "Traceback" not in done.stderr, done


@pytest.mark.parametrize("arguments", [["docs"], ["stats"], ["export"], ["query", "ASK {}"], ["why", "x"], ["remove", "x"]])
def test_without_a_store_it_says_what_to_do_first(arguments: Sequence[str], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "kg: There is no store at zeren-store. Build one first: kg build FILE… --store zeren-store\n"
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_a_newer_version(tmp_path: Path) -> None:
    path = stored(tmp_path / "s", county(), ontology=False)
    (path / "zeren.json").write_text('{"format": 99, "made_by": "zeren-kg 9.9"}')
    for arguments in (["docs"], ["build", str(ROOT / "pyproject.toml")]):
        done = run(*arguments, "--store", path)
        assert done.returncode == 2 and "made by zeren-kg 9.9" in done.stderr and "Traceback" not in done.stderr


# ---- asking --------------------------------------------------------------------------------------------------------------


def test_a_query_from_argument_file_and_standard_input(store: Path, tmp_path: Path) -> None:
    query = 'SELECT DISTINCT ?m WHERE { ?m a zr:Meeting ; skos:prefLabel "青溪县安全生产工作会议"@zh-Hans }'
    (tmp_path / "q.rq").write_text("\ufeff" + query, encoding="utf-8")
    expected = "m\nhttps://w3id.org/zeren/id/meeting/青溪县安全生产工作会议\n"
    for arguments in ([query], ["-f", tmp_path / "q.rq"], [f"@{tmp_path / 'q.rq'}"]):
        assert kg_ok("query", *arguments, "--store", store, "--format", "csv").replace("\r", "") == expected
    for arguments in (["-"], [], ["-f", "-"]):
        assert kg_ok("query", *arguments, "--store", store, "--format", "csv", stdin=query.encode()).replace("\r", "") == expected


def test_a_saved_question(store: Path) -> None:
    table = kg_ok("query", "--name", "who-is-responsible", "--sector", "危化品", "--store", store)
    assert table.splitlines()[2].startswith("青溪县应急管理局  牵头  ")
    assert kg_ok("query", "-n", "who-is-responsible", "--sector=危化品", "--store", store) == table
    shown = kg_ok("query", "--name", "who-is-responsible", "--sector", "危化品", "--show", "--store", store)
    assert "VALUES ?sector" in shown
    assert kg_ok("query", shown, "--store", store) == table


def test_the_saved_questions_are_listed() -> None:
    listing = kg_ok("query", "--list")
    assert "who-is-responsible" in listing and "谁负责某一行业领域" in listing
    assert "Example: kg query --name due-before" in kg_ok("query", "--list", "--name", "due-before")


def test_a_typing_error_points_at_its_place(store: Path) -> None:
    done = run("query", "SELECT * { ?s skos:prefLabel '危化品' . ?s zx:y ?o }", "--store", store)
    line, caret = done.stderr.splitlines()[-2:]
    assert caret.index("^") == line.index("zx:y") + 3  # three wide characters before it


def test_a_mistyped_class_is_mentioned(store: Path) -> None:
    done = run("query", "SELECT DISTINCT ?m { ?m a zr:Meting }", "--store", store)
    assert done.returncode == 0 and "perhaps zr:Meeting is meant" in done.stderr


def test_why_shows_rule_quote_and_place(store: Path) -> None:
    text = kg_ok("why", "县应急局", "--store", store)
    begin = COUNTY_TEXT.index("应急管理局")
    assert f"county.txt:3, characters {begin}–{begin + 5}; rule test/bearer, confidence 0.8" in text
    assert "会议要求，【应急管理局】要牵头" in text
    found = json.loads(kg_ok("why", "zrs:forest-fire", "--json", "--store", store))
    assert {e["kind"] for e in found[0]["evidence"]} == {"statement", "mention"}
    assert all(COUNTY_TEXT[e["begin"] : e["end"]] == e["quote"] == "森林防火" for e in found[0]["evidence"])
    measure = json.loads(kg_ok("why", f"data:document/{county().document.iri[-16:]}/measure/{begin}-{begin + 34}", "--json", "--store", store))
    assert [e["kind"] for e in measure[0]["evidence"]].count("responsibility") == 2
    done = run("why", "不存在的东西", "--store", store)
    assert done.returncode == 2 and "Nothing in the graph is called" in done.stderr


@pytest.mark.parametrize(
    ("kind", "told", "evidence"),
    [
        ("Meeting", "柳明远", {"statement", "mention"}),
        ("Official", "主持", {"statement", "mention"}),
        ("Department", "负责落实", {"statement", "mention", "responsibility"}),
        ("CitedDocument", "建设工程安全生产管理条例", {"statement", "mention"}),
        ("Post", "副县长", {"statement", "mention"}),
        ("Responsibility", "bearers.", {"responsibility"}),
        ("Measure", "必须做到", {"statement", "measure", "responsibility"}),
        ("Finding", "finding/", {"statement"}),
        ("Mention", "means", {"mention"}),
        ("Repair", "passed over", {"repair"}),
        ("SourceDocument", "提及行业领域", {"statement"}),
    ],
)
def test_why_answers_for_everything_that_a_document_gives(kind: str, told: str, evidence: set[str], built: Path) -> None:
    with Reader(built) as graph:
        iris = sorted({row["x"].value for row in kg.query(graph, f"SELECT ?x {{ ?x a zr:{kind} }}")})
        explainer = Explainer(graph)
        found = {iri: list(explainer.evidence(iri)) for iri in iris}
    assert found and all(found.values())
    assert {e.kind for every in found.values() for e in every} == evidence
    whole = (built.parent / "meeting.txt").read_text(encoding="utf-8")
    assert all(e.rule and e.quote == whole[e.begin : e.end].replace("\n", "⏎") for every in found.values() for e in every)
    assert any(told in kg_ok("why", iri, "--store", built) for iri in iris[:2])


def test_stats(store: Path) -> None:
    figures = {row["what"]: row["count"] for row in json.loads(kg_ok("stats", "--format", "json", "--store", store))}
    assert (figures["Source document"], figures["Meeting"], figures["Measure"], figures["Organization"]) == ("2", "2", "5", "4")


# ---- exporting -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml", "graphml", "gexf", "csv"])
def test_every_format_to_standard_output_and_to_a_file(form: str, store: Path, tmp_path: Path) -> None:
    out = kg_ok("export", "--format", form, "--store", store)
    assert kg_ok("export", "--format", form, "--store", store, "-o", tmp_path / "out", "--quiet") == ""
    assert (tmp_path / "out").read_bytes().decode() == out
    assert "青溪县应急管理局" in out or "&#38738;" in out


def test_chinese_comes_out_whatever_the_locale(store: Path) -> None:
    for locale in ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}):
        done = run("docs", "--store", store, env=locale)
        assert done.returncode == 0 and "青溪县安全生产工作会议" in done.stdout


def test_a_reader_that_stops_early_is_no_error(store: Path) -> None:
    command = f"{sys.executable} -m kg export --format nt --store {store} | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "" and done.stdout.count("\n") == 1
