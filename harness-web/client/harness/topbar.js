import { el, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { themeSwitch } from "../shared/theme.js";
import { clockControls } from "./clock-controls.js";
import { menuButton } from "./menu.js";

/** The bar: what the last save did, the clock, and what concerns all workers at once. */
export function topBar(bar, { ask, bots, clock, showProblems, themeChanged }) {
  const word = el("span", { class: "build-word" });
  const build = el("button", { class: "build", type: "button", "aria-describedby": "build-more", on: { click: showProblems } }, el("span", { class: "build-dot", "aria-hidden": "true" }), word);
  const line = el("span", { class: "bar-line badge badge-bad", role: "status", hidden: true });
  const controls = clockControls(ask, clock);
  const restart = el("button", { class: "button button-small", type: "button", title: "End all conversations and begin again", on: { click: () => ask("restart") } }, icon("restart"), el("span", { class: "bar-word", text: "Restart" }));
  const add = el("button", { class: "button button-small button-main", type: "button", title: "Seat one more worker", on: { click: () => ask("addWorker") } }, icon("plus"), el("span", { class: "bar-word", text: "Worker" }));
  const addBot = menuButton({ class: "button button-small", title: "Seat one more worker, played by a bot" }, [icon("plus"), el("span", { class: "bar-word", text: "Bot" })],
    () => (bots().length ? bots().map(name => ({ text: `The bot "${name}"`, run: () => ask("addBot", { bot: name }) })) : [{ text: "The usual bot", run: () => ask("addBot") }]));
  const preview = el("a", { class: "button button-small bar-preview", href: `/worker/preview/${location.pathname.split("/")[2]}`, target: "_blank", title: "What workers see before they accept", text: "Preview" });
  const subtitle = document.getElementById("subtitle");
  bar.append(build, el("span", { class: "sr", id: "build-more", text: "Shows the problems" }), line, el("span", { class: "bar-space" }), controls.element, preview, restart, addBot, add, themeSwitch(themeChanged));

  return {
    update(state) {
      build.dataset.state = state.build.state;
      setText(word, buildText(state.build));
      build.title = state.build.at ? `Version ${state.build.generation}` : "";
      const title = state.task.title ?? "";
      setText(subtitle, title.toLowerCase() === state.task.name.toLowerCase() ? "" : title);
      controls.update(state.clock);
    },
    line(text) {
      setText(line, text);
      setShown(line, text !== "");
    },
    tick: () => controls.tick(),
  };
}

function buildText({ state, tookMs, cached, problems = [] }) {
  const errors = problems.filter(problem => problem.severity !== "warning").length;
  if (state === "building") return "Building …";
  if (state === "failed") return errors === 1 ? "1 error" : `${errors} errors`;
  const warnings = problems.length - errors;
  const time = tookMs < 10 ? tookMs : Math.round(tookMs);
  const took = cached ? `Built in ${time} ms, cached` : `Built in ${time} ms`;
  // The script is built; errors that are left are those of bots.csx, without which people play all the same.
  return [took, errors && `${errors === 1 ? "1 error" : `${errors} errors`} in the bots`, warnings && (warnings === 1 ? "1 warning" : `${warnings} warnings`)].filter(Boolean).join(" · ");
}
