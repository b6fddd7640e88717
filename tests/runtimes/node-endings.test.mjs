// A process of Node's ends when its work does: nothing of the package's keeps it.
import { after, describe, it } from "node:test";
import { openConsumer, run } from "./consumer.mjs";
import { openWorld } from "./world.mjs";

const { folder, installed } = await openConsumer();
const { world, close } = await openWorld(installed);
after(close);

const sequence = (steps) => `${world.sequences}/sequence/process-${steps}/${steps}`;

/** What a process does, with `client()`, `act()` and a controller of its own. */
const ENDINGS = {
  "its last call, whatever time the call was given": `
    const alloy = client(${JSON.stringify(`${world.faults}/mirror/200`)});
    await act(alloy, { timeoutMs: 600_000, deadlineMs: 600_000 });
  `,
  "a call that was aborted at the gate": `
    const rateLimit = { requestsPerSecond: 0.001 };
    const alloy = client(${JSON.stringify(`${world.faults}/mirror/200`)}, { rateLimit });
    await act(alloy);
    setTimeout(() => controller.abort(), 20);
    await act(alloy).then(fail, ({ code }) => code === "ABORTED" || fail());
  `,
  "a call that was aborted while it waited for a retry": `
    const observe = ({ type }) => type === "retry" && controller.abort();
    const alloy = client(${JSON.stringify(sequence("503~60,200"))}, { observe });
    await act(alloy, { idempotent: true }).then(fail, ({ code }) => code === "ABORTED" || fail());
  `,
  "a refusal that closed the gate": `
    const alloy = client(${JSON.stringify(sequence("429~60,200"))}, { maxRetries: 0 });
    await act(alloy).then(fail, ({ status }) => status === 429 || fail());
  `,
  "a batch that was aborted": `
    const rateLimit = { requestsPerSecond: 0.001, burst: 2 };
    const alloy = client(${JSON.stringify(`${world.faults}/mirror/200`)}, { rateLimit });
    const call = { connectorId: "notion", actionId: "a" };
    setTimeout(() => controller.abort(), 100);
    const settled = await alloy.batch(Array(10).fill(call), { signal: controller.signal });
    if (settled.at(-1).reason?.code !== "ABORTED") fail();
  `,
};

describe("a process in Node", () => {
  for (const [ending, work] of Object.entries(ENDINGS)) {
    it(`ends with ${ending}`, async () => {
      const source = `
        import { AlloyConnectivity } from "alloy-connectivity";
        const controller = new AbortController();
        const client = (baseUrl, options) =>
          new AlloyConnectivity({ apiKey: "k-0000", connectionId: "c", dialect: "guide", baseUrl, ...options });
        const act = (alloy, options) =>
          alloy.executeAction("notion", "a", {}, { signal: controller.signal, ...options });
        const fail = () => { throw new Error("ended otherwise"); };
        ${work}
      `;
      await run(folder, [process.execPath, "--input-type=module", "-e", source], {
        limitMs: 30_000,
      });
    });
  }
});
