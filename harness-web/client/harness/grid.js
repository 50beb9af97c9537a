const narrowest = 330;
const lowest = 260;

/**
 * How many columns and rows for so many panes in so much room. As many columns as stay wide enough, but no emptier last row
 * than need be; when not all fit, the stage scrolls.
 */
export function arrange(count, width, height) {
  if (count === 0) return { columns: 1, rows: 1, paneHeight: height };
  const fit = Math.max(1, Math.floor(width / narrowest));
  const most = Math.min(count, fit, count > 4 ? 4 : count);
  const rows = Math.ceil(count / most);
  const columns = Math.ceil(count / rows);
  return { columns, rows, paneHeight: Math.max(lowest, Math.floor(height / rows)) };
}
