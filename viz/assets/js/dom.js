// Elements are only made here, from text: nothing of the data is ever parsed as markup.
const h = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
};
const SVG = "http://www.w3.org/2000/svg";
const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
};
const $ = (id) => document.getElementById(id);
const fill = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
const button = (text, onclick, attributes) => h("button", { type: "button", onclick, ...attributes }, text);
const say = (words) => { $("say").textContent = words; };
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const short = (text, length) => { const c = Array.from(text); return c.length > length ? c.slice(0, length - 1).join("") + "…" : text; };
const narrowScreen = () => window.matchMedia("(max-width: 760px)").matches;
