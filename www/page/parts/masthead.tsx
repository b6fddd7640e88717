import type { Service } from "../demo.js";
import type { Resource } from "../resource.js";
import { announced } from "../announce.js";
import { isReachable } from "../connectivity.js";
import { useStore } from "../store.js";

/** What this page is, which Alloy is behind it, and what has just happened. */
export function Masthead({ service }: { readonly service: Resource<Service> }) {
  const isLive = service.state === "ready" && service.value.alloy === "live";
  return (
    <header class="masthead">
      <img src="/icon.svg" alt="" width="28" height="28" />
      <h1>alloy-connectivity</h1>
      {service.state === "ready" && (
        <span class="badge">{isLive ? "Live: Alloy itself" : "Sandbox"}</span>
      )}
      <p class="lead">This page runs the client, and its Worker holds the key.</p>
      <p class="said" role="status">
        {useStore(announced)}
      </p>
    </header>
  );
}

/** Comes and goes by itself. */
export function Offline() {
  if (useStore(isReachable)) return null;
  return (
    <div class="offline" role="alert">
      <strong>The Worker does not answer.</strong> See whether it is running (<code>npm start</code>
      ), and whether you are online. This page tries again by itself, and goes on where it was.
    </div>
  );
}
