/** What a screen reader hears of the time that is left: little, and more often towards the end. */
export function announcement(milliseconds) {
  const seconds = milliseconds / 1000;
  for (const [within, words] of [[30, "30 seconds left"], [60, "1 minute left"], [300, "5 minutes left"], [600, "10 minutes left"]])
    if (seconds <= within) return seconds <= 0 ? "Time is over" : words;
  return "";
}
