// A consumer of the embedded Alloy.
import { AlloyConnectivity } from "alloy-connectivity";
import { createSandbox, type JournalEffect, type Sandbox } from "alloy-connectivity/sandbox";
import { serve, type SandboxServer } from "alloy-connectivity/sandbox/node";

export function embeds(): AlloyConnectivity {
  const sandbox: Sandbox = createSandbox({ dialect: "reference", cors: true, seed: "s" });
  // @ts-expect-error: no such dialect
  createSandbox({ dialect: "auto" });
  const provider = {
    authorizationEndpoint: "https://provider.example/auth",
    tokenEndpoint: "https://provider.example/token",
    clientId: "alloy",
  };
  createSandbox({ providers: { notion: provider } });
  // @ts-expect-error: a provider has endpoints
  createSandbox({ providers: { notion: { clientId: "alloy" } } });
  // @ts-expect-error: a clock is a function
  createSandbox({ now: 7 });
  // @ts-expect-error: the journal is read only
  sandbox.journal.requests.push({});
  return new AlloyConnectivity({ apiKey: sandbox.apiKey, fetch: sandbox.fetch });
}

export async function serves(sandbox: Sandbox): Promise<JournalEffect | undefined> {
  const server: SandboxServer = await serve(sandbox, { port: 0 });
  const redirect: string = await sandbox.consent("https://host.example", "deny");
  // @ts-expect-error: no such decision
  await sandbox.consent(redirect, "maybe");
  // @ts-expect-error: a port is a number
  await serve(sandbox, { port: "0" });
  await server.close();
  return sandbox.journal.effects.find(({ kind }) => kind === "page.created");
}

export default { fetch: createSandbox().fetch };
