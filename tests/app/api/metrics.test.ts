import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { GET as metrics } from "#app/api/metrics/route.ts";
import { connect } from "#lib/db/client.ts";
import { setTools } from "#lib/pipeline/tools.ts";
import { ownDoors } from "../../support/doors.ts";
import { addVerdict } from "../../support/issues.ts";

const { tools, ask } = await ownDoors({ METRICS_TOKEN: "metrics-token-of-this-test" });
const as = { authorization: "Bearer metrics-token-of-this-test" };
const of = { installationId: "default", issueId: uuidv7(), signature: "s" };

/** Every sample by its name and labels; fails on a family that is told twice or a line that is none. */
async function scrape(): Promise<Map<string, number>> {
  const { status, text, headers } = await ask(metrics, { as });
  assert.equal(status, 200);
  assert.match(headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
  const types = text.split("\n").filter((line) => line.startsWith("# TYPE"));
  assert.equal(new Set(types).size, types.length);
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    samples.map((line) => {
      const [, name, value] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? assert.fail(line);
      return [name!, Number(value)];
    }),
  );
}
const total = (labels: string): string => `error_classification_total{${labels}}`;

test("verdicts given anywhere are counted, each once, however often one asks", async () => {
  const old = (id: number) => ({ ...of, id: uuidv7({ msecs: Date.now() - 3_600_000 + id }) });
  await addVerdict(tools.db, { ...old(1), latencyMs: 1, costMicros: 0 });
  await addVerdict(tools.db, { ...old(2), latencyMs: 1.5, costMicros: 0 });
  await addVerdict(tools.db, {
    ...of,
    latencyMs: 7000,
    costMicros: 1500,
    model: 'gpt "5"\\\n',
    tier: "llm-fast",
    severity: "critical",
  });
  for (let again = 0; again < 3; again++) {
    const samples = await scrape();
    assert.equal(samples.get(total('severity="medium",category="timeout",model="none",tier="rule"')), 2);
    assert.equal(samples.get(total('severity="critical",category="timeout",model="gpt \\"5\\"\\\\\\n",tier="llm-fast"')), 1);
    assert.equal(samples.get('error_classification_cost_usd_total{model="gpt \\"5\\"\\\\\\n",category="timeout"}'), 0.0015);
    const latency = ["0.001", "0.0025", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"].map((le) =>
      samples.get(`error_classification_latency_seconds_bucket{le="${le}"}`),
    );
    assert.deepEqual(latency, [1, 2, 2, 2, 2, 2, 2, 2, 3]);
    assert.equal(samples.get("error_classification_latency_seconds_sum"), 7.0025);
    assert.equal(samples.get("error_classification_latency_seconds_count"), 3);
  }
  await addVerdict(tools.db, { ...of });
  const [left, right] = await Promise.all([scrape(), scrape()]);
  for (const samples of [left, right])
    assert.equal(samples.get(total('severity="medium",category="timeout",model="none",tier="rule"')), 3);
});

test("this process's own counters stand beside them", async () => {
  tools.metrics.delivered("issue", "accepted");
  assert.equal((await scrape()).get('webhook_deliveries_total{resource="issue",outcome="accepted"}'), 1);
});

test("every queue says how long its oldest job has waited", async () => {
  const { queue, db } = tools;
  await queue.send(db, "parked", { delivery: uuidv7() });
  await queue.send(db, "upkeep", {}, { startAfterSeconds: 60 });
  await db.$executeRaw`UPDATE pgboss.job SET start_after = now() - interval '90 seconds' WHERE name = 'parked'`;
  const samples = await scrape();
  assert.ok(samples.get('queue_oldest_seconds{queue="parked"}')! >= 90);
  assert.equal(samples.get('queue_oldest_seconds{queue="upkeep"}'), 0);
  assert.equal(samples.get('queue_oldest_seconds{queue="triage"}'), 0);
  assert.deepEqual(
    [...samples.keys()].filter((name) => name.includes('queue="_')),
    [],
  );
});

test("with a token set, only who brings it reads them", async () => {
  for (const other of [
    null,
    { authorization: "Bearer metrics-token-of-this-tesu" },
    { authorization: "metrics-token-of-this-test" },
    { authorization: "" },
  ]) {
    const { status, body } = await ask(metrics, { as: other });
    assert.deepEqual([status, body.code], [401, "unauthorized"]);
  }
  const { METRICS_TOKEN: _, ...settings } = tools.settings;
  setTools({ ...tools, settings });
  assert.equal((await ask(metrics, { as: null })).status, 200);
  setTools(tools);
});

test("without the database the process still tells its own", async () => {
  const gone = connect({ url: "postgresql://verdict:canary@127.0.0.1:1/verdict", connections: 1, name: "test" });
  setTools({ ...tools, db: gone });
  const samples = await scrape();
  assert.equal(samples.get('webhook_deliveries_total{resource="issue",outcome="accepted"}'), 1);
  await gone.$disconnect();
  setTools(tools);
});

test("open incidents and what nobody was told of are counted from the database", async () => {
  const { db } = tools;
  const at = new Date();
  const incident = { installationId: "default", policy: "p", group: {}, subject: {}, openedAt: at, documentVersion: 1 };
  const add = (groupKey: string, state: string, severityRank: number) =>
    db.incident.create({ data: { ...incident, id: uuidv7(), groupKey, state, severityRank } });
  await Promise.all([
    add("a", "open", 0),
    add("b", "open", 0),
    add("c", "acknowledged", 0),
    add("d", "resolved", 1),
    add("e", "open", 2),
  ]);
  const decide = (action: string, reason: string, msecs = Date.now()) =>
    db.decision.create({
      data: { id: uuidv7({ msecs }), installationId: "default", action, reason, to: [], skipped: [], documentVersion: 1, at },
    });
  await Promise.all([
    decide("none", "dedup", Date.now() - 60_000),
    decide("hold", "silenced"),
    decide("send", "first"),
    decide("digest", "first"),
    decide("update", "resolved"),
  ]);
  const message = { installationId: "default", reason: "first", createdAt: at };
  await db.message.createMany({
    data: [
      { ...message, id: uuidv7(), channel: "administrators" },
      { ...message, id: uuidv7(), channel: "slack", doubtful: true },
      { ...message, id: uuidv7(), channel: "slack", state: "sent" },
      {
        ...message,
        id: uuidv7(),
        channel: "administrators",
        digest: "administrators",
        linesFrom: at,
        linesUntil: new Date(at.getTime() + 1000),
      },
    ],
  });
  const line = { installationId: "default", channel: "administrators", severityRank: 0, reason: "first" };
  await db.digestLine.createMany({
    data: [at, at, new Date(at.getTime() + 1000)].map((each) => ({ ...line, id: uuidv7(), decisionId: uuidv7(), at: each })),
  });
  for (let again = 0; again < 2; again++) {
    const samples = await scrape();
    const pending = ["critical", "high", "medium", "low", "info"].map((severity) =>
      samples.get(`pending_alerts_count{severity="${severity}"}`),
    );
    assert.deepEqual(pending, [2, 0, 1, 0, 0]);
    assert.equal(samples.get('alerts_suppressed_total{reason="dedup"}'), 1);
    assert.equal(samples.get('alerts_suppressed_total{reason="silenced"}'), 1);
    assert.equal(samples.get('alerts_suppressed_total{reason="first"}'), undefined);
    assert.equal(samples.get("alerts_undelivered_total"), 3, "one alone, and the two lines of a bundle");
    assert.equal(samples.get('alerts_waiting_count{channel="slack"}'), 1);
    assert.equal(samples.get("alerts_possible_duplicate_total"), 1);
  }
});
