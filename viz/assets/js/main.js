// The frame around the views, and what happens when something changes.
const timings = {};
let TABS = ["graph", "ledger", "gaps", "matrix", "work", "chain", "timeline", "documents"];
const RENDER = { ledger: renderLedger, gaps: renderGaps, matrix: renderMatrix, work: renderWork, chain: renderChain, timeline: renderTimeline, documents: renderDocuments, result: renderResult };

function renderTop() {
  const dark = isDark();
  fill($("top"),
    h("div", { class: "brand" }, h("h1", {}, pageTitle()), h("p", {}, t("subtitle"))),
    h("div", { class: "search", role: "search" }, h("input", { type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "result-list", "aria-autocomplete": "list", "aria-label": t("search"), placeholder: t("searchPlaceholder"), autocomplete: "off", spellcheck: "false", oninput: searchInput, onkeydown: searchKeys, onfocus: renderSearch, onblur: () => setTimeout(renderSearch, 150) }), h("div", { id: "results", hidden: true })),
    h("div", { class: "switches" },
      button(t("filters"), () => setRail(!document.body.classList.contains("rail-open")), { class: "rail-open-button", id: "open-filters" }),
      h("details", { class: "menu", id: "save-menu" }, h("summary", {}, t("save")), h("div", { class: "menu-list" },
        button(t("savePng"), savePng, { id: "save-png" }), button(t("saveSvg"), saveSvg, { id: "save-svg" }), button(t("saveCsv"), saveLedgerCsv, { id: "menu-csv" }), button(t("copyLink"), () => { writeState(true); copyText(location.href); }, { id: "copy-link" }), button(t("copySparql"), () => copyText(ledgerQuery(pageTitle())), { id: "copy-sparql" }), button(t("print"), () => window.print(), { id: "print" }))),
      button(dark ? t("themeLight") : t("theme"), toggleTheme, { title: t("themeTitle"), id: "theme" }),
      button(t("language"), toggleLanguage, { title: t("languageTitle"), id: "language", lang: lang === "zh" ? "en" : "zh-Hans" })));
  $("search").value = searching.words;
}

function renderTabs() {
  fill($("tabs"), h("div", { role: "tablist", "aria-label": t("views"), onkeydown: tabKeys }, TABS.map((tab) => h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === state.tab), "aria-controls": "panel", tabindex: tab === state.tab ? "0" : "-1", onclick: () => showTab(tab) }, t("tab_" + tab)))));
}
function tabKeys(event) {
  const k = TABS.indexOf(state.tab), n = TABS.length;
  const next = { ArrowRight: (k + 1) % n, ArrowLeft: (k + n - 1) % n, Home: 0, End: n - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  showTab(TABS[next]);
  $(`tab-${TABS[next]}`).focus();
}
function showTab(tab) {
  if (!TABS.includes(tab)) return;
  state.tab = tab;
  renderTabs(); renderTab(); renderDetails();
  stateChanged();
}
// The graph's panel stays alive, the others are made anew.
function renderTab() {
  const graph = state.tab === "graph";
  document.body.dataset.tab = state.tab;
  $("graph-panel").hidden = !graph;
  const other = $("panel");
  other.hidden = graph;
  other.setAttribute("aria-labelledby", `tab-${state.tab}`);
  $("graph-panel").id = "graph-panel";
  if (graph) { fill(other); if (G.network) { syncSize(); G.network.redraw(); if (!G.touched) fitCamera(); } } else RENDER[state.tab](other);
}

// Something about the filters changed: count again, then every view follows.
function changed() {
  compute();
  renderChips(); renderRail();
  ledgerShown = LEDGER_STEP;
  if (G.mode === "overview") showOverview(); else if (G.mode === "map") showMap(); else rebuild(true);
  renderTab(); renderDetails();
  stateChanged();
}

const isDark = () => (state.theme ? state.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches);
function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  readPalette();
}
function toggleTheme() { state.theme = isDark() ? "light" : "dark"; applyTheme(); renderTop(); restyle(); renderTab(); stateChanged(); $("theme").focus(); }
function toggleLanguage() { lang = lang === "zh" ? "en" : "zh"; renderAll(); stateChanged(); $("language").focus(); }

function renderAll() {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = pageTitle();
  $("skip").textContent = t("skip");
  $("canvas").setAttribute("aria-label", t("graphLabel"));
  $("details").setAttribute("aria-label", t("facts")); $("rail").setAttribute("aria-label", t("filters"));
  $("hint").textContent = t("hint");
  renderTop(); renderTabs(); renderChips(); renderRail(); renderLegend(); renderTools(); renderNotice(); renderList(); renderTab(); renderDetails();
  if (G.network) restyle();
}

function frame() {
  fill($("panels"),
    h("section", { id: "graph-panel", role: "tabpanel", "aria-labelledby": "tab-graph" },
      h("div", { id: "tools", class: "tools" }), h("div", { id: "canvas", tabindex: "0", role: "application" }), h("div", { id: "list", class: "list", hidden: true }), h("div", { id: "legend", class: "legend" }),
      h("div", { class: "foot" }, h("p", { id: "notice", class: "notice" }), h("p", { id: "hint", class: "hint" }))),
    h("section", { id: "panel", role: "tabpanel", hidden: true }));
}

function listen() {
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName);
    if (e.key === "/" && !typing) { e.preventDefault(); $("search").focus(); }
    if (e.key === "Escape" && !typing) { if (document.body.classList.contains("rail-open")) setRail(false); else if ($("save-menu").open) $("save-menu").open = false; else if (selection.node >= 0 || selection.pair) select(-1); }
  });
  document.addEventListener("click", (e) => { if ($("save-menu")?.open && !$("save-menu").contains(e.target)) $("save-menu").open = false; else if (e.target.closest?.(".menu-list button")) $("save-menu").open = false; });
  document.addEventListener("click", textClick);
  document.addEventListener("keydown", textClick);
  window.addEventListener("popstate", applyAddress);
  window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== lastWritten) applyAddress(); });
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  window.addEventListener("resize", () => { if (state.tab === "chain") drawConnectors(); });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!state.theme) { applyTheme(); renderTop(); restyle(); } });
}
function applyAddress() {
  const q = readView();
  compute(); applyTheme(); renderAll(); readGraph(q); renderTools(); renderAll();
}

async function open() {
  const begun = performance.now();
  if (typeof DecompressionStream === "undefined") { fill(document.body, h("p", { class: "noscript" }, WORDS.old[0], " ", WORDS.old[1])); return; }
  let raw;
  try { raw = await unpack(); } catch (error) { fill(document.body, h("p", { class: "noscript" }, WORDS.broken[0], " ", WORDS.broken[1], ": ", String(error))); return; }
  timings.unpacked = performance.now() - begun;
  prepare(raw);
  D.measuresBorne = new Set(D.rows.filter((r) => r.b >= 0).map((r) => r.b));
  D.measuresRequired = new Set(D.measures.flatMap((m) => m.meetings));
  D.measuresOf = (m) => m.rows.filter((r) => r.b >= 0);
  if (raw.result) TABS = [...TABS, "result"];
  timings.prepared = performance.now() - begun;
  const q = readView();
  applyTheme();
  compute();
  timings.computed = performance.now() - begun;
  frame();
  renderAll();
  startGraph();
  readGraph(q);
  renderTools(); renderDetails(); restyle();
  listen();
  requestAnimationFrame(() => requestAnimationFrame(() => { timings.drawn = performance.now(); document.documentElement.dataset.ready = "yes"; }));
}
// For tests and the curious: what is drawn and how long it took. Nothing here changes anything.
window.zeren = { timings, drawn: () => [...G.drawn].map(([i, p]) => ({ iri: D.iri[i], name: name(i), x: p.x, y: p.y, at: G.network.canvasToDOM(p) })), mode: () => G.mode, rows: () => passing.rows.length, selected: () => selection, lines: () => G.lines.length, counts: () => ({ nodes: D.count, edges: D.edges.s.length }) };
open();
