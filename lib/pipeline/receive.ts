import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Arrival } from "#lib/model/arrival.ts";
import { seal } from "#lib/outside/seal.ts";
import { disposition, eventOf, issueIdOf, readEnvelope } from "#lib/sentry/envelope.ts";
import { parseBody, tooDeep } from "#lib/sentry/json.ts";
import { isSelf } from "#lib/sentry/reshape/event.ts";
import { verify } from "#lib/sentry/verify.ts";
import { readBody } from "./read-body.ts";
import type { Tools } from "./tools.ts";

export type Outcome =
  | "accepted"
  | "copy"
  | "forged"
  | "notUtf8"
  | "notJson"
  | "tooDeep"
  | "notSentry"
  | "noResource"
  | "tooLarge"
  | "cut"
  | "unsupportedType"
  | "unsupportedEncoding"
  | "noSecret"
  | "away";

const maxBodyBytes = 5 * 2 ** 20;
/** Sentry waits a second in all. */
const databaseMs = 400;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The body as it came, or why it is refused: of more bytes than Sentry sends, or of an encoding we do not open. */
export function boundedBytes({ headers, body }: Request): Promise<Buffer | "tooLarge" | "unsupportedEncoding" | "cut"> {
  return readBody(body, maxBodyBytes, refusedByHead(headers));
}

function refusedByHead(headers: Headers): "tooLarge" | "unsupportedEncoding" | undefined {
  if (Number(headers.get("content-length") ?? 0) > maxBodyBytes) return "tooLarge";
  return (headers.get("content-encoding") ?? "identity") === "identity" ? undefined : "unsupportedEncoding";
}

interface Reading {
  outcome: Outcome;
  resource: string;
  action: string | null;
  state: Arrival["state"];
  issueId: string | null;
}

/** What a signed body turns out to be; nothing in it can make this throw. */
function read(bytes: Uint8Array, resource: string | null, mark: string): Reading {
  const quarantined = (outcome: Outcome): Reading => ({
    outcome,
    resource: (resource ?? "").slice(0, 100),
    action: null,
    state: "quarantined",
    issueId: null,
  });
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return quarantined("notUtf8");
  }
  if (tooDeep(text)) return quarantined("tooDeep");
  let body: unknown;
  try {
    body = parseBody(text);
  } catch {
    return quarantined("notJson");
  }
  const envelope = readEnvelope(body, resource);
  if (!envelope.ok) return quarantined(envelope.reason === "resource_missing" ? "noResource" : "notSentry");
  const own = text.includes(mark) && isSelf(eventOf(envelope), mark);
  const ignored = own || disposition(envelope) === "ignored";
  const issueId = envelope.resource === "issue" ? issueIdOf(envelope) : null;
  return {
    outcome: "accepted",
    resource: envelope.resource,
    action: envelope.action,
    state: ignored ? "ignored" : "accepted",
    issueId,
  };
}

function skew(timestamp: string | null, now: Date): number | null {
  const seconds = timestamp && /^-?\d{1,12}$/.test(timestamp) ? Number(timestamp) - Math.floor(now.getTime() / 1000) : Number.NaN;
  return Math.abs(seconds) < 2 ** 31 ? seconds : null;
}

/** Keeps the delivery in the database, or on disk when the database does not answer in time; gives the id under which it is kept. */
async function keep({ inbox, spool, fault }: Tools, arrival: Arrival): Promise<string | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, databaseMs, undefined));
  const holder = inbox.away() ? undefined : await Promise.race([inbox.store(arrival).catch(() => undefined), late]);
  if (holder) {
    await fault("ingest.after_commit_before_answer");
    return holder;
  }
  try {
    await spool.keep(arrival);
    return arrival.id;
  } catch {
    return undefined;
  }
}

/**
 * Verifies the raw bytes, stores them with their work, and says what to answer. Waits for nothing but the insert. Every body
 * that is rightly signed leaves a row, or raises the copies of the one it repeats.
 */
export async function receive(
  tools: Tools,
  bytes: Awaited<ReturnType<typeof boundedBytes>>,
  headers: Headers,
): Promise<{ outcome: Outcome; delivery?: string }> {
  const resource = headers.get("sentry-hook-resource");
  const count = (outcome: Outcome): { outcome: Outcome } => {
    tools.metrics.delivered(resource, outcome);
    return { outcome };
  };
  if (typeof bytes === "string") return count(bytes);
  const now = tools.clock();
  const secrets = tools.installations.secrets(now);
  if (secrets.length === 0) return count("noSecret");
  const signer = verify(bytes, headers.get("sentry-hook-signature"), secrets);
  const installation = signer ? tools.installations.owner(signer, now) : undefined;
  if (!installation) {
    const reason = headers.get("sentry-hook-signature") ? "signature_invalid" : "signature_missing";
    tools.notice("warn", "forged", { reason }, "a webhook with a wrong signature was refused");
    return count("forged");
  }
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(headers.get("content-type") ?? ""))
    return count("unsupportedType");

  const reading = read(bytes, resource, tools.selfMark);
  const id = uuidv7({ msecs: now.getTime() });
  const arrival: Arrival = {
    id,
    installationId: installation.id,
    resource: reading.resource,
    action: reading.action,
    state: reading.state,
    error: reading.state === "quarantined" ? reading.outcome : null,
    requestId: headers.get("request-id")?.slice(0, 100) ?? null,
    skewSeconds: skew(headers.get("sentry-hook-timestamp"), now),
    digest: createHash("sha256")
      .update(reading.state === "quarantined" ? "q" : "")
      .update(bytes)
      .digest(),
    issueId: reading.issueId,
    size: bytes.length,
    sealed: seal(tools.sealKeys, bytes, `delivery:${id}`),
    receivedAt: now,
  };
  const delivery = await keep(tools, arrival);
  if (!delivery) return count("away");
  return { ...count(delivery !== id && reading.outcome === "accepted" ? "copy" : reading.outcome), delivery };
}
