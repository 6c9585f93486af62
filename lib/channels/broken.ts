import { ConfigurationError } from "#lib/model/errors.ts";
import type { BrokenWhy } from "#lib/model/own-told.ts";

/** A channel that somebody must mend, and why in a word: whoever speaks another language is told that, and the service's code. */
export class Broken extends ConfigurationError {
  readonly why: BrokenWhy;
  readonly code: string | null;
  constructor(message: string, why: BrokenWhy, code: string | null = null) {
    super(message);
    this.why = why;
    this.code = code;
  }
}

/** Why, and by which code, whatever the error is. */
export const brokenBy = (error: unknown): { why: BrokenWhy; code: string | null } =>
  error instanceof Broken ? { why: error.why, code: error.code } : { why: "other", code: null };
