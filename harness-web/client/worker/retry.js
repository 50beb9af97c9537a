/**
 * How long to wait before the next attempt to connect: 250 ms, doubled with every failure up to 10 s, and a random half of it
 * taken off, so that a thousand pages do not come back to a restarted server in the same instant.
 */
export function delayBefore(attempt, random = Math.random) {
  const whole = Math.min(10_000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(whole * (0.5 + random() / 2));
}

/** What a close code asks of the page. Codes are those of docs/protocol.md. */
export function afterClose(code) {
  switch (code) {
    case 4001: return { reconnect: false, state: "superseded" };
    case 4003: return { reconnect: false, state: "forbidden" };
    case 4008: return { reconnect: true, state: "tooMuch", wait: 10_000 };
    // A server that cannot write may still say welcome; without a pause the page would come and go four times a second.
    case 4011: return { reconnect: true, state: "storeDown", wait: 3_000 };
    default: return { reconnect: true, state: "offline" };
  }
}
