import { QuestionBox } from "./parts.jsx";

/**
 * Beside the chat: what to ask about.
 * @param {import("../crowdwork").PageProps} props
 */
export function Context({ data }) {
  if (!data) return null;
  return (
    <section>
      <h2>Round {data.round} of {data.rounds}</h2>
      <p>Ask about <strong>{data.topic}</strong>. The answer has to be a number that many people know or can work out.</p>
    </section>
  );
}

export const TextResponse = QuestionBox;
