import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { messageFacts, messageOf } from "#lib/db/message-facts.ts";
import { noticeOf } from "#lib/pipeline/notice.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { ownDatabase } from "../support/database.ts";
import { addIssue } from "../support/issues.ts";
import { addIncident, addMessage } from "../support/messages.ts";

const { db } = await ownDatabase();
const at = new Date("2026-11-30T08:15:00Z");
const places = { publicUrl: "https://verdict.example", sentryUrl: "https://sentry.io" };

const factsOf = async (id: string) => messageFacts(db, (await messageOf(db, id))!);

async function told(more: { issue?: object; incident?: object; report?: object } = {}) {
  const made = await addIncident(db, { at, ...more.incident });
  if (more.issue) await db.issue.update({ where: { id: made.issue }, data: more.issue });
  if (more.report) {
    const { reportId } = await db.issue.findUniqueOrThrow({ where: { id: made.issue } });
    const { data } = await db.report.findUniqueOrThrow({ where: { id: reportId! } });
    await db.report.update({ where: { id: reportId! }, data: { data: { ...(data as object), ...more.report } } });
  }
  const facts = await factsOf(await addMessage(db, made, "slack", at));
  return { ...made, facts, notice: noticeOf(facts, places) };
}

describe("the links of a message", () => {
  test("lead to the issue, the incident, its story, and a silence that is begun", async () => {
    const { notice, sentryIssueId, incident } = await told({
      issue: { signature: "0a1b2c", url: "https://acme.sentry.io/issues/1/" },
    });
    assert.deepEqual(notice.links, {
      issue: `https://verdict.example/issues/${sentryIssueId}?installation=default`,
      sentry: "https://acme.sentry.io/issues/1/",
      incident: `https://verdict.example/incidents/${incident}`,
      silence: "https://verdict.example/policies?silence=signature%3A0a1b2c%20project%3Aapi",
      why: `https://verdict.example/incidents/${incident}#timeline`,
    });
    assert.ok(parseQuery(new URL(notice.links.silence!).searchParams.get("silence")!).ok);
  });

  for (const url of ["https://attacker.example/issues/1/", "javascript:alert(1)", "https://sentry.io.attacker.example/", null])
    test(`never lead to ${url}`, async () => assert.equal((await told({ issue: { url } })).notice.links.sentry, null));

  test("hold no part of a hostile project or signature", async () => {
    const { notice } = await told({ issue: { project: 'x" OR *', signature: "0a1b2c" } });
    assert.match(notice.links.silence ?? "", /silence=signature%3A0a1b2c$/);
    assert.equal((await told({ issue: { signature: "a b:*" } })).notice.links.silence, null);
  });
});

test("only the first line of the error's message is told, with its type, environment and release", async () => {
  const report = {
    message: "\n  first line\nsecond line",
    exceptionType: "TypeError",
    environment: "production",
    release: "1.4.2",
  };
  const { notice } = await told({ report });
  assert.deepEqual(
    [notice.line, notice.type, notice.environment, notice.release, notice.kind],
    ["first line", "TypeError", "production", "1.4.2", "alert"],
  );
});

test("an incident of several issues counts them all: events together, users of the widest", async () => {
  const { incident, facts } = await told();
  const issue = await addIssue(db, { sentryIssueId: "second", issue: { users: 40, events: 2 } });
  await db.incidentMember.create({ data: { incidentId: incident, issueId: issue, joinedAt: at } });
  const { users, events, issues } = noticeOf(await factsOf(facts.message.id), places);
  assert.deepEqual([users, events, issues], [40, 342, 2]);
});

test("a verdict less sure than the policy's floor is told as provisional", async () => {
  const document = {
    version: 1,
    policies: [{ name: "critical", match: "*", confidenceFloor: 0.95, ladder: [{ after: "0s", to: ["slack"] }] }],
  };
  await db.policyVersion.create({ data: { version: 7, document, byName: "test" } });
  const { notice } = await told({ incident: { documentVersion: 7 } });
  assert.deepEqual([notice.confidence, notice.provisional], [0.9, true]);
  assert.equal((await told({ incident: { documentVersion: 6 } })).notice.provisional, false);
});
