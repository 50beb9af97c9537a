import { el, setAttribute, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { ahead, countdown, timeOfDay } from "../shared/time.js";
import { menuButton } from "./menu.js";

const skips = [["+10 s", 10], ["+1 min", 60], ["+5 min", 300], ["+1 h", 3600]];

// It also stands still while nobody watches; that is not a pause.
const isPaused = ({ paused, running }) => paused ?? !running;

/** The rehearsal's clock: it can stand still, and jump forward, alone or to the next moment at which something would happen. */
export function clockControls(ask, clock) {
  const time = el("span", { class: "clock-time", title: "The rehearsal's clock" });
  const lead = el("span", { class: "badge badge-turn clock-ahead" });
  const pause = el("button", { class: "icon-button", type: "button", on: { click: () => ask("clock", { action: paused ? "run" : "pause" }) } });
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
  let paused = null;
  let due = null;
  return {
    element,
    update(reported) {
      // Behind it is after every pause, and while nobody watched; that is nothing to be told.
      setShown(lead, reported.ahead >= 1000);
      setText(lead, ahead(Math.max(0, reported.ahead)));
      due = reported.next ?? null;
      toNext.disabled = reported.next === null;
      if (paused === isPaused(reported)) return;
      paused = isPaused(reported);
      element.classList.toggle("clock-stopped", paused);
      pause.replaceChildren(icon(paused ? "play" : "pause"));
      pause.title = paused ? "Let the clock run" : "Stop the clock";
      setAttribute(pause, "aria-label", pause.title);
    },
    tick() {
      setText(time, clock.known ? timeOfDay(clock.now) : "");
      toNext.title = due === null ? "Move the clock to the next deadline" : `Move the clock to the next deadline, in ${countdown(due - clock.now)}`;
    },
  };
}
