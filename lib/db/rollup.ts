import type { Verdict } from "#lib/model/verdict.ts";
import type { Tx } from "./client.ts";

/** Upper bounds of the latency buckets, in ms; one more bucket holds what took longer. */
export const latencyBoundsMs = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;

const bucketOf = (ms: number): number => {
  const at = latencyBoundsMs.findIndex((bound) => ms <= bound);
  return at === -1 ? latencyBoundsMs.length : at;
};

interface Counted {
  installationId: string;
  project: string | null;
  verdict: Verdict;
  /** Errors that came under this verdict. */
  occurrences: number;
  /** Whether the verdict is a new one. */
  isGiven: boolean;
  /** What the model's call cost for it, in micro-dollars; the verdict may be given to several issues and is paid once. */
  costMicros?: number;
}

/** Adds to the figures of the hour; the last statement of its transaction, so that others wait for it as shortly as possible. */
export async function countInRollup(
  tx: Tx,
  { installationId, project, verdict, occurrences, isGiven, costMicros = 0 }: Counted,
  now: Date,
): Promise<void> {
  if (occurrences === 0 && !isGiven) return;
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const given = isGiven ? 1 : 0;
  const bucket = isGiven ? bucketOf(verdict.latency_ms) : -1;
  const latency = Array.from({ length: latencyBoundsMs.length + 1 }, (_, at) => (at === bucket ? 1 : 0));
  await tx.$executeRaw`
    INSERT INTO "Rollup" AS r ("installationId", "hour", "project", "category", "severity", "tier", "model", "occurrences", "verdicts", "costMicros", "latency")
    VALUES (${installationId}, ${hour}, ${project ?? ""}, ${verdict.category}, ${verdict.severity}, ${verdict.tier}, ${verdict.model ?? ""}, ${occurrences}, ${given}, ${costMicros}, ${latency})
    ON CONFLICT ("installationId", "hour", "project", "category", "severity", "tier", "model") DO UPDATE SET
      "occurrences" = r."occurrences" + excluded."occurrences", "verdicts" = r."verdicts" + excluded."verdicts", "costMicros" = r."costMicros" + excluded."costMicros",
      "latency" = ARRAY(SELECT a + b FROM unnest(r."latency", excluded."latency") WITH ORDINALITY AS t(a, b, n) ORDER BY n)`;
}
