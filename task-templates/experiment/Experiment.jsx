import { useEffect, useRef } from "react";
import { initJsPsych } from "jspsych";
import buttons from "@jspsych/plugin-html-button-response";
import "jspsych/css/jspsych.css";
import "./experiment.css";

const responses = ["left", "right"];

/**
 * The whole page: jsPsych runs the trials that the script has drawn, and hands over the answers at its end.
 * @param {import("../crowdwork").PageProps} props
 */
export default function Experiment({ data, prompt, waiting, submit }) {
  const place = useRef(null);
  const hand = useRef(submit);
  hand.current = submit;
  const isReady = data !== null && prompt !== null;

  useEffect(() => {
    if (!isReady) return;
    const experiment = initJsPsych({
      display_element: place.current,
      on_finish: () => hand.current(experiment.data.get().filter({ kind: "trial" }).values().map((row, trial) => (
        { trial, response: responses[row.response], reactionTime: row.rt }))),
    });
    const ready = { type: buttons, stimulus: "<p>Which way does the arrow in the <strong>middle</strong> point? Be quick, and be right.</p>", choices: ["Begin"] };
    const trials = data.trials.map(arrows => ({
      type: buttons,
      stimulus: `<p class="arrows">${arrows.replaceAll("<", "←").replaceAll(">", "→")}</p>`,
      choices: responses,
      post_trial_gap: 400,
      data: { kind: "trial" },
    }));
    experiment.run([ready, ...trials]);
  }, [isReady]);

  if (!isReady) return <p className="pause" role="status">{waiting?.text ?? "Thank you!"}</p>;
  return <><div ref={place} className="experiment" /><p role="alert">{prompt.problem}</p></>;
}
