// Keeps what the robot's frame tells, in the hidden field of the form. The frame is a page of its own, so not everything that arrives here comes from it.
(() => {
  "use strict";
  const robot = document.getElementById("robot");
  const field = document.getElementById("orders");
  const count = document.getElementById("count");

  addEventListener("message", event => {
    // A sandboxed frame has no origin, which reads as "null"; so has any other. That it is this window is what tells it apart.
    if (event.source !== robot.contentWindow || event.origin !== "null") return;
    const { t, text, understood } = event.data ?? {};
    if (t !== "order" || typeof text !== "string" || typeof understood !== "boolean") return;
    const orders = read();
    if (orders.length >= 200) return;
    orders.push({ text: text.slice(0, 300), understood, at: Date.now() });
    field.value = JSON.stringify(orders);
    // As if somebody had typed it: then it is kept over a reload.
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });

  // What was kept is filled in after the page has been drawn.
  field.form.addEventListener("change", show);
  show();

  function show() {
    const { length } = read();
    count.textContent = length === 0 ? "No orders yet." : `${length} ${length === 1 ? "order" : "orders"} so far.${length < 3 ? " Please give three or more." : ""}`;
  }

  function read() {
    try {
      return JSON.parse(field.value);
    } catch {
      return [];
    }
  }
})();
