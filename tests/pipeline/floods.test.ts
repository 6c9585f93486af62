import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { alarmsNow } from "#lib/db/alarms.ts";
import { messageFacts, messageOf } from "#lib/db/message-facts.ts";
import { outagesNow } from "#lib/db/outages-now.ts";
import { noticeFor } from "#lib/pipeline/notice.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { routeAll } from "../support/route.ts";
import { raiseMany } from "../support/signals.ts";
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

test("the last resort is told of the first ones of an hour each, and of all others together", async () => {
  const own = await ownTools({ SMTP_URL: "smtp://127.0.0.1:2525", EMAIL_FROM: "verdict@example.com", EMAIL_TO: "a@example.com" });
  const flood = (name: string) =>
    raiseMany(
      own,
      Array.from({ length: 30 }, (_, n) => ({
        issue: `${name}${n}`,
        subject: { severity: "critical" as const, signature: `${name}${n}` },
      })),
    );
  await flood("a");
  await routeAll(own);
  await flood("b");
  await routeAll(own);
  const messages = await own.db.message.findMany({ where: { channel: "administrators" }, orderBy: { id: "asc" } });
  assert.deepEqual([messages.length, messages.filter(({ digest }) => digest !== null).length], [11, 1]);
  const bundle = messages.find(({ digest }) => digest !== null);
  assert.ok(bundle);
  const { digest, severity } = await noticeFor(own, await messageFacts(own.db, bundle), {});
  assert.deepEqual([digest?.total, digest?.bundle, severity], [50, true, "critical"]);
});
