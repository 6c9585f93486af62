import type { z } from "zod";
import { wrongAt } from "#lib/model/errors.ts";

/** Where a page ended, as callers hand it back: opaque to them. */
export const writeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** Throws BadInput for anything that `writeCursor` did not write for a place of this shape. */
export function readCursor<T extends z.ZodType>(shape: T, cursor: string): z.infer<T> {
  const place = shape.safeParse(decode(cursor));
  if (place.success) return place.data;
  throw wrongAt("cursor", "is not one that this list gave; leave it out to begin at the top");
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor.slice(0, 1000), "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
