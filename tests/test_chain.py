"""A transmission outline written here: what went down, what was added, dropped and copied, worked out by hand."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import Literal

from kg.actions import actions
from kg.chain import Chain, chain, table
from kg.chain_views import to_dot, to_svg, tree
from kg.ledger import UnknownName
from kg.wording import copied, likeness, plain, tokens
from ontology.namespaces import DATA
from tests.written import Page, World, node

OUTLINE = """青河县传达提纲
全国会议要求，深入开展渡口渡船隐患排查治理。全国会议要求，强化校车驾驶人教育培训。
全省会议强调，深入开展渡口渡船隐患排查治理。全省会议强调，各地要修订防汛应急预案并组织演练。
全县会议提出，对全县渡口渡船逐一开展隐患排查。全县会议提出，抓紧修订防汛预案，汛前组织一次演练。
各乡镇要落实渡口值班。
"""


def outline(world: World) -> Page:
    page = world.document("青河县传达提纲", OUTLINE, issued="2024-04-12", place="青河县", level="County")
    nation = page.meeting("全国会议", level="National", on="2024-04-01")
    province = page.meeting("全省会议", level="Province", on="2024-04-03", conveys=[nation])
    county = page.meeting("全县会议", level="County", on="2024-04-10", conveys=[province])
    page.mention("全县会议提出，对", county)
    ferries = "深入开展渡口渡船隐患排查治理"
    page.measure(ferries, after="全国会议要求，", sectors=["water-transport"], by=nation)
    page.measure("强化校车驾驶人教育培训", sectors=["road-traffic"], by=nation)
    page.measure(ferries, after="全省会议强调，", sectors=["water-transport"], by=province)
    page.measure("各地要修订防汛应急预案并组织演练", sectors=["flood-drought"], by=province)
    page.measure("对全县渡口渡船逐一开展隐患排查", sectors=["water-transport"], by=county)
    page.measure("抓紧修订防汛预案，汛前组织一次演练", sectors=["flood-drought"], by=county)
    page.measure("各乡镇要落实渡口值班", sectors=["water-transport"])
    return page


@pytest.fixture(scope="module")
def world() -> World:
    made = World()
    outline(made)
    return made


def told(found: Chain) -> list[tuple[str, str, int | None, list[str]]]:
    return [(k.above.label, k.below.label, k.days, [d.change for d in k.descents]) for k in found.links]


OWN = "《青河县传达提纲》自身部署"


def test_links_days_and_what_became_of_each_requirement(world: World) -> None:
    assert told(chain(world.store)) == [
        ("全国会议", "全省会议", 2, ["照抄", "未传导", "新增"]),  # ferries copied, school buses dropped, floods new
        ("全省会议", "全县会议", 7, ["改写", "改写"]),
        ("全县会议", OWN, 2, ["未传导", "未传导", "新增"]),  # a watch at the ferries is another action than a check
    ]


def test_stations_stand_from_the_top_down(world: World) -> None:
    assert [s.label for s in chain(world.store).stations] == ["全国会议", "全省会议", "全县会议", OWN]


def test_table_has_both_wordings_and_both_places(world: World) -> None:
    found = chain(world.store)
    rows = table(world.store, found).rows
    assert [(r["requirement"], r["change"], r.get("wording", "")) for r in rows[:3]] == [
        ("深入开展渡口渡船隐患排查治理", "照抄", "深入开展渡口渡船隐患排查治理"),
        ("强化校车驾驶人教育培训", "未传导", ""),
        ("", "新增", "各地要修订防汛应急预案并组织演练"),
    ]
    first = rows[0]
    assert (first["likeness"], first["copied"], first["days"]) == ("1.00", "100%", "2")
    for begin, end, quote in (("begin", "end", "quote"), ("below_begin", "below_end", "below_quote")):
        assert OUTLINE[int(first[begin]) : int(first[end])] == first[quote]
    assert int(first["begin"]) < int(first["below_begin"])


def test_share_that_is_copied_is_counted_in_characters(world: World) -> None:
    link = chain(world.store).links[0]
    # of the province's 14 + 16 characters, the 14 are the nation's
    assert link.copied == pytest.approx(14 / 30)


def test_one_meeting_shows_what_is_above_and_below_it_only() -> None:
    world = World()
    outline(world)
    other = world.document("白水县", "白水县会议要求，清理河道。", place="白水县", level="County")
    away = other.meeting("白水县会议", level="County", on="2024-04-11")
    other.say(away, "zr:conveys", node(DATA + "meeting/全省会议"))
    other.measure("清理河道", by=away)
    assert [s.label for s in chain(world.store, "白水县会议").stations] == ["全国会议", "全省会议", "白水县会议"]
    assert [s.label for s in chain(world.store, "全县会议").stations] == ["全国会议", "全省会议", "全县会议", OWN]
    assert len(chain(world.store, "全省会议").stations) == 5


def test_a_station_without_requirements_lets_through_what_came_from_above() -> None:
    world = World()
    page = world.document("转发", "全国会议要求，严查渡船超载。全县会议要求，严查渡船超载超员。")
    nation = page.meeting("全国会议", level="National")
    province = page.meeting("全省会议", level="Province", conveys=[nation])
    county = page.meeting("全县会议", level="County", conveys=[province])
    page.measure("严查渡船超载", after="全国会议要求，", sectors=["water-transport"], by=nation)
    page.measure("严查渡船超载超员", after="全县会议要求，", sectors=["water-transport"], by=county)
    # 6 of the 8 characters are copied, less than nine tenths
    assert told(chain(world.store)) == [("全国会议", "全省会议", None, []), ("全省会议", "全县会议", None, ["改写"])]


def test_what_skips_a_level_is_told_from_what_is_new() -> None:
    world = World()
    page = world.document("隔级", "全国会议要求，严查渡船超载。全省会议要求，清理河道。全县会议要求，严查渡船超载。全县会议要求，上好救生衣。")
    nation = page.meeting("全国会议", level="National")
    province = page.meeting("全省会议", level="Province", conveys=[nation])
    county = page.meeting("全县会议", level="County", conveys=[province])
    page.measure("严查渡船超载", after="全国会议要求，", by=nation)
    page.measure("清理河道", by=province)
    page.measure("严查渡船超载", after="全县会议要求，", by=county)
    page.measure("上好救生衣", by=county)
    found = chain(world.store)
    assert told(found)[1] == ("全省会议", "全县会议", None, ["未传导", "隔级承接", "新增"])
    row = next(r for r in table(world.store, found).rows if r["change"] == "隔级承接")
    assert (row["above"], row["below"], row["requirement"]) == ("全国会议", "全县会议", "严查渡船超载")


def test_levels_that_one_outline_relays_are_linked_and_marked_as_inferred() -> None:
    world = World()
    page = world.document("提纲", "全国会议要求，严查渡船超载。甲省会议要求，严查渡船超载。乙省会议要求，清理河道。丙县会议要求，值班。丁省会议早已要求，植树。")
    nation = page.meeting("全国会议", level="National", on="2024-04-01")
    one = page.meeting("甲省会议", level="Province", on="2024-04-03")
    two = page.meeting("乙省会议", level="Province")
    early = page.meeting("丁省会议", level="Province", on="2024-03-01")
    county = page.meeting("丙县会议", level="County")
    page.measure("严查渡船超载", after="全国会议要求，", by=nation)
    page.measure("严查渡船超载", after="甲省会议要求，", by=one)
    page.measure("清理河道", by=two)
    page.measure("植树", by=early)
    page.measure("值班", by=county)
    found = chain(world.store)
    assert [(k.above.label, k.below.label, k.inferred) for k in found.links] == [("全国会议", "甲省会议", True), ("全国会议", "乙省会议", True)]
    assert "推定，2 天后，传导 1 项" in tree(found)
    assert {r["link"] for r in table(world.store, found).rows} == {"推定"}
    page.say(two, "zr:conveys", nation)
    assert [(k.below.label, k.inferred) for k in chain(world.store).links] == [("甲省会议", True), ("乙省会议", False)]


def test_a_ring_of_meetings_ends() -> None:
    world = World()
    page = world.document("环", "甲会。乙会。")
    one = page.meeting("甲会")
    two = page.meeting("乙会", conveys=[one])
    page.say(one, "zr:conveys", two)
    found = chain(world.store)
    assert len(found.links) == 2
    assert "回到上文" in tree(found)
    assert ET.fromstring(to_svg(found)).tag.endswith("svg")


def test_unknown_meeting(world: World) -> None:
    with pytest.raises(UnknownName, match="kg search 全球会议"):
        chain(world.store, "全球会议")


def test_tree(world: World) -> None:
    assert tree(chain(world.store)) == (
        "[国家级] 全国会议（2024-04-01，2 项要求）\n"
        "└─ [省级] 全省会议（2024-04-03，2 项要求）\n"
        "   │    2 天后，传导 1 项，未传导 1 项，新增 1 项，照抄 47%\n"
        "   └─ [县级] 全县会议（2024-04-10，2 项要求）\n"
        "      │    7 天后，传导 2 项，照抄 0%\n"
        f"      └─ [县级] {OWN}（2024-04-12，1 项要求）\n"
        "              2 天后，传导 0 项，未传导 2 项，新增 1 项，照抄 0%\n"
    )


def test_dot_and_svg_escape_what_a_document_says() -> None:
    world = World()
    page = world.document("坏", '甲"会\\<b>。')
    one = page.meeting("甲")
    bad = page.thing("Meeting", "bad")
    page.say(bad, "zr:conveys", one)
    page.say(bad, "skos:prefLabel", Literal('甲"会\\<b>&'))
    found = chain(world.store)
    assert "<b>" not in to_svg(found)
    ET.fromstring(to_svg(found))
    assert to_dot(found).count("->") == 1


# --- the measure of wording -------------------------------------------------------------------------------------------


def test_likeness_is_dice_of_words_by_hand() -> None:
    # 排查 渡口 隐患 | 排查 渡口 渡船: two words shared of three and three
    assert tokens("排查渡口隐患") == ("排查", "渡口", "隐患")
    assert likeness("排查渡口隐患", "排查渡口渡船") == pytest.approx(4 / 6)
    assert likeness("排查渡口隐患", "宣传森林防火") == 0
    assert likeness("加强值班", "强化值班") == 1  # the glue of the genre does not count


def test_likeness_reads_either_script_and_any_punctuation() -> None:
    assert likeness("開展消防安全檢查。", "开展消防安全检查") == 1
    assert plain("“两客　一危”、ＡＢ！") == "两客一危ab"


def test_copied_counts_runs_of_five_characters_by_hand() -> None:
    # 渡口渡船隐患 (6 characters) of 9 stands in the source; 排查 is too short a run
    assert copied("开展渡口渡船隐患的排查", "渡口渡船隐患逐一查") == pytest.approx(6 / 9)
    assert copied("排查渡口", "渡口排查") == 0
    assert copied("要值班", "要值班") == 1
    assert copied("要值班", "") == 0


def test_actions_are_data() -> None:
    assert actions("全面排查并整改隐患") == {"inspect", "rectify"}
    assert actions("高度重视") == frozenset()
