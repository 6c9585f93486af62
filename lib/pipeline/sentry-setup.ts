import { z } from "zod";
import { addAudit } from "#lib/db/audit.ts";
import { transaction } from "#lib/db/client.ts";
import { type Installation, saveInstallation } from "#lib/db/installations.ts";
import type { By } from "#lib/model/by.ts";
import { AppError, Busy } from "#lib/model/errors.ts";
import { checkTarget } from "#lib/outside/request.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { type FieldFaults, fieldFaults } from "./field-faults.ts";
import { firstId, fixedBaseUrl, sealing } from "./installations.ts";
import type { Settings } from "./settings.ts";
import type { Tools } from "./tools.ts";

/** What may be seen of a secret: its end. `fixed` names the variable that sets it. */
export interface SecretState {
  tail: string | null;
  fixed: string | null;
}

export interface SentrySetup {
  base_url: { value: string; fixed: string | null };
  organisation: { value: string | null; fixed: string | null };
  secret: SecretState;
  token: SecretState;
}

const fixedBy = (settings: Settings) => ({
  base_url: fixedBaseUrl(settings) ? "SENTRY_BASE_URL" : null,
  organisation: settings.SENTRY_ORG ? "SENTRY_ORG" : null,
  secret: settings.SENTRY_CLIENT_SECRET ? "SENTRY_CLIENT_SECRET" : null,
  token: settings.SENTRY_AUTH_TOKEN ? "SENTRY_AUTH_TOKEN" : null,
});

const tailOf = (secret: string | null | undefined): string | null => (secret ? secret.slice(-4) : null);

/** How the first installation is set up, for people: never a secret. */
export function sentrySetup({ installations, settings }: Tools): SentrySetup {
  const fixed = fixedBy(settings);
  const own = installations.get(firstId);
  return {
    base_url: { value: own?.baseUrl ?? settings.SENTRY_BASE_URL, fixed: fixed.base_url },
    organisation: { value: own?.organisation ?? null, fixed: fixed.organisation },
    secret: { tail: tailOf(own?.secret), fixed: fixed.secret },
    token: { tail: tailOf(own?.token), fixed: fixed.token },
  };
}

const given = z.string().trim().max(500, "long").regex(/^\S*$/, "spaces");
/** An empty secret keeps the one that stands. */
const SentryInput = z.strictObject({
  base_url: given.default(""),
  organisation: given.regex(/^[a-z0-9_-]{0,100}$/i, "slug").default(""),
  secret: given.refine((text) => text === "" || text.length >= 24, "secretShort").default(""),
  token: given.refine((text) => text === "" || text.length >= 8, "tokenShort").default(""),
});
type SentryInput = z.infer<typeof SentryInput>;

export type Saved = { ok: true } | { ok: false; fields: FieldFaults };

/** Keeps what was given, once Sentry has answered to it; running processes use it at once, the others within ten seconds. */
export async function saveSentry(tools: Tools, input: unknown, by: By): Promise<Saved> {
  const parsed = SentryInput.safeParse(input);
  if (!parsed.success) return { ok: false, fields: fieldFaults(parsed.error) };
  const fixed = fixedBy(tools.settings);
  const overruled = Object.entries(fixed).filter(([field, by]) => by && parsed.data[field as keyof SentryInput]);
  if (overruled.length > 0) return { ok: false, fields: Object.fromEntries(overruled.map(([field]) => [field, "fixed"])) };
  await tools.installations.refresh();
  const faults = await faultsOf(tools, parsed.data);
  if (Object.keys(faults).length > 0) return { ok: false, fields: faults };
  await keep(tools, parsed.data, by);
  await tools.installations.refresh();
  return { ok: true };
}

const trimmed = (address: string): string => address.replace(/\/{1,10}$/, "");

async function faultsOf(tools: Tools, { base_url, organisation, token }: SentryInput): Promise<FieldFaults> {
  const own = tools.installations.get(firstId);
  const before = own?.baseUrl || tools.settings.SENTRY_BASE_URL;
  const baseUrl = base_url || before;
  const org = organisation || own?.organisation;
  const asked = token || own?.token;
  try {
    if (base_url) await checkTarget({ allowPrivate: tools.settings.ALLOW_PRIVATE_TARGETS }, base_url);
  } catch (error) {
    return { base_url: sentenceOf(error) };
  }
  if (!asked) return {};
  // What was given to one host is not sent to another.
  if (!token && trimmed(baseUrl) !== trimmed(before))
    return tools.settings.SENTRY_AUTH_TOKEN ? { base_url: "tokenFixed" } : { token: "tokenAnew" };
  if (!org) return { organisation: "orgMissing" };
  return checkToken(tools, { baseUrl, org, token: asked });
}

/** Asks Sentry, and says at the field that must change what it answered. */
async function checkToken(
  { request, clock }: Tools,
  { baseUrl, org, token }: { baseUrl: string; org: string; token: string },
): Promise<FieldFaults> {
  try {
    await sentryClient({ baseUrl, token, request, clock }).check(org);
    return {};
  } catch (error) {
    const said = sentenceOf(error);
    if (error instanceof Busy || said.includes("SENTRY_BASE_URL")) return { base_url: here(said) };
    return said.includes("SENTRY_ORG") ? { organisation: here(said) } : { token: here(said) };
  }
}

/** What is said of variables, said of the fields that stand for them on the page. */
const here = (said: string): string =>
  said
    .replace("set SENTRY_AUTH_TOKEN", "paste it here")
    .replace("SENTRY_ORG", "the organisation slug")
    .replaceAll("SENTRY_BASE_URL", "the base URL");

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof Error && "code" in error) return "This host cannot be found: is it spelt right?"; // no name server knows it
  throw error;
}

async function keep({ db, sealKeys }: Tools, input: SentryInput, by: By): Promise<void> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== "")) as Partial<SentryInput>;
  const changed: Partial<Installation> = {
    ...(given.base_url && { baseUrl: trimmed(given.base_url) }),
    ...(given.organisation && { organisation: given.organisation }),
    ...(given.secret && { secret: given.secret }),
    ...(given.token && { token: given.token }),
  };
  await transaction(db, async (tx) => {
    await saveInstallation(tx, sealing(sealKeys), firstId, changed);
    const said = { base_url: given.base_url ?? null, organisation: given.organisation ?? null };
    const replaced = (["secret", "token"] as const).filter((name) => given[name]);
    await addAudit(tx, { by, action: "sentry.save", data: { ...said, replaced } });
  });
}
