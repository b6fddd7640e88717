import { html, raw } from "hono/html";
import type { Refusal } from "./answers.js";
import type { Call } from "./route.js";
import type { Grant } from "./state.js";

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --paper: #fff; --ground: #f1f3f6;
  --line: #d9dce3; --accent: #3b5bdb; --on-accent: #fff; --focus: #1c2024; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --paper: #1b1d20; --ground: #111214;
  --line: #363a3f; --accent: #9db2ff; --on-accent: #111a3a; --focus: #edeef0; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: 1rem; box-shadow: 0 1rem 3rem rgb(0 0 0 / 12%); }
.badge { display: inline-block; margin: 0 0 1rem; padding: .1rem .6rem; border: 1px solid var(--line);
  border-radius: 1rem; color: var(--soft); font-size: .8rem; }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
dl { margin: 0 0 1.5rem; padding: 1rem 0; border-block: 1px solid var(--line); }
dt { color: var(--soft); font-size: .8rem; }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
dd:last-child { margin-bottom: 0; }
form { display: flex; flex-wrap: wrap; gap: .75rem; }
button { flex: 1 1 8rem; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .6rem;
  background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button[value="allow"] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`;

/** The question whether a connector's data may be used, with its two answers. */
export function asConsentPage(call: Call, asked: { connector: string; grant: Grant }) {
  const { connector, grant } = asked;
  return asPage(
    call,
    200,
    `Connect ${connector}`,
    html`<h1>Allow this app to use ${connector}?</h1>
      <p>It will be able to read and change what you have in ${connector}, through Alloy.</p>
      <dl>
        <dt>Connector</dt>
        <dd>${connector}</dd>
        <dt>User</dt>
        <dd>${grant.userId}</dd>
        <dt>You return to</dt>
        <dd>${new URL(grant.redirectUri).origin}</dd>
      </dl>
      <form method="post">
        <button name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </form>`,
  );
}

/** Why there is nothing to decide. */
export function asProblemPage(call: Call, refusal: Refusal) {
  return asPage(
    call,
    refusal.status,
    "Authorization failed",
    html`<h1>Authorization failed</h1>
      <p>${refusal.message}</p>
      <p>Go back to the app and connect again.</p>`,
  );
}

type Html = ReturnType<typeof html>;

async function asPage(call: Call, status: Refusal["status"], title: string, content: Html) {
  const nonce = crypto.randomUUID();
  call.header("content-security-policy", contentSecurityPolicy(nonce));
  // The page's own address holds the grant's token.
  call.header("referrer-policy", "no-referrer");
  call.header("cache-control", "no-store");
  call.header("x-content-type-options", "nosniff");
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <p class="badge">Alloy sandbox</p>
          ${content}
        </main>
      </body>
    </html>`;
  return call.html(page, status);
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    // Browsers hold the redirects after a form to this as well, and an app's callback may redirect to another origin.
    "form-action 'self' http: https:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
