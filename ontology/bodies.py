"""The words of which names of bodies are made, loaded from bodies.ttl and functions.ttl.

bodies.ttl explains its classes of words in its header. Loaded once a process, on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .dictionary import in_use, per_lexicon

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Standing:
    """A body that has this very name in all of China: canonical label, class, other spellings."""

    label: str
    kind: str
    alt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Classes of words; `heads` maps an ending to the class of body that it makes, `stems` a field of work to its function."""

    heads: dict[str, str]
    plural: frozenset[str]
    person: frozenset[str]
    generic: frozenset[str]
    joined: tuple[str, ...]
    blocked: frozenset[str]
    abstract: frozenset[str]
    stems: dict[str, str]  # 公安 → "public-security"; "" when functions.ttl has no such function
    offices: dict[str, str]  # 公安局 → "public-security": labels that name an office wherever they stand
    spellings: dict[str, str]  # 安委会 → 安全生产委员会
    standing: tuple[Standing, ...]
    sounds: tuple[str, ...]  # longer words that hide a head: 办法, 部署
    countries: frozenset[str]
    sites: frozenset[str]  # enterprise heads that are also plain nouns: 煤矿, 工厂
    units: frozenset[str]  # endings of small bodies and of places alike: 站, 所, 队
    follow: dict[str, str]  # after a name that ends in the key these characters make another word: 部 + 署


_OFFICE_ENDINGS = ("部门", "局", "厅", "部", "委", "办", "机关", "机构", "队", "所", "站", "段", "室", "院", "会", "台", "处", "组", "社", "中心", "公司", "企业", "单位", "组织")


@per_lexicon()
def body_words() -> BodyWords:
    """All classes of words, with those of the lexicon in use. A missing or broken Turtle file is an error of the installation and raises."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, Store

    skos = "http://www.w3.org/2004/02/skos/core#"
    zr = "https://w3id.org/zeren/ontology#"
    store = Store()
    for name in ("bodies.ttl", "functions.ttl"):
        store.load(path=str(_HERE / name), format=RdfFormat.TURTLE)
    chinese: dict[str, list[tuple[int, str]]] = {}
    for rank, term in enumerate((skos + "prefLabel", skos + "altLabel")):
        for quad in store.quads_for_pattern(None, NamedNode(term), None):
            if isinstance(quad.object, Literal) and (quad.object.language or "").startswith("zh"):
                chinese.setdefault(str(quad.subject), []).append((rank, quad.object.value))
    labels = {subject: [word for _, word in sorted(words)] for subject, words in chinese.items()}
    lexicon = in_use()
    for entry in lexicon.of("function") if lexicon else ():
        labels.setdefault(f"<{entry.iri}>", []).extend(entry.names)
    own = [Standing(entry.label, "zr:" + entry.body, entry.alt) for entry in lexicon.of("organization")] if lexicon else []
    makes = {
        str(quad.subject): "zr:" + str(quad.object.value).removeprefix(zr)
        for quad in store.quads_for_pattern(None, NamedNode(zr + "makes"), None)
        if isinstance(quad.object, NamedNode)
    }
    classes: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(zr + "wordUse"), None):
        if isinstance(quad.object, Literal):
            classes.setdefault(quad.object.value, []).append(str(quad.subject))
    for subjects in classes.values():
        subjects.sort()

    def words(use: str) -> list[str]:
        return sorted({word for subject in classes.get(use, ()) for word in labels[subject]})

    stems = dict.fromkeys((*words("stem"), *(word for word in words("joined") if not word.endswith("和"))), "")
    offices: dict[str, str] = {}
    scheme = "<https://w3id.org/zeren/function/"
    for subject in sorted(labels):
        ident = subject.removeprefix(scheme).removesuffix(">")
        if not subject.startswith(scheme) or not ident:
            continue
        for word in labels[subject]:
            if word.endswith(_OFFICE_ENDINGS) and len(word) > 2:
                offices.setdefault(word, ident)
            else:
                stems[word] = stems.get(word) or ident
    for word, ident in offices.items():  # 交通运输 of 交通运输局, where no bare word says otherwise
        core = _stem(word)
        if 1 < len(core) < len(word):
            stems[core] = stems.get(core) or ident
    return BodyWords(
        heads={word: makes[subject] for subject in classes["head"] for word in labels[subject]},
        plural=frozenset(words("plural")),
        person=frozenset(words("person")),
        generic=frozenset(words("generic")),
        joined=tuple(sorted(words("joined"), key=lambda word: (-len(word), word))),
        blocked=frozenset(words("blocked")),
        abstract=frozenset(words("abstract")),
        stems=dict(sorted(stems.items())),
        offices=offices,
        spellings={word: labels[subject][0] for subject in classes["spelling"] for word in labels[subject]},
        sounds=tuple(words("sound")),
        countries=frozenset(words("country")),
        sites=frozenset(words("site")),
        units=frozenset(words("unit")),
        follow={word[0]: word[1:] for word in words("follow")},
        standing=(*(Standing(labels[subject][0], makes[subject], tuple(labels[subject][1:])) for subject in classes["standing"]), *own),
    )


def _stem(word: str) -> str:
    """公安部门 → 公安, 交通运输局 → 交通运输."""
    for ending in ("主管部门", "部门", "局", "厅", "部", "委", "办", "机关", "机构", "大队", "支队", "总队"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


@cache
def place_names() -> frozenset[str]:
    """Names by which a place stands before a body's: full ones, short ones of provinces and prefectures, and those of other countries."""
    from ontology.jurisdictions import rows

    names: set[str] = set(body_words().countries)
    for row in rows():
        names.add(row.name)
        if row.short and row.level != "county" and not row.plain:
            names.add(row.short)
            if row.name.endswith("州"):
                names.add(row.short.removesuffix("州") + "州")
    return frozenset(names)
