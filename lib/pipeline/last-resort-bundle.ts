import type { Tx } from "#lib/db/client.ts";
import { type LineRow, writeLines } from "#lib/db/decisions-write.ts";
import { openingsSince } from "#lib/db/gatherings.ts";
import { isBundling } from "#lib/db/messages.ts";
import { holdNames } from "#lib/db/slice.ts";
import { administrators } from "#lib/model/channel.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import { lastResortOf } from "./last-resort-due.ts";
import type { Happened } from "./let-happen.ts";
import type { ToSend, Written } from "./message-rows.ts";

const hourMs = 3_600_000;
/** So long what is over the limit of an hour is collected. */
const collectMs = 300_000;

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

const bundleOf = ({ message }: ToSend, now: Date): ToSend => ({
  message: {
    ...message,
    ...{ incidentId: null, issueId: null, decisionId: null, reason: "digest", digest: administrators },
    ...{ linesFrom: now, linesUntil: new Date(now.getTime() + collectMs) },
  },
  severity: "critical",
  afterMs: collectMs,
});

/** What goes to the last resort: as much as a receiver is sent in an hour, the rest of it together, and soon. */
export async function lastResort(
  tx: Tx,
  happened: Happened,
  written: readonly Written[],
  newId: () => string,
): Promise<ToSend[]> {
  const { installation, now } = happened;
  const all = lastResortOf(happened, written, newId);
  if (all.length === 0) return [];
  await holdNames(tx, installation, [administrators]);
  const singles = all.splice(0, Math.max(0, await room(tx, happened)));
  const [first] = all;
  if (!first) return singles;
  const lines = all.map((each) => lineOf(each, newId(), now));
  await writeLines(tx, lines, installation);
  return (await isBundling(tx, { installation, channel: administrators }, now)) ? singles : [...singles, bundleOf(first, now)];
}
