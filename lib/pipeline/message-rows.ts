import type { DecisionRow, LineRow, MessageRow } from "#lib/db/decisions-write.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";
import type { Slice, Taken } from "#lib/policy/world.ts";

/** A decision, and the row that says so. */
export interface Written {
  taken: Taken;
  row: DecisionRow;
}

export interface ToSend {
  message: MessageRow;
  /** Null of what tells of many. */
  severity: Severity | null;
  /** Not at once, but after this time. */
  afterMs?: number;
}

function digestOf({ digest }: Taken): Pick<MessageRow, "digest" | "linesFrom" | "linesUntil" | "late"> {
  if (!digest) return { digest: null, linesFrom: null, linesUntil: null, late: false };
  return { digest: digest.channel, linesFrom: digest.from, linesUntil: digest.until, late: digest.late };
}

/** One message for each channel that is told. */
export function messagesOf(written: readonly Written[], newId: () => string): ToSend[] {
  return written.flatMap(({ taken, row }) => {
    const { action, to, urgency, incident } = taken.decision;
    if (action !== "send") return [];
    const { incidentId, issueId, reason, step, at } = row;
    const same = { incidentId, issueId, decisionId: row.id, reason, step, urgency, createdAt: at, ...digestOf(taken) };
    const severity = incident?.severity ?? (urgency === "high" ? "critical" : null);
    return to.map((channel) => ({ message: { id: newId(), channel, ...same }, severity }));
  });
}

const laterOf = (a: Date, b: Date): Date => (a > b ? a : b);

/** One line for each channel whose next digest, or bundle, is to tell of it; none lies before what went already, or before the first. */
export function linesOf(written: readonly Written[], { gatherings }: Pick<Slice, "gatherings">, newId: () => string): LineRow[] {
  const since = new Map<string, Date>();
  for (const gathering of gatherings)
    since.set(gathering.channel, laterOf(gathering.since, since.get(gathering.channel) ?? gathering.since));
  return written.flatMap(({ taken: { signal, decision, digest }, row }) => {
    if (digest) since.set(digest.channel, laterOf(digest.until, since.get(digest.channel) ?? digest.until));
    for (const channel of decision.lines) if (!since.has(channel)) since.set(channel, row.at);
    const subject = decision.incident?.subject ?? signal?.subject;
    const severity = decision.incident?.severity ?? subject?.severity ?? "medium";
    const { id: decisionId, incidentId, issueId, reason } = row;
    return decision.lines.map((channel) => ({
      ...{ id: newId(), channel, decisionId, incidentId, issueId, reason },
      at: laterOf(row.at, since.get(channel) ?? row.at),
      severityRank: severityRank(severity),
      category: subject?.category ?? null,
      project: subject?.project ?? null,
    }));
  });
}
