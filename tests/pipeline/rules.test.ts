import assert from "node:assert/strict";
import { test } from "node:test";
import { NotFound } from "#lib/model/errors.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { currentRules, rollBackRules, saveRules } from "#lib/pipeline/rules.ts";
import { judgeByRules } from "#lib/pipeline/rules-again.ts";
import { riddle } from "../standins/llm.ts";
import { deliverAndTriage, ownTools } from "../support/tools.ts";
import { errorBody, eventId } from "../support/webhooks.ts";

const tools = await ownTools();
const { db } = tools;
const by = { id: "u1", name: "Mai" };
const rule = (more: Partial<TeamRule> & Pick<TeamRule, "query">): object => ({ id: "acme", name: "Acme", ...more });
const issueRow = (sentryIssueId: string) =>
  db.issue.findUniqueOrThrow({ where: { installationId_sentryIssueId: { installationId: "default", sentryIssueId } } });
const standingVerdict = async (id: string) => db.verdict.findUniqueOrThrow({ where: { id: (await issueRow(id)).verdictId! } });

async function save(...rules: object[]) {
  const saved = await saveRules(tools, { input: { rules }, ifVersion: null, by });
  assert.equal(saved.outcome, "saved", JSON.stringify(saved));
  return (await currentRules(tools)).version;
}
const again = async (): Promise<void> => judgeByRules(tools, { version: (await currentRules(tools)).version, before: null });
const acme = (issue: string, value: string, more: object = {}) =>
  deliverAndTriage(tools, "error", errorBody({ issue, event: eventId(), type: "AcmeError", value, ...more }));

test("the first enabled rule whose query holds decides what is triaged", async () => {
  await save(
    rule({ id: "off", query: "type:AcmeError", category: "database", enabled: false }),
    rule({ id: "first", name: "Widgets", query: "type:AcmeError message:widget", category: "third_party", severity: "low" }),
    rule({ id: "second", query: "type:AcmeError", category: "validation" }),
  );
  await acme("3001", "the widget is green");
  const verdict = await standingVerdict("3001");
  assert.deepEqual(
    [verdict.category, verdict.severity, verdict.tier, verdict.provisional],
    ["third_party", "low", "rule", false],
  );
  assert.equal((verdict.versions as Record<string, string>).team_rule, "first");
  assert.match(JSON.stringify(verdict.evidence), /Widgets/);
  await acme("3002", "the gadget is red");
  assert.equal((await standingVerdict("3002")).category, "validation");
});

test("a rule is asked of what the built-in rules say, and ignoring makes noise of it that no model is asked about", async () => {
  await save(rule({ query: "is:provisional category:unknown type:AcmeNoise", ignore: true }));
  await acme("3010", riddle("timeout", 3010).value, { type: "AcmeNoise" });
  const issue = await issueRow("3010");
  assert.deepEqual([issue.category, issue.severityRank, issue.provisional], ["unknown", 4, false]);
  await acme("3010", riddle("timeout", 3010).value, { type: "AcmeNoise" });
  assert.equal((await issueRow("3010")).verdictId, issue.verdictId, "told again it stays as it is");
});

test("floors in production hold against a rule", async () => {
  const quota = { type: "RateLimitError", value: "Error code: 429 - You exceeded your current quota. insufficient_quota" };
  await save(rule({ query: "category:quota_exceeded", ignore: true }));
  await acme("3020", "", quota);
  assert.equal((await issueRow("3020")).severityRank, 0);
});

test("a person's word goes before a rule", async () => {
  await save();
  await acme("3030", "says a person", { type: "PersonError" });
  await correct(tools, { issue: "3030", by, input: { category: "infrastructure" } });
  await save(rule({ query: "type:PersonError", category: "validation" }));
  await again();
  assert.deepEqual([(await issueRow("3030")).category, (await issueRow("3030")).tier], ["infrastructure", "human"]);
});

test("saving has open issues judged again, those alone that the rules change, and taking a rule away undoes it", async () => {
  await save();
  for (const id of ["3040", "3041"]) await acme(id, riddle("network", Number(id)).value, { type: "AgainError" });
  await acme("3042", riddle("network", 3042).value, { type: "OtherError" });
  await db.issue.updateMany({ where: { sentryIssueId: "3041" }, data: { status: "resolved" } });
  const other = (await issueRow("3042")).verdictId;

  await save(rule({ query: "type:AgainError", category: "network", severity: "high" }));
  const job = await db.$queryRaw<
    { data: { version: number } }[]
  >`SELECT data FROM pgboss.job WHERE name = 'rules' ORDER BY created_on DESC LIMIT 1`;
  assert.equal(job[0]?.data.version, (await currentRules(tools)).version);
  await again();
  const changed = await issueRow("3040");
  assert.deepEqual([changed.category, changed.severityRank, changed.tier], ["network", 1, "rule"]);
  assert.equal((await issueRow("3041")).category, "unknown", "what is resolved stays as it was");
  assert.equal((await issueRow("3042")).verdictId, other);
  const signals = await db.signal.findMany({ where: { issueId: changed.id }, orderBy: { id: "asc" } });
  assert.ok(signals.length >= 2, "the change is told");

  await again();
  assert.equal((await issueRow("3040")).verdictId, changed.verdictId, "a second pass changes nothing");
  await save();
  await again();
  assert.deepEqual([(await issueRow("3040")).category, (await issueRow("3040")).provisional], ["unknown", true]);
});

test("a job of an older version leaves the work to the newer one", async () => {
  await save();
  await acme("3050", riddle("network", 3050).value, { type: "LateError" });
  const old = await save(rule({ query: "type:LateError", category: "network" }));
  await save(rule({ query: "type:LateError", category: "database" }));
  await judgeByRules(tools, { version: old, before: null });
  assert.equal((await issueRow("3050")).category, "unknown");
});

test("of two writers the second hears of the first, and the same again makes no version", async () => {
  const version = await save(rule({ query: "type:One", ignore: true }));
  assert.equal(await save(rule({ query: "type:One", ignore: true })), version);
  const input = { rules: [rule({ query: "type:Two", ignore: true })] };
  assert.equal((await saveRules(tools, { input, ifVersion: version, by })).outcome, "saved");
  const late = await saveRules(tools, { input: { rules: [] }, ifVersion: version, by: { id: "u2", name: "An" } });
  assert.deepEqual([late.outcome, "version" in late && late.version], ["stale", version + 1]);
});

test("an earlier version is put back as a new one, and who did what is written down", async () => {
  const first = await save(rule({ query: "type:First", ignore: true }));
  const second = await save();
  const back = await rollBackRules(tools, { to: first, ifVersion: second, by });
  assert.deepEqual([back.outcome, "version" in back && back.version], ["saved", second + 1]);
  assert.match(JSON.stringify((await currentRules(tools)).rules), /type:First/);
  const entry = await db.auditEntry.findFirstOrThrow({ orderBy: { at: "desc" } });
  assert.deepEqual([entry.action, entry.byName, entry.data], ["rules.roll_back", "Mai", { from: second, to: second + 1 }]);
  await assert.rejects(rollBackRules(tools, { to: 999, ifVersion: second + 1, by }), NotFound);
});
