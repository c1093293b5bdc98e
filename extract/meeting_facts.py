"""What the graph says of a meeting: names, mentions, date, level, place, conveners and people, each with its evidence."""

from __future__ import annotations

from ontology.namespaces import segment

from .meeting_events import Event
from .page import Basket, Page
from .places import describe

# Names that are written with and without 议: 视频会, 视频会议; an 例会 is no 例会议.
_CLIPPED = ("工作会", "视频会", "电话会", "部署会", "推进会", "常务会", "常委会", "调度会", "协调会", "动员会", "办公会", "专题会", "专委会", "扩大会", "（扩大）会", "党组会", "党委会", "紧急会", "联席会", "全体会", "现场会", "分析会", "安排会", "启动会")
_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def state(page: Page, event: Event, basket: Basket) -> None:
    """Put one event into the basket."""
    spelled = [name + "议" for name in (event.name, *event.names) if name.endswith(_CLIPPED) and len(name) > 4]
    iri = basket.thing(event.iri, "zr:Meeting", event.name, [*event.names, *spelled])
    sure = round(event.confidence, 2)
    for (begin, end), (rule, confidence) in sorted(event.mentions.items()):
        basket.mention(page.mention(begin, end, iri, rule, round(confidence, 2)))
    begin, end = event.begin, event.end

    def say(prop: str, value: str, datatype: str, where: tuple[int, int], rule: str, confidence: float) -> None:
        basket.state(page.statement(iri, prop, value, datatype, *where, rule, round(confidence, 2)))

    say("zr:status", "zr:Held" if event.held else "zr:Referenced", "", (begin, end), event.rule, sure)
    if event.level:
        say("zr:level", f"zr:{event.level}", "", (begin, end), "meetings.level", 0.85)
    if event.date:
        say("zr:date", event.date, _TYPES[len(event.date)], event.dated, "meetings.date", 0.88)
    if event.township:
        above = event.place.iri.removeprefix("data:jurisdiction/") if event.place else ""
        town = f"data:jurisdiction/{above}{segment(event.township)}" if event.place else f"{page.iri}/jurisdiction/{segment(event.township)}"
        basket.thing(town, "zr:Jurisdiction", (event.place.name if event.place else "") + event.township)
        basket.state(page.statement(town, "zr:level", "zr:Township", "", begin, end, "meetings.township", 0.85))
        if event.place:
            inside = describe(page, event.place, (begin, end), "meetings.township", 0.8, basket)
            basket.state(page.statement(town, "schema:containedInPlace", inside, "", begin, end, "meetings.township", 0.8))
        say("zr:jurisdiction", town, "", (begin, end), "meetings.township", 0.85)
    elif event.place:
        where = event.placed if event.placed[1] > event.placed[0] else (begin, end)
        say("zr:jurisdiction", describe(page, event.place, where, "meetings.place", 0.85, basket), "", where, "meetings.place", 0.85)
    for body, (kind, label, written, part) in event.conveners.items():
        placed = [event.place.name + form[1:] for form in written if event.place and form[0] in "省市县区州旗"]
        basket.thing(body, kind, label, [*written, *placed])
        say("zr:convener", body, "", (part.begin, part.end), part.rule, part.confidence)
    for (prop, person), part in event.roles.items():
        say(prop, person, "", (part.begin, part.end), part.rule, part.confidence)
    for other, at, to in event.conveys:
        say("zr:conveys", other.iri, "", (at, to), "meetings.conveys", 0.8)
