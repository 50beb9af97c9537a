import { el, setShown, setText } from "../shared/dom.js";
import { countdown, spoken } from "../shared/time.js";
import { needs } from "./texts.js";

/** The waiting room: for whom one waits, for how long already, and what happens when nobody comes. */
export function waitingRoom(instructions) {
  const title = el("h2", { class: "lobby-title" });
  const text = el("p", { class: "lobby-text", dir: "auto" });
  const time = el("p", { class: "lobby-time" });
  const dots = el("div", { class: "lobby-dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  const card = el("div", { class: "lobby-card" }, dots, el("div", { role: "status" }, title, text), time);
  const own = el("div", { class: "lobby-own", hidden: true });
  const element = el("section", { class: "lobby", "aria-label": "Waiting room", hidden: true }, card, own, instructions);

  return {
    element,
    update({ state, clock, author }) {
      const lobby = state.phase === "waiting" ? state.lobby : null;
      if (own.hidden === author.has("Waiting") && !own.hasChildNodes()) own.append(author.slot("Waiting"));
      setShown(own, author.has("Waiting"));
      setShown(card, own.hidden);
      setShown(element, lobby !== null || state.phase === "arriving");
      if (!lobby) {
        setText(title, "One moment …");
        setText(text, "");
        setText(time, "");
        return;
      }
      setText(title, lobby.text || "Waiting for the conversation to begin");
      setText(text, lobby.needs.length > 1 ? `${needs(lobby.needs)} ${endOfWait(lobby)}` : endOfWait(lobby));
      setText(time, waited(lobby, clock));
    },
  };
}

function endOfWait(lobby) {
  const rest = "This page goes on by itself; you can leave it open and do something else.";
  return lobby.until === null ? rest : `${rest} If nobody comes within ${spoken(lobby.until - lobby.since)}, you are told, and need not wait any longer.`;
}

function waited(lobby, clock) {
  if (!clock.known) return "";
  const since = `Waiting for ${countdown(Math.max(0, clock.now - lobby.since))}`;
  const left = lobby.until === null ? "" : ` · at most ${countdown(lobby.until - clock.now)} more`;
  return since + left + (clock.running ? "" : " · the clock is stopped");
}
