import { delayBefore } from "../worker/retry.js";

const longestWait = 2_000;

/** The harness page's line to the server: whole states come in, commands go out and are answered one by one. */
export function harnessSocket({ token, task, onState, onLine }) {
  let socket = null;
  let attempt = 0;
  let number = 0;
  let waiting = new Map();
  let newest = null;

  const open = () => {
    socket = new WebSocket(new URL("/harness/socket", location.href.replace(/^http/, "ws")));
    socket.onopen = () => socket.send(JSON.stringify({ t: "hello", token, task }));
    socket.onmessage = message => heard(JSON.parse(message.data));
    socket.onclose = event => lost(event.code);
  };

  function heard(frame) {
    attempt = 0;
    if (frame.t === "state") {
      // The page's clock runs on from here; what the server said is true only now.
      newest = { ...frame, heard: performance.now() };
      onLine("online");
      onState(newest);
    }
    if (frame.t === "did") {
      waiting.get(frame.id)?.(frame.ok ? { ok: true, ...frame } : { ok: false, problem: frame.problem ?? "The server did not say why." });
      waiting.delete(frame.id);
    }
  }

  function lost(code) {
    for (const answer of waiting.values()) answer({ ok: false, problem: "The connection to the harness was lost." });
    waiting = new Map();
    if (code === 4003) return onLine("forbidden");
    onLine("offline");
    setTimeout(open, Math.min(longestWait, delayBefore(attempt++)));
  }

  open();
  return {
    /** Answers with `{ ok }` or `{ ok: false, problem }`; it never throws. */
    ask(what, details = {}) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve({ ok: false, problem: "There is no connection to the harness." });
      const id = ++number;
      return new Promise(answer => {
        waiting.set(id, answer);
        socket.send(JSON.stringify({ t: "do", id, what, ...details }));
      });
    },
    /** Reads a list of the harness API. */
    async read(path) {
      const answer = await fetch(`/harness/api/${encodeURIComponent(task)}/${path}`, { headers: { "X-Operator-Token": token } });
      if (!answer.ok) throw new Error(`The server answered ${answer.status} for ${path}.`);
      return answer.json();
    },
  };
}
