import { el } from "../shared/dom.js";
import { isJsx, messageOf, pageOf, propsOf, fileOf } from "./author-props.js";
import { currentPrompt } from "./conversation.js";
import { charactersIn } from "./signals.js";
import { watchNames } from "./names.js";
import { giveTyped, takeTyped } from "./typed.js";


// The parts that have a place of their own on the page, and when they are seen there. Only then are they drawn, so that Done
// may take it for granted that there is an end. ChatMessage has a place in each message.
const seen = {
  TextResponse: (_, place) => place.isConnected,
  Context: state => state.shown !== null,
  Instructions: () => true,
  Waiting: state => state.phase === "waiting",
  Done: state => state.ending !== null,
};
const loadWithin = 5_000;
const typingEvery = 2_500;
const largestAnswer = 60_000;
const isForm = prompt => prompt?.kind === "form" || prompt?.kind === "page";

/**
 * The components of the task's author. A default export is the whole page, named exports are parts of the standard one.
 *
 *     {"t":"page"} --> import(code of that version) --> components --> slots, which the views put where the standard part was
 *
 * There is one React root for all slots. A new version is drawn into the same slots, so the page around them, its messages and
 * what is typed stay. A component that fails is reported with its place and replaced by the standard part until there is a new
 * version of it: a worker is never left with an empty page.
 */
export function authorPages({ task, roles, runtime, mention, say, drafts, signals, faults, changed, now }) {
  const slots = new Map();
  const messages = new Map();
  const broken = new Set();
  let react = null;
  let root = null;
  let wished = null;
  let newest = null; // the version that was told last
  let loaded = null; // { page, version, module, style }
  let pendingUntil = 0;
  let view = null;
  let drawn = [];
  let restoring = false;
  let lastTyping = 0;
  let situation = "";

  const has = name => loaded !== null && loaded.page === wished && typeof loaded.module[name] === "function" && !broken.has(name);
  const author = {
    /** Changes whenever components do. */
    get version() { return loaded === null ? "" : `${loaded.page} ${loaded.version} ${[...broken]}`; },
    /** Whether this part is the author's. */
    has: name => !author.whole && has(name),
    /** Whether the author's component takes the place of the whole page. Before the worker has a role, there is nothing for it to show. */
    get whole() { return view !== null && view.state.role !== null && view.state.phase !== "waiting" && has("default"); },
    /** Whether the page of this role is on its way, so that the standard one need not flash up. */
    get pending() { return wished !== null && loaded?.page !== wished && performance.now() < pendingUntil; },
    slot,
    welcome,
    hear,
    choose,
    draw,
    /** The list of messages tells which elements wait for a ChatMessage. */
    messages: entries => {
      messages.clear();
      for (const { key, element, entry } of entries) messages.set(key, { element, entry });
      drawn = [];
    },
  };
  return author;

  function slot(name) {
    if (!slots.has(name)) slots.set(name, signals.listen("own", watchTyping(el("div", { class: `own own-${name.toLowerCase()}` }))));
    return slots.get(name);
  }

  function watchTyping(element) {
    element.addEventListener("input", () => {
      if (restoring || view?.state.phase !== "talking" || performance.now() - lastTyping < typingEvery) return;
      lastTyping = performance.now();
      mention({ t: "typing" });
    });
    return element;
  }

  function welcome() {
    mention({ t: "page", page: wished ?? "" });
  }

  function choose(next) {
    view = next;
    tryAgain(view.state);
    const page = pageOf(view.state, roles);
    if (page === wished) return;
    wished = page;
    newest = null;
    pendingUntil = performance.now() + loadWithin;
    mention({ t: "page", page: page ?? "" });
    if (page) setTimeout(changed, loadWithin + 10);
  }

  /** What failed on the data of one moment may well work on that of the next. */
  function tryAgain({ phase, edition, shown }) {
    const next = `${phase} ${edition} ${shown?.key}`;
    if (next !== situation) broken.clear();
    situation = next;
  }

  function hear(frame) {
    if (frame.t === "roles") {
      roles = frame.roles;
      changed();
    } else if (frame.page === wished && isJsx(frame.page)) {
      if (frame.version === null) {
        pendingUntil = 0;
        changed();
      } else if (frame.version !== newest) {
        newest = frame.version;
        load(frame);
      }
    }
  }

  async function load({ page, version, style }) {
    const address = `/worker/code/${encodeURIComponent(task)}/${version}/${encodeURIComponent(page)}`;
    try {
      react ??= await import(`../react/runtime.${runtime}.js`).then(() => globalThis.__crowdwork);
      const [module, sheet] = await Promise.all([import(`${address}.js`), style ? loadStyle(`${address}.css`) : null]);
      // A newer one may have been told of, or another page chosen, while this one was fetched.
      if (page !== wished || version !== newest) sheet?.remove();
      else exchange({ page, version, module, style: sheet });
    } catch (error) {
      if (page === wished && version === newest) newest = null;
      pendingUntil = 0;
      faults.report(error, `${page} could not be started`);
      changed();
    }
  }

  function exchange(next) {
    const typed = takeTyped(connectedSlots());
    const old = loaded;
    loaded = next;
    broken.clear();
    changed.now();
    old?.style?.remove();
    restoring = true;
    giveTyped(connectedSlots(), typed);
    restoring = false;
  }

  function connectedSlots() {
    return [...slots].filter(([, element]) => element.isConnected && element.childElementCount > 0);
  }

  function draw() {
    if (!react || !loaded) return;
    const { state, outbox, failed, connection } = view;
    const next = [state, outbox, failed, connection, author.version, author.whole, drafts.get("text")];
    if (next.length === drawn.length && next.every((each, index) => each === drawn[index])) return;
    drawn = next;
    root ??= react["react-dom/client"].createRoot(el("div"), {
      // Told by the boundaries, with the part that it is about.
      onCaughtError: () => {},
      onUncaughtError: error => faults.report(error),
    });
    // At once, because what comes next measures the page: the list scrolls to its end.
    react["react-dom"].flushSync(() => root.render(tree()));
  }

  function tree() {
    const props = propsOf(view);
    if (runtime === "development") watchNames(props.data, (name, meant) => faults.report(new Error(`data has no "${name}". Did you mean data.${meant}?`)));
    const common = { ...props, send, submit, setDraft, draft: drafts.get("text") ?? "", now, file: fileOf(task) };
    const inSlots = (author.whole ? ["default"] : Object.keys(seen)).filter(name => has(name) && (author.whole || seen[name](view.state, slot(name))));
    const portals = inSlots.map(name => portal(name, name, slot(name), common));
    if (!author.has("ChatMessage")) return portals;
    const byId = new Map(common.messages.map(message => [message.id, message]));
    return [...portals, ...[...messages].map(([key, { element, entry }]) =>
      portal("ChatMessage", `message ${key}`, element, { ...common, message: byId.get(key) ?? messageOf(entry, view.state) }))];
  }

  function portal(name, key, element, props) {
    const { createElement } = react.react;
    const boundary = createElement(boundaryOf(react.react), { key: loaded.version, failed: error => fail(name, error) }, createElement(loaded.module[name], props));
    return react["react-dom"].createPortal(boundary, element, key);
  }

  function fail(name, error) {
    if (broken.has(name)) return;
    broken.add(name);
    faults.report(error, name === "default" ? `${loaded.page} failed` : `${name} of ${loaded.page} failed`);
    changed();
  }

  /** Answers what is asked, or says something where one may speak freely. False when there is nothing to be said now. */
  function send(text) {
    const prompt = currentPrompt(view.state, view.outbox);
    const words = String(text ?? "").trim();
    if (words === "" || view.state.phase !== "talking" || (prompt ? isForm(prompt) : !view.state.floor)) return false;
    drafts.clear("text");
    say({ t: "say", conversation: view.state.conversation, e: view.state.edition, prompt: prompt?.number ?? 0, text: words, signals: written() });
    return true;
  }

  /** Answers a form with an object of its fields. Where a text is asked for, the object is sent as JSON. */
  function submit(answer) {
    const prompt = currentPrompt(view.state, view.outbox);
    if (!isForm(prompt)) return send(typeof answer === "string" ? answer : JSON.stringify(answer));
    if (!fits(answer)) return false;
    drafts.clear("text");
    say({ t: "say", conversation: view.state.conversation, e: view.state.edition, prompt: prompt.number, fields: answer, signals: written() });
    return true;
  }

  function written() {
    return signals.take("own", [...slots.values()].reduce((sum, element) => sum + charactersIn(element), 0));
  }

  // The server would close the line on a frame that is too large, again and again.
  function fits(answer) {
    const isObject = typeof answer === "object" && answer !== null && !Array.isArray(answer);
    const size = isObject ? new TextEncoder().encode(JSON.stringify(answer)).length : 0;
    if (isObject && size <= largestAnswer) return true;
    faults.report(new Error(isObject ? `submit was given ${size.toLocaleString("en")} bytes, and at most ${largestAnswer.toLocaleString("en")} can be sent` : "submit takes an object of fields here"));
    return false;
  }

  function setDraft(text) {
    drafts.set("text", text);
    // In the same event, or the cursor of a controlled box would jump to the end.
    if (root) root.render(tree());
  }
}

let Boundary = null;

/** Made when React is there, and once, since another class would be another component. */
function boundaryOf({ Component }) {
  return Boundary ??= class extends Component {
    state = { failed: false };

    static getDerivedStateFromError() {
      return { failed: true };
    }

    componentDidCatch(error) {
      this.props.failed(error);
    }

    render() {
      return this.state.failed ? null : this.props.children;
    }
  };
}

function loadStyle(address) {
  const link = el("link", { rel: "stylesheet", href: address });
  return new Promise(resolve => {
    // A page without its style is better than none.
    link.onload = link.onerror = () => resolve(link);
    document.head.append(link);
  });
}
