import { Figure } from "./Figure.jsx";
import { figures } from "./figures.js";
import "./game.css";

/**
 * Beside the chat: the figures, to be clicked on while it is the matcher's turn.
 * @param {import("../crowdwork").PageProps} props
 */
export function Context({ data, prompt, send }) {
  if (!data) return null;
  return (
    <>
      <p className="round">Round {data.round} of {data.rounds}</p>
      <div className="grid row">
        {data.figures.map((name, index) => (
          <button key={name} type="button" className="cell" aria-label={`Figure ${index + 1}`} disabled={!prompt} onClick={() => send(name)}>
            <Figure name={name} />
          </button>
        ))}
      </div>
    </>
  );
}

/**
 * A choice shows as the figure that was clicked on, everything else as words, with the name of whoever said them.
 * @param {import("../crowdwork").ChatMessageProps} props
 */
export function ChatMessage({ message }) {
  const isMine = message.from === "me";
  if (isMine && message.text in figures) {
    return <div className="balloon balloon-me"><span className="balloon-picked"><Figure name={message.text} /></span></div>;
  }
  if (message.kind === "note") return <p className="note" dir="auto">{message.text}</p>;
  return (
    <div className={isMine ? "balloon balloon-me" : message.from === "task" ? "balloon balloon-task" : "balloon"}>
      <p dir="auto">
        {!isMine && message.from !== "task" && <span className="balloon-from">{message.from}</span>}
        {message.text}
      </p>
    </div>
  );
}

/**
 * One line for a question. What is typed is the draft, which the page keeps, also when it is loaded again.
 * @param {import("../crowdwork").PageProps} props
 */
export function TextResponse({ draft, setDraft, send }) {
  const submit = event => {
    event.preventDefault();
    send(draft);
  };
  return (
    <form className="say" onSubmit={submit}>
      <input className="input" aria-label="Your question" value={draft} placeholder="Click on a figure, or ask" onChange={event => setDraft(event.target.value)} />
      <button className="button button-main">Ask</button>
    </form>
  );
}
