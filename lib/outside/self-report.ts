import type { ErrorEvent, NodeOptions } from "@sentry/node";

/** Marks the errors of this very deployment, so that `receive` knows them when they come back; nobody else knows its value. */
const selfTag = "verdict.self";

interface Options {
  dsn: string;
  mark: string;
  /** Takes secrets and personal data out of a text. */
  clean: (text: string) => string;
}

/** Type, sentence and place: nothing of the request, its user, or what ran before. */
function bare(
  { exception, event_id, level, timestamp, tags, release, environment, platform }: ErrorEvent,
  clean: Options["clean"],
): ErrorEvent {
  const values = exception?.values?.map((thrown) => ({
    ...thrown,
    value: clean(thrown.value ?? "").slice(0, 500),
    ...(thrown.stacktrace && {
      stacktrace: { frames: thrown.stacktrace.frames?.map(({ vars: _vars, ...frame }) => frame) ?? [] },
    }),
  }));
  const kept = { event_id, level, timestamp, tags, release, environment, platform, exception: { values } };
  return { type: undefined, ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) };
}

/** How Verdict reports its own errors: errors alone, without the SDK's watching of every request and query. */
export function selfReportOptions({ dsn, mark, clean }: Options): NodeOptions {
  return {
    dsn,
    defaultIntegrations: false,
    maxBreadcrumbs: 0,
    initialScope: { tags: { [selfTag]: mark } },
    beforeSend: (event) => bare(event, clean),
  };
}

/** Starts reporting from a process that is not Next's; gives the function that reports an error. */
export async function startSelfReport(options: NodeOptions): Promise<(error: unknown) => void> {
  const { captureException, init } = await import("@sentry/node");
  init(options);
  return captureException;
}
