// The page: what came back with the address, two buttons, and what tests want to try in it.
import { AlloyConnectivity } from "alloy-connectivity";
import {
  ConnectError,
  connectWithPopup,
  readConnectOutcome,
  redirectToConnect,
} from "alloy-connectivity/browser";

const show = (outcome) => {
  document.getElementById("outcome").textContent = JSON.stringify(outcome);
};

const app = {
  AlloyConnectivity,
  connectWithPopup,
  readConnectOutcome,
  redirectToConnect,
  connectorId: "notion",
  options: {},
  /** Shows what comes of a promise. */
  async follow(promise) {
    try {
      show(await promise);
    } catch (error) {
      const { name, code, status, message } = error;
      show({ name, code, status, message, isOurs: error instanceof ConnectError });
    }
  },
};
globalThis.app = app;

for (const [id, connect] of Object.entries({
  popup: connectWithPopup,
  redirect: redirectToConnect,
})) {
  document.getElementById(id).onclick = () => app.follow(connect(app.connectorId, app.options));
}

const outcome = readConnectOutcome();
const unasked = new URLSearchParams(location.search).get("unasked");
if (outcome) show({ ...outcome, cameBack: true });
// A popup that nobody asked for by a click.
else if (unasked) app.follow(connectWithPopup("notion", { fallback: unasked }));
