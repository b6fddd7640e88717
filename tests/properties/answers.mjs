// A `fetch` that answers with anything at all, and keeps a record of what it was asked for.
import { IDS } from "./arguments.mjs";
import { hostile } from "./hostile.mjs";

const json = (body, init) => new Response(JSON.stringify(body), init);

let created = 0;

/** A body that answers every route, with a connection of each connector that was never there before. */
function everything(random) {
  const id = `c-${++created}`;
  const rows = IDS.map((connectorId, index) => ({ id: `${id}-${index}`, connectorId }));
  const cursor = `after-${created}`;
  return {
    ...{ id, credentialId: id, oauthUrl: "https://alloy.example/authorize?token=t" },
    data: random.chance(0.2) ? [] : rows,
    ...{ results: [1, 2], has_more: random.chance(0.5), next_cursor: cursor },
    next: random.pick([null, cursor]),
    action: {
      parameters: [
        { name: "page_id", in: "path" },
        { name: "query", in: "query" },
      ],
    },
  };
}

const FIELDS = Object.keys(everything({ chance: () => true, pick: ([first]) => first }));
const ERRORS = [
  { error: { code: "INVALID_INPUT", message: "Credential not found" } },
  ...["<html>", "", null, [], { errors: [{ message: "m" }] }, { error: 7 }, {}],
];
const STATUSES = [400, 401, 403, 404, 405, 409, 418, 422, 429, 500, 503, 599];

function refusal(random, { headers: { authorization } }) {
  const echo = { message: `Not with "${authorization}"` };
  return json(random.pick([...ERRORS, echo]), {
    status: random.pick(STATUSES),
    headers: { "retry-after": random.pick(["0", "1", "61", "soon"]), "x-request-id": "r" },
  });
}

function standIn(random) {
  const anything = () => hostile(random).value;
  return {
    status: random.chance(0.7) ? random.pick([200, 404, 429]) : anything(),
    headers: anything(),
    text: random.chance(0.5) ? anything : anything(),
    body: anything(),
  };
}

/** How often each answer is given, for once of the others. */
const ANSWERS = [
  [12, (random) => json(everything(random))],
  [3, (random) => json({ ...everything(random), [random.pick(FIELDS)]: random.pick(ERRORS) })],
  [1, () => new Response(null, { status: 204 })],
  [1, () => new Response("<html>")],
  [1, () => new Response(null, { status: 302, headers: { location: "https://evil.example" } })],
  [4, refusal],
  [2, standIn],
  [1, (random) => hostile(random).value],
  [1, (random) => Promise.reject(hostile(random).value)],
  [1, () => new Promise(() => {})],
];

const DRAW = ANSWERS.flatMap(([weight, answer]) => Array(weight).fill(answer));

/** @returns a `fetch`, and the requests that it is given */
export function recorder(random) {
  const requests = [];
  return {
    requests,
    fetch(...given) {
      requests.push(given);
      return random.pick(DRAW)(random, given[1]);
    },
  };
}
