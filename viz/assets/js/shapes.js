// Each class has a colour and a shape of its own; the same strokes go to the canvas, to the PNG and to the SVG.
const SHAPES = {
  sector: "pill", meeting: "diamond", organization: "square", official: "circle", post: "ring", measure: "dot", cited: "page", initiative: "star",
  principle: "triangleDown", accident: "triangle", statistic: "bars", jurisdiction: "hexagon", function: "pentagon", document: "document", other: "cross",
};
let palette = {};
function readPalette() {
  palette = { ink: css("--ink"), soft: css("--soft"), paper: css("--paper"), line: css("--line"), accent: css("--accent"), edge: css("--edge"), strong: css("--edge-strong") };
  for (const group of Object.keys(SHAPES)) { palette[group] = css("--c-" + group); palette[group + "-pale"] = css("--p-" + group); }
}
const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif';

function polygon(c, x, y, r, corners, turn) {
  c.beginPath();
  for (let k = 0; k < corners; k += 1) {
    const a = turn + (2 * Math.PI * k) / corners;
    k ? c.lineTo(x + r * Math.cos(a), y + r * Math.sin(a)) : c.moveTo(x + r * Math.cos(a), y + r * Math.sin(a));
  }
  c.closePath();
}

// The outline of a shape with radius r around (x, y).
function outline(c, shape, x, y, r) {
  const up = -Math.PI / 2;
  if (shape === "diamond") polygon(c, x, y, r * 1.2, 4, up);
  else if (shape === "square") { const s = r * 0.88; c.beginPath(); c.moveTo(x - s, y - s); c.lineTo(x + s, y - s); c.lineTo(x + s, y + s); c.lineTo(x - s, y + s); c.closePath(); }
  else if (shape === "triangle") polygon(c, x, y + r * 0.15, r * 1.2, 3, up);
  else if (shape === "triangleDown") polygon(c, x, y - r * 0.15, r * 1.2, 3, -up);
  else if (shape === "hexagon") polygon(c, x, y, r * 1.05, 6, 0);
  else if (shape === "pentagon") polygon(c, x, y, r * 1.1, 5, up);
  else if (shape === "star") {
    c.beginPath();
    for (let k = 0; k < 10; k += 1) { const a = up + (Math.PI * k) / 5, s = k % 2 ? r * 0.55 : r * 1.25; k ? c.lineTo(x + s * Math.cos(a), y + s * Math.sin(a)) : c.moveTo(x + s * Math.cos(a), y + s * Math.sin(a)); }
    c.closePath();
  } else if (shape === "page" || shape === "document") {
    const w = r * 0.8, f = r * 0.55;
    c.beginPath(); c.moveTo(x - w, y - r); c.lineTo(x + w - f, y - r); c.lineTo(x + w, y - r + f); c.lineTo(x + w, y + r); c.lineTo(x - w, y + r); c.closePath();
  } else if (shape === "bars") {
    c.beginPath();
    [[-0.95, 0.2], [-0.3, -0.3], [0.35, -0.95]].forEach(([left, top]) => { c.moveTo(x + left * r, y + r * 0.9); c.lineTo(x + left * r, y + top * r); c.lineTo(x + (left + 0.5) * r, y + top * r); c.lineTo(x + (left + 0.5) * r, y + r * 0.9); c.closePath(); });
  } else if (shape === "cross") {
    const a = r * 0.35;
    c.beginPath();
    [[-a, -r], [a, -r], [a, -a], [r, -a], [r, a], [a, a], [a, r], [-a, r], [-a, a], [-r, a], [-r, -a], [-a, -a]].forEach(([dx, dy], k) => (k ? c.lineTo(x + dx, y + dy) : c.moveTo(x + dx, y + dy)));
    c.closePath();
  } else if (shape === "pill") pill(c, x, y, r * 2.6, r * 1.5);
  else { c.beginPath(); c.arc(x, y, shape === "dot" ? r * 0.75 : r, 0, 2 * Math.PI); c.closePath(); }
}
function pill(c, x, y, w, hgt) {
  const r = hgt / 2, l = x - w / 2 + r, e = x + w / 2 - r;
  c.beginPath(); c.moveTo(l, y - r); c.lineTo(e, y - r); c.arc(e, y, r, -Math.PI / 2, Math.PI / 2); c.lineTo(l, y + r); c.arc(l, y, r, Math.PI / 2, Math.PI * 1.5); c.closePath();
}

// A picture of the class for legends and lists: an SVG element that repeats the shape.
class Path {
  constructor() { this.d = ""; }
  beginPath() {}
  moveTo(x, y) { this.d += `M${x.toFixed(2)} ${y.toFixed(2)}`; }
  lineTo(x, y) { this.d += `L${x.toFixed(2)} ${y.toFixed(2)}`; }
  closePath() { this.d += "Z"; }
  bezierCurveTo(a, b, c, d, x, y) { this.d += `C${[a, b, c, d, x, y].map((v) => v.toFixed(2)).join(" ")}`; }
  arc(x, y, r, from, to) {
    if (Math.abs(to - from) > 6.28) { this.d += `M${(x + r).toFixed(2)} ${y.toFixed(2)}A${r} ${r} 0 1 1 ${(x - r).toFixed(2)} ${y.toFixed(2)}A${r} ${r} 0 1 1 ${(x + r).toFixed(2)} ${y.toFixed(2)}`; return; }
    this.d += `L${(x + r * Math.cos(from)).toFixed(2)} ${(y + r * Math.sin(from)).toFixed(2)}A${r} ${r} 0 0 1 ${(x + r * Math.cos(to)).toFixed(2)} ${(y + r * Math.sin(to)).toFixed(2)}`;
  }
}
function icon(group, kind) {
  const path = new Path();
  const wide = group === "sector";
  outline(path, SHAPES[group] || "cross", wide ? 11 : 8, 8, 5.6);
  return svg("svg", { class: `icon i-${group}${kind === "zr:Collective" || group === "post" ? " hollow" : ""}`, viewBox: wide ? "0 0 22 16" : "0 0 16 16", width: wide ? 22 : 16, height: 16, "aria-hidden": "true" }, svg("path", { d: path.d }));
}
const DASHES = { "zr:Supervise": [7, 4], "zr:Cooperate": [2, 3] };
function roleSign(role) {
  const dash = DASHES[role];
  return svg("svg", { class: "icon line", viewBox: "0 0 24 16", width: 24, height: 16, "aria-hidden": "true" },
    svg("line", { x1: 1, y1: 8, x2: 23, y2: 8, "stroke-width": role === "zr:Lead" ? 3.4 : role === "zr:Implement" ? 1.4 : 1.8, ...(dash ? { "stroke-dasharray": dash.join(" ") } : {}) }));
}

function emptySign() {
  const path = new Path();
  pill(path, 11, 8, 18, 11);
  return svg("svg", { class: "icon empty-sign", viewBox: "0 0 22 16", width: 22, height: 16, "aria-hidden": "true" }, svg("path", { d: path.d }));
}

const widths = new Map();
function textWidth(c, text, font) {
  const key = font + text;
  let w = widths.get(key);
  if (w === undefined) { c.font = font; w = c.measureText(text).width; widths.set(key, w); }
  return w;
}
// Break a label into at most two lines of about `most` full-width characters.
const lineCache = new Map();
function labelLines(text, most, rows = 2) {
  const key = `${rows} ${most} ${text}`;
  if (lineCache.has(key)) return lineCache.get(key);
  const units = (s) => { let n = 0; for (const ch of s) n += ch.charCodeAt(0) > 0x2e7f ? 1 : 0.55; return n; };
  const [first, last] = text.split("\n");
  if (last) {
    // A second part stands on a line of its own, and the first is cut to one.
    const kept = Array.from(first);
    let cut = kept.length;
    while (cut > 1 && units(kept.slice(0, cut).join("")) > most) cut -= 1;
    const both = [cut < kept.length ? kept.slice(0, cut - 1).join("") + "…" : first, last];
    lineCache.set(key, both);
    return both;
  }
  const characters = Array.from(text.replace(/\s+/g, " "));
  const lines = [""];
  for (const ch of characters) {
    if (units(lines[lines.length - 1] + ch) > most) {
      if (lines.length === rows) { lines.push(`${Array.from(lines.pop()).slice(0, -1).join("")}…`); break; }
      const cut = /[A-Za-z]/.test(ch) ? lines[0].lastIndexOf(" ") : -1;
      if (cut > 2) { lines.push(lines[0].slice(cut + 1) + ch); lines[0] = lines[0].slice(0, cut); } else lines.push(ch);
    } else lines[lines.length - 1] += ch;
  }
  lineCache.set(key, lines);
  return lines;
}

// One node: `look` has side (left, right, in, below), radius, marked (selected), faint, empty (a sector nobody answers for).
function drawShape(c, i, x, y, look) {
  const group = D.group[i], shape = SHAPES[group] || "cross", colour = palette[group] || palette.other;
  c.globalAlpha = look.faint ? 0.22 : 1;
  const hollow = shape === "ring" || classOf(i) === "zr:Collective" || look.empty;
  if (look.side === "in") {
    const font = `${look.marked ? "600 " : ""}${look.size}px ${FONT}`;
    const lines = labelLines(name(i), look.most, look.rows);
    const w = Math.max(...lines.map((l) => textWidth(c, l, font))) + 22, tall = lines.length * (look.size + 3) + 8;
    pill(c, x, y, w, tall);
    c.fillStyle = look.marked ? colour : palette[group + "-pale"]; c.fill();
    c.lineWidth = look.marked || look.hovered ? 2.2 : 1.2; c.strokeStyle = look.empty ? palette.accent : colour; c.setLineDash(look.empty ? [4, 3] : []); c.stroke(); c.setLineDash([]);
    c.font = font; c.textAlign = "center"; c.textBaseline = "middle"; c.fillStyle = look.marked ? palette.paper : palette.ink;
    lines.forEach((line, k) => c.fillText(line, x, y + (k - (lines.length - 1) / 2) * (look.size + 3) + 0.5));
    c.globalAlpha = 1;
    return { width: w, height: tall };
  }
  const r = look.radius;
  if (look.marked || look.hovered) { c.beginPath(); c.arc(x, y, r + 5, 0, 2 * Math.PI); c.closePath(); c.lineWidth = 2.4; c.strokeStyle = look.marked ? palette.accent : colour; c.stroke(); }
  outline(c, shape, x, y, r);
  c.fillStyle = hollow ? palette.paper : colour; c.fill();
  c.lineWidth = hollow ? 2 : 1; c.strokeStyle = hollow ? colour : palette.paper; c.stroke();
  c.globalAlpha = 1;
  return { width: r * 2 + 2, height: r * 2 + 2 };
}

function drawLabel(c, i, x, y, look) {
  if (look.side === "in") return;
  c.globalAlpha = look.faint ? 0.3 : 1;
  const font = `${look.marked || look.hovered ? "600 " : ""}${look.size}px ${FONT}`;
  const lines = labelLines(drawnName(i), look.most);
  c.font = font; c.textBaseline = "middle"; c.lineWidth = 3.5; c.strokeStyle = palette.paper; c.lineJoin = "round";
  c.textAlign = look.side === "left" ? "right" : look.side === "right" ? "left" : "center";
  const tx = look.side === "left" ? x - look.radius - 7 : look.side === "right" ? x + look.radius + 7 : x;
  // A second part of a name (the date, the document) is smaller and paler.
  const parted = drawnName(i).includes("\n");
  lines.forEach((line, k) => {
    const step = parted ? look.size : look.size + 1.5;
    const ty = look.side === "below" ? y + look.radius + 4 + (k + 0.5) * (step + 1) : y + (k - (lines.length - 1) / 2) * step + 0.5;
    if (parted && k) c.font = `${look.size - 2.5}px ${FONT}`;
    c.strokeText(line, tx, ty);
    c.fillStyle = parted && k ? palette.soft : palette.ink; c.fillText(line, tx, ty);
  });
  c.globalAlpha = 1;
}

// A line between two points; curved in columns, straight elsewhere. `style` has colour, width, dash.
function drawLine(c, from, to, style, curved) {
  c.beginPath(); c.moveTo(from.x, from.y);
  if (curved) { const mid = (to.x - from.x) * 0.5; c.bezierCurveTo(from.x + mid, from.y, to.x - mid, to.y, to.x, to.y); } else c.lineTo(to.x, to.y);
  c.strokeStyle = style.colour; c.lineWidth = style.width; c.setLineDash(style.dash || []); c.globalAlpha = style.alpha ?? 1; c.stroke(); c.setLineDash([]); c.globalAlpha = 1;
}
