import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { acceptMany } from "#lib/cli/accept.ts";

const host = "127.0.0.1";

async function listening(answer: Parameters<typeof createServer>[1]) {
  const server = createServer(answer);
  const options = { port: 0, host };
  acceptMany(server, options);
  await once(server.listen(options), "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

test("many who come at once are accepted within a few turns of the event loop", {
  skip: process.platform !== "linux",
}, async () => {
  const { server, port } = await listening(() => undefined);
  let accepted = 0;
  server.on("connection", () => accepted++);
  const clients = Array.from({ length: 100 }, () => connect(port, host));
  let turns = 0;
  for (; accepted < clients.length; turns++) await turn();
  assert.ok(turns < 50, `${turns} turns`);
  for (const client of clients) client.destroy();
  await new Promise((closed) => server.close(closed));
});

test("who closes lets nobody in, and is closed when all were answered", async () => {
  const waiting: (() => void)[] = [];
  const { server, port } = await listening((_, response) => waiting.push(() => response.end("answered")));
  const agent = new Agent({ keepAlive: true });
  const answers = Array.from({ length: 20 }, () => once(get({ port, host, agent }), "response") as Promise<[IncomingMessage]>);
  while (waiting.length < answers.length) await turn();

  let isClosed = false;
  const closed = new Promise<void>((done) => server.close(() => done())).then(() => {
    isClosed = true;
  });
  await Promise.all(
    Array.from({ length: 50 }, () => assert.rejects(once(connect(port, host), "connect"), { code: "ECONNREFUSED" })),
  );
  assert.equal(isClosed, false);
  for (const answer of waiting) answer();
  for (const [response] of await Promise.all(answers)) assert.equal(await text(response), "answered");
  agent.destroy();
  await closed;
});
