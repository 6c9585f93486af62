import assert from "node:assert/strict";
import { test } from "node:test";
import { messageFacts } from "#lib/db/message-facts.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { endSilence } from "#lib/pipeline/silences.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const clock = movableClock();
const own = await ownTools({
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  PAGERDUTY_ROUTING_KEY: "0123456789abcdef0123456789abcdef",
});
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const by = { id: "u1", name: "Ada" };
const minute = 60_000;
const silenceId = "019adf00-0000-7000-8000-00000000aaaa";

const document = (silences: object[] = []) => ({
  version: 1 as const,
  channels: [
    { name: "hook", kind: "webhook" as const },
    { name: "pager", kind: "pagerduty" as const },
  ],
  policies: [
    {
      name: "critical",
      match: "severity:critical",
      groupBy: ["project" as const],
      repeat: "30m",
      ladder: [{ after: "0s", to: ["pager"] }],
    },
    { name: "all", match: "*", groupBy: ["project" as const], ladder: [{ after: "0s", to: ["hook"] }] },
  ],
  silences: silences as [],
});
const incidentOf = (project: string) =>
  db.incident.findFirstOrThrow({ where: { subject: { path: ["project"], equals: project } }, orderBy: { id: "desc" } });
const nameOf = async (id: string | null) => id && (await db.issue.findUniqueOrThrow({ where: { id } })).sentryIssueId;
const stands = async (project: string) => {
  const { policy, severityRank, issueId, subject } = await incidentOf(project);
  return [policy, severityRank, await nameOf(issueId), (subject as { message: string }).message];
};

test("when its worst issue is over, an incident and what was posted of it speak of the worst that is open", async () => {
  await world.rules(document());
  await world.signal("a1", { project: "a", severity: "critical", message: "worst" });
  await world.signal("a2", { project: "a", severity: "low", message: "mild" });
  await world.signal("a3", { project: "a", severity: "high", message: "bad" });
  await world.allSent();
  clock.pass(minute);
  await world.signal("a1", { project: "a", severity: "critical" }, "resolved");
  assert.deepEqual(await stands("a"), ["all", 1, "a3", "bad"]);
  const { id } = await incidentOf("a");
  assert.deepEqual((await world.decisions(id)).at(-1), "update corrected");
  const [message] = await world.messages({ incidentId: id });
  assert.equal(message?.wanted, 2);
  const facts = await messageFacts(db, message!);
  assert.deepEqual([facts.issue?.sentryIssueId, facts.incident?.severityRank], ["a3", 1]);
  await world.pass(61 * minute);
  assert.equal((await world.messages({ incidentId: id })).length, 1);
});

test("what a silence holds back makes the incident of others worse when the silence ends, in the words of what it said last", async () => {
  const until = new Date(clock.now().getTime() + 60 * minute).toISOString();
  await world.rules(document([{ id: silenceId, match: "message:loud", until, mode: "hold" }]));
  await world.signal("b1", { project: "b" });
  await world.signal("b2", { project: "b", severity: "critical", message: "loud" });
  assert.deepEqual(await stands("b"), ["all", 2, "b1", "boom"]);
  const { id } = await incidentOf("b");
  await acknowledge(tools, { incident: id, by });
  await world.pass(61 * minute);
  assert.deepEqual(await stands("b"), ["critical", 0, "b2", "loud"]);
  assert.deepEqual(await world.decisions(id), ["send first 0", "hold silenced", "send severity_rise 0"]);
  const messages = await world.messages({ incidentId: id });
  assert.deepEqual(
    messages.map(({ channel }) => channel),
    ["hook", "pager"],
  );
  assert.equal(await nameOf(messages[1]?.issueId ?? null), "b2");
});

test("where the policy that would be its has another incident of the group, it stays with its own", async () => {
  await world.rules({
    ...document(),
    policies: document().policies.map((policy) => (policy.name === "critical" ? { ...policy, stop: false } : policy)),
  });
  await world.signal("d1", { project: "d", severity: "critical" });
  await world.signal("d2", { project: "d", severity: "critical" });
  await world.signal("d2", { project: "d", severity: "low", category: "code_bug" }, "corrected");
  await world.signal("d1", { project: "d", severity: "critical" }, "resolved");
  const all = await db.incident.findMany({ where: { state: "open", group: { path: ["project"], equals: "d" } } });
  assert.equal(new Set(all.map(({ policy }) => policy)).size, all.length);
  assert.ok(all.every(({ severityRank }) => severityRank === 3));
});

test("a silence that a person ends lets the worst of an incident speak at once", async () => {
  const until = new Date(clock.now().getTime() + 60 * minute).toISOString();
  await world.rules(document([{ id: silenceId, match: "message:loud", until, mode: "hold" }]));
  await world.signal("c1", { project: "c" });
  await world.signal("c2", { project: "c", severity: "critical", message: "loud" });
  const { id } = await incidentOf("c");
  await endSilence(tools, silenceId, by);
  await world.pass(1000);
  assert.deepEqual((await world.decisions(id)).at(-1), "send severity_rise 0");
});

test("what got worse in a silence, and is all that is open, is told as that when the silence ends, by itself or by a person", async () => {
  for (const [project, isEnded] of [
    ["f", true],
    ["g", false],
  ] as const) {
    const until = new Date(clock.now().getTime() + 60 * minute).toISOString();
    await world.rules(document([{ id: silenceId, match: "message:loud", until, mode: "hold" }]));
    await world.signal(`${project}1`, { project });
    await world.signal(`${project}1`, { project, severity: "high", message: "loud" }, "severity_rose");
    const { id, toldRank, severityRank } = await incidentOf(project);
    assert.deepEqual([toldRank, severityRank], [2, 1]);
    if (isEnded) await endSilence(tools, silenceId, by);
    await world.pass(isEnded ? 1000 : 61 * minute);
    assert.deepEqual(await world.decisions(id), ["send first 0", "hold silenced", "send severity_rise"]);
    assert.equal((await incidentOf(project)).toldRank, 1);
  }
});

test("what would have been repeated in a silence is repeated when a person ends it", async () => {
  await world.rules(document());
  await world.signal("h1", { project: "h", severity: "critical", message: "loud" });
  await world.allSent();
  const until = new Date(clock.now().getTime() + 600 * minute).toISOString();
  await world.rules(document([{ id: silenceId, match: "message:loud", until, mode: "hold" }]));
  await world.pass(31 * minute);
  const { id } = await incidentOf("h");
  assert.deepEqual(await world.decisions(id), ["send first 0", "hold silenced"]);
  await endSilence(tools, silenceId, by);
  await world.pass(1000);
  assert.deepEqual(await world.decisions(id), ["send first 0", "hold silenced", "send repeat"]);
});
