import { openWorld } from "./tests/runtimes/world.mjs";
import { spawnSync, spawn } from "node:child_process";
import { mkdirSync, cpSync, symlinkSync, rmSync } from "node:fs";
const folder = "/tmp/zzcell"; rmSync(folder, { recursive: true, force: true }); mkdirSync(folder + "/node_modules", { recursive: true });
cpSync("pkg", folder + "/node_modules/alloy-connectivity", { recursive: true });
for (const n of ["conformance", "programs"]) cpSync("tests/runtimes/" + n, folder + "/" + n, { recursive: true });
const { world, close } = await openWorld(folder + "/node_modules/alloy-connectivity");
const child = spawn(process.execPath, [...process.argv.slice(2), "programs/by-import.mjs", JSON.stringify(world)], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
let out = "", err = ""; child.stdout.on("data", (d) => (out += d)); child.stderr.on("data", (d) => (err += d));
child.on("close", async (code, signal) => {
  console.log("exit", code, signal); 
  const at = out.indexOf('[{"name"');
  if (at >= 0) { try { const r = JSON.parse(out.slice(at)); console.log(r.length, "failed:", r.filter((x) => !x.ok).length); for (const x of r.filter((x) => !x.ok)) console.log("✖", x.name, String(x.error).slice(0, 300)); } catch (e) { console.log("unparsable", out.slice(-300)); } }
  else { console.log(out.slice(-1500)); }
  console.log(err.slice(0, 600));
  await close(); process.exit();
});
