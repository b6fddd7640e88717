// Requests that pass, and what they are answered with.
import assert from "node:assert/strict";
import { assertHardened } from "./hardened.mjs";
import { exchange, valuesOf } from "./wire.mjs";

/** What sends requests that are to pass to a world's Workers. */
export function senders(world) {
  /** Sends it, and checks what holds of all answers. */
  async function send(message, { worker = "main", cors, status = 200, ...options } = {}) {
    const [answer] = await exchange(world.ports[worker], message, options);
    assert.equal(answer?.status, status, answer?.body);
    assertHardened(answer, world, { cors });
    const isJson = valuesOf(answer, "content-type")[0] === "application/json";
    return { ...answer, json: isJson ? JSON.parse(answer.body) : null };
  }

  /** What the page is told that the user comes to after a callback. */
  async function outcome(message, options) {
    const answer = await send(message, { status: 302, ...options });
    const target = new URL(valuesOf(answer, "location")[0]);
    return { answer, target, ...Object.fromEntries(target.searchParams) };
  }

  return { send, outcome };
}

export const idsOf = (rows) => rows.map(({ credentialId, id }) => credentialId ?? id);
