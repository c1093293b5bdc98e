"""The network, the choice of a part, the overview, positions and the data of a page, without a browser."""

from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "browser"))

from made_graph import Writer, made_store

import viz
from ontology.namespaces import expand
from viz import choose, layout, network, overview, source
from viz.pinyin import initials


@pytest.fixture(scope="module")
def tables() -> source.Tables:
    return source.read(made_store(documents=2, measures=20))


@pytest.fixture(scope="module")
def graph(tables: source.Tables) -> Any:
    return network.build(tables)


def data_of(page: viz.Page) -> dict[str, Any]:
    """What a browser unpacks."""
    packed = re.search(r'id="data">"([^"]*)"', page.html)
    assert packed
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))  # type: ignore[no-any-return]


def test_every_place_that_was_read_is_its_slice(tables: source.Tables) -> None:
    texts = {d.iri: d.text for d in tables.documents}
    names = {ref: {*tables.names[ref].labels.values(), *tables.names[ref].alternatives} for ref, _ in tables.mentions if ref in tables.names}
    said = [(texts[p.document][p.begin : p.end], names[ref]) for ref, p in tables.mentions if ref in names]
    assert len(said) > 40
    # a body's label may begin with its place, which the text leaves out
    assert all(any(words in name or name in words for name in known) for words, known in said)


def test_nodes_have_kind_group_and_label(graph: Any) -> None:
    meeting = next(a for _, a in graph.nodes(data=True) if a["kind"] == "zr:Meeting")
    assert meeting["group"] == "meeting" and "会议" in meeting["zh"] and meeting["also"]
    assert graph.nodes[expand("zrs:road-traffic")]["en"] == "Road traffic"
    assert {a["group"] for _, a in graph.nodes(data=True)} <= set(network.GROUPS)


def test_broader_sectors_come_along_though_no_text_names_them(graph: Any) -> None:
    narrower = [s for s, _, d in graph.edges(data=True) if d["predicate"] == network.BROADER]
    assert narrower and all(any(d["predicate"] == network.BROADER for _, _, d in graph.out_edges(n, data=True)) for n in narrower)


def test_a_responsibility_is_an_edge_with_its_role_and_place(graph: Any, tables: source.Tables) -> None:
    borne = [(s, t, d) for s, t, d in graph.edges(data=True) if d["predicate"] == network.BEARER]
    assert len(borne) == len(tables.responsibilities)
    assert all(d["role"].startswith(expand("zr:")) and d["places"] for _, _, d in borne)


def test_terms_of_the_ontology_are_no_nodes(graph: Any) -> None:
    assert not any(n.startswith(expand("zr:")) for n in graph)


def test_nothing_depends_on_the_order_of_loading() -> None:
    from pyoxigraph import Store

    quads = sorted(made_store(documents=2, measures=12), key=str, reverse=True)
    turned = Store()
    for quad in quads:
        turned.add(quad)
    assert viz.explore(turned).html == viz.explore(made_store(documents=2, measures=12)).html


# ---- parts -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["道路交通", "道路交通安全", "zrs:road-traffic", expand("zrs:road-traffic"), f"<{expand('zrs:road-traffic')}>"])
def test_a_name_finds_its_thing(graph: Any, name: str) -> None:
    assert choose.find(graph, name) == expand("zrs:road-traffic")


def test_a_name_of_several_things_is_refused_with_their_iris(graph: Any) -> None:
    with pytest.raises(choose.UnknownNameError, match="fits 2 things.*organization"):
        choose.find(graph, "公安部门")


def test_around_takes_whole_rows_and_grows_with_depth(graph: Any) -> None:
    body = choose.find(graph, "清水县住建部门")
    near, far = choose.around(graph, body, 1), choose.around(graph, body, 2)
    assert body in near < far
    for node in near:
        if graph.nodes[node]["group"] == "measure":
            assert set(graph.successors(node)) <= near


def test_in_sector_takes_narrower_ones(graph: Any) -> None:
    found = choose.in_sector(graph, expand("zrs:transport"))
    assert expand("zrs:rail") in found and expand("zrs:mining") not in {n for n in found if graph.nodes[n]["group"] == "sector"}


@pytest.mark.parametrize("name", ["安河市安全生产工作会议精神传达提纲（2）", "corpus/001_安河市安全生产工作会议精神传达提纲（2）.txt"])
def test_a_document_by_title_and_file_name(name: str) -> None:
    page = viz.explore(made_store(documents=2, measures=12), document=name)
    assert len(data_of(page)["documents"]) == 1


def test_options_that_have_nothing_in_common_are_told() -> None:
    store = made_store(documents=1)
    other = Writer(store, 9, lambda s: s)
    other.mention("孤岛镇", other.thing("data:jurisdiction/孤岛镇", "zr:Jurisdiction", "孤岛镇"))
    other.close("孤岛镇的通知", "x.txt", "2024")
    with pytest.raises(viz.EmptyViewError, match="nothing in common"):
        viz.explore(store, focus="孤岛镇", sector="zrs:fire")
    with pytest.raises(choose.UnknownNameError, match="Nothing in the graph"):
        viz.explore(store, focus="没有这个地方")


def test_a_focus_outside_the_sector_still_makes_a_page() -> None:
    page = viz.explore(made_store(documents=2, measures=12), focus="中国总理", sector="zrs:fire")
    assert data_of(page)["nodes"]["iri"]


def test_an_empty_store_says_what_to_do() -> None:
    from pyoxigraph import Store

    with pytest.raises(viz.EmptyViewError, match="kg build"):
        viz.explore(Store())


# ---- overview and positions -------------------------------------------------------------------------------------------------------


def test_overview_keeps_to_its_limits_and_counts_measures(graph: Any) -> None:
    view = overview.overview(graph, (2, 3, 4))
    assert (len(view.meetings), len(view.sectors), len(view.bodies)) == (2, 3, 4)
    body, sector, number = view.borne[0]
    measures = {m for m, _, d in graph.in_edges(body, data=True) if d["predicate"] == network.BEARER}
    inside = {m for m, _, d in graph.in_edges(sector, data=True) if d["predicate"] == network.SECTOR}
    assert number == len(measures & inside)


def test_columns_stand_apart_evenly(graph: Any) -> None:
    view = overview.overview(graph)
    places = layout.columns(view, 400, 27)
    assert {places[n][0] for n in view.meetings} == {-400} and {places[n][0] for n in view.bodies} == {400}
    for column in (view.meetings, view.sectors, view.bodies):
        heights = [places[n][1] for n in column]
        steps = [b - a for a, b in zip(heights, heights[1:], strict=False)]
        assert min(steps) >= 27 and max(steps) - min(steps) <= 1


def test_every_node_has_a_home_and_hardly_any_share_one(graph: Any) -> None:
    places = layout.home(graph)
    assert places.keys() == set(graph)
    assert len(set(places.values())) > 0.97 * len(places)
    assert places == layout.home(graph)


def test_rings_put_neighbours_around_the_centre(graph: Any) -> None:
    centre = expand("zrs:road-traffic")
    near = sorted({centre, *network.neighbours(graph, centre)})
    places = layout.rings(graph, centre, near)
    assert places[centre] == (0, 0) and places.keys() == set(near)
    assert all(abs(x) + abs(y) > 100 for n, (x, y) in places.items() if n != centre)


# ---- the data of a page -------------------------------------------------------------------------------------------------------


def test_initials_follow_the_words() -> None:
    assert initials(["道路交通", "重庆市", "银行", "A股", "ABC"]) == "dljt cqs yh ag"


def test_the_opening_is_what_pyvis_was_given() -> None:
    data = data_of(viz.explore(made_store(documents=2, measures=12)))
    opening = data["opening"]
    assert opening["mode"] == "overview" and len(opening["nodes"]) <= viz.MOST_AT_FIRST
    assert opening["options"]["physics"]["enabled"] is False
    assert {n["id"] for n in opening["nodes"]} == {int(i) for i in opening["places"]["wide"]}
    assert all(width >= 1 for _, _, width in opening["edges"])


def test_offsets_of_the_page_are_those_of_the_store() -> None:
    data = data_of(viz.explore(made_store(documents=2, measures=12)))
    places, texts = data["places"], [d["text"] for d in data["documents"]]
    said = {texts[places["d"][e]][places["b"][e] : places["e"][e]] for e in data["measures"]["e"]}
    expected = {texts[i][b:e] for i, d in enumerate(data["documents"]) for b, e, *_ in d["repairs"]}
    assert all(words for words in said) and "生產(chǎn)" in expected


def test_the_gaps_of_a_page_are_those_of_the_command_about_what_it_shows() -> None:
    from kg.gaps import gaps

    store = made_store(documents=3)
    found = [row for row in gaps(store, "2024-01-01").rows if row["kind"] != "deadline-past"]  # the page finds those by its reader's day
    data = data_of(viz.explore(store))
    iris, documents = data["nodes"]["iri"], [data["nodes"]["iri"][d["n"]] for d in data["documents"]]
    told = {(kind["id"], iris[n], documents[d], begin, end, zh) for kind in data["gaps"] for n, d, begin, end, zh, _ in kind["rows"]}
    assert told == {(row["kind"], network.short(row["iri"]), network.short(row["document"]), int(row["begin"]), int(row["end"]), row["detail"]) for row in found}
    one = data_of(viz.explore(store, document=store_document(store)))
    shown = set(one["nodes"]["iri"])
    assert {(kind["id"], one["nodes"]["iri"][n]) for kind in one["gaps"] for n, *_ in kind["rows"]} <= {(kind, iri) for kind, iri, *_ in told if iri in shown}
    assert any(kind["rows"] for kind in one["gaps"])


def store_document(store: Any) -> str:
    return source.read(store).documents[0].source


def test_a_title_is_one_clean_line() -> None:
    page = viz.explore(made_store(documents=1), title="  一\n二\x00 <三> \udcff ")
    assert "<title>一 二 &lt;三&gt; �</title>" in page.html


def test_nothing_of_a_cdn_is_left() -> None:
    html = viz.explore(made_store(documents=1)).html
    assert "jsdelivr" not in html and "cdnjs" not in html and "bootstrap" not in html
    assert "vis-network" in html


def test_every_word_of_the_interface_is_in_both_languages() -> None:
    folder = Path(viz.__file__).parent / "assets" / "js"
    words = (folder / "i18n.js").read_text("utf-8")
    pairs = re.findall(r'(?:"([^"]+)"|([\w]+)): \["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\]', words)
    known = {quoted or plain for quoted, plain, _, _ in pairs}
    assert len(known) > 150 and all(zh and en for _, _, zh, en in pairs)
    for script in folder.glob("*.js"):
        for used in re.findall(r'\bt\("(\w+)"[,)]', script.read_text("utf-8")):
            assert used in known, f"{script.name} uses the word {used}, which has no translation"


def test_words_that_nothing_uses_are_not_kept() -> None:
    folder = Path(viz.__file__).parent / "assets" / "js"
    scripts = "".join(p.read_text("utf-8") for p in folder.glob("*.js") if p.name != "i18n.js")
    words = re.findall(r"(?:^|[,{] )\s*(\w+): \[\"", (folder / "i18n.js").read_text("utf-8"), re.MULTILINE)
    prefixes = ("f_", "tab_", "g_", "r_", "rs_", "rep_", "st_", "l_", "col_")
    unused = [w for w in words if not w.startswith(prefixes) and not re.search(rf"\b{w}\b", scripts)]
    assert unused == []
