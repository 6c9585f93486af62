import { setImmediate as giveTurn } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { memoriesOf } from "#lib/db/record-verdict.ts";
import type { Classified } from "#lib/model/classified.ts";
import { JsonlReport } from "#lib/model/jsonl.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { formFaults } from "#lib/policy/faults.ts";
import { firstId } from "./installations.ts";
import { noIssue } from "./subject.ts";
import { teamVerdict } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";
import { type Understood, understandLine } from "./verdict.ts";

export const mostReports = 100;
export const ReportsInput = z.strictObject({ reports: z.array(JsonlReport).max(mostReports, `at most ${mostReports} at once`) });

export type ReadReports = { ok: true; reports: JsonlReport[] } | { ok: false; errors: DocumentFault[] };

/** The reports of a request, or what is wrong with each. */
export function readReports(input: unknown): ReadReports {
  const parsed = ReportsInput.safeParse(input);
  return parsed.success ? { ok: true, reports: parsed.data.reports } : { ok: false, errors: formFaults(parsed.error) };
}

interface Told {
  id: string | number;
  understood: Understood;
  verdict: Verdict;
}

/** Judges reports that nobody keeps, by what the first installation remembers and by the team's rules. */
export async function classify(tools: Tools, reports: readonly JsonlReport[]): Promise<Classified[]> {
  const now = tools.clock();
  const understood = reports.map(understandLine);
  const hashes = understood.map(({ signature }) => signature.hash);
  const memories = await memoriesOf(tools.db, firstId, hashes, now);
  const told: Told[] = [];
  for (const [at, each] of understood.entries()) {
    await giveTurn(); // webhooks and pages are answered in between
    const { report, findings, signature } = each;
    const memory = memories.get(signature.hash) ?? null;
    const judged = { installationId: firstId, issue: noIssue(now), report, hash: signature.hash, findings, memory };
    told.push({ id: reports[at]?.id ?? at + 1, understood: each, verdict: await teamVerdict(tools, tools.db, judged) });
  }
  return told.map(({ id, verdict }) => ({ id, verdict_id: uuidv7(), decided_at: now.toISOString(), ...verdict }));
}
