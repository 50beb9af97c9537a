const most = 10;

/** Tells the author, through the server, of errors in this page. A page that fails in a loop is heard ten times. */
export function reportFaults(mention, target = window) {
  let told = 0;
  const tell = (message, source, line, column) => {
    if (told++ < most) mention({ t: "fault", message: String(message).slice(0, 2000), source: path(source), line: line ?? 0, column: column ?? 0 });
  };
  target.addEventListener("error", event => {
    // Browsers report a layout that took two rounds as an error; it is none, and names no place.
    if (event.message && !event.message.startsWith("ResizeObserver loop")) tell(event.message, event.filename, event.lineno, event.colno);
  });
  target.addEventListener("unhandledrejection", event => {
    const place = /(https?:\/\/[^\s)]+):(\d+):(\d+)/.exec(event.reason?.stack ?? "");
    tell(event.reason?.message ?? event.reason, place?.[1], Number(place?.[2] ?? 0), Number(place?.[3] ?? 0));
  });
}

/** Without host and query: a session's token must not travel in a fault. */
function path(source) {
  try {
    return new URL(source, location.href).pathname;
  } catch {
    return "";
  }
}
