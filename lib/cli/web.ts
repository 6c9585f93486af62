import { readSettings } from "#lib/pipeline/settings.ts";
import { announce } from "./announce.ts";
import { ensureBuild } from "./build.ts";
import { environment } from "./environment.ts";
import { bringUpSoon, findDatabase } from "./migrate.ts";
import { claimAddress } from "./port.ts";
import { leave } from "./program.ts";
import { startWeb } from "./roles.ts";
import { inSession, keepAll, type Session } from "./session.ts";

/** The web role alone; any number of them may share one database. */
async function begin(session: Session): Promise<void> {
  const asked = readSettings(environment());
  const url = await findDatabase(asked);
  const settings = await claimAddress(asked, 0);
  await ensureBuild(session);
  const ready = await bringUpSoon(url, settings, session.signal);
  const role = { settings, url };
  keepAll(session, { web: async () => startWeb(role) });
  await announce(session, role, ready.promise);
}

if (import.meta.main) await leave(inSession(begin));
