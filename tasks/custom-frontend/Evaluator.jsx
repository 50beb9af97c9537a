import { Exchanges, VerdictButtons } from "./parts.jsx";

/**
 * The evaluator's whole page: there is nothing to chat about, only to watch and to judge.
 * @param {import("../crowdwork").PageProps} props
 */
export default function Evaluator({ data, prompt, waiting, ending, send }) {
  if (!data) return <p className="whole status">{waiting?.text}</p>;
  return (
    <section className="whole">
      <h2>Round {data.round} of {data.rounds}</h2>
      <Exchanges exchanges={data.exchanges} question={data.question} />
      {prompt && <><p>{prompt.text}</p><VerdictButtons prompt={prompt} send={send} /></>}
      {!prompt && !ending && <p className="status" role="status">{data.question ? "The answerer is thinking about it." : "The asker is writing a question."} Read along carefully: you judge the answers in the end.</p>}
    </section>
  );
}
