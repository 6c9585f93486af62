import assert from "node:assert/strict";
import { after, test } from "node:test";
import { severityRank } from "#lib/model/taxonomy.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { startSlack } from "../standins/slack.ts";
import { startTwilio } from "../standins/twilio.ts";
import { addVerdict } from "../support/issues.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { ownTools } from "../support/tools.ts";

const slack = await startSlack();
after(() => slack.close());

type Own = Awaited<ReturnType<typeof ownTools>>;

/** An incident that was told on a channel, with what may become of it. */
async function told(tools: Own, channel: string) {
  const { db } = tools;
  const made = await addIncident(db, { at: new Date() });
  const { issue, incident } = made;
  const message = await addMessage(db, made, channel, new Date());
  await notify(tools, { message });
  const edit = async (): Promise<void> => {
    await db.message.update({ where: { id: message }, data: { wanted: { increment: 1 } } });
    await notify(tools, { message });
    for (const { id } of await db.message.findMany({ where: { incidentId: incident, state: "queued" } }))
      await notify(tools, { message: id });
  };
  const revise = async (change: { category?: "rate_limit"; severity?: "high"; rootCause?: string }): Promise<void> => {
    const { installationId, signature } = await db.issue.findUniqueOrThrow({ where: { id: issue } });
    const id = crypto.randomUUID();
    await addVerdict(db, { id, installationId, issueId: issue, signature: signature ?? "", severity: "critical", ...change });
    const rank = severityRank(change.severity ?? "critical");
    await db.issue.update({ where: { id: issue }, data: { verdictId: id, severityRank: rank } });
  };
  const follow = (): Promise<string> => addMessage(db, made, channel, new Date(), { reason: "severity_rise" });
  const become = (data: object): Promise<unknown> => db.incident.update({ where: { id: incident }, data });
  return { edit, revise, become, follow };
}

test("where nothing can be edited, a changed verdict is told once more, at most once an incident, and nothing else is", async () => {
  const tools = await ownTools({ SLACK_WEBHOOK_URL: slack.webhook, SLACK_API_URL: slack.url });
  const { edit, revise, become } = await told(tools, "slack");
  await revise({ rootCause: "Another wording." });
  await edit();
  assert.equal(slack.received.length, 1, "the wording alone is not told");
  await become({ state: "acknowledged", acknowledgedBy: "Ann" });
  await edit();
  assert.equal(slack.received.length, 1, "that it was acknowledged is not told");
  await revise({ category: "rate_limit" });
  await edit();
  assert.equal(slack.received.length, 2);
  assert.match(slack.received[1]!.seen, /Rate limit/);
  await revise({ severity: "high" });
  await edit();
  await become({ state: "resolved" });
  await edit();
  assert.deepEqual([slack.received.length, slack.faults], [2, []]);
});

test("where nothing can be edited, what another message is about to say is not told once more", async () => {
  slack.forget();
  const tools = await ownTools({ SLACK_WEBHOOK_URL: slack.webhook, SLACK_API_URL: slack.url });
  const { edit, revise, follow } = await told(tools, "slack");
  await revise({ category: "rate_limit" });
  await follow();
  await edit();
  assert.deepEqual([slack.received.length, slack.faults], [2, []]);
  await revise({ severity: "high" });
  await edit();
  assert.deepEqual([slack.received.length, slack.faults], [3, []], "of what changes after that it is");
});

test("a text message tells of another verdict while nobody has the incident in hand, and not after", async () => {
  const twilio = await startTwilio();
  after(() => twilio.close());
  const tools = await ownTools({
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_TO: "+15005550001",
    TWILIO_API_URL: twilio.url,
  });
  for (const [state, messages] of [
    ["acknowledged", 1],
    ["open", 2],
  ] as const) {
    twilio.forget();
    const { edit, revise, become } = await told(tools, "sms");
    await become({ state, acknowledgedBy: state === "open" ? null : "Ann" });
    await revise({ category: "rate_limit" });
    await edit();
    assert.deepEqual([twilio.received.length, twilio.faults], [messages, []], state);
  }
});
