import { useState } from "react";
import "./table.css";

/**
 * Beside the chat: what lies on the table, what it is worth to this worker, and the two ways to end the game.
 * @param {import("../crowdwork").PageProps} props
 */
export function Context({ data, prompt, submit }) {
  const [mine, setMine] = useState({});
  if (!data) return null;

  const isMyTurn = prompt !== null && data.phase !== "over";
  const isChosen = data.items.every(item => mine[item.name] !== undefined);
  const worth = data.items.reduce((sum, item) => sum + (mine[item.name] ?? 0) * item.worth, 0);
  const isClaiming = data.phase === "claim";

  return (
    <section className="table" aria-label="The table">
      <table>
        <thead>
          <tr><th scope="col">On the table</th><th scope="col">Worth to you</th><th scope="col">You get, they get</th></tr>
        </thead>
        <tbody>
          {data.items.map(item => (
            <tr key={item.name}>
              <th scope="row">{item.count} {item.count === 1 ? item.name : `${item.name}s`}</th>
              <td>{item.worth} each</td>
              <td>
                <select className="input" aria-label={`How many ${item.name}s you get`} value={mine[item.name] ?? ""} disabled={data.phase === "over"}
                  onChange={event => setMine({ ...mine, [item.name]: Number(event.target.value) })}>
                  <option value="" disabled>choose</option>
                  {Array.from({ length: item.count + 1 }, (_, many) => (
                    <option key={many} value={many}>{many}, they {item.count - many}</option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="worth">{isChosen ? `This is worth ${worth} of ${data.most} points to you.` : `Everything together is worth ${data.most} points to you.`}</p>
      <div className="buttons">
        <button type="button" className="button button-main" disabled={!isMyTurn || !isChosen || !(data.mayDeal || isClaiming)} onClick={() => submit({ deal: mine })}>Deal agreed</button>
        {(data.mayGiveUp || isClaiming) &&
          <button type="button" className="button" disabled={!isMyTurn} onClick={() => submit({ deal: null })}>No agreement</button>}
      </div>
    </section>
  );
}

/**
 * What this worker entered shows as a sentence, everything else as it was written.
 * @param {import("../crowdwork").ChatMessageProps} props
 */
export function ChatMessage({ message }) {
  if (message.kind === "note") return <div className="said said-task"><p dir="auto">{message.text}</p></div>;
  if (message.from === "me") return <div className="said said-me"><p dir="auto">{inWords(message.text)}</p></div>;
  if (message.from === "task") return <div className="said said-task"><p dir="auto">{message.text}</p></div>;
  return <div className="said"><p dir="auto"><span className="said-from">Your partner</span>{message.text}</p></div>;
}

/**
 * One line to write in, until one of the two has entered a result.
 * @param {import("../crowdwork").PageProps} props
 */
export function TextResponse({ data, draft, setDraft, prompt, send }) {
  const say = event => {
    event.preventDefault();
    send(draft);
  };
  if (data?.phase === "claim") {
    return <p className="claim" role="status">{prompt?.problem || "Enter the deal in the table, or press \"No agreement\"."}</p>;
  }
  return (
    <form className="say" onSubmit={say}>
      <input className="input" aria-label="Your message" value={draft} placeholder="Write to your partner" onChange={event => setDraft(event.target.value)} />
      <button className="button button-main">Send</button>
      {prompt?.problem && <p className="claim" role="alert">{prompt.problem}</p>}
    </form>
  );
}

function inWords(text) {
  if (!text.startsWith('{"deal"')) return text;
  const { deal } = JSON.parse(text);
  if (deal === null) return "You entered: no agreement.";
  const things = Object.entries(deal).filter(([, many]) => many > 0).map(([name, many]) => `${many} ${many === 1 ? name : `${name}s`}`);
  return `You entered: you get ${things.join(", ") || "nothing"}.`;
}
