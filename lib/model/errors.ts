import type { DocumentFault } from "./policy.ts";

const isInstance = Function.prototype[Symbol.hasInstance];

/** The mark of the class whose prototype this is. */
function markOf(prototype: object): unknown {
  const made = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as { mark?: unknown } | undefined;
  return made && Object.hasOwn(made, "mark") ? made.mark : undefined;
}

/** Errors are named after who must act; `retry` says whether time alone can mend it. */
export abstract class AppError extends Error {
  static readonly mark: string = "AppError";
  abstract readonly retry: boolean;
}

/** Next bundles pages and routes apart, so that one class exists more than once in a process: an error is known whichever copy made it. */
Object.defineProperty(AppError, Symbol.hasInstance, {
  value: function knows(this: { mark: string }, error: unknown): boolean {
    if (!Object.hasOwn(this, "mark")) return isInstance.call(this, error);
    for (let at = error; at instanceof Object; at = Object.getPrototypeOf(at)) if (markOf(at) === this.mark) return true;
    return false;
  },
});

/** Time will fix it: throttled, overloaded, away. */
export class Busy extends AppError {
  static override readonly mark: string = "Busy";
  readonly retry = true;
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.afterMs = afterMs;
  }
}

/** Sent, and no answer came: it may have been taken. */
export class Unanswered extends Busy {
  static override readonly mark: string = "Unanswered";
}

/** The operator must change a setting, a permission or a machine. */
export class ConfigurationError extends AppError {
  static override readonly mark: string = "ConfigurationError";
  readonly retry = false;
}

const inWords = (faults: readonly DocumentFault[]): string =>
  faults
    .map(({ path, message }) => [path, message].filter(Boolean).join(": "))
    .join("; ")
    .slice(0, 1000);

/** The sender must send something else. */
export class BadInput extends AppError {
  static override readonly mark: string = "BadInput";
  readonly retry = false;
  /** What is wrong at which place; none where it is no place of what was sent. */
  readonly faults: readonly DocumentFault[];
  constructor(wrong: string | readonly DocumentFault[]) {
    super(typeof wrong === "string" ? wrong : inWords(wrong));
    this.faults = typeof wrong === "string" ? [] : wrong;
  }
}

/** One thing is wrong, at one place. */
export const wrongAt = (path: string, message: string): BadInput => new BadInput([{ path, message }]);

/** It cannot be done to what it is about, as that is now. */
export class Conflict extends BadInput {
  static override readonly mark: string = "Conflict";
}

/** What was asked for does not exist, or not for this caller. */
export class NotFound extends AppError {
  static override readonly mark: string = "NotFound";
  readonly retry = false;
}

/** The caller must sign in, or may not do this. */
export class Forbidden extends AppError {
  static override readonly mark: string = "Forbidden";
  readonly retry = false;
}
