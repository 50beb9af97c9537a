/**
 * Hears how boxes are written in, and tells it in numbers: that a key was pressed, how many characters came or went, how many were pasted. Which keys, and what was
 * pasted, never leaves this file. It runs in the worker's page and, as a classic script, in a task's own page, which cannot load modules.
 *
 *     {"k":"key"}  {"k":"paste","length":240}  {"k":"drop","length":12}  {"k":"input","how":"insertText","before":4,"selected":0,"after":5}
 *     {"k":"there","length":80}   what a box held when the worker first changed it: it came with the page, or was part of an answer before
 */
globalThis.crowdworkEars = (() => {
  "use strict";
  const written = "textarea, input:not([type]), input:is([type=text], [type=search], [type=email], [type=url], [type=tel], [type=number], [type=password])";
  const silent = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Fn"]);

  const isBox = target => target instanceof Element && (target.matches(written) || target.isContentEditable);
  const lengthOf = box => (box.value ?? box.textContent ?? "").length;
  const selectedIn = box => (typeof box.value === "string" ? (box.selectionEnd ?? 0) - (box.selectionStart ?? 0) : String(getSelection()).length);
  const touched = new WeakSet();
  const sent = new WeakSet();
  const isOld = box => sent.has(box) || box.value === box.defaultValue;

  // A box has one character for the end of a line, wherever the text comes from.
  const lengthIn = data => (data?.getData("text/plain") ?? "").replaceAll("\r\n", "\n").length;

  function listen(element, tell) {
    let before = 0;
    let selected = 0;
    let isMove = false;
    // Before anybody on the way can stop them; and only those of a person, since a page fills in boxes by itself, too.
    const on = (type, heard) => element.addEventListener(type, event => {
      const target = event.composedPath()[0];
      if (event.isTrusted) heard(event, target, isBox(target));
    }, true);
    const touch = box => {
      if (touched.has(box)) return;
      touched.add(box);
      if (isOld(box) && lengthOf(box) > 0) tell({ k: "there", length: lengthOf(box) });
    };

    on("keydown", (event, _, inBox) => {
      const isShortcut = event.metaKey || (event.ctrlKey && !event.altKey);
      if (inBox && !event.repeat && !isShortcut && !silent.has(event.key)) tell({ k: "key" });
    });
    on("beforeinput", (_, box, inBox) => {
      if (!inBox) return;
      touch(box);
      [before, selected] = [lengthOf(box), selectedIn(box)];
    });
    on("input", (event, box, inBox) => tell(inBox
      ? { k: "input", how: event.inputType ?? "", before, selected, after: lengthOf(box) }
      : { k: "input", how: "", before: 0, selected: 0, after: 0 }));
    on("paste", (event, box, inBox) => {
      if (!inBox) return;
      touch(box);
      tell({ k: "paste", length: lengthIn(event.clipboardData) });
    });
    // Who drags their own words from one place to another brings nothing in.
    on("dragstart", (_, __, inBox) => { isMove = inBox; });
    on("dragend", () => { isMove = false; });
    on("drop", (event, box, inBox) => {
      if (!inBox || isMove) return;
      touch(box);
      tell({ k: "drop", length: lengthIn(event.dataTransfer) });
    });
  }

  /** The answer is sent: how many characters stand in the boxes of an element, without those that nobody has changed since the page came or the last answer went. */
  function finish(element) {
    const boxes = [...element.querySelectorAll(`${written}, [contenteditable]`)].filter(isBox);
    const characters = boxes.filter(box => touched.has(box) || !isOld(box)).reduce((sum, box) => sum + lengthOf(box), 0);
    for (const box of boxes) {
      touched.delete(box);
      sent.add(box);
    }
    return characters;
  }

  return { listen, finish };
})();
