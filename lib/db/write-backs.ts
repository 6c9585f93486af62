import { v7 as uuidv7 } from "uuid";
import { WriteBackState, type WriteBackSummary, WriteKind } from "#lib/model/write-back.ts";
import type { Db, Tx } from "./client.ts";

interface Issue {
  installationId: string;
  id: string;
}

/** The kinds that were settled, newest first, as the issue's page shows them. */
export async function writeBacksOf(db: Db, issue: { installation: string; sentryIssueId: string }): Promise<WriteBackSummary[]> {
  const { installation: installationId, sentryIssueId } = issue;
  const where = { installationId_sentryIssueId: { installationId, sentryIssueId } };
  const row = await db.issue.findUnique({ where, select: { id: true } });
  if (!row) return [];
  const rows = await db.writeBack.findMany({ where: { installationId, issueId: row.id }, orderBy: { id: "desc" }, take: 50 });
  return rows.map(({ id, kind, state, value, error, at }) => ({
    id,
    kind: WriteKind.parse(kind),
    state: WriteBackState.parse(state),
    value,
    error,
    at: at.toISOString(),
  }));
}

export interface Settled {
  kind: WriteKind;
  state: WriteBackState;
  value: string;
  externalId?: string | null;
  error?: string | null;
}

/** The newest outcome of a kind; null when there is none. */
export async function newestWrite(
  db: Db,
  { installationId, id: issueId }: Issue,
  kind: WriteKind,
  state?: WriteBackState,
): Promise<Settled | null> {
  const row = await db.writeBack.findFirst({
    where: { installationId, issueId, kind, ...(state && { state }) },
    orderBy: { id: "desc" },
  });
  return row && { kind, state: WriteBackState.parse(row.state), value: row.value, externalId: row.externalId, error: row.error };
}

/** Writes down how it went; the same outcome twice in a row stands once. */
export async function settleWrite(db: Db, issue: Issue, verdictId: string, settled: Settled, now: Date): Promise<void> {
  const { kind, state, value, externalId = null, error = null } = settled;
  const last = await newestWrite(db, issue, kind);
  if (last?.state === state && last.value === value && last.error === error) return;
  await db.writeBack.create({
    data: {
      id: uuidv7({ msecs: now.getTime() }),
      installationId: issue.installationId,
      issueId: issue.id,
      verdictId,
      kind,
      state,
      value: value.slice(0, 2000),
      externalId,
      error: error?.slice(0, 500) ?? null,
      at: now,
    },
  });
}

/** Whether we wrote one of these values on the issue since then: what comes back of it is no news. */
export async function wroteSince(
  tx: Db | Tx,
  issue: { installationId: string; sentryIssueId: string },
  { kind, values, since }: { kind: WriteKind; values: readonly string[]; since: Date },
): Promise<boolean> {
  if (values.length === 0) return false;
  const row = await tx.issue.findUnique({ where: { installationId_sentryIssueId: issue }, select: { id: true } });
  if (!row) return false;
  const newest = await tx.writeBack.findFirst({
    where: { installationId: issue.installationId, issueId: row.id, kind, state: "done", at: { gte: since } },
    orderBy: { id: "desc" },
    select: { value: true },
  });
  return newest !== null && values.includes(newest.value);
}

/** Under which Sentry knows the installation: the uuid that was learned last. */
export async function newestUuid(db: Db, installationId: string): Promise<string | null> {
  const row = await db.installation.findUnique({ where: { id: installationId }, select: { uuids: true } });
  return row?.uuids.at(-1) ?? null;
}
