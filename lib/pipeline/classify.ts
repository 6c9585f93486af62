import { setImmediate as giveTurn } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Remembered } from "#lib/classify/judge.ts";
import { memoriesOf } from "#lib/db/record-verdict.ts";
import type { Classified } from "#lib/model/classified.ts";
import { faultWords } from "#lib/model/fault-words.ts";
import { JsonlReport } from "#lib/model/jsonl.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { formFaults } from "#lib/policy/faults.ts";
import { askInTime } from "./classify-ask.ts";
import { firstId } from "./installations.ts";
import { saidNow } from "./refine-save.ts";
import type { Answered } from "./refine-turn.ts";
import { noIssue } from "./subject.ts";
import { teamVerdict } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";
import { type Understood, understandLine } from "./verdict.ts";

const mostReports = 100;
/** It comes back with every answer, and is kept for a day where there is an Idempotency-Key. */
const mostId = 200;
const ApiReport = JsonlReport.extend({
  id: z.union([z.string().max(mostId, `has at most ${mostId} characters`), z.number()]).nullish(),
});
export const ReportsInput = z.strictObject({ reports: z.array(ApiReport).max(mostReports, `at most ${mostReports} at once`) });

export type ReadReports = { ok: true; reports: JsonlReport[] } | { ok: false; errors: DocumentFault[] };

/** The reports of a request, or what is wrong with each. */
export function readReports(input: unknown): ReadReports {
  const parsed = ReportsInput.safeParse(input, { error: faultWords });
  return parsed.success ? { ok: true, reports: parsed.data.reports } : { ok: false, errors: formFaults(parsed.error) };
}

interface Asking {
  /** How long a model may be waited for; 0 asks none. */
  waitMs: number;
}

/** Judges reports that nobody keeps: by what the first installation remembers and by the team's rules, and the unsure ones by a model that answers in time. */
export async function classify(tools: Tools, reports: readonly JsonlReport[], { waitMs }: Asking): Promise<Classified[]> {
  const now = tools.clock();
  const understood = await understandAll(reports);
  const hashes = understood.map(({ signature }) => signature.hash);
  const memories: Memories = await memoriesOf(tools.db, firstId, hashes, now);
  const verdicts = await judgeAll(tools, understood, memories);
  const unsure = understood.filter((_, at) => verdicts[at]?.provisional);
  const said = waitMs > 0 ? await askInTime(tools, unsure, waitMs) : new Map<string, Answered>();
  const missed = waitMs > 0 ? unsure.flatMap(({ signature: { hash } }) => (said.has(hash) ? [] : [hash])) : [];
  const meanwhile: Memories = missed.length > 0 ? await memoriesOf(tools.db, firstId, missed, now) : new Map();
  for (const [at, each] of understood.entries()) {
    const { hash } = each.signature;
    const one = said.get(hash);
    const other = meanwhile.get(hash); // another request may have heard while these were judged
    if (!one && other) verdicts[at] = await judgeOne(tools, each, other);
    if (!one || one.answer.category === "unknown") continue;
    verdicts[at] = await verdictAfter(tools, each, one);
    said.set(hash, { ...one, costMicros: 0 }); // paid once, however many reports share it
  }
  return verdicts.map((verdict, at) => ({
    id: reports[at]?.id ?? at + 1,
    verdict_id: uuidv7(),
    decided_at: tools.clock().toISOString(),
    ...verdict,
  }));
}

async function understandAll(reports: readonly JsonlReport[]): Promise<Understood[]> {
  const understood: Understood[] = [];
  for (const report of reports) {
    await giveTurn(); // webhooks and pages are answered in between
    understood.push(understandLine(report));
  }
  return understood;
}

type Memories = ReadonlyMap<string, Remembered>;

async function judgeAll(tools: Tools, understood: readonly Understood[], memories: Memories): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const each of understood) {
    await giveTurn();
    verdicts.push(await judgeOne(tools, each, memories.get(each.signature.hash) ?? null));
  }
  return verdicts;
}

function judgeOne(tools: Tools, { report, findings, signature }: Understood, memory: Remembered | null): Promise<Verdict> {
  const judged = { installationId: firstId, issue: noIssue(tools.clock()), report, hash: signature.hash, findings, memory };
  return teamVerdict(tools, tools.db, judged);
}

/** The verdict with what a model said just now, and what that did cost. */
async function verdictAfter(tools: Tools, each: Understood, one: Answered): Promise<Verdict> {
  const verdict = await judgeOne(tools, each, saidNow(one, tools.clock()));
  return { ...verdict, cost_usd: one.costMicros / 1e6, latency_ms: one.latencyMs };
}
