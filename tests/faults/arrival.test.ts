import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { signedDelivery } from "../standins/sentry.ts";
import { acknowledged, sendAll, sendOne, shots } from "../support/generator.ts";
import { ownServer } from "../support/own-server.ts";
import { proxyTo, type Wire } from "../support/proxy.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict, type Verdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { errorBody, eventId } from "../support/webhooks.ts";

const server = await ownServer();

const spooled = ({ dataDir }: Verdict): string[] => {
  const folder = join(dataDir, "spool");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : [];
};

/** The first requests of a process that just began may find it busy with itself. */
const taking = ({ url }: Verdict) =>
  until("it to take deliveries", async () => (await sendOne(url, shots(1)[0]!)).status === 202, 60_000);

describe("the database away", () => {
  let wire: Wire;
  let verdict: Verdict;
  before(async () => {
    wire = await proxyTo(server.url);
    verdict = await startVerdict({ databaseUrl: wire.url });
    await taking(verdict);
  });
  after(async () => {
    wire.mode("pass");
    await verdict.stop();
    await wire.close();
  });

  for (const mode of ["refuse", "hang"] as const) {
    test(`when it ${mode}s: each of 50 is answered 2xx in under a second, and all are there afterwards, once`, async () => {
      wire.mode(mode);
      const fates = await sendAll(verdict.url, shots(50), 10);
      assert.equal(acknowledged(fates).length, 50);
      assert.ok(Math.max(...fates.map(({ ms }) => ms)) < 1000, `slowest ${Math.max(...fates.map(({ ms }) => ms))} ms`);
      const ready = await fetch(`${verdict.url}/api/ready`);
      assert.equal(ready.status, 503);
      assert.equal((await fetch(`${verdict.url}/api/health`)).status, 200);
      wire.mode("refuse"); // what hangs is cut, so that new connections are made
      wire.mode("pass");
      await until("the spool to be empty", () => spooled(verdict).length === 0, 60_000);
      const rows = await server.db.delivery.count({
        where: { digest: { in: fates.map(({ digest }) => new Uint8Array(digest)) } },
      });
      assert.equal(rows, 50);
    });
  }
});

test("a web process killed while its deliveries lie on disk: the next one brings them in", async () => {
  const wire = await proxyTo(server.url);
  const verdict = await startVerdict({ databaseUrl: wire.url, worker: false });
  try {
    await taking(verdict);
    wire.mode("refuse");
    const fates = await sendAll(verdict.url, shots(20), 5);
    assert.equal(acknowledged(fates).length, 20);
    await verdict.web.kill("SIGKILL");
    wire.mode("pass");
    await verdict.web.start();
    await until("the spool to be empty", () => spooled(verdict).length === 0, 60_000);
    assert.equal(
      await server.db.delivery.count({ where: { digest: { in: fates.map(({ digest }) => new Uint8Array(digest)) } } }),
      20,
    );
  } finally {
    await verdict.stop();
    await wire.close();
  }
});

for (const point of ["ingest.before_commit", "ingest.after_commit_before_answer"] as const) {
  test(`the web process killed at ${point}: sent again, there is one event`, async () => {
    const verdict = await startVerdict({ databaseUrl: server.url, worker: false });
    try {
      await verdict.web.kill("SIGTERM");
      await verdict.web.start({ FAULT_POINTS: `${point}=kill@${join(verdict.dataDir, point)}` });
      const [shot] = shots(1);
      const first = await sendOne(verdict.url, shot!);
      await verdict.web.kill("SIGKILL"); // where it kept the delivery on disk, it did not come to that point
      await verdict.web.start();
      const again = await sendOne(verdict.url, shot!);
      const isSlow = first.status === 202 || again.ms > 400; // then it is kept on disk first, and acknowledged
      if (!isSlow) assert.deepEqual([first.status, again.status], ["unknown", point === "ingest.before_commit" ? 202 : 200]);
      await until("the spool to be empty", () => spooled(verdict).length === 0, 60_000);
      assert.equal(await server.db.delivery.count({ where: { digest: new Uint8Array(again.digest) } }), 1);
    } finally {
      await verdict.stop();
    }
  });
}

test("the database away and the disk full: 503 with when to come again, said by ready and metrics, and nothing is acknowledged that is not kept", async () => {
  const wire = await proxyTo(server.url);
  const verdict = await startVerdict({ databaseUrl: wire.url, worker: false });
  try {
    await taking(verdict);
    wire.mode("refuse");
    execFileSync("prlimit", ["--pid", String(verdict.web.child.pid), "--fsize=1000:unlimited"]); // no file of it may hold a line
    const fates = await sendAll(verdict.url, shots(30), 5);
    assert.deepEqual(new Set(fates.map(({ status }) => status)), new Set([503]));
    const again = signedDelivery({ resource: "error", body: errorBody({ event: eventId() }), secret: clientSecret });
    const answer = await fetch(`${verdict.url}/api/sentry/webhook`, {
      method: "POST",
      headers: again.headers,
      body: new Uint8Array(again.body),
    });
    assert.deepEqual([answer.status, answer.headers.get("retry-after")], [503, "5"]);
    const ready = await fetch(`${verdict.url}/api/ready`);
    assert.deepEqual([ready.status, ((await ready.json()) as { parts: { spool: string } }).parts.spool], [503, "full"]);
    const metrics = await (await fetch(`${verdict.url}/api/metrics`)).text();
    assert.match(metrics, /webhook_deliveries_total\{resource="error",outcome="away"\} [1-9]/);
    execFileSync("prlimit", ["--pid", String(verdict.web.child.pid), "--fsize=unlimited:unlimited"]);
    const [last] = shots(1);
    assert.equal((await sendOne(verdict.url, last!)).status, 202);
    wire.mode("pass");
    await until("the spool to be empty", () => spooled(verdict).length === 0, 60_000);
    const digests = [...fates, { digest: createHash("sha256").update(last!.body).digest() }].map(
      ({ digest }) => new Uint8Array(digest),
    );
    assert.equal(await server.db.delivery.count({ where: { digest: { in: digests } } }), 1);
  } finally {
    await verdict.stop();
    await wire.close();
  }
});

test("without a client secret the webhook answers 503 and everything else works", async () => {
  const verdict = await startVerdict({ databaseUrl: server.url, worker: false, env: { SENTRY_CLIENT_SECRET: "" } });
  try {
    const answer = await fetch(`${verdict.url}/api/sentry/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", "sentry-hook-signature": "0".repeat(64) },
      body: "{}",
    });
    assert.equal(answer.status, 503);
    assert.ok(answer.headers.get("retry-after"));
    assert.equal((await fetch(`${verdict.url}/sign-in`)).status, 200);
    const ready = (await (await fetch(`${verdict.url}/api/ready`)).json()) as Record<string, unknown>;
    assert.match(JSON.stringify(ready), /sentry_secret/);
  } finally {
    await verdict.stop();
  }
});

test("what was acknowledged in all of this has a report and a verdict in the end", async () => {
  const verdict = await startVerdict({ databaseUrl: server.url });
  try {
    await until(
      "every delivery to be done",
      async () => (await server.db.delivery.count({ where: { state: "accepted" } })) === 0,
      120_000,
    );
    assert.deepEqual(await server.db.delivery.groupBy({ by: ["state"] }), [{ state: "done" }]);
    for (const { verdictId, sentryIssueId } of await server.db.issue.findMany())
      assert.ok(verdictId, `issue ${sentryIssueId} has a standing verdict`);
    const reports = await server.db.report.findMany({ select: { eventId: true } });
    assert.equal(reports.length, await server.db.delivery.count(), "each delivery told of an event of its own");
  } finally {
    await verdict.stop();
  }
});
