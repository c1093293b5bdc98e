"""Whose meeting an event is: its level and place, and the IRI that follows from them."""

from __future__ import annotations

import re

from ontology.namespaces import segment

from .meeting_alike import scope_of
from .meeting_events import Event
from .official_identity import is_national
from .officials import Officials
from .page import Page
from .places import places


def settle(page: Page, officials: Officials, events: list[Event]) -> None:
    """Give every event its level and its IRI, once all that the text says of it is known."""
    leaders = {person.iri for person in officials.people if any(is_national(post) for post in person.posts)}
    for event in events:
        _level(page, event, leaders)
        _identify(page, event)


def _level(page: Page, event: Event, leaders: set[str]) -> None:
    """meetings.level: from whose meeting the name says it is, its place, its conveners, or the country's leaders at it."""
    name = event.name
    _place(page, event)
    if event.kind == "congress" or event.kind == "two-sessions" and name.startswith("全国") or _COUNTRY.match(name) and scope_of(name) in ("", "国"):
        event.level = "National"
    elif event.township:
        event.level = "Township"
    elif event.place:
        event.level = event.place.level.capitalize()
    elif event.kind == "session" and name[0] in _LEVELS:
        event.level = _LEVELS[name[0]]
    elif scope_of(name) == "市" and _county_city(page):
        event.level = "County"
    elif scope_of(name) == "区" and "自治区" in page.clean and not event.conveners:
        event.level = "Province"
    elif scope_of(name) in _LEVELS:
        event.level = _LEVELS[scope_of(name)]
    elif event.conveners:
        event.level = _level_of_body(next(iter(event.conveners.values()))[1])
    elif any(prop in ("zr:chair", "zr:attendee") and iri in leaders for prop, iri in event.roles):
        event.level = "National"
    elif event.held and page.level and not re.match(r"世界|国际|全球|中国|[\u4e00-\u9fff]{2,6}(?:防总|委员会|集团)", name):
        event.level = page.level.capitalize()
    elif event.held and (caller := _CALLER.search(page.clean, max(0, event.begin - 24), event.begin)):
        event.level = _LEVELS[caller[1]]


# A place that no gazetteer has, by its last character: 某县召开…, ××市组织召开….
_CALLER = re.compile(r"(?:^|[，。；：、\s日午晚])(?:某|[×xX＊*○]{1,4}|[\u4e00-\u9fff]{2,4}?)(省|(?<![超贸])市|州|盟|县|(?<![社小校矿景林园库片街])区|旗|镇|乡)(?:组织|及时|迅速|紧急|连夜|专题)?召开$")


_COUNTRY = re.compile(r"(?:20\d\d年?(?:度)?)?(?:第?[一二三四五六七八九十]{1,3}届)?(?:全国|中央|国务院|党的|中共中央|国家)")


def _level_of_body(label: str) -> str | None:
    if re.match(r"国务院|中央|中共中央|国家|全国|(?!.*[省市县区州]|.*指挥部)[\u4e00-\u9fff]{2,8}部$", label):
        return "National"
    if label.startswith("自治区"):
        return "Province"
    found = re.match(r"(?:[\u4e00-\u9fff]{2,8}?)?(省|市|州|盟|县|区|旗|镇|乡)", label)
    return _LEVELS[found.group(1)] if found else None


def _place(page: Page, event: Event) -> None:
    """The place of a meeting whose name or convener says 省, 市, 县: the document's own, or what contains it."""
    if event.kind == "session":
        said = re.match(r"([^第]+)第", event.name)
        event.place = places().named(said.group(1)) if said and len(said.group(1)) > 1 else event.place
        event.placed = (event.begin, event.end)
    if event.place or not page.home or event.kind == "congress":
        return
    if event.township:
        home = places().named(page.home)
        event.place = home if home and home.level == "county" else None
        return
    scope = scope_of(event.name)
    if not scope and event.conveners:
        forms = next(iter(event.conveners.values()))[2]
        relative = re.match(r"[省市县区州旗]", forms[-1]) or re.match(r"[省市县区州旗]", forms[0])
        scope = relative.group() if relative else ""
    if not scope or scope == "国":
        return
    gazetteer = places()
    place = gazetteer.named(page.home)
    wanted = {"省": ("province",), "市": ("prefecture", "county"), "州": ("prefecture",), "盟": ("prefecture",), "县": ("county",), "区": ("county",), "旗": ("county",)}.get(scope, ())
    while place is not None:
        if place.level in wanted and (scope != "市" or place.name.endswith("市")) or scope == "市" and place.level == "province" and place.name.endswith("市"):
            event.place, event.placed = place, (event.begin, event.end)
            return
        place = gazetteer.places.get(place.parent)


_LEVELS = {"国": "National", "省": "Province", "市": "Prefecture", "州": "Prefecture", "盟": "Prefecture", "县": "County", "区": "County", "旗": "County", "镇": "Township", "乡": "Township"}


def _county_city(page: Page) -> bool:
    """Whether 全市 means a city of county rank: its document speaks to its towns and knows neither districts nor counties."""
    if re.search(r"[我全]县|县委|县政府|县安|县应急", page.clean):
        return False
    if page.level:
        return page.level in ("county", "township") and not re.search(r"[我全]区|区委|区政府|区安|区应急", page.clean)
    clean = page.clean
    return "各乡镇" in clean and not re.search(r"县区|县（市|县\(市|各县|各区|区委|区政府|区安|区应急|我区|全区|县级", clean)


def _identify(page: Page, event: Event) -> None:
    """Global when all documents must mean the same: told by a number, or national or placed and dated; else the document's own."""
    name = segment(event.name)
    where = event.place.iri.rsplit("/", 1)[-1] + "/" if event.place else ""
    if event.township:
        where = (where.rstrip("/") if event.place else "") + segment(event.township) + "/"
    if event.kind == "congress" or event.kind == "session" and not re.match(r"[省市县区州]?第.*届(?!全国)", event.name):
        event.iri = f"data:meeting/{name}"
    elif event.level == "National" and event.date:
        event.iri = f"data:meeting/{name}/{event.date}"
    elif event.place and event.date:
        event.iri = f"data:meeting/{where}{name}/{event.date}"
    else:
        event.iri = f"{page.iri}/meeting/{where}{name}"
