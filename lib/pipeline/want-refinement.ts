import type { Issue, Tx } from "#lib/db/client.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import type { Tools } from "./tools.ts";

/** Has a model asked about the signature of a provisional verdict, once however many errors share it. */
export async function wantRefinement(_tools: Tools, _tx: Tx, _issue: Issue, _verdict: Verdict): Promise<void> {}
