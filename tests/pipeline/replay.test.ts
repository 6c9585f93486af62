import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryFailed } from "#lib/db/record-delivery.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { replayDelivery } from "#lib/pipeline/replay.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { deliver, deliverAndTriage, ownTools } from "../support/tools.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const tools = await ownTools();
const { db } = tools;
const by = { id: "k1", name: "key to write" };
const stateOf = async (id: string) => (await db.delivery.findUniqueOrThrow({ where: { id } })).state;
const waiting = async (id: string): Promise<number> => {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pgboss.job WHERE name = 'triage' AND data->>'delivery' = ${id} AND id <> ${id}::uuid`;
  return rows.length;
};

test("a finished delivery is worked on again, and nothing is doubled", async () => {
  for (const [resource, body] of [
    ["error", errorBody({ issue: "501" })],
    ["issue", issueBody({ id: "502" })],
    ["issue", issueBody({ id: "502", action: "resolved", status: "resolved" })],
  ] as const) {
    const { delivery } = await deliverAndTriage(tools, resource, body);
    const before = await counts();
    assert.deepEqual(await replayDelivery(tools, delivery!, by), { delivery });
    assert.equal(await stateOf(delivery!), "accepted");
    await triage(tools, { delivery: delivery! });
    assert.equal(await stateOf(delivery!), "done");
    assert.deepEqual(await counts(), before);
  }
});

const counts = async () => ({
  reports: await db.report.count(),
  issues: await db.issue.count(),
  verdicts: await db.verdict.count(),
  signals: await db.signal.count(),
  occurrences: (await db.signature.aggregate({ _sum: { occurrences: true } }))._sum,
});

test("a parked one gets its attempts anew", async () => {
  const { delivery } = await deliver(tools, "error", errorBody({ issue: "503" }));
  await deliveryFailed(db, delivery!, "the model was away", "parked");
  await replayDelivery(tools, delivery!, by);
  const { state, error, attempts } = await db.delivery.findUniqueOrThrow({ where: { id: delivery! } });
  assert.deepEqual({ state, error, attempts }, { state: "accepted", error: null, attempts: 0 });
  await triage(tools, { delivery: delivery! });
  assert.equal(await stateOf(delivery!), "done");
});

test("pressed twice, also at once: one run", async () => {
  const { delivery } = await deliverAndTriage(tools, "error", errorBody({ issue: "504" }));
  await Promise.all([1, 2, 3].map(() => replayDelivery(tools, delivery!, by)));
  await replayDelivery(tools, delivery!, by);
  assert.equal(await waiting(delivery!), 1);
  const entries = await db.auditEntry.findMany({ where: { action: "delivery.replay", target: delivery! } });
  assert.deepEqual(
    entries.map(({ byName }) => byName),
    [by.name],
  );
});

test("what has no work in it says so, and what is unknown is not found", async () => {
  const { delivery } = await deliver(tools, "installation", { action: "created", installation: { uuid: "u" }, data: {} });
  await assert.rejects(replayDelivery(tools, delivery!, by), BadInput);
  await assert.rejects(replayDelivery(tools, "019aaaaa-0000-7000-8000-000000000000", by), NotFound);
});
