import { useState } from "react";
import "./parts.css";

/** A line for a question. What is typed is the draft, which the page keeps over a reload. */
export function QuestionBox({ draft, setDraft, prompt, send }) {
  const ask = event => {
    event.preventDefault();
    send(draft);
  };
  return (
    <form className="box" onSubmit={ask}>
      <input className="input" aria-label="Your question" placeholder="How many …?" value={draft} onChange={event => setDraft(event.target.value)} />
      <button className="button button-main" disabled={!prompt}>Ask</button>
    </form>
  );
}

/** A number and nothing else. The script checks it again. */
export function NumberBox({ prompt, send }) {
  const [number, setNumber] = useState("");
  const answer = event => {
    event.preventDefault();
    if (number !== "" && send(number)) setNumber("");
  };
  return (
    <form className="box" onSubmit={answer}>
      <input className="input" type="number" step="any" aria-label="Your answer, a number" value={number} onChange={event => setNumber(event.target.value)} />
      <button className="button button-main" disabled={!prompt || number === ""}>Answer</button>
    </form>
  );
}

/** A button for each way to decide. */
export function VerdictButtons({ prompt, send }) {
  return (
    <div className="box" role="group" aria-label="Your evaluation">
      {prompt.options.map(option => (
        <button key={option} type="button" className={option === "Approve" ? "button button-main" : "button"} onClick={() => send(option)}>{option}</button>
      ))}
    </div>
  );
}

/** Questions with their answers, and the one that is still open. */
export function Exchanges({ exchanges, question }) {
  return (
    <ol className="exchanges">
      {exchanges.map(({ Question, Answer }, index) => (
        <li key={index}><span>{Question}</span> <strong>{Answer}</strong></li>
      ))}
      {question && <li><span>{question}</span> <em>not answered yet</em></li>}
    </ol>
  );
}
