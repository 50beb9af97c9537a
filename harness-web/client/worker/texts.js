// Every sentence of the worker's page that does not come from the server, in one place, so that they can be read together.

const because = {
  disconnected: "lost the connection and did not come back",
  returned: "gave the work back",
  timedOut: "did not answer in time",
};

// What roles are called, where config.json gives them another name. It is the same for a whole page, and so it is kept here.
let labels = {};

export const nameRoles = next => { labels = next ?? {}; };

/** What a role is called, as a name by itself. */
export const named = role => labels[role] ?? role;

// "Director" needs an article in a sentence, "the customer" brings it along.
const hasArticle = label => /^(the|an?|your)\s/i.test(label);
const the = role => (hasArticle(named(role)) ? named(role) : `the ${named(role)}`);
const The = role => the(role).replace(/^\p{L}/u, first => first.toUpperCase());

export const departed = (role, why) => `${The(role)} has left: they ${because[why] ?? "are gone"}.`;

export const withdrawn = why => (why === "late"
  ? "The time for this question has passed."
  : "Somebody else has answered this question.");

export const refused = {
  late: "The time for this question had passed.",
  closed: "This question was already closed.",
  tooLong: "This text is too long.",
  trouble: "The task has a fault just now. Try again in a while.",
  empty: "There was nothing in it.",
  rate: "Too many messages in a short time. Wait a moment.",
  invalid: "The server could not accept this.",
};

/** A role that only says what everybody is: the name that a worker has when the script gives none. */
export const isPlain = role => role === null || (role === "worker" && labels[role] === undefined);

export const seated = (role, others) => {
  if (!others.length) return `You are ${the(role)}.`;
  return `You are ${the(role)}, together with ${list(others.map(the))}.`;
};

export const waitingFor = others => {
  if (!others.length) return "One moment …";
  return others.length === 1 ? `Waiting for ${the(others[0])} …` : "Waiting for the others …";
};

export const typing = roles => (roles.length === 1 ? `${The(roles[0])} is typing …` : "Others are typing …");

export const offline = roles => (roles.length === 1
  ? `${The(roles[0])}'s connection is interrupted. There is time for them to come back.`
  : `The connections of ${list(roles.map(the))} are interrupted.`);

export const needs = roles => {
  const counts = new Map();
  for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1);
  const parts = [...counts].map(([role, count]) => (count > 1 ? `${count} × ${named(role)}` : hasArticle(named(role)) ? named(role) : `${article(named(role))} ${named(role)}`));
  return `It takes ${list(parts)}.`;
};

export const endings = {
  finished: "All done",
  partnerLeft: "Your partner has left",
  nobodyCame: "Nobody came",
  timedOut: "The time is up",
  disconnected: "The connection was lost for too long",
  returned: "You gave the work back",
  stopped: "The task was stopped",
  fault: "Something went wrong in the task",
  passed: "You have passed",
  failed: "You have not passed",
  blocked: "You cannot take part",
};

export const endingTexts = {
  finished: "Thank you. Everything you wrote has been saved.",
  partnerLeft: "The conversation could not go on. This is not your fault.",
  nobodyCame: "No partner arrived in time. This is not your fault.",
  timedOut: "There was no answer in time, so this part is closed.",
  disconnected: "You were away for longer than the others could wait.",
  returned: "You can close this page.",
  stopped: "The people who run this task have stopped it.",
  passed: "One moment, the task goes on.",
  failed: "Only those who pass can take part in this task.",
  fault: "This is a fault of the task and not yours. Its author has been told.",
};

export const connection = {
  connecting: "Connecting",
  online: "Connected",
  offline: "Reconnecting",
  tooMuch: "Paused",
  storeDown: "Reconnecting",
  superseded: "Open elsewhere",
  forbidden: "Not valid",
};

export const connectionTexts = {
  offline: "The connection is interrupted. What you write is kept and sent as soon as it is back.",
  tooMuch: "Too much was sent at once. The connection comes back in ten seconds; nothing is lost.",
  storeDown: "The server cannot save right now. What you write is kept here and sent as soon as it can.",
  forbidden: "This address is no longer valid. Go back to where you found this task and open it from there.",
};

function article(word) {
  return /^[aeiou]/i.test(word) ? "an" : "a";
}

function list(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
