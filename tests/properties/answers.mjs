// A `fetch` that answers at once with anything at all, and keeps a record of what it was asked for.
import { hostile } from "./hostile.mjs";

let created = 0;

/** A body that answers every route, with a connection that was never there before. */
function everything(random) {
  const row = { id: `c-${++created}`, connectorId: "notion", updatedAt: "2025-09-01T00:00:00Z" };
  const page = { results: [1, 2], has_more: random.chance(0.5), next_cursor: `n-${created}` };
  return {
    ...{ oauthUrl: "https://alloy.example/authorize?token=t", credentialId: row.id, ...page },
    ...{
      id: row.id,
      data: random.chance(0.2) ? [] : [row],
      next: random.pick([null, page.next_cursor]),
    },
    action: {
      parameters: [
        { name: "page_id", in: "path" },
        { name: "__proto__", in: "header" },
      ],
    },
  };
}

const ERRORS = [
  { error: { code: "INVALID_INPUT", message: "Credential not found" } },
  { message: "sk-boundary-51c0ffee9d is no key" },
  ...["<html>", "", null, [], { errors: [{ message: "m" }] }, { error: 7 }],
];

const json = (body, init) => new Response(JSON.stringify(body), init);
const mutated = (random) => ({ ...everything(random), [random.pick(FIELDS)]: random.pick(ERRORS) });
const FIELDS = [
  "oauthUrl",
  "credentialId",
  "id",
  "data",
  "action",
  "results",
  "has_more",
  "next_cursor",
];

const ANSWERS = {
  success: [12, (random) => json(everything(random))],
  "almost success": [3, (random) => json(mutated(random))],
  nothing: [1, () => new Response(null, { status: 204 })],
  "no JSON": [1, () => new Response("<html>")],
  error: [
    3,
    (random) => {
      const headers = {
        "retry-after": random.pick(["0", "1", "61", "soon", ""]),
        "x-request-id": "r",
      };
      const status = random.pick([400, 401, 403, 404, 405, 409, 418, 422, 429, 500, 503, 599]);
      return json(random.pick(ERRORS), { status, headers });
    },
  ],
  redirect: [
    1,
    () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
  ],
  "a hostile value": [1, (random) => hostile(random).value],
  "a hostile stand-in": [
    2,
    (random) => ({
      status: random.chance(0.7) ? random.pick([200, 404, 429]) : hostile(random).value,
      headers: hostile(random).value,
      text: random.chance(0.5) ? () => hostile(random).value : hostile(random).value,
      body: hostile(random).value,
    }),
  ],
  "a hostile throw": [
    1,
    (random) => {
      throw hostile(random).value;
    },
  ],
  "no answer": [1, () => new Promise(() => {})],
};

const DRAW = Object.values(ANSWERS).flatMap(([weight, answer]) => Array(weight).fill(answer));

/** @returns a `fetch` and the requests that it was given */
export function recorder(random) {
  const requests = [];
  return {
    requests,
    fetch: (...given) => {
      requests.push(given);
      return random.pick(DRAW)(random);
    },
  };
}
