import type { Tx } from "#lib/db/client.ts";
import { hasNews } from "#lib/db/record-decision.ts";
import type { Conversation } from "#lib/model/decision.ts";
import { durationMs, type PolicySpec } from "#lib/model/policy.ts";
import { editPosted, lookAgain } from "./carry-out.ts";
import type { Tools } from "./tools.ts";

/** What a message takes to be posted after it was decided. */
const postedMs = 2000;

const updateMs = (policies: readonly PolicySpec[], name: string): number =>
  durationMs(policies.find((policy) => policy.name === name)?.update ?? "0s") ?? 0;

/** Has what was posted about an incident looked at again, once the time between two edits has gone. */
export async function refreshLater(
  tools: Tools,
  tx: Tx,
  { id, policy }: Pick<Conversation, "id" | "policy">,
  policies: readonly PolicySpec[],
  now: Date,
): Promise<void> {
  const ms = updateMs(policies, policy);
  if (id !== null && ms > 0) await lookAgain(tools, tx, id, new Date(now.getTime() + ms + postedMs), now);
}

/** Brings what was posted up to date with what came since, no oftener than the policy says; goes on as long as something comes. */
export async function refresh(
  tools: Tools,
  tx: Tx,
  incident: Conversation,
  policies: readonly PolicySpec[],
  now: Date,
): Promise<void> {
  if (incident.id === null || incident.told === 0 || incident.state === "resolved") return;
  if (!(await hasNews(tx, incident.id))) return;
  const before = new Date(now.getTime() - updateMs(policies, incident.policy));
  const edited = await editPosted(tools, tx, incident, now, before);
  if (edited.length > 0) await refreshLater(tools, tx, incident, policies, now);
}
