import { el, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { currentPrompt } from "./conversation.js";
import { form } from "./form.js";
import { charactersIn } from "./signals.js";

const typingEvery = 2_500;
const longest = 20_000;

/** Where the worker answers: a text box, buttons or a form, after what is asked. It is rebuilt only when the kind of answer changes. */
export function promptArea({ say, typing, drafts, signals, wide }) {
  const problem = el("p", { class: "prompt-problem", role: "alert", hidden: true });
  const slot = el("div", { class: "prompt-slot" });
  const element = el("section", { class: "prompt", "aria-label": "Your answer", hidden: true }, problem, slot);
  const writing = textBox({ drafts, typing });
  signals.listen("text", writing.element);
  let shape = "";
  let offered = null;
  let told = null;
  // The server has to know to which version of the script an answer belongs: numbers of prompts mean something only within one.
  let edition = 0;
  let conversation = 0;

  const answer = (content, place = null, characters = 0) => {
    const prompt = offered?.number ?? 0;
    setShown(problem, false);
    drafts.clear(content.fields ? "field:" : "text");
    say({ t: "say", conversation, e: edition, prompt, ...content, signals: signals.take(place, characters) });
  };
  writing.onsend = text => answer({ text }, "text", text.length);

  return {
    element,
    /** Words that the server would not take go back into the box, if it is free. Answers whether they did. */
    give(text, why, written) {
      if (shape !== "text" || !writing.empty) return false;
      writing.fill(text);
      signals.resume("text", written);
      setText(problem, why);
      setShown(problem, why !== "");
      return true;
    },
    restore: () => writing.fill(drafts.get("text") ?? ""),
    update({ state, outbox, author }) {
      ({ edition, conversation } = state);
      // Where the whole page is the author's there is nothing here, not even for a key to press.
      const open = state.phase === "talking" && !author.whole;
      const prompt = open ? currentPrompt(state, outbox) : null;
      const asked = open ? shapeOf(prompt, state) : "";
      const next = asked === "text" && author.has("TextResponse") ? "own text" : asked;
      setShown(element, next !== "");
      if (next !== shape) {
        draw(next, prompt, author);
        if (next !== "" && mayFocus(wide())) focusOn(next);
        shape = next;
      }
      if (offered?.number !== prompt?.number) setShown(problem, false);
      offered = prompt;
      writing.label(prompt);
      tellAgain(prompt);
    },
  };

  function draw(next, prompt, author) {
    slot.control = null;
    if (next === "") slot.replaceChildren();
    else if (next === "text") slot.replaceChildren(writing.element);
    else if (next === "own text") slot.replaceChildren(author.slot("TextResponse"));
    else if (prompt.kind === "form") {
      restoreFields(prompt);
      slot.control = form(prompt, drafts, fields => answer({ fields }, "form", charactersIn(slot.control.element)));
      signals.listen("form", slot.control.element);
      slot.replaceChildren(slot.control.element);
    } else slot.replaceChildren(choices(prompt, text => answer({ text })));
  }

  // What was sent and came back is not to be filled in a second time.
  function restoreFields(prompt) {
    for (const [name, value] of Object.entries(prompt.again?.fields ?? {})) {
      if (value !== null && drafts.get(`field:${name}`) === undefined) drafts.set(`field:${name}`, typeof value === "boolean" ? value : String(value));
    }
  }

  function focusOn(next) {
    if (next === "text") writing.focus();
    else if (slot.control) slot.control.focus();
  }

  function tellAgain(prompt) {
    const again = prompt?.again ?? null;
    if (!again || told === again) return;
    told = again;
    setText(problem, again.text);
    // Beside a form it is needed here; for other answers it stands in the messages, right above.
    setShown(problem, again.text !== "" && prompt.kind === "form");
    slot.control?.showProblems(again.problems);
    const before = again.mine;
    if (shape === "text" && before && writing.empty) writing.fill(before);
  }
}

// Beside other workers' frames, a page that takes the focus would take it from under somebody's fingers; and on a phone the
// keyboard would cover what there is to read.
function mayFocus(wide) {
  return wide && document.hasFocus() && !document.activeElement?.closest("dialog, .log");
}

/** Two prompts of one shape share their controls, so that a reworded question takes nothing from under the worker's hands. */
function shapeOf(prompt, state) {
  if (!prompt) return state.phase === "talking" && state.floor ? "text" : "";
  // It is answered in the task's own page.
  if (prompt.kind === "page") return "";
  if (prompt.kind === "choice") return `choice ${prompt.number} ${JSON.stringify(prompt.options)}`;
  if (prompt.kind === "form") return `form ${prompt.number} ${JSON.stringify(prompt.fields)}`;
  return "text";
}

function textBox({ drafts, typing }) {
  const label = el("label", { class: "sr", for: "answer", text: "Your answer" });
  const input = el("textarea", { id: "answer", class: "input write-input", rows: "1", dir: "auto", maxlength: String(longest), enterkeyhint: "send", "aria-describedby": "answer-keys" });
  const send = el("button", { class: "button button-main write-send", type: "submit", "aria-label": "Send" }, icon("send"), el("span", { class: "write-word", text: "Send" }));
  const keys = el("p", { class: "write-keys", id: "answer-keys", text: "Enter sends, Shift + Enter makes a new line" });
  const element = el("form", { class: "write" }, label, input, send, keys);
  const box = {
    element,
    onsend: () => {},
    get empty() { return input.value.trim() === ""; },
    fill(text) {
      input.value = text;
      drafts.set("text", text);
      grow(input);
    },
    focus: () => input.focus({ preventScroll: true }),
    label: prompt => { input.placeholder = prompt ? "Write your answer" : "Write a message"; },
  };
  const submit = () => {
    const text = input.value.trim();
    if (!text) return input.focus();
    input.value = "";
    grow(input);
    box.onsend(text);
  };
  let lastTyping = 0;
  input.addEventListener("input", () => {
    grow(input);
    drafts.set("text", input.value);
    if (performance.now() - lastTyping < typingEvery || box.empty) return;
    lastTyping = performance.now();
    typing();
  });
  input.addEventListener("keydown", event => {
    // While a word is being composed (Japanese, Chinese, ...), Enter belongs to the input method.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  element.addEventListener("submit", event => {
    event.preventDefault();
    submit();
    input.focus();
  });
  return box;
}

function grow(input) {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 2, 220)}px`;
}

function choices(prompt, choose) {
  const buttons = prompt.options.map((option, index) => el(
    "button", { class: "button choice", type: "button", on: { click: () => choose(option) } },
    index < 9 && el("kbd", { class: "choice-key", "aria-hidden": "true", text: String(index + 1) }), el("span", { dir: "auto", text: option })));
  const group = el("div", { class: "choices", role: "group", "aria-label": prompt.text || "Choose one" }, ...buttons);
  const byKey = event => {
    if (!group.isConnected) return removeEventListener("keydown", byKey);
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog")) return;
    buttons[Number(event.key) - 1]?.click();
  };
  addEventListener("keydown", byKey);
  return group;
}
