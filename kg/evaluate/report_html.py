"""An evaluation as one page: the text of each document twice, side by side, with what was marked and what was found.

The page holds everything, asks for nothing and runs no script: which layer and which language it shows is chosen by radio buttons that
its style sheet looks at. All that comes from documents and marks is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from .figures import Bin, Evaluation, Figures, Judged
from .layers import HEADLINE, LAYERS, NAMES_EN, NAMES_ZH
from .match import MISSED, Outcome
from .report import by_rule, full_label

# Characters that would turn the text around, hide, or not be allowed in a page.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CODE = {"right": "r", "missed": "m", "wrong": "w", "allowed": "a"}
_VERDICTS = {"right": ("一致", "right"), "missed": ("漏报", "missed"), "wrong": ("多报", "wrong"), "allowed": ("可有可无", "optional")}
_INDEX = {layer: number for number, layer in enumerate(LAYERS)}


def page(evaluation: Evaluation, lang: str = "zh") -> str:
    """The whole page; it opens in `lang` ("zh" or "en")."""
    style = (files("kg.evaluate") / "report.css").read_text(encoding="utf-8") + _layer_rules()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'; base-uri 'none'; form-action 'none'"
    return "".join(
        (
            f'<!doctype html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n',
            '<link rel="icon" href="data:,">\n<title>Zeren · 评测 Evaluation</title>\n',
            f"<style>{style}</style>\n</head>\n<body>\n",
            *_radios(lang),
            _header(evaluation),
            _nav(evaluation),
            "<main>\n",
            _figures(evaluation),
            *(_document(evaluation, number, document) for number, document in enumerate(evaluation.documents)),
            "</main>\n</body>\n</html>\n",
        )
    )


def _both(zh: str, en: str) -> str:
    """Words in both languages, of which the style sheet shows one."""
    return f'<span class="zh" lang="zh-Hans">{escape(zh)}</span><span class="en" lang="en">{escape(en)}</span>'


def _text(text: str) -> str:
    return escape(_UNSAFE.sub("\ufffd", text))


def _radios(lang: str) -> Iterator[str]:
    for one, name in (("zh", "中文"), ("en", "English")):
        yield f'<input type="radio" class="unseen" name="lang" id="lang-{one}" aria-label="{name}"{" checked" if one == lang else ""}>\n'
    yield '<input type="radio" class="unseen" name="layer" id="l-all" aria-label="全部 all layers" checked>\n'
    for layer in LAYERS:
        yield f'<input type="radio" class="unseen" name="layer" id="l-{layer}" aria-label="{NAMES_ZH[layer]} {NAMES_EN[layer]}">\n'


def _layer_rules() -> str:
    """Rules that show one language and one layer: each verdict of each layer has a class of its own."""
    rules = ["#lang-zh:checked ~ * .en, #lang-en:checked ~ * .zh { display: none; }"]
    for one in ("lang-zh", "lang-en"):
        rules.append(f'#{one}:checked ~ header label[for="{one}"] {{ background: var(--ink); color: var(--paper); }}')
        rules.append(f'#{one}:focus-visible ~ header label[for="{one}"] {{ outline: 2px solid var(--focus); }}')
    shown = {"r": "background: var(--right);", "a": "background: var(--allowed); color: var(--allowed-ink);"}
    for code, ink in (("m", "missed"), ("w", "wrong")):
        line = "dashed" if code == "m" else "wavy"
        shown[code] = f"background: var(--{ink}); color: var(--{ink}-ink); text-decoration: underline {line}; text-underline-offset: 4px;"
    for name in ("all", *LAYERS):
        of = "" if name == "all" else str(_INDEX[name])
        rules.append(f'#l-{name}:checked ~ nav label[for="l-{name}"] {{ background: var(--ink); color: var(--paper); }}')
        rules.append(f'#l-{name}:checked ~ nav label[for="l-{name}"] small {{ color: inherit; }}')
        rules.append(f'#l-{name}:focus-visible ~ nav label[for="l-{name}"] {{ outline: 2px solid var(--focus); }}')
        rules += [f"#l-{name}:checked ~ main .{code}{of} {{ {shown[code]} }}" for code in "arwm"]
        if of:
            rules.append(f"#l-{name}:checked ~ main .s{of} {{ border-left: 2px solid var(--ink); padding-left: 1px; }}")
            rules.append(f"#l-{name}:checked ~ main tr.e:not(.e{of}) {{ display: none; }}")
    return "\n".join(rules) + "\n"


def _header(evaluation: Evaluation) -> str:
    headline = _both("总体 F1", "Headline F1")
    return (
        f"<header><h1>{_both('评测', 'Evaluation')}</h1><p>{headline} <b>{evaluation.headline:.3f}</b></p>"
        f'<p class="note">{len(evaluation.documents)} {_both("份标注文件", "marked documents")}</p>'
        '<p class="langs"><label for="lang-zh">中文</label> <label for="lang-en">English</label></p></header>\n'
    )


def _nav(evaluation: Evaluation) -> str:
    parts = [f'<nav aria-label="层次 Layers"><label for="l-all">{_both("全部", "All")}</label>']
    for layer in LAYERS:
        parts.append(f'<label for="l-{layer}">{_both(NAMES_ZH[layer], NAMES_EN[layer])} <small>{evaluation.figures[layer].f1:.3f}</small></label>')
    return "".join(parts) + "</nav>\n"


def _cells(figures: Figures) -> str:
    numbers = [f"{figures.precision:.3f}", f"{figures.recall:.3f}", f"{figures.f1:.3f}", str(figures.right), str(figures.wrong), str(figures.missed)]
    return "".join(f'<td class="n">{number}</td>' for number in numbers)


_HEADS = (("准确率", "Precision"), ("召回率", "Recall"), ("F1", "F1"), ("一致", "Right"), ("多报", "Wrong"), ("漏报", "Missed"))


def _figures(evaluation: Evaluation) -> str:
    heads = "".join(f'<th class="n" scope="col">{_both(*head)}</th>' for head in _HEADS)
    rows = []
    for layer in LAYERS:
        cut = ' class="cut"' if layer == HEADLINE[-1] else ""
        rows.append(f"<tr{cut}><td>{_both(NAMES_ZH[layer], NAMES_EN[layer])}</td>{_cells(evaluation.figures[layer])}</tr>")
    note = _both(
        "总体 F1 是横线以上各层 F1 的平均值。标注为“可有可无”的内容，找到或没找到都不计。",
        "The headline is the mean F1 of the layers above the line. What is marked as optional counts neither when found nor when not.",
    )
    calibration = _calibration(evaluation.calibration(()))
    return (
        f'<section><div class="scroll"><table><thead><tr><th scope="col">{_both("层次", "Layer")}</th>{heads}</tr></thead>'
        f'<tbody>{"".join(rows)}</tbody></table></div><p class="note">{note}</p>{_rules(evaluation)}{calibration}</section>\n'
    )


def _rules(evaluation: Evaluation) -> str:
    """The confusion by construction, folded away."""
    rows = []
    for r in evaluation.rules():
        share = f"{r.share:.2f}" if r.share is not None else ""
        rows.append(
            f'<tr class="e e{_INDEX[r.layer]}"><td>{_both(NAMES_ZH[r.layer], NAMES_EN[r.layer])}</td><td><code>{_text(r.rule)}</code></td>'
            f'<td class="n">{r.right}</td><td class="n">{r.wrong}</td><td class="n">{r.missed}</td><td class="n">{share}</td></tr>'
        )
    heads = "".join(f'<th class="n" scope="col">{_both(*h)}</th>' for h in (*_HEADS[3:], ("正确率", "Share")))
    return (
        f'<details><summary>{_both("各规则的对错", "Right and wrong by rule")}</summary><div class="scroll"><table><thead><tr>'
        f'<th scope="col">{_both("层次", "Layer")}</th><th scope="col">{_both("规则", "Rule")}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def _calibration(bins: Sequence[Bin]) -> str:
    rows = "".join(
        f'<tr><td>{b.low:g}–{b.high:g}</td><td class="n">{b.given:.2f}</td><td class="n">{b.right}</td><td class="n">{b.wrong}</td>'
        f'<td class="n">{b.share:.3f}</td></tr>'
        for b in bins
    )
    heads = "".join(f'<th class="n" scope="col">{_both(*h)}</th>' for h in (("平均", "Mean"), _HEADS[3], _HEADS[4], ("正确率", "Share right")))
    return (
        f'<details><summary>{_both("置信度是否可信", "Does the confidence mean something")}</summary><table><thead><tr>'
        f'<th scope="col">{_both("置信度", "Confidence")}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></details>'
    )


def _document(evaluation: Evaluation, number: int, document: Judged) -> str:
    own = [o for o in evaluation.outcomes if o.document == document.key]
    heads = f'<th scope="col">{_both("标注", "Marked")}</th><th scope="col">{_both("读出", "Found")}</th>'
    key = "".join(f'<span class="v-{_CODE[v]}">{_both(*words)}</span>' for v, words in _VERDICTS.items())
    lost = "" if document.found else f'<p class="note">{_both("没有找到这份文件，全部记为漏报。", "This document was not found; all of it counts as missed.")}</p>'
    return (
        f'<section id="d{number}"><h2>{_text(document.key)}</h2><p class="note">{_text(document.source)}</p>{lost}'
        f"{_errors(evaluation, number, document)}<p class=\"key note\">{key}</p>"
        f'<table class="text"><colgroup><col class="no"><col><col></colgroup><thead><tr><th></th>{heads}</tr></thead><tbody>'
        f"{''.join(_lines(number, document.text, own))}</tbody></table></section>\n"
    )


def _errors(evaluation: Evaluation, number: int, document: Judged) -> str:
    rows = []
    for o in evaluation.errors():
        if o.document == document.key:
            line = evaluation.line(o)
            place = f'<a href="#d{number}-{line}">{line}:{o.begin}–{o.end}</a>' if line else ""
            zh, en = _VERDICTS[o.verdict]
            rows.append(
                f'<tr class="e e{_INDEX[o.layer]}"><td>{_both(NAMES_ZH[o.layer], NAMES_EN[o.layer])}</td><td class="what-{_CODE[o.verdict]}">{_both(zh, en)}</td>'
                f'<td class="n">{place}</td><td>{_text(full_label(o))}</td><td><code>{_text(by_rule(o))}</code></td></tr>'
            )
    if not rows:
        return f'<p class="note">{_both("没有错误。", "No errors.")}</p>'
    heads = (("层次", "Layer"), ("类别", "What"), ("位置", "Place"), ("内容", "Which"), ("规则", "Rule"))
    return (
        f'<details open><summary>{_both("错误", "Errors")} ({len(rows)})</summary><div class="scroll"><table><thead><tr>'
        f"{''.join(f'<th scope=col>{_both(*h)}</th>' for h in heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def _lines(number: int, text: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The rows of one document: line number, the line with the marks, the line with the findings."""
    marked = sorted(((begin, end, o) for o in outcomes for begin, end in o.marked), key=lambda s: s[:2])
    found = sorted(((begin, end, o) for o in outcomes if o.verdict != MISSED for begin, end in o.found), key=lambda s: s[:2])
    at = 0
    for row, line in enumerate(text.split("\n"), 1):
        left = [s for s in marked if s[0] < at + len(line) and at < s[1]]
        right = [s for s in found if s[0] < at + len(line) and at < s[1]]
        if line.strip():
            shown = line.rstrip("\r")
            yield f'<tr id="d{number}-{row}"><td>{row}</td><td>{_pieces(shown, at, left)}</td><td>{_pieces(shown, at, right)}</td></tr>\n'
        at += len(line) + 1


def _pieces(line: str, start: int, spans: Sequence[tuple[int, int, Outcome]]) -> str:
    """The line cut wherever a span begins or ends; each piece has a class for every verdict of every layer that covers it."""
    stop = start + len(line)
    cuts = sorted({start, stop, *(c for begin, end, _ in spans for c in (begin, end) if start < c < stop)})
    parts = []
    for begin, end in zip(cuts, cuts[1:], strict=False):
        over = [(b, o) for b, e, o in spans if b < end and begin < e]
        words = _text(line[begin - start : end - start])
        if not over:
            parts.append(words)
            continue
        classes = {f"{_CODE[o.verdict]}{of}" for _, o in over for of in ("", _INDEX[o.layer])}
        classes |= {f"s{_INDEX[o.layer]}" for b, o in over if b == begin}
        notes = dict.fromkeys(f"{NAMES_ZH[o.layer]} {_VERDICTS[o.verdict][0]}: {full_label(o)} · {by_rule(o)}" for _, o in over)
        parts.append(f'<span class="{" ".join(sorted(classes))}" title="{_text(chr(10).join(notes))}">{words}</span>')
    return "".join(parts)
