import assert from "node:assert/strict";
import { test } from "node:test";
import { channelBreaks, channelWorks } from "#lib/db/channels.ts";
import { transaction } from "#lib/db/client.ts";
import { ownDatabase } from "../support/database.ts";
import { until } from "../support/wait.ts";

const { db } = await ownDatabase();
const slack = { name: "slack", kind: "slack" };
const at = new Date("2026-03-02T09:00:00Z");

test("of two who find at once that a channel works again, one says so", async () => {
  await channelBreaks(db, slack, "the token was revoked", at);
  const works = () => transaction(db, (tx) => channelWorks(tx, slack, at));
  const [first, second] = await transaction(db, async (tx) => {
    const isFirst = await channelWorks(tx, slack, at);
    const waiting = { answer: works() };
    await until("the second to wait", async () => {
      const locks = await tx.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE NOT granted`;
      return locks.length > 0;
    });
    return [isFirst, waiting] as const;
  });
  assert.deepEqual([first, await second.answer, await works()], [true, false, false]);
});
