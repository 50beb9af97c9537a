import { announcement } from "./announcement.js";
import { countdown } from "./shared/time.js";

// Often enough that a clock put forward is noticed while somebody looks, and seldom enough to cost nothing.
const askEvery = 10_000;

/**
 * Keeps the page of a task true: counts the time down, and asks the server what has become of the assignment when the frame has gone to another page,
 * when the tab is looked at again, when the time is over, and now and then. The frame itself is never asked; it may be anybody's.
 */
export function watchWork(bar) {
  const timer = document.getElementById("timer");
  const said = document.getElementById("timer-said");
  const frame = document.getElementById("task");
  const auto = document.getElementById("auto");
  let now = Number(bar.dataset.now);
  let setAt = performance.now();
  let deadline = Number(bar.dataset.deadline);
  let over = false;
  let saidLast = "";

  const left = () => deadline - (now + performance.now() - setAt);

  function draw() {
    if (over) return;
    const milliseconds = left();
    timer.textContent = countdown(milliseconds);
    timer.classList.toggle("timer-soon", milliseconds < 120_000);
    const words = announcement(milliseconds);
    if (words !== saidLast) said.textContent = saidLast = words;
    if (milliseconds <= 0) finish();
  }

  function finish() {
    if (bar.dataset.state) ask();
    else end("", bar.dataset.over);
  }

  function end(title, text) {
    over = true;
    const notice = document.getElementById("over");
    const strong = document.createElement("strong");
    strong.textContent = title;
    notice.replaceChildren(strong, ` ${text}`);
    notice.hidden = false;
    timer.textContent = "none";
    for (const form of document.querySelectorAll(".work-bar form, #answers")) for (const field of form.elements) field.disabled = true;
    frame?.remove();
    notice.focus();
  }

  function goOn() {
    over = true;
    if (auto?.checked) document.getElementById("next").submit();
    else location.replace(bar.dataset.done);
  }

  let asking = false;
  async function ask() {
    if (over || asking || !bar.dataset.state) return;
    asking = true;
    try {
      const reply = await fetch(bar.dataset.state, { cache: "no-store" });
      if (!reply.ok) return;
      const state = await reply.json();
      if (over) return;
      if (state.state === "submitted") goOn();
      else if (state.state !== "working") end(`${state.title}.`, state.text);
      else {
        ({ now, deadline } = state);
        setAt = performance.now();
        draw();
      }
    } catch {
      // The server is away for a moment; the next question will find it.
    } finally {
      asking = false;
    }
  }

  // The first load is the task, each one after it may be the receipt of a submission.
  frame?.addEventListener("load", ask);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  addEventListener("pageshow", event => event.persisted && ask());
  auto?.addEventListener("change", () => {
    for (const field of document.querySelectorAll("[data-auto]")) field.value = auto.checked ? "1" : "0";
  });
  setInterval(draw, 1000);
  setInterval(ask, askEvery);
  draw();
}
