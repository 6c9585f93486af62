import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { transaction } from "#lib/db/client.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { openQueue } from "#lib/queue/queue.ts";
import { startSlack } from "../standins/slack.ts";
import { startSmtp } from "../standins/smtp.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { ownDatabase } from "../support/database.ts";
import { raiseMany } from "../support/signals.ts";
import { until } from "../support/wait.ts";
import { workerProcess } from "../support/worker-process.ts";

const secret = "a plain secret of at least 24 characters";
const [slack, smtp] = [await startSlack(), await startSmtp()];
const receiver = await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) });
const { url, db } = await ownDatabase();
const queue = openQueue({ url, connections: 1, worker: false, onError: () => undefined });
after(() => Promise.all([slack.close(), smtp.close(), receiver.close(), queue.close(0)]));

const worker = workerProcess(url, (folder) => ({
  FAULT_POINTS: `route.before_commit=kill@${join(folder, "armed")}`,
  SLACK_WEBHOOK_URL: slack.webhook,
  ALERT_WEBHOOK_URL: receiver.url,
  ALERT_WEBHOOK_SECRET: secret,
  SMTP_URL: smtp.url,
  EMAIL_FROM: "verdict@acme.example",
}));
const armed = join(worker.folder, "armed"); // while the file is there, the fault counts as having happened
writeFileSync(armed, "");

test("when every channel of a critical policy is dead, the administrators get mail within seconds, once", {
  timeout: 120_000,
}, async () => {
  const document = PolicyDocument.parse({
    version: 1,
    hourly: 1000,
    channels: [
      { name: "slack", kind: "slack" },
      { name: "hook", kind: "webhook" },
      { name: "pager", kind: "pagerduty" },
    ],
    policies: [
      {
        name: "critical",
        match: "severity:critical",
        deadline: "0s",
        repeat: "30m",
        ladder: [
          { after: "0s", to: ["slack"], urgency: "high" },
          { after: "15m", to: ["hook"], urgency: "high" },
          { after: "30m", to: ["pager"], urgency: "high" },
        ],
      },
      { name: "everything else", match: "*", ladder: [{ after: "0s", to: ["pager"] }] },
    ],
  });
  await db.policyVersion.create({ data: { version: 1, document, byName: "test" } });
  await db.user.create({ data: { id: "u1", name: "Ada", email: "ada@example.com", emailVerified: true, role: "admin" } });
  slack.script({ status: 410, body: "channel_is_archived" });
  receiver.script({ status: 404 });
  worker.start();
  await raiseMany({ db, queue, clock: () => new Date() }, [
    { issue: "1", subject: { severity: "critical", message: "the database is gone", signature: "one" } },
  ]);
  const mails = () => smtp.received.filter(({ text }) => text.includes("the database is gone"));
  const mail = await until("the administrators' mail", () => mails()[0], 60_000);
  assert.deepEqual(mail.receivers, ["ada@example.com"]);
  const incident = await db.incident.findFirstOrThrow({ where: { policy: "critical" } });
  assert.ok(incident.undeliveredAt);
  await until("nothing to be left to do", async () => {
    const [row] = await db.$queryRaw<
      { left: number }[]
    >`SELECT count(*)::int AS "left" FROM pgboss.job WHERE state < 'completed' AND start_after <= now() AND name IN ('route', 'due', 'notify', 'failed')`;
    return row?.left === 0;
  });
  const messages = await db.message.findMany({ where: { incidentId: incident.id }, orderBy: { id: "asc" } });
  assert.deepEqual(
    messages.map(({ channel, state }) => `${channel} ${state}`),
    ["slack failed", "hook failed", "administrators sent"],
  );
  assert.deepEqual([mails().length, smtp.faults], [1, []]);
});

test("a worker that is killed while it tells of that on a channel that works again leaves it to be told once", {
  timeout: 180_000,
}, async () => {
  const incident = await db.incident.findFirstOrThrow({ where: { policy: "critical" } });
  slack.forget();
  rmSync(armed);
  for (let n = 0; n < 2; n++) await transaction(db, (tx) => queue.send(tx, "mended", { channel: "slack" }));
  await worker.killed();
  assert.ok((await db.incident.findUniqueOrThrow({ where: { id: incident.id } })).undeliveredAt);
  worker.start();
  await until("slack to be told", () => slack.standing().length > 0, 120_000);
  await until(
    "both jobs to be done",
    async () => {
      const [row] = await db.$queryRaw<
        { left: number }[]
      >`SELECT count(*)::int AS "left" FROM pgboss.job WHERE state < 'completed' AND name = 'mended'`;
      return row?.left === 0;
    },
    120_000,
  );
  const decisions = await db.decision.findMany({ where: { incidentId: incident.id, reason: "repeat" } });
  assert.deepEqual(
    decisions.map(({ action, to }) => [action, to]),
    [["send", ["slack"]]],
  );
  assert.equal(slack.standing().length, 1);
});
