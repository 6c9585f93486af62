import { createHmac } from "node:crypto";
import { join } from "node:path";
import { keyFrom, readOrMakeKey, readOrMakeSecret, type SealKeys } from "#lib/outside/seal.ts";
import type { Settings } from "./settings.ts";

/** What sessions are signed with: set, or made once and kept in the data folder. */
export const authSecret = ({ AUTH_SECRET, DATA_DIR }: Settings): string =>
  AUTH_SECRET ?? readOrMakeSecret(join(DATA_DIR, "auth.secret"));

/** Known to this deployment alone: a stranger who could make it would have his errors ignored. */
export const selfMark = (settings: Settings): string =>
  createHmac("sha256", authSecret(settings)).update("verdict.self").digest("hex").slice(0, 32);

/** What stored secrets and raw bodies are sealed with: set, or made once and kept in the data folder. */
export const sealKeys = ({ SEAL_KEY, DATA_DIR }: Settings): SealKeys => [
  SEAL_KEY ? keyFrom(SEAL_KEY) : readOrMakeKey(join(DATA_DIR, "seal.key")),
];

/** Every secret of the settings: none of them may stand in a log. */
export const settingSecrets = (settings: Settings): string[] =>
  [
    settings.SENTRY_CLIENT_SECRET,
    settings.SENTRY_CLIENT_SECRET_PREVIOUS,
    settings.SENTRY_AUTH_TOKEN,
    settings.LLM_API_KEY,
    settings.SLACK_WEBHOOK_URL,
    settings.SLACK_BOT_TOKEN,
    settings.SLACK_SIGNING_SECRET,
    settings.PAGERDUTY_ROUTING_KEY,
    settings.SMTP_URL,
    settings.SMTP_URL && new URL(settings.SMTP_URL).password,
    settings.SMTP_URL && decodeURIComponent(new URL(settings.SMTP_URL).password),
    settings.TWILIO_AUTH_TOKEN,
    settings.ALERT_WEBHOOK_URL,
    settings.ALERT_WEBHOOK_SECRET,
    settings.RETRY_HOOK_URL,
    settings.RETRY_HOOK_SECRET,
    settings.AUTH_SECRET,
    settings.SEAL_KEY,
    settings.ADMIN_PASSWORD,
    settings.BOOTSTRAP_API_KEY,
    settings.METRICS_TOKEN,
    settings.OIDC_CLIENT_SECRET,
    settings.DATABASE_URL && new URL(settings.DATABASE_URL).password,
  ].filter((secret) => typeof secret === "string");
