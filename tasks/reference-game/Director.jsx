import { useEffect, useRef, useState } from "react";
import { Figure } from "./Figure.jsx";
import "./game.css";

/**
 * The director's whole page: the figures with the marked one, what was said, and one line to write in.
 * @param {import("../crowdwork").PageProps} props
 */
export default function Director({ data, messages, prompt, waiting, ending, send }) {
  const [text, setText] = useState("");
  const end = useRef(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [messages.length]);
  if (!data) return <p className="round">{waiting?.text}</p>;

  const submit = event => {
    event.preventDefault();
    if (send(text)) setText("");
  };

  return (
    <div className="director">
      <h2 className="round">Round {data.round} of {data.rounds}</h2>
      <ul className="grid">
        {data.figures.map(name => (
          <li key={name} className={name === data.target ? "cell cell-marked" : "cell"}>
            <Figure name={name} />
            {name === data.target && <span className="sr">This one is meant.</span>}
          </li>
        ))}
      </ul>
      <div className="said" role="log" aria-label="Messages" tabIndex={0}>
        <ul>
          {messages.map(message => (
            <li key={message.id}><span className="who">{nameOf(message.from)}</span> {message.text}</li>
          ))}
        </ul>
        <div ref={end} />
      </div>
      {!ending && (
        <div>
          <p className={prompt ? "whose whose-mine" : "whose"} role="status">{prompt ? "Your turn" : waiting?.text}</p>
          <form className="say" onSubmit={submit}>
            <input className="input" aria-label="Your words" value={text} disabled={!prompt}
              onChange={event => setText(event.target.value)} />
            <button className="button button-main" disabled={!prompt}>Send</button>
          </form>
        </div>
      )}
    </div>
  );
}

const nameOf = from => (from === "me" ? "You:" : from === "task" ? "" : `${from}:`);
