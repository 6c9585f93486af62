import { z } from "zod";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import { uuid } from "#lib/model/uuid.ts";
import { readBody } from "#lib/pipeline/read-body.ts";
import { Refused } from "./refused.ts";

/**
 * The parameters of the address by name. An empty one counts as absent. One that comes twice, or as `limit[gt]`, is an object
 * where text is expected, and no schema takes it.
 */
export function readQuery<S extends z.ZodType>(schema: S, { url }: Request): z.infer<S> {
  const given = new Map<string, unknown>();
  const doubled = new Set<string>();
  for (const [written, value] of new URL(url).searchParams) {
    const name = written.split("[", 1)[0] ?? "";
    if (name !== written || given.has(name)) doubled.add(name);
    if (value !== "") given.set(name, value);
  }
  for (const name of doubled) given.set(name, {});
  try {
    return readInput(schema, Object.fromEntries(given));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(error.faults.map(({ path, message }) => ({ path, message: doubled.has(path) ? once : message })));
  }
}

const once = "give it once, as plain text";

const asJson = "Send JSON, as `Content-Type: application/json`.";

/** The bytes of a JSON body, counted while they are read; a request without any says `{}`, whatever type its client names for nothing. */
export async function readBytes({ headers, body }: Request, mostMiB = 1, instead = asJson): Promise<Buffer> {
  const type = headers.get("content-type");
  const notJson = new Refused("unsupportedType", instead);
  if (type !== null && !/^application\/json\s{0,5}(;|$)/i.test(type)) throw notJson;
  const bytes = await bounded(body, mostMiB);
  if (type === null && bytes.length > 0) throw notJson;
  return bytes.length === 0 ? Buffer.from("{}") : bytes;
}

async function bounded(body: Request["body"], mostMiB: number): Promise<Buffer> {
  const read = await readBody(body, mostMiB * 2 ** 20);
  if (read === "tooLarge") throw new Refused("tooLarge", `A body has at most ${mostMiB} MiB.`);
  if (read === "cut") throw new BadInput("The body ended before it was whole.");
  return read;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The bytes of a body that is not JSON. */
export const readAnyBytes = ({ body }: Request): Promise<Buffer> => bounded(body, 1);

/** The text of a body that is not JSON, without what Postgres refuses. */
export function readText(bytes: Uint8Array): string {
  try {
    return storable(decoder.decode(bytes));
  } catch {
    throw new BadInput("The body is not text in UTF-8.");
  }
}

/** The value of a JSON body, its texts without what Postgres refuses. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes), (_, value) => (typeof value === "string" ? storable(value) : value));
  } catch {
    throw new Refused("notJson", "The body is not JSON in UTF-8.");
  }
}

const storable = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** A short text as a row may hold it. */
export const Word = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be plain text");

/** What lists have in common. */
export const Page = z.object({
  cursor: z.string().max(1000).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number from 1 to 100")
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(50),
});

/** The id in an address, or NotFound when nothing can have it. */
export const rowId = ({ id }: Readonly<Record<string, string | undefined>>): string => named(uuid, id);

/** The name in an address, or NotFound when nothing can have it. */
export function named(pattern: RegExp, name: string | undefined): string {
  if (name !== undefined && pattern.test(name)) return name;
  throw new NotFound("There is nothing of this name.");
}
