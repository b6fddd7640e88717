import { cells } from "../../tests/runtimes/cells/all.mjs";
import { openConsumer } from "../../tests/runtimes/consumer.mjs";
import { serveFaults } from "../../tests/runtimes/fault-server.mjs";
import { over } from "../loading/cold-import.mjs";
import { quantile, shuffler } from "../statistics.mjs";

const CALLERS = ["package", "fetch"];

/**
 * How long each cell of the matrix takes from nothing to the first answer, in milliseconds: of a call by the
 * package, and of the same request by bare fetch, in turns.
 *
 * @param {{ rounds: number, seed: number, report: (detail: string) => void }} options
 */
export async function measureColdStarts({ rounds, seed, report }) {
  const consumer = await openConsumer();
  const server = await serveFaults();
  const shuffle = shuffler(seed);
  const starts = {};
  const leftOut = {};
  try {
    for (const { name, open } of cells) {
      report(name);
      const opened = await open(consumer);
      if ("missing" in opened) leftOut[name] = opened.missing;
      else starts[name] = await measure(opened, `${server.url}/mirror/200`, { rounds, shuffle });
    }
  } finally {
    await server.close();
  }
  return { starts, leftOut };
}

async function measure({ version, coldStart, close }, url, { rounds, shuffle }) {
  const times = { package: [], fetch: [] };
  try {
    // The first of each reads the files from the disk.
    for (const caller of CALLERS) await coldStart(caller, url);
    for (let round = 0; round < rounds; round += 1) {
      for (const caller of shuffle(CALLERS)) times[caller].push(await coldStart(caller, url));
    }
  } finally {
    await close();
  }
  return {
    version,
    package: quantile(times.package, 0.5),
    fetch: quantile(times.fetch, 0.5),
    over: over(times.package, times.fetch),
  };
}
