import { randomInt } from "node:crypto";
import { markTold } from "#lib/db/budget-periods.ts";
import { transaction } from "#lib/db/client.ts";
import { noteState } from "#lib/db/llm-models.ts";
import type { LlmFailure } from "#lib/llm/failure.ts";
import { limits } from "./budgets.ts";
import { raise } from "./raise.ts";
import type { Target } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

const probeMs = 3_600_000;
const breakMs = 60_000;
const backOffMs = (): number => 10_000 + randomInt(10_000);

function pauseMs({ kind, details }: LlmFailure): number {
  if (kind === "throttled") return details.afterMs ?? backOffMs();
  return kind === "refused" ? probeMs : breakMs;
}

/** Says of a model, and of the others behind the same key where it concerns them, why and how long nothing is asked of it. */
export async function noteFailure(
  tools: Tools,
  { target, targets, installationId }: { target: Target; targets: readonly Target[]; installationId: string },
  failure: LlmFailure,
): Promise<void> {
  const now = tools.clock();
  const isShared = failure.kind !== "unavailable" && !failure.details.modelOnly;
  const hit = targets.filter(
    ({ baseUrl, key, id }) => id === target.id || (isShared && baseUrl === target.baseUrl && key === target.key),
  );
  const faultUntil = new Date(now.getTime() + pauseMs(failure));
  tools.notice("warn", "llm", { model: target.model, kind: failure.kind, ...logged(failure) }, "a model was asked in vain");
  await transaction(tools.db, async (tx) => {
    let isNews = true;
    for (const each of hit.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      if ((await noteState(tx, each.place, { fault: failure.message, faultUntil }, now)) === failure.message) isNews = false;
    if (failure.kind !== "refused" || !isNews) return;
    const message = `${target.model} is not asked any more: ${failure.message}`;
    await raise(tools, tx, { kind: "provider_refused", message, installation: installationId, key: target.id });
  });
  for (const each of hit) Object.assign(each, { fault: failure.message, faultUntil });
}

const logged = ({ details: { status, code, requestId } }: LlmFailure) => ({ status, code, requestId });

/** It answered: whatever was wrong is over. */
export async function noteWorks(tools: Tools, target: Target): Promise<void> {
  if (target.fault === null && target.faultUntil === null) return;
  await transaction(tools.db, (tx) => noteState(tx, target.place, { fault: null, faultUntil: null }, tools.clock()));
  Object.assign(target, { fault: null, faultUntil: null });
}

/** Says once a period that its money is used up; a budget of nothing is a choice and no news. */
export async function noteExhausted(tools: Tools, installationId: string, { message, details }: LlmFailure): Promise<void> {
  if (details.code !== "daily" && details.code !== "monthly") return;
  const scope = details.code;
  const set = await limits(tools);
  if (set[scope] === 0) return;
  await transaction(tools.db, async (tx) => {
    if (!(await markTold(tx, scope, set.day, tools.clock()))) return;
    const until = scope === "daily" ? "tomorrow" : "next month";
    const text = `${message} Errors keep the verdicts of rules and memory until ${until}, or until the budget is raised.`;
    await raise(tools, tx, {
      kind: "budget_crossed",
      message: text,
      installation: installationId,
      key: `${scope} ${set.day} ${set[scope]}`,
    });
  });
}
