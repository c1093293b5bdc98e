"""Nothing that a document says may become markup, script, a request or a dialog."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from made_graph import Writer, made_store, schemes
from pyoxigraph import Literal, Quad, Store

from ontology.namespaces import segment

Visit = Callable[..., Any]

_PARTS = [
    "<script>alert({n})</script>", "</script><script>alert({n})</script>", "<img src=x onerror=alert({n})>",
    "<svg onload=alert({n})>", "\"><img src=x onerror=alert({n})>", "' onmouseover='alert({n})", "javascript:alert({n})",
    "<iframe src=\"javascript:alert({n})\">", "<a href=\"javascript:alert({n})\">x</a>", "<!--<script>alert({n})//-->",
    "]]><script>alert({n})</script>", "{{{{alert({n})}}}}", "${{alert({n})}}", "<style>@import 'http://a.invalid/{n}';</style>",
    "<link rel=stylesheet href=http://a.invalid/{n}>", "<meta http-equiv=refresh content='0;url=http://a.invalid/{n}'>",
    "<base href=http://a.invalid/{n}>", "<object data=http://a.invalid/{n}>", "<form action=http://a.invalid/{n}><button>",
    "\\u003cscript\\u003ealert({n})\\u003c/script\\u003e", "&lt;script&gt;alert({n})&lt;/script&gt;", "%3Cscript%3Ealert({n})%3C/script%3E",
    "=HYPERLINK(\"http://a.invalid/{n}\")", "+1+cmd|' /C calc'!A{n}", "@SUM(1+{n})", "-2+3+{n}", "\t=1+{n}", "`alert({n})`", "$&$1$`{n}",
    "@@data@@{n}", "@@title@@{n}", "\x00{n}", "\u2028alert({n})\u2029", "\u202e{n}elcric", "\ufeff{n}", "{n}" + "\U0001f525" * 3,
    "A" * 3000 + "{n}", "<" * 300 + "{n}", "\"'`<>&;{n}", "</title><script>alert({n})</script>", "</style><script>alert({n})</script>",
    "</textarea><script>alert({n})</script>", "__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN",
    "\r\nalert({n})\r\n", "} ] ; alert({n})//", "*/alert({n})/*", "\"}} DROP ALL #{n}", "> . <http://a.invalid/{n}> <b> <c",
]  # fmt: skip
HOSTILE = [part.replace("{{", "{").replace("}}", "}").replace("{n}", str(n)) for n, part in enumerate(_PARTS * 2)][:100]


def hostile_store() -> Store:
    """Every one of the hundred strings as label, other name, title, file name, quote, text, rule, value, repair and in an IRI."""
    store = Store()
    schemes(store)
    w = Writer(store, 1, lambda s: s)
    level = "zr:County"
    for n, words in enumerate(HOSTILE):
        name = segment(words[:60].replace("\x00", "")) + f"-{n}"
        kinds = ["Department", "Official", "Meeting", "Initiative", "Principle", "Accident", "Post", "Collective", "Jurisdiction", "CitedDocument"]
        thing = w.thing(f"data:{kinds[n % 10].lower()}/{name}", f"zr:{kinds[n % 10]}", words, words + "2")
        begin, end = w.mention(words, thing)
        w.repair(words, words if n % 2 else "pinyin", words)
        sector = w.mention("消防", "zrs:fire")
        end = len(w.text)
        measure = f"{w.short}/measure/{begin}-{end}"
        w.say(measure, "rdf:type", "zr:Measure")
        w.number(measure, begin, end, words, 0.9)
        w.say(measure, "zr:modality", "zr:Prohibited" if n % 2 else "zr:Required")
        w.fact(measure, "zr:inSector", "zrs:fire", sector)
        w.fact(measure, "zr:deadlineText", Literal(words), sector)
        w.fact(measure, "zr:deadline", Literal(words if n % 5 == 0 else "2024-03"), sector)
        w.fact(measure, "zr:period", Literal(words), sector)
        body = f"data:department/{name}"
        w.thing(body, "zr:Department", words)
        meeting = w.thing(f"data:meeting/{name}", "zr:Meeting", words)
        w.fact(meeting, "zr:date", Literal(words if n % 3 == 0 else "2024-01-05"), sector)
        w.fact(meeting, "zr:level", level, sector)
        if n:
            w.fact(meeting, "zr:conveys", previous, sector)  # noqa: F821 (set in the round before)
        previous = meeting  # noqa: F841
        w.fact(measure, "zr:requiredBy", meeting, sector)
        node = f"{measure}/responsibility/0"
        w.say(measure, "zr:responsibility", node)
        w.say(node, "rdf:type", "zr:Responsibility")
        w.say(node, "zr:bearer", body)
        w.say(node, "zr:role", "zr:Lead")
        w.number(node, begin, end, words)
        w.say(thing, "zr:status", Literal(words))
        w.write("。\n")
    w.close(HOSTILE[1], HOSTILE[2], "2024")
    for n, words in enumerate(HOSTILE[:12]):
        other = Writer(store, 100 + n, lambda s: s)
        other.mention(words, "zrs:fire")
        other.close(words, "../" + words, "2024")
    return store


def test_a_hundred_strings_in_every_field_do_nothing(tmp_path: Path, visit: Visit) -> None:
    import viz

    assert len(HOSTILE) == 100
    viz.explore(hostile_store(), title="</title><script>alert('t')</script>").save(tmp_path / "hostile.html")
    page = visit(tmp_path / "hostile.html")
    known = page.evaluate("document.querySelectorAll('script, iframe, object, embed, base, form, link, meta, style, img').length")
    assert page.inner_text("h1") == "</title><script>alert('t')</script>"
    for lang in ("zh", "en"):
        for tab in ("graph", "ledger", "matrix", "chain", "timeline", "documents"):
            page.click(f"#tab-{tab}")
            page.wait_for_timeout(80)
            # Nothing that is not a part of the page itself has come into being.
            assert page.evaluate("document.querySelectorAll('script, iframe, object, embed, base, form, link, meta, style, img').length") == known
            assert page.evaluate("[...document.querySelectorAll('*')].every((e) => [...e.attributes].every((a) => !a.name.startsWith('on')))")
            assert page.evaluate("[...document.querySelectorAll('[href]')].every((e) => /^(#|data:,$)/.test(e.getAttribute('href')))")
        if lang == "zh":
            page.click("#language")
    page.click("#tab-graph")
    page.click("#tool-map")
    for n in range(0, 100, 9):
        page.evaluate("document.querySelector('#search').value = ''")
        page.fill("#search", HOSTILE[n].strip()[:40] or "x")
        page.keyboard.press("Enter")
        page.wait_for_timeout(40)
        page.evaluate("document.querySelectorAll('#details details').forEach((d) => { d.open = true; })")
        if page.locator("#act-sparql").count():
            page.click("#act-sparql")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelectorAll('script, iframe, object, embed, base, form, link, meta, style, img').length") == known


def test_hostile_names_come_out_as_they_are(tmp_path: Path, visit: Visit) -> None:
    import viz

    viz.explore(hostile_store()).save(tmp_path / "hostile.html")
    page = visit(tmp_path / "hostile.html", "tab=ledger")
    names = [" ".join(n.split()) for n in page.locator("td.c-who a").evaluate_all("(all) => all.map((a) => a.textContent)")]
    for words in HOSTILE:
        assert " ".join(words.split()) in names or words.strip("\x00") in names or not words.strip()


def test_hostile_picture_and_table_are_well_formed(tmp_path: Path, visit: Visit) -> None:
    import csv
    import io
    import xml.etree.ElementTree as ET

    import viz

    viz.explore(hostile_store()).save(tmp_path / "hostile.html")
    page = visit(tmp_path / "hostile.html")
    page.click("#save-menu summary")
    with page.expect_download() as saved:
        page.click("#save-svg")
    tags = {e.tag.rpartition("}")[2] for e in ET.fromstring(Path(saved.value.path()).read_bytes()).iter()}
    assert tags <= {"svg", "title", "rect", "path", "text"}
    page.click("#save-menu summary")
    with page.expect_download() as saved:
        page.click("#menu-csv")
    table = list(csv.reader(io.StringIO(Path(saved.value.path()).read_bytes().decode("utf-8-sig"))))
    assert len(table) > 90
    assert not any(re.match(r"\s*[=+\-@]", cell) for line in table for cell in line)


def test_the_file_holds_no_word_of_a_document_in_the_open(tmp_path: Path) -> None:
    import viz

    text = viz.explore(hostile_store(), title="<b>t</b>").html
    assert "alert(" not in text.replace(html.escape("alert("), "")
    assert "http://a.invalid" not in text and "<b>t</b>" not in text
    assert text.count("<script") == text.count("</script>") == 3


def test_the_policy_allows_only_what_is_in_the_page() -> None:
    import base64
    import hashlib

    import viz

    text = viz.explore(made_store(documents=1)).html
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])  # type: ignore[index]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'" and rules["base-uri"] == "'none'" and rules["form-action"] == "'none'"
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    code = [m[1] for m in re.finditer(r"<script>(.*?)</script>", text, re.DOTALL)]
    hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() + "'" for c in code}
    assert set(rules["script-src"].split()) == hashes
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?https?:", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))


def test_addresses_of_other_hosts_are_only_names_of_things() -> None:
    """What looks like an address in the page is a namespace or a comment of the library, and nothing loads it."""
    import viz

    text = viz.explore(made_store(documents=1)).html
    assert "cdn" not in text.lower().replace("cdnjs", "").replace("data-", "")[:20000]
    for line in ("bootstrap", "cdnjs.cloudflare.com", "cdn.jsdelivr.net", "tom-select"):
        assert line not in text


def test_a_notebook_cannot_be_broken_out_of(tmp_path: Path) -> None:
    import viz

    page = viz.explore(hostile_store(), title="\"><script>alert(1)</script>")
    shown = page._repr_html_()
    assert shown.count("<") == 2  # the frame and its end; all else is its escaped content
    assert json.dumps(shown)


def test_a_quad_that_fits_nothing_is_no_harm(tmp_path: Path, visit: Visit) -> None:
    """Things without type, label or place; a measure past the end of its text; a mention of nothing known."""
    import viz

    store = made_store(documents=1)
    w = Writer(store, 50, lambda s: s)
    w.write("短")
    w.say("data:thing/a", "zr:unheardOf", "data:thing/b")
    w.say(f"{w.short}/measure/5-900", "rdf:type", "zr:Measure")
    w.number(f"{w.short}/measure/5-900", 5, 900)
    w.mention("", "data:thing/nowhere")
    w.close("", "", "2024")
    assert isinstance(next(iter(store)), Quad)
    viz.explore(store).save(tmp_path / "odd.html")
    page = visit(tmp_path / "odd.html", "tab=documents")
    for tab in ("ledger", "matrix", "chain", "timeline", "graph"):
        page.click(f"#tab-{tab}")
