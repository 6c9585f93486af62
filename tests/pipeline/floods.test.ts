import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { alarmsNow } from "#lib/db/alarms.ts";
import { messageFacts, messageOf } from "#lib/db/message-facts.ts";
import { outagesNow } from "#lib/db/outages-now.ts";
import { noticeFor } from "#lib/pipeline/notice.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { ownTools } from "../support/tools.ts";

const tools = await ownTools();
const { db } = tools;
const [from, noon, until] = ["00", "12", "23"].map((hour) => new Date(`2026-11-29T${hour}:00:00Z`)) as [Date, Date, Date];
const installationId = "default";

test("a digest of more errors than anybody can read still goes, and says how many", async () => {
  await currentPolicies(tools);
  for (let n = 0; n < 3; n++)
    await db.$executeRaw`
      INSERT INTO "DigestLine" ("id", "installationId", "channel", "decisionId", "severityRank", "category", "reason", "at")
      SELECT gen_random_uuid(), ${installationId}, 'morning', gen_random_uuid(), 3, 'validation', 'first', ${noon} FROM generate_series(1, 50000)`;
  const id = uuidv7();
  const lines = { digest: "morning", linesFrom: from, linesUntil: until };
  await db.message.create({ data: { id, installationId, channel: "slack", reason: "digest", ...lines, createdAt: until } });
  const message = await messageOf(db, id);
  assert.ok(message);
  const { digest, severity } = await noticeFor(tools, await messageFacts(db, message), {});
  assert.deepEqual([digest?.total, severity], [150_000, "low"]);
});

test("however many providers errors name, a screen lists a few outages", async () => {
  const data = Array.from({ length: 300 }, (_, n) => ({ id: uuidv7(), installationId, provider: `p${n}`, openedAt: noon }));
  await db.providerOutage.createMany({ data });
  const { outages } = await alarmsNow(db);
  assert.deepEqual([outages.length, (await outagesNow(db, until)).length], [20, 20]);
});
