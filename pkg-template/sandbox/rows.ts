import type { Credential } from "./credentials.js";

/** A connection as the guide shows it. */
export function guideRow(credential: Credential) {
  const { id, name, connectorId, createdAt, updatedAt } = credential;
  return {
    id,
    credentialId: id,
    name,
    type: typeOf(credential),
    connectorId,
    createdAt,
    updatedAt,
  };
}

/** A credential as the reference shows it: the connector is named only within the type. */
export function referenceRow(credential: Credential) {
  const { id, name, createdAt, updatedAt } = credential;
  return { credentialId: id, name, type: typeOf(credential), createdAt, updatedAt };
}

function typeOf({ connectorId, authenticationType }: Credential): string {
  return `${connectorId}-${authenticationType}`;
}
