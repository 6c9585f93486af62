/** Errors are named after who must act; `retry` says whether time alone can mend it. */
export abstract class AppError extends Error {
  abstract readonly retry: boolean;
}

/** Time will fix it: throttled, overloaded, away. */
export class Busy extends AppError {
  readonly retry = true;
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.afterMs = afterMs;
  }
}

/** The operator must change a setting, a permission or a machine. */
export class ConfigurationError extends AppError {
  readonly retry = false;
}

/** The sender must send something else. */
export class BadInput extends AppError {
  readonly retry = false;
}

/** What was asked for does not exist, or not for this caller. */
export class NotFound extends AppError {
  readonly retry = false;
}

/** The caller must sign in, or may not do this. */
export class Forbidden extends AppError {
  readonly retry = false;
}
