import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { correctSome } from "#lib/cli/demo/people.ts";

const asked: string[] = [];
let status = 404;
const api = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.writeHead(asked.length % 2 === 0 ? status : 201, { "content-type": "application/json" }).end("{}");
});
api.listen(0, "127.0.0.1");
await once(api, "listening");
after(() => api.close());
const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
const people = [
  { name: "Mai", key: "one" },
  { name: "Jonas", key: "two" },
];

test("the people of the demo pass over what is not judged yet, and say the rest", async () => {
  await correctSome(url, people);
  assert.ok(asked.length > 10);
  assert.equal(new Set(asked).size, asked.length);
});

test("any other refusal ends it", async () => {
  status = 500;
  await assert.rejects(correctSome(url, people), /was answered with 500/);
});
