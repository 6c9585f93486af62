import { v7 as uuidv7 } from "uuid";
import { type Db, type Tx, transaction } from "#lib/db/client.ts";
import { countFailures, type Failing, failingSince, failuresBetween, failuresSum } from "#lib/db/provider-failures.ts";
import { closeOutage, type Outage, openOutage, openOutages } from "#lib/db/provider-outages.ts";
import { isOutage, isOver, providerFailures, quietMs, recentMs, type Usual, usualIn, usualMs } from "#lib/policy/outage.ts";
import { type OwnFact, raise, raiseEnd } from "./raise.ts";
import type { Standing } from "./stand.ts";
import type { Tools } from "./tools.ts";

const back = (at: Date, ms: number): Date => new Date(at.getTime() - ms);
const hourMs = 3_600_000;

/** What was usual before an instant; what is unusual about it does not count. */
async function usualBefore(db: Db | Tx, failing: Failing, at: Date): Promise<Usual> {
  const until = back(at, recentMs);
  const { failures, first } = await failuresSum(db, failing, back(at, usualMs), until);
  return { failures, ms: first ? until.getTime() - first.getTime() : 0 };
}

function counted({ provider }: Failing, counts: readonly number[], usual: Usual): Pick<Required<OwnFact>, "message" | "told"> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const perHour = Math.round(usualIn(usual) * (hourMs / recentMs) * 10) / 10;
  const kinds = counts.length === 1 ? "one kind" : `${counts.length} kinds`;
  const message = `${provider} is failing: ${total} errors of ${kinds} (provider_error, timeout or network) within 5 minutes; usual are ${perHour} an hour.`;
  return { message, told: { sentence: "outage", with: { provider, errors: total, kinds: counts.length, usual: perHour } } };
}

/** Opens an outage where there is one to be opened, and says so. */
async function openWhereDue(tools: Tools, tx: Tx, failing: Failing): Promise<void> {
  const now = tools.clock();
  const counts = await failuresBetween(tx, failing, back(now, recentMs), back(now, -1));
  if (!isOutage(counts, { failures: 0, ms: usualMs })) return; // whatever is usual
  const usual = await usualBefore(tx, failing, now);
  if (!isOutage(counts, usual)) return;
  const id = uuidv7();
  if (!(await openOutage(tx, { id, ...failing, openedAt: now }))) return;
  await raise(tools, tx, { kind: "provider_outage", ...counted(failing, counts, usual), key: id, ...failing });
}

/** As much of an error and its verdict as counts. */
interface Noted extends Pick<Standing, "occurrences"> {
  recorded: { issue: Pick<Standing["recorded"]["issue"], "installationId"> };
  report: { data: { llm: { provider: string | null } | null } };
  verdict: Pick<Standing["verdict"], "category" | "signature">;
}

/** Counts a provider's own failures; enough of them are an outage. */
export async function noteFailure(tools: Tools, tx: Tx, { recorded, report, verdict, occurrences }: Noted): Promise<void> {
  const provider = report.data.llm?.provider;
  if (occurrences === 0 || !provider || !providerFailures.includes(verdict.category)) return;
  const failing = { installation: recorded.issue.installationId, provider };
  const isOut = await countFailures(tx, { ...failing, signature: verdict.signature, count: occurrences }, tools.clock());
  if (!isOut) await openWhereDue(tools, tx, failing);
}

/** Five minutes of the last ten, at every minute. */
async function lastStretches(db: Db | Tx, failing: Failing, now: Date): Promise<number[][]> {
  const ends = Array.from({ length: (quietMs - recentMs) / 60_000 + 1 }, (_, n) => back(now, n * 60_000));
  return Promise.all(ends.map((end) => failuresBetween(db, failing, back(end, recentMs), back(end, -1))));
}

const minutesSaid = (ms: number): string => (ms < 120_000 ? "a minute" : `${Math.round(ms / 60_000)} minutes`);

async function closeWhereOver(tools: Tools, { id, openedAt, ...failing }: Outage): Promise<void> {
  const now = tools.clock();
  if (back(now, quietMs) < openedAt) return;
  const usual = await usualBefore(tools.db, failing, openedAt);
  if (!isOver(await lastStretches(tools.db, failing, now), usual)) return;
  const ms = now.getTime() - openedAt.getTime();
  const message = `${failing.provider} is well again: for 10 minutes it failed less than half as often as in an outage. It lasted ${minutesSaid(ms)}.`;
  const told = { sentence: "outageOver", with: { provider: failing.provider, minutes: Math.round(ms / 60_000) } } as const;
  const fact = { kind: "provider_outage", message, told, key: id, ...failing } as const;
  await transaction(tools.db, async (tx) => {
    if (await closeOutage(tx, id, now)) await raiseEnd(tools, tx, fact);
  });
}

/** Ends the outages that are over, and begins those that nobody saw because their errors came at the same instant. For the sweep. */
export async function watchOutages(tools: Tools): Promise<void> {
  for (const outage of await openOutages(tools.db)) await closeWhereOver(tools, outage);
  for (const failing of await failingSince(tools.db, back(tools.clock(), recentMs)))
    await transaction(tools.db, (tx) => openWhereDue(tools, tx, failing));
}
