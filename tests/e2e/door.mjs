import { once } from "node:events";
import { connect, createServer } from "node:net";
import { pipeline } from "node:stream";

/**
 * An address that stays the same, and the test's own, while a server behind it goes and another one comes. With nobody
 * behind it, it hangs up.
 */
export async function openDoor() {
  let port;
  const sockets = new Set();
  const server = createServer((socket) => {
    const behind = connect(port, "127.0.0.1");
    for (const each of [socket, behind]) {
      sockets.add(each);
      each.once("close", () => sockets.delete(each));
    }
    // Whatever ends the one, ends the other.
    pipeline(socket, behind, socket, () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    leadTo: (url) => void (port = Number(new URL(url).port)),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
