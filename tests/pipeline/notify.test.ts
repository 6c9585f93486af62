import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { severityRank } from "#lib/model/taxonomy.ts";
import { leaseMs, notify } from "#lib/pipeline/notify.ts";
import { sweep } from "#lib/pipeline/sweep.ts";
import { startSlack } from "../standins/slack.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { addVerdict } from "../support/issues.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { movableClock, ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes!").toString("base64")}`;
const [slack, receiver] = [await startSlack(), await startReceiver({ secret })];
const clock = movableClock();
const tools = {
  ...(await ownTools({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_CHANNEL: slack.channel,
    SLACK_API_URL: slack.url,
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: secret,
    PUBLIC_URL: "https://verdict.example",
  })),
  clock: clock.now,
};
const { db } = tools;
after(() => Promise.all([slack.close(), receiver.close()]));
beforeEach(async () => {
  for (const standIn of [slack, receiver]) standIn.forget();
  clock.pass(Date.now() - clock.now().getTime());
  await db.channel.deleteMany();
  await db.signal.deleteMany();
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

const rowOf = (id: string) => db.message.findUniqueOrThrow({ where: { id } });
const jobsFor = async (id: string): Promise<number> => {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'notify' AND data->>'message' = ${id}`;
  return row?.count ?? 0;
};
const announce = async (channel: string, more: Parameters<typeof addMessage>[4] = {}) => {
  const made = await addIncident(db, { at: clock.now() });
  return { ...made, message: await addMessage(db, made, channel, clock.now(), more) };
};
const want = (id: string) => db.message.update({ where: { id }, data: { wanted: { increment: 1 } } });

async function revise(issue: string, change: { category?: "rate_limit"; severity?: "high"; rootCause?: string }): Promise<void> {
  const { installationId, signature } = await db.issue.findUniqueOrThrow({ where: { id: issue } });
  const id = crypto.randomUUID();
  await addVerdict(db, { id, installationId, issueId: issue, signature: signature ?? "", severity: "critical", ...change });
  await db.issue.update({
    where: { id: issue },
    data: { verdictId: id, severityRank: severityRank(change.severity ?? "critical") },
  });
}

describe("a message", () => {
  test("is posted once, with all it tells of as it stands now, and its row says where and when", async () => {
    const { message, sentryIssueId, incident } = await announce("slack");
    await notify(tools, { message });
    await notify(tools, { message });
    assert.deepEqual([slack.faults, slack.received.length], [[], 1]);
    const { seen, blocks } = slack.received[0]!;
    for (const said of [
      "⬢ Critical · Timeout",
      `message of ${sentryIssueId}`,
      "Raise the limit.",
      "12 users, 340 events",
      sentryIssueId,
    ])
      assert.ok(seen.includes(said), `${said} in ${seen}`);
    const links = JSON.stringify(blocks);
    assert.ok(links.includes(`https://verdict.example/issues/${sentryIssueId}?installation=default`));
    assert.ok(links.includes(`https://verdict.example/incidents/${incident}`));
    const row = await rowOf(message);
    assert.deepEqual([row.state, row.posted, row.attempts, row.doubtful, row.error], ["sent", 1, 1, false, null]);
    assert.match(row.externalId ?? "", /^C0STANDIN01:/);
    assert.ok(row.sentAt);
  });

  test("that changes is edited where it stands, as often as it is wanted", async () => {
    const { message, issue, incident } = await announce("slack");
    await notify(tools, { message });
    await revise(issue, { category: "rate_limit" });
    await want(message);
    await notify(tools, { message });
    await db.incident.update({ where: { id: incident }, data: { state: "acknowledged", acknowledgedBy: "Ann" } });
    await want(message);
    await notify(tools, { message });
    assert.deepEqual(
      slack.received.map(({ path }) => path),
      ["/api/chat.postMessage", "/api/chat.update", "/api/chat.update"],
    );
    assert.equal(slack.standing().length, 1);
    assert.match(slack.standing()[0]!.seen, /^Acknowledged by Ann · ⬢ Critical · Rate limit/);
    assert.equal((await rowOf(message)).posted, 3);
  });

  test("two workers never send together: one claims it, the other looks again when the first should be done", async () => {
    const { message } = await announce("hook");
    receiver.script({ late: 300 });
    await Promise.all([notify(tools, { message }), notify(tools, { message }), notify(tools, { message })]);
    assert.equal(receiver.arrived.length, 1);
    assert.equal(await jobsFor(message), 2);
  });

  test("what an edit has told already is not told again by one that was wanted before it was told", async () => {
    const { message, issue } = await announce("hook");
    await notify(tools, { message });
    await revise(issue, { category: "rate_limit" });
    await want(message);
    const { promise: claims, resolve: claim } = Promise.withResolvers<void>();
    const { promise: told, resolve: tell } = Promise.withResolvers<void>();
    const slow = new Proxy(db, {
      get(of, name) {
        if (name !== "$queryRaw") return Reflect.get(of, name);
        return async (sql: TemplateStringsArray, ...values: unknown[]) => {
          if (sql.join().includes(`"state" = 'sending', "attemptedAt"`)) {
            claim();
            await told;
          }
          return of.$queryRaw(sql, ...values);
        };
      },
    });
    const later = notify({ ...tools, db: slow }, { message });
    await claims;
    await notify(tools, { message });
    await want(message);
    tell();
    await later;
    assert.deepEqual(
      receiver.arrived.map(({ event }) => event.type),
      ["incident.opened", "incident.updated"],
    );
  });

  test("an edit wanted while it is being posted follows at once", async () => {
    const { message } = await announce("slack");
    slack.script({ late: 300 });
    const posting = notify(tools, { message });
    await until("it to be sent", async () => (await rowOf(message)).state === "sending");
    await want(message);
    await posting;
    const { posted, wanted } = await rowOf(message);
    assert.deepEqual([posted, wanted, await jobsFor(message)], [1, 2, 1]);
    await notify(tools, { message });
    assert.deepEqual(
      slack.received.map(({ path }) => path),
      ["/api/chat.postMessage", "/api/chat.update"],
    );
  });

  test("left by a dead process half way may have gone: it is sent again with the same id, and said to be doubtful", async () => {
    const { message } = await announce("hook", { state: "sending", attempts: 1, attemptedAt: clock.now() });
    await notify(tools, { message });
    assert.equal(receiver.arrived.length, 0, "its lease still stands");
    assert.equal(await jobsFor(message), 1);
    clock.pass(leaseMs("webhook") + 1);
    await notify(tools, { message });
    assert.deepEqual([receiver.faults, receiver.arrived.map(({ id }) => id)], [[], [message]]);
    const row = await rowOf(message);
    assert.deepEqual([row.state, row.doubtful, row.attempts], ["sent", true, 2]);
  });

  test("waiting while its incident was resolved is not sent any more; the end is told only where the beginning was", async () => {
    const first = await announce("slack");
    await db.incident.update({ where: { id: first.incident }, data: { state: "resolved", resolvedAt: clock.now() } });
    await notify(tools, { message: first.message });
    const end = await addMessage(db, first, "slack", clock.now(), { reason: "resolved" });
    await notify(tools, { message: end });
    assert.equal(slack.received.length, 0);
    assert.deepEqual([(await rowOf(first.message)).state, (await rowOf(end)).state], ["cancelled", "cancelled"]);
    assert.match((await rowOf(end)).error ?? "", /Nobody was told/);

    const told = await announce("slack");
    await notify(tools, { message: told.message });
    await db.incident.update({ where: { id: told.incident }, data: { state: "resolved", resolvedAt: clock.now() } });
    await notify(tools, { message: await addMessage(db, told, "slack", clock.now(), { reason: "resolved" }) });
    assert.match(slack.received[1]!.seen, /^✓ Resolved · /);
  });

  test("whose job was lost is found again", async () => {
    const { message } = await announce("slack");
    const told = await announce("slack", { state: "sent", posted: 1 });
    await sweep(tools);
    assert.equal(await jobsFor(message), 0, "it is young");
    clock.pass(901_000);
    await sweep(tools);
    assert.deepEqual([await jobsFor(message), await jobsFor(told.message)], [1, 0]);
  });

  test("to a channel that the policies no longer name is cancelled with the reason", async () => {
    const { message } = await announce("gone");
    await notify(tools, { message });
    const row = await rowOf(message);
    assert.deepEqual([row.state, row.error], ["cancelled", "The policies no longer name the channel gone."]);
  });

  test("about Verdict itself has no issue and says what happened", async () => {
    const { incident } = await announce("slack");
    await db.incident.update({
      where: { id: incident },
      data: { issueId: null, subject: { message: "The budget is used up." } },
    });
    const message = await addMessage(db, { incident, issue: null as never, sentryIssueId: "" }, "slack", clock.now());
    await notify(tools, { message });
    assert.match(slack.received[0]!.seen, /^Verdict · ⬢ Critical\n[\s\S]*The budget is used up\./);
  });
});

describe("a service of the user's own", () => {
  test("is told what becomes of an incident: each state, category and severity once, and no other wording", async () => {
    const { message, issue, incident } = await announce("hook");
    await notify(tools, { message });
    const edit = async (): Promise<void> => {
      await want(message);
      await notify(tools, { message });
    };
    await revise(issue, { rootCause: "Another wording." });
    await edit();
    assert.equal(receiver.arrived.length, 1, "the wording alone is not told");
    await db.incident.update({ where: { id: incident }, data: { state: "acknowledged", acknowledgedBy: "Ann" } });
    await edit();
    await edit();
    await revise(issue, { category: "rate_limit" });
    await edit();
    await db.incident.update({ where: { id: incident }, data: { state: "resolved" } });
    await edit();
    await edit();
    assert.deepEqual(
      receiver.arrived.map(({ event }) => [event.type, event.state, event.category]),
      [
        ["incident.opened", "open", "timeout"],
        ["incident.updated", "acknowledged", "timeout"],
        ["incident.updated", "acknowledged", "rate_limit"],
        ["incident.resolved", "resolved", "rate_limit"],
      ],
    );
    assert.equal(new Set(receiver.arrived.map(({ id }) => id)).size, 4);
    assert.deepEqual(receiver.faults, []);
  });
});
