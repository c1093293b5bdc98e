"""Bodies, as the other finders ask for them: the members of a noun phrase, and which individual a name means.

`expand` and `classify` read names (phrases.py); `identity` says who is meant by one. Two spellings of one thing are one
(市安办, 市安委会办公室; 应急局, 应急管理局); a relative name takes its place from the page's home, or from the one full name that
the document itself uses, and otherwise stays the document's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from ontology import bodies as dictionary
from ontology.bodies import body_words
from ontology.dictionary import per_lexicon
from ontology.namespaces import segment

from .apart import apart
from .bodyedges import place_before, places_known
from .bodynames import scan, short_forms
from .page import Page
from .phrases import COLLECTIVE, Body, classify, expand, function_of, standing

__all__ = ["COLLECTIVE", "Body", "canonical", "classify", "expand", "function_of", "identity"]

_RELATIVE = re.compile(r"(?:全|我|本)?(自治区|省|市" + apart("市") + r"|州|盟|县|区|旗|镇|乡|街道)(?!级|场|容|政(?![协府法研务])|域|民(?![政族宗防])|长|人大代表)")
# 郑州市, 新乡市, 景德镇市, 万州区: a place's own name may end like one of another kind.
_PART = re.compile(r".+?(?:省|自治区|特别行政区|自治州|自治县|地区|市|区|街道|(?:州|盟|县|旗|镇|乡)(?![省市区县]))")
_RANKS = {"省": ("省", "自治区", "市"), "自治区": ("自治区",), "市": ("市", "地区", "州", "盟"), "州": ("州",), "盟": ("盟",), "县": ("县",), "区": ("区",), "旗": ("旗",), "镇": ("镇",), "乡": ("乡",), "街道": ("街道",)}


@cache
def _spelling() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(body_words().spellings)
    known = sorted(set(table) | set(table.values()), key=lambda word: (-len(word), word))
    return re.compile("|".join(("(?<!平)" if word.startswith("安") else "") + re.escape(word) + ("(?!挥)" if word.endswith("指") else "(?!采购)" if word == "政府" else "") for word in known)), table


_PARTY_COMMITTEE = re.compile(r"中共([\u4e00-\u9fff]{2,14}[省市州县区旗镇乡])委员会")


@cache
def _countries() -> tuple[str, ...]:
    return tuple(sorted(body_words().countries))


@per_lexicon(4096)
def canonical(name: str) -> str:
    """One spelling for all of a name's: 市安办, 市安委会办公室 → 市安全生产委员会办公室; 县政府 → 县人民政府."""
    name = re.sub(r"[\s“”\"]", "", name)
    known = standing().get(name)
    if known:
        return known[0]
    name = re.sub(r"^(?:中共)?[Xx×*某]+(?=[省市州县区旗镇乡])", "", name)
    name = re.sub(r"第[一二三四五六七八九十]+届(?=人民代表大会|人大|委员会)", "", name)
    committee = _PARTY_COMMITTEE.fullmatch(name)
    if committee:
        name = committee[1] + ("党委" if committee[1][-1] in "镇乡" else "委")
    name = re.sub(r"^中共(?=.+[省市州县区旗]委)", "", name)
    name = re.sub(r"^(?:各级|有关|相关|各有关|各相关)(?![、和及])(?=.{2,}部门$)", "", name)
    if name.startswith(_countries()):
        return name  # 日本政府 is no 人民政府
    pattern, table = _spelling()
    name = pattern.sub(lambda found: table.get(found.group(), found.group()), name)
    if name.endswith("单位") and name[:-2] in body_words().stems and name[:-2] not in body_words().generic:  # 建设单位 is who builds, no office
        name = name[:-2] + "部门"
    return name


def identity(page: Page, body_name: str, kind: str) -> tuple[str, str]:
    """(short name of the IRI, canonical label) of the body that `body_name` means in this document.

    Global for national bodies, for names that begin with a full place, and for relative ones whose place the page's home
    tells (省安委会 in a document of 四川省 → 四川省安全生产委员会); otherwise, and for collectives, the document's own.
    """
    known = _kin(page.clean).meant
    key = (page.iri, page.home, body_name, kind)
    found = known.get(key)
    if found is None:
        found = known[key] = _identity(page, body_name, kind)
    return found


def _identity(page: Page, body_name: str, kind: str) -> tuple[str, str]:
    label = canonical(body_name)
    if kind == COLLECTIVE:
        return f"{page.iri}/organization/{segment(label)}", label
    if label in standing():
        return f"data:organization/{segment(label)}", label
    label = _kin(page.clean).get(label)
    whole = _at_home(page.home, label)
    if whole:
        return f"data:organization/{segment(whole)}", whole
    if _national(label) or kind == "zr:Enterprise" and len(label) > 6 or _full_place(label):
        return f"data:organization/{segment(label)}", label
    return f"{page.iri}/organization/{segment(label)}", label


_GROUP = re.compile(r"(?:事故)?(?:调查组|(?:调查)?评估组|工作组|指挥部|专班|领导小组|督导组|检查组)$")


@per_lexicon(4)
def _kin(clean: str) -> _Kin:
    """The names by which the document itself means a fuller one."""
    found = scan(clean)
    # 各级应急管理部门 are not those of one level
    everywhere = {canonical(one.body.name) for one in found if clean[max(0, one.body.begin - 2) : one.body.begin] in ("各级", "地方")}
    defined = {canonical(short): canonical(name) for short, name in short_forms(clean, found).items()}
    first: dict[str, int] = {}
    for one in found:
        first.setdefault(canonical(one.body.name), one.body.begin)
    return _Kin(sorted({canonical(one.body.name) for one in found if one.body.specific}), everywhere, defined, first)


class _Kin:
    """Fuller names of one document: 省安全生产委员会 → 四川省安全生产委员会, when exactly one fits."""

    def __init__(self, labels: list[str], everywhere: set[str], defined: dict[str, str], first: dict[str, int]) -> None:
        self._defined = defined
        self._first = first  # where each name stands first
        self._labels = [label for label in labels if label not in standing()]  # ascending
        self._backwards = sorted(label[::-1] for label in self._labels)
        self._cores: dict[str, list[str]] | None = None
        self._everywhere = everywhere
        self._known: dict[str, str] = {}
        self.meant: dict[tuple[str, str | None, str, str], tuple[str, str]] = {}  # who was told apart already, by document, home, name and class

    def get(self, label: str) -> str:
        """The fullest name that the document gives for a label; the label itself when it gives none or several."""
        for _ in range(2):  # 市安委会 → 长春市安委会 → 吉林省长春市安委会
            if label not in self._known:
                fuller = [] if label in standing() or label in self._everywhere else self._fuller(label)
                self._known[label] = fuller[0] if len(fuller) == 1 else label
            label = self._known[label]
        return label

    def _fuller(self, label: str) -> list[str]:
        """住房和城乡建设部门 → 省级住房和城乡建设部门; 国务院调查组 → 国务院…事故调查组."""
        if label in self._defined:  # 以下简称领导小组
            return [self._defined[label]]
        office = re.fullmatch(r"(领导小组|指挥部|专班|委员会|联席会议)(办公室|办)", label)
        if office:  # 领导小组办公室: the office of the group that is meant
            whole = self.get(office.group(1))
            return [whole + "办公室"] if whole != office.group(1) else [other for other in self._ending(label) if other != label]
        group = _GROUP.search(label)
        ending_so = [other for other in self._ending(label) if other != label]
        fuller = [other for other in ending_so if _only_place(other[: len(other) - len(label)], label) and not self._of_one_level(other, label)]
        if group and not fuller:
            lead = label[: group.start()]
            ending = group.group().removeprefix("事故")
            fuller = [other for other in self._beginning(lead) if other != label and other.endswith(ending) and len(other) > len(label) + 4]
            fuller += [other for other in ending_so if other[: len(other) - len(label)] in standing() and other not in fuller]
            fuller += [other for other in ending_so if other[0] in "省市州县区" and len(other) - len(label) <= 6 and other not in fuller]
        system = re.match(r"(.*[省市州县区])局（公司）$", label)
        if system:  # 济宁市局（公司）: the bureau of the system whose document it is
            fuller = [other for other in self._beginning(system.group(1)) if other.endswith("局（公司）") and len(other) > len(label)] or fuller
        if not fuller and label.endswith("公司") or label.endswith("集团"):
            fuller = self._same_enterprise(label)
        return fuller

    def _of_one_level(self, other: str, label: str) -> bool:
        """应急管理部门 before any 市级应急管理部门: those of all levels, and no short form of the one."""
        return other[: len(other) - len(label)].endswith("级") and self._first.get(label, 0) < self._first.get(other, 0)

    def _beginning(self, lead: str) -> list[str]:
        """The labels that begin so, ascending."""
        low = bisect_left(self._labels, lead)
        return self._labels[low : bisect_left(self._labels, lead + _LAST, low)]

    def _ending(self, end: str) -> list[str]:
        """The labels that end so, ascending."""
        low = bisect_left(self._backwards, end[::-1])
        return sorted(label[::-1] for label in self._backwards[low : bisect_left(self._backwards, end[::-1] + _LAST, low)])

    def _same_enterprise(self, label: str) -> list[str]:
        """Longer names of one enterprise: with its legal form (省投资集团控股有限公司) or with more of its place (河南省安阳市…公司)."""
        if self._cores is None:
            self._cores = {}
            for other in self._labels:
                self._cores.setdefault(_without_place(other), []).append(other)
        core = _without_place(label)
        begun = [other for other in self._beginning(label) if _FORM.fullmatch(other[len(label) :])]
        same = sorted({other for other in (*self._cores.get(core, ()), *begun) if len(other) > len(label)})
        longest = max(same, key=len, default="")
        return [longest] if longest and all(_without_place(other) == core or longest.startswith(other) for other in same) else same


_LAST = "\U0010ffff"  # no character comes behind it
_FORM = re.compile(r"(?:集团|控股|股份|有限|责任|总)*公司$|集团$")


def _without_place(label: str) -> str:
    while True:
        at = next((cut for cut in range(min(9, len(label) - 4), 1, -1) if place_before(label, 0, cut) == 0 and label[:cut] in dictionary.place_names()), 0)
        if not at:
            return label
        label = label[at:]


def _only_place(lead: str, label: str) -> bool:
    """Whether what a fuller name has before a shorter one is only its place or level."""
    if lead + label[0] in dictionary.place_names():
        return True  # 赵县公安局
    return 1 <= len(lead) <= 9 and bool(re.fullmatch(r"(?:集团公司|集团|公司|[\u4e00-\u9fff]{0,8}[省市州县区旗盟镇乡]|[省市县区州]级|(?:[\u4e00-\u9fff]{2,6}[市州县区旗])?[\u4e00-\u9fff]{2,4}|[省市州县区旗]委|[省市州县区旗](?:人民)?政府)", lead)) and (label[0] in "省市州县区旗盟镇乡" or lead[-1] in "省市州县区旗盟镇乡级" or lead in ("集团公司", "集团", "公司") or lead[0] in "省市州县区旗" and lead[1:] in ("委", "政府", "人民政府"))


def _national(label: str) -> bool:
    return label.startswith(("国务院", "中共中央", "中央", "国家", "中国", "全国", "中华"))


_PLACE_FIRST = re.compile(r"([\u4e00-\u9fff]{2,9}?)(?:省|自治区|市|自治州|州|盟)(?=.{2})")


def _full_place(label: str) -> bool:
    """A name that begins with a place of its own name: 四川省… , 成都市… ; not 省…, 市…, nor a redacted XX市."""
    found = _PLACE_FIRST.match(label)
    return bool(found) and not label.startswith(("全", "我", "本", "各", "某")) and len(found.group(1)) > 1 if found else False


@lru_cache(64)
def _parts(home: str) -> tuple[str, ...]:
    """The places of a chain: 湖南省常德市津市市 → 湖南省, 常德市, 津市市."""
    parts: list[str] = []
    names, longest = places_known()
    while home:
        known = next((home[:size] for size in range(min(longest, len(home)), 2, -1) if home[:size] in names), "")
        found = known or (part.group() if (part := _PART.match(home)) else "")
        if not found:
            break
        parts.append(found)
        home = home[len(found) :]
    return tuple(parts)


def _at_home(home: str | None, label: str) -> str | None:
    """A relative name with its place: 市人民政府 in 四川省成都市 → 成都市人民政府; None when home does not tell."""
    if not home:
        return None
    parts = _parts(home)
    found = _RELATIVE.match(label)
    if found:
        rank = found.group(1)
        if rank == "市" and len(parts) > 1 and parts[-1].endswith("市") and parts[-2].endswith(("市", "州", "地区", "盟")):  # the document of a city of county rank
            return f"{parts[-2]}{parts[-1]}{label[found.end() :]}"
        for part in reversed(parts) if rank in ("县", "区", "旗", "镇", "乡", "街道") else parts:
            if rank == "区" and part.endswith("自治区"):
                continue
            if part.endswith(_RANKS[rank]) and (rank != "市" or not part.endswith("区")):
                if rank == "省" and part is not parts[0]:
                    break
                if rank == "市" and part.endswith("市") is False and any(p.endswith("市") for p in parts):
                    continue
                above = parts[parts.index(part) - 1] if rank in ("县", "区", "旗", "镇", "乡", "街道") and parts.index(part) else ""
                return f"{above}{part}{label[found.end() :]}"
    for number, part in enumerate(parts):  # 武侯区应急管理局 in 四川省成都市武侯区
        if label.startswith(part):
            above = parts[number - 1] if number and part.endswith(("县", "区", "旗", "镇", "乡", "街道")) and not part.endswith("地区") else ""
            return f"{above}{label}"
    return None
