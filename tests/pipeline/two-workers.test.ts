import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PolicyDocument } from "#lib/model/policy.ts";
import { acknowledge, resolveIncident } from "#lib/pipeline/incidents.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { raiseMany } from "../support/signals.ts";
import { ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const secret = "a plain secret of at least 24 characters";
const receiver = await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) });
const one = await ownTools({ ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret });
const two = await openTools(one.settings, "worker");
const { db } = one;
const window = { kind: "rolling", for: "1s" } as const;
const document = PolicyDocument.parse({
  version: 1,
  hourly: 40,
  channels: [
    { name: "hook", kind: "webhook" },
    { name: "often", kind: "digest", to: ["hook"], every: "2s" },
  ],
  policies: [
    { name: "digest", match: "severity:low", deadline: "0s", window, ladder: [{ after: "0s", to: ["often"] }] },
    {
      name: "everything",
      match: "*",
      deadline: "0s",
      window,
      ladder: [
        { after: "0s", to: ["hook"] },
        { after: "1s", to: ["hook"] },
        { after: "2s", to: ["often"] },
      ],
    },
  ],
});
await db.policyVersion.create({ data: { version: 1, document, byName: "test" } });
const failures: string[] = [];
const watched = [one, two].map((tools) => ({
  ...tools,
  notice: (...[, kind, about]: Parameters<typeof tools.notice>) => void failures.push(`${kind} ${JSON.stringify(about)}`),
}));
const workers = await Promise.all(watched.map((tools) => runWorker(tools)));
after(async () => {
  await Promise.all(workers.map((worker) => worker.stop(0)));
  await Promise.all([receiver.close(), two.close()]);
});

test("two workers and people at the same incidents: nothing is decided twice, nothing is lost, nobody waits for the other for ever", {
  timeout: 90_000,
}, async () => {
  const severities = ["high", "critical", "low"] as const;
  const wanted = (kind: "created" | "resolved", from: number) =>
    Array.from({ length: 120 }, (_, n) => ({
      issue: `i${(from + n) % 240}`,
      kind,
      subject: { severity: severities[n % 3]!, signature: `group ${(from + n) % 30}` },
    }));
  for (let round = 0; round < 6; round++) {
    await raiseMany(one, wanted("created", round * 40));
    if (round % 2 === 1) await raiseMany(two, wanted("resolved", round * 20));
    const open = await db.incident.findMany({ where: { state: "open" }, take: 6 });
    await Promise.allSettled(
      open.map(({ id }, n) =>
        (n % 2 === 0 ? acknowledge : resolveIncident)(n % 3 === 0 ? one : two, { incident: id, by: { id: "u", name: "Ada" } }),
      ),
    );
  }
  await until("all to be decided about", async () => (await db.signal.count({ where: { routedAt: null } })) === 0, 60_000);
  await until(
    "all that is due to be done",
    async () =>
      (await db.incident.count({ where: { state: "open", dueAt: { not: null } } })) === 0 &&
      (await db.gathering.count({ where: { channel: "often", dueAt: { not: null } } })) === 0,
    60_000,
  );
  const signals = await db.signal.findMany({ select: { id: true } });
  const decided = await db.decision.groupBy({ by: ["signalId"], _count: true });
  assert.equal(decided.filter(({ signalId }) => signalId !== null).length, signals.length);
  const open = await db.incident.groupBy({ by: ["policy", "groupKey"], where: { state: { not: "resolved" } }, _count: true });
  assert.ok(
    open.every(({ _count }) => _count === 1),
    "one incident of a policy and group",
  );
  const steps = await db.decision.findMany({ where: { step: { not: null } }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  for (const [incident, climbed] of Map.groupBy(steps, ({ incidentId }) => incidentId)) {
    const taken = climbed.map(({ step }) => step!);
    const isOnce = taken.every((step, n) => step === 0 || step > (taken[n - 1] ?? -1));
    assert.ok(climbed.filter(({ reason }) => reason === "first").length <= 1, "the first word is said once");
    assert.ok(isOnce, `each step once, from the beginning where it got worse again: ${incident} ${taken}`);
  }
  const digests = await db.message.findMany({ where: { digest: "often" }, orderBy: { linesUntil: "asc" } });
  for (const [n, { linesFrom, linesUntil }] of digests.entries()) {
    assert.ok(linesFrom! < linesUntil!);
    if (n > 0) assert.ok(linesFrom! >= digests[n - 1]!.linesUntil!, "no line is in two digests");
  }
  const lines = await db.digestLine.findMany({ where: { channel: "often" } });
  const inOne = lines.filter(({ at }) => digests.some(({ linesFrom, linesUntil }) => at >= linesFrom! && at < linesUntil!));
  assert.equal(inOne.length, lines.length, "each line is in one");
  assert.deepEqual(failures, []);
  assert.equal(new Set(receiver.arrived.map(({ id }) => id)).size, receiver.arrived.length);
});
