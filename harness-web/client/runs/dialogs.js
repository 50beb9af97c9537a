import { el } from "../shared/dom.js";

/**
 * A dialog with a form. `fields` are `{ name, label, kind, value?, required?, hint?, options? }` with kind text, long, money, number or choice. Answers with the values,
 * or null when it was closed. Where `check` is given, it is awaited before the dialog closes and may answer with words that keep it open.
 */
export function askFor({ title, text = "", fields = [], confirm, danger = false, check = null }) {
  return new Promise(resolve => {
    const inputs = new Map(fields.map(field => [field.name, control(field)]));
    const problem = el("p", { class: "dialog-problem", role: "alert", hidden: true });
    const yes = el("button", { class: danger ? "button button-danger" : "button button-main", type: "submit", text: confirm });
    const no = el("button", { class: "button", type: "button", text: "Cancel" });
    const form = el("form", { class: "dialog-form", novalidate: true },
      el("h2", { class: "dialog-title", id: "dialog-title", text: title }), text ? el("p", { class: "dialog-text", text }) : null,
      ...fields.map(field => el("label", { class: "field" }, el("span", { class: "field-label", text: field.label }), inputs.get(field.name), field.hint ? el("span", { class: "field-hint", text: field.hint }) : null)),
      problem, el("div", { class: "dialog-buttons" }, no, yes));
    const dialog = el("dialog", { class: "dialog", "aria-labelledby": "dialog-title" }, form);
    const values = () => Object.fromEntries(fields.map(field => [field.name, inputs.get(field.name).value.trim()]));
    const say = words => {
      problem.textContent = words;
      problem.hidden = !words;
    };

    let answer = null;
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const given = values();
      const missing = fields.find(field => field.required && !given[field.name]);
      if (missing) {
        say(`${missing.label}: this is needed.`);
        return inputs.get(missing.name).focus();
      }
      const wrong = fields.find(field => field.kind === "money" && given[field.name] && !/^\d{1,5}(\.\d{1,2})?$/.test(given[field.name]));
      if (wrong) {
        say(`${wrong.label}: dollars and cents, such as 0.50.`);
        return inputs.get(wrong.name).focus();
      }
      yes.disabled = true;
      const words = check ? await check(given) : "";
      yes.disabled = false;
      if (words) return say(words);
      answer = given;
      dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    (fields.length ? inputs.get(fields[0].name) : yes).focus();
  });
}

function control({ kind, value = "", options = [] }) {
  if (kind === "long") {
    const area = el("textarea", { class: "input", rows: "3", maxlength: "1000", dir: "auto" });
    area.value = value;
    // Enter sends, as everywhere on this page; a reason of several lines takes Shift.
    area.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      area.form.requestSubmit();
    });
    return area;
  }
  if (kind === "choice") {
    const select = el("select", { class: "select" }, ...options.map(([key, text]) => el("option", { value: key, text })));
    if (value) select.value = value;
    return select;
  }
  const input = el("input", { class: "input", type: "text", inputmode: kind === "money" ? "decimal" : kind === "number" ? "numeric" : null, autocomplete: "off", spellcheck: "false", dir: "auto" });
  input.value = value;
  return input;
}
