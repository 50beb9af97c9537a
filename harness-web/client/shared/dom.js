/**
 * Makes an element. Properties are attributes, except `class`, `on` (listeners by name) and `text`; false, null and undefined
 * leave an attribute out. Strings among the children become text, never markup: there is no way to markup here.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) give(element, name, value);
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

function give(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") element.className = value;
  else if (name === "text") element.textContent = value;
  else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Sets text only where it differs: a screen reader repeats what is written again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setShown(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

export function setAttribute(element, name, value) {
  if (value === null || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/**
 * Brings the children of `parent` in line with `items`, keeping the element of every key that stays. An element is moved only
 * if it has to be: moving an iframe would load it again.
 */
export function keyed(parent, items, keyOf, create, update = () => {}) {
  const before = new Map([...parent.children].map(child => [child.__key, child]));
  const staying = new Set(items.map(keyOf));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let element = before.get(key);
    before.delete(key);
    if (!element) {
      element = create(item);
      element.__key = key;
    }
    update(element, item);
    while (place && place !== element && !staying.has(place.__key)) {
      const gone = place;
      place = place.nextElementSibling;
      gone.remove();
      before.delete(gone.__key);
    }
    if (place === element) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const gone of before.values()) gone.remove();
}

/** Runs `draw` at most once a frame. A hidden page has no frames, so a timer stands in for them. */
export function oncePerFrame(draw) {
  let waiting = false;
  let timer = 0;
  let frame = 0;
  const run = () => {
    waiting = false;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    draw();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    frame = requestAnimationFrame(run);
    timer = setTimeout(run, 120);
  };
}
