import { z } from "zod";
import type { Action, DecisionSummary, Reason } from "#lib/model/incident.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import type { Db } from "./client.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Decision as DecisionRow, Prisma } from "./generated/client.ts";
import { toDecisionSummary } from "./incident-rows.ts";

export interface DecisionQuery {
  /** Sentry's id of an issue. */
  issue?: string | undefined;
  installation?: string | undefined;
  incident?: string | undefined;
  reason?: Reason | undefined;
  action?: Action | undefined;
  policy?: string | undefined;
  signal?: SignalKind | undefined;
  /** Whether a message went out or was edited. */
  told?: boolean | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** What reaches a channel at once. */
const telling = ["send", "update"];

async function named(db: Db, rows: readonly DecisionRow[]): Promise<DecisionSummary[]> {
  const ids = [...new Set(rows.flatMap(({ issueId }) => issueId ?? []))];
  const issues = await db.issue.findMany({ where: { id: { in: ids } }, select: { id: true, sentryIssueId: true, title: true } });
  const found = new Map(issues.map((issue) => [issue.id, issue]));
  return rows.map((row) => toDecisionSummary(row, found.get(row.issueId ?? "") ?? null));
}

/** The newest so many. */
export async function decisionsOf(db: Db, where: Prisma.DecisionWhereInput, most: number): Promise<DecisionSummary[]> {
  return named(db, await db.decision.findMany({ where, orderBy: { id: "desc" }, take: most }));
}

/** What the policies made of signals, newest first. */
export async function listDecisions(
  db: Db,
  { issue, installation, incident, reason, action, policy, signal, told, cursor, limit }: DecisionQuery,
): Promise<{ decisions: DecisionSummary[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : readCursor(z.uuid(), cursor);
  const at = { ...(issue !== undefined && { sentryIssueId: issue }), ...(installation && { installationId: installation }) };
  const issues = issue === undefined ? undefined : await db.issue.findMany({ where: at, select: { id: true } });
  const rows = await db.decision.findMany({
    where: {
      ...(issues && { issueId: { in: issues.map(({ id }) => id) } }),
      ...(installation && { installationId: installation }),
      ...(incident && { incidentId: incident }),
      ...(reason && { reason }),
      ...(policy && { policy }),
      ...(signal && { signalKind: signal }),
      AND: [action ? { action } : {}, told === undefined ? {} : { action: told ? { in: telling } : { notIn: telling } }],
      ...(before && { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { decisions: await named(db, page), nextCursor: last ? writeCursor(last.id) : null };
}
