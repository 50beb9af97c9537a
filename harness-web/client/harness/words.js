// What the states of workers and conversations are called on the page.

export const endings = {
  finished: "finished", partnerLeft: "partner left", nobodyCame: "nobody came", timedOut: "timed out", disconnected: "disconnected", passed: "passed", failed: "failed", blocked: "blocked",
  returned: "returned", stopped: "stopped", fault: "fault",
};

export const workerStates = { new: "new", onboarding: "onboarding", waiting: "waiting", talking: "talking", ended: "ended" };

export function workerState(worker) {
  return worker.state === "ended" && worker.ending ? endings[worker.ending] ?? worker.ending : workerStates[worker.state] ?? worker.state;
}

export function conversationName(conversation) {
  const people = (conversation.roles ?? []).map(seat => seat.worker).filter(Boolean).join(", ");
  const state = conversation.state === "ended" ? endings[conversation.ending] ?? "ended" : conversation.state;
  const kind = conversation.onboarding ? "Onboarding" : "Conversation";
  return `${kind} ${conversation.id}${people ? ` · ${people}` : ""} · ${state}`;
}

/** `world.csx:12:5`, as editors and terminals write places. */
export function place({ file, line, column }) {
  if (!file) return "";
  return [file, line, column].filter(Boolean).join(":");
}

/** The colour by which a worker is known on this page: the n-th of eight, by the number in the id. */
export function seatColor(worker) {
  const number = Number(/\d+$/.exec(worker ?? "")?.[0] ?? 0);
  return number ? `var(--seat-${((number - 1) % 8) + 1})` : "var(--ink-3)";
}
