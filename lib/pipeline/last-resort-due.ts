import type { MessageRow } from "#lib/db/decisions-write.ts";
import { administrators } from "#lib/model/channel.ts";
import type { Kept } from "#lib/model/decision.ts";
import type { Happened } from "./let-happen.ts";
import type { ToSend, Written } from "./message-rows.ts";

function messageOf({ conversation }: Kept, written: readonly Written[], id: string, now: Date): MessageRow {
  const last = written.findLast(({ row }) => row.incidentId === conversation.id)?.row;
  return {
    id,
    incidentId: conversation.id,
    issueId: conversation.issue,
    decisionId: last?.id ?? null,
    channel: administrators,
    reason: "first",
    urgency: "high",
    step: null,
    ...{ digest: null, linesFrom: null, linesUntil: null, late: false },
    createdAt: now,
  };
}

/** A message to the last resort for each incident of which it turned out now that nobody could be reached. */
export function lastResortOf({ before, changes, now }: Happened, written: readonly Written[], newId: () => string): ToSend[] {
  const was = new Map(before.conversations.map(({ conversation }) => [conversation.id, conversation.undeliveredAt]));
  const lost = changes.conversations.filter(
    ({ conversation }) => conversation.undeliveredAt !== null && !was.get(conversation.id),
  );
  return lost.map((kept) => ({ message: messageOf(kept, written, newId(), now), severity: kept.conversation.severity }));
}
