import assert from "node:assert/strict";
import { test } from "node:test";
import { transaction } from "#lib/db/client.ts";
import type { Subject } from "#lib/model/subject.ts";
import { type OwnFact, raise, raiseEnd } from "#lib/pipeline/raise.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { routeAll } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const env = { ALERT_WEBHOOK_URL: "https://example.com/hook", SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x" };
const clock = movableClock();
const tools: Tools = { ...(await ownTools(env)), clock: clock.now };
const { db } = tools;

const tell = async (fact: OwnFact): Promise<boolean> => {
  const isRaised = await transaction(db, (tx) => raise(tools, tx, fact));
  await routeAll(tools);
  return isRaised;
};
const incidentOf = (signature: string) =>
  db.incident.findFirst({ where: { subject: { path: ["signature"], equals: signature } }, orderBy: { id: "desc" } });

const kinds: [OwnFact["kind"], policy: string, channels: string[]][] = [
  ["budget_crossed", "high", ["slack", "hook"]],
  ["sentry_silent", "high", ["slack", "hook"]],
  ["provider_outage", "provider outage", ["slack", "hook"]],
  ["provider_refused", "high", ["slack", "hook"]],
  ["channel_broken", "high", ["slack"]],
];
for (const [kind, policy, channels] of kinds)
  test(`${kind} becomes an incident, is told once a day, and ends`, async () => {
    const key = kind === "channel_broken" ? "hook" : `k-${kind}`;
    const fact = {
      kind,
      message: `${kind} happened`,
      installation: "default",
      key,
      provider: kind === "provider_outage" ? "openai" : null,
    };
    assert.equal(await tell(fact), true);
    assert.equal(await tell(fact), false);
    const incident = await incidentOf(`verdict:${kind}:${key}`);
    assert.deepEqual([incident?.policy, incident?.state, (incident!.subject as Subject).signal], [policy, "open", kind]);
    const messages = await db.message.findMany({ where: { incidentId: incident!.id }, orderBy: { id: "asc" } });
    assert.deepEqual(
      messages.map(({ channel }) => channel),
      channels,
    );
    await transaction(db, (tx) => raiseEnd(tools, tx, { ...fact, message: "over" }));
    await routeAll(tools);
    assert.equal((await db.incident.findUniqueOrThrow({ where: { id: incident!.id } })).state, "resolved");
  });

test("that the only channel left is broken is told to nobody: it would tell of itself", async () => {
  await tell({ kind: "channel_broken", message: "slack is broken", installation: "default", key: "slack" });
  const about = await incidentOf("verdict:channel_broken:slack");
  const sent = await db.message.findMany({ where: { incidentId: about!.id } });
  assert.deepEqual(
    sent.map(({ channel }) => channel),
    ["hook"],
  );
});

test("an end without a beginning is decided about, and nothing else", async () => {
  await transaction(db, (tx) =>
    raiseEnd(tools, tx, { kind: "sentry_silent", message: "over", installation: "default", key: "never" }),
  );
  await routeAll(tools);
  const [decision] = await db.decision.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.deepEqual([decision?.action, decision?.reason, decision?.incidentId], ["none", "below_policy", null]);
});
