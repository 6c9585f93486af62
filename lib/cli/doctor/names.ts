import { type Check, warn } from "./check.ts";

/** Names that other tools and tutorials use for what we call otherwise. */
const foreign: Readonly<Record<string, string>> = {
  SENTRY_WEBHOOK_SECRET: "SENTRY_CLIENT_SECRET",
  SENTRY_SECRET: "SENTRY_CLIENT_SECRET",
  SENTRY_TOKEN: "SENTRY_AUTH_TOKEN",
  SENTRY_API_TOKEN: "SENTRY_AUTH_TOKEN",
  SENTRY_ORGANIZATION: "SENTRY_ORG",
  SENTRY_ORGANISATION: "SENTRY_ORG",
  SENTRY_ORG_SLUG: "SENTRY_ORG",
  SENTRY_URL: "SENTRY_BASE_URL",
  HOLYSHEEP_API_KEY: "LLM_API_KEY together with LLM_BASE_URL",
  OPENAI_API_KEY: "LLM_API_KEY",
  OPENAI_BASE_URL: "LLM_BASE_URL",
  LLM_MODEL: "LLM_MODEL_FAST",
  OPENAI_MODEL: "LLM_MODEL_FAST",
  DAILY_BUDGET_USD: "LLM_DAILY_BUDGET_USD",
  MONTHLY_BUDGET_USD: "LLM_MONTHLY_BUDGET_USD",
  PAGERDUTY_INTEGRATION_KEY: "PAGERDUTY_ROUTING_KEY",
  PAGERDUTY_SERVICE_KEY: "PAGERDUTY_ROUTING_KEY",
  PAGERDUTY_KEY: "PAGERDUTY_ROUTING_KEY",
  SMTP_HOST: "SMTP_URL, such as smtp://user:password@host:587",
  SMTP_FROM: "EMAIL_FROM",
  MAIL_FROM: "EMAIL_FROM",
  TWILIO_SID: "TWILIO_ACCOUNT_SID",
  TWILIO_TOKEN: "TWILIO_AUTH_TOKEN",
  TWILIO_PHONE_NUMBER: "TWILIO_FROM",
  TWILIO_FROM_NUMBER: "TWILIO_FROM",
  POSTGRES_URL: "DATABASE_URL",
  BASE_URL: "PUBLIC_URL",
  APP_URL: "PUBLIC_URL",
};

/** Variables of other tools whose value we would read under another name. Slips in our own names stop the reading of settings. */
export function checkNames(env: Readonly<Record<string, string | undefined>>): Check[] {
  return Object.keys(env)
    .sort()
    .flatMap((name) => {
      const right = foreign[name.toUpperCase()];
      if (!right || !env[name] || env[right.split(/[ ,]/, 1)[0] ?? ""]) return [];
      return warn("names", `${name} is set and nothing reads it: did you mean ${right}?`);
    });
}
