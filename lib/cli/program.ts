import { AppError } from "#lib/model/errors.ts";

export const say = (line: string): void => console.log(line);

/** What a person should read of an error: cause and mend, and a stack only when nobody foresaw it. */
export function explain(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Resolves once all that was written is taken, or nobody takes it any more. */
const taken = (out: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => {
    if (out.writableLength === 0 || out.destroyed || out.errored) return done();
    out.once("error", () => done());
    out.write("", () => done());
  });

/** Runs a program to its end and leaves with its status; a failure is explained on stderr. An exit would drop what a slow reader has not taken. */
export async function leave(work: Promise<number>): Promise<never> {
  const status = await work.catch((error: unknown) => {
    console.error(explain(error));
    return 1;
  });
  await Promise.all([taken(process.stdout), taken(process.stderr)]);
  process.exit(status);
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const echoMs = 300; // Ctrl-C comes twice: from the terminal, and from npm, which passes on what it gets

/** Calls `stop` on the first signal and `hurry` on the next. */
export function onSignals(stop: () => void, hurry: () => void): void {
  let first: number | undefined;
  const take = (): void => {
    if (first === undefined) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > echoMs) hurry();
  };
  for (const signal of signals) process.on(signal, take);
  stopWithNpm(stop);
}

/** npm ends at a signal that it was sent alone, without passing it on: then whoever started us is gone. */
function stopWithNpm(stop: () => void): void {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || parent === 1) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500).unref();
}
