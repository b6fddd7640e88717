const sdk = require("alloy-connectivity");

const world = JSON.parse(process.argv[2]);
Promise.all([import("./run.mjs"), import("./node-offers.mjs")])
  .then(([{ run }, offers]) => run(sdk, { ...world, ...offers }))
  .then((results) => process.stdout.write(JSON.stringify(results)));
