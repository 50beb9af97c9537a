import { el, setShown, setText } from "../shared/dom.js";
import { endingTexts, endings } from "./texts.js";

const svg = "http://www.w3.org/2000/svg";

/** The end: what happened, what it pays, and in a rehearsal the way back in. The messages stay readable above it. */
export function endScreen({ again, handIn }) {
  const mark = document.createElementNS(svg, "svg");
  const title = el("h2", { class: "ending-title", tabindex: "-1" });
  const text = el("p", { class: "ending-text", dir: "auto" });
  const pay = el("p", { class: "ending-pay", dir: "auto" });
  const button = el("button", { class: "button", type: "button", text: "Take part again", hidden: again === null });
  const words = el("div", { class: "ending-words", role: "status" }, title, text, pay);
  const own = el("div", { class: "ending-words", role: "status", hidden: true });
  const element = el("section", { class: "ending", "aria-label": "The end", hidden: true },
    mark, words, own, button, ...(handIn ? [handIn.element] : []));
  mark.setAttribute("class", "ending-mark");
  mark.setAttribute("viewBox", "0 0 48 48");
  mark.setAttribute("aria-hidden", "true");
  button.addEventListener("click", () => {
    button.disabled = true;
    // Nobody may be there to hear it.
    setTimeout(() => { button.disabled = false; }, 4_000);
    again();
  });
  let drawn = null;

  return {
    element,
    update(view) {
      const { state, author } = view;
      const ending = state.ending;
      handIn?.update(view);
      if (author.has("Done") && !own.hasChildNodes()) own.append(author.slot("Done"));
      setShown(own, author.has("Done"));
      setShown(words, own.hidden);
      mark.style.display = own.hidden ? "" : "none";
      setShown(element, ending !== null);
      if (drawn === ending) return;
      drawn = ending;
      button.disabled = false;
      if (!ending) return;
      const finished = ending.state === "finished" || ending.state === "passed";
      element.classList.toggle("ending-good", finished);
      mark.replaceChildren(stroke("M24 4a20 20 0 1 1-.01 0Z", "ending-ring"), stroke(finished ? "M15 25l6.5 6.5L34 18.5" : "M24 14v12M24 33h.01", "ending-stroke"));
      setText(title, endings[ending.state] ?? "The end");
      setText(text, ending.text || endingTexts[ending.state] || "");
      setText(pay, ending.pay);
      setShown(pay, ending.pay !== "");
      if (document.hasFocus()) title.focus({ preventScroll: true });
    },
  };
}

function stroke(d, name) {
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", d);
  path.setAttribute("class", name);
  path.setAttribute("pathLength", "1");
  return path;
}
