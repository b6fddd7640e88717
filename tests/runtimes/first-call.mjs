// A program that does no more than one call: what a runtime's cold start is measured with, and what a bundle is
// weighed by.

export const BY_IMPORT = 'import { AlloyConnectivity } from "alloy-connectivity";';
export const BY_REQUIRE = 'const { AlloyConnectivity } = require("alloy-connectivity");';

const byPackage = `
const firstCall = (baseUrl) =>
  new AlloyConnectivity({
    apiKey: "key",
    userId: "user",
    connectionId: "connection",
    dialect: "guide",
    baseUrl,
    dangerouslyAllowBrowser: true,
  }).executeAction("notion", "post-search", {});`;

/** The same request. */
const byFetch = `
const firstCall = async (baseUrl) => {
  const response = await fetch(\`\${baseUrl}/connectors/notion/actions/post-search\`, {
    method: "POST",
    headers: {
      Authorization: "Bearer key",
      "x-api-version": "2025-09",
      "x-alloy-userid": "user",
      Accept: "application/json",
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ credentialId: "connection", parameters: {} }),
  });
  return response.json();
};`;

/**
 * The source of one.
 *
 * @param {"package" | "fetch"} what  makes the call
 * @param {string} rest  of the program, which has `firstCall(url)`, a promise of the answer
 * @param {string} [loading]  how the package comes in, with `AlloyConnectivity` in scope after it
 */
export const firstCallProgram = (what, rest, loading = BY_IMPORT) =>
  what === "package" ? `${loading}${byPackage}\n${rest}` : `${byFetch}\n${rest}`;
