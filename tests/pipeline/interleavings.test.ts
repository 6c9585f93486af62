import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import type { FaultPoint } from "#lib/outside/faults.ts";
import { acknowledge, resolveIncident, snooze } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { routeTogether } from "#lib/pipeline/route.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { startSlack } from "../standins/slack.ts";
import { happening } from "../support/happen.ts";
import { dueAll } from "../support/route.ts";
import { raiseMany } from "../support/signals.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const slack = await startSlack();
after(() => slack.close());
const clock = movableClock();
const own = await ownTools({ SLACK_BOT_TOKEN: slack.token, SLACK_CHANNEL: slack.channel, SLACK_API_URL: slack.url });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const by = { id: "a", name: "Ada" };
const minute = 60_000;
const document = (name = "all") => ({
  version: 1 as const,
  hourly: 1000,
  channels: [{ name: "slack", kind: "slack" as const }],
  policies: [
    {
      name,
      match: "*",
      deadline: "0s",
      update: "0s",
      again: ["severity_rise" as const, "regression" as const],
      ladder: [
        { after: "0s", to: ["slack"] },
        { after: "5m", to: ["slack"] },
      ],
    },
  ],
});

beforeEach(async () => {
  slack.forget();
  await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct"`;
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

/** Posts and edits until nothing is wanted any more. */
async function drain(): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const left = await db.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Message" WHERE "state" IN ('queued', 'sending') OR "wanted" > "posted" AND "state" = 'sent' ORDER BY "id"`;
    for (const { id } of left) await notify(tools, { message: id });
    clock.pass(minute); // a message that waits for another is looked at later
  }
}

/** Does something once, when a message comes to a point of its sending. */
function at(point: FaultPoint, meanwhile: () => Promise<unknown>): Tools {
  let isDone = false;
  return {
    ...tools,
    fault: async (reached) => {
      if (reached !== point || isDone) return;
      isDone = true;
      await meanwhile();
    },
  };
}

const acts: Record<string, (incident: string) => Promise<unknown>> = {
  "it is acknowledged": (incident) => acknowledge(tools, { incident, by }),
  "it is resolved": (incident) => resolveIncident(tools, { incident, by }),
  "it is snoozed": (incident) => snooze(tools, { incident, by, for: "1h" }),
  "it gets worse": () => world.signal("1", { signature: "one", severity: "critical" }, "severity_rose"),
  "its error ends": () => world.signal("1", { signature: "one", severity: "high" }, "resolved"),
  "its next step falls due": async () => {
    clock.pass(5 * minute);
    await dueAll(tools);
  },
  "its policy gets another name": () => world.rules(document("renamed")),
  "another worker has the same job": async () => {
    const [message] = await world.messages();
    await notify(tools, { message: message!.id });
  },
};

describe("while a message is sent", () => {
  for (const point of ["notify.before_send", "notify.after_send_before_record", "notify.after_record"] as const)
    for (const [name, act] of Object.entries(acts))
      test(`at ${point} ${name}: each decision's message stands once, and says in the end what is`, async () => {
        await world.rules(document());
        await world.signal("1", { signature: "one", severity: "high" });
        const { id } = await world.incident("one");
        const [message] = await world.messages({ incidentId: id });
        await notify(
          at(point, () => act(id)),
          { message: message!.id },
        );
        await drain();
        const [incident, messages] = [await world.incident("one"), await world.messages({ incidentId: id })];
        const sent = await db.decision.count({ where: { incidentId: id, action: "send" } });
        assert.deepEqual(
          messages.map(({ state, posted, wanted, doubtful }) => [state, posted === wanted, doubtful]),
          Array.from({ length: sent }, () => ["sent", true, false]),
        );
        assert.equal(slack.standing().length, sent);
        const said = messages.map(({ said: each }) => each as { state: string; severity: string });
        assert.equal(said[0]!.state, incident.state);
        assert.equal(said.at(-1)!.severity, incident.severityRank === 0 ? "critical" : "high");
        assert.deepEqual(slack.faults, []);
      });
});

test("two regressions, an end and a beginning that are decided in one transaction are what they are one by one", async () => {
  const story = ["created", "regressed", "regressed", "resolved", "regressed", "regressed"] as const;
  const outcomes: string[][] = [];
  for (const together of [true, false]) {
    await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct"`;
    await world.rules(document());
    const subject = { signature: "two", severity: "high" } as const;
    const ids = await raiseMany(
      tools,
      story.map((kind) => ({ issue: "2", kind, subject: { ...subject, signal: kind } })),
    );
    const jobs = ids.map((signal) => ({ signal }));
    if (together) await Promise.all([routeTogether(tools, jobs), routeTogether(tools, jobs.toReversed())]);
    else for (const job of jobs) await routeTogether(tools, [job]);
    const decisions = await db.decision.findMany({ orderBy: { id: "asc" } });
    const incidents = [...new Set(decisions.map(({ incidentId }) => incidentId))];
    outcomes.push(
      decisions.map(({ signalKind, action, reason, incidentId }) =>
        [signalKind, action, reason, incidents.indexOf(incidentId)].join(" "),
      ),
    );
  }
  const [together, alone] = outcomes;
  assert.deepEqual(together, alone);
  assert.equal(together?.length, story.length);
});
