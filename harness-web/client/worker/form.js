import { el, setShown, setText } from "../shared/dom.js";

const fewOptions = 5;

/** A form: one control for each field, problems beside the field they are about. */
export function form(prompt, drafts, send) {
  const controls = prompt.fields.map(field => control(prompt.number, field, drafts));
  const submit = el("button", { class: "button button-main", type: "submit", text: "Submit" });
  const element = el("form", { class: "form", novalidate: true, "aria-label": prompt.text || "Form" },
    ...controls.map(each => each.element), el("div", { class: "form-foot" }, submit));
  const showProblems = problems => {
    for (const each of controls) each.problem(problems[each.field.name] ?? "");
    // In a rehearsal another worker's frame may have the focus, and keeps it.
    if (document.hasFocus()) controls.find(each => problems[each.field.name])?.focus();
  };
  element.addEventListener("submit", event => {
    event.preventDefault();
    const problems = Object.fromEntries(controls.map(each => [each.field.name, problemOf(each.field, each.read())]).filter(([, text]) => text));
    showProblems(problems);
    if (Object.keys(problems).length === 0) send(Object.fromEntries(controls.map(each => [each.field.name, each.read()])));
  });
  return { element, showProblems, focus: () => controls[0]?.focus() };
}

/** What the page can tell without the server; null when nothing is wrong. */
export function problemOf(field, value) {
  const empty = value === null || value === "" || (field.type === "checkbox" && value === false);
  if (empty) return field.required ? (field.type === "checkbox" ? "Please tick this box." : "Please fill this in.") : null;
  if (field.type === "integer" && !Number.isInteger(value)) return "Please write a whole number.";
  if (field.type === "number" && !Number.isFinite(value)) return "Please write a number.";
  if (field.type === "integer" || field.type === "number") return outOfRange(field, value);
  if (field.type === "date") return outOfRange(field, value);
  if (field.minLength && String(value).length < field.minLength) return `Please write at least ${field.minLength} characters.`;
  if (field.maxLength && String(value).length > field.maxLength) return `Please write at most ${field.maxLength} characters.`;
  if (field.pattern && !matches(field.pattern, String(value))) return field.patternHint || "This does not have the form that is asked for.";
  return null;
}

function outOfRange(field, value) {
  const [min, max] = [field.min ?? null, field.max ?? null];
  if (min !== null && max !== null && (value < min || value > max)) return `Please choose between ${min} and ${max}.`;
  if (min !== null && value < min) return `Please choose ${min} or more.`;
  if (max !== null && value > max) return `Please choose ${max} or less.`;
  return null;
}

// A pattern in the dialect of .NET may be none in this one; then the server's word is enough.
function matches(pattern, value) {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(value);
  } catch {
    return true;
  }
}

function control(number, field, drafts) {
  const id = `field-${number}-${field.name}`;
  const key = `field:${field.name}`;
  const problem = el("p", { class: "field-problem", id: `${id}-problem`, hidden: true });
  const input = kinds[field.type]?.(field, id) ?? kinds.text(field, id);
  const label = field.label ?? field.name;
  input.element.addEventListener("input", () => drafts.set(key, input.draft()));
  input.element.addEventListener("change", () => drafts.set(key, input.draft()));
  if (drafts.get(key) !== undefined) input.restore(drafts.get(key));
  const optional = field.required || field.type === "checkbox" ? null : el("span", { class: "field-optional", text: "optional" });
  const element = input.group
    ? el("fieldset", { class: "field" }, el("legend", { dir: "auto" }, label, optional), input.element, problem)
    : el("div", { class: field.type === "checkbox" ? "field field-tick" : "field" },
        el("label", { for: id, dir: "auto" }, label, optional), input.element, problem);
  return {
    field,
    element,
    read: input.read,
    focus: () => input.focus(),
    problem(text) {
      setText(problem, text);
      setShown(problem, text !== "");
      for (const each of input.targets) {
        each.setAttribute("aria-invalid", text !== "");
        each.setAttribute("aria-describedby", problem.id);
      }
    },
  };
}

const kinds = {
  text: (field, id) => plain(el("input", { id, class: "input", type: "text", dir: "auto", autocomplete: "off", maxlength: field.maxLength || null })),
  long: (field, id) => plain(el("textarea", { id, class: "input", rows: "4", dir: "auto", maxlength: field.maxLength || null })),
  date: (field, id) => plain(el("input", { id, class: "input", type: "date", min: field.min, max: field.max })),
  integer: (field, id) => numeric(field, id, "numeric"),
  number: (field, id) => numeric(field, id, "decimal"),
  choice: (field, id) => ((field.options ?? []).length > fewOptions ? list(field, id) : radios(field, id)),

  checkbox: (field, id) => {
    const input = el("input", { id, class: "tick", type: "checkbox" });
    const restore = value => { input.checked = value === true; };
    return { element: input, targets: [input], read: () => input.checked, draft: () => input.checked, restore, focus: () => input.focus() };
  },
};

function plain(input, read = () => input.value.trim() || null) {
  const restore = value => { input.value = value; };
  return { element: input, targets: [input], read, draft: () => input.value, restore, focus: () => input.focus() };
}

// Not type="number": it changes with the wheel, and says nothing about what it did not understand.
function numeric(field, id, mode) {
  const input = el("input", { id, class: "input input-number", type: "text", inputmode: mode, autocomplete: "off", placeholder: range(field) });
  return plain(input, () => (input.value.trim() === "" ? null : Number(input.value.trim().replace(",", "."))));
}

function range({ min = null, max = null }) {
  if (min === null && max === null) return null;
  return `${min ?? ""} – ${max ?? ""}`.trim();
}

function list(field, id) {
  const options = field.options.map(option => el("option", { value: option, text: option }));
  return plain(el("select", { id, class: "input" }, el("option", { value: "", text: "Choose …" }), ...options));
}

function radios(field, id) {
  const inputs = (field.options ?? []).map(option => el("input", { type: "radio", name: id, value: option }));
  const element = el("div", { class: "radios" }, ...inputs.map(input => el("label", { class: "radio", dir: "auto" }, input, input.value)));
  const read = () => inputs.find(input => input.checked)?.value ?? null;
  const restore = value => { for (const input of inputs) input.checked = input.value === value; };
  return { element, group: true, targets: inputs, read, draft: () => read() ?? "", restore, focus: () => (inputs.find(input => input.checked) ?? inputs[0])?.focus() };
}
