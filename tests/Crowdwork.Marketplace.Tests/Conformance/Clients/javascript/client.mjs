// Calls MTurk through Amazon's SDK for JavaScript, as it is told line by line.
//
// In:   {"operation": "GetHIT", "parameters": {...}, "key": "...", "secret": "...", "pages": false}
// Out:  {"answer": {...}}, with "pages": true {"answers": [{...}, ...]}, or {"failure": {"type", "message", "code", "status"}}
import { createInterface } from "node:readline";
import * as mturk from "@aws-sdk/client-mturk";

const url = process.argv[2];
const clients = new Map();

// Points in time leave as they are on MTurk's own wire: in seconds.
Date.prototype.toJSON = function () {
  return this.getTime() / 1000;
};

function client(key, secret) {
  const name = `${key} ${secret}`;
  if (!clients.has(name)) {
    const credentials = { accessKeyId: key, secretAccessKey: secret };
    clients.set(name, new mturk.MTurkClient({ endpoint: url, region: "us-east-1", credentials, maxAttempts: 3 }));
  }
  return clients.get(name);
}

function told({ $metadata, ...answer }) {
  return answer;
}

async function pages(call, using) {
  const answers = [];
  // The generated paginators send a page size of their own accord only when they are given one.
  const paginate = mturk[`paginate${call.operation}`];
  const { MaxResults, ...parameters } = call.parameters;
  for await (const page of paginate({ client: using, pageSize: MaxResults }, parameters)) answers.push(told(page));
  return answers;
}

async function perform(call) {
  const using = client(call.key, call.secret);
  if (typeof call.parameters.ExpireAt === "number") call.parameters.ExpireAt = new Date(call.parameters.ExpireAt * 1000);
  try {
    if (call.pages) return { answers: await pages(call, using) };
    return { answer: told(await using.send(new mturk[`${call.operation}Command`](call.parameters))) };
  } catch (error) {
    if (!error.$metadata) throw error;
    const isModelled = error instanceof mturk.RequestError || error instanceof mturk.ServiceFault;
    const failure = { type: error.name, message: error.message, code: isModelled ? error.TurkErrorCode : undefined, status: error.$metadata.httpStatusCode };
    return { failure };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await perform(JSON.parse(line))));
}
