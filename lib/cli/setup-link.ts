import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { environment } from "./environment.ts";
import { leave, say } from "./program.ts";

/** A process of its own, run once at start: the supervisor itself stays small. */
async function main(): Promise<number> {
  const settings = readSettings(environment());
  const { auth, installations, clock, close } = await openTools(settings, "worker");
  try {
    await installations.refresh();
    if (installations.secrets(clock()).length === 0)
      say(
        `No client secret of Sentry's yet: the webhook answers 503 until it is set. ${settings.PUBLIC_URL}/settings/sentry shows how, and takes it.`,
      );
    if (await auth.setupOpen())
      say(`Nobody is administrator yet. This link makes the first one: ${settings.PUBLIC_URL}/setup?token=${auth.setupToken()}`);
    return 0;
  } finally {
    await close();
  }
}

if (import.meta.main) await leave(main());
