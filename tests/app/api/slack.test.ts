import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { POST } from "#app/api/slack/actions/route.ts";
import { transaction } from "#lib/db/client.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import type { Posted } from "../../standins/slack.ts";
import { startSlack } from "../../standins/slack.ts";
import { clickOn, controlsOf, slackRequest } from "../../standins/slack-click.ts";
import { ownDoors } from "../../support/doors.ts";
import { addIncident, addMessage } from "../../support/messages.ts";
import { patience } from "../../support/patience.ts";
import { until } from "../../support/wait.ts";

const secret = "a-signing-secret-of-32-characters";
const slack = await startSlack();
const { tools, ask } = await ownDoors({
  SLACK_BOT_TOKEN: slack.token,
  SLACK_CHANNEL: slack.channel,
  SLACK_API_URL: slack.url,
  SLACK_SIGNING_SECRET: secret,
  PUBLIC_URL: "https://verdict.example",
});
const { db } = tools;
after(() => slack.close());
beforeEach(() => slack.forget());
await currentPolicies(tools);

async function announced(more: Parameters<typeof addIncident>[1] | object = {}) {
  const at = new Date();
  const made = await addIncident(db, { at, told: 1, toldAt: at, ...more });
  const signature = made.sentryIssueId.padStart(12, "0");
  await db.issue.update({ where: { id: made.issue }, data: { signature } });
  const { subject } = await db.incident.findUniqueOrThrow({ where: { id: made.incident } });
  const about = { ...(subject as object), signature, project: "api" };
  await db.incident.update({ where: { id: made.incident }, data: { subject: about } });
  const message = await addMessage(db, made, "slack", at);
  await notify(tools, { message });
  assert.deepEqual(slack.faults, []);
  return { ...made, signature, message, posted: standing() };
}
const standing = (): Posted => slack.standing().at(-1)!;

/** Sends what Slack would, and has the messages edited that were asked to be. */
async function send(payload: unknown, more: Partial<Parameters<typeof slackRequest>[1]> = {}) {
  const { headers, body } = slackRequest(payload, { secret, ...more });
  const answer = await ask(POST, { method: "POST", path: "/api/slack/actions", as: null, headers, body });
  const wanted = await db.$queryRaw<{ id: string }[]>`SELECT "id" FROM "Message" WHERE "state" = 'sent' AND "wanted" > "posted"`;
  for (const { id } of wanted) await notify(tools, { message: id });
  return answer.status;
}
const silences = async () => (await currentPolicies(tools)).document.silences.filter(({ reason }) => reason === "Slack");
const stateOf = async (id: string) => {
  const { state, acknowledgedBy } = await db.incident.findUniqueOrThrow({ where: { id } });
  return [state, acknowledgedBy];
};

describe("a click on", () => {
  test("Acknowledge takes the incident on, in the name of who clicked, and the message says so", async () => {
    const { incident, posted } = await announced();
    const click = clickOn(slack, posted, { action: "acknowledge" });
    assert.equal(await send(click), 200);
    assert.deepEqual(await stateOf(incident), ["acknowledged", "ann (Slack)"]);
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: "incident.acknowledge", target: incident } });
    assert.deepEqual([entry.byId, entry.byName], ["slack:U0ANN", "ann (Slack)"]);
    assert.match(standing().seen, /^Acknowledged by ann \(Slack\) · ⬢ Critical/);
    assert.equal(slack.standing().length, 1);
    assert.deepEqual(
      controlsOf(standing()).map(({ action_id: id }) => id),
      ["verdict_unacknowledge", "verdict_silence", "verdict_label"],
    );
    assert.equal(await send(clickOn(slack, standing(), { action: "unacknowledge" })), 200);
    assert.deepEqual(await stateOf(incident), ["open", null]);
    assert.deepEqual([slack.faults, slack.answers], [[], []]);
  });

  test("Silence 1 h adds a silence for such errors, once however often the click comes", async () => {
    const { posted, signature } = await announced();
    const click = clickOn(slack, posted, { action: "silence" });
    for (let n = 0; n < 3; n++) assert.equal(await send(click), 200);
    assert.equal(await send(clickOn(slack, posted, { action: "silence" })), 200); // a click of its own, soon after
    const [silence, ...more] = await silences();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [silence?.match, silence?.mode, silence?.author],
      [`signature:${signature} project:api`, "hold", "ann (Slack)"],
    );
    const left = new Date(silence?.until ?? 0).getTime() - Date.now();
    assert.ok(left > 3_500_000 && left <= 3_600_000, String(left));
    assert.match(standing().seen, /Silenced until \d{4}-\d\d-\d\d \d\d:\d\d UTC by ann \(Slack\)/);
    assert.deepEqual(
      controlsOf(standing()).map(({ action_id: id }) => id),
      ["verdict_acknowledge", "verdict_label"],
    );
  });

  test("Wrong label offers what it may be first, and corrects it", async () => {
    const { posted, issue, sentryIssueId } = await announced();
    const menu = controlsOf(posted).find(({ action_id: id }) => id === "verdict_label");
    assert.equal(menu?.options?.length, 16, "all categories but its own");
    assert.equal(await send(clickOn(slack, posted, { action: "label", choice: "Network" })), 200);
    const { category } = await db.issue.findUniqueOrThrow({ where: { id: issue } });
    const correction = await db.correction.findFirstOrThrow({ where: { issueId: issue } });
    assert.deepEqual(
      [category, correction.category, correction.byName, correction.byId],
      ["network", "network", "ann (Slack)", "slack:U0ANN"],
    );
    assert.match(standing().seen, /· Network\n/);
    assert.match(standing().seen, /Labelled Network by ann \(Slack\)/);
    assert.match(standing().seen, new RegExp(`Decided by ann \\(Slack\\).*${sentryIssueId}`));
    assert.deepEqual(slack.faults, []);
  });
});

test("a message of what is over has nothing to click; an older copy of it is answered to who clicked alone", async () => {
  const { incident, posted, message } = await announced();
  await db.incident.update({ where: { id: incident }, data: { state: "resolved", resolvedAt: new Date() } });
  await db.message.update({ where: { id: message }, data: { wanted: { increment: 1 } } });
  assert.equal(await send(clickOn(slack, posted, { action: "acknowledge" })), 200);
  assert.deepEqual(controlsOf(standing()), []);
  assert.deepEqual(
    slack.answers.map(({ text }) => text),
    ["This incident is resolved: there is nothing left to do."],
  );
  assert.deepEqual(slack.faults, []);
});

test("an answer goes to Slack alone, wherever the click says", async () => {
  const { incident, posted } = await announced();
  await db.incident.update({ where: { id: incident }, data: { state: "resolved" } });
  for (const url of [
    "http://127.0.0.1:1/x",
    "https://hooks.slack.com.attacker.example/x",
    `${slack.url.replace("://", "://a:b@")}/x`,
    "no address",
  ])
    assert.equal(
      await send({ ...clickOn(slack, posted, { action: "acknowledge", at: Date.now() + 1 }), response_url: url }),
      200,
    );
  assert.deepEqual([slack.answers, slack.faults], [[], []]);
});

describe("nothing happens, and the answer is", () => {
  const untouched = async (incident: string) => assert.deepEqual(await stateOf(incident), ["open", null]);
  const forged: [string, (body: string) => Record<string, string>][] = [
    ["another secret", (body) => slackRequest(body, { secret: "another-secret-of-32-characters!!" }).headers],
    ["a time of six minutes ago", (body) => slackRequest(body, { secret, at: Date.now() - 360_000 }).headers],
    ["a time to come", (body) => slackRequest(body, { secret, at: Date.now() + 360_000 }).headers],
    ["no signature", (body) => ({ ...slackRequest(body, { secret }).headers, "x-slack-signature": "" })],
    ["half a signature", (body) => ({ ...slackRequest(body, { secret }).headers, "x-slack-signature": "v0=abc" })],
    ["another version", (body) => ({ ...slackRequest(body, { secret }).headers, "x-slack-signature": "v1=".padEnd(67, "a") })],
    ["no time", (body) => ({ ...slackRequest(body, { secret }).headers, "x-slack-request-timestamp": "" })],
    ["a time that is none", (body) => ({ ...slackRequest(body, { secret }).headers, "x-slack-request-timestamp": "1e9" })],
    ["the signature of other bytes", (body) => slackRequest(`${body}&`, { secret }).headers],
  ];
  for (const [name, headersFor] of forged)
    test(`401 to ${name}`, async () => {
      const { incident, posted } = await announced();
      const { body } = slackRequest(clickOn(slack, posted, { action: "acknowledge" }), { secret });
      const { status, text } = await ask(POST, {
        method: "POST",
        as: null,
        headers: { "content-type": "application/x-www-form-urlencoded", ...headersFor(body) },
        body,
      });
      assert.equal(status, 401);
      assert.doesNotMatch(text, /secret|signature/);
      await untouched(incident);
    });

  test("200 to a click that is not on a message of ours", async () => {
    const { incident, posted } = await announced();
    const other = await announced();
    const click = clickOn(slack, posted, { action: "acknowledge" }) as { actions: { value: string }[] };
    const strangers = [
      { ...click, message: { ts: "1.000001" }, container: undefined },
      { ...click, channel: { id: "C0ELSEWHERE" }, container: undefined },
      { ...click, actions: [{ ...click.actions[0], value: other.incident }] },
      { ...click, actions: [{ ...click.actions[0], value: "x' OR 1=1" }] },
      { ...click, actions: [{ ...click.actions[0], action_id: "something_else" }] },
      { ...click, actions: [] },
      { ...click, user: {} },
      { type: "view_submission", view: {} },
    ];
    for (const payload of strangers) assert.equal(await send(payload), 200);
    await untouched(incident);
    await untouched(other.incident);
    assert.deepEqual(slack.answers, []);
  });

  test("4xx to what is no click of Slack's", async () => {
    for (const [body, status] of [
      ["payload=", 400],
      ["payload=%7B", 400],
      ["other=1", 400],
      ["payload=%5B%5D", 400],
      [`payload=${"x".repeat(300_000)}`, 413],
    ] as const)
      assert.equal(await send(body), status, body.slice(0, 20));
    assert.equal(await send("{}", { contentType: "application/json" }), 415);
  });
});

test("Slack is answered within 3 s also when the work takes longer, which is done all the same", async () => {
  const { incident, posted } = await announced();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const holding = transaction(db, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Incident" WHERE "id" = ${incident}::uuid FOR UPDATE`;
    await released;
  });
  const { headers, body } = slackRequest(clickOn(slack, posted, { action: "acknowledge" }), { secret });
  const began = performance.now();
  const { status } = await ask(POST, { method: "POST", as: null, headers, body });
  assert.deepEqual([status, performance.now() - began < patience(5000)], [200, true]);
  assert.deepEqual(await stateOf(incident), ["open", null]);
  release();
  await holding;
  await until("the incident to be taken on", async () => (await stateOf(incident))[0] === "acknowledged");
});

test("names of people are text, and short", async () => {
  const { incident, posted } = await announced();
  const user = { id: "U0EVIL", username: "x", name: `<!channel>\r\n${"y".repeat(500)}\0`, team_id: "T" };
  assert.equal(await send(clickOn(slack, posted, { action: "acknowledge", user })), 200);
  const [state, name] = await stateOf(incident);
  assert.equal(state, "acknowledged");
  assert.ok((name?.length ?? 99) <= 70 && !/[\r\n\0]/.test(name ?? "\n"), String(name));
  assert.deepEqual(slack.faults, []);
});
