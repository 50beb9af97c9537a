import { el } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { keep, kept } from "../shared/keep.js";

const storage = () => sessionStorage;
const key = "crowdwork:sound";

/**
 * Calls back a worker who looks elsewhere: the tab's title counts what is new, and a soft sound says that it is their turn.
 * The sound is off until it is asked for by a click, which is also what browsers demand.
 */
export function attention(title) {
  let sound = null;
  let unseen = 0;
  let turn = false;
  const button = el("button", { class: "tool tool-icon", type: "button", "aria-pressed": "false" });
  const draw = () => {
    button.replaceChildren(icon(sound ? "sound" : "mute"));
    button.setAttribute("aria-pressed", String(sound !== null));
    button.title = sound ? "Sound is on" : "Sound is off. Click to hear when it is your turn.";
    button.setAttribute("aria-label", "Sound");
  };
  const switchTo = on => {
    sound = on && globalThis.AudioContext ? sound ?? new AudioContext() : null;
    keep(storage, key, sound ? "on" : null);
    draw();
  };
  button.addEventListener("click", () => {
    switchTo(sound === null);
    if (sound) chime(sound);
  });
  // A reload keeps the choice, but only a click may make noise again: the first one anywhere counts.
  if (kept(storage, key) === "on") addEventListener("pointerdown", () => sound ?? switchTo(true), { once: true });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = 0;
    retitle();
  });
  draw();

  function retitle() {
    const mark = !document.hidden ? "" : turn ? "● Your turn · " : unseen > 0 ? `(${unseen}) ` : "";
    if (document.title !== mark + title) document.title = mark + title;
  }

  return {
    button,
    /** Something was said; `mine` when it asks this worker for an answer. */
    call(mine) {
      if (!document.hidden) return;
      unseen++;
      if (sound && (mine || !turn)) chime(sound);
      turn ||= mine;
      retitle();
    },
    turn(mine) {
      turn = mine;
      retitle();
    },
  };
}

function chime(audio) {
  audio.resume?.();
  for (const [index, pitch] of [523, 784].entries()) {
    const [tone, volume, start] = [audio.createOscillator(), audio.createGain(), audio.currentTime + index * 0.12];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.4);
  }
}
