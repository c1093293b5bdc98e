// Part of a name, another name, or pinyin initials; results by class with counts.
const searching = { words: "", chosen: -1, only: "", found: [] };

function haystacks() {
  if (!D.haystack) {
    D.haystack = D.label.map((label, i) => `${label === null ? measureText(D.measures[D.measureOf.get(i)]) : label}\n${also(i).join("\n")}\n${D.raw.nodes.en[i] || ""}`.toLowerCase());
  }
  return D.haystack;
}

// All nodes that fit, best first: whole name, beginning, part, other name, initials.
function find(words) {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return [];
  const stacks = haystacks(), pinyin = D.raw.nodes.pinyin, letters = /^[a-z0-9]{2,}$/.test(wanted), found = [];
  for (let i = 0; i < D.count; i += 1) {
    const at = stacks[i].indexOf(wanted);
    let score = -1;
    if (at === 0) score = stacks[i].charCodeAt(wanted.length) === 10 ? 0 : 1;
    else if (at > 0) score = at < stacks[i].indexOf("\n") ? 2 : 3;
    else if (letters && pinyin[i]) { const p = ` ${pinyin[i]} `; const k = p.indexOf(wanted); if (k >= 0) score = p[k - 1] === " " ? (p[k + wanted.length] === " " ? 1.5 : 2.5) : 4; }
    if (score >= 0) found.push([score, rank(i), -D.degree[i], i]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  return found.map((f) => f[3]);
}

function renderSearch() {
  const box = $("results"), input = $("search");
  const open = searching.words.trim().length > 0 && document.activeElement && (input === document.activeElement || box.contains(document.activeElement));
  box.hidden = !open;
  input.setAttribute("aria-expanded", String(Boolean(open)));
  if (!open) { input.removeAttribute("aria-activedescendant"); return; }
  const all = searching.found, counts = new Map();
  for (const i of all) counts.set(D.group[i], (counts.get(D.group[i]) || 0) + 1);
  if (searching.only && !counts.has(searching.only)) searching.only = "";
  const shown = (searching.only ? all.filter((i) => D.group[i] === searching.only) : all).slice(0, 40);
  searching.shown = shown;
  const groups = new Map();
  for (const i of shown) push(groups, D.group[i], i);
  fill(box,
    h("div", { class: "result-classes", role: "group", "aria-label": t("f_class") }, [["", all.length], ...[...counts].sort((a, b) => groupRank.indexOf(a[0]) - groupRank.indexOf(b[0]))].map(([g, n]) => button([g ? icon(g) : null, g ? t("g_" + g) : t("allClasses"), h("span", { class: "count" }, num(n))], () => { searching.only = g; renderSearch(); }, { "aria-pressed": String(searching.only === g), "data-group": g }))),
    h("div", { role: "listbox", id: "result-list", "aria-label": t("search") }, [...groups].map(([g, list]) => h("div", { role: "group", "aria-label": t("g_" + g) },
      h("div", { class: "result-group", role: "presentation" }, icon(g), t("g_" + g), h("span", { class: "count" }, num(counts.get(g)))),
      list.map((i) => { const k = shown.indexOf(i); return h("div", { role: "option", id: `result-${k}`, class: `result${k === searching.chosen ? " chosen" : ""}`, "aria-selected": String(k === searching.chosen), onmousedown: (e) => e.preventDefault(), onclick: () => choose(k) }, highlighted(fullName(i).trim()), subtitle(i)); })))),
    all.length ? null : h("p", { class: "empty" }, t("noResults")),
    shown.length < (searching.only ? counts.get(searching.only) : all.length) ? h("p", { class: "hint" }, t("moreResults", { n: num((searching.only ? counts.get(searching.only) : all.length) - shown.length) })) : null);
  if (searching.chosen >= 0 && searching.chosen < shown.length) { input.setAttribute("aria-activedescendant", `result-${searching.chosen}`); $(`result-${searching.chosen}`)?.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
}
function highlighted(text) {
  const cut = short(text, 60), words = searching.words.trim(), at = cut.toLowerCase().indexOf(words.toLowerCase());
  return at < 0 || cut.toLowerCase().length !== cut.length ? h("span", {}, cut) : h("span", {}, cut.slice(0, at), h("mark", {}, cut.slice(at, at + words.length)), cut.slice(at + words.length));
}
function subtitle(i) {
  const names = also(i).filter((n) => n.toLowerCase().includes(searching.words.trim().toLowerCase())).slice(0, 2);
  const other = names.length ? names.join("、") : [D.group[i] === "organization" ? kindName(i) : "", scopeOf(i)].filter(Boolean).join(" · ");
  return other ? h("small", {}, other) : null;
}
function choose(k) {
  const i = searching.shown[k];
  if (i === undefined) return;
  $("search").blur();
  searching.words = ""; $("search").value = ""; searching.found = [];
  renderSearch();
  show(i);
  if (state.tab === "documents" && D.docOfNode.has(i)) openDocument(D.docOfNode.get(i));
}
function searchInput(event) {
  const start = performance.now();
  searching.words = event.target.value; searching.chosen = -1; searching.only = "";
  searching.found = find(searching.words);
  renderSearch();
  timings.search = performance.now() - start;
  if (searching.words.trim()) say(`${searching.found.length} ${t("results")}`);
}
function searchKeys(event) {
  const n = (searching.shown || []).length;
  if (event.isComposing) return;
  if (event.key === "ArrowDown" && n) searching.chosen = (searching.chosen + 1) % n;
  else if (event.key === "ArrowUp" && n) searching.chosen = (searching.chosen + n - 1) % n;
  else if (event.key === "Enter") { if (n) choose(Math.max(0, searching.chosen)); return; }
  else if (event.key === "Escape") { event.target.value = ""; searching.words = ""; searching.found = []; event.target.blur(); } else return;
  event.preventDefault();
  renderSearch();
}
