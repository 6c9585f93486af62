import { createHash, timingSafeEqual } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import { incidentCounts } from "#lib/db/incidents.ts";
import { callsByOutcome } from "#lib/db/llm-models.ts";
import { countDoubtful, countTo, countWaiting } from "#lib/db/message-counts.ts";
import { countSuppressed } from "#lib/db/suppressed.ts";
import { countVerdicts, oldestJobs } from "#lib/db/tallies.ts";
import { administrators } from "#lib/model/channel.ts";
import { severities } from "#lib/model/taxonomy.ts";
import { budgetUse } from "#lib/pipeline/budgets.ts";
import { type Tools, tools } from "#lib/pipeline/tools.ts";
import { answered } from "../problem.ts";
import { Refused } from "../refused.ts";
import { boundsMs, verdictMetrics } from "./verdict-metrics.ts";

export const dynamic = "force-dynamic";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function admit(request: Request, token: string | undefined): void {
  const given = request.headers.get("authorization") ?? "";
  if (token !== undefined && !timingSafeEqual(digest(given), digest(`Bearer ${token}`)))
    throw new Refused("stranger", "Send METRICS_TOKEN as `Authorization: Bearer <token>`.");
}

const counters = new WeakMap<Db, ReturnType<typeof countVerdicts>>();

function counterOf(db: Db): ReturnType<typeof countVerdicts> {
  const counter = counters.get(db) ?? countVerdicts(db, boundsMs);
  counters.set(db, counter);
  return counter;
}

/** Calls to models, and what is left of the budgets that have a limit. */
async function models(here: Tools): Promise<void> {
  const [calls, use] = await Promise.all([callsByOutcome(here.db), budgetUse(here)]);
  here.metrics.llmRequests(calls);
  for (const { scope, limit_usd, spent_usd, reserved_usd } of use)
    if (limit_usd !== null) here.metrics.budgetRemaining(scope, Math.max(0, limit_usd - spent_usd - reserved_usd));
}

const suppressions = new WeakMap<Db, ReturnType<typeof countSuppressed>>();

/** Incidents that nobody has in hand, decisions by which nobody was told, and messages that arrived nowhere, may have twice, or wait. */
async function alerts({ db, clock, metrics }: Tools): Promise<void> {
  const suppressed = suppressions.get(db) ?? countSuppressed(db);
  suppressions.set(db, suppressed);
  const [pending, counts] = await Promise.all([incidentCounts(db), suppressed(clock())]);
  for (const severity of severities) metrics.pendingAlerts(severity, pending[severity]);
  metrics.suppressed(counts);
  const [undelivered, doubtful, waiting] = await Promise.all([countTo(db, administrators), countDoubtful(db), countWaiting(db)]);
  metrics.waitingAlerts(waiting);
  metrics.undelivered(undelivered);
  metrics.possibleDuplicates(doubtful);
}

/** What only the database knows; while it is away these series are missing, which says so. */
async function shared(here: Tools): Promise<string[]> {
  const { db, clock, metrics, notice } = here;
  try {
    await Promise.all([models(here), alerts(here)]);
    const [tallies, oldest] = await Promise.all([counterOf(db)(clock()), oldestJobs(db)]);
    for (const { queue, seconds } of oldest) metrics.queueOldest(queue, seconds);
    return verdictMetrics(tallies);
  } catch (err) {
    notice("warn", "metrics", { err }, "the database is away; metrics lack what it knows");
    return [];
  }
}

/** `GET /api/metrics`: this process's own figures, and those of the whole deployment from the database. */
export const GET = (request: Request): Promise<Response> =>
  answered(async () => {
    const here = tools();
    admit(request, here.settings.METRICS_TOKEN);
    const families = await shared(here);
    const own = (await here.metrics.text()).trim();
    return new Response(`${[own, ...families].join("\n\n")}\n`, {
      headers: { "content-type": here.metrics.contentType, "cache-control": "no-store", "x-content-type-options": "nosniff" },
    });
  });
