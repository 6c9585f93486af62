import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { forget } from "#lib/db/forget.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();
const now = new Date();
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

async function decisions(count: number, at: Date): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7({ msecs: at.getTime() }));
  const one = { installationId: "default", action: "none", reason: "dedup", documentVersion: 1, at };
  await db.decision.createMany({ data: ids.map((id) => ({ id, ...one })) });
  return ids;
}

test("what is older than the retention goes, also by the thousands, and what is younger stays", async () => {
  await decisions(2100, ago(91));
  const [kept] = await decisions(1, ago(89));
  await db.heartbeat.create({ data: { id: "old", role: "worker", seenAt: ago(2) } });
  await forget(db, now, { keepDeliveriesDays: 30, keepReportsDays: 90 });
  assert.deepEqual(await db.decision.findMany({ select: { id: true } }), [{ id: kept }]);
  assert.equal(await db.heartbeat.count(), 0);
});

test("incidents that ended long ago go with their members, acts, silences and outages; what still stands stays", async () => {
  const incident = async (resolvedAt: Date | null): Promise<string> => {
    const id = uuidv7({ msecs: ago(200).getTime() });
    const begun = { installationId: "default", openedAt: ago(200), documentVersion: 1, policy: "high", groupKey: id, group: {} };
    await db.incident.create({
      data: { ...begun, id, subject: {}, severityRank: 3, state: resolvedAt ? "resolved" : "open", resolvedAt },
    });
    await db.incidentMember.create({ data: { incidentId: id, issueId: uuidv7(), joinedAt: ago(200) } });
    return id;
  };
  const [, recent, open] = [await incident(ago(91)), await incident(ago(89)), await incident(null)];
  const act = { installationId: "default", incidentId: open, act: { kind: "acknowledge" } };
  const keptAct = uuidv7({ msecs: ago(89).getTime() });
  await db.incidentAct.create({ data: { ...act, id: uuidv7({ msecs: ago(91).getTime() }), at: ago(91) } });
  await db.incidentAct.create({ data: { ...act, id: keptAct, at: ago(89) } });
  const uses = [ago(91), ago(89)].map((heldAt, at) => ({ installationId: "default", silence: `s${at}`, heldAt }));
  await db.silenceUse.createMany({ data: uses });
  const outage = { installationId: "default", provider: "openai", openedAt: ago(120) };
  await db.providerOutage.create({ data: { ...outage, id: uuidv7(), closedAt: ago(100) } });
  await db.providerOutage.create({ data: { ...outage, id: uuidv7(), closedAt: null } });

  await forget(db, now, { keepDeliveriesDays: 30, keepReportsDays: 90 });

  const kept = (await db.incident.findMany({ select: { id: true } })).map(({ id }) => id);
  assert.deepEqual(kept.toSorted(), [recent, open].toSorted());
  const members = (await db.incidentMember.findMany({ select: { incidentId: true } })).map(({ incidentId }) => incidentId);
  assert.deepEqual(members.toSorted(), [recent, open].toSorted());
  assert.deepEqual(await db.incidentAct.findMany({ select: { id: true } }), [{ id: keptAct }]);
  assert.deepEqual(await db.silenceUse.findMany({ select: { silence: true } }), [{ silence: "s1" }]);
  assert.deepEqual(await db.providerOutage.findMany({ select: { closedAt: true } }), [{ closedAt: null }]);
});
