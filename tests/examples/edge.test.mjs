// The examples under examples/edge, each in the runtime that it is for, from the packed tarball.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { reportMissing } from "../suites/missing.mjs";
import { checks, refusesAction } from "./checks.mjs";
import { openConsumer } from "./consumer.mjs";
import { EXAMPLES } from "./examples.mjs";
import { problems } from "./problems.mjs";
import { SESSION_KEY } from "./session.mjs";

const STATE_KEY = "the-key-that-signs-the-states-of-oauth-flows";

// As it is in earnest, behind a proxy that speaks TLS; and as it is while one works on it.
const PLACES = { "behind its public origin": "https://app.example", "on loopback": undefined };

const { folder, AlloyConnectivity, openSandbox } = await openConsumer();

it("the examples compile with what the package declares", () => {
  assert.deepEqual(problems(join(folder, "examples")), []);
});

for (const { name, missing, refuses, start } of EXAMPLES) {
  if (missing) {
    reportMissing(name, missing);
    continue;
  }
  for (const [place, publicOrigin] of Object.entries(PLACES)) {
    describe(`${name}, ${place}`, () => {
      let running;
      const closers = [];
      before(async () => {
        const sandbox = await openSandbox();
        closers.push(sandbox.close);
        const example = await start(folder, {
          ...{ ALLOY_API_KEY: sandbox.apiKey, ALLOY_BASE_URL: sandbox.url },
          ...{ ALLOY_STATE_KEY: STATE_KEY, SESSION_KEY },
          ...(publicOrigin && { PUBLIC_ORIGIN: publicOrigin }),
        });
        closers.push(example.close);
        running = {
          ...{ ...example, sandbox },
          origin: publicOrigin ?? example.url,
          secrets: [sandbox.apiKey, STATE_KEY, SESSION_KEY],
        };
      });
      after(() => Promise.all(closers.map((close) => close())));
      checks(() => running, AlloyConnectivity);
      if (refuses) refusesAction(() => running, AlloyConnectivity, refuses);
    });
  }
}
