// What examples/edge/next/redis.ts talks to: Upstash's Redis over HTTP, as far as the example goes.
import { createServer } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** @param {() => number} now */
export async function serveRedis(token, now = Date.now) {
  const values = new Map();
  const COMMANDS = {
    GET: (key) => values.get(key) ?? null,
    SET(key, value, onlyNew, unit, expiresAtMs) {
      if (onlyNew !== "NX" || unit !== "PXAT" || !(expiresAtMs > now())) throw new Error("syntax");
      if (values.has(key)) return null;
      values.set(key, value);
      return "OK";
    },
  };
  const server = createServer(async (request, response) => {
    const answer = (status, body) => response.writeHead(status).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`) {
      return answer(401, { error: "WRONGPASS" });
    }
    try {
      const [name, ...args] = JSON.parse(await text(request));
      answer(200, { result: COMMANDS[name](...args) });
    } catch {
      answer(400, { error: "ERR syntax error" });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    values,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
