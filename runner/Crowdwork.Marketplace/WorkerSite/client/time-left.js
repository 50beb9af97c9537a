/** "1:02:03", "4:05": what stands on the clock. */
export function timeLeft(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = number => String(number).padStart(2, "0");
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What a screen reader hears: little, and more often towards the end. */
export function announcement(milliseconds) {
  const seconds = milliseconds / 1000;
  for (const [within, words] of [[30, "30 seconds left"], [60, "1 minute left"], [300, "5 minutes left"], [600, "10 minutes left"]])
    if (seconds <= within) return seconds <= 0 ? "Time is over" : words;
  return "";
}
