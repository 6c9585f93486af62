import assert from "node:assert/strict";
import { test } from "node:test";
import { NotFound } from "#lib/model/errors.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { deliver, deliverAndTriage, ownTools } from "../support/tools.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const tools = await ownTools();
const { db } = tools;
const by = { id: "u1", name: "Mai" };
const issueRow = (sentryIssueId: string) =>
  db.issue.findUniqueOrThrow({ where: { installationId_sentryIssueId: { installationId: "default", sentryIssueId } } });

test("stands at once and for every later occurrence of the signature, on this issue and on others", async () => {
  const odd = { type: "AcmeError", value: "the acme widget said 7" };
  await deliverAndTriage(tools, "error", errorBody({ issue: "2001", ...odd }));
  await deliverAndTriage(tools, "error", errorBody({ issue: "2002", ...odd }));
  const verdict = await correct(tools, {
    issue: "2001",
    by,
    input: { category: "third_party", severity: "high", reason: "acme is a supplier" },
  });
  assert.deepEqual(
    [verdict.id, verdict.category, verdict.severity, verdict.tier, verdict.confidence],
    ["2001", "third_party", "high", "human", 1],
  );
  assert.deepEqual([(await issueRow("2001")).category, (await issueRow("2001")).corrected], ["third_party", true]);
  assert.equal((await issueRow("2002")).category, "third_party", "another issue of the same signature");

  await deliverAndTriage(tools, "error", errorBody({ issue: "2003", ...odd, value: "the acme widget said 9" }));
  const later = await issueRow("2003");
  assert.deepEqual([later.category, later.tier, later.severityRank], ["third_party", "human", 1]);

  const [kept] = await db.correction.findMany({ where: { issueId: (await issueRow("2001")).id } });
  assert.deepEqual(
    [kept!.byName, kept!.reason, kept!.category, kept!.wasCategory, kept!.agree],
    ["Mai", "acme is a supplier", "third_party", "unknown", false],
  );
});

test("agreeing keeps the verdict and makes it a person's", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "2010" }));
  const verdict = await correct(tools, { issue: "2010", by, input: { agree: true } });
  assert.deepEqual([verdict.category, verdict.tier, verdict.provisional], ["rate_limit", "human", false]);
});

test("a label given while only the title was known holds for the event that fills the report, and the other way round", async () => {
  const odd = { type: "AcmeError", value: "left the building" };
  await deliverAndTriage(tools, "issue", issueBody({ id: "2020", ...odd }));
  await deliverAndTriage(tools, "error", errorBody({ issue: "2020", ...odd }));
  await correct(tools, { issue: "2020", by, input: { category: "infrastructure" } });
  await deliverAndTriage(tools, "issue", issueBody({ id: "2021", ...odd }));
  assert.equal((await issueRow("2021")).category, "infrastructure");
});

test("holds when Sentry tells of the issue again later without an event", async () => {
  const odd = { type: "AcmeError", value: "is back again" };
  await deliverAndTriage(tools, "error", errorBody({ issue: "2050", ...odd }));
  await correct(tools, { issue: "2050", by, input: { category: "third_party" } });
  const later = { ...tools, clock: () => new Date(Date.now() + 660_000) };
  await deliverAndTriage(later, "issue", issueBody({ id: "2050", action: "unresolved", substatus: "regressed", ...odd }));
  const issue = await issueRow("2050");
  assert.deepEqual([issue.category, issue.tier, issue.corrected], ["third_party", "human", true]);
});

test("one person cannot talk a floor case down in production", async () => {
  await deliverAndTriage(
    tools,
    "error",
    errorBody({
      issue: "2030",
      type: "RateLimitError",
      value: "Error code: 429 - You exceeded your current quota, please check your plan and billing details. insufficient_quota",
    }),
  );
  assert.equal((await issueRow("2030")).severityRank, 0);
  const verdict = await correct(tools, { issue: "2030", by, input: { severity: "info" } });
  assert.equal(verdict.severity, "critical");
});

test("a correction during a storm is not lost: what is triaged before or after it carries it", async () => {
  const odd = { type: "StormError", value: "rain" };
  await deliverAndTriage(tools, "error", errorBody({ issue: "2040", ...odd }));
  const sent = await Promise.all(Array.from({ length: 60 }, () => deliver(tools, "error", errorBody({ issue: "2040", ...odd }))));
  await Promise.all([
    ...sent.map(({ delivery }) => triage(tools, { delivery: delivery! })),
    correct(tools, { issue: "2040", by, input: { category: "validation" } }),
  ]);
  const issue = await issueRow("2040");
  assert.deepEqual([issue.category, issue.tier], ["validation", "human"]);
});

test("an issue nobody told of cannot be corrected", async () => {
  await assert.rejects(correct(tools, { issue: "404404", by, input: { agree: true } }), NotFound);
});
