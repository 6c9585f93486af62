import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { policyView } from "#lib/pipeline/policy-view.ts";
import { addSilence, endSilence } from "#lib/pipeline/silences.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { dueAll, routeAll } from "../support/route.ts";
import { deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { errorBody } from "../support/webhooks.ts";

const clock = movableClock();
const own = await ownTools({ ALERT_WEBHOOK_URL: "https://example.com/hook", TIME_ZONE: "Asia/Tokyo" });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const by = { id: "u1", name: "Ada" };

async function edited(change: (document: PolicyDocument) => unknown): Promise<{ document: PolicyDocument; version: number }> {
  const { document, version } = structuredClone(await currentPolicies(tools));
  change(document);
  return { document, version };
}

test("the defaults keep working hours and digests in the zone that is set", async () => {
  const { document, by: author } = await currentPolicies(tools);
  assert.deepEqual([document.calendars[0]?.zone, author], ["Asia/Tokyo", "default"]);
});

test("a saved document is the next version, with who saved it; unchanged it is none", async () => {
  const { document, version } = await edited((d) => Object.assign(d.policies[2]!, { repeat: "1h" }));
  const saved = await savePolicies(tools, { document, ifVersion: version, by });
  assert.deepEqual([saved.outcome, saved.outcome === "saved" && saved.version], ["saved", version + 1]);
  const standing = await currentPolicies(tools);
  assert.deepEqual([standing.version, standing.by, standing.document.policies[2]?.repeat], [version + 1, "Ada", "1h"]);
  await savePolicies(tools, { document: standing.document, ifVersion: standing.version, by });
  assert.equal((await currentPolicies(tools)).version, version + 1);
  const audit = await db.auditEntry.findMany({ where: { action: "policies.save" } });
  assert.deepEqual(
    audit.map(({ byName, data }) => [byName, data]),
    [["Ada", { from: version, to: version + 1 }]],
  );
});

test("of two who edit the same version the second gets the newer one, and nothing is overwritten", async () => {
  const mine = await edited((d) => Object.assign(d.policies[2]!, { repeat: "2h" }));
  const theirs = await edited((d) => Object.assign(d.policies[2]!, { repeat: "3h" }));
  const outcomes = await Promise.all(
    [mine, theirs].map(({ document, version }) => savePolicies(tools, { document, ifVersion: version, by })),
  );
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ["saved", "stale"]);
  const stale = outcomes.find(({ outcome }) => outcome === "stale");
  const standing = await currentPolicies(tools);
  assert.deepEqual(stale, { outcome: "stale", version: standing.version, document: standing.document });
});

test("what is wrong is refused whole", async () => {
  const wrong = await edited((d) => Object.assign(d.policies[1]!, { match: "colour:red" }));
  const outcome = await savePolicies(tools, { document: wrong.document, ifVersion: wrong.version, by });
  assert.deepEqual(outcome.outcome === "invalid" && outcome.errors.map(({ path }) => path), ["policies[1].match"]);
  assert.equal((await currentPolicies(tools)).version, wrong.version);
});

test("a policy that was deleted can be put back", async () => {
  const before = (await currentPolicies(tools)).document;
  const without = await edited((d) => d.policies.splice(1, 1));
  assert.equal((await savePolicies(tools, { document: without.document, ifVersion: without.version, by })).outcome, "saved");
  assert.equal((await savePolicies(tools, { document: before, ifVersion: without.version + 1, by })).outcome, "saved");
});

test("texts that Postgres does not store are saved without what it refuses", async () => {
  const { document, version } = await edited((d) => Object.assign(d.silences[0]!, { reason: "a\0b\ud800c" }));
  assert.equal((await savePolicies(tools, { document, ifVersion: version, by })).outcome, "saved");
  assert.equal((await currentPolicies(tools)).document.silences[0]?.reason, "ab\ufffdc");
});

test("a silence holds back what it matches until it is ended, then the rest is told", async () => {
  const silence = await addSilence(tools, { match: "environment:stage", for: "4h", reason: "load test" }, by);
  assert.deepEqual(
    [silence.author, silence.mode, silence.until],
    ["Ada", "hold", new Date(clock.now().getTime() + 4 * 3_600_000).toISOString()],
  );
  await deliverAndTriage(
    tools,
    "error",
    errorBody({ issue: "2001", type: "AuthenticationError", value: "Incorrect API key provided", environment: "stage" }),
  );
  await routeAll(tools);
  const [decision] = await db.decision.findMany();
  assert.deepEqual([decision?.action, decision?.reason, decision?.heldBy], ["hold", "silenced", silence.id]);
  await dueAll(tools);
  assert.equal(await db.message.count(), 0);
  clock.pass(60_000);
  await endSilence(tools, silence.id!, by);
  await dueAll(tools);
  assert.equal(await db.message.count({ where: { reason: "first" } }), 1);
  const [, ended] = (await currentPolicies(tools)).document.silences;
  assert.deepEqual(ended, { ...silence, until: clock.now().toISOString() });
  await assert.rejects(endSilence(tools, silence.id!, by), NotFound);
});

test("a silence says what it matches and when it ends", async () => {
  const wrong: [object, RegExp][] = [
    [{ match: "colour:red", for: "1h" }, /^match: at character 1/],
    [{ match: "*", calendar: "nights" }, /^calendar: .*working-hours/],
    [{ match: "", for: "1h" }, /^match: says nothing/],
    [{ match: "*" }, /^until: say exactly one/],
    [{ match: "*", for: "0s" }, /^for: Write at least 1s, as a whole number/],
    [{ match: "*", until: "2020-01-01T00:00:00Z" }, /^until: lies in the past/],
    [{ match: "*", until: "tomorrow" }, /^until: must be an instant/],
    [{ match: "*", for: "1h", until: "2099-01-01T00:00:00Z" }, /^until: say exactly one/],
    [{ match: "*", for: "999d" }, /^for: a silence lasts at most a year/],
    [{ match: "*", for: "1h", colour: "red" }, /colour/],
  ];
  for (const [input, says] of wrong)
    await assert.rejects(addSilence(tools, input, by), (error) => error instanceof BadInput && says.test(error.message));
});

test("silences added at once are all kept", async () => {
  await Promise.all(Array.from({ length: 8 }, (_, n) => addSilence(tools, { match: `project:p${n}`, for: "1h" }, by)));
  assert.equal((await currentPolicies(tools)).document.silences.filter(({ match }) => match.startsWith("project:p")).length, 8);
});

test("a silence that would make the queries too much to ask of every error is refused; fewer may always be kept", async () => {
  const words = (count: number) => Array.from({ length: count }, () => "x").join(" ");
  const until = "2030-01-01T00:00:00Z";
  const heavy = Array.from({ length: 99 }, (_, n) => ({
    match: words(99),
    until,
    mode: "hold" as const,
    author: `${n}`,
    reason: "",
  }));
  const { document } = await edited((d) => Object.assign(d, { silences: heavy }));
  assert.equal((await savePolicies(tools, { document, ifVersion: null, by })).outcome, "saved");
  const more = { match: words(99), until: new Date(clock.now().getTime() + 3_600_000).toISOString() };
  await addSilence(tools, more, by);
  await assert.rejects(addSilence(tools, { ...more, match: words(98) }, by), /at most 10000 words/);
  const lighter = await edited((d) => Object.assign(d, { silences: [] }));
  assert.equal((await savePolicies(tools, { ...lighter, ifVersion: null, by })).outcome, "saved");
});

test("whoever reads the policies sees that a channel is set up, and nothing of its secrets", async () => {
  const { channels } = await policyView(tools);
  const hook = channels.find(({ name }) => name === "hook");
  assert.deepEqual([hook?.configured, hook?.shown], [true, {}]);
});
