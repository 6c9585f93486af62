import type { ErrorEvent, NodeOptions } from "@sentry/node";

/** Marks the errors of this very application, so that `receive` knows them when they come back. */
export const selfTag = "verdict.self";

/** Type, sentence and place: nothing of the request, its user, or what ran before. */
function bare({ exception, event_id, level, timestamp, tags, release, environment, platform }: ErrorEvent): ErrorEvent {
  const values = exception?.values?.map((thrown) => ({
    ...thrown,
    value: thrown.value?.slice(0, 500) ?? "",
    ...(thrown.stacktrace && {
      stacktrace: { frames: thrown.stacktrace.frames?.map(({ vars: _vars, ...frame }) => frame) ?? [] },
    }),
  }));
  const kept = { event_id, level, timestamp, tags, release, environment, platform, exception: { values } };
  return { type: undefined, ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) };
}

/** How Verdict reports its own errors; with no DSN it reports nothing. */
export function selfReportOptions(dsn: string | undefined): NodeOptions {
  return {
    ...(dsn && { dsn }),
    enabled: dsn !== undefined,
    tracesSampleRate: 0,
    maxBreadcrumbs: 0,
    initialScope: { tags: { [selfTag]: "yes" } },
    beforeSend: bare,
  };
}

/** Starts reporting from a process that is not Next's; gives the function that reports an error. */
export async function startSelfReport(dsn: string): Promise<(error: unknown) => void> {
  const { captureException, init } = await import("@sentry/node");
  init(selfReportOptions(dsn));
  return captureException;
}
