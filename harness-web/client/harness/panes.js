import { el, keyed, setShown } from "../shared/dom.js";
import { arrange } from "./grid.js";
import { workerPane } from "./pane.js";

/** The workers side by side. A pane keeps its element for as long as its worker is there: a frame that moves is loaded anew. */
export function workerPanes(stage, { ask, bots, memory }) {
  const panes = new Map();
  const grid = el("div", { class: "panes" });
  const add = el("button", { class: "button button-main", type: "button", text: "Add a worker", on: { click: () => ask("addWorker") } });
  const empty = el("div", { class: "stage-empty", hidden: true }, el("p", { text: "There are no workers. Add one to play the task." }), add);
  stage.append(grid, empty);
  new ResizeObserver(() => lay()).observe(stage);

  function lay() {
    const { columns, rows } = arrange(panes.size, stage.clientWidth);
    grid.style.setProperty("--columns", columns);
    grid.style.setProperty("--rows", rows);
  }

  function create(worker) {
    const pane = workerPane(worker, {
      ask,
      bots,
      remembered: memory.get(`phone ${worker.id}`),
      remember: phone => memory.set(`phone ${worker.id}`, phone || undefined),
    });
    panes.set(worker.id, pane);
    return pane.element;
  }

  return {
    update(workers, clock) {
      const before = panes.size;
      const there = new Set(workers.map(worker => worker.id));
      keyed(grid, workers, worker => worker.id, create, (_, worker) => panes.get(worker.id).update(worker, clock));
      for (const id of panes.keys()) if (!there.has(id)) panes.delete(id);
      setShown(empty, workers.length === 0);
      if (before !== panes.size) lay();
    },
    tick(clock) {
      for (const pane of panes.values()) pane.tick(clock);
    },
    turnTheme() {
      for (const pane of panes.values()) pane.turnTheme();
    },
  };
}
