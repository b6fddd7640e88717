import type { JsonObject, JsonSchema } from "../json.js";
import type { JournalEffectKind } from "../types.js";
import type { Authentication } from "./authentication.js";

/** A parameter of an action that does not travel in the provider's request body. */
export interface ActionParameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** One execution, sorted into the places where the provider wants things. */
export interface Execution {
  /** Whose credential it runs with. */
  readonly userId: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<JsonObject>;
  readonly body: Readonly<JsonObject>;
  /** Writes down what was changed. */
  effect(kind: JournalEffectKind, id: string): void;
}

/** What a connector can do. One definition serves both dialects. */
export interface Action {
  readonly id: string;
  /** The guide's name for it, where that is another. */
  readonly guideId?: string;
  readonly displayName: string;
  readonly description: string;
  readonly httpMethod: "get" | "post" | "patch";
  /** The provider's own path. */
  readonly path: string;
  readonly parameters: readonly ActionParameter[];
  /** Schema of the provider's request body; absent when it takes none. */
  readonly requestBody?: JsonSchema;
  /** The provider's answer; throws a Refusal when the provider fails. */
  readonly run: (execution: Execution) => unknown;
}

export interface Resource {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly Action[];
}

/** Things of one kind. Executions that are about one of them have its id in their path. */
export interface Collection {
  list(execution: Execution): readonly object[];
  create(execution: Execution): object;
  update(execution: Execution): object;
}

/** A third party that Alloy connects to. */
export interface Connector {
  readonly id: string;
  readonly name: string;
  readonly category: readonly string[];
  readonly icon: string;
  readonly authentications: readonly Authentication[];
  readonly resources: readonly Resource[];
  /** What the guide's data routes reach, by entity. */
  readonly records?: Readonly<Record<string, Collection>>;
  /** What the Unified API reaches, where the connector is a CRM. */
  readonly contacts?: Collection;
}
