import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { environment } from "./environment.ts";
import { leave, say } from "./program.ts";

/** A process of its own, run once at start: the supervisor itself stays small. */
async function main(): Promise<number> {
  const settings = readSettings(environment());
  const { auth, close } = await openTools(settings, "worker");
  try {
    if (await auth.setupOpen())
      say(`Nobody is administrator yet. This link makes the first one: ${settings.PUBLIC_URL}/setup?token=${auth.setupToken()}`);
    return 0;
  } finally {
    await close();
  }
}

if (import.meta.main) await leave(main());
