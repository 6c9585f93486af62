import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { channelStates } from "#lib/pipeline/channel-states.ts";
import { notify } from "#lib/pipeline/notify.ts";
import type { Scripted } from "../standins/script.ts";
import { startSlack } from "../standins/slack.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const secret = "a plain secret of at least 24 characters";
const [slack, receiver] = [await startSlack(), await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) })];
const clock = movableClock();
const own = await ownTools({
  SLACK_WEBHOOK_URL: slack.webhook,
  ALERT_WEBHOOK_URL: receiver.url,
  ALERT_WEBHOOK_SECRET: secret,
});
/** How long an answer is waited for, in ms, where a test says: a hang takes no longer than it must. */
let patience: number | undefined;
const tools = {
  ...own,
  clock: clock.now,
  request: (sent: Parameters<typeof own.request>[0]) => own.request({ ...sent, ...(patience && { timeoutMs: patience }) }),
};
const { db } = tools;
after(() => Promise.all([slack.close(), receiver.close()]));
beforeEach(async () => {
  patience = undefined;
  for (const standIn of [slack, receiver]) standIn.forget();
  clock.pass(Date.now() - clock.now().getTime());
  await db.channel.deleteMany();
  await db.signal.deleteMany();
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

const rowOf = (id: string) => db.message.findUniqueOrThrow({ where: { id } });
const stateOf = async (name: string) => (await channelStates(tools)).find((state) => state.name === name)!;
const announced = (channel: string): Promise<string> =>
  addIncident(db, { at: clock.now() }).then((made) => addMessage(db, made, channel, clock.now()));
/** Lets the time pass for which the message waits, and tries it again. */
async function retry(message: string): Promise<void> {
  const { nextAttemptAt } = await rowOf(message);
  clock.pass(Math.max(0, (nextAttemptAt?.getTime() ?? 0) - clock.now().getTime()) + 1);
  await notify(tools, { message });
}
const throttled: Scripted = { status: 429, headers: { "retry-after": "30" } };

describe("asked to wait", () => {
  test("a channel rests for as long as it asked, others go on, and the attempt does not count", async () => {
    const [one, two, other] = [await announced("slack"), await announced("slack"), await announced("hook")];
    slack.script(throttled);
    for (const message of [one, two, other]) await notify(tools, { message });
    assert.deepEqual([slack.received.length, receiver.arrived.length], [0, 1]);
    const [first, second] = [await rowOf(one), await rowOf(two)];
    assert.deepEqual([first.state, first.attempts, second.state, second.attempts], ["queued", 0, "queued", 0]);
    assert.equal(first.nextAttemptAt?.getTime(), clock.now().getTime() + 30_000);
    assert.deepEqual(second.nextAttemptAt, first.nextAttemptAt);
    const state = await stateOf("slack");
    assert.deepEqual([state.state, state.paused_until], ["paused", first.nextAttemptAt?.toISOString()]);
    clock.pass(29_000);
    await notify(tools, { message: one });
    assert.equal(slack.received.length, 0);
    clock.pass(1001);
    for (const message of [one, two]) await notify(tools, { message });
    assert.equal(slack.received.length, 2);
    assert.equal((await rowOf(one)).attempts, 1);
    assert.equal((await stateOf("slack")).state, "ok");
  });

  test("for a whole day, a message is given up and says so", async () => {
    const message = await announced("slack");
    clock.pass(86_400_001);
    slack.script(throttled);
    await notify(tools, { message });
    const { state, error } = await rowOf(message);
    assert.deepEqual([state, error], ["failed", "Given up after a day: Slack asked to wait (429)."]);
  });
});

describe("trouble that passes", () => {
  for (const [name, scripted, copies, isDoubtful] of [
    ["500", { status: 500, body: "oops" }, 1, false],
    ["a hang", "hang", 1, true],
    ["a reset after it was accepted", "reset", 2, true],
  ] as const)
    test(`${name} is tried again after a pause with jitter; received ${copies} times`, async () => {
      const message = await announced("slack");
      slack.script(scripted as Scripted);
      const began = clock.now().getTime();
      patience = scripted === "hang" ? 500 : undefined;
      await notify(tools, { message });
      patience = undefined;
      const waiting = await rowOf(message);
      const pause = waiting.nextAttemptAt!.getTime() - began;
      assert.ok(pause >= 4000 && pause <= 6000, `${pause} ms`);
      assert.deepEqual([waiting.state, waiting.attempts], ["queued", 1]);
      assert.ok(waiting.error);
      await retry(message);
      const row = await rowOf(message);
      assert.deepEqual([row.state, row.attempts, row.error, row.doubtful], ["sent", 2, null, isDoubtful]);
      assert.equal(slack.received.length, copies);
    });

  test("of one channel for hours: eight attempts within about an hour, then it fails; the other channel has its message once", async () => {
    const made = await addIncident(db, { at: clock.now() });
    const [failing, fine] = [await addMessage(db, made, "slack", clock.now()), await addMessage(db, made, "hook", clock.now())];
    const began = clock.now().getTime();
    slack.script(...Array.from({ length: 20 }, () => ({ status: 503 })));
    for (const message of [failing, fine]) await notify(tools, { message });
    for (let attempt = 2; attempt <= 8; attempt++) {
      assert.equal((await rowOf(failing)).state, "queued");
      await retry(failing);
    }
    const row = await rowOf(failing);
    assert.deepEqual([row.state, row.attempts], ["failed", 8]);
    assert.match(row.error ?? "", /^Given up after 8 attempts: Slack answered 503/);
    const minutes = (clock.now().getTime() - began) / 60_000;
    assert.ok(minutes > 40 && minutes < 80, `${minutes} minutes`);
    assert.deepEqual([receiver.arrived.length, (await rowOf(fine)).state], [1, "sent"]);
  });

  test("afterwards one message tries the channel, the others wait for their turn", async () => {
    const other = await announced("slack");
    await db.message.update({ where: { id: other }, data: { state: "sending", attemptedAt: clock.now(), attempts: 1 } });
    await db.channel.create({ data: { name: "slack", kind: "slack", pausedUntil: clock.now() } });
    const message = await announced("slack");
    await notify(tools, { message });
    const row = await rowOf(message);
    assert.deepEqual([row.state, row.attempts, row.nextAttemptAt?.getTime()], ["queued", 0, clock.now().getTime() + 2000]);
  });

  test("that nobody foresaw is tried again too, and says only its kind", async () => {
    const message = await announced("hook");
    const broken = { ...tools, request: () => Promise.reject(new TypeError("a secret detail")) };
    await notify(broken, { message });
    const row = await rowOf(message);
    assert.deepEqual([row.state, row.error], ["queued", "Something unforeseen went wrong (TypeError)."]);
  });
});

describe("trouble that somebody must mend", () => {
  for (const [status, body, words] of [
    [404, "no_service", /no_service: this webhook was removed or switched off/],
    [410, "channel_is_archived", /channel_is_archived: the channel is archived: unarchive it/],
    [403, "invalid_token", /invalid_token: the webhook's address is wrong/],
    [403, "", /Slack answered 403/],
  ] as const)
    test(`${status} ${body}: no further attempt, the channel is broken and says what to do, and it is told once`, async () => {
      const [one, two] = [await announced("slack"), await announced("slack")];
      slack.script({ status, body }, { status, body });
      for (const message of [one, two]) await notify(tools, { message });
      const row = await rowOf(one);
      assert.deepEqual([row.state, row.attempts, row.nextAttemptAt], ["failed", 1, null]);
      assert.match(row.error ?? "", words);
      const state = await stateOf("slack");
      assert.equal(state.state, "broken");
      assert.match(state.error ?? "", words);
      const signals = await db.signal.findMany();
      assert.deepEqual(
        signals.map(({ kind }) => kind),
        ["channel_broken"],
      );
      assert.match(JSON.stringify(signals[0]?.subject), /The channel slack is broken/);
      const three = await announced("slack");
      await notify(tools, { message: three });
      assert.equal((await stateOf("slack")).state, "ok", "a message that gets through mends it");
    });

  test("a message that is refused by itself fails alone", async () => {
    const message = await announced("hook");
    receiver.script({ status: 422, body: "no" });
    await notify(tools, { message });
    assert.deepEqual([(await rowOf(message)).state, (await stateOf("hook")).state], ["failed", "ok"]);
    assert.equal(await db.signal.count(), 0);
  });

  test("a redirect is not followed and breaks the channel", async () => {
    const message = await announced("hook");
    receiver.script({ status: 302, headers: { location: `${slack.url}/elsewhere` } });
    await notify(tools, { message });
    assert.match((await rowOf(message)).error ?? "", /302, a redirect, which is not followed/);
    assert.deepEqual([slack.faults, (await stateOf("hook")).state], [[], "broken"]);
  });
});
