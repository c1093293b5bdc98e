// Files made in the page: picture, drawing, table; the clipboard; print.
const fileName = () => (pageTitle() || "zeren").replace(/[\\/:*?"<>|\u0000-\u001f]+/g, " ").trim().slice(0, 60) || "zeren";
function download(file, blob) {
  const url = URL.createObjectURL(blob), a = h("a", { href: url, download: file, hidden: true });
  document.body.append(a); a.click(); a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 30000);
}
async function copyText(text, control) {
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch { done = copyByHand(text); }
  say(done ? t("copied") : t("copyFailed"));
  toast(done ? t("copied") : t("copyFailed"), done ? "" : text);
  if (control?.focus) control.focus();
}
function copyByHand(text) {
  const area = h("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text; document.body.append(area); area.select();
  let done = false;
  try { done = document.execCommand("copy"); } catch { done = false; }
  area.remove();
  return done;
}
function toast(words, text) {
  document.querySelector(".toast")?.remove();
  const box = h("div", { class: "toast" }, h("p", {}, words), text ? h("textarea", { readonly: true, "aria-label": words }, text) : null, button("×", () => box.remove(), { "aria-label": t("close") }));
  document.body.append(box);
  if (!text) setTimeout(() => box.remove(), 2400);
}

// The same calls as a canvas takes, written down as SVG.
class SvgContext {
  constructor(measure) { Object.assign(this, { measure, out: [], path: new Path(), fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "13px sans-serif", textAlign: "left", textBaseline: "middle", lineJoin: "miter", dash: [] }); }
  beginPath() { this.path = new Path(); }
  moveTo(x, y) { this.path.moveTo(x, y); } lineTo(x, y) { this.path.lineTo(x, y); } closePath() { this.path.closePath(); }
  bezierCurveTo(...a) { this.path.bezierCurveTo(...a); } arc(...a) { this.path.arc(...a); }
  setLineDash(dash) { this.dash = dash; }
  measureText(text) { this.measure.font = this.font; return this.measure.measureText(text); }
  alpha() { return this.globalAlpha < 1 ? { opacity: this.globalAlpha } : {}; }
  fill() { this.out.push(["path", { d: this.path.d, fill: this.fillStyle, ...this.alpha() }]); }
  stroke() { this.out.push(["path", { d: this.path.d, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, ...(this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {}), ...this.alpha() }]); }
  text(text, x, y, attributes) {
    const [, weight, size] = /^(?:(\d+) )?([\d.]+)px/.exec(this.font) || [null, "", "13"];
    this.out.push(["text", { x, y: y + Number(size) * 0.35, "font-family": FONT, "font-size": size, ...(weight ? { "font-weight": weight } : {}), "text-anchor": { left: "start", center: "middle", right: "end" }[this.textAlign], ...attributes, ...this.alpha() }, text]);
  }
  fillText(text, x, y) { this.text(text, x, y, { fill: this.fillStyle }); }
  strokeText(text, x, y) { this.text(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" }); }
}

function drawScene(c) {
  const curved = G.mode === "overview";
  for (const line of G.lines) if (!unseen(line)) drawLine(c, G.drawn.get(line.a), G.drawn.get(line.b), lineStyle(line), curved);
  for (const [i, p] of G.drawn) drawShape(c, i, p.x, p.y, look(i));
  for (const [i, p] of G.drawn) drawLabel(c, i, p.x, p.y, look(i));
  drawHeadings(c);
}
function sceneBox() { const b = wholeBox(), pad = 30; return { x: b.left - pad, y: b.top - pad - 34, w: b.right - b.left + 2 * pad, h: b.bottom - b.top + 2 * pad + 60 }; }
function drawCaption(c, box) {
  c.font = `600 17px ${FONT}`; c.textAlign = "left"; c.textBaseline = "middle"; c.fillStyle = palette.ink;
  c.fillText(pageTitle(), box.x + 24, box.y + 22);
  c.font = `12px ${FONT}`; c.fillStyle = palette.soft;
  c.fillText([t("subtitle"), ...chipList().map(([f, v]) => `${f} ${v}`)].join(" · "), box.x + 24, box.y + box.h - 18);
}

function savePng() {
  const box = sceneBox(), scale = Math.min(2, 8000 / Math.max(box.w, box.h));
  const canvas = h("canvas", { width: Math.ceil(box.w * scale), height: Math.ceil(box.h * scale) }), c = canvas.getContext("2d");
  c.scale(scale, scale); c.translate(-box.x, -box.y);
  c.fillStyle = palette.paper; c.fillRect(box.x, box.y, box.w, box.h);
  drawScene(c); drawCaption(c, box);
  canvas.toBlob((blob) => download(`${fileName()}.png`, blob), "image/png");
}
function sceneSvg() {
  const box = sceneBox(), c = new SvgContext(h("canvas", {}).getContext("2d"));
  drawScene(c); drawCaption(c, box);
  const root = svg("svg", { viewBox: `${box.x} ${box.y} ${box.w} ${box.h}`, width: Math.round(box.w), height: Math.round(box.h) }, svg("title", {}, document.createTextNode(pageTitle())), svg("rect", { x: box.x, y: box.y, width: box.w, height: box.h, fill: palette.paper }));
  for (const [tag, attributes, text] of c.out) { const e = svg(tag, attributes); if (text !== undefined) e.textContent = text; root.append(e); }
  // What XML 1.0 has no place for goes.
  return new XMLSerializer().serializeToString(root).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
function saveSvg() { download(`${fileName()}.svg`, new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${sceneSvg()}`], { type: "image/svg+xml" })); }

function beforePrint() {
  if (state.tab === "graph") {
    const image = h("img", { id: "print-picture", alt: pageTitle(), src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sceneSvg())}` });
    $("print-picture")?.remove();
    $("panel").append(image);
  } else if (state.tab === "ledger") { ledgerShown = Math.min(passing.rows.length, 3000); renderTab(); }
}
function afterPrint() { $("print-picture")?.remove(); if (state.tab === "ledger") { ledgerShown = LEDGER_STEP; renderTab(); } }
