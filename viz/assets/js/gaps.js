// 责任缺口: duties that nobody holds, and duties without an end; each kind with its count, its rows and why it is called a gap.
const GAP_STEP = 50;
const gapsShown = new Map();
const openGaps = new Set();
let gapDay = "";
const today = () => { const d = new Date(); return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`; };
const gapDate = () => gapDay || today();
const inLanguage = (pair) => pair[lang === "zh" ? 0 : 1];

// A month is over when the next one has begun, a year likewise.
const isOver = (date) => date < gapDate().slice(0, date.length);
function gapRows(kind) {
  const rows = kind.id === "deadline-past"
    ? D.measures.filter((m) => m.deadline && isOver(m.deadline)).map((m) => [m.n, m.doc, m.b, m.e, `${t("due")} ${m.deadline}`, `${t("due")} ${m.deadline}`])
    : kind.rows;
  return rows.filter(([n, doc]) => {
    const k = D.measureOf.get(n);
    if (k !== undefined) return passing.measures.has(k) && passing.nodes[n];
    return passing.nodes[n] && (!filters.document.size || filters.document.has(doc));
  });
}

function renderGaps(panel) {
  const found = D.raw.gaps.map((kind) => [kind, gapRows(kind)]);
  const all = found.reduce((sum, [, rows]) => sum + rows.length, 0);
  const day = h("label", { class: "gap-day" }, `${t("asOf")} `, h("input", { type: "date", id: "gap-day", value: gapDate(), onchange: (e) => { gapDay = /^\d{4}-\d\d-\d\d$/.test(e.target.value) ? e.target.value : ""; renderTab(); stateChanged(); $("gap-day")?.focus(); } }));
  fill(panel, h("div", { class: "panel-head" }, h("h2", {}, t("tab_gaps")), h("span", { class: "count" }, t("rows", { n: num(all) })), h("span", { class: "hint" }, t("gapsHint")), day,
    h("span", { class: "actions" }, button(t("copyTable"), (e) => copyText(tsv(gapTable(found)), e.target), { id: "copy-gaps" }), button(t("saveGaps"), () => saveGapsCsv(found), { id: "save-gaps" }))),
  found.map(([kind, rows]) => renderGapKind(kind, rows)));
}

function renderGapKind(kind, rows) {
  const shown = () => gapsShown.get(kind.id) || GAP_STEP;
  const body = h("div", { class: "gap-rows" });
  const renderRows = () => fill(body, rows.length ? gapList(kind, rows.slice(0, shown())) : h("p", { class: "empty" }, t("noGaps")),
    rows.length > shown() ? button(t("moreRows", { n: Math.min(GAP_STEP, rows.length - shown()) }), () => { gapsShown.set(kind.id, shown() + GAP_STEP); renderRows(); }, { class: "quiet more" }) : null);
  const open = openGaps.has(kind.id);
  if (open) renderRows();
  return h("details", { class: "gap-kind", "data-kind": kind.id, open, ontoggle: (e) => {
    const now = e.target.open;
    if (now === openGaps.has(kind.id)) return;
    now ? openGaps.add(kind.id) : openGaps.delete(kind.id);
    if (now) renderRows(); else fill(body);
    stateChanged();
  } }, h("summary", {}, h("span", { class: `gap-count${rows.length ? "" : " zero"}` }, num(rows.length)), h("span", { class: "gap-name" }, h("b", {}, inLanguage(kind.name)), h("span", { class: "hint" }, inLanguage(kind.why)))), body);
}

// Of a measure its own words are what is missing something; of a thing, the words that name it.
function gapList(kind, rows) {
  const measures = rows.some(([n]) => D.measureOf.has(n)), details = rows.some((r) => inLanguage([r[4], r[5]]));
  const cell = (c, ...children) => h("td", { class: `c-${c}`, "data-label": t(c) }, children);
  const quote = (doc, b, e) => h("button", { type: "button", class: "inline", onclick: () => openDocument(doc, b, e), title: t("openText") }, short(docTitle(doc), 18), h("small", {}, ` ${b + 1}–${e}`));
  const heads = [measures ? "measure" : "gapWhat", ...(measures ? [] : ["quote"]), ...(details ? ["gapDetail"] : []), "source"];
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": inLanguage(kind.name) }, h("table", { class: "ledger gaps" },
    h("thead", {}, h("tr", {}, heads.map((c) => h("th", { scope: "col", class: `c-${c}` }, t(c))))),
    h("tbody", {}, rows.map(([n, doc, b, e, zh, en]) => h("tr", { class: selection.node === n ? "chosen" : null },
      measures ? cell("measure", link(n, textNodes(doc, b, e), () => select(n), { class: "inline measure-text" })) : [cell("gapWhat", thing(n)), cell("quote", textNodes(doc, b, e))],
      details ? cell("gapDetail", inLanguage([zh, en])) : null,
      cell("source", quote(doc, b, e)))))));
}

function gapTable(found) {
  const head = ["gapKind", "gapWhat", "gapDetail", "gapWhy", "source", "begin", "end", "quote"].map((c) => t(c));
  return [head, ...found.flatMap(([kind, rows]) => rows.map(([n, doc, b, e, zh, en]) => [inLanguage(kind.name), fullName(n), inLanguage([zh, en]), inLanguage(kind.why), docTitle(doc), b, e, slice(doc, b, e)]))];
}
function saveGapsCsv(found) { download(`${fileName()}-${t("tab_gaps")}.csv`, new Blob([toCsv(gapTable(found))], { type: "text/csv;charset=utf-8" })); }
