import ipaddr from "ipaddr.js";
import { z } from "zod";
import { ConfigurationError } from "#lib/model/errors.ts";
import { languages } from "#lib/model/language.ts";
import { channelPartners, channelSettings } from "./channel-settings.ts";
import { meantBy } from "./misspelt.ts";

const secret = z.string().min(24, "must be at least 24 characters: copy it whole from Sentry's integration page");
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address such as https://example.com" });
/** Faults name it, and everybody may read them. */
const bareUrl = url.refine(
  (address) => !/[?#@]/.test(address),
  "must be an address alone, without a query, a user or a password",
);
const count = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error);
};
const dollars = z.coerce.number("must be an amount in USD such as 0.25").nonnegative("must not be negative");
const zone = z.string().refine(isZone, "is not a time zone: write an IANA name such as Europe/Berlin");
const instant = z.iso.datetime({ offset: true, error: "must be an instant such as 2026-12-01T09:00:00Z" });
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const writeBack = z
  .string()
  .regex(
    /^(dry-run:)?(comment|priority|assign|link)(\s*,\s*(comment|priority|assign|link)){0,3}$/,
    "is a comma list of comment, priority, assign, link; prefix dry-run: to only record it",
  );

const schema = z
  .object({
    PORT: count(0, 65535).default(3000),
    HOST: z.string().default("0.0.0.0"),
    PUBLIC_URL: url.optional(),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: "must look like postgresql://user:password@host:5432/name" })
      .optional(),
    DATA_DIR: z.string().default(".data"),
    TIME_ZONE: zone.default("UTC"),
    TRUSTED_PROXIES: z
      .string()
      .refine(isAddresses, "is a comma list of addresses or ranges of your proxies, such as 10.0.0.0/8, 192.0.2.7")
      .optional(),
    SENTRY_BASE_URL: url.default("https://sentry.io"),
    SENTRY_ORG: z
      .string()
      .regex(/^[a-z0-9_-]{1,100}$/i, "is the organisation's slug, as in https://sentry.io/organizations/<slug>/")
      .optional(),
    SENTRY_CLIENT_SECRET: secret.optional(),
    SENTRY_CLIENT_SECRET_PREVIOUS: secret.optional(),
    SENTRY_CLIENT_SECRET_PREVIOUS_UNTIL: instant.optional(),
    SENTRY_AUTH_TOKEN: z.string().min(8, "is too short to be a token").optional(),
    SENTRY_WRITE_BACK: writeBack.optional(),
    SENTRY_DSN: url.optional(),
    LLM_BASE_URL: bareUrl.default("https://api.openai.com/v1"),
    LLM_API_KEY: z.string().optional(),
    LLM_MODEL_FAST: z.string().optional(),
    LLM_MODEL_STRONG: z.string().optional(),
    LLM_DAILY_BUDGET_USD: dollars.optional(), // 0.25 unless it is set here or on the settings page
    LLM_MONTHLY_BUDGET_USD: dollars.optional(),
    LLM_BATCH_SIZE: count(1, 50).default(8),
    LLM_FLUSH_SECONDS: z.coerce.number().min(0).max(600).default(5),
    LLM_TIMEOUT_SECONDS: z.coerce.number().min(1).max(600).default(30),
    ...channelSettings,
    ALLOW_PRIVATE_TARGETS: z
      .string()
      .default("false")
      .refine(isPrivateTargets, "is true, false or a comma list of ranges such as 10.0.0.0/8, fd00::/8")
      .transform(privateTargets),
    ADMIN_EMAIL: z.email("is not an e-mail address").optional(),
    ADMIN_PASSWORD: z
      .string()
      .min(12, "must have at least 12 characters")
      .max(128, "must have at most 128 characters")
      .optional(),
    BOOTSTRAP_API_KEY: z.string().min(32, "must have at least 32 characters").optional(),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    SEAL_KEY: z.string().min(32, "must have at least 32 characters").optional(),
    OIDC_ISSUER: url.optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    RETENTION_DELIVERIES_DAYS: count(1, 3650).default(30),
    RETENTION_REPORTS_DAYS: count(1, 3650).default(90),
    DEFAULT_LANGUAGE: z.enum(languages, `is one of ${languages.join(", ")}`).default("en"),
    LOG_LEVEL: z.enum(logLevels, `is one of ${logLevels.join(", ")}`).default("info"),
    FAULT_POINTS: z.string().optional(),
  })
  .transform((value) => ({ ...value, PUBLIC_URL: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, "") }));
export type Settings = z.infer<typeof schema>;

/** The names that are read; whatever else stands in the environment is somebody else's. */
export const settingNames: readonly string[] = Object.keys(schema.in.shape);

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

function isAddresses(written: string): boolean {
  return written.split(",").every((part) => ipaddr.isValid(part.trim()) || ipaddr.isValidCIDR(part.trim()));
}

function isPrivateTargets(written: string): boolean {
  return written === "true" || written === "false" || written.split(",").every((range) => ipaddr.isValidCIDR(range.trim()));
}

function privateTargets(written: string): "none" | "all" | string[] {
  if (written === "false") return "none";
  if (written === "true") return "all";
  return written.split(",").map((range) => range.trim());
}

/** What goes together, asked of the words as they are written: it is said also when one of them is wrong in itself. */
function partners(given: Readonly<Record<string, string | undefined>>): string[] {
  const oidc = [given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET].filter(Boolean).length;
  const rules: [boolean, string][] = [
    [
      Boolean(given.LLM_API_KEY && !given.LLM_MODEL_FAST),
      "LLM_MODEL_FAST is needed with LLM_API_KEY: for instance gpt-5-mini, gemini-2.5-flash or deepseek-chat",
    ],
    [
      Boolean(given.ADMIN_EMAIL) !== Boolean(given.ADMIN_PASSWORD),
      "ADMIN_EMAIL and ADMIN_PASSWORD go together: set both or neither",
    ],
    [
      Boolean(given.SENTRY_CLIENT_SECRET_PREVIOUS && !given.SENTRY_CLIENT_SECRET),
      "SENTRY_CLIENT_SECRET is needed beside SENTRY_CLIENT_SECRET_PREVIOUS",
    ],
    ...channelPartners(given),
    [oidc !== 0 && oidc !== 3, "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all or none"],
  ];
  return rules.flatMap(([wrong, sentence]) => (wrong ? [`  ${sentence}`] : []));
}

/** Parses the environment once; an empty value means absent. Throws ConfigurationError naming every fault and never a value. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Settings {
  const filled = Object.fromEntries(settingNames.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
  const parsed = schema.safeParse(filled);
  const slips = Object.keys(source).flatMap((name) => {
    const right = source[name] ? meantBy(name, settingNames) : undefined;
    return right && !source[right] ? [`  ${name} is read by nothing: did you mean ${right}?`] : [];
  });
  const together = partners(filled);
  if (parsed.success && slips.length + together.length === 0) return parsed.data;
  const wrong = parsed.error?.issues.map(({ path, message }) => `  ${path.join(".") || "settings"} ${message}`) ?? [];
  const faults = [...wrong, ...together, ...slips];
  throw new ConfigurationError(
    `Verdict cannot start: ${faults.length === 1 ? "a setting is wrong" : `${faults.length} settings are wrong`}.\n${faults.join("\n")}`,
  );
}
