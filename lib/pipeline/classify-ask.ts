import { mostCandidates } from "#lib/classify/neighbours.ts";
import { type Db, transaction } from "#lib/db/client.ts";
import { labelledSignatures, signaturesOf } from "#lib/db/labelled.ts";
import { rememberLlm, touchSignature } from "#lib/db/record-verdict.ts";
import { LlmMemory } from "#lib/model/llm-memory.ts";
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

type Said = Map<string, Answered>;

/** What is asked about now, by signature: who comes meanwhile with the same error waits for the same answer. */
const underWay = new WeakMap<Db, Map<string, Promise<Said>>>();

function underWayIn(db: Db): Map<string, Promise<Said>> {
  const known = underWay.get(db) ?? new Map<string, Promise<Said>>();
  underWay.set(db, known);
  return known;
}

const againAfterMs = 86_400_000;

/** Without those of which a model spoke lately, be it that it does not know: it would say the same, and be paid again. */
async function worthAsking(tools: Tools, reports: readonly Understood[]): Promise<Understood[]> {
  const hashes = reports.map(({ signature }) => signature.hash);
  const known = await signaturesOf(tools.db, firstId, hashes);
  const since = tools.clock().getTime() - againAfterMs;
  return reports.filter(({ signature }) => {
    const said = LlmMemory.safeParse(known.get(signature.hash)?.llm).data;
    return !said || said.doubted === true || Date.parse(said.at) < since;
  });
}

/** Asks in batches, some at a time, and puts what was said into `said` as it comes. */
async function askBatches(tools: Tools, reports: readonly Understood[], waitMs: number, said: Said): Promise<void> {
  const deadline = performance.now() + waitMs;
  const targets = await targetsOf(tools);
  if (reports.length === 0 || !targets.some((target) => isUsable(target, tools.clock()))) return;
  const [batches, labelled] = await Promise.all([
    batchesOf(tools, await worthAsking(tools, reports)),
    labelledSignatures(tools.db, firstId, mostCandidates),
  ]);
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
  await Promise.all(Array.from({ length: parallel }, worker));
}

/**
 * Asks the models about reports that nobody keeps, within the budget, and gives what was said by the deadline, by signature. What
 * comes later is remembered all the same. The same error is asked about once, however many requests bring it at a time.
 */
export async function askInTime(tools: Tools, reports: readonly Understood[], waitMs: number): Promise<Said> {
  const running = underWayIn(tools.db);
  const said: Said = new Map();
  const { promise: over, resolve: end } = Promise.withResolvers<Said>();
  const { others = [], own = [] } = Object.groupBy(reports, ({ signature }) => (running.has(signature.hash) ? "others" : "own"));
  const heard = others.map(async ({ signature: { hash } }) => {
    const one = (await running.get(hash))?.get(hash);
    if (one) said.set(hash, { ...one, costMicros: 0 }); // who asked has paid
  });
  for (const { signature } of own) running.set(signature.hash, over);
  const asked = askBatches(tools, own, waitMs, said)
    .catch((err: unknown) => tools.notice("warn", "classify", { err }, "a model was asked in vain about reports to classify"))
    .finally(() => {
      for (const { signature } of own) running.delete(signature.hash);
      end(said);
    });
  await Promise.race([Promise.all([asked, ...heard]), timeout(waitMs)]);
  return new Map(said);
}

const booksOf = (tools: Tools, targets: readonly Target[]): Required<AboutOptions>["shared"] => ({
  desk: deskOf(tools, { claim: null, installationId: firstId }),
  notes: notesOf(tools, { targets, installationId: firstId }),
});

const timeout = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms).unref());
