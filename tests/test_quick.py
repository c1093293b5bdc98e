"""Patterns said with their first character in front match what they matched before."""

from __future__ import annotations

import random
import re

import pytest

from extract.quick import begins, later, quick

PATTERNS = [
    "甲|乙丙",
    "(?<!重)要(?!求)|[尚急]需|须",
    "(?:^|[，,])由(?!于)[^，]{1,4}?(?:牵头|负责)",
    "(?:现|特)?(?:将|就)[^。]{0,4}如下|如下：",
    "(?<![甲乙丙])(?<!一)应(?=做|按)|应当",
    "(?:村|(?<!乙)镇|[乡区]|(?<=[甲乙])长)(?:（[^）]{1,3}）)?(?:等)?",
    "[0-3]+号|[一二]+(?:家|个)",
    "(?<!\\d)(?P<n>\\d\\d)年",
    "(?:甲|乙)(?P<x>丙)|丁",
    ".甲|乙",
    "甲*乙",
    "(?:(?<=。)|(?<=甲))批示|批示：",
    "(?:甲|甲乙)丙?(?:丁|$)",
    "甲??乙|丙",
    "甲乙?|丙|甲丁|[甲丙]丁?丁|丙乙",
    "(?<!重)(?!(?<=需)要求)(?<!(?<!甲)尚)要|(?=应[当做])应.",
]
LETTERS = "甲乙丙丁重要求尚急需须由于牵头负责现特将就如下：，,。应做按当一二村镇乡区长（）等0123号家个年批示\n"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_same_is_matched(pattern: str) -> None:
    chance = random.Random(7)
    said, plain = quick(pattern), re.compile(pattern)
    letters = [c for c in LETTERS if c in pattern] * 3 + list("甲。，\n一1")
    hits = 0
    for _ in range(400):
        text = "".join(chance.choices(letters, k=30))
        begin = chance.randrange(10)
        expected = [(hit.span(), hit.groups()) for hit in plain.finditer(text, begin, 28)]
        assert [(hit.span(), hit.groups()) for hit in said.finditer(text, begin, 28)] == expected
        hits += len(expected)
    assert hits


@pytest.mark.parametrize(("pattern", "said"), [("甲乙|丙|甲(?!丁)|甲", "甲(?:乙|(?!丁)|)|丙"), ("(?<!重)要|[尚急]需", "要(?<!(?:重)要)|尚需|急需"), ("(?:甲|乙)(?P<x>丙)|丁", "(?:甲|乙)(?P<x>丙)|丁")])
def test_how_it_is_said(pattern: str, said: str) -> None:
    assert quick(pattern).pattern == said


def test_characters_with_which_a_match_begins() -> None:
    assert begins("(?<!重)要|[尚急]需|(?:立即|及时)?启动|[0-9][0-9]?月|(?!甲乙)[一-三]乙") == frozenset("要尚急立及启0123456789一丁丂七丄丅丆万丈三")


@pytest.mark.parametrize("pattern", [".甲|乙", "甲*乙", "[^甲]乙", r"\d年", r"[\d一]年"])
def test_a_pattern_that_may_begin_with_anything_says_no_characters(pattern: str) -> None:
    with pytest.raises(ValueError, match="may begin with any character"):
        begins(pattern)


def test_a_later_pattern_is_made_when_it_is_first_asked_for_something_and_once() -> None:
    made: list[str] = []

    def make() -> re.Pattern[str]:
        made.append("now")
        return re.compile("甲(乙)?")

    pattern = later(make)
    assert made == []
    assert [hit.group() for hit in pattern.finditer("甲乙甲")] == ["甲乙", "甲"]
    assert pattern.match("乙") is None and pattern.pattern == "甲(乙)?" and pattern.match("甲") is not None
    assert made == ["now"]


def test_flags_count() -> None:
    assert [hit.start() for hit in quick("^甲|乙", re.MULTILINE).finditer("甲\n甲乙")] == [0, 2, 3]
