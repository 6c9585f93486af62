import type { Job } from "#lib/queue/queue.ts";
import type { Tools } from "./tools.ts";

/** Lets the policies decide about a signal; stores decision, incident and messages in one transaction. */
export async function route(_tools: Tools, _job: Job<"route">): Promise<void> {}

/** Does what an incident's time has come for. */
export async function due(_tools: Tools, _job: Job<"due">): Promise<void> {}
