// 责任清单: one line for each responsibility.
const LEDGER_STEP = 100;
let sort = { column: "no", down: false };
let ledgerShown = LEDGER_STEP;

const roleOrder = (r) => { const k = ROLES.indexOf(r); return k < 0 ? 9 : k; };
const COLUMNS = [
  ["no", (r) => r.id], ["who", (r) => (r.b >= 0 ? name(r.b) : "\uffff")], ["role", (r) => (r.b >= 0 ? roleOrder(r.role) : 10)], ["measure", (r) => measureText(D.measures[r.m])],
  ["sector", (r) => D.measures[r.m].sectors.map(name).join("、") || "\uffff"], ["deadline", (r) => D.measures[r.m].deadline || "\uffff"], ["period", (r) => D.measures[r.m].period || "\uffff"],
  ["requiredBy", (r) => D.measures[r.m].meetings.map(name).join("、") || "\uffff"], ["source", (r) => [D.measures[r.m].doc, D.measures[r.m].b]],
];
const collator = new Intl.Collator("zh-Hans-u-co-pinyin");
function sortedRows() {
  const [, key] = COLUMNS.find(([c]) => c === sort.column) || COLUMNS[0];
  if (sort.column === "no" && !sort.down) return passing.rows;
  const keyed = passing.rows.map((r) => [key(r), r]);
  const compare = (a, b) => (typeof a === "number" ? a - b : Array.isArray(a) ? a[0] - b[0] || a[1] - b[1] : collator.compare(a, b));
  keyed.sort((a, b) => (sort.down ? -1 : 1) * compare(a[0], b[0]) || a[1].id - b[1].id);
  return keyed.map(([, r]) => r);
}

function renderLedger(panel) {
  const rows = sortedRows();
  const body = h("tbody", {}, rows.slice(0, ledgerShown).map((r, k) => ledgerLine(r, k + 1)));
  const more = h("p", { class: "more-rows" });
  const renderMore = () => fill(more, rows.length > ledgerShown ? button(t("moreRows", { n: Math.min(LEDGER_STEP, rows.length - ledgerShown) }), addRows, { id: "more-rows" }) : null);
  const addRows = () => { const from = ledgerShown; ledgerShown += LEDGER_STEP; body.append(...rows.slice(from, ledgerShown).map((r, k) => ledgerLine(r, from + k + 1))); renderMore(); };
  renderMore();
  fill(panel, h("div", { class: "panel-head" },
    h("h2", {}, t("tab_ledger")), h("span", { class: "count" }, rows.length === D.rows.length ? t("rows", { n: num(rows.length) }) : t("rowsOf", { n: num(rows.length), all: num(D.rows.length) })),
    h("input", { type: "search", id: "ledger-words", placeholder: t("filterWords"), "aria-label": t("filterWords"), value: filters.words, onchange: (e) => { filters.words = e.target.value.trim(); changed(); $("ledger-words")?.focus(); } }),
    h("span", { class: "actions" }, button(t("copyTable"), (e) => copyText(ledgerTsv(rows), e.target), { id: "copy-table" }), button(t("saveCsv"), saveLedgerCsv, { id: "save-csv" }), button(t("copySparql"), (e) => copyText(ledgerQuery(t("tab_ledger")), e.target), { id: "ledger-sparql" }))),
  rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("tab_ledger") }, h("table", { class: "ledger" },
    h("thead", {}, h("tr", {}, COLUMNS.map(([c]) => h("th", { scope: "col", class: `c-${c}`, "aria-sort": sort.column === c ? (sort.down ? "descending" : "ascending") : null },
      button([t(c), h("span", { class: "arrow", "aria-hidden": "true" }, sort.column === c ? (sort.down ? "▼" : "▲") : "")], () => { sort = { column: c, down: sort.column === c ? !sort.down : false }; ledgerShown = LEDGER_STEP; renderTab(); stateChanged(); panel.querySelector(`th.c-${c} button`)?.focus(); }, { title: t("sortBy") }))))), body), more) : h("p", { class: "empty" }, t("nothingHere")));
}

function ledgerLine(r, k) {
  const m = D.measures[r.m];
  const cell = (c, ...children) => h("td", { class: `c-${c}`, "data-label": t(c) }, children);
  const nothing = () => h("span", { class: "nothing" }, "–");
  return h("tr", { class: [r.b < 0 ? "nobody-row" : "", selection.node === m.n ? "chosen" : ""].join(" ").trim() || null },
    cell("no", String(k)), cell("who", r.b >= 0 ? [thing(r.b), scopeOf(r.b) ? h("small", { class: "scope" }, scopeOf(r.b)) : null] : h("span", { class: "nobody" }, t("none"))), cell("role", r.b >= 0 ? roleBadge(r.role) : nothing()),
    cell("measure", link(m.n, [m.modality === "zr:Prohibited" ? h("span", { class: "banned" }, t("m_zr:Prohibited")) : null, textNodes(m.doc, m.b, m.e)], () => select(m.n), { class: "inline measure-text" })),
    cell("sector", m.sectors.length ? join(m.sectors.map((s) => thing(s))) : nothing()), cell("deadline", m.deadline || m.deadlineText ? [m.deadline, m.deadline && m.deadlineText ? h("small", {}, ` ${m.deadlineText}`) : m.deadlineText] : nothing()), cell("period", m.period || nothing()),
    cell("requiredBy", m.meetings.length ? join(m.meetings.map((i) => thing(i))) : nothing()),
    cell("source", h("button", { type: "button", class: "inline", onclick: () => openDocument(m.doc, m.b, m.e), title: t("openText") }, short(docTitle(m.doc), 18), h("small", {}, ` ${m.b + 1}–${m.e}`))));
}

function ledgerTable(rows) {
  const head = ["no", "who", "role", "measure", "sector", "deadline", "period", "requiredBy", "source", "begin", "end", "confidence"].map((c) => t(c));
  return [head, ...rows.map((r, k) => {
    const m = D.measures[r.m];
    return [k + 1, r.b >= 0 ? name(r.b) : "", r.b >= 0 && r.role ? t("r_" + r.role) : "", measureText(m), m.sectors.map(name).join("、"), m.deadline || m.deadlineText, m.period, m.meetings.map(name).join("、"), docTitle(m.doc), m.b, m.e, (r.conf / 100).toFixed(2)];
  })];
}
const tsv = (table) => table.map((line) => line.map((c) => safeCell(c).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
const ledgerTsv = (rows) => tsv(ledgerTable(rows));
// A cell that a spreadsheet would take for a formula begins with an apostrophe.
const safeCell = (c) => { const text = String(c); return typeof c !== "number" && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text; };
const csvCell = (c) => { const text = safeCell(c); return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
const toCsv = (table) => "\ufeff" + table.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
function saveLedgerCsv() { download(`${fileName()}-${t("tab_ledger")}.csv`, new Blob([toCsv(ledgerTable(sortedRows()))], { type: "text/csv;charset=utf-8" })); }
