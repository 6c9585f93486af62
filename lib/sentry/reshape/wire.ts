import { z } from "zod";
import { toInstant } from "#lib/model/jsonl.ts";

/* Readers for values that may be missing, null or of any other type than documented: each answers with "not said" instead of failing. */

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object as it came; anything else is an empty one. */
export const object = z.custom<Record<string, unknown>>(isObject).catch(() => ({}));

/** An object as it came, or null. */
export const objectOrNull = z.custom<Record<string, unknown>>(isObject).nullable().catch(null);

/** An array as it came; anything else is an empty one. */
export const list = z.custom<unknown[]>(Array.isArray).catch(() => []);

/** The objects among the items of an array; anything else is an empty one. */
export const objects = list.transform((items) => items.filter(isObject));

/** Text that says something, also when it was sent as a number or boolean. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (String(value).trim() === "" ? null : String(value)))
  .nullable()
  .catch(null);

export const flag = z.boolean().nullable().catch(null);

const largest = 2 ** 31 - 1; // what an integer column holds

/** A number that is not negative and not infinite, also when it was sent as text. */
export const amount = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,40}(?:\.\d{1,20})?$/)
      .transform(Number),
  ])
  .transform((value) => (value >= 0 ? Math.min(value, largest) : null))
  .nullable()
  .catch(null);

export const count = amount.transform((value) => (value === null ? null : Math.trunc(value)));

export const httpStatus = count.transform((value) => (value !== null && value >= 100 && value <= 599 ? value : null));

/** An id that can stand in a path, exact to the last digit. */
export const identifier = z
  .union([z.string().regex(/^[\w-]{1,64}$/), z.number().int().nonnegative().transform(String)])
  .nullable()
  .catch(null);

const written = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const zoned = /(?:z|[+-]\d\d:?\d\d)$/i;

function readInstant(value: string | number): string | null {
  if (typeof value === "number") return toInstant(value);
  if (/^\d{1,16}(?:\.\d{1,9})?$/.test(value)) return toInstant(Number(value));
  if (!written.test(value) || value.length > 40) return null;
  return toInstant(zoned.test(value) ? value : `${value}Z`);
}

/** ISO 8601; null when it is no time of this era. Times without a zone are UTC. */
export const instant = z.union([z.string(), z.number()]).transform(readInstant).nullable().catch(null);
