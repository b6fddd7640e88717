// What the client's observer was told.
import { least } from "./chance.mjs";
import { count, verdict } from "./verdict.mjs";

/** @param {ReturnType<import("../events.mjs").Events["counts"]>[]} counted  by each client */
export function eventsInPairs(counted, requestsSeen) {
  const { requests, responses, unasked, unanswered } = sum(counted);
  return verdict(
    "the observer was told of each request, and of one end of it",
    `${count(requests)} requests, ${count(responses)} responses`,
    [
      ...(requests === requestsSeen ? [] : [`the sandbox saw ${requestsSeen} requests`]),
      ...(unasked === 0 ? [] : [`${unasked} responses belong to no request`]),
      ...(unanswered === 0 ? [] : [`${unanswered} requests had no response`]),
    ],
  );
}

/** @param counted  by the clients whose every 429 asked for a second */
export function gateKept(counted, rate) {
  const { requests, closings, early } = sum(counted);
  const wanted = least(requests, rate);
  return verdict(
    "nothing went out before a 429's Retry-After was over",
    `${count(closings)} times a second's wait for all`,
    [
      ...(closings >= wanted ? [] : [`${closings} 429s asked for it: hardly tried`]),
      ...(early === 0 ? [] : [`${early} requests went out too early`]),
    ],
  );
}

function sum(counted) {
  const names = ["requests", "responses", "unasked", "unanswered", "closings", "early"];
  return Object.fromEntries(
    names.map((name) => [name, counted.reduce((total, counts) => total + counts[name], 0)]),
  );
}
