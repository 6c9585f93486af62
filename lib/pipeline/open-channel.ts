import type { Channel } from "#lib/channels/channel.ts";
import { emailChannel } from "#lib/channels/email.ts";
import { pagerDuty } from "#lib/channels/pagerduty.ts";
import { retryHookTest } from "#lib/channels/retry-hook.ts";
import { slackBot } from "#lib/channels/slack-bot.ts";
import { slackWebhook } from "#lib/channels/slack-webhook.ts";
import { sms } from "#lib/channels/sms.ts";
import { voice } from "#lib/channels/voice.ts";
import { webhook } from "#lib/channels/webhook.ts";
import type { ChannelRow } from "#lib/db/channels.ts";
import { type ChannelSecrets, secretsForm } from "#lib/model/channel.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { checkMailHost } from "#lib/outside/mail-host.ts";
import { seal, unseal } from "#lib/outside/seal.ts";
import { environmentReceivers, environmentSecrets, sharedSecrets } from "./environment-channels.ts";
import type { Tools } from "./tools.ts";
import { statusOf } from "./twilio-address.ts";

/** A channel of the document, or one that the environment or Verdict itself brings along. */
export type ChannelAt = Pick<ChannelSpec, "name" | "kind" | "to" | "language" | "zone"> & {
  /** Where its secrets are another channel's. */
  borrowed?: () => ChannelSecrets | null;
};

const boundTo = (name: string): string => `channel:${name}`;

export const sealSecrets = ({ sealKeys }: Tools, name: string, secrets: ChannelSecrets): Uint8Array<ArrayBuffer> =>
  new Uint8Array(seal(sealKeys, Buffer.from(JSON.stringify(secrets)), boundTo(name)));

type Keys = Pick<Tools, "settings" | "sealKeys">;

/** The secrets of a channel from wherever they are; null when there are none for its kind. Throws ConfigurationError when they cannot be opened. */
export function secretsOf(
  { settings, sealKeys }: Keys,
  at: Pick<ChannelAt, "name" | "kind" | "borrowed">,
  row: Pick<ChannelRow, "kind" | "sealed"> | null | undefined,
): ChannelSecrets | null {
  const set = at.borrowed?.() ?? environmentSecrets(settings, at);
  if (set) return set;
  if (!row?.sealed || row.kind !== at.kind) return sharedSecrets(settings, at.kind);
  const stored: unknown = JSON.parse(unseal(sealKeys, row.sealed, boundTo(at.name)).toString("utf8"));
  const read = secretsForm(at.kind, stored)?.safeParse(stored);
  if (!read?.success) throw new ConfigurationError("Its secrets are of an older form");
  return read.data;
}

const reaching: readonly string[] = ["email", "sms", "voice"];

/** To whom the channel goes; null where its secrets say it. */
export function receiversOf(settings: Tools["settings"], { kind, to }: Pick<ChannelAt, "kind" | "to">): readonly string[] | null {
  if (!reaching.includes(kind)) return null;
  return to && to.length > 0 ? to : environmentReceivers(settings, kind);
}

/** The addresses that a channel sends to, for checking when they are saved. */
export function addressesOf(secrets: ChannelSecrets): { field: string; address: string }[] {
  if ("smtp_url" in secrets) return [{ field: "smtp_url", address: secrets.smtp_url }];
  if ("webhook_url" in secrets) return [{ field: "webhook_url", address: secrets.webhook_url }];
  return "url" in secrets ? [{ field: "url", address: secrets.url }] : [];
}

type Opening = Pick<Tools, "request" | "settings" | "clock">;

/** Throws ConfigurationError for a channel that goes to nobody. */
export function openChannel(
  { request: send, settings, clock }: Opening,
  at: Pick<ChannelAt, "name" | "kind" | "to">,
  secrets: ChannelSecrets,
): Channel {
  const to = receiversOf(settings, at) ?? [];
  if (reaching.includes(at.kind) && to.length === 0) throw new ConfigurationError(nobody(at.kind));
  if ("webhook_url" in secrets) return slackWebhook({ url: secrets.webhook_url, apiUrl: settings.SLACK_API_URL, send });
  if ("bot_token" in secrets) {
    const { bot_token: token, channel } = secrets;
    const clickable = Boolean(secrets.signing_secret ?? settings.SLACK_SIGNING_SECRET);
    return slackBot({ token, channel, apiUrl: settings.SLACK_API_URL, clickable, send });
  }
  if ("routing_key" in secrets)
    return pagerDuty({ routingKey: secrets.routing_key, apiUrl: settings.PAGERDUTY_API_URL, send, clock });
  if ("smtp_url" in secrets) {
    const { smtp_url: smtpUrl, from } = secrets;
    const server = () => checkMailHost({ allowPrivate: settings.ALLOW_PRIVATE_TARGETS }, smtpUrl);
    return emailChannel({ smtpUrl, from, to, server });
  }
  if ("url" in secrets && at.kind === "retry-hook") return retryHookTest({ ...secrets, send, clock });
  if ("url" in secrets) return webhook({ ...secrets, send, clock });
  const { account_sid: accountSid, auth_token: token, from } = secrets;
  const account = { accountSid, token, from, to, apiUrl: settings.TWILIO_API_URL, send, statusOf: statusOf(settings, at.name) };
  return at.kind === "voice" ? voice(account) : sms(account);
}

/** What to do about a channel without receivers. */
export const nobody = (kind: string): string =>
  `It goes to nobody: name its receivers in the policies (to:), or set ${kind === "email" ? "EMAIL_TO" : "TWILIO_TO"}`;
