// Meetings and deadlines by month, with a strip of all months to jump by.
function timelineEntries() {
  const entries = [];
  let undated = 0;
  for (let i = 0; i < D.count; i += 1) if (D.group[i] === "meeting" && passing.nodes[i]) { const date = D.dateOf.get(i); date ? entries.push({ date, meeting: i }) : undated += 1; }
  for (const k of passing.measures) { const m = D.measures[k]; if (m.deadline && passing.nodes[m.n]) entries.push({ date: m.deadline, measure: m }); }
  entries.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : (a.meeting === undefined) - (b.meeting === undefined) || (a.meeting ?? a.measure.n) - (b.meeting ?? b.measure.n)));
  return { entries, undated };
}
let timelineShown = 150;
function renderTimeline(panel) {
  const { entries, undated } = timelineEntries();
  const months = new Map();
  for (const e of entries) push(months, e.date.slice(0, 7), e);
  let budget = timelineShown;
  const blocks = [];
  for (const [month, list] of months) { if (budget <= 0) break; blocks.push(renderMonth(month, list.slice(0, budget))); budget -= list.length; }
  fill(panel, h("div", { class: "panel-head" }, h("h2", {}, t("meetingsAndDeadlines")), undated ? h("span", { class: "hint" }, t("undated", { n: undated })) : null),
    entries.length ? [monthStrip(months), h("div", { class: "timeline" }, blocks), entries.length > timelineShown ? button(t("showMore", { n: entries.length - timelineShown }), () => { timelineShown += 300; renderTab(); }, { class: "quiet more" }) : null] : h("p", { class: "empty" }, t("nothingHere")));
}
function monthRange(months) {
  const keys = [...months.keys()].filter((m) => m.length === 7);
  if (!keys.length) return [];
  const out = [];
  let [y, m] = keys[0].split("-").map(Number);
  const last = keys[keys.length - 1];
  while (out.length < 600) { const key = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`; out.push(key); if (key >= last) break; m += 1; if (m > 12) { m = 1; y += 1; } }
  return out;
}
function monthStrip(months) {
  const range = monthRange(months);
  const step = Math.max(6, Math.min(26, 1000 / Math.max(1, range.length))), tall = 46;
  const most = Math.max(1, ...[...months.values()].map((l) => l.length));
  const bar = (list, of, y0) => { const n = list.filter(of).length; return [n, (n / most) * (tall - 6), y0]; };
  return h("div", { class: "strip", tabindex: "0", role: "region", "aria-label": t("tab_timeline") }, svg("svg", { width: range.length * step + 8, height: tall + 20, role: "img", "aria-label": t("meetingsAndDeadlines") }, range.map((key, k) => {
    const list = months.get(key) || [], [nm, hm] = bar(list, (e) => e.meeting !== undefined, 0), [nd, hd] = bar(list, (e) => e.measure, 0), x = 4 + k * step;
    return svg("g", { class: "month", onclick: () => { timelineShown = 1e6; renderTab(); requestAnimationFrame(() => document.getElementById(`month-${key}`)?.scrollIntoView({ block: "start" })); } },
      svg("title", {}, document.createTextNode(`${key}: ${t("g_meeting")} ${nm}, ${t("due")} ${nd}`)), svg("rect", { x, y: 0, width: step, height: tall, class: "hit" }),
      nm ? svg("rect", { x: x + 1, y: tall - hm, width: step - 2, height: hm, class: "bar-meeting" }) : null, nd ? svg("rect", { x: x + 1, y: tall - hm - hd, width: step - 2, height: hd, class: "bar-due" }) : null,
      key.endsWith("-01") || (k === 0 && !range.slice(1, 1 + Math.ceil(48 / step)).some((later) => later.endsWith("-01"))) ? svg("text", { x, y: tall + 15 }, document.createTextNode(key.endsWith("-01") ? key.slice(0, 4) : key)) : null);
  })));
}
function renderMonth(month, list) {
  return h("section", { class: "month-block", id: `month-${month}` }, h("h3", {}, monthName(month)), h("ul", {}, list.map((e) => (e.meeting !== undefined ? meetingEntry(e) : dueEntry(e)))));
}
const monthName = (m) => (m.length < 7 ? (lang === "zh" ? `${m}年` : m) : lang === "zh" ? `${m.slice(0, 4)}年${Number(m.slice(5))}月` : `${new Date(`${m}-15T12:00:00Z`).toLocaleString("en-GB", { month: "long" })} ${m.slice(0, 4)}`);
const dayName = (d) => (d.length === 10 ? (lang === "zh" ? `${Number(d.slice(8))}日` : d.slice(8)) : d.length === 7 ? t("monthOnly") : t("yearOnly"));
function meetingEntry(e) {
  const i = e.meeting, level = meetingLevel(i), required = requiredOf(i).filter((m) => passing.measures.has(m.k)).length;
  return h("li", { class: "entry held" }, h("time", { datetime: e.date }, dayName(e.date)), icon("meeting"), h("div", {}, thing(i), h("p", { class: "entry-facts" }, level === "none" ? null : h("span", { class: "tag" }, term(level, "l_")), required ? t("measuresCount", { n: required }) : null)));
}
function dueEntry(e) {
  const m = e.measure, who = m.rows.filter((r) => r.b >= 0);
  return h("li", { class: "entry due" }, h("time", { datetime: e.date }, dayName(e.date)), icon("measure"), h("div", {}, link(m.n, textNodes(m.doc, m.b, m.e), () => select(m.n)), h("p", { class: "entry-facts" }, h("span", { class: "tag due-tag" }, `${t("due")} ${m.deadlineText || m.deadline}`), who.length ? join(who.map((r) => [thing(r.b), " ", roleBadge(r.role)])) : h("span", { class: "nobody" }, t("r_none")))));
}
