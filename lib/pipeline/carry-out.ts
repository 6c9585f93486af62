import type { Tx } from "#lib/db/client.ts";
import { saveConversations, saveMembers } from "#lib/db/conversations.ts";
import { type DecisionRow, noteSilences, writeDecisions, writeLines, writeMessages } from "#lib/db/decisions-write.ts";
import { saveGatherings } from "#lib/db/gatherings.ts";
import type { Kept } from "#lib/model/decision.ts";
import type { Action, Reason } from "#lib/model/incident.ts";
import type { Taken } from "#lib/policy/world.ts";
import { closePages } from "./close-pages.ts";
import { idsAt } from "./ids-at.ts";
import { lastResort } from "./last-resort-bundle.ts";
import type { Happened } from "./let-happen.ts";
import { linesOf, messagesOf, type Written } from "./message-rows.ts";
import { priorityOf } from "./priority.ts";
import { editPosted, refresh, refreshLater } from "./refresh.ts";
import type { Tools } from "./tools.ts";
import { wakeDigests, wakeIncidents } from "./wake.ts";

/** Members that are not as they were. */
function changedMembers({ before, changes }: Happened): Parameters<typeof saveMembers>[1] {
  const were = new Map(before.conversations.map(({ conversation, members }) => [conversation.id, members]));
  return changes.conversations.flatMap(({ conversation: { id }, members }) =>
    [...members].flatMap(([issue, member]) => {
      const was = were.get(id)?.get(issue);
      const isSame = was?.isResolved === member.isResolved && was.severity === member.severity;
      return isSame ? [] : [{ incident: id, issue, ...member }];
    }),
  );
}

/** Writes what became of incidents, digests and silences, and has them looked at when their time comes. */
async function keep(tools: Tools, tx: Tx, happened: Happened): Promise<void> {
  const { installation, rules, now, changes } = happened;
  await saveConversations(tx, changes.conversations, { installation, version: rules.version, now });
  await saveMembers(tx, changedMembers(happened), now);
  await saveGatherings(tx, installation, changes.gatherings, now);
  await noteSilences(tx, changes, installation, now);
  await wakeIncidents(tools, tx, happened);
  await wakeDigests(tools, tx, happened);
}

function rowOf(
  { at, signal, incident, decision }: Taken,
  id: string,
  edited: ReadonlyMap<string, readonly string[]>,
): DecisionRow {
  const { policy, action, reason, by, skipped, lines, step } = decision;
  const to: Partial<Record<Action, readonly string[]>> = { send: decision.to, update: edited.get(incident ?? "") ?? [] };
  return {
    id,
    signalId: signal?.id ?? null,
    signalKind: signal?.kind ?? null,
    incidentId: incident,
    issueId: signal ? signal.issue : (decision.incident?.issue ?? null),
    policy: policy || null,
    ...{ action, reason, heldBy: by, to: to[action] ?? [], skipped, lines, step, at },
  };
}

/** The incidents about which this was decided, for one of the reasons where some are named. */
function incidentsOf({ taken, changes, before }: Happened, action: Action, reasons?: readonly Reason[]): Kept[] {
  const isMeant = ({ decision }: Taken): boolean => decision.action === action && (reasons?.includes(decision.reason) ?? true);
  const ids = new Set(taken.flatMap((each) => (isMeant(each) ? [each.incident] : [])));
  const kept = [...changes.conversations, ...before.conversations].filter(({ conversation: { id } }) => ids.delete(id));
  return kept;
}

/** For these a new message says what changed; where the older ones stand and can be edited, they no longer say otherwise. */
const revised: readonly Reason[] = ["severity_rise", "corrected"];

/** Has what was posted say what is now; answers which channels that concerns, by incident. */
async function edit(tools: Tools, tx: Tx, happened: Happened): Promise<Map<string, string[]>> {
  const { now, rules } = happened;
  const posted = (kept: readonly Kept[]) => kept.map(({ conversation: { id, severity } }) => ({ id, severity, before: now }));
  const slack = rules.document.channels.flatMap(({ kind, name }) => (kind === "slack" ? [name] : []));
  await editPosted(tools, tx, posted(incidentsOf(happened, "send", revised)), now, slack);
  const edits = Map.groupBy(
    await editPosted(tools, tx, posted(incidentsOf(happened, "update")), now),
    ({ incident }) => incident,
  );
  return new Map([...edits].map(([incident, list]) => [incident, [...new Set(list.map(({ channel }) => channel))].sort()]));
}

async function send(tools: Tools, tx: Tx, happened: Happened, written: readonly Written[], newId: () => string): Promise<void> {
  const { installation, now } = happened;
  const all = [...messagesOf(written, newId), ...(await lastResort(tx, happened, written, newId))];
  const messages = all.map(({ message }) => message);
  await writeMessages(tx, messages, installation, now);
  const jobs = all.map(({ message: { id }, severity, afterMs = 0 }) => ({
    ...{ data: { message: id }, priority: priorityOf(severity), startAfterSeconds: afterMs / 1000 },
  }));
  await tools.queue.sendAll(tx, "notify", jobs);
}

/** Does what was decided, in the transaction in which it was: incidents, decisions, lines of digests, and a job for each message. */
export async function carryOut(tools: Tools, tx: Tx, happened: Happened): Promise<Written[]> {
  const { installation, rules, now, taken } = happened;
  const newId = idsAt(now);
  await keep(tools, tx, happened);
  const edited = await edit(tools, tx, happened);
  await closePages(tools, tx, happened);
  const written = taken.map((each) => ({ taken: each, row: rowOf(each, newId(), edited) }));
  const rows = written.map(({ row }) => row);
  await writeDecisions(tx, rows, { installation, version: rules.version });
  await writeLines(tx, linesOf(written, happened.before, newId), installation);
  await send(tools, tx, happened, written, newId);
  const { policies } = rules.document;
  await refreshLater(tools, tx, incidentsOf(happened, "send"), policies, now);
  await refresh(tools, tx, incidentsOf(happened, "none"), policies, now);
  return written;
}
