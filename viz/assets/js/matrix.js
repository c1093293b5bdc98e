// Sector × body: how many measures by role. A sector that is named but that no body answers for stands out.
const MATRIX_STEP = 16;
let matrixColumns = MATRIX_STEP, matrixOnlyEmpty = false;

function matrixData() {
  const cells = new Map(), bodies = new Map(), sectors = new Map();
  const named = (s) => { if (!sectors.has(s)) sectors.set(s, new Set()); };
  for (let e = 0; e < D.edges.s.length; e += 1) {
    const p = D.edges.properties[D.edges.p[e]];
    if (p === "zr:mentionsSector" && D.group[D.edges.t[e]] === "sector" && passing.nodes[D.edges.t[e]]) named(D.edges.t[e]);
  }
  for (const r of passing.rows) {
    const m = D.measures[r.m];
    for (const s of m.sectors) {
      if (!passing.nodes[s]) continue;
      named(s); sectors.get(s).add(r.m);
      if (r.b < 0) continue;
      const key = `${s} ${r.b}`;
      if (!cells.has(key)) cells.set(key, new Map());
      const cell = cells.get(key);
      if (!cell.has(r.role)) cell.set(r.role, new Set());
      cell.get(r.role).add(r.m);
      if (!bodies.has(r.b)) bodies.set(r.b, new Set());
      bodies.get(r.b).add(r.m);
    }
  }
  const answered = new Map();
  for (const key of cells.keys()) { const [s, b] = key.split(" ").map(Number); push(answered, s, b); }
  return { cells, bodies, sectors, answered };
}

function renderMatrix(panel) {
  const { cells, bodies, sectors, answered } = matrixData();
  const columns = [...bodies.keys()].sort((a, b) => bodies.get(b).size - bodies.get(a).size || a - b);
  const shown = columns.slice(0, matrixColumns);
  const all = [...sectors.keys()].sort((a, b) => sectors.get(b).size - sectors.get(a).size || a - b);
  const empty = all.filter((s) => !answered.has(s));
  const rows = matrixOnlyEmpty ? empty : all;
  const left = columns.length - shown.length;
  fill(panel, h("div", { class: "panel-head" }, h("h2", {}, t("matrixTitle")), h("span", { class: "hint" }, t("matrixHint")),
    h("span", { class: "actions" },
      empty.length ? button(t("matrixEmpty", { n: empty.length }), () => { matrixOnlyEmpty = !matrixOnlyEmpty; renderTab(); }, { "aria-pressed": String(matrixOnlyEmpty), class: "alarm", id: "only-empty" }) : null,
      left > 0 ? button(`${t("moreColumns")}（${left}）`, () => { matrixColumns += MATRIX_STEP; renderTab(); }, { id: "more-columns" }) : null)),
  rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("matrixTitle") }, h("table", { class: "matrix" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, t("sector")), h("th", { scope: "col", class: "sum" }, t("total")), shown.map((b) => h("th", { scope: "col", class: "upright" }, link(b, h("span", {}, short(name(b), 12), scopeOf(b) ? h("small", {}, short(scopeOf(b), Math.max(3, 13 - Array.from(name(b)).length))) : null), () => select(b), { title: `${name(b)} ${scopeOf(b)}` }))))),
    h("tbody", {}, rows.map((s) => {
      const none = !answered.has(s);
      return h("tr", { class: none ? "nobody-row" : null }, h("th", { scope: "row" }, thing(s), none ? h("span", { class: "nobody-tag" }, t("nobody")) : null), h("td", { class: "sum" }, String(sectors.get(s).size)),
        shown.map((b) => matrixCell(s, b, cells.get(`${s} ${b}`))));
    })))) : h("p", { class: "empty" }, t("nothingHere")));
}
function matrixCell(s, b, cell) {
  if (!cell) return h("td", {});
  const parts = [...ROLES, ""].filter((r) => cell.has(r)).map((r) => [r, cell.get(r).size]);
  const words = parts.map(([r, n]) => `${r ? t("r_" + r) : t("none")} ${n}`).join(lang === "zh" ? "，" : ", ");
  return h("td", {}, button(parts.map(([r, n]) => h("span", { class: `cell-part role-${r.replace("zr:", "") || "none"}` }, h("i", {}, r ? t("rs_" + r) : t("rs_none")), String(n))), () => { selectPair(b, s); }, { class: "cell", title: `${name(s)} × ${name(b)}: ${words}`, "aria-label": `${name(s)} × ${name(b)}: ${words}` }));
}
