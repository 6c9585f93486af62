import type { Instrumentation } from "next";

/** Runs once in the web process, before it answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { tools } = await import("#lib/pipeline/tools.ts");
  const { selfReport } = tools();
  if (selfReport) (await import("@sentry/nextjs")).init(selfReport);
}

export const onRequestError: Instrumentation.onRequestError = async (...failure) => {
  if (process.env.SENTRY_DSN) (await import("@sentry/nextjs")).captureRequestError(...failure);
};
