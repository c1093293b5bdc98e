"""The title of a document: the line or lines that head it, as a reader would name it."""

from __future__ import annotations

import re

_PASSED = re.compile(r"^(?:【|https?:|原文链接|发布|时间|来源|索引号|信息来源|文号|作者|字号|当前位置|首页|[（(]?[^，。]{0,16}[〔﹝\[（(]\d{4}[〕﹞\])）]\s*\d+\s*号|\d{4}[年-]|[-—|>\s]*$)")
_PROSE = re.compile(r"[。；！？!?;]|[：:]$|^\s*[一二三四五六七八九十]、")
_OPEN_END = re.compile(r"(?:的|和|暨|与|及|、|做好|开展|加强|印发|关于|全面|安全|生产)$")
_HEAD = re.compile(r"(?:通知|意见|方案|计划|要点|通报|决定|报告|讲话|提纲|纪要|会议|会|规定|办法|条例|措施|公告|函|批复|法|细则|标准|规划|指南|目录|简报|总结|汇报|发言|致辞|[》）)])$")


def title_of(clean: str) -> str:
    """The title in the first lines of a clean text, "" when they are prose. Lines broken inside the title are joined."""
    begin = at = 0
    lines: list[str] = []
    for _ in range(12):
        end = clean.find("\n", at)
        if end < 0:
            end = len(clean)
        line = clean[at:end].strip().lstrip("#").lstrip()  # a text file may keep Markdown's sign of a heading
        at = end + 1
        if not line or _PASSED.match(line):
            if lines:
                break
            if begin >= len(clean) or at > len(clean):
                break
            continue
        if _PROSE.search(line) or len(line) > 80:
            break
        lines.append(line)
        if _HEAD.search(line) or not _OPEN_END.search(line) and len(line) < 16 or len(lines) == 4:
            break
        if not _OPEN_END.search(line) and len("".join(lines)) > 30:
            break
        if at > len(clean):
            break
    return "".join(lines)
