// The answer in three columns, by the rules of viz/overview.py and viz/layout.py, for whatever the filters let through.
const FEW = [10, 21, 21], MANY = [30, 50, 70];

function overview(limits) {
  const required = new Map(), borne = new Map(), inSector = new Map();
  const add = (pairs, a, b) => { let row = pairs.get(a); if (!row) pairs.set(a, row = new Map()); row.set(b, (row.get(b) || 0) + 1); };
  const roles = new Map();
  const bearers = new Map();
  for (const row of passing.rows) if (row.b >= 0) { if (!bearers.has(row.m)) bearers.set(row.m, new Map()); bearers.get(row.m).set(row.b, row.role); }
  let outside = 0;
  for (const k of passing.measures) {
    const m = D.measures[k];
    const sectors = [...new Set(m.sectors)].filter((s) => passing.nodes[s]), who = bearers.get(k) || new Map();
    if (!m.sectors.length || !who.size) outside += 1;
    for (const s of sectors) {
      inSector.set(s, (inSector.get(s) || 0) + 1);
      for (const meeting of new Set(m.meetings)) if (passing.nodes[meeting]) add(required, meeting, s);
      for (const [b, role] of who) if (passing.nodes[b]) { add(borne, b, s); const key = `${b} ${s}`; if (!roles.has(key)) roles.set(key, new Map()); const r = roles.get(key); r.set(role, (r.get(role) || 0) + 1); }
    }
  }
  const iri = D.raw.nodes.iri;
  const order = (weights) => [...weights.keys()].sort((a, b) => weights.get(b) - weights.get(a) || (fullIri(iri[a]) < fullIri(iri[b]) ? -1 : 1));
  const allSectors = order(inSector);
  let sectors = allSectors.slice(0, limits[1]);
  const weigh = (pairs, wanted) => { const w = new Map(); for (const [a, row] of pairs) for (const [s, n] of row) if (wanted.has(s)) w.set(a, (w.get(a) || 0) + n); return w; };
  const chosen = new Set(sectors);
  let meetings = order(weigh(required, chosen)).slice(0, limits[0]);
  let bodies = order(weigh(borne, chosen)).slice(0, limits[2]);
  const left = { meeting: required.size - meetings.length, sector: allSectors.length - sectors.length, body: borne.size - bodies.length };
  for (let sweep = 0; sweep < 4; sweep += 1) {
    bodies = byMean(bodies, [[sectors, (b, s) => borne.get(b)?.get(s)]]);
    meetings = byMean(meetings, [[sectors, (m, s) => required.get(m)?.get(s)]]);
    sectors = byMean(sectors, [[bodies, (s, b) => borne.get(b)?.get(s)], [meetings, (s, m) => required.get(m)?.get(s)]]);
  }
  return { meetings, sectors, bodies, required, borne, roles, left, outside, inSector };
}
const fullIri = (iri) => { const at = iri.indexOf(":"), ns = D.raw.namespaces[iri.slice(0, at)]; return ns ? ns + iri.slice(at + 1) : iri; };

function byMean(column, others) {
  const mean = new Map();
  column.forEach((i, k) => {
    let total = 0, weight = 0;
    for (const [other, of] of others) {
      let summed = 0; // of whole numbers, so that the order of adding cannot matter
      other.forEach((o, j) => { const n = of(i, o); if (n) { summed += n * (2 * j + 1); weight += n; } });
      total += other.length ? summed / (2 * other.length) : 0;
    }
    mean.set(i, weight ? total / weight : 2); // what has no line goes to the bottom
  });
  return column.map((i, k) => [i, k]).sort((a, b) => mean.get(a[0]) - mean.get(b[0]) || a[1] - b[1]).map(([i]) => i);
}

// Half the width of the columns and the height of a row, as in viz/layout.py.
const WIDTHS = { wide: [400, 27], middle: [265, 27], narrow: [128, 46] };
const screenWidth = () => { const w = $("canvas").clientWidth || window.innerWidth; return w < 480 ? "narrow" : w < 860 ? "middle" : "wide"; };

function columnPositions(view, [width, pitch]) {
  const tall = pitch * Math.max(view.meetings.length, view.sectors.length, view.bodies.length);
  const at = new Map();
  [[-width, view.meetings], [0, view.sectors], [width, view.bodies]].forEach(([x, column]) => {
    column.forEach((i, k) => at.set(i, [x, Math.floor(((2 * k + 1) * tall) / (2 * column.length))]));
  });
  return at;
}
