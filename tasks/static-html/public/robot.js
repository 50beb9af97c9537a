// A robot of forty lines: it finds a colour, a deed and a direction in an order, and does what it can. It stands in for whatever your study embeds.
(() => {
  "use strict";
  const side = 7;
  const fills = { red: "#c0392b", blue: "#2c6fbb", green: "#2e8b57", yellow: "#d4a017", purple: "#7d4fa0" };
  const steps = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
  const numbers = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
  const blocks = decodeURIComponent(location.hash.slice(1)).split(";").filter(Boolean).map(text => {
    const [colour, place] = text.split(":");
    const [x, y] = place.split(",").map(Number);
    return { colour, x, y };
  });
  const board = document.getElementById("board");
  const log = document.getElementById("log");
  const input = document.getElementById("order");

  document.getElementById("say").addEventListener("submit", event => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    const answer = obey(text.toLowerCase());
    draw();
    say(`${text}: ${answer ?? "I do not understand that yet."}`);
    // The page around has no origin that could be named here. What is said is no secret; the page looks at who says it.
    parent.postMessage({ t: "order", text, understood: answer !== null }, "*");
  });
  draw();

  function obey(order) {
    const colours = Object.keys(fills).filter(colour => order.includes(colour)).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const [first, second] = colours.map(colour => blocks.find(block => block.colour === colour));
    if (/\b(swap|switch|exchange|change places)\b/.test(order) && first && second) return swap(first, second);
    if (/\b(remove|delete|take away|destroy)\b/.test(order) && first) return remove(first);
    if (/\b(make|add|build|create|copy)\b/.test(order) && colours[0]) return add(colours[0]);
    if (/\b(next to|beside|near|to the)\b/.test(order) && first && second) return place(first, second.x + (second.x < side - 1 ? 1 : -1), second.y);
    const direction = Object.keys(steps).find(name => order.includes(name));
    if (!direction || !first) return null;
    const far = Number(order.match(/\d/)?.[0] ?? numbers[Object.keys(numbers).find(word => new RegExp(`\\b${word}\\b`).test(order))] ?? 1);
    return place(first, first.x + steps[direction][0] * far, first.y + steps[direction][1] * far);
  }

  function place(block, x, y) {
    x = Math.min(side - 1, Math.max(0, x));
    y = Math.min(side - 1, Math.max(0, y));
    if (blocks.some(other => other !== block && other.x === x && other.y === y)) return "there is a block already.";
    Object.assign(block, { x, y });
    return "done.";
  }

  function swap(a, b) {
    [a.x, a.y, b.x, b.y] = [b.x, b.y, a.x, a.y];
    return "done.";
  }

  function remove(block) {
    blocks.splice(blocks.indexOf(block), 1);
    return "gone.";
  }

  function add(colour) {
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        if (!blocks.some(block => block.x === x && block.y === y)) {
          blocks.push({ colour, x, y });
          return "here it is.";
        }
    return "the board is full.";
  }

  function say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    log.append(line);
    line.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const rect = (x, y, size, attributes) => {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x, y, width: size, height: size, rx: 3, ...attributes })) shape.setAttribute(name, value);
      return shape;
    };
    const tiles = Array.from({ length: side * side }, (_, i) => rect((i % side) * 20 + 1, Math.floor(i / side) * 20 + 1, 18, { class: "tile" }));
    board.replaceChildren(...tiles, ...blocks.map(block => rect(block.x * 20 + 3, block.y * 20 + 3, 14, { fill: fills[block.colour] })));
    board.setAttribute("aria-label", `The board, seven by seven. ${blocks.map(block => `${block.colour} in column ${block.x + 1}, row ${block.y + 1}`).join("; ")}.`);
  }
})();
