import { z } from "zod";
import { ChannelKind } from "./policy.ts";

/** The name under which every administrator gets mail: what is told when nothing else could be. No channel of the document has it. */
export const administrators = "administrators";

/** How a channel fares: `unset` lacks its secrets, `paused` was asked to wait, `broken` must be mended. */
const channelConditions = ["ok", "broken", "paused", "unset"] as const;
const ChannelCondition = z.enum(channelConditions);

/** A row of `GET /api/v1/channels`: a channel of the policies' document, and what it needs to be used. No secret, only its last four characters. */
export const ChannelState = z.object({
  name: z.string(),
  kind: ChannelKind,
  configured: z.boolean(),
  /** Set by environment variables, so not to be changed here. */
  fixed: z.boolean(),
  state: ChannelCondition,
  /** What is wrong and where to mend it; of a channel that is `ok`, why the last attempt failed. */
  error: z.string().nullable(),
  paused_until: z.string().nullable(),
  sent_at: z.string().nullable(),
  /** Secret → what of it may be shown. */
  shown: z.record(z.string(), z.string()),
});
export type ChannelState = z.infer<typeof ChannelState>;

const url = z.url({ protocol: /^https?$/, error: "must be an address such as https://example.com/hook" }).max(2000);
const plain = /^[\x21-\x7e]+$/;
const word = (least: number, tooShort: string) =>
  z.string().trim().min(least, tooShort).max(500).regex(plain, "must be one word");
const signing = z
  .string()
  .trim()
  .min(24, "must have at least 24 characters: whsec_ and the base64 of random bytes, or any long text")
  .max(500);

/** A telephone's number with its country, as E.164 writes it. */
export const phoneNumber = /^\+[1-9]\d{4,14}$/;
export const mailAddress = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,255}$/;
/** A mail's sender: an address, or a name and an address in <>. */
export const mailSender = /^(?:[^\p{Cc}<>@]{0,100}<[^\s@<>]{1,64}@[^\s@<>]{1,255}>|[^\s@<>]{1,64}@[^\s@<>]{1,255})$/u;
function isDecodable(address: string): boolean {
  try {
    return decodeURIComponent(address) !== "";
  } catch {
    return false;
  }
}

export const mailServer = z
  .url({
    protocol: /^smtps?$/,
    error: "must look like smtp://user:password@mail.example.com:587, or smtps://… for TLS from the first byte",
    abort: true,
  })
  .refine(isDecodable, "must write signs such as % and @ in user and password as %25 and %40");
export const routingKey = word(8, "is too short to be a PagerDuty integration key (32 letters and digits)");
export const accountSid = z
  .string()
  .trim()
  .regex(/^AC[A-Za-z0-9]{6,62}$/, "is the Account SID from Twilio's console: AC and 32 letters and digits");
export const twilioToken = word(8, "is too short to be a Twilio auth token");
/** A number, a short code, a name of at most 11 letters, or a messaging service. */
export const twilioSender = z
  .string()
  .trim()
  .regex(
    /^(?:\+[1-9]\d{4,14}|\d{3,8}|MG[A-Za-z0-9]{6,62}|(?=.{0,10}[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    "is the Twilio number that sends, such as +15005550006",
  );

export const SlackWebhookSecrets = z.strictObject({
  webhook_url: z
    .string({ error: ({ input }) => (input === undefined ? "is missing: give it, or bot_token with channel" : undefined) })
    .pipe(url),
});
export const SlackBotSecrets = z.strictObject({
  bot_token: word(8, "is too short to be a bot token such as xoxb-…"),
  channel: z
    .string()
    .trim()
    .min(1, "names a channel, such as #alerts or C0123456789")
    .max(100)
    .regex(/^[^\s<>]+$/, "must be one word"),
  /** Verifies the buttons that are pressed in Slack; without it the messages have none. */
  signing_secret: word(16, "is too short to be the signing secret of a Slack app").optional(),
});
export const PagerDutySecrets = z.strictObject({ routing_key: routingKey });
export const EmailSecrets = z.strictObject({
  smtp_url: mailServer.max(2000),
  from: z.string().trim().max(320).regex(mailSender, "must be an address such as verdict@example.com"),
});
export const SmsSecrets = z.strictObject({ account_sid: accountSid, auth_token: twilioToken, from: twilioSender });
export const VoiceSecrets = SmsSecrets.extend({
  from: z.string().trim().regex(phoneNumber, "is the Twilio number that calls, such as +15005550006"),
});
export const WebhookSecrets = z.strictObject({ url, secret: signing.optional() });

/** What a channel needs, by its kind: a Slack channel one of two forms; a digest is carried by others. Write-only. */
export interface SecretsByKind {
  slack: z.infer<typeof SlackWebhookSecrets> | z.infer<typeof SlackBotSecrets>;
  pagerduty: z.infer<typeof PagerDutySecrets>;
  email: z.infer<typeof EmailSecrets>;
  sms: z.infer<typeof SmsSecrets>;
  voice: z.infer<typeof VoiceSecrets>;
  webhook: z.infer<typeof WebhookSecrets>;
  "retry-hook": z.infer<typeof WebhookSecrets>;
  digest: never;
}
export type ChannelSecrets = SecretsByKind[ChannelKind];

const forms = {
  pagerduty: PagerDutySecrets,
  email: EmailSecrets,
  sms: SmsSecrets,
  voice: VoiceSecrets,
  webhook: WebhookSecrets,
  "retry-hook": WebhookSecrets,
} as const;

/** What the secrets of a kind must look like; null for a digest, which has none. */
export function secretsForm(kind: ChannelKind, given: unknown): z.ZodType<ChannelSecrets> | null {
  if (kind === "digest") return null;
  if (kind !== "slack") return forms[kind];
  const isBot = typeof given === "object" && given !== null && ("bot_token" in given || "channel" in given);
  return isBot ? SlackBotSecrets : SlackWebhookSecrets;
}
