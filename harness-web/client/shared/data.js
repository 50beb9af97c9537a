import { el } from "./dom.js";

const titles = /^(title|headline|heading|name)$/i;
const longText = 90;
const deepest = 6;

/**
 * Lays out whatever a script gave to `Show` or `Save`: a title as a heading, long text as prose, short values as a
 * definition list, rows of the same shape as a table. Everything is set as text.
 */
export function layOut(data, depth = 0) {
  if (!isRecord(data)) return el("div", { class: "data" }, value(data, depth));
  const entries = Object.entries(data).filter(([, content]) => content !== null && content !== undefined && content !== "");
  const title = depth === 0 ? entries.find(([name, content]) => titles.test(name) && isShort(content)) : undefined;
  const block = el("div", { class: "data" });
  if (title) block.append(el("h2", { class: "data-title", dir: "auto", text: String(title[1]) }));
  appendFields(block, entries.filter(entry => entry !== title), depth);
  if (!block.childElementCount) block.append(el("p", { class: "data-none", text: "Nothing" }));
  return block;
}

/** Fields keep the author's order: neighbours that are short share one list, what is long stands by itself. */
function appendFields(block, entries, depth) {
  const proseOnly = entries.filter(([, content]) => isLong(content)).length === 1;
  let list = null;
  for (const [name, content] of entries) {
    if (!isLong(content) && !isNested(content)) {
      list ??= block.appendChild(el("dl", { class: "data-list" }));
      list.append(el("dt", { text: words(name) }), el("dd", { dir: "auto" }, value(content, depth)));
      continue;
    }
    list = null;
    const labelled = !(proseOnly && isLong(content) && /^(text|body|passage|paragraph|content)$/i.test(name));
    const section = el("section", {}, labelled && el("h3", { class: "data-label", text: words(name) }), value(content, depth));
    block.append(section);
  }
}

function value(content, depth) {
  if (content === null || content === undefined) return el("span", { class: "data-none", text: "none" });
  if (typeof content === "boolean") return document.createTextNode(content ? "yes" : "no");
  if (isPicture(content)) return el("img", { class: "data-image", src: content, alt: "" });
  if (isLong(content)) return el("p", { class: "data-prose", dir: "auto", text: content });
  if (typeof content !== "object") return document.createTextNode(String(content));
  if (depth >= deepest) return el("code", { text: JSON.stringify(content) });
  if (!Array.isArray(content)) return layOut(content, depth + 1);
  if (content.length === 0) return el("span", { class: "data-none", text: "none" });
  if (content.length > 1 && content.every(isRecord)) return table(content, depth);
  return el("ul", { class: "data-items" }, ...content.map(item => el("li", { dir: "auto" }, value(item, depth + 1))));
}

function table(rows, depth) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const head = el("tr", {}, ...columns.map(column => el("th", { scope: "col", text: words(column) })));
  const cells = row => columns.map(column => el("td", { dir: "auto" }, row[column] === undefined ? "" : value(row[column], depth + 1)));
  const body = rows.map(row => el("tr", {}, ...cells(row)));
  return el("div", { class: "data-scroll" }, el("table", { class: "data-table" }, el("thead", {}, head), el("tbody", {}, ...body)));
}

/** `passageId` and `PassageId` become `Passage id`; `URL` stays. */
export function words(name) {
  const split = name.replaceAll("_", " ").replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, (_, before, after) => `${before} ${after.toLowerCase()}`);
  return split.charAt(0).toUpperCase() + split.slice(1);
}

const isRecord = content => typeof content === "object" && content !== null && !Array.isArray(content);
const isLong = content => typeof content === "string" && (content.length > longText || content.includes("\n")) && !isPicture(content);
const isShort = content => (typeof content === "string" && content.length <= 200) || typeof content === "number";
const isNested = content => (typeof content === "object" && content !== null && (!Array.isArray(content) || content.length > 0)) || isPicture(content);
const isPicture = content => typeof content === "string"
  && (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(content) || /^(https:\/\/|\/)\S+\.(png|jpe?g|gif|webp|svg)$/i.test(content));
