import { type Tx, transaction } from "#lib/db/client.ts";
import { deliveryGaps, hasDeliveryAfter, setSilent, type Watch, watchInstallations } from "#lib/db/delivery-gaps.ts";
import { gapsMs, patienceMs, shortestMs } from "#lib/policy/silent.ts";
import { raise, raiseEnd } from "./raise.ts";
import type { Tools } from "./tools.ts";

/** Whoever did not look for so long does not know whether something came. */
const pauseMs = 300_000;

const back = (at: Date, ms: number): Date => new Date(at.getTime() - ms);

const hoursIn = (ms: number): number => Math.round(ms / 360_000) / 10;

function spanSaid(ms: number): string {
  const hours = hoursIn(ms);
  return hours === 1 ? "an hour" : `${hours} hours`;
}

async function beginWhereDue(tools: Tools, tx: Tx, { installation, since }: Watch, now: Date): Promise<void> {
  if (since > back(now, shortestMs) || (await hasDeliveryAfter(tx, installation, back(now, shortestMs)))) return;
  const { last, gapMs } = await deliveryGaps(tx, installation, back(now, gapsMs));
  if (!last || gapMs === null) return;
  const heard = last > since ? last : since;
  if (now.getTime() - heard.getTime() < patienceMs(gapMs)) return;
  await setSilent(tx, installation, last);
  const [quietMs, usualMs] = [now.getTime() - last.getTime(), patienceMs(gapMs)];
  const message = `Nothing came from Sentry for ${spanSaid(quietMs)}; usually something comes within ${spanSaid(usualMs)}. Look whether its integration still sends to this address.`;
  const told = { sentence: "silent", with: { hours: hoursIn(quietMs), usual: hoursIn(usualMs) } } as const;
  await raise(tools, tx, { kind: "sentry_silent", message, told, installation, key: `${installation} ${last.toISOString()}` });
}

async function endWhereDue(tools: Tools, tx: Tx, { installation }: Watch, silentSince: Date): Promise<void> {
  if (!(await hasDeliveryAfter(tx, installation, silentSince))) return;
  await setSilent(tx, installation, null);
  const message = "Sentry sends again.";
  await raiseEnd(tools, tx, {
    kind: "sentry_silent",
    message,
    told: { sentence: "silentOver", with: {} },
    installation,
    key: `${installation} ${silentSince.toISOString()}`,
  });
}

/** Says when nothing comes from Sentry any more, and when something does again. For the sweep. */
export async function checkSentrySilence(tools: Tools): Promise<void> {
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    for (const watch of await watchInstallations(tx, now, pauseMs))
      await (watch.silentSince ? endWhereDue(tools, tx, watch, watch.silentSince) : beginWhereDue(tools, tx, watch, now));
  });
}
