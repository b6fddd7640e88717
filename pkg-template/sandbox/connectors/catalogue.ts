import type { State } from "../state.js";
import type { SandboxDialect } from "../types.js";
import { notFound } from "../answers.js";
import type { Action, Connector } from "./connector.js";
import { hubspot } from "./hubspot/connector.js";
import { mailgun } from "./mailgun.js";
import { notion } from "./notion/connector.js";
import { slack } from "./slack.js";

/** The connectors there are, each with what it holds for its users. */
export class Catalogue {
  readonly connectors: readonly Connector[];

  constructor(connectors: readonly Connector[]) {
    this.connectors = connectors;
  }

  connector(id: string): Connector {
    const connector = this.connectors.find((candidate) => candidate.id === id);
    if (!connector) throw notFound("Connector not found");
    return connector;
  }

  /** Ids are case-sensitive, and an action has the name that the dialect gives it. */
  action(connector: Connector, id: string, dialect: SandboxDialect): Action {
    const action = connector.resources
      .flatMap(({ actions }) => actions)
      .find((candidate) => actionIds(candidate, dialect).includes(id));
    if (!action) throw notFound("Action not found");
    return action;
  }
}

/** The name under which a dialect lists an action. */
export function actionId({ id, guideId }: Action, dialect: "guide" | "reference"): string {
  return dialect === "guide" ? (guideId ?? id) : id;
}

function actionIds(action: Action, dialect: SandboxDialect): string[] {
  const spoken = dialect === "both" ? (["guide", "reference"] as const) : [dialect];
  return spoken.map((name) => actionId(action, name));
}

export function createCatalogue(state: State): Catalogue {
  return new Catalogue([notion(state), slack(state), mailgun(state), hubspot(state)]);
}
