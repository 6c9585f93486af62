import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { stampPeers } from "#lib/auth/peer.ts";

const server = createServer((request, response) => response.end(String(request.headers["x-forwarded-for"]))).listen(
  0,
  "127.0.0.1",
);
await once(server, "listening");
after(() => server.close());

async function seen(trustedProxies: string | undefined, claimed?: string): Promise<string> {
  const undo = stampPeers(trustedProxies);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const answer = await fetch(url, { headers: claimed === undefined ? {} : { "x-forwarded-for": claimed } });
  undo();
  return answer.text();
}

test("a caller's own claim of an address is replaced by where the connection comes from", async () => {
  assert.equal(await seen(undefined), "127.0.0.1");
  assert.equal(await seen(undefined, "203.0.113.1"), "127.0.0.1");
});

test("with proxies to trust, what they wrote stays in front", async () => {
  assert.equal(await seen("10.0.0.0/8, 127.0.0.1", "203.0.113.1, 10.0.0.2"), "203.0.113.1, 10.0.0.2, 127.0.0.1");
  assert.equal(await seen("10.0.0.0/8"), "127.0.0.1");
});
