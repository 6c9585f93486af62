import { v7 as uuidv7 } from "uuid";
import { transaction } from "#lib/db/client.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

export interface Wanted {
  /** Sentry's id of the issue; the same id is the same issue. */
  issue: string;
  kind?: SignalKind;
  subject?: Partial<Subject>;
}

/** Raises many signals at once, as triage would one by one, and has them routed; answers with their ids. */
export async function raiseMany(tools: Pick<Tools, "db" | "queue" | "clock">, wanted: readonly Wanted[]): Promise<string[]> {
  const { db, queue, clock } = tools;
  const at = clock();
  const names = [...new Set(wanted.map(({ issue }) => issue))];
  const rankOf = new Map(wanted.map(({ issue, subject }) => [issue, severityRank(subject?.severity ?? "medium")]));
  const known = await db.issue.findMany({ where: { sentryIssueId: { in: names } }, select: { id: true, sentryIssueId: true } });
  const ids = new Map(known.map(({ id, sentryIssueId }) => [sentryIssueId, id]));
  const fresh = names.filter((name) => !ids.has(name));
  for (const name of fresh) ids.set(name, uuidv7());
  await db.issue.createMany({
    data: fresh.map((name) => ({
      id: ids.get(name)!,
      installationId: "default",
      sentryIssueId: name,
      title: `issue ${name}`,
      severityRank: rankOf.get(name) ?? null,
      firstSeen: at,
      lastSeen: at,
    })),
  });
  const signals = wanted.map(({ issue, kind = "created", subject }) => ({
    id: uuidv7(),
    installationId: "default",
    kind,
    at,
    issueId: ids.get(issue)!,
    subject: {
      ...emptySubject,
      message: "boom",
      severity: "medium",
      category: "timeout",
      signature: issue,
      ...subject,
      signal: kind,
    },
  }));
  await transaction(db, async (tx) => {
    await tx.signal.createMany({ data: signals });
    await queue.sendAll(
      tx,
      "route",
      signals.map(({ id }) => ({ data: { signal: id } })),
    );
  });
  return signals.map(({ id }) => id);
}
