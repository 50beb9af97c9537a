import { el, setShown, setText } from "../shared/dom.js";

/** What a pane shows of a worker that a bot plays: which bot, what it was told and what it said. Its page has no window, so there is none to show. */
export function botView({ id, take, again }) {
  const name = el("strong", { class: "bot-name", dir: "auto" });
  const fault = el("p", { class: "bot-fault", role: "status", hidden: true, dir: "auto" });
  const lines = el("ul", { class: "bot-lines" });
  const log = el("div", { class: "bot-log", role: "log", tabindex: "0", "aria-label": `What ${id}'s bot hears and says` }, lines);
  const replay = el("button", { class: "button button-small", type: "button", text: "Play again", hidden: true, on: { click: again } });
  const element = el("div", { class: "bot-view", hidden: true },
    el("p", { class: "bot-head" }, el("span", { text: "Played by the bot " }), name, el("span", { class: "pane-space" }), replay,
      el("button", { class: "button button-small", type: "button", text: "Take it away", on: { click: take } })),
    fault, log);
  let shown = "";

  return {
    element,
    update(worker) {
      setShown(element, Boolean(worker.bot));
      if (!worker.bot) return;
      setText(name, worker.bot.name);
      setText(fault, worker.bot.fault ? `The bot failed: ${worker.bot.fault}` : "");
      setShown(fault, Boolean(worker.bot.fault));
      setShown(replay, worker.state === "ended");
      draw(worker.bot.lines, worker.role);
    },
  };

  function draw(said, role) {
    const text = JSON.stringify(said);
    if (text === shown) return;
    shown = text;
    lines.replaceChildren(...said.map(line => lineOf(line, role)));
    log.scrollTop = log.scrollHeight;
  }
}

function lineOf({ from, text }, role) {
  const kind = from === role ? "own" : { task: "task", page: "page", asked: "asked", fault: "fault", again: "fault" }[from] ?? "other";
  return el("li", { class: `bot-line bot-line-${kind}` }, el("span", { class: "bot-from", text: from === "again" ? "not accepted" : from }), el("span", { class: "bot-text", dir: "auto", text }));
}
