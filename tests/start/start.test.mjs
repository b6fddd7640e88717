import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { AlloyConnectivity } from "../../pkg/node.js";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { serve } from "../../pkg/sandbox/node.js";
import { build } from "../../scripts/build.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { start } from "./npm-start.mjs";

const ID = "[0-9a-f]{24}";

const COLUMNS = /^  [✓–]  .{23}  .{4}  .{54}  [\d– ]{3}  [\d–ms ]{7,}(  \S.*)?$/;

/** One printed request, or a step without one. */
const line = (name, method, path, status) =>
  new RegExp(`^  ✓  ${name} +${method.padEnd(4)}  ${path} +${status} +\\d+ ms(  .+)?$`);
const local = (name) => new RegExp(`^  ✓  ${name} +–     no request +–  +–$`);
const action = (name, id) => line(name, "POST", `/connectors/notion/actions/${id}`, 200);
const executed = (name, id) => [
  line(name, "GET", `/connectors/notion/actions/${id}`, 200),
  action(name, `${id}/execute`),
];

const GUIDE = [
  local("Make a client"),
  line("Initiate the OAuth flow", "POST", "/connectors/notion/credentials", 200),
  line("Give consent", "POST", "/api/strategy/connector/notion/authorize", 200),
  local("Parse the callback"),
  line("Exchange the code", "POST", "/connectors/notion/credentials/callback", 200),
  line("List the connections", "GET", `/users/${ID}/credentials`, 200),
  line("Get the connection", "GET", `/credentials/${ID}`, 200),
  line("Find the connection", "GET", `/users/${ID}/credentials`, 200),
  action("Search pages", "post-search"),
  action("Create a page", "post-page"),
  action("Update the page", "patch-page"),
  action("Read it back", "get-page"),
  action("Search databases", "post-search"),
  action("Query the database", "query-database"),
];
const REFERENCE = [
  local("Make a client"),
  line("Note what is connected", "GET", "/connectors/notion/credentials", 200),
  line("Initiate the OAuth flow", "POST", "/connectors/notion/credentials", 200),
  line("Give consent", "POST", "/api/strategy/connector/notion/authorize", 200),
  line("See what is new", "GET", "/connectors/notion/credentials", 200),
  ...executed("Search pages", "post-search"),
  ...executed("Create a page", "post-page"),
  ...executed("Update the page", "patch-page"),
  ...executed("Read it back", "retrieve-a-page"),
  action("Search databases", "post-search/execute"),
  ...executed("Query the database", "post-database-query"),
];

describe("npm start -- --once", () => {
  test("prints every step of the flow in both dialects and ends with 0", async () => {
    const { code, output } = await start(["--once"]);
    assertPrinted(output, "In the guide's dialect", GUIDE);
    assertPrinted(output, "In the reference's dialect", REFERENCE);
    assert.match(output, /^✓ Every step held \(steps: 25, requests: 27, \d+ ms\)$/m);
    assert.equal(code, 0, output);
  });

  test("builds nothing anew that is built", async () => {
    await build();
    const builtAt = () => statSync(fromRoot("pkg/core/alloy_bg.wasm")).mtimeMs;
    const before = builtAt();
    const { code, output } = await start(["--once"]);
    assert.equal(code, 0, output);
    assert.equal(builtAt(), before);
  });
});

describe("npm start -- --once with a key of one's own", () => {
  const sandbox = createSandbox({ dialect: "reference" });
  let server;
  let variables;

  before(async () => {
    server = await serve(sandbox);
    variables = {
      ALLOY_API_KEY: sandbox.apiKey,
      ALLOY_USER_ID: sandbox.userId,
      ALLOY_BASE_URL: server.url,
    };
  });
  after(() => server.close());

  test("ends with 1 and says what is wrong with a wrong key", async () => {
    const { code, output } = await start(["--once"], { ...variables, ALLOY_API_KEY: "wrong-key" });
    assert.match(
      output,
      /^  ✗  List the connections +GET .+ 401 +\d+ ms\n {5}AlloyAuthenticationError: Authentication failed\n {5}\S.+$/m,
    );
    assert.match(output, /^✗ “List the connections” did not hold/m);
    assert.doesNotMatch(output, /Find the connection|wrong-key/);
    assert.equal(code, 1);
  });

  test("names the variable that is missing", async () => {
    const { code, output } = await start(["--once"], { ...variables, ALLOY_USER_ID: "" });
    assert.match(output, /✗  Make a client .+\n.+ALLOY_USER_ID environment variable is required/);
    assert.equal(code, 1);
  });

  test("ends with 1 when nobody answers", async () => {
    // It hangs up: the port of one that is gone might be another's by then.
    const silent = createServer((socket) => socket.destroy());
    await new Promise((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { code, output } = await start(["--once"], {
      ...variables,
      ALLOY_BASE_URL: `http://127.0.0.1:${silent.address().port}`,
    });
    silent.close();
    assert.match(
      output,
      /✗  List the connections .+ –  +\d+ ms\n {5}AlloyNetworkError: .+\n {5}\S/,
    );
    assert.equal(code, 1);
  });

  test("ends with 1 as long as nothing is connected", async () => {
    const { code, output } = await start(["--once"], variables);
    assert.match(output, /^  –  Give consent .+ left out: Alloy asks its user in a browser$/m);
    assert.match(output, /✗  Find the connection .+\n.+Notion is not connected yet/);
    assert.equal(code, 1);
  });

  test("writes and reads a page over the connection that there is", async () => {
    const alloy = new AlloyConnectivity({
      apiKey: sandbox.apiKey,
      userId: sandbox.userId,
      fetch: sandbox.fetch,
    });
    const { oauthUrl } = await alloy.initiateOAuthFlow("notion", "http://127.0.0.1/callback");
    await sandbox.consent(oauthUrl);
    sandbox.journal.clear();

    const { code, output } = await start(["--once"], variables);
    assert.match(output, new RegExp(`against ${server.url}, because ALLOY_API_KEY is set`));
    assertPrinted(output, "In the dialect that Alloy answers", [
      local("Make a client"),
      /^  –  Give consent/,
      line("List the connections", "GET", `/users/${ID}/credentials`, 200),
      line("Find the connection", "GET", `/users/${ID}/credentials`, 200),
      line("Get the connection", "GET", `/credentials/${ID}`, 404),
      line("Get the connection", "GET", `/users/${ID}/credentials`, 200),
      line("Search pages", "POST", "/connectors/notion/actions/post-search", "40[45]"),
      ...REFERENCE.slice(5),
    ]);
    assert.equal(code, 0, output);
    assert.deepEqual(
      sandbox.journal.effects.map(({ kind }) => kind),
      ["page.created", "page.updated"],
    );
  });
});

describe("npm start refuses", () => {
  test("arguments that it does not know", async () => {
    const { code, output } = await start(["--onse"]);
    assert.equal(output, "✗ npm start does not know --onse: it takes --once and --help.\n");
    assert.equal(code, 1);
  });

  test("a PORT that is none", async () => {
    const { code, output } = await start([], { PORT: "70000" });
    assert.equal(output, '✗ PORT must be a number from 0 to 65535, not "70000".\n');
    assert.equal(code, 1);
  });

  test("a port that is taken", async () => {
    const server = createServer();
    const port = await new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve(server.address().port));
    });
    const { code, output } = await start([], { PORT: String(port) });
    server.close();
    assert.match(
      output,
      new RegExp(`^✗ Port ${port} cannot be listened on \\(EADDRINUSE\\): .+\n$`),
    );
    assert.equal(code, 1);
  });
});

test("npm start -- --help explains itself and does nothing", async () => {
  const { code, output } = await start(["--help"]);
  assert.match(output, /^Usage: npm start/);
  assert.match(output, /--once[^]+PORT[^]+ALLOY_API_KEY/);
  assert.equal(code, 0);
});

/** Asserts that these lines and no others follow the title. */
function assertPrinted(output, title, expected) {
  const lines = output.split("\n");
  assert.ok(lines.includes(title), output);
  const from = lines.indexOf(title) + 1;
  const printed = lines.slice(from, lines.indexOf("", from));
  assert.equal(printed.length, expected.length, printed.join("\n"));
  for (const [index, pattern] of expected.entries()) {
    assert.match(printed[index], pattern);
    assert.match(printed[index], COLUMNS);
  }
}
