// States that are forged, mutilated, exchanged or come too late.
import { changedState, macOf, partsOf, signedState, wordsOf } from "../forging.mjs";
import { comingBack, flowOf } from "../flows.mjs";
import { KEYS } from "../world.mjs";
import { exchange } from "../wire.mjs";

const [VERSION, EXPIRES, FLOW, USER, CONNECTOR, RETURN_TO] = [0, 1, 2, 3, 4, 5];
const INVALID = { status: 403, code: "STATE_INVALID" };
const MALFORMED = { status: 400, code: "REQUEST_MALFORMED" };

/** A callback of Mallory's own flow whose state is put through `change`. */
const having = (change, expected = INVALID) => ({
  async request(world) {
    const flow = await flowOf(world, world.people.mallory);
    return comingBack(flow, { state: await change(flow.state, world, flow) });
  },
  ...expected,
});

const word = (index, value) => (words) => words.with(index, String(value));
const unsigned = (change) => having((state) => changedState(null, state, change));
const signed = (change, expected) =>
  having((state) => changedState(KEYS.current, state, change), expected);

/** The text with the bits of one character changed, to another of base64url. */
function flipped(text, at) {
  const index = at < 0 ? text.length + at : at;
  return text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);
}

/** The last character says two or four bits that are read by nobody: another of the same meaning. */
function respelt(text) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)) + 1];
}

const mutilated = [
  { name: "no state", ...having(() => null) },
  { name: "an empty state", ...having(() => "") },
  { name: "a dot", ...having(() => ".") },
  { name: "a state of another make", ...having(() => "eyJhbGciOiJub25lIn0.e30.") },
  { name: "the payload alone", ...having((state) => state.split(".")[0]) },
  { name: "the payload and a dot", ...having((state) => `${state.split(".")[0]}.`) },
  { name: "the MAC alone", ...having((state) => `.${state.split(".")[1]}`) },
  { name: "a MAC short of its last character", ...having((state) => state.slice(0, -1)) },
  { name: "a MAC short of its last bytes", ...having((state) => state.slice(0, -4)) },
  { name: "a payload short of its first characters", ...having((state) => state.slice(4)) },
  { name: "a MAC that goes on", ...having((state) => `${state}AAAA`) },
  { name: "a third part", ...having((state) => `${state}.e30`) },
  { name: "an empty third part", ...having((state) => `${state}.`) },
  { name: "a payload that goes on", ...having((state) => state.replace(".", "AAAA.")) },
  { name: "the MAC in another spelling", ...having(respelt) },
  { name: "the MAC padded", ...having((state) => `${state}%3D`) },
  { name: "the MAC in hexadecimal", ...having(inHexadecimal) },
  { name: "a bit of the payload changed", ...having((state) => flipped(state, 9)) },
  { name: "a bit of the MAC changed", ...having((state) => flipped(state, -9)) },
  { name: "a MAC of zeros", ...having((state) => `${state.split(".")[0]}.${"A".repeat(43)}`) },
  { name: "a space before the state", ...having((state) => `+${state}`) },
  { name: "a space after the state", ...having((state) => `${state}%20`) },
  { name: "NUL after the state", ...having((state) => `${state}%00`) },
  { name: "a line feed after the state", ...having((state) => `${state}%0a`) },
  { name: "a percent sign that begins no byte", ...having((state) => `${state}%`) },
  { name: "the state encoded twice", ...having((state) => state.replace(".", "%252e")) },
  { name: "a state longer than any", ...having(() => `${"A".repeat(12_000)}.AAAA`) },
  {
    name: "a state longer than a URL may be",
    ...having(() => `${"A".repeat(30_000)}.AAAA`, MALFORMED),
  },
  { name: "the state twice", ...having((state) => `${state}&alloy_state=${state}`, MALFORMED) },
  { name: "a good state before a bad one", ...having((it) => `${it}&alloy_state=x`, MALFORMED) },
  { name: "a bad state before a good one", ...having((it) => `x&alloy_state=${it}`, MALFORMED) },
  { name: "the code twice", ...having((state) => `${state}&code=stolen`, MALFORMED) },
  { name: "the state under another name", ...having((state) => `&state=${state}`) },
  { name: "the name in capitals", ...having((state) => `&ALLOY_STATE=${state}`) },
];

function inHexadecimal(state) {
  const [payload, mac] = state.split(".");
  return `${payload}.${Buffer.from(mac, "base64url").toString("hex")}`;
}

const forged = [
  {
    name: "signed with a key that was never one",
    ...having((state) => changedState("a-key-that-mallory-made-up-0123456789", state, (it) => it)),
  },
  {
    name: "signed with a part of the key",
    ...having((state) => changedState(KEYS.current.slice(0, 32), state, (it) => it)),
  },
  { name: "signed with no key", ...having((state) => changedState("", state, (it) => it)) },
  {
    name: "signed with a key of next month's",
    ...having((state) => changedState(KEYS.newer, state, (it) => it)),
  },
  {
    name: "signed for no purpose",
    ...having((state) => {
      const [payload] = state.split(".");
      return `${payload}.${macOf(KEYS.current, "", payload)}`;
    }),
  },
  {
    name: "signed for a cookie",
    ...having((state) => {
      const [payload] = state.split(".");
      return `${payload}.${macOf(KEYS.current, "cookie", payload)}`;
    }),
  },
  { name: "a cookie in its place", ...having((_, __, flow) => flow.cookie.value) },
  {
    name: "a cookie's MAC in place of its own",
    ...having((state, _, flow) => `${state.split(".")[0]}.${partsOf(flow.cookie).mac}`),
  },
  {
    name: "the user changed",
    ...having((state, { people }) => changedState(null, state, word(USER, people.alice.userId))),
  },
  { name: "the connector changed", ...unsigned(word(CONNECTOR, "slack")) },
  {
    name: "the target changed",
    ...unsigned(word(RETURN_TO, "https://evil.example/")),
  },
  { name: "the end put off", ...unsigned(word(EXPIRES, 4_000_000_000)) },
  { name: "the flow changed", ...unsigned(word(FLOW, "A".repeat(22))) },
  { name: "the version changed", ...unsigned(word(VERSION, 0)) },
  { name: "what was connected before left out", ...unsigned((words) => words.slice(0, 6)) },
];

const well = [
  { name: "of a version to come, signed", ...signed(word(VERSION, 2)) },
  { name: "without an end, signed", ...signed(word(EXPIRES, "")) },
  { name: "with an end that is no number, signed", ...signed(word(EXPIRES, "4e9")) },
  { name: "of no user, signed", ...signed(word(USER, "")) },
  { name: "of no flow, signed", ...signed(word(FLOW, "")) },
  { name: "cut off after the user, signed", ...signed((words) => words.slice(0, 4)) },
  { name: "of no words, signed", ...having(() => signedState(KEYS.current, "")) },
  { name: "that is no UTF-8, signed", ...having(() => signedState(KEYS.current, notUnicode())) },
  {
    name: "of the past, signed",
    ...signed(word(EXPIRES, 1_000_000_000), { status: 403, code: "STATE_EXPIRED" }),
  },
  {
    name: "of another connector, signed",
    ...signed(word(CONNECTOR, "slack")),
  },
  {
    name: "padded, signed",
    ...having((state) => {
      const payload = `${state.split(".")[0]}==`;
      return `${payload.replaceAll("=", "%3D")}.${macOf(KEYS.current, "state", payload)}`;
    }),
  },
  {
    name: "in JSON, signed",
    ...having((state) => {
      const [version, expires, flow, userId, connectorId, returnTo] = wordsOf(state);
      const said = { version, expires, flow, userId, connectorId, returnTo };
      return signedState(KEYS.current, JSON.stringify(said));
    }),
  },
];

function notUnicode() {
  return Buffer.from([0x31, 0x20, 0xff, 0xfe, 0x20]);
}

const exchanged = [
  {
    name: "the MAC of the same user's other flow",
    ...having(async (state, world) => {
      const other = await flowOf(world, world.people.mallory);
      return `${state.split(".")[0]}.${other.state.split(".")[1]}`;
    }),
  },
  {
    name: "of another app of the same Alloy account",
    async request(world) {
      const headers = { Host: "other.example", Origin: "https://other.example" };
      const flow = await flowOf(world, world.people.mallory, { worker: "other", headers });
      return comingBack(flow);
    },
    ...INVALID,
  },
  {
    name: "signed with a key that has been retired",
    worker: "other",
    async request(world) {
      return comingBack(await flowOf(world, world.people.mallory));
    },
    ...INVALID,
  },
  {
    name: "at the callback of another connector",
    async request(world) {
      const flow = await flowOf(world, world.people.mallory);
      const target = flow.callback.replace("/callback/notion", "/callback/slack");
      return comingBack(flow, { target });
    },
    ...INVALID,
  },
  {
    name: "at the callback of a connector that is not listed",
    async request(world) {
      const flow = await flowOf(world, world.people.mallory);
      const target = flow.callback.replace("/callback/notion", "/callback/hubspot");
      return comingBack(flow, { target });
    },
    ...{ status: 403, code: "CONNECTOR_REFUSED" },
  },
  {
    name: "at the callback of a connector in capitals",
    async request(world) {
      const flow = await flowOf(world, world.people.mallory);
      const target = flow.callback.replace("/callback/notion", "/callback/Notion");
      return comingBack(flow, { target });
    },
    ...{ status: 403, code: "CONNECTOR_REFUSED" },
  },
];

const USED = { status: 403, code: "STATE_USED" };

const late = [
  ...Object.entries({ 600: "at its end", 601: "a second late", 86_400: "a day late" }).map(
    ([seconds, name]) => ({
      name,
      aheadMs: Number(seconds) * 1_000,
      request: async (world) => comingBack(await flowOf(world, world.people.mallory)),
      ...{ status: 403, code: "STATE_EXPIRED" },
    }),
  ),
  { name: "a second time", ...again() },
  { name: "a second time, in another isolate", worker: "second", ...again() },
  { name: "a second time, after the keys were changed", worker: "rotated", ...again() },
  { name: "a second time, with another code", ...again({ target: changedCode }) },
  { name: "a second time, with another's code", ...again({ target: codeOfAlice }) },
  {
    name: "when nobody can tell whether it is the first time",
    worker: "disordered",
    request: async (world) => comingBack(await flowOf(world, world.people.mallory)),
    ...{ status: 500, code: "HANDLER_FAILED" },
  },
  { name: "again after a refusal by the user", ...again({ decision: "deny" }) },
  { name: "for a refusal, after it was allowed", ...again({ target: refused }) },
];

/** The callback once more, in a browser that has kept the cookie. */
function again({ decision = "allow", target = (flow) => flow.callback } = {}) {
  return {
    async request(world) {
      const flow = await flowOf(world, world.people.mallory, { decision });
      const [first] = await exchange(world.ports.main, comingBack(flow));
      if (first.status !== 302) throw new Error(`the first time: ${first.status} ${first.body}`);
      return comingBack(flow, { target: await target(flow, world) });
    },
    ...USED,
  };
}

function changedCode({ callback }) {
  return callback.replace(/code=\w+/, "code=stolen");
}

async function codeOfAlice({ callback }, world) {
  const [code] = /code=\w+/.exec((await flowOf(world, world.people.alice)).callback);
  return callback.replace(/code=\w+/, code);
}

function refused({ callback }) {
  return callback.replace(/code=\w+/, "error=access_denied");
}

export default [
  { theme: "a state that is mutilated", attacks: mutilated },
  { theme: "a state that is forged", attacks: forged },
  { theme: "a state by someone with the key", attacks: well },
  { theme: "a state that is another's", attacks: exchanged },
  { theme: "a state that comes too late", attacks: late },
];
