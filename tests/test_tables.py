"""Tables that are right for wide characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.tables import cut, markdown, table, width


def test_columns_line_up_under_wide_and_narrow_cells() -> None:
    text = table(["单位", "n"], [["应急管理局", "1"], ["ab", "10"]], numbers=[1])
    assert text == "单位         n\n──────────  ──\n应急管理局   1\nab          10\n"


def test_cutting_never_splits_a_wide_character() -> None:
    assert [cut("应急管理局", n) for n in (10, 9, 8, 3, 2, 1)] == ["应急管理局", "应急管理…", "应急管…", "应…", "…", "…"]


@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), max_size=5), st.integers(40, 120))
def test_a_table_keeps_to_its_width(rows: list[list[str]], limit: int) -> None:
    assert all(width(line) <= limit for line in table(["a", "b", "c"], rows, limit).split("\n"))


def test_wide_columns_give_way_and_dates_stay_whole() -> None:
    rows = [["公安机关", "2024-09-20", "排查" * 60, "关于印发工作方案的通知" * 3]]
    line = table(["who", "deadline", "task", "document"], rows, 80).splitlines()[2]
    who, deadline, task, document = line.split("  ")
    assert (who, deadline) == ("公安机关", "2024-09-20")
    assert task.endswith("…") and document.endswith("…") and width(task) > width(document) > 10 and width(line) > 75


def test_markdown_cells_stay_cells() -> None:
    assert markdown(["a"], [["x|y\n<b>"]]).splitlines()[2] == "| x\\|y &lt;b> |"
