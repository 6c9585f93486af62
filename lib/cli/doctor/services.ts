import type { Installation } from "#lib/db/installations.ts";
import { AppError, ConfigurationError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { fixedBaseUrl, fromSettings, readInstallation } from "#lib/pipeline/installations.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { type Check, fail, ok, warn } from "./check.ts";
import { databaseAtHand, keysAtHand } from "./llm.ts";

const page = "Settings → Sentry";

interface AtHand {
  own: Installation;
  /** Whether what the settings page keeps was seen: the database may be away, and its secrets may not open. */
  kept: "seen" | "away" | { closed: string };
}

/** What the environment sets, then what the settings page keeps, when the database answers. */
async function installationAtHand(settings: Settings): Promise<AtHand> {
  const db = await databaseAtHand(settings);
  const own = fromSettings(settings);
  if (!db) return { own, kept: "away" };
  try {
    return { own: await readInstallation(db, () => keysAtHand(settings), settings), kept: "seen" };
  } catch (error) {
    const isClosed = error instanceof ConfigurationError;
    return { own, kept: isClosed ? { closed: `${error.message}, or paste it there again` } : "away" }; // away, or of another release
  } finally {
    await db.$disconnect();
  }
}

/** What is in neither place, or in one that cannot be looked into. */
function absent(name: string, kept: AtHand["kept"], { variable, so }: { variable: string; so: string }): Check {
  if (kept === "seen") return warn(name, `${variable} is not set, and ${page} keeps none: ${so}`);
  if (kept === "away")
    return warn(
      name,
      `${variable} is not set in this shell or in .env; unless ${page} keeps one, which is not known while the database is away, ${so}`,
    );
  return fail(name, `what ${page} keeps cannot be opened. ${kept.closed}.`);
}

function checkSecret({ SENTRY_CLIENT_SECRET, PUBLIC_URL }: Settings, { own, kept }: AtHand): Check {
  const where = SENTRY_CLIENT_SECRET ? "SENTRY_CLIENT_SECRET is set" : `kept in ${page}`;
  if (own.secret) return ok("webhook secret", `${where}; Sentry sends to ${PUBLIC_URL}/api/sentry/webhook`);
  const so =
    "the webhook answers 503: copy the client secret from the integration's page in Sentry (Settings → Developer Settings).";
  return absent("webhook secret", kept, { variable: "SENTRY_CLIENT_SECRET", so });
}

/** What is said of a variable, said of the field of the settings page when that holds the value. */
function whereItStands(said: string, settings: Settings): string {
  let words = `${said}.`;
  if (!settings.SENTRY_AUTH_TOKEN) words = words.replace("set SENTRY_AUTH_TOKEN", `paste it in ${page}`);
  if (!settings.SENTRY_ORG) words = words.replace("SENTRY_ORG", `the organisation slug in ${page}`);
  return fixedBaseUrl(settings) ? words : words.replace("SENTRY_BASE_URL", `the base URL in ${page}`);
}

async function checkToken(settings: Settings, { own: { token, organisation, baseUrl }, kept }: AtHand): Promise<Check> {
  const name = "sentry api";
  const so = "verdicts on issue webhooks see the title only. Make a token in the integration's page.";
  if (!token) return absent(name, kept, { variable: "SENTRY_AUTH_TOKEN", so });
  if (!organisation)
    return warn(name, `the token cannot be tried without the organisation's slug: set SENTRY_ORG, or write it in ${page}.`);
  const request: Parameters<typeof sentryClient>[0]["request"] = (sent) =>
    outsideRequest({ allowPrivate: settings.ALLOW_PRIVATE_TARGETS }, sent);
  try {
    await sentryClient({ baseUrl, token, request, clock: () => new Date() }).check(organisation);
    const which = settings.SENTRY_AUTH_TOKEN ? "the token" : `the token of ${page}`;
    return ok(name, `${which} reads the issues of ${organisation} at ${baseUrl}`);
  } catch (error) {
    if (error instanceof AppError) return fail(name, whereItStands(error.message, settings));
    throw error;
  }
}

/** The client secret that verifies deliveries, and whether Sentry takes the token, wherever they are kept. */
export async function checkSentry(settings: Settings): Promise<Check[]> {
  const atHand = await installationAtHand(settings);
  return [checkSecret(settings, atHand), await checkToken(settings, atHand)];
}
