import { mostCandidates } from "#lib/classify/neighbours.ts";
import { transaction } from "#lib/db/client.ts";
import { labelledSignatures } from "#lib/db/labelled.ts";
import { rememberLlm, touchSignature } from "#lib/db/record-verdict.ts";
import type { ProjectSettings } from "#lib/model/project.ts";
import { type AboutOptions, askAbout } from "./ask-about.ts";
import { firstId } from "./installations.ts";
import { languageOf, projectSettings } from "./projects.ts";
import { deskOf } from "./refine-desk.ts";
import { notesOf } from "./refine-notes.ts";
import { memoryAfter } from "./refine-save.ts";
import { isUsable, type Target, targetsOf } from "./refine-targets.ts";
import type { Answered } from "./refine-turn.ts";
import type { Tools } from "./tools.ts";
import type { Understood } from "./verdict.ts";

/** Calls at a time. */
const parallel = 4;

interface Batch {
  project: ProjectSettings;
  reports: readonly Understood[];
}

/** One report of each signature, in batches of one project, which may have a purse and a language of its own; not those that no model may see. */
async function batchesOf(tools: Tools, reports: readonly Understood[]): Promise<Batch[]> {
  const first = new Map(reports.map((each) => [each.signature.hash, each]).toReversed() as [string, Understood][]);
  const batches: Batch[] = [];
  for (const [slug, same] of Map.groupBy([...first.values()], ({ report }) => report.project)) {
    const project = await projectSettings(tools, firstId, slug);
    const size = tools.settings.LLM_BATCH_SIZE;
    for (let at = 0; project.use_llm && at < same.length; at += size)
      batches.push({ project, reports: same.slice(at, at + size) });
  }
  return batches;
}

/** What a model said is remembered of its signature, so that nobody pays for it again; the report is not kept. */
async function remember(tools: Tools, answered: readonly Answered[]): Promise<void> {
  const sorted = answered.toSorted((a, b) => (a.item.hash < b.item.hash ? -1 : 1));
  await transaction(tools.db, async (tx) => {
    for (const each of sorted) {
      const { hash, template } = each.item;
      const now = tools.clock();
      await touchSignature(tx, firstId, { hash, template }, 0, now);
      await rememberLlm(tx, firstId, hash, memoryAfter(each, now).memory);
    }
  });
}

/**
 * Asks the models about reports that nobody keeps, within the budget, and gives what was said by the deadline, by signature. What
 * comes later is remembered all the same.
 */
export async function askInTime(tools: Tools, reports: readonly Understood[], waitMs: number): Promise<Map<string, Answered>> {
  const said = new Map<string, Answered>();
  const targets = await targetsOf(tools);
  if (reports.length === 0 || !targets.some((target) => isUsable(target, tools.clock()))) return said;
  const [batches, labelled] = await Promise.all([
    batchesOf(tools, reports),
    labelledSignatures(tools.db, firstId, mostCandidates),
  ]);
  const deadline = performance.now() + waitMs;
  const common: AboutOptions = { all: true, labelled, parallel: 1, clock: tools.clock, shared: booksOf(tools, targets) };
  const worker = async (): Promise<void> => {
    for (let next = batches.shift(); next; next = batches.shift()) {
      const patienceMs = deadline - performance.now();
      if (patienceMs <= 0) return;
      const language = languageOf(next.project, tools);
      const { answered } = await askAbout(next.reports, targets, { ...common, batch: next.reports.length, language, patienceMs });
      for (const [hash, one] of answered) said.set(hash, one);
      await remember(tools, [...answered.values()]);
    }
  };
  const asked = Promise.all(Array.from({ length: parallel }, worker)).catch((err: unknown) =>
    tools.notice("warn", "classify", { err }, "a model was asked in vain about reports to classify"),
  );
  await Promise.race([asked, timeout(waitMs)]);
  return new Map(said);
}

const booksOf = (tools: Tools, targets: readonly Target[]): Required<AboutOptions>["shared"] => ({
  desk: deskOf(tools, { claim: null, installationId: firstId }),
  notes: notesOf(tools, { targets, installationId: firstId }),
});

const timeout = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms).unref());
