// The table of somebody's own SELECT, as it came.
let resultShown = 200;
function renderResult(panel) {
  const { variables, rows, left } = D.raw.result;
  fill(panel, h("div", { class: "panel-head" }, h("h2", {}, t("tab_result")), h("span", { class: "count" }, t("resultRows", { n: num(rows.length + (left || 0)) })), h("span", { class: "actions" }, button("CSV", () => download(`${fileName()}.csv`, new Blob([toCsv([variables, ...rows.map((r) => r.map(([, v]) => v))])], { type: "text/csv;charset=utf-8" })), { id: "result-csv" }))),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("tab_result") }, h("table", { class: "ledger result" }, h("thead", {}, h("tr", {}, variables.map((v) => h("th", { scope: "col" }, v)))),
      h("tbody", {}, rows.slice(0, resultShown).map((row) => h("tr", {}, row.map(([kind, value], k) => h("td", { "data-label": variables[k] }, resultCell(kind, value)))))))),
    rows.length > resultShown ? button(t("moreRows", { n: Math.min(200, rows.length - resultShown) }), () => { resultShown += 200; renderTab(); }, { class: "quiet more" }) : null);
}
function resultCell(kind, value) {
  const i = kind === "iri" ? D.index.get(value) : undefined;
  return i === undefined ? (kind === "iri" ? term(value) : value) : thing(i);
}
