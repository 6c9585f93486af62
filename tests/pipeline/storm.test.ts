import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { after, test } from "node:test";
import { Busy, ConfigurationError } from "#lib/model/errors.ts";
import { boundedBytes, receive } from "#lib/pipeline/receive.ts";
import { sendStorm } from "#lib/pipeline/storm.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { movableClock, ownTools } from "../support/tools.ts";

/** The web process's route, as far as the storm needs it. */
const paths: string[] = [];
const server = createServer(async (request, response) => {
  paths.push(request.url ?? "");
  const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]));
  const body = new Uint8Array(await buffer(request));
  const { outcome } = await receive(tools, await boundedBytes(new Request("http://x/", { method: "POST", body })), headers);
  response.writeHead(outcome === "accepted" ? 202 : outcome === "copy" ? 200 : 500).end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close());
const env = { PORT: String((server.address() as AddressInfo).port), HOST: "0.0.0.0" };
const clock = movableClock();
const tools: Tools = { ...(await ownTools(env, "web")), clock: clock.now };
const { db } = tools;
const by = { id: "u1", name: "Ann" };

test("a storm is real signed webhooks through the real route, recognisable as made up", async () => {
  const { sent } = await sendStorm(tools, by);
  assert.ok(sent >= 55 && sent <= 65, String(sent));
  assert.deepEqual(new Set(paths), new Set(["/api/sentry/webhook"]));
  const rows = await db.delivery.findMany({ select: { id: true } });
  assert.equal(rows.length, sent);
  for (const { id } of rows) await triage(tools, { delivery: id });
  const issues = await db.issue.findMany();
  assert.equal(issues.length, 8);
  assert.deepEqual(new Set(issues.map(({ project }) => project)), new Set(["sample-storm"]));
  assert.deepEqual(new Set(issues.map(({ environment }) => environment)), new Set(["sample"]));
  assert.equal(new Set(issues.map(({ signature }) => signature)).size, 8);
  const categories = new Set(issues.map(({ category }) => category));
  for (const wanted of ["rate_limit", "quota_exceeded", "timeout", "response_quality", "code_bug", "database"])
    assert.ok(categories.has(wanted), `${wanted} of ${[...categories]}`);
  assert.ok(
    issues.some(({ severityRank }) => severityRank === 0),
    "something to be told about",
  );
  assert.deepEqual((await db.installation.findUniqueOrThrow({ where: { id: "default" } })).uuids, []);
});

test("one a minute, and the next one is another", async () => {
  await assert.rejects(sendStorm(tools, by), (error) => error instanceof Busy && error.afterMs === 60_000);
  clock.pass(61_000);
  await sendStorm(tools, by);
  assert.equal(await db.delivery.count(), paths.length, "no copies");
  assert.equal(await db.auditEntry.count({ where: { action: "storm.send" } }), 2);
});

test("without a client secret it says what to set, and the storm is not used up", async () => {
  clock.pass(61_000);
  const none = { ...tools, installations: { ...tools.installations, secrets: () => [] } };
  await assert.rejects(sendStorm(none, by), ConfigurationError);
  await sendStorm(tools, by);
});

test("a web process that does not answer is said", async () => {
  clock.pass(61_000);
  const settings = { ...tools.settings, PORT: 1 };
  await assert.rejects(
    sendStorm({ ...tools, settings }, by),
    (error) => error instanceof Busy && /does not answer/.test(error.message),
  );
});
