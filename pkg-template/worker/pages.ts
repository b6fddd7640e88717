// The pages that the handler has itself: static, so that nothing of a request can get into them.

// A popup ends here. It tells the page that opened it, which may be cut off from it but for the channel,
// and closes. With `#ready=` it is where the popup begins, and waits for where to go.
const SCRIPT = `const type = "alloy-connect", channel = new BroadcastChannel(type), name = location.hash.split("#ready=")[1];
if (name) {
  channel.onmessage = ({ data }) => data?.name === name && data.type === type + "-close" && close();
  channel.postMessage({ type: type + "-ready", name });
} else {
  channel.postMessage({ type, search: location.search });
  close();
  document.querySelector("p").textContent = "You can close this window.";
}`;

const page = (title: string, text: string, more = "") =>
  `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">` +
  `<meta name="color-scheme" content="light dark"><title>${title}</title><p>${text}${more}`;

const CONNECTED = page("Connecting", "One moment…", `<script>${SCRIPT}</script>`);

let scriptHash: Promise<string> | undefined;

/** The page that a popup begins and ends on. */
export async function connectedPage(): Promise<[page: string, policy: string]> {
  scriptHash ??= crypto.subtle
    .digest("SHA-256", new TextEncoder().encode(SCRIPT))
    .then((digest) => btoa(String.fromCharCode(...new Uint8Array(digest))));
  return [CONNECTED, `default-src 'none'; script-src 'sha256-${await scriptHash}'`];
}

/** What a person reads in place of a refusal's JSON. Its message is one of ours. */
export const refusalPage = (message: string) =>
  page("Not connected", message.replace(/[<&]/g, "") + ".", " Go back to the app and try again.");
