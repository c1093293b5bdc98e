"""A chain as a tree for the terminal, as GraphViz and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .chain import Chain, Link, Station
from .naming import LEVELS, level_label
from .sheets import legal
from .tables import cut

_STEP, _BOX, _HIGH, _GAP = 48, 580, 56, 16  # of the picture, in its own units
# From the nation down and unknown; Okabe and Ito's colours, told apart by colour-blind readers too.
_COLOURS = ("#d55e00", "#e69f00", "#009e73", "#0072b2", "#cc79a7", "#8c959d")


def link_words(link: Link) -> str:
    """A link in one line: how long it took and what became of the requirements."""
    parts = ["推定"] if link.inferred else []
    parts += [] if link.days is None else [f"{link.days} 天后" if link.days else "当天"]
    if link.descents:
        taken = len({d.above.iri for d in link.descents if d.above and d.below and not d.origin})
        parts.append(f"传导 {taken} 项")
        parts += [f"{word} {link.count(word)} 项" for word in ("未传导", "隔级承接", "新增") if link.count(word)]
        parts.append(f"照抄 {link.copied:.0%}")
    return "，".join(parts)


def station_words(station: Station) -> str:
    """A station in one line: level, name, date, how many requirements."""
    level = level_label(station.level)
    facts = [fact for fact in (station.date, f"{len(station.requirements)} 项要求" if station.requirements else "") if fact]
    return (f"[{level}] " if level else "") + station.label + (f"（{'，'.join(facts)}）" if facts else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tree: a station below the link that led to it. `bars` says for each depth whether its line runs on."""

    station: Station
    link: Link | None
    bars: tuple[bool, ...]
    ring: bool  # it stands above itself already: told, not followed
    more: bool  # something stands below it


def lines_of(chain: Chain) -> list[Line]:
    """The chain as lines from the top down, depth first. A station that several pass on appears below each of them."""
    found: list[Line] = []

    def branch(station: Station, link: Link | None, bars: tuple[bool, ...], above: frozenset[str]) -> None:
        links = chain.below(station.iri)
        ring = station.iri in above
        found.append(Line(station, link, bars, ring, bool(links) and not ring))
        if not ring:
            for number, below in enumerate(links, 1):
                branch(below.below, below, (*bars, number < len(links)), above | {station.iri})

    for top in chain.tops():
        branch(top, None, (), frozenset())
    shown = {line.station.iri for line in found}
    for station in chain.stations:
        if station.iri not in shown:
            found.append(Line(station, None, (), False, False))
    return found


def tree(chain: Chain) -> str:
    """The chain as an indented tree for the terminal."""
    out: list[str] = []
    for line in lines_of(chain):
        indent = "".join("│  " if bar else "   " for bar in line.bars[:-1])
        branch = ("├─ " if line.bars[-1] else "└─ ") if line.bars else ""
        out.append(f"{indent}{branch}{station_words(line.station)}{'（回到上文）' if line.ring else ''}")
        words = link_words(line.link) if line.link else ""
        if words:
            deeper = indent + ("│  " if line.bars[-1] else "   ")
            out.append(f"{deeper}{'│    ' if line.more else '     '}{words}")
    return "".join(f"{text}\n" for text in out)


def to_dot(chain: Chain) -> str:
    """GraphViz: one rank a level, an edge a link, labelled with what became of the requirements."""
    lines = ["digraph chain {", '  rankdir=TB; node [shape=box, style=rounded, fontname="Noto Sans CJK SC"];']
    lines.append('  edge [fontname="Noto Sans CJK SC", fontsize=10];')
    for rank in range(len(LEVELS) + 1):
        group = [station for station in chain.stations if station.rank == rank]
        if group:
            lines.append(f"  {{ rank=same; {' '.join(_quoted(station.iri) + ';' for station in group)} }}")
    for station in chain.stations:
        lines.append(f"  {_quoted(station.iri)} [label={_quoted(station_words(station))}];")
    for link in chain.links:
        lines.append(f"  {_quoted(link.above.iri)} -> {_quoted(link.below.iri)} [label={_quoted(link_words(link))}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def to_svg(chain: Chain) -> str:
    """A picture of the tree: one box a station, indented by depth, coloured by level, with what became of the requirements."""
    lines = lines_of(chain)
    deepest = max((len(line.bars) for line in lines), default=0)
    width = 40 + deepest * _STEP + _BOX
    height = 50 + max(1, len(lines)) * (_HIGH + _GAP)
    used = sorted({line.station.rank for line in lines})
    legend, x = [], 20
    for rank in used:
        label = LEVELS[rank][1] if rank < len(LEVELS) else "层级未知"
        legend.append(f'<rect x="{x}" y="14" width="12" height="12" fill="{_COLOURS[rank]}"/><text x="{x + 18}" y="24" class="small">{label}</text>')
        x += 100
    wires: list[str] = []
    boxes: list[str] = []
    middle: list[int] = []  # for each depth, the height at which its last box stands
    for number, line in enumerate(lines):
        x, y = 20 + len(line.bars) * _STEP, 42 + number * (_HIGH + _GAP)
        del middle[len(line.bars) :]
        if middle:
            wire = x - _STEP + 16
            wires.append(f'<path d="M{wire},{middle[-1] + _HIGH // 2} V{y + _HIGH // 2} H{x}" fill="none" stroke="#8593a1" stroke-width="1.5"/>')
        middle.append(y + _HIGH // 2)
        boxes.append(_box(line, x, y))
    empty = '<text x="20" y="60">没有哪次会议传达另一次会议。</text>' if not lines else ""
    return "\n".join([_svg_head(width, height, "传达链条"), *legend, *wires, *boxes, empty, "</svg>"]) + "\n"


def _svg_head(width: int, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{escape(title)}</title><style>"
        "text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;font-size:14px;fill:#1a2733}"
        ".small{font-size:12px;fill:#44525f}.on{font-size:12px;fill:#7a3b00}"
        "</style>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    )


def _box(line: Line, x: int, y: int) -> str:
    station = line.station
    facts = "，".join(fact for fact in (station.date, f"{len(station.requirements)} 项要求" if station.requirements else "") if fact)
    words = link_words(line.link) if line.link else ""
    name = cut(legal(station.label), 74) + ("（回到上文）" if line.ring else "")
    return (
        f'<g><title>{escape(legal(station_words(station)))}</title>'
        f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="6" fill="#f6f8fa" stroke="#c3ccd5"/>'
        f'<rect x="{x}" y="{y}" width="6" height="{_HIGH}" fill="{_COLOURS[station.rank]}"/>'
        f'<text x="{x + 18}" y="{y + 22}">{escape(name)}</text><text x="{x + 18}" y="{y + 44}" class="small">{escape(facts)}</text>'
        f'<text x="{x + _BOX - 12}" y="{y + 44}" class="on" text-anchor="end">{escape(words)}</text></g>'
    )
