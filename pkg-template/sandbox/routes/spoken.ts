import type { Route } from "../route.js";
import type { SandboxDialect } from "../types.js";
import { consentRoutes } from "./consent.js";
import { guideRoutes } from "./guide.js";
import { referenceRoutes } from "./reference.js";
import { sharedRoutes } from "./shared.js";

const ROUTES: readonly Route[] = [
  ...consentRoutes,
  ...sharedRoutes,
  ...guideRoutes,
  ...referenceRoutes,
];

/** The routes that a sandbox of a dialect has. */
export function spokenRoutes(spoken: SandboxDialect): readonly Route[] {
  return ROUTES.filter(({ dialect }) => [spoken, "shared"].includes(dialect) || spoken === "both");
}
