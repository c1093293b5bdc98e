"""The network of a division of tasks written here; centralities worked out by hand."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg.network import Network, network, table, to_graphml, to_networkx, to_svg
from tests.written import Page, World

TEXT = "甲局和乙局排查校车。甲局与乙局查处超载。乙局和丙局检查渡口。丁局值守水库。各乡镇和丁局清理河道。"


def division(world: World) -> Page:
    page = world.document("任务分工", TEXT)
    a, b, c, d = (page.thing("Department", f"{name}局", local=True) for name in "甲乙丙丁")
    towns = page.thing("Collective", "各乡镇", local=True)
    page.measure("甲局和乙局排查校车", sectors=["road-traffic"], lead=[a], cooperate=[b])
    page.measure("甲局与乙局查处超载", sectors=["road-traffic"], implement=[a, b])
    page.measure("乙局和丙局检查渡口", sectors=["water-transport"], implement=[b, c])
    page.measure("丁局值守水库", sectors=["water-conservancy"], implement=[d])
    page.measure("各乡镇和丁局清理河道", implement=[towns, d])
    return page


@pytest.fixture(scope="module")
def found() -> Network:
    world = World()
    division(world)
    return network(world.store)


def test_who_shares_work_with_whom(found: Network) -> None:
    shown = [(b.label, b.measures, b.leads, len(b.sectors), dict(b.partners)) for b in found.bodies]
    assert shown == [
        ("乙局", 3, 0, 2, {"甲局": 2, "丙局": 1}),
        ("甲局", 2, 1, 1, {"乙局": 2}),
        ("丙局", 1, 0, 1, {"乙局": 1}),
        ("丁局", 2, 0, 1, {}),
    ]
    assert found.edges == ((0, 1, 2), (0, 2, 1))


def test_centralities_by_hand(found: Network) -> None:
    b, a, c, d = found.bodies
    # of three others 乙 works with two, 甲 and 丙 with one, 丁 with none
    assert [x.centrality for x in (b, a, c, d)] == pytest.approx([2 / 3, 1 / 3, 1 / 3, 0])
    # the one way from 甲 to 丙, of the three pairs of others, leads through 乙
    assert [x.between for x in (b, a, c, d)] == pytest.approx([1 / 3, 0, 0, 0])
    # roads and ferries are the one pair of sectors that is joined at all, and 乙 joins it; reservoirs stand apart with 丁
    assert [x.between_sectors for x in (b, a, c, d)] == pytest.approx([1, 0, 0, 0])


def test_communities(found: Network) -> None:
    assert [b.community for b in found.bodies] == [1, 1, 1, 0]
    world = World()
    page = world.document("分工", "甲乙一。甲乙二。甲丙一。乙丙一。丁戊一。丁戊二。丙丁一。")
    body = {name: page.thing("Department", name, local=True) for name in "甲乙丙丁戊"}
    for quote in ("甲乙一", "甲乙二", "甲丙一", "乙丙一", "丁戊一", "丁戊二", "丙丁一"):
        page.measure(quote, implement=[body[quote[0]], body[quote[1]]])
    assert {b.label: b.community for b in network(world.store).bodies} == {"甲": 1, "乙": 1, "丙": 1, "丁": 2, "戊": 2}


def test_collectives_are_left_out_unless_asked_for() -> None:
    world = World()
    division(world)
    assert "各乡镇" not in [b.label for b in network(world.store).bodies]
    both = {b.label: dict(b.partners) for b in network(world.store, collectives=True).bodies}
    assert (both["各乡镇"], both["丁局"]) == ({"丁局": 1}, {"各乡镇": 1})


def test_table_carries_places() -> None:
    world = World()
    division(world)
    rows = table(world.store, network(world.store)).rows
    assert (rows[0]["body"], rows[0]["closest"], rows[0]["between_sectors"]) == ("乙局", "甲局（2）、丙局（1）", "1.000")
    for row in rows:
        assert TEXT[int(row["begin"]) : int(row["end"])] == row["quote"]


def test_graphml_opens_in_networkx(found: Network) -> None:
    import networkx as nx

    read = nx.read_graphml(io.BytesIO(to_graphml(found).encode()))
    assert sorted(data["label"] for _, data in read.nodes(data=True)) == sorted(b.label for b in found.bodies)
    assert sorted(data["weight"] for *_, data in read.edges(data=True)) == [1, 2]
    assert nx.is_isomorphic(read, to_networkx(found))


def test_picture_is_svg_and_escapes_names(found: Network) -> None:
    root = ET.fromstring(to_svg(found))
    text = "".join(root.itertext())
    assert "乙局 1" in text or "1 乙局" in text
    assert "另有 1 个单位" in text
    world = World()
    page = world.document("坏", "甲乙。")
    bodies = [page.thing("Department", name, local=True) for name in ("甲", "乙")]
    from pyoxigraph import Literal

    for body in bodies:
        page.say(body, "skos:prefLabel", Literal("<script>&\x01"))
    page.measure("甲乙", implement=bodies)
    ET.fromstring(to_svg(network(world.store)))
    ET.fromstring(to_graphml(network(world.store)))


def test_an_empty_store_has_an_empty_network() -> None:
    world = World()
    found = network(world.store)
    assert (found.bodies, found.edges) == ((), ())
    ET.fromstring(to_svg(found))
    assert table(world.store, found).rows == ()


_PROGRAM = """
from tests.written import World
from tests.test_network import division
from kg.network import network, to_svg, to_graphml
world = World(); division(world); found = network(world.store, collectives=True)
print(to_svg(found), to_graphml(found))
"""


def test_the_same_whatever_the_hash_seed() -> None:
    root = Path(__file__).parents[1]
    answers = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            check=True, capture_output=True, timeout=120,
        ).stdout
        for seed in ("1", "2", "77")
    }  # fmt: skip
    assert len(answers) == 1
