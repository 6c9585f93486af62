import type { Job } from "#lib/queue/queue.ts";
import type { Tools } from "./tools.ts";

/** Posts a message, or edits what was posted; each attempt is written down before it and its outcome after it. */
export async function notify(_tools: Tools, _job: Job<"notify">): Promise<void> {}
