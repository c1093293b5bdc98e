"""What a measure gets of the times that its segment names: marked notices, from text to facts."""

from __future__ import annotations

import pytest

from extract import read
from extract.source import Source, from_bytes


def times(order: str) -> dict[str, str]:
    text = f"岚川县人民政府办公室关于做好渡口安全工作的通知\n2024年1月5日\n各乡镇：\n{order}\n"
    source = from_bytes("渡口.txt", text.encode())
    assert isinstance(source, Source)
    (measure,) = read(source).measures
    return {f.property[3:]: f.value for f in measure.facts if f.property in ("zr:deadline", "zr:deadlineText", "zr:period")}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("县水利局要在2月底前加固堤坝。", {"deadline": "2024-02", "deadlineText": "2月底前"}),
        ("县水利局要在今年上半年内加固堤坝。", {"deadline": "2024-06", "deadlineText": "今年上半年内"}),
        ("即日起至3月31日，各村要开展排查。", {"deadline": "2024-03-31", "deadlineText": "即日起至3月31日"}),
        ("县水利局三年内完成加固。", {"deadline": "2027", "deadlineText": "三年内"}),
        # what has no date, or many, keeps its words
        ("各企业要限期整改。", {"deadlineText": "限期"}),
        ("各企业要立即停产。", {"deadlineText": "立即"}),
        ("各乡镇要每季度末上报进度。", {"deadlineText": "每季度末"}),
        ("各乡镇要每月5日前上报进度。", {"deadlineText": "每月5日前"}),
        ("各乡镇要每年6月、12月底前上报台账。", {"deadlineText": "每年6月、12月底前"}),
        ("各乡镇要每季度末月25日前上报台账。", {"deadlineText": "每季度末月25日前"}),
        ("各乡镇要每年8月31日前提出计划。", {"deadlineText": "每年8月31日前"}),
        ("各乡镇要每周五前上报进度。", {"deadlineText": "每周五前"}),
        ("各乡镇要15日之内整改。", {"deadlineText": "15日之内"}),
        ("各乡镇要汛前清理河道。", {"deadlineText": "汛前"}),
        ("各乡镇要三月三十日前完成排查。", {"deadline": "2024-03-30", "deadlineText": "三月三十日前"}),
        ("各乡镇要自印发之日起30日内完成排查。", {"deadline": "2024-02-04", "deadlineText": "自印发之日起30日内"}),
        ("各企业应自收到整改要求之日起5日内报告。", {"deadlineText": "自收到整改要求之日起5日内"}),
        ("到 2026 年，全县建成 12 个站点。", {"deadline": "2026", "deadlineText": "到2026年"}),
        # what an article says holds every year: no date of one
        ("第六条 经营者应当在2个月内报告核实结果。", {"deadlineText": "2个月内"}),
        ("第七条 县水利局应当于12月底前公布名录。", {"deadlineText": "12月底前"}),
        # during which time, and how often
        ("2024年2月1日起至3月31日，各村要设卡。", {"period": "2024年2月1日起至3月31日"}),
        ("春节期间，各单位要值班。", {"period": "春节期间"}),
        ("各乡镇要每年组织一次演练。", {}),
    ],
)
def test_times_of_a_measure(order: str, expected: dict[str, str]) -> None:
    assert times(order) == expected
