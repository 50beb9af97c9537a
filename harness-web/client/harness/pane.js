import { el, setAttribute, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { countdown } from "../shared/time.js";
import { theme } from "../shared/theme.js";
import { botView } from "./bot-view.js";
import { menuButton } from "./menu.js";
import { seatColor, workerState } from "./words.js";

/**
 * One worker: a heading with what the server knows of them, and the real worker page in a frame. A pane can have a second tab,
 * as a worker can; the newer one takes the seat. The frames are never loaded again but by a click.
 */
export function workerPane(worker, { ask, bots, remembered, remember }) {
  let current = worker;
  let tabs = [];
  let chosen = 0;
  let phone = remembered === true;

  const name = el("span", { class: "pane-name", text: worker.id });
  const role = el("span", { class: "pane-role", dir: "auto" });
  const dot = el("span", { class: "pane-dot" });
  const state = el("span", { class: "pane-state" });
  const due = el("span", { class: "pane-due" });
  const strip = el("div", { class: "pane-tabs", role: "group", "aria-label": `Tabs of ${worker.id}`, hidden: true });
  const stage = el("div", { class: "pane-stage" });
  const away = el("div", { class: "pane-away", hidden: true },
    el("p", { text: "The tab is closed." }),
    el("p", { class: "pane-away-more", text: "For the server, the grace period runs." }),
    el("button", { class: "button button-small", type: "button", text: "Come back", on: { click: comeBack } }));
  const bot = botView({ id: worker.id, take: () => ask("removeBot", { worker: worker.id }), again: () => ask("addBot", { worker: worker.id, bot: current.bot.name }) });
  const phoneButton = tool("phone", `Phone width for ${worker.id}`, () => setPhone(!phone));
  const head = el("header", { class: "pane-head" },
    el("span", { class: "pane-seat", "aria-hidden": "true" }), name, role, el("span", { class: "pane-line" }, dot, state), due, el("span", { class: "pane-space" }),
    tool("reload", `Reload ${worker.id}'s page`, reload), phoneButton, tool("out", `Open ${worker.id} in a tab of its own`, popOut),
    menuButton({ class: "icon-button", "aria-label": `More for ${worker.id}`, title: "More" }, [icon("more")], menu));
  const element = el("section", { class: "pane", "aria-label": `Worker ${worker.id}` }, head, strip, stage);
  stage.append(away, bot.element);
  element.style.setProperty("--seat", seatColor(worker.id));
  bot.update(worker);
  if (!worker.bot) openTab();
  setPhone(phone);

  function menu() {
    const id = current.id;
    const gone = tabs.length === 0;
    if (current.bot) return botMenu();
    return [
      { text: "Drop the line for 5 s", run: () => drop(5), disabled: gone },
      { text: "Drop the line for 30 s", run: () => drop(30), disabled: gone },
      { text: "Drop the line for 90 s", run: () => drop(90), disabled: gone },
      null,
      gone ? { text: "Come back", run: comeBack } : { text: "Leave (close the tab)", run: leave },
      { text: "Open a second tab", run: secondTab, disabled: gone || tabs.length > 1 },
      null,
      { text: "Return the work", run: () => ask("return", { worker: id }), disabled: current.state === "ended" },
      { text: "Let the time run out", run: () => ask("timeout", { worker: id }), disabled: current.state === "ended" },
      null,
      ...(bots().length ? bots().map(name => ({ text: `Let the bot "${name}" play`, run: () => ask("addBot", { worker: id, bot: name }) })) : [{ text: "Let the usual bot play", run: () => ask("addBot", { worker: id }) }]),
      null,
      { text: `Remove ${id}`, run: () => ask("removeWorker", { worker: id }), danger: true, disabled: current.operator },
    ];
  }

  function botMenu() {
    const id = current.id;
    return [
      { text: "Take the bot away", run: () => ask("removeBot", { worker: id }) },
      ...bots().filter(name => name !== current.bot.name).map(name => ({ text: `Let the bot "${name}" play instead`, run: () => ask("addBot", { worker: id, bot: name }) })),
      null,
      { text: "Return the work", run: () => ask("return", { worker: id }), disabled: current.state === "ended" },
      { text: "Let the time run out", run: () => ask("timeout", { worker: id }), disabled: current.state === "ended" },
      null,
      { text: `Remove ${id}`, run: () => ask("removeWorker", { worker: id }), danger: true, disabled: current.operator },
    ];
  }

  // The frame is told as well: it would else try at once, and a refused attempt leaves an error in the console.
  function drop(seconds) {
    for (const tab of tabs) tab.frame.contentWindow.postMessage({ t: "break", seconds }, location.origin);
    ask("drop", { worker: current.id, seconds });
  }

  function openTab() {
    const frame = el("iframe", { class: "pane-frame", src: current.url, title: `${current.id}'s page`, allow: "autoplay" });
    const tab = { frame };
    tabs = [...tabs, tab];
    stage.append(frame);
    choose(tabs.length - 1);
  }

  function secondTab() {
    openTab();
  }

  function reload() {
    if (current.bot) return;
    if (!tabs.length) return comeBack();
    tabs[chosen].frame.contentWindow.location.replace(current.url);
  }

  function leave() {
    for (const tab of tabs) tab.frame.remove();
    tabs = [];
    drawTabs();
  }

  function comeBack() {
    if (!tabs.length) openTab();
    tabs[0].frame.focus();
  }

  function closeTab(index) {
    tabs[index].frame.remove();
    tabs = tabs.filter((_, each) => each !== index);
    choose(0);
  }

  function choose(index) {
    chosen = index;
    drawTabs();
  }

  function drawTabs() {
    setShown(away, tabs.length === 0 && !current.bot);
    setShown(strip, tabs.length > 1);
    for (const [index, tab] of tabs.entries()) tab.frame.classList.toggle("pane-frame-behind", index !== chosen);
    strip.replaceChildren(...(tabs.length > 1 ? tabs.map((_, index) => tabHead(index)) : []));
  }

  function tabHead(index) {
    const title = index === 0 ? "First tab" : "Second tab";
    return el("span", { class: "pane-tab" },
      el("button", { type: "button", "aria-pressed": String(index === chosen), text: title, on: { click: () => choose(index) } }),
      el("button", { class: "icon-button", type: "button", "aria-label": `Close the ${title.toLowerCase()}`, on: { click: () => closeTab(index) } }, icon("close")));
  }

  function setPhone(on) {
    phone = on;
    element.classList.toggle("pane-phone", phone);
    setAttribute(phoneButton, "aria-pressed", String(phone));
    remember(phone);
  }

  function popOut() {
    window.open(current.url, "_blank");
  }

  return {
    element,
    update(next, clock) {
      const wasPlayed = Boolean(current.bot);
      current = next;
      bot.update(next);
      // The bot's line and that of a page would take the seat from each other.
      if (next.bot && tabs.length) leave();
      if (wasPlayed && !next.bot && !tabs.length) openTab();
      setText(role, next.operator ? "operator" : next.role ?? "");
      setShown(role, next.operator === true || Boolean(next.role));
      dot.dataset.state = next.connection;
      setText(state, lineOf(next));
      state.title = workerState(next);
      element.dataset.worker = next.state;
      this.tick(clock);
    },
    tick(clock) {
      setText(due, current.due && clock.known ? countdown(current.due - clock.now) : "");
    },
    turnTheme() {
      for (const tab of tabs) tab.frame.contentWindow.postMessage({ t: "theme", theme: theme() }, location.origin);
    },
  };
}

/** What matters most in few words: an end is more than a lost line, and a lost line more than what it interrupts. */
function lineOf(worker) {
  if (worker.state === "ended" || worker.connection === "online") return workerState(worker);
  return worker.connection === "never" ? "not here yet" : "offline";
}

function tool(name, label, run) {
  return el("button", { class: "icon-button", type: "button", title: label, "aria-label": label, on: { click: run } }, icon(name));
}
