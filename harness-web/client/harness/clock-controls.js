import { el, setAttribute, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { ahead, timeOfDay } from "../shared/time.js";
import { menuButton } from "./menu.js";

const skips = [["+10 s", 10], ["+1 min", 60], ["+5 min", 300], ["+1 h", 3600]];

/** The rehearsal's clock: it can stand still, and jump forward, alone or to the next moment at which something would happen. */
export function clockControls(ask, clock) {
  const time = el("span", { class: "clock-time", title: "The rehearsal's clock" });
  const lead = el("span", { class: "badge badge-turn clock-ahead" });
  const pause = el("button", { class: "icon-button", type: "button", on: { click: () => ask("clock", { action: clock.running ? "pause" : "run" }) } });
  const skip = (text, seconds) => el("button", {
    class: "clock-skip", type: "button", text, title: `Move the clock forward by ${text.slice(1)}`, on: { click: () => ask("clock", { action: "skip", seconds }) },
  });
  const next = () => ask("skipToNext");
  const toNext = el("button", { class: "clock-skip clock-next", type: "button", title: "Move the clock to the next deadline", "aria-label": "To the next deadline", on: { click: next } }, icon("next"));
  const wide = el("span", { class: "clock-skips", role: "group", "aria-label": "Move the clock forward" }, ...skips.map(([text, seconds]) => skip(text, seconds)), toNext);
  const narrow = menuButton({ class: "button button-small clock-menu" }, ["Skip", icon("down")], () => [
    ...skips.map(([text, seconds]) => ({ text, run: () => ask("clock", { action: "skip", seconds }) })),
    null, { text: "To the next deadline", run: next },
  ]);
  const element = el("div", { class: "clock", role: "group", "aria-label": "Clock" }, pause, time, lead, wide, narrow);
  let running = null;
  return {
    element,
    update({ ahead: milliseconds }) {
      setShown(lead, Math.abs(milliseconds) >= 1000);
      setText(lead, milliseconds < 0 ? "behind" : ahead(milliseconds));
      element.classList.toggle("clock-stopped", !clock.running);
      if (running === clock.running) return;
      running = clock.running;
      pause.replaceChildren(icon(running ? "pause" : "play"));
      pause.title = running ? "Stop the clock" : "Let the clock run";
      setAttribute(pause, "aria-label", pause.title);
    },
    tick: () => setText(time, clock.known ? timeOfDay(clock.now) : ""),
  };
}
