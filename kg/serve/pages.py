"""The pages: plain HTML that works without a network and without scripts. Everything that comes from the graph or a request is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from ..queries import Saved, saved_queries
from .places import linked

if TYPE_CHECKING:
    from ..export.terms import Names
    from ..stats import Figure
    from ..store import Stored
    from .results import Cells

LONG = 600  # characters of a literal that are shown before the rest is folded away
_EXAMPLE = """SELECT DISTINCT ?who ?task ?due WHERE {
  ?measure a zr:Measure ; zr:text ?task ; zr:deadline ?due ; zr:responsibility ?duty .
  ?duty zr:bearer/skos:prefLabel ?who .
}
ORDER BY ?due
LIMIT 100"""
_DOWNLOADS = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
_GRAPH_DOWNLOADS = (("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"), ("rdfxml", "RDF/XML"))
_STATUS = {
    400: "请求有误 · Bad request", 403: "已拒绝 · Refused", 404: "没有找到 · Not found", 405: "不允许 · Not allowed", 406: "没有这种格式 · Not acceptable",
    413: "请求过大 · Too large", 415: "不支持的类型 · Unsupported type", 500: "服务器出错 · Server error", 503: "服务器繁忙 · Busy", 504: "超时 · Took too long",
}  # fmt: skip


def escape(text: str) -> str:
    """For text and for attributes in double quotation marks."""
    return html.escape(text, quote=True)


def shell(title: str, body: str, wide: bool = False) -> str:
    """A whole page."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · Zeren</title><link rel="stylesheet" href="/assets/style.css"><link rel="icon" href="/assets/icon.svg">'
        '<script src="/assets/page.js" defer></script></head><body>'
        '<header><a class="brand" href="/">责任 <span>Zeren</span></a><nav><a href="/">查询 Query</a><a href="/explore">图谱 Explorer</a>'
        '<a href="/documents">文件 Documents</a><a href="/dataset">说明 Description</a></nav></header>'
        f'<main{" class=wide" if wide else ""}><h1>{escape(title)}</h1>{body}</main></body></html>\n'
    )


def error_page(status: int, why: str, query: str = "") -> str:
    again = query_form(query) if query else '<p><a href="/">回到查询 · Back to the queries</a></p>'
    return shell(_STATUS.get(status, str(status)), f'<pre class="error">{escape(why)}</pre>{again}')


def home_page(figures: Sequence[Figure], documents: int) -> str:
    """The first page: figures, a query, the saved questions."""
    wanted = ("Measure", "Responsibility", "Organization", "Official", "Meeting", "CitedDocument", "sectors")
    shown = [f for name in wanted for f in figures if f.name == name]
    cells = f'<li><b>{documents:,}</b> <a href="/documents">文件<small>Documents</small></a></li>' + "".join(
        f"<li><b>{f.count:,}</b> {escape(f.zh)}<small>{escape(f.en)}</small></li>" for f in shown
    )
    questions = "".join(_question(question) for question in saved_queries().values())
    body = (
        f'<ul class="figures">{cells}</ul>{query_form(_EXAMPLE)}'
        f"<h2>现成的问题 · Saved questions</h2>{questions}"
    )
    return shell("安全生产责任知识图谱", body)


def query_form(text: str) -> str:
    """A place to write SPARQL. Ctrl-Enter sends it where scripts run; the button always does."""
    options = "".join(
        f'<option value="{value}">{label}</option>'
        for value, label in (("html", "网页 Page"), *_DOWNLOADS, *_GRAPH_DOWNLOADS)
    )
    lines = min(24, max(8, text.count("\n") + 2))
    return (
        '<form class="query" action="/sparql" method="get"><label for="query">SPARQL</label>'
        f'<textarea id="query" name="query" rows="{lines}" spellcheck="false" required>{escape(text)}</textarea>'
        f'<p class="send"><label>格式 Format <select name="format">{options}</select></label> <button>查询 Ask</button> '
        "<small>Ctrl-Enter</small></p></form>"
    )


def _question(question: Saved) -> str:
    fields = "".join(_field(p.name, p.kind, p.about, p.default) for p in question.parameters)
    return (
        f'<details class="question" id="{escape(question.name)}"><summary>{escape(question.zh)} <small>{escape(question.title)}</small></summary>'
        f'<p>{escape(question.about)}</p><form action="/ask/{escape(question.name)}" method="get">{fields}<button>查询 Ask</button></form>'
        f"<details><summary>SPARQL</summary><pre>{escape(question.text)}</pre></details></details>"
    )


def _field(name: str, kind: str, about: str, default: str | None, value: str = "") -> str:
    required = " required" if default == "!" else ""
    shown = value or (default if default not in (None, "!") else "") or ""
    numeric = ' inputmode="numeric" pattern="[0-9]+"' if kind == "number" else ' placeholder="2024-06-30"' if kind == "date" else ""
    return f'<label>{escape(about)}<input name="{escape(name)}" value="{escape(shown)}"{numeric}{required}></label>'


def literal(term: Any, long: int = LONG) -> str:
    """A literal: its text, a long one folded, and its language where it is not Chinese; its datatype shows when one points at it."""
    text = str(term.value)
    tag = term.language if term.language and not term.language.startswith("zh") else ""
    mark = f' <small class="tag">{escape(tag)}</small>' if tag else ""
    if len(text) <= long:
        return f'<span class="text" title="{escape(term.language or term.datatype.value.rpartition("#")[2])}">{escape(text)}</span>{mark}'
    return f'<details><summary>{escape(text[:80])}… <small>{len(text):,} 字</small></summary><pre>{escape(text)}</pre></details>{mark}'


def result_page(variables: list[str], rows: Iterable[Cells], names: Names, query: str, values: Mapping[str, Any], question: str | None) -> Iterator[str]:
    """A SELECT's answer as a page, piece by piece: the table comes first, what was asked below it."""
    known = saved_queries().get(question or "")
    title = known.zh if known else "查询结果 · Result"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in variables)
    page = shell(title, "\0", wide=True)
    before, _, after = page.partition("\0")
    yield f'{before}{_links(values, question, _DOWNLOADS)}<div class="wide"><table><thead><tr><th></th>{head}</tr></thead><tbody>'
    count = 0
    for count, row in enumerate(rows, 1):
        yield f'<tr><td class="count">{count}</td>{"".join(f"<td>{cell(term, names)}</td>" for term in row)}</tr>\n'
    yield f'</tbody></table></div><p class="note">{count:,} 行 · row{"" if count == 1 else "s"}</p>'
    if known:
        given = {name: got[0] for name, got in values["given"].items() if got}
        fields = "".join(_field(p.name, p.kind, p.about, p.default, given.get(p.name, "")) for p in known.parameters)
        yield f'<h2>再问 · Ask again</h2><form class="again" action="/ask/{escape(known.name)}" method="get">{fields}<button>查询 Ask</button></form>'
    yield f"<h2>查询 · The query</h2>{query_form(query)}{after}"


def cell(term: Any, names: Names) -> str:
    """A term in a table: an IRI links to its page."""
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        short = names.short(term.value) or (f"data:{term.value[len(names.base) :]}" if term.value.startswith(names.base) else term.value)
        return f'<a href="{escape(linked(term.value, names.base))}" title="{escape(term.value)}">{escape(short)}</a>'
    return literal(term) if isinstance(term, ox.Literal) else escape(str(term))


def _links(values: Mapping[str, Any], question: str | None, forms: Sequence[tuple[str, str]]) -> str:
    """The same answer in other formats."""
    if question:
        pairs = [(name, one) for name, got in values["given"].items() for one in got]
        path = f"/ask/{quote(question)}"
    else:
        pairs = [("query", values["query"]), *(("default-graph-uri", g) for g in values["default"]), *(("named-graph-uri", g) for g in values["named"])]
        path = "/sparql"
    made = []
    for form, label in forms:
        address = f"{path}?{urlencode([*pairs, ('format', form)])}"
        made.append(f'<a href="{escape(address)}">{label}</a>')
    return f'<p class="forms">{" · ".join(made)}</p>'


def boolean_page(value: bool, query: str, values: Mapping[str, Any]) -> str:
    word = "是 · true" if value else "否 · false"
    return shell("查询结果 · Result", f'{_links(values, None, _DOWNLOADS)}<p class="verdict">{word}</p><h2>查询 · The query</h2>{query_form(query)}')


def graph_page(turtle: str, count: int, query: str, values: Mapping[str, Any]) -> str:
    """A CONSTRUCT's or DESCRIBE's answer."""
    body = f"{_links(values, None, _GRAPH_DOWNLOADS)}<pre>{escape(turtle)}</pre><p class=\"note\">{count:,} triples</p>"
    return shell("查询结果 · Result", f"{body}<h2>查询 · The query</h2>{query_form(query)}", wide=True)


def turtle_page(title: str, turtle: str) -> str:
    return shell(title, f'<p class="forms"><a href="/dataset?format=ttl">Turtle</a> · <a href="/dataset?format=jsonld">JSON-LD</a> · <a href="/sparql?format=ttl">Service description</a></p><pre>{escape(turtle)}</pre>', wide=True)


def documents_page(documents: Sequence[Stored], base: str) -> str:
    """The documents, each linked to its page and its graph."""
    rows = "".join(
        f'<tr><td><a href="{escape(linked(d.iri, base))}">{escape(d.title)}</a></td><td>{escape(d.issued or "")}</td><td>{escape(d.source)}</td>'
        f'<td><a href="/graphs?{escape(urlencode({"graph": d.iri, "format": "ttl"}))}">Turtle</a></td></tr>'
        for d in documents
    )
    head = "<tr><th>标题 · Title</th><th>日期 · Issued</th><th>来源 · Source</th><th>图 · Graph</th></tr>"
    return shell("文件 · Documents", f'<div class="wide"><table>{head}{rows}</table></div><p class="note">{len(documents):,} 份</p>', wide=True)
