import { equal, matches, ok, rejection, show, thrown } from "./assert.mjs";

export const REDIRECT_URI = "http://127.0.0.1:9/oauth/callback";

/** A key that is found wherever it leaks to, whole or in part. */
export const FAULT_KEY = "sk-conformance-6d1f0c2ba94e";

/**
 * What the checks share.
 *
 * @param sdk the package's namespace
 * @param world where the servers are: `{ sandboxes: { guide, reference, both }, faults, sequences,
 * refused, page }`; and what only some runtimes have (programs/node-offers.mjs, deno.mjs, bun.mjs)
 */
export function createContext(sdk, world) {
  const inPage = world.page ? { dangerouslyAllowBrowser: true } : {};
  const usersTaken = new Map();

  const client = (options) => new sdk.AlloyConnectivity({ ...inPage, ...options });

  /** A client whose every request meets the fault. One attempt: what it makes of it is the question. */
  const faulty = (fault, options) =>
    client({
      ...{ apiKey: FAULT_KEY, userId: "user-1", connectionId: "connection-1", dialect: "guide" },
      ...{ baseUrl: `${world.faults}/${fault}`, maxRetries: 0, ...options },
    });

  /**
   * A client whose requests meet these steps, one after the other (sequences.mjs), retries as it does
   * by default, and sees `seen()`: what came to the server.
   */
  const sequence = (steps, options) => {
    const id = Math.random().toString(36).slice(2);
    const baseUrl = `${world.sequences}/sequence/${id}/${steps}`;
    const seen = async () => (await fetch(`${world.sequences}/log/${id}`)).json();
    return { alloy: faulty("unused", { baseUrl, maxRetries: undefined, ...options }), seen };
  };

  /** The server's time. What is sent from now on comes later. */
  const serverTime = async () => (await (await fetch(`${world.sequences}/clock`)).json()).now;

  /** A user of a sandbox's that no other check acts for. */
  const takeUser = (server) => {
    const { users } = world.sandboxes[server];
    const taken = usersTaken.get(server) ?? 0;
    ok(taken < users.length, `the sandbox ${server} has only ${users.length} users`);
    usersTaken.set(server, taken + 1);
    return users[taken];
  };

  /** A client of a sandbox's. */
  const inSandbox = (server, options) => {
    const { url, apiKey } = world.sandboxes[server];
    return client({
      apiKey,
      userId: options?.userId ?? takeUser(server),
      baseUrl: url,
      ...options,
    });
  };

  /** Asserts what an error is, and gives it. A RegExp in `expected` is matched, all else compared. */
  const isError = (error, className, expected = {}) => {
    ok(error instanceof sdk[className], `expected ${className}, got ${show(error)}`);
    ok(error instanceof sdk.AlloyError && error instanceof Error, `${className} is no AlloyError`);
    equal(error.name, className, "name");
    for (const [member, value] of Object.entries(expected)) {
      if (value instanceof RegExp) matches(error[member], value, member);
      else equal(error[member], value, member);
    }
    return error;
  };

  return {
    ...{ sdk, world, inPage, client, faulty, sequence, serverTime, takeUser, inSandbox, isError },
    rejects: async (call, className, expected) =>
      isError(await rejection(call), className, expected),
    throws: (call, className, expected) => isError(thrown(call), className, expected),
  };
}

/** A `fetch` that keeps a record of what it is asked for. `answer` takes the place of the network. */
export function recorder(answer = (url, init) => fetch(url, init)) {
  const requests = [];
  return {
    requests,
    /** Method and path of each request, after the base. */
    routes: (base) =>
      requests.map(({ method, url }) => `${method} ${url.slice(base.length).split("?")[0]}`),
    fetch(url, init) {
      const { method, headers, body } = init;
      requests.push({ url, init, method, headers: { ...headers }, body });
      return answer(url, init);
    },
  };
}

/** A `fetch` that answers with this JSON. */
export const answering = (json, init) => () =>
  Promise.resolve(
    new Response(JSON.stringify(json), {
      ...init,
      headers: { "content-type": "application/json", ...init?.headers },
    }),
  );

/** What answers, to the letter, as the fault `raw` has it. */
export const rawFault = (answer) =>
  `raw/${btoa(JSON.stringify({ status: 200, headers: {}, body: "", ...answer }))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")}`;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
