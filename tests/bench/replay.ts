import pg from "pg";
import { emptySubject } from "#lib/model/subject.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { replayPolicies } from "#lib/pipeline/replay-policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

const issues = 3000;
const message =
  "Rate limit reached for gpt-4.1 in organization acme on tokens per min: limit 30000, used 29114, requested 1530. ";

const subject = {
  ...emptySubject,
  message: message.repeat(6),
  type: "RateLimitError",
  category: "rate_limit",
  environment: "production",
  provider: "openai",
  llm_model: "gpt-4.1",
  transaction: "POST /checkout/summary",
  level: "error",
  tags: { region: "eu-central-1", runtime: "node 24.2.0", server_name: "checkout-7f9c6d5b8-x2x4q" },
};

const id = (part: string, number: string): string =>
  `('01990000-0000-7000-${part}-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
/** The signals of one issue come in rounds of four: created, created, regressed, resolved. */
const numbers = `
  SELECT n, issue, turn / 4 AS round, turn % 4 AS turn, now() - interval '29 days' * (1 - n::float8 / $1) AS at,
    CASE WHEN issue % 20 = 0 THEN 'critical' ELSE (ARRAY['high', 'medium', 'low'])[1 + issue % 3] END AS severity
  FROM generate_series(1, $1::int) AS n, LATERAL (SELECT (n::bigint * 7919) % ${issues} AS issue, n / ${issues} AS turn) AS own`;
const incident = id("a000", `issue * 1000 + round`);

/** What a busy month leaves: signals about 3,000 issues of 40 projects, each ever again opened and resolved; what is critical is acknowledged after ten minutes. */
export async function addMonth(url: string, signals: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const add = (sql: string, more: unknown[] = []) => client.query(`WITH s AS (${numbers}) ${sql}`, [signals, ...more]);
  await add(
    `INSERT INTO "Signal" ("id", "installationId", "kind", "at", "issueId", "subject", "routedAt")
    SELECT ${id("8000", "n")}, 'default', (ARRAY['created', 'created', 'regressed', 'resolved'])[1 + turn], at, ${id("9000", "issue")},
      $2::jsonb || jsonb_build_object('project', 'service-' || issue % 40, 'signature', 's' || issue, 'events', n, 'severity', severity), at FROM s`,
    [JSON.stringify(subject)],
  );
  await add(
    `INSERT INTO "Incident" ("id", "installationId", "policy", "groupKey", "group", "state", "severityRank", "subject", "issueId", "openedAt", "documentVersion")
    SELECT DISTINCT ON (issue, round) ${incident}, 'default', severity, 's' || issue, '{}', 'resolved', 1, '{}', ${id("9000", "issue")}, at, 1 FROM s ORDER BY issue, round, n`,
  );
  await add(
    `INSERT INTO "Decision" ("id", "installationId", "signalId", "signalKind", "incidentId", "issueId", "policy", "action", "reason", "to", "skipped", "documentVersion", "at")
    SELECT ${id("b000", "n")}, 'default', ${id("8000", "n")}, 'created', ${incident}, ${id("9000", "issue")}, severity,
      CASE turn WHEN 0 THEN 'send' ELSE 'none' END, CASE turn WHEN 0 THEN 'first' ELSE 'dedup' END, CASE turn WHEN 0 THEN ARRAY['slack'] ELSE '{}' END, '{}', 1, at FROM s`,
  );
  await add(
    `INSERT INTO "IncidentAct" ("id", "installationId", "incidentId", "act", "byName", "at")
    SELECT ${id("c000", "n")}, 'default', ${incident}, '{"kind": "acknowledge"}', 'Ada', at + interval '10 minutes' FROM s WHERE severity = 'critical' AND turn IN (0, 2)`,
  );
  await client.query("ANALYZE");
  await client.end();
}

export interface Replayed {
  seconds: number;
  /** The longest that other work of the process had to wait, in ms. */
  held: number;
  signals: number;
}

const tickMs = 10;

/** Replays the policies that stand over the month. */
export async function replayMonth(tools: Tools): Promise<Replayed> {
  const { document } = await currentPolicies(tools);
  let [held, last] = [0, performance.now()];
  const watch = setInterval(() => {
    const now = performance.now();
    held = Math.max(held, now - last - tickMs);
    last = now;
  }, tickMs);
  const began = performance.now();
  const done = await replayPolicies(tools, { document: { ...document }, days: 30 }).finally(() => clearInterval(watch));
  if (!done.ok) throw new Error(JSON.stringify(done.errors));
  return { seconds: (performance.now() - began) / 1000, held, signals: done.replay.signals };
}
