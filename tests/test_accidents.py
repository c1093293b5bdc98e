"""Accidents told apart by place and kind."""

from __future__ import annotations

import pytest

from extract import accidents
from tests.pages import labels, page


def found(text: str) -> list[str]:
    return labels(accidents.find(page(text)), "zr:Accident")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深刻汲取江苏苏州明澄物流公司“3·18”较大火灾事故教训。", ["江苏苏州明澄物流公司“3·18”较大火灾事故"]),
        ("昨日15时许，湖北省宜昌市河口镇发生一起道路交通事故，造成2人受伤。", ["湖北省宜昌市河口镇道路交通事故"]),
        ("认真吸取安阳宏达化工厂爆炸事故教训，举一反三。", ["安阳宏达化工厂爆炸事故"]),
        ("2月8日，安阳宏达砖厂发生大面积坍塌。李明对安阳宏达砖厂坍塌事故作出批示。", ["安阳宏达砖厂大面积坍塌"]),
        ("李明就湖北省宜昌市江城高速塌方灾害作出重要指示。", ["湖北省宜昌市江城高速塌方灾害"]),
        ("要汲取安阳“*·**”面粉加工厂较大粉尘爆炸事故教训。", ["安阳面粉加工厂较大粉尘爆炸事故"]),
    ],
)
def test_told(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["严防各类火灾事故发生。", "近期全省发生多起道路交通事故。", "深刻汲取近期事故教训。", "煤矿发生事故后应当立即报告。", "**县发生一起**事故。", "防止发生群死群伤火灾事故。", "一旦发生火灾，要及时报警。"],
)
def test_not_told(text: str) -> None:
    assert found(text) == []


def test_one_accident_told_twice() -> None:
    text = "3月18日，江苏省苏州市明澄物流公司仓库发生一起较大火灾事故。省政府成立江苏苏州明澄物流公司“3·18”较大火灾事故调查组。"
    assert len(found(text)) == 1
