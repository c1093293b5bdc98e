"""Cited documents, their other names and their issuers."""

from __future__ import annotations

import pytest

from extract import citations
from tests.pages import labels, names, page

CITED = "zr:CitedDocument"


def titles(text: str) -> list[str]:
    return labels(citations.find(page(text)), CITED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("严格执行《危险化学品安全管理条例》和《安全生产许可证条例》。", ["危险化学品安全管理条例", "安全生产许可证条例"]),
        ("按照《省政府办公厅关于印发〈城镇燃气整治方案〉的通知》要求", ["省政府办公厅关于印发〈城镇燃气整治方案〉的通知", "城镇燃气整治方案"]),
        ("依照《国务院关于修改〈防汛条例〉的决定》执行", ["国务院关于修改〈防汛条例〉的决定", "防汛条例"]),
        ("违反中华人民共和国消防法的，依法处理。", ["中华人民共和国消防法"]),
        ("省政府批复了明澄公司“3·18”火灾事故调查报告。", ["明澄公司“3·18”火灾事故调查报告"]),
        ("符合《公共场所照明》（GB/T 12345-2010）要求。", ["公共场所照明"]),
        ("普及森林防火条例、消防法等知识。", ["森林防火条例", "消防法"]),
        ("宣传安全生产法律法规和消防法规。", []),
        ("依据《森林防火条例实施细则》处罚。", ["森林防火条例实施细则"]),
    ],
)
def test_titles(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize("text", ["昨晚播出的《山海之间》收视良好。", "据《江北日报》报道，险情已排除。", "电视剧《潮起》开机。", "会议传达了有关文件精神。"])
def test_no_document(text: str) -> None:
    assert titles(text) == []


def test_a_number_and_a_short_name_are_other_names() -> None:
    text = "根据《关于加强防溺水工作的通知》（云教〔2021〕7号，以下简称《通知》）要求，《通知》明确了四项任务。"
    assert names(citations.find(page(text)), CITED) == {"关于加强防溺水工作的通知", "云教〔2021〕7号", "通知"}


def test_a_general_title_is_the_documents_own() -> None:
    things = citations.find(page("各单位要对照《整改方案》逐项落实。")).things
    assert [thing.iri for thing in things] == ["data:document/0123456789abcdef/cited/整改方案"]


def test_a_full_title_is_one_document_everywhere() -> None:
    assert [t.iri for t in citations.find(page("落实《安全生产许可证条例》")).things] == ["data:cited/安全生产许可证条例"]


def test_a_law_with_and_without_its_country_is_one() -> None:
    assert titles("《安全生产法》和《中华人民共和国安全生产法》") == ["中华人民共和国安全生产法"]


def test_issuers_and_kind() -> None:
    reading = citations.find(page("中共中央办公厅、国务院办公厅印发的《关于推进城市安全发展的意见》，以及县教育局《关于做好防汛工作的通知》。"))
    issued = [(s.subject.rsplit("/", 1)[1], s.value.rsplit("/", 1)[1]) for s in reading.statements if s.property == "zr:issuer"]
    assert issued == [
        ("关于推进城市安全发展的意见", "中共中央办公厅"),
        ("关于推进城市安全发展的意见", "国务院办公厅"),
        ("关于做好防汛工作的通知", "县教育局"),
    ]
    assert {s.value for s in reading.statements if s.property == "zr:documentType"} == {"意见", "通知"}


def test_a_title_that_is_never_closed_ends_with_its_line() -> None:
    assert titles("落实《关于加强\n和《防汛条例》") == ["防汛条例"]
