const sdk = require("alloy-connectivity");

const world = JSON.parse(process.argv[2]);
import("./run.mjs")
  .then(({ run }) => run(sdk, world))
  .then((results) => process.stdout.write(JSON.stringify(results)));
