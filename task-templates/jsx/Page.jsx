import "./page.css";

/**
 * The whole page. docs/jsx-pages.md has the props.
 * @param {import("../crowdwork").PageProps} props
 */
export default function Page({ data, prompt, waiting, draft, setDraft, send }) {
  if (!data) return <p className="naming">{waiting?.text}</p>;
  const name = event => {
    event.preventDefault();
    send(draft);
  };
  return (
    <section className="naming">
      <h2>Colour {data.number} of {data.of}</h2>
      <div className="colour" style={{ background: data.colour }} role="img" aria-label="The colour" />
      <form onSubmit={name}>
        <label htmlFor="name">{prompt?.text ?? waiting?.text}</label>
        <input id="name" className="input" value={draft} disabled={!prompt} onChange={event => setDraft(event.target.value)} />
        <button className="button button-main" disabled={!prompt}>Send</button>
        <p role="alert">{prompt?.problem}</p>
      </form>
    </section>
  );
}
