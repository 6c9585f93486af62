import { createHmac, hkdfSync, type KeyObject } from "node:crypto";
import type { z } from "zod";
import { type Answer, reply } from "#app/reply.ts";
import { type Asked, claimAnswer, dropClaim, keepAnswer } from "#lib/db/idempotent-answers.ts";
import { wrongAt } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import type { Call } from "./door.ts";
import { readBytes, readJson } from "./read.ts";
import { Refused } from "./refused.ts";

/** The installation's own: what was asked cannot be guessed from what is kept of it. */
const digestKey = (key: KeyObject): Buffer => Buffer.from(hkdfSync("sha256", key, "", "verdict idempotent request", 32));

/** What a write with an Idempotency-Key is known by; undefined when it has none. */
function askedOnce({ tools, caller, request }: Call, bytes: Buffer): Asked | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw wrongAt("Idempotency-Key", "must be 1 to 255 visible characters");
  const what = createHmac("sha256", digestKey(tools.sealKeys[0].key)).update(`${request.method}\n${request.url}\n`).update(bytes);
  return { apiKeyId: caller.id, key, digest: new Uint8Array(what.digest()) };
}

interface Once<T> {
  call: Call;
  bytes: Buffer;
  answer: Answer;
  work: () => Promise<T>;
  /** Whether it was done: what was refused may be asked for again. */
  isDone?: (result: T) => boolean;
}

/** Does the work unless its Idempotency-Key has been brought before, within a day: then what came of it is what came of it the first time. */
export async function doOnce<T extends object>({ call, bytes, answer, work, isDone = () => true }: Once<T>): Promise<T> {
  const asked = askedOnce(call, bytes);
  if (!asked) return work();
  const { db } = call.tools;
  const claim = await claimAnswer(db, asked);
  if (claim.outcome === "reused") throw new Refused("reused", "This Idempotency-Key came with another request before.");
  if (claim.outcome === "inFlight")
    throw new Refused("inFlight", "The first request with this Idempotency-Key is still being answered.");
  if (claim.outcome === "answered") return JSON.parse(claim.body);
  const result = await work().catch(async (error: unknown) => {
    await dropClaim(db, asked);
    throw error;
  });
  if (isDone(result)) await keepAnswer(db, asked, answer.status, JSON.stringify(result));
  else await dropClaim(db, asked);
  return result;
}

/** A door's work that changes something: reads the body by its schema, and honours Idempotency-Key. */
export function write<S extends z.ZodType>(
  schema: S,
  answer: Answer,
  work: (call: Call, input: z.infer<S>) => Promise<object>,
): (call: Call) => Promise<Response> {
  return async (call) => {
    const bytes = await readBytes(call.request);
    const input = readInput(schema, readJson(bytes));
    return reply(answer, await doOnce({ call, bytes, answer, work: () => work(call, input) }));
  };
}
