import { AppError } from "#lib/model/errors.ts";
import { checkTarget, outsideRequest } from "#lib/outside/request.ts";
import { addressesOf, environmentSecrets, openChannel } from "#lib/pipeline/open-channel.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { type Check, fail, ok, warn } from "./check.ts";

const known = [
  { name: "slack", kind: "slack", setBy: "SLACK_WEBHOOK_URL or SLACK_BOT_TOKEN" },
  { name: "hook", kind: "webhook", setBy: "ALERT_WEBHOOK_URL" },
] as const;

/** The sentence of a fault that is the channel's; what is no such fault is thrown. */
function saidBy(error: unknown, address: string | undefined): string {
  if (error instanceof AppError) return `${error.message.replace(/\.$/, "")}.`;
  if (error instanceof Error && "code" in error)
    return `${URL.parse(address ?? "")?.hostname} cannot be found: is it spelt right?`;
  throw error;
}

async function checkOne(settings: Settings, { name, kind, setBy }: (typeof known)[number]): Promise<Check | null> {
  const secrets = environmentSecrets(settings, { name, kind });
  if (!secrets) return null;
  const policy = { allowPrivate: settings.ALLOW_PRIVATE_TARGETS };
  const request = (sent: Parameters<typeof outsideRequest>[1]) => outsideRequest(policy, sent);
  const [address] = addressesOf(secrets);
  try {
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

/** The channels that the environment sets; nothing is posted to any. */
export async function checkChannels(settings: Settings): Promise<Check[]> {
  const checks = await Promise.all(known.map((channel) => checkOne(settings, channel)));
  const found = checks.filter((check) => check !== null);
  if (found.length > 0) return found;
  return [
    warn(
      "channels",
      "none is set in this shell or in .env; unless one is set in the settings, alerts appear on the pages alone: set SLACK_BOT_TOKEN and SLACK_CHANNEL, SLACK_WEBHOOK_URL or ALERT_WEBHOOK_URL.",
    ),
  ];
}
