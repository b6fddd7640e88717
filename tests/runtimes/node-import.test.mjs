// Node, by import.
import { describe, it } from "node:test";
import { openCell, report, run } from "./cell.mjs";

const { folder, serve } = await openCell();
const world = await serve();
const program = [process.execPath, "programs/by-import.mjs", JSON.stringify(world)];
const { stdout } = await run(folder, program);
report("Node, by import", JSON.parse(stdout));

describe("a process in Node", () => {
  it("ends with its last call, whatever time the call was given", async () => {
    const source = `
      import { AlloyConnectivity } from "alloy-connectivity";
      const baseUrl = ${JSON.stringify(`${world.faults}/mirror/200`)};
      const alloy = new AlloyConnectivity({ apiKey: "k-0000", baseUrl, connectionId: "c" });
      const { signal } = new AbortController();
      await alloy.executeAction("notion", "post-search", {}, { signal, timeoutMs: 600_000 });
    `;
    await run(folder, [process.execPath, "--input-type=module", "-e", source], 60_000);
  });
});
