// Draws the pictures of this task: two categories, three objects each, six views of each object. Run it again with other numbers for other pictures:
//
//   node tasks/object-recognition/drawing/draw.mjs
//
// It writes public/p01.svg and so on, and pictures.csx, which says what is on them. The names of the files say nothing: a worker's browser has the names, and the answers stay
// on the server.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const size = 400;
const views = 6;
const random = sequence(20260105);

const objects = [
  { category: "boat", name: "sailing boat", draw: c => [
    poly([[-90, 40], [90, 40], [60, 78], [-66, 78]], c.body), rect(-4, -110, 8, 150, c.dark),
    poly([[8, -104], [8, 30], [84, 30]], c.light), poly([[-12, -84], [-12, 30], [-66, 30]], c.light)] },
  { category: "boat", name: "steamer", draw: c => [
    poly([[-110, 20], [110, 20], [86, 72], [-92, 72]], c.body), rect(-70, -16, 120, 36, c.light), rect(-44, -76, 26, 60, c.dark), rect(4, -76, 26, 60, c.dark),
    rect(-44, -66, 26, 10, c.accent), rect(4, -66, 26, 10, c.accent), ...[-52, -20, 12].map(x => circle(x + 6, 2, 8, c.dark))] },
  { category: "boat", name: "rowing boat", draw: c => [
    path("M-112 0 Q 0 22 112 0 Q 92 62 0 66 Q -92 62 -112 0 Z", c.body), path("M-104 8 Q 0 30 104 8", "none", c.dark, 6),
    line(-30, 20, -104, 96, c.dark, 9), line(30, 20, 104, 96, c.dark, 9), poly([[-118, 86], [-98, 84], [-104, 112], [-124, 108]], c.light), poly([[118, 86], [98, 84], [104, 112], [124, 108]], c.light)] },
  { category: "car", name: "saloon", draw: c => [
    path("M-116 48 L-112 10 Q -110 0 -90 -2 L-62 -8 L-34 -52 Q -28 -58 -14 -58 L 40 -58 Q 52 -58 60 -48 L 82 -6 L 108 0 Q 118 4 118 20 L 116 48 Z", c.body),
    poly([[-50, -8], [-26, -46], [6, -46], [6, -8]], c.light), poly([[16, -8], [16, -46], [44, -46], [66, -8]], c.light), ...wheels(-66, 68, 48, c)] },
  { category: "car", name: "van", draw: c => [
    path("M-112 52 L-112 -62 Q -112 -74 -100 -74 L 52 -74 Q 64 -74 72 -62 L 100 -12 Q 114 -6 114 10 L 114 52 Z", c.body),
    poly([[46, -12], [46, -58], [60, -58], [86, -12]], c.light), rect(-96, -58, 52, 40, c.light), rect(-34, -58, 66, 40, c.light), ...wheels(-62, 66, 52, c)] },
  { category: "car", name: "convertible", draw: c => [
    path("M-118 44 L-114 8 Q -104 -8 -76 -8 L 20 -8 L 84 0 Q 116 6 118 24 L 116 44 Z", c.body), poly([[14, -8], [-10, -50], [-2, -50], [26, -8]], c.light),
    rect(-70, -28, 22, 22, c.dark), ...wheels(-68, 70, 44, c)] },
];

const skins = [
  { body: "#b3392f", light: "#f3efe6", dark: "#2b2b2b", accent: "#e0b23c" },
  { body: "#2f5f9e", light: "#e8eef5", dark: "#1f2a36", accent: "#d9603b" },
  { body: "#2f7a4d", light: "#f0f2e4", dark: "#26302a", accent: "#d8c24a" },
  { body: "#6a4a8c", light: "#f1ecf6", dark: "#2a2433", accent: "#d9a441" },
];
const grounds = [["#c9d6df", "#8fa6b2"], ["#d9cfbd", "#a8977a"], ["#cfd8c4", "#93a484"], ["#d6c6cd", "#a48a96"]];

const pictures = [];
for (const object of objects)
  for (let view = 0; view < views; view++) {
    // Place, size, turn and ground are drawn anew for each view and in the same way for both categories: none of them gives the answer away.
    const scale = between(0.55, 1.05);
    const place = { x: between(140, 260), y: between(150, 250), turn: between(-38, 38), flip: random() < 0.5 ? -1 : 1, scale };
    pictures.push({ category: object.category, object: object.name, svg: picture(object.draw(pick(skins)), place) });
  }

for (let i = pictures.length - 1; i > 0; i--) {
  const j = Math.floor(random() * (i + 1));
  [pictures[i], pictures[j]] = [pictures[j], pictures[i]];
}

mkdirSync(join(here, "public"), { recursive: true });
for (const old of readdirSync(join(here, "public"))) if (/^p\d+\.svg$/.test(old)) rmSync(join(here, "public", old));
pictures.forEach((each, i) => writeFileSync(join(here, "public", nameOf(i)), each.svg));
writeFileSync(join(here, "pictures.csx"), `// Written by drawing/draw.mjs. What is on each picture; workers' pages get the names of the files and nothing of the rest.

record Picture(string File, string Category, string Object);

static readonly Picture[] Pictures =
[
${pictures.map((each, i) => `    new("${nameOf(i)}", "${each.category}", "${each.object}"),`).join("\n")}
];
`);

function picture(shapes, { x, y, turn, flip, scale }) {
  const [near, far] = pick(grounds);
  const clutter = Array.from({ length: 14 }, () => {
    const shade = random() < 0.5 ? "#ffffff" : "#000000";
    const kind = random();
    const at = [between(-20, size + 20), between(-20, size + 20)];
    if (kind < 0.4) return circle(...at, between(12, 58), shade, between(0.05, 0.16));
    if (kind < 0.7) return poly([at, [at[0] + between(-90, 90), at[1] + between(-90, 90)], [at[0] + between(-90, 90), at[1] + between(-90, 90)]], shade, between(0.05, 0.16));
    return line(...at, at[0] + between(-140, 140), at[1] + between(-140, 140), shade, between(3, 12), between(0.06, 0.18));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${near}"/><stop offset="1" stop-color="${far}"/></linearGradient></defs>`
    + `<rect width="${size}" height="${size}" fill="url(#g)"/>${clutter.join("")}`
    + `<g transform="translate(${round(x)} ${round(y)}) rotate(${round(turn)}) scale(${round(scale * flip)} ${round(scale)})">${shapes.join("")}</g></svg>\n`;
}

function wheels(left, right, y, c) {
  return [left, right].flatMap(x => [circle(x, y, 25, c.dark), circle(x, y, 11, c.light)]);
}

function nameOf(index) {
  return `p${String(index + 1).padStart(2, "0")}.svg`;
}

function rect(x, y, width, height, fill) {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
}

function circle(x, y, r, fill, opacity) {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}"${opacity ? ` opacity="${round(opacity)}"` : ""}/>`;
}

function poly(points, fill, opacity) {
  return `<polygon points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}" fill="${fill}"${opacity ? ` opacity="${round(opacity)}"` : ""}/>`;
}

function line(x1, y1, x2, y2, stroke, width, opacity) {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="${round(width)}" stroke-linecap="round"${opacity ? ` opacity="${round(opacity)}"` : ""}/>`;
}

function path(d, fill, stroke, width) {
  return `<path d="${d}" fill="${fill}"${stroke ? ` stroke="${stroke}" stroke-width="${width}"` : ""}/>`;
}

function round(number) {
  return Math.round(number * 100) / 100;
}

function between(low, high) {
  return low + random() * (high - low);
}

function pick(list) {
  return list[Math.floor(random() * list.length)];
}

/** Random numbers that are the same each time (a linear congruential generator: enough for drawings). */
function sequence(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
