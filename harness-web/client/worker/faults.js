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
    const place = /(https?:\/\/[^\s)]+):(\d+):(\d+)/.exec(event.reason?.stack ?? "");
    tell(event.reason?.message ?? event.reason, place?.[1], Number(place?.[2] ?? 0), Number(place?.[3] ?? 0));
  });
  return { flush, tell };
}

/** Without host and query: a session's token must not travel in a fault. */
function path(source) {
  try {
    return new URL(source, location.href).pathname;
  } catch {
    return "";
  }
}
