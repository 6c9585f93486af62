import type { By } from "#lib/model/by.ts";
import { addAudit } from "./audit.ts";
import { type Db, transaction } from "./client.ts";
import type { Issue, Message } from "./generated/client.ts";

/** What stands where somebody clicked. */
export interface Clicked {
  message: Message;
  incident: { id: string; severityRank: number };
  issue: Issue | null;
}

/** The message of ours that a click came from; null when we posted none of this incident there. */
export async function clickedMessage(
  db: Db,
  { incident, externalId, channels }: { incident: string; externalId: string; channels: readonly string[] },
): Promise<Clicked | null> {
  const where = { incidentId: incident, externalId, channel: { in: [...channels] }, posted: { gt: 0 } };
  const message = await db.message.findFirst({ where });
  const about = message && (await db.incident.findUnique({ where: { id: incident } }));
  if (!message || !about) return null;
  const issueId = message.issueId ?? about.issueId;
  const issue = issueId ? await db.issue.findUnique({ where: { id: issueId } }) : null;
  return { message, incident: { id: about.id, severityRank: about.severityRank }, issue };
}

const action = "slack.click";

/** Writes down who clicked what; false when this very click was written down before. */
export async function noteClick(db: Db, { click, by, since }: { click: string; by: By; since: Date }): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${click}, 0))`;
    const before = await tx.auditEntry.findFirst({ where: { action, target: click, at: { gt: since } }, select: { id: true } });
    if (before) return false;
    await addAudit(tx, { by, action, target: click });
    return true;
  });
}
