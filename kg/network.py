"""Who works with whom: the network of bodies by the measures that they share, and what stands between the sectors.

- *Shared work*: two bodies are joined when one measure names both; the weight is the number of such measures.
- *Between sectors*: in the two-sided network of bodies and sectors (joined where a body bears a measure in the sector), the betweenness
  of a body says how many of the shortest ways from one sector to another lead through it: who is to be asked when two fields meet.
- *Communities*: greedy modularity on shared work (Clauset, Newman, Moore), numbered by size.
- *Centrality*: the share of all bodies that a body shares work with (degree), and betweenness in shared work.

networkx computes on numbers given in the order of IRIs, so that the answer depends on no hash and no chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ontology.namespaces import ZR

from . import naming
from .answers import PLACE, SOURCE, Answer, Column, Texts, ask, joined

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

COLUMNS = (
    Column("rank", "序号", "Rank"),
    Column("body", "单位", "Body", long=True),
    Column("count", "措施数", "Measures"),
    Column("leads", "其中牵头", "As lead", spare=True),
    Column("sectors", "行业领域数", "Sectors"),
    Column("partners", "协作单位数", "Partners"),
    Column("closest", "协作最多", "Closest partners", long=True),
    Column("centrality", "度中心性", "Degree centrality"),
    Column("betweenness", "协作中介性", "Betweenness in shared work", spare=True),
    Column("between_sectors", "领域间中介性", "Betweenness between sectors"),
    Column("community", "群组", "Community"),
    SOURCE,
    Column("iri", "标识", "IRI", wide=True),
    *PLACE,
)

MANY = 1500  # bodies from which betweenness is estimated from MANY / 3 evenly chosen ones, not computed from all


@dataclass(frozen=True, slots=True)
class Body:
    """A body in the network; `between` are betweenness in shared work and between sectors (0 … 1)."""

    iri: str
    label: str
    measures: int
    leads: int
    sectors: tuple[str, ...]  # labels
    partners: tuple[tuple[str, int], ...]  # label and number of shared measures, most first
    centrality: float
    between: float
    between_sectors: float
    community: int  # 1 is the largest; 0: shares work with nobody
    place: tuple[str, int, int]  # the first measure: document, begin, end


@dataclass(frozen=True, slots=True)
class Network:
    """Bodies, the most central first, and the pairs that share work: (index, index, measures)."""

    bodies: tuple[Body, ...]
    edges: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class _Gathered:
    label: str
    measures: dict[str, tuple[str, int, int]]
    leads: set[str]
    sectors: set[str]


def _gather(store: Store, collectives: bool) -> dict[str, _Gathered]:
    found: dict[str, _Gathered] = {}
    left_out = set()
    for row in ask(store, "network-work"):
        body = row["body"]
        if row["kind"] == ZR + "Collective" and not collectives:
            left_out.add(body)
        one = found.setdefault(body, _Gathered(row["label"], {}, set(), set()))
        one.measures.setdefault(row["measure"], (row["document"], int(row["begin"]), int(row["end"])))
        if row["role"] == ZR + "Lead":
            one.leads.add(row["measure"])
        if row["sector"]:
            one.sectors.add(row["sector"])
    return {iri: found[iri] for iri in sorted(found) if iri not in left_out}


def graph_of_work(gathered: dict[str, _Gathered]) -> nx.Graph[int]:
    """Bodies by number; an edge's `weight` is the number of measures that both bear."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(gathered)))
    bearers: dict[str, list[int]] = {}
    for number, one in enumerate(gathered.values()):
        for measure in one.measures:
            bearers.setdefault(measure, []).append(number)
    for measure in sorted(bearers):
        group = bearers[measure]
        for at, a in enumerate(group):
            for b in group[at + 1 :]:
                weight = graph.edges[a, b]["weight"] + 1 if graph.has_edge(a, b) else 1
                graph.add_edge(a, b, weight=weight)
    return graph


def _betweenness(graph: Any, nodes: int) -> dict[int, float]:
    """Betweenness, 0 … 1. Above MANY bodies from every so-many-th node as a source, which is an estimate but no chance."""
    import networkx as nx

    if nodes <= MANY:
        found: dict[int, float] = nx.betweenness_centrality(graph)
        return found
    step = max(1, len(graph) // (MANY // 3))
    chosen = list(range(0, len(graph), step))
    subset: dict[int, float] = nx.betweenness_centrality_subset(graph, chosen, list(graph.nodes))
    scale = (len(graph) / len(chosen)) / max(1, (len(graph) - 1) * (len(graph) - 2) / 2)
    return {node: value * scale for node, value in subset.items()}


def _between_sectors(gathered: dict[str, _Gathered]) -> dict[int, float]:
    """For each body the share of the pairs of sectors that can reach each other whose shortest ways lead through it."""
    import networkx as nx

    two_sided: nx.Graph[int] = nx.Graph()
    sectors = sorted({sector for one in gathered.values() for sector in one.sectors})
    number = {sector: len(gathered) + at for at, sector in enumerate(sectors)}
    two_sided.add_nodes_from(range(len(gathered) + len(sectors)))
    for at, one in enumerate(gathered.values()):
        two_sided.add_edges_from((at, number[sector]) for sector in sorted(one.sectors))
    ends = list(number.values())
    pairs = sum(size * (size - 1) // 2 for size in _sectors_together(two_sided, ends))
    found = nx.betweenness_centrality_subset(two_sided, ends, ends)
    # networkx halves what it finds in an undirected graph, each pair having been met from both ends
    return {at: found[at] / pairs if pairs else 0.0 for at in range(len(gathered))}


def _sectors_together(two_sided: Any, ends: list[int]) -> list[int]:
    """How many sectors each connected part of the network holds."""
    import networkx as nx

    kept = frozenset(ends)
    return [len(part & kept) for part in nx.connected_components(two_sided)]


def _communities(graph: Any) -> dict[int, int]:
    import networkx as nx

    joined_only = graph.subgraph(sorted(n for n in graph if graph.degree(n)))
    if not joined_only:
        return {}
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(sorted(joined_only))
    ordered.add_weighted_edges_from(sorted((min(a, b), max(a, b), w) for a, b, w in joined_only.edges(data="weight")))
    groups = sorted(
        (sorted(group) for group in nx.community.greedy_modularity_communities(ordered, weight="weight")),
        key=lambda group: (-len(group), group),
    )
    return {node: number for number, group in enumerate(groups, 1) for node in group}


def network(store: Store, *, collectives: bool = False) -> Network:
    """The network of the bodies that bear something. Collectives (各乡镇, 企业) join everything to everything: left out unless asked for."""
    import networkx as nx

    gathered = _gather(store, collectives)
    graph = graph_of_work(gathered)
    labels = {named.iri: named.label for named in naming.names(store) if named.kinds & naming.SECTORS}
    between = _betweenness(graph, len(graph))
    sectors = _between_sectors(gathered)
    communities = _communities(graph)
    centrality = nx.degree_centrality(graph)
    names = [one.label for one in gathered.values()]
    made = []
    for at, (iri, one) in enumerate(gathered.items()):
        partners = sorted(((names[other], graph.edges[at, other]["weight"]) for other in graph[at]), key=lambda p: (-p[1], p[0]))
        places = sorted(one.measures.values())
        made.append(
            Body(
                iri, one.label, len(one.measures), len(one.leads), tuple(sorted(labels.get(s, s) for s in one.sectors)), tuple(partners),
                centrality[at], between[at], sectors[at], communities.get(at, 0), places[0],
            )  # fmt: skip
        )
    order = sorted(range(len(made)), key=lambda at: (-round(made[at].centrality, 9), -made[at].measures, made[at].label, made[at].iri))
    place = {old: new for new, old in enumerate(order)}
    edges = sorted(
        (min(place[a], place[b]), max(place[a], place[b]), int(data["weight"])) for a, b, data in graph.edges(data=True)
    )
    return Network(tuple(made[at] for at in order), tuple(edges))


def table(store: Store, found: Network) -> Answer:
    """One row a body; its place is the first measure that it bears."""
    texts = Texts(store)
    rows = tuple(
        {
            "rank": str(rank),
            "body": body.label,
            "count": str(body.measures),
            "leads": str(body.leads),
            "sectors": str(len(body.sectors)),
            "partners": str(len(body.partners)),
            "closest": joined(f"{label}（{shared}）" for label, shared in body.partners[:3]),
            "centrality": f"{body.centrality:.3f}",
            "betweenness": f"{body.between:.3f}",
            "between_sectors": f"{body.between_sectors:.3f}",
            "community": str(body.community) if body.community else "",
            "iri": body.iri,
            **texts.place(*body.place),
        }
        for rank, body in enumerate(found.bodies, 1)
    )
    groups = max((body.community for body in found.bodies), default=0)
    note = f"{len(found.bodies)} 个单位，{len(found.edges)} 对有共同承担的措施，{groups} 个群组。领域间中介性：两个行业领域之间的最短联系经过该单位的比例。"
    return Answer("协作网络", COLUMNS, rows, note)


def to_networkx(found: Network) -> nx.Graph[str]:
    """The network as a networkx graph whose nodes are IRIs; lists are joined, so that every format can hold them."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for body in found.bodies:
        graph.add_node(
            body.iri, label=body.label, measures=body.measures, leads=body.leads, sectors="、".join(body.sectors),
            degree_centrality=body.centrality, betweenness=body.between, between_sectors=body.between_sectors, community=body.community,
        )  # fmt: skip
    for a, b, weight in found.edges:
        graph.add_edge(found.bodies[a].iri, found.bodies[b].iri, weight=weight)
    return graph


def to_graphml(found: Network) -> str:
    """GraphML for Gephi, yEd and networkx; characters that XML forbids are taken out of the labels."""
    import networkx as nx

    from .sheets import legal

    graph = to_networkx(found)
    for _, data in graph.nodes(data=True):
        data.update({key: legal(value) for key, value in data.items() if isinstance(value, str)})
    return "\n".join(nx.generate_graphml(graph)) + "\n"


# Okabe and Ito's colours, which colour-blind readers tell apart; the number beside the name repeats what they say.
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8a00", "#6a3d9a")
_ALONE = "#8c959d"
SHOWN = 70  # bodies in the picture: more names round one circle cannot be read


def to_svg(found: Network) -> str:
    """A picture: bodies on a circle, community beside community, joined by what they share; the SHOWN most central ones."""
    shown = [at for at, body in enumerate(found.bodies) if body.partners][:SHOWN]
    order = sorted(shown, key=lambda at: (found.bodies[at].community, at))
    radius = max(170, 5 * len(order))
    centre = radius + 210
    spot: dict[int, tuple[float, float, float]] = {}
    for number, at in enumerate(order):
        angle = 2 * math.pi * number / max(1, len(order)) - math.pi / 2
        spot[at] = (centre + radius * math.cos(angle), centre + radius * math.sin(angle), angle)
    size = 2 * centre
    left_out = sum(1 for body in found.bodies if body.partners) - len(shown)
    alone = sum(1 for body in found.bodies if not body.partners)
    caption = f"连线：共同承担措施；粗细：项数；颜色与数字：群组。另有 {alone} 个单位不与其他单位共同承担措施"
    caption += f"，{left_out} 个协作较少的单位未画出。" if left_out else "。"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size + 40}" width="{size}" height="{size + 40}" role="img">'
        "<title>协作网络</title><style>text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;font-size:12px;fill:#1a2733}</style>"
        f'<rect width="{size}" height="{size + 40}" fill="#ffffff"/>'
    ]
    for a, b, weight in found.edges:
        if a in spot and b in spot:
            (x1, y1, _), (x2, y2, _) = spot[a], spot[b]
            same = found.bodies[a].community == found.bodies[b].community
            colour = _colour(found.bodies[a].community) if same else "#b6bec6"
            # through a point nearer to the centre, so that neighbours' lines do not lie on the circle
            mx, my = (x1 + x2) / 2 * 0.6 + centre * 0.4, (y1 + y2) / 2 * 0.6 + centre * 0.4
            parts.append(
                f'<path d="M{x1:.1f},{y1:.1f} Q{mx:.1f},{my:.1f} {x2:.1f},{y2:.1f}" fill="none" stroke="{colour}" '
                f'stroke-opacity="0.55" stroke-width="{min(8, 1 + math.log2(weight) * 1.6):.1f}"/>'
            )
    for at in order:
        parts.append(_dot(found.bodies[at], *spot[at]))
    parts.append(f'<text x="20" y="{size + 20}">{escape(caption)}</text></svg>')
    return "\n".join(parts) + "\n"


def _colour(community: int) -> str:
    return _COLOURS[(community - 1) % len(_COLOURS)] if community else _ALONE


def _dot(body: Body, x: float, y: float, angle: float) -> str:
    """A body's dot and its name, written outwards and never upside down."""
    from .sheets import legal
    from .tables import cut

    left = math.cos(angle) < -1e-9
    turn = math.degrees(angle) + (180 if left else 0)
    anchor, shift = ("end", -1) if left else ("start", 1)
    size = 3 + 1.6 * math.sqrt(body.measures)
    size = min(size, 13)
    tip = f"{body.label}：{body.measures} 项措施，{len(body.partners)} 个协作单位"
    name = f"{cut(body.label, 26)} {body.community}" if not left else f"{body.community} {cut(body.label, 26)}"
    return (
        f'<g><title>{escape(legal(tip))}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{_colour(body.community)}"/>'
        f'<text transform="translate({x:.1f},{y:.1f}) rotate({turn:.1f})" x="{shift * (size + 5):.1f}" y="4" text-anchor="{anchor}">{escape(legal(name))}</text></g>'
    )
