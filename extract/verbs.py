"""The open class of verbs, from jieba's dictionary: what may follow a body that acts (护林员上传…, 派出所处罚…).

The cue scheme lists the verbs with which a directive may begin without a subject; behind a subject any verb will do, and no
list of ours could name them. Only the tags are used, and only of words of two characters; the file is read as data, since
loading jieba's own prefix dictionary would cost ten times as much.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_ENTRY = re.compile(r"^([\u4e00-\u9fff]{2}) (\d+) (?:v|vi|vd|d|ad)$", re.MULTILINE)
_RARE = 40  # occurrences in jieba's corpus; below, its tags are guesses
# Words that the dictionary calls verbs and that stand after a body as the noun of its name or duty.
_NOUNS = frozenset(["安全", "生产", "管理", "工作", "责任", "领导", "主要", "监管", "决策", "负责", "治理", "发展", "建设", "服务", "教育", "规划", "运营", "经营", "组织", "主管", "有关", "相关", "所有", "所属", "以上", "以下", "全部", "共同", "之间", "需要", "要求", "部署", "情况"])


@cache
def open_verbs() -> frozenset[str]:
    """Two-character verbs and adverbs. Empty when jieba's dictionary is not where its package says."""
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        return frozenset()
    text = (Path(found.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf-8")
    return frozenset(word for word, count in _ENTRY.findall(text) if int(count) >= _RARE) - _NOUNS
