import { el, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { themeSwitch } from "../shared/theme.js";
import { askFor } from "./dialogs.js";
import { cents, phases } from "./words.js";

/** The bar of a run: its phase, and what the operator can do with it. */
export function runActions(bar, api, say) {
  const phase = el("span", { class: "badge phase", role: "status" });
  const line = el("span", { class: "badge badge-bad", role: "status", hidden: true });
  const goOn = button("Go on with all", "play", goOnNow, "button-main");
  const look = button("Look now", "reload", () => act("look", {}, "Looking at the marketplace."));
  const cap = button("Raise the cap", "up", raise);
  const stop = button("Stop", "close", stopRun);
  let state = null;
  bar.append(phase, line, el("span", { class: "bar-space" }), goOn, look, cap, stop, themeSwitch());

  return {
    update(next) {
      state = next;
      const [text, style] = phases[next.run.phase] ?? [next.run.phase, ""];
      setText(phase, text);
      phase.className = `badge phase ${style}`;
      setShown(goOn, next.run.phase === "pilotIsOver");
      setShown(look, next.live);
      setShown(stop, next.live && next.run.state === "open");
      setShown(cap, next.money.cap !== null && next.run.state !== "closed");
    },
    line(words) {
      setText(line, words);
      setShown(line, words !== "");
    },
  };

  async function act(what, body, done) {
    try {
      const answer = await api.post(what, body);
      if (answer.ok === false) return answer.problem;
      say(done);
      return "";
    } catch (problem) {
      return problem.message;
    }
  }

  async function goOnNow() {
    const { wanted, wave } = state.units;
    await askFor({
      title: "Go on with all?", text: `The pilot of ${wave} is done. ${wanted - wave} more conversations are offered, under the cap of ${cents(state.money.cap)}.`, confirm: "Go on",
      check: () => act("go-on", {}, "The run goes on with all that is wanted."),
    });
  }

  async function stopRun() {
    const here = ["waiting", "onboarding", "talking"].reduce((sum, name) => sum + (state.counts.workers[name] ?? 0), 0);
    await askFor({
      title: "Stop this run?", text: `Nothing new begins, and open HITs are taken off the market. Those at work are served to their end (${here} now). It cannot be taken back.`,
      confirm: "Stop the run", danger: true, check: () => act("stop", {}, "Stopping: those at work go on to their end."),
    });
  }

  async function raise() {
    await askFor({
      title: "Raise the cap", text: `This run may spend ${cents(state.money.cap)} at most, fees and bonuses included. ${cents(state.money.left)} of it is left.`, confirm: "Raise it",
      fields: [{ name: "dollars", label: "New cap in dollars", kind: "money", value: (state.money.cap / 100).toFixed(2), required: true }],
      check: ({ dollars }) => act("cap", { dollars: Number(dollars) }, `The cap is $${Number(dollars).toFixed(2)} now.`),
    });
  }
}

function button(text, name, run, style = "") {
  return el("button", { class: `button button-small ${style}`, type: "button", hidden: true, on: { click: run } }, icon(name), el("span", { class: "bar-word", text }));
}
