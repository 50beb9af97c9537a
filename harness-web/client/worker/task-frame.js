import { el } from "../shared/dom.js";

/**
 * A page that the task's author wrote, shut away from this one: without allow-same-origin it can read neither the session nor
 * the conversation. Its origin is opaque, so a message to it cannot name one; it goes to this one window and holds what the
 * worker is shown anyway. What comes from it is heard only if it comes from that window and from no origin, as a sandboxed page does.
 */
export class TaskFrame {
  #loaded = false;
  #data = null;
  #address;
  #closed = new AbortController();
  #theme = new MutationObserver(() => this.theme());

  /** @param heard what the page says: `{t}` is ready, draft, answer, height or fault */
  constructor({ task, page, token, heard }) {
    this.page = page;
    this.#address = `/worker/pages/${encodeURIComponent(task)}/${encodeURIComponent(page)}?t=${encodeURIComponent(token)}`;
    this.element = el("iframe", { class: "shown-frame", title: `Shown to you: ${page}`, sandbox: "allow-scripts allow-forms" });
    this.element.addEventListener("load", () => {
      this.#loaded = true;
      this.#post();
    });
    addEventListener("message", event => {
      if (event.source !== this.element.contentWindow || event.origin !== "null" || typeof event.data?.t !== "string") return;
      if (event.data.t === "ready") this.theme();
      heard(event.data);
    }, { signal: this.#closed.signal });
    this.#theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /** Loads the page where its text is another one than before. The old text stays until the new one is there. */
  show(version, data) {
    this.#data = data;
    if (this.version !== version) {
      this.version = version;
      this.#loaded = false;
      this.element.src = `${this.#address}&v=${encodeURIComponent(version.length > 40 ? hash(version) : version)}`;
    } else if (this.#loaded) this.#post();
  }

  tell(message) {
    this.element.contentWindow?.postMessage(message, "*");
  }

  theme() {
    const theme = document.documentElement.dataset.theme;
    if (theme) this.tell({ t: "theme", theme });
  }

  close() {
    this.#closed.abort();
    this.#theme.disconnect();
  }

  #post() {
    this.tell({ t: "data", data: this.#data });
  }
}

function hash(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return (sum >>> 0).toString(36);
}
