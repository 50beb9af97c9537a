import { Exchanges, NumberBox, QuestionBox, VerdictButtons } from "./parts.jsx";

const boxes = { asker: QuestionBox, answerer: NumberBox, evaluator: VerdictButtons };

/**
 * The test before the first conversation: the three roles one after the other, each with the controls that it has later.
 * @param {import("../crowdwork").PageProps} props
 */
export default function Onboarding(props) {
  const { data, prompt, waiting } = props;
  const Box = boxes[data?.step];
  return (
    <section className="whole">
      <h2>A short test</h2>
      {data?.exchanges && <Exchanges exchanges={data.exchanges} />}
      {prompt && Box ? <><p>{prompt.text}</p><Box {...props} /></> : <p className="status">{waiting?.text}</p>}
      {prompt?.problem && <p className="problem" role="alert">{prompt.problem}</p>}
    </section>
  );
}
