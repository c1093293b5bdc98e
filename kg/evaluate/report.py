"""An evaluation as tables for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kg.tables import table

from .figures import Bin, Evaluation, Figures, RuleFigures
from .layers import EXTRA, HEADLINE, LAYERS, NAMES_EN, NAMES_ZH
from .match import Outcome

WORDS = {
    "en": {
        "layer": "Layer", "precision": "Precision", "recall": "Recall", "f1": "F1", "right": "Right", "wrong": "Wrong", "missed": "Missed",
        "headline": "Headline F1 (mean of the layers above the line)", "document": "Document", "place": "Place", "what": "What",
        "label": "Which", "rule": "Rule", "share": "Right of found", "confidence": "Confidence", "given": "Mean given", "line": "line",
        "all": "All layers", "no errors": "No errors.",
    },
    "zh": {
        "layer": "层次", "precision": "准确率", "recall": "召回率", "f1": "F1", "right": "正确", "wrong": "多报", "missed": "漏报",
        "headline": "总体 F1（横线以上各层的平均值）", "document": "文件", "place": "位置", "what": "类别",
        "label": "内容", "rule": "规则", "share": "正确率", "confidence": "置信度", "given": "平均置信度", "line": "第", "all": "全部层次",
        "no errors": "没有错误。",
    },
}  # fmt: skip


def layer_name(layer: str, lang: str) -> str:
    if not layer:
        return WORDS[lang]["all"]
    return f"{NAMES_ZH[layer]} {layer}" if lang == "zh" else layer


def figures_table(evaluation: Evaluation, lang: str) -> str:
    """Precision, recall and F1 by layer, the headline mean below."""
    words = WORDS[lang]
    heads = [words[key] for key in ("layer", "precision", "recall", "f1", "right", "wrong", "missed")]
    rows = [[layer_name(layer, lang), *_numbers(evaluation.figures[layer])] for layer in LAYERS]
    body = table(heads, rows, None, range(1, 7)).splitlines()
    cut = 2 + len(HEADLINE)  # a second rule parts the headline layers from the others
    return "\n".join([*body[:cut], body[1], *body[cut:]]) + f"\n\n{words['headline']}: {evaluation.headline:.3f}\n"


def _numbers(figures: Figures) -> list[str]:
    return [f"{figures.precision:.3f}", f"{figures.recall:.3f}", f"{figures.f1:.3f}", str(figures.right), str(figures.wrong), str(figures.missed)]


def documents_table(evaluation: Evaluation, lang: str) -> str:
    """One line a document: its counts over the headline layers."""
    words = WORDS[lang]
    rows = []
    for document in evaluation.documents:
        figures = [evaluation.by_document[document.key][layer] for layer in HEADLINE]
        total = Figures(sum(f.right for f in figures), sum(f.wrong for f in figures), sum(f.missed for f in figures))
        rows.append([document.key, *_numbers(total)])
    return table([words[key] for key in ("document", "precision", "recall", "f1", "right", "wrong", "missed")], rows, None, range(1, 7))


def place(evaluation: Evaluation, outcome: Outcome) -> str:
    """12:340–356 is line 12, characters 340 to 356; "" where the text does not tell."""
    return f"{evaluation.line(outcome)}:{outcome.begin}–{outcome.end}" if outcome.begin >= 0 else ""


def full_label(outcome: Outcome) -> str:
    return f"{outcome.context}… {outcome.label}" if outcome.context else outcome.label


def by_rule(outcome: Outcome) -> str:
    """The rule that made it; for what was missed, in brackets, what was made of that place instead."""
    if outcome.verdict != "missed":
        sure = f" {outcome.confidence:g}" if outcome.confidence is not None else ""
        return f"{outcome.rule or '—'}{sure}"
    return f"[{outcome.near.strip('()') or 'no rule fired'}]"


def errors_table(evaluation: Evaluation, layers: Sequence[str], lang: str, limit: int | None) -> str:
    """What was missed and what was wrong, each with its place and the rule."""
    words = WORDS[lang]
    rows = [
        [o.layer, o.document, place(evaluation, o), words[o.verdict], full_label(o), by_rule(o)] for o in evaluation.errors(layers)
    ]
    if not rows:
        return words["no errors"] + "\n"
    heads = [words[key] for key in ("layer", "document", "place", "what", "label", "rule")]
    return table(heads, rows, limit)


def rules_table(rules: Sequence[RuleFigures], lang: str, limit: int | None) -> str:
    """The confusion by construction."""
    words = WORDS[lang]
    rows = [[r.layer, r.rule, str(r.right), str(r.wrong), str(r.missed), f"{r.share:.2f}" if r.share is not None else ""] for r in rules]
    return table([words[key] for key in ("layer", "rule", "right", "wrong", "missed", "share")], rows, limit, range(2, 6))


def _range(one: Bin) -> str:
    return f"{one.low:g}–{one.high:g}" if one.low < one.high else f"{one.low:g}"


def calibration_table(bins: Sequence[Bin], lang: str) -> str:
    """Of the findings given about this confidence, how many are right."""
    words = WORDS[lang]
    heads = [words[key] for key in ("layer", "confidence", "given", "right", "wrong", "share")]
    rows = [[layer_name(b.layer, lang), _range(b), f"{b.given:.2f}", str(b.right), str(b.wrong), f"{b.share:.3f}"] for b in bins]
    return table(heads, rows, None, range(2, 6))


def as_json(evaluation: Evaluation, errors: Sequence[str], calibration: bool) -> Iterator[str]:
    """Everything for another program; the errors of the named layers."""
    record: dict[str, object] = {
        "headline": evaluation.headline,
        "layers": {layer: _figures(f) | {"headline": layer in HEADLINE} for layer, f in evaluation.figures.items()},
        "documents": [
            {"document": d.key, "source": d.source, "found": d.found, "layers": {n: _figures(f) for n, f in evaluation.by_document[d.key].items()}}
            for d in evaluation.documents
        ],
        "rules": [
            {"layer": r.layer, "rule": r.rule, "right": r.right, "wrong": r.wrong, "missed": r.missed} for r in evaluation.rules()
        ],
    }  # fmt: skip
    if errors:
        record["errors"] = [_error(evaluation, o) for o in evaluation.errors(errors)]
    if calibration:
        record["calibration"] = [
            {"layer": b.layer or None, "from": b.low, "to": b.high, "given": b.given, "right": b.right, "wrong": b.wrong, "share": b.share}
            for b in evaluation.calibration()
        ]
    yield json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "precision": figures.precision, "recall": figures.recall, "f1": figures.f1,
        "right": figures.right, "wrong": figures.wrong, "missed": figures.missed,
    }  # fmt: skip


def _error(evaluation: Evaluation, o: Outcome) -> dict[str, object]:
    known = o.begin >= 0
    return {
        "layer": o.layer, "document": o.document, "what": o.verdict, "label": o.label, "of": o.context or None,
        "line": evaluation.line(o) if known else None, "begin": o.begin if known else None, "end": o.end if known else None,
        "quote": evaluation.quote(o) or None, "rule": o.rule or None, "confidence": o.confidence, "instead": o.near or None,
    }  # fmt: skip


__all__ = ["EXTRA", "NAMES_EN", "WORDS", "as_json", "calibration_table", "documents_table", "errors_table", "figures_table", "rules_table"]
