import { el, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { countdown } from "../shared/time.js";
import { currentPrompt } from "./conversation.js";
import { offline, typing, waitingFor } from "./texts.js";

const soon = 30_000;

/** One line above the answer: whose turn it is, who is typing or away, and how much time is left. */
export function turnLine() {
  const text = el("span", { class: "turn-text", role: "status", dir: "auto" });
  const left = el("span", { class: "turn-left" });
  const timer = el("span", { class: "turn-timer", hidden: true }, icon("clock"), left);
  const warning = el("span", { class: "sr", role: "status" });
  const element = el("div", { class: "turn", hidden: true }, el("span", { class: "turn-dot", "aria-hidden": "true" }), text, timer, warning);

  return {
    element,
    update({ state, outbox, clock }) {
      const prompt = currentPrompt(state, outbox);
      setShown(element, state.phase === "talking");
      element.classList.toggle("turn-mine", prompt !== null);
      setText(text, whose(state, prompt));
      const rest = prompt?.due && clock.known ? prompt.due - clock.now : null;
      setShown(timer, rest !== null);
      if (rest === null) return setText(warning, "");
      setText(left, countdown(rest) + (clock.running ? "" : " (stopped)"));
      timer.classList.toggle("turn-soon", rest < soon);
      setText(warning, rest <= soon ? "Less than 30 seconds left." : rest <= 60_000 ? "One minute left." : "");
    },
  };
}

function whose(state, prompt) {
  if (prompt) return prompt.kind === "choice" ? "Your turn: choose one" : prompt.kind === "form" || prompt.kind === "page" ? "Your turn: fill in the form" : "Your turn";
  if (state.offline.length) return offline(state.offline);
  if (state.typing.length) return typing(state.typing);
  if (state.floor) return "You can write at any time";
  return waitingFor(state.others.filter(role => !state.departed.includes(role)));
}
