import { randomInt } from "node:crypto";
import { markTold } from "#lib/db/budget-use.ts";
import { transaction } from "#lib/db/client.ts";
import { claimProbe, noteLabels, noteState } from "#lib/db/llm-models.ts";
import { withLabels } from "#lib/llm/drift.ts";
import type { LlmFailure } from "#lib/llm/failure.ts";
import { limitsOf } from "./budgets.ts";
import { raise } from "./raise.ts";
import { type Among, doubtAnswers } from "./refine-doubt.ts";
import type { Target } from "./refine-targets.ts";
import type { Notes } from "./refine-turn.ts";
import type { Tools } from "./tools.ts";

const refusedMs = 3_600_000;
const breakMs = 60_000;
const backOffMs = (): number => 10_000 + randomInt(10_000);

function pauseMs({ kind, details }: LlmFailure): number {
  if (kind === "throttled") return details.afterMs ?? backOffMs();
  return kind === "refused" ? refusedMs : breakMs;
}

/** Says of a model, and of the others behind the same key where it concerns them, why and how long nothing is asked of it. */
async function noteFailure(tools: Tools, target: Target, { targets, installationId }: Among, failure: LlmFailure): Promise<void> {
  const now = tools.clock();
  const isShared = failure.kind !== "unavailable" && !failure.details.modelOnly;
  const hit = targets.filter(({ provider, id }) => id === target.id || (isShared && provider === target.provider));
  const faultUntil = new Date(now.getTime() + pauseMs(failure));
  // That a minute is used up is no fault of anybody's.
  const change = failure.details.code === "minute" ? { faultUntil } : { fault: failure.message, faultUntil };
  tools.notice("warn", "llm", { model: target.model, kind: failure.kind, ...logged(failure) }, "a model was asked in vain");
  await transaction(tools.db, async (tx) => {
    let isNews = true;
    for (const each of hit.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      if ((await noteState(tx, each.place, change, now)) === failure.message) isNews = false;
    if (failure.kind !== "refused" || !isNews) return;
    const message = `${target.model} is not asked any more: ${failure.message}`;
    const { status } = failure.details;
    const told = { sentence: "modelRefused", with: { model: target.model, code: status ? `HTTP ${status}` : "" } } as const;
    await raise(tools, tx, { kind: "provider_refused", message, told, installation: installationId, key: target.id });
  });
  for (const each of hit) Object.assign(each, change);
}

const logged = ({ details: { status, code, requestId } }: LlmFailure) => ({ status, code, requestId });

/** It answered: whatever was wrong is over. */
export async function noteWorks(tools: Tools, target: Target): Promise<void> {
  if (target.fault === null && target.faultUntil === null) return;
  await transaction(tools.db, (tx) => noteState(tx, target.place, { fault: null, faultUntil: null }, tools.clock()));
  Object.assign(target, { fault: null, faultUntil: null });
}

/** Keeps the labels it gave; that they are all the same is told once. */
async function noteAnswers(tools: Tools, target: Target, among: Among, labels: readonly string[]): Promise<void> {
  await noteWorks(tools, target);
  if (labels.length === 0) return;
  const after = await transaction(tools.db, async (tx) => {
    const noted = await noteLabels(tx, target.place, (was) => withLabels(was, labels), tools.clock());
    if (noted.doubt !== null && target.doubt === null) {
      const message = `${target.model} is not trusted any more: ${noted.doubt}`;
      const { installationId: installation } = among;
      const told = { sentence: "modelDoubted", with: { model: target.model } } as const;
      await raise(tools, tx, { kind: "provider_refused", message, told, installation, key: `${target.id} doubt` });
    }
    return noted;
  });
  const isNew = after.doubt !== null && target.doubt === null;
  Object.assign(target, after);
  if (isNew) await doubtAnswers(tools, target, among);
}

/** Says once a period that its money is used up; a budget of nothing is a choice and no news. */
async function noteExhausted(tools: Tools, { installationId }: Among, { message, details }: LlmFailure): Promise<void> {
  const [, scope] = /^all (daily|monthly)$/.exec(details.code ?? "") ?? [];
  if (scope !== "daily" && scope !== "monthly") return;
  const set = await limitsOf(tools, { tier: "", project: null, installationId });
  if (set[scope] === 0) return;
  await transaction(tools.db, async (tx) => {
    if (!(await markTold(tx, scope, set.day, tools.clock()))) return;
    const until = scope === "daily" ? "tomorrow" : "next month";
    const text = `${message} Errors keep the verdicts of rules and memory until ${until}, or until the budget is raised.`;
    await raise(tools, tx, {
      kind: "budget_crossed",
      message: text,
      told: { sentence: scope === "daily" ? "dailyBudget" : "monthlyBudget", with: { limit: (set[scope] ?? 0) / 1e6 } },
      installation: installationId,
      key: `${scope} ${set.day} ${set[scope]}`,
    });
  });
}

/** Notes in the database, for all workers. */
export function notesOf(tools: Tools, among: Among): Notes {
  return {
    async mayTry({ fault, faultUntil, place }) {
      if (fault === null || faultUntil === null) return true;
      const now = tools.clock();
      return claimProbe(tools.db, place, now, new Date(now.getTime() + breakMs));
    },
    failed: (target, failure) =>
      failure.kind === "exhausted" ? noteExhausted(tools, among, failure) : noteFailure(tools, target, among, failure),
    answered: (target, labels) => noteAnswers(tools, target, among, labels),
  };
}
