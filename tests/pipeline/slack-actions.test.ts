import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { slackSigners } from "#lib/channels/slack-signature.ts";
import { putSecrets } from "#lib/db/channels.ts";
import { transaction } from "#lib/db/client.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { sealSecrets } from "#lib/pipeline/open-channel.ts";
import { changePolicies, currentPolicies } from "#lib/pipeline/policies.ts";
import { slackClicked } from "#lib/pipeline/slack-actions.ts";
import { clickIn } from "#lib/pipeline/slack-click.ts";
import { startSlack } from "../standins/slack.ts";
import { clickOn, controlsOf, slackRequest } from "../standins/slack-click.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { ownTools } from "../support/tools.ts";

const [ours, theirs] = ["a-signing-secret-of-32-characters", "another-signing-secret-of-32-char"];
const slack = await startSlack();
after(() => slack.close());
const bot = { SLACK_BOT_TOKEN: slack.token, SLACK_CHANNEL: slack.channel, SLACK_API_URL: slack.url };
const tools = await ownTools({ ...bot, SLACK_SIGNING_SECRET: ours, PUBLIC_URL: "https://verdict.example" });
const { db } = tools;
const by = { id: "p", name: "Pat" };
await currentPolicies(tools);
await changePolicies(tools, { by, action: "test" }, async (_tx, { document }) => ({
  document: { ...document, channels: [...document.channels, { name: "team", kind: "slack", language: "ja" }] },
  result: () => undefined,
}));
const secrets = { bot_token: slack.token, channel: slack.channel, signing_secret: theirs };
await transaction(db, (tx) =>
  putSecrets(tx, { name: "team", kind: "slack" }, new Uint8Array(sealSecrets(tools, "team", secrets)), new Date()),
);

async function announced(channel: string) {
  const made = await addIncident(db, { at: new Date() });
  const message = await addMessage(db, made, channel, new Date());
  await notify(tools, { message });
  return { ...made, posted: slack.standing().at(-1)! };
}
const send = (payload: object, secret: string) => {
  const { headers, body } = slackRequest(payload, { secret });
  return slackClicked(tools, Buffer.from(body), new Headers(headers)).then(({ outcome }) => outcome);
};
const stateOf = async (id: string) => (await db.incident.findUniqueOrThrow({ where: { id } })).state;

test("each bot's clicks are signed by its own app: another's does nothing to its messages", async () => {
  const [own, other] = [await announced("slack"), await announced("team")];
  assert.equal(await send(clickOn(slack, own.posted, { action: "acknowledge" }), theirs), "ignored");
  assert.equal(await send(clickOn(slack, other.posted, { action: "acknowledge" }), ours), "ignored");
  assert.deepEqual([await stateOf(own.incident), await stateOf(other.incident)], ["open", "open"]);
  assert.equal(await send(clickOn(slack, own.posted, { action: "acknowledge" }), ours), "done");
  assert.equal(await send(clickOn(slack, other.posted, { action: "acknowledge" }), theirs), "done");
  assert.deepEqual([await stateOf(own.incident), await stateOf(other.incident)], ["acknowledged", "acknowledged"]);
});

test("who clicked is answered in the channel's language", async () => {
  slack.forget();
  const { incident, posted } = await announced("team");
  await db.incident.update({ where: { id: incident }, data: { state: "resolved" } });
  assert.equal(await send(clickOn(slack, posted, { action: "acknowledge" }), theirs), "done");
  assert.deepEqual(slack.answers, [{ text: "このインシデントは解決済みで、操作は不要。" }]);
});

test("an error without a signature cannot be silenced, and says so", async () => {
  slack.forget();
  const { posted, issue } = await announced("slack");
  assert.deepEqual(
    controlsOf(posted).map(({ action_id: id }) => id),
    ["verdict_acknowledge", "verdict_label"],
  );
  await db.issue.update({ where: { id: issue }, data: { verdictId: null } });
  assert.equal(await send(clickOn(slack, posted, { action: "label", choice: "Network" }), ours), "done");
  assert.deepEqual(slack.answers, [{ text: "This error has no verdict yet that could be corrected." }]);
  const [control] = controlsOf(posted);
  const click = clickOn(slack, posted, { action: "acknowledge" }) as { actions: object[] };
  const silence = { ...click, actions: [{ ...click.actions[0], action_id: "verdict_silence", value: control?.value }] };
  assert.equal(await send(silence, ours), "done");
  assert.match(slack.answers[1]?.text ?? "", /no signature yet/);
});

describe("a signature", () => {
  const now = new Date();
  const body = Buffer.from("payload=%7B%7D");
  const { headers } = slackRequest("payload=%7B%7D", { secret: ours, at: now.getTime() });
  const signed = { signature: headers["x-slack-signature"] ?? null, timestamp: headers["x-slack-request-timestamp"] ?? null };
  const known = [
    { id: "a", secret: theirs },
    { id: "b", secret: ours },
    { id: "c", secret: ours },
    { id: "d", secret: "" },
  ];

  test("is of every channel that has the secret", () => assert.deepEqual(slackSigners(body, signed, known, now), ["b", "c"]));
  test("holds for five minutes either way, and no longer", () => {
    for (const [ms, holds] of [
      [299_000, true],
      [-299_000, true],
      [302_000, false],
      [-302_000, false],
    ] as const)
      assert.equal(slackSigners(body, signed, known, new Date(now.getTime() + ms)).length > 0, holds, String(ms));
  });
  test("made of anything else is none, and nothing throws", () => {
    const text = fc.option(fc.string({ unit: "binary", maxLength: 80 }));
    fc.assert(
      fc.property(text, text, fc.uint8Array(), (signature, timestamp, bytes) => {
        assert.deepEqual(slackSigners(bytes, { signature, timestamp }, known, now), []);
      }),
    );
  });
});

test("whatever comes as a payload is a click, nothing, or no payload", () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string({ unit: "binary" })), (written) => {
      const read = clickIn(`payload=${encodeURIComponent(written.toWellFormed())}`);
      assert.ok(read === null || read === "malformed");
    }),
  );
});
