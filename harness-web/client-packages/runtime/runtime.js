// React, ReactDOM and jsPsych, once for all pages of all tasks. What a page imports by these names is replaced by a shim that
// takes it from here, so that a package which says require("react") gets the same React as everybody else.
globalThis.__crowdwork = {
  "react": require("react"),
  "react/jsx-runtime": require("react/jsx-runtime"),
  "react-dom": require("react-dom"),
  "react-dom/client": require("react-dom/client"),
  "jspsych": require("jspsych"),
};
