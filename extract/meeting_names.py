"""Names of meetings: where one begins and ends, and whether it tells one meeting from all others.

Three kinds are read: congresses and plenums told by their number (党的二十大, 十九届五中全会, 第十三届全国人民代表大会第一次会议), 两会, and
names that end in a meeting word (会议, 推进会 …) whose beginning is found from the right: the name ends, leftwards, at a mark or at a
word that governs it (召开, 贯彻落实, 在).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import Family
from .names import words
from .quick import later
from .spans import Spans


@dataclass(frozen=True, slots=True)
class Named:
    """`clean[begin:end]` names a meeting: `name` is its name in full, `short` other forms; `kind` tells how it was read.

    kinds: "congress" (told by its number), "session" (of a people's congress), "two-sessions", "fair" (told by its number or year), "named" (scope or body and subject),
    "topic" (a subject alone: 防汛形势分析会), "plain" (nothing but a meeting word: 座谈会, 第一次全体会议). `governed` is the word before it.
    """

    begin: int
    end: int
    name: str
    short: tuple[str, ...]
    kind: str
    governed: str = ""


_NUMBER = "一二三四五六七八九十"
_CONGRESS = later(lambda: re.compile(
    r"(?=[中党十二第])(?<![一二三四五六七八九十百第\d])(?:中国共产党|党的)?(?:"  # what may stand there first is told by one character
    r"(十[五六七八九]|二十[一二三]?)大(?![类项件多小中型家处道数事力量班年队]|重点|行动|措施|领域|工程|任务|举措|产业|专项|系统|行业|隐患|危险)"
    r"|第(十[五六七八九]|二十[一二三]?)次全国代表大会)"
))
_ANY_CONGRESS = re.compile(r"十[一二三五六七八九]?大|次全国代表大会")
_PLENUM = later(lambda: re.compile(
    r"(?:中国共产党|党的)?第?(十[五六七八九]|二十[一二]?)届(中央纪委|中央纪律检查委员会|中央委员会|中央)?"
    r"(?:((?:第?[一二三四五六七八九][中次]?[、和及])*第?[一二三四五六七八九])(?:中全会|次全体会议|次全会))"
))
_OF_PLENUM = ("中全会", "次全会", "次全体会议")
_BARE_PLENUM = re.compile(r"(?<![届、和及一二三四五六七八九十])(?:党的)?([一二三四五六七])中全会")
_LOCAL_PLENUM = re.compile(
    rf"(?:[省市县区州]委|自治区党委)[{_NUMBER}]+届(?:第?[{_NUMBER}]+次全会|第?[{_NUMBER}]+次全体[（(]?(?:扩大)?[)）]?会议)"
)
_PLACE = r"(?!日)[\u4e00-\u9fff]{2,9}?(?:省|自治区|市|自治州|州|县|区)|省|市|县|区|州"
_SESSION = later(lambda: re.compile(
    rf"(?:中华人民共和国)?({_PLACE})?第?([{_NUMBER}]{{1,3}})届(全国|{_PLACE})?(人民代表大会|人大)(常务委员会|常委会)?第?([{_NUMBER}]{{1,3}})次会议"
))
_TWO = re.compile(r"(全国|全省|全市|全区|全县|全州|省|市|县|区|州|自治区)?\s{0,9}[“\"]?两会[”\"]?(?!一课)")
SCOPE = r"(?:全国|全省|全市|全区|全县|全州|全旗|全镇|全乡|全盟|全系统|全行业|全集团|全公司|全局|全矿|全校|全县区|全街道|全兵团|全域|我省|我市|我县|我区|我州|我镇|我乡|我旗|全球|世界|中国|国际)"
_SCOPED = re.compile(rf"^(?:20\d\d年?(?:度)?|第?[{_NUMBER}\d]+届|[一二三四]季度|上半年|下半年|年度|今年|第[一二三四]季度)*{SCOPE}")
# Verbs of holding a meeting, and words that govern a meeting's name from the left. The name begins behind the last of them.
HOLD = ("组织召开", "主持召开", "召集召开", "联合召开", "接续召开", "套开", "召开", "举行", "举办", "组织开展", "召集", "开展")
_GOVERN = later(lambda: re.compile(
    r"召集?开(?:了|过|的)?|套开|举行(?:了|的)?|举办(?:了|的)?|开好|主持|参加(?:了)?|出席(?:了)?|列席|收听收看(?:了)?|收看(?:了)?|收听(?:了)?|观看(?:了)?|参会|贯彻落实(?:了|好)?|学习贯彻|贯彻|(?<!责任)(?<!任务)(?:深入|全面|认真|坚决)?落实(?:好|了)?"
    r"|传达(?:学习|贯彻)?(?:了)?|学习(?!习近平|教育)|(?:按照|根据|遵照|对照)|(?:组织|开展)(?:了)?(?=[\u4e00-\u9fff]{4})(?!工作|部|生活|领导)|通过(?:了)?|(?<!应)(?<!针)对(?!外|口|接|标|策|象|话)|(?<![工正现潜存实])在(?!建|线|职|岗)|于(?=20|\d|全|党)|(?<!行)(?<!作)(?<!认)(?<!成)为|(?<!党)的(?!确)|了|将(?!军)|已|(?<![亲各独])自(?![行然治主动查救建燃身觉愿由来贡])|从(?!业|严)|到"
    r"|本次|这次|此次|上次|该次|今天|昨天|刚才|今日|昨日|近日|日前|历次|历届|迎接|筹备|围绕|针对|利用|依托|借助|以(?!上|下|及|内|外|案|人)|及(?=全|省|市|县|国|党|中央)|以及|和(?=全[国省市县区州]|省委|市委|省政府|市政府|省安|市安|县|国务院|党的|中央|党中央|\d)|与(?=全|省|市|县|国|党|会)"
    r"|有关(?=全|会)|向|由(?!来)|被|请(?!示|假)|要求|强调|指出|认为|作出|(?:会议?|大会)(?:精神)?(?:及|和|与|以及)|(?:指示|批示|讲话|精神|要求|部署|文件)和|尽快|深刻领会|领会|宣读|听取|紧接着|随即|随后|立即|接着|同步|分别|先后|首次|再次|不?定期|及时|适时|每年|每月|每季度|每半年|既是|更是|也是|就是|(?<![但可若于只总])是(?=[省市县区州镇]|国务|全|我)|供(?=[省市县区州全])|(?<![第\d一二三四五六七八九十])[一两多]次|承办|协办|主办|安排(?!部署会)|筹办|组织收听|用好|发挥|结合|提交|关于(?=召开)|原定|拟|定于|会前|会后|结束|(?:上午|下午|晚上|凌晨)|\d{1,2}日|时(?!期|候|代|刻|段|节|令)|经(?!济|营|信|贸|开|验|费|常)|报(?=联席)|后(?!勤|备|续|期|方)"
))
_IN_NAMES = ("迎接", "贯彻落实", "学习贯彻", "贯彻", "落实")
_ENDS_IN_SCOPE = re.compile(rf"{SCOPE}$")
_STOP = frozenset("。，；：！？,;:!?\n|【】《》〈〉")
_LONGEST = 60


@lru_cache(maxsize=1)
def _family() -> Family:
    terms = dict.fromkeys(words("head"), "head")
    terms.update((word, "training") for word in words("training"))
    return Family(terms, blocked=words("never"))


# A fair or forum is told from the others of its name by its number or its year; without them it is a kind of event.
_FAIR = later(lambda: re.compile(rf"(?:第[{_NUMBER}\d]{{1,3}}届|20\d\d年?(?!\d{{0,2}}月))(?:(?![届在的了、])[\u4e00-\u9fff“”（）()·]){{2,28}}?(?:博览会|交易会|展览会|展销会|洽谈会|论坛|峰会)(?![上中期]?的?(?:制度|机制|活动室))"))
_FAIR_WORD = re.compile(r"博览会|交易会|展览会|展销会|洽谈会|论坛|峰会")


def names_in(clean: str, title_end: int) -> list[Named]:
    """All names of meetings in text order; up to `title_end` (the wrapped lines of a title) a name may run over a line's end."""
    found = [*_numbered(clean), *_two_sessions(clean), *_fairs(clean)]
    taken = Spans((one.begin, one.end) for one in found)
    below_title = clean.find("\n", title_end + 1)
    for hit in _family().scan(clean):
        end = hit.end + (clean.startswith("议", hit.end) and clean[hit.end - 1] == "会" and clean[hit.end + 1 : hit.end + 2] not in ("事", "定", "政", "员"))
        if clean.startswith("暨", end) or taken.holds(hit.begin) or taken.holds(end - 1):
            continue
        head = end - 2 if end > hit.end else hit.begin
        wrapped = _wrapped(clean, head, title_end) if below_title < 0 or head <= below_title else -1
        one = _headed(clean, head, end, hit.ref, wrapped)
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: (one.begin, -one.end))
    return found


def _numbered(clean: str) -> list[Named]:
    """meetings.congress, meetings.plenum, meetings.session: told by their number, the same in every document."""
    found: list[Named] = []
    if "大" not in clean and "届" not in clean and "中全会" not in clean:
        return found
    for hit in _CONGRESS.finditer(clean) if _ANY_CONGRESS.search(clean) else ():
        number = hit.group(1) or hit.group(2)
        found.append(Named(hit.start(), hit.end(), f"党的{number}大", (f"{number}大",), "congress"))
    latest: dict[str, str] = {}
    terms = "届" in clean
    for hit in _PLENUM.finditer(clean) if terms and any(word in clean for word in _OF_PLENUM) else ():
        term, organ = hit.group(1), hit.group(2) or ""
        suffix = "中全会" if "纪" not in organ else "次全会"
        at = hit.start()
        numbers = re.findall(r"[一二三四五六七八九]", hit.group(3))
        for number in numbers:
            name = f"党的{term}届{number}{suffix}" if "纪" not in organ else f"{term}届中央纪委{number}{suffix}"
            short = (f"{term}届{number}{suffix}", f"中国共产党第{term}届中央委员会第{number}次全体会议") if "纪" not in organ else (f"{term}届中央纪律检查委员会第{number}次全体会议",)
            found.append(Named(at, hit.end(), name, short, "congress"))
            latest[number] = name
    for hit in _BARE_PLENUM.finditer(clean) if latest else ():
        known = latest.get(hit.group(1))
        if known:
            found.append(Named(hit.start(), hit.end(), known, (), "congress"))
    for hit in _LOCAL_PLENUM.finditer(clean) if terms else ():
        found.append(Named(hit.start(), hit.end(), hit.group(), (), "named"))
    for hit in _sessions(clean) if terms else ():
        standing = "常务委员会" if hit.group(5) else ""
        place = hit.group(1) or hit.group(3) or ""
        before, inside = ("", place) if place == "全国" else (place, "")
        name = f"{before}第{hit.group(2)}届{inside}人民代表大会{standing}第{hit.group(6)}次会议"
        written = "".join(hit.group().split())
        found.append(Named(hit.start(), hit.end(), name, (written,) if written != name else (), "session"))
    return found


def _sessions(clean: str) -> list[re.Match[str]]:
    """The sessions of congresses: looked for only where 次会议 closes one, the pattern being slow to begin."""
    found: list[re.Match[str]] = []
    at = clean.find("次会议")
    low = 0
    while at >= 0:
        hit = _SESSION.search(clean, max(low, at - 60, clean.rfind("\n", max(0, at - 60), at) + 1), at + 3)
        if hit:
            found.append(hit)
        low = at + 3
        at = clean.find("次会议", low)
    return found


def _two_sessions(clean: str) -> list[Named]:
    """meetings.two-sessions: 全国“两会”, 省两会; 两会 alone is the country's."""
    found: list[Named] = []
    if "两会" not in clean:
        return found
    for hit in _TWO.finditer(clean):
        scope = hit.group(1) or "全国"
        scope = scope if scope.startswith(("全", "自")) else "全" + scope
        found.append(Named(hit.start(), hit.end(), scope + "两会", ("两会",) if scope == "全国" else (), "two-sessions"))
    return found


def _fairs(clean: str) -> list[Named]:
    """meetings.fair: 第六届国际煤炭装备博览会, 2019年应急产业（西宁）交易会."""
    found: list[Named] = []
    low = 0
    for word in _FAIR_WORD.finditer(clean):
        hit = _FAIR.search(clean, max(low, word.start() - 40), word.end())
        if hit is not None:
            low = hit.end()
            found.append(Named(hit.start(), hit.end(), _tidy(hit.group()), (), "fair"))
    return found


def _headed(clean: str, head: int, end: int, ref: str, wrapped: int) -> Named | None:
    """A name that ends in a meeting word; None when a rule or an institution is meant. `wrapped` is where a line's end may stand in it."""
    low = max(0, head - _LONGEST)
    begin = head
    depth = 0
    while begin > low:
        c = clean[begin - 1]
        if c in "）)”":
            depth += 1
        elif c in "（(“":
            if depth == 0:
                break
            depth -= 1
        elif c == "\n" and begin - 1 == wrapped or c == "、" and depth == 0 and _lists_on(clean, low, begin - 1):
            pass
        elif c in _STOP and depth == 0 or c == "、" and depth == 0 or c in "\n。" or c in " 　\t" and depth == 0 and not clean[begin : begin + 1].isdigit():
            break
        begin -= 1
    raw = clean[begin:head]
    cut = 0
    governed = ""
    for word in _GOVERN.finditer(raw):
        if _inside_quotes(raw, word.start()) or word.group() in _IN_NAMES and _ENDS_IN_SCOPE.search(raw, 0, word.start()):
            continue  # 全省迎接…动员大会, 全市贯彻落实…推进会
        cut, governed = word.end(), word.group()
    begin += cut
    while begin < head and clean[begin] in " 　\t，、了过的个" or begin < head and clean[begin] in "”）)":
        begin += 1
    enumerator = re.match(r"[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|[一二三四五六七八九十]{1,2}、", clean[begin:end])
    if enumerator:
        begin += enumerator.end()
    name = _tidy(clean[begin:end])
    if not name or re.fullmatch(r".?中全会", name) or name.endswith("全会") and not re.search("[届次委]", name) or clean[begin - 1 : begin] == "《" and clean[end : end + 1] == "》":
        return None
    return Named(begin, end, name, (), _kind(name, ref), governed)


_LIST_BEGINS = later(lambda: re.compile(rf"{SCOPE}(?:(?![会和的等])[\u4e00-\u9fff]){{2,16}}$"))
_OTHER_SCOPE = re.compile(rf"{SCOPE}|[省市县区州](?:委|政府|安)|国务院|中央|党的|十[五六七八九]|二十")


def _lists_on(clean: str, low: int, mark: int) -> bool:
    """Whether a name goes on over the mark 、: 全县防汛、消防工作会议, but not 全国、全省消防工作会议 or 各镇、全县会议."""
    return _OTHER_SCOPE.match(clean, mark + 1) is None and _LIST_BEGINS.search(clean, max(low, mark - 24), mark) is not None


def _wrapped(clean: str, head: int, title_end: int) -> int:
    """Where the line before breaks a name in a title set over several lines: 全省安全/生产电视电话会议; -1 for nowhere.

    The piece at the end of the line above must begin a name (a scope, after a mark or the line's begin) and be none itself.
    """
    end = clean.rfind("\n", 0, min(head, title_end + 1))
    if end <= 0:
        return -1
    above = re.split(r"[\s、，。；：]", clean[clean.rfind("\n", 0, end) + 1 : end])[-1]
    begins = re.match(rf"{SCOPE}|[省市县区州镇](?:委|政府|安)", above)
    return end if begins and not re.search(r"会议?(?:精神)?$|通知$|会议.*[成效结果]", above) else -1


def _inside_quotes(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)


def _tidy(text: str) -> str:
    """A name as a reader writes it: no spaces, full-width brackets round 扩大, no date in front."""
    text = "".join(text.split())
    text = re.sub(r"^(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚)?", "", text)
    text = re.sub(r"^(?:一个|一场|一期|一次|召开|场|期|个|次(?!会)|本)", "", text)
    return text.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=1)
def _plain_words() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words("plain")))


_ORDINAL = re.compile(rf"第?[{_NUMBER}\d]+次|第[{_NUMBER}\d]+届|20\d\d年?(?:度)?|[一二三四]季度|上半年|下半年")
# A body in front makes a standing meeting's name: 国务院常务会议, 省安委会全体会议, 市政府第12次常务会议.
_BODY = later(lambda: re.compile(r"(?:国务院|中央|党中央|中共|[省市县区州旗镇乡]委|政府|安委会|委员会|指挥部|领导小组|防总|防指|防办|安委办|调查组|工作组|评估组|总局|集团|公司|街道|办事处|党工委|党组|党委|兵团|联席|[省市县区州厅部]局|[\u4e00-\u9fff]厅|[急安村设管障务]部)"))


@lru_cache(4096)
def head_length(name: str) -> int:
    """How many characters of a name are its meeting word."""
    for head in (*words("head"), *words("training")):
        if name.endswith(head):
            return len(head)
    return 0


def _of_a_place(core: str) -> bool:
    """Whether a name begins with a place of its own name: 四川省防汛工作…, not 城市管理…"""
    from .places import places

    hits = places().scan(core[:12])
    return bool(hits) and hits[0].begin == 0 and hits[0].place is not None and core[hits[0].end - 1] in "省市县区州旗盟" and hits[0].end < len(core)


def _kind(name: str, ref: str) -> str:
    """How much a name tells."""
    core = name[: len(name) - head_length(name)]
    bare = _ORDINAL.sub("", core)
    bare = re.sub(r"[（）()“”\"暨、·—-]", "", bare)
    scoped = bool(_SCOPED.match(core)) or _of_a_place(core)
    left = _plain_words().sub("", re.sub(SCOPE, "", bare))
    if "联席" in core and not _ORDINAL.search(core) and not core.startswith("全"):
        return "topic" if len(left) >= 2 else "plain"
    if scoped and (len(left) >= 2 or name.endswith(("两会", "电视电话会议", "视频会议", "视频会", "调度会", "调度会议")) or "安全" in core or "工作" in core):
        return "named"
    if _BODY.search(core) and (_ORDINAL.search(core) or re.search(r"常务|全体|党组|常委|办公|专题|工作|成员|部署|扩大", core) or len(left) >= 2) and not re.match(r"各|有关|相关|上级|下级|本级", core):
        return "named"
    if len(left) >= 2 or len(bare) >= 4 and "安全" in bare:
        return "topic"
    return "plain"
