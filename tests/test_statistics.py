"""Figures and what they count."""

from __future__ import annotations

import pytest

from extract import statistics
from tests.pages import page


def figures(text: str) -> list[tuple[str, str, str]]:
    facts: dict[str, dict[str, str]] = {}
    for statement in statistics.find(page(text)).statements:
        facts.setdefault(statement.subject, {})[statement.property] = statement.value
    return sorted((f["zr:value"], f["zr:unit"], f.get("zr:change", "")) for f in facts.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故造成12人死亡、3人受伤，直接经济损失980.5万元。", [("12", "人", ""), ("3", "人", ""), ("980.5", "万元", "")]),
        ("全市发生生产安全事故41起，死亡37人。", [("37", "人", ""), ("41", "起", "")]),
        ("事故起数、死亡人数同比分别下降12.5%、8%。", [("12.5", "%", "同比分别下降"), ("8", "%", "同比分别下降")]),
        ("去年关闭煤矿6座、非煤矿山19座。", [("19", "座", ""), ("6", "座", "")]),
        ("损毁河堤4处260米，倒塌房屋7间。", [("260", "米", ""), ("4", "处", ""), ("7", "间", "")]),
        ("共查处违法行为1,204起。", [("1204", "起", "")]),
        ("转移群众2300余人。", [("2300", "人", "")]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    ["发生3人以上死亡事故的，依法追责。", "死亡**人，受伤**人。", "处5万元以上罚款。", "今年要完成42项改革任务。", "产值同比增长5.2%。", "2023年1月16日召开会议。", "第3起案件正在审理。", "发生一起火灾事故。", "制定11个整治方案。"],
)
def test_no_figure(text: str) -> None:
    assert figures(text) == []


def test_offsets_cover_the_figure() -> None:
    text = "初步统计，受灾人口755人。"
    facts = {s.property: s.value for s in statistics.find(page(text)).statements}
    assert text[int(facts["nif:beginIndex"]) : int(facts["nif:endIndex"])] == "受灾人口755人"
    assert facts["zr:indicator"] == "受灾人口"
