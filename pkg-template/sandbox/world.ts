import { OAUTH2 } from "./connectors/authentication.js";
import { createCatalogue, type Catalogue } from "./connectors/catalogue.js";
import { Faults } from "./faults/faults.js";
import { Ids } from "./ids.js";
import { Journal } from "./journal.js";
import { spokenRoutes } from "./routes/spoken.js";
import type { Settings } from "./settings.js";
import { State } from "./state.js";
import type { JournalEffectKind } from "./types.js";

/** All that one sandbox holds. */
export class World {
  readonly settings: Settings;
  readonly journal: Journal;
  readonly faults: Faults;
  #state: State;
  #catalogue: Catalogue;

  constructor(settings: Settings) {
    this.settings = settings;
    this.journal = new Journal(settings.journalLimit);
    const struck = spokenRoutes(settings.dialect).filter(({ caller }) => caller !== "browser");
    this.faults = new Faults(struck, settings.seed);
    [this.#state, this.#catalogue] = beginning(settings);
    for (const id of settings.providers.keys()) {
      const connector = this.#catalogue.connectors.find((candidate) => candidate.id === id);
      if (connector?.authentications.includes(OAUTH2)) continue;
      throw new TypeError(`providers: there is no connector ${id} that is let in by OAuth`);
    }
  }

  get state(): State {
    return this.#state;
  }

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  reset(): void {
    this.journal.clear();
    this.faults.clear();
    [this.#state, this.#catalogue] = beginning(this.settings);
  }

  effect(
    kind: JournalEffectKind,
    id: string,
    by: { userId: string; connectorId: string | null; requestId: string },
  ): void {
    const { userId, connectorId, requestId } = by;
    this.journal.addEffect({ at: this.state.now(), kind, id, userId, connectorId, requestId });
  }
}

function beginning(settings: Settings): [State, Catalogue] {
  const state = new State(settings, new Ids(settings.seed));
  return [state, createCatalogue(state)];
}
