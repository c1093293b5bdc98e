// 协作: which bodies share work, and which stand between sectors; the figures of `kg network`.
const WORK_STEP = 100, PARTNERS = 4;
let workShown = WORK_STEP;
const WORK_COLUMNS = ["body", "measures", "leads", "sectorsOf", "partners", "betweenSectors", "community", "source"];
const percent = (n) => `${(n / 100).toFixed(n && n < 1000 ? 1 : 0)}%`;
const workRows = () => D.raw.work.filter(([n, , , , , , , doc]) => passing.nodes[n] && (!filters.document.size || filters.document.has(doc) || (D.docsOf.get(n) || []).some((d) => filters.document.has(d))));

function renderWork(panel) {
  const rows = workRows();
  const left = rows.length - workShown;
  fill(panel, h("div", { class: "panel-head" }, h("h2", {}, t("workTitle")), h("span", { class: "count" }, t("rows", { n: num(rows.length) })), h("span", { class: "hint" }, t("workHint")),
    h("span", { class: "actions" }, button(t("copyTable"), (e) => copyText(tsv(workTable(rows)), e.target), { id: "copy-work" }), button(t("saveWork"), () => download(`${fileName()}-${t("tab_work")}.csv`, new Blob([toCsv(workTable(rows))], { type: "text/csv;charset=utf-8" })), { id: "save-work" }))),
  rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("workTitle") }, h("table", { class: "ledger work" },
    h("thead", {}, h("tr", {}, WORK_COLUMNS.map((c) => h("th", { scope: "col", class: `c-${c}` }, t(c))))),
    h("tbody", {}, rows.slice(0, workShown).map(workLine)))) : h("p", { class: "empty" }, t("nothingHere")),
  left > 0 ? button(t("moreRows", { n: Math.min(WORK_STEP, left) }), () => { workShown += WORK_STEP; renderTab(); }, { class: "quiet more" }) : null);
}
function workLine([n, measures, leads, sectors, partners, between, community, doc, b, e]) {
  const cell = (c, ...children) => h("td", { class: `c-${c}`, "data-label": t(c) }, children);
  const nothing = () => h("span", { class: "nothing" }, "–");
  const more = partners.length - PARTNERS;
  return h("tr", { class: selection.node === n ? "chosen" : null },
    cell("body", thing(n), scopeOf(n) ? h("small", { class: "scope" }, scopeOf(n)) : null), cell("measures", num(measures)), cell("leads", leads ? num(leads) : nothing()), cell("sectorsOf", sectors ? num(sectors) : nothing()),
    cell("partners", partners.length ? [join(partners.slice(0, PARTNERS).map(([other, shared]) => [thing(other), h("small", {}, ` ${shared}`)])), more > 0 ? h("small", {}, ` ${t("andMore", { n: more, all: partners.length })}`) : null] : nothing()),
    cell("betweenSectors", between ? percent(between) : nothing()), cell("community", community ? num(community) : nothing()),
    cell("source", h("button", { type: "button", class: "inline", onclick: () => openDocument(doc, b, e), title: t("openText") }, short(docTitle(doc), 18), h("small", {}, ` ${b + 1}–${e}`))));
}
function workTable(rows) {
  const head = [...WORK_COLUMNS, "begin", "end", "quote"].map((c) => t(c));
  return [head, ...rows.map(([n, measures, leads, sectors, partners, between, community, doc, b, e]) => [name(n), measures, leads, sectors, partners.map(([other, shared]) => `${name(other)} ${shared}`).join("、"), percent(between), community || "", docTitle(doc), b, e, slice(doc, b, e)])];
}
