import { randomInt, randomUUID } from "node:crypto";
import { addAudit } from "#lib/db/audit.ts";
import { transaction } from "#lib/db/client.ts";
import { claimStorm } from "#lib/db/storm.ts";
import type { By } from "#lib/model/by.ts";
import { Busy, ConfigurationError } from "#lib/model/errors.ts";
import { postToSelf } from "#lib/outside/own-door.ts";
import { type Chance, sampleError, seeded } from "#lib/sentry/sample/errors.ts";
import { errorCreated, issueTold, type Origin, signedWebhook, stormProject } from "#lib/sentry/sample/webhook.ts";
import type { Tools } from "./tools.ts";

/** How often each error of the storm comes: rate limits first, then the quota is used up and the rest follows. */
const parts = [
  ["openai-tpm", 14],
  ["openai-timeout", 9],
  ["anthropic-529", 8],
  ["json-broken", 6],
  ["openai-quota", 5],
  ["pg-pool", 4],
  ["type-error", 3],
  ["vague-agent", 3],
] as const;
const environment = "sample";
const pauseSeconds = 60;
const lanes = 8;

interface Shot {
  resource: "error" | "issue";
  body: object;
}

/** The webhooks of one storm: of each issue its events, then what Sentry says of it. */
function shots(chance: Chance, first: number, now: Date): Shot[] {
  return parts.flatMap(([key, count], at) => {
    const error = sampleError(key);
    const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
    const origin: Origin = {
      org: "sample",
      installation: null,
      issue: String(first + at),
      error,
      environment,
      project: stormProject,
      at: now,
      chance,
    };
    const events = Array.from({ length: count }, (_, n): Shot => {
      const seen = minutesAgo((10 * (count - n)) / count);
      return { resource: "error", body: errorCreated({ ...origin, at: seen }) };
    });
    const counted = { events: count * 7, users: error.users, firstSeen: minutesAgo(10) };
    const told: Shot = { resource: "issue", body: issueTold("created", origin, counted) };
    return [...events, told];
  });
}

/** The secret that Sentry would sign with: the first installation's that has one. */
function secretOf(tools: Tools): string {
  const [known] = tools.installations.secrets(tools.clock());
  if (known) return known.secret;
  throw new ConfigurationError(
    "A storm is signed as Sentry signs: set the client secret first, in Settings under Sentry or as SENTRY_CLIENT_SECRET.",
  );
}

/**
 * Sends a storm of made-up errors of an AI application through the real route, signed as Sentry signs. Once a minute at most:
 * throws Busy with when it may come again, ConfigurationError while there is no client secret.
 */
export async function sendStorm(tools: Tools, by: By): Promise<{ sent: number }> {
  const secret = secretOf(tools);
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    const wait = await claimStorm(tx, now, pauseSeconds, by.name);
    if (wait > 0) throw new Busy(`A storm was sent a moment ago: the next may be sent in ${wait} s.`, wait * 1000);
    await addAudit(tx, { by, action: "storm.send" });
  });
  const waiting = shots(seeded(randomInt(2 ** 31)), 7_000_000_000 + randomInt(1_000_000_000), now);
  let sent = 0;
  const lane = async (): Promise<void> => {
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
      await send(tools, secret, shot);
      sent++;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { sent };
}

async function send({ settings: { HOST, PORT }, clock }: Tools, secret: string, shot: Shot): Promise<void> {
  const signed = signedWebhook({ ...shot, secret }, { id: randomUUID().replaceAll("-", ""), now: clock() });
  const status = await postToSelf({ host: HOST, port: PORT, path: "/api/sentry/webhook", ...signed });
  if (status !== 202 && status !== 200) throw new Busy(`Verdict's own webhook route answered ${status}.`);
}
