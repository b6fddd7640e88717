// Callbacks in a browser that is not the one in which the flow began.
import { comingBack, flowOf } from "../flows.mjs";
import { macOf, partsOf, signedCookie } from "../forging.mjs";
import { KEYS } from "../world.mjs";

const MISSING = { status: 403, code: "COOKIE_MISSING" };

/** A callback of Alice's flow with another Cookie header. */
const having = (cookieOf) => ({
  async request(world) {
    const flow = await flowOf(world, world.people.alice);
    return comingBack(flow, { cookie: await cookieOf(flow, world) });
  },
  ...MISSING,
});

const valued = (valueOf) =>
  having(async (flow, world) => `${flow.cookie.name}=${await valueOf(flow, world)}`);

/** The same with another MAC, or another credential. */
const made = (change) =>
  valued((flow, world) => {
    const own = partsOf(flow.cookie);
    const [mac = own.mac, credential = own.credential] = change(own, flow, world);
    return `${mac}.${credential}`;
  });

const attacks = [
  { name: "no cookie at all", ...having(() => null) },
  { name: "an empty header", ...having(() => "") },
  { name: "the session's cookie alone", ...having((_, world) => sessionOf(world.people.alice)) },
  { name: "an empty value", ...valued(() => "") },
  { name: "a dot", ...valued(() => ".") },
  {
    name: "the cookie of the same user's other flow",
    ...having(async (_, world) => {
      const { name, value } = (await flowOf(world, world.people.alice)).cookie;
      return `${name}=${value}`;
    }),
  },
  {
    name: "the other flow's cookie under this one's name",
    ...valued(async (_, world) => (await flowOf(world, world.people.alice)).cookie.value),
  },
  {
    name: "the attacker's cookie under this flow's name",
    ...valued(async (_, world) => (await flowOf(world, world.people.mallory)).cookie.value),
  },
  {
    name: "the victim's browser, which began another flow, with the attacker's callback",
    async request(world) {
      const { cookie } = await flowOf(world, world.people.alice);
      const header = `${sessionOf(world.people.alice)}; ${cookie.name}=${cookie.value}`;
      return comingBack(await flowOf(world, world.people.mallory), { cookie: header });
    },
    ...MISSING,
  },
  {
    name: "the victim's browser, which began none, with the attacker's callback",
    async request(world) {
      const flow = await flowOf(world, world.people.mallory);
      return comingBack(flow, { cookie: sessionOf(world.people.alice) });
    },
    ...MISSING,
  },
  { name: "a MAC short of its last character", ...made(({ mac }) => [mac.slice(0, -1)]) },
  { name: "a MAC that goes on", ...made(({ mac }) => [`${mac}AAAA`]) },
  { name: "no MAC", ...made(({ credential }) => ["", credential]) },
  { name: "the MAC alone, without a dot", ...valued(({ cookie }) => partsOf(cookie).mac) },
  { name: "more behind it", ...valued(({ cookie }) => `${cookie.value}A`) },
  { name: "less behind it", ...valued(({ cookie }) => cookie.value.slice(0, -1)) },
  { name: "an equals sign and more", ...valued(({ cookie }) => `${cookie.value}=AAAA`) },
  { name: "a third part", ...valued(({ cookie }) => `${cookie.value}.x`) },
  { name: "the state in its place", ...valued(({ state }) => state) },
  {
    name: "the state's MAC in place of its own",
    ...made((_, { state }) => [state.split(".")[1]]),
  },
  {
    name: "another credential in it",
    ...made((_, __, { people }) => [undefined, people.mallory.notion]),
  },
  { name: "no credential in it any more", ...made(({ mac }) => [mac, ""]) },
  {
    name: "signed with a key that is none",
    ...valued(({ id }) => signedCookie("a-key-that-mallory-made-up-0123456789", id, "x")),
  },
  {
    name: "signed for another flow",
    ...valued(() => signedCookie(KEYS.current, "A".repeat(22), "x")),
  },
  {
    name: "signed for a state",
    ...made(({ credential }, { id }) => [macOf(KEYS.current, "state", `${id}.${credential}`)]),
  },
  {
    name: "a name that another host of the domain could set",
    ...having(({ id, cookie }) => `alloy-${id}=${cookie.value}`),
  },
  {
    name: "a name in capitals",
    ...having(({ cookie }) => `${cookie.name.toUpperCase()}=${cookie.value}`),
  },
  {
    name: "the prefix in another case",
    ...having(({ id, cookie }) => `__host-alloy-${id}=${cookie.value}`),
  },
  {
    name: "a nameless cookie that reads like it",
    ...having(({ cookie }) => `=${cookie.name}=${cookie.value}`),
  },
  {
    name: "the pair inside another cookie's value",
    ...having(({ cookie }) => `theme="${cookie.name}=${cookie.value}"`),
  },
  {
    name: "the cookie in the query",
    async request(world) {
      const flow = await flowOf(world, world.people.alice);
      const target = `${flow.callback}&${flow.cookie.name}=${flow.cookie.value}`;
      return comingBack(flow, { target, cookie: null });
    },
    ...MISSING,
  },
  {
    name: "the cookie in a header of another name",
    async request(world) {
      const flow = await flowOf(world, world.people.alice);
      const headers = { "X-Cookie": `${flow.cookie.name}=${flow.cookie.value}` };
      return comingBack(flow, { cookie: null, headers });
    },
    ...MISSING,
  },
];

function sessionOf({ session }) {
  return `session=${session}`;
}

export default [{ theme: "a flow's cookie", attacks }];
