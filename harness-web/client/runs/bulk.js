import { askFor } from "./dialogs.js";
import { problemOf } from "./decide.js";
import { dollars, plural } from "./words.js";

const choices = [["proposed", "Approve and reject as the rule says"], ["approve", "Approve"], ["reject", "Reject"], ["softReject", "Soft reject: pay, but leave the data out"], ["bonus", "Bonus"], ["note", "Note"]];

const open = ["waiting", "question"];

/** The parts that an act makes sense for, of those that are meant. */
export function fitting(act, items) {
  if (act === "note") return items;
  if (act === "bonus") return items.filter(item => item.submitted !== null);
  if (act === "proposed") return items.filter(item => item.state === "waiting" && ["approve", "reject"].includes(item.proposal?.verdict));
  return items.filter(item => open.includes(item.state));
}

/** The requests for an act on many parts: one, or (as the rule says) one per reason and bonus. */
export function requests(act, items, { because, amount }) {
  const parts = fitting(act, items);
  if (act !== "proposed") return parts.length === 0 ? [] : [{ act, assignments: parts.map(item => item.assignment), because: because || undefined, amount: amount ? Number(amount) : undefined }];
  const verdicts = new Map();
  const bonuses = new Map();
  for (const { assignment, proposal } of parts) {
    push(verdicts, JSON.stringify([proposal.verdict, proposal.because]), assignment);
    if (proposal.verdict === "approve" && proposal.bonus > 0) push(bonuses, JSON.stringify([proposal.because, proposal.bonus]), assignment);
  }
  return [
    ...[...verdicts].map(([key, assignments]) => ({ act: JSON.parse(key)[0], because: JSON.parse(key)[1], assignments })),
    ...[...bonuses].map(([key, assignments]) => ({ act: "bonus", because: JSON.parse(key)[0], amount: JSON.parse(key)[1], name: "rule", assignments })),
  ];
}

/** What the answers to a preview come to, in a sentence. */
export function sum(answers) {
  const lines = answers.flatMap(answer => answer.lines);
  const cost = lines.reduce((total, line) => total + line.cost, 0);
  const workers = new Set(lines.map(line => line.worker)).size;
  return `${plural(lines.length, "decision")} about ${plural(workers, "worker")}, ${dollars(cost)} with fees. ${dollars(answers[0]?.left ?? 0)} is left under the cap.`;
}

/** Decides about many parts at once: first what is wanted, then what it would come to, and only then it is done. Answers whether it was. */
export async function decideAll({ title, items, by, send, tell }) {
  let wanted = [];
  let preview = "";
  const first = await askFor({
    title, confirm: "Show what it comes to", text: `${plural(items.length, "part")} of ${plural(new Set(items.map(item => item.worker)).size, "worker")}. Nothing is decided before you have seen how many and how much.`,
    fields: [
      { name: "act", label: "What", kind: "choice", options: choices },
      { name: "because", label: "Reason", kind: "long", hint: "Whoever is rejected or given a bonus reads it. As the rule says: its own reasons." },
      { name: "amount", label: "Bonus for each, in dollars", kind: "money", hint: "For a bonus only." },
    ],
    check: async values => {
      if (["reject", "bonus", "note"].includes(values.act) && !values.because) return "Reason: this is needed.";
      if (values.act === "bonus" && !(Number(values.amount) > 0)) return "Bonus: dollars and cents, such as 0.50.";
      wanted = requests(values.act, items, values).map(request => ({ by, ...request }));
      if (wanted.length === 0) return "None of these parts can be decided so.";
      try {
        const answers = await Promise.all(wanted.map(request => send({ ...request, dryRun: true })));
        const problems = answers.map(problemOf).filter(Boolean);
        preview = sum(answers);
        return problems.join("\n");
      } catch (problem) {
        return problem.message;
      }
    },
  });
  if (!first) return false;
  const done = await askFor({ title: "Do it?", text: preview, confirm: "Decide", check: async () => {
    try {
      const problems = [];
      for (const request of wanted) problems.push(problemOf(await send(request)));
      tell({ text: problems.some(Boolean) ? problems.filter(Boolean).join("\n") : `Done: ${preview}`, isProblem: problems.some(Boolean) });
      return "";
    } catch (problem) {
      return problem.message;
    }
  } });
  return done !== null;
}

function push(map, key, value) {
  map.set(key, [...(map.get(key) ?? []), value]);
}
