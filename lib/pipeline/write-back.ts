import type { Issue, Tx } from "#lib/db/client.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { Tools } from "./tools.ts";

/** Has the verdict written to Sentry, when that is switched on. */
export async function wantWriteBack(_tools: Tools, _tx: Tx, _issue: Issue, _verdict: string): Promise<void> {}

/** Writes a verdict back to Sentry; failing to never harms it. */
export async function writeBack(_tools: Tools, _job: Job<"write_back">): Promise<void> {}
