// Builds the documentation site: `npm run docs` makes target/docs.
import { build } from "./build.mjs";
import { fromRoot } from "./paths.mjs";
import { step } from "./progress.mjs";

await build();
await step("documentation", async (report) => {
  report("typedoc");
  // What it imports may have been installed just now.
  const { buildSite } = await import("./docs/site.mjs");
  await buildSite(fromRoot("target/docs"));
});
console.log("target/docs/index.html is the front page");
