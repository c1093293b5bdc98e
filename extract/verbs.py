"""The open class of verbs, from jieba's dictionary: what may follow a body that acts (护林员上传…, 派出所处罚…).

The cue scheme lists the verbs with which a directive may begin without a subject; behind a subject any verb will do, and no
list of ours could name them. Only the tags are used, and only of words of two characters.
"""

from __future__ import annotations

from functools import cache

from extract import jieba_words

_TAGS = ("v", "vi", "vd", "d", "ad")
_RARE = 40  # occurrences in jieba's corpus; below, its tags are guesses
# Words that the dictionary calls verbs and that stand after a body as the noun of its name or duty.
_NOUNS = frozenset(["安全", "生产", "管理", "工作", "责任", "领导", "主要", "监管", "决策", "负责", "治理", "发展", "建设", "服务", "教育", "规划", "运营", "经营", "组织", "主管", "有关", "相关", "所有", "所属", "以上", "以下", "全部", "共同", "之间", "需要", "要求", "部署", "情况"])


@cache
def open_verbs() -> frozenset[str]:
    """Two-character verbs and adverbs."""
    return jieba_words.of_two_characters(_TAGS, _RARE) - _NOUNS
