import { createSandbox } from "../../pkg/sandbox/index.js";

/**
 * Faults whose dice fall in a certain order, as the sandbox promises of a seed.
 *
 * @param {Record<string, number>} rates
 * @param {(number | null)[]} wanted what the first requests are to meet, null for nothing
 */
export async function faultsInOrder(rates, wanted) {
  for (let seed = 1; ; seed += 1) {
    const sandbox = createSandbox();
    sandbox.faults.random({ seed, rates });
    let fits = true;
    for (const status of wanted) {
      const answer = await sandbox.fetch("https://alloy.example/connectors", {
        headers: { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" },
      });
      fits &&= answer.status === (status ?? 200);
    }
    if (fits) return { seed, rates };
    if (seed > 1000) throw new Error(`no seed gives ${wanted}`);
  }
}
