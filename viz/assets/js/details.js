// Everything about what is selected: names, facts, and sentences each with the quote that says so.
let selection = { node: -1, pair: null };
let shownStatements = 8;

let opening = 0;
function select(i, how) {
  selection = { node: i, pair: null };
  shownStatements = 8;
  clearTimeout(opening);
  // The panel takes room from the picture: it waits until this is known to be no double click.
  if (how?.soon) opening = setTimeout(renderDetails, 260); else renderDetails();
  restyle();
  if (i >= 0) say(`${t("selected")}：${kindName(i)} ${name(i)}`);
  refreshMarks();
  stateChanged();
  if (i >= 0 && !(how && how.keepFocus) && narrowScreen()) $("details").scrollTop = 0;
}
function selectPair(a, b) { selection = { node: -1, pair: [a, b] }; shownStatements = 8; renderDetails(); restyle(); stateChanged(); }

// The text of [begin, end), repaired and redacted places shown as such, [markBegin, markEnd) marked.
function textNodes(doc, begin, end, markBegin, markEnd) {
  const repairs = D.docs[doc].repairs.filter(([b, e]) => b < end && e > begin);
  const cuts = new Set([begin, end]);
  const cut = (p) => { if (p > begin && p < end) cuts.add(p); };
  if (markBegin !== undefined) { cut(markBegin); cut(markEnd); }
  for (const [b, e] of repairs) { cut(b); cut(e); }
  const points = [...cuts].sort((a, b) => a - b), out = [];
  for (let k = 0; k + 1 < points.length; k += 1) {
    const b = points[k], e = points[k + 1], text = slice(doc, b, e);
    const repair = repairs.find((r) => r[0] <= b && r[1] >= e);
    let node = document.createTextNode(text);
    if (repair) node = h("span", { class: `repair r-${repair[2]}`, title: repairWords(repair) }, text);
    if (markBegin !== undefined && b >= markBegin && e <= markEnd && e > b) node = h("mark", {}, node);
    out.push(node);
  }
  return out;
}
const repairWords = ([, , kind, reads]) => (has("rep_" + kind) ? t("rep_" + kind, { r: reads }) : `${kind}: ${t("rep_other", { r: reads })}`);

// The sentence around a place, at most some 120 characters.
function sentenceAround(doc, begin, end) {
  const stop = /[。！？；\n]/, length = lengthOf(doc);
  let b = begin, e = end;
  while (b > 0 && begin - b < 48 && !stop.test(slice(doc, b - 1, b))) b -= 1;
  while (e < length && e - end < 60 && !stop.test(slice(doc, e, e + 1))) e += 1;
  return [b, e];
}

function quoteButton(doc, begin, end, wide) {
  const [b, e] = wide ? sentenceAround(doc, begin, end) : [begin, Math.min(end, begin + 220)];
  const cutOff = !wide && e < end;
  return h("button", { type: "button", class: "quote", onclick: () => openDocument(doc, begin, end), title: t("openText") },
    h("span", { class: "quote-text" }, wide ? textNodes(doc, b, e, begin, end) : textNodes(doc, b, e), cutOff ? "…" : null),
    h("span", { class: "quote-source" }, `${short(docTitle(doc), 34)} · ${t("position", { b: begin + 1, e: end })}`));
}
function placeQuote(place, wide) {
  const P = D.places;
  return h("div", { class: "evidence" }, quoteButton(P.d[place], P.b[place], P.e[place], wide), evidenceRule(D.rules[P.r[place]], P.c[place]));
}
const evidenceRule = (rule, confidence) => h("p", { class: "rule" }, rule ? `${t("rule")} ${rule} · ` : "", `${t("confidence")} ${confidence}%`);

// A link that selects a thing; its address alone does the same in another window.
const link = (i, words, act, more) => h("a", { href: `#sel=${encodeURIComponent(D.iri[i])}`, class: "inline", onclick: (e) => { if (e.ctrlKey || e.metaKey || e.shiftKey) return; e.preventDefault(); act(); }, ...more }, words);
const thing = (i, words) => link(i, words || name(i), () => show(i), { title: kindName(i) });
// A sentence with its parts as links: {s} {o} … are nodes, the rest is text.
function sentence(key, parts) {
  const template = has(key) ? WORDS[key][lang === "zh" ? 0 : 1] : key;
  return template.split(/(\{\w+\})/).map((piece) => { const m = /^\{(\w+)\}$/.exec(piece); return m && m[1] in parts ? parts[m[1]] : piece; });
}

function statement(words, places, wide, note) {
  return h("li", { class: "statement" }, h("p", { class: "sentence" }, words, note ? h("span", { class: "note" }, ` ${note}`) : null), places.length ? places.slice(0, 2).map((p) => placeQuote(p, wide)) : null);
}

// A responsibility as a sentence: who, in which role, this measure; of which sector, by when, on whose instruction.
function rowStatement(row, about) {
  const m = D.measures[row.m], comma = lang === "zh" ? "，" : ", ";
  const who = row.b < 0 ? roleBadge("none") : [row.b === about ? h("b", {}, name(row.b)) : thing(row.b), scopeOf(row.b) && row.b !== about ? h("span", { class: "note" }, ` (${scopeOf(row.b)})`) : null, " ", roleBadge(row.role)];
  const parts = [];
  const sectors = m.sectors.filter((s) => s !== about);
  if (sectors.length) parts.push([t("sector"), " ", join(sectors.map((s) => thing(s)))]);
  if (m.deadline || m.deadlineText) parts.push([t("deadline"), " ", m.deadline || "", m.deadline && m.deadlineText ? `（${m.deadlineText}）` : m.deadline ? "" : m.deadlineText]);
  if (m.period) parts.push([t("period"), " ", m.period]);
  if (m.meetings.some((i) => i !== about)) parts.push(sentence("st_askedBy", { o: join(m.meetings.map((i) => thing(i))) }));
  if (row.carried) parts.push(t("carried"));
  return h("li", { class: "statement" }, h("p", { class: "sentence" }, who, " ", thing(m.n, t("thisMeasure")), parts.map((p) => [comma, p]), lang === "zh" ? "。" : "."),
    // Beside the measure itself: the words that name who bears it. Elsewhere: the measure's own.
    about === m.n && row.place >= 0 ? placeQuote(row.place, true) : h("div", { class: "evidence" }, quoteButton(m.doc, m.b, m.e, false), evidenceRule(D.rules[m.rule], m.conf)));
}
const join = (items) => items.flatMap((item, k) => (k ? [lang === "zh" ? "、" : ", ", item] : [item]));
const roleBadge = (role) => h("span", { class: `role role-${role.replace("zr:", "") || "none"}` }, role === "none" ? t("r_none") : role ? t("r_" + role) : t("none"));

function edgeStatement(e) {
  const E = D.edges, s = E.s[e], o = E.t[e], p = E.properties[E.p[e]];
  const places = []; each(E.e[e], (x) => places.push(x));
  const parts = { s: thing(s, D.measureOf.has(s) ? short(fullName(s).trim(), 50) : undefined), o: thing(o), d: thing(s), p: property(p) };
  if (p === "zr:bearer") return statement([thing(o), " ", roleBadge(E.r[e] >= 0 ? E.roles[E.r[e]] : ""), "：", parts.s], places, true, E.c[e] ? t("carried") : "");
  if (p === "itsrdf:taIdentRef") return statement(sentence("st_mention", parts), places, true);
  return statement(sentence(has("st_" + p) ? "st_" + p : "st_fact", parts), places, true);
}
function factStatement(i, f) {
  const places = []; each(f.places, (x) => places.push(x));
  return statement(sentence(has("st_" + f.p) ? "st_" + f.p : "st_fact", { s: h("b", {}, short(fullName(i).trim(), 40)), p: property(f.p), o: h("b", {}, f.term ? term(f.v) : f.v) }), places, true);
}

const HIDDEN_FACTS = new Set(["zr:sha256", "zr:reader", "skos:hiddenLabel", "dcterms:title", "dcterms:source"]);
const SKIPPED_EDGES = new Set(["nif:referenceContext", "itsrdf:taIdentRef"]);

function rowsAbout(i) {
  const group = D.group[i];
  const involved = (row) => { const m = D.measures[row.m]; return row.b === i || m.n === i || (group === "sector" && m.sectors.includes(i)) || (group === "meeting" && m.meetings.includes(i)) || (group === "cited" && m.cites.includes(i)) || (group === "initiative" && m.initiatives.includes(i)); };
  const some = passing.rows.filter(involved);
  return (some.length ? some : D.rows.filter(involved)).sort((a, b) => (a.b < 0) - (b.b < 0) || a.id - b.id);
}

function renderDetails() {
  const panel = $("details");
  const open = selection.node >= 0 || selection.pair;
  const changes = panel.hidden === Boolean(open);
  panel.hidden = !open;
  document.body.classList.toggle("details-open", Boolean(open));
  if (changes) syncSize();
  if (!open) { fill(panel); return; }
  if (selection.pair) { renderPair(panel, selection.pair); return; }
  const i = selection.node, facts = D.facts.get(i) || [];
  const rows = rowsAbout(i);
  const statements = rows.map((row) => () => rowStatement(row, i));
  const E = D.edges, isMeasure = D.measureOf.has(i);
  for (let k = D.start[i]; k < D.start[i + 1]; k += 1) {
    const e = D.adjacent[k], p = E.properties[E.p[e]];
    if (SKIPPED_EDGES.has(p) || (!isMeasure && D.measureOf.has(E.s[e])) || (isMeasure && p === "zr:bearer")) continue;
    statements.push(() => edgeStatement(e));
  }
  for (const f of facts) if (typeof f.places !== "number" || f.places >= 0) statements.push(() => factStatement(i, f));
  fill(panel,
    h("div", { class: "details-head" }, h("span", { class: "kind" }, icon(D.group[i], D.kindNames[D.kind[i]]), kindName(i)), button("×", () => select(-1), { class: "close", "aria-label": t("close") })),
    h("h2", { tabindex: "-1" }, fullName(i).trim()),
    otherNames(i),
    D.raw.nodes.en[i] && lang === "zh" ? h("p", { class: "also" }, D.raw.nodes.en[i]) : lang === "en" && D.raw.nodes.en[i] ? h("p", { class: "also", lang: "zh-Hans" }, D.zh[i]) : null,
    h("div", { class: "actions" },
      button(t("expand"), () => { showTab("graph"); expand(i); }, { id: "act-expand" }), button(t("only"), () => { showTab("graph"); showOnly(i); }, { id: "act-only" }),
      G.drawn.has(i) && state.tab === "graph" ? button(t("hide"), () => takeOff(i), { id: "act-hide" }) : null,
      button(t("copySparql"), (e) => copyText(nodeQuery(i), e.target), { id: "act-sparql" })),
    factTable(i, facts),
    rows.length && !isMeasure ? h("p", { class: "counted" }, D.measuresBorne.has(i) ? t("bearsMeasures", { n: new Set(rows.map((r) => r.m)).size }) : t("hasMeasures", { n: new Set(rows.map((r) => r.m)).size }), ledgerLink(i)) : null,
    statements.length ? [h("h3", {}, t("statements")), h("ul", { class: "statements" }, statements.slice(0, shownStatements).map((make) => make())), statements.length > shownStatements ? button(t("showMore", { n: Math.min(20, statements.length - shownStatements) }), () => { shownStatements += 20; renderDetails(); }, { class: "quiet more" }) : null] : null,
    mentionedIn(i));
}
function ledgerLink(i) {
  const group = D.group[i];
  if (group === "sector") return button(t("openInLedger"), () => { filters.sector.add(i); changed(); showTab("ledger"); }, { class: "inline" });
  return button(t("openInLedger"), () => { filters.words = D.measuresBorne.has(i) ? name(i) : filters.words; changed(); showTab("ledger"); }, { class: "inline", hidden: !D.measuresBorne.has(i) });
}

function otherNames(i) {
  const names = also(i), comma = lang === "zh" ? "、" : ", ", few = 8;
  if (!names.length) return null;
  const rest = names.slice(few);
  return h("p", { class: "also" }, h("b", {}, t("alsoCalled")), " ", names.slice(0, few).join(comma), rest.length ? [" ", button(t("showMore", { n: rest.length }), (e) => e.target.replaceWith(document.createTextNode(comma + rest.join(comma))), { class: "quiet" })] : null);
}

function factTable(i, facts) {
  const rows = new Map();
  const add = (p, value) => push(rows, p, value);
  const m = D.measures[D.measureOf.get(i)];
  for (const f of facts) if (!HIDDEN_FACTS.has(f.p) && D.group[i] !== "sector" && D.group[i] !== "function") add(property(f.p), f.term ? term(f.v, f.p === "zr:level" ? "l_" : f.p === "zr:modality" ? "m_" : f.p === "zr:status" ? "s_" : "") : f.v);
  const E = D.edges;
  for (let k = D.start[i]; k < D.start[i + 1]; k += 1) {
    const e = D.adjacent[k], p = E.properties[E.p[e]];
    if (E.s[e] !== i || p === "itsrdf:taIdentRef") continue;
    add(property(p), p === "zr:bearer" ? [thing(E.t[e]), " ", roleBadge(E.r[e] >= 0 ? E.roles[E.r[e]] : "")] : thing(E.t[e]));
  }
  if (m && !D.measuresOf(m).length) add(t("who"), h("span", { class: "nobody" }, t("none")));
  const d = D.docs[D.docOfNode.get(i)];
  if (d) { add(t("source"), d.file); add("SHA-256", h("code", {}, d.sha256.slice(0, 16))); }
  add(t("identifier"), h("code", { class: "iri" }, D.iri[i]));
  return h("dl", { class: "facts" }, [...rows].map(([p, values]) => h("div", {}, h("dt", {}, p), h("dd", {}, values.slice(0, 12).map((v) => h("div", {}, v)), values.length > 12 ? h("div", { class: "note" }, `… ${values.length - 12}`) : null))));
}

function mentionedIn(i) {
  const found = [];
  D.raw.mentions.forEach((list, doc) => {
    const places = [];
    for (let k = 0; k < list.length; k += 5) if (list[k + 2] === i) places.push([list[k], list[k + 1]]);
    if (places.length) found.push([doc, places]);
  });
  if (!found.length) return null;
  return [h("h3", {}, t("mentionedIn")), h("ul", { class: "mentioned" }, found.slice(0, 30).map(([doc, places]) => h("li", {},
    h("details", {}, h("summary", {}, short(docTitle(doc), 40), h("span", { class: "count" }, t("times", { n: places.length }))), places.slice(0, 20).map(([b, e]) => quoteButton(doc, b, e, true))))),
    found.length > 30 ? h("li", { class: "note" }, `… ${found.length - 30}`) : null)];
}

function renderPair(panel, [a, b]) {
  const between = (neighboursOf(a).get(b) || []).map((e) => () => edgeStatement(e));
  let rows = [];
  if (!between.length && D.group[b] === "sector") rows = passing.rows.filter((r) => { const m = D.measures[r.m]; return m.sectors.includes(b) && (r.b === a || m.meetings.includes(a)); });
  const statements = [...between, ...rows.map((r) => () => rowStatement(r, r.b === a ? a : b))];
  fill(panel,
    h("div", { class: "details-head" }, h("span", { class: "kind" }, t("linkBetween")), button("×", () => select(-1), { class: "close", "aria-label": t("close") })),
    h("h2", { tabindex: "-1", class: "pair" }, thing(a), " → ", thing(b)),
    h("div", { class: "actions" }, button(t("copySparql"), (e) => copyText(pairQuery(a, b), e.target), { id: "act-sparql" })),
    rows.length ? h("p", { class: "counted" }, t("hasMeasures", { n: new Set(rows.map((r) => r.m)).size })) : null,
    h("h3", {}, t("statements")), h("ul", { class: "statements" }, statements.slice(0, shownStatements).map((make) => make())),
    statements.length > shownStatements ? button(t("showMore", { n: Math.min(20, statements.length - shownStatements) }), () => { shownStatements += 20; renderDetails(); }, { class: "quiet more" }) : null);
}

// Follow a link: select, and when the picture is open and lacks the thing, draw it with its neighbours.
function show(i) {
  select(i);
  if (state.tab === "graph") { G.drawn.has(i) ? bringIntoView(i) : showOnly(i); restyle(); }
}
