/** `4:05`, or `1:04:05` from an hour on. Never negative. */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = number => String(number).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `12 seconds`, `3 minutes`, `2 hours`: rounded the way people speak. */
export function spoken(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 90) return count(seconds, "second");
  if (seconds < 90 * 60) return count(Math.round(seconds / 60), "minute");
  return count(Math.round(seconds / 3600), "hour");
}

/** `+10 s`, `+5 min`, `+1 h 5 min`: how far a clock is ahead. */
export function ahead(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [h && `${h} h`, m && `${m} min`, s && !h && `${s} s`].filter(Boolean);
  return parts.length ? `+${parts.join(" ")}` : "+0 s";
}

/** The time of day on this machine, with seconds. */
export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

function count(number, unit) {
  return number === 1 ? `1 ${unit}` : `${number} ${unit}s`;
}
