"""Named persons and their posts.

Constructions (docs/grammar-officials-meetings.md): posts before a name, also shared by a list of names; a post after the
name as its address (习近平总书记); a name before a verb of speaking or acting at the beginning of a clause; 学习贯彻X关于…;
X同志; table rows of a list of members. Redacted names (张**, 李某, ***) are nobody. Those who sign a report are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ontology.dictionary import per_lexicon

from .bodynames import scan
from .lexicon import Family, Hit, occurrences
from .names import (
    REDACTED,
    ending,
    fits,
    foreign_name_at,
    listed,
    name_at,
    name_before,
    spaced_name_at,
    surnames,
    typical,
    words,
)
from .official_identity import Draft, Person, settled
from .page import Basket, Findings, Page
from .posts import FAR as _FAR
from .posts import PostSpan, head_of, posts_before
from .quick import later, quick


@dataclass(frozen=True, slots=True)
class Officials:
    findings: Findings
    people: tuple[Person, ...]


_FOREIGN_OFFICES = ("总统", "总理", "首相", "外长", "防长", "部长", "市长", "州长", "秘书长", "发言人", "主席", "参谋长", "议长", "大使", "国王")
# Words by which a clause shows that its subject is a person; 说, 对, 就 say too little alone.
_ACTS = ("强调", "指出", "要求", "主持", "主持召开", "出席", "陪同", "表示", "讲话", "抵达", "来到", "前往", "赶赴", "率队", "带队", "考察", "调研", "检查", "批示", "参加", "列席", "等市领导", "等省领导", "等县领导", "等区领导", "等部领导", "等州领导", "等领导",
         "等同志", "等出席", "等参加", "等陪同", "分别")


@per_lexicon()
def _family() -> Family:
    terms: dict[str, str] = {}
    for kind in ("role", "address", "post", "reporter"):
        for word in words(kind):
            terms[word] = kind if word not in terms or terms[word] == "role" else terms[word] + "+" + kind
    for word in _ACTS:
        terms[word] = "act"
    return Family(terms)


__all__ = ["Officials", "Person", "find"]


def find(page: Page) -> Officials:
    """The persons that a page names, in the order of their first mention."""
    reader = _Reader(page)
    reader.read()
    return reader.officials()


_SPACES = " 　\t\xa0"
_ROSTER = ("组长", "副组长", "常务副总指挥", "常务副指挥长", "第一组长", "第一副组长", "政委", "秘书长", "召集人", "副召集人", "第一总指挥", "成员", "总指挥", "副总指挥", "指挥长", "副指挥长", "召集人", "主任", "副主任", "常务副组长", "总召集人")
_OBEYED = re.compile(
    r"(?:学习|贯彻|落实|领会|悟透|遵循|遵照|按照|根据|牢记|传达|践行|执行|达了|习了|精神和|讲话和|，|,)([\u4e00-\u9fff]{2,3}?)(?=关于[^，。；]{1,24}(?:指示|批示|讲话|论述|思想|精神)"
    r"|对[^，。；]{1,30}(?:指示|批示|讲话|论述)|在[^，。；\n]{2,40}(?:上|时|中|期间)的(?:重要)?(?:讲话|指示|发言)|(?:同志)?(?:系列|一系列|的)?(?:重要)?(?:指示|批示|讲话|论述))"
)
_COMRADE = later(lambda: re.compile(r"([\u4e00-\u9fff]{2,4})同志(?!们)"))
_ROW = later(lambda: re.compile(
    r"^[ 　\t]*(?:([\u4e00-\u9fff](?:[ 　]*[\u4e00-\u9fff]){1,5})[ 　]*[：:])?[ 　\t]*([\u4e00-\u9fff](?:[ 　]{0,3}[\u4e00-\u9fff]){1,3}|[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{1,6})"
    r"(?:[ 　\t]+|[（(])([\u4e00-\u9fff（）()、]{2,40}?)[）)]?[ 　\t]*$",
    re.MULTILINE,
))
_STAFF = ("工作人员", "联络员", "干事", "职员")
_STUCK = later(lambda: re.compile(r"^[ 　\t]*([\u4e00-\u9fff]{3})([\u4e00-\u9fff、]{4,30}(?:[长任记员]|工程师|助理|队员))[ 　\t]*$", re.MULTILINE))
_GAP = 300  # characters between two rows of one list
_NAMES = re.compile(r"((?:[\u4e00-\u9fff]{2,3}、)+[\u4e00-\u9fff]{2,3}?)(?=、[\u4e00-\u9fff]{4,}|，|。|；|到|关于|等|参加|出席|陪同|汇报|发言|作|分别|就|前往|赴|一行)")
_HEADED = re.compile(r"^[ 　]*(?:会议)?(?:主\s*持\s*人?|参加(?:人员|人)?|参会(?:人员|领导)?|出席(?:人员|人|领导)?|列席(?:人员|人)?)\s*[：:](?P<names>[^\n，。；]{2,200})$", re.MULTILINE)
_SIGNED = re.compile(r"签\s*发(?:人)?\s*[：:][ 　]*([\u4e00-\u9fff](?:[ 　]?[\u4e00-\u9fff]){1,2})(?=[ 　\t]*(?:$|\n|（))")
_APPOINTED = re.compile(r"(?:同志兼任|同志担任|同志任|兼任|担任|任)([\u4e00-\u9fff（）]{2,30}?)(?=[，。；、\n]|$)")
# 任命李明辉为县应急管理局局长, 递补甲、乙为中央委员会委员
_MADE = quick(
    r"(?:任命|选举|补选|增选|递补|推选|推举|聘任|聘请|提名|选任)[：:]?(?P<names>[\u4e00-\u9fff]{2,4}(?:[、和][\u4e00-\u9fff]{2,4}){0,40}?)(?:[等\d]{1,4}[人名])?(?:同志)?(?:为|任|担任)(?P<post>[\u4e00-\u9fff（）]{2,30}?)(?=[，。；、\n]|$)"
    r"|免去(?P<removed>[\u4e00-\u9fff、（）]{4,40}?)职务"
)
_THINGS = frozenset("山洞河湖溪岭寨寺桥岛矿井轮船号部科处室站厂品物路街村镇")
_MAKES = re.compile("任命|选举|补选|增选|递补|推选|推举|聘任|聘请|提名|选任|免去")
_AND_MADE = re.compile(r"[、；，](?P<names>[\u4e00-\u9fff]{2,4}?)(?:同志)?(?:为|任|担任)(?P<post>[\u4e00-\u9fff（）]{2,30}?)(?=[，。；、\n]|$)")
_VICTIMS = re.compile(r"(?:遇难|失踪|失联|死亡|受伤|伤|学生|患者|获救|被困)(?:者|人员|名单)*[^，。；]{0,6}$")
# Five names and more in a row are nothing else, whatever stands around them; of fewer, and of nouns of two characters, some are.
_RUN = re.compile(r"(?:、[\u4e00-\u9fff]{2,3}){3,}")  # from behind its first
# At the begin of a line, or behind 对 and 追究: the sign goes first, so that the search leaps from one to the next.
_LISTED = re.compile(
    r"[\n对究](?:(?<=\n)[ 　]*(?:\d{1,3}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[)）])?[ 　]*对?|(?<=对)|(?<=追究))([\u4e00-\u9fff]{2,4})[，,](?:(男|女|[\u4e00-\u9fff]{1,4}族|中共党员|群众)[，,])?"
)
_SIGNED_END = re.compile(r"[）)\n。，,；;：:]")


class _Reader:
    """One pass over the candidates of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clean = page.clean
        self.drafts: dict[str, Draft] = {}
        self.signed: list[tuple[int, int]] = []  # where a report is signed
        self.body = ""  # the body of the last post read
        self.ends = {one.body.end: one.body for one in scan(page.clean) if one.body.specific}
        self.begins = {one.body.begin: one.body.end for one in scan(page.clean) if one.body.specific}
        self.floor = 0  # end of the last name read: a post cannot reach over it

    def read(self) -> None:
        hits = _family().scan(self.clean)
        acts: list[Hit] = []
        for hit in hits:
            if "reporter" in hit.ref:
                self._signature(hit)
            elif self._is_signed(hit.begin):
                continue
            elif hit.ref == "act":
                acts.append(hit)
            else:
                self._post_or_role(hit)
        self._of_body()
        self._obeyed()
        self._comrades()
        self._rows()
        for hit in acts:
            self._actor(hit)
        self._headed()
        self._appointees()
        self._listed()
        self._again()
        self._appointed()

    # officials.signature: (记者 李明 通讯员 王芳), 责任编辑：张丽 — those who sign are left out
    def _signature(self, hit: Hit) -> None:
        at = hit.end
        while at < len(self.clean) and self.clean[at] in _SPACES + "：:】] ":
            at += 1
        found = _SIGNED_END.search(self.clean, at, at + 40)
        end = found.start() if found else min(len(self.clean), at + 40)
        if name_at(self.clean, at) or spaced_name_at(self.clean, at):
            self.signed.append((hit.begin, end))

    def _is_signed(self, at: int) -> bool:
        return bool(self.signed) and self.signed[-1][0] <= at < self.signed[-1][1]

    def _post_or_role(self, hit: Hit) -> None:
        post = "post" in hit.ref or "address" in hit.ref
        if "address" in hit.ref and self._address(hit) or post and self._in_brackets(hit):
            return
        at = hit.end
        clean = self.clean
        while at < len(clean) and clean[at] in _SPACES and at - hit.end < 3:
            at += 1
        spaced = at > hit.end
        found = spaced_name_at(clean, at)
        sure = 0.9
        if found is None:
            named = name_at(clean, at, after_post=post)
            if (named is None or named[1] < 0.6) and not spaced and clean.endswith(_FOREIGN_OFFICES, hit.begin, hit.end):
                named = foreign_name_at(clean, at) or named
            if named is None or spaced and named[1] < 0.9 or not post and named[1] < 0.6:
                return
            found, sure = named
            if clean[hit.end - 1] == "长" and clean[found - 1] in "镇村县区市省州路街":
                return  # 东莞市长安镇: no mayor
            if not post and not typical(clean[at:found]):
                return
        plain = "".join(clean[at:found].split())
        if spaced and "·" not in plain and not fits(plain, False):
            return
        begin, end = at, found
        beside = self.floor and hit.begin - self.floor <= 2 and clean[self.floor] in "、和"
        posts = posts_before(clean, self.floor, hit.end, self.body if beside else "") if post else []
        if post and not posts:
            return
        rule = "officials.post-before-name" if post else "officials.role-before-name"
        confidence = 0.55 + 0.42 * sure
        for place in [(begin, end), *self._list_after(end)]:
            self._add(place, rule, confidence, posts)
            rule = "officials.list-of-names" if post else rule
            end = place[1]
        self.floor = end
        self.body = posts[-1].body if posts else ""

    def _list_after(self, end: int) -> list[tuple[int, int]]:
        """officials.list-of-names: 副省长甲、乙、丙; 市领导 甲 乙 丙: names that share what stands before the first."""
        clean = self.clean
        places: list[tuple[int, int]] = []
        while end < len(clean):
            gap = end
            while gap < len(clean) and clean[gap] in _SPACES:
                gap += 1
            mark = clean[gap] if gap < len(clean) else ""
            if mark == "、":
                at = gap + 1
            elif clean.startswith("以及", gap):
                at = gap + 2
            elif mark and mark in "和及":
                at = gap + 1
            elif gap > end and mark:
                at = gap
            else:
                break
            while at < len(clean) and clean[at] in _SPACES:
                at += 1
            spaced = spaced_name_at(clean, at)
            named = (spaced, 0.9) if spaced else name_at(clean, at)
            if named is None and mark == "、":
                named = next(((at + size, 0.9) for size in (3, 2) if at + size < len(clean) and fits(clean[at : at + size], True) and ending(clean, at + size) >= 0.9), None)
            if named is None or named[1] < 0.5 or named[0] > len(clean):
                break
            stop = named[0]
            if not spaced and "·" not in clean[at:stop] and not fits(clean[at:stop], mark == "、"):
                break
            if gap > end and mark not in "、和及" and not fits(clean[at:stop], False):
                break
            if self.begins.get(at) == stop:
                break  # 副镇长李明及安监站: a body, whatever it sounds like
            places.append((at, stop))
            end = stop
        return places

    # officials.address: 习近平总书记, 黄强省长: a post that follows the name
    def _address(self, hit: Hit) -> bool:
        begin = name_before(self.clean, hit.begin, words("before-name"))
        if begin is None and self.clean.startswith(_ACTS, hit.end):
            begin = self._name_ending(hit.begin, rare=True)
        if begin is None and self._between(hit):
            return True
        if begin is None or begin < self.floor or self.begins.get(begin) == hit.begin or self.clean[hit.begin - 1] in "镇县市区乡村州省":
            return False  # 安监处处长: a body, whatever it sounds like
        follows = self.clean[hit.end : hit.end + 1]
        if follows and follows in REDACTED:
            return False
        label = self.clean[hit.begin : hit.end]
        self._add((begin, hit.begin), "officials.address", 0.9, [PostSpan(label, "", "", hit.begin, hit.end)])
        self.floor = hit.end
        return True

    # officials.between: 省应急管理厅李明副厅长出席: the name stands between its body and its post
    def _between(self, hit: Hit) -> bool:
        label = self.clean[hit.begin : hit.end]
        for begin in (hit.begin - 3, hit.begin - 2):
            body = self.ends.get(begin)
            if body is None or begin < self.floor or not fits(self.clean[begin : hit.begin], False):
                continue
            self._add((begin, hit.begin), "officials.between", 0.8, [PostSpan(body.name + label, label, body.name, body.begin, hit.end)])
            self.floor = hit.end
            return True
        return False

    # officials.of-body: 率市环保局李明、苏开伟、市供水公司柴文光到场: a list of names right behind a body
    def _of_body(self) -> None:
        for end in self.ends:
            found = _NAMES.match(self.clean, end)
            if found is None or end < 2:
                continue
            names = [(end + word.start(), end + word.end()) for word in re.finditer(r"[^、]+", found.group(1))]
            if len(names) > 1 and all(fits(self.clean[b:e], True) and self.begins.get(b) != e for b, e in names) and any(typical(self.clean[b:e]) for b, e in names):
                for place in names:
                    self._add(place, "officials.of-body", 0.7, [])

    # officials.obeyed: 学习贯彻X关于…重要论述, 落实X重要指示: whose words are to be followed
    def _obeyed(self) -> None:
        for found in _OBEYED.finditer(self.clean):
            if fits(found.group(1), False):
                draft = self._add(found.span(1), "officials.obeyed", 0.85, [])
                draft.leader = draft.leader or not self.clean.startswith("在", found.end(1))

    # officials.comrade: X同志
    def _comrades(self) -> None:
        for found in _COMRADE.finditer(self.clean) if "同志" in self.clean else ():
            begin = name_before(self.clean, found.end(1), words("before-name"))
            if begin is not None and begin >= found.start(1):
                self._add((begin, found.end(1)), "officials.comrade", 0.85, [])

    # officials.actor: a name, or a list of names, that is the subject of 强调, 主持, 陪同 … at the beginning of a clause
    def _actor(self, hit: Hit) -> None:
        clean = self.clean
        places: list[tuple[int, int]] = []
        end = hit.begin
        while True:
            begin = self._name_ending(end)
            if begin is None:
                begin = self._odd_one(end) if places else None
            if begin is None:
                return
            places.append((begin, end))
            if begin == 0 or clean[begin - 1] in "\n。；！？，,;!? 　“（(":
                break
            if clean[begin - 1] not in "、和":
                return
            end = begin - 1
        post = re.match(r"等([省市县区州部厅局委]领导)", clean[hit.begin : hit.begin + 5])
        posts = [PostSpan(post.group(1), "", "", hit.begin + 1, hit.begin + 1 + len(post.group(1)))] if post else []
        for place in reversed(places):
            self._add(place, "officials.actor", 0.75, posts)

    def _odd_one(self, end: int) -> int | None:
        """A name without a known surname (琼色) between names of a list."""
        left = self.clean.rfind("、", max(0, end - 5), end)
        if left < 0 or not 2 <= end - left - 1 <= 4 or not re.fullmatch(r"[\u4e00-\u9fff]+", self.clean[left + 1 : end]):
            return None
        return left + 1 if self._name_ending(left) is not None else None

    def _name_ending(self, end: int, rare: bool = False) -> int | None:
        """The begin of a name that ends here and has a mark, a list's 、 or 和 before it; `rare` allows all surnames."""
        clean = self.clean
        for length in (3, 2, 4):
            begin = end - length
            if begin < 0 or not fits(clean[begin:end], rare) or rare and not typical(clean[begin:end]) or (length == 4 and clean[begin : begin + 2] not in surnames()):
                continue
            if begin == 0 or clean[begin - 1] in "\n。；！？，,;:：!? 　“（(、和":
                return begin
        return None

    # officials.in-brackets: 李明（县应急管理局局长）: the post stands in brackets after the name
    def _in_brackets(self, hit: Hit) -> bool:
        clean = self.clean
        if clean[hit.end : hit.end + 1] not in ("）", ")"):
            return False
        opened = max(clean.rfind("（", max(0, hit.begin - 60), hit.begin), clean.rfind("(", max(0, hit.begin - 60), hit.begin))
        if opened < 0 or "\n" in clean[opened : hit.end]:
            return False
        end = opened
        while end > 0 and clean[end - 1] in "：: 　":
            end -= 1
        begin = self._name_ending(end)
        if begin is None:
            return False
        posts = posts_before(clean, opened + 1, hit.end)
        self._add((begin, end), "officials.in-brackets", 0.85, posts)
        return True

    # officials.roster: a row 组　长：张三 副市长 of a list of members
    def _rows(self) -> None:
        title = ""
        if not any(label in self.clean for label in ("组长", "长：", "长:", "员：", "员:")):
            return
        body = _roster_body(self.clean)
        rows: list[tuple[int, int]] = []
        for found in _ROW.finditer(self.clean):
            label = "".join((found.group(1) or "").split())
            if label:
                title = label if label in _ROSTER else ""
                if label.endswith("领导小组") or not title:
                    continue
            name = "".join(found.group(2).split())
            post = found.group(3)
            if not title or not (head_of(post) or post.endswith(_STAFF)) or not ("·" in name or "•" in name or listed(name) or " " in found.group(2).strip() and len(name) == 2 and name[0] in surnames()):
                continue
            spans = posts_before(self.clean, found.start(3), found.end(3))
            if body:
                spans = [*spans, PostSpan(body + title, "", body, found.start(2), found.end(3))]
            self._add(found.span(2), "officials.roster", 0.95, spans)
            rows.append(found.span())
        for (_, low), (high, _) in pairwise(rows):
            if high - low <= _GAP:  # between two rows of the list
                self._stuck(low, high)
        if rows:
            self._stuck(rows[-1][1], min(rows[-1][1] + _GAP // 2, len(self.clean)))

    def _stuck(self, begin: int, end: int) -> None:
        """Rows that lost the blank between name and post (谢玉秋街道党工委成员), from `begin` up to the first line that is none."""
        for line in _STUCK.finditer(self.clean, begin, end):
            if self.clean[begin : line.start()].strip() or not (typical(line.group(1)) and fits(line.group(1), True)):
                break
            begin = line.end()
            self._add(line.span(1), "officials.roster", 0.8, posts_before(self.clean, line.start(2), line.end(2)))

    # officials.headed: 主持人：冯建华, 参加人员：张文、李红 in the head of minutes
    def _headed(self) -> None:
        for line in _HEADED.finditer(self.clean):
            for word in re.finditer(r"[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])", line["names"]):
                begin, end = line.start("names") + word.start(), line.start("names") + word.end()
                if listed(word.group()) and self.begins.get(begin) != end and not head_of(word.group()):
                    self._add((begin, end), "officials.headed", 0.8, [])

        for signed in _SIGNED.finditer(self.clean):  # 签发人：冯建华 beside the number of a document
            if listed("".join(signed.group(1).split())) and not head_of(signed.group(1)):
                self._add(signed.span(1), "officials.headed", 0.8, [])

    # officials.appointee: 经研究，张三任县应急管理局副局长: a name at the beginning of a clause, 任, a post
    def _appointees(self) -> None:
        for found in _APPOINTED.finditer(self.clean):
            begin = self._name_ending(found.start())
            if begin is None:
                begin = self._name_ending(found.start(), rare=True)
            if begin is None:
                begin = self._after_body(found.start())
            if begin is not None and head_of(found.group(1)):
                self._add((begin, found.start()), "officials.appointee", 0.8, [])
        for made in _MADE.finditer(self.clean) if _MAKES.search(self.clean) else ():
            self._made(made)
        for run in _RUN.finditer(self.clean):
            self._run(max(0, run.start() - 3), run.end())

    def _made(self, made: re.Match[str]) -> None:
        """Those who are made something, with the post; those who are removed, without."""
        clean = self.clean
        if made["removed"] is not None:
            self._removed(*made.span("removed"))
            return
        one: re.Match[str] | None = made
        while one is not None:
            start = one.start("names")
            names = [(start + name.start(), start + name.end()) for name in re.finditer(r"[^、和]+", one["names"])]
            if not head_of(one["post"]) or not all(fits(clean[b:e], True) for b, e in names):
                return
            posts = posts_before(clean, one.start("post"), one.end("post"))
            for place in names:
                self._add(place, "officials.made", 0.85, posts)
            one = _AND_MADE.match(clean, one.end())  # 任命甲为局长、乙为副局长

    def _removed(self, begin: int, end: int) -> None:
        """免去甲、乙的局长职务, 免去甲县应急管理局局长职务."""
        clean = self.clean
        at = begin
        while at < end:
            size = next((size for size in (3, 2) if clean[at + size - 1] not in "省市县区州镇乡村" and fits(clean[at : at + size], True) and (clean.startswith(("、", "的", "同志"), at + size) or head_of(clean[at + size : end]))), 0)
            if not size:
                return
            self._add((at, at + size), "officials.made", 0.85, [])
            if not clean.startswith("、", at + size):
                return
            at += size + 1

    def _run(self, begin: int, end: int) -> None:
        """The names of a long list, when nearly all of its inner items are such."""
        clean = self.clean
        marks = [at for at in range(begin, end) if clean[at] == "、"]
        inner = [(b + 1, e) for b, e in pairwise(marks)]
        fit = [place for place in inner if fits(clean[place[0] : place[1]], False)]
        if len(fit) < 3 or len(fit) < 0.8 * len(inner) or sum(e - b == 3 for b, e in fit) < 2 or _VICTIMS.search(clean, max(0, begin - 16), inner[0][0] - 1):
            return
        ends_alike = Counter(clean[e - 1] for _, e in inner)
        begin_alike = Counter(clean[b] for b, _ in inner)
        if max(ends_alike.values()) > 2 or max(begin_alike.values()) > max(2, len(inner) // 2) or sum(ends_alike[c] for c in _THINGS) > 1:
            return  # 白云山、龙虎山、石牛山; 易制毒、易制爆、易燃品
        first = next((marks[0] - size for size in (3, 2) if marks[0] - size >= begin and fits(clean[marks[0] - size : marks[0]], False)), None)
        at = marks[-1] + 1
        whole = re.compile(r"[\u4e00-\u9fff]{3}(?=等|\d|[，。；])").match(clean, at)  # 张凤中14人
        last = (whole.end(), 0.9) if whole else name_at(clean, at)
        ends = [(first, marks[0])] if first is not None else []
        for place in (*ends, *inner, *([(at, last[0])] if last is not None else [])):
            if fits(clean[place[0] : place[1]], True):
                self._add(place, "officials.run-of-names", 0.85, [])

    def _after_body(self, end: int) -> int | None:
        """由市煤炭局孙伟任组长: a name right behind a body."""
        for begin in (end - 3, end - 2):
            name = self.clean[max(begin, 0) : end]
            if begin > 1 and self.clean[begin - 1] in "局委办厅处部队站所科" and fits(name, False) and typical(name):
                return begin
        return None

    # officials.listed: 1.李明亮，男，中共党员，县煤炭局局长。建议…: those whom a report on an accident lists
    def _listed(self) -> None:
        # with a line break before the first line, so that all offsets are one more than the text's
        for found in _LISTED.finditer("\n" + self.clean) if "，" in self.clean or "," in self.clean else ():
            if not fits(found.group(1), True):
                continue
            posts: list[PostSpan] = []
            at = found.end() - 1
            stop = _list_end(self.clean, at)
            for _ in range(8):
                if re.match(r"因|对|建议|给予|涉嫌|未|负", self.clean[at:stop]) or stop >= len(self.clean):
                    break
                posts += posts_before(self.clean, at, stop)
                if self.clean[stop] not in "，,":
                    break
                at = stop + 1
                stop = _list_end(self.clean, at)
            if posts or found.group(2):
                self._add((found.start(1) - 1, found.end(1) - 1), "officials.listed", 0.85, posts)

    # officials.appointed: 张三同志兼任办公室主任; 甲、乙任副主任: a post that the clause gives to those already known
    def _appointed(self) -> None:
        ends = {end: draft for draft in self.drafts.values() for _, end in draft.spans}
        places = sorted(ends)
        group = _roster_body(self.clean) if places else ""
        for number, end in enumerate(places):
            found = _APPOINTED.match(self.clean, end)
            if not found or not head_of(found.group(1)) or re.search(r"分别|期间|以来|职务", found.group(1)):
                continue
            clause = max(self.clean.rfind(mark, max(0, end - _FAR), end) for mark in "，。；：\n")
            first = bisect_right(places, max(clause, end - _FAR))
            holders = [ends[at] for at in places[first : number + 1]]
            at = found.start(1)
            for label in re.split(r"(?<=[\u4e00-\u9fff])[、兼]", self.clean[at : _list_end(self.clean, at)]):
                if not head_of(label):
                    break
                body = group if label.startswith("办公室") else ""
                if group and label in _ROSTER and not label.endswith("主任") and _GROUP.search(group) and re.search(r"(?:小组|指挥部|专班|委员会|工作组)[^。\n]*$", self.clean[max(0, at - 120) : at]):
                    body = group  # 成立…领导小组，由甲任组长，乙、丙任副组长
                if group and label in ("主任", "副主任", "常务副主任") and re.search(r"办公室[^。\n]*$", self.clean[max(0, at - 120) : at]):
                    body = group + "办公室"
                post = PostSpan(body + label, label if body else "", body, at, at + len(label))
                for draft in holders:
                    draft.posts.setdefault(post.label, (post, "officials.appointed", 0.8))
                at += len(label) + 1

    def _add(self, place: tuple[int, int], rule: str, confidence: float, posts: list[PostSpan]) -> Draft:
        name = "".join(self.clean[place[0] : place[1]].split())
        draft = self.drafts.setdefault(name, Draft(name, rule, confidence))
        if confidence > draft.confidence:
            draft.rule, draft.confidence = rule, confidence
        known = draft.spans.get(place)
        if known is None or known[1] < confidence:
            draft.spans[place] = (rule, confidence)
        for post in posts:
            if post.label not in draft.posts:
                draft.posts[post.label] = (post, rule, confidence)
        return draft

    # officials.again: a person once read is known wherever the name stands in the document
    def _again(self) -> None:
        clean = self.clean
        longer = _longer_names(self.drafts)
        for name, starts in occurrences(clean, list(self.drafts)):
            draft = self.drafts[name]
            for at in starts:
                end = at + len(name)
                inside = any(clean.startswith(other, at - other.find(name)) for other in longer.get(name, ()))
                doctrine = clean.startswith(("新时代中国特色", "法治思想", "生态文明思想", "强军思想", "经济思想", "外交思想", "文化思想"), end)
                if not inside and not doctrine:
                    draft.spans.setdefault((at, end), ("officials.again", draft.confidence))

    def officials(self) -> Officials:
        basket = Basket()
        people: list[Person] = []
        for draft in sorted(self.drafts.values(), key=lambda d: min(d.spans)):
            people.append(settled(self.page, draft, basket))
        return Officials(basket.findings(), tuple(people))


def _longer_names(names: Iterable[str]) -> dict[str, list[str]]:
    """For each name those that hold it, in the order of the names."""
    known = dict.fromkeys(names)
    longer: dict[str, list[str]] = {}
    for name in known:
        parts = {name[begin:end] for begin in range(len(name)) for end in range(begin + 2, len(name) + 1)} - {name}
        for part in parts & known.keys():
            longer.setdefault(part, []).append(name)
    return longer


def _list_end(clean: str, at: int) -> int:
    """Where a list of posts ends: at the next mark that is no 、."""
    end = at
    high = min(len(clean), at + _FAR)
    while end < high and clean[end] not in "，。；：,;:\n ":
        end += 1
    return end


def _roster_body(clean: str) -> str:
    """The group whose members a list names: 县森林防火指挥部成员名单 → 县森林防火指挥部."""
    found = re.search(r"^[ 　\t]*([\u4e00-\u9fff“”（）]{4,40}?)(?:组成人员|成员|人员)?名单[ 　\t]*$", clean, re.MULTILINE)
    if found and _GROUP.search(found.group(1)):
        return found.group(1)
    head = clean[:400]
    changed = _CHANGED.search(head) if any(word in head for word in ("关于调整", "关于充实", "关于更新")) else None
    if changed:  # 某市防震减灾领导小组关于调整组成人员的通知
        return "".join(changed.group(1).split())
    formed = _FORMED.search(clean)
    if formed:  # 关于成立某县某某工作领导小组的通知
        return "".join(formed.group(1).split())
    return found.group(1) if found else ""


_GROUP = re.compile(r"(?:小组|指挥部|专班|委员会|工作组|专委会|联席会议|安委会|督导组|调查组)$")
_CHANGED = later(lambda: re.compile(r"((?!关于)[\u4e00-\u9fff]{4,36}?(?:领导小组|总?指挥部|委员会|专班|联席会议))\s*关于(?:调整|充实|更新)[^。\n]{0,20}(?:成员|人员)"))
_FORMED = later(lambda: re.compile(r"(?:成立|调整|组建|设立|充实)(?:了)?((?!以|由|专门|相应|临时)[\u4e00-\u9fff“”（）\d\n]{4,40}?(?:领导小组|总?指挥部|工作专班|专班|委员会|工作组|专委会|联席会议))(?=的通知|组成|成员|（|\(|，|。|领导|人员|\n)"))
