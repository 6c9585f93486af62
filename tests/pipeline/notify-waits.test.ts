import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { transaction } from "#lib/db/client.ts";
import { wantEdits } from "#lib/db/edits.ts";
import { claimMessage } from "#lib/db/messages.ts";
import { channelViews } from "#lib/pipeline/channel-page.ts";
import { notify } from "#lib/pipeline/notify.ts";
import type { Scripted } from "../standins/script.ts";
import { startSlack } from "../standins/slack.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { jobsOf } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const slack = await startSlack();
after(() => slack.close());
const clock = movableClock();
const own = await ownTools({ SLACK_BOT_TOKEN: slack.token, SLACK_CHANNEL: slack.channel, SLACK_API_URL: slack.url });
const tools = { ...own, clock: clock.now };
const { db } = tools;
const day = 86_400_000;
const throttled: Scripted = { status: 429, headers: { "retry-after": "3600" } };

beforeEach(async () => {
  slack.forget();
  await db.$executeRaw`TRUNCATE "Message", "Incident", "Channel", "Signal"`;
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

const rowOf = (id: string) => db.message.findUniqueOrThrow({ where: { id } });
const announced = async (): Promise<{ incident: string; message: string }> => {
  const made = await addIncident(db, { at: clock.now() });
  return { incident: made.incident, message: await addMessage(db, made, "slack", clock.now()) };
};

describe("for a channel that has trouble for long", () => {
  test("a message that never had its turn is tried once more after a day, and given up", async () => {
    const waiting = [await announced(), await announced(), await announced()];
    slack.script(throttled);
    for (const { message } of waiting) await notify(tools, { message });
    assert.equal(slack.received.length, 0);
    for (let n = 0; n < 3; n++) {
      clock.pass(day / 4 + 1);
      slack.script(throttled);
      for (const { message } of waiting) await notify(tools, { message });
    }
    for (const { message } of waiting) assert.equal((await rowOf(message)).state, "queued");
    clock.pass(day / 4);
    slack.script(throttled, throttled, throttled);
    for (const { message } of waiting) await notify(tools, { message });
    for (const { message } of waiting) {
      const { state, error, nextAttemptAt } = await rowOf(message);
      assert.deepEqual([state, nextAttemptAt], ["failed", null]);
      assert.match(error ?? "", /^Given up after a day: /);
    }
    assert.equal((await jobsOf(tools, "failed")).length, 0, "they are of no decision");
  });

  test("an edit waits a day from when it was wanted, however old what it edits is", async () => {
    const { incident, message } = await announced();
    await notify(tools, { message });
    clock.pass(3 * day);
    const want = () => transaction(db, (tx) => wantEdits(tx, [{ incident, before: clock.now() }], clock.now()));
    await want();
    slack.script(throttled);
    await notify(tools, { message });
    const waits = await rowOf(message);
    assert.deepEqual([waits.state, waits.wanted, waits.posted], ["sent", 2, 1]);
    assert.equal(waits.nextAttemptAt?.getTime(), clock.now().getTime() + 3_600_000);
    clock.pass(day / 2);
    await want();
    clock.pass(day / 2 + 1);
    slack.script(throttled);
    await notify(tools, { message });
    const over = await rowOf(message);
    assert.deepEqual([over.state, over.posted, over.wanted], ["sent", 3, 3]);
    assert.match(over.error ?? "", /^Given up after a day: /);
  });

  test("what waits is counted on its row, however long it does", async () => {
    await announced();
    clock.pass(2 * day);
    await announced();
    const [view] = (await channelViews(tools)).filter(({ name }) => name === "slack");
    assert.equal(view?.today.waiting, 2);
  });
});

test("a message that ends whoever sends it is given up after as many attempts as any other", async () => {
  const { message } = await announced();
  for (let attempts = 1; attempts <= 8; attempts++) {
    await db.message.update({ where: { id: message }, data: { state: "sending", attempts, attemptedAt: clock.now() } });
    clock.pass(60_000);
  }
  await notify(tools, { message });
  const { state, error } = await rowOf(message);
  assert.deepEqual([state, error], ["failed", "Given up after 9 attempts: Whoever sent it never came to its end."]);
  assert.equal(slack.received.length, 0);
});

describe("who wakes when another has the message already", () => {
  const lease = 60_000;
  /** Stands still before it sends, for longer than its lease. */
  const asleep = (meanwhile: (message: string) => Promise<unknown>, message: string) => ({
    ...tools,
    fault: async (point: string) => {
      if (point !== "notify.before_send") return;
      clock.pass(lease);
      await meanwhile(message);
      slack.script({ status: 500 });
    },
  });
  const nothingElse = async () => {
    assert.equal((await db.channel.findUnique({ where: { name: "slack" } }))?.error ?? null, null);
    assert.deepEqual(await jobsOf(tools, "notify"), []);
  };

  test("and sends it leaves it to that one, whatever becomes of its own attempt", async () => {
    const { message } = await announced();
    await notify(
      asleep((id) => claimMessage(db, id, clock.now(), lease), message),
      { message },
    );
    const { state, doubtful, attempts, attemptedAt, error } = await rowOf(message);
    assert.deepEqual([state, doubtful, attempts, error], ["sending", true, 2, null]);
    assert.deepEqual(attemptedAt, clock.now());
    await nothingElse();
  });

  test("and sent it does not say that it failed", async () => {
    const { message } = await announced();
    await notify(
      asleep((id) => notify(tools, { message: id }), message),
      { message },
    );
    const { state, posted, error, nextAttemptAt } = await rowOf(message);
    assert.deepEqual([state, posted, error, nextAttemptAt], ["sent", 1, null, null]);
    await nothingElse();
  });
});

describe("a message that went late, to somebody about an incident of which nobody was reached", () => {
  const late = async () => {
    const { incident, message } = await announced();
    await db.incident.update({ where: { id: incident }, data: { undeliveredAt: clock.now() } });
    await db.channel.create({ data: { name: "slack", kind: "slack", error: "trouble", pausedUntil: clock.now() } });
    return { incident, message };
  };
  const isLost = async (id: string) => (await db.incident.findUniqueOrThrow({ where: { id } })).undeliveredAt !== null;

  test("is written down with all that follows from it at once: whoever dies then leaves nothing undone", async () => {
    const { incident, message } = await late();
    await notify(tools, { message });
    const written = await db.$queryRaw<{ by: string }[]>`
      SELECT xmin::text AS "by" FROM "Message" WHERE "id" = ${message}::uuid UNION ALL SELECT xmin::text FROM "Incident" WHERE "id" = ${incident}::uuid
      UNION ALL SELECT xmin::text FROM "Channel" WHERE "name" = 'slack' UNION ALL SELECT xmin::text FROM pgboss.job WHERE name = 'mended'`;
    assert.deepEqual([written.length, new Set(written.map(({ by }) => by)).size], [4, 1]);
    assert.equal(await isLost(incident), false);
  });

  test("is not sent again when not all of that can be written at once", async () => {
    const { incident, message } = await late();
    const hold = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holding = db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT 1 FROM "Channel" WHERE "name" = 'slack' FOR UPDATE`;
        held.resolve();
        await hold.promise;
      },
      { timeout: 60_000 },
    );
    await held.promise;
    const sending = notify(tools, { message });
    await until("it to be said that it went", async () => (await rowOf(message)).state === "sent");
    hold.resolve();
    await Promise.all([holding, sending]);
    assert.deepEqual([(await rowOf(message)).posted, slack.received.length, await isLost(incident)], [1, 1, false]);
    await notify(tools, { message });
    assert.equal(slack.received.length, 1);
    assert.equal((await jobsOf(tools, "mended")).length, 1);
  });
});
