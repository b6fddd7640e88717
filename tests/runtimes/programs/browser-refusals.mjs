/** Ways to bring a key into a browser: each with the error's name and message, or null when it got in. */
export function refusals({ AlloyConnectivity }) {
  const apiKey = "key-in-a-page";
  const env = { ALLOY_API_KEY: apiKey, ALLOY_USER_ID: "user-1" };
  const ways = {
    "the constructor": () => new AlloyConnectivity({ apiKey }),
    "the constructor, told no": () =>
      new AlloyConnectivity({ apiKey, dangerouslyAllowBrowser: false }),
    fromEnv: () => AlloyConnectivity.fromEnv(env),
    "fromEnv, with a key among the overrides": () =>
      AlloyConnectivity.fromEnv({}, { apiKey, userId: "user-1" }),
    "the constructor, told yes": () =>
      new AlloyConnectivity({ apiKey, dangerouslyAllowBrowser: true }),
    "fromEnv, told yes": () => AlloyConnectivity.fromEnv(env, { dangerouslyAllowBrowser: true }),
    "no key, but a handler": () => new AlloyConnectivity({ baseUrl: "/alloy" }),
  };
  return Object.fromEntries(
    Object.entries(ways).map(([way, make]) => {
      try {
        make();
        return [way, null];
      } catch (error) {
        return [way, `${error.name}: ${error.message}`];
      }
    }),
  );
}
