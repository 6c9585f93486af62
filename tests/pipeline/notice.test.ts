import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { messageFacts, messageOf } from "#lib/db/message-facts.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { noticeOf, type Telling } from "#lib/pipeline/notice.ts";
import { voiceOf } from "#lib/pipeline/notice-blank.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { ownDatabase } from "../support/database.ts";
import { addDecision } from "../support/incidents.ts";
import { addIssue } from "../support/issues.ts";
import { addIncident, addMessage } from "../support/messages.ts";

const { db } = await ownDatabase();
const at = new Date("2026-11-30T08:15:00Z");
const places = { publicUrl: "https://verdict.example", sentryUrl: "https://sentry.io" };
const telling = (more: Partial<Telling> = {}): Telling => ({
  places,
  voice: { language: "en", zone: "UTC" },
  silences: [],
  now: new Date(at.getTime() + 60_000),
  ...more,
});

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
  return { ...made, facts, notice: noticeOf(facts, telling()) };
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
      acknowledge: `https://verdict.example/incidents/${incident}#acknowledge`,
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

test("cause and advice are in the language that the receiver asked for, else in that of the project", async () => {
  const { facts, notice } = await told({ report: { message: "401 Incorrect API key provided" } });
  const asked = noticeOf(facts, telling({ voice: { language: "ja", zone: "UTC" }, own: "ja" }));
  assert.equal(notice.rootCause, noticeOf(facts, telling({ voice: { language: "ja", zone: "UTC" } })).rootCause);
  assert.notEqual(asked.rootCause, notice.rootCause);
  for (const text of [asked.rootCause, asked.fix]) assert.match(text ?? "", /\p{Script=Hiragana}/u);
});

test("what is no error says in the receiver's language what it is and what to do, while it lasts", async () => {
  const subject = { ...emptySubject, message: "openai is failing.", signal: "provider_outage" };
  const made = await addIncident(db, { at, subject });
  await db.incident.update({ where: { id: made.incident }, data: { issueId: null } });
  const message = await addMessage(db, made, "slack", at, { issueId: null });
  const facts = await factsOf(message);
  const voice = { language: "ja", zone: "UTC" } as const;
  const { kind, own, line, rootCause, fix } = noticeOf(facts, telling({ voice }));
  assert.deepEqual([kind, own, line], ["system", "provider_outage", "openai is failing."]);
  for (const text of [rootCause, fix]) assert.match(text ?? "", /\p{Script=Hiragana}/u);
  await db.incident.update({ where: { id: made.incident }, data: { state: "resolved" } });
  const over = noticeOf(await factsOf(message), telling({ voice }));
  assert.deepEqual([over.own, over.rootCause, over.fix], ["provider_outage", null, null]);
});

test("an incident of several issues counts them all: events together, users of the widest", async () => {
  const { incident, facts } = await told();
  const issue = await addIssue(db, { sentryIssueId: "second", issue: { users: 40, events: 2 } });
  await db.incidentMember.create({ data: { incidentId: incident, issueId: issue, joinedAt: at } });
  const { users, events, issues } = noticeOf(await factsOf(facts.message.id), telling());
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

test("what is acknowledged need not be, and what is over need not be silenced", async () => {
  const acknowledged = await told({
    issue: { signature: "0a1b2c" },
    incident: { state: "acknowledged", acknowledgedBy: "Ann" },
  });
  assert.deepEqual([acknowledged.notice.links.acknowledge, acknowledged.notice.stateBy], [null, "Ann"]);
  assert.ok(acknowledged.notice.links.silence);
  const { links } = (await told({ issue: { signature: "0a1b2c" }, incident: { state: "resolved" } })).notice;
  assert.deepEqual([links.acknowledge, links.silence], [null, null]);
});

test("a receiver's language and zone are the channel's, else the installation's; one that is not known is the installation's", () => {
  const settings = { DEFAULT_LANGUAGE: "ko", TIME_ZONE: "Asia/Seoul" } as const;
  assert.deepEqual(voiceOf({}, settings), { language: "ko", zone: "Asia/Seoul" });
  assert.deepEqual(voiceOf({ language: "ja", zone: "Asia/Tokyo" }, settings), { language: "ja", zone: "Asia/Tokyo" });
  assert.equal(voiceOf({ language: "xx" }, settings).language, "ko");
});

describe("silences", () => {
  const hour = 3_600_000;
  const silence = (more: Partial<SilenceSpec> = {}): SilenceSpec => ({
    id: "01937d1c-5b1e-7000-8000-000000000001",
    match: "project:api",
    until: new Date(at.getTime() + hour).toISOString(),
    mode: "hold",
    author: "Ann",
    reason: "load test",
    ...more,
  });
  const subject = (incident: string) =>
    db.incident.update({
      where: { id: incident },
      data: { subject: { ...emptySubject, message: "m", project: "api", category: "timeout" } },
    });

  test("the one that ended is named by the alert that it held back", async () => {
    const { incident, issue } = await told();
    const ended = silence({ until: "2026-11-30T08:00:00.000Z" });
    const decision = await addDecision(db, 1, { incidentId: incident, issueId: issue, heldBy: ended.id ?? null });
    const facts = await factsOf(
      await addMessage(db, { incident, issue, sentryIssueId: "" }, "slack", at, { decisionId: decision }),
    );
    assert.deepEqual(noticeOf(facts, telling({ silences: [silence({ id: "other" }), ended] })).endedSilence, {
      match: "project:api",
      reason: "load test",
      until: "2026-11-30T08:00:00.000Z",
    });
    assert.equal(noticeOf(facts, telling()).endedSilence, null);
  });

  test("the one that holds back now is told with its end, the longest where there are several", async () => {
    const { incident, facts } = await told();
    await subject(incident);
    const longer = silence({ until: new Date(at.getTime() + 2 * hour).toISOString(), author: "Bob" });
    const others = [
      silence({ match: "project:web", until: new Date(at.getTime() + 9 * hour).toISOString() }),
      silence({ until: at.toISOString() }),
      silence({ since: new Date(at.getTime() + hour).toISOString(), until: new Date(at.getTime() + 9 * hour).toISOString() }),
    ];
    const now = await factsOf(facts.message.id);
    assert.deepEqual(noticeOf(now, telling({ silences: [silence(), longer, ...others] })).silenced, {
      until: longer.until,
      by: "Bob",
    });
    assert.equal(noticeOf(now, telling({ silences: others })).silenced, null);
  });
});

test("what a person handed over says so; a step that time brought does not", async () => {
  const { incident, issue } = await told();
  const by = async (heldBy: string | null) => {
    const decisionId = await addDecision(db, 1, { incidentId: incident, reason: "step", heldBy });
    const more = { decisionId, reason: "step", step: 1, urgency: "high" };
    return noticeOf(await factsOf(await addMessage(db, { incident, issue, sentryIssueId: "" }, "slack", at, more)), telling());
  };
  const handed = await by("Ann");
  assert.deepEqual([handed.handedBy, handed.step, handed.urgency], ["Ann", 1, "high"]);
  assert.equal((await by(null)).handedBy, null);
  assert.equal((await by("01937d1c-5b1e-7000-8000-000000000001")).handedBy, null);
});

test("the messages of an incident on a channel are one thread, and the newest is known", async () => {
  const { incident, issue, facts } = await told();
  const second = await addMessage(db, { incident, issue, sentryIssueId: "" }, "slack", at, { reason: "repeat", posted: 1 });
  const elsewhere = await addMessage(db, { incident, issue, sentryIssueId: "" }, "mail", at);
  const of = async (id: string) => {
    const { thread, newest } = noticeOf(await factsOf(id), telling());
    return [thread, newest];
  };
  assert.deepEqual(await of(facts.message.id), [null, false]);
  assert.deepEqual(await of(second), [facts.message.id, true]);
  assert.deepEqual(await of(elsewhere), [null, true]);
});

test("the last resort is told by which policy nobody could be reached", async () => {
  const { incident, issue } = await told();
  const last = await factsOf(await addMessage(db, { incident, issue, sentryIssueId: "" }, "administrators", at));
  assert.equal(noticeOf(last, telling()).unreached, "critical");
  assert.equal((await told()).notice.unreached, null);
});
