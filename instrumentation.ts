import { captureRequestError, init } from "@sentry/nextjs";

/** Runs once in the web process, before it answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { tools } = await import("#lib/pipeline/tools.ts");
  init(tools().selfReport);
}

export const onRequestError = captureRequestError;
