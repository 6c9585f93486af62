import { z } from "zod";
import {
  accountSid,
  mailAddress,
  mailSender,
  mailServer,
  phoneNumber,
  routingKey,
  twilioSender,
  twilioToken,
} from "#lib/model/channel.ts";

const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address such as https://example.com" });
const signing = z
  .string()
  .min(24, "must be at least 24 characters: whsec_ and the base64 of random bytes, or any long text")
  .optional();

/** Words between commas, each of a form. */
const list = (form: RegExp, error: string) =>
  z
    .string()
    .transform((written) =>
      written
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((parts) => parts.length <= 50 && parts.every((part) => form.test(part)), error)
    .optional()
    .transform((parts) => parts ?? []);

/** The variables of the default policies' channels. */
export const channelSettings = {
  SLACK_WEBHOOK_URL: url.optional(),
  SLACK_BOT_TOKEN: z.string().min(8, "is too short to be a bot token such as xoxb-…").optional(),
  SLACK_CHANNEL: z.string().max(100).optional(),
  SLACK_SIGNING_SECRET: z.string().min(16, "is too short to be the signing secret of a Slack app").optional(),
  SLACK_API_URL: url.optional(),
  PAGERDUTY_ROUTING_KEY: routingKey.optional(),
  PAGERDUTY_API_URL: url.optional(),
  SMTP_URL: mailServer.optional(),
  EMAIL_FROM: z.string().max(320).regex(mailSender, "must be an address such as verdict@example.com").optional(),
  EMAIL_TO: list(mailAddress, "is a comma list of at most 50 addresses such as oncall@example.com"),
  TWILIO_ACCOUNT_SID: accountSid.optional(),
  TWILIO_AUTH_TOKEN: twilioToken.optional(),
  TWILIO_FROM: twilioSender.optional(),
  TWILIO_TO: list(phoneNumber, "is a comma list of at most 50 numbers such as +15005550006"),
  TWILIO_API_URL: url.optional(),
  ALERT_WEBHOOK_URL: url.optional(),
  ALERT_WEBHOOK_SECRET: signing,
  RETRY_HOOK_URL: url.optional(),
  RETRY_HOOK_SECRET: signing,
} as const;

type Given = Readonly<Record<string, string | undefined>>;

/** What of them goes together; each with whether it is wrong. */
export function channelPartners(given: Given): [boolean, string][] {
  const twilio = [given.TWILIO_ACCOUNT_SID, given.TWILIO_AUTH_TOKEN, given.TWILIO_FROM].filter(Boolean).length;
  return [
    [
      Boolean(given.SLACK_BOT_TOKEN) !== Boolean(given.SLACK_CHANNEL),
      "SLACK_BOT_TOKEN and SLACK_CHANNEL go together: set both or neither",
    ],
    [
      Boolean(given.SLACK_WEBHOOK_URL && given.SLACK_BOT_TOKEN),
      "SLACK_WEBHOOK_URL and SLACK_BOT_TOKEN exclude each other: the bot can edit what it posted, so keep that one",
    ],
    [Boolean(given.SMTP_URL) !== Boolean(given.EMAIL_FROM), "SMTP_URL and EMAIL_FROM go together: set both or neither"],
    [
      twilio !== 0 && twilio !== 3,
      "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM go together: set all or none, and TWILIO_TO for whom to reach",
    ],
    [Boolean(given.ALERT_WEBHOOK_SECRET && !given.ALERT_WEBHOOK_URL), "ALERT_WEBHOOK_URL is needed with ALERT_WEBHOOK_SECRET"],
    [Boolean(given.RETRY_HOOK_SECRET && !given.RETRY_HOOK_URL), "RETRY_HOOK_URL is needed with RETRY_HOOK_SECRET"],
  ];
}
