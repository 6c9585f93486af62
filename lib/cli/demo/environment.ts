import { randomBytes } from "node:crypto";
import { settingNames } from "#lib/pipeline/settings.ts";
import { demoSentry } from "./day.ts";
import { demoModels } from "./llm.ts";

export interface DemoSecrets {
  client: string;
  password: string;
  /** The demo's own key to the API. */
  key: string;
}

export const demoSecrets = (): DemoSecrets => ({
  client: randomBytes(24).toString("hex"),
  password: randomBytes(9).toString("base64url"),
  key: randomBytes(24).toString("hex"),
});

export const adminEmail = "demo@example.com";
/** What a person may choose about a demo; nothing else of this machine's settings has a say in it. */
const chosen = ["PORT", "HOST", "PUBLIC_URL", "TIME_ZONE", "DEFAULT_LANGUAGE", "LOG_LEVEL"] as const;

/** The settings of a demo. Every other setting is empty, which hides what `.env` says of it. */
export function demoEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  { dataDir, url, token, secrets }: { dataDir: string; url: string; token: string; secrets: DemoSecrets },
): Record<string, string> {
  const own = {
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    DATA_DIR: dataDir,
    SENTRY_BASE_URL: url,
    SENTRY_ORG: demoSentry.org,
    SENTRY_CLIENT_SECRET: secrets.client,
    SENTRY_AUTH_TOKEN: token,
    SENTRY_WRITE_BACK: "comment, priority, assign, link",
    LLM_BASE_URL: `${url}/v1`,
    LLM_API_KEY: "sk-demo",
    LLM_MODEL_FAST: demoModels.fast,
    LLM_MODEL_STRONG: demoModels.strong,
    LLM_BATCH_SIZE: "4",
    LLM_FLUSH_SECONDS: "2",
    SLACK_BOT_TOKEN: "xoxb-demo-token",
    SLACK_CHANNEL: "#ai-alerts",
    SLACK_API_URL: url,
    ALERT_WEBHOOK_URL: `${url}/alerts`,
    ALERT_WEBHOOK_SECRET: randomBytes(24).toString("hex"),
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    ADMIN_EMAIL: adminEmail,
    ADMIN_PASSWORD: secrets.password,
    BOOTSTRAP_API_KEY: secrets.key,
  };
  const given = Object.fromEntries(chosen.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
  return { ...Object.fromEntries(settingNames.map((name) => [name, ""])), ...own, ...given };
}
