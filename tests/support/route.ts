import { digest } from "#lib/pipeline/digests.ts";
import { due } from "#lib/pipeline/due.ts";
import { routeTogether } from "#lib/pipeline/route.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

/** Decides about every signal that waits, as the worker would. */
export async function routeAll(tools: Tools): Promise<void> {
  const waiting = await tools.db.signal.findMany({ where: { routedAt: null }, orderBy: { id: "asc" }, select: { id: true } });
  for (let from = 0; from < waiting.length; from += 50)
    await routeTogether(
      tools,
      waiting.slice(from, from + 50).map(({ id }) => ({ signal: id })),
    );
}

/** Does what incidents' and digests' times have come for, by the tools' own clock. */
export async function dueAll(tools: Tools): Promise<void> {
  const where = { dueAt: { lte: tools.clock() } };
  for (const { id } of await tools.db.incident.findMany({ where, select: { id: true }, orderBy: { dueAt: "asc" } }))
    await due(tools, { incident: id });
  for (const { installationId, channel, carrier } of await tools.db.gathering.findMany({ where, orderBy: { dueAt: "asc" } }))
    await digest(tools, { installation: installationId, channel, carrier });
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
