import assert from "node:assert/strict";
import { test } from "node:test";
import { transaction } from "#lib/db/client.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { watchOutages } from "#lib/pipeline/outage.ts";
import { sweep } from "#lib/pipeline/sweep.ts";
import { raiseAndRoute } from "#lib/pipeline/tell.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { addIssue } from "../support/issues.ts";
import { routeAll } from "../support/route.ts";
import { deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { errorBody } from "../support/webhooks.ts";

const env = {
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x",
  PAGERDUTY_ROUTING_KEY: "0123456789abcdef0123456789abcdef",
};
const clock = movableClock();
const tools: Tools = { ...(await ownTools(env)), clock: clock.now };
const { db } = tools;
const minute = 60_000;

const failures = {
  timeout: { type: "APITimeoutError", value: "Request timed out." },
  overloaded: { type: "InternalServerError", value: "Error code: 500 - The server had an error while processing your request" },
} as const;
let count = 0;

/** One error of a provider, as Sentry tells it. */
async function fail(provider: string, what: keyof typeof failures): Promise<void> {
  const body = errorBody({ ...failures[what], issue: `9${++count}`, llm: false, tags: [["llm.provider", provider]] });
  await deliverAndTriage(tools, "error", body);
}
const times = async (n: number, work: () => Promise<void>): Promise<void> => {
  for (let done = 0; done < n; done++) await work();
};

const outages = (provider: string) => db.providerOutage.findMany({ where: { provider }, orderBy: { id: "asc" } });
const incidentsOf = (provider: string) =>
  db.incident.findMany({
    where: { policy: "provider outage", group: { path: ["llm.provider"], equals: provider } },
    orderBy: { id: "asc" },
  });
const channelsOf = async (incidentId: string): Promise<string[]> =>
  (await db.message.findMany({ where: { incidentId }, orderBy: { id: "asc" } })).map(({ channel }) => channel);

/** An error of its own issue that is decided about now: action, reason and channels. */
async function tell(sentryIssueId: string, subject: Partial<Subject>): Promise<[string, string, number]> {
  const issue = await addIssue(db, { sentryIssueId, severity: subject.severity ?? "high" });
  const about = { ...emptySubject, message: "boom", severity: "high" as const, signature: sentryIssueId, ...subject };
  const signal = {
    installation: "default",
    kind: "created" as const,
    at: clock.now(),
    issue,
    verdict: null,
    was: null,
    by: null,
  };
  await transaction(db, (tx) => raiseAndRoute(tools, tx, { ...signal, subject: { ...about, signal: "created" } }));
  await routeAll(tools);
  const decision = await db.decision.findFirstOrThrow({ where: { issueId: issue }, orderBy: { id: "desc" } });
  return [decision.action, decision.reason, await db.message.count({ where: { decisionId: decision.id } })];
}

test("four failures over two signatures are no outage, the fifth is one: one incident, one page", async () => {
  await times(3, () => fail("openai", "timeout"));
  await fail("openai", "overloaded");
  assert.deepEqual(await outages("openai"), []);
  await times(3, () => fail("openai", "overloaded"));
  await Promise.all(Array.from({ length: 20 }, () => fail("openai", "timeout")));
  await routeAll(tools);
  const [outage, ...others] = await outages("openai");
  assert.ok(outage && outage.closedAt === null && others.length === 0);
  const [incident, ...more] = await incidentsOf("openai");
  assert.ok(incident && more.length === 0);
  assert.deepEqual([incident.state, incident.severityRank], ["open", 0]);
  assert.deepEqual(await channelsOf(incident.id), ["pager", "slack", "hook"]);
  assert.match(
    (incident.subject as Subject).message,
    /^openai is failing: 5 errors of 2 kinds \(provider_error, timeout or network\) within 5 minutes; usual are 2 an hour\.$/,
  );
});

test("its symptoms are inhibited in every project, but nothing that somebody must mend, and nothing of other providers", async () => {
  const openai = { provider: "openai", project: "search" };
  assert.deepEqual(await tell("11", { ...openai, category: "timeout" }), ["drop", "inhibited", 0]);
  assert.deepEqual(await tell("12", { ...openai, category: "network", project: "chat", severity: "critical" }), [
    "drop",
    "inhibited",
    0,
  ]);
  assert.deepEqual(await tell("13", { ...openai, category: "provider_error", project: "billing" }), ["drop", "inhibited", 0]);
  for (const [id, told] of Object.entries({
    14: { ...openai, category: "authentication", severity: "critical" },
    15: { ...openai, category: "quota_exceeded", severity: "critical" },
    16: { ...openai, category: "timeout", severity: "critical", flags: ["floor"] },
    17: { ...openai, provider: "anthropic", category: "timeout" },
    18: { ...openai, provider: null, category: "timeout" },
  } satisfies Record<string, Partial<Subject>>)) {
    const [action, reason] = await tell(id, told);
    assert.deepEqual([action, reason], ["send", "first"], id);
  }
});

test("it closes by itself after ten minutes below half, and its incident ends", async () => {
  const [outage] = await outages("openai");
  clock.pass(9 * minute);
  await sweep(tools);
  assert.equal((await outages("openai"))[0]?.closedAt, null);
  clock.pass(2 * minute);
  await times(2, () => fail("openai", "timeout"));
  await Promise.all([watchOutages(tools), watchOutages(tools)]);
  await routeAll(tools);
  const [closed] = await outages("openai");
  assert.deepEqual([closed?.id, closed?.closedAt], [outage?.id, clock.now()]);
  const [incident] = await incidentsOf("openai");
  assert.equal(incident?.state, "resolved");
  const ends = await db.signal.findMany({ where: { kind: "resolved", issueId: null } });
  assert.equal(ends.length, 1);
  assert.match((ends[0]!.subject as Subject).message, /^openai is well again: .* It lasted 11 minutes\.$/);
  assert.deepEqual(await tell("21", { provider: "openai", category: "timeout" }), ["send", "first", 2]);
});

test("one that comes again on the same day is told again", async () => {
  clock.pass(30 * minute);
  await times(4, () => fail("openai", "timeout"));
  await times(4, () => fail("openai", "overloaded"));
  await routeAll(tools);
  assert.deepEqual(
    (await incidentsOf("openai")).map(({ state }) => state),
    ["resolved", "open"],
  );
  const [, again] = await incidentsOf("openai");
  assert.deepEqual(await channelsOf(again!.id), ["pager", "slack", "hook"]);
});

test("of one signature it takes twenty; of what lies five minutes back nothing counts", async () => {
  await times(19, () => fail("mistral", "timeout"));
  clock.pass(5 * minute + 11_000);
  await fail("mistral", "timeout");
  assert.deepEqual(await outages("mistral"), []);
  await times(19, () => fail("mistral", "timeout"));
  assert.equal((await outages("mistral")).length, 1);
});

test("what is usual of a provider is no outage", async () => {
  const usual = Array.from({ length: 200 }, (_, n) => ({
    installationId: "default",
    provider: "shaky",
    slot: new Date(clock.now().getTime() - (n + 1) * 20 * minute),
    signature: "s",
    count: 10,
  }));
  await db.providerFailure.createMany({ data: usual });
  await times(6, () => fail("shaky", "timeout"));
  await times(6, () => fail("shaky", "overloaded"));
  assert.deepEqual(await outages("shaky"), []);
  await times(2, () => fail("shaky", "overloaded"));
  assert.equal((await outages("shaky")).length, 1);
});

test("failures of one instant, which no transaction saw all of, are found by the sweep", async () => {
  const at = clock.now();
  const slot = new Date(Math.floor(at.getTime() / 10_000) * 10_000);
  const rows = ["a", "b"].map((signature) => ({ installationId: "default", provider: "cohere", slot, signature, count: 3 }));
  await db.providerFailure.createMany({ data: rows });
  await sweep(tools);
  await sweep(tools);
  await routeAll(tools);
  assert.equal((await outages("cohere")).length, 1);
  assert.equal((await incidentsOf("cohere")).length, 1);
});

test("what a provider refuses, and errors of no provider, count for nothing", async () => {
  const refused = { type: "AuthenticationError", value: "Error code: 401 - Incorrect API key provided" };
  for (let n = 0; n < 25; n++) {
    const issue = `8${n}`;
    await deliverAndTriage(tools, "error", errorBody({ ...refused, issue, llm: false, tags: [["llm.provider", "groq"]] }));
    await deliverAndTriage(tools, "error", errorBody({ ...failures.timeout, issue: `7${n}`, llm: false }));
  }
  assert.deepEqual(await outages("groq"), []);
  assert.deepEqual(await db.providerFailure.findMany({ where: { provider: "groq" } }), []);
});
