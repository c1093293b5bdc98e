// National to town: which meeting passed on which, and what was kept, added and dropped on the way.
function meetingLevel(i) { if (D.group[i] === "document") return "own"; const l = levelsOf(i)[0]; return l && LEVELS.includes(l) ? l : "none"; }
function daysBetween(a, b) {
  if (!a || !b || a.length < 10 || b.length < 10) return null;
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86400000);
}
// What a meeting required; of a document, what it demands on its own.
const requiredOf = (i) => {
  if (!D.required) { D.required = new Map(); for (const m of D.measures) for (const x of m.meetings.length ? m.meetings : [D.docs[m.doc].n]) push(D.required, x, m); }
  return D.required.get(i) || [];
};

function chainFamilies() {
  const steps = D.raw.chain.filter(([u, l]) => passing.nodes[u] && passing.nodes[l]).map(([upper, lower, kept, dropped, added]) => ({ upper, lower, kept, dropped, added }));
  const family = new Map(), find = (i) => { while (family.get(i) !== i) i = family.get(i); return i; };
  for (const { upper, lower } of steps) for (const i of [upper, lower]) if (!family.has(i)) family.set(i, i);
  for (const { upper, lower } of steps) family.set(find(lower), find(upper));
  const families = new Map();
  for (const i of family.keys()) push(families, find(i), i);
  const date = (i) => D.dateOf.get(i) || "9999";
  return [...families.values()].map((members) => ({ members: members.sort((a, b) => (date(a) < date(b) ? -1 : date(a) > date(b) ? 1 : a - b)), steps: steps.filter((s) => members.includes(s.upper)) }))
    .sort((a, b) => b.members.length - a.members.length || (date(a.members[0]) < date(b.members[0]) ? -1 : 1));
}

function compareStep({ kept, dropped, added }) {
  const measure = (n) => D.measures[D.measureOf.get(n)], passes = (m) => m && passing.measures.has(m.k);
  const pairs = kept.map(([u, l, like, copied]) => [measure(u), measure(l), like, copied]).filter(([u, l]) => passes(u) && passes(l));
  return { pairs, dropped: dropped.map(measure).filter(passes), added: added.map(measure).filter(passes) };
}

let chainShown = 8;
const openSteps = new Set();
function renderChain(panel) {
  const families = chainFamilies();
  const linked = new Set(families.flatMap((f) => f.members));
  const alone = [];
  for (let i = 0; i < D.count; i += 1) if (D.group[i] === "meeting" && passing.nodes[i] && !linked.has(i)) alone.push(i);
  fill(panel, h("div", { class: "panel-head" }, h("h2", {}, t("tab_chain")), h("span", { class: "hint" }, t("chainHint"))),
    families.length ? null : h("p", { class: "empty" }, t("noChain")),
    families.slice(0, chainShown).map((f) => renderFamily(f)),
    families.length > chainShown ? button(t("showMore", { n: families.length - chainShown }), () => { chainShown += 20; renderTab(); }, { class: "quiet more" }) : null,
    alone.length ? h("details", { class: "alone" }, h("summary", {}, t("alone"), h("span", { class: "count" }, String(alone.length))), h("ul", { class: "cards" }, alone.slice(0, 200).map((i) => h("li", {}, meetingCard(i))))) : null);
  requestAnimationFrame(drawConnectors);
}
function renderFamily(f) {
  const used = [...LEVELS, "none", "own"].filter((l) => f.members.some((i) => meetingLevel(i) === l));
  const cards = new Map(f.members.map((i) => [i, h("div", { class: "chain-cell", "data-node": i }, meetingCard(i), f.steps.filter((s) => s.lower === i).map(renderStep))]));
  return h("section", { class: "family", "data-steps": JSON.stringify(f.steps.map((s) => [s.upper, s.lower])) }, h("div", { class: `lanes lanes-${used.length}` },
    used.map((level) => h("div", { class: "lane" }, h("h3", {}, term(level, "l_")), f.members.filter((i) => meetingLevel(i) === level).map((i) => cards.get(i))))));
}
function meetingCard(i) {
  const n = requiredOf(i).filter((m) => passing.measures.has(m.k)).length;
  return h("div", { class: `card card-${D.group[i]}${selection.node === i ? " chosen" : ""}` }, h("button", { type: "button", class: "card-title", onclick: () => select(i) }, icon(D.group[i]), h("span", {}, name(i), D.group[i] === "document" ? h("small", {}, ` ${t("ownDemands")}`) : null)), h("p", { class: "card-facts" }, D.dateOf.get(i) || t("none"), n ? ` · ${t("measuresCount", { n })}` : ""));
}
function renderStep(step) {
  const { pairs, dropped, added } = compareStep(step), days = daysBetween(D.dateOf.get(step.upper), D.dateOf.get(step.lower));
  const key = `${step.upper}-${step.lower}`, total = Math.max(1, pairs.length + dropped.length + added.length);
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  for (const [kind, n] of [["kept", pairs.length], ["added", added.length], ["dropped", dropped.length]]) { const part = h("i", { class: kind }); part.style.setProperty("width", `${(100 * n) / total}%`); bar.append(part); }
  const line = (m) => h("li", {}, thing(m.n, short(measureText(m).trim(), 70)));
  return h("details", { class: "step", "data-step": key, open: openSteps.has(key), ontoggle: (e) => { e.target.open ? openSteps.add(key) : openSteps.delete(key); drawConnectors(); } },
    h("summary", {}, h("span", { class: "step-from" }, t("passedFrom"), " ", h("b", {}, short(name(step.upper), 24)), days === null ? "" : days === 0 ? ` · ${t("sameDay")}` : ` · ${t("daysLater", { n: days })}`),
      pairs.length + dropped.length + added.length === 0 ? h("span", { class: "step-counts note" }, t("nothingToCompare")) : [bar, h("span", { class: "step-counts" }, h("span", { class: "kept" }, `${t("kept")} ${pairs.length}`), h("span", { class: "added" }, `${t("added")} ${added.length}`), h("span", { class: "dropped" }, `${t("dropped")} ${dropped.length}`))]),
    sectorChange(step),
    pairs.length ? [h("h4", { class: "kept" }, t("kept")), h("ul", {}, pairs.map(([u, l, like, copied]) => h("li", {}, thing(u.n, short(measureText(u).trim(), 60)), " → ", thing(l.n, short(measureText(l).trim(), 60)), h("small", {}, ` ${t("similarity", { n: like })}${lang === "zh" ? "，" : ", "}${t("copiedShare", { n: copied })}`))))] : null,
    added.length ? [h("h4", { class: "added" }, t("added")), h("ul", {}, added.map(line))] : null,
    dropped.length ? [h("h4", { class: "dropped" }, t("dropped")), h("ul", {}, dropped.map(line))] : null);
}
function sectorChange({ upper, lower }) {
  const of = (i) => new Set(requiredOf(i).flatMap((m) => m.sectors));
  const above = of(upper), below = of(lower);
  const list = (kind, items) => (items.length ? h("p", { class: `sectors ${kind}` }, h("b", {}, `${t("sectorsKept")} · ${t(kind)} `), join(items.map((s) => thing(s)))) : null);
  return [list("kept", [...below].filter((s) => above.has(s))), list("added", [...below].filter((s) => !above.has(s))), list("dropped", [...above].filter((s) => !below.has(s)))];
}
// Arrows from card to card; on a narrow screen the lanes stand under each other and words are enough.
function drawConnectors() {
  for (const section of document.querySelectorAll(".family")) {
    section.querySelector(".connectors")?.remove();
    if (narrowScreen()) continue;
    const box = section.getBoundingClientRect();
    const lines = JSON.parse(section.dataset.steps).map(([u, l]) => [section.querySelector(`[data-node="${u}"] .card`), section.querySelector(`[data-step="${u}-${l}"]`)]).filter(([a, b]) => a && b);
    // From a card to the block that tells what became of it; each arrow ends at its own block.
    section.append(svg("svg", { class: "connectors", width: box.width, height: box.height, "aria-hidden": "true" },
      lines.map(([from, to]) => {
        const a = from.getBoundingClientRect(), b = to.getBoundingClientRect();
        const ax = a.left + 3 - box.left, ay = a.bottom - box.top, bx = b.left - box.left - 7, by = b.top + 18 - box.top;
        const before = bx - 40 > ax ? ax : Math.min(ax, bx) - 26;
        return [svg("path", { d: `M${ax} ${ay}C${before} ${Math.max(ay + 10, by)} ${before} ${by} ${bx} ${by}`, class: "wire" }), svg("path", { d: `M${bx} ${by - 4}L${bx + 7} ${by}L${bx} ${by + 4}Z`, class: "tip" })];
      })));
  }
}
