import { setTimeout as pause } from "node:timers/promises";
import { localAddress } from "./port.ts";
import { say } from "./program.ts";
import { type Role, startSetupLink } from "./roles.ts";
import type { Session } from "./session.ts";

/** Settles when the server answers on the path; false when it was told to stop before. */
async function answers(address: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const reply = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
      redirect: "manual",
    }).catch(() => undefined);
    await reply?.body?.cancel();
    if (reply?.ok) return true;
    await pause(50, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** Says where Verdict listens, once it does, and what is left to do. */
export async function announce(session: Session, role: Role, ready: Promise<void>): Promise<void> {
  const { settings } = role;
  const { signal } = session;
  if (!(await answers(`${localAddress(settings.HOST, settings.PORT)}/api/health`, signal))) return;
  say(
    `Verdict listens on ${settings.PUBLIC_URL} (${settings.HOST}, port ${settings.PORT}), ready after ${(performance.now() / 1000).toFixed(1)} s.`,
  );
  await ready;
  if (signal.aborted) return;
  if (settings.ADMIN_EMAIL && settings.SENTRY_CLIENT_SECRET) return; // nothing is left to do
  await session.add({ graceMs: 1000, hurriedMs: 200 }, () => {
    const { ended, stop } = startSetupLink(role);
    return { value: ended, stop };
  });
}
