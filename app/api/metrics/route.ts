import { createHash, timingSafeEqual } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import { countVerdicts, oldestJobs } from "#lib/db/tallies.ts";
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

/** What only the database knows; while it is away these series are missing, which says so. */
async function shared({ db, clock, metrics, notice }: Tools): Promise<string[]> {
  try {
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
