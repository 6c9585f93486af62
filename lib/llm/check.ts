import { APIConnectionError, APIError } from "openai";
import { z } from "zod";
import { BadInput, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { clientFor } from "./call.ts";
import { sentences } from "./failure.ts";
import { providerAt } from "./providers.ts";

interface Provider {
  baseUrl: string;
  key: string;
  models: readonly string[];
  timeoutMs: number;
  fetch: typeof fetch;
  /** How the settings are called that name it. */
  names?: { key: string; model: string; address: string };
}

const environmentNames = { key: "LLM_API_KEY", model: "LLM_MODEL_FAST or LLM_MODEL_STRONG", address: "LLM_BASE_URL" };

const Models = z.array(z.object({ id: z.string() })).max(5000);
const Listing = z.union([z.object({ data: Models }), Models.transform((data) => ({ data }))]);

/** Some gateways write `models/name` in their list and expect `name` in calls. */
const bare = (id: string): string => id.replace(/^models\//, "").toLowerCase();

function whatToDo(status: number, { baseUrl, key, names = environmentNames }: Provider, said: string): string {
  const code = /insufficient_quota|credit balance|billing/i.test(said) ? 402 : status;
  if (code === 401)
    return `The provider refuses the key (401): ${names.key}, which ends in …${key.slice(-4)}, is wrong, revoked or of another provider than the one at ${baseUrl}.`;
  if (code === 403) return sentences.notLetIn;
  if (code === 402) return sentences.noCredit;
  if (code === 404 || code === 405) return sentences.nothingThere(names.address, baseUrl, status);
  if (code === 429)
    return "The provider is reached and throttles right now (429): the key and the address are right, try again in a minute.";
  return `The provider answered ${status}: ${status >= 500 ? "it has trouble of its own, try again later" : `look at ${names.address} and the provider's documentation`}.`;
}

const reached = [
  { when: /\(ECONNREFUSED\)$/, ask: "does the server run, and is the port right?" },
  { when: /\(ENOTFOUND\)$|has no address$/, ask: "is the host spelt right?" },
  { when: /./, ask: "is the host spelt right, and may this machine connect to it?" },
] as const;

function connectionFault(error: unknown, { baseUrl, timeoutMs, names = environmentNames }: Provider): string {
  let said = `it did not answer within ${timeoutMs / 1000} s`;
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof ConfigurationError || at instanceof BadInput) return `${names.address}: ${at.message}.`;
    if (at instanceof Busy) said = at.message;
  }
  return `${names.address} ${baseUrl}: ${said}: ${reached.find(({ when }) => when.test(said))?.ask}`;
}

function nearest(model: string, known: readonly string[]): string[] {
  const parts = bare(model).split(/[-_.:/]/);
  const likeness = (id: string): number => parts.filter((part) => part !== "" && bare(id).includes(part)).length;
  return known
    .filter((id) => likeness(id) > 0)
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, 3);
}

/** What is wrong with key, address or model names, in a sentence that says what to do; null when a call can succeed. */
export async function checkProvider(provider: Provider): Promise<string | null> {
  const { names = environmentNames } = provider;
  const known = providerAt(provider.baseUrl);
  let answer: unknown;
  try {
    const response = await clientFor(provider, known)
      .get(known.models_path ?? "/models")
      .asResponse();
    answer = await response.json().catch(() => undefined);
  } catch (error) {
    if (error instanceof APIConnectionError) return connectionFault(error, provider);
    const hasNoList = error instanceof APIError && error.status === 404 && known.models_path === null;
    if (hasNoList) return null; // the key is looked at by the first call
    if (error instanceof APIError && error.status) return whatToDo(error.status, provider, `${error.code} ${error.message}`);
    return connectionFault(error, provider);
  }
  const listing = Listing.safeParse(answer);
  if (!listing.success)
    return `What answers at ${names.address} ${provider.baseUrl} is no OpenAI-compatible API: most such addresses end in /v1.`;
  const listed = listing.data.data.map(({ id }) => id);
  const missing = provider.models.find((model) => !listed.some((id) => bare(id) === bare(model)));
  if (missing === undefined) return null;
  const near = nearest(missing, listed);
  return `The provider has no model "${missing.slice(0, 100)}"${near.length > 0 ? `; perhaps you mean ${near.join(", ")}` : ""}. Change ${names.model}.`;
}
