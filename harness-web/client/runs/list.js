import { themeSwitch } from "../shared/theme.js";

/** The list of runs. It is made by the server; this asks for it again now and then, and puts the new table in the place of the old one. */
const every = 4_000;
const list = document.getElementById("runs");
document.getElementById("theme").append(themeSwitch());

async function refresh() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("runs");
    if (next && next.textContent !== list.textContent) list.replaceChildren(...document.importNode(next, true).childNodes);
  } catch {
    // The runner has ended, or is being started again. What is shown stays, and it is asked for again.
  }
}

setInterval(() => document.hidden || refresh(), every);
