"""Which mentions of meetings mean one event: names and short forms, place, date and subject gathered into events."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from . import bodies
from .apart import outside_places
from .bodynames import scan
from .meeting_alike import alike, normal, scope_of
from .meeting_names import SCOPE, Named, names_in
from .officials import Officials, Person
from .page import Page
from .places import Place, places
from .quick import later, quick


@dataclass(slots=True)
class Part:
    """Somebody or something that has a part in an event, and the characters that say so."""

    value: str  # IRI
    begin: int
    end: int
    rule: str
    confidence: float


@dataclass(slots=True)
class Event:
    """One meeting while the text is read. Offsets are clean ones."""

    name: str
    kind: str
    rule: str
    confidence: float
    held: bool
    begin: int
    end: int
    place: Place | None = None  # its jurisdiction
    placed: tuple[int, int] = (0, 0)  # the characters that tell it
    here: Place | None = None  # the place of a round-up's paragraph, when the sentence tells none
    township: str | None = None  # a town or village of that place, which the gazetteer does not know
    date: str | None = None
    dated: tuple[int, int] = (0, 0)
    level: str | None = None
    iri: str = ""
    names: dict[str, None] = field(default_factory=dict)
    mentions: dict[tuple[int, int], tuple[str, float]] = field(default_factory=dict)
    conveners: dict[str, tuple[str, str, list[str], Part]] = field(default_factory=dict)  # IRI → kind, label, as written, part
    roles: dict[tuple[str, str], Part] = field(default_factory=dict)  # (property, IRI of a person) → part
    conveys: list[tuple[Event, int, int]] = field(default_factory=list)  # whose spirit it passes on

    def take(self, prop: str, person: Person, begin: int, end: int, rule: str, confidence: float) -> None:
        self.roles.setdefault((prop, person.iri), Part(person.iri, begin, end, rule, confidence))


_AT_ONCE = "立即|随即|随后|迅速|紧接着|接着|马上|及时|又|也|连夜|当即|第一时间|组织|紧急"
_TOLD_BY_NUMBER = ("congress", "session", "two-sessions", "fair")
_SUBJECT_SCOPE = re.compile(r"([省市县区州])(?:委|政府|安委)|我([省市县区州旗镇乡])")
_WATCHED = re.compile(r"收看|收听|观看")  # what was watched was held
_OURS = re.compile(rf"我([省市县区州旗镇乡])(?:{_AT_ONCE})*$")
_CLAUSE = "。；！？\n，,;!?：:|"
_SENTENCE = "。！？\n!?"
_HOLD = re.compile(r"(?:组织召开|主持召开|召集召开|接续召开|套开|召开|举行|举办|组织开展|开展)(?:了|过)?(?:的|一次|一场|一期|首次)?$")
_VERBS = re.compile(r"贯彻|落实|传达|学习|组织|参加|收听|收看|等地")
_DUTY = later(lambda: re.compile(
    outside_places(
        r"(?:要(?!求)|应(?!急)|应当|须|必须|可以|可(?=召|举|组)|定期|不定期|每(?:年|月|季|周|半年|个)|至少|适时|按时|不得|通过|采取|采用|建立|健全|完善|坚持|实行|利用|开好|负责|需|未|拟|将|计划|尽快|各[\u4e00-\u9fff]{1,6}|按照规定)"
        r"(?!.*(?:贯彻|学习|落实|按照|根据|精神|总书记|总理))[^，。；\n]{0,24}$"
    )
))
_RULE_AFTER = later(lambda: quick(
    r"(?:室|厅|中心|纪要|记录|制度|机制|纪律|费|材料|通知|议程|签到|形式|成员|办公室|召集人|系统|平台|服务|展览|设施|议题|方式|程序|准备|组织|承办|代表|资料|由|应当|应|每|原则上|根据|可|须|负责|牵头"
    r"|的?(?:主要)?(?:议题|职责|组成|任务|内容)|等(?:形式|方式|平台|活动|会议|多种|途径)|[、，](?:研讨|讲座|培训|宣传)|签|堂|会场)"
))
_SPIRIT = re.compile(r"(?:精神|部署|要求|决定|决策|安排|工作部署|有关要求|上(?!述|级)|闭幕|重要|提出|强调|指出|明确)")
_MET = re.compile(r"(?:[^，。；\n]{0,14}?)(?:召开|举行|结束|闭幕|开幕)|(?:之)?后[，,]?|上[，,]|期间[，,]")
_TOGETHER = re.compile("(" + outside_places("[、和]|联合|会同") + ")")
_TOOK_PLACE = re.compile(r"(?:(?!定期|每|应|可|须|要|根据|由|原则|负责|适时|不得|胜利|即将|将|顺利|成功)[^，。；\n]){0,28}?(?:召开|举行|套开)(?!的|前|后|之|以来)")
# Somebody was there: 出席全省消防工作会议并讲话, 3月5日出席…; one who must or will go there tells of no meeting held.
_ATTENDED = re.compile(r"，?并(?:讲话|致辞|发言|强调|指出|要求|主持|提出|作[^，。；\n]{0,8}(?:讲话|发言|报告|部署|动员))")
_ON_A_DAY = re.compile(r"\d{1,2}日[^，。；\n]{0,8}(?:出席|参加)(?:了)?$")
_TO_ATTEND = re.compile(outside_places(r"要(?!求)|应(?!邀|急)|须|请(?!示)|将|拟|未|不|可|通知|组织|按时"))
# What is yet to be held, or was told of only in passing: its holding announces nothing.
_PASSING = re.compile(outside_places(r"(?:决定|同意|建议|提请|准备|将|拟|定于|计划|此前|曾|草案|筹备|审议|听取|时隔)[^。；\n]{0,40}$"))
# Bodies whose sessions are counted: 第一次全体会议 is theirs.
_STANDING = re.compile(r"政治局|常委会|常务委员会|委员会|安委会|调查组|评估组|工作组|指挥部|防指|领导小组|专班|党组|党委|国务院|政府")
_COUNTED = re.compile(r"(?:20\d\d年?(?:度)?)?第.{1,3}次(?:全体|扩大|工作|成员|常务|专题|会议)")
_DATE = re.compile(r"(?:((?:19|20)\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_DAY = re.compile(r"(?<![\d月])(\d{1,2})日(?!常|子|至|—|-)")
_SPOKEN = re.compile(r"\s*上\s*的?\s*(?:讲话|发言|报告|总结|主持|动员|通报)(?:稿|提纲|要点)?\s*(?:\n|（|\(|$)")
_UNNAMED = later(lambda: re.compile(
    r"(?:^|[，,。\n])([\u4e00-\u9fff]{2,9})(?:就|对)([\u4e00-\u9fff]{4,24}?)(?:进行|作出|作了)(?:安排|再|全面)*部署[^。\n]{0,40}。会议(?:强调|指出|要求)"
))
_IT_SAID = re.compile(r"。会议(?:强调|指出|要求)")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


def gather(page: Page, officials: Officials, leads: list[tuple[int, Place]]) -> list[Event]:
    """The events of a page in the order of their first mention; `leads` are its place_leads."""
    clean = page.clean
    gathering = _Gathering(page, officials, leads)
    for named in names_in(clean, _title_end(clean)):
        gathering.add(named)
    gathering.unnamed()
    gathering.spoken()
    for event in gathering.events:
        if event.place is None and event.here is not None:
            event.place, event.placed = event.here, (event.begin, event.end)
    return sorted(gathering.events, key=lambda e: e.begin)


def _title_end(clean: str) -> int:
    """Where the wrapped lines of a title end: at the first blank line or closed sentence, at most 240 characters in."""
    start = len(clean) - len(clean.lstrip())
    blank = re.search(r"\n[ 　\t]*\n|[。！？]|同志们", clean[start : start + 240])
    return start + blank.start() if blank else start


_LEAD = re.compile(r"^[ 　\t【]*((?:[\u4e00-\u9fff][ 　]?){2,12})(?:[】：:　\t]|[ ](?=[\u4e00-\u9fff\d（(]))", re.MULTILINE)


def place_leads(clean: str) -> list[tuple[int, Place]]:
    """The lines of a round-up that open with the place of which they tell (黑龙江：…; 湖 北　…), with that place; [] when it is none."""
    found: list[tuple[int, Place]] = []
    for line in _LEAD.finditer(clean):
        place = places().named("".join(line.group(1).split()))
        if place is not None:
            found.append((line.start(1), place))
    return found if len({place.code for _, place in found}) > 1 else []


# No clause and no list of names is longer than this many characters; a line that goes on without a mark is damage.
_FAR = 600
# Nobody goes on telling of a meeting behind so many others.
_MANY = 400


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    """The last match of a pattern in text[low:high]."""
    return max(pattern.finditer(text, max(low, high - _FAR), high), key=lambda found: found.start(), default=None)


def clause_begin(clean: str, at: int, marks: str = _CLAUSE) -> int:
    """Where the clause that holds `at` begins."""
    begin = at
    low = max(0, at - _FAR)
    while begin > low and clean[begin - 1] not in marks:
        begin -= 1
    return begin


def clause_end(clean: str, at: int, marks: str = _CLAUSE) -> int:
    """Where the clause that holds `at` ends."""
    end = at
    high = min(len(clean), at + _FAR)
    while end < high and clean[end] not in marks:
        end += 1
    return end


class _Gathering:
    """Mentions in, events out."""

    def __init__(self, page: Page, officials: Officials, leads: list[tuple[int, Place]]) -> None:
        self.page = page
        self.clean = page.clean
        self.people = sorted((span, person) for person in officials.people for span in person.spans)
        self.people_at = [span[0] for span, _ in self.people]
        self.events: list[Event] = []
        self.by_number: dict[str, Event] = {}  # those whose name tells them from all others
        self.leads = leads
        self.leads_at = [at for at, _ in self.leads]
        self.leads_end = [page.clean.find("\n", at) for at in self.leads_at]
        start = len(self.clean) - len(self.clean.lstrip())
        first = clause_end(self.clean, start, "\n")
        self.headline = first if first - start <= 60 and "。" not in self.clean[start:first] else 0  # where the title ends

    def add(self, named: Named) -> None:
        """Judge one name: an event of its own, another mention of one, or none."""
        clean = self.clean
        if named.kind in _TOLD_BY_NUMBER:
            self._told_by_number(named)
            return
        hold = _HOLD.search(clean, max(0, named.begin - 12), named.begin)
        verb = hold.start() if hold else named.begin
        before = clean[clause_begin(clean, verb) : verb]
        after = clean[named.end : named.end + 24]
        duty = hold is not None and _DUTY.search(before) is not None and _WATCHED.search(before) is None
        if duty or _RULE_AFTER.match(after) and not (hold and named.kind == "named"):
            return
        met = bool(hold) or bool(_MET.match(after)) or named.governed.startswith(("收听", "收看", "观看"))
        if named.kind == "plain":
            self._plain(named, verb if hold else -1)
            return
        if hold and hold.group().startswith(("组织开展", "开展")) and not named.name.endswith(("会", "会议", "班")):
            return
        attended = not hold and self._attended(named, before, after)
        met = met or attended
        if named.kind == "topic" and not hold and not attended and not (_SPIRIT.match(after) and named.governed or _MET.match(after) and not re.match(r"[^，。；\n]{0,14}(?:要|应|须)", after)):
            if not self._short(named, 0.75):
                return
            return
        over = clean.startswith(("后", "之后", "结束"), named.end)
        took_place = bool(_TOOK_PLACE.match(after)) and not over or named.governed.startswith(("收听", "收看", "观看")) or attended
        passing = bool(_PASSING.search(before)) or hold is not None and "的" in hold.group() and bool(re.search(r"贯彻|落实|传达|按照|根据", before)) or re.match(r"上(?![，,])|以来|时(?!期)", after)
        if passing and (hold or took_place):
            rule = "meetings.met"
        elif hold and over:
            rule = "meetings.over"
        else:
            rule = "meetings.held" if hold else "meetings.took-place" if took_place else "meetings.met" if met else "meetings.referred-to"
        confidence = 0.92 if named.kind == "named" else 0.8
        counted = _COUNTED.match(named.name) if hold else None
        whose = next((b[0] for b in self._bodies_before(verb) if _STANDING.search(b[0])), "") if counted else ""
        if whose:  # 省安委会召开2021年第二次全体会议: the count is the body's
            named = Named(named.begin, named.end, whose + named.name, (named.name,), "named", named.governed)
        within = self._same_sitting(verb) if hold and hold.group().startswith("套开") else None
        if within is not None:
            within.names[named.name] = None
            self._mention(within, Named(named.begin, named.end, within.name, (), named.kind, named.governed), rule, confidence)
            return
        for one in self._scopes(named):
            event = self._same(one, verb if hold else -1) or self._new(one, rule, confidence, met)
            self._mention(event, one, rule, confidence)
            event.held = event.held or met
            if hold:
                self._subject(event, verb)
            self._date(event, verb, named, bool(hold) or met)

    def _attended(self, named: Named, before: str, after: str) -> bool:
        """meetings.took-place: 出席…会议并讲话, or 出席 on a day: the meeting was held."""
        if not named.governed.startswith(("出席", "参加", "列席")) or _TO_ATTEND.search(before):
            return False
        return _ATTENDED.match(after) is not None or _ON_A_DAY.search(before) is not None

    def _same_sitting(self, verb: int) -> Event | None:
        """meetings.held: 召开镇长办公会，套开镇防火工作会议: what is held within another meeting's sitting is that meeting under another name."""
        sentence = clause_begin(self.clean, verb, _SENTENCE)
        return next((event for event in reversed(self.events) if event.held and any(begin >= sentence for begin, _ in event.mentions)), None)

    def _told_by_number(self, named: Named) -> None:
        """meetings.congress, meetings.session, meetings.two-sessions, meetings.fair: a number or a season tells which; often with the date right before."""
        rule = f"meetings.{named.kind}"
        event = self._numbered(named, rule)
        clause = self.clean[clause_begin(self.clean, named.begin) : named.begin]
        after = self.clean[named.end : clause_end(self.clean, clause_end(self.clean, named.end) + 1)]
        took_place = bool(_TOOK_PLACE.match(after)) or after[:1] in "，," and bool(_TOOK_PLACE.match(after[1:])) or bool(_HOLD.search(clause))
        dated = re.search(r"\d{1,2}[日月]|在京|在北京|[上下]午", clause + after)
        if took_place and dated and not _PASSING.search(clause) and named.kind != "two-sessions":
            event.held = True
            rule = "meetings.took-place"
        self._mention(event, named, rule, 0.95)
        before = _last(_DATE, self.clean, max(0, named.begin - 14), named.begin)
        if before and before.group(1) and before.end() >= named.begin - 2 and not event.date:
            event.date, event.dated = self._resolved(before.group(1), int(before.group(2)), int(before.group(3))), before.span()

    # meetings.shared-tail: 全国、全省安全生产工作会议: one tail, two meetings
    def _scopes(self, named: Named) -> list[Named]:
        scope = re.match(rf"((?:{SCOPE})*?)({SCOPE})(?!{SCOPE})", named.name)
        if not scope:
            return [named]
        found = re.search(rf"(?:(?:{SCOPE}|[省市县区州])[、和及])+$", self.clean[max(0, named.begin - 12) : named.begin])
        others = re.findall(rf"{SCOPE}|[省市县区州]", (found.group() if found else "") + scope.group(1))
        tail = named.name[scope.end() :]
        begin = named.begin - len(found.group()) if found else named.begin
        names = [(other if len(other) > 1 else "全" + other) + tail for other in others]
        # 全国全省甲会议暨全市乙会议: the second part is none of the wider meetings'
        names = [name.split("暨")[0] if scope_of(name.partition("暨")[2]) not in ("", scope_of(name)) or re.match(SCOPE, name.partition("暨")[2]) else name for name in names]
        whole = [Named(begin, named.end, name, (), "named", named.governed) for name in names]
        last = scope.group(2) + tail
        first, _, second = last.partition("暨")
        if second and scope_of(second) and scope_of(first) and scope_of(second) != scope_of(first) and re.search("会议?$", first):
            # 全省甲会议暨市委乙会议: of two bodies' meetings neither is a part of the other
            whole += [Named(named.begin, named.end, one, (), named.kind, named.governed) for one in (first, second)]
            return whole
        return [*whole, Named(named.begin, named.end, last, (), named.kind, named.governed)]

    def _numbered(self, named: Named, rule: str) -> Event:
        event = self.by_number.get(named.name) or next((one for one in self.events if one.name == named.name), None)
        if event is None:
            event = Event(named.name, named.kind, rule, 0.95, False, named.begin, named.end)
            event.names.update(dict.fromkeys(named.short))
            self.events.append(event)
        self.by_number[named.name] = event
        return event

    def _here(self, at: int) -> Place | None:
        """The place of a round-up's paragraph."""
        last = bisect_right(self.leads_at, at) - 1
        if last < 0 or 0 <= self.leads_end[last] < at:
            return None
        return self.leads[last][1]

    def _new(self, named: Named, rule: str, confidence: float, held: bool) -> Event:
        event = Event(named.name, named.kind, rule, confidence, held, named.begin, named.end)
        here = self._here(named.begin)
        if here is not None and scope_of(named.name) != "国":
            event.here = here
        event.names.update(dict.fromkeys(named.short))
        self.events.append(event)
        return event

    def _mention(self, event: Event, named: Named, rule: str, confidence: float) -> None:
        event.mentions.setdefault((named.begin, named.end), (rule, confidence))
        if event.place is None and event.kind not in _TOLD_BY_NUMBER:
            event.place, event.placed = _place_in_name(self.clean, named) or (None, event.placed)
        year = _YEAR.search(named.name)
        if year and not event.date:
            event.date, event.dated = year.group(1), (named.begin, named.end)
        if len(named.name) > len(event.name) and event.kind not in _TOLD_BY_NUMBER:
            event.names[event.name] = None
            event.name = named.name
        elif named.name != event.name:
            event.names[named.name] = None

    def _same(self, named: Named, verb: int) -> Event | None:
        """The event that a name means, the nearest before it first; None for a new one."""
        subject = self._place_of_subject(verb) if verb >= 0 else None
        place = subject[0] if subject else None if scope_of(named.name) == "国" else self._here(named.begin)
        scope = _SUBJECT_SCOPE.search(self.clean, clause_begin(self.clean, verb), verb) if verb >= 0 and not scope_of(named.name) else None
        whose = (scope.group(1) or scope.group(2)) if scope else ""
        wider = f"全{whose}{named.name}" if whose else named.name  # 省政府召开的安全生产会议, 我市随即召开防汛会议
        for event in islice(reversed(self.events), _MANY):
            if event.kind in _TOLD_BY_NUMBER:
                continue
            if whose and scope_of(event.name) not in ("", whose):
                continue  # the province's own after the country's
            if not alike(named.name, event.name, event.names) and not alike(wider, event.name, event.names) and not (verb >= 0 and self._in_title(event, named)):
                continue
            there = event.place or event.here
            if place and there and place != there:
                continue
            if place and not event.place and event.held and event.conveners:
                continue
            return event
        return None

    def _in_title(self, event: Event, named: Named) -> bool:
        """meetings.title: 某县召开安全生产会, and the report then begins with the meeting's full name."""
        if not event.held or event is not self.events[0] or len(event.mentions) > 1 or event.end > self.headline or named.begin - event.end > 260:
            return False
        if self._who(event.begin) & self._who(named.begin):
            return True
        a, b = normal(event.name), normal(named.name)
        return any(a[i : i + 4] in b for i in range(len(a) - 3))

    def _who(self, at: int) -> set[str]:
        """The persons in the clause before a name: 周长河主持召开 …"""
        begin = clause_begin(self.clean, at)
        return {person.name for _, person in self.people[bisect_left(self.people_at, begin) : bisect_left(self.people_at, at)]}

    # meetings.short-form: 全国会议, 全省电视电话会议: an event named before, in fewer words
    def _short(self, named: Named, confidence: float) -> bool:
        event = self._same(named, -1)
        if event is None:
            return False
        self._mention(event, named, "meetings.short-form", confidence)
        return True

    def _plain(self, named: Named, verb: int) -> None:
        """Names that tell little: 第一次全体会议 takes its body's name; 全省会议 is a short form; 会议 alone is nothing by itself."""
        if verb >= 0:
            bodies_found = self._bodies_before(verb)
            standing = [b for b in bodies_found if _STANDING.search(b[0])]
            if standing and (re.search(r"第.{1,3}次|^全体|^成员|^扩大|^（扩大）|^常务|^主任办公|^党委（扩大）|^党组（扩大）", named.name) or named.name == "会议" and "政治局" in standing[0][0]):
                body = standing[0][0]
                if body.endswith("党委") and named.name.startswith("党委"):
                    body = body.removesuffix("党委")  # 局党委召开党委（扩大）会
                whole = Named(named.begin, named.end, body + named.name, (), "named", named.governed)
                event = self._same(whole, -1) or self._new(whole, "meetings.body-and-ordinal", 0.85, True)
                self._mention(event, whole, "meetings.body-and-ordinal", 0.85)
                if named.name != "会议":
                    event.names[named.name] = None
                self._subject(event, verb)
                self._date(event, verb, named, True)
                return
        if verb >= 0 and named.name == "会议" and (mine := _OURS.search(self.clean, clause_begin(self.clean, verb), verb)):
            self._ours(named, verb, mine.group(1))
            return
        first = self.events[0] if self.events else None
        if verb >= 0 and first is not None and first.held and len(first.mentions) == 1 and first.end <= self.headline and named.begin - first.end < 260 and named.name != "会议":
            self._mention(first, named, "meetings.held", 0.75)  # the headline's meeting, told in the lead
            self._subject(first, verb)
            self._date(first, verb, named, True)
        elif verb >= 0 and named.end <= self.headline and len(named.name) >= 5 and not self.events:
            event = self._new(named, "meetings.held", 0.75, True)  # a meeting without more of a name has the one of the title
            self._mention(event, named, "meetings.held", 0.75)
            self._subject(event, verb)
            self._date(event, verb, named, True)
        elif re.match(SCOPE, named.name):
            for one in self._scopes(named):
                if not self._short(one, 0.8) and verb >= 0 and len(one.name) > 4:
                    event = self._new(one, "meetings.held", 0.75, True)
                    self._mention(event, one, "meetings.held", 0.75)
                    self._subject(event, verb)
                    self._date(event, verb, one, True)
        elif verb < 0 and re.match(r"[省市县区州](?!级|场)[\u4e00-\u9fff]{2,8}会", named.name):
            self._short(named, 0.75)  # 省专题会议, of the province's meeting on a subject that was named in full
        elif re.search(r"第.{1,3}次", named.name):
            for event in islice(reversed(self.events), _MANY):
                if event.name.endswith(named.name):
                    self._mention(event, named, "meetings.short-form", 0.85)
                    return

    # meetings.ours: 收看全省会议后，我市随即召开会议: the city's own meeting, which has no more of a name
    def _ours(self, named: Named, verb: int, level: str) -> None:
        event = next((one for one in reversed(self.events) if one.held and scope_of(one.name) == level), None)
        if event is None:
            event = self._new(Named(named.begin, named.end, f"我{level}会议", (f"全{level}会议",), "plain"), "meetings.ours", 0.6, True)
        self._mention(event, Named(named.begin, named.end, event.name, (), "plain"), "meetings.ours", 0.6)
        self._date(event, verb, named, True)

    # meetings.speech-date: 在全市安全生产工作会议上的讲话, with its date under the title: the day of the meeting
    def spoken(self) -> None:
        issued = self.page.issued
        for event in self.events:
            for begin, end in event.mentions:
                if begin <= self.headline and _SPOKEN.match(self.clean, end) and not event.date and issued and _YEAR.search(self.clean, end, end + 140):
                    event.date, event.dated, event.held = issued, (begin, end), True

    # meetings.unnamed: 某省就全省安全生产工作进行部署。会议强调 … : a meeting without a name
    def unnamed(self) -> None:
        if "部署" not in self.clean or "。会议" not in self.clean:
            return
        for found in self._told_unnamed():
            begin, end = found.start(1), found.end(2)
            place = places().named(found.group(1))
            if place is None:
                continue
            event = Event(found.group(1) + found.group(2) + "部署会议", "named", "meetings.unnamed", 0.6, True, begin, end, place, found.span(1))
            event.mentions[(begin, end)] = ("meetings.unnamed", 0.6)
            self._date(event, begin, Named(begin, end, event.name, (), "named"), True)
            self.events.append(event)

    def _told_unnamed(self) -> Iterator[re.Match[str]]:
        """Looked for only before what such a meeting says, the pattern being slow to begin."""
        low = 0
        for said in _IT_SAID.finditer(self.clean):
            found = _UNNAMED.search(self.clean, max(low, said.start() - 160), said.end())
            if found is not None:
                low = found.end()
                yield found

    # --- subject -----------------------------------------------------------------------------------------------------

    def _subject_text(self, verb: int) -> tuple[int, str]:
        begin = clause_begin(self.clean, verb)
        return begin, self.clean[begin:verb]

    def _bodies_before(self, verb: int) -> list[tuple[str, int, int]]:
        """meetings.convener: the bodies that are the subject of 召开; a person or a place alone is none."""
        begin, text = self._subject_text(verb)
        if bisect_left(self.people_at, begin) < bisect_left(self.people_at, verb):
            return []
        text, offset = _without_adverbials(text, begin)
        found: list[tuple[str, int, int]] = []
        at = offset
        for piece in _TOGETHER.split(text):
            name = piece.rsplit("——", 1)[-1].strip(" 　")  # 匠心筑梦——甲公司召开
            if name in ("政府", "人民政府") and found and (whose := re.fullmatch(r"(.+?)(?:党委|委)", found[-1][0])):
                name = whose.group(1) + name  # 自治区党委、政府
            whole = next((one.body for one in scan(self.clean) if one.body.end == at + len(piece) and at < one.body.begin and one.body.specific), None)
            if whole is not None and _VERBS.search(self.clean, at, whole.begin):
                name = whole.name  # 上海等地贯彻落实昨日国家防总召开的…
            if len(name) > 1 and name not in ("联合", "会同") and _is_body(name, "的" in self.clean[verb : verb + 8]):
                found.append((name, at, at + len(piece)))
            at += len(piece)
        return found

    def _place_of_subject(self, verb: int) -> tuple[Place, tuple[int, int]] | None:
        """meetings.place: the place that is the subject of 召开, or that the name of the body begins with."""
        begin, text = self._subject_text(verb)
        text, offset = _without_adverbials(text, begin)
        corps = places().named("新疆生产建设兵团") if text.startswith("兵团") else None
        if corps:
            return corps, (offset, offset + 2)
        chain = [hit for hit in places().scan(text) if hit.place is not None]
        if not chain or chain[0].begin > 0:
            return None
        last = chain[0]
        for hit in chain[1:]:
            # a person's last post tells whose meeting it is: 河阳市政协副主席、云溪县委书记
            if hit.begin == last.end or text[hit.begin - 1] == "、" and bisect_left(self.people_at, begin) < bisect_left(self.people_at, verb):
                last = hit
        return (last.place, (offset, offset + last.end)) if last.place else None

    def _township(self, verb: int) -> str | None:
        """meetings.township: 柳林镇召开, 柳林镇党委召开: a town, street or village that holds the meeting."""
        begin, text = self._subject_text(verb)
        text, offset = _without_adverbials(text, begin)
        where = self._place_of_subject(verb)
        found = _TOWN.match(text, where[1][1] - offset if where else 0)
        return found.group(1) if found else None

    def _subject(self, event: Event, verb: int) -> None:
        for name, begin, end in self._bodies_before(verb):
            known = next((forms for _, _, forms, _ in event.conveners.values() if any(name.endswith(f) or f.endswith(name) for f in forms)), None)
            if known is not None:  # 济宁市局（公司） in the title, 市局（公司） in the text
                known.append(name)
                continue
            kind = bodies.classify(name)
            iri, label = bodies.identity(self.page, name, kind[0] if kind else "zr:Organization")
            part = Part(iri, begin, end, "meetings.convener", 0.85)
            event.conveners.setdefault(iri, (kind[0] if kind else "zr:Organization", label, [name], part))
        subject = self._place_of_subject(verb)
        event.township = event.township or self._township(verb)
        private = event.conveners and all(kind == "zr:Enterprise" or bodies.classify(forms[0]) is None for kind, _, forms, _ in event.conveners.values())
        if subject and not event.place and not private:
            event.place, event.placed = subject

    # --- date --------------------------------------------------------------------------------------------------------

    def _date(self, event: Event, at: int, named: Named, met: bool) -> None:
        """meetings.date: the date in the sentence of 召开, before it or between the name and 召开; without 召开 only right before the name."""
        if event.date and len(event.date) > 4:
            return
        clean = self.clean
        if not met:
            right = _last(_DATE, clean, max(0, named.begin - 30), named.begin)
            if right and re.fullmatch(r"(?:[的 ]|\s+)?(?:上午|下午|晚)?(?:召开的)?", clean[right.end() : named.begin]):
                date = self._resolved(right.group(1), int(right.group(2)), int(right.group(3)), event.name)
                if date:
                    event.date, event.dated = date, right.span()
            return
        low = clause_begin(clean, at, _SENTENCE)
        found = _last(_DATE, clean, low, at)
        if found is None:
            high = min(clause_end(clean, named.end, _SENTENCE), named.end + 16)
            tail = _DATE.search(clean, named.end, high)
            if tail and re.search(r"召开|举行", clean[tail.end() : tail.end() + 12]):
                found = tail
        if found is None:
            day = _last(_DAY, clean, low, at)
            if day and self.page.issued and len(self.page.issued) >= 7:
                event.date = self._resolved(None, int(self.page.issued[5:7]), int(day.group(1)))
                event.dated = day.span()
            return
        date = self._resolved(found.group(1), int(found.group(2)), int(found.group(3)), event.name)
        if date:
            event.date, event.dated = date, found.span()

    def _resolved(self, year: str | None, month: int, day: int, name: str = "") -> str | None:
        """A date as YYYY-MM-DD: its own year, or the one in the meeting's name, or that of the document."""
        told = _YEAR.search(name)
        year = year or (told.group(1) if told else None)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        issued = self.page.issued
        if year is None:
            if not issued:
                return None
            year = issued[:4]
            if len(issued) >= 7 and (month, day) > (int(issued[5:7]), int(issued[8:10] or 31) if len(issued) >= 10 else 31):
                year = str(int(year) - 1)
        return f"{year}-{month:02d}-{day:02d}"


_TOWN = later(lambda: re.compile(r"((?!乡镇|各|全|我|本|县|区|市|城镇)[\u4e00-\u9fff]{1,7}(?:镇|乡|街道|苏木)(?:[\u4e00-\u9fff]{1,5}(?:村|社区))?)(?:党委|党工委|党政办|人民政府|政府|办事处|应急办|安委会|安监办)?(?:[、和]|$)"))
_ADVERBIAL = later(lambda: re.compile(
    r"(?:今天|昨天|今日|昨日|当天|当日)?[（(]\d[^）)]*[）)](?=上午|下午|在|举行|召开|组织|$)|(?:20\d\d年)?\d{1,2}月\d{1,2}日(?:至\d{1,2}日|—\d{1,2}日)?|(?<!\d)\d{1,2}日|(?:上午|下午|晚上|晚|中午|凌晨)(?:\d{1,2}[时点:：]\d{0,2}分?)?|\d{1,2}[时点]\d{0,2}分?|今天|昨天|今日|昨日|当天|当日|当晚|近日|日前|随后|会后|随即|紧接[着著]|立即|迅速|及时|多次|再次|连夜|紧急|专门|专题|接续|同步|组织|先后|分别|认真|积极|扎实|切实|成功|隆重|顺利|如期|迅即|第一时间|率先|抓紧|又|还|也|即|已|正式|主持|这是|为此|按照要求|以?视频(?:会议)?(?:形式|方式)"
))


def _place_in_name(clean: str, named: Named) -> tuple[Place, tuple[int, int]] | None:
    """meetings.place: the place that a meeting's name begins with, when more than 市, 县 stands there: 云南省安全生产工作会议."""
    hits = [hit for hit in places().scan(named.name[:14]) if hit.place is not None]
    if not hits or hits[0].begin > 0 or hits[0].end >= len(named.name) - 2 or named.name[: hits[0].end] in ("中国",):
        return None
    last = hits[0]
    for hit in hits[1:]:
        if hit.begin == last.end:
            last = hit
    return (last.place, (named.begin, min(named.end, named.begin + last.end))) if last.place else None


def _without_adverbials(text: str, begin: int) -> tuple[str, int]:
    """The subject of a clause without its times, adverbs and 在 …; with the offset of what is left."""
    dateline = re.match(r"[\u4e00-\u9fff]{2,14}?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|消息)\s*", text)
    if dateline:  # 新华社某地9月23日电
        text, begin = text[dateline.end() :], begin + dateline.end()
    where = re.search(r"在(?!建)[^，。]{1,24}$", text)
    if where:
        text = text[: where.start()]
    offset = begin
    while True:
        lead = _ADVERBIAL.match(text) or re.match(r"[\s“”]+", text)
        if not lead or not lead.group():
            break
        text = text[lead.end() :]
        offset += lead.end()
    while True:
        tail = _last(_ADVERBIAL, text, 0, len(text))
        if tail is None or tail.end() != len(text.rstrip()):
            break
        text = text[: tail.start()]
    return text.strip().removesuffix("于").removesuffix("在"), offset


def _is_body(name: str, clause: bool) -> bool:
    """Whether a subject of 召开 is a body: known as one by its form, or an enterprise's bare name; a place alone is none.

    `clause` is true in X召开的会议.
    """
    if name in ("集团", "总公司", "公司"):
        return True
    if name == "新疆生产建设兵团":
        return True
    if places().named(name) is not None or re.fullmatch(r"[\u4e00-\u9fff]{1,8}(?:省|市|县|区|州|盟|旗|镇|乡|街道)", name) or re.match(r"各|据|经|因|由|按|把|全国各|全[省市县区州]|我[省市县区州]|我们|会议|大会|为|根据|按照|针对|当前|通知|[^\u4e00-\u9fff“”]", name):
        return False
    kind = bodies.classify(name)
    if kind is not None:
        return kind[1] or re.fullmatch(r"[\u4e00-\u9fff]{0,8}(?:集团|公司)", name) is not None
    if clause:
        return name.endswith("集团")  # 近期召开的 …: what stands before is mostly no name
    return 3 <= len(name) <= 12 and re.fullmatch(r"[\u4e00-\u9fff（）()]+", name) is not None and not re.search(r"的|要|会|后|时|对|将|为|了|年|月|日|中|前|期间|工作|情况|精神", name)
