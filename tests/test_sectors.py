"""Which fields of activity a text names, and what only sounds like one."""

from __future__ import annotations

import pytest

from extract import sectors
from extract.outline import outline
from extract.page import Page
from extract.text import untouched


def named(text: str) -> set[str]:
    page = Page(untouched(text), outline(text), "data:document/00112233445566aa", "", None, None, None)
    return {hit.sector for hit in sectors.find(page, ()).hits if hit.counts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("紧盯交通、旅游等重点行业。", {"transport", "tourism"}),
        ("抓好消防、医疗等领域。", {"fire", "health"}),
        ("检查轮渡和快艇。", {"water-transport"}),
        ("检查农家乐、民宿。", {"tourism"}),
        ("巡查高层、地下建筑。", {"high-rise"}),
        ("学校医院要配备保安。", {"education", "health"}),
        ("维护社会稳定。", {"petition"}),
        # goals, roads of goods and people, machines of a site, departments in a list of none
        ("确保生命安全和社会稳定。", set()),
        ("人流、车流、物流集中。", set()),
        ("加强机械设备管理。", set()),
        ("举一反三防患未然，随机场景测试，坚持教育与处罚相结合。", set()),
        ("统筹重大工程建设进度，易燃气体要远离火源，关系社会稳定大局。", set()),
        ("加强交通等方面的联系。", set()),
        # what is built for a sector is that sector's; words that only sound like one
        ("审查煤矿建设工程的设计。", {"coal-mine"}),
        ("坚持教育与惩处相结合。", set()),
        ("吊销采矿许可证。", set()),
        ("验证对随机场景的应对能力。", set()),
    ],
)
def test_sectors(text: str, expected: set[str]) -> None:
    assert named(text) == expected


def test_a_labelled_point_lends_the_next_point_no_sector() -> None:
    text = "1、农业服务中心：统计受灾面积；派出所：维护秩序。"
    page = Page(untouched(text), outline(text), "data:document/00112233445566aa", "", None, None, None)
    hits = sectors.find(page, ()).hits
    last = page.outline.segments[-1]
    assert sectors.of_measure(page, hits, last) == []
