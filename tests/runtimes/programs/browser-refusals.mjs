import { equal, matches } from "../conformance/assert.mjs";

const REFUSED = /^AlloyConfigError: apiKey .*dangerouslyAllowBrowser/;

/** Ways to bring a key into a browser, as results beside those of the conformance checks. */
export function refusals({ AlloyConnectivity }) {
  const apiKey = "key-in-a-page";
  const env = { ALLOY_API_KEY: apiKey, ALLOY_USER_ID: "user-1" };
  const keptOut = {
    "the constructor": () => new AlloyConnectivity({ apiKey }),
    "the constructor, told no": () =>
      new AlloyConnectivity({ apiKey, dangerouslyAllowBrowser: false }),
    fromEnv: () => AlloyConnectivity.fromEnv(env),
    "fromEnv, with a key among the overrides": () =>
      AlloyConnectivity.fromEnv({}, { apiKey, userId: "user-1" }),
  };
  const letIn = {
    "the constructor, told yes": () =>
      new AlloyConnectivity({ apiKey, dangerouslyAllowBrowser: true }),
    "fromEnv, told yes": () => AlloyConnectivity.fromEnv(env, { dangerouslyAllowBrowser: true }),
    "no key, but a handler": () => new AlloyConnectivity({ baseUrl: "/alloy" }),
  };
  return [
    ...results("a key is kept out", keptOut, (refusal) => matches(refusal, REFUSED, "refusal")),
    ...results("it is let in", letIn, (refusal) => equal(refusal, null, "refusal")),
  ];
}

function results(theme, ways, check) {
  return Object.entries(ways).map(([way, make]) => {
    const name = `${theme}: ${way}`;
    try {
      check(refusal(make));
      return { name, ok: true };
    } catch (error) {
      return { name, ok: false, error: error.message };
    }
  });
}

function refusal(make) {
  try {
    make();
    return null;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
