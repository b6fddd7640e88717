import { run } from "./command.mjs";
import { setup } from "./setup.mjs";

const { env } = await setup();
console.log(
  (await run("prettier", ["--write", "--log-level", "warn", "."], { env, show: true })).trim(),
);
await run("cargo", ["fmt"], { env, show: true });
