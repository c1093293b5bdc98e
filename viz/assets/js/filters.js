// What the reader has asked to see, and what passes: rows of the ledger, nodes, and the counts beside each choice.
const FACETS = ["sector", "role", "class", "level", "jurisdiction", "function", "modality", "document"];
const emptyFilters = () => ({ ...Object.fromEntries(FACETS.map((f) => [f, new Set()])), from: "", to: "", confidence: 0, words: "" });
let filters = emptyFilters();
let passing = null;

const LEVELS = ["zr:National", "zr:Province", "zr:Prefecture", "zr:County", "zr:Township"];
const ROLES = ["zr:Lead", "zr:Cooperate", "zr:Supervise", "zr:Implement"];
const BODY_GROUPS = new Set(["organization", "official", "post"]);

const anyFilter = () => FACETS.some((f) => filters[f].size) || filters.from || filters.to || filters.confidence > 0 || filters.words;

// Dates may be a year or a month: compare only as many characters as both have.
const dateIn = (date, from, to) => {
  if (!date) return false;
  const low = from.slice(0, date.length), high = to.slice(0, date.length);
  return (!from || date.slice(0, low.length) >= low) && (!to || date.slice(0, high.length) <= high);
};

// Worked out once for each node: there are many more rows than nodes.
const remembered = (key, work) => (i) => { const known = (D.memory[key] ||= new Array(D.count)); return (known[i] ||= work(i)); };
const levelsOf = remembered("levels", (i) => {
  const found = new Set();
  if (D.levelOf.has(i)) found.add(D.levelOf.get(i));
  for (const place of D.placeOf.get(i) || []) if (D.levelOf.has(place)) found.add(D.levelOf.get(place));
  return [...found];
});
const NONE = [];
const placesOf = (i) => (D.group[i] === "jurisdiction" ? [i] : D.placeOf.get(i) || NONE);
const placesUp = remembered("places", (i) => [...closure(D.outside, placesOf(i))]);
const sectorsUp = remembered("sectors", (i) => [...closure(D.broader, [i])]);

// Values of a row in each facet. What all rows of a measure share is worked out for the measure.
function rowValues(row) {
  if (row.values) return row.values;
  const m = D.measures[row.m];
  const shared = (m.values ||= measureValues(m));
  const b = row.b, named = b >= 0;
  row.values = {
    ...shared, role: [named ? row.role : "none"], class: named ? [classOf(b)] : NONE, function: named ? D.functionOf.get(b) || NONE : NONE,
    level: named ? joined(shared.level, levelsOf(b)) : shared.level,
    jurisdiction: named ? joined(shared.jurisdiction, placesOf(b)) : shared.jurisdiction,
    placesUp: named ? joined(shared.placesUp, placesUp(b)) : shared.placesUp,
  };
  return row.values;
}
const joined = (a, b) => (b.every((x) => a.includes(x)) ? a : [...new Set([...a, ...b])]);
function measureValues(m) {
  const doc = D.docs[m.doc], around = [...m.meetings, doc.n];
  const gather = (of) => { let all = NONE; for (const i of around) all = joined(all, of(i)); return all; };
  let sectors = NONE;
  for (const s of m.sectors) sectors = joined(sectors, sectorsUp(s));
  return { sector: m.sectors, sectorsUp: sectors, level: gather(levelsOf), jurisdiction: gather(placesOf), placesUp: gather(placesUp), modality: [m.modality], document: [m.doc], dates: [m.deadline, ...m.meetings.map((i) => D.dateOf.get(i)), doc.issued].filter(Boolean) };
}

function wantedSets() {
  const bodies = [...filters.class].filter((c) => c.includes(":") || BODY_GROUPS.has(c));
  return {
    sector: closure(D.narrower, filters.sector), jurisdiction: closure(D.inside, filters.jurisdiction), role: filters.role,
    class: new Set(bodies), level: filters.level, function: filters.function, modality: filters.modality, document: filters.document,
  };
}

function compute() {
  const wanted = wantedSets(), words = filters.words.toLowerCase();
  const counts = Object.fromEntries(FACETS.map((f) => [f, new Map()]));
  const rows = [], measures = new Set(), nodes = new Uint8Array(D.count);
  for (const row of D.rows) {
    const v = rowValues(row), m = D.measures[row.m];
    if (filters.confidence && row.conf < filters.confidence) continue;
    if ((filters.from || filters.to) && !v.dates.some((d) => dateIn(d, filters.from, filters.to))) continue;
    if (words && !measureText(m).toLowerCase().includes(words) && !(row.b >= 0 && name(row.b).toLowerCase().includes(words))) continue;
    let failed = null, failures = 0;
    for (const f of FACETS) {
      if (!wanted[f].size || (f === "class" && row.b < 0) || v[f].some((x) => wanted[f].has(x))) continue;
      failures += 1; failed = f;
      if (failures > 1) break;
    }
    if (failures > 1) continue;
    for (const f of FACETS) {
      if (failures && f !== failed) continue;
      // A sector counts for its broader ones as well, a place for those that contain it: choosing these shows it.
      const values = f === "sector" ? v.sectorsUp : f === "jurisdiction" ? v.placesUp : v[f];
      for (const x of values) counts[f].set(x, (counts[f].get(x) || 0) + 1);
    }
    if (failures) continue;
    rows.push(row);
    measures.add(row.m);
    for (const i of [m.n, ...(row.b >= 0 ? [row.b] : []), ...m.meetings, ...m.cites, ...m.initiatives, D.docs[m.doc].n]) nodes[i] = 1;
    for (const s of m.sectors) if (!wanted.sector.size || wanted.sector.has(s)) nodes[s] = 1;
  }
  const all = !anyFilter();
  const byClass = new Map();
  for (let i = 0; i < D.count; i += 1) {
    const shown = all || nodes[i] || nodePasses(i, wanted, words);
    if (shown) byClass.set(classOf(i), (byClass.get(classOf(i)) || 0) + 1);
    nodes[i] = shown && (!filters.class.size || filters.class.has(classOf(i))) ? 1 : 0;
  }
  counts.class = byClass;
  passing = { rows, measures, nodes, counts, sectors: wanted.sector };
  return passing;
}

// A node that no passing measure brings in must answer every active filter itself.
function nodePasses(i, wanted, words) {
  if (filters.role.size || filters.modality.size) return false;
  if (D.measureOf.has(i)) return false;
  if (wanted.sector.size && !wanted.sector.has(i)) return false;
  if (filters.level.size && !levelsOf(i).some((l) => filters.level.has(l))) return false;
  if (wanted.jurisdiction.size && !placesOf(i).some((p) => wanted.jurisdiction.has(p))) return false;
  if (filters.function.size && !filters.function.has(i) && !(D.functionOf.get(i) || []).some((f) => filters.function.has(f))) return false;
  if (filters.document.size && !(D.docsOf.get(i) || []).some((d) => filters.document.has(d)) && !filters.document.has(D.docOfNode.get(i))) return false;
  if ((filters.from || filters.to) && !dateIn(D.dateOf.get(i), filters.from, filters.to)) return false;
  if (filters.confidence && nodeConfidence(i) < filters.confidence) return false;
  return !words || [name(i), ...also(i)].some((n) => n.toLowerCase().includes(words));
}

function nodeConfidence(i) {
  if (!D.confidence) {
    D.confidence = new Uint8Array(D.count);
    D.raw.mentions.forEach((list) => { for (let k = 0; k < list.length; k += 5) D.confidence[list[k + 2]] = Math.max(D.confidence[list[k + 2]], list[k + 4]); });
  }
  return D.confidence[i] || (D.group[i] === "document" ? 100 : 0);
}

const valueName = (facet, value) => {
  if (facet === "sector" || facet === "jurisdiction" || facet === "function") return name(value);
  if (facet === "document") return docTitle(value);
  if (facet === "class") return className(value);
  if (facet === "role") return value ? t("r_" + value) : t("none");
  if (facet === "level") return term(value, "l_");
  return value ? term(value, "m_") : t("none");
};
// In the address a value is a short IRI or a word, never a number of this page.
const valueKey = (facet, value) => (facet === "sector" || facet === "jurisdiction" || facet === "function" ? D.iri[value] : facet === "document" ? D.iri[D.docs[value].n] : value);
const keyValue = (facet, key) => {
  if (facet === "sector" || facet === "jurisdiction" || facet === "function") return nodeOf(key);
  if (facet === "document") return D.docOfNode.get(nodeOf(key));
  return key;
};

function toggleFilter(facet, value) {
  const set = filters[facet];
  set.has(value) ? set.delete(value) : set.add(value);
  changed();
}
function clearFilters() { filters = emptyFilters(); changed(); }

function chipList() {
  const chips = [];
  for (const f of FACETS) for (const v of filters[f]) {
    const more = f === "sector" && (D.narrower.get(v) || []).length ? ` · ${t("withNarrower")}` : "";
    chips.push([t("f_" + f), valueName(f, v) + more, () => toggleFilter(f, v)]);
  }
  if (filters.from || filters.to) chips.push([t("f_date"), `${filters.from || "…"} – ${filters.to || "…"}`, () => { filters.from = filters.to = ""; changed(); }]);
  if (filters.confidence) chips.push([t("f_confidence"), t("atLeast", { n: filters.confidence }), () => { filters.confidence = 0; changed(); }]);
  if (filters.words) chips.push([t("f_words"), filters.words, () => { filters.words = ""; changed(); }]);
  return chips;
}

function renderChips() {
  const chips = chipList();
  const box = $("chips");
  box.hidden = !chips.length;
  fill(box, h("ul", { class: "chips", "aria-label": t("filters") }, chips.map(([facet, value, off]) =>
    h("li", {}, h("span", { class: "chip" }, h("b", {}, facet), " ", h("span", { class: "chip-value" }, short(value, 30)), button("×", off, { "aria-label": `${t("remove")} ${facet} ${value}`, class: "chip-off" })))),
  chips.length ? h("li", {}, button(t("clearAll"), clearFilters, { class: "quiet" })) : null));
}

const openFacets = new Set(["sector", "role", "class"]);
const longFacets = new Set();

function renderRail() {
  const rail = $("rail");
  const focused = document.activeElement?.dataset?.key;
  fill(rail,
    h("div", { class: "rail-head" }, h("h2", {}, t("filters")), anyFilter() ? button(t("clearAll"), clearFilters, { class: "quiet" }) : null, button("×", () => setRail(false), { class: "rail-close", "aria-label": t("close") })),
    FACETS.map(renderFacet), renderDates(), renderConfidence());
  if (focused) [...rail.querySelectorAll("[data-key]")].find((e) => e.dataset.key === focused)?.focus();
}

function facetValues(facet) {
  const counts = passing.counts[facet];
  const values = new Set([...counts.keys(), ...filters[facet]]);
  if (facet === "level") return LEVELS.filter((v) => values.has(v));
  if (facet === "role") return [...ROLES, "none"].filter((v) => values.has(v));
  if (facet === "sector") return sectorTree(values);
  if (facet === "class") return [...values].sort((a, b) => classRank(a) - classRank(b) || (a < b ? -1 : 1));
  return [...values].filter((v) => v !== "").sort((a, b) => (counts.get(b) || 0) - (counts.get(a) || 0) || (valueName(facet, a) < valueName(facet, b) ? -1 : 1));
}
const CLASS_ORDER = ["sector", "meeting", "zr:Government", "zr:Department", "zr:Committee", "zr:PartyBody", "zr:Enterprise", "zr:Organization", "zr:Collective", "official", "post", "measure", "cited", "initiative", "principle", "accident", "statistic", "jurisdiction", "function", "document", "other"];
const classRank = (c) => { const r = CLASS_ORDER.indexOf(c); return r < 0 ? 99 : r; };

// Broader sectors first, each followed by its narrower ones; [value, depth] pairs kept in a side map.
const depthOf = new Map();
function sectorTree(values) {
  const counts = passing.counts.sector, list = [];
  const order = (a, b) => (counts.get(b) || 0) - (counts.get(a) || 0) || a - b;
  const walk = (v, depth) => {
    if (list.includes(v) || !values.has(v)) return;
    list.push(v); depthOf.set(v, depth);
    [...(D.narrower.get(v) || [])].sort(order).forEach((n) => walk(n, depth + 1));
  };
  [...values].filter((v) => !(D.broader.get(v) || []).some((b) => values.has(b))).sort(order).forEach((v) => walk(v, 0));
  [...values].forEach((v) => walk(v, 0));
  return list;
}

function renderFacet(facet) {
  const values = facetValues(facet);
  if (!values.length) return null;
  const few = 7, all = longFacets.has(facet) || values.length <= few + 2;
  const shown = all ? values : values.filter((v, k) => k < few || filters[facet].has(v));
  return h("details", { class: "facet", open: openFacets.has(facet) || filters[facet].size > 0, ontoggle: (e) => { e.target.open ? openFacets.add(facet) : openFacets.delete(facet); } },
    h("summary", {}, t("f_" + facet), filters[facet].size ? h("span", { class: "badge" }, String(filters[facet].size)) : null),
    h("ul", {}, shown.map((v) => {
      const count = passing.counts[facet].get(v) || 0, key = `${facet}:${valueKey(facet, v)}`;
      const depth = facet === "sector" ? Math.min(3, depthOf.get(v) || 0) : 0;
      return h("li", { class: `depth${depth}${count ? "" : " zero"}` }, h("label", { title: valueName(facet, v) },
        h("input", { type: "checkbox", checked: filters[facet].has(v), "data-key": key, onchange: () => toggleFilter(facet, v) }),
        facet === "class" ? icon(v.includes(":") ? "organization" : v, v) : facet === "role" && v !== "none" ? roleSign(v) : null,
        h("span", { class: "facet-name" }, valueName(facet, v)), h("span", { class: "count" }, num(count))));
    })),
    values.length > few + 2 ? button(all ? t("showLess") : t("showAll", { n: values.length }), () => { all ? longFacets.delete(facet) : longFacets.add(facet); renderRail(); }, { class: "quiet more" }) : null);
}

function renderDates() {
  const field = (key, label) => h("label", { class: "date" }, h("span", {}, label), h("input", { type: "date", value: filters[key], "data-key": key, min: "1949-01-01", max: "2099-12-31", onchange: (e) => { filters[key] = e.target.value; changed(); } }));
  return h("details", { class: "facet", open: openFacets.has("date") || filters.from || filters.to, ontoggle: (e) => { e.target.open ? openFacets.add("date") : openFacets.delete("date"); } },
    h("summary", {}, t("f_date")), h("p", { class: "hint" }, t("dateHint")), field("from", t("from")), field("to", t("to")));
}

function renderConfidence() {
  const out = h("output", {}, t("atLeast", { n: filters.confidence }));
  return h("details", { class: "facet", open: openFacets.has("confidence") || filters.confidence > 0, ontoggle: (e) => { e.target.open ? openFacets.add("confidence") : openFacets.delete("confidence"); } },
    h("summary", {}, t("f_confidence")),
    h("label", { class: "range" }, h("span", { class: "unseen" }, t("f_confidence")), h("input", { type: "range", min: 0, max: 100, step: 5, value: filters.confidence, "data-key": "confidence",
      oninput: (e) => { out.textContent = t("atLeast", { n: e.target.value }); }, onchange: (e) => { filters.confidence = Number(e.target.value); changed(); } }), out));
}

function setRail(open) { document.body.classList.toggle("rail-open", open); if (open) $("rail").querySelector("input,button,summary")?.focus(); }
