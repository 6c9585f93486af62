import { setTimeout as pause } from "node:timers/promises";
import type { LabelledTemplate } from "#lib/classify/neighbours.ts";
import type { LlmFailure } from "#lib/llm/failure.ts";
import type { Language } from "#lib/model/language.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { excerpt } from "#lib/report/excerpt.ts";
import type { Desk } from "./ask-model.ts";
import { memoryDesk, memoryNotes, type Tally } from "./memory-desk.ts";
import type { Item } from "./refine-items.ts";
import { memoryAfter, saidNow } from "./refine-save.ts";
import type { Target } from "./refine-targets.ts";
import { type Answered, askInTurn, canAskStronger, type Notes, tierOf } from "./refine-turn.ts";
import { noIssue, subjectOf } from "./subject.ts";
import { instantVerdict, type Understood } from "./verdict.ts";

export interface About {
  /** In the order of the reports; those that nobody answered keep what the text alone says. */
  verdicts: Verdict[];
  /** What was said, by signature. */
  answered: ReadonlyMap<string, Answered>;
  /** Signatures that were asked about, and of how many a valid answer came. */
  asked: number;
  valid: number;
  calls: Tally;
  /** Why some were not asked about; null when all were. */
  failure: string | null;
}

export interface AboutOptions {
  /** Micro-dollars at most; null: no limit. */
  most?: number | null;
  batch?: number;
  /** Also what the text alone decides surely. */
  all?: boolean;
  language?: Language;
  labelled?: readonly LabelledTemplate[];
  /** How long throttling is waited for, and calls are made at all, in ms. */
  patienceMs?: number;
  parallel?: number;
  clock?: () => Date;
  /** Where money, minutes and memory are kept when others share them. */
  shared?: { desk: Desk; notes: Notes };
}

type Settled = Required<Omit<AboutOptions, "shared">>;

const byDefault: Settled = {
  most: null,
  batch: 8,
  all: false,
  language: "en",
  labelled: [],
  patienceMs: 3_600_000,
  parallel: 4,
  clock: () => new Date(),
};

function itemOf({ report, signature: { hash, template } }: Understood, local: Verdict, { language, clock }: Settled): Item {
  return {
    id: "e1",
    hash,
    template,
    project: report.project,
    ownBudget: false,
    language,
    severity: local.severity,
    local,
    subject: { ...subjectOf(noIssue(clock()), report, local), signal: null },
    memory: null,
    error: excerpt(report),
  };
}

/** An item with what a model said of it, as the strong tier is asked about it. */
const remembering = (answered: Answered, now: Date): Item => ({ ...answered.item, memory: memoryAfter(answered, now).memory });

/**
 * Asks the tiers about reports that nobody keeps: each signature once, the unsure ones unless all are wanted, in batches, each answer
 * checked, under a limit. Needs no database. The targets are changed by what becomes of them.
 */
export async function askAbout(
  reports: readonly Understood[],
  targets: readonly Target[],
  options: AboutOptions = {},
): Promise<About> {
  const { shared, ...given } = options;
  const settled: Settled = { ...byDefault, ...given };
  const { clock, all } = settled;
  const judged = reports.map((understood) => {
    const { report, findings, signature } = understood;
    const local = instantVerdict(report, { hash: signature.hash, findings, memory: null, language: settled.language });
    return { understood, local };
  });
  const first = new Map<string, Item>();
  for (const { understood, local } of judged) {
    const { hash } = understood.signature;
    if ((all || local.provisional) && !first.has(hash)) first.set(hash, itemOf(understood, local, settled));
  }
  const { desk, tally } = memoryDesk({ most: settled.most, batch: settled.batch, clock });
  const books = shared ?? { desk, notes: memoryNotes(clock) };
  const said = new Map<string, Answered>();
  const fast = await askTier([...first.values()], "llm-fast", { targets, books, settled, said });
  const unsure = [...said.values()].filter((one) => one.isUnsure && canAskStronger(targets, one, clock()));
  const items = unsure.map((one) => remembering(one, clock()));
  const strong = await askTier(items, "llm-strong", { targets, books, settled, said });
  return {
    verdicts: judged.map(({ understood, local }) => verdictOn(understood, local, said.get(understood.signature.hash), settled)),
    answered: said,
    asked: first.size,
    valid: said.size,
    calls: tally,
    failure: (fast ?? strong)?.message ?? null,
  };
}

interface Run {
  targets: readonly Target[];
  books: { desk: Desk; notes: Notes };
  settled: Settled;
  said: Map<string, Answered>;
}

/** Some batches at a time, until all are asked about or nobody may be asked any more; says what ended it. */
async function askTier(
  items: readonly Item[],
  tier: LlmTier,
  { targets, books, settled, said }: Run,
): Promise<LlmFailure | null> {
  const { batch, parallel, patienceMs, labelled, clock } = settled;
  const deadline = performance.now() + patienceMs;
  const rest = [...items];
  let ended: LlmFailure | null = null;
  const size = tier === "llm-strong" ? 1 : batch;
  const worker = async (): Promise<void> => {
    for (let some = rest.splice(0, size); some.length > 0 && !ended; some = rest.splice(0, size)) {
      const bill = { micros: new Map<string, number>(), latencyMs: new Map<string, number>() };
      const numbered = some.map((item, at) => ({ ...item, id: `e${at + 1}` }));
      const turn = await askInTurn({ ...books, targets, bill, deadline, labelled }, tier, numbered);
      for (const one of turn.answered) said.set(one.item.hash, joined(said.get(one.item.hash), one));
      if (turn.waiting.length === 0 || !turn.failure) continue;
      const waitMs = wait(targets, tier, clock());
      if (turn.failure.kind !== "throttled" || performance.now() + waitMs > deadline) ended ??= turn.failure;
      else {
        rest.push(...turn.waiting);
        await pause(waitMs);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return ended;
}

/** Until the first of the tier may be asked again. */
function wait(targets: readonly Target[], tier: LlmTier, now: Date): number {
  const until = tierOf(targets, tier).map(({ faultUntil }) => faultUntil?.getTime() ?? 0);
  return Math.max(200, Math.min(...until) - now.getTime());
}

/** Both calls were paid for; a stronger model that does not know takes nothing back. */
function joined(before: Answered | undefined, after: Answered): Answered {
  if (!before) return after;
  const costMicros = before.costMicros + after.costMicros;
  const latencyMs = before.latencyMs + after.latencyMs;
  return { ...(after.answer.category === "unknown" ? before : after), costMicros, latencyMs };
}

function verdictOn(
  { report, findings, signature }: Understood,
  local: Verdict,
  said: Answered | undefined,
  { clock, language }: Settled,
): Verdict {
  if (!said || said.answer.category === "unknown") return said ? { ...local, cost_usd: said.costMicros / 1e6 } : local;
  const memory = saidNow(said, clock());
  const verdict = instantVerdict(report, { hash: signature.hash, findings, memory, language });
  return { ...verdict, cost_usd: said.costMicros / 1e6, latency_ms: said.latencyMs };
}
