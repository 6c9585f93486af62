import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { AppError, BadInput, ConfigurationError } from "#lib/model/errors.ts";
import { retryAfterMs } from "./retry-after.ts";

/**
 * `throttled`: wait, all who use the key. `refused`: key, credit or model are wrong, until somebody mends it. `tooLong`: ask less.
 * `badRequest`: ask in another form. `unavailable`: try again later. `exhausted`: there is no budget.
 */
export type FailureKind = "throttled" | "refused" | "tooLong" | "badRequest" | "unavailable" | "exhausted";

interface Details {
  status?: number | undefined;
  code?: string | undefined;
  requestId?: string | undefined;
  afterMs?: number | undefined;
  /** Concerns the model alone, not all that use the key. */
  modelOnly?: boolean;
  /** The provider may have done the work, and charge for it. */
  mayCost?: boolean;
  /** What the provider said, for choosing another form; never shown. */
  said?: string;
}

/** A call to a model that brought no answer, in words for people. */
export class LlmFailure extends AppError {
  static override readonly mark: string = "LlmFailure";
  readonly retry: boolean;
  readonly kind: FailureKind;
  readonly details: Details;
  constructor(kind: FailureKind, message: string, details: Details = {}) {
    super(message);
    this.kind = kind;
    this.details = details;
    this.retry = kind === "throttled" || kind === "unavailable" || kind === "exhausted";
  }
}

/** Who is asked, and how the settings that name it are called. */
export interface Named {
  baseUrl: string;
  model: string;
  names: { key: string; model: string; address: string };
}

const noCredit =
  /insufficient_quota|credit balance|exceeded your current quota|out of credit|insufficient balance|payment required/i;
const tooLong = /context_length_exceeded|maximum context length|context window|too many tokens|prompt is too long/i;
const noModel = /model/i;

/** In words for people: what a provider means, and what to do about it. */
export const sentences = {
  noCredit: "The provider says that the account has no credit left: add some in its console.",
  notLetIn:
    "The provider knows the key but does not let it in (403): look at its permissions, its project and the region in the provider's console.",
  nothingThere: (address: string, baseUrl: string, status: number): string =>
    `Nothing of an OpenAI-compatible kind is at ${address} ${baseUrl} (${status}): most such addresses end in /v1.`,
} as const;

function refusal(status: number, { model, names, baseUrl }: Named, said: string): LlmFailure | null {
  if (status === 402 || noCredit.test(said)) return new LlmFailure("refused", sentences.noCredit);
  if (status === 401) {
    const what = `The provider refuses the key (401): ${names.key} is wrong, revoked or of another provider than the one at ${baseUrl}.`;
    return new LlmFailure("refused", what);
  }
  if (status === 403) return new LlmFailure("refused", sentences.notLetIn);
  if (status !== 404 && status !== 405) return null;
  const sentence = noModel.test(said)
    ? `The provider has no model "${model.slice(0, 100)}" (404), or not for this key: change ${names.model}.`
    : sentences.nothingThere(names.address, baseUrl, status);
  return new LlmFailure("refused", sentence, { modelOnly: true });
}

/** A code as a row may hold it: a provider's own word, never a sentence. */
const word = (code: unknown): string | undefined => (typeof code === "string" && /^[\w.-]{1,60}$/.test(code) ? code : undefined);

function answered(error: APIError, status: number, named: Named, now: Date): LlmFailure {
  const said = `${error.code} ${error.type} ${error.message}`.slice(0, 4000);
  const details: Details = { status, code: word(error.code) ?? word(error.type), requestId: word(error.requestID), said };
  const withDetails = ({ kind, message, details: own }: LlmFailure): LlmFailure =>
    new LlmFailure(kind, message, { ...own, ...details });
  const refused = refusal(status, named, said);
  if (refused) return withDetails(refused);
  if (status === 429) {
    const afterMs = retryAfterMs(error.headers ?? new Headers(), now) ?? undefined;
    return new LlmFailure("throttled", "The provider asks to wait (429).", { ...details, afterMs });
  }
  if (status === 413 || (status < 500 && tooLong.test(said)))
    return new LlmFailure("tooLong", `The text is too long for ${named.model} (${status}).`, details);
  if (status === 408 || status >= 500)
    return new LlmFailure("unavailable", `The provider has trouble of its own (${status}).`, details);
  return new LlmFailure("badRequest", `The provider does not take the request in this form (${status}).`, details);
}

/** What went wrong in a call, in our words. */
export function failureOf(error: unknown, named: Named, now: Date): LlmFailure {
  if (error instanceof LlmFailure) return error;
  if (error instanceof APIError && error.status && !(error instanceof APIConnectionError))
    return answered(error, error.status, named, now);
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if (at instanceof ConfigurationError && /certificate/.test(at.message))
      return new LlmFailure("unavailable", `${named.names.address}: ${at.message}.`); // they are renewed
    if (at instanceof ConfigurationError)
      return new LlmFailure("refused", `${named.names.address}: ${at.message}.`, { modelOnly: true });
    if (at instanceof BadInput) return new LlmFailure("unavailable", `${at.message}.`, { mayCost: true, code: "too_large" });
    if (at instanceof AppError) return new LlmFailure("unavailable", `${at.message}.`, { mayCost: true });
  }
  if (error instanceof APIConnectionError || error instanceof APIUserAbortError)
    return new LlmFailure("unavailable", `${named.names.address} did not answer in time.`, { mayCost: true });
  if (error instanceof TypeError)
    return new LlmFailure("refused", `${named.names.key} or ${named.names.address} holds characters that cannot be sent.`);
  const name = error instanceof Error ? error.name : typeof error;
  return new LlmFailure("unavailable", `The call ended in a way that nobody foresaw (${name}).`, {
    mayCost: true,
    code: word(name),
  });
}
