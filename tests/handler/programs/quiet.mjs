// An app that meets everything that can happen to it, and whose own log fails.
import { openApp } from "../app.mjs";
import { Browser } from "../browser.mjs";

const failing = () => Promise.reject(new Error("of the app"));
const throwing = () => {
  throw new Error("of the app");
};
const FAILURES = {
  ...{ authenticate: failing, allow: failing, onConnected: failing },
  ...{ client: throwing, stateKeys: throwing, store: throwing, publicOrigin: throwing },
};

for (const dialect of ["guide", "reference"]) {
  const upstream = { maxRetries: 0 };
  const app = openApp({ dialect, upstream }, { onError: failing });
  const browser = new Browser(app);
  for (const decision of ["allow", "deny", "renew"]) await browser.connect("notion", { decision });
  const alloy = app.page({ maxRetries: 0 });
  const [{ id }] = await alloy.listConnections({ connectorId: "notion" });
  await alloy.executeAction("notion", "post-search", {}, { connectionId: id });
  for (const fault of [{ status: 500 }, { status: 429 }, "reset", "truncate"]) {
    app.sandbox.faults.next("*", fault);
    await app.ask("GET /connectors/notion/actions/post-search");
  }
  for (const route of ["GET /nowhere", "PUT /connectors", "GET /users", "GET /callback/notion"]) {
    await app.ask(route);
  }
  await app.ask("POST /connect/notion", { body: "{" });

  const hasty = openApp(
    { dialect, upstream: { ...upstream, timeoutMs: 50 } },
    { onError: failing },
  );
  hasty.sandbox.faults.next("*", "hang");
  await hasty.ask("GET /connectors/notion/actions/post-search");
}

for (const [name, fails] of Object.entries(FAILURES)) {
  const app = openApp({}, { [name]: fails, onError: failing });
  const browser = new Browser(app);
  const { body } = await browser.begin("notion");
  if (body.url) await browser.comeBack(await app.sandbox.consent(body.url));
}
