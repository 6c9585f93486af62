import { v7 as uuidv7 } from "uuid";
import type { Decision } from "#lib/model/decision.ts";
import type { Tx } from "./client.ts";

export interface Decided {
  installation: string;
  decision: Decision;
  incident: string | null;
  /** Null when a time had come. */
  signal: { id: string; kind: string; issue: string | null } | null;
  /** Channels that were told. */
  to: readonly string[];
  version: number;
  now: Date;
}

/** Writes down what was made of a signal or a time; returns its id. */
export async function recordDecision(
  tx: Tx,
  { installation, decision, incident, signal, to, version, now }: Decided,
): Promise<string> {
  const id = uuidv7();
  const { policy, action, reason, by, skipped } = decision;
  const issue = signal ? signal.issue : (decision.incident?.issue ?? null);
  await tx.$executeRaw`
    INSERT INTO "Decision" ("id", "installationId", "signalId", "signalKind", "incidentId", "issueId", "policy", "action", "reason", "heldBy", "to", "skipped", "documentVersion", "at")
    VALUES (${id}::uuid, ${installation}, ${signal?.id ?? null}::uuid, ${signal?.kind ?? null}, ${incident}::uuid, ${issue}::uuid, ${policy}, ${action}, ${reason}, ${by}, ${[...to]}, ${[...skipped]}, ${version}, ${now})`;
  return id;
}

/** One message a channel, to be posted; returns their ids. */
export async function addMessages(
  tx: Tx,
  { installation, decision, incident, now }: Omit<Decided, "signal" | "version" | "to">,
  decisionId: string,
): Promise<string[]> {
  const { to, reason } = decision;
  const messages = to.map((channel) => ({
    id: uuidv7(),
    installationId: installation,
    incidentId: incident,
    issueId: decision.incident?.issue ?? null,
    decisionId,
    channel,
    reason,
    createdAt: now,
    updatedAt: now,
  }));
  await tx.message.createMany({ data: messages });
  return messages.map(({ id }) => id);
}

/** As many of an incident's messages as are kept up to date. */
const mostEdited = 20;

/** Asks that what was posted about an incident, and not touched since `before`, says what is now; what still waits will say it anyway. */
export async function wantEdits(tx: Tx, incident: string, now: Date, before: Date): Promise<{ id: string; channel: string }[]> {
  return tx.$queryRaw<{ id: string; channel: string }[]>`
    UPDATE "Message" SET "wanted" = "wanted" + 1, "updatedAt" = ${now}
    WHERE "id" IN (SELECT "id" FROM "Message" WHERE "incidentId" = ${incident}::uuid AND "state" IN ('sent', 'sending') AND "updatedAt" <= ${before} ORDER BY "id" DESC LIMIT ${mostEdited})
    RETURNING "id", "channel"`;
}

/** Whether something came to an incident's issues since it was last posted about. */
export async function hasNews(tx: Tx, incident: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM "IncidentMember" m JOIN "Issue" i ON i."id" = m."issueId", (SELECT max("updatedAt") AS "at" FROM "Message" WHERE "incidentId" = ${incident}::uuid AND "state" = 'sent') posted
      WHERE m."incidentId" = ${incident}::uuid AND GREATEST(m."joinedAt", i."updatedAt") > posted."at") AS "any"`;
  return row?.any ?? false;
}
