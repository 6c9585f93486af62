import { z } from "zod";
import { ChannelKind } from "./policy.ts";

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
  /** Whether this kind can be sent to yet. */
  obeyed: z.boolean(),
  /** Secret → what of it may be shown. */
  shown: z.record(z.string(), z.string()),
});
export type ChannelState = z.infer<typeof ChannelState>;

const url = z.url({ protocol: /^https?$/, error: "must be an address such as https://example.com/hook" }).max(2000);
const plain = /^[\x21-\x7e]+$/;

export const SlackWebhookSecrets = z.strictObject({ webhook_url: url });
export const SlackBotSecrets = z.strictObject({
  bot_token: z.string().trim().min(8, "is too short to be a bot token such as xoxb-…").max(500).regex(plain, "must be one word"),
  channel: z
    .string()
    .trim()
    .min(1, "names a channel, such as #alerts or C0123456789")
    .max(100)
    .regex(/^[^\s<>]+$/, "must be one word"),
});
export const WebhookSecrets = z.strictObject({
  url,
  secret: z
    .string()
    .trim()
    .min(24, "must have at least 24 characters: whsec_ and the base64 of random bytes, or any long text")
    .max(500)
    .optional(),
});

/** What a channel needs: a Slack channel one of two forms, a webhook its address. Write-only. */
export const ChannelSecrets = z.union([SlackWebhookSecrets, SlackBotSecrets, WebhookSecrets]);
export type ChannelSecrets = z.infer<typeof ChannelSecrets>;
