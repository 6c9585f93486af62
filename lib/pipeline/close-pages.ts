import type { Tx } from "#lib/db/client.ts";
import type { Happened } from "./let-happen.ts";
import { editPosted } from "./refresh.ts";
import type { Tools } from "./tools.ts";

/** The incidents that ended just now, and whose end no edit tells. */
function endedUntold({ before, changes, taken }: Happened) {
  const over = new Set(before.conversations.flatMap(({ conversation: { id, state } }) => (state === "resolved" ? [id] : [])));
  const edited = new Set(taken.flatMap(({ incident, decision }) => (decision.action === "update" ? [incident] : [])));
  return changes.conversations.flatMap(({ conversation: { id, state, severity, told } }) =>
    state === "resolved" && told > 0 && !over.has(id) && !edited.has(id) ? [{ id, severity }] : [],
  );
}

/** What is over is over on PagerDuty, too, whether and to whom its end is told: there it would stay open, and go on calling people. */
export async function closePages(tools: Tools, tx: Tx, happened: Happened): Promise<void> {
  const { rules, now } = happened;
  const pagers = [...rules.channels].flatMap(([name, kind]) => (kind === "pagerduty" ? [name] : []));
  const ended = pagers.length > 0 ? endedUntold(happened) : [];
  const of = ended.map((incident) => ({ ...incident, before: now }));
  await editPosted(tools, tx, of, now, pagers);
}
