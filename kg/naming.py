"""A name as a person types it → the things of the graph that it fits.

A name fits a thing by, in this order: its IRI (whole, or as a short name such as `zrs:fire`, or the id of a sector,
function or level alone); one of its names exactly; one of its names in plain wording (either script, with or
without spaces, quotation marks and 《》); the name of the function that a body has (公安 fits 县公安局); a part of one
of its names. The first of these that fits anything decides, and everything that fits so is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.namespaces import PREFIXES, ZR

from .answers import ask
from .errors import KgError
from .wording import plain

if TYPE_CHECKING:
    from pyoxigraph import Store

BODIES = frozenset(
    ZR + name for name in ["Organization", "Government", "Department", "Committee", "PartyBody", "Enterprise", "Collective"]
)
OFFICIALS = frozenset({ZR + "Official"})
MEETINGS = frozenset({ZR + "Meeting"})
SECTORS = frozenset({ZR + "Sector"})
CITED = frozenset({ZR + "CitedDocument"})
DOCUMENTS = frozenset({ZR + "SourceDocument"})
JURISDICTIONS = frozenset({ZR + "Jurisdiction"})
OTHERS = frozenset(ZR + name for name in ["Initiative", "Principle", "Accident", "Post"])
SUBJECTS = BODIES | OFFICIALS | MEETINGS | SECTORS | CITED | DOCUMENTS | JURISDICTIONS | OTHERS

# What a person calls the classes, by local name; beside the ontology's labels because a table has little room.
KINDS = {
    "Measure": "措施", "Organization": "组织", "Government": "政府", "Department": "部门", "Committee": "委员会", "PartyBody": "党的机构", "Enterprise": "企业", "Collective": "集合主体",
    "Official": "人员", "Post": "职务", "Meeting": "会议", "Sector": "行业领域", "CitedDocument": "被引文件", "SourceDocument": "来源文件", "Jurisdiction": "行政区域",
    "Initiative": "行动", "Principle": "原则", "Accident": "事故",
}  # fmt: skip

ROLE_NAMES = {"Lead": "牵头", "Cooperate": "配合", "Supervise": "监督", "Implement": "负责"}

# From the nation down. The words that a person types for a level; the graph's own labels are the ontology's.
LEVELS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("National", "国家级", ("国家", "全国", "中央", "国务院")),
    ("Province", "省级", ("省", "全省", "自治区", "直辖市")),
    ("Prefecture", "市级", ("市", "全市", "地级", "地市", "州")),
    ("County", "县级", ("县", "全县", "区", "区县", "县区")),
    ("Township", "乡镇级", ("乡镇", "乡", "镇", "街道", "全镇", "乡级", "镇级")),
)
_RANK = {ZR + name: rank for rank, (name, _, _) in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with all its names, the preferred one first."""

    iri: str
    kinds: frozenset[str]
    label: str
    names: tuple[str, ...]
    functions: tuple[str, ...] = ()


def kind_of(named: Named) -> str:
    """The local name of the thing's most telling class: Department before Organization."""
    kinds = sorted(kind.removeprefix(ZR) for kind in named.kinds & SUBJECTS)
    return next((kind for kind in kinds if kind != "Organization"), "Organization")


def level_rank(iri: str) -> int:
    """0 for the nation … 4 for a township; 5 when the level is not known."""
    return _RANK.get(iri, len(LEVELS))


def level_label(iri: str) -> str:
    """The Chinese name of a level; "" for none."""
    return LEVELS[_RANK[iri]][1] if iri in _RANK else ""


def level_named(word: str) -> str:
    """The IRI of the level that `word` names (省, 省级, province). KgError when it names none."""
    asked = word.strip().lower()
    for name, label, words in LEVELS:
        if asked in {name.lower(), label, *words, *(w + "级" for w in words)}:
            return ZR + name
    known = "、".join(label for _, label, _ in LEVELS)
    raise KgError(f"No level is called “{word}”. Levels are {known} (national, province, prefecture, county, township).")


def names(store: Store) -> list[Named]:
    """Everything that has a name, in the order of IRIs. The preferred name is the simplified one."""
    functions: dict[str, list[str]] = {}
    for row in ask(store, "names-functions"):
        functions.setdefault(row["thing"], []).append(row["name"])
    kinds: dict[str, set[str]] = {}
    labels: dict[str, list[tuple[int, str]]] = {}
    for row in ask(store, "names"):
        kinds.setdefault(row["thing"], set()).add(row["kind"])
        labels.setdefault(row["thing"], []).append((_preference(row), row["name"]))
    found = []
    for iri in sorted(kinds):
        every = tuple(dict.fromkeys(name for _, name in sorted(labels[iri])))
        found.append(Named(iri, frozenset(kinds[iri]), every[0], every, tuple(sorted(set(functions.get(iri, ()))))))
    return found


def _preference(row: dict[str, str]) -> int:
    """Preferred Chinese labels before other preferred ones before other names."""
    if row["property"].endswith("altLabel"):
        return 2
    if row["property"].endswith(("notation", "source")):
        return 3
    return 1 if row["language"].startswith("en") else 0


def resolve(known: Sequence[Named], asked: str, kinds: Iterable[str] = SUBJECTS) -> list[Named]:
    """The things of `kinds` that `asked` fits, the shortest name first; [] when nothing fits."""
    wanted = frozenset(kinds)
    pool = [named for named in known if named.kinds & wanted]
    text = asked.strip()
    iris = _as_iris(text)
    tiers: tuple[Callable[[Named], bool], ...] = (
        lambda n: n.iri in iris,
        lambda n: text in n.names,
        lambda n: plain(text) in map(plain, n.names),
        lambda n: text in n.functions or plain(text) in map(plain, n.functions),
        lambda n: any(plain(text) in plain(name) for name in n.names),
    )
    if not plain(text):
        return []
    for fits in tiers:
        found = [named for named in pool if fits(named)]
        if found:
            return sorted(found, key=lambda n: (len(n.label), n.label, n.iri))
    return []


def _as_iris(text: str) -> frozenset[str]:
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        return frozenset({PREFIXES[prefix] + local})
    if colon and "/" in text:
        return frozenset({text.strip("<>")})
    return frozenset(PREFIXES[p] + text for p in ("zrs", "zrf", "zr"))


def narrower(store: Store, sectors: Iterable[str]) -> list[str]:
    """The sectors and all that are narrower: who asks for 交通运输 asks for 道路交通 too."""
    return [row["narrower"] for row in ask(store, "names-narrower", {"sector": sectors})]
