// A sandbox without the routes by which credentials are listed and deleted first: who asks for them has
// to find the others.
const MISSING = /^(GET \/users\/[^/]+\/credentials|DELETE \/users\/[^/]+\/credentials\/[^/]+)$/;

/** @param {import("../../pkg-template/sandbox/types.js").Sandbox} sandbox */
export function sparse(sandbox) {
  return {
    ...sandbox,
    fetch(request) {
      const { method, headers } = request;
      if (!MISSING.test(`${method} ${new URL(request.url).pathname}`))
        return sandbox.fetch(request);
      // Its own words for a route that it does not have.
      return sandbox.fetch(
        new Request(new URL("/no-such-route", request.url), { method, headers }),
      );
    },
  };
}
