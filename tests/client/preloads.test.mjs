import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";

const client = new URL("../../harness-web/client/", import.meta.url);

/** Every module that the entry needs, itself left out. */
function imported(entry, found = new Set()) {
  for (const [, target] of readFileSync(new URL(entry, client), "utf8").matchAll(/^import (?:.* from )?"(\.[^"]+)";$/gm)) {
    const module = path.posix.join(path.posix.dirname(entry), target);
    if (found.has(module)) continue;
    found.add(module);
    imported(module, found);
  }
  return [...found].sort();
}

/** The modules that a page tells the browser to fetch at once. */
function preloaded(page) {
  const source = readFileSync(new URL(`../Pages/${page}`, client), "utf8");
  const list = /Modules =\s*\[([\s\S]*?)\];/.exec(source)[1];
  return [...list.matchAll(/"([^"]+)"/g)].map(match => match[1]).sort();
}

test("the worker page preloads the modules it needs, and no others", () => {
  assert.deepEqual(preloaded("WorkerPage.cs"), imported("worker/main.js"));
});

test("the harness page preloads the modules it needs, and no others", () => {
  assert.deepEqual(preloaded("HarnessPage.cs"), imported("harness/main.js"));
});

test("the page of a run preloads the modules it needs, and no others", () => {
  assert.deepEqual(preloaded("RunPage.cs"), imported("runs/main.js"));
});

test("the review page preloads the modules it needs, and no others", () => {
  assert.deepEqual(preloaded("ReviewPage.cs"), imported("runs/review.js"));
});
