"""Whose document a text is: the place, and the level of the body that speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.gazetteer import Gazetteer, Place, PlaceHit, places
from extract.page import Basket, Page
from extract.quick import later
from extract.text import Text
from ontology.jurisdictions import rows
from ontology.namespaces import segment

__all__ = ["Gazetteer", "Home", "Place", "PlaceHit", "describe", "places", "state", "whose"]

LEVELS = ("national", "province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class Home:
    """Whose document a text is.

    `name` is the full name of the place (四川省成都市), None where nothing tells it; `level` the level of the body that speaks,
    which a text may tell (我市, 各乡镇) without the place; `within` the smallest place that is known to contain it.
    `[begin, end)` are the clean characters that say so, empty where the reader was told.
    """

    name: str | None = None
    level: str | None = None
    iri: str | None = None
    place: Place | None = None
    within: Place | None = None
    begin: int = 0
    end: int = 0
    rule: str = ""
    confidence: float = 0.0


_KINDS = (("township", "镇|乡|街道|苏木"), ("county", "县|区|旗"), ("prefecture", "市|州|盟|地区"), ("province", "省|自治区|兵团"))
_BODY = r"(?:人民政府|政府|党委|市委|省委|县委|区委|州委|应急|安委|安全生产|消防|公安|住建|交通|气象|水利|烟草|局|厅|办公[厅室]|委员会|总队|支队|大队|监狱|公司|集团)"
_MEDIA = re.compile(r"(?:新闻网|日报|晚报|晨报|电视台|网讯|在线|网$)")
_SAYS = re.compile(r"(?:条例|规定|办法|规划|方案|意见|通知|召开|部署|开展|要求|发布|启动|安排|出台|印发|举行|组织|传达|贯彻|推进|加强|全面|多措并举|扎实|进一步|深入|将|关于)")
_NUMBER = later(lambda: re.compile(r"[（(]?([\u4e00-\u9fff]{1,10}?)(?:办|发|函|字|通|电|规|秘|令|综|安)*\s*[〔﹝\[（(](?:19|20)\d\d[〕﹞\])）]\s*第?\s*\d+\s*号"))
_YEAR_AND_NUMBER = re.compile(r"[〔﹝\[（(]\s*(?:19|20)\d\d[〕﹞\])）]\s*第?\s*\d+\s*号")
_ADDRESSEE = (
    ("national", re.compile(r"^\s*各省、自治区、直辖市|^\s*各省（区、市）|^\s*各省、区、市", re.M)),
    ("province", re.compile(r"^\s*各(?:设区)?的?(?:市|地级市|市、?州|市（州）|州、市|地区|盟市|设区市)(?:（?[州区县地盟、]*）?)?(?:人民政府|安委会|安全生产委员会|应急管理局|党委)[^\n]{0,80}(?:省|自治区)", re.M)),
    ("prefecture", re.compile(r"^\s*各(?:县|区|县区|县市|县（市）|县（市、区）|县市区|县、市|县、区|区县|市、县|旗县|旗县区)(?:、[县区市]|（[^）\n]{1,6}）)*(?:人民政府|政府|党委|委|安委会|安全生产委员会|应急)", re.M)),
    ("county", re.compile(r"^\s*各(?:乡|镇|乡镇|镇乡|街道|镇街|乡（镇）|乡、镇|镇、街道)(?:、街道|（街道）|街道|、场)*(?:人民政府|政府|党委|办事处|党工委|，|、)", re.M)),
    ("township", re.compile(r"^\s*各(?:村|社区|村委会|村（社区）|行政村|村居)", re.M)),
)
_OURS = re.compile(r"我([省市县区州旗镇乡盟]|自治区|街道|兵团)(?!长|委书记的)")
_WHOLE = re.compile(r"全([省市县区州旗镇乡盟]|自治区)(?!域|面)")
_UNIT = {"省": "province", "自治区": "province", "兵团": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "县": "county", "区": "county", "旗": "county", "镇": "township", "乡": "township", "街道": "township"}
_LEADER = re.compile(r"(?:(?:省|市|县|区|州|自治区|旗|地)委(?:副?书记|常委)|(?:代|副)?(?:省长|市长|县长|区长|州长|旗长|自治区主席))")
_DATE_LINE = re.compile(r"\s*(?:[12]\d{3}|二[〇○零O0]\w{2})\s*年\s*\w{1,2}\s*月\s*\w{1,3}\s*日\s*$")


def whose(text: Text, title: str | None, given: str | None = None) -> Home:
    """The document's own place and level, by the first of: what the reader was told, title, signature, document number,
    a leader's post, the only place that the text speaks of; the level also by addressee and by 我市, 全县.

    A round-up of several provinces is nobody's.
    """
    clean = text.clean
    if given:
        return _told(given)
    hits = places().scan(clean)
    level, level_at = _level(clean, len({hit.place.code[:2] for hit in hits if hit.place is not None}) > 3)
    heading = title or _first_line(clean)
    for find in (_by_title, _by_signature, _by_number, _by_post, _by_numbers_of_mentions):
        home = find(clean, hits, heading, level)
        if home is not None:
            return home
    if level is None:
        level, level_at = _national(clean, heading)
    if level is not None:
        return Home(None, level, within=_only_province(clean, hits), begin=level_at[0], end=level_at[1], rule="places.level", confidence=0.7)
    return Home()


def _first_line(clean: str) -> str:
    line = clean.lstrip().split("\n", 1)[0].strip()
    return line if len(line) <= 60 and "。" not in line else ""


def _told(given: str) -> Home:
    name = given.strip()
    place = places().named(name)
    if place is not None:
        return Home(place.full, place.level, place.iri, place, place, rule="places.given", confidence=1.0)
    level = next((level for level, ends in _KINDS if re.search(f"(?:{ends})$", name)), None)
    return Home(name, level, f"data:jurisdiction/{segment(name)}", rule="places.given", confidence=1.0)


def _home(place: Place, begin: int, end: int, rule: str, confidence: float, level: str | None) -> Home | None:
    """The home that a place makes together with the level that the text speaks at.

    A smaller body within that place (我区 in a document that names only its province) keeps its level and has no name.
    """
    if level is not None and LEVELS.index(level) > LEVELS.index(place.level) and not (level == "county" and place.name.endswith("市") and place.level == "county"):
        if place.level == "prefecture" and level == "county" and not any(row.parent == place.code for row in rows()):
            return Home(place.full, place.level, place.iri, place, place, begin, end, rule, confidence)  # 东莞 has no counties
        return Home(None, level, None, None, place, begin, end, rule, confidence * 0.8)
    return Home(place.full, place.level, place.iri, place, place, begin, end, rule, confidence)


_STATE = r"(?:国务院|中共中央|中央(?:组织部|宣传部|军委|政法委)|中办|国办|国家[\u4e00-\u9fff]{2,12}(?:局|委|部)|(?:应急管理|公安|住房和?城乡建设|交通运输|工业和信息化|教育|农业农村|文化和旅游|商务|财政|民政|水利|自然资源|生态环境|人力资源和?社会保障)部|市场监管总局)"
_STATE_TITLE = re.compile(rf"{_STATE}[^，。；]{{0,30}}(?:关于|印发|令|办公[厅室]|综合司)")
_STATE_SIGNATURE = re.compile(rf"^[ \u3000]*{_STATE}[^，。；：\n]{{0,40}}\n+[ \u3000]*(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日[ \u3000]*$", re.M)


def _national(clean: str, title: str) -> tuple[str | None, tuple[int, int]]:
    """National where a body of the state speaks in the title or signs."""
    head = _STATE_TITLE.match(title)
    if head:
        at = max(clean.find(head.group()), 0)
        return "national", (at, min(len(clean), at + len(head.group())))
    signed = _STATE_SIGNATURE.search(clean)
    return ("national", signed.span()) if signed else (None, (0, 0))


def _level(clean: str, round_up: bool) -> tuple[str | None, tuple[int, int]]:
    """The level of the body that speaks: by its addressees, by 我市 and the like, by 全县 at last.

    In a text on several provinces 我省 and 全市 are those of whoever is reported.
    """
    for level, pattern in _ADDRESSEE:
        found = pattern.search(clean, 0, 1500)
        if found:
            return level, found.span()
    if round_up:
        return None, (0, 0)
    for pattern, least in ((_OURS, 1), (_WHOLE, 2)):
        found_all = list(pattern.finditer(clean))
        counts = Counter(_UNIT[found.group(1)] for found in found_all)
        if not counts:
            continue
        level, count = max(counts.items(), key=lambda item: (item[1], LEVELS.index(item[0])))
        if count >= least and (least == 1 or count * 2 > sum(counts.values())):
            first = next(found for found in found_all if _UNIT[found.group(1)] == level)
            if level == "prefecture" and first.group(1) == "市" and _county_city(clean):
                level = "county"
            return level, first.span()
    return None, (0, 0)


def _county_city(clean: str) -> bool:
    """Whether 我市 is a city of county level: it orders its towns (各乡镇) about and knows no counties under it."""
    return len(re.findall("各?(?:相关)?乡镇", clean)) >= 4 and not re.search("县区|区县|县（市|各县|县级|市县|市、县|各市区", clean)


def _by_title(clean: str, hits: Sequence[PlaceHit], title: str, level: str | None) -> Home | None:
    """The place at the head of the title: 济宁市局…召开…, 安徽省人民政府办公厅关于…, 江门消防全面部署…"""
    head = re.sub(r"^[^\u4e00-\u9fff“《]+|\s", "", title)[:60]
    if not head:
        return None
    found = places().scan(head)
    several = {hit.place.code[:2] for hit in found if hit.place is not None}
    for hit in found:
        if hit.place is None or len(several) > 1:
            return None
        before = re.sub(r"^.*[！!：:”\s]", "", head[: hit.begin])
        if _MEDIA.match(head, hit.end):
            return None
        if len(before) <= 2 and "》" not in head[: hit.begin] and (re.match(_BODY, head[hit.end :]) or _SAYS.search(head, hit.end, hit.end + 20) or level):
            place = _last_of_chain(found, hit)
            at = clean.find(head[hit.begin : hit.end])
            begin, end = (at, at + hit.end - hit.begin) if at >= 0 else (0, 0)
            return _home(place, begin, end, "places.title", 0.9, level)
    return None


def _last_of_chain(found: Sequence[PlaceHit], first: PlaceHit) -> Place:
    """The smallest place of a chain that begins with `first`: 四川省成都市武侯区."""
    last = first
    for hit in found:
        if hit.begin == last.end and hit.place is not None and last.place is not None and places().within(hit.place, last.place):
            last = hit
    assert last.place is not None
    return last.place


def _by_signature(clean: str, hits: Sequence[PlaceHit], title: str, level: str | None) -> Home | None:
    """The place at the head of a short line right above a date line: who signs."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", clean)]
    for (begin, end), (start, stop) in zip(lines, lines[1:], strict=False):
        if not _DATE_LINE.match(clean, start, stop) or len(clean[begin:end].strip()) > 60:
            continue
        chain = hits[bisect_left(hits, begin, key=lambda hit: hit.begin) : bisect_left(hits, end, key=lambda hit: hit.begin)]
        for hit in chain:
            if hit.place is not None and clean[begin : hit.begin].strip() == "":
                return _home(_last_of_chain(chain, hit), hit.begin, hit.end, "places.signature", 0.9, level)
    return None


def _by_number(clean: str, hits: Sequence[PlaceHit], title: str, level: str | None) -> Home | None:
    """The document's own number: 皖政办秘〔2021〕82号 begins with the sign of its province."""
    for found in _NUMBER.finditer(clean, 0, 800) if _YEAR_AND_NUMBER.search(clean, 0, 800) else ():
        line = clean.rfind("\n", 0, found.start()) + 1
        if clean[line : found.start()].strip(" （(\u3000") or "《" in clean[line : found.start()]:
            continue
        place = places().signs.get(found.group(1)[0])
        if place is not None and not found.group(1).startswith(("国", "新出", "中", "京东")):
            return _home(place, found.start(1), found.start(1) + 1, "places.number", 0.85, level)
    return None


def _by_post(clean: str, hits: Sequence[PlaceHit], title: str, level: str | None) -> Home | None:
    """A leader of the place itself: 某市市长 …, 某县委书记 …, when all leaders that the text names are of one place."""
    leaders = [hit for hit in hits if hit.place is not None and _LEADER.match(clean, hit.end)]
    if not leaders or len({hit.place for hit in leaders}) > 1:
        return None
    place = leaders[0].place
    assert place is not None
    return _home(place, leaders[0].begin, leaders[0].end, "places.post", 0.8, level)


def _only_province(clean: str, hits: Sequence[PlaceHit]) -> Place | None:
    """The province of all places that a text names, None where they lie in several."""
    codes = {hit.place.code[:2] for hit in hits if hit.place is not None and not _abroad(clean, hit)}
    return places().places.get(f"{codes.pop()}0000") if len(codes) == 1 else None


def _by_numbers_of_mentions(clean: str, hits: Sequence[PlaceHit], title: str, level: str | None) -> Home | None:
    """The place that a text speaks of by far the most, together with 我省, 全市 of the same level."""
    if level in (None, "national", "township"):
        return None
    counts = Counter(hit.place for hit in hits if hit.place is not None and not _abroad(clean, hit))
    fitting = [(count, place.code, place) for place, count in counts.items() if place.level == level]
    if not fitting or len({place.code[:2] for place in counts}) > 1:
        return None
    count, _, place = max(fitting)
    if count * 2 <= sum(one[0] for one in fitting) or (count < 2 and (len(counts) > 1 or not _OURS.search(clean))):
        return None
    first = next(hit for hit in hits if hit.place == place)
    return _home(place, first.begin, first.end, "places.most-named", 0.7, level)


def _abroad(clean: str, hit: PlaceHit) -> bool:
    """Whether a place is named for an accident or a lesson that happened there."""
    return re.search("事故|教训|坍塌|爆炸|火灾", clean[hit.end : hit.end + 24]) is not None


def state(page: Page, home: Home, basket: Basket) -> None:
    """Say whose document it is, and where the place lies."""
    if home.iri is None or home.name is None or not page.clean:
        return
    basket.thing(home.iri, "zr:Jurisdiction", home.place.name if home.place else home.name, (home.name,) if home.place else ())
    basket.state(page.statement(page.iri, "zr:jurisdiction", home.iri, "", *_evidence(page, home), home.rule, home.confidence))
    if home.end > home.begin:
        basket.mention(page.mention(home.begin, home.end, home.iri, home.rule, home.confidence))
    if home.place is not None:
        describe(page, home.place, _evidence(page, home), home.rule, home.confidence, basket)


def _evidence(page: Page, home: Home) -> tuple[int, int]:
    """The characters that tell the home; the first of the text where the reader was told."""
    return (home.begin, home.end) if home.end > home.begin else (0, min(1, len(page.clean)))


def describe(page: Page, place: Place, evidence: tuple[int, int], rule: str, confidence: float, basket: Basket) -> str:
    """A place as a thing with its level, code and what contains it; its IRI."""
    gazetteer = places()
    basket.thing(place.iri, "zr:Jurisdiction", place.name if place.iri.endswith(segment(place.name)) else place.full)
    basket.state(page.statement(place.iri, "zr:level", f"zr:{place.level.capitalize()}", "", *evidence, rule, confidence))
    basket.state(page.statement(place.iri, "skos:notation", place.code, "string", *evidence, rule, confidence))
    if place.parent:
        above = gazetteer.places[place.parent]
        basket.state(page.statement(place.iri, "schema:containedInPlace", above.iri, "", *evidence, rule, confidence))
        describe(page, above, evidence, rule, confidence, basket)
    return place.iri
