// The view is in the address: what stands after # gives the same view again, in this file and in a copy of it.
const state = { tab: "graph", theme: "" };
let writing = false, timer = 0, lastWritten = "";

function encodeView() {
  const q = new URLSearchParams();
  if (state.tab !== defaultTab()) q.set("tab", state.tab);
  for (const f of FACETS) for (const v of filters[f]) q.append(f, valueKey(f, v));
  for (const key of ["from", "to", "words"]) if (filters[key]) q.set(key, filters[key]);
  if (filters.confidence) q.set("confidence", filters.confidence);
  if (selection.node >= 0) q.set("sel", D.iri[selection.node]);
  if (selection.pair) for (const i of selection.pair) q.append("pair", D.iri[i]);
  if (state.tab === "documents" && D.docs[docView.doc]) { q.set("doc", D.iri[D.docs[docView.doc].n]); if (docView.place) q.set("place", docView.place.join("-")); }
  if (state.tab === "gaps") { for (const kind of D.raw.gaps) if (openGaps.has(kind.id)) q.append("gap", kind.id); if (gapDay) q.set("asof", gapDay); }
  if (sort.column !== "no" || sort.down) q.set("sort", (sort.down ? "-" : "") + sort.column);
  if (lang !== D.raw.lang) q.set("lang", lang);
  if (state.theme) q.set("theme", state.theme);
  encodeGraph(q);
  return q.toString();
}
function encodeGraph(q) {
  if (G.mode === "map") q.set("view", "map"); else if (G.mode === "overview" && G.limits === MANY) q.set("view", "more"); else if (G.mode === "free" && (G.moved || D.raw.opening.mode === "overview")) q.set("view", "free");
  if (G.mode === "map" && G.mapLimit !== MAP_FEW) q.set("limit", G.mapLimit);
  if (G.moved) {
    q.set("data", D.raw.fingerprint);
    q.set("at", [...G.drawn].map(([i, p]) => `${i.toString(36)}.${p.x}.${p.y}`).join("_"));
    if (G.mode === "free" && G.aggregate.length) q.set("lines", "1");
  }
  if (G.touched && G.network) { const p = G.network.getViewPosition(); q.set("cam", `${Math.round(p.x * 10)}.${Math.round(p.y * 10)}.${Math.round(G.network.getScale() * 10000)}`); }
}
const defaultTab = () => (D.raw.result && !D.raw.measures.n.length ? "result" : "graph");

function stateChanged(quiet) {
  if (writing) return;
  clearTimeout(timer);
  timer = setTimeout(() => writeState(quiet), quiet ? 250 : 40);
}
function writeState(quiet) {
  const hash = encodeView();
  if (hash === lastWritten) return;
  lastWritten = hash;
  const address = hash ? `#${hash}` : `${location.pathname}${location.search}`;
  try { history[quiet ? "replaceState" : "pushState"](null, "", address); } catch { try { location.hash = hash; } catch { /* an address that cannot change (a notebook's frame) keeps no view */ } }
}

function readView() {
  const q = new URLSearchParams(location.hash.slice(1));
  writing = true;
  lastWritten = location.hash.slice(1);
  lang = ["zh", "en"].includes(q.get("lang")) ? q.get("lang") : D.raw.lang;
  state.theme = ["light", "dark"].includes(q.get("theme")) ? q.get("theme") : "";
  filters = emptyFilters();
  for (const f of FACETS) for (const key of q.getAll(f)) { const v = keyValue(f, key); if (v !== undefined) filters[f].add(v); }
  for (const key of ["from", "to"]) if (/^\d{4}-\d\d-\d\d$/.test(q.get(key) || "")) filters[key] = q.get(key);
  filters.words = q.get("words") || "";
  filters.confidence = Math.min(100, Math.max(0, Number(q.get("confidence")) || 0));
  const node = nodeOf(q.get("sel")), pair = q.getAll("pair").map(nodeOf);
  selection = { node: node ?? -1, pair: pair.length === 2 && pair.every((i) => i !== undefined) ? pair : null };
  const doc = D.docOfNode.get(nodeOf(q.get("doc")));
  const place = /^(\d+)-(\d+)$/.exec(q.get("place") || "");
  docView.doc = doc ?? 0; docView.place = doc !== undefined && place ? [Number(place[1]), Number(place[2])] : null;
  const column = (q.get("sort") || "no").replace("-", "");
  sort = { column: COLUMNS.some(([c]) => c === column) ? column : "no", down: (q.get("sort") || "").startsWith("-") };
  openGaps.clear();
  for (const id of q.getAll("gap")) if (D.raw.gaps.some((kind) => kind.id === id)) openGaps.add(id);
  gapDay = /^\d{4}-\d\d-\d\d$/.test(q.get("asof") || "") ? q.get("asof") : "";
  state.tab = TABS.includes(q.get("tab")) ? q.get("tab") : defaultTab();
  return q;
}
function readGraph(q) {
  const view = q.get("view");
  if (view === "map") showMap(Number(q.get("limit")) === MOST ? MOST : MAP_FEW); else if (view === "more") showOverview(MANY); else if (!view) showOpening(); else showOverview(FEW);
  const at = q.get("at");
  if (at) {
    if (q.get("data") !== D.raw.fingerprint) { G.notice = t("staleLink"); renderNotice(); } else {
      if (view === "free") { G.mode = "free"; if (q.get("lines") !== "1") G.aggregate = []; }
      G.drawn = new Map();
      for (const part of at.split("_").slice(0, MOST)) { const m = /^([0-9a-z]+)\.(-?\d{1,7})\.(-?\d{1,7})$/.exec(part), i = m ? parseInt(m[1], 36) : -1; if (i >= 0 && i < D.count) G.drawn.set(i, { x: Number(m[2]), y: Number(m[3]) }); }
      G.moved = true;
      rebuild();
    }
  }
  const cam = /^(-?\d+)\.(-?\d+)\.(\d+)$/.exec(q.get("cam") || "");
  if (cam && G.network) { G.touched = true; aim({ position: { x: Number(cam[1]) / 10, y: Number(cam[2]) / 10 }, scale: Math.min(4, Math.max(0.02, Number(cam[3]) / 10000)) }); }
  writing = false;
}
