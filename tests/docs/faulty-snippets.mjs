// A snippet of each kind with a fault in it, by the kind's name.
export const FAULTY = {
  node: 'console.error("a complaint");',
  test: 'import { test } from "node:test";\ntest("fails", () => Promise.reject(new Error()));',
  deno: 'throw new Error("a fault");',
  bun: "process.exit(3);",
  worker: "export default { fetch: () => new Response(null, { status: 500 }) };",
  next: 'export const runtime = "nodejs";\nexport const GET = () => new Response("Hello");',
  page: "<output></output><script>throw new Error();</script>",
  file: "// Not what stands in the file.\n",
  types: "const count: number = 'one';\nconsole.log(count);",
  diff: "-const count = 1;\n+const count: number = 'one';\n console.log(count);",
};
