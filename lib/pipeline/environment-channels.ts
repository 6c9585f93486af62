import { type ChannelSecrets, phoneNumber } from "#lib/model/channel.ts";
import type { ChannelKind, ChannelSpec } from "#lib/model/policy.ts";
import type { Settings } from "./settings.ts";

interface FromEnvironment {
  name: string;
  kind: ChannelKind;
  /** The variables by which it is set. */
  setBy: string;
  read: (settings: Settings) => ChannelSecrets | null;
}

function slack({ SLACK_WEBHOOK_URL, SLACK_BOT_TOKEN, SLACK_CHANNEL, SLACK_SIGNING_SECRET }: Settings): ChannelSecrets | null {
  if (SLACK_BOT_TOKEN && SLACK_CHANNEL) {
    const bot = { bot_token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL };
    return { ...bot, ...(SLACK_SIGNING_SECRET && { signing_secret: SLACK_SIGNING_SECRET }) };
  }
  return SLACK_WEBHOOK_URL ? { webhook_url: SLACK_WEBHOOK_URL } : null;
}

const email = ({ SMTP_URL, EMAIL_FROM }: Settings): ChannelSecrets | null =>
  SMTP_URL && EMAIL_FROM ? { smtp_url: SMTP_URL, from: EMAIL_FROM } : null;

function twilio({ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM }: Settings): ChannelSecrets | null {
  if (!TWILIO_ACCOUNT_SID || !TWILIO_AUTH_TOKEN || !TWILIO_FROM) return null;
  return { account_sid: TWILIO_ACCOUNT_SID, auth_token: TWILIO_AUTH_TOKEN, from: TWILIO_FROM };
}

const signed = (url: string | undefined, secret: string | undefined): ChannelSecrets | null =>
  url ? { url, ...(secret && { secret }) } : null;

/** What the environment sets, by the names that the default policies use. */
export const environmentChannels: readonly FromEnvironment[] = [
  { name: "slack", kind: "slack", setBy: "SLACK_WEBHOOK_URL or SLACK_BOT_TOKEN", read: slack },
  {
    name: "pager",
    kind: "pagerduty",
    setBy: "PAGERDUTY_ROUTING_KEY",
    read: ({ PAGERDUTY_ROUTING_KEY: key }) => (key ? { routing_key: key } : null),
  },
  { name: "mail", kind: "email", setBy: "SMTP_URL", read: email },
  { name: "sms", kind: "sms", setBy: "TWILIO_ACCOUNT_SID", read: twilio },
  {
    name: "voice",
    kind: "voice",
    setBy: "TWILIO_ACCOUNT_SID",
    read: (settings) => (phoneNumber.test(settings.TWILIO_FROM ?? "") ? twilio(settings) : null), // a name or a service cannot call
  },
  {
    name: "hook",
    kind: "webhook",
    setBy: "ALERT_WEBHOOK_URL",
    read: ({ ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET }) => signed(ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET),
  },
  {
    name: "retry",
    kind: "retry-hook",
    setBy: "RETRY_HOOK_URL",
    read: ({ RETRY_HOOK_URL, RETRY_HOOK_SECRET }) => signed(RETRY_HOOK_URL, RETRY_HOOK_SECRET),
  },
];

type Of = Pick<ChannelSpec, "name"> & { kind: string };

/** The row of a channel that the environment sets, so that it is not to be changed elsewhere. */
export const fixedBy = (settings: Settings, { name, kind }: Of): FromEnvironment | undefined =>
  environmentChannels.find((each) => each.name === name && each.kind === kind && each.read(settings) !== null);

/** What the environment says of a channel of this name and kind; null when it says nothing. */
export const environmentSecrets = (settings: Settings, of: Of): ChannelSecrets | null =>
  fixedBy(settings, of)?.read(settings) ?? null;

const shared: readonly string[] = ["email", "sms", "voice"] satisfies ChannelKind[];

/** The environment's mail server or Twilio account, for channels with other receivers that have none of their own. */
export const sharedSecrets = (settings: Settings, kind: string): ChannelSecrets | null =>
  shared.includes(kind) ? (environmentChannels.find((each) => each.kind === kind)?.read(settings) ?? null) : null;

/** To whom a channel of the kind goes when the document names nobody. */
export function environmentReceivers({ EMAIL_TO, TWILIO_TO }: Settings, kind: string): readonly string[] {
  if (kind === "email") return EMAIL_TO;
  return kind === "sms" || kind === "voice" ? TWILIO_TO : [];
}
