import { el, setShown, setText } from "../shared/dom.js";

const patience = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * The last step of a run on a crowd: to hand in, or to return.
 *
 *     part ends --> ask the server what is due (until that is on its disk) --> form to the marketplace, in this frame
 *
 * The server says what to do and not this page: somebody whose time ran out must not be shown a button that promises pay.
 */
export function handInPanel({ handIn, token, again }) {
  const text = el("p", { class: "ending-text", dir: "auto", role: "status" });
  const warning = el("p", { class: "ending-warning", dir: "auto" });
  const button = el("button", { class: "button button-main", type: "submit", text: "Hand in" });
  const form = el("form", { method: "POST", action: handIn.action, hidden: true },
    hidden("assignmentId", handIn.assignment), hidden("crowdwork", handIn.receipt), button);
  const retry = el("button", { class: "button", type: "button", text: "Try again", hidden: true, on: { click: () => { retry.hidden = true; again(); } } });
  const element = el("div", { class: "hand-in", hidden: true }, text, warning, form, retry);
  let asked = null;
  form.addEventListener("submit", () => {
    // A second press would hand in a second time, which marketplaces refuse with a page that frightens people.
    setTimeout(() => { button.disabled = true; });
    setText(button, "Handing in …");
  });

  async function ask(ending) {
    for (let attempt = 0; asked === ending; attempt++) {
      const answer = await fetch("/worker/handin", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) })
        .then(response => (response.ok ? response.json() : null)).catch(() => null);
      if (asked !== ending) return;
      if (answer?.over) return show(answer);
      // A test that may be tried again is no end. The server has to say so: not over may also mean that the end is not on its disk yet.
      if (answer?.again) return offerAgain();
      if (!answer) setText(text, "Asking how to hand in …");
      await new Promise(done => setTimeout(done, patience[Math.min(attempt, patience.length - 1)]));
    }
  }

  function show(answer) {
    setText(text, answer.text);
    setText(warning, answer.warning);
    setShown(warning, answer.warning !== "");
    form.hidden = !answer.submits;
    if (answer.submits && document.hasFocus()) button.focus({ preventScroll: false });
  }

  function offerAgain() {
    setText(text, "You may try once more.");
    retry.hidden = false;
  }

  return {
    element,
    update({ state }) {
      const ending = state.ending;
      setShown(element, ending !== null && ending.state !== "passed");
      if (asked === ending) return;
      asked = ending;
      form.hidden = true;
      retry.hidden = true;
      button.disabled = false;
      setText(button, "Hand in");
      setText(text, "");
      setShown(warning, false);
      if (ending !== null && ending.state !== "passed") ask(ending);
    },
  };
}

function hidden(name, value) {
  return el("input", { type: "hidden", name, value });
}
