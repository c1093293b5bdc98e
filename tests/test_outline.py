"""A text is cut into the segments that the guidelines define, and hung under its headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.outline import outline


def segments(text: str) -> list[str]:
    laid_out = outline(text)
    return [laid_out.text(segment) for segment in laid_out.segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各镇要备足沙袋；水利站要盯紧水库！确保安全。", ["各镇要备足沙袋", "水利站要盯紧水库", "确保安全"]),
        ("一要查电线，二要查灶台，三要查烟道。", ["查电线", "查灶台", "查烟道"]),
        ("会议强调，一是压实责任。各单位要签字；二是查清底数。", ["会议强调", "压实责任", "各单位要签字", "查清底数"]),
        ("（一）抓渡口。渡工要持证；3.5米以上水位一律停渡。", ["抓渡口", "渡工要持证", "3.5米以上水位一律停渡"]),
        ("1.县水利局：负责水库巡查。\n2.县气象局：负责预报。", ["县水利局：负责水库巡查", "县气象局：负责预报"]),
        ("镇长提出：一、清理河道。二、加固堤坝。", ["镇长提出", "清理河道", "加固堤坝"]),
        ("全校：一、二、三年级停课。", ["全校：一、二、三年级停课"]),
        ("要用好“谁巡查、谁签字！”的规矩，不走过场。", ["要用好“谁巡查、谁签字！”的规矩，不走过场"]),
        ("要求做到“人员到位！装备到位！”。随后检查。", ["要求做到“人员到位", "装备到位！”", "随后检查"]),
        ("序号\t任务\t牵头单位\n1\t清理河道\t县水利局", ["序号", "任务", "牵头单位", "1", "清理河道", "县水利局"]),
        ("二要求真务实，一是否认问题不行。", ["二要求真务实，一是否认问题不行"]),
        ("⒈县水利局巡查水库。\n㈠县气象局负责预报。\n⑵县供电局抢修。", ["县水利局巡查水库", "县气象局负责预报", "县供电局抢修"]),
        ("", []),
    ],
)
def test_segments_end_where_the_guidelines_say(text: str, expected: list[str]) -> None:
    assert segments(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1.更换老旧管网5公里。（责任单位：县住建局）",
        "2.整治沿街油烟\n责任单位：县城管局",
        "3.各村备足沙袋。\n石桥镇人民政府\n2022年4月28日",
    ],
)
def test_a_task_with_its_note_or_before_the_signature_is_no_heading(text: str) -> None:
    assert not outline(text).segments[0].heading


def test_a_lead_stands_over_what_follows_in_its_line() -> None:
    laid_out = outline("二是务必全面排查。各村要逐户上门。镇里要抽查。")
    lead, first, second = laid_out.segments
    assert lead.heading and not first.heading
    assert [above.index for above in laid_out.ancestors(second)] == [lead.index]


def test_the_last_item_of_a_list_is_no_lead() -> None:
    laid_out = outline("要做到：一是查隐患；二是改问题；三是建台账。随后通报。")
    assert not any(segment.heading for segment in laid_out.segments)


def test_the_last_of_plain_items_is_no_lead_whatever_follows_in_its_line() -> None:
    laid_out = outline("镇长提出：1、清理河道。2、加固堤坝。3、备足沙袋。各村要在周五前报送台账。")
    assert not any(segment.heading for segment in laid_out.segments)


def test_headings_nest_by_their_numbers() -> None:
    laid_out = outline("一、压实责任\n（一）党政领导\n县长负总责。\n二、排查隐患\n各乡要排查。")
    by_text = {laid_out.text(segment): segment for segment in laid_out.segments}
    assert [laid_out.text(a) for a in laid_out.ancestors(by_text["县长负总责"])] == ["党政领导", "压实责任"]
    assert [laid_out.text(a) for a in laid_out.ancestors(by_text["各乡要排查"])] == ["排查隐患"]


def test_a_sentence_runs_over_semicolons_and_ends_at_a_stop() -> None:
    laid_out = outline("甲局要查；对乙厂要管。丙局要报。")
    assert [segment.sentence for segment in laid_out.segments] == [0, 0, 1]


@given(st.text(alphabet="各镇要查。；！？，：（）“”一二三是、1.\n\t 　第条章县局abc", max_size=120))
def test_segments_ascend_and_never_overlap(text: str) -> None:
    at = 0
    for segment in outline(text).segments:
        assert at <= segment.start <= segment.begin < segment.end <= len(text)
        assert "\n" not in text[segment.begin : segment.end]
        at = segment.end
