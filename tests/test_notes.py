"""Divisions of work: every label by which they say who answers, in every kind of bracket, line and sentence."""

from __future__ import annotations

import pytest

from extract import read
from extract.notes import is_note, role
from extract.source import Source

LABELS = {
    "Lead": "牵头单位 牵头部门 牵头科室 主要责任单位 主责单位 主责部门 主办单位 牵头责任单位 总牵头单位 牵头（责任）单位 第一责任单位 市级牵头部门 牵头",
    "Implement": "责任单位 责任部门 责任科室 责任主体 落实单位 实施单位 承办部门 负责单位 实施主体 整改责任单位 具体责任单位 包保单位 具体负责 责任分工",
    "Cooperate": "配合单位 配合部门 协办单位 参与单位 参加单位 协同单位 协助单位 配合责任单位 参与部门 会办单位 支持单位 配合",
    "Supervise": "督促单位 监督单位 督导单位 督办单位 指导单位 监管单位 督促指导单位 督办责任单位 行业主管部门 验收单位",
}
TIMES = ["完成时限", "完成时间", "时限要求", "完成期限", "整改时限", "时间节点", "时限", "截止时间", "完成日期", "进度要求"]
HEAD = "柳溪县安全生产委员会关于印发渡口整治方案的通知\n各乡镇：\n现将方案印发你们。\n一、主要任务\n"
FORMS = (
    "（一）排查渡口隐患。（{l}：县水利局、县教育局）",
    "1.排查渡口隐患。{l}：县水利局、县教育局",
    "1.排查渡口隐患。\n{l}：县水利局、县教育局\n2.更换旧船。",
    "（一）排查渡口隐患。[{l}:县水利局,县教育局]",
    "（一）排查渡口隐患（{l}：县水利局、县教育局）。",
    "排查渡口隐患。【{l}：县水利局  县教育局】",
)


def said(text: str) -> dict[str, tuple[set[tuple[str, str]], set[str]]]:
    """Measure → (role, bearer) and the words of its deadlines."""
    reading = read(Source("渡口.txt", "0" * 64, HEAD + text + "\n", "text/plain"))
    names = {thing.iri: thing.label for thing in reading.things}
    return {
        reading.document.text[m.begin : m.end]: (
            {(r.role.removeprefix("zr:"), names[r.bearer]) for r in m.responsibilities},
            {f.value for f in m.facts if f.property == "zr:deadlineText"},
        )
        for m in reading.measures
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wanted", LABELS)
def test_every_label_in_every_form(wanted: str, form: str) -> None:
    for label in LABELS[wanted].split():
        if label == "主办单位" and "\n" in form:
            continue  # on a line of its own it says whose the web site is
        found = said(form.format(l=label))
        (bearers,) = [bearers for task, (bearers, _) in found.items() if task.startswith("排查")]
        assert bearers == {(wanted, "县水利局"), (wanted, "县教育局")}, label
        assert not any(label in task for task in found if not task.startswith("排查"))


@pytest.mark.parametrize("form", ("（一）排查渡口隐患。（责任单位：县水利局{p}配合部门：县教育局{p}{t}：10月底前）", "（一）排查渡口隐患。\n责任单位：县水利局\n配合部门：县教育局\n{t}：10月底前"))
@pytest.mark.parametrize("parting", ("；", "，", "  "))
def test_who_with_whom_and_by_when(form: str, parting: str) -> None:
    for label in TIMES:
        found = said(form.format(t=label, p=parting))
        assert found == {"排查渡口隐患": ({("Implement", "县水利局"), ("Cooperate", "县教育局")}, {"10月底前"})}, label


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（一）排查渡口隐患。（县水利局牵头，县教育局配合）", "Lead Cooperate"),
        ("（一）排查渡口隐患。（县水利局牵头、县教育局配合）", "Lead Cooperate"),
        ("（一）排查渡口隐患。〔县水利局牵头，县教育局参与〕", "Lead Cooperate"),
        ("（一）排查渡口隐患。（县水利局；县教育局配合）", "Implement Cooperate"),
        ("（一）排查渡口隐患。（县水利局、县教育局按职责分工负责）", "Implement Implement"),
        ("（一）排查渡口隐患。（县水利局、县教育局）", "Implement Implement"),
        ("（一）排查渡口隐患（县水利局、县教育局）。", "Implement Implement"),
        ("（一）排查渡口隐患——责任单位：县水利局、县教育局。", "Implement Implement"),
        ("（一）排查渡口隐患，牵头单位：县水利局，配合单位：县教育局。", "Lead Cooperate"),
    ],
)
def test_who_answers_in_few_words(text: str, wanted: str) -> None:
    ((bearers, _),) = said(text).values()
    assert bearers == set(zip(wanted.split(), ("县水利局", "县教育局"), strict=True))


def test_a_bracket_that_explains_is_no_note() -> None:
    ((bearers, _),) = said("（一）排查渡口隐患，及时报县安委办（县应急管理局、县水利局）。").values()
    assert bearers == set()
    ((bearers, _),) = said("排查渡口隐患，更换旧船。（新华社）").values()
    assert bearers == set()


def test_a_township_shares_no_bureau() -> None:
    ((bearers, _),) = said("（一）排查渡口隐患。责任单位：各乡镇、县水利局").values()
    assert bearers == {("Implement", "各乡镇"), ("Implement", "县水利局")}


def test_a_time_that_no_date_tells_keeps_its_words() -> None:
    ((_, times),) = said("（一）排查渡口隐患，（责任单位：县水利局  完成时间：长期）").values()
    assert times == {"长期"}


@pytest.mark.parametrize("body", ("牵头单位要抓总", "检查人员：3名", "县水利局牵头排查渡口", "会议时间：3月4日", "（二）排查渡口", "负责人（签字）："))
def test_what_only_looks_like_a_note(body: str) -> None:
    assert not is_note(body)


def test_the_labels_of_the_cue_scheme_have_the_role_that_they_express() -> None:
    from ontology import concepts

    for name in ("lead", "implement", "cooperate", "supervise"):
        wrong = [label for label in concepts.cues()["note-" + name].labels if role(label) != name or not is_note(label + "：县水利局")]
        assert wrong == [], name
    assert [label for label in concepts.cues()["note-deadline"].labels if not is_note(label + "：长期")] == []


def test_a_time_at_a_heading_holds_for_what_stands_under_it() -> None:
    found = said(
        "（一）加强景区管理（完成时限：5月底；责任单位：县气象局）\n1.排查索道设备，6月底前完成整改。\n2.整治违规经营行为。\n"
        "（二）加强校车管理。（完成时限：8月底，责任单位：县教育局）\n（三）加强值守，严格落实值班制度。"
    )
    assert found == {
        "排查索道设备，6月底前完成整改": ({("Implement", "县气象局")}, {"6月底前"}),
        "整治违规经营行为": ({("Implement", "县气象局")}, {"5月底"}),
        "加强校车管理": ({("Implement", "县教育局")}, {"8月底"}),
        "加强值守，严格落实值班制度": (set(), set()),
    }


def test_a_note_at_a_heading_answers_for_what_stands_under_it() -> None:
    found = said(
        "（一）加强燃气管理（牵头单位：县水利局；配合单位：县教育局）\n1.排查老旧管网，更换破损阀门。\n2.整治占压管道行为。（责任单位：县气象局）\n"
        "（二）加强学校管理\n牵头单位：县教育局\n配合单位：县气象局\n1.排查校舍隐患。\n2.各学校要整治校车超员行为。\n"
        "（三）加强巡查，严格落实值班制度。\n二、工作要求\n（一）加强值守，严格落实值班制度。"
    )
    assert {task: bearers for task, (bearers, _) in found.items()} == {
        "排查老旧管网，更换破损阀门": {("Lead", "县水利局"), ("Cooperate", "县教育局")},
        "整治占压管道行为": {("Implement", "县气象局")},
        "加强学校管理": {("Lead", "县教育局"), ("Cooperate", "县气象局")},
        "排查校舍隐患": {("Lead", "县教育局"), ("Cooperate", "县气象局")},
        "各学校要整治校车超员行为": {("Implement", "各学校")},
        "加强巡查，严格落实值班制度": set(),
        "加强值守，严格落实值班制度": set(),
    }


# Parts of a note that are no names, brackets inside brackets, and what follows a label without being one.
BOTH = {("Implement", "县水利局"), ("Implement", "县教育局")}


@pytest.mark.parametrize(
    ("text", "bearers", "times"),
    [
        ("（一）排查渡口隐患。（责任单位：县水利局、县教育局；6月底前完成）", BOTH, {"6月底前"}),
        ("（一）排查渡口隐患。（责任单位：县水利局、县教育局；监督电话：1234）", BOTH, set()),
        ("（一）排查渡口隐患。（牵头单位：县水利局；县教育局配合）", {("Lead", "县水利局"), ("Cooperate", "县教育局")}, set()),
        ("（一）排查渡口隐患。（县水利局牵头；县教育局配合；6月底前完成）", {("Lead", "县水利局"), ("Cooperate", "县教育局")}, {"6月底前"}),
        ("（一）排查渡口隐患。（县水利局和县教育局）", BOTH, set()),
        ("（一）排查渡口隐患。\n牵头单位：按行业分别由县水利局、县教育局牵头", {("Lead", "县水利局"), ("Lead", "县教育局")}, set()),
        ("（一）排查渡口隐患。（责任单位：县水利局，各乡镇）", {("Implement", "县水利局"), ("Implement", "各乡镇")}, set()),
        ("（一）排查渡口隐患。（县水利局、县教育局，6月底前完成）", BOTH, {"6月底前"}),
        ("（一）排查渡口隐患。【县水利局、各乡镇（街道）】", {("Implement", "县水利局"), ("Implement", "各乡镇（街道）")}, set()),
        ("（一）排查渡口隐患。（县水利局牵头，各县（市、区）政府配合）", {("Lead", "县水利局"), ("Cooperate", "各县（市、区）人民政府")}, set()),
        ("（一）排查渡口隐患。（县水利局、各乡镇人民政府等按职责分工负责）", {("Implement", "县水利局"), ("Implement", "各乡镇人民政府")}, set()),
        ("排查渡口隐患，责任单位：县水利局，各乡镇要配合做好工作。", {("Implement", "县水利局"), ("Cooperate", "各乡镇")}, set()),
        ("县水利局要排查渡口隐患，责任单位为县教育局，各乡镇配合。", {*BOTH, ("Cooperate", "各乡镇")}, set()),
        ("整改时限：县水利局应于6月底前完成旧船更换。", {("Implement", "县水利局")}, {"6月底前"}),
        ("加强对学校、医院的检查（县人民医院、县中医院）。", set(), set()),
        ("公布值班电话，工作时间：8:30—17:30。", set(), set()),
    ],
)
def test_a_note_in_pieces(text: str, bearers: set[tuple[str, str]], times: set[str]) -> None:
    assert list(said(text).values()) == [(bearers, times)]


def test_a_task_with_a_note_is_no_heading_of_the_lines_behind_it() -> None:
    found = said("1.排查渡口隐患。（责任单位：县水利局）\n2.更换旧船。（责任单位：县教育局）\n以上任务必须按期完成。")
    assert found["以上任务必须按期完成"] == (set(), set())
