import { el, keyed, setShown } from "../shared/dom.js";
import { dateTime, place } from "./words.js";

const kinds = { world: "Script", page: "Page", store: "Store" };

/** What went wrong, newest first, with file and line. */
export function faultList() {
  const list = el("ul", { class: "faults" });
  const element = el("section", { class: "section section-faults", hidden: true }, el("h2", { class: "section-title", text: "What went wrong" }), list);
  return {
    element,
    update(faults) {
      setShown(element, faults.length > 0);
      keyed(list, faults, one => `${one.at} ${one.conversation} ${one.message}`, create);
    },
  };
}

function create(fault) {
  const where = [kinds[fault.kind] ?? fault.kind, fault.conversation ? `conversation ${fault.conversation}` : "", fault.worker ? `worker ${fault.worker}` : "", fault.at ? dateTime(fault.at) : ""];
  return el("li", { class: "fault" },
    place(fault) ? el("code", { class: "fault-place", text: place(fault) }) : null, el("p", { class: "fault-what", dir: "auto", text: fault.message }), el("p", { class: "fault-where", text: where.filter(Boolean).join(" · ") }));
}
