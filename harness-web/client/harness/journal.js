import { el, keyed, setShown } from "../shared/dom.js";
import { timeOfDay } from "../shared/time.js";
import { who } from "./tables.js";
import { conversationName } from "./words.js";

const longest = 140;

/** Turn by turn: what came in, and what the script did with it. A row opens to the JSON that is on disk. */
export function journalTab() {
  const choice = el("select", { class: "select", "aria-label": "Conversation" });
  const stop = el("button", { class: "button button-small", type: "button", text: "Stop this conversation" });
  const body = el("tbody");
  const head = el("thead", {}, el("tr", {}, ...["Turn", "Time", "Input", "What the script did"].map(text => el("th", { scope: "col", text }))));
  const table = el("table", { class: "table journal" }, head, body);
  const empty = el("p", { class: "tab-empty", text: "No conversation yet. The journal begins when enough workers are there." });
  const element = el("div", {}, el("div", { class: "tab-tools" }, choice, stop), table, empty);
  let chosen = null;
  let newest = null;
  let sign = "";
  let again = () => {};
  choice.addEventListener("change", () => {
    chosen = Number(choice.value);
    again();
  });

  return {
    name: "journal",
    title: "Journal",
    element,
    count: state => state.conversations.filter(each => each.state !== "ended").length,
    update(state, read, ask) {
      again = () => this.update(state, read, ask);
      stop.onclick = () => ask("stopConversation", { conversation: chosen });
      const all = [...state.conversations].sort((one, other) => other.id - one.id);
      follow(all);
      keyed(choice, all, each => each.id, each => el("option", { value: String(each.id) }), (option, each) => { option.textContent = conversationName(each); });
      const conversation = all.find(each => each.id === chosen);
      for (const each of [choice, table]) setShown(each, all.length > 0);
      setShown(stop, conversation !== undefined && conversation.state !== "ended");
      setShown(empty, all.length === 0);
      if (!conversation) return body.replaceChildren();
      choice.value = String(chosen);
      const next = `${chosen} ${conversation.turns} ${conversation.edition} ${conversation.state}`;
      if (sign === next) return;
      sign = next;
      read(`journal/${chosen}`).then(rows => sign === next && draw(rows), problem => body.replaceChildren(el("tr", {}, el("td", { colspan: "4", role: "alert", text: problem.message }))));
    },
  };

  // A new conversation is what one wants to see, unless an older one was chosen by hand.
  function follow(all) {
    const first = all[0]?.id ?? null;
    if (chosen === null || chosen === newest || !all.some(each => each.id === chosen)) chosen = first;
    newest = first;
  }

  function draw(rows) {
    const box = element.parentElement;
    const follows = box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    const seats = seatsOf(rows);
    keyed(body, rows.map(turn => ({ turn, seats })), ({ turn }) => `${chosen} ${turn.edition} ${turn.n}`, create);
    if (follows) box.scrollTop = box.scrollHeight;
  }
}

/** Who sits where, as the meetings of this conversation say. */
function seatsOf(rows) {
  const seatings = rows.filter(turn => turn.input?.k === "met").flatMap(turn => turn.input.seats ?? []);
  return new Map(seatings.map(seating => [seating.seat, seating.worker]));
}

function create({ turn, seats }) {
  const calls = (turn.calls ?? []).map(call => el("li", {}, line(call, seats), call.site ? el("code", { class: "site", text: call.site }) : null));
  const more = el("details", { class: "turn-json" }, el("summary", { text: "JSON" }), el("pre", { class: "json", text: JSON.stringify({ input: turn.input, calls: turn.calls }, null, 2) }));
  return el("tr", {},
    el("td", { class: "number", text: String(turn.n) }), el("td", { class: "number", text: timeOfDay(turn.at) }),
    el("td", {}, line(turn.input ?? {}, seats)), el("td", {}, el("ul", { class: "calls" }, ...calls), more));
}

function line(record, seats) {
  const worker = record.worker ?? seats.get(record.seat);
  return el("span", { class: "input-line" }, worker ? who(worker) : null, el("span", { dir: "auto", text: summary(record) }));
}

/** One line of any record: its kind first, then its words, then the rest as `name value`. Numbers that only bind rows are in the JSON. */
function summary({ k, text, worker, seat, seats, site, cid, call, prompt, seed, run, world, fields, json, row, items, due, signals, ...rest }) {
  const facts = Object.entries(rest).filter(([, value]) => value !== null && value !== "").map(([name, value]) => `${name} ${value}`);
  const people = seats?.map(seating => `${seating.role} ${seating.worker}`).join(", ");
  const data = json ?? fields ?? row;
  const options = items?.join(" / ");
  const parts = [k, people, written(signals), text ? `“${text}”` : "", options, due ? `until ${timeOfDay(due)}` : "", ...facts, data === undefined || data === null ? "" : JSON.stringify(data)];
  const words = parts.filter(Boolean).join(" · ");
  return words.length > longest ? `${words.slice(0, longest)} …` : words;
}

/** How an answer was written, in a few words; all figures are in the JSON. */
export function written(signals) {
  if (!signals) return "";
  const { chars = 0, typed = 0, pasted = 0, dropped = 0, kept = 0, left = 0 } = signals;
  // As Signals.IsUntyped has it.
  const untyped = chars >= 20 && 2 * (typed + pasted + dropped + kept) < chars;
  return [untyped && "written without typing", typed && `typed ${typed}`, pasted + dropped && `pasted ${pasted + dropped}`, left && `left the page ${left === 1 ? "once" : `${left} times`}`].filter(Boolean).join(", ");
}
