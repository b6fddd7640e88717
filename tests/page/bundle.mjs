// Modules of the demo, as a test can import them.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PACKAGE = new URL("../../pkg/node.js", import.meta.url).href;

/** @param {string} path below www/page */
export const importFromPage = (path) => importFromDemo(`page/${path}`);

/** @param {string} path below www */
export async function importFromDemo(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../www/${path}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    // The package stays outside: its errors are of the same classes as the test's then.
    plugins: [{ name: "package", setup: leaveOutside }],
    tsconfigRaw: {},
    logLevel: "error",
  });
  const source = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${source}`);
}

function leaveOutside({ onResolve }) {
  onResolve({ filter: /^alloy-connectivity$/ }, () => ({ path: PACKAGE, external: true }));
}
