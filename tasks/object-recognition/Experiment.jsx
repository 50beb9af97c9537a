import { useEffect, useRef, useState } from "react";
import { measureFrames, play, usePictures } from "./timing.js";
import "./experiment.css";

const feedbackMs = 1200;

/**
 * The whole experiment: pictures are fetched, then trial follows trial without waiting for the line.
 *
 *     cross 500 ms -> picture -> grey 500 ms -> which one? --answer--> server
 *                                                   |
 *     cross of the next one (which came along with this one) <---------+
 *
 * @param {import("../crowdwork").PageProps} props
 */
export default function Experiment({ data, prompt, waiting, ending, submit, draft, setDraft, file }) {
  const pictures = usePictures(data?.files, file);
  const frameMs = useRef(1000 / 60);
  const [begun, setBegun] = useState(false);

  if (!data) return <p className="sitting">{waiting?.text}</p>;
  if (data.phase === "over") return <Result {...data} />;
  if (ending) return null;
  if (begun && data.phase === "trials") return <Trials {...{ data, prompt, submit, draft, setDraft, pictures, frameMs: frameMs.current }} />;

  const begin = async () => {
    setBegun(true);
    frameMs.current = await measureFrames();
    if (data.phase === "prepare") submit({ FrameMs: frameMs.current, ScreenWidth: screen.width, ScreenHeight: screen.height });
  };
  return (
    <section className="sitting">
      <h2>{data.phase === "prepare" ? "Before you begin" : "Go on where you were"}</h2>
      {data.phase === "prepare" && <p>There are {data.trials} pictures, and the first {data.learning} are for practice. After those, each is shown for a tenth of a second.</p>}
      <p>Look at the cross in the middle. After each picture choose what was on it, with the keys <kbd>←</kbd> and <kbd>→</kbd> or with the mouse.</p>
      <p><label>Pictures <progress value={pictures.loaded} max={pictures.of || 1} /></label> {pictures.loaded} of {pictures.of}</p>
      {pictures.failed && <p role="alert">A picture could not be fetched. <button type="button" className="button" onClick={pictures.again}>Try again</button></p>}
      <button type="button" className="button button-main" disabled={!pictures.ready || !prompt || begun} onClick={begin}>
        {data.phase === "prepare" ? "Begin" : "Go on"}
      </button>
    </section>
  );
}

function Trials({ data, prompt, submit, draft, setDraft, pictures, frameMs }) {
  const canvas = useRef(null);
  // What goes on in the page. It runs ahead of the server by one trial at most.
  const now = useRef({ number: data.trial.number - 1, learning: false, isRunning: false, held: null });
  const [shown, setShown] = useState({ trial: data.trial, canChoose: false, feedback: null });

  useEffect(() => {
    const { held } = now.current;
    if (held && prompt?.text === `Trial ${held.number}` && submit(held.answer)) now.current.held = null;
    if (!now.current.isRunning) goOn();
  });

  useEffect(() => {
    const pressed = event => {
      const side = { ArrowLeft: "left", ArrowRight: "right" }[event.key];
      if (side && !event.repeat && shown.canChoose) choose(shown.trial[side], event.timeStamp);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });

  // The next trial, if it is known: of practice only when the server has said what was right.
  function goOn() {
    const wanted = now.current.number + 1;
    const trial = data.trial.number === wanted ? data.trial : !now.current.learning && data.next?.number === wanted ? data.next : null;
    if (!trial) return;
    now.current = { ...now.current, number: wanted, learning: trial.learning, isRunning: true };
    const feedback = data.last?.number === wanted - 1 ? data.last : null;
    if (!feedback) return run(trial);
    setShown({ trial, canChoose: false, feedback });
    setTimeout(() => run(trial), feedbackMs);
  }

  async function run(trial) {
    const before = showingsIn(draft, trial.number);
    setShown({ trial, canChoose: false, feedback: null });
    const times = await play(canvas.current, pictures.get(trial.file), trial.ms, frameMs);
    if (!canvas.current) return;
    // A reload shows it a second time, which the result tells.
    setDraft(JSON.stringify({ number: trial.number, showings: before + 1 }));
    now.current.times = { ...times, Showings: before + 1 };
    setShown({ trial, canChoose: true, feedback: null });
  }

  function choose(choice, at) {
    const { readyAt, ...times } = now.current.times;
    now.current.held = { number: shown.trial.number, answer: { Choice: choice, ReactionMs: Math.max(0, at - readyAt), ...times } };
    now.current.isRunning = false;
    // Drawing it again sends it and begins the next trial.
    setShown({ ...shown, canChoose: false });
  }

  const { trial, canChoose, feedback } = shown;
  const side = name => (
    <button type="button" className="choice" disabled={!canChoose} onClick={event => choose(trial[name], event.timeStamp)}>
      <span aria-hidden="true">{name === "left" ? "←" : "→"}</span> {trial[name]}
    </button>
  );
  return (
    <section className="stage">
      <p className="progress"><progress aria-label="How far you are" value={trial.number - 1} max={data.of} /> {trial.number} of {data.of}</p>
      <canvas ref={canvas} className="screen" width="400" height="400" role="img" aria-label="The picture" />
      <p className="feedback" role="status">{feedback && (feedback.wasRight ? `Right, a ${feedback.right}.` : `It was a ${feedback.right}.`)}
        {feedback?.left === 0 && " That was the last one for practice. Now they are shorter."}</p>
      <div className="choices" role="group" aria-label="What was it?" data-open={canChoose}>{side("left")}{side("right")}</div>
    </section>
  );
}

function Result({ right, of, bonus }) {
  return (
    <section className="sitting">
      <h2>That was the last picture</h2>
      <p>You were right about {right} of {of} pictures.{bonus > 0 && ` We propose a bonus of $${bonus.toFixed(2)}.`}</p>
    </section>
  );
}

function showingsIn(draft, number) {
  try {
    const kept = JSON.parse(draft);
    return kept.number === number ? kept.showings : 0;
  } catch {
    return 0;
  }
}
