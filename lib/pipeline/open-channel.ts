import type { Channel } from "#lib/channels/channel.ts";
import { slackBot } from "#lib/channels/slack-bot.ts";
import { slackWebhook } from "#lib/channels/slack-webhook.ts";
import { webhook } from "#lib/channels/webhook.ts";
import type { ChannelRow } from "#lib/db/channels.ts";
import {
  type ChannelSecrets,
  ChannelSecrets as ChannelSecretsSchema,
  SlackBotSecrets,
  SlackWebhookSecrets,
  WebhookSecrets,
} from "#lib/model/channel.ts";
import type { ChannelKind } from "#lib/model/policy.ts";
import { seal, unseal } from "#lib/outside/seal.ts";
import type { Settings } from "./settings.ts";
import type { Tools } from "./tools.ts";

/** What the environment says of the document's channels `slack` and `hook`; what is set there is not to be changed elsewhere. */
export function environmentSecrets(settings: Settings, { name, kind }: { name: string; kind: string }): ChannelSecrets | null {
  const { SLACK_WEBHOOK_URL, SLACK_BOT_TOKEN, SLACK_CHANNEL, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET } = settings;
  if (name === "slack" && kind === "slack") {
    if (SLACK_BOT_TOKEN && SLACK_CHANNEL) return { bot_token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL };
    return SLACK_WEBHOOK_URL ? { webhook_url: SLACK_WEBHOOK_URL } : null;
  }
  if (name !== "hook" || kind !== "webhook" || !ALERT_WEBHOOK_URL) return null;
  return { url: ALERT_WEBHOOK_URL, ...(ALERT_WEBHOOK_SECRET && { secret: ALERT_WEBHOOK_SECRET }) };
}

const boundTo = (name: string): string => `channel:${name}`;

export const sealSecrets = ({ sealKeys }: Tools, name: string, secrets: ChannelSecrets): Uint8Array<ArrayBuffer> =>
  new Uint8Array(seal(sealKeys, Buffer.from(JSON.stringify(secrets)), boundTo(name)));

/** The secrets of a channel from wherever they are; null when there are none for its kind. Throws ConfigurationError when they cannot be opened. */
export function secretsOf(
  { settings, sealKeys }: Pick<Tools, "settings" | "sealKeys">,
  spec: { name: string; kind: string },
  row: Pick<ChannelRow, "kind" | "sealed"> | null | undefined,
): ChannelSecrets | null {
  const set = environmentSecrets(settings, spec);
  if (set) return set;
  if (!row?.sealed || row.kind !== spec.kind) return null;
  return ChannelSecretsSchema.parse(JSON.parse(unseal(sealKeys, row.sealed, boundTo(spec.name)).toString("utf8")));
}

/** What the secrets of a kind must look like. */
export function secretsForm(
  kind: ChannelKind,
  given: unknown,
): typeof SlackBotSecrets | typeof SlackWebhookSecrets | typeof WebhookSecrets {
  if (kind === "webhook") return WebhookSecrets;
  const isBot = typeof given === "object" && given !== null && ("bot_token" in given || "channel" in given);
  return isBot ? SlackBotSecrets : SlackWebhookSecrets;
}

/** The addresses that a channel sends to, for checking when they are saved. */
export const addressesOf = (secrets: ChannelSecrets): string[] =>
  "url" in secrets ? [secrets.url] : "webhook_url" in secrets ? [secrets.webhook_url] : [];

export function openChannel(
  { request, settings, clock }: Pick<Tools, "request" | "settings" | "clock">,
  secrets: ChannelSecrets,
): Channel {
  const apiUrl = settings.SLACK_API_URL;
  if ("url" in secrets) return webhook({ ...secrets, send: request, clock });
  if ("webhook_url" in secrets) return slackWebhook({ url: secrets.webhook_url, apiUrl, send: request });
  return slackBot({ token: secrets.bot_token, channel: secrets.channel, apiUrl, send: request });
}
