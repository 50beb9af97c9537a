// Drawn for this project on a grid of 16, one stroke.
const paths = {
  sun: "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9",
  moon: "M13.2 9.6A5.7 5.7 0 0 1 6.4 2.8a5.7 5.7 0 1 0 6.8 6.8Z",
  reload: "M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3",
  phone: "M5 1.5h6a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM7.2 12.5h1.6",
  out: "M9.5 2.5h4v4M13.5 2.5 8 8M12 9.5v3a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h3",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  close: "M4 4l8 8M12 4l-8 8",
  plus: "M8 3v10M3 8h10",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2v9.6L12.5 8Z",
  next: "M3.5 3.5v9L9.5 8ZM12.5 3.5v9",
  restart: "M3 8a5 5 0 1 0 1.5-3.6M3 2.5v3h3",
  check: "M3 8.5l3.3 3.3L13 5",
  cross: "M8 4.5v4M8 11.3h.01M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8Z",
  book: "M8 4c-1.3-1-3-1.3-5.5-1.3v9.6C5 12.3 6.7 12.7 8 13.7c1.3-1 3-1.4 5.5-1.4V2.7C11 2.7 9.3 3 8 4ZM8 4v9.7",
  sound: "M2.5 6v4h2.3L8 12.8V3.2L4.8 6ZM10.5 6a3 3 0 0 1 0 4M12.3 4.2a5.5 5.5 0 0 1 0 7.6",
  mute: "M2.5 6v4h2.3L8 12.8V3.2L4.8 6ZM10.8 6.2l3.4 3.6M14.2 6.2l-3.4 3.6",
  send: "M2.5 8 13.5 3 10.5 13.2 7.5 9.2ZM7.5 9.2 13.5 3",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.8V8l2.2 1.6",
  door: "M6.5 2.5H3.5v11h3M6.5 8H13M10.5 5.2 13.3 8l-2.8 2.8",
  down: "M4 6.2 8 10.2l4-4",
  up: "M4 9.8 8 5.8l4 4",
  tabs: "M5 5V2.5h8.5V11H11M2.5 5H11v8.5H2.5Z",
  cut: "M2.5 8h3.2M10.3 8h3.2M6.8 5l2.4 6",
  copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
};

const svg = "http://www.w3.org/2000/svg";

/** An icon beside a text or inside a labelled button: always hidden from screen readers. */
export function icon(name) {
  const element = document.createElementNS(svg, "svg");
  element.setAttribute("viewBox", "0 0 16 16");
  element.setAttribute("class", `icon icon-${name}`);
  element.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", paths[name]);
  element.append(path);
  return element;
}
