import { useState } from "react";
import { toWords } from "number-to-words";
import "./answerer.css";

/**
 * A box for a whole number, which says in words what was typed: a zero too many is seen before it is sent.
 * @param {import("../crowdwork").PageProps} props
 */
export function TextResponse({ prompt, send }) {
  const [number, setNumber] = useState("");
  const isNumber = /^-?\d{1,15}$/.test(number);
  const answer = event => {
    event.preventDefault();
    if (isNumber && send(number)) setNumber("");
  };
  return (
    <form className="number" onSubmit={answer}>
      <input className="input" inputMode="numeric" aria-label="Your answer, a whole number" aria-describedby="in-words" value={number} onChange={event => setNumber(event.target.value.trim())} />
      <button className="button button-main" disabled={!prompt || !isNumber}>Answer</button>
      <p id="in-words" role="status">{isNumber ? toWords(Number(number)) : number ? "This is no whole number." : ""}</p>
    </form>
  );
}
