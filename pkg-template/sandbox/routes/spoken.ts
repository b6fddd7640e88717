import type { Route } from "../route.js";
import type { SandboxDialect } from "../types.js";
import { catalogueRoutes } from "./catalogue.js";
import { consentRoutes } from "./consent.js";
import { contactRoutes } from "./contacts.js";
import { credentialRoutes } from "./credentials.js";
import { fileRoutes } from "./files.js";
import { guideRoutes } from "./guide.js";
import { recordRoutes } from "./records.js";
import { referenceRoutes } from "./reference.js";
import { userRoutes } from "./users.js";

const ROUTES: readonly Route[] = [
  ...consentRoutes,
  ...catalogueRoutes,
  ...credentialRoutes,
  ...guideRoutes,
  ...referenceRoutes,
  ...recordRoutes,
  ...contactRoutes,
  ...userRoutes,
  ...fileRoutes,
];

/** The routes that a sandbox of a dialect has. */
export function spokenRoutes(spoken: SandboxDialect): readonly Route[] {
  return ROUTES.filter(({ dialect }) => [spoken, "shared"].includes(dialect) || spoken === "both");
}
