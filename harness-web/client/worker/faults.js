const most = 10;

/**
 * Tells the author, through the server, of errors in this page. A page that fails in a loop is heard ten times. What happens
 * while there is no line waits for one; `flush` is called when it is there.
 */
export function reportFaults(mention, target = window) {
  let heard = 0;
  let untold = [];
  const flush = () => { untold = untold.filter(fault => !mention(fault)); };
  const tell = (message, source, line, column) => {
    if (heard++ >= most) return;
    untold.push({ t: "fault", message: String(message).slice(0, 2000), source: path(source), line: line ?? 0, column: column ?? 0 });
    flush();
  };
  target.addEventListener("error", event => {
    // Browsers report a layout that took two rounds as an error; it is none, and names no place.
    if (event.message && !event.message.startsWith("ResizeObserver loop")) tell(event.message, event.filename, event.lineno, event.colno);
  });
  target.addEventListener("unhandledrejection", event => {
    const place = placeOf(event.reason);
    tell(event.reason?.message ?? event.reason, place?.[1], Number(place?.[2] ?? 0), Number(place?.[3] ?? 0));
  });
  /** An error that was caught, so that the page goes on. */
  const report = (error, what) => {
    const place = placeOf(error);
    const message = error?.message ?? String(error);
    tell(what ? `${what}: ${message}` : message, place?.[1], Number(place?.[2] ?? 0), Number(place?.[3] ?? 0));
  };
  return { flush, report, tell };
}

/** Where an error began. In a component that is the author's own line, and not the line of React that found it out. */
function placeOf(error) {
  const places = [...String(error?.stack ?? "").matchAll(/(https?:\/\/[^\s)]+?):(\d+):(\d+)/g)];
  return places.find(place => place[1].includes("/worker/code/")) ?? places[0];
}

/** Without host and query: a session's token must not travel in a fault. */
function path(source) {
  try {
    return new URL(source, location.href).pathname;
  } catch {
    return "";
  }
}
