import { el } from "../shared/dom.js";
import { previewProps } from "./author-props.js";

/**
 * A preview that its author made of components: what people see before they accept the work. There is no line to the server; what it cannot
 * show is said in its place.
 */
const parts = ["default", "Context", "Instructions"];
const { task, page, version, style } = JSON.parse(document.getElementById("boot").textContent);
const place = document.getElementById("page");
const address = `/worker/code/${encodeURIComponent(task)}/${version}/${encodeURIComponent(page)}`;

try {
  if (style) document.head.append(el("link", { rel: "stylesheet", href: `${address}.css` }));
  // First, since what the page imports as React is taken from there.
  const runtime = await import("../react/runtime.development.js").then(() => globalThis.__crowdwork);
  const module = await import(`${address}.js`);
  const component = parts.map(name => module[name]).find(part => typeof part === "function");
  if (!component) throw new Error(`${page} exports none of ${parts.join(", ")}.`);
  const box = el("div", { class: "preview-own" });
  place.replaceChildren(box);
  // A component that throws is reported here, and not to the console.
  const root = runtime["react-dom/client"].createRoot(box, { onUncaughtError: sorry });
  root.render(runtime.react.createElement(component, previewProps(task)));
} catch (error) {
  sorry(error);
}

function sorry(error) {
  place.replaceChildren(el("div", { class: "preview-text prose", role: "alert" },
    el("p", { text: "The preview of this task could not be shown." }), el("p", { text: String(error?.message ?? error) })));
}
