// workerd by itself, without the tools around it: so its start and its CPU can be measured.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import workerd from "workerd";
import { Failure } from "../../scripts/progress.mjs";

/** Where the modules of a Worker lie with workerd's configuration, until `remove` is called. */
export function layOut(modules) {
  const folder = mkdtempSync(join(tmpdir(), "alloy-bench-"));
  for (const { name, contents } of modules) writeFileSync(join(folder, name), contents);
  writeFileSync(join(folder, "config.capnp"), configuration(modules));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts workerd on what is laid out; ready when it listens. */
export async function startLaidOut(folder) {
  const child = spawn(workerd.default, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (complaints += text));
  const exit = once(child, "exit");
  const port = await Promise.race([listening(child.stdio[3]), exit.then(() => undefined)]);
  if (port === undefined) throw new Failure(`workerd did not start: ${complaints.trim()}`);
  return {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid,
    complaints: () => complaints.trim(),
    async close() {
      child.kill();
      await exit;
    },
  };
}

/** Starts workerd on the modules of a Worker. */
export async function startWorkerd(modules) {
  const { folder, remove } = layOut(modules);
  try {
    return await startLaidOut(folder);
  } finally {
    remove();
  }
}

async function listening(control) {
  for await (const line of createInterface({ input: control })) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  return undefined;
}

const configuration = (modules) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [${modules.map(({ name, type }) => `(name = "${name}", ${type} = embed "${name}")`).join(", ")}],
  compatibilityDate = "${workerd.compatibilityDate}",
  globalOutbound = "loopback",
);
`;
