"""Who a named person is in the graph: identity, posts with their bodies, and the person's own spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ontology.namespaces import segment

from . import bodies
from .page import Basket, Page
from .posts import PostSpan, head_of
from .quick import later


@dataclass(frozen=True, slots=True)
class Person:
    """A named person: posts with their bodies, and every place (clean offsets) where the text means this person."""

    name: str
    iri: str
    posts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Draft:
    """A person while the text is read."""

    name: str
    rule: str
    confidence: float
    spans: dict[tuple[int, int], tuple[str, float]] = field(default_factory=dict)
    posts: dict[str, tuple[PostSpan, str, float]] = field(default_factory=dict)
    leader: bool = False  # read in a formula that is used of the country's leaders only


_NATIONAL = later(lambda: re.compile(
    r"^(?:国务院|中共中央|中央|国家|全国(?!劳模)|党和国家|总书记|总理|副总理|国务委员|最高人民)"
    r"|^(?!.*[省市县区州])[\u4e00-\u9fff]{2,10}(?<!组织)(?<!宣传)(?<!统战)(?<!武装)部(?:党委书记|党组书记|党委委员|部长|副部长|总工程师|副总工程师)$"
))


def is_national(post: str) -> bool:
    """Whether a post is one of the whole country (国务院副总理, 应急管理部部长)."""
    return bool(_NATIONAL.search(post))


def _merged(draft: Draft) -> list[tuple[PostSpan, tuple[str, ...], str, float]]:
    """The posts of a person, a bare one (总理) folded into a fuller one of the same office (国务院总理) as its other name."""
    full: list[tuple[PostSpan, tuple[str, ...], str, float]] = []
    labels = list(draft.posts)
    for label, (span, rule, confidence) in draft.posts.items():
        if any(other != label and other.endswith(label) and head_of(other) == head_of(label) for other in labels):
            continue
        alts = [span.alt] if span.alt else []
        alts += [other for other in labels if other != label and label.endswith(other) and head_of(other) == head_of(label)]
        full.append((span, tuple(alts), rule, confidence))
    return full


def settled(page: Page, draft: Draft, basket: Basket) -> Person:
    """Put a person that was read into the basket: thing, mentions, posts; national ones are one in all documents."""
    name = _own_spelling(page, draft)
    posts = _merged(draft)
    national = draft.leader or any(is_national(span.label) for span, _, _, _ in posts)
    iri = _scoped(page, "official", name, national)
    basket.thing(iri, "zr:Official", name)
    for (begin, end), (rule, confidence) in sorted(draft.spans.items()):
        basket.mention(page.mention(begin, end, iri, rule, round(confidence, 2)))
    for span, alts, rule, confidence in posts:
        post = _scoped(page, "post", span.label, is_national(span.label))
        basket.thing(post, "zr:Post", span.label, alts)
        basket.mention(page.mention(span.begin, span.end, post, rule, round(confidence, 2)))
        _body_of(page, post, span, rule, confidence, basket)
        basket.state(page.statement(iri, "zr:holdsPost", post, "", span.begin, span.end, rule, round(confidence, 2)))
    return Person(name, iri, tuple(span.label for span, _, _, _ in posts), tuple(sorted(draft.spans)))


def _body_of(page: Page, post: str, span: PostSpan, rule: str, confidence: float, basket: Basket) -> None:
    """officials.post-in: the body that the post belongs to, where its name is a body's."""
    kind = bodies.classify(span.body) if span.body else None
    if kind is None or not kind[1]:
        return
    iri, label = bodies.identity(page, span.body, kind[0])
    basket.thing(iri, kind[0], label, (span.body,))
    basket.state(page.statement(post, "zr:postIn", iri, "", span.begin, span.end, rule, round(confidence, 2)))


def _scoped(page: Page, kind: str, name: str, national: bool) -> str:
    """Global for the country's own, under the document's place when that is known, else the document's alone."""
    if national:
        return f"data:{kind}/{segment(name)}"
    if page.home:
        return f"data:{kind}/{segment(page.home)}/{segment(name)}"
    return f"{page.iri}/{kind}/{segment(name)}"


# Characters that script conversion would alter in a name, though a simplified text keeps them there on purpose.
_OWN = frozenset("甯昇堃喆乾徵鉅")


def _own_spelling(page: Page, draft: Draft) -> str:
    """The name as the document spells it, where conversion to simplified script changed a character of it."""
    if page.text.starts is None:
        return draft.name
    begin, end = min(draft.spans)
    raw = "".join(page.text.raw[slice(*page.text.span(begin, end))].split())
    if len(raw) != len(draft.name):
        return draft.name
    return "".join(r if r in _OWN else c for r, c in zip(raw, draft.name, strict=True))
