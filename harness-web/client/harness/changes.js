import { el } from "../shared/dom.js";
import { timeOfDay } from "../shared/time.js";

/** What the last save kept of the open conversations, and what it had to set aside. */
export function changesTab() {
  const element = el("div");
  let drawn = null;
  return {
    name: "changes",
    title: "Changes",
    element,
    count: state => state.changes?.notes?.length ?? 0,
    update(state) {
      const sign = JSON.stringify(state.changes ?? null);
      if (drawn === sign) return;
      drawn = sign;
      element.replaceChildren(...draw(state.changes));
    },
  };
}

function aside(number) {
  if (!number) return "";
  return number === 1 ? " One was set aside." : ` ${number} were set aside.`;
}

function draw(changes) {
  if (!changes?.at) return [el("p", { class: "tab-empty", text: "Nothing has changed yet. Save world.csx while a conversation is open: what was kept of it is said here." })];
  const kept = changes.kept === 1 ? "1 conversation was kept." : `${changes.kept} conversations were kept.`;
  return [
    el("p", { class: "changes-head", text: `Saved at ${timeOfDay(changes.at)}. ${kept}${aside(changes.setAside)}` }),
    el("ul", { class: "changes" }, ...(changes.notes ?? []).map(note => el("li", { dir: "auto", text: note }))),
  ];
}
