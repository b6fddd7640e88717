// An upload goes to the address that Alloy handed out, and to nobody else's.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Contract } from "./checker/contract.mjs";
import { answerOf, requestOf, told } from "./exchanges.mjs";

const MD5 = "CY9rzUYh03PK3k6DJie09g==";
const ADDRESS = "http://127.0.0.1:9/storage/notes.txt?X-Amz-Expires=3600&X-Amz-Signature=0f";
const GRANT = {
  presignedUrl: { md5: MD5, presignedUrl: ADDRESS, type: "new", s3Key: "u_notes.txt" },
};
const ASK = requestOf("POST /connectors/files/upload/request", {
  body: { filename: "notes.txt", mimeType: "text/plain", md5: MD5 },
});
const NO_ALLOY_HEADERS = {
  ...{ authorization: undefined, "x-api-version": undefined, "x-alloy-userid": undefined },
};
const STORED = { status: 200, headers: new Headers(), body: "" };

const upload = (headers) =>
  requestOf(`PUT ${ADDRESS}`, {
    body: "test",
    headers: {
      ...{ ...NO_ALLOY_HEADERS, "content-type": "text/plain", "content-md5": MD5 },
      ...headers,
    },
  });

/** What is complained of when the address was handed out before. */
function uploaded(request, answer = STORED) {
  const contract = new Contract("guide");
  assert.deepEqual(told(contract.check(ASK, answerOf(GRANT))), []);
  return contract.check(request, answer);
}

describe("an upload", () => {
  it("keeps to the contract at the address that was handed out", () => {
    const verdict = uploaded(upload());
    assert.equal(verdict.route, "PUT /{presignedUrl}");
    assert.deepEqual(told(verdict), []);
  });

  it("may be refused in the storage's own words", () => {
    const expired = { status: 403, headers: new Headers(), body: "<Error>expired</Error>" };
    assert.deepEqual(told(uploaded(upload(), expired)), []);
  });

  it("goes nowhere else", () => {
    const complaint = ["request: path is no route of Alloy's"];
    const elsewhere = requestOf("PUT /storage/other.txt", { body: "test" });
    assert.deepEqual(told(uploaded(elsewhere)), complaint);
    assert.deepEqual(told(new Contract("guide").check(upload(), STORED)), complaint);
  });

  it("carries nothing that is Alloy's", () => {
    const headers = { authorization: "Bearer k", "x-api-version": "2025-09" };
    assert.deepEqual(told(uploaded(upload(headers))), [
      "request: header/authorization must not be sent here",
      "request: header/x-api-version boolean schema is false",
    ]);
  });

  it("says what it is", () => {
    const headers = { "content-md5": undefined, "content-type": undefined };
    assert.deepEqual(told(uploaded(upload(headers))), [
      "request: header/content-md5 is required",
      "request: header/content-type is required",
    ]);
  });
});
