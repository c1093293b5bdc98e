"""A chain as a tree for the terminal, as GraphViz and as a picture."""

from __future__ import annotations

from html import escape

from .chain import Chain, Link, Station
from .naming import LEVELS, level_label

_WIDTH, _BOX, _HIGH, _GAP_X, _GAP_Y = 1180, 250, 74, 30, 96  # of the picture, in its own units


def link_words(link: Link) -> str:
    """A link in one line: how long it took and what became of the requirements."""
    parts = [] if link.days is None else [f"{link.days} 天后" if link.days else "当天"]
    if link.descents:
        taken = len({d.above.iri for d in link.descents if d.above and d.below})
        parts.append(f"传导 {taken} 项")
        parts += [f"{word} {link.count(word)} 项" for word in ("未传导", "新增") if link.count(word)]
        parts.append(f"照抄 {link.copied:.0%}")
    return "，".join(parts)


def station_words(station: Station) -> str:
    """A station in one line: level, name, date, how many requirements."""
    level = level_label(station.level)
    facts = [fact for fact in (station.date, f"{len(station.requirements)} 项要求" if station.requirements else "") if fact]
    return (f"[{level}] " if level else "") + station.label + (f"（{'，'.join(facts)}）" if facts else "")


def tree(chain: Chain) -> str:
    """The chain as an indented tree, from the top down. A station that several pass on appears below each of them."""
    lines: list[str] = []
    shown: set[str] = set()
    for top in chain.tops():
        lines.append(station_words(top))
        _branch(chain, top, "", lines, shown, frozenset({top.iri}))
    rest = [station for station in chain.stations if station.iri not in shown | {top.iri for top in chain.tops()}]
    lines += [station_words(station) for station in rest]
    return "\n".join(lines) + "\n" if lines else ""


def _branch(chain: Chain, station: Station, indent: str, lines: list[str], shown: set[str], above: frozenset[str]) -> None:
    links = chain.below(station.iri)
    for number, link in enumerate(links, 1):
        last = number == len(links)
        words = link_words(link)
        ring = "（回到上文）" if link.below.iri in above else ""
        lines.append(f"{indent}{'└─ ' if last else '├─ '}{station_words(link.below)}{ring}")
        deeper = indent + ("   " if last else "│  ")
        more = bool(chain.below(link.below.iri)) and not ring
        if words:
            lines.append(f"{deeper}{'│    ' if more else '     '}{words}")
        shown.add(link.below.iri)
        if not ring:
            _branch(chain, link.below, deeper, lines, shown, above | {link.below.iri})


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
    """A picture: levels from the top down, at most four boxes a line, each link a curve with its words on it."""
    across = (_WIDTH + _GAP_X) // (_BOX + _GAP_X)
    places: dict[str, tuple[int, int]] = {}
    bands: list[str] = []
    y = 50
    for rank in range(len(LEVELS) + 1):
        group = [station for station in chain.stations if station.rank == rank]
        if not group:
            continue
        label = level_label(group[0].level) or "层级未知"
        bands.append(f'<text x="14" y="{y - 10}" class="level">{escape(label)}</text>')
        for at, station in enumerate(group):
            row, column = divmod(at, across)
            wide = min(across, len(group) - row * across)
            left = 20 + (_WIDTH - wide * _BOX - (wide - 1) * _GAP_X) // 2
            places[station.iri] = (left + column * (_BOX + _GAP_X), y + row * (_HIGH + 40))
        y += ((len(group) - 1) // across) * (_HIGH + 40) + _HIGH + _GAP_Y
    edges = [_edge(link, places) for link in chain.links]
    boxes = [_box(station, *places[station.iri]) for station in chain.stations]
    height = max(y - _GAP_Y + 20, 80)
    return "\n".join([_svg_head(_WIDTH + 40, height, "传达链条"), *bands, *(e[0] for e in edges), *boxes, *(e[1] for e in edges), "</svg>"]) + "\n"


def _svg_head(width: int, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{escape(title)}</title><style>"
        "text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;font-size:13px;fill:#1a2733}"
        ".level{font-size:12px;fill:#5a6b7b}.small{font-size:11px;fill:#44525f}.on{font-size:11px;fill:#7a3b00}"
        "</style>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    )


def _box(station: Station, x: int, y: int) -> str:
    lines = _folded(station.label, 36)[:2]
    facts = "，".join(
        fact for fact in (station.date, f"{len(station.requirements)} 项要求" if station.requirements else "") if fact
    )
    text = "".join(f'<text x="{x + 12}" y="{y + 22 + 18 * n}">{escape(line)}</text>' for n, line in enumerate(lines))
    return (
        f'<g><title>{escape(station_words(station))}</title><rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="8" fill="#eef4fa" stroke="#3b6ea5"/>'
        f'{text}<text x="{x + 12}" y="{y + _HIGH - 10}" class="small">{escape(facts)}</text></g>'
    )


def _edge(link: Link, places: dict[str, tuple[int, int]]) -> tuple[str, str]:
    (x1, y1), (x2, y2) = places[link.above.iri], places[link.below.iri]
    ax, ay, bx, by = x1 + _BOX // 2, y1 + _HIGH, x2 + _BOX // 2, y2
    if by <= ay:  # of one level, or upwards: from side to side
        ax, ay, bx, by = x1 + _BOX, y1 + _HIGH // 2, x2, y2 + _HIGH // 2
    middle = (ay + by) // 2
    curve = f'<path d="M{ax},{ay} C{ax},{middle} {bx},{middle} {bx},{by}" fill="none" stroke="#9a6a2f" stroke-width="1.5"/>'
    tip = f'<path d="M{bx - 5},{by - 8} L{bx + 5},{by - 8} L{bx},{by} Z" fill="#9a6a2f"/>'
    words = link_words(link)
    # The words stand nearer to the station below, where the links of one station above have parted.
    x, y = (ax + 3 * bx) // 4, by - 16
    label = f'<text x="{x}" y="{y}" class="on" text-anchor="middle">{escape(words)}</text>' if words else ""
    return curve + tip, label


def _folded(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` half-width columns; what does not fit into two lines ends in …."""
    from wcwidth import wcwidth

    lines, line, used = [], "", 0
    for character in text:
        size = max(wcwidth(character), 0)
        if used + size > room:
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + size
    lines.append(line)
    return [lines[0], lines[1][:-1] + "…"] if len(lines) > 2 else lines
