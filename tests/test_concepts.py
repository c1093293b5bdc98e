"""The loader of the concept schemes, and what must hold of the dictionaries that it loads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from ontology import concepts
from ontology.concepts import GROUP, Scheme, parse

SCHEMES = (concepts.sectors, concepts.functions, concepts.offices, concepts.cues)
CLOSED = (concepts.roles, concepts.modalities, concepts.levels, concepts.statuses)

SMALL = """
@prefix zr: <https://w3id.org/zeren/ontology#> .
@prefix zrs: <https://w3id.org/zeren/sector/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
zrs:ropeway a zr:Sector, skos:Concept ; skos:notation "ropeway" ; skos:broader zrs:mountain ;
    skos:prefLabel "Ropeways"@en, "缆道"@zh-Hans ; skos:altLabel "缆道运输"@zh-Hans, "山上"@zh-Hans, "cable"@en ; zr:notLabel "缆道上"@zh-Hans ; zr:passingLabel "山上"@zh-Hans .
zrs:mountain a zr:Sector, skos:Concept ; skos:notation "mountain" ; skos:prefLabel "山地"@zh-Hans, "Mountains"@en .
zrs:gondola a skos:Concept, zr:Sector ; skos:notation "gondola" ; skos:broader zrs:ropeway ; skos:prefLabel "吊厢"@zh-Hans ; zr:expresses zr:Lead .
zrs:heading a zr:Group, skos:Concept ; skos:notation "heading" ; skos:prefLabel "标题"@zh-Hans .
"""


def small() -> Scheme:
    return parse(SMALL.encode())


def test_a_concept_has_its_names_in_order() -> None:
    ropeway = small()["ropeway"]
    assert (ropeway.zh, ropeway.en, ropeway.alt, ropeway.blocked) == ("缆道", "Ropeways", ("缆道运输",), ("缆道上",))
    assert (ropeway.iri, ropeway.broader, ropeway.kind) == ("https://w3id.org/zeren/sector/ropeway", "mountain", "zr:Sector")
    assert (ropeway.labels, ropeway.passing) == (("缆道", "缆道运输"), ("山上",))
    assert small()["gondola"].expresses == "zr:Lead"


def test_narrower_reaches_all_depths_and_no_further() -> None:
    scheme = small()
    assert scheme.narrower("mountain") == {"ropeway", "gondola"}
    assert scheme.narrower("gondola") == frozenset()
    with pytest.raises(KeyError):
        scheme.narrower("sea")


def test_words_come_longest_first_and_without_the_names_of_groups() -> None:
    assert small().words("mountain") == ("缆道运输", "吊厢", "山地", "缆道")
    assert small().words("heading") == ()
    assert "标题" not in small().by_label()
    assert small().by_label()["缆道运输"] == "ropeway"
    assert small().blocked() == ("缆道上",)


def test_a_broken_file_is_told_with_its_place() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse(b'<a:b> <a:c> "x" .\n<a:b <a:c> .')
    with pytest.raises(ValueError, match="no skos:prefLabel in zh-Hans"):
        parse(SMALL.replace('"缆道"@zh-Hans', '"缆道"@zh-Hant').encode())


@pytest.mark.parametrize("load", (*SCHEMES, *CLOSED))
def test_every_concept_has_both_names_and_its_id_ends_its_iri(load: Callable[[], Scheme]) -> None:
    scheme = load()
    assert len(scheme) > 1
    for one in scheme:
        assert one.zh and one.en, one.id
        assert re.split("[/#]", one.iri)[-1] == one.id
        assert one.broader is None or one.broader in scheme
        assert Counter(one.labels).most_common(1)[0][1] == 1, one.id


@pytest.mark.parametrize("load", (concepts.sectors, concepts.functions, concepts.offices))
def test_a_word_names_one_concept_only(load: Callable[[], Scheme]) -> None:
    owners = Counter(label for one in load() if one.kind != GROUP for label in one.labels)
    assert [label for label, times in owners.items() if times > 1] == []


@pytest.mark.parametrize("load", SCHEMES)
def test_a_blocked_word_hides_a_label_and_is_none(load: Callable[[], Scheme]) -> None:
    """It must begin no later than the label that it hides, and be longer: the leftmost longest word wins."""
    for one in load():
        for word in one.blocked:
            assert word not in one.labels, (one.id, word)
            assert any(label in word for label in (*one.labels, *one.passing)), (one.id, word)


@pytest.mark.parametrize("load", (*SCHEMES, *CLOSED))
def test_labels_are_plain_simplified_text(load: Callable[[], Scheme]) -> None:
    for one in load():
        for word in (*one.labels, *one.blocked):
            assert word == word.strip() and not re.search(r"[\s|]", word), (one.id, word)


@pytest.mark.parametrize("load", (*SCHEMES, *CLOSED))
def test_labels_are_in_simplified_script(load: Callable[[], Scheme]) -> None:
    import opencc

    to_simplified = opencc.OpenCC("t2s")
    for one in load():
        for word in (*one.labels, *one.blocked):
            assert to_simplified.convert(word) == word, one.id


@pytest.mark.parametrize(
    ("scheme", "word", "concept"),
    (
        (concepts.sectors, "加油站", "hazchem"),
        (concepts.sectors, "校车", "road-traffic"),
        (concepts.sectors, "网约车", "road-transport"),
        (concepts.sectors, "客渡船", "water-transport"),
        (concepts.sectors, "液氨", "ammonia-refrigeration"),
        (concepts.sectors, "九小场所", "fire"),
        (concepts.sectors, "群租房", "housing-safety"),
        (concepts.sectors, "索道", "special-equipment"),
        (concepts.functions, "公安部门", "public-security"),
        (concepts.functions, "妇联", "women"),
        (concepts.offices, "常务副市长", "vice-mayor"),
        (concepts.offices, "总指挥", "commander-in-chief"),
    ),
)
def test_words_of_the_genre_are_known(scheme: Callable[[], Scheme], word: str, concept: str) -> None:
    assert scheme().by_label()[word] == concept


@pytest.mark.parametrize("word", ("人民政府", "教育引导", "卫生间", "建筑物", "防火墙", "宣传教育"))
def test_words_that_only_sound_like_a_sector_are_blocked(word: str) -> None:
    assert word in concepts.sectors().blocked()


@pytest.mark.parametrize(
    ("cue", "word"),
    (
        ("obligation", "务必"),
        ("prohibition", "一律不得"),
        ("lead", "负总责"),
        ("supervise", "督促指导"),
        ("report", "强调"),
        ("convey", "传达学习"),
        ("directive", "健全"),
        ("collective", "各乡镇（街道）"),
        ("period", "岁末年初"),
        ("note", "完成时限"),
        ("deadline", "年底前"),
    ),
)
def test_cue_words_stand_under_their_cue(cue: str, word: str) -> None:
    assert word in concepts.cues().words(cue)


def test_ruling_out_accidents_is_required_and_no_ban() -> None:
    cues = concepts.cues()
    assert "杜绝" in cues.words("obligation") and "杜绝" not in cues.words("prohibition")
    assert cues["eradicate"].expresses == "zr:Required" and cues["forbid"].expresses == "zr:Prohibited"


def test_cues_express_what_the_closed_schemes_hold() -> None:
    known = {f"zr:{one.id}" for load in (concepts.roles, concepts.modalities) for one in load()}
    assert {one.expresses for one in concepts.cues() if one.expresses} == known


def test_a_scheme_is_loaded_once() -> None:
    assert concepts.sectors() is concepts.sectors()
