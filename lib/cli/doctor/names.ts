import { meantBy } from "#lib/pipeline/misspelt.ts";
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
  POSTGRES_URL: "DATABASE_URL",
  BASE_URL: "PUBLIC_URL",
  APP_URL: "PUBLIC_URL",
};

const meant = (name: string, known: readonly string[]): string | undefined =>
  known.includes(name) ? undefined : (foreign[name.toUpperCase()] ?? meantBy(name, known));

/** Variables that look like ours and are not: misspelt ones, and the names of other tools. */
export function checkNames(env: Readonly<Record<string, string | undefined>>, known: readonly string[]): Check[] {
  return Object.keys(env)
    .sort()
    .flatMap((name) => {
      const right = meant(name, known);
      if (!right || env[name] === "" || env[right]) return [];
      return warn("names", `${name} is set and nothing reads it: did you mean ${right}?`);
    });
}
