"""An office's own words: each kind changes what is read, nothing else does, and what collides is said before it surprises."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import Options, read
from extract.source import Source, from_bytes
from kg.build import BuildError, Settings, build
from kg.cli import make_app
from kg.lexicons import BadLexicon, load
from ontology import concepts
from ontology.collisions import ERROR, WARNING, collisions
from ontology.concepts import source as ontology_file
from ontology.dictionary import in_use, per_lexicon, using
from ontology.lexicon import Lexicon, LexiconError, graph_name, read_files, triples
from ontology.records import Reading

HEAD = "kind,id,label,alt,broader,not,class,en\n"
TITLE = "青溪县安全生产委员会办公室关于做好近期安全生产工作的通知\n各乡镇人民政府：\n"


def lexicon(tmp_path: Path, *rows: str, name: str = "words.csv") -> Lexicon:
    (tmp_path / name).write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return read_files([tmp_path / name])


def reading(text: str, words: Lexicon | None = None) -> Reading:
    source = from_bytes("notice.txt", (TITLE + text).encode())
    assert isinstance(source, Source)
    return read(source, Options(lexicon=words))


def sectors(found: Reading) -> set[str]:
    return {s.value for s in found.statements if s.property == "zr:mentionsSector"}


def labels(found: Reading, *kinds: str) -> set[str]:
    return {thing.label for thing in found.things if thing.kind in kinds}


def bearers(found: Reading) -> set[tuple[str, str]]:
    names = {thing.iri: thing.label for thing in found.things}
    return {(names[r.bearer], r.role) for measure in found.measures for r in measure.responsibilities}


# ---- each kind changes what is read ----------------------------------------------------------------------------------


def test_a_new_sector(tmp_path: Path) -> None:
    text = "县文旅局要排查嬉冰场的救援设备。\n"
    words = lexicon(tmp_path, "sector,ice-sports,冰雪运动,嬉冰场|冰雪大世界,tourism,,,Ice and snow sports")
    assert "zrs:ice-sports" not in sectors(reading(text))
    taught = reading(text, words)
    assert "zrs:ice-sports" in sectors(taught)
    (measure,) = taught.measures
    assert [f.value for f in measure.facts if f.property == "zr:inSector"] == ["zrs:ice-sports"]


def test_a_further_name_of_a_known_sector(tmp_path: Path) -> None:
    text = "县应急管理局要检查危品仓库。\n"
    assert "zrs:hazchem" not in sectors(reading(text))
    assert "zrs:hazchem" in sectors(reading(text, lexicon(tmp_path, "sector,hazchem,,危品")))


def test_a_name_that_is_taught_leaves_its_former_sector(tmp_path: Path) -> None:
    text = "要加强滑雪场管理。\n"
    assert sectors(reading(text)) == {"zrs:tourism"}
    assert sectors(reading(text, lexicon(tmp_path, "sector,ice-sports,冰雪运动,滑雪场"))) == {"zrs:ice-sports"}


def test_a_word_that_is_passed_over(tmp_path: Path) -> None:
    words = lexicon(tmp_path, "sector,ice-sports,冰雪运动,嬉冰场,,嬉冰场路,,")
    assert "zrs:ice-sports" not in sectors(reading("嬉冰场路要设置警示标志。\n", words))


def test_the_alias_of_an_organization(tmp_path: Path) -> None:
    text = "县三防办要核实转移人数。\n"
    words = lexicon(tmp_path, "organization,,青溪县防汛抗旱指挥部,县三防办|县防指,,,Committee")
    assert bearers(reading(text, words)) == {("青溪县防汛抗旱指挥部", "zr:Implement")}
    assert "青溪县防汛抗旱指挥部" not in labels(reading(text), "zr:Committee")
    named = next(thing for thing in reading(text, words).things if thing.label == "青溪县防汛抗旱指挥部")
    assert (named.iri, named.kind) == ("data:organization/青溪县防汛抗旱指挥部", "zr:Committee")


def test_an_organization_that_no_rule_would_take_for_one(tmp_path: Path) -> None:
    text = "平安前哨要上报火情。\n"
    words = lexicon(tmp_path, "organization,,青溪县平安前哨,平安前哨")
    assert bearers(reading(text)) == set()
    assert bearers(reading(text, words)) == {("青溪县平安前哨", "zr:Implement")}


def test_a_new_function(tmp_path: Path) -> None:
    text = "县冰雪产业发展局要牵头整治。\n"
    words = lexicon(tmp_path, "function,ice-office,冰雪产业发展,冰雪产业发展局")

    def functions(found: Reading) -> set[str]:
        return {s.value for s in found.statements if s.property == "zr:function"}

    assert "zrf:ice-office" not in functions(reading(text))
    assert "zrf:ice-office" in functions(reading(text, words))


def test_a_new_office(tmp_path: Path) -> None:
    text = "3月6日，山塘巡长赵远山到现场检查防汛工作。\n"
    words = lexicon(tmp_path, "office,,山塘巡长,副山塘巡长")
    assert "山塘巡长" not in labels(reading(text), "zr:Post")
    assert labels(reading(text, words), "zr:Official") == {"赵远山"} and "山塘巡长" in labels(reading(text, words), "zr:Post")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("cue,,盯死看牢,,directive", "盯死看牢嬉冰场。\n"),
        ("cue,check,,兜底排查", "兜底排查嬉冰场。\n"),
        ("cue,manner,,一竿子插到底", "一竿子插到底排查嬉冰场。\n"),
    ],
)
def test_a_cue_word_with_which_an_order_begins(tmp_path: Path, row: str, text: str) -> None:
    assert not reading(text).measures
    (measure,) = reading(text, lexicon(tmp_path, row)).measures
    assert (TITLE + text)[measure.begin : measure.end] == text.rstrip("。\n")


def test_a_cue_word_for_a_role(tmp_path: Path) -> None:
    text = "县农业农村局要领办冰雪整治。\n"
    assert bearers(reading(text)) == {("县农业农村局", "zr:Implement")}
    assert bearers(reading(text, lexicon(tmp_path, "cue,lead,,领办"))) == {("县农业农村局", "zr:Lead")}
    helped = lexicon(tmp_path, "cue,cooperate,,会办")
    assert bearers(reading("县教育局会办冰雪整治。\n", helped)) == {("县教育局", "zr:Cooperate")}


def test_a_cue_word_for_a_time(tmp_path: Path) -> None:
    text = "各乡镇要在瓜季前完成整改。\n"
    words = lexicon(tmp_path, "cue,melon-season,甜瓜采收季,瓜季,period")

    def due(found: Reading) -> list[str]:
        return [f.value for m in found.measures for f in m.facts if f.property == "zr:deadlineText"]

    assert due(reading(text)) == [] and due(reading(text, words)) == ["瓜季前"]


# ---- nothing else changes --------------------------------------------------------------------------------------------


def test_what_was_taught_is_forgotten_with_the_document(tmp_path: Path) -> None:
    """The reader keeps much of what it makes of its dictionary; none of it may pass from one lexicon to another."""
    text = "县三防办要领办嬉冰场整治，山塘巡长赵远山负责。危品仓库要兜底排查。\n"
    first = lexicon(tmp_path, "organization,,青溪县防汛抗旱指挥部,县三防办", "sector,ice-sports,冰雪运动,嬉冰场", "office,,山塘巡长", "cue,lead,,领办")
    second = lexicon(tmp_path, "organization,,青溪县第三防护办公室,县三防办", "sector,hazchem,,危品", "cue,,兜底排查,,directive")
    plain, one, two = reading(text), reading(text, first), reading(text, second)
    assert plain != one != two != plain
    assert [reading(text), reading(text, second), reading(text, first), reading(text)] == [plain, two, one, plain]
    assert in_use() is None


def test_the_dictionary_is_the_ontology_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), using(lexicon(tmp_path, "sector,ice-sports,冰雪运动")):
        assert "ice-sports" in concepts.sectors()
        raise RuntimeError
    assert "ice-sports" not in concepts.sectors()


def test_what_is_kept_is_kept_for_each_lexicon(tmp_path: Path) -> None:
    made: list[str] = []

    @per_lexicon(4)
    def count(word: str) -> int:
        made.append(word)
        return len(made)

    words = lexicon(tmp_path, "office,,山塘巡长")
    assert (count("a"), count("a")) == (1, 1)
    with using(words):
        assert (count("a"), count("a")) == (2, 2)
    with using(pickle.loads(pickle.dumps(words))):  # another process gets a copy: the same words are the same lexicon
        assert count("a") == 2
    assert count("a") == 1


# ---- files -----------------------------------------------------------------------------------------------------------

TURTLE = """
@prefix zr: <https://w3id.org/zeren/ontology#> .
@prefix zrs: <https://w3id.org/zeren/sector/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix office: <https://w3id.org/zeren/scheme/office/> .
@prefix own: <https://qingxi.example/> .

zrs:ice-sports a zr:Sector ; skos:prefLabel "冰雪运动"@zh-Hans, "Ice sports"@en ; skos:altLabel "嬉冰场"@zh-Hans ; skos:broader zrs:tourism ; zr:notLabel "嬉冰场路"@zh-Hans .
zrs:hazchem skos:altLabel "危品"@zh-Hans .
office:river-police a zr:Office ; skos:notation "river-police" ; skos:prefLabel "山塘巡长"@zh .
own:hq a zr:Committee ; skos:prefLabel "青溪县防汛抗旱指挥部"@zh-Hans ; skos:altLabel "县三防办"@zh-Hans .
"""


def test_turtle_and_csv_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "words.ttl").write_text(TURTLE, encoding="utf-8")
    table = lexicon(
        tmp_path,
        "sector,ice-sports,冰雪运动,嬉冰场,tourism,嬉冰场路,,Ice sports",
        "sector,hazchem,,危品",
        "office,river-police,山塘巡长",
        "organization,,青溪县防汛抗旱指挥部,县三防办,,,Committee",
    )
    assert read_files([tmp_path / "words.ttl"]) == table


@pytest.mark.parametrize(("encoding", "separator", "end"), [("utf-8-sig", ",", "\r\n"), ("gb18030", ",", "\n"), ("utf-8", ";", "\n"), ("utf-8", "\t", "\n")])
def test_spreadsheet_programs_write_it_in_many_ways(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    rows = [["# note"], HEAD.strip().split(","), [], ["office", "", "山塘巡长", "副山塘巡长|总山塘巡长", "", "", "", ""]]
    text = end.join(separator.join(row) for row in rows)
    (tmp_path / "words.csv").write_bytes(text.encode(encoding))
    (entry,) = read_files([tmp_path / "words.csv"]).entries
    assert entry.names == ("山塘巡长", "副山塘巡长", "总山塘巡长")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "holds no rows"),
        ("kind,name\nsector,x", "does not know the column 'name'"),
        ("id,label\nx,y", "needs the columns kind and label"),
        (HEAD + "industry,x,冰雪", "line 2: the kind 'industry' is none"),
        (HEAD + "sector,,冰雪运动", "line 2: a sector needs an id"),
        (HEAD + "sector,Ice Sports,冰雪运动", "the id 'Ice Sports' is none"),
        (HEAD + "sector,ice", "there is no name"),
        (HEAD + "organization,,,县三防办", "needs a label"),
        (HEAD + "organization,,某局,,,,Bureau", "the class 'Bureau' is none"),
        (HEAD + "cue,,领办,,directive,,,,抓总", "more cells than columns"),
    ],
)
def test_a_bad_list_is_named_with_line_and_remedy(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "bad.csv").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_files([tmp_path / "bad.csv"])
    assert complaint in str(caught.value) and "bad.csv" in str(caught.value)


def test_bad_turtle_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("zrs:x a zr:Sector .", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"bad\.ttl cannot be read"):
        read_files([tmp_path / "bad.ttl"])


def test_the_template_can_be_used_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "template.csv").write_bytes(ontology_file("lexicon-template.csv"))
    words = read_files([tmp_path / "template.csv"])
    assert {entry.kind for entry in words.entries} == {"sector", "function", "office", "organization", "cue"}
    assert not [c for c in collisions(words) if c.grade == ERROR]


def test_the_examples_of_the_documentation_can_be_used(tmp_path: Path) -> None:
    blocks = (Path(__file__).parents[1] / "docs" / "lexicon.md").read_text(encoding="utf-8").split("\n\n")
    for ending, begins in (("csv", "    kind,id,label"), ("ttl", "    @prefix")):
        (block,) = [block for block in blocks if block.startswith(begins)]
        (tmp_path / f"example.{ending}").write_text("\n".join(line[4:] for line in block.splitlines()), encoding="utf-8")
        words = read_files([tmp_path / f"example.{ending}"])
        assert len(words.entries) >= 2 and not [c for c in collisions(words) if c.grade == ERROR]


# ---- what collides ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "grade", "word", "part"),
    [
        ("sector,ice-sports,冰雪运动,滑雪场", WARNING, "滑雪场", "means 文化旅游 (tourism)"),
        ("sector,ice-sports,道路交通", ERROR, "道路交通", "first name of road-traffic"),
        ("sector,ice-sports,冰雪运动,农村公路安", WARNING, "农村公路安", ""),
        ("sector,folk,民俗,民政府", WARNING, "民政府", "Inside 人民政府 it is passed over"),
        ("sector,ice-sports,冰雪运动,,tourisme", ERROR, "tourisme", "Is tourism meant?"),
        ("sector,ice-sports,冰雪运动,,ice-sports", ERROR, "ice-sports", "a part of itself"),
        ("sector,nosuch,,嬉冰场", ERROR, "nosuch", "No sector has the id nosuch"),
        ("sector,ice-sports,冰雪运动,工作", WARNING, "工作", "ordinary word"),
        ("sector,ice-sports,冰雪運動", ERROR, "冰雪運動", "traditional"),
        ("sector,ice-sports,冰雪运动,冰", ERROR, "冰", "one character"),
        ("sector,ice-sports,冰雪运动,ski", ERROR, "ski", "no Chinese character"),
        ("sector,ice-sports,冰雪运动,滑雪、溜冰", ERROR, "滑雪、溜冰", "punctuation"),
        ("sector,hazchem,危险品类", WARNING, "危险品类", "becomes a further name"),
        ("cue,,说一千道一万,,report", ERROR, "说一千道一万", "does not look words of this cue up"),
        ("organization,,青溪县安办,国务院安委会", WARNING, "国务院安委会", "means 国务院安委会"),
        ("sector,ice-sports,冰雪运动,公安局", WARNING, "公安局", "Among the functions"),
    ],
)
def test_collisions_are_told(tmp_path: Path, row: str, grade: str, word: str, part: str) -> None:
    found = collisions(lexicon(tmp_path, row))
    if not part:  # a name that only holds another is no collision
        assert not [c for c in found if c.word == word]
        return
    assert any(c.grade == grade and c.word == word and part in c.says for c in found), found
    assert all("words.csv, line 2" in c.where for c in found)


def test_one_name_for_two_things_of_the_list(tmp_path: Path) -> None:
    found = collisions(lexicon(tmp_path, "sector,ice-sports,冰雪运动,嬉冰场", "sector,water-park,水上乐园,嬉冰场"))
    assert [(c.grade, c.word) for c in found if "gives this name" in c.says] == [(ERROR, "嬉冰场")]


def test_a_list_that_collides_with_nothing_says_nothing(tmp_path: Path) -> None:
    assert collisions(lexicon(tmp_path, "sector,ice-sports,嬉冰雪运动,嬉冰场,tourism", "cue,,盯死看牢,,directive")) == []


# ---- in the store ----------------------------------------------------------------------------------------------------


def test_the_store_has_the_names_of_new_concepts(tmp_path: Path) -> None:
    from kg.queries import query
    from kg.store import open_reader

    words = lexicon(tmp_path, "sector,ice-sports,冰雪运动,嬉冰场,tourism,,,Ice sports", "sector,hazchem,,危品")
    (tmp_path / "notice.txt").write_text(TITLE + "县文旅局要排查嬉冰场。县应急管理局要检查危品仓库。\n", encoding="utf-8")
    settings = Settings(lexicons=(str(tmp_path / "words.csv"),))
    build([str(tmp_path / "notice.txt")], tmp_path / "store", settings)
    asked = "SELECT ?l ?b WHERE { ?m zr:inSector ?s . ?s skos:prefLabel ?l . OPTIONAL { ?s skos:broader ?b } FILTER(LANG(?l) = 'en') }"
    with open_reader(tmp_path / "store") as reader:
        rows = {(row["l"].value, row["b"] and row["b"].value.rsplit("/", 1)[-1]) for row in query(reader, asked)}
        assert rows == {("Ice sports", "tourism"), ("Hazardous chemicals", None)}
        graphs = {graph.value for graph in reader.store.named_graphs()}
        assert graph_name(words) in graphs
    assert build([str(tmp_path / "notice.txt")], tmp_path / "store", settings).unchanged == 1
    (tmp_path / "words.csv").write_text(HEAD + "sector,hazchem,,危品\n", encoding="utf-8")
    assert build([str(tmp_path / "notice.txt")], tmp_path / "store", settings).replaced == 1  # other words, another reading


def test_two_processes_read_with_the_same_words(tmp_path: Path) -> None:
    lexicon(tmp_path, "sector,ice-sports,冰雪运动,嬉冰场")
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TITLE}第{number}号。各乡镇要排查嬉冰场。\n", encoding="utf-8")
    texts = [str(tmp_path / f"{number}.txt") for number in range(3)]
    stores = []
    for jobs in (1, 2):
        build(texts, tmp_path / f"store{jobs}", Settings(lexicons=(str(tmp_path / "words.csv"),)), jobs=jobs)
        from kg.store import open_reader

        with open_reader(tmp_path / f"store{jobs}") as reader:
            stores.append(sorted(str(quad) for quad in reader.store if "ice-sports" in str(quad)))
    assert stores[0] == stores[1] and len(stores[0]) > 3


def test_a_graph_says_only_what_is_new(tmp_path: Path) -> None:
    words = lexicon(tmp_path, 'sector,ice-sports,冰雪运动,"嬉""冰场",tourism,,,Ice sports', "sector,hazchem,,危品", "organization,,青溪县平安前哨")
    lines = triples(words, {kind: frozenset(["hazchem", "tourism"]) for kind in ("sector", "function", "office", "cue")})
    assert len([line for line in lines if "/hazchem>" in line]) == 1
    assert len([line for line in lines if line.startswith("<https://w3id.org/zeren/sector/ice-sports>")]) == 8
    assert not [line for line in lines if "平安前哨" in line]


def test_a_build_refuses_what_the_check_calls_an_error(tmp_path: Path) -> None:
    lexicon(tmp_path, "sector,ice-sports,冰雪运动,冰,tourisme")
    with pytest.raises(BadLexicon, match="line 2: tourisme: No sector has the id tourisme") as caught:
        load((str(tmp_path / "words.csv"),))
    assert "1 more" in str(caught.value)
    with pytest.raises(BuildError, match="no word list"):
        build([str(tmp_path)], tmp_path / "store", Settings(lexicons=(str(tmp_path / "none.csv"),)))
    assert not (tmp_path / "store").exists()


# ---- the commands ----------------------------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(make_app(), [*map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_template_and_check(tmp_path: Path) -> None:
    status, out, _ = run("lexicon", "template")
    assert status == 0 and out.encode() == ontology_file("lexicon-template.csv")
    lexicon(tmp_path, "sector,ice-sports,冰雪运动,滑雪场|冰")
    status, out, said = run("lexicon", "check", tmp_path / "words.csv")
    assert status == 1 and "文化旅游" in out and "1 row with 3 names: 1 error," in said
    status, out, _ = run("lexicon", "check", tmp_path / "words.csv", "-f", "json")
    assert {row["grade"] for row in json.loads(out)} == {ERROR, WARNING}
    lexicon(tmp_path, "cue,,盯死看牢,,directive")
    assert run("lexicon", "check", tmp_path / "words.csv")[0] == 0


def test_evaluate_measures_with_the_words_of_the_office(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("要加强嬉冰场管理。\n", encoding="utf-8")
    (tmp_path / "notice.json").write_text('{"sectors": ["ice-sports"]}', encoding="utf-8")
    lexicon(tmp_path, "sector,ice-sports,冰雪运动,嬉冰场", name="words.tsv")
    counts = []
    for more in ((), ("--lexicon", tmp_path / "words.tsv")):
        status, out, _ = run("evaluate", tmp_path, tmp_path / "notice.txt", "-f", "json", *more)
        assert status == 0
        counts.append(json.loads(out)["layers"]["sectors"]["right"])
    assert counts == [0, 1]
