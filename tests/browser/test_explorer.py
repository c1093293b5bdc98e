"""The page, driven as a person would: every tab, filter, switch and link."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_graph import made_store

Visit = Callable[..., Any]
TABS = ["graph", "ledger", "gaps", "matrix", "work", "chain", "timeline", "documents"]


def tab(page: Any, name: str) -> None:
    page.click(f"#tab-{name}")


def drawn(page: Any) -> list[dict[str, Any]]:
    return page.evaluate("zeren.drawn()")  # type: ignore[no-any-return]


def spot(page: Any, name: str) -> dict[str, float]:
    """Where a drawn thing stands in the window."""
    at = next(n for n in drawn(page) if n["name"] == name)["at"]
    box = page.locator("#canvas").bounding_box()
    return {"x": box["x"] + at["x"], "y": box["y"] + at["y"]}


def click_on(page: Any, name: str, double: bool = False) -> None:
    at = spot(page, name)
    (page.mouse.dblclick if double else page.mouse.click)(at["x"], at["y"])
    page.wait_for_timeout(450)


def rows(page: Any) -> int:
    return int(page.evaluate("zeren.rows()"))


def search(page: Any, words: str) -> None:
    page.fill("#search", "")
    page.type("#search", words)


def clipboard(page: Any) -> str:
    page.wait_for_selector(".toast")
    return str(page.evaluate("navigator.clipboard.readText()"))


# ---- the first view ---------------------------------------------------------------------------------------------------


def test_opens_on_an_answer_in_three_columns(made: Path, visit: Visit) -> None:
    page = visit(made)
    nodes = drawn(page)
    assert page.evaluate("zeren.mode()") == "overview"
    assert 20 < len(nodes) <= 150
    columns = {x: [n["iri"] for n in nodes if n["x"] == x] for x in {n["x"] for n in nodes}}
    left, middle, right = (columns[x] for x in sorted(columns))
    assert all("/meeting/" in iri or iri.startswith("data:meeting") for iri in left)
    assert all(iri.startswith("zrs:") for iri in middle)
    assert right and not any(iri.startswith("zrs:") or "meeting" in iri for iri in right)
    assert page.evaluate("zeren.lines()") > 20


def test_the_page_draws_what_python_laid_out(made: Path, visit: Visit) -> None:
    from viz import network, source
    from viz.layout import WIDTHS, columns
    from viz.overview import overview

    view = overview(network.build(source.read(made_store())))
    for name, screen in (("wide", 1280), ("middle", 1000), ("narrow", 390)):
        expected = {network.short(iri): xy for iri, xy in columns(view, *WIDTHS[name]).items()}
        assert {n["iri"]: (n["x"], n["y"]) for n in drawn(visit(made, width=screen))} == expected


def test_says_what_it_left_out_and_draws_more(made: Path, visit: Visit) -> None:
    page = visit(made)
    before = len(drawn(page))
    notice = page.inner_text("#notice")
    assert f"画出 {before} 项" in notice and "更多" in notice
    page.click("#tool-more")
    assert before < len(drawn(page)) <= 150
    page.click("#notice button:has-text('清单')")
    assert page.get_attribute("#tab-ledger", "aria-selected") == "true"


def test_physics_is_off_until_asked_for(made: Path, visit: Visit) -> None:
    page = visit(made)
    before = {n["iri"]: (n["x"], n["y"]) for n in drawn(page)}
    page.wait_for_timeout(400)
    assert {n["iri"]: (n["x"], n["y"]) for n in drawn(page)} == before
    page.click("#tool-physics")
    page.wait_for_timeout(600)
    page.click("#tool-physics")
    after = {n["iri"]: (n["x"], n["y"]) for n in drawn(page)}
    assert after.keys() == before.keys() and after != before


# ---- select, expand, only this ------------------------------------------------------------------------------------------


def test_a_click_shows_names_facts_sentences_and_quotes(made: Path, visit: Visit) -> None:
    page = visit(made)
    click_on(page, "道路交通")
    panel = page.locator("#details")
    assert panel.locator("h2").inner_text() == "道路交通"
    assert "道路交通安全" in panel.inner_text()  # another name
    assert "zrs:road-traffic" in panel.inner_text()
    assert panel.locator(".statement").count() > 3
    assert panel.locator(".quote").count() > 3


def test_a_quote_is_one_click_from_the_marked_text(made: Path, visit: Visit) -> None:
    page = visit(made)
    click_on(page, "道路交通")
    quote = page.locator("#details .statement .quote").first
    words = quote.locator(".quote-text").inner_text()
    quote.click()
    assert page.get_attribute("#tab-documents", "aria-selected") == "true"
    placed = "".join(page.locator("#text .placed").all_inner_texts())
    assert placed == words
    box, window = page.locator("#text .placed").first.bounding_box(), page.viewport_size
    assert 0 < box["y"] < window["height"]


def test_a_click_on_a_line_shows_the_measures_behind_it(made: Path, visit: Visit) -> None:
    page = visit(made)
    box = page.locator("#canvas").bounding_box()
    nodes = {n["iri"]: n["at"] for n in drawn(page)}
    # Beside a body's own end its lines lie close together: any of them will do.
    body = next(n for n in drawn(page) if n["x"] > 0)
    at = nodes[body["iri"]]
    for offset in range(14, 70, 3):
        page.mouse.click(box["x"] + at["x"] - offset, box["y"] + at["y"])
        if page.locator("#details h2.pair").count():
            break
    assert "→" in page.inner_text("#details h2.pair")
    assert page.locator("#details .statement").count() >= 1


def test_double_click_expands_only_this_narrows_and_back_returns(made: Path, visit: Visit) -> None:
    page = visit(made)
    before = len(drawn(page))
    click_on(page, "道路交通", double=True)
    after = drawn(page)
    assert before < len(after) <= before + 40
    page.click("#act-only")
    alone = drawn(page)
    assert 1 < len(alone) < len(after)
    assert next(n for n in alone if n["name"] == "道路交通")["x"] == 0
    page.click("#act-hide")
    assert "道路交通" not in [n["name"] for n in drawn(page)]
    page.click("#back")
    assert len(drawn(page)) == before


def test_never_more_than_six_hundred_at_once(tmp_path: Path, visit: Visit) -> None:
    import viz

    viz.explore(made_store(documents=14, measures=60, pool=7)).save(tmp_path / "big.html")
    page = visit(tmp_path / "big.html")
    page.click("#tool-map")
    assert len(drawn(page)) <= 240
    page.click("#notice button:has-text('再画一些')")
    assert len(drawn(page)) == 600
    search(page, "道路交通")
    page.keyboard.press("Enter")
    page.click("#act-expand")
    assert len(drawn(page)) <= 600
    if len(drawn(page)) == 600:
        assert "最多画 600 项" in page.inner_text("#notice")


def test_dragging_a_node_moves_it(made: Path, visit: Visit) -> None:
    page = visit(made)
    name = next(n["name"] for n in drawn(page) if n["x"] > 0)
    at = spot(page, name)
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.mouse.move(at["x"] - 120, at["y"] + 40, steps=6)
    page.mouse.up()
    page.wait_for_timeout(300)
    moved = spot(page, name)
    assert abs(moved["x"] - at["x"] + 120) < 12 and "at=" in page.evaluate("location.hash")


# ---- search ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [("路交", "道路交通"), ("危化", "危险化学品"), ("dlJT", "道路交通"), ("whp", "危险化学品"), ("Road traf", "道路交通")],
)
def test_search_by_part_other_name_and_initials(made: Path, visit: Visit, words: str, expected: str) -> None:
    page = visit(made)
    search(page, words)
    results = page.locator("#result-list [role=option]").all_inner_texts()
    assert any(expected in r for r in results[:6])
    counts = page.locator(".result-classes button").all_inner_texts()
    assert counts[0].startswith("全部") and len(counts) >= 2


def test_search_by_keyboard_narrows_by_class_and_shows_the_thing(made: Path, visit: Visit) -> None:
    page = visit(made)
    page.keyboard.press("/")
    page.keyboard.type("交通")
    page.click(".result-classes [data-group=organization]")
    names = page.locator("#result-list [role=option]").all_inner_texts()
    assert names and all("部门" in n for n in names)
    page.focus("#search")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    title = page.inner_text("#details h2")
    assert "交通" in title and title in [n["name"] for n in drawn(page)]


def test_search_that_finds_nothing_says_so(made: Path, visit: Visit) -> None:
    page = visit(made)
    search(page, "zzzzqq")
    assert "没有找到" in page.inner_text("#results")
    page.keyboard.press("Escape")
    assert page.locator("#results").is_hidden()


# ---- filters -----------------------------------------------------------------------------------------------------------

FACETS = ["sector", "role", "class", "level", "jurisdiction", "function", "modality", "document"]


def open_facets(page: Any) -> None:
    page.evaluate("document.querySelectorAll('#rail details').forEach((d) => { d.open = true; })")


def answers(text: str) -> int:
    """Rows of a query over the same store, which the page has never seen."""
    return sum(1 for _ in made_store().query(text, use_default_graph_as_union=True))


@pytest.mark.parametrize("facet", FACETS)
def test_each_filter_narrows_shows_a_chip_and_comes_off(made: Path, visit: Visit, facet: str) -> None:
    page = visit(made)
    everything = rows(page)
    open_facets(page)
    boxes = page.locator(f"#rail input[data-key^='{facet}:']")
    # The class of a sector restricts no row; a kind of body does.
    box = page.locator("#rail input[data-key='class:zr:Government']") if facet == "class" else boxes.nth(boxes.count() - 1 if facet == "jurisdiction" else 1 if boxes.count() > 1 else 0)
    count = int(box.locator("xpath=..").locator(".count").inner_text().replace(",", ""))
    box.check()
    assert 0 < rows(page) < everything
    if facet != "class":
        assert rows(page) == count
    assert page.locator("#chips .chip").count() == 1
    tab(page, "ledger")
    assert f"{rows(page)} 行" in page.inner_text(".panel-head .count")
    page.click("#ledger-sparql")
    assert answers(clipboard(page)) == rows(page)
    page.click("#chips .chip-off")
    assert rows(page) == everything and page.locator("#chips").is_hidden()


def test_a_sector_brings_its_narrower_ones(made: Path, visit: Visit) -> None:
    page = visit(made)
    search_counts = {}
    for sector in ("transport", "road-traffic", "road-transport", "rail", "water-transport"):
        page.goto(made.as_uri() + f"#sector=zrs:{sector}")
        page.reload()
        page.wait_for_selector("html[data-ready=yes]")
        search_counts[sector] = rows(page)
    assert search_counts["transport"] > search_counts["road-traffic"] > search_counts["road-transport"] > 0


def test_dates_confidence_and_words(made: Path, visit: Visit) -> None:
    page = visit(made)
    everything = rows(page)
    open_facets(page)
    page.fill("#rail input[data-key=from]", "2024-01-01")
    page.dispatch_event("#rail input[data-key=from]", "change")
    dated = rows(page)
    assert 0 < dated < everything
    open_facets(page)
    page.fill("#rail input[data-key=confidence]", "75")
    page.dispatch_event("#rail input[data-key=confidence]", "change")
    sure = rows(page)
    assert 0 < sure < dated
    tab(page, "ledger")
    page.fill("#ledger-words", "企业主体责任")
    page.keyboard.press("Enter")
    assert 0 < rows(page) < sure
    assert page.locator("#chips .chip").count() == 3
    page.click("#ledger-sparql")
    assert answers(clipboard(page)) == rows(page)
    page.click("#chips .quiet")
    assert rows(page) == everything


def test_filters_change_every_view(made: Path, visit: Visit) -> None:
    page = visit(made, "sector=zrs:fire&role=zr:Lead")
    assert {n["name"] for n in drawn(page) if n["iri"].startswith("zrs:")} <= {"消防", "高层建筑", "人员密集场所"}
    tab(page, "matrix")
    assert page.locator(".matrix tbody tr").count() <= 3
    tab(page, "ledger")
    assert set(page.locator("td.c-role").all_inner_texts()) == {"牵头"}
    tab(page, "timeline")
    assert page.locator(".entry.due").count() <= rows(page)
    tab(page, "documents")
    marked = page.locator("#text .mention.m-sector").all_inner_texts()
    assert marked and set("".join(marked)) <= set("消防高层建筑人员密集场所")


def test_the_legend_filters_by_class(made: Path, visit: Visit) -> None:
    page = visit(made)
    page.click("#legend .legend-item:has-text('会议')")
    assert all("meeting" in n["iri"] for n in drawn(page))
    assert page.locator("#chips .chip").count() == 1


# ---- the other tabs ----------------------------------------------------------------------------------------------------


def test_ledger_sorts_both_ways_and_shows_more(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "ledger")
    assert page.locator(".ledger tbody tr").count() == 100
    page.click("#more-rows")
    assert page.locator(".ledger tbody tr").count() == 200
    page.click("th.c-deadline button")
    dates = [d.split()[0] for d in page.locator("td.c-deadline").all_inner_texts() if d.strip() not in ("–", "")]
    assert dates == sorted(dates) and page.get_attribute("th.c-deadline", "aria-sort") == "ascending"
    page.click("th.c-deadline button")
    assert page.get_attribute("th.c-deadline", "aria-sort") == "descending"
    assert "sort=-deadline" in page.evaluate("new Promise((r) => setTimeout(() => r(location.hash), 200))")


def test_ledger_as_csv_has_every_row_and_no_formula(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "ledger")
    with page.expect_download() as saved:
        page.click("#save-csv")
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(table) == rows(page) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in table for cell in line)
    page.click("#copy-table")
    assert clipboard(page).count("\n") == rows(page)


GAP_DAY = "2099-12-31"


def until_address(page: Any, part: str) -> None:
    """Wait until the address has it. (Playwright's own waiting evaluates text in the page, which the page's policy forbids.)"""
    for _ in range(200):
        if part in page.evaluate("location.hash"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{part} never came into {page.evaluate('location.hash')}")


def gap_counts(page: Any) -> dict[str, int]:
    return {kind.get_attribute("data-kind"): int(kind.locator(".gap-count").inner_text().replace(",", "")) for kind in page.locator(".gap-kind").all()}


def test_gaps_are_those_of_the_command(made: Path, visit: Visit) -> None:
    from kg.gaps import KINDS, gaps

    found = gaps(made_store(), GAP_DAY)
    page = visit(made, f"tab=gaps&asof={GAP_DAY}")
    expected = {kind.id: sum(1 for row in found.rows if row["kind"] == kind.id) for kind in KINDS}
    assert gap_counts(page) == expected
    assert expected["deadline-past"] and expected["measure-without-bearer"]
    with page.expect_download() as saved:
        page.click("#save-gaps")
    lines = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"), newline="")))
    assert len(lines) == len(found.rows) + 1
    places = {(row["title"], row["begin"], row["end"], row["quote"].lstrip("'")) for row in found.rows}
    assert {(line[4], line[5], line[6], line[7].lstrip("'")) for line in lines[1:]} == places
    assert not [cell for line in lines for cell in line if cell[:1] in "=+-@" and cell]


def test_a_kind_of_gap_opens_and_leads_to_the_text(made: Path, visit: Visit) -> None:
    page = visit(made, "tab=gaps")
    assert page.locator(".gap-rows tr").count() == 0
    page.click("[data-kind=measure-without-bearer] summary")
    first = page.locator("[data-kind=measure-without-bearer] tbody tr").first
    words = first.locator(".measure-text").inner_text()
    assert len(words) > 5
    until_address(page, "gap=measure-without-bearer")
    first.locator(".c-source button").click()
    page.wait_for_selector(".text .placed")
    assert "".join(page.locator(".text .placed").all_inner_texts()) in words
    until_address(page, "tab=documents")
    page.go_back()
    page.wait_for_selector("[data-kind=measure-without-bearer][open] tbody tr")


def test_gaps_follow_the_filters_the_day_and_the_language(made: Path, visit: Visit) -> None:
    page = visit(made, f"tab=gaps&asof={GAP_DAY}")
    before = gap_counts(page)
    page.fill("#gap-day", "1999-01-01")
    page.keyboard.press("Tab")
    assert gap_counts(page) == before | {"deadline-past": 0}
    page = visit(made, f"tab=gaps&asof={GAP_DAY}&role=zr%3ALead")
    narrowed = gap_counts(page)
    assert narrowed["measure-without-bearer"] == 0 < before["measure-without-bearer"]
    assert 0 < narrowed["deadline-past"] < before["deadline-past"]
    assert "按全部数据查找" in page.locator(".panel-head").inner_text()
    page.click("#language")
    assert "Measure without bearer" in page.locator("#panel").inner_text()
    assert "无责任主体" not in page.locator("#panel").inner_text()


def test_matrix_counts_by_role_and_shows_who_is_missing(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "matrix")
    empty = page.locator(".matrix .nobody-row")
    assert {"食品安全", "地质灾害"} & set(empty.locator("th .inline").all_inner_texts())
    assert "无人负责" in empty.first.inner_text()
    page.click("#only-empty")
    assert page.locator(".matrix tbody tr").count() == empty.count()
    page.click("#only-empty")
    cell = page.locator(".matrix .cell").first
    total = sum(int("".join(c for c in part if c.isdigit())) for part in cell.locator(".cell-part").all_inner_texts())
    cell.click()
    assert page.locator("#details .statement").count() == total
    columns = page.locator(".matrix thead .upright").count()
    page.click("#more-columns")
    assert page.locator(".matrix thead .upright").count() > columns


def test_shared_work_is_that_of_the_command(made: Path, visit: Visit) -> None:
    from kg.network import network

    found = network(made_store())
    page = visit(made, "tab=work")
    with page.expect_download() as saved:
        page.click("#save-work")
    lines = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"), newline="")))[1:]
    expected = [[body.label, str(body.measures), str(body.leads), str(len(body.sectors))] for body in found.bodies]
    assert [[line[0].lstrip("'"), *line[1:4]] for line in lines] == expected
    partners = {body.label: dict(body.partners) for body in found.bodies if body.partners}
    assert partners
    assert len([line for line in lines if line[4]]) == sum(1 for body in found.bodies if body.partners)
    text = page.evaluate("document.querySelector('.work tbody tr').innerText")
    assert found.bodies[0].label in text
    page.locator(".work .c-source button").first.click()
    page.wait_for_selector(".text .placed")


def test_chain_shows_levels_and_what_changed_on_the_way(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "chain")
    heads = page.locator(".family").first.locator(".lane h3").all_inner_texts()
    assert heads[:3] == ["国家", "省", "市（州）"]
    step = page.locator(".step").first
    numbers = [int(s.split()[-1]) for s in step.locator(".step-counts span").all_inner_texts()]
    step.locator("summary").click()
    lists = step.locator("h4 + ul")
    assert sum(lists.nth(k).locator("> li").count() for k in range(lists.count())) == sum(numbers) > 0
    assert page.locator(".connectors .wire").count() > 3
    step.locator("ul .inline").first.click()
    assert page.locator("#details h2").count() == 1


def test_timeline_lists_meetings_and_deadlines_by_month(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "timeline")
    months = page.locator(".month-block").evaluate_all("(all) => all.map((m) => m.id)")
    assert months == sorted(months) and len(months) > 4
    assert page.locator(".entry.held").count() > 5 and page.locator(".entry.due").count() > 5
    page.locator(".strip .month").last.click()
    page.wait_for_timeout(200)
    assert page.locator(f"#{months[-1]}").is_visible()
    page.locator(".entry.due .inline").first.click()
    assert page.locator("#details h2").count() == 1


def test_documents_mark_mentions_measures_and_repairs(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "documents")
    text = page.locator("#text")
    assert text.locator(".in-measure").count() > 20 and text.locator(".mention").count() > 40
    pinyin = text.locator(".r-pinyin").first
    assert pinyin.inner_text() == "生產(chǎn)" and "生产" in pinyin.get_attribute("title")
    assert text.locator(".r-redaction").first.get_attribute("title") == "原文隐去"
    assert text.locator(".r-page-number").count() == 1
    text.locator(".mention.m-meeting").first.click()
    assert "会议" in page.inner_text("#details .kind")
    assert text.locator(".chosen").count() >= 2
    page.click("#next")
    assert page.inner_text("#step-hint").startswith("1 /")
    page.locator(".doc-tools input").nth(2).uncheck()
    assert text.locator(".repair").count() == 0
    page.locator(".doc-list button").nth(2).click()
    assert "doc=" in page.evaluate("new Promise((r) => setTimeout(() => r(location.hash), 200))")


def test_the_text_on_the_page_is_the_text_of_the_store(made: Path, visit: Visit) -> None:
    from viz import source

    page = visit(made)
    tab(page, "documents")
    shown = page.evaluate("document.getElementById('text').textContent")
    assert shown in {d.text for d in source.read(made_store()).documents}


# ---- the address -------------------------------------------------------------------------------------------------------


def test_the_address_gives_the_same_view_again(made: Path, visit: Visit) -> None:
    page = visit(made)
    open_facets(page)
    page.check("#rail input[data-key='role:zr:Lead']")
    click_on(page, "道路交通", double=True)
    page.click("[aria-label=放大]")
    page.wait_for_timeout(500)
    view = page.evaluate("location.hash.slice(1)")
    state = "[zeren.drawn().map((n) => [n.iri, n.x, n.y]), zeren.mode(), zeren.rows(), zeren.selected(), zeren.lines()]"
    before, camera = page.evaluate(state), [n["at"] for n in drawn(page)]
    again = visit(made, view)
    assert again.evaluate(state) == before
    assert all(abs(a["x"] - b["x"]) < 2 and abs(a["y"] - b["y"]) < 2 for a, b in zip(camera, [n["at"] for n in drawn(again)], strict=True))
    assert again.inner_text("#details h2") == "道路交通"
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    assert page.evaluate(state) == before


def test_tab_sort_language_and_theme_are_in_the_address(made: Path, visit: Visit) -> None:
    page = visit(made, "tab=ledger&sort=-who&lang=en&theme=dark&modality=zr:Prohibited")
    assert page.get_attribute("#tab-ledger", "aria-selected") == "true"
    assert page.get_attribute("th.c-who", "aria-sort") == "descending"
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]
    assert "Prohibited" in page.inner_text("#chips")


def test_back_goes_to_the_view_before(made: Path, visit: Visit) -> None:
    page = visit(made)
    tab(page, "matrix")
    page.wait_for_timeout(200)
    tab(page, "timeline")
    page.wait_for_timeout(200)
    page.go_back()
    page.wait_for_timeout(200)
    assert page.get_attribute("#tab-matrix", "aria-selected") == "true"


@pytest.mark.parametrize("view", ["tab=nothing&sel=x&at=zz.1.2&cam=a&sector=1&sort=%00", "at=" + "x" * 5000, "%E0%A4%A", "from=<script>&doc=1&place=9-1"])
def test_a_broken_address_is_no_harm(made: Path, visit: Visit, view: str) -> None:
    assert len(drawn(visit(made, view))) > 20


# ---- languages, themes, small windows, keyboard -----------------------------------------------------------------------------


def test_english_by_a_switch(made: Path, visit: Visit) -> None:
    page = visit(made)
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.inner_text("#tab-ledger") == "Ledger"
    assert "Road traffic" in [n["name"] for n in drawn(page)]
    chrome = page.evaluate("[...document.querySelectorAll('#tabs, #tools, .rail-head, #rail summary, #save-menu, #hint')].map((e) => e.innerText).join(' ')")
    assert not any("\u4e00" <= c <= "\u9fff" for c in chrome)
    page.click("#language")
    assert page.inner_text("#tab-ledger") == "责任清单"


def test_light_and_dark(made: Path, visit: Visit) -> None:
    page = visit(made, color_scheme="dark")
    shade = "getComputedStyle(document.getElementById('main')).backgroundColor.match(/\\d+/g).map(Number)[0]"
    assert page.evaluate(shade) < 60
    page.click("#theme")
    assert page.evaluate(shade) > 200
    assert "theme=light" in page.evaluate("new Promise((r) => setTimeout(() => r(location.hash), 200))")


@pytest.mark.parametrize("name", TABS)
def test_fits_a_phone_and_1280_pixels(made: Path, visit: Visit, name: str) -> None:
    for width, height in ((390, 780), (1280, 800)):
        page = visit(made, f"tab={name}", width=width, height=height)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(f"#tab-{name}").is_visible()


def test_filters_and_details_on_a_phone(made: Path, visit: Visit) -> None:
    page = visit(made, width=390, height=780, has_touch=True, is_mobile=True)
    assert not page.locator("#rail").is_visible()
    page.click("#open-filters")
    page.wait_for_timeout(300)
    page.check("#rail input[data-key='role:zr:Lead']")
    page.click(".rail-close")
    assert page.locator("#chips .chip").is_visible()
    search(page, "dljt")
    page.keyboard.press("Enter")
    box = page.locator("#details").bounding_box()
    assert box["width"] == 390 and box["height"] < 500


def test_works_by_keyboard_alone(made: Path, visit: Visit) -> None:
    page = visit(made)
    page.focus("#tab-graph")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-ledger", "aria-selected") == "true"
    page.keyboard.press("Home")
    page.focus("#canvas")
    page.keyboard.press("ArrowDown")
    first = page.inner_text("#details h2")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#details h2") != first
    before = len(drawn(page))
    page.keyboard.press("e")
    assert len(drawn(page)) > before
    page.keyboard.press("o")
    assert page.evaluate("zeren.mode()") == "free"
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()
    page.focus("#tool-list")
    page.keyboard.press("Enter")
    assert page.locator("#list button").count() == len(drawn(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TABS)
def test_axe_finds_no_serious_fault(made: Path, visit: Visit, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python", reason="axe-core is not installed: pip install .[test]")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    for lang in ("zh", "en"):
        page = visit(made, f"tab={name}&lang={lang}&sel=zrs:road-traffic", color_scheme=scheme)
        page.evaluate(source)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        serious = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert serious == []


# ---- files, print, safety ----------------------------------------------------------------------------------------------


def test_saves_png_and_svg(made: Path, visit: Visit) -> None:
    page = visit(made)
    page.click("#save-menu summary")
    with page.expect_download() as saved:
        page.click("#save-png")
    png = Path(saved.value.path()).read_bytes()
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20], "big") > 1500
    page.click("#save-menu summary")
    with page.expect_download() as saved:
        page.click("#save-svg")
    root = ET.fromstring(Path(saved.value.path()).read_bytes())
    words = ["".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "道路交通" in words and not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_prints_the_tab_that_is_open(made: Path, visit: Visit, tmp_path: Path) -> None:
    page = visit(made, "tab=ledger")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".ledger tbody tr").count() == rows(page)
    assert not page.locator("#rail").is_visible() and not page.locator("#tabs").is_visible()
    pdf = page.pdf()
    assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") > 2
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".ledger tbody tr").count() == 100


def test_copied_link_opens_the_same_view(made: Path, visit: Visit) -> None:
    page = visit(made, "tab=matrix&level=zr:Province")
    page.click("#save-menu summary")
    page.click("#copy-link")
    assert clipboard(page).endswith("tab=matrix&level=zr%3AProvince")


@pytest.mark.parametrize("name", ["道路交通", "清水县文旅部门", "全国安全生产电视电话会议", "安全生产法", "临江省"])
def test_copy_as_sparql_finds_what_is_selected(made: Path, visit: Visit, name: str) -> None:
    page = visit(made)
    search(page, name)
    page.keyboard.press("Enter")
    page.click("#act-sparql")
    assert answers(clipboard(page)) > 0


def test_inline_script_that_is_not_ours_does_not_run(made: Path, chromium: Any) -> None:
    page = chromium.new_page()
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text))
    page.goto(made.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s);
        const d = document.createElement('div'); d.innerHTML = '<img src=x onerror="window.broken = 2"><p style="color:red">x</p>'; document.body.append(d); }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in line for line in refused)
    page.close()
