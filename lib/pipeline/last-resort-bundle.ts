import type { Tx } from "#lib/db/client.ts";
import { type LineRow, writeLines } from "#lib/db/decisions-write.ts";
import { bundleWaiting, openingsSince } from "#lib/db/gatherings.ts";
import { holdNames } from "#lib/db/slice.ts";
import { administrators } from "#lib/model/channel.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import { lastResortOf } from "./last-resort-due.ts";
import type { Happened } from "./let-happen.ts";
import type { ToSend, Written } from "./message-rows.ts";

const hourMs = 3_600_000;
/** So long what is over the limit of an hour is collected; and what was lost together. */
const collectMs = { usual: 300_000, together: 10_000 };
/** Who still adds a line is done by then. */
const graceMs = 5000;

async function room(tx: Tx, { installation, rules, now }: Happened): Promise<number> {
  const most = rules.document.hourly;
  const asked = { installation, channels: [administrators], since: new Date(now.getTime() - hourMs), reasons: ["first"], most };
  return most - ((await openingsSince(tx, asked)).get(administrators)?.length ?? 0);
}

const lineOf = ({ message, severity }: ToSend, id: string, at: Date): LineRow => ({
  ...{ id, at, channel: administrators, decisionId: message.decisionId ?? message.id, reason: message.reason },
  ...{ incidentId: message.incidentId, issueId: message.issueId, severityRank: severityRank(severity ?? "critical") },
  ...{ category: null, project: null },
});

const bundleOf = ({ message }: ToSend, now: Date, forMs: number): ToSend => ({
  message: {
    ...message,
    ...{ incidentId: null, issueId: null, decisionId: null, reason: "digest", digest: administrators },
    ...{ linesFrom: now, linesUntil: new Date(now.getTime() + forMs) },
  },
  severity: "critical",
  afterMs: forMs + graceMs,
});

const laterOf = (a: Date, b: Date | null | undefined): Date => (b && b > a ? b : a);

/** What goes to the last resort: as much as a receiver is sent in an hour, the rest of it together, and soon; what was lost together comes so. */
export async function lastResort(
  tx: Tx,
  happened: Happened,
  written: readonly Written[],
  newId: () => string,
): Promise<ToSend[]> {
  const { installation, now, isTogether = false } = happened;
  const all = lastResortOf(happened, written, newId);
  if (all.length === 0) return [];
  await holdNames(tx, installation, [administrators]);
  const singles = isTogether ? [] : all.splice(0, Math.max(0, await room(tx, happened)));
  const [first] = all;
  if (!first) return singles;
  const bundle = await bundleWaiting(tx, { installation, channel: administrators }, now);
  const at = laterOf(now, bundle?.linesFrom); // who began it may have had a clock that is ahead
  const lines = all.map((each) => lineOf(each, newId(), at));
  await writeLines(tx, lines, installation);
  if (bundle) return singles;
  return [...singles, bundleOf(first, now, isTogether ? collectMs.together : collectMs.usual)];
}
