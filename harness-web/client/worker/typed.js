/**
 * Carries what somebody has typed over to the components that take the place of the old ones. A new version of a component is
 * a new component to React, which forgets what was in its boxes; the worker must not have to write it again.
 */
export function takeTyped(slots) {
  const kept = [];
  for (const [name, slot] of slots) {
    controlsOf(slot).forEach((control, index) => kept.push({
      key: keyOf(name, control, index), value: control.value, checked: control.checked, focused: control === document.activeElement,
      selection: selectionOf(control),
    }));
  }
  return kept;
}

export function giveTyped(slots, kept) {
  const before = new Map(kept.map(each => [each.key, each]));
  for (const [name, slot] of slots) {
    controlsOf(slot).forEach((control, index) => {
      const old = before.get(keyOf(name, control, index));
      if (old) give(control, old);
    });
  }
}

function controlsOf(slot) {
  return [...slot.querySelectorAll("input:not([type=file], [type=submit], [type=button], [type=hidden]), textarea, select")];
}

// By name where there is one, so that a box that moved keeps its text.
function keyOf(slot, control, index) {
  const tick = control.type === "radio" ? control.value : "";
  return [slot, control.tagName, control.type, control.id || control.name || index, tick].join(" ");
}

function give(control, old) {
  if (control.type === "checkbox" || control.type === "radio") {
    if (control.checked !== old.checked && (old.checked || control.type === "checkbox")) control.click();
  } else if (control.value !== old.value) {
    // React has put itself before the property `value`; what it should hear of goes around it, followed by the event.
    const prototype = Object.getPrototypeOf(control);
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(control, old.value);
    control.dispatchEvent(new Event(control.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  }
  if (!old.focused) return;
  control.focus({ preventScroll: true });
  if (old.selection) control.setSelectionRange(...old.selection);
}

function selectionOf(control) {
  try {
    return control.selectionStart === null ? null : [control.selectionStart, control.selectionEnd];
  } catch {
    // Boxes for numbers and the like have no selection, and some browsers say so by throwing.
    return null;
  }
}
