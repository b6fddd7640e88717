// What only Node has of the things that checks can use.
import { inspect as show } from "node:util";
import { runInNewContext } from "node:vm";

/** As a log of Node's shows a value, and a little more. */
export const inspect = (value) =>
  show(value, { depth: 10, showHidden: true, maxStringLength: null });

/** Of another realm: nothing of it is an instance of anything here. */
export const foreignResponse = runInNewContext(`
  (text) => ({
    status: 200,
    headers: new Map([["x-request-id", "abroad"]]),
    text: () => Promise.resolve(text),
  })
`);
