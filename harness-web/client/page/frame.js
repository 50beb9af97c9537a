/**
 * Runs inside of a task's own page, in a frame that has no origin of its own, and talks with the worker's page around it:
 *
 *     page  --ready, draft, wrote, answer, height, fault-->  worker's page
 *     page  <--data, form, theme--------------------------    worker's page
 *
 * It is a classic script, because such a frame could not load a module. Nobody but the page around it is listened to.
 */
(() => {
  "use strict";
  const outside = new URL(location.href).origin;
  const alone = parent === window;
  const ears = globalThis.crowdworkEars;
  let form = null;
  let open = false;
  let filled = false;
  let told = null;
  // What the worker has changed before the page around said what they had filled in earlier: that is newer, and not written over.
  const changed = new Set();

  const tell = message => { if (!alone) parent.postMessage(message, outside); };

  addEventListener("message", event => {
    if (event.source !== parent || event.origin !== outside) return;
    const { t } = event.data ?? {};
    if (t === "theme") document.documentElement.dataset.theme = event.data.theme;
    if (t === "form") offered(event.data);
  });
  for (const type of ["input", "change"]) document.addEventListener(type, event => { if (event.isTrusted && !filled && event.target?.name) changed.add(event.target.name); }, true);
  addEventListener("error", event => event.message && !event.message.startsWith("ResizeObserver loop")
    && tell({ t: "fault", message: event.message, line: event.lineno ?? 0, column: event.colno ?? 0 }));
  addEventListener("unhandledrejection", event => tell({ t: "fault", message: String(event.reason?.message ?? event.reason), line: 0, column: 0 }));
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();

  function begin() {
    form = document.forms[0] ?? null;
    // Nothing on this page leads anywhere by itself, not even before the page around it has spoken.
    document.addEventListener("submit", submitted);
    if (form) {
      // Of a whole document this script is the last to come, and somebody may be writing already.
      const at = document.activeElement;
      if (at?.form === form && at.name && (at.value !== at.defaultValue || at.checked !== at.defaultChecked)) changed.add(at.name);
      form.addEventListener("input", drafted);
      form.addEventListener("change", drafted);
      ears.listen(form, act => tell({ t: "wrote", act }));
    }
    const measure = () => tell({ t: "height", height: Math.ceil(document.body.getBoundingClientRect().bottom + parseFloat(getComputedStyle(document.body).marginBottom || 0)) });
    new ResizeObserver(measure).observe(document.body);
    measure();
    tell({ t: "ready" });
  }

  // Not before the earlier draft is in it: half of a form must not take the place of the whole.
  function drafted() {
    if (filled) tell({ t: "draft", fields: read() });
  }

  function submitted(event) {
    event.preventDefault();
    if (!open || event.target !== form) return;
    showProblems({}, "");
    tell({ t: "answer", fields: read(), characters: ears.finish(form) });
  }

  /** What the worker's page knows of the form: whether it may be sent, what was filled in before, what is wrong. */
  function offered({ open: isOpen, sending, draft, problems, text }) {
    if (!form) return;
    if (isOpen && !form.querySelector("button:not([type=button], [type=reset]), input[type=submit], input[type=image]")) {
      form.append(Object.assign(document.createElement("button"), { textContent: "Submit" }));
    }
    open = isOpen;
    for (const button of form.querySelectorAll("button:not([type=button], [type=reset]), input[type=submit]")) button.disabled = !isOpen;
    form.setAttribute("aria-busy", String(sending === true));
    if (!filled && (isOpen || sending)) {
      if (draft) fill(draft);
      filled = true;
      if (changed.size > 0) drafted();
    }
    const news = JSON.stringify([problems, text]);
    if (news !== told) {
      told = news;
      showProblems(problems ?? {}, text ?? "");
    }
  }

  function controls() {
    return Array.from(form.elements).filter(each => each.name && !each.matches("button, fieldset, output, object, input[type=submit], input[type=reset], input[type=button], input[type=image], input[type=file]"));
  }

  function read() {
    const fields = {};
    for (const each of controls()) {
      if (each.disabled || each.matches("fieldset[disabled] *")) continue;
      if (each.type === "radio") fields[each.name] = each.checked ? each.value : fields[each.name] ?? null;
      else if (each.type === "checkbox" && !each.hasAttribute("value")) fields[each.name] = each.checked;
      else if (each.type === "checkbox") fields[each.name] = [...(fields[each.name] ?? []), ...(each.checked ? [each.value] : [])];
      else if (each.type === "select-multiple") fields[each.name] = Array.from(each.selectedOptions, option => option.value);
      else fields[each.name] = each.value;
    }
    return fields;
  }

  function fill(draft) {
    for (const each of controls()) {
      if (!Object.hasOwn(draft, each.name) || changed.has(each.name)) continue;
      const value = draft[each.name];
      if (each.type === "radio") each.checked = each.value === value;
      else if (each.type === "checkbox") each.checked = Array.isArray(value) ? value.includes(each.value) : value === true;
      else if (each.type === "select-multiple") for (const option of each.options) option.selected = Array.isArray(value) && value.includes(option.value);
      else if (value !== null) each.value = String(value);
    }
    // A page's own script may show what depends on a field.
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function showProblems(problems, text) {
    for (const old of form.querySelectorAll(".field-problem, .form-problem")) old.remove();
    for (const each of controls()) {
      each.removeAttribute("aria-invalid");
      if (each.getAttribute("aria-describedby")?.startsWith("problem-")) each.removeAttribute("aria-describedby");
    }
    let first = null;
    let number = 0;
    for (const [name, problem] of Object.entries(problems)) {
      const those = controls().filter(each => each.name === name);
      const id = `problem-${++number}`;
      const note = Object.assign(document.createElement("p"), { className: "field-problem", id, textContent: problem });
      for (const each of those) {
        each.setAttribute("aria-invalid", "true");
        each.setAttribute("aria-describedby", id);
      }
      if (those.length) placeOf(those).append(note);
      else form.append(note);
      first ??= those[0] ?? null;
    }
    if (text) form.prepend(Object.assign(document.createElement("p"), { className: "form-problem", role: "alert", textContent: text }));
    if (first && document.hasFocus()) first.focus();
    else if (first) first.scrollIntoView({ block: "nearest" });
  }

  /** Where a note about a field can be read: in its fieldset, or behind its label. */
  function placeOf(those) {
    const group = those[0].closest("fieldset");
    if (group && (those[0].type === "radio" || those[0].type === "checkbox")) return group;
    const label = those.at(-1).closest("label") ?? those.at(-1);
    return { append: note => label.after(note) };
  }
})();
