// The picture. vis-network draws what stands in two data sets; what stands there is decided here.
const MOST_LINES = 240; // of the overview, while nothing is selected
const MOST = 600, MAP_FEW = 240, STEP = 40;
const G = { mode: "overview", limits: FEW, mapLimit: MAP_FEW, drawn: new Map(), lines: [], aggregate: [], network: null, nodes: null, edges: null, touched: false, moved: false, hover: -1, view: null, notice: "", pending: null, physics: false, focus: null };

const groupRank = ["sector", "meeting", "organization", "official", "post", "cited", "initiative", "principle", "accident", "function", "jurisdiction", "measure", "statistic", "document", "other"];
const rank = (i) => groupRank.indexOf(D.group[i]);
const drawnName = (i) => { const scope = scopeOf(i); return scope ? `${name(i)}\n${scope}` : name(i); };
const important = (a, b) => rank(a) - rank(b) || D.degree[b] - D.degree[a] || a - b;

function look(i) {
  const entry = G.drawn.get(i), group = D.group[i];
  const focus = G.focus, marked = selection.node === i;
  const faint = focus && !focus.has(i);
  const columns = G.mode === "overview";
  const narrow = columns && G.width === "narrow";
  let side = "below";
  if (group === "sector") side = "in";
  else if (columns && !narrow) side = entry.x < 0 ? "left" : "right";
  const weight = Math.log2(2 + (D.degree[i] || 0));
  const radius = columns ? (narrow ? 7 : 8) : group === "measure" ? 6 : Math.min(16, 6 + weight);
  const most = columns ? (narrow ? 8.5 : group === "sector" ? (G.width === "middle" ? 13 : 16) : G.width === "middle" ? 12 : 17) : group === "sector" ? 10 : 9;
  return { side, rows: columns && !narrow ? 1 : 2, radius, marked, hovered: G.hover === i, faint, most, size: narrow ? 12 : group === "measure" ? 11 : 13, empty: columns && group === "sector" && !G.answered.has(i) };
}

function renderer({ ctx, id, x, y }) {
  const l = look(id);
  let size = { width: l.radius * 2 + 2, height: l.radius * 2 + 2 };
  if (l.side === "in") size = pillSize(ctx, id, l);
  return {
    drawNode() { drawShape(ctx, id, x, y, l); },
    drawExternalLabel() {
      const scale = G.network.getScale();
      const least = D.group[id] === "measure" ? 9 : 7;
      if (l.size * scale < least && !l.marked && !l.hovered && !(G.focus && G.focus.has(id) && l.size * scale > 5)) return;
      drawLabel(ctx, id, x, y, l);
    },
    nodeDimensions: size,
  };
}
function pillSize(c, i, l) {
  const lines = labelLines(name(i), l.most, l.rows);
  return { width: Math.max(...lines.map((line) => textWidth(c, line, `${l.size}px ${FONT}`))) + 22, height: lines.length * (l.size + 3) + 8 };
}

function lineStyle(line) {
  const touches = selection.node >= 0 ? line.a === selection.node || line.b === selection.node : selection.pair ? line.a === selection.pair[0] && line.b === selection.pair[1] : false;
  const any = selection.node >= 0 && G.drawn.has(selection.node) || selection.pair;
  const colour = touches ? palette[line.kind === "required" ? "meeting" : D.group[line.a]] || palette.strong : palette.edge;
  const width = line.n ? Math.min(6, 0.9 + Math.log2(1 + line.n) * (line.role === "zr:Lead" ? 1.1 : 0.75)) : 1.1;
  return { colour: touches && D.group[line.a] === "measure" ? palette.strong : colour, width: touches ? width + 0.6 : width, dash: DASHES[line.role], alpha: any && !touches ? (G.focus && D.measureOf.has(line.a) && G.focus.has(line.a) && G.focus.has(line.b) ? 0.5 : 0.13) : touches ? 0.95 : G.mode === "overview" ? 0.55 : 0.6 };
}
const unseen = (line) => Boolean(line.minor) && G.mode === "overview" && line.a !== selection.node && line.b !== selection.node && !(selection.pair && line.a === selection.pair[0] && line.b === selection.pair[1]);
function visEdge(line) {
  const style = lineStyle(line);
  const curved = G.mode === "overview";
  const touching = selection.node >= 0 && (line.a === selection.node || line.b === selection.node);
  const labelled = touching && line.words && G.mode !== "overview";
  return {
    id: `${line.a}-${line.b}`, from: line.a, to: line.b, hidden: unseen(line), width: style.width, dashes: style.dash || false,
    color: { color: style.colour, highlight: style.colour, hover: palette.strong, opacity: style.alpha },
    arrows: line.n || G.lines.length > 400 ? "" : { to: { enabled: true, scaleFactor: 0.4 } },
    smooth: curved ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 } : false,
    label: labelled ? line.words() : undefined, font: { size: 10, color: palette.soft, strokeWidth: 3, strokeColor: palette.paper, face: FONT, align: "horizontal" },
  };
}

// Lines between drawn nodes that the graph itself has; one for each pair, whatever the number of properties.
function realLines() {
  const E = D.edges, found = new Map();
  for (const i of G.drawn.keys()) {
    for (let k = D.start[i]; k < D.start[i + 1]; k += 1) {
      const e = D.adjacent[k];
      if (E.s[e] !== i || !G.drawn.has(E.t[e]) || E.t[e] === i) continue;
      const a = E.s[e], b = E.t[e], key = `${a}-${b}`;
      if (!found.has(key)) found.set(key, { a, b, edges: [], role: "" });
      const line = found.get(key);
      line.edges.push(e);
      if (E.r[e] >= 0) line.role = E.roles[E.r[e]];
    }
  }
  for (const line of found.values()) line.words = () => [...new Set(line.edges.map((e) => (E.r[e] >= 0 ? term(E.roles[E.r[e]], "r_") : property(E.properties[E.p[e]]))))].join(" · ");
  return [...found.values()];
}

function rebuild(keepCamera) {
  for (const i of [...G.drawn.keys()]) if (!passing.nodes[i]) G.drawn.delete(i);
  const real = G.mode === "overview" ? [] : realLines();
  const taken = new Set(real.map((l) => `${l.a}-${l.b}`));
  G.lines = [...G.aggregate.filter((l) => G.drawn.has(l.a) && G.drawn.has(l.b) && !taken.has(`${l.a}-${l.b}`)), ...real];
  updateFocus();
  const nodes = [...G.drawn].map(([i, p]) => ({ id: i, x: p.x, y: p.y, shape: "custom", ctxRenderer: renderer }));
  if (G.network) {
    G.nodes = new vis.DataSet(nodes);
    G.edges = new vis.DataSet(G.lines.map(visEdge));
    G.network.setData({ nodes: G.nodes, edges: G.edges });
    if (!keepCamera) fitCamera();
  }
  renderTools();
  renderNotice();
  renderList();
  renderLegend();
}

function updateFocus() {
  G.focus = null;
  if (selection.pair) G.focus = new Set(selection.pair);
  else if (selection.node >= 0 && G.drawn.has(selection.node)) {
    G.focus = new Set([selection.node]);
    for (const l of G.lines) { if (l.a === selection.node) G.focus.add(l.b); if (l.b === selection.node) G.focus.add(l.a); }
    // What a body's measures are about belongs to the answer as well.
    if (D.measuresBorne.has(selection.node)) for (const l of G.lines) if (G.focus.has(l.a) && D.measureOf.has(l.a) && (D.group[l.b] === "sector" || D.group[l.b] === "meeting")) G.focus.add(l.b);
  }
}

function restyle() {
  if (!G.network) return;
  updateFocus();
  G.edges.update(G.lines.map(visEdge));
  G.network.redraw();
}

function showOverview(limits) {
  G.mode = "overview"; G.limits = limits || G.limits; G.moved = false; G.touched = false; G.pending = null; G.notice = "";
  const view = G.view = overview(G.limits);
  G.width = screenWidth();
  const at = columnPositions(view, WIDTHS[G.width]);
  G.drawn = new Map([...at].map(([i, [x, y]]) => [i, { x, y }]));
  G.answered = new Set();
  G.aggregate = [];
  for (const [b, row] of view.borne) for (const [s, n] of row) if (at.has(b) && at.has(s)) { G.answered.add(s); G.aggregate.push({ a: b, b: s, n, kind: "borne", role: strongest(view.roles.get(`${b} ${s}`)) }); }
  for (const [m, row] of view.required) for (const [s, n] of row) if (at.has(m) && at.has(s)) G.aggregate.push({ a: m, b: s, n, kind: "required", role: "" });
  if (!G.drawn.size) { showMap(); return; }
  [...G.aggregate].sort((x, y) => y.n - x.n || x.a - y.a || x.b - y.b).forEach((line, k) => { line.minor = k >= MOST_LINES; });
  rebuild();
}
const strongest = (roles) => ROLES.find((r) => roles.has(r)) || "";

function showMap(limit) {
  G.mode = "map"; G.mapLimit = limit || G.mapLimit; G.moved = false; G.touched = false; G.pending = null; G.aggregate = []; G.notice = "";
  const passes = [];
  // Documents name nearly everything: on the map they would hide it, unless they are asked for.
  for (let i = 0; i < D.count; i += 1) if (passing.nodes[i] && (D.group[i] !== "document" || filters.class.has("document"))) passes.push(i);
  passes.sort((a, b) => D.degree[b] - D.degree[a] || a - b);
  const chosen = passes.slice(0, Math.min(G.mapLimit, MOST));
  G.drawn = new Map(chosen.map((i) => [i, { x: D.x[i], y: D.y[i] }]));
  G.left = passes.length - chosen.length;
  rebuild();
}

// What Python laid out when the page is about one thing (rings) or a query (map).
function showOpening() {
  const o = D.raw.opening;
  if (o.mode === "overview") { showOverview(FEW); return; }
  G.mode = "free"; G.aggregate = []; G.moved = false; G.touched = false;
  G.drawn = new Map(o.nodes.map((n) => [n.id, { x: n.x, y: n.y }]));
  rebuild();
}

// Outer rings stand in the order of what they hang on, so that fewer lines cross.
function byAngle(ring) {
  const angle = new Map(ring.map((n) => {
    let x = 0, y = 0;
    for (const other of neighboursOf(n).keys()) { const p = D.group[other] === "document" ? null : G.drawn.get(other); if (p) { x += p.x; y += p.y; } }
    return [n, (Math.atan2(y, x) + 2.5 * Math.PI) % (2 * Math.PI)];
  }));
  return [...ring].sort((a, b) => angle.get(a) - angle.get(b) || a - b);
}
// Of a body or a person also what its measures are about and who required them, for that is the answer.
function withSecondStep(i, near) {
  if (!D.measuresBorne.has(i)) return near;
  const found = new Set([i, ...near]), more = [];
  for (const n of near) { const m = D.measures[D.measureOf.get(n)]; if (m) for (const x of [...m.sectors, ...m.meetings]) if (passing.nodes[x] && !found.has(x)) { found.add(x); more.push(x); } }
  return [...near, ...more];
}
function showOnly(i, more) {
  const near = withSecondStep(i, [...neighboursOf(i).keys()].filter((n) => passing.nodes[n]).sort(important));
  const shown = near.slice(0, more || 60);
  G.mode = "free"; G.aggregate = []; G.moved = true; G.touched = false;
  G.drawn = new Map([[i, { x: 0, y: 0 }]]);
  const direct = neighboursOf(i), first = shown.filter((n) => direct.has(n)).length, inner = Math.min(first, 24), rings = [shown.slice(0, inner)];
  for (let k = inner; k < shown.length; k += 44) rings.push(shown.slice(k, k + 44));
  rings.forEach((ring, r) => {
    const radius = Math.max(190 + r * 130, (ring.length * 74) / (2 * Math.PI));
    if (r) ring = byAngle(ring);
    ring.forEach((n, k) => { const a = -Math.PI / 2 + (2 * Math.PI * (k + (r % 2) / 2)) / ring.length; G.drawn.set(n, { x: Math.round(radius * 1.25 * Math.cos(a)), y: Math.round(radius * 0.9 * Math.sin(a)) }); });
  });
  const rest = near.length - shown.length;
  G.pending = rest > 0 ? { words: t("notAll", { n: rest }), act: () => showOnly(i, Math.min(MOST - 1, shown.length + 60)) } : null;
  passing.nodes[i] = 1;
  rebuild();
  stateChanged();
}

function freeSpot(x, y, turn, used) {
  for (let k = 0; k < 3000; k += 1) {
    const r = 78 + 9 * Math.sqrt(k) * 3, a = turn + (k % 2 ? -1 : 1) * k * 0.42;
    const nx = Math.round(x + r * Math.cos(a)), ny = Math.round(y + r * Math.sin(a) * 0.85);
    let clear = true;
    for (let cx = -1; cx <= 1 && clear; cx += 1) for (let cy = -1; cy <= 1 && clear; cy += 1) for (const [ox, oy] of used.get(`${Math.round(nx / 90) + cx} ${Math.round(ny / 50) + cy}`) || []) if (Math.abs(ox - nx) < 84 && Math.abs(oy - ny) < 44) { clear = false; break; }
    if (clear) return [nx, ny];
  }
  return [x + 90, y];
}

function expand(i) {
  if (!G.drawn.has(i)) { showOnly(i); return; }
  const here = G.drawn.get(i);
  const near = [...neighboursOf(i).keys()].filter((n) => passing.nodes[n] && !G.drawn.has(n)).sort(important);
  const room = MOST - G.drawn.size, shown = near.slice(0, Math.min(STEP, room));
  G.notice = "";
  if (!near.length) { say(t("nothingHere")); }
  if (near.length && room <= 0) { G.notice = t("full", { n: MOST }); renderNotice(); say(G.notice); return; }
  G.mode = G.mode === "overview" ? "free" : G.mode === "map" ? "free" : G.mode;
  G.moved = true;
  const used = new Map();
  let mx = 0, my = 0;
  for (const p of G.drawn.values()) { push(used, `${Math.round(p.x / 90)} ${Math.round(p.y / 50)}`, [p.x, p.y]); mx += p.x; my += p.y; }
  const turn = Math.atan2(here.y - my / G.drawn.size || 1, here.x - mx / G.drawn.size || 1);
  for (const n of shown) {
    const [x, y] = freeSpot(here.x, here.y, turn, used);
    push(used, `${Math.round(x / 90)} ${Math.round(y / 50)}`, [x, y]);
    G.drawn.set(n, { x, y });
  }
  const rest = near.length - shown.length;
  G.pending = rest > 0 ? { words: t("notAll", { n: rest }), act: () => expand(i) } : null;
  rebuild(true);
  showAround(i, shown);
  say(t("drawn", { n: G.drawn.size, all: D.count }));
  stateChanged();
}

// Move the camera only when what was just drawn would be out of sight.
function showAround(i, others) {
  if (!G.network || !others.length) return;
  const spots = [i, ...others].map((n) => G.drawn.get(n));
  const box = bounds(spots), view = visibleBox();
  if (box.left < view.left || box.right > view.right || box.top < view.top || box.bottom > view.bottom) moveTo(box, Math.min(1.1, G.network.getScale()));
}
const bounds = (spots) => ({ left: Math.min(...spots.map((p) => p.x)) - 60, right: Math.max(...spots.map((p) => p.x)) + 60, top: Math.min(...spots.map((p) => p.y)) - 40, bottom: Math.max(...spots.map((p) => p.y)) + 50 });
function visibleBox() {
  const box = $("canvas"), a = G.network.DOMtoCanvas({ x: 0, y: 0 }), b = G.network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}
function moveTo(box, most) {
  const c = $("canvas"), w = c.clientWidth, t_ = c.clientHeight;
  if (!w || !t_) return;
  const scale = Math.min(most, w / (box.right - box.left), t_ / (box.bottom - box.top));
  aim({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale });
}
// The whole of what is drawn with its labels; on a narrow screen the width, and the top first.
function wholeBox() {
  const box = bounds([...G.drawn.values()]);
  if (G.mode === "overview") {
    const wide = G.width !== "narrow";
    const reach = (side) => Math.max(0, ...[...G.drawn].filter(([, p]) => (side < 0 ? p.x < 0 : p.x > 0)).map(([i]) => Math.max(...labelLines(drawnName(i), look(i).most).map((l) => Array.from(l).reduce((n, ch) => n + (ch.charCodeAt(0) > 0x2e7f ? 13 : 7), 0)))));
    const xs = [...G.drawn.values()].map((p) => p.x);
    return wide
      ? { left: Math.min(...xs) - 24 - reach(-1), right: Math.max(...xs) + 24 + reach(1), top: box.top + 40 - 62, bottom: box.bottom - 20 }
      : { left: -190, right: 190, top: box.top + 40 - 50, bottom: box.bottom };
  }
  return box;
}
function fitCamera() {
  if (!G.network || !G.drawn.size) return;
  const box = wholeBox(), c = $("canvas");
  if (!c.clientWidth || !c.clientHeight) return;
  const few = G.mode === "overview";
  const least = few ? (G.width === "narrow" ? 0.85 : 0.62) : 0.05;
  const across = c.clientWidth / (box.right - box.left), down = c.clientHeight / (box.bottom - box.top);
  const scale = Math.max(Math.min(1.1, across, down), Math.min(across, least));
  // What does not fit in height begins at the top, where reading begins.
  const y = c.clientHeight / scale < box.bottom - box.top ? box.top + c.clientHeight / scale / 2 : (box.top + box.bottom) / 2;
  aim({ position: { x: (box.left + box.right) / 2, y }, scale });
}

function drawHeadings(c) {
  if (G.mode !== "overview") return;
  const spots = [...G.drawn];
  const top = Math.min(...spots.map(([, p]) => p.y)) - (G.width === "narrow" ? 30 : 40);
  c.font = `600 ${G.width === "narrow" ? 12.5 : 14}px ${FONT}`; c.textBaseline = "middle"; c.fillStyle = palette.soft;
  for (const [key, test, align] of [["col_meeting", (p) => p.x < 0, "right"], ["col_sector", (p) => p.x === 0, "center"], ["col_body", (p) => p.x > 0, "left"]]) {
    const first = spots.find(([, p]) => test(p));
    if (!first) continue;
    c.textAlign = G.width === "narrow" ? "center" : align;
    c.fillText(t(key), first[1].x + (G.width === "narrow" || align === "center" ? 0 : align === "right" ? 8 : -8), top);
  }
}

// A click on a label counts as one on its node.
function hit(params) {
  if (params.nodes.length) return params.nodes[0];
  const { x, y } = params.pointer.canvas;
  for (const [i, p] of G.drawn) {
    const l = look(i);
    if (l.side === "in") continue;
    const lines = labelLines(drawnName(i), l.most), w = Math.max(...lines.map((s) => s.length)) * l.size, tall = lines.length * (l.size + 2);
    const left = l.side === "left" ? p.x - l.radius - 7 - w : l.side === "right" ? p.x + l.radius + 7 : p.x - w / 2;
    const top = l.side === "below" ? p.y + l.radius + 4 : p.y - tall / 2;
    if (x >= left && x <= left + w && y >= top && y <= top + tall) return i;
  }
  return -1;
}

function startGraph() {
  const options = structuredClone(D.raw.opening.options);
  const box = $("canvas");
  G.nodes = new vis.DataSet([]); G.edges = new vis.DataSet([]);
  G.network = new vis.Network(box, { nodes: G.nodes, edges: G.edges }, options);
  box.querySelector(".vis-network").tabIndex = -1;
  G.network.on("afterDrawing", drawHeadings);
  G.network.on("click", (p) => {
    const i = hit(p);
    if (i >= 0) select(i, { soon: $("details").hidden });
    else if (p.edges.length) { const [a, b] = p.edges[0].split("-").map(Number); selectPair(a, b); } else select(-1);
  });
  G.network.on("doubleClick", (p) => { const i = hit(p); if (i >= 0) { expand(i); clearTimeout(opening); renderDetails(); } });
  G.network.on("hoverNode", ({ node }) => { G.hover = node; box.classList.add("pointing"); G.network.redraw(); });
  G.network.on("blurNode", () => { G.hover = -1; box.classList.remove("pointing"); G.network.redraw(); });
  G.network.on("dragEnd", (p) => {
    if (p.nodes.length) { const at = G.network.getPositions(p.nodes); for (const n of p.nodes) if (G.drawn.has(n)) Object.assign(G.drawn.get(n), { x: Math.round(at[n].x), y: Math.round(at[n].y) }); G.moved = true; }
    remember(); G.touched = true; stateChanged(true);
  });
  G.network.on("zoom", () => { remember(); G.touched = true; stateChanged(true); });
  G.network.on("resize", () => queueMicrotask(resized)); // it moves the camera itself after it says so
  box.addEventListener("keydown", graphKeys);
}

// The camera only moves here, so that it is known when vis-network changes it with the size of its box.
function aim(camera) { G.camera = camera; G.network.moveTo(camera); }
const remember = () => { G.camera = { position: G.network.getViewPosition(), scale: G.network.getScale() }; };
// vis-network looks at its box once a second; what changes the box says so at once.
function syncSize() { if (G.network && !$("graph-panel").hidden) G.network.setSize("100%", "100%"); }
function resized() {
  if (G.mode === "overview" && !G.moved && screenWidth() !== G.width) showOverview();
  else if (G.mode === "overview" && !G.touched) fitCamera();
  else if (G.camera) G.network.moveTo(G.camera);
}

function zoomBy(factor) { const at = G.network.getViewPosition(); aim({ position: at, scale: Math.min(4, Math.max(0.05, G.network.getScale() * factor)) }); G.touched = true; stateChanged(true); }

function graphKeys(event) {
  const here = selection.node >= 0 && G.drawn.has(selection.node) ? selection.node : -1;
  const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (directions[event.key]) {
    event.preventDefault();
    const next = here < 0 ? [...G.drawn.keys()].sort((a, b) => G.drawn.get(a).y - G.drawn.get(b).y || G.drawn.get(a).x - G.drawn.get(b).x)[0] : toward(here, directions[event.key]);
    if (next !== undefined) { select(next, { keepFocus: true }); bringIntoView(next); }
  } else if (event.key === "Enter" && here >= 0) { $("details").querySelector("button,a,h2")?.focus(); }
  else if ((event.key === "e" || event.key === "E") && here >= 0) expand(here);
  else if ((event.key === "o" || event.key === "O") && here >= 0) showOnly(here);
  else if (event.key === "Delete" && here >= 0) takeOff(here);
  else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") { G.touched = false; fitCamera(); }
  else return;
  event.preventDefault();
}
function toward(i, [dx, dy]) {
  const from = G.drawn.get(i);
  let best, least = Infinity;
  for (const [n, p] of G.drawn) {
    if (n === i) continue;
    const x = p.x - from.x, y = p.y - from.y, along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0) continue;
    const cost = along + across * 2;
    if (cost < least) { least = cost; best = n; }
  }
  return best;
}
function bringIntoView(i) {
  const p = G.drawn.get(i), v = visibleBox();
  if (p.x < v.left + 40 || p.x > v.right - 40 || p.y < v.top + 30 || p.y > v.bottom - 30) aim({ position: { x: p.x, y: p.y }, scale: G.network.getScale() });
}
function takeOff(i) {
  G.drawn.delete(i); G.moved = true;
  if (G.mode === "overview" || G.mode === "map") G.mode = G.mode === "overview" ? "free" : "free";
  rebuild(true); stateChanged();
}

// Physics only when asked for, for a while, and then it rests.
function togglePhysics() {
  G.physics = !G.physics;
  clearTimeout(G.timer);
  if (G.physics) {
    if (G.mode === "overview") { G.mode = "free"; rebuild(true); }
    G.network.setOptions({ physics: { enabled: true, solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -60, springLength: 80, avoidOverlap: 0.4 }, stabilization: false } });
    G.timer = setTimeout(() => G.physics && togglePhysics(), 8000);
  } else {
    G.network.setOptions({ physics: { enabled: false } });
    const at = G.network.getPositions();
    for (const [i, p] of G.drawn) if (at[i]) Object.assign(p, { x: Math.round(at[i].x), y: Math.round(at[i].y) });
    G.moved = true;
    if (!G.touched) fitCamera();
    stateChanged();
  }
  renderTools();
}

function renderTools() {
  const wide = G.limits === MANY;
  fill($("tools"),
    h("div", { class: "group", role: "group", "aria-label": t("views") },
      button(t("overview"), () => { showOverview(FEW); stateChanged(); renderTools(); }, { "aria-pressed": String(G.mode === "overview" && !wide) }),
      button(t("more"), () => { showOverview(MANY); stateChanged(); renderTools(); }, { "aria-pressed": String(G.mode === "overview" && wide), id: "tool-more" }),
      button(t("map"), () => { showMap(MAP_FEW); stateChanged(); renderTools(); }, { "aria-pressed": String(G.mode === "map"), id: "tool-map" })),
    h("div", { class: "group" },
      button("＋", () => zoomBy(1.3), { "aria-label": t("zoomIn"), title: t("zoomIn") }), button("－", () => zoomBy(1 / 1.3), { "aria-label": t("zoomOut"), title: t("zoomOut") }),
      button(t("fit"), () => { G.touched = false; fitCamera(); stateChanged(); })),
    h("div", { class: "group" },
      button(G.physics ? t("physicsStop") : t("physics"), togglePhysics, { "aria-pressed": String(G.physics), id: "tool-physics" }),
      button(t("list"), () => { $("list").hidden = !$("list").hidden; renderList(); renderTools(); }, { "aria-pressed": String(!$("list").hidden), id: "tool-list" })));
}

function renderNotice() {
  const box = $("notice");
  if (!box) return;
  let all = 0;
  for (let i = 0; i < D.count; i += 1) all += passing.nodes[i];
  const parts = [h("b", {}, t("drawn", { n: G.drawn.size, all: num(all) }))];
  if (G.mode === "overview" && G.view) {
    const { left, outside } = G.view;
    const what = [["meeting", left.meeting], ["sector", left.sector], ["organization", left.body]].filter(([, n]) => n > 0).map(([g, n]) => `${t("g_" + g)} ${n}`).join(lang === "zh" ? "、" : ", ");
    if (what) parts.push(" ", t("left", { what }), " ", t("leftHow"));
    const minor = G.lines.filter((l) => l.minor).length;
    if (minor) parts.push(" ", t("minorLines", { n: minor }));
    if (outside) parts.push(" ", t("outside", { n: outside }), button(t("inLedger"), () => showTab("ledger"), { class: "inline" }), lang === "zh" ? "。" : ".");
  }
  if (G.mode === "map" && G.left > 0) parts.push(" ", t("mapLeft", { n: G.drawn.size, rest: num(G.left) }), " ", G.mapLimit < MOST ? button(t("nextOnes"), () => { showMap(MOST); stateChanged(); }, { class: "inline" }) : null);
  if (G.notice) parts.push(" ", G.notice);
  if (G.pending) parts.push(" ", G.pending.words, " ", button(t("nextOnes"), G.pending.act, { class: "inline", id: "draw-more" }));
  if (G.mode === "free") parts.push(" ", button(t("back"), () => { showOverview(FEW); renderTools(); stateChanged(); }, { class: "inline", id: "back" }));
  fill(box, parts);
}

function renderList() {
  const box = $("list");
  if (!box || box.hidden) return;
  const groups = new Map();
  for (const i of G.drawn.keys()) push(groups, D.group[i], i);
  fill(box, h("h3", {}, t("listTitle")), [...groups].sort((a, b) => groupRank.indexOf(a[0]) - groupRank.indexOf(b[0])).map(([group, members]) => [
    h("h4", {}, icon(group), t("g_" + group), h("span", { class: "count" }, String(members.length))),
    h("ul", {}, members.map((i) => h("li", {}, button(name(i), () => { select(i); bringIntoView(i); }, { class: "inline" }))))]));
}

// What the shapes and lines that are drawn mean; a click on a class shows only it.
function renderLegend() {
  const sizes = new Map(), classes = new Map();
  for (const i of G.drawn.keys()) { const g = D.group[i]; sizes.set(g, (sizes.get(g) || 0) + 1); if (!classes.has(g)) classes.set(g, new Set()); classes.get(g).add(classOf(i)); }
  for (const c of filters.class) { const g = c.includes(":") ? "organization" : c; if (!sizes.has(g)) sizes.set(g, 0); if (!classes.has(g)) classes.set(g, new Set()); classes.get(g).add(c); }
  const toggle = (all, on) => { for (const c of all) on ? filters.class.delete(c) : filters.class.add(c); changed(); };
  const columns = G.mode === "overview";
  fill($("legend"), h("ul", { class: "legend-classes", "aria-label": t("legend") }, groupRank.filter((g) => sizes.has(g)).map((g) => {
    const all = [...classes.get(g)], on = all.some((c) => filters.class.has(c));
    return h("li", {}, button([icon(g), t("g_" + g), h("span", { class: "count" }, num(sizes.get(g)))], () => toggle(all, on), { "aria-pressed": String(on), title: t("legendHint"), class: "legend-item" }));
  })), h("ul", { class: "legend-lines", "aria-label": t("role") }, ROLES.map((r) => h("li", {}, roleSign(r), t("r_" + r))), columns && G.view && G.view.sectors.some((s) => !G.answered.has(s)) ? h("li", {}, emptySign(), t("nobody")) : null));
}
