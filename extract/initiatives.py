"""Named campaigns, action plans and standing instruments.

Constructions (docs/grammar-bodies.md, "Initiatives"): an instrument by its very name (十五条硬措施); a name that ends as campaigns
end (…专项行动, …大检查), read to the left up to the verb that opens it; a quoted name with its noun (“敲门行动”, “安全生产月”活动).
What is only work to be done (开展排查, 专项整治工作 without a name) is no initiative.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.campaigns import campaign_words
from ontology.namespaces import segment

from .lexicon import Family
from .page import Basket, Findings, Page
from .quick import later
from .spans import Spans

INSTRUMENT, CAMPAIGN, QUOTED = "initiatives.instrument", "initiatives.campaign", "initiatives.quoted"
HEADED, LAUNCHED = "initiatives.headed", "initiatives.launched"

_MARK = re.compile(r"[，。；：、！？,;:\n\s（(）)《》〈〉|]")
# A campaign's name does not reach over these; the verbs of campaigns.ttl cut as well.
_CUT = re.compile(
    r"的|了|在(?!建)|把|将|对(?!标)|以(?!上|下|案)|(?<!行)为(?!民)|和(?!谐)|与|及|或|由|从(?!业)|向|等|(?<![主重])要|并|其他|各级|各地|各|全面|我[省市州县区]|全(?=[省市州县区]安全)|[一二三四五六七八九十]是|再次|今年|年内|年底|年度|每年|以来|运用|部门|查处|监管|会议|期间|\d+(?=个)|个|时段|[0-9]+年度?|一次|一项"
)
_BARE = re.compile(r"^(?:安全)?(?:专项|集中|综合|全面|统一|相关|相应|各项|此次|本次|这次|一系列|系列|重点|重大|年度|三年|百日|隐患|执法|提升|全覆盖|拉网式|地毯式|行业|领域|系统|联合|重要|国家|国家级|省级|基础|民生|水利|建设|工作)*$")
_GENERAL = re.compile(r"^(?:制订|制定|应当|重点|全覆盖|行业|地毯式|拉网式|本|该|此|这|自身|相关|有关|上述|同步|联合|一批|系列)")
# Behind the name these make something else of it: a plan's text, a body, a system.
_AFTER = re.compile(r"(?:长效|管理系统|体系|平台|理论|技术|项目|方案|工作组|领导小组|办公室|督导组|指挥部|联席会议|情况|通知|意见)")
_QUOTE = re.compile(r"“(?P<name>[^”“\n]{2,24})”")
_SEASON = re.compile(r"[双两三]节|五一|十一|两会|七一|八一|十[一二三四五]五|元旦|春节|清明|端午|中秋|国庆|[春暑]运")  # “双节”期间文旅活动
_HEADED = re.compile(
    r"^[ \u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|专栏\s*\d+)[ \u3000]*(?:深入|组织|全面|扎实)?(?:实施|开展|推进|启动)?(?P<name>[^，。；：、\n（(《]{4,24}(?:行动|工程|计划))(?:[。]?[ \u3000]*$|。(?=[\u4e00-\u9fff“]))",
    re.MULTILINE,
)
_LAUNCHED = re.compile(r"(?:启动实施|组织实施|实施|启动|组织开展|深入开展)(?:了|好)?(?P<name>[\u4e00-\u9fffA-Za-z\d＋+]{4,22}?(?:行动|工程|计划))(?=[，。；、\n]|等[，。；]|工作|取得)")


# A campaign that has its year in its name: 隐患专项排查整治2023行动.
_YEARED = later(lambda: re.compile(r"专项[\u4e00-\u9fff]{2,8}20\d\d年?行动"))


@cache
def _family() -> Family:
    words = campaign_words()
    terms = dict.fromkeys(words.endings, "campaign")
    terms |= dict.fromkeys(words.instruments, "instrument")
    return Family(terms)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, campaign_words().openings)) + ")[好了着]?")


@cache
def _quoted_noun() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, campaign_words().quoted))
    return re.compile(rf"(?P<middle>[\u4e00-\u9fff]{{0,16}}?)(?P<noun>(?:{nouns})(?:攻坚战|行动|活动)?)")


_CAMPAIGN_TAIL = re.compile(r"(?:行动|活动|大检查|大排查|计划|战役)$")


def find(page: Page) -> Findings:
    """All named initiatives with the places where they are named."""
    clean = page.clean
    basket = Basket()
    taken: list[tuple[int, int]] = []
    titles = Spans(found.span() for found in re.finditer(r"《[^》]{1,120}》", clean)) if "《" in clean else Spans(())
    for begin, end, name, alt in _quoted(clean) if "“" in clean else ():
        if not titles.cover(begin, end):
            taken.append((begin, end))
            _tell(page, basket, begin, end, name, QUOTED, 0.8, alt)
    for pattern, rule, sure in ((_HEADED, HEADED, 0.75), (_LAUNCHED, LAUNCHED, 0.6)):
        known = Spans(taken)  # names of one pattern do not overlap
        for found in pattern.finditer(clean):
            begin, end = found.span("name")
            name = found["name"]
            if titles.cover(begin, end) or known.meet(begin, end) or _CUT.search(name) or _opening().match(name):
                continue
            if not _BARE.match(name[:-2]) and not _GENERAL.match(name):
                taken.append((begin, end))
                _tell(page, basket, begin, end, name, rule, sure)
    for found in _YEARED.finditer(clean) if "行动" in clean else ():
        begin, end = _begin(clean, found.start()), found.end()
        if not titles.cover(begin, end) and end - begin <= 32:
            taken.append((begin, end))
            _tell(page, basket, begin, end, clean[begin:end], CAMPAIGN, 0.75)
    known = Spans(taken)
    for hit in _family().scan(clean):
        if titles.cover(hit.begin, hit.end) or known.cover(hit.begin, hit.end):
            continue
        if hit.ref == "instrument":
            if clean[hit.end - 1] == "年" and clean[hit.end : hit.end + 1] in _OF_A_YEAR:
                continue
            _tell(page, basket, hit.begin, hit.end, clean[hit.begin : hit.end], INSTRUMENT, 0.9)
            continue
        begin = _begin(clean, hit.begin)
        numbered = _NUMBER.match(clean, begin, hit.begin)
        begin = numbered.end() if numbered else begin
        name = clean[begin : hit.end]
        if _weak(clean, begin, hit.begin, hit.end) or _BARE.match(clean[begin : hit.begin]) or not (5 if name.endswith(("宣传月", "宣传周")) else 6) <= len(name) <= 32 or _GENERAL.match(name) or _AFTER.match(clean, hit.end):
            continue
        _tell(page, basket, begin, hit.end, name, CAMPAIGN, 0.7)
    return basket.findings()


_OF_A_YEAR = ("度", "终", "报", "会", "初", "末", "底", "内", "鉴")  # 安全生产年度考核 is no 安全生产年
_NUMBER = re.compile(r"\d{1,2}[.．、]")
_FIELD = re.compile(r"火灾|化学品|危化|燃气|消防|道路交通|粉尘|矿山|烟花爆竹|自建房")


def _weak(clean: str, begin: int, head: int, end: int) -> bool:
    """Whether an ending that may be only work (综合治理, 大检查, 主题教育) stands without what makes a campaign of it."""
    ending, lead = clean[head:end], clean[begin:head]
    if ending == "综合治理":
        return not _FIELD.search(lead)
    if ending in ("主题教育", "学习教育"):
        return not lead.startswith(("学习", "党史", "树立", "党纪", "两学", "中央", "三会", "四史"))
    if ending.startswith("大") and lead[-1:] in "加扩放重":
        return True
    return lead in ("安全生产", "安全") and ending in ("专项行动", "专项整治", "集中整治", "提升行动", "行动计划", "专项整治行动")


def _begin(clean: str, at: int) -> int:
    """Where the name of a campaign begins whose ending stands at `at`."""
    low = max(0, at - 26)
    for found in _MARK.finditer(clean, low, at):
        low = found.end()
    for found in _CUT.finditer(clean, low, at):
        low = found.end()
    for found in _opening().finditer(clean, low, at):
        low = max(low, found.end())
    return low + (clean[low - 1 : low] == "全" and clean[low] in "省市县区州")


def _quoted(clean: str) -> list[tuple[int, int, str, str]]:
    """Quoted names with the noun that makes them an initiative, and their fuller form: “敲门行动”, “绿盾”工程, 大检查“1+7”专项行动."""
    found: list[tuple[int, int, str, str]] = []
    for quote in _QUOTE.finditer(clean):
        name = quote["name"]
        if _SEASON.fullmatch(name):
            continue
        at = quote.end()
        while clean[at : at + 1] == " ":
            at += 1
        after = _quoted_noun().match(clean, at)
        begin = _begin(clean, quote.start())
        if not re.fullmatch(r"[\u4e00-\u9fff]{2,20}", clean[begin : quote.start()]):
            begin = quote.start()
        if after and len(after["middle"]) <= 12 and not re.search(r"[的了和与要]|为|等|是", after["middle"]):
            found.append((quote.start(), after.end(), clean[quote.start() : after.end()], clean[begin : after.end()]))
        elif _CAMPAIGN_TAIL.search(name) and len(name) >= 4:
            found.append((quote.start(), quote.end(), clean[quote.start() : quote.end()], clean[begin : quote.end()]))
    return found


def _tell(page: Page, basket: Basket, begin: int, end: int, name: str, rule: str, confidence: float, alt: str = "") -> None:
    name = re.sub(r"\s", "", name)
    known = campaign_words().instruments
    plain = re.sub(r"[“”]", "", name)
    label = known.get(name) or known.get(plain) or name
    iri = "data:initiative/" + segment(label)
    low, high = page.text.span(begin, end)
    written = re.sub(r"\s", "", page.text.raw[low:high]) if high - low == end - begin else ""
    basket.thing(iri, "zr:Initiative", label, (name, plain, re.sub(r"\s", "", alt), written if len(written) < 40 and "＋" in written else ""))
    basket.mention(page.mention(begin, end, iri, rule, confidence))
