import { figures } from "./figures.js";

/** A figure in the colour of the text around it. */
export function Figure({ name }) {
  return (
    <svg viewBox="0 0 100 100" className="figure" aria-hidden="true">
      {figures[name].map(points => <polygon key={points} points={points} />)}
    </svg>
  );
}
