import type { Problem } from "../answers.js";

/** Why the Worker gave no answer, or what it answered instead. */
export class AskError extends Error {
  readonly hint: string | undefined;

  constructor({ message, hint }: Problem) {
    super(message);
    this.hint = hint;
  }
}

const UNREACHABLE: Problem = {
  message: "The Worker does not answer.",
  hint: "See whether it is still running, and try again.",
};

/** Asks the Worker for something and gives its JSON. */
export async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await send(method, path, body);
  return (await reachable(response.json())) as Answer;
}

/** Asks the Worker for lines of JSON and gives each as soon as it is there. */
export async function* askLines<Line>(method: string, path: string): AsyncGenerator<Line> {
  const { body } = await send(method, path);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (reader) {
    const { done, value } = await reachable(reader.read());
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await reachable(fetch(path, init));
  if (!response.ok) throw new AskError((await reachable(response.json())) as Problem);
  return response;
}

async function reachable<Value>(promise: Promise<Value>): Promise<Value> {
  try {
    return await promise;
  } catch {
    throw new AskError(UNREACHABLE);
  }
}
