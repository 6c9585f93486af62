import * as Sentry from "@sentry/nextjs";
import { selfReportOptions } from "#lib/outside/self-report.ts";

/** Runs once in the web process, before it answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  Sentry.init(selfReportOptions(process.env.SENTRY_DSN || undefined));
  const { tools } = await import("#lib/pipeline/tools.ts");
  tools();
}

export const onRequestError = Sentry.captureRequestError;
