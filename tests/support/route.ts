import { due, route } from "#lib/pipeline/route.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

/** Decides about every signal that waits, as the worker would. */
export async function routeAll(tools: Tools): Promise<void> {
  const waiting = await tools.db.signal.findMany({ where: { routedAt: null }, orderBy: { id: "asc" }, select: { id: true } });
  for (const { id } of waiting) await route(tools, { signal: id });
}

/** Does what incidents' times have come for, by the tools' own clock. */
export async function dueAll(tools: Tools): Promise<void> {
  const waiting = await tools.db.incident.findMany({ where: { dueAt: { lte: tools.clock() } }, select: { id: true } });
  for (const { id } of waiting) await due(tools, { incident: id });
}

interface Kept {
  data: Record<string, unknown>;
  priority: number;
  seconds: number;
}

/** The jobs of a kind that wait, and for how long each still does. */
export const jobsOf = ({ db }: Tools, name: string): Promise<Kept[]> =>
  db.$queryRaw<Kept[]>`
    SELECT data, priority, extract(epoch FROM start_after - created_on)::float8 AS "seconds" FROM pgboss.job
    WHERE name = ${name} AND state < 'active' ORDER BY created_on, start_after, id`;
