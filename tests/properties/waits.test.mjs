// What `Retry-After` asks for: texts at random, seconds and dates among them, and dates that are almost
// right.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { retryAfterMs, retryAfterOf } from "../../src/js/headers.js";
import { Random } from "./random.mjs";

const CASES = 20_000;
const NOW = 784_111_777_000; // Sun, 06 Nov 1994 08:49:37 GMT

const digits = (random, least, most) =>
  Array.from({ length: random.whole(least, most) }, () => random.whole(0, 9)).join("");

function anyText(random) {
  if (random.chance(0.2)) return digits(random, 1, 20);
  if (random.chance(0.2)) return random.pick(["", "-", "+", ".", " "]) + digits(random, 0, 9);
  const day = random.pick(["Sun", "Mon", "Tue", "sun", "Sunday", ""]);
  const month = random.pick(["Jan", "Feb", "Mar", "Jun", "Dec", "dec", "Foo", "anF", "11"]);
  const zone = random.pick([" GMT", " UTC", " +0000", "", " GMT "]);
  const two = () => (random.chance(0.8) ? `${random.whole(10, 70)}` : digits(random, 1, 3));
  const year = random.chance(0.7) ? random.whole(1960, 2100) : digits(random, 1, 5);
  return `${day}, ${two()} ${month} ${year} ${two()}:${two()}:${two()}${zone}`;
}

describe("what Retry-After asks for", () => {
  it("is a number that is none below zero, or nothing", () => {
    const random = new Random(7);
    for (let n = 0; n < CASES; n += 1) {
      const text = anyText(random);
      const now = random.fraction() * 4e12;
      const wait = retryAfterMs(text, now);
      const trimmed = text.trim();
      if (/^\d+$/.test(trimmed)) {
        assert.equal(wait, Math.min(Number(trimmed), 1e9) * 1_000, text);
      } else if (wait !== undefined) {
        assert.match(text, /^\w*, \d+ [A-Z][a-z]+ \d{4} \d\d:\d\d:\d\d GMT ?$/);
        assert.ok(Number.isInteger(wait) && wait >= 0, text);
      }
    }
  });

  it("is read as it was written, were it in any second of a long time", () => {
    const random = new Random(8);
    for (let n = 0; n < CASES; n += 1) {
      const [seconds, now] = [random.whole(0, 4e9), random.fraction() * 4e12];
      const text = new Date(seconds * 1_000).toUTCString();
      const left = Math.ceil(Math.max(seconds * 1_000 - now, 0));
      assert.equal(retryAfterMs(text, now), left, text);
    }
  });

  it("counts from now, and asks for no wait when it is past", () => {
    for (const [text, wait] of [
      ["2", 2_000],
      [" 3600\t", 3_600_000],
      ["0000000002", 2_000],
      // Not understood, it would be asked again within a second.
      ["99999999999999999999", 1e12],
      ["Sun, 06 Nov 1994 08:49:40 GMT", 3_000],
      ["Sun, 06 Nov 1994 08:49:60 GMT", 22_000],
      ["Sun, 06 Nov 1994 08:49:00 GMT", 0],
      ["Mon, 07 Nov 1994 08:49:37 GMT", 86_400_000],
    ]) {
      assert.equal(retryAfterMs(text, NOW), wait, text);
    }
    assert.equal(retryAfterMs("Wed, 01 Mar 2000 00:00:00 GMT", 951_782_400_000), 86_400_000);
  });

  it("is nothing where it is neither seconds nor an HTTP date", () => {
    for (const text of [
      undefined,
      "",
      "-1",
      "1.5",
      "1e3",
      "soon",
      "NaN",
      "Infinity",
      "٣",
      "1994-11-06T08:49:37Z",
      "Sun, 06 Foo 1994 08:49:37 GMT",
      "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 99 Nov 1994 08:49:37 GMT",
      "Sun, 00 Nov 1994 08:49:37 GMT",
      "Sun, 32 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1969 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1994 08:49:37 PST",
      "Sun, 06 Nov 1994 08:49:37",
      "Sun, 06 Nov 1994 08:49 GMT",
      "06 Nov 1994 08:49:37 GMT",
    ]) {
      assert.equal(retryAfterMs(text, NOW), undefined, text);
    }
  });

  it("is found in any headers, and stand-ins that throw have none", () => {
    assert.equal(retryAfterOf(new Headers({ "retry-after": "7" })), 7_000);
    assert.equal(retryAfterOf({ "Retry-After": 7 }), 7_000);
    const throwing = { get: () => assert.fail() };
    for (const none of [new Headers(), {}, undefined, null, 7, throwing]) {
      assert.ok(Number.isNaN(retryAfterOf(none)));
    }
  });
});
