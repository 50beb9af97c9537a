// What states and acts are called, and how amounts and times are written, on the operator's pages.

export const endings = {
  finished: "finished", partnerLeft: "partner left", nobodyCame: "nobody came", timedOut: "timed out", disconnected: "disconnected", passed: "passed", failed: "failed the test",
  returned: "returned", abandoned: "ran out", stopped: "stopped", fault: "script failed", blocked: "blocked", unique: "took part before", leftTooOften: "left too often",
  perWorker: "had enough", concurrent: "has one open", notQualified: "not qualified", timePerDay: "worked enough today", busy: "too many at once", full: "came too late", unknownHit: "unknown HIT",
};

export const places = { waiting: "waiting", onboarding: "in the test", talking: "at work", away: "line lost", over: "done", refused: "turned away", gone: "gone" };

export const phases = {
  collecting: ["running", "badge-good"], pilotIsOver: ["pilot done, waiting for you", "badge-turn"], finishing: ["finishing", ""], collected: ["all work is in", ""], over: ["over", ""],
  notServed: ["not served", "badge-turn"], starting: ["starting", ""],
};

export const states = {
  open: ["open", ""], waiting: ["to decide", "badge-turn"], question: ["look at it", "badge-bad"], decided: ["decided", ""], paid: ["paid", "badge-good"], rejected: ["rejected", "badge-bad"], gone: ["gone", ""],
};

export const verdicts = { approve: ["approve", "badge-good"], reject: ["reject", "badge-bad"], ask: ["ask a person", "badge-turn"] };

export const acts = {
  approve: "Approved", reject: "Rejected", softReject: "Soft-rejected", undo: "Undone", bonus: "Bonus", block: "Blocked", unblock: "Unblocked", softBlock: "Soft-blocked",
  softUnblock: "Soft-unblocked", grant: "Qualified", revoke: "Qualification taken", note: "Note", compensate: "Compensation",
};

export const ending = name => endings[name] ?? name ?? "";

/** `$4.05`, from dollars. */
export const dollars = amount => `$${Number(amount ?? 0).toFixed(2)}`;

/** The same from cents. */
export const cents = amount => dollars((amount ?? 0) / 100);

export const plural = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** `12 s`, `4 min`, `3 h`, `5 d`: short, for tables. */
export function brief(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** Day and time on this machine. */
export function dateTime(at) {
  return new Date(at).toLocaleString(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** What a page says of a place in a file: `world.csx:12:5`. */
export const place = ({ file, line, column }) => (file ? [file, line, column].filter(Boolean).join(":") : "");
