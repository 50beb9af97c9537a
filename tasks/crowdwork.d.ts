// What a .jsx or .tsx page of a task is given. docs/jsx-pages.md explains it.
//
//   /** @param {import("../crowdwork").PageProps} props */
//   export default function Asker({ data, messages, prompt, send }) { ... }

/** What every component of a page gets. */
export interface PageProps<Data = any> {
  /** The worker's role; null in the waiting room. */
  role: string | null;
  /** The roles of the others in the conversation. */
  others: string[];
  worker: { id: string; role: string | null; online: boolean };
  /** What the script gave to `Show(...)` last, or null. In a static task the data row. */
  data: Data;
  /** All messages, oldest first, those under way included. */
  messages: Message[];
  /** What is asked of the worker now, or null when it is not their turn. */
  prompt: Prompt | null;
  /** Whether the worker may write at any time, without being asked. */
  free: boolean;
  /** What the worker waits for, or null when they need not wait. */
  waiting: Waiting | null;
  /** How the part ended, or null while it goes on. */
  ending: Ending | null;
  /** Whether this is the preview, where there is no worker yet and nothing can be sent. */
  preview: boolean;
  /** Answers the prompt, or speaks where one may. False when there is nothing to be said now. A choice is its option's text. */
  send(text: string): boolean;
  /**
   * Answers a form, or the whole of a static task, with an object of its fields. Where a text is asked for, the object is sent as JSON.
   * False when there is nothing to be answered now, or when the answer is larger than 60,000 bytes.
   */
  submit(answer: object | string): boolean;
  /** Text that is written but not sent. The page keeps it over a reload and over a new version of the component. */
  draft: string;
  setDraft(text: string): void;
  /** The address of a file of the task's public/ folder: `<img src={file("river.png")} alt="..." />`. */
  file(name: string): string;
  /** The server's clock, in milliseconds since 1970, as `due` and `at` are. In a rehearsal it can stand still. */
  now(): number;
}

/** What `ChatMessage` gets. */
export interface ChatMessageProps<Data = any> extends PageProps<Data> {
  message: Message;
}

export interface Message {
  id: string;
  /** `said` by this worker, `told` by another or by the task, `asked` by the task; `note` says what happened. */
  kind: "said" | "told" | "asked" | "note";
  /** `me`, `task`, or another's role. */
  from: string;
  text: string;
  /** The answer to a form. */
  fields: Record<string, unknown> | null;
  /** The labels of those fields. */
  labels: Record<string, string>;
  at: number | null;
  status: "sent" | "sending" | "failed" | "rejected";
  /** Why it could not be sent; empty otherwise. */
  why: string;
}

export interface Prompt {
  number: number;
  kind: "text" | "choice" | "form";
  text: string;
  options: string[];
  fields: Field[];
  /** When the time for it ends, or null. */
  due: number | null;
  /** Why the last answer was not accepted; empty otherwise. */
  problem: string;
  /** The same by field of a form. */
  problems: Record<string, string>;
}

export interface Field {
  name: string;
  label: string;
  type: "text" | "long" | "integer" | "number" | "checkbox" | "choice" | "date";
  required?: boolean;
  min?: number | string | null;
  max?: number | string | null;
  maxLength?: number | null;
  pattern?: string | null;
  patternHint?: string | null;
  options?: string[] | null;
}

export interface Waiting {
  /** For the conversation to begin, or for somebody else's turn to end. */
  for: "start" | "others";
  text: string;
  since: number | null;
  until: number | null;
  /** The roles that are waited for. */
  needs: string[];
}

export interface Ending {
  state: "finished" | "partnerLeft" | "nobodyCame" | "timedOut" | "disconnected" | "returned" | "stopped" | "fault";
  text: string;
  /** What the worker is told about pay. */
  pay: string;
}
