import type { Tx } from "#lib/db/client.ts";
import { type Edited, wantEdits, withNews } from "#lib/db/edits.ts";
import type { Kept } from "#lib/model/decision.ts";
import { durationMs, type PolicySpec } from "#lib/model/policy.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { priorityOf } from "./priority.ts";
import type { Tools } from "./tools.ts";
import { lookAgainAt } from "./wake.ts";

/** What a message takes to be posted after it was decided. */
const postedMs = 2000;

const updateMs = (policies: readonly PolicySpec[], name: string): number =>
  durationMs(policies.find((policy) => policy.name === name)?.update ?? "0s") ?? 0;

interface Posted {
  id: string;
  severity: Severity;
}

/** Asks that what was posted about incidents, there or anywhere, and not touched since `before` of each, says what is now. */
export async function editPosted(
  { queue }: Tools,
  tx: Tx,
  of: readonly (Posted & { before: Date })[],
  now: Date,
  there: readonly string[] | null = null,
): Promise<Edited[]> {
  const edits = await wantEdits(
    tx,
    of.map(({ id, before }) => ({ incident: id, before })),
    now,
    there,
  );
  const severities = new Map(of.map(({ id, severity }) => [id, severity]));
  const jobs = edits.map(({ id, incident }) => ({
    data: { message: id },
    priority: priorityOf(severities.get(incident) ?? null),
  }));
  await queue.sendAll(tx, "notify", jobs);
  return edits;
}

/** Has what was posted about incidents looked at again, once the time between two edits has gone. */
export async function refreshLater(
  tools: Tools,
  tx: Tx,
  kept: readonly Kept[],
  policies: readonly PolicySpec[],
  now: Date,
): Promise<void> {
  const times = kept.flatMap(({ conversation: { id, policy } }) => {
    const ms = updateMs(policies, policy);
    return ms > 0 ? [{ incident: id, at: new Date(now.getTime() + ms + postedMs) }] : [];
  });
  await lookAgainAt(tools, tx, times, now);
}

/** Brings what was posted up to date with what came since, no oftener than the policy says; goes on as long as something comes. */
export async function refresh(
  tools: Tools,
  tx: Tx,
  kept: readonly Kept[],
  policies: readonly PolicySpec[],
  now: Date,
): Promise<void> {
  const told = kept.filter(({ conversation: { told: times, state } }) => times > 0 && state !== "resolved");
  const news = await withNews(
    tx,
    told.map(({ conversation }) => conversation.id),
  );
  const stale = told.flatMap(({ conversation: { id, severity, policy } }) =>
    news.has(id) ? [{ id, severity, before: new Date(now.getTime() - updateMs(policies, policy)) }] : [],
  );
  const edited = new Set((await editPosted(tools, tx, stale, now)).map(({ incident }) => incident));
  const again = told.filter(({ conversation }) => edited.has(conversation.id));
  await refreshLater(tools, tx, again, policies, now);
}
