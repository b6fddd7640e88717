import { stream } from "./stream.mjs";

/** A suite of commands that each hold or do not. */
export const checks = (...commands) => ({
  async run({ env }) {
    const tally = { passed: 0, failed: 0, skipped: 0 };
    for (const command of commands) {
      console.log(`$ ${command.join(" ")}`);
      const { ok } = await stream(command, env);
      tally[ok ? "passed" : "failed"] += 1;
    }
    return tally;
  },
});
