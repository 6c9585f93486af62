import pg from "pg";
import { latencyBoundsMs } from "#lib/db/rollup.ts";
import type { Sent } from "./send.ts";

/**
 * A demo's day is sent within seconds, and its rows say so. This spreads them over the day in which they are told to have
 * happened: every row gets the time that follows from the deliveries that led to it, and an id of that time, because lists are
 * in the order of ids. Deliveries keep their ids: what they hold is sealed to them.
 */
interface Move {
  table: string;
  /** Gives `id` and `at` of its rows; those of the moves before stand in `moved_TABLE`. */
  times: string;
  /** Further columns that follow, with `m.at` as the new time. */
  set: string;
  /** Columns that hold its ids. */
  heldIn: readonly (readonly [table: string, column: string])[];
}

const told = `SELECT d."reportId", d."issueId", d."action", min(p.at) AS first, max(p.at) AS last FROM "Delivery" d JOIN planned p ON p.delivery = d.id GROUP BY 1, 2, 3`;

const moves: readonly Move[] = [
  {
    table: "Report",
    times: `SELECT t."reportId" AS id, min(t.first) AS at FROM (${told}) t WHERE t."reportId" IS NOT NULL GROUP BY 1`,
    set: `"receivedAt" = m.at`,
    heldIn: [
      ["Delivery", "reportId"],
      ["ReportKey", "reportId"],
      ["Issue", "reportId"],
      ["Verdict", "reportId"],
    ],
  },
  {
    // The first verdict follows its report at once, a model's some seconds later, a person's in the hour after.
    table: "Verdict",
    times: `SELECT id, max(at) OVER w + row_number() OVER w * interval '1 ms' AS at FROM (
        SELECT v.id, v."issueId", CASE
          WHEN v.tier = 'human' THEN LEAST(max(r."receivedAt") OVER (PARTITION BY v."issueId") + interval '2 min', min(r."receivedAt") OVER (PARTITION BY v."issueId") + interval '47 min')
          WHEN v.tier LIKE 'llm%' THEN min(r."receivedAt") OVER (PARTITION BY v."issueId") + interval '6 s' + v."latencyMs" * interval '1 ms'
          WHEN row_number() OVER (PARTITION BY v."reportId" ORDER BY v.id) = 1 THEN r."receivedAt" + interval '25 ms'
          ELSE r."receivedAt" + interval '1600 ms' END AS at
        FROM "Verdict" v JOIN "Report" r ON r.id = v."reportId") x WINDOW w AS (PARTITION BY "issueId" ORDER BY id)`,
    set: `"decidedAt" = m.at`,
    heldIn: [
      ["Issue", "verdictId"],
      ["Correction", "verdictId"],
      ["Signal", "verdictId"],
      ["WriteBack", "verdictId"],
    ],
  },
  {
    table: "Correction",
    times: `SELECT c.id, COALESCE((SELECT min(v."decidedAt") FROM "Verdict" v WHERE v."issueId" = c."issueId" AND v.tier = 'human'), now() - interval '3 min') AS at FROM "Correction" c`,
    set: `"at" = m.at`,
    heldIn: [["Signature", "correctionId"]],
  },
  {
    table: "Signal",
    times: `SELECT s.id, COALESCE(t.first, v."decidedAt", now() - interval '3 min') + interval '5 ms' AS at FROM "Signal" s
        LEFT JOIN "Verdict" v ON v.id = s."verdictId" LEFT JOIN "Issue" i ON i.id = s."issueId"
        LEFT JOIN LATERAL (SELECT min(p.at) AS first FROM "Delivery" d JOIN planned p ON p.delivery = d.id
          WHERE s.kind = 'resolved' AND d."issueId" = i."sentryIssueId" AND d."action" = 'resolved') t ON true`,
    set: `"at" = m.at`,
    heldIn: [],
  },
  {
    table: "WriteBack",
    times: `SELECT w.id, COALESCE(v."decidedAt", now() - interval '3 min') + interval '2 s' AS at FROM "WriteBack" w LEFT JOIN "Verdict" v ON v.id = w."verdictId"`,
    set: `"at" = m.at`,
    heldIn: [],
  },
  {
    // The calls lie where the verdicts of models do, in their order.
    table: "Spend",
    times: `SELECT s.id, COALESCE((SELECT percentile_disc(s.share) WITHIN GROUP (ORDER BY v."decidedAt") FROM "Verdict" v WHERE v.tier LIKE 'llm%'), now() - interval '3 min') - interval '1 s' AS at
        FROM (SELECT id, percent_rank() OVER (ORDER BY id) AS share FROM "Spend") s`,
    set: `"at" = m.at, "settledAt" = m.at + COALESCE("latencyMs", 0) * interval '1 ms', "day" = to_char(m.at AT TIME ZONE zone.name, 'YYYY-MM-DD')`,
    heldIn: [],
  },
];

const newId = `CREATE FUNCTION pg_temp.id_at(id uuid, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || substr(replace(id::text, '-', ''), 13))::uuid $$`;

async function move(client: pg.Client, { table, times, set, heldIn }: Move): Promise<void> {
  await client.query(`CREATE TEMP TABLE "moved_${table}" ON COMMIT DROP AS ${times}`);
  await client.query(
    `UPDATE "${table}" x SET id = pg_temp.id_at(x.id, m.at), ${set} FROM "moved_${table}" m, zone WHERE m.id = x.id`,
  );
  for (const [holder, column] of heldIn)
    await client.query(
      `UPDATE "${holder}" h SET "${column}" = pg_temp.id_at(m.id, m.at) FROM "moved_${table}" m WHERE h."${column}" = m.id`,
    );
}

/** What was decided while it was sent: it is decided anew, each thing at its time. */
const decided = [
  `TRUNCATE "Incident", "IncidentMember", "IncidentAct", "Decision", "Message", "DigestLine", "Gathering", "SilenceUse", "ProviderFailure", "ProviderOutage"`,
  `DELETE FROM "Signal" WHERE "issueId" IS NULL`,
];

/** What is neither moved by its id nor counted: it follows from what was. */
const followers = [
  `UPDATE "Delivery" d SET "receivedAt" = p.at, "doneAt" = p.at + (12 + d.size % 70) * interval '1 ms' FROM planned p WHERE p.delivery = d.id`,
  `UPDATE "Verdict" v SET "reportId" = r.id FROM (SELECT w.id AS verdict, (SELECT x.id FROM "Report" x WHERE x."issueId" = w."issueId" AND x."receivedAt" <= w."decidedAt" ORDER BY x."receivedAt" DESC LIMIT 1) AS id
    FROM "Verdict" w WHERE w.tier = 'human' OR w.tier LIKE 'llm%') r WHERE r.verdict = v.id AND r.id IS NOT NULL`,
  `UPDATE "Issue" i SET "createdAt" = r.first, "updatedAt" = r.last, "statusAt" = CASE WHEN i."statusAt" IS NULL THEN NULL ELSE COALESCE(t.at, r.last) END
    FROM (SELECT "issueId", min("receivedAt") AS first, max("receivedAt") AS last FROM "Report" GROUP BY 1) r
    LEFT JOIN LATERAL (SELECT max(p.at) AS at FROM "Delivery" d JOIN planned p ON p.delivery = d.id JOIN "Issue" j ON j."sentryIssueId" = d."issueId"
      WHERE j.id = r."issueId" AND d."action" = 'resolved') t ON true WHERE r."issueId" = i.id`,
  `UPDATE "Signature" s SET "firstSeen" = r.first, "lastSeen" = r.last
    FROM (SELECT "installationId", "signature", min("receivedAt") AS first, max("receivedAt") AS last FROM "Report" GROUP BY 1, 2) r
    WHERE r."installationId" = s."installationId" AND r."signature" = s."hash"`,
  `DELETE FROM "BudgetPeriod"`,
  `INSERT INTO "BudgetPeriod" ("scope", "period", "reservedMicros", "spentMicros")
    SELECT 'daily', "day", 0, sum("costMicros") FROM "Spend" GROUP BY 2 UNION ALL SELECT 'monthly', left("day", 7), 0, sum("costMicros") FROM "Spend" GROUP BY 2`,
];

const bounds = `ARRAY[${latencyBoundsMs.join(", ")}]::float8[]`;

/** An error counts under the verdict that stood when it came, a verdict in the hour in which it was given; a model's answer is paid once. */
const rollups = [
  `DELETE FROM "Rollup"`,
  `INSERT INTO "Rollup" ("installationId", "hour", "project", "category", "severity", "tier", "model", "occurrences", "verdicts", "costMicros", "latency")
    SELECT i."installationId", date_trunc('hour', f.at), COALESCE(i."project", ''), v."category", v."severity", v."tier", COALESCE(v."model", ''),
      sum(f.errors), sum(f.given), sum(f.cost), ARRAY(SELECT count(*) FILTER (WHERE b = n) FROM unnest(array_agg(f.bucket)) b, generate_series(0, ${latencyBoundsMs.length}) n GROUP BY n ORDER BY n)
    FROM (
      SELECT s.id AS verdict, r."receivedAt" AS at, 1 AS errors, 0 AS given, 0 AS cost, -1 AS bucket FROM "Report" r CROSS JOIN LATERAL (
        SELECT w.id FROM "Verdict" w WHERE w."issueId" = r."issueId" ORDER BY w."decidedAt" > r."receivedAt" + interval '1 s', abs(extract(epoch FROM w."decidedAt" - r."receivedAt")) LIMIT 1) s
      UNION ALL
      SELECT id, "decidedAt", 0, 1, CASE WHEN row_number() OVER (PARTITION BY "signature", "model" ORDER BY id) = 1 THEN "costMicros" ELSE 0 END, width_bucket("latencyMs", ${bounds}) FROM "Verdict") f
    JOIN "Verdict" v ON v.id = f.verdict JOIN "Issue" i ON i.id = v."issueId" GROUP BY 1, 2, 3, 4, 5, 6, 7`,
];

/** Spreads what was sent over the day in which it is told to have happened; all of it or nothing. */
export async function becomeHistory(url: string, sent: readonly Sent[], timeZone: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "verdict-demo" });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(newId);
    await client.query("CREATE TEMP TABLE zone ON COMMIT DROP AS SELECT $1::text AS name", [timeZone]);
    await client.query(
      "CREATE TEMP TABLE planned ON COMMIT DROP AS SELECT * FROM unnest($1::uuid[], $2::timestamptz[]) AS p(delivery, at)",
      [sent.map(({ delivery }) => delivery), sent.map(({ at }) => at)],
    );
    await client.query("CREATE INDEX ON planned (delivery)");
    for (const sql of decided) await client.query(sql);
    for (const each of moves) await move(client, each);
    for (const sql of [...followers, ...rollups]) await client.query(sql);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}
