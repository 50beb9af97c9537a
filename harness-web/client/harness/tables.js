import { layOut } from "../shared/data.js";
import { el, setText } from "../shared/dom.js";
import { endings, seatColor } from "./words.js";

/** A tab that reads a list from the server while it is open, whenever `signOf(state)` changes. */
export function readTab({ name, title, path, signOf, draw, count = () => 0 }) {
  const element = el("div");
  let sign = null;
  let reading = false;
  let latest = null;
  return {
    name,
    title,
    element,
    count,
    update(state, read) {
      latest = state;
      if (reading || sign === signOf(state)) return;
      sign = signOf(state);
      reading = true;
      read(path(state)).then(rows => draw(element, rows, state), problem => element.replaceChildren(failed(problem))).finally(() => {
        reading = false;
        // More may have been saved while this was on its way.
        if (latest !== state) this.update(latest, read);
      });
    },
  };
}

const failed = problem => el("p", { class: "tab-empty", role: "alert", text: problem.message });

export function who(worker) {
  if (!worker) return el("span", { class: "none", text: "all" });
  const element = el("span", { class: "who" }, worker);
  element.style.setProperty("--seat", seatColor(worker));
  return element;
}

export function table(headings, rows) {
  const head = el("thead", {}, el("tr", {}, ...headings.map(text => el("th", { scope: "col", text }))));
  return el("table", { class: "table" }, head, el("tbody", {}, ...rows));
}

export function row(...cells) {
  return el("tr", {}, ...cells.map(cell => el("td", {}, cell instanceof Node ? cell : String(cell ?? ""))));
}

/** What the script saved, laid out; the JSON itself is one click away. */
export function savedTab() {
  let asJson = false;
  let latest = [];
  const tab = readTab({
    name: "saved", title: "Saved", path: () => "saved", signOf: state => `${state.saved} ${state.build.generation}`, count: state => state.saved,
    draw: (element, rows) => {
      latest = rows;
      drawSaved(element, rows);
    },
  });

  function drawSaved(element, rows) {
    if (!rows.length) return element.replaceChildren(el("p", { class: "tab-empty", text: "Nothing has been saved yet. A script saves with Save(…)." }));
    const toggle = el("button", { class: "button button-small", type: "button", "aria-pressed": String(asJson), text: asJson ? "As a table" : "As JSON" });
    const copy = el("button", { class: "button button-small", type: "button", text: "Copy JSON" });
    toggle.addEventListener("click", () => {
      asJson = !asJson;
      drawSaved(element, latest);
    });
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(lines(rows));
      setText(copy, "Copied");
    });
    element.replaceChildren(el("div", { class: "tab-tools" }, toggle, copy), asJson ? el("pre", { class: "json", text: lines(rows) }) : savedTable(rows));
  }
  return tab;
}

const lines = rows => rows.map(each => JSON.stringify(each)).join("\n");

function savedTable(rows) {
  return table(["Conversation", "Worker", "What", "Data"], rows.map(saved => row(
    saved.conversation, who(saved.worker), saved.type ?? "", layOut(saved.data, 1))));
}

const verdicts = { approve: ["Approve", "badge-good"], reject: ["Reject", "badge-bad"], askAHuman: ["Ask a human", "badge-turn"] };

/** What the Review rule says of every part, under the script as it is now. */
export function reviewTab() {
  return readTab({
    name: "review", title: "Review", path: () => "review",
    signOf: state => `${state.build.generation} ${state.saved} ${state.conversations.map(each => `${each.id}${each.state}${each.turns}`).join()}`,
    draw: (element, rows) => {
      if (!rows.length) return element.replaceChildren(el("p", { class: "tab-empty", text: "There is nothing to review yet. What the Review rule says appears here when a worker's part is over." }));
      element.replaceChildren(table(["Conversation", "Worker", "Role", "State", "Verdict", "Because", "Bonus"], rows.map(part => row(
        part.conversation, who(part.worker), part.role, endings[part.state] ?? part.state, verdict(part.verdict), part.because, part.bonus ? `$${Number(part.bonus).toFixed(2)}` : ""))));
    },
  });
}

function verdict(name) {
  const [text, style] = verdicts[name] ?? [name ?? "no rule", ""];
  return el("span", { class: `badge ${style}`, text });
}
