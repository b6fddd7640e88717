import { coded } from "../answers.js";
import type { Collection, Execution } from "../connectors/connector.js";
import { executionOf } from "../effects.js";
import { pathParameter, type Call, type Route } from "../route.js";

const PATH = "/one/crm/contacts";

/** The Unified API's contacts, the same for every CRM. The credential tells which one. */
export const contactRoutes: readonly Route[] = [
  {
    method: "GET",
    path: PATH,
    dialect: "shared",
    answer(call) {
      const [contacts, execution] = reach(call);
      return call.json({ contacts: contacts.list(execution) });
    },
  },
  {
    method: "POST",
    path: PATH,
    dialect: "shared",
    answer(call) {
      const [contacts, execution] = reach(call);
      return call.json({ contact: contacts.create(execution) });
    },
  },
  {
    method: "PUT",
    path: `${PATH}/{contactId}`,
    dialect: "shared",
    answer(call) {
      const [contacts, execution] = reach(call);
      return call.json({ contact: contacts.update(execution) });
    },
  },
];

function reach(call: Call): [Collection, Execution] {
  const { catalogue, state } = call.get("world");
  const query = call.req.query();
  const { connectorId } = state.credentials.use(query.credentialId, call.get("userId"));
  call.get("entry").connectorId = connectorId;
  const { name, contacts } = catalogue.connector(connectorId);
  if (!contacts) throw coded(400, "UNSUPPORTED_APP", `${name} is not a CRM app`);
  const path = { id: pathParameter(call, "contactId") };
  return [contacts, executionOf(call, connectorId, { path, query, body: call.get("body") })];
}
