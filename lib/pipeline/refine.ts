import type { Tools } from "./tools.ts";

/** Asks a model about the signatures that wait, and lets its verdicts stand. */
export async function refine(_tools: Tools): Promise<void> {}
