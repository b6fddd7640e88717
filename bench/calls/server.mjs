// The server of the benchmark, in a process of its own. It does as little as a server can: what it
// answers depends on how the path ends, and is in the module that it is started with.
import { createServer } from "node:http";

const { answers, delaysMs = {} } = await import(process.argv[2]);
const bodies = new Map(
  Object.entries(answers).map(([action, answer]) => [action, Buffer.from(JSON.stringify(answer))]),
);

const server = createServer((request, response) => {
  request.resume().once("end", () => {
    const action = request.url.slice(request.url.lastIndexOf("/") + 1);
    const body = bodies.get(action);
    const length = body?.length ?? 0;
    const headers = { "content-type": "application/json", "content-length": length };
    const send = () => response.writeHead(body ? 200 : 404, headers).end(body);
    if (delaysMs[action]) setTimeout(send, delaysMs[action]);
    else send();
  });
});
// A connection must outlive the time in which the other scenarios run.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));

process.on("disconnect", () => process.exit());
