import { z } from "zod";
import type { IncidentState, IncidentSummary } from "#lib/model/incident.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { type Incident as IncidentRow, Prisma } from "./generated/client.ts";
import { summaries } from "./incidents.ts";

interface UrgentQuery {
  state: readonly IncidentState[];
  severity?: readonly Severity[] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Whether somebody must still take it, how bad it is, how long it waits. */
const Place = z.tuple([z.int(), z.int(), z.iso.datetime(), z.uuid()]);
const turn = Prisma.sql`(CASE WHEN "state" = 'open' AND coalesce("snoozedUntil" <= now(), true) THEN 0 WHEN "state" = 'resolved' THEN 2 ELSE 1 END)`;

function after(cursor: string | undefined): Prisma.Sql {
  if (cursor === undefined) return Prisma.empty;
  const [state, severity, openedAt, id] = readCursor(Place, cursor);
  return Prisma.sql`AND (${turn}, "severityRank", "openedAt", "id") > (${state}, ${severity}, ${openedAt}::timestamptz, ${id}::uuid)`;
}

/** The order in which somebody should look: what nobody has in hand before what is acknowledged or snoozed, the most severe first, the oldest of those first. */
export async function urgentIncidents(
  db: Db,
  { state, severity, cursor, limit }: UrgentQuery,
): Promise<{ incidents: IncidentSummary[]; nextCursor: string | null }> {
  const severe = severity ? Prisma.sql`AND "severityRank" = ANY(${severity.map(severityRank)})` : Prisma.empty;
  const rows = await db.$queryRaw<(IncidentRow & { turn: number })[]>`
    SELECT *, ${turn} AS "turn" FROM "Incident" WHERE "state" = ANY(${[...state]}) ${severe} ${after(cursor)}
    ORDER BY ${turn}, "severityRank", "openedAt", "id" LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const cursorOf = (row: IncidentRow & { turn: number }): string =>
    writeCursor([row.turn, row.severityRank, row.openedAt.toISOString(), row.id]);
  return { incidents: await summaries(db, page), nextCursor: last ? cursorOf(last) : null };
}
