"""Individual accidents told by place and kind: 伊春鹿鸣矿业尾矿库泄漏, X市Y公司“11·21”较大火灾事故.

Constructions (docs/grammar-bodies.md, "Accidents"): a place, a date in quotation marks and the kind; a place and what happened there in a
report (X县Y镇发生一起交通事故); a place right before the kind whose lesson is drawn or of which a leader gives instructions. Kinds in
general (各类事故, 火灾事故), plurals (多起事故) and accidents whose place is redacted are none. What the text tells of one place and one kind is one accident.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ontology.namespaces import segment

from .apart import outside_places
from .bodyedges import place_before
from .page import Basket, Findings, Page
from .quick import later

DATED, REPORTED, LESSON = "accidents.dated", "accidents.reported", "accidents.lesson"

_GRADE = r"(?:特别重大|大面积|局部|特大|重大|较大|一般|严重|意外|疑似|突发|恶性|连环|多车|两车|三车|[一二三四五六七八九十\d]+死[一二三四五六七八九十\d]*伤?|[一二三四五六七八九十\d]+车)*"
_FIELD = r"(?:生产安全|安全生产|道路交通|水上交通|交通|铁路|公路|燃气|瓦斯|粉尘|煤尘|天然气|液化气|化工|建筑施工|森林|草原|居民自建房|自建房|工贸|集体|学生|食物|食品|有限空间|尾矿库|突发|船舶|客车|货车|隧道|桥梁)*"
_EVENT = (
    r"(?:火灾|爆炸|爆燃|燃爆|泄漏|泄露|坍塌|垮塌|倒塌|透水|溃坝|沉船|翻船|翻沉|坠落|坠楼|坠江|坠河|坠崖|中毒|窒息|冒顶|煤与瓦斯突出|瓦斯突出|交通|着火|起火|触电|踩踏|塌陷|塌方|垮桥|滑坡|泥石流|山洪|翻车|侧翻|追尾|相撞|碰撞|脱轨|淹溺|机械伤害|起重伤害|车辆伤害|灼烫|决口|地震|山火|大火)"
)
_KIND = rf"{_GRADE}{_FIELD}{_GRADE}(?:\d+(?:\.\d+)?级)?(?:{_EVENT}(?:[、和]?{_EVENT})?(?:致人死亡|致人伤亡)?(?:突发)?(?:生产安全|环境|责任|安全)?(?:事故|事件|灾害)?|(?:生产安全|安全|交通)?事故)"
_DATE = re.compile(r"[“\"](?P<date>[\d*＊×]{1,2}\s*[·.．•・‧∙]\s*[\d*＊×]{1,2})[”\"]")
_AFTER_DATE = later(lambda: re.compile(rf"[^，。；、：“”《》的\n]{{0,16}}?(?:事故|事件)|{_KIND}"))
_HAPPENED = re.compile(r"发生|突发|出现(?=疑似|集体|食物|中毒|溃|垮|塌)")
_AFTER_HAPPENED = later(lambda: re.compile(rf"(?:了|过)?(?:一|1)?(?:起|宗|次)?(?P<kind>{_KIND})(?!隐患|风险|预防|调查|处理|的?可能|时|后(?!果)|[，、]?各类|应急|现场|原因)"))
_MANY = 300  # accidents: behind so many others a text does not come back to one
_LEARNT = re.compile(r"(?:汲取|吸取|接受)(?:近期|此次|这次)?")
_LESSON = later(lambda: re.compile(rf"(?P<place>[\u4e00-\u9fff（）()]{{2,24}}?)(?P<kind>{_KIND})(?=的?(?:深刻|惨痛|沉痛)?(?:教训|案例)|[，。；、])"))
_INSTRUCTION = re.compile(r"作出?(?:了)?(?:重要)?(?:指示|批示)")
# Instructions are given about one accident: 对某某煤矿坍塌事故作出批示.
_INSTRUCTED = later(lambda: re.compile(rf"(?:对|就)(?P<place>[\u4e00-\u9fff（）()]{{4,36}}?)(?P<kind>{_KIND})(?={_INSTRUCTION.pattern})"))
_MARKS = "，。；：、！？,;:\n“”\"《》 　"
_BEFORE_HAPPENED = re.compile(r"(?:附近|境内|路段|处|内|(?:上|里))?(?:突然|先后|又|也|再次)*$")

# Words before the place that are no part of it.
_LEAD = later(lambda: re.compile(
    ".*(?:"
    + outside_places(
        r"汲取|吸取|接受|关于|处置|通报|召开|对(?!外)|向(?!阳|东)|成立|调查|国务院(?!国)|(?<![\u4e00-\u9fff])省政府|市政府|了|的|是|为(?!民)|在(?!建)|和(?!平)|与(?![^，。]{1,12}(?:交|路口))|及|以|按照|根据|由(?!甲)|从|到|于|位于|时许|时左右|分许|分左右|(?:[时分年点]|[日月](?!本))(?=[^\u4e00-\u9fff]|[\u4e00-\u9fff]{2})|上午|下午|凌晨|中午|晚上|今晨|傍晚|深夜|昨日|昨天|今天|近日|日前|当日|此前|去年|今年|记者|获悉|获知|得知|悉|因|把|将|批复|结案|事发|连续|查处|多次|先后|中国(?=[\u4e00-\u9fff]{2,3}[省市])|听取|讲述|看到|显示|称|说|报道|随即|当即|原本|以来|由于|造成|导致|每"
    )
    + ")"
))
_GENERAL = later(lambda: re.compile(r"(?:各类|类似|同类|近期|有关|相关|典型|以往|历次|本次|此次|上述|多起|这起|该起|生产|全国|全省|全市|全县|全区|全州|我[省市县区州]|本[省市县区]|易|不|再|会|未|要|有|没有|可能|容易|防止|杜绝|避免|一旦|如果|单位|企业|期间|区域|领域|行业|时|中|后|地区|情况|原因|防范|遏制|减少|预防|频繁|过程|实际|车辆|人员|年|月|日|来|人|他|她|这里|那里|附近|突然|连|曾|已|均|都|共|总)$"))


@dataclass(slots=True)
class _Accident:
    """One accident while the text is read: the name first given, its other names, its kind's event and its places."""

    name: str
    place: str
    event: str
    kind: str
    alt: dict[str, None] = field(default_factory=dict)
    spans: list[tuple[int, int, str, float]] = field(default_factory=list)


def find(page: Page) -> Findings:
    """All accidents that the page tells apart."""
    clean = page.clean
    found: list[_Accident] = []
    for date in _DATE.finditer(clean):
        kind = _AFTER_DATE.match(clean, date.end())
        if kind:
            _add(clean, _left(clean, date.start()), date.start(), kind.group(), kind.end(), date["date"], found)
    for verb in _HAPPENED.finditer(clean):
        kind = _AFTER_HAPPENED.match(clean, verb.end())
        if kind:
            low = _left(clean, verb.start())
            ends = _BEFORE_HAPPENED.search(clean, low, verb.start())
            _add(clean, low, ends.start() if ends else verb.start(), kind["kind"], kind.end(), None, found, REPORTED, 0.7)
    for verb in _LEARNT.finditer(clean):
        lesson = _LESSON.match(clean, verb.end())
        if lesson:
            _add(clean, lesson.start("place"), lesson.end("place"), lesson["kind"], lesson.end("kind"), None, found, LESSON, 0.75)
    for told in _INSTRUCTED.finditer(clean) if _INSTRUCTION.search(clean) else ():
        _add(clean, told.start("place"), told.end("place"), told["kind"], told.end("kind"), None, found, LESSON, 0.75)
    basket = Basket()
    for accident in found:
        iri = "data:accident/" + segment(accident.name)
        basket.thing(iri, "zr:Accident", accident.name, accident.alt)
        for begin, end, rule, sure in accident.spans:
            basket.mention(page.mention(begin, end, iri, rule, sure))
    return basket.findings()


def _left(clean: str, at: int) -> int:
    """The begin of the run of words that ends at `at`, at most 40 characters long."""
    low = at
    while low > 0 and at - low < 40 and clean[low - 1] not in _MARKS:
        low -= 1
    return low


def _add(
    clean: str, low: int, high: int, kind: str, end: int, date: str | None, found: list[_Accident], rule: str = DATED, sure: float = 0.92
) -> None:
    """Take `clean[low:high]` and a kind as an accident, as another telling of one already found, or as none."""
    lead = _LEAD.match(clean, low, high)
    begin = lead.end() if lead else low
    place = clean[begin:high].strip("（）()")
    kind = re.sub(r"\s", "", kind)
    if len(place) < 2 or _GENERAL.search(place) or not re.search(r"[\u4e00-\u9fff]{2}", place):
        return
    if rule != DATED and not (_known(place) or rule == LESSON and len(place) > 3 or _NAMED.search(place)):
        return
    event = re.search(_EVENT, kind)
    plain = re.sub(r"\s", "", date or "")
    name = place + (f"“{plain}”" if plain and plain[0].isdigit() and plain[-1].isdigit() else "") + kind
    accident = _Accident(name, place, event.group() if event else "", kind)
    for known in found[-_MANY:]:
        if _same(known, accident):
            if name != known.name:
                known.alt[name] = None
            known.spans.append((begin, end, rule, sure))
            return
    accident.spans.append((begin, end, rule, sure))
    found.append(accident)


# A thing with a name of its own: 大东鞋厂, 人民路, 河口镇 …
_NAMED = later(lambda: re.compile(r"(?:[\u4e00-\u9fff]{2,}(?:镇|乡|村|街道|公司|高速|国道|学校|小学|中学|大学|医院|煤矿|隧道|大桥|商场|小区|检验所|艺术学校|大厦)|[\u4e00-\u9fff]{2,}(?:鞋|服装|化工|花炮|烟花|食品|水泥)厂|[\u4e00-\u9fff]{2,4}(?:路|大道|街)(?!上))"))


def _known(place: str) -> bool:
    """Whether a known place stands at the begin: 汶川, 安阳市…"""
    return any(place_before(place, 0, cut) == 0 for cut in range(2, min(len(place), 15) + 1))


def _same(known: _Accident, other: _Accident) -> bool:
    """One accident told twice: the same event (or none named) and places that share a name."""
    if known.event and other.event and known.event != other.event and {known.event, other.event} - {"火灾", "起火", "着火", "大火", "爆炸", "爆燃", "燃爆", "泄漏", "相撞", "碰撞", "交通", "追尾", "侧翻", "翻车", "坍塌", "垮塌", "倒塌", "塌方"}:
        return False
    short, long = sorted((known.place, other.place), key=len)
    if short in long or len(other.kind) > 7 and other.kind == known.kind and short[:2] == long[:2]:
        return True
    if known.event and other.event and known.event == other.event and _ending(short) == _ending(long) and short[:2] in long:
        return True
    return any(short[at : at + 3] in long for at in range(len(short) - 2)) and not re.search(r"(?:高速公路|有限公司)$", short) or short[:2] == long[:2] and short[-2:] == long[-2:]


def _ending(place: str) -> str:
    """The proper name that a place ends with: 凯信达商贸有限公司 of 河南省安阳市凯信达商贸有限公司厂房."""
    found = re.search(r"([\u4e00-\u9fff]{3,}?(?:公司|煤矿|医院|学校|商场|酒店|店))", place[-14:])
    return found.group(1)[-8:] if found else place[-4:]
