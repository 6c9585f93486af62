import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { forget } from "#lib/db/forget.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();
const now = new Date();
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);

async function decision(at: Date): Promise<string> {
  const id = uuidv7({ msecs: at.getTime() });
  await db.decision.create({
    data: { id, installationId: "default", action: "none", reason: "dedup", documentVersion: 1, at },
  });
  return id;
}

test("what is older than the retention goes, also by the thousands, and what is younger stays", async () => {
  await Promise.all(Array.from({ length: 2100 }, () => decision(ago(91))));
  const kept = await decision(ago(89));
  await db.heartbeat.create({ data: { id: "old", role: "worker", seenAt: ago(2) } });
  await forget(db, now, { keepDeliveriesDays: 30, keepReportsDays: 90 });
  assert.deepEqual(await db.decision.findMany({ select: { id: true } }), [{ id: kept }]);
  assert.equal(await db.heartbeat.count(), 0);
});
