// The query that finds what is selected or filtered, to be pasted into `kg query` or any endpoint over the union of graphs.
const SPARQL_PREFIXES = ["zr", "skos", "nif", "itsrdf", "dcterms", "schema"];
const ref = (iri) => `<${fullIri(iri).replace(/[<>"{}|^`\\\u0000-\u0020]/g, (c) => encodeURIComponent(c))}>`;
const refs = (list) => list.map(ref).join(", ");
const quoted = (text) => JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
const comment = (text) => text.replace(/[\r\n\u2028\u2029\u0085\u000b\u000c]+/g, " ");
function query(title, select, body) {
  const used = SPARQL_PREFIXES.filter((p) => new RegExp(`\\b${p}:`).test(body));
  return `# ${comment(title)}\n${used.map((p) => `PREFIX ${p}: <${D.raw.namespaces[p]}>`).join("\n")}\nSELECT DISTINCT ${select} WHERE {\n${body}\n}`;
}

const LEDGER = `  GRAPH ?document {
    ?measure a zr:Measure ; zr:text ?text .
    OPTIONAL { ?measure zr:confidence ?sure }
    OPTIONAL { ?measure zr:responsibility ?responsibility . ?responsibility zr:bearer ?bearer .
      OPTIONAL { ?responsibility zr:role ?role } OPTIONAL { ?responsibility zr:confidence ?surer } }
  }`;

// The ledger under the active filters. `extra` are more lines for one body, sector or meeting.
function ledgerQuery(title, extra) {
  const w = filters, lines = [LEDGER, ...(extra || [])];
  const iris = (facet) => [...w[facet]].map((v) => valueKey(facet, v));
  if (w.sector.size) lines.push(sectorFilter(iris("sector")));
  if (w.role.size) {
    const roles = [...w.role].filter((r) => r !== "none"), tests = [];
    if (roles.length) tests.push(`?role IN (${refs(roles)})`);
    if (w.role.has("none")) tests.push("!BOUND(?bearer)");
    lines.push(`  FILTER(${tests.join(" || ")})`);
  }
  const bodies = [...w.class].filter((c) => c.includes(":") || BODY_GROUPS.has(c)).map((c) => ({ official: "zr:Official", post: "zr:Post" })[c] || c);
  if (bodies.length) lines.push(`  FILTER(!BOUND(?bearer) || EXISTS { ?bearer a ?class FILTER(?class IN (${refs(bodies)})) })`);
  if (w.level.size) lines.push(`  FILTER(${["?measure zr:requiredBy/(zr:level|(zr:jurisdiction/zr:level))", "?bearer zr:level|(zr:jurisdiction/zr:level)", "?document zr:jurisdiction/zr:level"].map((p) => `${known(p)}EXISTS { ${p} ?level FILTER(?level IN (${refs(iris("level"))})) }`).join("\n    || ")})`);
  if (w.jurisdiction.size) lines.push(`  FILTER(${["?measure zr:requiredBy/", "?bearer ", "?document "].map((p) => `${known(p)}EXISTS { ${p}zr:jurisdiction/schema:containedInPlace* ?place FILTER(?place IN (${refs(iris("jurisdiction"))})) }`).join("\n    || ")})`);
  if (w.function.size) lines.push(`  FILTER(BOUND(?bearer) && EXISTS { ?bearer zr:function ?function FILTER(?function IN (${refs(iris("function"))})) })`);
  if (w.modality.size) lines.push(`  FILTER EXISTS { ?measure zr:modality ?modality FILTER(?modality IN (${refs([...w.modality])})) }`);
  if (w.document.size) lines.push(`  FILTER(?document IN (${refs(iris("document"))}))`);
  if (w.from || w.to) {
    const tests = [];
    if (w.from) tests.push(`STR(?date) >= SUBSTR(${quoted(w.from)}, 1, STRLEN(STR(?date)))`);
    if (w.to) tests.push(`STR(?date) <= SUBSTR(${quoted(w.to)}, 1, STRLEN(STR(?date)))`);
    lines.push(`  FILTER EXISTS {\n    { ?measure zr:deadline ?date } UNION { ?measure zr:requiredBy/zr:date ?date } UNION { ?document dcterms:issued ?date }\n    FILTER(${tests.join(" && ")}) }`);
  }
  if (w.confidence) lines.push(`  FILTER(COALESCE(?sure, 1) >= ${w.confidence / 100} && COALESCE(?surer, 1) >= ${w.confidence / 100})`);
  if (w.words) lines.push(`  FILTER(CONTAINS(LCASE(?text), LCASE(${quoted(w.words)})) || BOUND(?bearer) && EXISTS { ?bearer skos:prefLabel ?name FILTER(CONTAINS(LCASE(STR(?name)), LCASE(${quoted(w.words)}))) })`);
  return query(title, "?measure ?text ?bearer ?role ?document", lines.join("\n"));
}
// A pattern about nobody would fit anybody: ask about the bearer only where there is one.
const known = (pattern) => (pattern.startsWith("?bearer") ? "BOUND(?bearer) && " : "");
const sectorFilter = (iris) => `  FILTER EXISTS { ?measure zr:inSector/skos:broader* ?sector FILTER(?sector IN (${refs(iris)})) }`;

function nodeQuery(i) {
  const group = D.group[i], it = ref(D.iri[i]), title = fullName(i);
  const bears = D.measuresBorne.has(i);
  if (bears) return ledgerQuery(title, [`  FILTER(?bearer = ${it})`]);
  if (group === "sector") return ledgerQuery(title, [`  FILTER EXISTS { ?measure zr:inSector ${it} }`]);
  if (group === "meeting" && D.measuresRequired.has(i)) return ledgerQuery(title, [`  FILTER EXISTS { ?measure zr:requiredBy ${it} }`]);
  if (group === "measure") return query(title, "?property ?value ?document", `  GRAPH ?document {\n    { ${it} ?property ?value }\n    UNION { ${it} zr:responsibility ?responsibility . ?responsibility ?property ?value }\n  }`);
  return query(title, "?thing ?property ?value ?quote ?document", `  GRAPH ?document {
    { ${it} ?property ?value BIND(${it} AS ?thing) }
    UNION { ?thing ?property ${it} FILTER(?property != itsrdf:taIdentRef) BIND(${it} AS ?value) }
    UNION { ?thing itsrdf:taIdentRef ${it} ; nif:anchorOf ?quote }
  }`);
}
function pairQuery(a, b) {
  if (D.group[b] === "sector" && D.measuresBorne.has(a)) return ledgerQuery(`${name(a)} · ${name(b)}`, [`  FILTER(?bearer = ${ref(D.iri[a])})`, `  FILTER EXISTS { ?measure zr:inSector ${ref(D.iri[b])} }`]);
  if (D.group[b] === "sector" && D.group[a] === "meeting") return ledgerQuery(`${name(a)} · ${name(b)}`, [`  FILTER EXISTS { ?measure zr:requiredBy ${ref(D.iri[a])} }`, `  FILTER EXISTS { ?measure zr:inSector ${ref(D.iri[b])} }`]);
  return query(`${fullName(a)} · ${fullName(b)}`, "?property ?document", `  GRAPH ?document {\n    { ${ref(D.iri[a])} ?property ${ref(D.iri[b])} }\n    UNION { ${ref(D.iri[a])} zr:responsibility ?responsibility . ?responsibility zr:bearer ${ref(D.iri[b])} ; ?property ?role FILTER(?property = zr:role) }\n  }`);
}
