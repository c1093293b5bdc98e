"""What a page prints around a document: page numbers, view counters, font widgets, watermarks, advertisements, picture names.

Each rule accepts whole lines or marks of a fixed form; a sentence that speaks of such things (打印, 分享, 公众号) is left alone
because the rules ask for the form, never for the word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .quick import later, quick

Span = tuple[int, int, str]  # begin, end, kind of repair

_DASH = "\\-—–―－─~～·•"
# - 6 -   —3—   · 12 ·   第 3 页 共 9 页   3/9   Page 3 of 9   [第3页]
_PAGE_NUMBER = re.compile(
    rf"[{_DASH}]{{1,3}}\s*\d{{1,4}}\s*[{_DASH}]{{1,3}}"
    r"|[\[【(（]?第\s*\d{1,4}\s*[页頁](?:\s*(?:[,，/／]\s*)?[共总總]\s*\d{1,4}\s*[页頁])?[\]】)）]?"
    r"|[共总總]\s*\d{1,4}\s*[页頁]\s*(?:[,，/／]\s*)?第\s*\d{1,4}\s*[页頁]"
    r"|\d{1,3}\s*[/／]\s*\d{1,3}|(?:[Pp]age|PAGE)\s*\d+(?:\s*(?:of|/)\s*\d+)?"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_COUNTER = (
    r"(?:查看|浏览|瀏覽|点击|點擊|阅读|閱讀|访问|訪問|观看|觀看|人气|人氣|浏览量|阅读量|閱讀量|点击量|点击率|访问量)(?:次[数數]|量|率|[数數])?(?:[(（]\w{1,6}[)）])?"
    r"\s*(?:[:：]\s*)?(?:[\[【(（]\s*)?\d[\d,]*(?:\s*(?:次|人次))?(?:\s*[\]】)）])?"
)
_FONT = r"(?:[【\[(（]\s*)?(?:字[体體]|字号|字號)(?:大小)?\s*(?:[:：]\s*)?(?:[\[【(（]\s*)?(?:[特超]?大号?\s*(?:[|｜]\s*)?中号?\s*(?:[|｜]\s*)?小号?)(?:\s*[\]】)）])*"
_BUTTON = (
    r"[【\[(（]?(?:打印本[页文]|打印此[页文]|打印|关闭窗口|关闭本页|关闭|推荐|[大中小]字|下载点点通|收听|列印|關閉視窗|關閉|收藏本[页文]|加入收藏|收藏|返回顶部|返回首页|返回列表|返回上一页|"
    r"上一页|下一页|纠错|我要纠错|分享到?|一键分享|复制链接|下载文字版|下载|扫一扫在手机打开当前页|扫一扫|微信|微博|朋友圈|QQ空间|新浪微博|腾讯微博|举报|点赞)[】\])）]?"
)
_WIDGETS = re.compile(rf"(?:{_FONT}|{_COUNTER}|{_BUTTON}|[|｜>》·:：\s\[\]【】、/])+")
_SIGN = later(lambda: re.compile(rf"{_FONT}|{_COUNTER}"))  # within a line that tells more (发布时间：… 浏览次数：…)
_ENTRY = re.compile(
    r"(?:上一篇|下一篇|上一条|下一条|相关链接|相關鏈接|相关阅读|相关新闻|原文链接|本文链接|链接地址|文章来源于网络|责任编辑|責任編輯|网站编辑|编辑|校对|审核|初审|终审|"
    r"排版|美编|分享到?|关键词|关键字|标签|版权所有|主办单位|承办单位|网站标识码|备案号|网站地图|本文由.{0,12}整理)\s*[:：].*"
    r"|[【\[]法宝引证码[】\]].*|.{0,6}ICP[备備]\s?\d+号.*|.{0,4}公网安备.*|版权所有.*|Copyright.*|[注註]\s*[:：]\s*[以上本]?[下上]?文章含有附件.*"
    r"|https?://\S+|www\.\S+",
    re.I,
)
_ARROW = re.compile(r"[►▶▷☛➤➡👉★☆◆●※>＞]+")
_SELLING = re.compile(
    r"公众号|公眾號|微信|扫码|扫描|二维码|加群|QQ群|q群|VIP|会员|資料|学习资料|更多(?:材料|资料|范文|文章|精彩)|下载|免费|老秘|秘书圈|笔杆子|写材料|范文|点击(?:上方|下方|蓝字)|关注我们|长按|www\.|https?:", re.I
)
_MARK = re.compile(r"(?:内部(?:资料|材料|文件)|仅供(?:内部)?(?:学习|参考|交流)|请?勿外传|不得外传|严禁外传|版权所有|样稿|水印|草稿)[\s,，、;；!！。请勿外传注意保存妥善保管仅供内部学习参考交流资料]*")
_PICTURE = re.compile(r"[\[（(【]?(?:图片?|image|img|pic|media/|微信图片_?|QQ图片_?)?[\w\-./ ]{0,40}\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|webp)[\]）)】]?", re.I)
_INLINE = re.compile(r"\[bookmark: ?[^\]\n]{0,40}\]|<!--[^>]{0,200}-->|<a name=\"[^\"]{0,60}\"></a>|\[img[^\]]{0,60}\]|&nbsp;?|&[lr]dquo;?")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_END = "。！？；!?;…"
_FRONT = re.compile(r"---[ \t]*\r?\n(?:[A-Za-z_\u4e00-\u9fff-]{1,20}[ \t]*[:：].*\r?\n){1,12}---[ \t]*(?:\r?\n|$)")


def lines_of(raw: str) -> list[tuple[int, int]]:
    """The half-open spans of the lines without their ends and without the white space around them."""
    spans = []
    at = 0
    for line in raw.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            begin = at + line.index(bare[0])
            spans.append((begin, begin + len(bare)))
        else:
            spans.append((at, at))
        at += len(line)
    return spans


def find(raw: str, lines: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Furniture of the whole text: lines by line, then marks within lines. Spans of lines have no line end."""
    front = _FRONT.match(raw)
    if front:
        yield 0, front.end(), "furniture"
    at = front.end() if front else 0
    repeated = _repeated(raw, lines)
    numbers = [index for index, (begin, end) in enumerate(lines) if 0 < end - begin <= 3 and _BARE_NUMBER.fullmatch(raw, begin, end)]
    counting = _counting(raw, lines, numbers)
    picture = False  # whether the lines just read are a picture's name and what a recognition made of the picture
    for index, (begin, end) in enumerate(lines):
        length = end - begin
        if length == 0 or begin < at:
            continue
        if length > 90:
            picture = False
            continue
        kind = _kind(raw, begin, end, index in counting, repeated)
        if kind is None and picture and not _HANZI.search(raw, begin, end):
            kind = "furniture"
        if raw.find(".", begin, end) >= 0 and _PICTURE.fullmatch(raw, begin, end):
            kind, picture = "furniture", True
        elif kind is None:
            picture = False
        if kind is not None:
            yield begin, end, kind
    for sign in _INLINE.finditer(raw):
        yield sign.start(), sign.end(), "furniture"
    if _FONT_OR_COUNTER.search(raw):
        for sign in _SIGN.finditer(raw):
            yield (*_with_rest(raw, *sign.span()), "furniture")


def _with_rest(raw: str, begin: int, end: int) -> tuple[int, int]:
    """A sign and, where nothing else stands on its lines, the bars and brackets beside it."""
    line_begin, line_end = begin, end
    while line_begin > 0 and raw[line_begin - 1] in _BARS:
        line_begin -= 1
    while line_end < len(raw) and raw[line_end] in _BARS:
        line_end += 1
    if raw[line_begin - 1 : line_begin] in ("", "\n") and raw[line_end : line_end + 1] in ("", "\n"):
        inner = raw[line_begin:line_end]
        return line_begin + len(inner) - len(inner.lstrip()), line_begin + len(inner.rstrip())
    return begin, end


_BARS = frozenset(" \t\r\u3000|｜>》[]【】")

_FONT_OR_COUNTER = quick(r"字[体體号號]|次[数數]|[击擊读讀览覽问問]量|人[气氣]\s*[:：]")


def _kind(raw: str, begin: int, end: int, counting: bool, repeated: frozenset[str]) -> str | None:
    first = raw[begin]
    if (counting or first in "-—–―－─~～·•第[【(（共总總pP0123456789") and (counting or _PAGE_NUMBER.fullmatch(raw, begin, end)):
        return "page-number"
    if end - begin <= 60:
        line = raw[begin:end]
        if line in repeated or _MARK.fullmatch(line):
            return "watermark"
        if _WIDGETS.fullmatch(line):
            return "furniture"
        if (_ARROW.match(line) or not _HANZI.search(line)) and _SELLING.search(line) and line[-1] not in _SENTENCE_END:
            return "watermark"
    if _ENTRY.fullmatch(raw, begin, end) and raw[end - 1] not in "。；;":
        return "furniture"
    return None


def _counting(raw: str, lines: Sequence[tuple[int, int]], numbers: Sequence[int]) -> frozenset[int]:
    """Lines that are a number alone and go up by one from page to page; a table's column of numbers has no text between."""
    found = set()
    for before, index in zip(numbers, numbers[1:], strict=False):
        here, there = (int(raw[slice(*lines[number])]) for number in (index, before))
        if here == there + 1 and index - before > 8:
            found |= {before, index}
    return frozenset(found)


def _repeated(raw: str, lines: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Running heads: a line that stands beside a page number three times and more, and nowhere else more often."""
    beside: Counter[str] = Counter()
    filled = [span for span in lines if span[0] < span[1]]
    for index, (begin, end) in enumerate(filled):
        if end - begin <= 24 and _PAGE_NUMBER.fullmatch(raw, begin, end):
            for near in (index - 1, index + 1):
                if 0 <= near < len(filled) and 2 <= filled[near][1] - filled[near][0] <= 40:
                    beside[raw[slice(*filled[near])]] += 1
    return frozenset(line for line, count in beside.items() if count >= 3 and raw.count(line) <= count * 2)
