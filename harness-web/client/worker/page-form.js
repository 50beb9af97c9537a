import { isJsx } from "./author-props.js";

/**
 * A form that stands in the task's own page. The page shows it and says what is filled in; this side keeps it over a reload, sends it, and
 * tells the page what the server says.
 */
export function pageForm({ say, drafts, signals }) {
  let frame = null;
  let prompt = null;
  let edition = 0;
  let conversation = 0;
  let refusal = null;
  let told = "";

  return {
    /** What a page says that is about its form. */
    heard(from, message) {
      if (message.t === "ready") {
        frame = from;
        told = "";
        tell();
      }
      if (from !== frame || !prompt) return;
      if (message.t === "wrote" && isRecord(message.act)) signals.hear("page", message.act);
      if (!isRecord(message.fields)) return;
      if (message.t === "draft") keep(message.fields);
      if (message.t === "answer" && !prompt.sending) {
        refusal = null;
        keep(message.fields);
        say({ t: "say", conversation, e: edition, prompt: prompt.number, text: "", fields: message.fields, signals: signals.take("page", message.characters) });
      }
    },

    /** The server will never take it. Answers whether it was ours. */
    refused(answer, text) {
      if (!frame || !prompt || answer.prompt !== prompt.number || !answer.fields) return false;
      refusal = text;
      signals.resume("page", answer.signals);
      return true;
    },

    update({ state, outbox }) {
      ({ edition, conversation } = state);
      const open = state.phase === "talking" ? state.prompts.find(each => each.kind === "page") : null;
      if (!open && prompt) forget();
      if (open?.number !== prompt?.number) refusal = null;
      prompt = open ? { ...open, sending: outbox.some(item => item.frame.t === "say" && item.frame.prompt === open.number) } : null;
      tell();
    },
  };

  // By the time when it was asked, so that what was left unfinished in one conversation does not turn up in another.
  function keep(fields) {
    const key = `page:${prompt.asked}`;
    if (drafts.get(key) === undefined) drafts.clear("page:");
    drafts.set(key, fields);
  }

  function forget() {
    drafts.clear("page:");
    signals.forget("page");
  }

  function tell() {
    if (!frame) return;
    const again = prompt && !prompt.sending ? prompt.again : null;
    const news = {
      t: "form", open: prompt !== null && !prompt.sending, sending: prompt?.sending === true,
      problems: again?.problems ?? {}, text: refusal ?? again?.text ?? "",
    };
    const same = JSON.stringify([news, again?.cid ?? null]);
    if (same === told) return;
    told = same;
    frame.tell({ ...news, draft: prompt ? drafts.get(`page:${prompt.asked}`) ?? prompt.again?.fields ?? null : null });
  }
}

/** Whether the task's own page is the whole of what the worker sees: it holds the form that they are to fill in. Components have a place of their own. */
export function isPaged(state) {
  return state.shown?.page != null && !isJsx(state.shown.page) && Object.values(state.asked).some(prompt => prompt.kind === "page");
}

const isRecord = content => typeof content === "object" && content !== null && !Array.isArray(content);
