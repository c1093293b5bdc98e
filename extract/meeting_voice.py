"""Who speaks where: for every segment the meeting whose requirement a directive in it would be.

One sweep over the cues of the text in their order: a meeting is announced, the meeting or one who speaks at it says something, another
document says something, a section opens. What a meeting says carries on until something else speaks. The same sweep finds who chaired,
attended and spoke.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from .directives import SPOKEN
from .meeting_events import Event, clause_begin
from .officials import Officials, Person
from .page import Page
from .places import Place
from .posts import head_of
from .quick import later, quick

_MEETING_SAYS = quick(
    r"(?<![\u4e00-\u9fff])(?:会议|大会|全会|座谈会|会上|培训|全体会议|与会[\u4e00-\u9fff]{0,4})(?:还|并|再次|同时|最后|特别|着重|进一步|一致)?(?:[^。；\n]{0,70}?)(?:强调|指出|要求|认为|提出|决定|议定|商定|确定|明确|号召|部署|安排)"
)
_OTHER_SAYS = re.compile(r"(?:《[^》\n]{1,40}》|通知|意见|方案|文件|条例|公告|预案|规定|通报|报告|专家|记者|负责人|相关部门|气象部门|调度会)(?:还|并|同时|特别|明确)?(?:提出|要求|指出|强调|介绍|表示|说)(?!如下)")
_BATCH = quick(r"批示(?:中)?(?:还)?(?:指出|强调)|(?:(?<=。)|(?<=\n))批示要求|批示要求[：:]")
_OWN = quick(r"(?:现|特)?(?:将|就)[^。\n]{0,60}(?:通知|通报|公告|提示|意见|要求|安排|事项)如下|(?:通知|意见|方案|提示)如下[：:]")
_OWN_HEADING = re.compile(r"贯彻(?:落实)?(?:的)?(?:意见|措施|建议|打算|情况)|我[省市县区州镇].{0,6}(?:贯彻|落实)|下一?步(?:工作|打算|安排|措施)|工作(?:措施|建议|打算)|几点(?:意见|要求)|贯彻落实")
_UNNAMED = quick(r"(?<![\u4e00-\u9fff])(?:分管|主要|市|县|区|省|公司|局)?领导(?:还)?(?:强调|指出|要求)")
_NARRATIVE = re.compile(r"据(?:了解|悉|介绍|统计|气象|预测|报道)|截至|目前|连日来|近日|日前|另据|此外|同日|会后|其中|同时，|今年以来|为切实|下一步|当前，我|记者|图为|责任编辑|[\u4e00-\u9fff]{0,4}记者")
_TELLS = later(lambda: re.compile(r"(?:会议|会上)(?:通报|分析|听取|传达|学习|回顾|总结|研判)|[^。\n]{0,160}召开"))
_CHAIR = later(lambda: re.compile(r"[^，。；\n]{0,24}?主持(?:召开|会议|了|并|$|[，,]|[\u4e00-\u9fff]{0,40}会)"))
_ATTEND = later(lambda: re.compile(r"[^。；\n]{0,60}?(?:出席|参加|参会|列席|到会|收听收看|收看|收听)(?:了)?(?:会议|大会|[\u4e00-\u9fff“”]{0,30}会|并)|[^。；\n]{0,60}?(?:(?:出席|参加|列席|参会|到会)$|(?:出席|列席|参会|到会)(?=[，,])|到会指导|^(?:受邀|应邀|到场|一同|一并)(?:参加|出席|列席))"))
_ON = r"(?:，(?:结合|围绕|就|对|针对|在|从|根据|代表)[^，。；\n]{0,40}){0,2}"  # 李明，结合实际，对下一步工作提出要求
_SPEAK = later(lambda: re.compile(
    r"[^，。；\n]{2,60}?会议?，?并(?:讲话|致辞|发言)|" + _ON + r"，?[^，。；\n]{0,24}?(?:讲话|强调|指出|要求(?!$)|批示|通报|安排|部署|点评|宣读|传达|总结|表示|作(?:了)?[\u4e00-\u9fff]{0,8}(?:报告|发言|部署|动员|说明|汇报)|给予(?:了)?(?:充分|高度)?肯定|提出了?[^。；\n]{0,90}?(?:要求|意见)|讲了?[\u4e00-\u9fff]{0,4}(?:意见|话)|致辞)"
))
# 会议传达了全省会议对企业提出的五条要求：what follows is that meeting's.
_PASSED_ON = re.compile(r"[^，。；：:\n]{0,24}(?:提出|明确|强调|部署|作出|下达)的?[^，。；：:\n]{0,14}(?:要求|意见|任务|措施|部署|安排)[：:]")
_SAYS = later(lambda: re.compile(r"[^。；\n]{0,60}?(?:强调|指出|要求|表示|讲话|说|讲了?[\u4e00-\u9fff]{0,4}(?:意见|话)|提出[\u4e00-\u9fff]{0,6}意见|提出(?=要))"))
_INSTRUCTS = later(lambda: re.compile(r"(?:分别|均|先后|专门|立即|迅速|又|也)?(?:就[^，。；\n]{2,30})?批示|[^，。；\n]{0,60}?作(?:出|了)[\u4e00-\u9fff]{0,8}(?:批示|指示)"))


# 会议传达了沈仲康市长对火情的批示精神
_HIS_INSTRUCTION = later(lambda: re.compile(r"(?:[\u4e00-\u9fff]{0,4}?)(?:在《[^》\n]{2,60}》(?:上|中)?|对[^，。；\n]{2,40}|关于[^，。；\n]{2,40})的?(?:重要)?批示(?:精神|要求)"))
_ORDERS = later(lambda: re.compile(r"[，,](?:就)?要(?![求素点])|^(?:各[\u4e00-\u9fff]{1,10}|[\u4e00-\u9fff]{2,12}部门)要(?![求素点])"))
_ANNOUNCES = ("meetings.held", "meetings.took-place", "meetings.body-and-ordinal", "meetings.unnamed", "meetings.ours", "meetings.minutes")
_GOES_ON = re.compile(r"[，,](?:并)?(?:强调|要求|指出)")
_STOP = re.compile(r"[。！？\n]")
_LONGEST = 4000  # characters of a sentence; one that goes on is damage
# A sentence without a subject carries on the one that told of the meeting: 要求各镇…; 强调防汛是…
_SAYS_ON = quick(r"(?<=[。；\n])(?:同时|并|还)?(?:强调|要求|指出)(?![的和、])")
# 在全国会议上的讲话: whose words were spoken there.
_SPOKE_AT = later(lambda: re.compile(r"[\u4e00-\u9fff]{0,8}?在([^，。；\n]{2,60}?)(?:上|时)的?[\u4e00-\u9fff]{0,4}?(?:讲话|发言|致辞)"))
_AND_SAYS = re.compile(r"[，,](?:并|还|同时)(?:强调|要求|指出)")


# Before a name: those whose words are followed are not there to speak them.
_FOLLOWED = re.compile(r"(?:贯彻|落实|学习|按照|根据|遵照|深入|围绕|牢记|转达|受|以|传达)[^，。；\n]{0,16}$")


@dataclass(slots=True)
class _Cue:
    at: int
    kind: str
    event: Event | None = None
    people: tuple[tuple[tuple[int, int], Person], ...] = ()
    rest: str = ""


def voices(page: Page, officials: Officials, events: list[Event], leads: list[tuple[int, Place]]) -> list[tuple[Event | None, str]]:
    """(event or None, rule) for every segment of the outline; writes people into the events. `leads` are the page's place_leads."""
    segments = page.outline.segments
    if _is_speech(page):
        return [(None, "meetings.speech")] * len(segments)
    cues = sorted(_cues(page, officials, events), key=lambda cue: cue.at)
    sweep = _Sweep(page, events, leads)
    heard: list[tuple[Event | None, str]] = []
    index = 0
    line = -1
    for part in segments:
        if part.line != line:
            line = part.line
            sweep.new_line(part.begin, part.rank, page.clean[part.begin : part.end])
        while index < len(cues) and cues[index].at < part.end:
            sweep.hear(cues[index])
            index += 1
        if part.index > 0 and (part.heading or part.rank in (1, 2, 3, 4)):
            sweep.heading(part.begin, part.end, part.rank)
        sweep.goes_on(part.begin, part.end, part.rank)
        heard.append((sweep.voice, sweep.rule))
        sweep.after()
    while index < len(cues):
        sweep.hear(cues[index])
        index += 1
    return heard


def _is_speech(page: Page) -> bool:
    """A speech makes its own demands: it is addressed to 同志们, or its title says so."""
    head = page.clean[:500]
    return bool(re.search(r"同志们[：:，,！!]|我(?:就|讲|再|代表).{0,20}(?:讲|强调|意见)", head)) or SPOKEN.search(page.title) is not None


def _cues(page: Page, officials: Officials, events: list[Event]) -> list[_Cue]:
    clean = page.clean
    cues: list[_Cue] = []
    for event in events:
        for begin, end in event.mentions:
            rule = event.mentions[(begin, end)][0]
            kind = "held" if rule in _ANNOUNCES else "over" if rule == "meetings.over" else "named"
            if kind == "named" and clause_begin(clean, begin) == begin and re.match(r"(?:强调|指出|明确提出|要求[，,各要])", clean[end : end + 4]):
                kind = "event-says"
            cues.append(_Cue(begin, kind, event, rest=clean[end : end + 30]))
    for kind, pattern in (("meeting-says", _MEETING_SAYS), ("other-says", _OTHER_SAYS), ("batch", _BATCH), ("own", _OWN), ("unnamed", _UNNAMED), ("and-says", _AND_SAYS), ("says-on", _SAYS_ON)):
        cues += [_Cue(found.end() - 2, kind) for found in pattern.finditer(clean)]
    cues += _groups(page, officials)
    return cues


def _groups(page: Page, officials: Officials) -> list[_Cue]:
    """People named side by side (甲、乙, posts between them allowed), with what the text says after the last of them."""
    clean = page.clean
    spans = sorted((span, person) for person in officials.people for span in person.spans)
    groups: list[list[tuple[tuple[int, int], Person]]] = []
    for span, person in spans:
        if groups and _side_by_side(clean[groups[-1][-1][0][1] : span[0]]):
            groups[-1].append((span, person))
        else:
            groups.append([(span, person)])
    cues: list[_Cue] = []
    for number, group in enumerate(groups):
        end = group[-1][0][1]
        limit = groups[number + 1][0][0][0] if number + 1 < len(groups) else len(clean)
        stop = end
        limit = min(limit, end + 120)
        while stop < limit and clean[stop] not in "。；！？\n":
            stop += 1
        cues.append(_Cue(group[0][0][0], "people", people=tuple(group), rest=clean[end:stop]))
    return cues


def _side_by_side(gap: str) -> bool:
    gap = gap.strip()
    if gap in ("、", "和", "及", "以及", "与"):
        return True
    if len(gap) > 44 or gap[:1] not in ("、", "，", ",", "和"):
        return False
    return bool(head_of(gap)) and not re.search(r"[。；：]|主持|出席|参加|强调|指出|会议", gap)


_Told = tuple[int, int, int, int, Event]  # begin, number of the event, number of its mention, end, event
_ROLES = ("zr:chair", "zr:attendee", "zr:speaker")


class _Sweep:
    """Where the sweep stands: the meeting told about last, and the one that speaks."""

    def __init__(self, page: Page, events: list[Event], leads: list[tuple[int, Place]]) -> None:
        self.page = page
        self.clean = page.clean
        self.current: Event | None = None
        self.voice: Event | None = None
        self.rule = "meetings.own"
        self.once = False  # the voice lasts for one segment
        self.section: tuple[int, Event | None] | None = None
        self.leads = [at for at, _ in leads]
        self.told: list[_Told] = sorted(
            ((begin, number, place, end, event) for number, event in enumerate(events) for place, (begin, end) in enumerate(event.mentions)), key=lambda told: told[:3]
        )
        self.told_at = [begin for begin, *_ in self.told]
        self.conveyed: set[tuple[int, int]] = set()
        self.notice = page.title.rstrip().endswith(("通知", "通报", "提示", "提示函"))
        self.passed_on = 0  # up to here the demands of another meeting are told
        self.told_line = False
        self.line_announced = False  # the paragraph tells of a meeting

    def _speak(self, event: Event | None, rule: str) -> None:
        self.voice, self.rule = event, rule if event is not None else "meetings.own"

    def new_line(self, begin: int, rank: int, text: str) -> None:
        """meetings.new-paragraph: a paragraph that tells something else ends what a meeting said."""
        self.line_announced = False
        self.told_line = _TELLS.match(text) is not None
        if self.current is not None and text.startswith(("会议", "会上")):
            self.line_announced = self.line_announced or self.told_line
        if self.notice and self.section is None and not text.startswith(("会议", "大会", "全会")) and (rank in (1, 2, 3) or self.rule == "meetings.speaker-says"):
            self._speak(None, "meetings.own")  # the points of a notice are its own
        if bisect_left(self.leads, begin) < bisect_left(self.leads, begin + 4):
            self.current = None  # a round-up comes to the next place
            self._speak(None, "meetings.own")
        if rank == 0 and self.section is None and _NARRATIVE.match(text):
            self._speak(None, "meetings.own")

    def heading(self, begin: int, end: int, rank: int) -> None:
        """meetings.section: 一、全省会议精神 opens a meeting's own section, 四、贯彻意见 the document's."""
        text = self.clean[begin:end]
        rank = rank or 9
        for _, _, _, e, event in sorted(self._told(begin, end + 1), key=lambda told: told[1:3]):
            if e <= end and end - e <= 8 and re.match(r"[^，。]{0,4}(?:精神|主要精神|情况|要求|内容)", self.clean[e : e + 8]):
                self.section = (rank, event)
                self.current = event
                self._speak(event, "meetings.section")
                return
        if self.section is not None and rank <= self.section[0] or _OWN_HEADING.search(text) and end - begin <= 30 and rank <= 4:
            self.section = (rank, None)
            self.current = None
            self._speak(None, "meetings.own")

    def goes_on(self, begin: int, end: int, rank: int) -> None:
        """meetings.goes-on: an order in the paragraph that tells of the meeting, where nobody else has spoken: 会议通报了汛情。…，要看住河堤。"""
        if self.voice is None and self.current is not None and self.line_announced and not self.notice and rank == 0 and self.told_line and _ORDERS.search(self.clean, begin, end):
            self._speak(self.current, "meetings.goes-on")

    def after(self) -> None:
        if self.once:
            self.once = False
            self._speak(None, "meetings.own")

    def hear(self, cue: _Cue) -> None:
        if self.section is not None and self.section[1] is None and cue.kind != "held":
            return
        if cue.kind == "named" and cue.event is not None:
            self._conveyed(cue.at, cue.event, cue.rest)
        elif cue.kind == "held" and cue.event is not None:
            self._announced(cue)
        elif cue.kind == "over":
            self.current = None
            self._speak(None, "meetings.own")
        elif cue.kind == "and-says":
            if self.current is not None and self.voice is None and self.line_announced:
                self._speak(self.current, "meetings.and-says")
                self.once = True
        elif cue.kind == "says-on":
            if self.current is not None and self.voice is None and self.line_announced:
                self._speak(self.current, "meetings.says-on")
        elif cue.kind == "event-says":
            self._speak(cue.event, "meetings.event-says")
            self.once = cue.event is not self.current
        elif cue.kind == "meeting-says" and cue.at < self.passed_on:
            pass  # 会议传达了X提出的要求：… is said by X
        elif cue.kind == "meeting-says":
            self._speak(self.current, "meetings.meeting-says")
        elif cue.kind in ("batch", "unnamed") and self.current is not None:
            self._speak(self.current, "meetings.instruction" if cue.kind == "batch" else "meetings.unnamed-speaker")
        elif cue.kind == "other-says" or cue.kind == "own":
            if cue.kind == "own" or not self._within_meeting_sentence(cue.at):
                self._speak(None, "meetings.own")
        elif cue.kind == "people":
            self._people(cue)

    def _within_meeting_sentence(self, at: int) -> bool:
        begin = clause_begin(self.clean, at, "。！？\n")
        return self.clean.startswith(("会议", "大会", "全会"), begin)

    def _announced(self, cue: _Cue) -> None:
        event = cue.event
        self.line_announced = True
        if event is not self.current:
            self._speak(None, "meetings.own")
        self.current = event
        if _GOES_ON.search(self.clean, cue.at, self._sentence_end(cue.at)):
            self._speak(event, "meetings.announced")

    def _conveyed(self, at: int, event: Event, rest: str) -> None:
        """meetings.passed-on, meetings.conveys: 会议传达学习了全省…会议精神; 召开…会议，贯彻落实全国…会议精神."""
        line = self.clean[at : at + 60]
        short = next((e for _, _, _, e, told in self._told(at, at + 1) if told is event), at)
        if event is not self.current and _PASSED_ON.match(line[short - at :]) and re.search(r"传达|学习|通报", self.clean[clause_begin(self.clean, at) : at]):
            self._speak(event, "meetings.passed-on")
            self.passed_on = self._sentence_end(at)
            return
        if self.current is None or self.current is event or not re.match(r"[^，。；\n]{0,60}?精神", rest):
            return
        begin = clause_begin(self.clean, at)
        sentence = clause_begin(self.clean, at, "。！？\n")
        announced = any(told[4] is self.current for told in self._told(sentence, at))
        if re.search(r"强调|要求|指出|认为|部署要", self.clean[sentence:at]) or not re.search(r"传达|学习|贯彻|落实", self.clean[begin:at]):
            return  # what is demanded of others is not passed on here
        told = announced or self.clean.startswith(("会议", "会上", "大会"), sentence) and re.search(r"传达|学习", self.clean[begin:at])
        if told and (id(self.current), id(event)) not in self.conveyed:
            self.conveyed.add((id(self.current), id(event)))
            self.current.conveys.append((event, *next(span for span in event.mentions if span[0] == at)))

    def _sentence_end(self, at: int) -> int:
        end = min(len(self.clean), at + _LONGEST)
        stop = _STOP.search(self.clean, at, end)
        return stop.start() if stop else end

    def _people(self, cue: _Cue) -> None:
        """meetings.chair, meetings.attendee, meetings.speaker: what the text says of those named side by side."""
        first = cue.people[0][0][0]
        if self.clean.startswith("会后", clause_begin(self.clean, clause_begin(self.clean, first) - 1)) or self.clean.startswith("会后", clause_begin(self.clean, first)):
            self._speak(None, "meetings.own")  # what is said afterwards is not the meeting's
            return
        spoke = _SPOKE_AT.match(cue.rest)
        if spoke is not None:
            end = cue.people[-1][0][1]
            where = next((event for *_, event in self._told(end + spoke.start(1), end + spoke.end(1))), None)
            if where is not None:
                for (b, e), person in cue.people[-1:]:
                    where.take("zr:attendee", person, b, e, "meetings.spoke-at", 0.8)
                    where.take("zr:speaker", person, b, e, "meetings.spoke-at", 0.8)
                return
        followed = _FOLLOWED.search(self.clean, max(clause_begin(self.clean, first), first - 24), first)
        if followed is not None and not ((_INSTRUCTS.match(cue.rest) or _HIS_INSTRUCTION.match(cue.rest)) and re.search(r"传达|宣读", followed.group())):
            return  # but an instruction that is passed on speaks at the meeting
        target = self._object(cue) or self.current
        if target is None:
            if _SAYS.match(cue.rest) and self.voice is not None:
                self._speak(None, "meetings.own")
            return
        rest = cue.rest
        chair, attend, speak = bool(_CHAIR.match(rest)), bool(_ATTEND.match(rest)), bool(_SPEAK.match(rest))
        if chair and self._object(cue) is None and re.search(r"主持召开(?!会议|座谈会|专题会)", rest):
            return  # another meeting, told about in passing
        present = chair or attend or all(any((role, person.iri) in target.roles for role in _ROLES) for _, person in cue.people)
        guest = all(set(person.posts) <= {"总书记", "总理", "国务院总理"} and not present for _, person in cue.people)
        instructs = bool(_INSTRUCTS.match(rest)) or bool(_HIS_INSTRUCTION.match(rest)) and followed is not None and not guest
        if guest and not instructs:
            return
        for (begin, end), person in cue.people:
            if chair:
                target.take("zr:chair", person, begin, end, "meetings.chair", 0.9)
            if attend or chair or speak and not instructs:
                target.take("zr:attendee", person, begin, end, "meetings.attendee", 0.85)
            if instructs or speak and not (chair and not self._says_more(rest)):
                target.take("zr:speaker", person, begin, end, "meetings.speaker", 0.85)
        if _SAYS.match(rest) and not instructs and not chair:
            self._speak(target, "meetings.speaker-says")
        if chair and self._says_more(rest):
            self._speak(target, "meetings.chair-says")

    @staticmethod
    def _says_more(rest: str) -> bool:
        return bool(re.search(r"讲话|主持[^，。]{0,8}时(?:要求|说)|强调|指出|提出[\u4e00-\u9fff]{0,6}要求|提出要|作[\u4e00-\u9fff]{0,6}部署", rest))

    def _object(self, cue: _Cue) -> Event | None:
        """The meeting named in the clause itself: 黄强主持召开全省安全生产会议."""
        end = cue.people[-1][0][1]
        asked = re.search(r"(?:强调|指出|要求)[，：:]?", cue.rest)
        reach = asked.start() if asked is not None else len(cue.rest)  # 要求，会后各县要召开会议: that is another
        announced = [
            (number, event) for b, number, _, e, event in self._told(end, end + reach + 1) if event.mentions[b, e][0] in (*_ANNOUNCES, "meetings.over")
        ]
        return min(announced, key=lambda pair: pair[0])[1] if announced else None

    def _told(self, begin: int, end: int) -> list[_Told]:
        """The mentions of events that begin in `[begin, end)`."""
        return self.told[bisect_left(self.told_at, begin) : bisect_left(self.told_at, end)]
