import { keepJson, keptJson } from "../shared/keep.js";
import { delayBefore } from "../worker/retry.js";

const longestWait = 5_000;
const reloadedAt = "crowdwork.run.loaded";

/** A run's line to its page: whole states come in whenever something has changed. `onLine` hears "online", "offline" and "forbidden". */
export function runSocket({ token, run, onState, onLine }) {
  let attempt = 0;

  const open = () => {
    const socket = new WebSocket(new URL("/runs/socket", location.href.replace(/^http/, "ws")));
    socket.onopen = () => socket.send(JSON.stringify({ token, run }));
    socket.onmessage = message => {
      attempt = 0;
      onLine("online");
      onState(JSON.parse(message.data));
    };
    socket.onclose = event => {
      if (event.code === 4003) return onLine(reload() ? "offline" : "forbidden");
      onLine("offline");
      setTimeout(open, Math.min(longestWait, delayBefore(attempt++)));
    };
  };
  open();
}

/** The runner was started anew and has another token. Loading the page again says what to do; once, not in a circle. */
function reload() {
  if (Date.now() - Number(keptJson(() => sessionStorage, reloadedAt) ?? 0) < 10_000) return false;
  keepJson(() => sessionStorage, reloadedAt, Date.now());
  location.reload();
  return true;
}

/** Calls of the run's API. A call answers with what the server says; it throws only words for people. */
export function runApi({ token, run }) {
  const root = `/api/runs/${encodeURIComponent(run)}`;
  return {
    read: path => call(`${root}/${path}`, { headers: { "X-Operator-Token": token } }),
    post: (path, body = {}) => call(`${root}/${path}`, send(body)),
    // Also while the page goes away: what was decided a moment ago must not be lost with it.
    decide: (request, keepalive = false) => call("/api/decide", { ...send({ run, ...request }), keepalive }),
  };

  function send(body) {
    return { method: "POST", headers: { "X-Operator-Token": token, "Content-Type": "application/json" }, body: JSON.stringify(body) };
  }
}

async function call(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Error("The runner does not answer. If it has ended: runner review <run>");
  }
  if (answer.status === 204) return null;
  if (answer.status === 403) throw new Error("The runner was started anew. Open the address that it printed.");
  if (!answer.ok) throw new Error(`The runner answered ${answer.status}.`);
  return answer.json();
}
