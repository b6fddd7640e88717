// The pages that the handler has itself: nothing of a request's gets into them.

// A popup ends here. It tells the page that opened it, which may be cut off from it but for the channel,
// and closes. With `#ready=` it is where the popup begins, and waits for where to go.
const SCRIPT = `const type = "alloy-connect", channel = new BroadcastChannel(type), name = location.hash.split("#ready=")[1];
if (name) {
  channel.onmessage = ({ data }) => data?.name === name && data.type === type + "-close" && close();
  channel.postMessage({ type: type + "-ready", name });
} else {
  channel.postMessage({ type, search: location.search });
  close();
  document.querySelector("main").textContent = "You can close this window.";
}`;

const STYLE =
  "html{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}" +
  "body{display:grid;place-content:center;justify-items:start;min-height:90vh;max-width:26rem;margin:auto;padding:1rem}" +
  "h1{margin:0;font-size:1.4rem}p{margin:.5rem 0}";

/** A page, and the policy that lets it have its own style and script, and nothing else. */
function page(title: string, text: string, script = ""): [page: string, policy: string] {
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return [
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>${title}</title>` +
      `<style nonce="${nonce}">${STYLE}</style><main><h1>${title}</h1><p>${text}</p></main>` +
      (script && `<script nonce="${nonce}">${script}</script>`),
    script ? `${policy}; script-src 'nonce-${nonce}'` : policy,
  ];
}

/** The page that a popup begins and ends on. */
export const connectedPage = () => page("Connecting", "One moment…", SCRIPT);

/** What a person reads in place of a refusal's JSON. Its message is one of ours. */
export const refusalPage = (message: string) =>
  page("Not connected", `${message.replace(/[<&]/g, "")}. Go back to the app and try again.`);
