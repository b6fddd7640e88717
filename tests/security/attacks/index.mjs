// Every attack there is.
import bodies from "./bodies.mjs";
import cookies from "./cookies.mjs";
import hosts from "./hosts.mjs";
import origins from "./origins.mjs";
import ownership from "./ownership.mjs";
import paths from "./paths.mjs";
import redirects from "./redirects.mjs";
import routes from "./routes.mjs";
import sessions from "./sessions.mjs";
import smuggling from "./smuggling.mjs";
import states from "./states.mjs";

/**
 * @typedef {object} Attack
 * @property {string} name
 * @property {(world: object) => Message | Uint8Array | Promise<Message | Uint8Array>} request
 * @property {number | number[]} status
 * @property {string} [code]
 * @property {"workerd"} [by] who refuses it, in place of the handler
 * @property {string} [worker] which is attacked; by default the main one
 * @property {boolean} [warm] whether the handler knows the user's own connections by then
 * @property {"own list"} [upstream] what alone may reach Alloy; by default nothing
 * @property {number} [aheadMs] how late it is
 * @property {() => AsyncIterable<Uint8Array>} [rest] what follows
 * @property {{ status: number, code: string }[]} [then] what further requests in it are answered with
 * @property {string} [cors] the origin that may read the refusal
 *
 * @type {{ theme: string, attacks: Attack[] }[]}
 */
export const THEMES = [
  ...states,
  ...cookies,
  ...ownership,
  ...bodies,
  ...paths,
  ...routes,
  ...sessions,
  ...origins,
  ...redirects,
  ...smuggling,
  ...hosts,
];
