import { channelRows } from "#lib/db/channels.ts";
import type { ChannelSecrets } from "#lib/model/channel.ts";
import { AppError } from "#lib/model/errors.ts";
import { checkTarget, outsideRequest } from "#lib/outside/request.ts";
import { addressesOf, environmentSecrets, openChannel, secretsOf } from "#lib/pipeline/open-channel.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { type Check, fail, ok, warn } from "./check.ts";
import { databaseAtHand, keysAtHand } from "./llm.ts";

const known = [
  { name: "slack", kind: "slack", setBy: "SLACK_WEBHOOK_URL or SLACK_BOT_TOKEN" },
  { name: "hook", kind: "webhook", setBy: "ALERT_WEBHOOK_URL" },
];

interface Found {
  name: string;
  setBy: string;
  secrets: () => ChannelSecrets | null;
}

/** What the environment sets, then what the settings page keeps, when the database answers. */
async function channelsAtHand(settings: Settings): Promise<Found[]> {
  const set = known.filter((spec) => environmentSecrets(settings, spec));
  const db = await databaseAtHand(settings);
  const rows = await (db ? channelRows(db).finally(() => db.$disconnect()) : Promise.resolve(null)).catch(() => null);
  const stored = [...(rows?.values() ?? [])].filter(({ name, sealed }) => sealed && !set.some((spec) => spec.name === name));
  return [
    ...set.map((spec) => ({ ...spec, secrets: () => environmentSecrets(settings, spec) })),
    ...stored.map((row) => ({
      name: row.name,
      setBy: "Settings → Channels",
      secrets: () => secretsOf({ settings, sealKeys: keysAtHand(settings) }, row, row),
    })),
  ];
}

/** The sentence of a fault that is the channel's; what is no such fault is thrown. */
function saidBy(error: unknown, address: string | undefined): string {
  if (error instanceof AppError) return `${error.message.replace(/\.$/, "")}.`;
  if (error instanceof Error && "code" in error)
    return `${URL.parse(address ?? "")?.hostname} cannot be found: is it spelt right?`;
  throw error;
}

async function checkOne(settings: Settings, { name, setBy, secrets: read }: Found): Promise<Check | null> {
  const policy = { allowPrivate: settings.ALLOW_PRIVATE_TARGETS };
  const request = (sent: Parameters<typeof outsideRequest>[1]) => outsideRequest(policy, sent);
  let address: string | undefined;
  try {
    const secrets = read();
    if (!secrets) return null;
    [address] = addressesOf(secrets);
    if (address) await checkTarget(policy, address);
    const channel = openChannel({ settings, request, clock: () => new Date() }, secrets);
    await channel.check?.();
    return channel.check
      ? ok(`channel ${name}`, "Slack knows the permission; “send test” in the settings shows whether it may post")
      : ok(`channel ${name}`, "its address may be reached; “send test” in the settings shows whether it takes messages");
  } catch (error) {
    return fail(`channel ${name}`, `${saidBy(error, address)} (${setBy})`);
  }
}

/** Every channel that is set up; nothing is posted to any. */
export async function checkChannels(settings: Settings): Promise<Check[]> {
  const checks = await Promise.all((await channelsAtHand(settings)).map((channel) => checkOne(settings, channel)));
  const found = checks.filter((check) => check !== null);
  if (found.length > 0) return found;
  return [
    warn(
      "channels",
      "none is set up, so alerts appear on the pages alone: open Settings → Channels, or set SLACK_BOT_TOKEN and SLACK_CHANNEL, SLACK_WEBHOOK_URL or ALERT_WEBHOOK_URL.",
    ),
  ];
}
