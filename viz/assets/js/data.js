// The data block unpacked, and the indices that every view reads. Nodes, documents and measures are numbers.
let D = null;

async function unpack() {
  const packed = atob(JSON.parse($("data").textContent));
  $("data").remove();
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function each(value, visit) {
  if (typeof value === "number") { if (value >= 0) visit(value); } else for (const v of value) visit(v);
}

function prepare(raw) {
  const N = raw.nodes, E = raw.edges;
  const count = N.iri.length;
  D = {
    raw, count, memory: {}, iri: N.iri, zh: N.zh, x: N.x, y: N.y, groups: raw.groups,
    kindNames: N.kinds, kind: N.kind, group: N.group.map((g) => raw.groups[g]),
    docs: raw.documents, places: raw.places, rules: raw.rules, index: new Map(), docOfNode: new Map(),
    measures: [], measureOf: new Map(), rows: [], facts: new Map(), narrower: new Map(), broader: new Map(),
    levelOf: new Map(), placeOf: new Map(), functionOf: new Map(), docsOf: new Map(), dateOf: new Map(), inside: new Map(), outside: new Map(),
  };
  for (let i = 0; i < count; i += 1) D.index.set(N.iri[i], i);
  D.docs.forEach((d, k) => { D.docOfNode.set(d.n, k); d.astral = /[\ud800-\udfff]/.test(d.text); });
  const P = D.places;
  raw.measures.n.forEach((n, k) => {
    const e = raw.measures.e[k];
    D.measures.push({ n, k, doc: P.d[e], b: P.b[e], e: P.e[e], rule: P.r[e], conf: P.c[e], place: e, sectors: [], meetings: [], cites: [], initiatives: [], modality: "", deadline: "", deadlineText: "", period: "", rows: [] });
    D.measureOf.set(n, k);
  });
  prepareFacts(raw);
  prepareEdges(raw);
  prepareRows();
  D.label = N.zh.map((zh, i) => zh || (D.measureOf.has(i) ? null : statisticLabel(i) || D.iri[i]));
  D.haystack = null;
}

function prepareFacts(raw) {
  const F = raw.facts;
  for (let k = 0; k < F.n.length; k += 1) {
    const n = F.n[k], p = F.properties[F.p[k]], v = F.v[k];
    let list = D.facts.get(n);
    if (!list) D.facts.set(n, list = []);
    list.push({ p, v, term: F.t[k] === 1, places: F.e[k] });
    if (p === "zr:level") D.levelOf.set(n, v);
    if (p === "zr:date" || p === "dcterms:issued") D.dateOf.set(n, v);
    const m = D.measures[D.measureOf.get(n)];
    if (m) {
      if (p === "zr:modality") m.modality = v;
      else if (p === "zr:deadline") m.deadline = v;
      else if (p === "zr:deadlineText") m.deadlineText = v;
      else if (p === "zr:period") m.period = m.period && m.period !== v ? m.period + "、" + v : v;
    }
  }
}

function push(map, key, value) { const list = map.get(key); if (list) list.push(value); else map.set(key, [value]); }

function prepareEdges(raw) {
  const E = raw.edges, count = D.count;
  const size = E.s.length;
  const degree = new Uint32Array(count + 1);
  for (let k = 0; k < size; k += 1) { degree[E.s[k]] += 1; degree[E.t[k]] += 1; }
  const start = new Uint32Array(count + 1);
  for (let i = 0; i < count; i += 1) start[i + 1] = start[i] + degree[i];
  const next = start.slice(), adjacent = new Uint32Array(size * 2);
  D.degree = degree; D.start = start; D.adjacent = adjacent; D.edges = E;
  for (let k = 0; k < size; k += 1) {
    const s = E.s[k], o = E.t[k], p = E.properties[E.p[k]];
    adjacent[next[s]++] = k; adjacent[next[o]++] = k;
    const m = D.measures[D.measureOf.get(s)];
    if (m) {
      if (p === "zr:inSector") m.sectors.push(o);
      else if (p === "zr:requiredBy") m.meetings.push(o);
      else if (p === "zr:cites") m.cites.push(o);
      else if (p === "zr:underInitiative") m.initiatives.push(o);
      else if (p === "zr:bearer") m.rows.push({ m: m.k, b: o, role: E.r[k] >= 0 ? E.roles[E.r[k]] : "", edge: k });
    }
    if (p === "skos:broader" && D.group[s] === "sector") { push(D.narrower, o, s); push(D.broader, s, o); }
    else if (p === "zr:jurisdiction") push(D.placeOf, s, o);
    else if (p === "schema:containedInPlace") { push(D.inside, o, s); push(D.outside, s, o); }
    else if (p === "zr:function") push(D.functionOf, s, o);
    else if (p === "itsrdf:taIdentRef" && D.docOfNode.has(s)) push(D.docsOf, o, D.docOfNode.get(s));
    if (p !== "itsrdf:taIdentRef") each(E.d[k], (d) => { D.docsOf.has(s) ? D.docsOf.get(s).includes(d) || D.docsOf.get(s).push(d) : D.docsOf.set(s, [d]); });
  }
}

// One row for each responsibility, and one for a measure that names nobody.
function prepareRows() {
  const P = D.places, E = D.edges;
  for (const m of D.measures) {
    if (!m.rows.length) m.rows.push({ m: m.k, b: -1, role: "", edge: -1 });
    for (const row of m.rows) row.place = row.edge >= 0 ? firstPlace(E.e[row.edge]) : -1;
    m.rows.sort((a, b) => (a.place < 0 || b.place < 0 ? 0 : P.b[a.place] - P.b[b.place]));
    for (const row of m.rows) {
      row.conf = row.place >= 0 ? Math.min(m.conf, P.c[row.place]) : m.conf;
      row.carried = row.edge >= 0 && E.c[row.edge] === 1;
      row.id = D.rows.length;
      D.rows.push(row);
    }
  }
}
const firstPlace = (e) => (typeof e === "number" ? e : e.length ? e[0] : -1);

// Offsets are code points; only a text with characters outside the basic plane needs them told apart.
function slice(doc, begin, end) {
  const d = D.docs[doc];
  if (!d.astral) return d.text.slice(begin, end);
  d.points ||= Array.from(d.text);
  return d.points.slice(begin, end).join("");
}
const lengthOf = (doc) => { const d = D.docs[doc]; if (!d.astral) return d.text.length; d.points ||= Array.from(d.text); return d.points.length; };
const measureText = (m) => (m.text ??= slice(m.doc, m.b, m.e));

function statisticLabel(i) {
  const facts = D.facts.get(i);
  if (!facts || D.group[i] !== "statistic") return "";
  const of = (p) => facts.find((f) => f.p === p)?.v ?? "";
  return `${of("zr:indicator")} ${of("zr:value")}${of("zr:unit")}`.trim();
}

function name(i) {
  if (lang === "en" && D.raw.nodes.en[i]) return D.raw.nodes.en[i];
  const label = D.label[i];
  if (label !== null) return label;
  return short(measureText(D.measures[D.measureOf.get(i)]).trim(), 26);
}
const fullName = (i) => (D.measureOf.has(i) ? measureText(D.measures[D.measureOf.get(i)]) : name(i));
const also = (i) => D.raw.nodes.also[i] || [];

// The node that an IRI names, written short or in full.
function nodeOf(iri) {
  if (!iri || D.index.has(iri)) return D.index.get(iri);
  const fits = Object.entries(D.raw.namespaces).filter(([, ns]) => iri.startsWith(ns)).sort((a, b) => b[1].length - a[1].length)[0];
  return fits ? D.index.get(`${fits[0]}:${iri.slice(fits[1].length)}`) : undefined;
}

// A word of the ontology in the language of the page: the interface's own word, the ontology's label, the bare name.
function term(iri, prefix) {
  if (prefix && has(prefix + iri)) return t(prefix + iri);
  const labels = D.raw.terms[iri];
  const label = labels && (lang === "zh" ? labels[0] || labels[1] : labels[1] || labels[0]);
  return label || (iri.startsWith("urn:variable:") ? "?" + iri.slice(13) : iri.replace(/^.*[:/#]/, ""));
}
const property = (p) => term(p, "p_");
function kindName(i) {
  const kind = D.kindNames[D.kind[i]], group = D.group[i];
  if (has("k_" + kind) && (group === "organization" || group === "function")) return t("k_" + kind);
  return group === "other" && kind ? term(kind) : t("g_" + group);
}
// A class of the filter: the kind of an organization, else the group.
const classOf = (i) => (D.group[i] === "organization" ? D.kindNames[D.kind[i]] : D.group[i]);
const className = (c) => (has("k_" + c) ? t("k_" + c) : has("g_" + c) ? t("g_" + c) : term(c));

function closure(map, start) {
  const found = new Set(start), waiting = [...start];
  while (waiting.length) for (const n of map.get(waiting.pop()) || []) if (!found.has(n)) { found.add(n); waiting.push(n); }
  return found;
}
function neighboursOf(i) {
  const found = new Map(), E = D.edges;
  for (let k = D.start[i]; k < D.start[i + 1]; k += 1) {
    const e = D.adjacent[k], other = E.s[e] === i ? E.t[e] : E.s[e];
    if (other !== i) { if (found.has(other)) found.get(other).push(e); else found.set(other, [e]); }
  }
  return found;
}
// Things of one name are told apart by the place or the document that they belong to.
function scopeOf(i) {
  if (!D.namesakes) {
    D.namesakes = new Map();
    for (let k = 0; k < D.count; k += 1) if (D.group[k] !== "measure" && D.label[k] !== null) { const key = `${D.group[k]} ${D.label[k]}`; D.namesakes.set(key, (D.namesakes.get(key) || 0) + 1); }
  }
  if (D.group[i] === "meeting" && D.dateOf.has(i)) return D.dateOf.get(i);
  if ((D.namesakes.get(`${D.group[i]} ${D.label[i]}`) || 0) < 2) return "";
  const place = (D.placeOf.get(i) || [])[0];
  if (place !== undefined) return name(place);
  const docs = D.docsOf.get(i) || [];
  return docs.length ? short(docTitle(docs[0]), 12) : "";
}
const pageTitle = () => D.raw.titles[lang === "zh" ? 0 : 1];
const docTitle = (k) => name(D.docs[k].n);
