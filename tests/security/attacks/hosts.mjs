// What a request says of the host that it came to.
import { fromPage } from "../messages.mjs";

const FAILED = { status: 500, code: "HANDLER_FAILED" };

/** To a Worker that has no public origin of its own: only this machine may do without. */
const local = (Host) => ({
  worker: "local",
  request: ({ people }) =>
    fromPage(people.alice, "POST /alloy/connect/notion", {}, { Host, Origin: `http://${Host}` }),
  ...FAILED,
});

/** To a Worker that has no store: only this machine may do without. */
const storeless = (Host) => ({
  worker: "storeless",
  request: ({ people }) => fromPage(people.alice, "POST /alloy/connect/notion", {}, { Host }),
  ...FAILED,
});

const withoutOrigin = [
  { name: "another host", ...local("evil.example") },
  { name: "a host below localhost's name", ...local("localhost.evil.example") },
  { name: "a host that begins like this machine's address", ...local("127.0.0.1.evil.example") },
  { name: "an address of another machine", ...local("10.0.0.1") },
  { name: "the address of all machines", ...local("0.0.0.0") },
  { name: "the address where clouds keep their keys", ...local("169.254.169.254") },
];

const withoutStore = [
  { name: "the app's host", ...storeless("app.example") },
  { name: "this machine's address, which anybody can send", ...storeless("127.0.0.1") },
  { name: "the app's host after that", ...storeless("app.example") },
];

export default [
  { theme: "the host, where there is no public origin", attacks: withoutOrigin },
  { theme: "the host, where there is no store", attacks: withoutStore },
];
