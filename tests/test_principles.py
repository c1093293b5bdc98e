"""Fixed formulas of duty."""

from __future__ import annotations

import pytest

from extract import principles
from tests.pages import labels, names, page


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("严格落实“党政同责、一岗双责”。", "党政同责、一岗双责"),
        ("按照“三管三必须”要求明确分工。", "三管三必须"),
        ("坚持管行业必须管安全，管业务必须管安全，管生产经营必须管安全。", "管行业必须管安全、管业务必须管安全、管生产经营必须管安全"),
        ("采取“四不两直”方式暗访。", "四不两直"),
        ("坚持谁使用、谁负责，谁管理、谁负责的原则。", "谁使用、谁负责，谁管理、谁负责"),
        ("遵循“政府引导、企业自愿、群众参与”的原则。", "政府引导、企业自愿、群众参与"),
        ("做到人员、资金、责任“五个落实”。", "五个落实"),
    ],
)
def test_formulas(text: str, name: str) -> None:
    assert name in names(principles.find(page(text)), "zr:Principle")


@pytest.mark.parametrize("text", ["谁也不能例外。", "共建“一带一路”。", "增强“四个意识”。", "“两客一危”车辆要严管。", "明确原则和方针。", "“大棚房”整治要到位。"])
def test_no_principle(text: str) -> None:
    assert labels(principles.find(page(text)), "zr:Principle") == []


def test_short_and_long_form_are_one() -> None:
    assert len(principles.find(page("落实一岗双责，健全党政同责、一岗双责、齐抓共管、失职追责的体系。")).things) == 1
