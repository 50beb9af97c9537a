const narrowest = 330;
const mostColumns = 4;

/**
 * How many columns and rows for so many panes in so much width. As many columns as stay wide enough, but no emptier last row
 * than need be. The style sheet gives every row its share of the height, and a least one.
 */
export function arrange(count, width) {
  const fit = Math.max(1, Math.floor(width / narrowest));
  const rows = Math.max(1, Math.ceil(count / Math.min(fit, mostColumns)));
  return { columns: Math.max(1, Math.ceil(count / rows)), rows };
}
