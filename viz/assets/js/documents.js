// The full texts, every mention and measure marked, every repaired or redacted place shown as such.
const docView = { doc: 0, place: null, marks: { mentions: true, measures: true, repairs: true }, at: -1 };

function openDocument(doc, begin, end) {
  docView.doc = doc;
  docView.place = begin === undefined ? null : [begin, end];
  if (state.tab !== "documents") showTab("documents"); else { renderTab(); stateChanged(); }
}

function renderDocuments(panel) {
  const shown = D.docs.map((d, k) => k).filter((k) => passing.nodes[D.docs[k].n]);
  if (!shown.length) { fill(panel, h("p", { class: "empty" }, t("nothingHere"))); return; }
  if (!shown.includes(docView.doc)) { docView.doc = shown[0]; docView.place = null; }
  const counts = new Map();
  for (const r of passing.measures) { const d = D.measures[r].doc; counts.set(d, (counts.get(d) || 0) + 1); }
  fill(panel, h("div", { class: "reader" },
    h("nav", { class: "doc-list", "aria-label": t("docList") }, h("details", { open: !narrowScreen() }, h("summary", {}, t("docList"), h("span", { class: "count" }, String(shown.length))), h("ul", {}, shown.slice(0, 400).map((k) => h("li", {}, button([h("span", {}, docTitle(k)), h("small", {}, [D.docs[k].issued, counts.get(k) ? t("measuresCount", { n: counts.get(k) }) : ""].filter(Boolean).join(" · "))], () => openDocument(k), { "aria-current": k === docView.doc ? "true" : null })))))),
    h("article", { class: "doc", id: "doc" }, renderDoc(docView.doc))));
  requestAnimationFrame(scrollToPlace);
}

function renderDoc(k) {
  const d = D.docs[k];
  const toggle = (key) => h("label", {}, h("input", { type: "checkbox", checked: docView.marks[key], onchange: (e) => { docView.marks[key] = e.target.checked; renderTab(); } }), t(key));
  return [h("div", { class: "doc-head" }, h("h2", {}, button(docTitle(k), () => select(d.n), { class: "inline" })),
    h("p", { class: "doc-facts" }, [d.issued, d.file, t("characters", { n: num(lengthOf(k)) })].filter(Boolean).join(" · ")),
    h("div", { class: "doc-tools", role: "group", "aria-label": t("marks") }, toggle("measures"), toggle("mentions"), toggle("repairs"),
      h("span", { class: "steps" }, h("span", { class: "hint", id: "step-hint" }), button("↑", () => stepPlace(-1), { "aria-label": t("previous"), title: t("previous"), id: "previous" }), button("↓", () => stepPlace(1), { "aria-label": t("next"), title: t("next"), id: "next" })))),
  h("div", { class: "text", id: "text", lang: "zh" }, markedText(k))];
}

// Cut the text where any mark begins or ends; each piece knows the marks that cover it.
function markedText(k) {
  const d = D.docs[k], length = lengthOf(k), cuts = new Set([0, length]), list = D.raw.mentions[k];
  const cut = (b, e) => { cuts.add(b); cuts.add(e); };
  const mentions = [], measures = docView.marks.measures ? D.measures.filter((m) => m.doc === k && passing.measures.has(m.k) && passing.nodes[m.n]).sort((a, b) => a.b - b.b) : [];
  if (docView.marks.mentions) for (let p = 0; p < list.length; p += 5) if (passing.nodes[list[p + 2]]) { mentions.push({ b: list[p], e: list[p + 1], node: list[p + 2] }); cut(list[p], list[p + 1]); }
  for (const m of measures) cut(m.b, m.e);
  const repairs = docView.marks.repairs ? d.repairs : [];
  for (const r of repairs) cut(r[0], r[1]);
  if (docView.place) cut(...docView.place);
  if (d.astral) d.points ||= Array.from(d.text); // slice() by points from here on
  for (let p = 0; p < length; p += 1) if ((d.astral ? d.points[p] : d.text[p]) === "\n") cuts.add(p + 1);
  mentions.sort((a, b) => a.b - b.b || b.e - a.e);
  const points = [...cuts].filter((p) => p >= 0 && p <= length).sort((a, b) => a - b);
  const paragraphs = [];
  let line = h("p", {}), im = 0, open = [], jm = 0, jr = 0;
  for (let p = 0; p + 1 < points.length; p += 1) {
    const b = points[p], e = points[p + 1];
    while (im < mentions.length && mentions[im].b <= b) open.push(mentions[im++]);
    open = open.filter((m) => m.e > b);
    while (jm < measures.length && measures[jm].e <= b) jm += 1;
    while (jr < repairs.length && repairs[jr][1] <= b) jr += 1;
    const measure = measures[jm] && measures[jm].b <= b ? measures[jm] : null, repair = repairs[jr] && repairs[jr][0] <= b ? repairs[jr] : null;
    line.append(piece(k, b, e, open, measure, repair));
    if (slice(k, e - 1, e) === "\n") { paragraphs.push(line); line = h("p", {}); }
  }
  if (line.childNodes.length) paragraphs.push(line);
  return paragraphs;
}
function piece(k, b, e, open, measure, repair) {
  const text = slice(k, b, e);
  const inner = open[open.length - 1];
  const placed = docView.place && b >= docView.place[0] && e <= docView.place[1];
  if (!inner && !measure && !repair && !placed) return document.createTextNode(text);
  const classes = [];
  if (measure) classes.push("in-measure", measure.modality === "zr:Prohibited" ? "banned-text" : "", selection.node === measure.n ? "chosen-measure" : "");
  if (inner) classes.push("mention", `m-${D.group[inner.node]}`, open.some((m) => m.node === selection.node) ? "chosen" : "");
  if (repair) classes.push("repair", `r-${repair[2]}`);
  if (placed) classes.push("placed");
  const target = inner ? inner.node : measure ? measure.n : -1;
  const starts = (inner && inner.b === b) || (!inner && measure && measure.b === b);
  const span = h("span", { class: classes.filter(Boolean).join(" "), "data-b": b, title: repair ? repairWords(repair) : inner ? `${kindName(inner.node)}：${name(inner.node)}` : null }, text);
  if (target >= 0) {
    span.dataset.node = target;
    if (measure) span.dataset.measure = measure.n;
    if (starts) { span.tabIndex = 0; span.setAttribute("role", "button"); }
  }
  return span;
}
function textClick(event) {
  const span = event.target.closest?.("#text [data-node]");
  if (!span || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
  if (event.type === "click" && String(window.getSelection()).length) return;
  event.preventDefault();
  select(Number(span.dataset.node));
}
function scrollToPlace() {
  const spot = document.querySelector("#text .placed") || null;
  if (spot) { spot.scrollIntoView({ block: "center" }); docView.at = docView.place[0]; }
  updateSteps();
}
// Marks that belong to the selection, in the order of the text; all measures when nothing is selected.
function stepPlaces() {
  const i = selection.node, k = docView.doc, list = D.raw.mentions[k], found = [];
  if (i >= 0) {
    for (let p = 0; p < list.length; p += 5) if (list[p + 2] === i) found.push([list[p], list[p + 1]]);
    const m = D.measures[D.measureOf.get(i)];
    if (m && m.doc === k) found.push([m.b, m.e]);
  }
  if (!found.length) for (const m of D.measures) if (m.doc === k && passing.measures.has(m.k)) found.push([m.b, m.e]);
  return found.sort((a, b) => a[0] - b[0]);
}
function stepPlace(way) {
  const places = stepPlaces();
  if (!places.length) return;
  const next = way > 0 ? places.find(([b]) => b > docView.at) || places[0] : [...places].reverse().find(([b]) => b < docView.at) || places[places.length - 1];
  docView.place = next; docView.at = next[0];
  fill($("text"), markedText(docView.doc));
  scrollToPlace();
  stateChanged(true);
}
function updateSteps() {
  const hint = $("step-hint");
  if (!hint) return;
  const places = stepPlaces(), k = places.findIndex(([b]) => b === docView.at);
  hint.textContent = places.length ? `${k >= 0 ? k + 1 : "–"} / ${places.length}` : "";
}
// The selection changed while a text is open: only the marks follow.
function refreshMarks() {
  if (state.tab === "documents" && $("text")) { const top = $("doc").scrollTop; fill($("text"), markedText(docView.doc)); $("doc").scrollTop = top; updateSteps(); }
  else if (["chain", "ledger"].includes(state.tab)) for (const e of document.querySelectorAll(".chosen")) e.classList.remove("chosen");
}
