"""Campaigns, plans and standing instruments by name."""

from __future__ import annotations

import pytest

from extract import initiatives
from tests.pages import names, page


def found(text: str) -> set[str]:
    return names(initiatives.find(page(text)), "zr:Initiative")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("继续深入开展燃气安全“敲门行动”，入户排查。", "“敲门行动”"),
        ("推进“绿盾”工程建设。", "“绿盾”工程"),
        ("扎实推进安全生产治本攻坚三年行动。", "安全生产治本攻坚三年行动"),
        ("落实国务院安委会十五条硬措施。", "十五条硬措施"),
        ("健全风险分级管控和隐患排查治理双重预防机制。", "双重预防机制"),
        ("组织开展城镇燃气安全排查整治专项行动，消除隐患。", "城镇燃气安全排查整治专项行动"),
        ("积极参加“安全生产月”活动。", "安全生产月"),
        ("（三）水库除险加固工程\n加快病险水库治理。", "水库除险加固工程"),
        ("借助防溺水宣传月，走村入户。", "防溺水宣传月"),
        ("持续推进渡口隐患专项排查整治2024行动。", "渡口隐患专项排查整治2024行动"),
        ("打好“护林”工程攻坚战。", "“护林”工程攻坚战"),
        ("组织“平安杯”竞赛，开展燃气“带病运行”专项治理。", "“平安杯”竞赛"),
        ("打击非法采砂行为专项行动不停步。", "打击非法采砂行为专项行动"),
        ("组织开展主要负责人培训提升行动。", "主要负责人培训提升行动"),
        ("今年是“安全生产年”。", "安全生产年"),
        ("启动实施农村公路安保提升工程，完善护栏。", "农村公路安保提升工程"),
    ],
)
def test_named(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    ["要开展专项整治，消除隐患。", "开展安全大检查工作方案另行印发。", "加大检查力度。", "相关专项行动要抓紧。", "推进重点工程建设。", "坚决打好年底收官战。", "组织隐患排查和治理。", "安全生产年度考核要公开。", "做好“双节”文旅活动保障。", "2017年度安全生产专项整治有序进行。", "《安全生产专项整治三年行动计划》"],
)
def test_unnamed(text: str) -> None:
    assert found(text) == set()


def test_one_instrument_under_two_names() -> None:
    things = initiatives.find(page("巩固安全生产专项整治三年行动成果，持续推进专项整治三年行动。")).things
    assert len(things) == 1
