import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { addUser } from "#lib/db/users.ts";
import { administrators } from "#lib/model/channel.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { startSmtp } from "../standins/smtp.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const smtp = await startSmtp({ options: { disabledCommands: ["STARTTLS", "AUTH"] } });
const clock = movableClock();
const tools = {
  ...(await ownTools({
    SMTP_URL: smtp.url,
    EMAIL_FROM: "verdict@acme.example",
    EMAIL_TO: "ann@acme.example, bob@acme.example",
    PUBLIC_URL: "https://verdict.example",
    TIME_ZONE: "Asia/Tokyo",
    DEFAULT_LANGUAGE: "vi",
  })),
  clock: clock.now,
};
const { db } = tools;
after(() => smtp.close());
await currentPolicies(tools);
beforeEach(async () => {
  smtp.forget();
  await db.channel.deleteMany();
});

const rowOf = (id: string) => db.message.findUniqueOrThrow({ where: { id } });
const receivers = (): string[][] => smtp.received.map((mail) => mail.receivers);
async function announce(channel = "mail", more: Parameters<typeof addMessage>[4] = {}) {
  const made = await addIncident(db, { at: clock.now() });
  return { ...made, message: await addMessage(db, made, channel, clock.now(), more) };
}

test("mail goes to everybody once, in the installation's language and zone, and its row holds its Message-ID", async () => {
  const { message } = await announce("mail", { urgency: "high" });
  await notify(tools, { message });
  await notify(tools, { message });
  assert.deepEqual([smtp.faults, receivers()], [[], [["ann@acme.example", "bob@acme.example"]]]);
  assert.match(smtp.received[0]?.text ?? "", /^⬢ Nghiêm trọng · Hết thời gian chờ\r\n[\s\S]*từ \d{4}-\d\d-\d\d \d\d:\d\d GMT\+9/);
  const { state, externalId } = await rowOf(message);
  assert.deepEqual([state, externalId], ["sent", `<${message}@acme.example>`]);
});

test("who was put off gets it with the next attempt, the others no second copy; the row never says that it failed", async () => {
  const { message } = await announce();
  smtp.refuse.set("bob@acme.example", 451);
  await notify(tools, { message });
  assert.equal((await rowOf(message)).state, "queued");
  smtp.refuse.clear();
  clock.pass(120_000);
  await notify(tools, { message });
  assert.deepEqual(receivers(), [["ann@acme.example"], ["bob@acme.example"]]);
  const row = await rowOf(message);
  assert.deepEqual([row.state, row.externalId], ["sent", `<${message}@acme.example>`]);
});

test("one wrong address keeps nobody from it, and is named where the message is listed", async () => {
  const { message } = await announce();
  smtp.refuse.set("bob@acme.example", 550);
  await notify(tools, { message });
  const { state, error } = await rowOf(message);
  assert.deepEqual([state, receivers()], ["sent", [["ann@acme.example"]]]);
  assert.match(error ?? "", /bob at acme\.example is refused/);
});

test("its end is an answer to it, once; other edits are none", async () => {
  const { message, incident } = await announce();
  await notify(tools, { message });
  const edit = async (data: Parameters<typeof db.incident.update>[0]["data"]) => {
    await db.incident.update({ where: { id: incident }, data });
    await db.message.update({ where: { id: message }, data: { wanted: { increment: 1 } } });
    await notify(tools, { message });
  };
  await edit({ state: "acknowledged", acknowledgedBy: "Ann" });
  assert.equal(smtp.received.length, 1);
  await edit({ state: "resolved", resolvedAt: clock.now() });
  await edit({ state: "resolved" });
  assert.equal(smtp.received.length, 2);
  assert.deepEqual(smtp.received[1]?.headers.get("in-reply-to"), [`<${message}@acme.example>`]);
  assert.match(smtp.received[1]?.text ?? "", /^✓ Đã giải quyết/);
});

test("the last resort writes to who administrates, and says by which policy nobody could be reached", async () => {
  for (const [email, role] of [
    ["root@acme.example", "admin"],
    ["reader@acme.example", "viewer"],
    ["chief@acme.example", "admin"],
  ] as const)
    await addUser(db, { name: email, email, role, passwordHash: "x" });
  const { message } = await announce(administrators, { urgency: "high" });
  await notify(tools, { message });
  assert.deepEqual([smtp.faults, receivers()], [[], [["root@acme.example", "chief@acme.example"]]]);
  assert.match(smtp.received[0]?.text ?? "", /Không liên lạc được với ai theo chính sách critical\./);
  assert.equal((await rowOf(message)).state, "sent");
});
