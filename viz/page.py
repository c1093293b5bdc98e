"""One HTML file that holds everything: vis-network and its options from pyvis, our own script and style, the data.

The page asks for nothing: every script and style is in-line and named by its hash in a content security policy, the
data is gzip in base64 in a block that no browser runs. Only the title and the language are written as HTML, escaped.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyvis.network import Network as PyvisNetwork

    from viz.network import Network
    from viz.payload import Payload

SCRIPTS = (
    "i18n", "dom", "data", "filters", "shapes", "overview", "graph", "sparql", "details", "ledger", "gaps", "matrix", "work",
    "chain", "timeline", "documents", "result", "search", "export", "state", "main",
)  # fmt: skip

# What vis-network needs to be quick and quiet; physics stays off until the reader asks for it.
VIS_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False, "solver": "forceAtlas2Based", "stabilization": False, "timestep": 0.4},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "multiselect": False,
        "navigationButtons": False,
        "keyboard": {"enabled": False},
        "selectConnectedEdges": False,
        "tooltipDelay": 600000,
        "zoomSpeed": 0.6,
    },
    "nodes": {"shape": "dot", "shadow": {"enabled": False}},
    "edges": {"smooth": False, "shadow": {"enabled": False}, "selectionWidth": 1, "hoverWidth": 0},
}


@dataclass(frozen=True, slots=True)
class Opening:
    """The first picture: the nodes and lines drawn at once, and their places by the width of the screen."""

    mode: str  # "overview" (columns), "rings" or "map"
    graph: Network  # its nodes and edges, with the attribute `weight` on edges
    places: dict[str, dict[str, tuple[int, int]]]  # "wide", and for columns "middle" and "narrow"


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. In Jupyter it shows itself."""

    html: str

    def save(self, path: str | Path) -> None:
        """Write the page as UTF-8, whatever the locale; the file appears whole or not at all."""
        from kg.export.files import write_whole

        write_whole(Path(path), self.html.encode("utf-8"))

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that neither the notebook nor the page can touch the other."""
        return (
            '<iframe title="Zeren" sandbox="allow-scripts allow-downloads allow-modals" width="100%" height="720" '
            f'style="border:1px solid #ccc;border-radius:6px" srcdoc="{html.escape(self.html, quote=True)}"></iframe>'
        )


def assemble(payload: Payload, opening: Opening, titles: tuple[str, str], lang: str, result: dict[str, Any] | None) -> Page:
    """The page for a payload. `titles` are Chinese and English, `lang` is "zh" or "en"; `result` is the table of a SELECT."""
    title = titles[lang == "en"]
    net = _pyvis(payload, opening, title)
    nodes, edges, _, _, _, options = net.get_network_data()
    data = dict(payload.columns)
    data["fingerprint"] = payload.fingerprint
    data["titles"] = titles
    data["lang"] = lang
    data["result"] = result
    data["opening"] = {
        "mode": opening.mode,
        "nodes": [{"id": n["id"], "x": n["x"], "y": n["y"]} for n in nodes],
        "edges": [[e["from"], e["to"], e["width"]] for e in edges],
        "places": {name: {payload.index[iri]: xy for iri, xy in at.items()} for name, at in opening.places.items()},
        "options": json.loads(options),
    }
    # JSON with bare surrogates escaped (a damaged file name may have some), so that UTF-8 always takes it.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=int)
    packed = gzip.compress(text.encode("utf-8", "surrogatepass").replace(b"\x00", b""), compresslevel=9, mtime=0)
    return Page(_fill(title, lang, base64.b64encode(packed).decode("ascii"), net))


def _pyvis(payload: Payload, opening: Opening, title: str) -> PyvisNetwork:
    """The opening picture as a pyvis network: made from networkx, with options, positions and its own library."""
    import networkx as nx
    from pyvis.network import Network as PyvisNetwork

    drawn: nx.DiGraph[int] = nx.DiGraph()
    for iri in opening.graph:
        x, y = opening.places["wide"][iri]
        # pyvis writes titles and labels into its own pages; ours takes names from the data, so ids are enough.
        drawn.add_node(payload.index[iri], label="", x=int(x), y=int(y), size=10)
    for s, t, data in opening.graph.edges(data=True):
        drawn.add_edge(payload.index[s], payload.index[t], weight=int(data.get("weight", 1)))
    net = PyvisNetwork(directed=True, cdn_resources="in_line", heading=title, height="100%", width="100%")
    net.from_nx(drawn)
    net.set_options(json.dumps(VIS_OPTIONS))
    return net


def _library(net: PyvisNetwork) -> tuple[str, str]:
    """vis-network's script and style out of the installed pyvis; rules that load pictures are for buttons we do not show."""
    folder = Path(net.template_dir) / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text("utf-8")
    # It has tags in strings, which must not end or nest our own.
    script = script.replace("</script", "<\\/script").replace("<script", "<\\script").replace("<!--", "<\\!--")
    script = re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)
    style = (folder / "vis-network.css").read_text("utf-8")
    rules = re.findall(r"[^{}]+\{[^{}]*\}", style)
    kept = [r.strip() for r in rules if "url(" not in r and re.search(r"vis-(network|tooltip)", r.partition("{")[0])]
    return script, "\n".join(kept)


def _fill(title: str, lang: str, data: str, net: PyvisNetwork) -> str:
    assets = files("viz") / "assets"
    vis_script, vis_style = _library(net)
    parts = [(assets / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    script = '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"
    style = vis_style + "\n" + (assets / "page.css").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(vis_script)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    values = {
        "lang": "zh-Hans" if lang == "zh" else "en",
        "policy": html.escape(policy, quote=True),
        "title": html.escape(title, quote=True),
        "style": style,
        "library": vis_script,
        "script": script,
        "data": data,
    }
    template = (assets / "page.html").read_text("utf-8")
    # One pass, so that nothing that was filled in is looked at again.
    return re.sub(r"@@(\w+)@@", lambda m: values[m[1]], template)


def _hash(code: str) -> str:
    """The source expression that allows exactly this in-line code (CSP Level 3, §2.3.1)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii") + "'"
