// The methods of the class: those that the core performs, those that are one request (endpoints.js), and
// those that are made of others. What is decided while a request is under way, Rust decides.

import { READERS } from "./arguments.js";
import { batch } from "./batch.js";
import { Contacts } from "./contacts.js";
import { endpoints } from "./endpoints.js";
import { forUser, perform, takeFrom, viewOf } from "./engine.js";
import { uploadFile } from "./files.js";
import { NotionClient } from "./notion.js";
import { readEnvironment } from "./options.js";
import { paginate } from "./paginate.js";
import { readId } from "./readers.js";
import { createUsers, ensureUser } from "./users.js";
import { verifyConnection } from "./verify.js";

export { Digest } from "./digest.js";
export { NotionClient };

// The contacts of each client, made when they are first asked for.
const contacts = new WeakMap();

const methods = {
  forUser(userId) {
    return forUser(this, readId("userId", userId));
  },
  ...Object.fromEntries(Object.entries(READERS).map(performing)),
  ...endpoints,
  uploadFile,
  createUsers,
  ensureUser,
  async batch(calls, options) {
    // Awaited, or Workers of old dates take a refusal for one that nobody handles.
    return await batch(viewOf(this), calls, options);
  },
  paginate(...given) {
    return paginate(viewOf(this), ...given);
  },
  async verifyConnection(connectionId, options) {
    const client = viewOf(this);
    try {
      return await verifyConnection(client, connectionId, options);
    } finally {
      client.free();
    }
  },
  notion(connectionId) {
    return new NotionClient(viewOf(this), connectionId);
  },
};

function performing([name, read]) {
  const method = function (...given) {
    return perform(this, name, () => read(...given));
  };
  return [name, method];
}

/** Puts them beside what Rust exports. */
export function complete(alloy) {
  takeFrom(alloy);
  const { prototype } = alloy;
  alloy.fromEnv = function (env, overrides) {
    return new this(readEnvironment(env, overrides));
  };
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(prototype, "CRM", {
    get() {
      if (!contacts.has(this)) contacts.set(this, new Contacts(viewOf(this)));
      return contacts.get(this);
    },
    configurable: true,
  });
}
