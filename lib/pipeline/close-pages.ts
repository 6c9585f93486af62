import type { Tx } from "#lib/db/client.ts";
import { wantDigestEdits } from "#lib/db/edits.ts";
import { holdNames } from "#lib/db/slice.ts";
import type { Kept } from "#lib/model/decision.ts";
import type { Happened } from "./let-happen.ts";
import { editPosted } from "./refresh.ts";
import type { Tools } from "./tools.ts";

/** The incidents that ended, or that somebody took on, just now. */
function inHandNow({ before, changes }: Happened): Kept["conversation"][] {
  const states = new Map(before.conversations.map(({ conversation: { id, state } }) => [id, state]));
  return changes.conversations.flatMap(({ conversation }) =>
    conversation.state !== "open" && states.get(conversation.id) !== conversation.state ? [conversation] : [],
  );
}

/** Of these the ones that ended, and whose end no edit tells. */
function endedUntold({ taken }: Happened, inHand: readonly Kept["conversation"][]): Kept["conversation"][] {
  const edited = new Set(taken.flatMap(({ incident, decision }) => (decision.action === "update" ? [incident] : [])));
  return inHand.filter(({ id, state, told }) => state === "resolved" && told > 0 && !edited.has(id));
}

/** A bundle that is being decided about meanwhile is not begun before this is written, so that what it says is what is then. */
async function editBundles(
  { queue }: Tools,
  tx: Tx,
  { installation, now }: Happened,
  { channels, inHand }: { channels: readonly string[]; inHand: readonly Kept["conversation"][] },
): Promise<void> {
  await holdNames(tx, installation, ["channels"]);
  const since = new Date(Math.min(...inHand.map(({ openedAt }) => openedAt.getTime())));
  const bundles = await wantDigestEdits(tx, { installation, incidents: inHand.map(({ id }) => id), since, channels, now });
  await queue.sendAll(
    tx,
    "notify",
    bundles.map((message) => ({ data: { message } })),
  );
}

/**
 * What is over is over on PagerDuty, too, whether and to whom its end is told: there it would stay open, and go on calling people. So is
 * what came there in a bundle, once all that the bundle names is over.
 */
export async function closePages(tools: Tools, tx: Tx, happened: Happened): Promise<void> {
  const { rules, now } = happened;
  const channels = [...rules.channels].flatMap(([name, kind]) => (kind === "pagerduty" ? [name] : []));
  const inHand = channels.length > 0 ? inHandNow(happened) : [];
  if (inHand.length === 0) return;
  const ended = endedUntold(happened, inHand).map(({ id, severity }) => ({ id, severity, before: now }));
  await editPosted(tools, tx, ended, now, channels);
  await editBundles(tools, tx, happened, { channels, inHand });
}
